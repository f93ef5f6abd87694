"""Adjustments of the journey: each has a verb of its own, and names the stages concerned."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.names import added, given_name, names_in, tail_after
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Mention, Reading

Found = tuple[str, dict[str, Any]]

_RENAME = re.compile(
    r"\brename\b|\bretitle\b|\brechristen\b|\bchange the name\b|\b(?:should|shall|ought to|must|is to|needs to|could) be (?:called|named|renamed|titled)\b"
    r"|\bis what it should be called\b|\bcall (?:the |our )?\{|\bname (?:the )?\{stage\}|\bsounds better\b|\bbetter name\b|\bgive \{stage\}.* the name\b|\bwe call \{stage\}|\bcall it\b(?! a day)|\brelabel the (?:stage \{stage\}|\{stage\} stage)|\{stage\} (?:is|was) a (?:silly|bad|poor|stupid|terrible|daft) name|\b(?:word|name|term) for (?:the )?\{stage\} is\b"
)
_MERGE = re.compile(
    r"\bmerge\b|\bcombine\b|\bfold\b|\blump\b|\bunify\b|\bunite\b|\bjoin\b|\bconsolidate \{|\bone and the same\b|\bthe same thing\b|= ?(?:one|\{number\}) stage"
    r"|\b(?:make|treat|turn) .*(?:\bone\b|\ba single\b|\{number\} stage)|\bbundle\b|\bamalgamate\b|\btogether\b|\bshould be one\b|\{stage\} ?(?:\+|&) ?(?:the )?\{stage\}.*(?:->|=>|=)"
)
_SPLIT = re.compile(
    r"\bsplit\b|\bcut \{stage\}.* in(?:to)?\b|\bcome apart\b|\b(?:carve|chop|take|pull) \{stage\}.* (?:up|apart)\b|\bdivide\b|\bbreak\b.*\b(?:up|into|apart)\b|\bseparate\b|\btwo (?:separate )?(?:stages|things)\b|\bought to be (?:two|three)\b|\bshould be (?:two|three)\b"
)
_ADD = re.compile(
    r"\b(?:another|additional|extra) (?:stage|step)\b|\bthere (?:ought to|needs to|must|has to) be an? .*\b(?:stage|step)\b|\b(?:add|create|insert|introduce|make)\b.*\b(?:stage|step)\b|\bnew (?:stage|step)\b|\bneed (?:a|another) (?:\w+ )?(?:stage|step)\b|\b(?:stage|step) called\b"
    r"|^(?:please )?(?:add|insert) \{quoted\}|\bthere should be a (?:stage|step)\b|\blet's have (?:that one|it)\b"
)
_JUST_ADD = re.compile(r"^(?:please )?add ((?:[A-Z\"'][\w'\"&-]*)(?: [\w'\"&-]+){0,4})[.!]?$")
_REMOVE = re.compile(
    r"\b(?:remove|delete|drop|kill|scrap|axe|ditch|bin|get rid of|take out|throw out|lose)\b|\bdon't need\b|\btake \{stage\}.* out\b|\bno longer need\b"
)
_REMOVE_IT = re.compile(
    rf"(?:{_REMOVE.pattern})(?:(?!\bfolk|\bcustomers|\bpeople).){{0,60}}?(?:\{{stage\}}|\bstages?\b|\bsteps?\b|\bit\b|\bthat\b|\bthis\b|\bone\b)|\{{stage\}}.*(?:{_REMOVE.pattern})"
)
_GOES = re.compile(
    rf"{_REMOVE.pattern}|\b(?:can go|goes|do away|merge it away|pointless|axed?|nuke|zap|chop|shut|close|retire|dissolve)\b"
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
_POINTS = re.compile(r"\b(?:does|do|handles?|owns?|has|runs?|takes?) (?:this|that|it)\b")
_OWNS = re.compile(
    r"^(?:the |our )?\{stage\} (?:owns|handles|runs|does|is responsible for|looks after|takes over) (?:the |our )?\{stage\}"
)
_TAKEN_OUT = re.compile(
    r"^(?:please |let's |we should |can we )?(?:remove|delete|drop|kill|scrap|axe|ditch|bin|lose|get rid of) "
)
_JOB = re.compile(
    r"\{stage\} (?:stage )?(?:is|should be) (?:the )?(?:\{stage\}|\{department\})(?:'s?)? (?:\w+'s? )?(?:job|business|task|responsibility|work)\b"
)
_IT = re.compile(
    r"^(?:(?:no|actually|well|really|but|hm+|and)[ ,]+)*(?:it|this|that)(?:'s| is| should| ought)\b"
)
_ARROW = re.compile(r"^(?:the )?\{stage\}(?: stage)? ?(?:->|=>)")
_TEAM = re.compile(r"\b(?:team|department|dept|desk|folks|people|crew|group|lot)\b")


def named_stages(reading: Reading) -> list[Mention]:
    """Return the stages that an utterance names."""
    return [each for each in reading.mentions if each.slot == "stage"]


def _stage(reading: Reading, context: Context) -> str | None:
    """Return the stage named, or the one that "it" means."""
    named = named_stages(reading)
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


def rename(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "call the paying stage Billing"."""
    masked = reading.masked()
    arrow = _ARROW.search(masked) and not _SPLIT.search(masked)
    if not likely and (
        not (arrow or _RENAME.search(masked)) or _ADD.search(masked) or _MERGE.search(masked)
    ):
        return None
    stage = _stage(reading, context)
    if stage is None:
        return None
    named = named_stages(reading)[:1]
    name = given_name(reading, named)
    for own in (reading.text[each.start : each.end] for each in named):
        if name and own in name:
            # "Call that step 'Paying' Billing": what stands before the name is no part of it.
            name = name.rpartition(own)[2].strip(" '\"’”")
    return "rename_stage", {"stage": stage, **({"name": name} if name else {})}


def _before_a_name(reading: Reading) -> list[Mention]:
    """Return the stages that are not part of the name that the merged one shall have."""
    named = named_stages(reading)
    called = re.search(r"\b(?:called|named|and call (?:it|them))\s+", reading.lower)
    return [each for each in named if called is None or each.start < called.end() or len(named) < 3]


def _name_like_a_stage(reading: Reading, named: list[Mention]) -> str | None:
    """Return the name that the merged stage shall have where it is also what people call another."""
    last, others = named[-1] if named else None, {str(each.value) for each in named[:-1]}
    if last is None or len(others) < 2 or not reading.text[last.start].isupper():
        return None
    if not re.search(r"\b(?:into|as|named?|called?|it|them)\s+$", reading.lower[: last.start]):
        return None
    return reading.text[last.start : last.end]


def merge(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "merge researching and reviewing options"."""
    named = _before_a_name(reading)
    masked = reading.masked()
    if _TAKEN_OUT.match(masked) or not (likely or _MERGE.search(masked)) or len(named) < 2:
        return None
    if (name := _name_like_a_stage(reading, named)) is not None:
        named = named[:-1]
    stages = list(dict.fromkeys(str(each.value) for each in named))
    params: dict[str, Any] = {"stages": stages, **({"into": name} if name else {})}
    for each in named[1:]:
        before = reading.lower[: each.start].rstrip()
        if re.search(
            r"\b(?:into|in with|onto|part of)(?: the)?$|\b(?:keep|keeping|call) (?:it|them|that)(?: as)?$|\bas$|\b(?:keep|keeping|name\b.*(?:=|is))(?: the)?$",
            before,
        ) or re.match(r"\s+(?:survives|stays|remains|wins)\b", reading.lower[each.end :]):
            params["into"] = str(each.value)
    if "into" not in params and (name := given_name(reading, named, after_last=True)):
        params["into"] = name
    return ("merge_stages", params) if len(stages) > 1 else None


def split(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "split support into Repairs and Complaints"."""
    if not likely and not _SPLIT.search(reading.masked()):
        return None
    stage = _stage(reading, context)
    if stage is None:
        return None
    pointed = _IT.match(reading.lower) and context.step is not None and context.focus.get("stage")
    if pointed:
        stage = str(pointed)
    names = names_in(reading, [] if pointed else named_stages(reading)[:1])
    return "split_stage", {"stage": stage, **({"into": names} if len(names) > 1 else {})}


def add(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "add a stage called Repairs after support"."""
    masked = reading.masked()
    proposed = context.step is not None and context.step.action == "proposed_stages"
    if proposed and (named := _JUST_ADD.match(reading.text)) and not reading.mentions:
        return "add_stage", {"name": named[1].strip(" '\"")}
    if not likely and not _ADD.search(masked):
        return None
    if re.search(r"\blet's have\b", masked) and not proposed:
        return None
    params = added(reading)
    return ("add_stage", params) if params.get("name") else None


def remove(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "drop the paying stage, its contacts go to placing the order"."""
    if not (_REMOVE_IT if not likely else _GOES).search(reading.masked()):
        return None
    stage = _stage(reading, context)
    named = named_stages(reading)
    if stage is None or any(m.slot in ("contact", "gap") for m in reading.mentions):
        return None
    if not named and reading.mentions:
        return None  # "drop the emails" leaves something out of an answer
    params: dict[str, Any] = {"stage": stage}
    if len(named) > 1:
        params["into"] = str(named[-1].value)
    return "remove_stage", params


def move(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "paying comes before placing the order"."""
    masked = reading.masked()
    named = named_stages(reading)
    if not likely and not (_MOVE.search(masked) and _MOVE_VERB.search(masked)):
        return None
    if len(named) < 2:
        return None
    between = reading.lower[named[0].end : named[1].start]
    side = "before" if re.search(r"\b(?:before|ahead of|in front of)\b", between) else "after"
    if not re.search(r"\b(?:before|ahead|front|after|behind|following)\b", between):
        return None
    return "move_stage", {"stage": str(named[0].value), side: str(named[1].value)}


def describe(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "its description should read …"."""
    if not likely and not _DESCRIBE.search(reading.lower):
        return None
    stage = _stage(reading, context)
    text = reading.first("quoted") or tail_after(
        reading, r"\b(?:should (?:read|be|say)|to(?: read)?|as|reads?|covers|means that|:)\s+"
    )
    if stage is None or not text:
        return None
    return "describe_stage", {"stage": stage, "description": str(text)}


def assign(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "billing owns the paying stage"."""
    masked = reading.masked()
    named = named_stages(reading)
    departments = reading.all("department")
    if not named and _POINTS.search(reading.lower) and _TEAM.search(masked):
        return _assigned_here(reading, context)
    said = likely or _ASSIGN.search(masked) or _JOB.search(masked)
    if not said or not named or len(named) > 2:
        return None
    if len(named) == 2 and not departments and (found := _of_two(reading, named)):
        return found
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


def _of_two(reading: Reading, named: list[Mention]) -> Found | None:
    first, second = named
    if _OWNS.match(reading.masked()):
        owner = reading.text[first.start : first.end]
        return "assign_department", {"stage": str(second.value), "department": owner}
    if (team := _owner(reading, second)) is not None:
        return "assign_department", {"stage": str(first.value), "department": team}
    return None


def _owner(reading: Reading, named: Mention) -> str | None:
    """Return the team that shares its name with a stage: "assign paying to billing"."""
    before, after = reading.lower[: named.start], reading.lower[named.end :]
    if re.search(r"\bassign(?:ed)?\b.*\bto (?:the )?$", before) or re.match(
        r"'s? (?:\w+ )?(?:job|business|task|responsibility)\b", after
    ):
        return reading.text[named.start : named.end]
    return None


def _assigned_here(reading: Reading, context: Context) -> Found | None:
    stage = _stage(reading, context)
    departments = reading.all("department")
    department = str(departments[0].value) if departments else _team(reading)
    if stage is None or not department or reading.lower.endswith("?"):
        return None
    return "assign_department", {"stage": stage, "department": department}


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
