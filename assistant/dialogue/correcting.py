"""Corrections of an adjustment that was just proposed: "no, I meant pay", "no, call it Parcels"."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.adjusting_stages import named_stages
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Reading

Found = tuple[str, dict[str, Any]]

_LEAD = re.compile(
    r"^(?:(?:no|nope|nah|sorry|oops|wait|hang on|hm+|well|actually|rather|instead|i meant|i mean|meant|make (?:it|that)|"
    r"call (?:it|that)|better|to be|that should be|it should be|should be)\b[\s,.:;!-]*)+",
    re.IGNORECASE,
)
_ONE_STAGE = frozenset(("relabel", "relabel_several", "relabel_matching", "map_driver"))
_MOST_WORDS = 4
_SMALL = frozenset(
    "the a an to it as is in under of stage step please pls not that about one i meant mean then ta rather instead sorry".split()
)


def corrected(reading: Reading, context: Context) -> Found | None:
    """Return the last adjustment with what an utterance names instead, or None."""
    step = context.step
    lead = _LEAD.match(reading.text)
    if step is None or lead is None or reading.lower.endswith("?"):
        return None
    params = dict(step.params)
    if step.action in _ONE_STAGE:
        meant = {str(each.value) for each in named_stages(reading) if not each.negated}
        if len(meant) == 1 and not _more_is_said(reading, lead.end()):
            return step.action, {**params, "stage": meant.pop()}
    if step.action == "rename_stage" and (name := _name(reading, lead.end())):
        return step.action, {**params, "name": name}
    if step.action == "set_assumption":
        numbers = [each.value for each in reading.all("number", "top", "percent")]
        if len(numbers) == 1 and not _more_is_said(reading, lead.end()):
            return step.action, {**params, "value": float(numbers[0])}
    department = reading.first("department")
    if step.action == "assign_department" and department:
        return step.action, {**params, "department": str(department)}
    return None


def _name(reading: Reading, at: int) -> str | None:
    if (quoted := reading.first("quoted")) is not None:
        return str(quoted)
    said = reading.text[at:].strip(" .!")
    # A name of its own begins with a capital; "no, undo that" is none.
    return said if said[:1].isupper() and len(said.split()) <= _MOST_WORDS else None


def _more_is_said(reading: Reading, at: int) -> bool:
    left = re.findall(r"[a-z']+", reading.blanked()[at:])
    return any(word not in _SMALL for word in left)
