"""Which contacts an adjustment is about and where they go, where it is known to be meant."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.adjusting_shown import pointed_at, shown
from assistant.dialogue.counts import number_of
from assistant.dialogue.earlier import latest, several
from assistant.dialogue.likely_stages import stages_named
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Mention, Reading
from assistant.dialogue.slots import pick
from assistant.dialogue.vocabulary import Vocabulary

Found = tuple[str, dict[str, Any]]

_RATHER = re.compile(
    r"\b(?:not|isn't|aren't|wasn't|weren't|doesn't|don't|rather than|instead of|n't|never)\s+(?:\w+ )?(?:really |about |an? |the |in |under |at |on |belong (?:to|in|under|at) |mean )*[\"']?$"
)
_SAT = re.compile(
    r"(?<!be )(?<!should )(?<!must )(?<!to )(?<!can )(?<!shall )\b(?:was|were|sat|sits?|sitting|currently|counts?|counted|still|came out|down|from|got|you've got (?:them )?|have (?:them )?|found|finding it|filed|out of|the ones|labelled|as)\s+(?:(?:in|at|under|as|by)\s+)+(?:the )?[\"']?$"
    r"|\b(?:from|out of)\s+(?:the )?[\"']?$|\b(?:fed up|tired) of [^,.;]*$"
)
_NOW = re.compile(r"[\"']?\s*(?:now|at the moment|right now|my foot|is wrong)\b")
_NEITHER = re.compile(
    r"[\"']?,?\s*(?:neither is|which (?:is|are) wrong|and (?:it's|they're) not)\b|[\"']?[?]"
)


def _stages(reading: Reading, vocabulary: Vocabulary) -> tuple[str | None, str | None]:
    """Return the stage where contacts belong, and the one where they count wrongly."""
    right: list[str] = []
    left: list[str] = []
    for each in stages_named(reading, vocabulary):
        before, after = reading.lower[: each.start], reading.lower[each.end :]
        wrong = each.negated or _RATHER.search(before) or _SAT.search(before) or _NOW.match(after) or _NEITHER.match(after)  # fmt: skip
        (left if wrong else right).append(str(each.value))
    quoted = _quoted_stage(reading, vocabulary)
    meant = quoted or (right[-1] if right else None)
    return meant, next((each for each in left if each != meant), None)


def _quoted_stage(reading: Reading, vocabulary: Vocabulary) -> str | None:
    """Return a stage that somebody put in quotation marks: just that one is meant."""
    own = [
        str(each.value)
        for each in stages_named(reading, vocabulary)
        if not each.negated
        and set(reading.text[max(0, each.start - 1) : each.start + 1]) & {'"', "'"}
    ]
    return own[0] if len(own) == 1 else None


def _contacts(reading: Reading) -> list[str]:
    """Return the contacts that are named and meant, each once."""
    told = [
        str(each.value)
        for each in reading.all("contact")
        if not each.negated and not _RATHER.search(reading.lower[: each.start])
    ]
    return list(dict.fromkeys(told))


def relabel(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read the contact and its stage: "research if anything", "same treatment for 20888"."""
    own = _contacts(reading)
    contact = own[-1] if own else None
    if len(own) > 1 and (one := _one_of(reading, vocabulary)) is not None:
        contact = one
    at = _place(reading)
    if contact is None and at is not None:
        if any(row.kind != "contact" for row in context.rows):
            return None
        contact = pick(context, at)
    contact = contact or latest("contact", context)
    stage, left = _stages(reading, vocabulary)
    stage = stage or (None if left else _stage_of_before(context))
    return ("relabel", {"contact": contact, "stage": stage}) if contact and stage else None


_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_PLACE = re.compile(rf"\b(?:the|that|number) (?:({'|'.join(_NTH)})|(\d{{1,2}})(?:st|nd|rd|th)?)\b")


def _place(reading: Reading) -> int | None:
    """Return the place in a list that is spoken of."""
    if (at := reading.first("ordinal")) is not None:
        return int(at)
    found = _PLACE.search(reading.lower)
    if found is None:
        return None
    return _NTH.index(found[1]) + 1 if found[1] else int(found[2])


def _one_of(reading: Reading, vocabulary: Vocabulary) -> str | None:
    """Return the contact nearest before the stage where it belongs."""
    stage, _ = _stages(reading, vocabulary)
    place = next(
        (m.start for m in reversed(stages_named(reading, vocabulary)) if str(m.value) == stage),
        None,
    )
    if place is None:
        return None
    ahead = [str(e.value) for e in reading.all("contact") if e.end <= place and not e.negated]
    return ahead[-1] if ahead else None


def _stage_of_before(context: Context) -> str | None:
    """Return the stage that the last adjustment led to: "same treatment for 20888"."""
    step = context.step
    if step is not None and step.action.startswith("relabel"):
        return str(step.params["stage"]) if "stage" in step.params else None
    return latest("stage", context)


_STILL = re.compile(
    r"\b(?:only|just|the ones|sitting|currently|now|still|instead|as long as|where|which)\b|\bfrom\b"
)
"""What keeps to contacts that count somewhere; else it only tells where they were."""
_FIRST = re.compile(r"\b(?:first|top) (\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b")


def relabel_several(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read the contacts, their stage, and where they were: "both to pay", "only those in use"."""
    contacts = _contacts(reading)
    if not contacts and (found := shown(reading, context)) is not None and context.shown:
        return found
    if len(contacts) < 2:
        contacts = _several_meant(reading, context)
    stage, left = _stages(reading, vocabulary)
    stage = stage or (
        _stage_of_before(context) if left or not stages_named(reading, vocabulary) else None
    )
    if not contacts or stage is None:
        return None
    told = {"instead_of": left} if left and left != stage and _STILL.search(reading.lower) else {}
    return "relabel_several", {"contacts": contacts, "stage": stage, **told}


def _several_meant(reading: Reading, context: Context) -> list[str]:
    """Return the contacts that are pointed at: those shown, listed first, or named before."""
    first = _FIRST.search(reading.lower)
    if first and not context.answered and not context.shown:
        return [f"#{place}" for place in range(1, number_of(first[1]) + 1)]
    pointed = pointed_at(reading, context)
    if pointed:
        return list(pointed)
    named = several("contact", context)
    return named if len(named) > 1 else list(context.shown)


_SAYS = re.compile(
    r"\b(?:mention(?:s|ing|ed)?|say(?:s|ing)?|said|contain(?:s|ing)?|about|with|the (?:word|phrase)s?|talk(?:s|ing)? (?:of|about)|has|have|wr(?:ites?|iting)|"
    r"reads?|complain\w* (?:of|about)|ask(?:s|ing)? (?:about|for|if|whether)|anything|everything|all|any|every)\s+(?:(?:the|an?|word|words|phrase|about|that|of|says?)\s+)*"
    r"(?P<text>[a-z0-9][\w'& -]*?)(?=\s*(?:[,.;:!?\"]|$|->)|\s+(?:in it|in them|belongs?|goes?|go|should|under|to|are|is|into|in|means?|must|ought|it's|its|it|as|counts?|somewhere|anywhere|at all|and|they|that|then|we|you|gets?|stuff|talk|ones?|calls?|contacts?|chats?|tickets?|emails?|things?|people|customers)\b)"
)
_TALK = re.compile(
    r"(?:^|[,.;:!?]\s+|\b(?:all|any|every|the|so|that)\s+)(?:the |all |any |every )?(?P<text>[a-z0-9][\w'& -]*?)\s+(?:talk|stuff|chatter|queries|business|moans?|complaints|contacts?|calls?|tickets?|chats?|emails?|ones?|people|folks?|customers|questions?|mentions)\b"
)
_IT_ALONE = re.compile(
    r"^(?:it|that|this|them|those|these|the|all|of|so|any|every|who|contacts?|people|in|word|one|here|there)\b"
)
_EVERY = re.compile(
    r"^.*\b(?:all|any|every|each|those|the)\s+(?:(?:the|single|of|last)\s+)*", re.IGNORECASE
)
_MEANS = re.compile(
    r"(?:^|[,.;:]\s+)(?P<text>[a-z][\w'& -]{1,30}?)(?:\s*(?::|->|=>|=)|\s+(?:is|are|means?|goes|go|belongs?)\b)"
)


def relabel_matching(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read the words and the stage: "anyone who says chargeback", "promo code talk"."""
    stage = _stages(reading, vocabulary)[0] or _stage_of_before(context)
    text = _words(reading, context, vocabulary)
    return ("relabel_matching", {"text": text, "stage": stage}) if text and stage else None


def _words(reading: Reading, context: Context, vocabulary: Vocabulary) -> str | None:
    if (quoted := reading.first("quoted")) is not None:
        return str(quoted)
    last = next(reversed(stages_named(reading, vocabulary)), None)
    for pattern in (_SAYS, _TALK, _MEANS):
        for match in pattern.finditer(reading.lower):
            said = reading.text[slice(*match.span("text"))].strip(" '")
            within = last is not None and last.start <= match.start("text") < last.end
            said = _EVERY.sub("", said)
            if said and not within and not _IT_ALONE.match(said.lower()):
                return said
    known = context.focus.get("text")
    return str(known) if known else None


_COLUMN = re.compile(
    r"\b(?:col(?:umn)?|field)\s+[\"']?([\w.]+)|\bin (?:the |our )?([a-z_]+[._]\w+)\b|\b([a-z]+\.\d+)\b|\bin (?:the |our )?([\w.]+) (?:col(?:umn)?|field)\b",
    re.IGNORECASE,
)


def map_driver(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read a code, its column and its stage: "accounts too, but managing"."""
    column = _column(reading, context, vocabulary)
    found = _code(reading, vocabulary, column)
    if column is None or found is None:
        return None
    code, start, end = found
    named = [m for m in stages_named(reading, vocabulary) if m.end <= start or m.start >= end]
    stage = _not_wrong(reading, named)
    return ("map_driver", {"column": column, "code": code, "stage": stage}) if stage else None


def _not_wrong(reading: Reading, named: list[Mention]) -> str | None:
    right = [
        str(each.value)
        for each in named
        if not each.negated and not _RATHER.search(reading.lower[: each.start])
    ]
    return right[-1] if right else None


def _column(reading: Reading, context: Context, vocabulary: Vocabulary) -> str | None:
    if (value := reading.first("code") or reading.first("column")) is not None:
        return str(value).partition("=")[0]
    for name in sorted(vocabulary.columns, key=lambda each: -len(each)):
        spoken = re.escape(name.lower().replace("_", " ").rstrip("s"))
        if re.search(rf"(?<!\w){spoken}(?:s|ged)?(?!\w)", reading.lower.replace("_", " ")):
            return name
    if found := _COLUMN.search(reading.text):
        return next(each for each in found.groups() if each)
    known = latest("column", context)
    if known is None and context.step is not None and "column" in context.step.params:
        known = str(context.step.params["column"])
    return known.partition("=")[0] if known else None


def _code(
    reading: Reading, vocabulary: Vocabulary, column: str | None
) -> tuple[str, int, int] | None:
    """Return the code that is spoken of, and where: one that its column holds, or a word beside "tag"."""
    values = sorted(vocabulary.columns.get(column or "", ()), key=lambda each: -len(each))
    held = [
        (match.start(), each, match.end())
        for each in values
        for match in re.finditer(rf"(?<![\w-]){re.escape(each.lower())}(?![\w-])", reading.lower)
    ]
    if held:
        start, code, end = min(held, key=lambda each: (each[0], -each[2]))
        return code, start, end
    for each in reading.all("quoted"):
        return str(each.value), each.start, each.end
    own = re.escape((column or "").lower())
    beside = re.compile(rf"(?<!\w){own}\s*(?:=|:|of)?\s*[\"']?([\w-]+)", re.IGNORECASE)
    for pattern in (beside, *_BESIDE) if column else _BESIDE:
        for found in pattern.finditer(reading.text):
            if found[1].lower() not in _NO_CODE:
                return found[1], *found.span(1)
    return None


_BESIDE = (
    re.compile(r"\b(?:coded?|tag(?:ged)?|value|reason)s?(?: of| as| called)?\s+[\"']?([\w-]+(?: (?-i:[A-Z])[\w-]*)*)", re.IGNORECASE),
    re.compile(r"\b([\w-]+) (?:tag|code)\b", re.IGNORECASE),
)  # fmt: skip
_NO_CODE = frozenset(
    "the our a an this that is in on of to means mean column field it they we always it's which what".split()
)
