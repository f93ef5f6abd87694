"""All personal data but names: what a turn may hold, and who looks for it.

`mails`, `machines` and `ids` know data that its own form gives away; `numbers` what only the words
around it explain; `places` addresses and `dates` days of birth. Every repetition in a pattern is
bounded, so that no text, however long and hostile, takes more than linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpora.redact import dates, ids, machines, mails, numbers, places
from corpora.redact.cues import Turn, holds
from corpora.redact.intervals import Taken
from corpora.redact.spans import Found

# Nothing can be found in a turn without one of these: the one look that most turns get.
# Digits behind an "@" are what somebody else put for a person.
_DIGIT = re.compile("[0-9]")
_DIGIT_OR_AT = re.compile(r"(?<![@0-9])[0-9]|[^\s]@|@\s")
_SHORTEST_ID = 4  # digits
_TELLING_WORDS = (
    "zero", "double", "triple", " one ", " two ", " three ", " four ", " five ", " six ", "seven",
    " eight ", " nine ", "password", "passcode", "pnr", "locator", "born", "birth", "dob", "iban",
    "reference", "booking", "confirmation", " ref ", "address", " road", " street",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """What is known beside the text.

    Attributes:
        region: Two letters; where phone numbers without a country code are at home.
        keep: Catalogue numbers and brands, as `plain` writes them, that stay as they are.
    """

    region: str = "GB"
    keep: frozenset[str] = field(default_factory=frozenset)


def plain(text: str) -> str:
    """Return the letters and digits of `text`, lower-case: how numbers and brands are compared."""
    return "".join(char for char in text.casefold() if char.isalnum())


def find(text: str, before: str, settings: Settings) -> list[Found]:
    """Find all personal data in one turn except names.

    Args:
        text: The turn.
        before: The turn before it, whose question may say what a bare number is; or "".
        settings: Region and what to keep.

    Returns:
        Findings that may overlap; `rank` says which to prefer.
    """
    formed = (_DIGIT.search(text) or "@" in text) and _DIGIT_OR_AT.search(text)
    lower = text.lower()
    if not formed and not holds(lower, _TELLING_WORDS) and not mails.hinted(lower):
        return []
    turn = Turn(text, before)
    found = [*mails.find(turn), *machines.find(turn)]
    worded = [*numbers.find(turn, settings.region), *dates.find(turn), *places.find(turn)]
    if worded and ("://" in text or "www" in turn.lower):
        links = Taken(match.span() for match in machines.LINK.finditer(text))
        worded = [item for item in worded if not links.meets(item.start, item.end)]
    found += worded
    if turn.digits >= _SHORTEST_ID:
        found += ids.find(turn)
    return [item for item in found if plain(text[item.start : item.end]) not in settings.keep]
