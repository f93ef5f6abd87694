"""Words with digits in them, as codes and numbers are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A token with a digit: "PX-7734", "1Z999AA10123456784", "#44871".
_TOKEN = re.compile(
    r"(?<![\w\-/@.,£$€¥])#?[A-Za-z]{0,12}[-_/]?[A-Za-z]{0,6}[-_/]?\d(?:[\w\-/]"
    r"|(?<=\d)\.(?=\d)){0,40}"
)
_DIGIT = re.compile("[0-9]")
_TOKEN_LONG = 128  # characters of a token from its first digit on


def with_digits(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens that have a digit; they begin at most thirty characters before it."""
    past = 0
    while (digit := _DIGIT.search(text, past)) is not None:
        blank = max(text.rfind(" ", past, digit.start()), text.rfind("\n", past, digit.start()))
        end = text.find(" ", digit.start(), digit.start() + _TOKEN_LONG)
        last = end if end >= 0 else digit.start() + _TOKEN_LONG
        match = _TOKEN.search(text, max(past, blank), last)
        if match is not None and match.start() <= digit.start():
            yield match
            past = match.end()
        else:
            past = digit.end()


def without_fraction(token: str) -> str:
    """Cut a number at its point, but not a code: "120.50", "V-90.221.7"."""
    return token if any(map(str.isalpha, token)) else token.partition(".")[0]
