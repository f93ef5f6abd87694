"""Tells which contacts the workspace holds already in this very state, before anything is done.

A nightly export is last night's and a little more: what is the same needs neither tidying nor
redaction. Sixteen bytes are kept in memory for each contact that is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import md5
from typing import TYPE_CHECKING

from corpora.identity import Identified
from corpora.store.workspace import Connection

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[tuple[int], np.dtype[np.uint64]]


class Known:
    """The contacts of a workspace as they were when a run began.

    Two of a million contacts share one of the numbers that they are told by with a chance of one
    in ten million.

    Args:
        db: An open connection.
    """

    def __init__(self, db: Connection) -> None:
        import numpy as np

        found = db.execute("""
            SELECT md5_number_lower(id) AS ids, md5_number_lower(id || content_hash) AS states
            FROM contacts
        """).fetchnumpy()
        self._ids: Numbers = np.sort(np.asarray(found["ids"], np.uint64))
        self._states: Numbers = np.sort(np.asarray(found["states"], np.uint64))
        # Contacts of which another state has come: whether an older one still counts, only
        # the store can tell from then on.
        self._moving: set[str] = set()

    def __len__(self) -> int:
        """Return how many contacts were stored."""
        return len(self._ids)

    def same(self, batch: Sequence[Identified]) -> list[bool]:
        """Tell of each contact of a batch, in the order of reading, whether it is stored so."""
        states = _in(self._states, [each.id + each.digest for each in batch])
        others = [each.id for each, known in zip(batch, states, strict=True) if not known]
        stored = _in(self._ids, others)
        self._moving.update(ident for ident, known in zip(others, stored, strict=True) if known)
        return [
            known and each.id not in self._moving for each, known in zip(batch, states, strict=True)
        ]


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
