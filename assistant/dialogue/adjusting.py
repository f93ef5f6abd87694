"""Adjustments in plain words: each has a verb of its own, and everything that it needs is named.

An adjustment is understood from such a frame only, never from likeness to examples: whatever does
not fit is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from assistant.dialogue.mentions import Mention, Reading
from assistant.dialogue.names import given_name, names_in, tail_after
from assistant.dialogue.plan import Context
from assistant.dialogue.slots import PRONOUN, pick

Found = tuple[str, dict[str, Any]]
Frame = Callable[[Reading, Context], Found | None]

_RENAME = re.compile(
    r"\brename\b|\bretitle\b|\brechristen\b|\bchange the name\b|\b(?:should|shall|ought to|must|is to|needs to|could) be (?:called|named|renamed|titled)\b"
    r"|\bis what it should be called\b|\bcall (?:the |our )?\{|\bname (?:the )?\{stage\}|\bsounds better\b|\bbetter name\b|\bgive \{stage\}.* the name\b|\bwe call \{stage\}|\bcall it\b(?! a day)"
)
_MERGE = re.compile(
    r"\bmerge\b|\bcombine\b|\bfold\b|\blump\b|\bunify\b|\bunite\b|\bjoin\b|\bconsolidate \{|\bone and the same\b|\bthe same thing\b|= ?(?:one|\{number\}) stage"
    r"|\b(?:make|treat) .*\b(?:one|a single)\b|\btogether\b|\bshould be one\b"
)
_SPLIT = re.compile(
    r"\bsplit\b|\bdivide\b|\bbreak\b.*\b(?:up|into|apart)\b|\bseparate\b|\btwo (?:separate )?(?:stages|things)\b|\bought to be (?:two|three)\b|\bshould be (?:two|three)\b"
)
_ADD = re.compile(
    r"\b(?:add|create|insert|introduce|make)\b.*\b(?:stage|step)\b|\bnew (?:stage|step)\b|\bneed (?:a|another) (?:\w+ )?(?:stage|step)\b|\b(?:stage|step) called\b"
    r"|^(?:please )?(?:add|insert) \{quoted\}|\bthere should be a (?:stage|step)\b|\blet's have (?:that one|it)\b"
)
_REMOVE = re.compile(
    r"\b(?:remove|delete|drop|kill|scrap|axe|ditch|bin|get rid of|take out|throw out|lose)\b|\bdon't need\b|\btake \{stage\}.* out\b|\bno longer need\b"
)
_MOVE = re.compile(
    r"\{stage\}.*\b(?:before|after|behind|ahead of|in front of|following)\b.*\{stage\}|\b(?:before|after|behind)\b.*\{stage\}"
)
_MOVE_VERB = re.compile(
    r"\b(?:move|put|shift|place|come|comes|goes|go|push|pull|swap|reorder|belongs|sits|drag|bump)\b|\bso it's\b|\bshould be\b"
)
_DESCRIBE = re.compile(
    r"\bdescri(?:be|ption|bes|bed)\b|\bmeans that\b|\bcovers\b|\bis about customers\b"
)
_ASSIGN = re.compile(
    r"\bbelongs? to\b|\bassign\b|\bhandled by\b|\bhandles?\b|\bowns?\b|\bresponsible\b|\bin charge\b|\bowned by\b|\bgive \{stage\}.* to\b|\bthe department of\b|\blooks? after\b|\btakes? over\b|\brun by\b"
)
_TEAM = re.compile(r"\b(?:team|department|dept|desk|folks|people|crew|group|lot)\b")
_STATUS = (
    ("open", re.compile(r"\bre-?open\b")),
    ("dismissed", re.compile(r"\bdismiss(?:ed)?\b|\bignore\b|\bnot a (?:real )?gap\b|\bnonsense\b|\brubbish\b|\bdiscard\b|\bnot relevant\b|\bthrow (?:it|that) out\b|\bwon't fix\b")),
    ("fixed", re.compile(r"\bfixed\b|\bis done\b|\bclosed?\b|\bsorted\b|\bsolved\b|\bresolved\b|\bput right\b|\bdealt with\b|\bwe (?:changed|updated|corrected) (?:the )?\{product\}|\bis live\b")),
    ("accepted", re.compile(r"\baccept(?:ed)?\b|\bconfirm(?:ed)?\b|\bapproved?\b|\bagreed\b|\bconvinced\b")),
)  # fmt: skip
_RELABEL = re.compile(
    r"\b(?:put|move|relabel|label|file|refile|reassign|re-?classify|change|correct|amend|shift|should (?:be|go|sit|have been)|belongs?|it's|is|that's|this is|that was|mark|set|make|goes|send|switch)\b"
)
_MATCHING = re.compile(
    r"\b(?:everything|anything|all|every|any|whoever|whenever|contacts|calls|tickets|those|these|ones|bulk|people|if (?:they|someone|somebody)|rule)\b"
)
_MATCHED = re.compile(
    r"\b(?:mention(?:s|ing)?|say(?:s|ing)?|contain(?:s|ing)?|about|with|the words?|points?:|rule:)\s+(?:(?:the|a|an|word|words|about)\s+)*(?P<a>[\w'& -]{2,40}?)\s+(?=(?:belongs?|goes?|go|should|under|to|are|is|into|in|means?|must|ought|it|as)\b)"
    r"|\b(?:all|every|any)\s+(?:the\s+)?(?P<b>[\w'& -]{2,30}?)\s+(?:ones?|contacts?|calls?|tickets?|chats?|emails?|things?)\b"
    r"|\brelabel everything (?:with|saying|about)\s+(?P<c>[\w'& -]{2,30}?)\s+(?:as|to)\b"
    r"|\brule:?\s+(?P<d>[\w'& -]{2,30}?)\s+(?:means|is|->|goes)"
)
_ASSUME = re.compile(
    r"\b(?:assume|assuming|assumption|let's say|suppose that a|take|use|set|put|should be|is|make|reckon|work with|says)\b"
)
_ASSUMED = re.compile(
    r"\b(?:cost|costs|wage|rate|price of a (?:call|contact)|handle time|handling time|aht|orders|abandonment|salary|per (?:call|contact|email|chat|hour|week|ticket)|an hour|call again|budget|assum\w+)\b"
)
_EVERY = re.compile(r"\b(?:every(?: single)?|all(?: the| of the)?|each)\s+(?:description )?gaps?\b")


def find_adjustment(reading: Reading, context: Context) -> Found | None:
    """Return the adjustment that an utterance asks for, with its parameters, or None.

    Parameters that are not named stay out; `RelabelParams` and its like say what is needed.
    """
    for frame in _FRAMES:
        if (found := frame(reading, context)) is not None:
            return found
    return None


def _stages(reading: Reading) -> list[Mention]:
    return [each for each in reading.mentions if each.slot == "stage"]


def _stage(reading: Reading, context: Context) -> str | None:
    """Return the stage named, or the one that "it" means."""
    named = _stages(reading)
    if named:
        return str(named[0].value)
    if context.step is not None and context.step.action in (
        "show_stage",
        "rename_stage",
        "add_stage",
        "describe_stage",
        "split_stage",
        "merge_stages",
    ):
        return context.focus.get("stage")
    return None


def _steering(reading: Reading, context: Context) -> Found | None:
    text = reading.lower
    undoing = (
        r"undo|revert|roll(?: \w+){0,3} back|take(?: \w+){0,3} back|reverse|un-?do|cancel|scratch"
    )
    entry = reading.first("entry")
    if entry is not None and re.search(rf"\b(?:{undoing})\b", text):
        return "revert", {"entry": entry}
    last = r"(?:that|it|this|the last|my last|what i|last)\b"
    if re.search(r"\b(?:redo|re-do|reapply)\b|\bbring (?:it|that) back\b|\bundo the undo\b", text):
        return "redo", {}
    if re.search(rf"^(?:\w+[,.! ]+){{0,5}}undo\b|\b(?:undo|reverse|cancel|revert|scratch) {last}", text) or (
        re.search(r"\btake (?:it|that|this) back\b|\broll (?:it|that) back\b|\bput it back\b", text)
    ):  # fmt: skip
        return "undo", {}
    return None


def _rename(reading: Reading, context: Context) -> Found | None:
    masked = reading.masked()
    if not _RENAME.search(masked) or _ADD.search(masked) or _MERGE.search(masked):
        return None
    stage = _stage(reading, context)
    if stage is None:
        return None
    name = given_name(reading, _stages(reading)[:1])
    return "rename_stage", {"stage": stage, **({"name": name} if name else {})}


def _merge(reading: Reading, context: Context) -> Found | None:
    named = _stages(reading)
    if not _MERGE.search(reading.masked()) or len(named) < 2:
        return None
    stages = list(dict.fromkeys(str(each.value) for each in named))
    params: dict[str, Any] = {"stages": stages}
    for each in named[1:]:
        before = reading.lower[: each.start].rstrip()
        if re.search(
            r"\b(?:into|in with|onto)(?: the)?$|\b(?:keep|keeping|call) (?:it|them|that)(?: as)?$|\bas$",
            before,
        ):
            params["into"] = str(each.value)
    if "into" not in params and (name := given_name(reading, named, after_last=True)):
        params["into"] = name
    return ("merge_stages", params) if len(stages) > 1 else None


def _split(reading: Reading, context: Context) -> Found | None:
    if not _SPLIT.search(reading.masked()):
        return None
    stage = _stage(reading, context)
    if stage is None:
        return None
    names = names_in(reading, _stages(reading)[:1])
    return "split_stage", {"stage": stage, **({"into": names} if len(names) > 1 else {})}


def _add(reading: Reading, context: Context) -> Found | None:
    masked = reading.masked()
    proposed = context.step is not None and context.step.action == "proposed_stages"
    if not _ADD.search(masked) or (re.search(r"\blet's have\b", masked) and not proposed):
        return None
    from assistant.dialogue.names import added

    params = added(reading)
    return ("add_stage", params) if params.get("name") else None


def _remove(reading: Reading, context: Context) -> Found | None:
    if not _REMOVE.search(reading.masked()):
        return None
    stage = _stage(reading, context)
    named = _stages(reading)
    if stage is None or any(m.slot in ("contact", "gap") for m in reading.mentions):
        return None
    params: dict[str, Any] = {"stage": stage}
    if len(named) > 1:
        params["into"] = str(named[-1].value)
    return "remove_stage", params


def _move(reading: Reading, context: Context) -> Found | None:
    masked = reading.masked()
    named = _stages(reading)
    if not _MOVE.search(masked) or not _MOVE_VERB.search(masked):
        return None
    if len(named) < 2:
        return None
    between = reading.lower[named[0].end : named[1].start]
    side = "before" if re.search(r"\b(?:before|ahead of|in front of)\b", between) else "after"
    if not re.search(r"\b(?:before|ahead|front|after|behind|following)\b", between):
        return None
    return "move_stage", {"stage": str(named[0].value), side: str(named[1].value)}


def _describe(reading: Reading, context: Context) -> Found | None:
    if not _DESCRIBE.search(reading.lower):
        return None
    stage = _stage(reading, context)
    text = reading.first("quoted") or tail_after(
        reading, r"\b(?:should (?:read|be|say)|to(?: read)?|as|reads?|covers|means that|:)\s+"
    )
    if stage is None or not text:
        return None
    return "describe_stage", {"stage": stage, "description": str(text)}


def _assign(reading: Reading, context: Context) -> Found | None:
    masked = reading.masked()
    named = _stages(reading)
    departments = reading.all("department")
    if not _ASSIGN.search(masked) or not named or len(named) > 2:
        return None
    if not departments and not _TEAM.search(masked):
        return None
    if any(each.slot in ("contact", "quoted") for each in reading.mentions):
        return None
    department = str(departments[0].value) if departments else _team(reading)
    return (
        ("assign_department", {"stage": str(named[0].value), "department": department})
        if department
        else None
    )


def _team(reading: Reading) -> str | None:
    found = re.search(
        r"\b(?:the |our )?([\w&-]+(?: [\w&-]+)?) (?:team|department|dept|desk|folks|people|crew|group|lot)\b",
        reading.lower,
    )
    if not found:
        return None
    return re.sub(
        r"^(?:the|our|to|by|belongs?|of|for|with|stage) ", "", reading.text[slice(*found.span(1))]
    )


def _mark(reading: Reading, context: Context) -> Found | None:
    masked = reading.masked()
    status = next((name for name, said in _STATUS if said.search(masked)), None)
    if status is None or _EVERY.search(reading.lower):
        return None
    gap = reading.first("gap")
    at = reading.first("ordinal")
    gaps_shown = not context.rows or any(row.kind == "gap" for row in context.rows)
    if gap is None and at is not None and context.step is not None and gaps_shown:
        gap = pick(context, at)
    if (
        gap is None
        and (PRONOUN.search(reading.lower) or "{product}" in masked)
        and "gap" in context.focus
    ):
        gap = context.focus["gap"]
    if gap is None or re.search(r"\b(?:did|has|have|is|are|was|were|which)\b.*\?$", reading.lower):
        return None
    params: dict[str, Any] = {"gap": gap, "status": status}
    period = reading.first("period")
    if period is not None and period.since and status == "fixed":
        params["on"] = period.since.isoformat()
    return "mark_gap", params


def _relabel(reading: Reading, context: Context) -> Found | None:
    named = [each for each in _stages(reading) if not each.negated]
    if not named or not _RELABEL.search(reading.lower):
        return None
    contact = reading.first("contact")
    at = reading.first("ordinal")
    contacts_shown = context.step is not None and context.step.action in (
        "find_contacts",
        "evidence",
        "explain_contact",
    )
    if contact is None and at is not None and contacts_shown:
        contact = pick(context, at)
    if (
        contact is None
        and contacts_shown
        and context.step is not None
        and context.step.action == "explain_contact"
    ):
        contact = context.focus.get("contact")
    if contact is None or re.search(r"\?\s*$|\bwhy\b|\bexplain\b|\bhow\b", reading.lower):
        return None
    negative = re.compile(
        r"\b(?:not|isn't|rather than|instead of|n't|from|as|down as|under)\s+(?:about |an? |the )?$"
    )
    right = [each for each in named if not negative.search(reading.lower[: each.start])] or named
    return "relabel", {"contact": contact, "stage": str(right[-1].value)}


def _matching(reading: Reading, context: Context) -> Found | None:
    named = [each for each in _stages(reading) if not each.negated]
    if not named or not _MATCHING.search(reading.lower) or reading.first("contact"):
        return None
    if not re.search(
        r"\b(?:belongs?|goes?|go|should|move|put|file|relabel|shift|shifted|are|is|means|bulk|into|under)\b",
        reading.lower,
    ):
        return None
    stage = str(named[-1].value)
    if (quoted := reading.first("quoted")) is not None:
        return "relabel_matching", {"text": str(quoted), "stage": stage}
    last = named[-1]
    for match in _MATCHED.finditer(reading.lower):
        group = match.lastgroup or "a"
        if match.start(group) < last.start:
            return "relabel_matching", {
                "text": reading.text[slice(*match.span(group))].strip(),
                "stage": stage,
            }
    return None


def _assume(reading: Reading, context: Context) -> Found | None:
    numbers = [m for m in reading.mentions if m.slot in ("number", "percent", "top")]
    text = reading.lower
    if not numbers or not _ASSUME.search(text) or not _ASSUMED.search(text) or text.endswith("?"):
        return None
    from assistant.dialogue.names import assumed_name

    name = assumed_name(reading, numbers[-1])
    return ("set_assumption", {"name": name, "value": float(numbers[-1].value)}) if name else None


def _forget(reading: Reading, context: Context) -> Found | None:
    found = re.search(
        r"\b(?:forget|erase|delete|remove|gdpr)\b.*\bcustomer\s+((?=\S*[\d@-])\S+)", reading.lower
    )
    return ("forget", {"customer": reading.text[slice(*found.span(1))]}) if found else None


def frames() -> Iterator[Frame]:
    """Yield the frames in the order in which they are tried."""
    yield from _FRAMES


_FRAMES: tuple[Frame, ...] = (
    _steering, _forget, _describe, _rename, _split, _merge, _add, _mark, _assign, _matching, _relabel, _move, _remove,
    _assume,
)  # fmt: skip
