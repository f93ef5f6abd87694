"""Labels for an export of any size, without a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import SHORT_O, Action, Params, positional
from assistant.actions.ingesting import parse_mapping
from assistant.answers import Answer, Block, Data, Table
from assistant.closing import problems
from assistant.labelling.models import Labelling, model_of
from assistant.labelling.words import labelled_by
from assistant.session import Session
from assistant.wording import count, share, tally

if TYPE_CHECKING:
    import pyarrow as pa

    from assistant.labelling.models import Labeller
    from assistant.labelling.writing import Parts, Tally
    from corpora.readers.exports import Slice
    from corpora.records import Reject

_SLICES_A_PART = 10
# Below these sizes in bytes, starting processes takes longer than the work.
_LARGE, _LARGE_UNTAUGHT = 1 << 26, 1 << 23
_SET_ASIDE = "set aside: "


class LabelExportParams(Params):
    """What to label, with what, and where to."""

    paths: Annotated[
        tuple[Path, ...], positional(description="Files and folders, packed or not.", min_length=1)
    ]
    output: Annotated[
        Path, Field(description="File for the labels, .parquet or .csv.", json_schema_extra=SHORT_O)
    ]
    student: Annotated[
        Path | None,
        Field(description="Folder of a student; without it: what the workspace was taught."),
    ] = None
    map: Annotated[
        tuple[str, ...], Field(description="Column of a role: text=body id=ticket_no. Repeatable.")
    ] = ()


class ExportedStage(Data):
    """Contacts of the export at one stage."""

    stage: str
    name: str
    contacts: int


class DriftData(Data):
    """How far the export is from what the student learned from."""

    shift: float | None
    unknown_words: float
    unknown_words_expected: float
    drifted: bool


class LabelExportData(Data):
    """What was labelled."""

    output: str
    contacts: int
    with_stage: int
    stages: tuple[ExportedStage, ...]
    unsure_reasons: dict[str, int]
    set_aside: dict[str, int]
    already_there: int
    rejects: int
    rejects_file: str | None
    drift: DriftData | None


def label_export(session: Session, params: LabelExportParams) -> Answer:
    """Label every contact of an export with its stage, and write the labels to one file.

    Any format that `ingest` reads will do; no workspace is needed, and no text is kept: the file
    has source_id, file, row, stage, probability and reason. A run that was stopped goes on where
    it was. With a student it labels at the speed of reading, and says so where the export is
    unlike what the student learned from.
    """
    from assistant.labelling.writing import Parts, check_output, files_told
    from corpora.ids import content_hash

    check_output(params.output, params.paths)
    model = model_of(session, params.student)
    told = content_hash(model.told, *params.map, *files_told(params.paths))
    parts = Parts(params.output, told)
    before = parts.tally.contacts
    rejects: list[Reject] = []
    _fill(session, params, parts, model.labeller, rejects)
    if parts.finished:
        parts.join()
    data = LabelExportData(
        output=str(params.output),
        contacts=parts.tally.contacts,
        with_stage=parts.tally.stages.total(),
        stages=tuple(
            ExportedStage(stage=stage, name=model.names.get(stage, stage), contacts=contacts)
            for stage, contacts in parts.tally.stages.most_common()
        ),
        unsure_reasons=_reasons(parts.tally, aside=False),
        set_aside=_reasons(parts.tally, aside=True),
        already_there=before,
        rejects=len(rejects),
        rejects_file=_list_rejects(params.output, rejects),
        drift=_drift(model.labeller, parts.tally),
    )
    return _answer(data, model, rejects)


def _fill(
    session: Session,
    params: LabelExportParams,
    parts: Parts,
    labeller: Labeller,
    rejects: list[Reject],
) -> None:
    """Label what is not labelled yet, part by part; rejects of all parts are collected."""
    from classifiers.engines import local
    from classifiers.stages.batch import export_batch
    from corpora.readers.exports import read_exports
    from corpora.readers.raw import ReadOptions
    from corpora.readers.sources import has_bytes
    from corpora.settings import SETTINGS_FILE, load_settings

    zone = load_settings(session.path.with_name(SETTINGS_FILE)).zone
    options = ReadOptions(timezone=zone, mapping=parse_mapping(params.map))
    slices = read_exports(params.paths, options)
    for piece in islice(slices, parts.finished * _SLICES_A_PART):
        rejects += piece.rejects
    large = _LARGE_UNTAUGHT if params.student is None else _LARGE
    processes = _cores() if has_bytes(params.paths, large) else 1
    labelled = local.run(_batches(slices, rejects), export_batch, labeller, processes=processes)
    while part := list(islice(labelled, _SLICES_A_PART)):
        parts.put(part)
        session.progress(parts.tally.contacts, None, "labelling")


def _batches(slices: Iterator[Slice], rejects: list[Reject]) -> Iterator[pa.RecordBatch]:
    for piece in slices:
        rejects += piece.rejects
        if piece.batch.num_rows:
            yield piece.batch


def _cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _drift(labeller: Labeller, found: Tally) -> DriftData | None:
    from classifiers.students.drift import drift_of
    from classifiers.students.student import Student

    if not isinstance(labeller, Student):
        return None
    unsure = sum(_reasons(found, aside=False).values())
    counts = {**found.stages, "unsure": unsure}
    drift = drift_of(labeller.card, counts, found.words, found.unknown)
    return DriftData(
        shift=None if drift.shift is None else round(drift.shift, 3),
        unknown_words=round(drift.unknown, 4),
        unknown_words_expected=round(drift.expected, 4),
        drifted=drift.shifted or drift.strange,
    )


def _reasons(found: Tally, *, aside: bool) -> dict[str, int]:
    return {
        reason.removeprefix(_SET_ASIDE): number
        for reason, number in found.reasons.most_common()
        if reason.startswith(_SET_ASIDE) == aside
    }


def _list_rejects(output: Path, rejects: list[Reject]) -> str | None:
    """Write all rejects beside the labels; where there are none, none are left from before."""
    from assistant.labelling.writing import write_rejects

    return write_rejects(output.with_name(f"{output.stem}.rejects.csv"), rejects)


def _answer(data: LabelExportData, model: Labelling, rejects: list[Reject]) -> Answer:
    lines = problems(rejects)
    if len(rejects) > len(lines):
        lines = (*lines[:-1], f"more could not be read; {data.rejects_file} lists them all")
    considered = data.contacts - sum(data.set_aside.values())
    if not data.contacts:
        headline = "No contact was found in these files; nothing was written."
    else:
        headline = (
            f"{count(data.with_stage, 'contact')} labelled, {share(data.with_stage, considered)} "
            f"of {considered:,}; written to {data.output}."
        )
    return Answer(
        headline=headline,
        data=data,
        blocks=_blocks(data, considered),
        scope="all contacts of the export",
        n=data.contacts,
        notes=_notes(data, model),
        problems=lines,
    )


def _blocks(data: LabelExportData, considered: int) -> tuple[Block, ...]:
    if not data.stages:
        return ()
    columns = ("stage", "contacts", "share")
    rows = tuple(
        (each.name, f"{each.contacts:,}", share(each.contacts, considered)) for each in data.stages
    )
    return (Table(columns, rows, right=frozenset(columns[1:])),)


def _notes(data: LabelExportData, model: Labelling) -> tuple[str, ...]:
    told = []
    if data.drift is not None and data.drift.drifted:
        told.append(_drifted(data.drift))
    if data.already_there:
        told.append(f"Went on after {count(data.already_there, 'contact')} of a run before.")
    if data.unsure_reasons:
        unsure = sum(data.unsure_reasons.values())
        reasons = tally(data.unsure_reasons)
        told.append(f"{count(unsure, 'contact')} unsure ({reasons}), never guessed.")
    if data.set_aside:
        told.append(f"Set aside and not counted: {tally(data.set_aside)}.")
    told.append(labelled_by(model))
    return tuple(told)


def _drifted(drift: DriftData) -> str:
    what = (
        f"{drift.unknown_words:.0%} of its words are unknown to the student "
        f"({drift.unknown_words_expected:.0%} when it learned)"
    )
    if drift.shift is not None:
        what += f", and the stages have shifted by {drift.shift:.2f} (population stability index)"
    return f"Unlike what the student learned from: {what}. Make it anew from newer contacts."


LABEL_EXPORT = Action(
    "label_export",
    LabelExportParams,
    label_export,
    LabelExportData,
    examples=("label this export", "write labels for tickets.csv to labels.parquet"),
)
