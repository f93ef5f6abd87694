"""What audits say: how often stages and gaps are right, by the grades of random samples."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from assistant.answers import Data
from assistant.audits.sheets import NO_GAP, NONE, VERDICTS, Grade, Subject
from assistant.naming import resolve_stage
from assistant.session import Session
from assistant.wording import count
from classifiers.students.cards import NOT_AUDITED
from corpora.errors import BadInput, UnknownName

if TYPE_CHECKING:
    from classifiers.audit import Drawn

_UNSURE = ""
_SAME = {"not_found": "missing"}
"""That the page does not say is all that a rater can see of what was not found in it."""


class Audited(Data):
    """How often the program is right, by people's grades, with a 95 % interval; shares 0 to 1.

    `of` stages: of how many contacts the model says what people say; contacts that it left
    unsure do not count, and `unsure_share` says how many of all they are. Of the graded, people
    have `decided` some in the journal, too; the model's own word is what counts here. `of` gaps:
    how many gaps people see too; `kind_right` is the share of these whose kind is right, between
    `kind_low` and `kind_high`, by `kinds_graded` of them. `seq` None: not written down. `accuracy`
    None: not audited. `kappa` is the agreement of two raters beyond chance, None where one rater
    graded.
    """

    of: Literal["stages", "gaps"] = "stages"
    seq: int | None = None
    accuracy: float | None = None
    low: float | None = None
    high: float | None = None
    graded: int = 0
    unsure_share: float | None = None
    decided: int = 0
    kind_right: float | None = None
    kind_low: float | None = None
    kind_high: float | None = None
    kinds_graded: int = 0
    raters: int = 0
    kappa: float | None = None


class AccuracyData(Audited):
    """What an audit says; `gaps` is that of the gaps, beside that of the stages."""

    gaps: Audited | None = None


def stages_measured(
    session: Session, payload: Mapping[str, Any], inside: Collection[str] | None = None
) -> AccuracyData:
    """Return what grades of contacts say of the model today; of those `inside` where it is given.

    People's own decisions do not enter: who relabels the contacts that an audit found wrong has
    not made the model any better.
    """
    from corpora.store import decisions
    from corpora.store.runs import latest_stages, people_decided

    with session.workspace.reading() as db:
        labels, decided = latest_stages(db), people_decided(db)
        aliases = decisions.stage_aliases(db)
    rows = [row for row in payload["grades"] if labels.get(row["contact_id"])]
    right = [
        labels[row["contact_id"]] == aliases.get(row["stage_id"], row["stage_id"]) for row in rows
    ]
    held = [stage for contact, stage in labels.items() if inside is None or contact in inside]
    found = _estimated(payload, rows, "contact_id", right, inside)
    return found.model_copy(
        update={
            "unsure_share": round(sum(s is None for s in held) / len(held), 4) if held else None,
            "decided": sum(
                row["contact_id"] in decided and (inside is None or row["contact_id"] in inside)
                for row in rows
            ),
        }
    )


def gaps_measured(
    session: Session, payload: Mapping[str, Any], inside: Collection[str] | None = None
) -> AccuracyData:
    """Return what grades of gaps say of the gaps still found; of those `inside`, where given."""
    from classifiers.audit import weighted_share_within
    from corpora.store.runs import latest_gaps

    with session.workspace.reading() as db:
        kinds = {gap.id: gap.kind for gap in latest_gaps(db)}
    rows = [row for row in payload["grades"] if row["gap_id"] in kinds]
    right = [row["verdict"] != NO_GAP for row in rows]
    same = [_SAME.get(kind := kinds[row["gap_id"]], kind) == row["verdict"] for row in rows]
    told = _estimated(payload, rows, "gap_id", right, inside)
    seen = [ok and (inside is None or row["gap_id"] in inside)
            for ok, row in zip(right, rows, strict=True)]  # fmt: skip
    found = weighted_share_within(_drawn(rows, "gap_id"), seen, same)
    of_kind = {
        "kind_right": round(found.share, 4),
        "kind_low": round(found.low, 4),
        "kind_high": round(found.high, 4),
        "kinds_graded": found.n,
    }
    return told.model_copy(update={"of": "gaps", **(of_kind if found.n else {})})


def _estimated(
    payload: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    key: str,
    right: Sequence[bool],
    inside: Collection[str] | None,
) -> AccuracyData:
    from classifiers.audit import weighted_share, weighted_share_within

    drawn = _drawn(rows, key)
    found = (
        weighted_share(drawn, right)
        if inside is None
        else weighted_share_within(drawn, [row[key] in inside for row in rows], right)
    )
    return AccuracyData(
        accuracy=round(found.share, 4) if found.n else None,
        low=round(found.low, 4) if found.n else None,
        high=round(found.high, 4) if found.n else None,
        graded=found.n,
        raters=payload["raters"],
        kappa=None if payload["kappa"] is None else round(payload["kappa"], 3),
    )


def _drawn(rows: Sequence[Mapping[str, Any]], key: str) -> list[Drawn]:
    from classifiers.audit import Drawn

    return [Drawn(row[key], row["stratum"], row["size"]) for row in rows]


def graded(session: Session, files: Sequence[Path]) -> tuple[Subject, dict[str, Any], list[str]]:
    """Return what workbooks grade, the grades as the journal keeps them, and rows left out.

    Raises:
        BadInput: Nothing is graded, or the workbooks do not belong together.
        SourceError: A workbook can't be read.
    """
    from assistant.audits.sheets import read_grades
    from classifiers.audit import kappa

    if len(files) > 2:
        raise BadInput("more than two workbooks", where="grade", remedy="name one or two")
    problems: list[str] = []
    sheets = [read_grades(path) for path in files]
    of = sheets[0].of
    if any(each.of != of for each in sheets):
        raise BadInput("one workbook is of stages, one of gaps", where="grade", remedy="one by one")
    if any(each.drawn != sheets[0].drawn for each in sheets):
        raise BadInput(
            "the workbooks are of two samples, which can't be counted as one",
            where=str(files[1]),
            remedy="hand copies of one workbook to two raters; grade other samples by themselves",
        )
    read = _stages_said if of == "stages" else _gaps_said
    raters = [
        read(session, path, sheet.grades, problems)
        for path, sheet in zip(files, sheets, strict=True)
    ]
    if not any(raters):
        column = "stage" if of == "stages" else "verdict"
        raise BadInput(
            "no row is graded", where=str(files[0]), remedy=f"choose one in the column {column}"
        )
    said = "stage_id" if of == "stages" else "verdict"
    both = [each for each in raters[0] if each in raters[-1]]
    agreement = (
        kappa([raters[0][e][said] for e in both], [raters[1][e][said] for e in both])
        if len(raters) == 2
        else None
    )
    merged = {**raters[-1], **raters[0]}
    payload = {"grades": list(merged.values()), "raters": len(files), "kappa": agreement}
    return of, payload, problems


def _stages_said(
    session: Session, path: Path, grades: Sequence[Grade], problems: list[str]
) -> dict[str, dict[str, Any]]:
    found = {}
    for each in grades:
        try:
            none = each.said.casefold() == NONE
            stage = _UNSURE if none else resolve_stage(each.said, session.stages).id
        except UnknownName as error:
            problems.append(f"{path}, row {each.row}: {error}")
            continue
        found[each.drawn.id] = {"contact_id": each.drawn.id, **_place(each), "stage_id": stage}
    return found


def _gaps_said(
    session: Session,  # noqa: ARG001 - as the other reader
    path: Path,
    grades: Sequence[Grade],
    problems: list[str],
) -> dict[str, dict[str, Any]]:
    found = {}
    for each in grades:
        verdict = each.said.casefold()
        if verdict not in VERDICTS:
            problems.append(
                f"{path}, row {each.row}: {each.said!r} is no verdict; say {', '.join(VERDICTS)}"
            )
            continue
        found[each.drawn.id] = {"gap_id": each.drawn.id, **_place(each), "verdict": verdict}
    return found


def _place(grade: Grade) -> dict[str, Any]:
    return {"stratum": grade.drawn.stratum, "size": grade.drawn.size}


def last_audits(
    session: Session,
    contacts: Collection[str] | None = None,
    gaps: Collection[str] | None = None,
) -> tuple[AccuracyData | None, AccuracyData | None]:
    """Return what the last audits in force say of stages and of gaps; None: not audited.

    Args:
        session: The session.
        contacts: Only the stages of these contacts; None: of all.
        gaps: Only these gaps; None: all.
    """
    from corpora.store import decisions

    with session.workspace.reading() as db:
        last = {entry.kind: entry for entry in decisions.history(db).in_force}
    found = [
        measured(session, last[kind].payload, own).model_copy(update={"seq": last[kind].seq})
        if kind in last
        else None
        for kind, measured, own in (
            ("audit", stages_measured, contacts),
            ("audit_gaps", gaps_measured, gaps),
        )
    ]
    return found[0], found[1]


def words(data: Audited) -> str:
    """Return an audit's result in words."""
    what, each = ("gaps", "graded gap") if data.of == "gaps" else ("stages", "graded contact")
    if data.accuracy is None or data.low is None or data.high is None:
        gone = "is still found" if data.of == "gaps" else "has a stage"
        return f"Accuracy of the {what}: no {each} {gone}."
    kinds = ""
    if data.kind_right is not None and data.kind_low is not None and data.kind_high is not None:
        kinds = (
            f" Of those, {data.kind_right:.0%} ({data.kind_low:.0%}–{data.kind_high:.0%}) are of "
            f"that kind, by {data.kinds_graded:,}."
        )
    agreement = f" Two raters, kappa {data.kappa:.2f}." if data.kappa is not None else ""
    if data.decided:
        agreement += (
            f" {count(data.decided, 'graded contact')} people decided themselves, too: what counts "
            "here is the model's word, and what it learned from these flatters it."
        )
    return (
        f"Accuracy of the {what}: {data.accuracy:.0%} ({data.low:.0%}–{data.high:.0%}), "
        f"by {count(data.graded, each)} of a random sample.{kinds}{agreement}"
    )


def accuracy_note(session: Session) -> str:
    """Return what is known of the stages' accuracy, as a sentence."""
    data, _ = last_audits(session)
    return NOT_AUDITED if data is None else words(data)


def gap_accuracy_note(session: Session) -> str:
    """Return what is known of the gaps' accuracy, as a sentence."""
    _, data = last_audits(session)
    return "Accuracy of the gaps: not audited." if data is None else words(data)
