"""Joins tables that hold one message a row into conversations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import pairwise

from corpora.readers.raw import RawContact, RawTurn, ReadOptions
from corpora.readers.tables.cells import plain_text
from corpora.readers.tables.columns import Columns
from corpora.readers.tables.contacts import ContactRows
from corpora.readers.tables.table import Numbered, Row, Table
from corpora.readers.tables.threads import speaker_of
from corpora.records import Reject, Speaker

_SCATTERED = "rows of one conversation lie apart in this large file; sort it by {}"
_KNOWN_SHARE = 0.3


def one_message_a_row(table: Table, columns: Columns) -> bool:
    """Tell whether several rows of a table make up one conversation."""
    ident, speaker = columns.first("id"), columns.first("speaker")
    if ident is None or speaker is None or "text" not in columns.roles or not table.sample:
        return False
    known = sum(1 for row in table.sample if speaker_of(plain_text(row[speaker])))
    ids = {plain_text(row[ident]) for row in table.sample}
    return known >= _KNOWN_SHARE * len(table.sample) and len(ids) < len(table.sample)


class MessageRows:
    """Makes contacts of a table with one message a row.

    Where the rows of a conversation stand together, as the sample shows, only one conversation
    is held in memory; else all of them are.
    """

    def __init__(self, table: Table, columns: Columns, options: ReadOptions) -> None:
        self._file = table.file
        self._ident = columns.first("id") or 0
        self._speaker = columns.first("speaker") or 0
        self._id_name = columns.named("id")
        self._contact = ContactRows(table, columns, options)
        self.notes = self._contact.time_notes
        ids = [plain_text(row[self._ident]) for row in table.sample]
        changes = sum(1 for a, b in pairwise(ids) if a != b)
        self._together = changes < len(set(ids))

    def read(self, rows: Iterable[Numbered | Reject]) -> Iterator[RawContact | Reject]:
        """Yield a contact for each conversation."""
        groups: dict[str, list[Numbered]] = {}
        done: set[bytes] = set()
        for row in rows:
            if isinstance(row, Reject):
                yield row
                continue
            ident = plain_text(row[1][self._ident]).strip()
            if self._together and groups and ident not in groups:
                for name, group in groups.items():
                    done.add(_short(name))
                    yield from self._join(group)
                groups = {}
            if self._together and _short(ident) in done:
                remedy = _SCATTERED.format(self._id_name)
                yield Reject(self._file, row[0], "scattered-rows", remedy)
                continue
            groups.setdefault(ident, []).append(row)
        for group in groups.values():
            yield from self._join(group)

    def _join(self, group: list[Numbered]) -> Iterator[RawContact | Reject]:
        contacts = []
        for number, row in group:
            contact = self._contact(number, row)
            if isinstance(contact, Reject):
                yield contact
            elif contact is not None:
                contacts.append((contact, self._name(row)))
        if not contacts:
            return
        first = contacts[0][0]
        roles = _roles([name for _, name in contacts])
        turns = [
            RawTurn(roles[name], turn.text, _since(first, contact), None, turn.visible)
            for contact, name in contacts
            for turn in contact.turns
        ]
        yield first._replace(
            raw="\x1e".join(contact.raw for contact, _ in contacts),
            turns=tuple(turns),
            closed_at=contacts[-1][0].closed_at or contacts[-1][0].opened_at,
            flags=tuple(dict.fromkeys(flag for contact, _ in contacts for flag in contact.flags)),
        )

    def _name(self, row: Row) -> str:
        return plain_text(row[self._speaker]).strip()


def _roles(names: list[str]) -> dict[str, Speaker]:
    """Give every name a role; of names that say nothing, the first is the customer's."""
    roles: dict[str, Speaker] = {}
    for name in names:
        if name not in roles:
            free = "customer" not in roles.values()
            known = speaker_of(name)
            roles[name] = known or ("customer" if free else "agent")
    return roles


def _since(first: RawContact, contact: RawContact) -> float | None:
    if first.opened_at is None or contact.opened_at is None:
        return None
    return max((contact.opened_at - first.opened_at).total_seconds(), 0.0)


def _short(ident: str) -> bytes:
    return blake2b(ident.encode("utf-8", "replace"), digest_size=8).digest()
