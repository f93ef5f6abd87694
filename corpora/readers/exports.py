"""Any export as batches of what customers say, for labelling without a workspace.

Nothing is stored, so nothing is redacted: of a contact only its id, where it stands and the words
of the customer pass through, in columns. They are tidied as `ingest` tidies them: quotes and
signatures are cut, and spam, tests and automatic mails are set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from corpora.readers.detect import Noticed, read
from corpora.readers.raw import RawContact, ReadOptions
from corpora.records import Reject
from corpora.tidying.tidy import Spoken, tidy

EXPORTED = pa.schema(
    [
        ("source_id", pa.string()),
        ("file", pa.string()),
        ("row", pa.int64()),
        ("set_aside", pa.string()),
        ("said", pa.list_(pa.string())),
    ]
)
"""`source_id` and `row` are null where the source has none; `said` are the visible turns of the
customer; `set_aside` says why a contact counts for nothing, null: it counts."""

SLICE = 5_000
"""Contacts in a slice."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some contacts of an export, in its order.

    Attributes:
        batch: Columns `EXPORTED`.
        rejects: What could not be read on the way to them.
    """

    batch: pa.RecordBatch
    rejects: tuple[Reject, ...]


def read_exports(
    paths: Iterable[Path],
    options: ReadOptions,
    *,
    noticed: Noticed | None = None,
) -> Iterator[Slice]:
    """Yield the contacts under `paths` in slices of `SLICE`; pages and events are passed over.

    Raises:
        SettingsError: The mapping fits none of the tables.
    """
    waiting: list[RawContact] = []
    rejects: list[Reject] = []
    for record in read(paths, replace(options, words_only=True), noticed=noticed):
        if isinstance(record, Reject):
            rejects.append(record)
        elif isinstance(record, RawContact):
            waiting.append(record)
            if len(waiting) == SLICE:
                yield Slice(_batch(waiting), tuple(rejects))
                waiting, rejects = [], []
    if waiting or rejects:
        yield Slice(_batch(waiting), tuple(rejects))


def _batch(contacts: list[RawContact]) -> pa.RecordBatch:
    tidied = tidy([_spoken(contact) for contact in contacts])
    places = [contact.origin.rpartition(":") for contact in contacts]
    rows = [place[2].isdecimal() and bool(place[0]) for place in places]
    columns: list[list[object]] = [
        [contact.source_id for contact in contacts],
        [
            place[0] if row else contact.origin
            for contact, place, row in zip(contacts, places, rows, strict=True)
        ],
        [int(place[2]) if row else None for place, row in zip(places, rows, strict=True)],
        [each.set_aside for each in tidied],
        [
            [
                text
                for text, who, turn in zip(each.texts, each.speakers, contact.turns, strict=True)
                if who == "customer" and turn.visible
            ]
            for contact, each in zip(contacts, tidied, strict=True)
        ],
    ]
    arrays = [_array(column, field.type) for column, field in zip(columns, EXPORTED, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=EXPORTED)


def _array(column: list[object], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(column, type=kind)
    except UnicodeEncodeError:  # JSON may hold halves of characters
        return pa.array([_whole(value) for value in column], type=kind)


def _whole(value: object) -> object:
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _spoken(contact: RawContact) -> Spoken:
    return Spoken(
        tuple([turn.text for turn in contact.turns]),
        tuple([turn.speaker for turn in contact.turns]),
        contact.channel,
        contact.direction,
        contact.attributes,
        contact.outcome,
        contact.set_aside,
    )
