"""Reads short values: channels, languages, durations, counts."""

from __future__ import annotations

import re
from functools import lru_cache

from corpora.readers.tables.names import plain
from corpora.records import Channel, Direction

_CHANNELS: tuple[tuple[str, Channel], ...] = (
    (r"review|rating", "review"),
    (r"e-?mail|\bmail\b", "email"),
    (r"phone|\bcall|voice|telefon|\btel\b|ivr|hotline|talk", "call"),
    (
        r"chat|messeng|messaging|whatsapp|sms|text message|social|twitter|facebook|instagram|tweet",
        "chat",
    ),
    (r"web|internet|online|portal|form|site|community|forum", "web"),
    (r"ticket|api|helpdesk", "ticket"),
)
_LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt",
    "português": "pt", "dutch": "nl", "nederlands": "nl", "polish": "pl", "swedish": "sv",
    "danish": "da", "norwegian": "no", "finnish": "fi", "czech": "cs", "turkish": "tr",
    "russian": "ru", "japanese": "ja", "chinese": "zh", "korean": "ko", "arabic": "ar",
}  # fmt: skip
_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?$", re.IGNORECASE)
_CLOCK = re.compile(r"\s*(?:(\d+):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?\s*$")
_PARTS = re.compile(r"([\d.]+)\s*(ms|h|m|s)", re.IGNORECASE)


@lru_cache(maxsize=1024)
def channel_of(text: str) -> Channel | None:
    """Return the channel that a cell names, or None."""
    text = text.lower()
    for pattern, channel in _CHANNELS:
        if re.search(pattern, text):
            return channel
    return None


@lru_cache(maxsize=256)
def direction_of(text: str) -> Direction | None:
    """Return the direction that a cell names, or None."""
    text = text.strip().lower()
    if text.startswith("out"):
        return "outbound"
    return "inbound" if text.startswith("in") else None


@lru_cache(maxsize=256)
def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code that a cell names (`de`, `de-AT`, `German`), or None."""
    text = text.strip().lower()
    if text in _LANGUAGES:
        return _LANGUAGES[text]
    match = _CODE.match(text)
    return match[1].lower() if match else None


def unit_of(name: str) -> float:
    """Return how many seconds one of a column's numbers stands for, by the column's name."""
    name = plain(name)
    if re.search(r"milli|(?:^|[^a-z])ms(?:$|[^a-z])", name, re.IGNORECASE):
        return 0.001
    if re.search(r"(?:^|[^a-z])(?:min|mins|minutes?)(?:$|[^a-z])", name, re.IGNORECASE):
        return 60.0
    if re.search(r"(?:^|[^a-z])(?:hours?|hrs?)(?:$|[^a-z])", name, re.IGNORECASE):
        return 3600.0
    return 1.0


def seconds_of(text: str, unit: float) -> float | None:
    """Return a duration in seconds: `863`, `12:05`, `1:02:33`, `4m 10s`; None where it is none."""
    text = text.strip()
    if match := _CLOCK.match(text):
        return int(match[1] or 0) * 3600.0 + int(match[2]) * 60.0 + int(match[3])
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        parts = _PARTS.findall(text)
        scale = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
        return sum(float(n) * scale[u.lower()] for n, u in parts) if parts else None
    return value * unit if 0 <= value * unit < 1e9 else None


def count_of(text: str) -> int | None:
    """Return a small whole number; yes is 1 and no is 0."""
    text = text.strip().lower()
    if text in ("true", "yes"):
        return 1
    if text in ("false", "no"):
        return 0
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if 0 <= value < 1_000 else None
