"""From when until when an utterance asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from assistant.dialogue.calendars import back
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Mention, Reading


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
        if mention.negated:
            continue
        if mention.value.since:
            told["since"] = max(told.get("since", ""), mention.value.since.isoformat())
        if mention.value.until and mention.value.until <= _soon(reading, mention):
            until = mention.value.until.isoformat()
            told["until"] = min(told.get("until", until), until)
            if told["until"] <= told.get("since", ""):
                told["until"] = until  # without an overlap the one said last is meant
    return told


def _soon(reading: Reading, mention: Mention) -> Any:  # noqa: ANN401 - a date
    """Return the last day worth bounding by: what ends after today has no end yet."""
    return reading.today if mention.value.since else mention.value.until


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
    """Return the first day of what was said, as ISO."""
    period = reading.first("period")
    return period.since.isoformat() if period is not None and period.since else None
