"""Digits that transcripts spell out: "oh seven seven double zero", "4 4 7 one"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_DIGITS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TEENS = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14",
    "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
    "hundred": "00", "thousand": "000",
}  # fmt: skip
_TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7",
    "eighty": "8", "ninety": "9",
}  # fmt: skip
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_WORDS = "|".join((*_DIGITS, *_TEENS, *_TENS))
_SOME = frozenset((*_DIGITS, *_TEENS, *_TENS)) - {"o", "oh"}
_LETTERS_ONLY = re.compile("[a-z]{3,9}")
_RUN = re.compile(
    rf"(?<!\w)(?:(?:double|triple|treble)[\s-])?(?:{_WORDS}|\d)\b"
    rf"(?:[\s,.\-]{{1,3}}(?:(?:double|triple|treble)[\s-])?(?:{_WORDS}|\d{{1,4}})\b){{3,24}}",
    re.IGNORECASE,
)
_HEAD = re.compile(r"one,\s(?=\w{2,6}\s)", re.IGNORECASE)
_A_WORD = re.compile(rf"\b(?:{_WORDS})\b", re.IGNORECASE)


_PIECE = rf"(?:[A-Za-z]{{1,2}}|\d{{1,8}}|{_WORDS}|(?:double|triple)\s(?:{_WORDS}|[A-Za-z]))"
_CODE = re.compile(
    rf"(?<![\w'’]){_PIECE}(?:\s{_PIECE}){{0,12}}(?:\s(?:dash|hyphen|slash|stroke)\s{_PIECE}(?:"
    rf"\s{_PIECE})"
    rf"{{0,12}}){{1,5}}(?!\w)",
    re.IGNORECASE,
)


_LETTERS = re.compile(r"(?<![\w'’])(?:[B-HJ-Zb-hj-z][\s,]{1,2}){1,5}$")


class Spoken(NamedTuple):
    """`digits` are said in `text[start:end]`."""

    start: int
    end: int
    digits: str


def runs(text: str) -> Iterator[Spoken]:
    """Find four or more digits in a row, two of them words, or one where they come singly."""
    if _SOME.isdisjoint(_LETTERS_ONLY.findall(text.lower())):
        return
    for match in _RUN.finditer(text):
        words = match.group()
        # "the second one, four one one ...": the first belongs to what stands before.
        head = _HEAD.match(words)
        skip = head.end() if head else 0
        said = len(_A_WORD.findall(words, skip))
        if said > 1 or (said and not re.search(r"\d\d", words)):
            yield Spoken(match.start() + skip, match.end(), _digits(words[skip:]))


def with_letters(text: str, start: int) -> int:
    """Take in single letters that are said before the digits: "K L nine four"."""
    match = _LETTERS.search(text[max(0, start - 16) : start])
    return start - len(match.group()) if match else start


def codes(text: str) -> Iterator[tuple[int, int]]:
    """Find codes whose dashes are said: "C dash 99 dash 1042"."""
    if "dash" in text or "hyphen" in text or "slash" in text or "stroke" in text:
        for match in _CODE.finditer(text):
            if len(_digits(match.group())) >= 3:
                yield match.span()


def _digits(words: str) -> str:
    digits, times, tens = "", 1, ""
    for word in re.findall(r"\w+", words.lower()):
        if word in _TIMES:
            times = _TIMES[word]
            continue
        if tens and not (word in _DIGITS and _DIGITS[word] != "0"):
            tens += "0"  # "twenty", and no "three" behind it
        digits += tens
        tens = _TENS.get(word, "")
        digits += (_DIGITS.get(word) or _TEENS.get(word) or word * word.isdigit()) * times
        times = 1
    return digits + tens + "0" * bool(tens)
