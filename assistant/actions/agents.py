"""What agents say: against pages that are right, and whether they agree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of
from assistant.answers import Answer, Block, Data, Line, Quoted, Quotes
from assistant.gaps.agent_knowledge import AgentFault, read_agent_faults
from assistant.gaps.cards import known_shelf
from assistant.naming import resolve_gap
from assistant.session import Session
from assistant.wording import clipped, count

if TYPE_CHECKING:
    from assistant.reports.suggesting import Suggestion
    from corpora.records import Gap
    from corpora.store.scope import Scope
    from corpora.store.workspace import Connection

_SHOWN, _QUOTES = 5, 3
_HOW = (
    "Found by words: a customer who holds what they were told against the page, or an agent who "
    "takes back what another one told, and what other agents say on that passage. Read the quotes "
    "before you speak to anybody."
)


class AgentKnowledgeParams(Filters):
    """Of which contacts, or on which gap."""

    gap: Annotated[
        str | None, Field(description="A gap: what agents answer to its question, and if alike.")
    ] = None
    top: Annotated[int, Field(ge=1, le=1000, description="How many findings or gaps.")] = _SHOWN


class GapAnswers(Data):
    """What agents answer to the question of one gap.

    `contacts` is in how many they say the same, `alike` their words; `differing` are those of
    agents whose answer does not fit with it.
    """

    gap: str
    topic: str
    contacts: int
    alike: tuple[Quoted, ...]
    differing: tuple[Quoted, ...]


class AgentKnowledgeData(Data):
    """Passages that agents contradict, and gaps to whose question they answer differently."""

    faults: tuple[AgentFault, ...]
    answers: tuple[GapAnswers, ...]


def agent_knowledge(session: Session, params: AgentKnowledgeParams) -> Answer:
    """Say where agents contradict a page that is right, and where they contradict each other.

    With `gap`: what agents answer to the question of that gap, and whether they agree.
    """
    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        if params.gap is not None:
            return _on_gap(params.gap, db, scope, told)
        faults = read_agent_faults(db, scope)
        differing = _differing(session, db, scope)
    headline = (
        f"{count(len(faults), 'passage')} of pages that agents contradict."
        if faults
        else "Nobody says that an agent contradicted a page."
    )
    if differing:
        headline = f"{headline[:-1]}; on {count(len(differing), 'gap')} their answers differ."
    blocks: list[Block] = [block for fault in faults[: params.top] for block in fault_blocks(fault)]
    if differing:
        blocks.append(Line("Where agents' answers differ", "heading"))
        for each in differing[: params.top]:
            blocks += [
                Line(f"{each.topic} · {each.gap}"),
                Quotes((*each.alike[:1], *each.differing[:1])),
            ]
    return Answer(
        headline=headline,
        data=AgentKnowledgeData(faults=faults[: params.top], answers=differing[: params.top]),
        blocks=tuple(blocks),
        scope=told,
        n=sum(each.contacts for each in faults)
        + sum(each.contacts + len(each.differing) for each in differing),
        notes=(_HOW,) if faults else (),
        follow_ups=(
            *(f"explain_contact contact={each.wrong[0].contact_id}" for each in faults[:1]),
            *(f"agent_knowledge gap={each.gap}" for each in differing[:1]),
        ),
    )


def fault_blocks(fault: AgentFault) -> tuple[Block, ...]:
    """Return a passage that agents contradict: what it says, how many, whose words."""
    right = (
        f", {count(fault.contacts_right, 'contact')} as the page" if fault.contacts_right else ""
    )
    return (
        Line(f"{fault.page}: “{clipped(fault.passage, 160)}”", "heading"),
        Line(f"{count(fault.contacts, 'contact')} tell of another answer{right}."),
        Quotes(fault.wrong[:_QUOTES]),
    )


def _on_gap(name: str, db: Connection, scope: Scope, told: str) -> Answer:
    from corpora.store.runs import latest_gaps

    gap = resolve_gap(name, latest_gaps(db))
    answers = _answers(gap, suggested([gap], db, scope)[gap.id])
    if answers.differing:
        headline = (
            f"Agents differ on {gap.topic}: {count(answers.contacts, 'contact')} told the same, "
            f"{count(len(answers.differing), 'other')} something else."
        )
    elif answers.alike:
        headline = (
            f"Agents agree on {gap.topic}: {count(answers.contacts, 'contact')} told the same."
        )
    else:
        headline = f"No two agents answer alike on {gap.topic}, none contradicts another."
    blocks: list[Block] = [Quotes(answers.alike[:_QUOTES])] if answers.alike else []
    if answers.differing:
        blocks += [Line("Another agent said", "heading"), Quotes(answers.differing)]
    return Answer(
        headline=headline,
        data=AgentKnowledgeData(faults=(), answers=(answers,)),
        blocks=tuple(blocks),
        scope=told,
        n=gap.contacts,
        follow_ups=(f"evidence of={gap.id}", f"show_page product={gap.product_ids[0]}"),
    )


def _differing(session: Session, db: Connection, scope: Scope) -> tuple[GapAnswers, ...]:
    """Return the open gaps to whose question agents answer differently, the largest first."""
    shelf = known_shelf(session, db)
    gaps = [gap for gap in shelf.open_gaps(scope.product_ids or None) if gap.customers > 1]
    texts = suggested(gaps, db, scope)
    return tuple(_answers(gap, texts[gap.id]) for gap in gaps if texts[gap.id].differing)


def suggested(gaps: list[Gap], db: Connection, scope: Scope) -> dict[str, Suggestion]:
    """Return what agents told customers within a scope, as a text for each gap, by its id."""
    from assistant.reports.suggesting import suggest
    from corpora.store import contacts, runs
    from corpora.store.queries import contacts_within

    needs = {need.id: need for need in runs.latest_needs(db)}
    inside = contacts_within(db, scope)
    wanted = {needs[each].contact_id for gap in gaps for each in gap.need_ids if each in needs}
    turns = dict(contacts.turns_by_contact(contacts.get_turns(db, sorted(wanted & set(inside)))))
    return {gap.id: suggest(gap, needs, turns) for gap in gaps}


def _answers(gap: Gap, suggestion: Suggestion) -> GapAnswers:
    return GapAnswers(
        gap=gap.id,
        topic=gap.topic,
        contacts=suggestion.contacts,
        alike=suggestion.sources,
        differing=suggestion.differing,
    )


AGENT_KNOWLEDGE = Action(
    "agent_knowledge",
    AgentKnowledgeParams,
    agent_knowledge,
    AgentKnowledgeData,
    examples=("do agents agree about it", "where do agents contradict the page"),
)
