"""What an utterance names: products, stages, departments, ids, dates, numbers, columns.

Each finder claims the words that it understood, the surest finder first; what is left over says
what is wanted, or is the topic.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.dialogue.dates import find_periods
from assistant.dialogue.products import find_products
from assistant.dialogue.vocabulary import Vocabulary, synonyms

MOST_CHARACTERS = 1_000
"""An utterance is cut here: what it wants is said by then, and a pasted page is no question."""

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "dozen": 12, "twelve": 12, "fifteen": 15, "twenty": 20, "fifty": 50,
    "hundred": 100,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
    "top": 1, "6th": 6, "7th": 7, "8th": 8, "9th": 9, "10th": 10, "last": -1,
}  # fmt: skip
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_TOP = re.compile(
    rf"\b(?:top|first|worst|biggest|best|latest|newest|last|next|just|only|show|me|give)\s+({_COUNT})\b"
    r"(?!\s*(?:%|percent|per\s?cent|days?|weeks?|months?|years?|quarters?))"
    rf"|\b({_COUNT})\s+(?:(?:most(?:\s+\w+ive)?|more|other|worst|biggest|top|painful|best|recent|latest|product|of)\s+)*"
    r"(?:pages?|gaps?|products?|quotes?|examples?|contacts?|calls?|tickets?|chats?|emails?|findings?|"
    r"rows?|results?|holes|stages?|verbatims?|points?|things|worst|biggest|ones|items|issues|problems|"
    r"topics|reasons|questions|conversations)\b"
)
_ORDINAL = re.compile(
    rf"\b(?:the\s+)?({'|'.join(_ORDINALS)})\s+(?:one|row|gap|page|call|contact|ticket|chat|product|entry|"
    r"stage|finding|row|item|quote|of\s+(?:them|those|these))\b"
    rf"|\b(?:the|that)\s+({'|'.join(_ORDINALS)})(?=\s*(?:[.,;?!]|$|as|is|should|please|in\s+full|too|to|was|has))"
    r"|(?:^|\s)(?:number|no\.?|nr\.?|#)\s*(\d{1,2}|one|two|three|four|five|six)\b"
)
_ENTRY = re.compile(r"\b(?:entry|change|decision|edit)\s*(?:number\s*|no\.?\s*|#)?(\d+)\b")
_IDS = re.compile(r"\b([cgfn]-[a-z0-9]{3,26})\b", re.IGNORECASE)
_TICKET = re.compile(
    r"\b(?:ticket|contact|call|chat|conversation|case|mail|email)\s*(?:number|no\.?|nr\.?|id)?\s*"
    r"#?\s*((?:[a-z]{1,6}[-_]?)?\d{2,}[\w-]*)\b|(?:^|\s)#(\d{3,})\b|\b([a-z]{1,4}-\d{3,})\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\b(\d+(?:\.\d+)?)\s*(?:%|percent\b|per cent\b)")
_AMOUNT = re.compile(
    r"(?:[£$€]\s*)?(?<![\w.-])(\d[\d,]*(?:\.\d+)?)(?:\s*(?:%|[£$€]|[a-z]+))?(?![\w-])"
)
_QUOTED = re.compile(r"\"([^\"]{1,200})\"|(?<!\w)'([^']{1,200})'(?!\w)|`([^`]{1,200})`")
_PATH = re.compile(
    r"(?<![\w/])((?:[\w.~-]*/)*[\w~-][\w.~-]*\.(?:csv|tsv|md|xlsx|json|jsonl|html?|duckdb|toml|bpmn|txt|svg))\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"(?:\b(?:without|except(?:\s+for)?|excluding|but\s+not|not\s+counting|not|other\s+than|"
    r"leaving\s+out|leave\s+out|ignoring|ignore|exclude|minus|apart\s+from|skip|no)\s+(?:the\s+|any\s+|in\s+|by\s+|from\s+)*)$"
)
_DEPARTMENT = re.compile(
    r"\b(?:department|dept\.?|desk|team|queue|folks|staff|crew|cases|people\s+handled|handled\s+by|owned\s+by|assigned\s+to|people\s+in)\b"
)
_CALLS = re.compile(
    r"(?:^|\b(?:only|just|list|find|weekly|daily|monthly|show me|give me)\s+)"
    r"(calls?)(?=\s+(?:about|from|since|this|last|in|on|with|that|saying|numbers|volumes?|mentioning)\b)"
)
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named at `start:end` of the cleaned utterance.

    Attributes:
        slot: What it is: product, stage, department, channel, language, column, segment, kind,
            contact, gap, finding, period, week, top, ordinal, number, percent, quoted, path.
        value: What the name means.
        negated: Whether it is to be left out.
        sure: Whether nothing else can be meant by these words.
    """

    slot: str
    value: Any
    start: int
    end: int
    negated: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """An utterance with what it names.

    Attributes:
        text: As it was typed, cleaned of control characters.
        lower: The same in small letters, character by character.
        mentions: What it names, in order.
        today: The day on which it was said.
    """

    text: str
    lower: str
    mentions: tuple[Mention, ...] = ()
    today: date = date.max

    def all(self, *slots: str) -> list[Mention]:
        """Return the mentions of some kinds."""
        return [each for each in self.mentions if each.slot in slots]

    def first(self, slot: str) -> Any:  # noqa: ANN401 - each slot has a type of its own
        """Return the value of the first mention of a kind that is not negated."""
        return next((m.value for m in self.mentions if m.slot == slot and not m.negated), None)

    def blanked(self) -> str:
        """Return the text in small letters with each mention blanked, character by character."""
        kept = list(self.lower)
        for mention in self.mentions:
            width = mention.end - mention.start
            kept[mention.start : mention.end] = "{" + " " * (width - 1) if width else ""
        return "".join(kept)

    def masked(self) -> str:
        """Return the text in small letters with every mention replaced by its kind in braces."""
        parts, at = [], 0
        for mention in self.mentions:
            if mention.start < at:
                continue
            parts += [
                self.lower[at : mention.start],
                f"{{{_MASKS.get(mention.slot, mention.slot)}}}",
            ]
            at = mention.end
        return " ".join("".join([*parts, self.lower[at:]]).split())


_MASKS = {
    "period": "date",
    "week": "date",
    "top": "number",
    "percent": "number",
    "segment": "column",
}


def clean(utterance: str) -> str:
    """Return an utterance on one line: compatibility forms folded, control characters gone."""
    text = unicodedata.normalize("NFKC", utterance[: 4 * MOST_CHARACTERS])
    text = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-"})
    kept = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(kept.split())[:MOST_CHARACTERS]


def read(utterance: str, vocabulary: Vocabulary) -> Reading:
    """Return an utterance with everything that it names."""
    text = clean(utterance)
    lower = text.lower()
    if len(lower) != len(text):
        text = lower
    found: list[Mention] = []
    taken = [False] * len(lower)
    for mention in _mentions(text, lower, vocabulary):
        if mention.end <= mention.start or any(taken[mention.start : mention.end]):
            continue
        taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
        found.append(mention)
    found.sort(key=lambda each: each.start)
    return Reading(text, lower, tuple(found), vocabulary.today)


def _mentions(text: str, lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    yield from _paths_and_quotes(text)
    yield from _ids(lower, vocabulary)
    yield from _periods(lower, vocabulary)
    for match in _CALLS.finditer(lower):
        yield Mention("channel", "call", *match.span(1))
    yield from _named(lower, vocabulary)
    yield from find_products_in(lower, vocabulary)
    yield from _columns(text, lower, vocabulary)
    yield from _counts(lower)


def _paths_and_quotes(text: str) -> Iterator[Mention]:
    for match in _PATH.finditer(text):
        yield Mention("path", match[1], *match.span(1))
    for match in _QUOTED.finditer(text):
        value = next(part for part in match.groups() if part is not None)
        yield Mention("quoted", value.strip(), *match.span())


def _ids(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    for number, product in vocabulary.numbers.items():
        for start in _positions(lower, number):
            yield _mention(lower, "product", product, start, start + len(number))
    kinds = {"c": "contact", "g": "gap", "f": "finding", "n": "need"}
    for match in _IDS.finditer(lower):
        yield Mention(kinds[match[1][0]], match[1], *match.span(1))
    for match in _TICKET.finditer(lower):
        value = next(part for part in match.groups() if part)
        if re.fullmatch(r"20[12]\d", value):
            continue
        yield Mention("contact", value.upper(), *match.span())


def _periods(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    for period in find_periods(lower, vocabulary.today):
        yield _mention(lower, "period", period, period.start, period.end)


def _named(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find what has a name: segments, departments beside such a word, stages, channels and so on."""
    names: list[tuple[str, str, str]] = [
        ("segment", each.lower(), each) for each in vocabulary.segments
    ]
    names += [("department", each.lower(), each) for each in vocabulary.departments]
    names += _stage_names(vocabulary)
    for kind in ("channel", "language", "kind"):
        names += [(kind, name, key) for key, known in synonyms()[kind].items() for name in known]
    found = [
        (start, start + len(name), slot, value)
        for slot, name, value in names
        for start in _positions(lower, name)
    ]
    # The longer name is meant; of the same words a department only beside a word that says so.
    spoken = [
        (
            slot == "department" and not _says_department(lower, start, end),
            -(end - start),
            start,
            end,
            slot,
            value,
        )
        for start, end, slot, value in found
    ]
    for unsaid, _, start, end, slot, value in sorted(spoken, key=lambda each: each[:4]):
        if unsaid:
            continue
        yield _mention(lower, slot, value, start, end)


def _stage_names(vocabulary: Vocabulary) -> list[tuple[str, str, str]]:
    spoken = synonyms()["stage"]
    names = []
    for stage in vocabulary.stages:
        own = {stage.id.replace("_", " "), stage.id, stage.name.lower(), *spoken.get(stage.id, ())}
        names += [("stage", name, stage.id) for name in own]
    return names


def _says_department(lower: str, start: int, end: int) -> bool:
    if " " in lower[start:end]:
        return True
    return bool(_DEPARTMENT.search(lower[max(0, start - _NEAR) : end + _NEAR // 2]))


def find_products_in(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find products by any natural short form."""
    for start, end, ids, words in find_products(lower, vocabulary):
        product = vocabulary.product(next(iter(ids))) if len(ids) == 1 else None
        yield _mention(lower, "product", product.id if product else words, start, end)


def _columns(text: str, lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find "region North", "where csat is bad": a column and a value."""
    for match in _WHERE.finditer(lower):
        value = text[slice(*match.span(2))]
        yield _mention(lower, "column", f"{match[1]}={value}", *match.span())
    for name, values in vocabulary.columns.items():
        spoken = {name.lower(), name.lower().replace("_", " "), name.lower().rstrip("s")}
        for start in {at for each in spoken for at in _positions(lower, each)}:
            said = max((each for each in spoken if lower.startswith(each, start)), key=len)
            at = start + len(said)
            joined = re.match(r"\s*(?:=|is|of|:|named|called|equals)?\s*[\"']?", lower[at:])
            begun = at + (joined.end() if joined else 0)
            held = next((v for v in _by_length(values) if _starts(lower, v.lower(), begun)), None)
            if held is not None:
                yield _mention(lower, "column", f"{name}={held}", start, begun + len(held))


_WHERE = re.compile(r"\bwhere\s+(?:the\s+)?([a-z][\w.]*)\s*(?:is|=|equals)\s*([\w.-]+)")


def _by_length(values: Iterable[str]) -> list[str]:
    return sorted(values, key=lambda each: -len(each))


def _starts(lower: str, name: str, at: int) -> bool:
    end = at + len(name)
    return lower.startswith(name, at) and not lower[end : end + 1].isalnum()


def _counts(lower: str) -> Iterator[Mention]:
    for match in _ENTRY.finditer(lower):
        yield Mention("entry", int(match[1]), *match.span())
    for match in _ORDINAL.finditer(lower):
        said = next(part for part in match.groups() if part)
        yield Mention("ordinal", _ORDINALS.get(said) or number_of(said), *match.span())
    for match in _PERCENT.finditer(lower):
        yield Mention("percent", float(match[1]), *match.span())
    for match in _TOP.finditer(lower):
        group = 1 if match[1] else 2
        yield Mention("top", number_of(match[group]), *match.span(group))
    for match in _AMOUNT.finditer(lower):
        yield Mention("number", float(match[1].replace(",", "")), *match.span(1), sure=False)


def number_of(word: str) -> int:
    """Return the number that digits or a word mean; 1 where neither is known."""
    return int(word) if word.isdigit() else _NUMBERS.get(word, 1)


def _mention(lower: str, slot: str, value: Any, start: int, end: int) -> Mention:  # noqa: ANN401
    return Mention(slot, value, start, end, negated=bool(_NEGATION.search(lower[:start])))


def _positions(lower: str, name: str) -> Iterator[int]:
    """Return where `name` stands as whole words."""
    at = lower.find(name)
    while at >= 0:
        end = at + len(name)
        if not lower[max(0, at - 1) : at].isalnum() and not lower[end : end + 1].isalnum():
            yield at
        at = lower.find(name, at + 1)
