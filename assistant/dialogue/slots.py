"""Which parameters an action takes from an utterance, and how they are filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from assistant.dialogue.bounds import before_that, bounds, day_named
from assistant.dialogue.codes import named_code
from assistant.dialogue.counts import number_of
from assistant.dialogue.filing import FILE_SLOTS, FILING, file_params
from assistant.dialogue.forms import form_of
from assistant.dialogue.gap_names import question_told, topic_called
from assistant.dialogue.how_many import shown_count
from assistant.dialogue.plan import Context
from assistant.dialogue.products import product_name
from assistant.dialogue.products_spoken import product_meant
from assistant.dialogue.readings import Reading
from assistant.dialogue.settling import settle
from assistant.dialogue.spells import grain, repeat_days
from assistant.dialogue.spoken import (
    among_departments,
    spoken_channel,
    spoken_department,
    spoken_language,
)
from assistant.dialogue.stages_meant import only_complaints, stage_meant, without_departments
from assistant.dialogue.taking import NEEDS, TAKES
from assistant.dialogue.teaching import question_of, taught
from assistant.dialogue.topics import find_left, find_text, find_topic, literal_stage
from assistant.dialogue.vocabulary import Vocabulary

_POINTED = {"trend": "of", "agent_knowledge": "gap"}
_ROW_OF = {"of": "gap", "gap": "gap", "contact": "contact", "stage": "stage", "product": "product"}
_OF_CASES = frozenset(("streamline", "failure_points", "findings", "drivers", "show_journey"))
_TICKETS_ONLY = re.compile(
    r"(?:^|[,;:.]\s+)(?:(?:and|just|only|now|for|in)\s+)*(?:the\s+)?tickets\b\s*(?:[,.;!?]|$)"
)
_DEPARTMENTS = re.compile(
    r"\b(?:departments?'?|departmental|teams?|swimlanes?|who (?:handles|does))\b"
)
_LANES = re.compile(r"\b(?:swimlanes?|lanes|who (?:handles|does)|by department|departmental)\b")
_A_COUNT = re.compile(r"\b(?:dozen|twenty|thirty|forty|fifty|sixty|eighty|hundred)\b")
PRONOUN = re.compile(
    r"\b(?:it|its|it's|that|this|those|these|them|they|there|same|him|her|both|ones?|themselves|itself)\b"
)


def fill(action: str, reading: Reading, vocabulary: Vocabulary, context: Context) -> dict[str, Any]:
    """Return what an utterance says of an action's parameters."""
    takes = TAKES.get(action, ())
    params: dict[str, Any] = {}
    for name in takes:
        filler = _FILLERS.get(name)
        value = filler(action, reading, vocabulary) if filler else None
        if value not in (None, [], ""):
            params[name] = value
    told = bounds(reading) or before_that(reading, context)
    params.update({k: v for k, v in told.items() if k in takes})
    if (files := file_params(action, reading)) or action in FILING:
        params = {k: v for k, v in params.items() if k not in FILE_SLOTS} | files
    without_departments(params, reading, vocabulary)
    if action == "find_contacts" and literal_stage(reading, params.get("text")):
        params.pop("stage", None)
    back = context.step is not None and PRONOUN.search(reading.lower)
    if action == "find_contacts" and "text" not in params and not back:
        params.update({"text": left} if (left := find_left(reading)) else {})
    settle(action, params, reading, context)
    if "product" in params and "without" in params:
        # "Forget the vacuums, the grinder": another product is asked for instead.
        kept = [each for each in params.pop("without") if not each.startswith("product=")]
        params.update({"without": kept} if kept else {})
    params.update(
        {k: v for k, v in ordinal_of(action, reading, context).items() if k not in params}
    )
    return params


def ordinal_of(action: str, reading: Reading, context: Context) -> dict[str, str]:
    """Return the parameter that "the second one" fills: an id, or `#2` where none is known."""
    at = reading.first("ordinal")
    name = NEEDS.get(action) or _POINTED.get(action)
    if at is None or name not in _ROW_OF:
        return {}
    return {name: pick(context, at)}


def pick(context: Context, at: int) -> str:
    """Return the id of the row that an ordinal means; `#2` where the rows are not known."""
    rows = context.rows
    index = at - 1 if at > 0 else len(rows) - 1
    return rows[index].id if 0 <= index < len(rows) else f"#{at}"


def _first(slot: str) -> Callable[[str, Reading, Vocabulary], Any]:
    return lambda action, reading, vocabulary: reading.first(slot)


def _product(action: str, reading: Reading, vocabulary: Vocabulary) -> Any:  # noqa: ANN401
    return product_meant(reading, vocabulary)


def _channel(action: str, reading: Reading, vocabulary: Vocabulary) -> str | None:
    if named := reading.all("channel"):
        left_out = {each.value for each in named if each.negated}
        return next((str(each.value) for each in named if each.value not in left_out), None)
    said = spoken_channel(reading)
    cases = action in _OF_CASES and not _TICKETS_ONLY.search(reading.lower)
    if said and said.value == "ticket" and cases:
        # What goes back and forth is called a ticket however it came in.
        return None
    return str(said.value) if said and not said.negated else None


def _department(action: str, reading: Reading, vocabulary: Vocabulary) -> str | None:
    """Return the department named; a stage's name is one where no stage can be meant."""
    if named := {str(each.value) for each in reading.all("department") if not each.negated}:
        # Between two of them nothing is narrowed by one.
        return named.pop() if len(named) == 1 else None
    spoken = spoken_department(reading, vocabulary.departments)
    if spoken is not None and not spoken.negated:
        return None if among_departments(reading, spoken, vocabulary) else str(spoken.value)
    if {"stage", "of"} & set(TAKES.get(action, ())):
        return None
    names = {each.lower(): each for each in vocabulary.departments}
    words = [reading.lower[m.start : m.end] for m in reading.all("stage") if not m.negated]
    return next((names[each] for each in words if each in names), None)


def _where(action: str, reading: Reading, vocabulary: Vocabulary) -> list[str]:
    return list(dict.fromkeys(m.value for m in reading.all("column") if not m.negated))


def _without(action: str, reading: Reading, vocabulary: Vocabulary) -> list[str]:
    told = []
    for mention in reading.mentions:
        if not mention.negated:
            continue
        if mention.slot == "column":
            told.append(mention.value)
        elif mention.slot == "period" and mention.value.week:
            told.append(f"week={mention.value.week}")
        elif mention.slot == "period" and mention.value.since and mention.value.until:
            told.append(f"period={mention.value.since}/{mention.value.until}")
        elif mention.slot == "product":
            told.append(f"product={product_name(mention.value, vocabulary)}")
        elif mention.slot in ("channel", "department", "language"):
            told.append(f"{mention.slot}={mention.value}")
    said = spoken_channel(reading)
    return [*told, f"channel={said.value}"] if said and said.negated else told


_NO_PAGE = re.compile(
    r"\b(?:no|without|lack\w*|missing|miss|hasn't|haven't|don't have|doesn't have) (?:a |an |any |their |its |own )*(?:product )?pages?\b"
)
_MISSING_KIND = re.compile(
    r"\b(?:only|just) (?:what's|what is|the)? ?missing\b|\bmissing (?:ones?|kind|gaps?|bits|only)\b"
    r"|\bkind missing\b|\b(?:the )?missing\b.*\bonly\b"
)


def _gap(action: str, reading: Reading, vocabulary: Vocabulary) -> str | None:
    if (named := reading.first("gap")) is not None or reading.all("ordinal"):
        return str(named) if named else None
    if action == "agent_knowledge":
        # It is of all gaps where none is named.
        return topic_called(reading, as_a_gap=True) if not reading.all("quoted") else None
    if action != "suggest_text":
        return None
    return topic_called(reading) or question_told(reading)


def _kind(action: str, reading: Reading, vocabulary: Vocabulary) -> str | None:
    kind = reading.first("kind")
    if kind == "missing" and not _MISSING_KIND.search(reading.lower):
        # "What is missing on the page" asks for whatever it leaves open.
        return None
    return str(kind) if kind else None


def _view(action: str, reading: Reading, vocabulary: Vocabulary) -> str | None:
    if _department(action, reading, vocabulary) and not _LANES.search(reading.lower):
        return None
    return "departments" if _DEPARTMENTS.search(reading.lower) else None


def _without_page(action: str, reading: Reading, vocabulary: Vocabulary) -> bool | None:
    return bool(_NO_PAGE.search(reading.lower)) or None


def _top(action: str, reading: Reading, vocabulary: Vocabulary) -> int | None:
    value = reading.first("top")
    said = shown_count(reading)
    return said if said is not None or not value or value <= 1 else int(value)


def _n(action: str, reading: Reading, vocabulary: Vocabulary) -> int | None:
    seed = re.search(r"\bseed\b\D{0,5}(\d+)", reading.lower)
    counts = [
        m.value for m in reading.all("top", "number") if not (seed and seed.span(1)[0] == m.start)
    ]
    said = _A_COUNT.search(reading.lower)
    value = counts[0] if counts else number_of(said[0]) if said else None
    return int(value) if value else None


def _of(action: str, reading: Reading, vocabulary: Vocabulary) -> str | None:
    if action == "sample":
        return "gaps" if re.search(r"\bgaps?\b", reading.lower) else None
    for slot in ("gap", "finding"):
        if (value := reading.first(slot)) is not None:
            return str(value)
    if action == "trend" and reading.all("product") and only_complaints(reading):
        return None
    if (stage := stage_meant(action, reading, vocabulary)) is not None:
        return stage
    if action == "evidence" and not reading.all("ordinal"):
        # Whatever else is spoken of is looked for: "what do they say about the lid".
        return topic_called(reading, as_a_gap=True) or _product(action, reading, vocabulary)
    return None


def _page(action: str, reading: Reading, vocabulary: Vocabulary) -> str | None:
    value = reading.first("path")
    if action == "export" and "." not in str(value).rpartition("/")[2]:
        # A folder is what the report is written to.
        return None
    return str(value) if value else None


def _paths(action: str, reading: Reading, vocabulary: Vocabulary) -> list[str]:
    return [each.value for each in reading.all("path")]


def _topic(action: str, reading: Reading, vocabulary: Vocabulary) -> str | None:
    if action != "help":
        return find_topic(reading)
    from assistant.dialogue.helping import help_topic

    return help_topic(reading, vocabulary)


_FILLERS: Mapping[str, Callable[[str, Reading, Vocabulary], Any]] = {
    "channel": _channel,
    "language": lambda action, reading, vocabulary: spoken_language(reading),
    "department": _department,
    "segment": _first("segment"),
    "kind": _kind,
    "stage": stage_meant,
    "contact": _first("contact"),
    "gap": _gap,
    "product": _product,
    "where": _where,
    "without": _without,
    "view": _view,
    "without_page": _without_page,
    "top": _top,
    "n": _n,
    "of": _of,
    "by": lambda action, reading, vocabulary: grain(reading.lower),
    "days": lambda action, reading, vocabulary: repeat_days(reading.lower),
    "answer": lambda action, reading, vocabulary: taught(reading),
    "group": lambda action, reading, vocabulary: question_of(reading),
    "file": _page,
    "path": _page,
    "output": _page,
    "paths": _paths,
    "files": _paths,
    "on": lambda action, reading, vocabulary: day_named(reading),
    "column": lambda action, reading, vocabulary: named_code(reading, vocabulary)[0],
    "value": lambda action, reading, vocabulary: named_code(reading, vocabulary)[1],
    "format": lambda action, reading, vocabulary: form_of(action, reading),
    "topic": _topic,
    "text": lambda action, reading, vocabulary: find_text(reading),
}
