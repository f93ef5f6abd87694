"""The audit: a random sample to grade, what the grades say, and the accuracy that is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from assistant.actions.action import Action, NoParams, Params, positional
from assistant.actions.asking import stage_name
from assistant.answers import Answer, Data
from assistant.naming import resolve_stage
from assistant.session import Session
from assistant.wording import count
from corpora.errors import BadInput, UnknownName

if TYPE_CHECKING:
    from assistant.audit_sheets import Grade

_UNSURE = ""


class SampleParams(Params):
    """What to draw."""

    n: Annotated[int, Field(ge=1, le=10_000, description="How many contacts.")] = 100
    stratify: Annotated[
        Literal["stage", "none"],
        Field(description="Draw from every stage by its size, or from all contacts at once."),
    ] = "stage"
    seed: Annotated[int, Field(description="The same seed draws the same sample.")] = 7
    blind: Annotated[bool, Field(description="Leave out what the model says.")] = False
    output: Annotated[
        Path, Field(description="The workbook to write.", json_schema_extra={"short": "-o"})
    ] = Path("qa.xlsx")


class SampleData(Data):
    """What was drawn, by stage (`unsure` included), and where it was written."""

    written: str
    drawn: int
    contacts: int
    blind: bool


class GradeParams(Params):
    """Which workbooks."""

    files: Annotated[
        tuple[Path, ...],
        positional(min_length=1, description="Filled-in workbooks of one sample, one a rater."),
    ]


class AccuracyData(Data):
    """How many contacts are at the stage that people say, with a 95 % interval; shares 0 to 1.

    `seq` None: not written down. `accuracy` None: not audited. Contacts that the model left
    unsure do not count; `unsure_share` says how many of all they are. `kappa` is the agreement
    of two raters beyond chance, None where one rater graded.
    """

    seq: int | None
    accuracy: float | None
    low: float | None
    high: float | None
    graded: int
    unsure_share: float | None
    raters: int
    kappa: float | None


def sample(session: Session, params: SampleParams) -> Answer:
    """Draw contacts by chance and write a workbook in which people grade them.

    Each row holds a contact's words and an empty stage to choose; `grade` reads it back. Hand
    copies of it to two people to learn how far they agree.
    """
    from assistant.audit_sheets import as_workbook
    from classifiers.audit import draw
    from corpora.store import contacts

    labels = _labels(session)
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
    guesses = [] if params.blind else [stage_name(labels[d.id], session.stages) for d in drawn]
    book = as_workbook(
        drawn,
        [said.get(each.id, "") for each in drawn],
        [stage.name for stage in session.stages],
        guesses,
    )
    output = params.output / "qa.xlsx" if params.output.is_dir() else params.output
    try:
        output.write_bytes(book)
    except OSError as error:
        raise BadInput(
            f"can't be written ({error.strerror})", where=str(output), remedy="name another"
        ) from error
    return Answer(
        headline=f"{count(len(drawn), 'contact')} drawn by chance, in {output}.",
        data=SampleData(
            written=str(output),
            drawn=len(drawn),
            contacts=len(labels),
            blind=params.blind,
        ),
        scope="all contacts",
        n=len(labels),
        notes=("Choose a stage in each row; leave a row empty that you can't judge.",),
        follow_ups=(f"frontstage grade {output}",),
    )


def grade(session: Session, params: GradeParams) -> Answer:
    """Read graded workbooks, and say how often the stages are right.

    Each grade counts for as many contacts as it stands for. With two workbooks the agreement of
    the raters is told too, and the first rater's grades count where they differ.
    """
    from corpora.store import decisions

    payload, problems = _graded(session, params.files)
    with session.workspace.writing() as db:
        entry = decisions.decide(db, "audit", payload, session.now())
    data = _measured(session, payload).model_copy(update={"seq": entry.seq})
    return _told(data, f"Done: {_words(data)}", tuple(problems))


def preview_grade(session: Session, params: GradeParams) -> Answer:
    """Say what the grades come to, and write nothing down."""
    payload, problems = _graded(session, params.files)
    data = _measured(session, payload)
    return _told(data, f"This would write down: {_words(data)}", tuple(problems))


def accuracy(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Say how often the stages are right, by the last audit."""
    data = last_audit(session)
    follow = ("sample", "grade FILE")
    if data is None:
        empty = AccuracyData(
            seq=None, accuracy=None, low=None, high=None, graded=0, unsure_share=None, raters=0,
            kappa=None,
        )  # fmt: skip
        return Answer(headline="Not audited.", data=empty, follow_ups=follow)
    return _told(data, _words(data), ())


def last_audit(session: Session) -> AccuracyData | None:
    """Return what the last audit in force says of today's labels; None: not audited."""
    from corpora.store import decisions

    with session.workspace.reading() as db:
        audits = [e for e in decisions.history(db).in_force if e.kind == "audit"]
    if not audits:
        return None
    found = _measured(session, audits[-1].payload)
    return found.model_copy(update={"seq": audits[-1].seq})


def accuracy_note(session: Session) -> str:
    """Return what is known of the stages' accuracy, as a sentence."""
    data = last_audit(session)
    return "Accuracy of the stages: not audited." if data is None else _words(data)


def _labels(session: Session) -> dict[str, str | None]:
    from corpora.store.queries import effective_stages

    with session.workspace.reading() as db:
        return effective_stages(db)


def _graded(session: Session, files: Sequence[Path]) -> tuple[dict[str, Any], list[str]]:
    from assistant.audit_sheets import read_grades

    if len(files) > 2:
        raise BadInput("more than two workbooks", where="grade", remedy="name one or two")
    problems: list[str] = []
    raters = [_stages_of(session, path, read_grades(path), problems) for path in files]
    if not any(raters):
        raise BadInput(
            "no row is graded", where=str(files[0]), remedy="choose a stage in the column stage"
        )
    from classifiers.audit import kappa

    both = [each for each in raters[0] if each in raters[-1]]
    agreement = (
        kappa([raters[0][e]["stage_id"] for e in both], [raters[1][e]["stage_id"] for e in both])
        if len(raters) == 2
        else None
    )
    merged = {**raters[-1], **raters[0]}
    return {"grades": list(merged.values()), "raters": len(files), "kappa": agreement}, problems


def _stages_of(
    session: Session, path: Path, grades: Sequence[Grade], problems: list[str]
) -> dict[str, dict[str, Any]]:
    from assistant.audit_sheets import NONE

    found = {}
    for each in grades:
        try:
            stage = (
                _UNSURE
                if each.stage.casefold() == NONE
                else resolve_stage(each.stage, session.stages).id
            )
        except UnknownName as error:
            problems.append(f"{path}, row {each.row}: {error}")
            continue
        drawn = each.drawn
        found[drawn.id] = {
            "contact_id": drawn.id,
            "stratum": drawn.stratum,
            "size": drawn.size,
            "stage_id": stage,
        }
    return found


def _measured(session: Session, payload: Mapping[str, Any]) -> AccuracyData:
    from classifiers.audit import Drawn, weighted_share

    labels = _labels(session)
    rows = [row for row in payload["grades"] if labels.get(row["contact_id"])]
    drawn = [Drawn(row["contact_id"], row["stratum"], row["size"]) for row in rows]
    right = [labels[row["contact_id"]] == row["stage_id"] for row in rows]
    found = weighted_share(drawn, right)
    unsure = sum(stage is None for stage in labels.values())
    return AccuracyData(
        seq=None,
        accuracy=round(found.share, 4) if found.n else None,
        low=round(found.low, 4) if found.n else None,
        high=round(found.high, 4) if found.n else None,
        graded=found.n,
        unsure_share=round(unsure / len(labels), 4) if labels else None,
        raters=payload["raters"],
        kappa=None if payload["kappa"] is None else round(payload["kappa"], 3),
    )


def _words(data: AccuracyData) -> str:
    if data.accuracy is None or data.low is None or data.high is None:
        return "Accuracy of the stages: no graded contact has a stage."
    agreement = f" Two raters, kappa {data.kappa:.2f}." if data.kappa is not None else ""
    return (
        f"Accuracy of the stages: {data.accuracy:.0%} ({data.low:.0%}–{data.high:.0%}), "
        f"by {count(data.graded, 'graded contact')} of a random sample.{agreement}"
    )


def _told(data: AccuracyData, headline: str, problems: tuple[str, ...]) -> Answer:
    return Answer(
        headline=headline,
        data=data,
        scope="contacts that have a stage",
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
    NoParams,
    accuracy,
    AccuracyData,
    examples=("how accurate are the stages", "how often is the model right"),
)
