"""What an utterance names and an action can't be narrowed by is said, never dropped silently."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.dialogue.plan import Plan
from assistant.dialogue.products import product_name
from assistant.dialogue.readings import Reading
from assistant.dialogue.taking import FILTERS, TAKES
from assistant.dialogue.vocabulary import Vocabulary

_NARROWS = {
    "product": ("product", "of", "topic"),
    "channel": ("channel",),
    "language": ("language",),
    "department": ("department", "view"),
    "segment": ("segment",),
    "column": ("where", "column", "value"),
    "period": ("since", "until", "on"),
    "stage": ("stage", "of", "stages"),
}
_NOTED = frozenset(
    """accuracy changes sample report export history next_question teach show_page verify classify
    find_gaps overview show_journey show_gaps findings failure_points streamline drivers
    agent_knowledge settings_export""".split()
)
"""Asking actions whose answer would otherwise seem to be of what was named."""
_UNNAMED = re.compile(
    r"\b(?:without|except(?: for)?|excluding|minus|not counting|leaving out) "
    r"(?:one|a|some|that|this) (?:week|day|month)\b(?! (?:of|from|in|beginning|starting))"
)
_WHICH = "Nothing was left out: which week? For example: without the week of 7 September."


def leaves_out_unnamed(reading: Reading) -> bool:
    """Whether a week is to be left out that nobody has named: "without one week"."""
    return bool(_UNNAMED.search(reading.lower)) and not reading.all("period")


_LEFT_OUT = re.compile(
    r"\b(?:without|w/o|except(?: for)?|excluding|but not|not counting)\s+((?:an? |the |any |our )?[a-z][\w-]*(?: [a-z][\w-]*)?)"
)
_ASIDE = frozenset(("asking", "changing", "doing", "further", "looking", "me", "more", "telling"))


def not_left_out(reading: Reading, plan: Plan) -> str:
    """Say what was to be left out and was not, or nothing."""
    if plan.kind != "run" or leaves_out_unnamed(reading):
        return ""
    for found in _LEFT_OUT.finditer(reading.lower):
        used = any(m.start < found.end() and m.end > found.start(1) for m in reading.mentions)
        if not used and found[1].split()[0] not in _ASIDE:
            return f"Nothing was left out: I don't know how to leave out “{found[1]}”."
    return ""


def with_note(plan: Plan, reading: Reading, vocabulary: Vocabulary) -> Plan:
    """Return a plan that says which filters its action doesn't take, in one note."""
    if aside := not_left_out(reading, plan):
        plan = replace(plan, message=f"{plan.message} {aside}".strip())
    if plan.kind == "run" and leaves_out_unnamed(reading):
        plan = replace(plan, message=f"{plan.message} {_WHICH}".strip())
    if plan.kind != "run" or len(plan.steps) != 1 or plan.steps[0].action not in _NOTED:
        return plan
    step = plan.steps[0]
    takes = TAKES.get(step.action, ())
    left = [
        _said(
            mention.slot, str(mention.value), reading.lower[mention.start : mention.end], vocabulary
        )
        for mention in reading.mentions
        if mention.slot in _NARROWS
        and not set(_NARROWS[mention.slot]) & set(takes)
        and not (mention.negated and "without" in takes)
        and not _is_code(mention.slot, reading.lower[mention.start : mention.end], step.params)
    ]
    if not left:
        return plan
    names = " or ".join(dict.fromkeys(left))
    whole = "" if set(FILTERS) & set(takes) else " What follows is of everything."
    note = f"{step.action.replace('_', ' ').capitalize()} can't be narrowed by {names}.{whole}"
    return replace(plan, message=f"{plan.message} {note}".strip())


def _is_code(slot: str, words: str, params: Mapping[str, Any]) -> bool:
    """Whether what looks like a stage is the code asked for: "our own tag delivery"."""
    return slot == "stage" and words == str(params.get("value", "")).lower()


def _said(slot: str, value: str, words: str, vocabulary: Vocabulary) -> str:
    if slot == "product":
        return f"product ({product_name(value, vocabulary)})"
    if slot in ("column", "period"):
        return f"“{words.strip()}”"
    return f"{slot} ({value})"
