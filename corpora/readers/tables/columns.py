"""Decides what a table holds and what each column means, from names and cells together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpora.errors import SettingsError
from corpora.readers.tables.holding import held, holds_words
from corpora.readers.tables.names import (
    PRODUCT_NUMBERS,
    PRODUCT_TITLES,
    ROLES,
    Holds,
    beside,
    plain,
    without_unit,
)
from corpora.readers.tables.profile import Profile, profile
from corpora.readers.tables.stamped import stamped_columns
from corpora.readers.tables.table import Table
from corpora.readers.tables.threads import is_thread
from corpora.readers.transcripts import parse_transcript

_WORDY = 3.0
_TRANSCRIPT_WORDS = 25
_TRIED = 10
_FEW = 10
_MEASURED = frozenset(("wait", "duration", "handle"))
_DATED = frozenset(("opened", "closed", "answered", "valid_from", "at"))
_FEW_DATES = 0.1
_MANY = ("text", "answer", "bullets", "specs", "faq", "comments")
"""Roles that several columns may have at once, where they were mapped by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a table's columns mean.

    Attributes:
        holds: What a row is.
        why: One clause, for people.
        roles: Columns of each role, by position, the most telling first.
        profiles: What each column's cells look like.
        names: The columns' names.
    """

    holds: Holds
    why: str
    roles: Mapping[str, tuple[int, ...]]
    profiles: tuple[Profile, ...]
    names: tuple[str, ...]

    def first(self, role: str) -> int | None:
        """Return the column of a role, or None."""
        columns = self.roles.get(role)
        return columns[0] if columns else None

    def named(self, role: str) -> str:
        """Return the name of a role's column, or ''."""
        column = self.first(role)
        return "" if column is None else self.names[column]

    def title_beside(self) -> int | None:
        """Return the column with the title of a product whose own column holds its number."""
        if plain(self.named("product")) not in PRODUCT_NUMBERS:
            return None
        rest = {plain(self.names[column]): column for column in reversed(self.rest)}
        return next((rest[name] for name in PRODUCT_TITLES if name in rest), None)

    @property
    def rest(self) -> tuple[int, ...]:
        """The columns that no role took."""
        taken = {column for columns in self.roles.values() for column in columns}
        return tuple(c for c in range(len(self.names)) if c not in taken)


def decide(table: Table, mapping: Mapping[str, str]) -> Columns:
    """Decide what `table` holds and what its columns mean; `mapping` (role to column) wins.

    Raises:
        SettingsError: The mapping names a role or a column that does not exist.
    """
    if not mapping and (why := beside(table.columns)):
        return Columns(holds="nothing", why=why, roles={}, profiles=(), names=table.columns)
    profiles = tuple(profile(table.sample, column) for column in range(len(table.columns)))
    holds, why = held(table.columns, profiles, mapping)
    roles = _mapped(table, mapping, holds)
    taken = {column for columns in roles.values() for column in columns}
    plain_names = [plain(name) for name in table.columns]
    for role, names in ROLES[holds].items():
        if role in roles:
            continue
        free = {
            column: name
            for column, name in enumerate(plain_names)
            if column not in taken and _fits(role, profiles[column], holds)
        }
        best = _best(role, names, free)
        if best is None and role in _DATED:  # what is called a date is one, gaps or no gaps
            dated = {c: n for c, n in enumerate(plain_names) if profiles[c].dates >= _FEW_DATES}
            best = _best(role, names, {c: name for c, name in dated.items() if c not in taken})
        if best is not None:
            roles[role] = (best,)
            taken.add(best)
    if holds == "events" and "at" not in roles:  # whatever it is called, times are times
        times = (c for c, seen in enumerate(profiles) if c not in taken and seen.dates > 0.6)
        roles |= {"at": tuple(times)[:1]}
    if holds == "contacts" and "text" not in mapping:
        _complete_text(roles, table, profiles)
    return Columns(holds=holds, why=why, roles=roles, profiles=profiles, names=table.columns)


def named_columns(names: tuple[str, ...]) -> dict[str, int]:
    """Return the column that each role of contacts has by name, whatever the cells hold."""
    free = {column: plain(name) for column, name in enumerate(names)}
    roles: dict[str, int] = {}
    for role, known in ROLES["contacts"].items():
        best = _best(role, known, free)
        if best is not None:
            roles[role] = best
            del free[best]
    return roles


def _mapped(table: Table, mapping: Mapping[str, str], holds: Holds) -> dict[str, tuple[int, ...]]:
    roles: dict[str, tuple[int, ...]] = {}
    for role, wanted in mapping.items():
        if role not in ROLES[holds]:
            raise SettingsError(
                f"there is no role {role!r} for {holds}",
                where="--map",
                remedy="the roles are " + ", ".join(sorted(ROLES[holds])),
            )
        columns = tuple(_column(table, role, name) for name in wanted.split("+"))
        roles[role] = columns if role in _MANY else columns[:1]
    return roles


def _column(table: Table, role: str, name: str) -> int:
    if name in table.columns:
        return table.columns.index(name)
    for position, column in enumerate(table.columns):
        if plain(column) == plain(name):
            return position
    shown = ", ".join(table.columns[:20]) + (", …" if len(table.columns) > 20 else "")
    raise SettingsError(
        f"{table.file} has no column {name!r}", where=f"--map {role}", remedy=f"it has {shown}"
    )


def _best(role: str, names: tuple[str, ...], free: Mapping[int, str]) -> int | None:
    """Return the column of those still free whose name fits a role best."""
    rank = {name: place for place, name in enumerate(names)}
    best: tuple[float, int] | None = None
    for column, name in free.items():
        place: float | None = rank.get(name)
        if place is None and role in _MEASURED:
            place = rank.get(without_unit(name))
        if place is None:
            place = _ending(name, rank, role)
        if place is not None and (best is None or place < best[0]):
            best = (place, column)
    return best[1] if best else None


# Short names say little at the end of a longer one: `valid_state`, `page_number`, `order_name`.
_ONLY_WHOLE = frozenset(
    (
        "id key number no nr name time date day hour start end state type group from source text"
        " user author model item result begin context details about page link title day product"
        " content request message answered"
    ).split(" ")
)


def _ending(name: str, rank: Mapping[str, int], role: str) -> float | None:
    """Score a name that only ends like one of the role's names: worse than any whole fit."""
    words = name.split("_")
    for start in range(1, len(words)):
        tail = "_".join(words[start:])
        if tail in rank and (tail not in _ONLY_WHOLE or role in ("title", "text")):
            return 100.0 + rank[tail]
    return None


def _fits(role: str, seen: Profile, holds: Holds) -> bool:
    """Tell whether a column's cells can have the role at all."""
    if not seen.filled:
        return False
    repeats = seen.distinct < 0.9 or seen.count < _FEW
    texts = seen.lists > 0.5 or seen.marked > 0.5 or seen.words >= 2
    tests = {
        "text": texts and seen.numbers < 0.3 and seen.dates < 0.3 and seen.urls < 0.5,
        "answer": texts and seen.dates < 0.3,
        "opened": seen.dates > 0.6,
        "closed": seen.dates > 0.6 or seen.times > 0.6,
        "answered": seen.dates > 0.6 or seen.times > 0.6,
        "at": seen.dates > 0.6,
        "time": seen.times > 0.6,
        "valid_from": seen.dates > 0.6,
        "handle": seen.numbers > 0.8 or seen.times > 0.8,
        "wait": seen.numbers > 0.8 or seen.times > 0.8,
        "duration": seen.numbers > 0.8 or seen.times > 0.8,
        "transfers": seen.numbers > 0.8,
        "count": seen.numbers > 0.8,
        "id": seen.words < 3 and seen.lists == 0 and (seen.dates < 0.5 or seen.numbers > 0.9),
        "customer": seen.words < 5 and seen.lists == 0,
        "channel": seen.words < 6 and repeats and seen.urls == 0,
        "department": seen.words < 6,
        "outcome": seen.words < 4 and repeats,
        "speaker": seen.words < 4,
        "language": seen.words <= 2,
        "product": holds == "contacts" and seen.words < 30,
    }
    return tests.get(role, True)


def _complete_text(
    roles: dict[str, tuple[int, ...]], table: Table, profiles: tuple[Profile, ...]
) -> None:
    """Let columns of conversations be the text; without a name to go by, the wordiest column."""
    threads = [
        c for c, seen in enumerate(profiles) if seen.lists > 0.5 and _holds_threads(table, c)
    ]
    if threads:
        for role in [role for role, columns in roles.items() if threads[0] in columns]:
            del roles[role]
        roles["text"] = (*roles.get("text", ()), threads[0])
        return
    if stamped := stamped_columns(table):
        own = tuple(c for c in roles.get("text", ()) if c not in stamped)
        for role in [role for role, columns in roles.items() if set(columns) & set(stamped)]:
            del roles[role]
        roles["text"] = (*own, *stamped)
        return
    spoken = tuple(c for c, seen in enumerate(profiles) if seen.marked > 0.5)
    if not spoken:
        long = [c for c, seen in enumerate(profiles) if seen.words > _TRANSCRIPT_WORDS]
        spoken = tuple(c for c in long if _holds_transcripts(table, c))[:1]
    if spoken:
        for role in [role for role, columns in roles.items() if set(columns) & set(spoken)]:
            del roles[role]
        roles["text"] = spoken
    if "text" in roles or "subject" in roles:
        return
    if short := _of_few_words(roles, table, profiles):
        roles["text"] = short
        return
    taken = {column for columns in roles.values() for column in columns}
    free = [c for c in range(len(profiles)) if c not in taken and profiles[c].words >= _WORDY]
    if free:
        roles["text"] = (max(free, key=lambda c: profiles[c].words),)


def _of_few_words(
    roles: Mapping[str, tuple[int, ...]], table: Table, profiles: tuple[Profile, ...]
) -> tuple[int, ...]:
    """Return the column that is called as texts are, though its cells are of a word or two."""
    taken = {column for columns in roles.values() for column in columns}
    free = {
        column: plain(name)
        for column, name in enumerate(table.columns)
        if column not in taken and holds_words(profiles[column])
    }
    best = _best("text", ROLES["contacts"]["text"], free)
    return () if best is None else (best,)


def _holds_threads(table: Table, column: int) -> bool:
    return any(is_thread(row[column]) for row in table.sample)


def _holds_transcripts(table: Table, column: int) -> bool:
    cells = [row[column] for row in table.sample if row[column]][:_TRIED]
    return sum(1 for cell in cells if isinstance(cell, str) and parse_transcript(cell)) * 2 > len(
        cells
    )
