"""The audit: a random sample to grade, what the grades say, and the accuracy that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from assistant.actions.action import Action, Filters, Params, positional
from assistant.actions.asking import scope_of, stage_name
from assistant.answers import Answer, Data
from assistant.audits.accuracy import (
    AccuracyData,
    Audited,
    gaps_measured,
    graded,
    last_audits,
    stages_measured,
    words,
)
from assistant.audits.sheets import NONE, VERDICTS, Subject
from assistant.session import Session
from assistant.wording import count
from corpora.errors import BadInput

if TYPE_CHECKING:
    from assistant.gaps.gap_card import GapCard
    from classifiers.audit import Drawn


class SampleParams(Params):
    """What to draw."""

    of: Annotated[
        Literal["stages", "gaps"], Field(description="Grade contacts' stages, or gaps.")
    ] = "stages"
    n: Annotated[int, Field(ge=1, le=10_000, description="How many.")] = 100
    stratify: Annotated[
        Literal["stage", "none"],
        Field(description="Draw from every stage (or kind of gap) by its size, or from all."),
    ] = "stage"
    seed: Annotated[int, Field(description="The same seed draws the same sample.")] = 7
    blind: Annotated[bool, Field(description="Leave out what the model says.")] = False
    output: Annotated[
        Path, Field(description="The workbook to write.", json_schema_extra={"short": "-o"})
    ] = Path("qa.xlsx")


class SampleData(Data):
    """How many of `total` contacts or gaps were drawn, and where it was written."""

    of: str
    written: str
    drawn: int
    total: int
    blind: bool


class GradeParams(Params):
    """Which workbooks."""

    files: Annotated[
        tuple[Path, ...],
        positional(min_length=1, description="Filled-in workbooks of one sample, one a rater."),
    ]


def sample(session: Session, params: SampleParams) -> Answer:
    """Draw contacts or gaps by chance and write a workbook in which people grade them.

    Each row holds a contact's words and an empty stage to choose, or a gap with customers' words,
    the page's nearest words, and an empty verdict; `grade` reads it back. Hand copies of it to two
    people to learn how far they agree.
    """
    from assistant.audits.sheets import as_workbook

    drawn, texts, guesses = (_gaps if params.of == "gaps" else _contacts)(session, params)
    choices = VERDICTS if params.of == "gaps" else (*(s.name for s in session.stages), NONE)
    book = as_workbook(params.of, drawn, texts, choices, () if params.blind else guesses)
    output = params.output / "qa.xlsx" if params.output.is_dir() else params.output
    try:
        output.write_bytes(book)
    except OSError as error:
        raise BadInput(
            f"can't be written ({error.strerror})", where=str(output), remedy="name another"
        ) from error
    total = sum({each.stratum: each.size for each in drawn}.values())
    what, column = ("gap", "verdict") if params.of == "gaps" else ("contact", "stage")
    return Answer(
        headline=f"{count(len(drawn), what)} drawn by chance, in {output}.",
        data=SampleData(
            of=params.of, written=str(output), drawn=len(drawn), total=total, blind=params.blind
        ),
        scope=f"all {what}s",
        n=total,
        notes=(f"Choose a {column} in each row; leave a row empty that you can't judge.",),
        follow_ups=(f"frontstage grade {output}",),
    )


def _contacts(session: Session, params: SampleParams) -> tuple[list[Drawn], list[str], list[str]]:
    """Return contacts by chance, their words, and what the model says of them."""
    from classifiers.audit import draw
    from corpora.store import contacts
    from corpora.store.queries import effective_stages

    with session.workspace.reading() as db:
        labels = effective_stages(db)
    if not labels:
        raise BadInput(
            "no contact is labelled yet", where="sample", remedy="run `frontstage classify` first"
        )
    by_stage = params.stratify == "stage"
    strata = {each: (stage or "unsure") if by_stage else "" for each, stage in labels.items()}
    drawn = draw(strata, params.n, params.seed)
    with session.workspace.reading() as db:
        turns = contacts.get_turns(db, [each.id for each in drawn])
    said = {
        contact: "\n".join(f"{t.speaker}: {t.text}" for t in own if t.visible)
        for contact, own in contacts.turns_by_contact(turns)
    }
    guesses = [stage_name(labels[each.id], session.stages) for each in drawn]
    return drawn, [said.get(each.id, "") for each in drawn], guesses


def _gaps(session: Session, params: SampleParams) -> tuple[list[Drawn], list[str], list[str]]:
    """Return gaps by chance, what a rater must read of each, and the kinds that were said."""
    from assistant.gaps.cards import known_shelf
    from classifiers.audit import draw

    with session.workspace.reading() as db:
        shelf = known_shelf(session, db)
    if not shelf.gaps:
        raise BadInput("no gap is found yet", where="sample", remedy="run `frontstage gaps` first")
    by_kind = params.stratify == "stage"
    drawn = draw({g.id: g.kind if by_kind else "" for g in shelf.gaps}, params.n, params.seed)
    cards = {gap.id: shelf.card(gap) for gap in shelf.gaps}
    return (
        drawn,
        [_gap_words(cards[each.id]) for each in drawn],
        [cards[each.id].kind for each in drawn],
    )


def _gap_words(card: GapCard) -> str:
    page = card.url or card.page or "no page"
    nearest = f"The page's nearest words: {card.passage.text}" if card.passage else ""
    said = "\n".join(f"“{quote.text}”" for quote in card.quotes)
    return f"{card.product} ({page}): {card.topic}\n{said}\n{nearest}".strip()


def grade(session: Session, params: GradeParams) -> Answer:
    """Read graded workbooks, and say how often the stages, or the gaps, are right.

    Each grade counts for as many contacts or gaps as it stands for. With two workbooks the
    agreement of the raters is told too, and the first rater's grades count where they differ.
    """
    from corpora.store import decisions

    of, payload, problems = graded(session, params.files)
    kind = "audit" if of == "stages" else "audit_gaps"
    with session.workspace.writing() as db:
        entry = decisions.decide(db, kind, payload, session.now())
    data = _measured(session, of, payload).model_copy(update={"seq": entry.seq})
    return _told(data, f"Done: {words(data)}", tuple(problems))


def preview_grade(session: Session, params: GradeParams) -> Answer:
    """Say what the grades come to, and write nothing down."""
    of, payload, problems = graded(session, params.files)
    data = _measured(session, of, payload)
    return _told(data, f"This would write down: {words(data)}", tuple(problems))


def accuracy(session: Session, params: Filters) -> Answer:
    """Say how often stages and gaps are right, by the last audits.

    With filters: by those grades of the random sample that lie within them.
    """
    contacts, of_gaps, narrowed = _within(session, params)
    stages, gaps = last_audits(session, contacts, of_gaps)
    own = Audited.model_validate(gaps.model_dump(exclude={"gaps"})) if gaps else None
    data = (stages or AccuracyData()).model_copy(update={"gaps": own})
    told = [words(each) for each in (stages, gaps) if each is not None]
    missing = [f"The {what} are not audited." for what, each in (("stages", stages), ("gaps", gaps))
               if each is None]  # fmt: skip
    if not told:
        follow = ("sample", "sample of=gaps", "grade FILE")
        return Answer(
            headline="Not audited: nobody has graded a random sample yet.",
            data=data,
            scope=narrowed,
            follow_ups=follow,
        )
    return _told(data, " ".join([*told, *missing]), (), narrowed)


def _within(session: Session, params: Filters) -> tuple[set[str] | None, set[str] | None, str]:
    """Return the contacts and the gaps within filters, None: all, and the filters in words."""
    from assistant.gaps.scoped import scoped_shelf
    from corpora.store.queries import contacts_within
    from corpora.store.scope import EVERYTHING

    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        if scope == EVERYTHING:
            return None, None, ""
        contacts = contacts_within(db, scope)
    shelf, _, products = scoped_shelf(session, params)
    gaps = {g.id for g in shelf.gaps if not products or set(g.product_ids) & set(products)}
    return contacts, gaps, told


def _measured(session: Session, of: Subject, payload: Mapping[str, Any]) -> AccuracyData:
    return (stages_measured if of == "stages" else gaps_measured)(session, payload)


def _told(
    data: AccuracyData, headline: str, problems: tuple[str, ...], narrowed: str = ""
) -> Answer:
    scope = "gaps that are found" if data.of == "gaps" else "contacts that have a stage"
    return Answer(
        headline=headline,
        data=data,
        scope=f"{narrowed}, {scope}" if narrowed else scope,
        n=data.graded,
        notes=(
            "95 % interval: stratified estimate, Wilson's interval at its effective sample size.",
        ),
        follow_ups=("accuracy", "undo"),
        problems=problems,
    )


SAMPLE = Action(
    "sample",
    SampleParams,
    sample,
    SampleData,
    examples=("draw a sample to grade", "give me a hundred contacts to check"),
    command="sample",
)
GRADE = Action(
    "grade",
    GradeParams,
    grade,
    AccuracyData,
    examples=("read my grades", "I graded the sample"),
    preview=preview_grade,
    command="grade",
)
ACCURACY = Action(
    "accuracy",
    Filters,
    accuracy,
    AccuracyData,
    examples=("how accurate are the stages", "how often is the model right"),
)
