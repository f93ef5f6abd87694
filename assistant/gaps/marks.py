"""What people marked a gap as, after runs found gaps anew and customers asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from corpora.records import Gap, Need

Told = TypeVar("Told")


def inherited(marks: Mapping[str, Told], gaps: Sequence[Gap]) -> dict[str, Told]:
    """Return the marks with those of past gaps handed on to the gaps that took their place."""
    told = dict(marks)
    for gap in gaps:
        if gap.successor and gap.id in marks:
            told.setdefault(gap.successor, marks[gap.id])
    return told


def reopened_gaps(
    gaps: Sequence[Gap],
    marks: Mapping[str, Mapping[str, Any]],
    needs: Mapping[str, Need],
    days: Mapping[str, date],
) -> dict[str, str]:
    """Return the day of the fix of each fixed gap that people asked about after that day."""
    again: dict[str, str] = {}
    for gap in gaps:
        mark = marks.get(gap.id, {})
        if mark.get("status") != "fixed" or not mark.get("on"):
            continue
        fixed = date.fromisoformat(str(mark["on"])[:10])
        asked = (days.get(needs[need_id].contact_id) for need_id in gap.need_ids)
        if any(day is not None and day > fixed for day in asked):
            again[gap.id] = fixed.isoformat()
    return again
