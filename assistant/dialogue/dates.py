"""Dates and ranges as people say them: "last month", "since March", "between 3 and 10 June".

Every phrase is a half-open range of days. A month or weekday without a year means the latest that
has begun; numbers like 3/6 are read day first, as everywhere outside of the United States.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.dialogue.calendars import (
    back,
    day_of,
    first_of,
    half_of_month,
    iso_week,
    last_weekday,
    latest_of_number,
    month_of,
    named_unit,
    one_day,
    quarter_of,
    step,
    week_around,
    week_of_month,
)
from assistant.dialogue.date_words import COUNTS, MONTH, POINT
from assistant.dialogue.feasts import feast
from assistant.dialogue.passing import in_passing

_BETWEEN_DAYS = re.compile(
    rf"\b(?:between|from)?\s*(?:the\ )?(\d{{1,2}})(?:st|nd|rd|th)?\s*(?:and|to|till|until|-|–)\s*"
    rf"(?:the\ )?(\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?({MONTH})\.?(?:,?\ (\d{{4}}))?\b"
)
_START = r"(?:(?:the\s+)?(?:start|beginning|first) of\s+)?"
_SINCE = re.compile(
    rf"(?:\b(?:since|from|after|(?:going |as far )?back (?:to|as)|starting(?: (?:from|in))?|as (?:of|from)|beginning|(?:nothing|not|none) (?:older than|before|earlier than)|no (?:older|earlier) than)\s+(?:about\s+)?{_START}(?:the\s+)?)$"
)
_ONWARDS = re.compile(
    r"^\s*(?:on(?:wards?)?|and (?:later|after)|(?:to|thru|through|till|up to|up until|until) (?:now|date|today))\b(?!\s+the\b)"
)
_NARROWED = re.compile(
    r"\b(?:narrow|limit|restrict|change|switch|cut|down|compared?|over|(?<!going )back|move|go)\b(?:\s+\w+){0,3}?\s+to\s+(?:the\s+)?$"
)
_SINCE_THEN = re.compile(r"\bsince\s+(?:(?!\bsince\b)[^.;?!]){1,60}$")
_IN_STEPS = re.compile(
    r"\b(?:by|per|each|every|over) (?:day|week|wk|month|time)\b|\b(?:daily|weekly|monthly|trend|plot|graph|chart|line|swimlanes|journey|days|weeks|months|timeline)\b"
)
_DEADLINE = re.compile(r"\bby\s+$")
_WITHIN = re.compile(r"\b(?:within|inside|window|repeats?)\b[\w\s=]*$")
_UNTIL = re.compile(r"(?:\b(?:until|till|thru|up to|to|through|by the end of)\s+(?:the\s+)?)$")
_BEFORE = re.compile(r"(?:\b(?:before|prior to|earlier than)\s+(?:the\s+)?)$")
_BETWEEN = re.compile(r"\bbetween\s+$")
_JOIN = re.compile(
    r"^\s*(?:and|to|till|until|through|thru|[-–+&])\s*(?:the\s+)?(?:(?:the\s+)?end\s+(?:of\s+)?)?$"
)
_IN = re.compile(r"\b(?:in|on|during|over|for|of|within|the)\s+(?:the\s+)?$")
_CHANGED = re.compile(
    r"\b(?:put|changed?|updated?|live|fix(?:ed)?|published|pushed|rewr\w+|bolded|shipped|added|switched|corrected|moved|edited|launched|did|went|was|were|run|on) "
)
_AMBIGUOUS = frozenset(("may", "mar", "sun", "sat", "mon", "wed", "fri", "sep", "dec", "jan"))


@dataclass(frozen=True, slots=True)
class Period:
    """A range of days in an utterance: from `since` up to, not including, `until`."""

    start: int
    end: int
    since: date | None
    until: date | None
    week: str | None = None


def find_periods(text: str, today: date) -> list[Period]:
    """Return the ranges that `text`, in small letters, speaks of, in order."""
    found: list[Period] = []
    for match in _BETWEEN_DAYS.finditer(text):
        first, last, month, year = match.groups()
        since, until = (day_of(int(each), month_of(month), year, today) for each in (first, last))
        if since and until and since <= until:
            found.append(Period(match.start(), match.end(), since, until + timedelta(days=1)))
    taken = [(each.start, each.end) for each in found]
    points = [each for each in _points(text, today) if not _inside(each, taken)]
    return sorted([*found, *_joined(text, points)], key=lambda each: each.start)


def _inside(period: Period, taken: list[tuple[int, int]]) -> bool:
    return any(start < period.end and period.start < end for start, end in taken)


def _joined(text: str, points: list[Period]) -> Iterator[Period]:
    index = 0
    while index < len(points):
        point = points[index]
        before = text[: point.start]
        following = points[index + 1] if index + 1 < len(points) else None
        joined = following is not None and _JOIN.match(text[point.end : following.start])
        if following is not None and joined and (
            _BETWEEN.search(before) or _SINCE.search(before) or joined.group().strip() != "and"
        ):  # fmt: skip
            opening = _BETWEEN.search(before) or _SINCE.search(before)
            start = opening.start() if opening else point.start
            yield Period(start, following.end, point.since, following.until)
            index += 2
            continue
        yield _prefixed(text, point)
        index += 1


def _prefixed(text: str, point: Period) -> Period:
    before, rest = text[: point.start], text[point.end :]
    if not _UNTIL.search(before) and not _BEFORE.search(before) and (on := _ONWARDS.match(rest)):
        begun = _SINCE.search(before) or _IN.search(before)
        start = begun.start() if begun else point.start
        return Period(start, point.end + on.end(), point.since, None)
    if _NARROWED.search(before):
        return Period(point.start, point.end, point.since, point.until, point.week)
    if found := _SINCE.search(before):
        # "Calls from March" are March's, "from yesterday" is that day; "by week from March" and
        # "from 3 March" is everything since.
        past = text[point.start : point.end].endswith("yesterday")
        named = _longer(point) and (not _IN_STEPS.search(text) or point.week)
        whole = found.group().startswith("from") and bool(past or named)
        until = point.until if whole else None
        return Period(found.start(), point.end, point.since, until, point.week if whole else None)
    if found := _BEFORE.search(before) or _UNTIL.search(before):
        until = point.since if _BEFORE.search(before) else point.until
        return Period(found.start(), point.end, None, until)
    start = found.start() if (found := _IN.search(before)) else point.start
    if _SINCE_THEN.search(before) and not _longer(point):
        # "Since the launch on 2 November".
        return Period(start, point.end, point.since, None)
    return Period(start, point.end, point.since, point.until, point.week)


def _longer(point: Period) -> bool:
    since, until = point.since, point.until
    return since is not None and until is not None and (until - since).days > 1


def _points(text: str, today: date) -> Iterator[Period]:
    for match in POINT.finditer(text):
        if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] == "-"):
            continue
        before = text[: match.start()]
        if _DEADLINE.search(before) or (match["bare_n"] and _WITHIN.search(before)):
            continue
        try:
            days = _range(match, text, today)
        except ValueError:
            continue
        if days is not None:
            whole = any(match[each] for each in ("week", "week2", "week_of", "week_month"))
            week = days[0].strftime("%G-W%V") if whole else None
            yield Period(match.start(), match.end(), days[0], days[1], week)


def _range(  # noqa: PLR0911 - one way of saying it after the other
    match: re.Match[str], text: str, today: date
) -> tuple[date, date] | None:
    part = match.groupdict()
    if part["iso"]:
        return _iso(part["iso"])
    if (named := _of_a_name(match, text, today)) is not None:
        return named
    if part["slash"]:
        return _slash(part["slash"], today)
    for number in ("1", "2"):
        if part[f"day{number}"]:
            month = month_of(part[f"month{number}"])
            return one_day(day_of(int(part[f"day{number}"]), month, part[f"year{number}"], today))
    if part["month3"]:
        return _whole_month(match, text, today)
    for week, year in (("week", "week_year"), ("week2", "week2_year")):
        if part[week]:
            return iso_week(int(part[week]), part[year], today)
    if part["quarter"]:
        return quarter_of(int(part["quarter"][1]), part["quarter_year"], today)
    return _relative(part, match, text, today)


def _relative(  # noqa: C901, PLR0911, PLR0912 - one way of saying it after the other
    part: dict[str, str | None], match: re.Match[str], text: str, today: date
) -> tuple[date, date] | None:
    if name := part["today"]:
        ago = {"today": 0, "yesterday": 1}.get(name, 2)
        return one_day(today - timedelta(days=ago))
    if unit := part["ago_unit"]:
        start = back(today, unit, _number(part["ago_n"] or "1"))
        return (start, start + timedelta(days=1)) if unit == "day" else (start, step(start, unit))
    if unit := part["span_unit"]:
        return back(today, unit, _number(part["span_n"] or "1")), today + timedelta(days=1)
    if unit := part["unit"]:
        return named_unit(part["which"] or "this", unit, today)
    if nth := part["nth"]:
        return week_of_month(nth, part["nth_month"] or "", today)
    if month := part["week_month"]:
        return week_around(day_of(int(part["week_day"] or 1), month_of(month), None, today))
    if weekday := part["week_of"]:
        day = last_weekday(weekday, today, strictly=False)
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=7)
    if weekday := part["weekday"]:
        if weekday in _AMBIGUOUS and not re.search(r"\b(?:since|on|last|this|from|updated|live|changed|shipped|fixed|pushed|published)\s+$",
                                                   text[: match.start("weekday")]):  # fmt: skip
            return None
        if in_passing(text, match.start(), match.end()):
            return None
        return one_day(last_weekday(weekday, today, strictly=part["which_day"] == "last"))
    if part["weekend"]:
        saturday = last_weekday("sat", today - timedelta(days=1), strictly=False)
        return saturday, saturday + timedelta(days=2)
    if said := part["ytd"]:
        unit = next((u for u in ("quarter", "month") if u in said or u[0] == said[0]), "year")
        return first_of(today, unit), today + timedelta(days=1)
    if year := part["year"]:
        return date(int(year), 1, 1), date(int(year) + 1, 1, 1)
    return None


def _of_a_name(match: re.Match[str], text: str, today: date) -> tuple[date, date] | None:
    """Return a day or days with a name of their own: a feast, the 9th, the start of the month."""
    part = match.groupdict()
    for each in ("", "2", "3"):
        if name := part[f"feast{each}"]:
            return one_day(feast(name, today, years_ago=1 if part[f"feast_last{each}"] else 0))
    if part["nth_day"]:
        return _day_of_month(match, text, today)
    if number := part["bare_n"] or part["spaced_n"]:
        return back(today, "day", int(number)), today + timedelta(days=1)
    if unit := part["month_unit"] or part["unit_start"]:
        return one_day(first_of(today, unit))
    if month := part["half_month"]:
        return half_of_month(part["half"] or "", month, today)
    return None


def _day_of_month(match: re.Match[str], text: str, today: date) -> tuple[date, date] | None:
    """Return the latest such day: "since the 9th", and "changed on the 2nd", which is no row."""
    before, said = text[: match.start()], match["nth_weekday"]
    bound = re.search(
        r"\b(?:since|from|until|till|as of|up to|before|after|run (?:of|on)|dated)\s+$", before
    )
    changed = re.search(r"\bon\s+$", before) and _CHANGED.search(text)
    if not (said or bound or changed) or re.match(
        r"\s+(?:one|row|gap|page|call|contact)\b", text[match.end() :]
    ):
        return None
    return one_day(latest_of_number(int(match["nth_day"]), today))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else COUNTS.get(word, 1)


def _iso(text: str) -> tuple[date, date]:
    if len(text) == len("2026-06"):
        first = date.fromisoformat(f"{text}-01")
        return first, step(first, "month")
    day = date.fromisoformat(text)
    return day, day + timedelta(days=1)


def _slash(text: str, today: date) -> tuple[date, date] | None:
    parts = re.split(r"[./]", text)
    if "." in text and len(parts) == 2:
        return None
    first, second = int(parts[0]), int(parts[1])
    day, month = (second, first) if second > 12 >= first else (first, second)
    year = parts[2] if len(parts) > 2 else None
    if year is not None and len(year) == 2:
        year = f"20{year}"
    return one_day(day_of(day, month, year, today)) if 1 <= month <= 12 else None


def _whole_month(match: re.Match[str], text: str, today: date) -> tuple[date, date] | None:
    word = match["month3"]
    named = match["year3"] or match["which3"]
    before = text[: match.start("month3")]
    if word in _AMBIGUOUS and not named and not re.search(
        r"\b(?:in|since|from|until|till|before|after|of|during|for|and|between|to|last|this|by)\s+$",
        before,
    ):  # fmt: skip
        return None
    month = month_of(word)
    year = int(match["year3"]) if match["year3"] else today.year
    first = date(year, month, 1)
    if not match["year3"] and (
        first > today or (match["which3"] == "last" and month >= today.month)
    ):
        first = date(year - 1, month, 1)
    return first, step(first, "month")
