"""From when until when an utterance asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from assistant.dialogue.calendars import back, day_of
from assistant.dialogue.further_dates import further_days
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Mention, Reading
from assistant.dialogue.subjects import changed_on


def of_one_day(params: Mapping[str, Any]) -> bool:
    """Whether `since` and `until` hold a day, and no more."""
    since, until = params.get("since"), params.get("until")
    if since is None or until is None:
        return False
    return date.fromisoformat(until) - date.fromisoformat(since) <= timedelta(days=1)


def bounds(reading: Reading) -> dict[str, Any]:
    """Return `since` and `until`: the overlap of what was said, weeks left out apart."""
    told: dict[str, Any] = {}
    for mention in reading.all("period"):
        if mention.negated or _of_our_work(reading, mention):
            continue
        since, until = _meant(reading, mention)
        if since:
            told["since"] = max(told.get("since", ""), since.isoformat())
        if until and until <= (reading.today if since else until):
            last = until.isoformat()
            told["until"] = min(told.get("until", last), last)
            if told["until"] <= told.get("since", ""):
                told["until"] = last  # without an overlap the one said last is meant
    if told or (days := further_days(reading)) is None:
        return told
    # What ends after today has no end yet.
    ends = {"since": days[0], "until": days[1] if days[1] and days[1] <= reading.today else None}
    return {name: day.isoformat() for name, day in ends.items() if day is not None}


_WORK = re.compile(
    r"\b(?:budget|time|staffing|rota|capacity|hours?|slots?|money|freelancers?|writers?|sprint|plan|planning|deciding|decide|meeting)\b"
    r"[^.?!;]{0,40}$"
)
_LONG_AGO = 270
"""A month so long ago that its next one is nearer: "staffing for December" is of what comes."""
_THIS = re.compile(r"^(?:in |for |during |the )*(?:this|current) (?:week|month|quarter|year)\b")
_DUE = re.compile(r"\b(?:wants?|needs?|due|deliver|deadline|finish|ready|done)\b[^.?!;]*$")
_BEFORE_DAY = re.compile(r"^before (?:next )?(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)")


def _of_our_work(reading: Reading, mention: Mention) -> bool:
    """Whether it is when somebody works, and not when customers wrote: "budget this quarter"."""
    before, words = reading.lower[: mention.start], reading.lower[mention.start : mention.end]
    since = mention.value.since
    ahead = since is not None and (reading.today - since).days > _LONG_AGO
    if _THIS.match(words) or (ahead and not re.search(r"\d{4}|last", words)):
        return bool(_WORK.search(before))
    return bool(_BEFORE_DAY.match(words) and _DUE.search(before))


_A_WEEK = 7
"""In longer spans no day is named."""
_PARTS = {"early": (0, 10), "mid": (10, 20), "late": (20, None)}
_PART = re.compile(r"\b(early|mid|late)(?:dle of)?[ -]+(?:in )?$")
_TO_DAY = re.compile(
    r"^\s*(?:to|-|till|until|through|thru)\s*(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\b(?!\s*(?:%|percent|of\b)|[./:]\d)"
)
_GOES_ON = re.compile(
    r"\bsince=$|\bsince\s+(?:we|they|i|he|she|you|the [\w-]+|our [\w-]+)\s+\w+[^.?!;,]{0,40}$"
    r"|\bfrom the (?:first|start|beginning) of\s+$|\bsince\s+[^.?!;]{1,30},?\s+(?:say|so|i guess|maybe)\s+$"
)
_FROM_THERE = re.compile(r"\b(?:from|since) (?:then|there)(?: on)?\b")
_HELD_AGAINST = re.compile(r"\b(?:from|since) the (?:first|start|beginning) of ")


def _meant(reading: Reading, mention: Mention) -> tuple[date | None, date | None]:
    """Return the bounds of a range of days, with what the words around it say of it."""
    since, until = mention.value.since, mention.value.until
    before, after = reading.lower[: mention.start], reading.lower[mention.end :]
    words = reading.lower[mention.start : mention.end]
    if since is None:
        return since, until
    if part := _PART.search(before) or _PART.search(words.rpartition(" ")[0] + " "):
        return _part(since, until, part[1], before + words)
    opened = _GOES_ON.search(before) or _HELD_AGAINST.match(words) or _FROM_THERE.search(after)
    if opened and not re.match(r"\s*(?:to|till|until|through|-)\s", after):
        return since, None
    if until and (until - since).days == 1 and (last := _TO_DAY.match(after)):
        day = day_of(int(last[1]), since.month, str(since.year), reading.today)
        if day and day >= since:
            return since, day + timedelta(days=1)
    return since, until


def _part(since: date, until: date | None, part: str, before: str) -> tuple[date, date | None]:
    """Return the third of a month that "mid October" means, or from where on it is meant."""
    first, last = _PARTS[part]
    begins = since + timedelta(days=first)
    if until is None or re.search(r"\b(?:since|from|after)\b[^.;?!]*$", before):
        return (begins + timedelta(days=4) if part == "mid" else begins), None
    return begins, until if last is None else since + timedelta(days=last)


_BEFORE_THAT = re.compile(r"\bthe (day|week|month|quarter|year) before(?: (?:that|it))?[\s?!.]*$")


def before_that(reading: Reading, context: Context) -> dict[str, str]:
    """Return `since` and `until` of "the week before that": the one that ends where the last began."""
    found = _BEFORE_THAT.search(reading.lower)
    since = context.step.params.get("since") if context.step is not None else None
    if found is None or not isinstance(since, str):
        return {}
    first = back(date.fromisoformat(since), found[1], 1)
    return {"since": first.isoformat(), "until": since}


def day_named(reading: Reading) -> str | None:
    """Return the day on which something changed, as ISO: one of which that is said, else the first."""
    if (day := changed_on(reading)) is not None:
        return day
    days = further_days(reading, days_too=True)
    if days is not None and days[0] is not None:
        return days[0].isoformat()
    days_named = [
        each.value.since
        for each in reading.all("period")
        if each.value.since
        and not each.negated
        and not (each.value.until and (each.value.until - each.value.since).days > _A_WEEK)
        and not re.search(r"\b(?:an?|every|each|whole)\s+$", reading.lower[: each.start])
    ]
    return days_named[0].isoformat() if days_named else None
