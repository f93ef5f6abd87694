"""Which stage an utterance means as a parameter, of those that its words may be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.dialogue.readings import Mention, Reading
from assistant.dialogue.spoken import spoken_department
from assistant.dialogue.vocabulary import Vocabulary, stage_called


def stage_meant(action: str, reading: Reading, vocabulary: Vocabulary) -> str | None:
    """Return the stage that is meant: of several the one beside a word that says so."""
    named = [each for each in reading.all("stage") if not each.negated]
    meant = [each for each in named if not _OF_US.search(reading.lower[: each.start])]
    if action == "find_contacts" and len(meant) == 1 and _is_general(meant[0], reading):
        return None
    told = [each for each in meant if _is_called_stage(each, reading)] or meant
    if not told and action in ("show_stage", "pain_points") and reading.all("quoted"):
        return stage_called(str(reading.first("quoted")), vocabulary)
    if not told and action in ("pain_points", "find_contacts", "show_stage"):
        return next((stage for stage, said in _CLAUSES if said.search(reading.lower)), None)
    return str(told[0].value) if told else None


_CLAUSES = (
    ("research", re.compile(r"\bbefore (?:they|people|buyers|customers|anyone|somebody)(?:'ve|'d| have| had| even| ever)* (?:buy|bought|order|ordered|purchased?)\b")),
    ("revise_or_inquire", re.compile(r"\b(?:once|after) (?:the|an|their) order(?:'s| is| has been)? placed\b")),
    ("use", re.compile(r"\b(?:once|after|when) (?:they|people|customers) have (?:it|the thing|them) at home\b")),
)  # fmt: skip
"""Stages that are told by a clause."""
_OF_US = re.compile(r"\b(?:i|i'm|i am|we|we're|we are|let me|boss is|should i)\s+(?:be\s+)?$")
_STAGE_BEHIND = re.compile(r"^\s+(?:stage|step|part|phase|bit)\b")
_STAGE_BEFORE = re.compile(r"\b(?:stage|step|part|phase|during|while)(?:\s+(?:of|the|called))*\s+$")


def _is_called_stage(mention: Mention, reading: Reading) -> bool:
    lower = reading.lower
    behind = _STAGE_BEHIND.match(lower[mention.end :])
    return bool(behind or _STAGE_BEFORE.search(lower[: mention.start]))


def _is_general(mention: Mention, reading: Reading) -> bool:
    """Whether "complaints" are any contacts: what they say or what they are about is told, too."""
    said = reading.lower[mention.start : mention.end]
    return said == "complaints" and bool(reading.all("quoted", "product", "column"))


def stages_meant(reading: Reading, params: Mapping[str, Any], vocabulary: Vocabulary) -> list[str]:
    """Return the stages named by words that name no department instead."""
    spoken = spoken_department(reading, vocabulary.departments) if "department" in params else None
    return [
        str(each.value)
        for each in reading.all("stage")
        if not each.negated
        and (spoken is None or each.end <= spoken.start or spoken.end <= each.start)
    ]


def only_complaints(reading: Reading) -> bool:
    """Whether the one stage named is "complaints", said of any contacts."""
    stages = reading.all("stage")
    return len(stages) == 1 and _is_general(stages[0], reading)


def without_departments(params: dict[str, Any], reading: Reading, vocabulary: Vocabulary) -> None:
    """Take out a stage whose words name a department: "high priority, Billing"."""
    named = {each.value for each in reading.all("stage")} if "department" in params else set()
    for name in ("stage", "of"):
        if params.get(name) in named:
            params.pop(name)
            if stages := stages_meant(reading, params, vocabulary):
                params[name] = stages[0]
