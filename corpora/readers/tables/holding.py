"""Tells what a table holds: contacts, pages or events, by the names of its columns and cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpora.readers.tables.names import (
    CONTACT_ROLES,
    EVENT_ROLES,
    SIGNS,
    Holds,
    plain,
    without_unit,
)
from corpora.readers.tables.profile import Profile

_WORDY = 3.0
_TOLD = 6.0
"""Words a cell from which on a column is what somebody said, not what a phone system lists."""
_TELLING: dict[Holds, frozenset[str]] = {
    "events": frozenset(("activity",)),
    "pages": frozenset(("title", "bullets", "specs")),
    "contacts": frozenset(("text", "answer", "subject")),
}
_HAPPENED = frozenset(EVENT_ROLES["activity"])
_CASES = frozenset(("case_id", "case_concept_name", "case", "trace_id", "process_instance"))
# No feed of products has a column of these.
_TICKETS = frozenset(
    "ticket_id ticket_no ticket_number case_number issue_key conversation_id".split()
)
_TIMED = frozenset(EVENT_ROLES["at"])
_MEASURED = frozenset(name for role in ("wait", "duration", "count") for name in EVENT_ROLES[role])
# Names that logs of events give to other things than what somebody wrote.
_SAID = frozenset(CONTACT_ROLES["text"] + CONTACT_ROLES["subject"]) - frozenset(
    ("name", "title", "content", "context", "notes", "call_notes")
)


def holds_words(seen: Profile) -> bool:
    """Tell whether a column's cells are words, were it one a cell."""
    other = max(seen.numbers, seen.dates, seen.times, seen.urls)
    return seen.words >= 1 and other < 0.3


def held(
    names: tuple[str, ...], profiles: tuple[Profile, ...], mapping: Mapping[str, str]
) -> tuple[Holds, str]:
    """Return what the rows of a table are, and what told so, as a clause.

    Args:
        names: Of its columns.
        profiles: What their cells look like.
        mapping: The column of each role, as far as the user said.
    """
    for kind, telling in _TELLING.items():
        if named := sorted(telling & mapping.keys()):
            return kind, "you mapped " + ", ".join(named)
    marked = [n for n, p in zip(names, profiles, strict=True) if p.marked > 0.5]
    if marked:
        return "contacts", f"{marked[0]} holds conversations"
    found: dict[Holds, list[str]] = {
        kind: [name for name in names if plain(name) in signs] for kind, signs in SIGNS.items()
    }
    wordy = any((p.words >= _WORDY and p.dates < 0.5) or p.lists > 0.5 for p in profiles)
    timed = any(p.dates > 0.6 for p in profiles)
    log = len(found["events"]) >= 2 or (len(found["events"]) == 1 and timed and not wordy)
    if log:
        return "events", "columns " + ", ".join(found["events"])
    if short := _of_few_words(names, profiles, timed=timed, wordy=wordy):
        return short
    if not wordy and not found["pages"]:
        return "contacts", "no column says otherwise"
    one_a_ticket = any(plain(name) in _TICKETS for name in names)
    more = len(found["pages"]) > len(found["contacts"]) and not one_a_ticket
    holds: Holds = "pages" if more else "contacts"
    seen = found[holds][:4]
    return holds, "columns " + ", ".join(seen) if seen else "it has a column of texts"


def _of_calls(names: tuple[str, ...]) -> str | None:
    """Tell a log of calls, whose reasons may be phrases, by the two times that it measures."""
    by_form = {form(name): name for name in names for form in (plain, without_unit)}
    waits, talks = (
        [by_form[each] for each in EVENT_ROLES[role] if each in by_form]
        for role in ("wait", "duration")
    )
    return f"columns {waits[0]}, {talks[0]}" if waits and talks else None


def _of_few_words(
    names: tuple[str, ...], profiles: tuple[Profile, ...], *, timed: bool, wordy: bool
) -> tuple[Holds, str] | None:
    """Tell a log from tickets of a word or two; None: neither times nor names tell."""
    if timed and not any(p.words >= _TOLD for p in profiles) and (calls := _of_calls(names)):
        return "events", calls
    if wordy:
        return None
    known = {form(name) for name in names for form in (plain, without_unit)}
    happened = sorted(known & _HAPPENED)
    blank = any(plain(n) in _TIMED and not p.count for n, p in zip(names, profiles, strict=True))
    if happened and (timed or blank or known & _CASES):
        return "events", "column " + ", ".join(happened)
    if not timed:
        return None
    said = list(_said(names, profiles))
    if said and not known & _MEASURED:
        return "contacts", f"{said[0]} says what people wrote"
    return "events", "it has times and no texts"


def _said(names: tuple[str, ...], profiles: tuple[Profile, ...]) -> Iterator[str]:
    """Yield the columns that are called as what people write is, and hold words."""
    for name, seen in zip(names, profiles, strict=True):
        whole = plain(name)
        if _SAID & {whole, whole.rsplit("_", 1)[-1]} and holds_words(seen):
            yield name
