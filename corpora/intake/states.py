"""Several states of one contact in a batch: the newest one counts, the others are history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from corpora.intake.cleaning import Clean

_RANKED_BY = ("id", "as_of", "file_at", "content_hash")


@dataclass(frozen=True, slots=True)
class States:
    """A batch in which every contact is told apart from its older states.

    Attributes:
        contacts: Columns of a `Contact`, each contact once, in its newest state.
        turns: Columns of a `Turn`, of these states.
        older: Columns of a `Contact` and `texts`, the list of its turns' texts: the other states,
            each once.
        repeats: How many contacts came more than once, counted each time.
    """

    contacts: pa.Table
    turns: pa.Table
    older: pa.Table
    repeats: int


def newest(batches: Sequence[Clean]) -> States:
    """Tell the newest state of each contact in `batches` from its others."""
    contacts = pa.concat_tables([each.contacts for each in batches])
    turns = pa.concat_tables([each.turns for each in batches])
    total = contacts.num_rows
    shared = _with_shared_ids(contacts)
    if not shared:
        none = pa.array([], pa.list_(pa.string()))
        return States(contacts, turns, contacts.slice(0, 0).append_column("texts", none), 0)
    rows = dict(zip(shared, contacts.select(_RANKED_BY).take(shared).to_pylist(), strict=True))
    winners: dict[str, int] = {}
    states: dict[tuple[str, str], int] = {}
    for at in sorted(shared, key=lambda at: _rank(rows[at])):
        row = rows[at]
        winners[row["id"]] = states[row["id"], row["content_hash"]] = at
    older = [
        at
        for (ident, digest), at in states.items()
        if rows[winners[ident]]["content_hash"] != digest
    ]
    sizes = np.concatenate([each.sizes for each in batches])
    texts = _texts(turns, sizes, older)
    kept = np.ones(total, np.bool_)
    kept[shared] = False
    kept[list(winners.values())] = True
    return States(
        contacts.filter(pa.array(kept)),
        turns.filter(pa.array(np.repeat(kept, sizes))),
        contacts.take(pa.array(older, pa.int64())).append_column("texts", texts),
        total - int(kept.sum()),
    )


def _with_shared_ids(contacts: pa.Table) -> list[int]:
    """Return the rows whose id stands in other rows too: a few, of many."""
    ids = contacts.column("id").combine_chunks()
    numbers = ids.dictionary_encode().indices.to_numpy(zero_copy_only=False)
    places: list[int] = np.flatnonzero(np.bincount(numbers)[numbers] > 1).tolist()
    return places


def _rank(row: Mapping[str, Any]) -> tuple[datetime, datetime, str]:
    """Order the states of one contact as the store does."""
    return row["as_of"], row["file_at"], row["content_hash"]


def _texts(turns: pa.Table, sizes: np.ndarray[Any, Any], rows: Sequence[int]) -> pa.Array:
    """Return what was said in some contacts, a list of turns each."""
    ends = np.cumsum(sizes)
    said = [
        turns.column("text").slice(int(ends[at] - sizes[at]), int(sizes[at])).to_pylist()
        for at in rows
    ]
    return pa.array(said, pa.list_(pa.string()))
