"""All personal data but names: what a turn may hold, and who looks for it.

`mails`, `machines` and `ids` know data that its own form gives away; `numbers` what only the words
around it explain; `places` addresses and `dates` days of birth. Every repetition in a pattern is
bounded, so that no text, however long and hostile, takes more than linear time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpora.redact import capitals, dates, ids, machines, mails, numbers, places
from corpora.redact.cues import Turn
from corpora.redact.glance import NOTHING, Look
from corpora.redact.intervals import Taken
from corpora.redact.spans import Found

_SHORTEST_ID = 4  # digits


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


def find(text: str, before: str, look: Look, settings: Settings) -> list[Found]:
    """Find all personal data in one turn except names.

    Args:
        text: The turn.
        before: The turn before it, whose question may say what a bare number is; or "".
        look: Which finders could find anything in the turn.
        settings: Region and what to keep.

    Returns:
        Findings that may overlap; `rank` says which to prefer.
    """
    if look is NOTHING:
        return []
    turn = Turn(text, before)
    found: list[Found] = []
    if look.mails:
        found += mails.find(turn)
    if look.machines:
        found += machines.find(turn)
    worded = list(numbers.find(turn, look, settings.region))
    if look.capitals:
        worded += capitals.find(turn)
    if look.dates:
        worded += dates.find(turn)
    if look.places:
        worded += places.find(turn)
    if worded and ("://" in text or "www" in turn.lower):
        links = Taken(match.span() for match in machines.LINK.finditer(text))
        worded = [item for item in worded if not links.meets(item.start, item.end)]
    found += worded
    if look.ids and turn.digits >= _SHORTEST_ID:
        found += ids.find(turn)
    return [item for item in found if plain(text[item.start : item.end]) not in settings.keep]
