"""Stages that the journey may lack: what nothing fits."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of
from assistant.answers import Answer, Block, Data, Line, Quoted, Quotes
from assistant.session import Session
from assistant.wording import clipped, count

if TYPE_CHECKING:
    from classifiers.stages.proposing import Proposal, Saying

_EXAMPLES = 3
_EXAMPLE_CHARACTERS = 120


class ProposedParams(Filters):
    """How many to show."""

    top: Annotated[int, Field(ge=1, le=50, description="How many to show.")] = 5


class ProposedStage(Data):
    """A stage that the journey may lack; `id` holds while the contact that came first does."""

    id: str
    name: str
    contacts: int
    customers: int
    quotes: tuple[Quoted, ...]
    accept: str


class ProposedData(Data):
    """What was found among the contacts that nothing fits."""

    unfitting: int
    clustered: int
    stages: tuple[ProposedStage, ...]


def proposed_stages(session: Session, params: ProposedParams) -> Answer:
    """Show what the contacts that no stage fits are about, as stages to add.

    They are clustered by what they say and named by words that they share; contacts that share
    none are left alone, and a product that many speak of is no stage. Accepting one adds
    the stage with its quotes as examples; the next `frontstage classify` puts contacts there.
    """
    from classifiers.stages.proposing import propose
    from classifiers.text import content_stems
    from corpora.store.lessons import unsure_turns
    from corpora.store.pages import all_products

    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        rows = unsure_turns(db, scope)
        titles = [product.title for product in all_products(db)]
    products = frozenset(word for title in titles for word in content_stems(title))
    sayings = list(_sayings(rows))
    found = propose(sayings, session.static_encoder, products=products)
    unfitting = len({row[0] for row in rows})
    data = ProposedData(
        unfitting=unfitting,
        clustered=sum(len(each.contacts) for each in found),
        stages=tuple(map(_stage, found[: params.top])),
    )
    return Answer(
        headline=_headline(data, len(found)),
        data=data,
        blocks=tuple(block for stage in data.stages for block in _blocks(stage)),
        scope=told,
        n=unfitting,
        notes=("Clustered by the shipped encoder; whether they are stages is for you to say.",),
        follow_ups=("frontstage classify", "overview") if found else (),
    )


def _sayings(rows: Sequence[tuple[str, str, int, str]]) -> Iterator[Saying]:
    from classifiers.stages.proposing import telling

    for (contact, customer), turns in groupby(rows, key=itemgetter(0, 1)):
        if said := telling(contact, customer, [(index, text) for _, _, index, text in turns]):
            yield said


def _stage(found: Proposal) -> ProposedStage:
    examples = [clipped(said.text, _EXAMPLE_CHARACTERS) for said in found.quotes[:_EXAMPLES]]
    words = ["add_stage", f"name={found.name}", *(f"examples={text}" for text in examples)]
    return ProposedStage(
        id=found.id,
        name=found.name,
        contacts=len(found.contacts),
        customers=found.customers,
        quotes=tuple(
            Quoted(
                contact_id=said.contact_id,
                turn_index=said.turn_index,
                start=said.start,
                end=said.end,
                text=said.text,
            )
            for said in found.quotes
        ),
        accept=f"frontstage edit {shlex.join(words)}",
    )


def _headline(data: ProposedData, found: int) -> str:
    if not data.unfitting:
        return "No contact is left that nothing fits."
    if not found:
        fit = "fits" if data.unfitting == 1 else "fit"
        return (
            f"{count(data.unfitting, 'contact')} {fit} no stage, and too few say anything in "
            "common for a stage of their own."
        )
    stages = count(found, "stage") + " may be missing"
    return f"{stages}: {data.clustered:,} of {count(data.unfitting, 'contact')} that nothing fits."


def _blocks(stage: ProposedStage) -> tuple[Block, ...]:
    customers = f"{count(stage.contacts, 'contact')} of {count(stage.customers, 'customer')}"
    return (
        Line(f"{stage.name} ({stage.id}): {customers}", "heading"),
        Quotes(stage.quotes[:2]),
        Line(stage.accept, "quiet"),
    )


PROPOSED_STAGES = Action(
    "proposed_stages",
    ProposedParams,
    proposed_stages,
    ProposedData,
    examples=("which stages are missing", "propose new stages", "what do the unsure ones say"),
)
