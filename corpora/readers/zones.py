"""Timezones as exports write them: offsets, abbreviations, names such as Europe/Berlin."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

ZONE = (
    r"Z|[+-]\d{2}:?\d{2}|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?"
    r"|[A-Z]{2,5}\b|[A-Z]\w+(?:/[A-Z][\w+-]+){1,2}"
)
"""What a time may end with, as a regular expression; not everything of this shape is a zone."""

# Hours east of Greenwich. Of abbreviations with several meanings (CST, IST, BST) the one is taken
# that help desks write: they stand in the United States, India and the United Kingdom.
_HOURS = {
    "UTC": 0.0, "GMT": 0.0, "WET": 0.0, "WEST": 1.0, "BST": 1.0, "CET": 1.0, "CEST": 2.0,
    "MEZ": 1.0, "MESZ": 2.0, "EET": 2.0, "EEST": 3.0, "MSK": 3.0, "GST": 4.0, "PKT": 5.0,
    "IST": 5.5, "SGT": 8.0, "HKT": 8.0, "AWST": 8.0, "JST": 9.0, "KST": 9.0, "ACST": 9.5,
    "AEST": 10.0, "ACDT": 10.5, "AEDT": 11.0, "NZST": 12.0, "NZDT": 13.0, "BRT": -3.0,
    "NST": -3.5, "NDT": -2.5, "AST": -4.0, "ADT": -3.0, "EST": -5.0, "EDT": -4.0, "CST": -6.0,
    "CDT": -5.0, "MST": -7.0, "MDT": -6.0, "PST": -8.0, "PDT": -7.0, "AKST": -9.0,
    "AKDT": -8.0, "HST": -10.0, "SAST": 2.0,
}  # fmt: skip
# What people write who do not think of summer time.
_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}


@cache
def zone_called(text: str) -> tzinfo | None:
    """Return the timezone that `text`, of the shape of `ZONE`, names; None: it is not known."""
    if text == "Z":
        return UTC
    if text[0] in "+-":
        return _offset(text)
    if text[:3] in ("UTC", "GMT") and text[3:4] in ("+", "-"):
        return _offset(text[3:])
    if text in _HOURS:
        return timezone(timedelta(hours=_HOURS[text]))
    try:
        return ZoneInfo(_PLACES.get(text, text if "/" in text else ""))
    except (KeyError, OSError, ValueError):  # ZoneInfo raises any of them for what is no name
        return None


def _offset(text: str) -> timezone:
    """Read `+02:00`, `-0530`, `+2`."""
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if text[0] == "-" else offset)
