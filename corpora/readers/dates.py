"""Reads dates as exports write them; the order of day and month is decided once per column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal

from corpora.readers.zones import ZONE, zone_called

Order = Literal["day", "month", "year"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero janv ene gennaio januari",
            "feb february februar février fevrier febrero fév fev févr fevr febbraio februari",
            "mar march märz mär mrz maerz mars marzo maart",
            "apr april avril abril avr abr aprile",
            "may mai mayo maggio mei",
            "jun june juni juin junio giugno",
            "jul july juli juillet julio juil luglio",
            "aug august août aout agosto ago augustus",
            "sep sept september septembre septiembre settembre",
            "oct october oktober octobre octubre okt ottobre",
            "nov november novembre noviembre",
            "dec december dezember décembre decembre diciembre dez déc dic dicembre",
        ),
        1,
    )
    for name in names.split()
}
_TIME = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<part>\d+))?)?"
    rf"\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?(?:\s*Uhr)?\s*(?P<zone>{ZONE})?(?:\s*[(\[][\w/ +:-]+[)\]])?"
)
_NUMERIC = re.compile(
    r"\s*(?:\w{2,9},?\s+)?(?P<a>\d{1,4})(?P<sep>[-/.\s])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{2,4})"
    rf"(?:(?:\s*[T,]\s*|\s+){_TIME})?\s*$"
)
_WORDED = re.compile(
    r"\s*(?:[^\W\d]{2,10}\.?,?\s+)?(?:(?P<a>\d{1,4})(?:st|nd|rd|th)?[-/.\s,]*)?"
    r"(?P<month>[^\W\d]{3,10})[-/.\s,]*(?P<b>\d{1,4})(?:st|nd|rd|th)?(?:[-/.\s,]+(?P<c>\d{2,4}))?"
    rf"(?:(?:\s*[T,]?\s*|\s+at\s+){_TIME})?\s*$"
)
_COMPACT = re.compile(r"\s*(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<t>\d{6}))?Z?\s*$")
_NUMBER = re.compile(r"\s*(\d{5}(?:\.\d+)?|1\d{9}(?:\.\d+)?|1\d{12}|1\d{15})\s*$")
_TIME_ALONE = re.compile(rf"\s*{_TIME}\s*$")
_SPACED_ZONE = re.compile(r"\s+([+-]\d{2}:?\d{2}|UTC|GMT|Z)$")
_NAMED_ZONE = re.compile(r"(?<=[\d\sMm.])(?:[A-Z]{2,5}|[A-Z]\w+/[\w/+-]+)\s*$")
# As the `date` command and Java print it: Fri Jan 02 03:04:05 PST 2015.
_YEAR_LAST = re.compile(r"\s*\w{3} (\w{3} +\d{1,2}) (\d\d:\d\d:\d\d)((?: \w{1,5})?) (\d{4})\s*$")
_SERIAL_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  (spreadsheets know no timezone)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # from 1954 to 2119
_FIRST_YEAR, _LAST_YEAR = 1970, 2100


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How a column's numeric dates are read, and why.

    Attributes:
        order: What stands first: day, month or year.
        why: One clause for the closing line; empty where nothing had to be decided.
        sure: False where the column fits both and the order was assumed.
        impossible: A value of the column that is a date in neither order; empty: none was seen.
    """

    order: Order
    why: str
    sure: bool = True
    impossible: str = ""


def looks_like_date(text: str) -> bool:
    """Tell whether a cell could be a date (numbers alone: only where they are timestamps)."""
    if len(text) > 45:
        return False
    return any(_read(text, order) is not None for order in ("day", "month"))


def looks_like_time(text: str) -> bool:
    """Tell whether a cell is a time of day without a date."""
    return len(text) < 20 and _TIME_ALONE.match(text) is not None


def is_serial(text: str) -> bool:
    """Tell whether a cell is the number that spreadsheets keep for a day: 46083.5."""
    match = _NUMBER.match(text)
    return match is not None and _FIRST_SERIAL < float(match[1]) < _LAST_SERIAL


def order_of(values: Iterable[str], *, dotted: bool = False) -> DateOrder:
    """Decide whether day or month stands first, from a column's values.

    A number above 12 settles it. Where there is none, the part that takes fewer different
    values is the month, if the other takes at least three times as many; else it is assumed:
    month first beside AM and PM, day first elsewhere. What fits neither order has no say.
    """
    firsts: dict[int, int] = {}
    seconds: dict[int, int] = {}
    example, impossible, halves = "", "", False
    for value in values:
        match = _NUMERIC.match(value)
        if match is None or len(match["a"]) > 2:
            continue
        first, second = int(match["a"]), int(match["b"])
        if not (_fits(first, second) or _fits(second, first)):
            impossible = impossible or value.strip()
            continue
        example = example or value.strip()
        halves = halves or match["half"] is not None
        dotted = dotted or match["sep"] == "."
        firsts[first] = firsts.get(first, 0) + 1
        seconds[second] = seconds.get(second, 0) + 1
    if not example:
        return DateOrder("year", "", impossible=impossible)
    decided = _decided(firsts, seconds, example, halves=halves and not dotted)
    return replace(decided, impossible=impossible)


def _fits(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def _decided(
    firsts: Mapping[int, int], seconds: Mapping[int, int], example: str, *, halves: bool
) -> DateOrder:
    """Decide from how often each number stands first and second."""
    over = sum(n for v, n in firsts.items() if v > 12), sum(n for v, n in seconds.items() if v > 12)
    if over[0] != over[1]:
        day_first = over[0] > over[1]
        proof = max(firsts) if day_first else max(seconds)
        return DateOrder("day" if day_first else "month", f"{proof} can only be a day")
    if len(firsts) >= 3 * len(seconds):
        return DateOrder("day", "the first number varies most", sure=False)
    if len(seconds) >= 3 * len(firsts):
        return DateOrder("month", "the second number varies most", sure=False)
    if halves:
        return DateOrder("month", f"assumed for {example}, beside AM and PM", sure=False)
    return DateOrder("day", f"assumed for {example}; both orders fit", sure=False)


@dataclass(frozen=True, slots=True)
class Dates:
    """Reads the dates of one column."""

    order: DateOrder
    timezone: tzinfo

    def read(self, text: str, clock: str = "") -> tuple[datetime | None, str | None]:
        """Return the moment in UTC and a flag, for a cell and the time of day in another cell.

        The flag is None, `naive-time` where the cell names no timezone, `unknown-zone` where it
        names one that is not known (it is taken as naive), or `impossible-date` (and the moment
        None) where it holds something that is no date.
        """
        if not text or text.isspace():
            return None, None
        if clock:
            text = f"{text.strip()} {clock.strip()}"
        moment = _read(text, self.order.order)
        if moment is None:
            return None, "impossible-date"
        if moment.tzinfo is None:
            named = text[-1:].isalpha() and _names_zone(text)
            flag = "unknown-zone" if named else "naive-time"
            return moment.replace(tzinfo=self.timezone).astimezone(UTC), flag
        return moment.astimezone(UTC), None


@lru_cache(maxsize=4096)
def _read(text: str, order: Order) -> datetime | None:
    try:
        moment = _iso(text) or _numeric(text, order) or _worded(text) or _number(text)
        moment = moment or _worded(_YEAR_LAST.sub(r"\1, \4 \2\3", text))
    except (ValueError, OverflowError):
        return None
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment


def _iso(text: str) -> datetime | None:
    text = text.strip()
    if len(text) < 10 or text[4:5] not in ("-", "/"):
        return None
    text = _SPACED_ZONE.sub(r"\1", text).replace("UTC", "Z").replace("GMT", "Z")
    try:
        return datetime.fromisoformat(text.replace("/", "-") if text[4] == "/" else text)
    except ValueError:
        return None


def _numeric(text: str, order: Order) -> datetime | None:
    match = _NUMERIC.match(text)
    if match is None:
        return None
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["a"]) == 4:
        return _with_time(a, b, c, match)
    day, month = (b, a) if order == "month" else (a, b)
    return _with_time(_year(c, match["c"]), month, day, match)


def _worded(text: str) -> datetime | None:
    match = _WORDED.match(text)
    month = _MONTHS.get(match["month"].lower()) if match else None
    if match is None or month is None:
        return None
    numbers = [g for g in (match["a"], match["b"], match["c"]) if g]
    if len(numbers) != 2:
        return None
    first, last = numbers
    year, day = (first, last) if len(first) == 4 else (last, first)
    return _with_time(_year(int(year), year), month, int(day), match)


def _number(text: str) -> datetime | None:
    if match := _COMPACT.match(text):
        clock = match["t"] or "000000"
        return datetime.strptime(f"{match['y']}{match['m']}{match['d']}{clock}", "%Y%m%d%H%M%S")  # noqa: DTZ007
    match = _NUMBER.match(text)
    if match is None:
        return None
    value = float(match[1])
    if value < 100_000:
        return _SERIAL_DAY + timedelta(days=value) if is_serial(text) else None
    seconds = value / (1_000_000 if value >= 1e15 else 1_000 if value >= 1e12 else 1)
    return datetime.fromtimestamp(seconds, UTC)


def _year(year: int, written: str) -> int:
    if len(written) > 2:
        return year
    return year + (1900 if year >= 70 else 2000)


def _with_time(year: int, month: int, day: int, match: re.Match[str]) -> datetime:
    hour = int(match["hour"] or 0)
    if half := match["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    part = int((match["part"] or "0")[:6].ljust(6, "0"))
    moment = datetime(year, month, day, hour, int(match["minute"] or 0))  # noqa: DTZ001
    moment = moment.replace(second=int(match["second"] or 0), microsecond=part)
    return moment.replace(tzinfo=zone_called(match["zone"])) if match["zone"] else moment


def _names_zone(text: str) -> bool:
    """Tell whether a time that was taken as naive names a timezone; AM and PM are none."""
    found = _NAMED_ZONE.search(text)
    return found is not None and found[0].strip() not in ("AM", "PM")
