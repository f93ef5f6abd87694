"""Who performs a stage, what customers do there, and what a new one is, where that is meant."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.called import name_at, said_name
from assistant.dialogue.likely_stages import quotes, stage_spoken_of, stages_named
from assistant.dialogue.names import described, placed
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Mention, Reading
from assistant.dialogue.vocabulary import Vocabulary

Found = tuple[str, dict[str, Any]]

_WRITTEN = re.compile(
    r"\b(?:write it|should (?:read|say|be)|(?:to|as|shall) (?:read|say)|have it (?:say|read)|let it (?:say|read)|(?:as|for) (?:its|the) (?:description|text)|"
    r"(?:description|text) (?:to|should|shall) (?:be|read|say)|(?:description|text) (?:is|=)|put|say|says|write|reads?|describe it as|described as|covers|means that|means|in mine it's|(?:it|that) is|it's|that's)\b"
    r"(?:\s+(?:that|it's|it is|this|for it|there|instead))*\s*[:,=-]*\s*",
    re.IGNORECASE,
)  # fmt: skip
_AFTERWARDS = re.compile(
    r"(?:[.?!;,]\s+|\s-\s+)(?:(?:please|pls|ok|okay|thanks|cheers|ta)\b.*|(?:and )?(?:could|would|can|will) you\b.*|(?:and )?(?:use|put|set|enter|write|take|go with|make it) (?:mine|that|this|it)\b.*"
    r")$|(?:[.?!;]\s+|\s-\s+)(?:that|that's|this|it|the|dont|don't|no|nothing|we|i|i'm|so|and that)\b.*$",
    re.IGNORECASE,
)


def describe(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read the stage and its words: "for research say: wants facts before buying"."""
    named = stages_named(reading, vocabulary)
    text, at = _described(reading, named, vocabulary)
    own = [each for each in named if each.end <= at] or named
    stage = str(own[0].value) if own else stage_spoken_of(reading, context)
    return ("describe_stage", {"stage": stage, "description": text}) if stage and text else None


def _described(reading: Reading, named: list[Mention], vocabulary: Vocabulary) -> tuple[str, int]:
    """Return the words that describe a stage, and where they begin."""
    text = reading.text
    colon = list(re.finditer(r":\s+", text))
    quoted = quotes(reading, vocabulary)
    if quoted and (not colon or quoted[-1][0] >= colon[-1].start()):
        return text[slice(*quoted[-1])].strip(" \"'`"), quoted[-1][0]
    marks = [m for m in _WRITTEN.finditer(text) if m.end() < len(text)]
    behind = [m for m in marks if named and m.start() >= named[0].end] or marks[-1:]
    at = colon[0].end() if colon else behind[0].end() if behind else 0
    if not at:
        sentences = [m.end() for m in re.finditer(r"\.\s+", text)]
        at = sentences[-1] if sentences else named[0].end if named else 0
    elif not colon and (sentence := re.match(r"[^.?!]{0,40}[.?!]\s+(?=[A-Z])", text[at:])):
        at += sentence.end()
    told = text[at:].strip()
    while (cut := _AFTERWARDS.sub("", told)) != told:
        told = cut
    return told.strip(" \"'`,.;:!?-"), at


_TEAM = r"(?:team|department|dept|desk|folks|people|crew|group|lot|guys)"
_BY = re.compile(
    r"(?:\b(?:by|to|with|belongs? to|=|it's|is|be|for|are|was|does is|put|say|enter|not billing but)|[=:>])\s+(?:the |our )?$"
)
_DOES = re.compile(
    rf"(?:'s)?\s+(?:{_TEAM}\b|(?:does|do|did|took|takes?|owns?|handles?|performs?|runs?|looks?|gets?|should|will|can|now)\b)"
)
_NO_MORE = re.compile(
    r"(?:\bnot|\bn't|\bused to be|\bno longer|\binstead of|\brather than|\bfrom)\s+(?:the |our )?$"
)
_NO_LONGER = re.compile(r"\s+(?:have|has|had) nothing|\s+(?:no longer|don't|doesn't|used to|isn't|aren't)\b")  # fmt: skip


def assign(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read the stage and who performs it: "who does it is technical", "give that to orders"."""
    named = stages_named(reading, vocabulary)
    scored = []
    for name, start, end in _departments(reading, vocabulary):
        before, after = reading.lower[:start], reading.lower[end:]
        if _NO_MORE.search(before) or _NO_LONGER.match(after):
            continue
        own = [m for m in named if m.start < end and start < m.end]
        sure = 2 * bool(_BY.search(before)) + 2 * bool(_DOES.match(after)) + (not own) + (" " in name)  # fmt: skip
        scored.append((sure, start, end, name))
    if not scored:
        return None
    _, start, end, department = max(scored)
    rest = [m for m in named if m.end <= start or m.start >= end]
    others = {n.lower() for n in vocabulary.departments}
    rest = [m for m in rest if reading.lower[m.start : m.end] not in others] or rest
    stage = str(rest[0].value) if rest else stage_spoken_of(reading, context)
    return ("assign_department", {"stage": stage, "department": department}) if stage else None


_BETWEEN = r"\W+(?:(?:and|&)\W+)?"


def _departments(reading: Reading, vocabulary: Vocabulary) -> list[tuple[str, int, int]]:
    """Return the departments named, with where; of overlapping ones the longest."""
    found: list[tuple[str, int, int]] = []
    for name in sorted(vocabulary.departments, key=lambda each: (-len(each), each.islower())):
        words = [re.escape(each) for each in re.findall(r"\w+", name.lower()) if each != "and"]
        said = rf"(?<!\w){_BETWEEN.join(words)}(?!\w)"
        for start, end in (match.span() for match in re.finditer(said, reading.lower)):
            if all(end <= s or start >= e for _, s, e in found):
                found.append((name, start, end))
    return found


_FOR_WHOM = re.compile(
    r"(?:\bfor|\babout|\bwhere|\bcover(?:s|ing)?|^|[,.;:!?]|\s-)\s*((?:the |all the |those )?(?:people|folks?|those|customers|buyers|anyone|anybody|everyone|everybody|callers|users|owners|households)\b.*)$",
    re.IGNORECASE,
)
_IS_FOR = (
    re.compile(
        r"\b(?:for|about|where|cover(?:s|ing)?)\s+((?:the |all the |those )?(?:people|folks?|those|customers|buyers|anyone|anybody|everyone|everybody|callers|users|owners|households)\b.*)$",
        re.IGNORECASE,
    ),
    re.compile(r"\bno (?:home|place|stage) for (?:the )?(.+)$", re.IGNORECASE),
    re.compile(r"\bnowhere for (?!it\b|them\b|that\b|those\b)(?:the )?(.+)$", re.IGNORECASE),
    re.compile(r"\bdescribe it as\s+(.+)$", re.IGNORECASE),
)
_A_ONE = re.compile(
    r"\b(?:an?|another|the|new)\s+(?:new |extra |separate )?((?!new\b|stage\b|separate\b|extra\b)[\w'&-]+(?: [\w'&-]+){0,3}?)\s+(?:one|stage|step)\b"
)
_ONE_FOR = re.compile(r"\b(?:one|stage|step|something) for (?:the )?([\w' &-]+?)(?=[,.;:!?]|\s-\s|$)(?:[,:]\s+(.+))?")  # fmt: skip
_SAY = re.compile(r"\b(?:they|who|people|customers) say (?:things like |stuff like )?[\"']?(.+?)[\"']?[.!]?$", re.IGNORECASE)  # fmt: skip
_A_LIST = re.compile(
    r"\s*[!,:.-]+\s+([a-z][^.!?]*(?:,\s*[^.!?,]+)+)|[\"']?\s*(?:\s-|:|\()\s*((?:[a-z][\w'-]*[ ,]+){2,}[\w'-]+)"
)
_SENTENCE = re.compile(
    r"[.!?;]\s|[.!?]$|\s-\s|,\s+(?:they|and they|please|pls|sits|after|behind)\b"
)


def add(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read name, place and description: "want a Recalls one", "Spares!! sits after use"."""
    text, params = placed(reading)
    quotes = [(m.start, m.end) for m in reading.all("quoted")]
    say = _SAY.search(text)
    quotes = [each for each in quotes if say is None or each[0] < say.start()]
    found = _new_name(text, quotes)
    if found is None:
        return None
    name, end = found
    params["name"] = name
    if (told := _told(text, name, end)) is not None:
        params["description"] = told
    if say is not None and (said := say[1].strip(" \"'.!")):
        params["examples"] = [said]
    return "add_stage", params


def _new_name(text: str, quotes: list[tuple[int, int]]) -> tuple[str, int] | None:
    if not quotes and (one := _A_ONE.search(text)) and one[1][0].isupper():
        return one[1], one.end(1)
    topic = _ONE_FOR.search(text)
    found = said_name(text, text, quotes[:1], alone=topic is None)
    if found is not None:
        return found[0], found[1][1]
    if topic is not None:
        return topic[1][0].upper() + topic[1][1:].strip(), topic.end(1)
    if one := _A_ONE.search(text):
        return one[1][0].upper() + one[1][1:], one.end(1)
    named = name_at(text, 0)
    return (named[0], named[1][1]) if named and named[0][0].isupper() else None


def _told(text: str, name: str, end: int) -> str | None:
    """Return what customers do at a new stage."""
    for part, patterns in ((text[end:], (_FOR_WHOM, *_IS_FOR)), (text, _IS_FOR)):
        for pattern in patterns:
            if found := pattern.search(part):
                told = next(each for each in found.groups() if each)
                told = _SENTENCE.split(told)[0].strip(" \"'`,.;:!?-")
                if told and name not in told:
                    return told
    if (told := described(text, text[end:])) is not None:
        return told
    listed = _A_LIST.match(text[end:])
    return (listed[1] or listed[2]).strip(" ,.;:!?-") if listed else None
