"""Dates of birth: a date, and a word that says whose life began on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact.cues import Turn
from corpora.redact.spans import Found

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
_DATE = (
    rf"(?:{_DAY}[-./\s]{{1,2}}(?:of\s)?{_MONTH}(?:,?[-./\s]{{1,2}}{_YEAR})?"
    rf"|{_MONTH}[-./\s]{{1,2}}(?:the\s)?{_DAY}(?:(?:,\s?|[-./\s]){_YEAR}(?!\d))?"
    rf"|(?:19|20)\d\d\s?[-./]\s?\d{{1,2}}\s?[-./]\s?\d{{1,2}}"
    rf"|\d{{1,2}}\s?[-./]\s?\d{{1,2}}\s?[-./]\s?(?:19|20)?\d\d"
    r"|\d{1,2}\s\d{1,2}\s(?:19|20)?\d\d)"
)
_CUE = (
    r"(?:(?<!happy\s)(?:d\.?\s?o\.?\s?b\b\.?|date\sof\sbirth|birth\s?date|birth\s?day|(?:was|am|i'm|is|were)\sborn"
    r"|\bborn))"
)
_BRIDGE = (
    r"(?:[\s:=,\-–(]{1,3}(?:is|was|it's|as|on|the|in|for|to|my|be|would|of|\w{1,12}'s)\b){0,5}"
    r"[\s:=,\-–(]{0,3}"
)
_BORN = re.compile(rf"{_CUE}{_BRIDGE}(?P<date>{_DATE})(?!\w)", re.IGNORECASE)
_BORN_YEAR = re.compile(
    r"\b(?:i|he|she)(?:\s(?:was|am|is)|'s|'m|’m)\sborn\s(?:back\s)?in\s(?P<date>(?:[a-z]{3,9}\s)?"
    r"(?:of\s)?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_IS_BIRTH = re.compile(
    rf"(?<![\w/.-])(?P<date>{_DATE})(?!\w)[\s,.\-(]{{0,3}}(?:is|was|as|=)?\s?(?:my|her|his|the|our)?\s?"
    r"(?:d\.?o\.?b|date\sof\sbirth|birth\s?date)\b",
    re.IGNORECASE,
)
_ANY = re.compile(rf"(?<![\w/.-])(?P<date>{_DATE})(?![\w/])", re.IGNORECASE)
_WORDS = ("born", "birth", "dob", "d.o", "d o b")
_FULL_YEAR = re.compile(r"(?:^|\D)(?:19|20)\d\d|\d[-./ ]\d\d$")
_BIRTHDAY = re.compile(r"birth\s?day", re.IGNORECASE)


def find(turn: Turn) -> Iterator[Found]:
    """Find dates of birth; "birthday" alone needs a year, or it is a day to celebrate."""
    if any(word in turn.lower for word in _WORDS):
        for pattern in (_BORN, _IS_BIRTH, _BORN_YEAR):
            for match in pattern.finditer(turn.text):
                start, end = match.span("date")
                party = _BIRTHDAY.match(match.group()) and not _FULL_YEAR.search(match["date"])
                if not party:
                    yield Found(start, end, "BIRTH_DATE", 3)
    if (dates := list(_ANY.finditer(turn.text))) and "BIRTH_DATE" in turn.asked:
        for match in dates:
            yield Found(*match.span("date"), "BIRTH_DATE", 3)
