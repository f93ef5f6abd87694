"""Chats as messengers export them: a date and a time before every message.

WhatsApp: `[12/03/2026, 10:02:11] Ben: …` on iPhones, `12/03/2026, 10:02 - Ben: …` on Android; the
order of day and month is that of the phone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC

from corpora.readers.dates import Dates, order_of

_STAMPED = re.compile(
    r"^[\u200e\u200f]?\[?(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}),?[ \u202f]+"
    r"(?P<time>\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?)\]?(?:[ \u202f]-)?[ ]"
    r"(?P<rest>.*)$"
)
_SAID = re.compile(r"[^\s:][^:\n]{0,58}:(?:\s|$)")
_FEWEST = 3


def without_dates(lines: Sequence[str]) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Return the lines of an export with stamps that every transcript has, and its first date.

    What the messenger itself says (`Ben was added`) is left out. Lines of anything else come back
    as they are.

    Returns:
        The lines, and pairs for the head: the date of the first message, and the channel.
    """
    found = [_STAMPED.match(line) for line in lines]
    said = [match for match in found if match and _SAID.match(match["rest"])]
    if len(said) < _FEWEST:
        return list(lines), ()
    dates = Dates(order_of(match["date"] for match in said), UTC)
    moments = {
        match: dates.read(match["date"], " ".join(match["time"].replace(".", ":", 2).split()))[0]
        for match in said
    }
    told = []
    for line, match in zip(lines, found, strict=True):
        if match is None:
            told.append(line)
        elif (moment := moments.get(match)) is not None:
            told.append(f"[{moment:%Y-%m-%d %H:%M:%S}] {match['rest']}")
    first = next((moment for moment in moments.values() if moment is not None), None)
    if first is None:
        return list(lines), ()
    return told, (("date", f"{first:%Y-%m-%d %H:%M:%S}"), ("channel", "chat"))
