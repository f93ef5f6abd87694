"""What an adjustment of the journey changes and to what, where it is known which one is meant.

The models tell the adjustment, so no verb is looked for: only the stages concerned, which may be
those spoken of before, and the new value, in any form.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.adjusting_stages import named_stages
from assistant.dialogue.called import Span, name_at, quotes_in, said_name, said_names
from assistant.dialogue.earlier import latest, several
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Mention, Reading
from assistant.dialogue.spans import mention_of, positions
from assistant.dialogue.vocabulary import Vocabulary, synonyms

Found = tuple[str, dict[str, Any]]


_USE = re.compile(
    r"\b(?:of|in|into|to|under|at|before|after|behind|past|for|called) (use)\b(?=\s*(?:[,.;!?]|$)| (?:now|then|instead|stage|please)\b)"
)


_TELLING = 6
_COMMON = frozenset(("setting", "getting", "making", "asking", "looking", "having"))
"""First words of stages' names that mean none by themselves."""


def stages_named(reading: Reading, vocabulary: Vocabulary) -> list[Mention]:
    """Return the stages named, also by the first word alone, and "use" where no verb can stand."""
    named = list(named_stages(reading))
    found = [("use", *m.span(1)) for m in _USE.finditer(reading.lower)]
    for each in vocabulary.stages:
        first = each.name.lower().split()[0]
        if len(first) >= _TELLING and first not in _COMMON:
            found += [(each.id, at, at + len(first)) for at in positions(reading.lower, first)]
    ids = {each.id for each in vocabulary.stages}
    for stage, start, end in found:
        if stage in ids and all(each.end <= start or each.start >= end for each in named):
            named.append(mention_of(reading.lower, "stage", stage, start, end))
    return sorted(named, key=lambda each: each.start)


def stage_spoken_of(reading: Reading, context: Context) -> str | None:
    """Return the stage that "it" means: one by its place in a list, or the one of before."""
    at = reading.first("ordinal")
    listed = [row.id for row in context.rows if row.kind == "stage"]
    if at is not None and at > 0:
        if context.answered:
            return listed[at - 1] if at <= len(listed) else None
        return f"#{at}"
    return latest("stage", context)


def quotes(reading: Reading, vocabulary: Vocabulary) -> list[Span]:
    """Return what stands in quotation marks and is no stage's own name."""
    own = {name for each in vocabulary.stages for name in (each.id, each.name.lower())}
    own |= {name for names in synonyms()["stage"].values() for name in names if " " in name}
    return [
        (start, end)
        for start, end in quotes_in(reading.text)
        if reading.lower[start + 1 : end - 1].strip() not in own
    ]


def _blanked(reading: Reading, named: list[Mention]) -> str:
    kept = list(reading.text)
    for each in named:
        kept[each.start : each.end] = "{" + " " * (each.end - each.start - 1)
    return "".join(kept)


def _apart_from(named: list[Mention], span: Span) -> list[Mention]:
    return [each for each in named if each.end <= span[0] or each.start >= span[1]]


def rename(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read the stage and its name of "too long. Choosing", "Delivery, for the receiving one"."""
    named = stages_named(reading, vocabulary)
    marked = quotes(reading, vocabulary)
    found = said_name(reading.text, _blanked(reading, named), marked)
    if found is None:
        return None
    name, span = found
    rest = _apart_from(named, span)
    own = [str(each.value) for each in rest if not each.negated] or [str(e.value) for e in rest]
    stage = own[0] if own else stage_spoken_of(reading, context)
    if stage is None:
        return None
    return "rename_stage", {"stage": stage, "name": name}


_STAYS = re.compile(
    r"\s*,?\s*(?:(?:is|be|'s|as) (?:what|the one|the) (?:that )?(?:stays|survives|survivor|remains|name)|stays|survives|remains|wins|(?:be|is|as) the survivor|(?:can |should |would )?(?:take|keep)s? (?:over|it all|the name)|swallows)\b"
)
_UNDER = re.compile(
    r"\b(?:into|onto|under|within|keep(?:ing)?|part of|in with|become|becomes|as|call (?:it|them|that)|the name|named|let)\s+(?:the (?:name )?|plain )?[\"']?$"
)
_FIRST = re.compile(r"\b(?:keep|under|with|use)\b[^.;]*\b(?:the )?(first|second|former|latter|last)(?:'s| one)?\b")  # fmt: skip
_PLAIN_QUOTE = re.compile(r"\b(?:all|say|says|said|both|as in|already)\s+$")
"""What stands before what somebody says; it is no name."""
_MERGED_AS = re.compile(
    r"(?:\b(?:call (?:it|them|that|the (?:result|lot|two|new one|whole thing))|(?:one|stage|be|is) (?:known as|called|named|titled)|known as|named|called|becomes?|name (?:it|them|that|the result)|into|as|under the name|name:?|to be)|[=]|->)\s+(?=[A-Z\"'])"
)


def merge(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read the stages, and which one stays or what they are called: "join em, call it Parcels"."""
    named, into, span = stages_named(reading, vocabulary), None, None
    marked = quotes(reading, vocabulary)
    if marked and not _PLAIN_QUOTE.search(reading.lower[: marked[-1][0]]):
        span = marked[-1]
        into = reading.text[slice(*span)].strip(" \"'`")
    for match in _MERGED_AS.finditer(reading.text):
        found = name_at(reading.text, match.end())
        if (
            found
            and into is None
            and len(_apart_from(named, found[1])) + 1 >= len(named)
            and found[0][0].isupper()
        ):
            into, span = found
    if span is not None and len({m.value for m in _apart_from(named, span)}) == 1:
        # "Fold Placing into Revising": the second is a stage of its own.
        whole = [m for m in named if not _apart_from([m], span)]
        into, span = (None, None) if whole else (into, span)
    rest = named if span is None else _apart_from(named, span)
    stages = list(dict.fromkeys(str(each.value) for each in rest))
    before = several("stage", context)
    if len(stages) == 1:
        pair = before[-2:] if stages[0] in before[-2:] else before[-1:]
        stages = list(dict.fromkeys([*pair, *stages]))
    if len(stages) < 2:
        stages = stages or before[-2:]
    if len(stages) < 2:
        return None
    into = into or _kept(reading, named, stages)
    return "merge_stages", {"stages": stages, **({"into": into} if into else {})}


def _kept(reading: Reading, named: list[Mention], stages: list[str]) -> str | None:
    """Return the stage that stays: "let paying be the survivor", "under returns"."""
    for place, each in enumerate(named):
        before, after = reading.lower[: each.start], reading.lower[each.end :]
        if place and _UNDER.search(before):
            return str(each.value)
        if _STAYS.match(after) or (re.search(r"\bkeep(?:s|ing)? (?:the name )?(?:of )?(?:the )?$", before)):  # fmt: skip
            return str(each.value)
    if found := _FIRST.search(reading.lower):
        return stages[0] if found[1] in ("first", "former") else stages[-1]
    return None


def split(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read the stage and the names of its parts: "two jobs: Refunds and Exchanges"."""
    names = said_names(reading.text, quotes(reading, vocabulary))
    if len(names) < 2:
        return None
    spans = [(at, at + len(name)) for name in names if (at := reading.text.find(name)) >= 0]
    rest = [
        m
        for m in stages_named(reading, vocabulary)
        if all(_apart_from([m], span) for span in spans)
    ]
    stage = str(rest[0].value) if rest else stage_spoken_of(reading, context)
    return ("split_stage", {"stage": stage, "into": names}) if stage else None


_GOES_TO = re.compile(
    r"\b(?:in ?to|to|under|onto|over to|with|goes?|give(?:n)?|hand(?:ed)?|pour(?:ed)?|towards?|at)\s+(?:the |our )?[\"']?$"
)
_TAKES = re.compile(
    r"[\"']?\s*(?:stage )?(?:can |could |should |will |may |shall |'ll )*(?:have|has|gets?|takes?|inherits?|absorbs?|keeps?|swallows?)\b"
)


def remove(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read the stage that goes and where its contacts go: "drop it, support can have them"."""
    named = stages_named(reading, vocabulary)
    into: str | None = None
    gone: list[str] = []
    for each in named:
        before, after = reading.lower[: each.start], reading.lower[each.end :]
        if (_GOES_TO.search(before) or _TAKES.match(after)) and (gone or each is named[-1]):
            into = str(each.value)
        else:
            gone.append(str(each.value))
    stage = gone[0] if gone else stage_spoken_of(reading, context)
    if stage is None or stage == into:
        return None
    if into is None and len(set(gone)) > 1:
        into = gone[-1]
    return "remove_stage", {"stage": stage, **({"into": into} if into else {})}


_SIDE = re.compile(
    r"\b(?P<before>before|ahead of|in front of|prior to|earlier than|above|precedes?|ahead|in front|first)\b"
    r"|\b(?P<after>after|behind|following|later than|below|beneath|follows?|next to|last)\b"
)
_IS_SO = re.compile(r"\b(?:have|has|got|is|are|shows?|sits?|currently|still)\b|'ve\b|'s\b")
_SHALL = re.compile(r"\b(?:goes|should|must|ought|put|belongs|comes|move|place)\b")
"""What tells how it is now, and how it shall be."""
_TURNED = re.compile(r"\b(?:swap|switch|reverse|turn|flip|wrong way|fix that order|other way)\b")


def move(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read what moves, and before or after what: "further up, ahead of use", "it goes after"."""
    named = stages_named(reading, vocabulary)
    sides = list(_SIDE.finditer(reading.lower))
    if not sides:
        return None
    # The last one counts: what was said before it tells how it was.
    last = sides[-1]
    behind = [each for each in named if each.start >= last.end()]
    stage, other = _past(named, behind, last.start(), context)
    if stage is None or other is None or stage == other:
        return None
    clause = re.split(r"[.!?;,]\s", reading.lower[: last.start()])[-1]
    is_so = _IS_SO.search(clause) and not _SHALL.search(clause)
    turned = _TURNED.search(reading.lower) and is_so and behind and len(named) > 1
    before = bool(last["before"]) != bool(turned)
    return "move_stage", {"stage": stage, "before" if before else "after": other}


def _past(
    named: list[Mention], behind: list[Mention], side: int, context: Context
) -> tuple[str | None, str | None]:
    """Return the stage that moves and the one that it moves past.

    Args:
        named: The stages that an utterance names.
        behind: Those that stand behind the word for the side, if any do.
        side: Where that word stands.
        context: What was said before.
    """
    own = list(dict.fromkeys(str(each.value) for each in named))
    if behind:
        past = str(behind[0].value)
        ahead = [str(e.value) for e in named if e.end <= side and str(e.value) != past]
        known = latest("stage", context)
        others = [*reversed(ahead), *(each for each in own if each != past)]
        return (others[0] if others else known), past
    pair = [*own, *(each for each in several("stage", context) if each not in own)]
    return (pair[0], pair[1]) if len(pair) > 1 else (None, None)
