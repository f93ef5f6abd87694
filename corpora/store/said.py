"""What everybody said, held in memory, so that words are looked for without reading the file.

Looking through the texts of 100,000 contacts in the file takes most of a second of processor time,
and nobody who looks for words asks once only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from corpora.store.workspace import Connection, first_row

MOST_BYTES = 300_000_000
"""Where people said more than this, words are looked for in the file."""
SHORTEST = 3
"""Words of fewer letters stand nearly everywhere; they are looked for in the file."""


@dataclass(frozen=True, eq=False)
class Said:
    """The visible turns, in small letters, one after the other.

    Attributes:
        text: All of them, UTF-8.
        begins: Where each begins, and at last where the last one ends.
        contacts: Contact id of each.
    """

    text: bytes
    begins: npt.NDArray[np.int64]
    contacts: pa.ChunkedArray

    def contacts_saying(self, words: str) -> pa.Array:
        """Return the ids of the contacts in one of whose turns these words stand.

        Args:
            words: In small letters, as the texts are; at least `SHORTEST`.
        """
        wanted = words.encode()
        places = np.fromiter(_places(self.text, wanted), np.int64)
        turns = np.searchsorted(self.begins, places, side="right") - 1
        whole = places + len(wanted) <= self.begins[turns + 1]  # not across the end of a turn
        return self.contacts.take(pa.array(np.unique(turns[whole]))).unique()


def everything_said(db: Connection) -> Said | None:
    """Read what everybody said; None where it is more than should be held."""
    size = first_row(db, "SELECT sum(strlen(text)) FROM turns WHERE visible")
    if size is None or (size[0] or 0) > MOST_BYTES:
        return None
    rows = db.sql("SELECT contact_id, lower(text) AS text FROM turns WHERE visible")
    table = rows.to_arrow_table()
    texts = table["text"].cast(pa.large_string()).combine_chunks()
    if isinstance(texts, pa.ChunkedArray):
        texts = pa.concat_arrays(texts.chunks) if texts.num_chunks else pa.array([], texts.type)
    _, begins, held = texts.buffers()
    return Said(
        held.to_pybytes() if held is not None else b"",
        np.frombuffer(begins, np.int64, len(texts) + 1, 8 * texts.offset)
        if len(texts)
        else np.zeros(1, np.int64),
        table["contact_id"].dictionary_encode(),
    )


def _places(text: bytes, wanted: bytes) -> list[int]:
    found = []
    at = text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found
