"""Times in transcripts: stamps such as [00:12], and dates in headers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

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


_FORMATS = (
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y",
    "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d",
    "%B %d %Y %H:%M", "%B %d %Y", "%b %d %Y %H:%M", "%b %d %Y",
    "%d %B %Y %H:%M", "%d %B %Y", "%d %b %Y %H:%M", "%d %b %Y",
    "%B %d %Y %I:%M %p", "%b %d %Y %I:%M %p", "%Y-%m-%d %I:%M %p",
)  # fmt: skip
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)")


def read_moment(text: str, timezone: tzinfo) -> tuple[datetime | None, tuple[str, ...]]:
    """Read the date of a header line, and say what had to be assumed.

    Returns:
        The moment in UTC, None where there is none or day and month can't be told apart, and
        flags: `naive-time` (taken in `timezone`), `ambiguous-date`.
    """
    text = " ".join(text.replace(",", " ").split())
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        first, second = int(slashed[1]), int(slashed[2])
        if first <= 12 and second <= 12 and first != second:
            return None, ("ambiguous-date",)
        month, day = (first, second) if first <= 12 else (second, first)
        text = f"{slashed[3]}/{month:02d}/{day:02d}{slashed[4]}"
    moment = _parse(text)
    if moment is None:
        return None, ()
    flags: tuple[str, ...] = ()
    if moment.tzinfo is None:
        moment, flags = moment.replace(tzinfo=timezone), ("naive-time",)
    return _to_utc(moment), flags


def after(moment: datetime | None, seconds: float | None) -> datetime | None:
    """The moment `seconds` later; None where either is not known."""
    if moment is None or seconds is None:
        return None
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _parse(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass  # the other ways of writing a date follow
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the caller adds the zone
        except ValueError:
            continue
    return None


def _to_utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None  # the year 1 or 9999: no zone holds it
