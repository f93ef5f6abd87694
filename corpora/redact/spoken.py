"""Digits that transcripts spell out: "oh seven seven double zero", "4 4 7 one"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_DIGITS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TIMES = {"double": 2, "triple": 3}
_WORDS = "|".join(_DIGITS)
_RUN = re.compile(
    rf"(?<!\w)(?:(?:double|triple)\s)?(?:{_WORDS}|\d)\b"
    rf"(?:[\s,.\-]{{1,3}}(?:(?:double|triple)\s)?(?:{_WORDS}|\d{{1,4}})\b){{3,24}}",
    re.IGNORECASE,
)
_HEAD = re.compile(r"one,\s(?=\w{2,6}\s)", re.IGNORECASE)
_A_WORD = re.compile(rf"\b(?:{_WORDS})\b", re.IGNORECASE)


class Spoken(NamedTuple):
    """`digits` are said in `text[start:end]`."""

    start: int
    end: int
    digits: str


def runs(text: str) -> Iterator[Spoken]:
    """Find four or more digits in a row of which at least one is a word."""
    for match in _RUN.finditer(text):
        words = match.group()
        # "the second one, four one one ...": the first belongs to what stands before.
        head = _HEAD.match(words)
        skip = head.end() if head else 0
        if _A_WORD.search(words, skip):
            yield Spoken(match.start() + skip, match.end(), _digits(words[skip:]))


def _digits(words: str) -> str:
    digits, times = "", 1
    for word in re.findall(r"\w+", words.lower()):
        if word in _TIMES:
            times = _TIMES[word]
        else:
            digits += _DIGITS.get(word, word) * times
            times = 1
    return digits
