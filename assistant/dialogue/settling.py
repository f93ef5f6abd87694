"""What the parameters of an action come to together: what is said twice, or means something else."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.bounds import of_one_day
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Reading
from assistant.dialogue.vocabulary import words_of


def settle(action: str, params: dict[str, Any], reading: Reading, context: Context) -> None:
    """Take out of the parameters of an action what is said twice, or means something else there."""
    if action == "drivers" and "column" in params:
        params.pop("where", None)
        if str(params.get("department", "")).lower() == str(params.get("value", "")).lower():
            # A code may be called like a stage or a department: "our own tag delivery".
            params.pop("department", None)
    if "topic" in params and "product" in params:
        title = words_of(str(params["product"]))
        if set(words_of(str(params["topic"]))) <= set(title):
            params.pop("topic")  # the words are the product's own
    if action == "changes":
        _held_against(params, reading)
    if action == "evidence" and params.get("of") == params.get("product"):
        params.pop("product", None)
    if action == "teach" and "group" not in params and not _asked(context):
        # What nobody asked is no answer.
        params.pop("answer", None)


_AGAINST = re.compile(r"\b(?:compared?|against|versus|vs|since)\b")


def _held_against(params: dict[str, Any], reading: Reading) -> None:
    """Make a day what today is held against: "compared with a month ago", "the run before May"."""
    days = reading.all("period")
    against = bool(days) and bool(_AGAINST.search(reading.lower[: days[0].start]))
    if "since" not in params and "until" in params:
        params["since"] = params.pop("until")
    elif "since" in params and (of_one_day(params) or against):
        params.pop("until", None)


def _asked(context: Context) -> bool:
    return context.step is not None and context.step.action in ("next_question", "teach")
