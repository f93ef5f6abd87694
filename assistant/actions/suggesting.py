"""A text for what a page leaves open, in the words that agents told customers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.agents import suggested
from assistant.actions.asking import scope_of
from assistant.answers import Answer, Block, Line, Quotes
from assistant.gaps.cards import known_shelf
from assistant.naming import resolve_gap
from assistant.reports.suggesting import Suggestion
from assistant.session import Session
from assistant.wording import clipped, count

_QUOTES = 3


class SuggestParams(Filters):
    """For which gap."""

    gap: Annotated[str, Field(description="A gap, by id or topic.")]


class SuggestData(Suggestion):
    """The text and what it rests on, for one gap of one product."""

    gap: str
    topic: str
    product: str


def suggest_text(session: Session, params: SuggestParams) -> Answer:
    """Suggest what the page could say to a gap, from what agents told customers.

    Only what two contacts or more were told alike, word for word, with its sources; where there
    is nothing to build on it says why. The fact needs a check before it is published.
    """
    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        shelf = known_shelf(session, db)
        gap = resolve_gap(params.gap, shelf.gaps)
        found = suggested([gap], db, scope)[gap.id]
    product = shelf.card(gap, 0).product
    data = SuggestData(gap=gap.id, topic=gap.topic, product=product, **found.model_dump())
    about = f"{gap.topic} ({clipped(product, 46)})"
    return Answer(
        headline=f"For {about}: “{found.text}”" if found.text else f"{found.why_not} {about}.",
        data=data,
        blocks=_blocks(found),
        scope=f"{gap.id}, {told}",
        n=gap.contacts,
        notes=(
            ("Fact check needed: agents' words, said alike in two contacts or more.",)
            if found.text
            else ("Write it from the product's data sheet, or ask who knows.",)
        ),
        follow_ups=(
            f"evidence of={gap.id}",
            f"agent_knowledge gap={gap.id}",
            f"show_page product={gap.product_ids[0]}",
        ),
    )


def _blocks(found: Suggestion) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if found.sources:
        blocks += [
            Line(f"Told in {count(found.contacts, 'contact')}:", "quiet"),
            Quotes(found.sources[:_QUOTES]),
        ]
    if found.differing:
        blocks += [Line("Another agent said something else:", "warning"), Quotes(found.differing)]
    return tuple(blocks)


SUGGEST_TEXT = Action(
    "suggest_text",
    SuggestParams,
    suggest_text,
    SuggestData,
    examples=("what should the page say", "suggest a text for the first gap"),
)
