"""Times in transcripts: stamps such as [00:12], and dates in headers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from corpora.readers.dates import Dates, order_of

STAMP = r"(?:\d{4}-\d\d-\d\d[T ])?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?: ?[AaPp]\.?[Mm]\b\.?)?Z?"
"""A time as it stands beside an utterance; with or without date, hours, fractions."""

LEADING_STAMP = re.compile(
    rf"^[ \t]*[\[(<]?(?P<start>{STAMP})(?:[ \t]*(?:-->|->|-|–|to)[ \t]*(?P<end>{STAMP}))?[\])>]?"
    r"(?:[ \t]*[-–|][ \t]*|:[ \t]+|[ \t]+|$)"
)
_CLOCK = re.compile(
    r"(?:(\d{4}-\d\d-\d\d)[T ])?(?:(\d{1,2}):)??(\d{1,2}):(\d\d(?:[.,]\d{1,3})?)"
    r"(?: ?([AaPp])\.?[Mm]\.?)?Z?"
)


_TWO_WAYS = re.compile(
    r"\s*(?!(\d{1,2})[/.\-]0?\1[/.\-])(?:0?\d|1[0-2])[/.\-](?:0?\d|1[0-2])[/.\-]\d{2,4}"
)


def clock_seconds(stamp: str) -> float | None:
    """Seconds that a stamp shows; with a date, seconds since 1970.

    Two fields are minutes and seconds, but hours and minutes beside AM or PM or a date.
    """
    found = _CLOCK.fullmatch(stamp.strip())
    if not found:
        return None
    day, hours, minutes, seconds, half = found.groups()
    value = float(seconds.replace(",", "."))
    if hours is None and (half or day):
        hours, minutes, value = minutes, seconds[:2], 0.0
    total = int(hours or 0) * 3600 + int(minutes) * 60 + value
    if half:
        total = total % 43_200 + (43_200 if half in "Pp" else 0)
    if day:
        try:
            midnight = datetime.fromisoformat(day).replace(tzinfo=UTC)
        except ValueError:
            return None
        total += midnight.timestamp()
    return total


def read_moment(text: str, timezone: tzinfo) -> tuple[datetime | None, tuple[str, ...]]:
    """Read the date of a header line, and say what had to be assumed.

    Returns:
        The moment in UTC, None where there is none, and flags: `naive-time` (taken in
        `timezone`), `impossible-date`, `assumed-day-first` and `assumed-month-first`.
    """
    order = order_of([text])
    moment, flag = Dates(order, timezone).read(text)
    flags: tuple[str, ...] = (flag,) if flag else ()
    if moment and not order.sure and _TWO_WAYS.match(text):
        flags += (f"assumed-{order.order}-first",)
    return moment, flags
