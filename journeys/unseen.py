"""What the customer never meets stays out of the drawing, and out of the logs that are written."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyarrow as pa
import pyarrow.compute as pc


def without(
    table: pa.Table, back_office: Collection[str], *, logged: bool
) -> tuple[pa.Table, tuple[str, ...]]:
    """Return events without the lanes of the back office, and what that leaves out in sentences.

    Args:
        table: As `journeys.discover.discover` takes it; without a column `lane` nothing changes.
        back_office: Names of lanes, blind to case and to space around them.
        logged: The rows are events of a log, and those at such a lane go. A contact is the
            customer's own: its steps stay, only the lane is blanked.
    """
    wanted = {name.strip().casefold() for name in back_office}
    if not wanted or "lane" not in table.column_names:
        return table, ()
    lane = table["lane"].cast(pa.string())
    hidden = [
        name
        for name in lane.unique().to_pylist()
        if name is not None and name.strip().casefold() in wanted
    ]
    if not hidden:
        return table, ()
    here = pc.is_in(lane, pa.array(hidden, pa.string()))
    listed = tuple(_sentences(table.filter(here), logged=logged))
    if logged:
        return table.filter(pc.invert(here)), listed
    blank = pc.if_else(here, pa.scalar(None, pa.string()), lane)
    return table.set_column(table.column_names.index("lane"), "lane", blank), listed


def _sentences(rows: pa.Table, *, logged: bool) -> Iterator[str]:
    for name in sorted(rows["lane"].cast(pa.string()).unique().to_pylist()):
        own = rows.filter(pc.equal(rows["lane"].cast(pa.string()), name))
        if logged:
            number, what = own.num_rows, "event"
        else:
            ids = [each for each in ("contact_id", "case") if each in own.column_names]
            who = pc.coalesce(*(own[each].cast(pa.string()) for each in ids))
            number, what = pc.count_distinct(who).as_py(), "contact"
        told = f"{number:,} {what}{'' if number == 1 else 's'} of back office: {name}"
        yield told if logged else f"{told}, without it at their steps"
