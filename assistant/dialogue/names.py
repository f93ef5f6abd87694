"""Names that people give: what a stage shall be called, what a new one is, what is assumed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any

from assistant.dialogue.readings import Mention, Reading

_TRAIL = re.compile(
    r"(?:[\s,.;!?]*\b(?:please|pls|thanks|cheers|ta|if you would|would you|instead|from now on|from today|for me|(?:and )?use (?:that|it)|then|okay|ok|separate them|two separate stages)\b)*[\s,.;!?]*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:[\s,.:;=>-]|'s\b|\b(?:becomes|now|is now|make it|from now on|to|as|into|in|be|is|called|named|the name|name|it|simply|just|something like|stage|step|namely|should|shall|ought|must|two|three|up|both|a|the|so|that)\b)+",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:^|[,.;:!]\s*)(?:\w+[,]\s+)?([A-Z][\w' &-]{1,40}?) (?:is what it should be called|sounds better|is a better name|would be better)"
)
_NAMED_BEFORE = re.compile(
    r"\b(?:an?|another|the)\s+(?:new |further |extra |separate )?([A-Z][\w'&-]*(?: [\w'&-]+)*?)\s+(?:stage|step)\b"
)
_NAMED_AS = re.compile(
    r"\b(?:add|insert|create|introduce|include)\s+([A-Z][\w' &-]+?)\s+as\s+(?:an?|another|an? (?:new|extra)|its own)\s+(?:new )?(?:stage|step)\b",
)
_IS_A_FIGURE = re.compile(
    r"^(?:(?:please|ok|no|actually|so|make|put|set|the|our|an?|every|each)[ ,]+)*(?!(?:assume|use|take|reckon|say|with|for)\b)([a-z][\w -]{2,40}?)\s*(?:\b(?:should be|is now|is|are|costs(?: us)?|=|at|to)(?=\s|$)|:)?\s*(?:now |about |around |roughly |more like )*[£$€]?\s*$",
    re.IGNORECASE,
)
_COSTLY = frozenset(("call", "chat", "email", "contact", "ticket", "phone call", "e-mail"))
_PARTS = re.compile(r"\s*(?:,\s*and\b|,|/|\+|;|\band\b|&)\s*", re.IGNORECASE)
_LONGEST = 60


def given_name(
    reading: Reading, named: Sequence[Mention], *, after_last: bool = False
) -> str | None:
    """Return the name that a stage shall have: quoted, or what follows the words that name it."""
    if (quoted := reading.first("quoted")) is not None:
        return str(quoted)
    before = None if after_last else _BEFORE.search(reading.text)
    if found := before or re.search(r"\b(?:make it|becomes)\s+([A-Z].*)$", reading.text):
        return _tidy(found[1])
    said = r"\b(?:call (?:it|them|that)|(?:into )?(?:one )?called|should be called|shall be called|be (?:called|named|renamed(?: to)?)|the name(?! of| for)|named|titled|name (?:it|them|that))\s+"
    if name := tail_after(reading, said):
        return name
    at = named[-1].end if named else 0
    tail = reading.text[at:]
    if after_last:
        found = re.search(
            r"\b(?:as|named|titled)\s+(?!one\b|a single\b)(.+)$|(?:->|=>|=)\s*(.+)$|\bone stage,?\s+([A-Z].*)$",
            tail,
        )
        return _tidy(found[1] or found[2] or found[3]) if found else None
    found = re.search(r"(?:\bto\b|\bas\b|\binto\b|->|=>|=|:|\bbe\b)\s+(.+)$", tail)
    if found is None and not named:
        return None
    return _tidy(_LEAD.sub("", found[1] if found else tail))


def names_in(reading: Reading, named: Sequence[Mention]) -> list[str]:
    """Return the names of the parts that a stage comes apart into."""
    quoted = [str(each.value) for each in reading.all("quoted")]
    if len(quoted) > 1:
        return quoted
    tail = reading.text[named[-1].end if named else 0 :]
    cut = re.search(
        r"(?:\binto\b(?: two| three)?:?|\bnamely\b|:|->|=>|\btwo things\.|\bbe (?:two|three)\b(?: separate| different)?(?: stages| parts| steps)?:?|\bin (?:two|three)\b,?(?:\s*namely\b)?)\s*(.+)$",
        tail,
        re.IGNORECASE,
    )
    body = re.split(r"\.\s+|\s+-\s+", cut[1] if cut else tail)[0]
    body = re.sub(r",?\s*(?:two|three) separate stages.*$", "", body)
    if re.fullmatch(r"\s*(?:two|three|four)?\s*(?:stages?|parts?|steps?)?\s*[.?!]?", body):
        return []
    # "Errors: charged twice; Methods: cards, cash": what customers do there has commas of its own.
    described = ";" in body and ":" in body
    pieces = body.split(";") if described else _PARTS.split(_TRAIL.sub("", body))
    parts = [_tidy(each) for each in pieces]
    return [part for part in parts if part]


def added(reading: Reading) -> dict[str, Any]:
    """Return name, description and place of a stage that is to be added."""
    text, params = placed(reading)
    quoted = reading.first("quoted")
    body = _new_stage(text)
    name = (
        str(quoted)
        if quoted and not body[:1].isupper()
        else _tidy(re.split(r"\s{3,}|[,;:.]|\s-\s|\bfor\b|\bmeaning\b", body)[0])
    )
    if name:
        params["name"] = name
    rest = text[text.find(name) + len(name) :] if name and name in text else ""
    if (description := described(text, rest)) is not None:
        params["description"] = description
    examples = [str(each.value) for each in reading.all("quoted") if str(each.value) != name]
    if name and examples:
        params["examples"] = examples
    return params


def placed(reading: Reading) -> tuple[str, dict[str, Any]]:
    """Return what was typed without where the stage goes, and the stage that it goes behind."""
    text = reading.text
    params: dict[str, Any] = {}
    named = reading.all("stage")
    for mention, beyond in itertools.pairwise(named):
        ahead = re.search(r"[,;]?\s*\bbetween\s+(?:the |our )?$", reading.lower[: mention.start])
        joint = reading.lower[mention.end : beyond.start]
        if ahead and re.fullmatch(r"(?: stage)?\s+and\s+(?:the )?", joint):
            blank = " " * (beyond.end - ahead.start())
            text = f"{text[: ahead.start()]}{blank}{text[beyond.end :]}"
            params["after"] = str(mention.value)
    for mention in named:
        before = re.search(
            r"[,;]?\s*\b(?:(?:it |that )?(?:sits|goes|comes|belongs)\s+)?(?:right |directly |straight |just )?(?:after|behind|following)\s+(?:the |our )?$",
            reading.lower[: mention.start],
        )
        if before:
            params["after"] = str(mention.value)
            # Blanks in its place keep where everything else stands.
            blank = " " * (mention.end - before.start())
            text = f"{text[: before.start()]}{blank}{text[mention.end :]}"
    return text, params


def _new_stage(text: str) -> str:
    """Return what follows the words that name a new stage; its name comes first."""
    found = re.search(
        r"\b(?:called|named|call it|stage:|step:|stage for|step for|have that one too,|have it,)\s+(.+)$",
        text,
        re.IGNORECASE,
    ) or re.search(r"\b(?:stage|step)(?:\s+(?:please|pls))?[,:]?(?:\s+-)?\s+([A-Z\"].*)$", text)
    found = found or _NAMED_BEFORE.search(text) or _NAMED_AS.search(text)
    return found[1] if found else ""


def described(text: str, rest: str) -> str | None:
    """Return what customers do at a new stage, of what stands behind its name."""
    told = _MEANING.search(rest)
    if told and _IS_DESCRIBED.search(text):
        return _tidy(next(part for part in told.groups() if part)) or ""
    what = _DESCRIBED.search(rest)
    return _tidy(what[1].split(", they say")[0]) if what else None


_IS_DESCRIBED = re.compile(
    r"(?:,?\s*\b(?:meaning|described as|description|which is)\b:?|\s[-:]|,)\s*(?:is\s+)?((?:for|when|where|about|customer|they|people)?\b.+)$"
)
_MEANING = re.compile(
    r"\b(?:meaning|described as|description|which is)\b:?\s*(.+)$|^\s*[,:-]*\s*for\s+(.+)$|[,:]\s+for\s+(.+)$"
)
_DESCRIBED = re.compile(
    r"^[\"']?\s*(?:[,:;.-]|\s-)+\s*(?:it's\s+|it is\s+|that's\s+)?(?:for\s+)?((?:(?:[A-Z]{2,} )?(?:people|folks|ppl|customers|buyers|anyone|those)|when|asking|where|who|about)\b[^.\"]*?)(?=,? (?:e\.g|like|they say|things like)\b|[.\"]|$)"
)


def assumed_name(reading: Reading, number: Mention) -> str | None:
    """Return what a number is assumed of: "cost per call" of "set cost per call to 6"."""
    text = reading.text
    before = text[: number.start]
    found = re.search(
        r"\b(?:assume|assuming|set|put|take|make|use|says|that|let's say|assumption:?)\s+(?:that\s+)?(?:the\s+|our\s+|an?\s+(?=\w+ (?:costs|is)))*(.+?)\s*(?:in your sums\s+)?(?:\bto\b|\bas\b|\bat\b|=|\bis\b|\bshould be\b|\bcosts?\b|:)\s*(?:about |around |roughly )?[£$€]?\s*$",
        before,
        re.IGNORECASE,
    )
    if found:
        name = _tidy(re.sub(r"\s+in your sums$", "", found[1]))
        verb = re.search(r"\bcosts?\s*(?:us\s*)?(?:about |around )?[£$€]?\s*$", before)
        return f"cost per {name}" if verb and name and " " not in name else name
    if each := re.search(
        r"\b(?:an?|each|every|one) (\w+) costs?(?: us)?\s*(?:about |around |roughly )?[£$€]?\s*$",
        before,
        re.IGNORECASE,
    ):
        return f"cost per {each[1]}"
    if said := _IS_A_FIGURE.search(before):
        thing = _tidy(said[1])
        return f"cost per {thing.lower()}" if thing and thing.lower() in _COSTLY else thing
    after = re.match(
        r"\s*(?:%|percent|pounds|quid|euros?|dollars|[£$€])?\s*(?:as\s+|for\s+|of\s+)?(?:the\s+|our\s+)?(.+)$",
        text[number.end :],
    )
    name = _tidy(after[1]) if after else None
    return f"cost {name}" if name and name.startswith("per ") else name


def tail_after(reading: Reading, pattern: str) -> str | None:
    """Return what stands behind a pattern, as it was typed and without courtesies."""
    found = re.search(pattern, reading.lower)
    return _tidy(reading.text[found.end() :]) if found else None


def _tidy(text: str) -> str | None:
    kept = _TRAIL.sub("", text).strip(" \"'`,.;:!?-")
    return kept if kept and len(kept) <= 4 * _LONGEST else None
