"""The nearest action that can be done with what an utterance names."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.plan import Context, Plan, Step
from assistant.dialogue.products import product_name
from assistant.dialogue.readings import Reading
from assistant.dialogue.slots import fill
from assistant.dialogue.taking import FILTERS
from assistant.dialogue.topics import find_topic
from assistant.dialogue.vocabulary import Vocabulary

Found = tuple[str, dict[str, Any]]

_BRINGS = re.compile(r"\b(?:import|load|take over|read|apply)")
_CONTACTS = re.compile(
    r"^(?:(?:and|ok|so|now|please|pls|can you|could you)\s+)*(?:show|list|find|give|get|open|pull)(?:\s+(?:me|us|up))?"
    r"\s+(?:(?:all|the|some|any|every|those|only)\s+)*(?:contacts?|calls?|chats?|tickets?|emails?|conversations?|\{channel\})\b"
    r"(?!\s+(?:per|by|each|a day|a week))"
)
_CHECKS = re.compile(r"\b(?:check|draft|page|answer|leave|publish|review)")
_TABLES = (".csv", ".xlsx")
_DRAWN = ("svg", "mermaid", "bpmn", "xes", "ocel")
_SIDES = ("product", "channel", "department", "segment", "language", "column", "period", "stage")
_ONE_AFTER_THE_OTHER = (
    "How far they differ by chance can't be told yet; here is one after the other."
)


def nearest(
    action: str,
    params: dict[str, Any],
    reading: Reading,
    vocabulary: Vocabulary,
    context: Context,
) -> Found:
    """Return an action and its parameters, or another that fits better what is named.

    Args:
        action: What the utterance is most like.
        params: What it says of its parameters.
        reading: What it names.
        vocabulary: The names that the workspace knows.
        context: What was said before.
    """
    if action == "show_stage" and "stage" not in params and "product" in params:
        return "show_gaps", params
    if action == "trend" and "of" not in params:
        return action, {"of": "contacts", **params}
    if action in ("pain_points", "show_gaps") and _CONTACTS.match(reading.masked()):
        return "find_contacts", fill("find_contacts", reading, vocabulary, context)
    return _of_files(action, params, reading, vocabulary, context) or (action, params)


def _of_files(
    action: str, params: dict[str, Any], reading: Reading, vocabulary: Vocabulary, context: Context
) -> Found | None:
    if action == "report" and "path" in (saved := fill("export", reading, vocabulary, Context())):
        return "export", saved
    if action == "check_page" and "gap" not in params:
        saved = fill("export", reading, vocabulary, Context())
        if str(saved.get("path", "")).endswith(_TABLES) and not _CHECKS.search(reading.lower):
            return "export", saved
    if action == "export" and params.get("format") in _DRAWN:
        before = context.step
        kept = dict(before.params) if before and before.action == "show_journey" else {}
        return "show_journey", {**kept, **fill("show_journey", reading, vocabulary, Context())}
    if action == "settings_export" and _BRINGS.search(reading.lower):
        return "settings_import", {"file": params["path"]} if "path" in params else {}
    return None


def about_words(action: str, reading: Reading, context: Context) -> str | None:
    """Return what is asked of in "what do they say about the lid?": words, and nothing with a name.

    Whatever was spoken of before, the kettle, narrows it and is not meant by it.
    """
    if action != "evidence" or reading.all("gap", "stage", "finding", "ordinal", "product"):
        return None
    return find_topic(reading)


def compared(reading: Reading, vocabulary: Vocabulary) -> Plan | None:
    """Return both sides of a comparison, one after the other, where two of a kind are named."""
    for slot in _SIDES:
        named = reading.all(slot)
        values = dict.fromkeys(str(each.value) for each in named)
        if len(values) != 2:
            continue
        shared = {
            name: value
            for name, value in fill("overview", reading, vocabulary, Context()).items()
            if name in FILTERS and name not in _PARAMETERS[slot]
        }
        steps = tuple(Step(*_side(slot, each.value, shared, vocabulary), 0.9) for each in named[:2])
        return Plan("run", steps, _ONE_AFTER_THE_OTHER)
    return None


_PARAMETERS = {
    "period": ("since", "until"),
    "column": ("where",),
    "stage": ("department",),
} | {each: (each,) for each in ("product", "channel", "department", "segment", "language")}


def _side(slot: str, value: Any, shared: dict[str, Any], vocabulary: Vocabulary) -> Found:  # noqa: ANN401 - each slot has a type of its own
    if slot == "stage":
        return "show_stage", {"stage": value, **shared}
    if slot == "column":
        return "overview", {**shared, "where": [value]}
    if slot == "period":
        ends = {"since": value.since, "until": value.until}
        told = {name: day.isoformat() for name, day in ends.items() if day is not None}
        return "overview", {**shared, **told}
    return "overview", {
        **shared,
        slot: product_name(value, vocabulary) if slot == "product" else value,
    }
