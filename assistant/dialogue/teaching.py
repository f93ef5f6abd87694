"""Answers to the question what a group of contacts is about: "yes", a stage, "split it", "skip"."""

from __future__ import annotations

import re

from assistant.dialogue.readings import Reading

_ANSWERS = (
    ("skip", re.compile(r"\bskip\b|^(?:i'll )?pass\b|\bpass on (?:it|that)\b|\b(?:no|not a) (?:idea|clue)\b|\bcan't tell\b|\bcouldn't tell\b")),
    ("split", re.compile(r"\bsplit\b|\btwo (?:different )?things\b|\bhalf\b.*\bhalf\b|\bmixed\b|\bbreak (?:it|them|that|that group)(?: all)? up\b|\btwo sorts\b|\bnot all (?:of one|the same)\b")),
)  # fmt: skip
_YES = re.compile(r"\b(?:yes|yep|yeah|yup|aye|correct|right|spot on|exactly|agreed)\b")
_NO = re.compile(r"\b(?:no|not|nope|nah|wrong|isn't|aren't)\b")
_QUESTION = re.compile(r"(?<![\w-])(q-[a-z0-9]+)\b")


def taught(reading: Reading) -> str | None:
    """Return the answer that an utterance gives, or None where it gives none."""
    for answer, said in _ANSWERS:
        if said.search(reading.lower):
            return answer
    if (stage := reading.first("stage")) is not None:
        return str(stage)
    return "yes" if _YES.search(reading.lower) and not _NO.search(reading.lower) else None


def question_of(reading: Reading) -> str | None:
    """Return the id of the question that is answered, where one is named."""
    found = _QUESTION.search(reading.lower)
    return found[1] if found else None
