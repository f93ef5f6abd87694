"""Events as sorted arrays of integers: what discovery counts on.

Texts are coded by their rank among the distinct texts, so that nothing that is counted later
depends on the order in which the rows arrive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from corpora.errors import SourceError

Codes = npt.NDArray[np.int64]
UNKNOWN_TIME = np.iinfo(np.int64).min
Columns: TypeAlias = pa.Table | pa.RecordBatch | Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Visits in order; every array has one element a visit.

    Attributes:
        path: Which path it belongs to: a customer's dated visits, or one undated contact.
        customer: Whose visit it is.
        contact: In which contact.
        dated: What carries one date: the contact, or the part of it that events name.
        stage: At which stage: an index into `stages`.
        lane: Who was met: an index into `lanes`; -1: not known.
        channel: Over which channel: an index into `channels`; -1: not known.
        at: Microseconds since 1970, UTC; `UNKNOWN_TIME` where there is none.
        duration_s: Seconds that the visit took; NaN: not known.
        failed: 1: something gone wrong has caused it; 0: not; None: the column is absent.
        contact_ids: The ids behind the codes of `contact`.
        stages: The stage ids behind the codes of `stage`.
        lanes: The lanes behind the codes of `lane`.
        channels: The channels behind the codes of `channel`.
    """

    path: Codes
    customer: Codes
    contact: Codes
    dated: Codes
    stage: Codes
    lane: Codes
    channel: Codes
    at: Codes
    duration_s: npt.NDArray[np.float64]
    failed: Codes | None
    contact_ids: pa.Array
    stages: tuple[str, ...]
    lanes: tuple[str, ...]
    channels: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of visits."""
        return len(self.stage)

    def keep(self, rows: npt.NDArray[Any]) -> Flow:
        """Return the flow with these rows only: a mask, or indices in the order wanted."""
        return Flow(
            path=self.path[rows],
            customer=self.customer[rows],
            contact=self.contact[rows],
            dated=self.dated[rows],
            stage=self.stage[rows],
            lane=self.lane[rows],
            channel=self.channel[rows],
            at=self.at[rows],
            duration_s=self.duration_s[rows],
            failed=None if self.failed is None else self.failed[rows],
            contact_ids=self.contact_ids,
            stages=self.stages,
            lanes=self.lanes,
            channels=self.channels,
        )

    def visits(self) -> Flow:
        """Return the flow with successive rows of one contact at one stage taken as one visit."""
        if len(self) == 0:
            return self
        same = (
            (self.path[1:] == self.path[:-1])
            & (self.contact[1:] == self.contact[:-1])
            & (self.stage[1:] == self.stage[:-1])
        )
        return self.keep(np.concatenate(([True], ~same)))

    def follows(self) -> Codes:
        """Return the indices of the visits that another visit of the same path follows."""
        return np.flatnonzero(self.path[1:] == self.path[:-1])


def flow_of(events: Columns, known: Sequence[str], successors: Mapping[str, str]) -> Flow:
    """Read columns into a sorted flow; rows without a stage, or without any id, are not in it.

    Args:
        events: Columns `stage_id` and `contact_id` or `case`; if wanted `at` (timestamp), `order`
            (number within the contact), `lane`, `channel`, `duration_s`, `failed`, `part` (events
            that share it carry one date; the contact, if left out).
        known: Stage ids in their order; they get the first codes.
        successors: Stage id -> the stage that it was merged into.

    Raises:
        SourceError: A column is absent or of a type that can't be used.
    """
    table = table_of(events)
    usable = _usable(table)
    customer, _ = _coded(usable["customer"])
    contact, contact_ids = _coded(usable["contact"])
    stage, stages = _stage_codes(usable["stage_id"], known, successors)
    lane, lanes = _coded(usable["lane"])
    channel, channels = _coded(usable["channel"])
    at = _one_time_a_contact(_times(usable["at"]), contact, len(contact_ids))
    dated = at != UNKNOWN_TIME
    path = np.where(dated, customer, customer.max(initial=0) + 1 + contact)
    order = _numbers(usable["order"], empty=0.0)
    flow = Flow(
        path=path,
        customer=customer,
        contact=contact,
        dated=_parts(usable["part"], contact),
        stage=stage,
        lane=lane,
        channel=channel,
        at=at,
        duration_s=_numbers(usable["duration_s"], empty=np.nan),
        failed=_flags(usable["failed"]) if "failed" in table.column_names else None,
        contact_ids=contact_ids,
        stages=stages,
        lanes=tuple(lanes.to_pylist()),
        channels=tuple(channels.to_pylist()),
    )
    # Beyond path, time, contact and order the keys only settle ties, whatever the rows' order.
    ties = (flow.duration_s, *(() if flow.failed is None else (flow.failed,)), channel, lane, stage)
    return flow.keep(np.lexsort((*ties, order, contact, at, customer, path)))


def table_of(events: Columns) -> pa.Table:
    """Return columns of any kind as an Arrow table."""
    if isinstance(events, pa.Table):
        return events
    if isinstance(events, pa.RecordBatch):
        return pa.Table.from_batches([events])
    return pa.table(dict(events))


def _usable(table: pa.Table) -> dict[str, pa.Array]:
    """The columns, absent ones as nulls, of the rows that have an id and a stage."""
    names = set(table.column_names)
    if "stage_id" not in names or not names & {"contact_id", "case"}:
        raise SourceError(
            f"events need stage_id, and contact_id or case; found {', '.join(sorted(names))}",
            where="events",
            remedy="name the columns so",
        )
    wanted = ("case", "contact_id", "stage_id", "lane", "channel", "part")
    columns = {name: _column(table, name, pa.string()) for name in wanted}
    for name in ("at", "order", "duration_s", "failed"):
        columns[name] = _column(table, name, None)
    case, contact = columns.pop("case"), columns.pop("contact_id")
    columns["customer"] = pc.coalesce(case, contact)
    columns["contact"] = pc.coalesce(contact, case)
    good = pc.and_(pc.is_valid(columns["customer"]), pc.is_valid(columns["stage_id"]))
    if pc.all(good).as_py():
        return columns
    return {name: column.filter(good) for name, column in columns.items()}


def _column(table: pa.Table, name: str, kind: pa.DataType | None) -> pa.Array:
    if name not in table.column_names:
        return pa.nulls(table.num_rows, kind or pa.null())
    column = table[name].combine_chunks()
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    try:
        return column if kind is None else column.cast(kind)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as problem:
        raise SourceError(
            f"column {name} can't be read as {kind} but is {column.type}",
            where="events",
            remedy="give it as text",
        ) from problem


def _coded(column: pa.Array) -> tuple[Codes, pa.Array]:
    """Codes by rank of the text, -1 for none, and the texts in that order."""
    encoded = column.dictionary_encode()
    order = pc.sort_indices(encoded.dictionary).to_numpy()
    rank = np.empty(len(order) + 1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    rank[-1] = -1
    indices = pc.fill_null(encoded.indices, len(order)).to_numpy()
    return rank[indices], encoded.dictionary.take(pa.array(order))


def _parts(column: pa.Array, contact: Codes) -> Codes:
    """Codes of what events share a date with: their part where they name one, else the contact."""
    if column.null_count == len(column):
        return contact
    parts, _ = _coded(column)
    return np.where(parts < 0, contact, contact.max(initial=0) + 1 + parts)


def _stage_codes(
    column: pa.Array, known: Sequence[str], successors: Mapping[str, str]
) -> tuple[Codes, tuple[str, ...]]:
    codes, names = _coded(column)
    merged = [successors.get(name, name) for name in names.to_pylist()]
    stages = (*known, *sorted(set(merged) - set(known)))
    index = {name: number for number, name in enumerate(stages)}
    translate = np.array([index[name] for name in merged], dtype=np.int64)
    return (translate[codes] if len(translate) else codes), stages


def _times(column: pa.Array) -> Codes:
    if pa.types.is_null(column.type):
        return np.full(len(column), UNKNOWN_TIME, dtype=np.int64)
    try:
        whole = column.cast(pa.timestamp("us", tz="UTC"), safe=False)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as problem:
        raise SourceError(
            f"column at holds {column.type}, not times",
            where="events",
            remedy="give it as a UTC timestamp",
        ) from problem
    return np.asarray(pc.fill_null(whole.cast(pa.int64()), UNKNOWN_TIME).to_numpy())


def _one_time_a_contact(at: Codes, contact: Codes, contacts: int) -> Codes:
    """Give undated rows the earliest time of their contact, where it has one."""
    undated = at == UNKNOWN_TIME
    if not undated.any() or undated.all():
        return at
    latest = np.iinfo(np.int64).max
    first = np.full(contacts, latest, dtype=np.int64)
    np.minimum.at(first, contact[~undated], at[~undated])
    filled = np.where(first == latest, UNKNOWN_TIME, first)
    return np.where(undated, filled[contact], at)


def _numbers(column: pa.Array, *, empty: float) -> npt.NDArray[np.float64]:
    if pa.types.is_null(column.type):
        return np.full(len(column), empty)
    return np.asarray(pc.fill_null(column.cast(pa.float64()), empty).to_numpy())


def _flags(column: pa.Array) -> Codes:
    flags = pc.fill_null(column.cast(pa.bool_()), False)  # noqa: FBT003 - the value to fill in
    return np.asarray(flags.cast(pa.int64()).to_numpy())
