"""Tells which contacts the workspace holds already in this very state, before anything is done.

A nightly export is last night's and a little more: what is the same needs neither tidying nor
redaction, unless another redaction, region, time zone or mapping is asked for than it was stored
with, or an earlier version stored it, which did not keep what it calls its products. Sixteen bytes
are kept in memory for each contact that is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import md5
from typing import TYPE_CHECKING

from corpora.intake.called import loose
from corpora.intake.identity import Identified
from corpora.readers.raw import UNIT
from corpora.store.workspace import Connection

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[tuple[int], np.dtype[np.uint64]]


# Says nothing, or has lost what was said.
_UNTOLD = f"^$|(^|^[?]|{UNIT})…$"


class Known:
    """The contacts of a workspace as they were when a run began.

    Two of a million contacts share one of the numbers that they are told by with a chance of one
    in ten million.

    Args:
        db: An open connection.
        treatment: What is done in this run, as `IngestOptions.treatment` tells it.
    """

    def __init__(self, db: Connection, treatment: str) -> None:
        import numpy as np

        ids = db.execute("SELECT md5_number_lower(id) AS ids FROM contacts").fetchnumpy()
        states = db.execute(
            """
            SELECT md5_number_lower(id || content_hash || len(list_filter(
                product_refs, lambda ref: NOT regexp_matches(ref, ?)))) AS states
            FROM contacts WHERE treatment = ?
            """,
            [_UNTOLD, treatment],
        ).fetchnumpy()
        self._ids: Numbers = np.sort(np.asarray(ids["ids"], np.uint64))
        self._states: Numbers = np.sort(np.asarray(states["states"], np.uint64))
        # Contacts of which another state has come: whether an older one still counts, only
        # the store can tell from then on.
        self._moving: set[str] = set()

    def __len__(self) -> int:
        """Return how many contacts were stored."""
        return len(self._ids)

    def same(self, batch: Sequence[Identified]) -> list[bool]:
        """Tell of each contact of a batch, in the order of reading, whether it is stored so."""
        states = _in(self._states, [_state(each) for each in batch])
        others = [each.id for each, known in zip(batch, states, strict=True) if not known]
        stored = _in(self._ids, others)
        self._moving.update(ident for ident, known in zip(others, stored, strict=True) if known)
        return [
            known and each.id not in self._moving for each, known in zip(batch, states, strict=True)
        ]

    def strangers(self, ids: Sequence[str]) -> Numbers:
        """Return numbers that tell apart those of `ids` that were not stored when the run began."""
        import numpy as np

        numbers = np.array([_number(each) for each in ids], np.uint64)
        return numbers[~np.isin(numbers, self._ids)] if len(self._ids) else numbers


def _state(each: Identified) -> str:
    told = sum(any(map(loose, ref.split(UNIT))) for ref in each.raw.product_refs)
    return f"{each.id}{each.digest}{told}"


def _in(sorted_numbers: Numbers, texts: Sequence[str]) -> list[bool]:
    import numpy as np

    if not len(sorted_numbers):
        return [False] * len(texts)
    numbers = np.array([_number(text) for text in texts], np.uint64)
    places = np.searchsorted(sorted_numbers, numbers).clip(max=len(sorted_numbers) - 1)
    found: list[bool] = (sorted_numbers[places] == numbers).tolist()
    return found


def _number(text: str) -> int:
    """Return what `md5_number_lower` of DuckDB returns."""
    digest = md5(text.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little")
