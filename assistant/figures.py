"""Are the numbers of a text those of the results that it speaks of?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_NUMBER = re.compile(
    r"(?<![\w.])[-+]?\d+(?:[ ,\u00a0\u202f]\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?%?", re.IGNORECASE
)
_WORD_OF_ID = re.compile(r"\b(?:[cpgfn]|page)-[a-z0-9]{4,}\b")
_ORDINAL = re.compile(r"(?m)^\s*\d{1,2}[.)]\s|\b\d{1,2}(?:st|nd|rd|th)\b")


def unfounded(text: str, results: Iterable[Any], said: str = "") -> tuple[str, ...]:
    """Return the numbers of `text` that stand in no result and that the person did not say.

    A share may be told as a percentage, and any number rounded to the digits that it is told
    with. Numbers of a list and those within ids count as words.

    Args:
        text: What a model wrote.
        results: The data of the answers that it was given.
        said: The person's own words.
    """
    plain = _ORDINAL.sub(" ", _WORD_OF_ID.sub(" ", text))
    known = [number for result in results for number in _numbers_in(result)]
    known += [value for value, _ in _told(said)]
    return tuple(
        written
        for value, written in _told(plain)
        if not any(_same(value, written, each) for each in known)
    )


def _told(text: str) -> list[tuple[float, str]]:
    """Return the numbers that a text tells, with how they are written."""
    found = []
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[ ,\u00a0\u202f%+]", "", match[0])
        found.append((abs(float(digits)), match[0]))
    return found


def _same(value: float, written: str, known: float) -> bool:
    digits = len(written.rstrip("%").partition(".")[2])
    tolerance = 0.5 * 10**-digits + 1e-9
    shares = (known, known * 100) if written.endswith("%") or known <= 1 else (known,)
    return any(abs(value - each) <= tolerance for each in shares)


def _numbers_in(result: Any) -> list[float]:  # noqa: ANN401 - JSON of any shape
    """Return every number of a JSON value, those inside its texts too, and how long lists are."""
    if isinstance(result, bool) or result is None:
        return []
    if isinstance(result, int | float):
        return [abs(float(result))]
    if isinstance(result, str):
        return [value for value, _ in _told(_WORD_OF_ID.sub(" ", result))]
    if isinstance(result, dict):
        return [number for value in result.values() for number in _numbers_in(value)]
    if isinstance(result, list | tuple):
        return [float(len(result)), *(number for item in result for number in _numbers_in(item))]
    raise TypeError(f"{type(result).__name__} is no JSON")
