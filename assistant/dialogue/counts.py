"""Numbers in an utterance: counts, ordinals, entries of the history, shares and amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "dozen": 12, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "eighty": 80, "hundred": 100,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
    "top": 1, "biggest": 1, "largest": 1, "worst": 1, "main": 1, "6th": 6, "7th": 7, "8th": 8, "9th": 9, "10th": 10, "last": -1,
}  # fmt: skip
_LARGEST = frozenset(("biggest", "largest", "worst", "main"))
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
_NO_SPAN = r"(?!\s*(?:%|percent|per\s?cent|days?|weeks?|months?|years?|quarters?|hours?|h\b|d\b|[x-]|-?slice|cm\b|l\b|litres?)|[./:,-]\d|\w)"
_COUNTED = (
    r"(?:pages?|gaps?|products?|quotes?|examples?|contacts?|calls?|tickets?|chats?|emails?|findings?|"
    r"rows?|results?|holes|stages?|verbatims?|points?|things|worst|biggest|ones|items|issues|problems|"
    r"topics|reasons|questions|conversations|places|fixes|wins|mismatches|phrases|sentences|lines|"
    r"skus?|of (?:em|them)|clusters|themes|causes|culprits|offenders|people|customers)"
)
_OF_THEM = (
    r"(?:(?:most(?:\s+\w+ive)?|more|other|worst|biggest|top|painful|best|recent|latest|newest|random|"
    r"good|real|quick|main|product|of|customer|unanswered|missing)\s+)*"
)
_TOP = re.compile(
    rf"\b(?:top|first|worst|biggest|best|latest|newest|last|next|just|only|show|me|give|say|maybe|like|list|lst)\s+({_COUNT})\b{_NO_SPAN}"
    rf"|\btop-?(\d{{1,3}})\b|\bn\s*=\s*(\d{{1,3}})\b"
    rf"|\b({_COUNT})(?=\s+(?:will do|would do|is enough|are enough|is plenty|at most|max(?:imum)?|tops|suffice|should do|of (?:em|them))\b|'s (?:enough|plenty))"
    rf"|\b({_COUNT})\s+(?:most\s+\w+|worst|biggest|largest|painful|costliest|dearest|nastiest|loudest|newest|latest)\b"
    rf"|\b({_COUNT})\s+{_OF_THEM}{_COUNTED}\b"
    rf"|\bthe\s+({_COUNT})\s+\w+est\b"
    # A number by itself at the end: "quotes on the lid, 6".
    rf"|[,:;.]\s+({_COUNT})(?=\s*(?:please|pls|ta|thanks)?\s*[.!?]*$)"
)
_ORDINAL = re.compile(
    rf"\b(?:the\s+)?({'|'.join(w for w in _ORDINALS if w not in _LARGEST)})\s+(?:one|row|gap|page|call|contact|ticket|chat|product|entry|"
    r"stage|finding|row|item|quote|box|column|in the list|on the list|from the (?:top|left)|of\s+(?:them|those|these))\b"
    rf"|\b(?:the|that)\s+({'|'.join(w for w in _ORDINALS if w not in _LARGEST)})(?=\s*(?:[.,;?!]|$|as|is|should|please|in\s+full|too|to|was|has|under|convinced|looks|seems|and|that))"
    rf"|^(?:(?:and|ok|okay|so|yes|no|but)[ ,]+)*({'|'.join(w for w in _ORDINALS if w not in (*_LARGEST, 'top', 'last'))})(?=\s+(?:is|was|should|belongs|needs|looks|seems|has)\b)"
    r"|\b(?:the|that)\s+(biggest|largest|worst|main|top)\s+(?:one|of (?:them|those|these))\b"
    r"|\bstage\s+(\d|one|two|three|four|five|six|seven|eight|nine|ten)\b(?! (?:of|and|stage))"
    r"|(?:^|\s)(?:number|no\.?|nr\.?|#)\s*(\d{1,2}|one|two|three|four|five|six)\b"
)
_ENTRY = re.compile(r"\b(?:entry|change|decision|edit)\s*(?:number\s*|no\.?\s*|#)?(\d+)\b")
_PERCENT = re.compile(r"\b(\d+(?:\.\d+)?)\s*(?:%|percent\b|per cent\b)")
_AMOUNT = re.compile(
    r"(?:[£$€]\s*)?(?<![\w.-])(\d[\d,]*(?:\.\d+)?)(?:\s*(?:%|[£$€]|[a-z]+))?(?![\w-])"
)


def find_counts(lower: str) -> Iterator[tuple[str, int | float, int, int, bool]]:
    """Yield kind, value, start, end and whether nothing else can be meant, the surest first."""
    for match in _ENTRY.finditer(lower):
        yield ("entry", int(match[1]), *match.span(), True)
    for match in _ORDINAL.finditer(lower):
        said = next(part for part in match.groups() if part)
        yield ("ordinal", _ORDINALS.get(said) or number_of(said), *match.span(), True)
    for match in _PERCENT.finditer(lower):
        yield ("percent", float(match[1]), *match.span(), True)
    for match in _TOP.finditer(lower):
        group = match.lastindex or 1
        yield ("top", number_of(match[group]), *match.span(group), True)
    for match in _AMOUNT.finditer(lower):
        yield ("number", float(match[1].replace(",", "")), *match.span(1), False)


def number_of(word: str) -> int:
    """Return the number that digits or a word mean; 1 where neither is known."""
    return int(word) if word.isdigit() else NUMBERS.get(word, 1)
