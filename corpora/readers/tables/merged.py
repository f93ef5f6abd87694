"""Tells the tickets that were merged into another: they count once, with the one that stays."""

from __future__ import annotations

import re

from corpora.readers.tables.cells import plain_text
from corpora.readers.tables.names import plain
from corpora.readers.tables.table import Row

_INTO = frozenset(("merged_into", "merged_to", "merged_into_id", "merged_ticket_id", "merged_with"))
_STATES = frozenset(("status", "ticket_status", "state", "resolution", "outcome", "case_status"))
_TAGS = frozenset(("tags", "labels", "ticket_tags"))
_SAYS = re.compile(r"(?:closed\s*[-–:(]*\s*)?merged\b(?!.*\bnot\b)", re.IGNORECASE)
_TAGGED = re.compile(r"(?:^|[\s,;|])closed_by_merge(?:$|[\s,;|])", re.IGNORECASE)
_NOTHING = frozenset(("", "0", "false", "no", "none", "null", "n/a", "-"))

Merging = dict[int, str]
"""Columns that can tell of merging, and what they are: `into`, `state` or `tags`."""


def merging_columns(names: tuple[str, ...]) -> Merging:
    """Return the columns that can tell of merging."""
    kinds = (("into", _INTO), ("state", _STATES), ("tags", _TAGS))
    return {
        column: kind
        for column, name in enumerate(names)
        for kind, known in kinds
        if plain(name) in known
    }


def is_merged(row: Row, columns: Merging) -> bool:
    """Tell whether a row is a ticket that was merged into another."""
    for column, kind in columns.items():
        if not (cell := row[column]):
            continue
        text = plain_text(cell).strip()
        if kind == "into" and text.lower() not in _NOTHING:
            return True
        if kind == "state" and _SAYS.match(text):
            return True
        if kind == "tags" and _TAGGED.search(text):
            return True
    return False
