"""Counts over a flow, each in a few passes over arrays.

A pair of codes is counted as one number, `first * width + second`: sorting integers is what makes
a million events take seconds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from journeys.flow import UNKNOWN_TIME, Codes, Flow

_MICROSECONDS = 1e6


class Pair(NamedTuple):
    """One directly-follows relation, by stage codes; `contacts` are codes of evidence."""

    source: int
    target: int
    times: int
    customers: int
    median_s: float | None
    contacts: Codes


def distinct(codes: Codes) -> int:
    """Return how many different codes there are."""
    return len(_unique(codes))


def _unique(codes: Codes) -> Codes:
    """Sort and drop equals: eight times as fast as np.unique's hashing on a million integers."""
    ranked = np.sort(codes)
    new = np.ones(len(ranked), dtype=np.bool_)
    new[1:] = ranked[1:] != ranked[:-1]
    return np.asarray(ranked[new])


def distinct_by(group: Codes, codes: Codes, groups: int) -> Codes:
    """Return, by group, how many different codes there are; group -1 is not counted."""
    width = int(codes.max(initial=0)) + 1
    pairs = _unique(group[group >= 0] * width + codes[group >= 0])
    return np.bincount(pairs // width, minlength=groups)


def crossed(
    rows: Codes, columns: Codes, contact: Codes, height: int, width: int
) -> list[dict[int, int]]:
    """Return, by row code, distinct contacts by column code; column -1 is not counted."""
    known = columns >= 0
    tally = distinct_by(rows[known] * width + columns[known], contact[known], height * width)
    table: list[dict[int, int]] = [{} for _ in range(height)]
    for cell in np.flatnonzero(tally):
        table[cell // width][int(cell % width)] = int(tally[cell])
    return table


def ends(flow: Flow, size: int) -> tuple[Codes, Codes]:
    """Return, by stage, how many paths begin there and how many end there."""
    if not len(flow):
        return np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    change = flow.path[1:] != flow.path[:-1]
    first = np.concatenate(([True], change))
    last = np.concatenate((change, [True]))
    return (
        np.bincount(flow.stage[first], minlength=size),
        np.bincount(flow.stage[last], minlength=size),
    )


def repeats(flow: Flow, size: int) -> Codes:
    """Return, by stage, contacts of customers who had been there in an earlier contact.

    Undated contacts have no earlier one: they are paths of their own.
    """
    width = int(flow.contact.max(initial=0)) + 1
    _, visitor = np.unique(flow.path * width + flow.contact, return_inverse=True)
    return distinct_by(flow.stage, visitor, size) - distinct_by(flow.stage, flow.path, size)


def failures(flow: Flow, size: int) -> Codes | None:
    """Return, by stage, distinct contacts that something gone wrong has caused; None: unknown."""
    if flow.failed is None:
        return None
    bad = flow.failed == 1
    return distinct_by(flow.stage[bad], flow.contact[bad], size)


def medians(group: Codes, values: npt.NDArray[np.float64], groups: int) -> list[float | None]:
    """Return the median of the known values of each group; None where there is none.

    Of an even number of values the mean of the middle two, as usual.
    """
    known = np.isfinite(values)
    group, values = group[known], values[known]
    order = np.lexsort((values, group))
    values = values[order]
    size = np.bincount(group, minlength=groups)
    start = np.cumsum(size) - size
    return [
        float(values[begin + (n - 1) // 2] + values[begin + n // 2]) / 2 if n else None
        for begin, n in zip(start.tolist(), size.tolist(), strict=True)
    ]


def first_of(group: Codes, codes: Codes, groups: int, most: int) -> list[Codes]:
    """Return, by group, the first `most` different codes in the order of the flow."""
    width = int(codes.max(initial=0)) + 1
    _, first = np.unique(group * width + codes, return_index=True)
    first.sort()
    by_group = first[np.argsort(group[first], kind="stable")]
    start = np.searchsorted(group[by_group], np.arange(groups + 1))
    return [
        codes[by_group[begin : min(end, begin + most)]]
        for begin, end in zip(start[:-1].tolist(), start[1:].tolist(), strict=True)
    ]


def mean_place(flow: Flow, size: int) -> list[float]:
    """Return, by stage, the mean of where in its path it stands: 0 first, 1 last."""
    if not len(flow):
        return [0.0] * size
    begins = np.flatnonzero(np.concatenate(([True], flow.path[1:] != flow.path[:-1])))
    lengths = np.diff(np.concatenate((begins, [len(flow)])))
    inside = np.arange(len(flow)) - np.repeat(begins, lengths)
    place = inside / np.repeat(np.maximum(lengths - 1, 1), lengths)
    total = np.bincount(flow.stage, weights=place, minlength=size)
    visits = np.bincount(flow.stage, minlength=size)
    return list(total / np.maximum(visits, 1))


def transitions(flow: Flow, evidence: int) -> list[Pair]:
    """Return the directly-follows relations, the most frequent first."""
    rows = flow.follows()
    if not len(rows):
        return []
    width = len(flow.stages)
    pairs = flow.stage[rows] * width + flow.stage[rows + 1]
    found, group, tally = np.unique(pairs, return_inverse=True, return_counts=True)
    customers = distinct_by(group, flow.customer[rows], len(found))
    median = medians(group, _gaps(flow, rows), len(found))
    shown = first_of(group, flow.contact[rows + 1], len(found), evidence)
    ranked = np.lexsort((found, -tally))
    return [
        Pair(
            source=int(found[i] // width),
            target=int(found[i] % width),
            times=int(tally[i]),
            customers=int(customers[i]),
            median_s=median[i],
            contacts=shown[i],
        )
        for i in ranked.tolist()
    ]


def _gaps(flow: Flow, rows: Codes) -> npt.NDArray[np.float64]:
    """Seconds to the next visit; NaN where it is not known.

    Turns that carry only their contact's date tell nothing about the time between them; nor do
    the events of a log that was written from such contacts.
    """
    same_time = flow.at[rows] == flow.at[rows + 1]
    undated = flow.at[rows] == UNKNOWN_TIME
    one_date = flow.dated[rows] == flow.dated[rows + 1]
    timed = _timed(flow)
    silent = undated | (one_date & same_time & ~timed[flow.dated[rows]])
    gaps = (flow.at[rows + 1] - flow.at[rows]) / _MICROSECONDS
    return np.where(silent, np.nan, gaps)


def _timed(flow: Flow) -> npt.NDArray[np.bool_]:
    """Which contacts, or parts of them, hold more than one time."""
    size = int(flow.dated.max(initial=0)) + 1
    first = np.full(size, np.iinfo(np.int64).max)
    last = np.full(size, np.iinfo(np.int64).min)
    np.minimum.at(first, flow.dated, flow.at)
    np.maximum.at(last, flow.dated, flow.at)
    return first < last


def handoffs(flow: Flow) -> list[tuple[int, int, int, int]]:
    """Return (lane, next lane, within one contact, between contacts), most frequent first."""
    known = flow.keep(flow.lane >= 0)
    rows = known.follows()
    rows = rows[known.lane[rows] != known.lane[rows + 1]]
    width = max(len(flow.lanes), 1)
    pairs = known.lane[rows] * width + known.lane[rows + 1]
    within = known.contact[rows] == known.contact[rows + 1]
    found, group, tally = np.unique(pairs, return_inverse=True, return_counts=True)
    transfers = np.bincount(group[within], minlength=len(found))
    return [
        (
            int(found[i] // width),
            int(found[i] % width),
            int(transfers[i]),
            int(tally[i] - transfers[i]),
        )
        for i in np.lexsort((found, -tally)).tolist()
    ]


def variants(flow: Flow, most: int) -> list[tuple[tuple[int, ...], int]]:
    """Return the most frequent whole paths as stage codes, with how many paths are exactly so."""
    if not len(flow):
        return []
    begins = np.flatnonzero(np.concatenate(([True], flow.path[1:] != flow.path[:-1], [True])))
    # Each path's codes are taken as one byte string, which Arrow counts without a loop.
    codes = np.ascontiguousarray(flow.stage, dtype="<i4")
    offsets = np.ascontiguousarray(begins * codes.itemsize, dtype=np.int64)
    paths = pa.LargeBinaryArray.from_buffers(
        pa.large_binary(), len(begins) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(codes)]
    )
    counted = pc.value_counts(paths)
    tally, path = counted.field("counts"), counted.field("values")
    ranked = pc.sort_indices(
        pa.table({"tally": tally, "path": path}),
        sort_keys=[("tally", "descending"), ("path", "ascending")],
    )[:most]
    return [
        (tuple(np.frombuffer(word.as_py(), dtype="<i4").tolist()), int(n.as_py()))
        for word, n in zip(path.take(ranked), tally.take(ranked), strict=True)
    ]
