"""What people wrote beside the gaps in a spreadsheet, back into the journal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from assistant.actions.action import Action, Params, positional
from assistant.answers import Answer, Block, Data, Line, Table
from assistant.session import Session
from assistant.wording import clipped, count

if TYPE_CHECKING:
    from assistant.reports.tables import StatusRow

_SHOWN = 20


class ImportStatusParams(Params):
    """Which file."""

    file: Annotated[
        Path, positional(description="A report's gaps.csv or gaps.xlsx, with statuses filled in.")
    ]


class StatusChange(Data):
    """One gap whose mark changes; None: left empty."""

    gap: str
    topic: str
    before: str
    after: str
    on: str | None
    owner: str | None
    due: str | None


class ImportStatusData(Data):
    """What changes; `seq` is the last entry written, None where it is only proposed."""

    seq: int | None
    changes: tuple[StatusChange, ...]
    unchanged: int
    unknown: tuple[str, ...] = Field(default=())


def import_status(session: Session, params: ImportStatusParams) -> Answer:
    """Take over the statuses that people filled into a report's table of gaps.

    Reads the columns gap_id, status (open, accepted, dismissed, fixed), fixed_on, owner and due
    of gaps.csv or gaps.xlsx. Only what differs is written down, one entry for each gap.
    """
    from corpora.store import decisions

    proposed = compared_statuses(session, params.file)
    seq = None
    with session.workspace.writing() as db:
        for change in proposed.changes:
            entry = decisions.decide(db, "mark_gap", _payload(change), session.now())
            seq = entry.seq
    return _answer(proposed.model_copy(update={"seq": seq}), done=True)


def preview_import_status(session: Session, params: ImportStatusParams) -> Answer:
    """Say which gaps would change their status."""
    return _answer(compared_statuses(session, params.file), done=False)


def compared_statuses(session: Session, path: Path) -> ImportStatusData:
    """Hold the file against the marks in force; the last row of a gap that differs counts.

    Raises:
        SourceError: The file can't be read, or a row can't be used; the message names it.
    """
    from assistant.reports.tables import read_status
    from corpora.store import decisions
    from corpora.store.runs import latest_gaps

    rows = read_status(path)
    with session.workspace.reading() as db:
        marks = decisions.gap_marks(db)
        topics = {gap.id: gap.topic for gap in latest_gaps(db)}
    changes: dict[str, StatusChange] = {}
    unchanged: set[str] = set()
    unknown: dict[str, None] = {}
    for row in rows:
        if row.gap_id not in topics and row.gap_id not in marks:
            unknown[row.gap_id] = None
            continue
        change = _change(row, marks.get(row.gap_id, {}), topics)
        if change is None:
            unchanged.add(row.gap_id)
        else:
            changes[row.gap_id] = change
    return ImportStatusData(
        seq=None,
        changes=tuple(changes.values()),
        unchanged=len(unchanged - changes.keys()),
        unknown=tuple(unknown),
    )


def _change(
    row: StatusRow, mark: Mapping[str, Any], topics: Mapping[str, str]
) -> StatusChange | None:
    on = row.on.isoformat() if row.on else mark.get("on") if row.status == "fixed" else None
    wanted = (row.status, on, row.owner, row.due)
    held = (mark.get("status", "open"), mark.get("on"), mark.get("owner"), mark.get("due"))
    if wanted == held:
        return None
    return StatusChange(
        gap=row.gap_id,
        topic=topics.get(row.gap_id, ""),
        before=held[0],
        after=row.status,
        on=on,
        owner=row.owner,
        due=row.due,
    )


def _payload(change: StatusChange) -> dict[str, Any]:
    return {
        "gap_id": change.gap,
        "status": change.after,
        "on": change.on,
        "owner": change.owner,
        "due": change.due,
    }


def _answer(data: ImportStatusData, *, done: bool) -> Answer:
    changing = count(len(data.changes), "gap")
    if done:
        headline = f"Done: {changing} marked, {data.unchanged:,} as before."
    else:
        headline = f"This would mark {changing}; {data.unchanged:,} stay as they are."
    blocks: list[Block] = []
    if data.changes:
        rows = tuple(
            (
                each.gap,
                clipped(each.topic, 30),
                each.before,
                each.after,
                each.owner or "",
                each.due or "",
            )
            for each in data.changes[:_SHOWN]
        )
        blocks.append(Table(("gap", "topic", "was", "becomes", "owner", "due"), rows))
    if len(data.changes) > _SHOWN:
        blocks.append(Line(f"And {len(data.changes) - _SHOWN:,} more.", "quiet"))
    notes = (
        (f"No such gap any more: {', '.join(data.unknown[:5])}; nothing is written for it.",)
        if data.unknown
        else ()
    )
    return Answer(
        headline=headline,
        data=data,
        blocks=tuple(blocks),
        n=len(data.changes),
        notes=notes,
        follow_ups=("undo", "history") if done and data.changes else (),
    )


IMPORT_STATUS = Action(
    "import_status",
    ImportStatusParams,
    import_status,
    ImportStatusData,
    examples=("take over the statuses from gaps.xlsx", "read the spreadsheet back"),
    preview=preview_import_status,
    command="import-status",
)
