"""Contacts against the stages of the journey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import SHORT_O, TAXONOMY, Action, Params, positional
from assistant.actions.exporting import LabelExportParams, label_export
from assistant.actions.overview import OverviewData, measure, stage_table
from assistant.answers import Answer
from assistant.audits.accuracy import accuracy_note
from assistant.session import Session
from assistant.taxonomies import adopt, map_codes
from assistant.teaching.lessons import stage_classifier
from assistant.wording import count, share
from corpora.errors import BadInput

if TYPE_CHECKING:
    import pyarrow as pa

_KEPT_RUNS = 3
_WORTH_A_POOL = 20_000


class ClassifyParams(Params):
    """Nothing for the workspace; files, and where to, for an export without one."""

    paths: Annotated[
        tuple[Path, ...],
        positional(description="An export to label without a workspace; see label_export."),
    ] = ()
    output: Annotated[
        Path | None,
        Field(description="File for its labels, .parquet or .csv.", json_schema_extra=SHORT_O),
    ] = None
    student: Annotated[
        Path | None, Field(description="Folder of the student that labels it; see student.")
    ] = None
    map: Annotated[
        tuple[str, ...], Field(description="Column of a role: text=body id=ticket_no. Repeatable.")
    ] = ()
    taxonomy: TAXONOMY = None


def classify(session: Session, params: ClassifyParams) -> Answer:
    """Label every contact with the stages of the journey that it visits.

    A contact has a primary stage and the path of stages that its turns show, each with the words
    it rests on. Where the model is not sure the contact stays `unsure`, with the reason. What
    people decided before is kept and counts more than the model.

    With an export and -o it labels that instead, without a workspace, as `label_export` does:
    frontstage classify tickets.csv -o labels.parquet --student model
    Exports are labelled by a student or by the fast encoder, so the labels are not always those
    of the workspace; the last lines say what labelled, and how often it agrees where that is known.
    """
    export = bool(params.paths or params.output or params.student)
    if params.student and params.taxonomy:
        raise BadInput(
            "a student knows the stages that it learned",
            where="classify",
            remedy="give one of the two",
        )
    if not export:
        # Settings are not touched where there is no workspace beside them.
        _ = session.workspace
    adopt(session, params.taxonomy, keep=not export)
    if export:
        return label_export(session, _export_params(params))
    mapped = map_codes(session, params.taxonomy)
    label_contacts(session)
    data = measure(session)
    sure = data.contacts - data.unsure
    return Answer(
        headline=(
            f"{count(sure, 'contact')} labelled, {share(sure, data.contacts)} of "
            f"{data.contacts:,}; {data.unsure:,} unsure."
        ),
        data=data,
        blocks=stage_table(data),
        scope="all contacts",
        n=data.contacts,
        notes=(*mapped, accuracy_note(session)),
        follow_ups=("frontstage journey", "frontstage gaps"),
    )


def _export_params(params: ClassifyParams) -> LabelExportParams:
    if not params.paths or params.output is None:
        what = "which export?" if not params.paths else "where do the labels go?"
        raise BadInput(
            what, where="classify", remedy="frontstage classify tickets.csv -o labels.parquet"
        )
    return LabelExportParams(
        paths=params.paths, output=params.output, student=params.student, map=params.map
    )


def label_contacts(session: Session, *, lesson: bool = False) -> None:
    """Run the stage classifier over all contacts and store its labels as a new run.

    Args:
        session: Where.
        lesson: It follows an answer: the labels after the answer before it need not be kept.
    """
    from classifiers.demand import DemandClassifier
    from classifiers.engines import local
    from classifiers.stages.batch import contacts_of, label_batch
    from corpora.store import runs
    from corpora.store.contacts import contact_slices, turn_batch

    workspace = session.workspace
    with workspace.writing() as db:
        session.keep_in_line(db)
        before = runs.latest_run(db, "classify")
    classifier, told = stage_classifier(session)
    told |= {"lesson": "yes"} if lesson else {}
    with workspace.writing() as db:
        run_id = runs.begin_run(db, "classify", session.now(), told)
        slices = contact_slices(db)
    total = sum(map(len, slices))
    processes = session.workers if total > _WORTH_A_POOL else 1
    batches = _batches(session, slices)
    demand = DemandClassifier(session.static_encoder)
    done = 0
    for ids, labels in zip(
        slices, local.run(batches, label_batch, classifier, processes=processes), strict=True
    ):
        with workspace.reading() as db:
            turns = turn_batch(db, ids)
        demands = list(demand.judge(contacts_of(turns)))
        with workspace.writing() as db:
            runs.put_labels(db, run_id, labels)
            runs.put_demands(db, run_id, demands)
        done += len(ids)
        session.progress(done, total, "labelling")
    with workspace.writing() as db:
        runs.finish_run(db, run_id, session.now(), {"contacts": total})
        if lesson and before is not None and "lesson" in before.parameters:
            runs.drop_labels(db, before.id)
        runs.drop_old_results(db, "classify", _KEPT_RUNS)


def _batches(session: Session, slices: Sequence[Sequence[str]]) -> Iterator[pa.RecordBatch]:
    """Read one slice at a time, so that the workspace is closed while the model works."""
    from corpora.store.contacts import turn_batch

    for ids in slices:
        with session.workspace.reading() as db:
            turns = turn_batch(db, ids)
        yield turns


CLASSIFY = Action(
    "classify",
    ClassifyParams,
    classify,
    OverviewData,
    examples=("label the contacts", "classify everything again"),
    command="classify",
    local_only=True,
)
