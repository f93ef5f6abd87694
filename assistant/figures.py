"""Are the numbers of a text those of the results that it speaks of?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_NUMBER = re.compile(
    r"(?<![\w.])[-−+]?\d+(?:[ ,\u00a0\u202f]\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?%?", re.IGNORECASE
)
_ID = re.compile(r"\b(?:[cpgfn]|page)-[a-z0-9]{4,}\b")
_PLACE = re.compile(r"(?m)^\s*(\d{1,2})[.)]\s")
_ORDINAL = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)\b")
_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_LARGE = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_WORD = rf"(?:{'|'.join((*_UNITS, *_TENS, *_LARGE))})s?"
_SPELT = re.compile(rf"\b{_WORD}(?:(?:\s+and\s+|[\s-]+){_WORD})*\b", re.IGNORECASE)
_PART = re.compile(
    rf"\b(?:(one|two|three|four|a|an|the)[\s-]+)?({'|'.join(_PARTS)})s?\b(?=\s+(?:of|the|all)\b)",
    re.IGNORECASE,
)
_ROUGHLY = 0.025
"""How far "half of them" may be from it, as a share."""


def unfounded(text: str, results: Iterable[Any], said: str = "") -> tuple[str, ...]:
    """Return the numbers of `text` that stand in no result and that the person did not say.

    A share may be told as a percentage, and any number rounded to the digits that it is told
    with; numbers in words count, "one" alone does not. The places of a list are no numbers; an id
    must be that of a result. Digits that a customer said found nothing.

    Args:
        text: What a model wrote.
        results: The data of the answers that it was given.
        said: The person's own words.
    """
    results = list(results)
    known = [number for result in results for number in _numbers_in(result)]
    known += [value for value, _ in _told(said)]
    held = {each for told in (*map(str, results), said) for each in _ID.findall(told)}
    plain = _without_places(_ID.sub(lambda found: " " if found[0] in held else found[0], text))
    wrong = [each for each in _ID.findall(plain) if each not in held]
    wrong += [
        written
        for value, written in _told(plain)
        if not any(_same(value, written, each) for each in known)
    ]
    wrong += [
        written
        for value, written in _parts(plain)
        if not any(abs(value - each) <= _ROUGHLY for each in known if 0 <= each <= 1)
        and not any(abs(100 * value - each) <= 100 * _ROUGHLY for each in known)
    ]
    return tuple(wrong)


def _told(text: str) -> list[tuple[float, str]]:
    """Return the numbers that a text tells in digits or words, with how they are written."""
    found = []
    for match in _NUMBER.finditer(_ID.sub(" ", text)):
        digits = re.sub(r"[ ,\u00a0\u202f%+]", "", match[0]).replace("−", "-")
        found.append((float(digits), match[0]))
    for match in _SPELT.finditer(text):
        words = re.findall(r"[a-z]+", match[0].lower())
        if words not in (["one"], ["ones"]):
            found.append((_spelt(words), match[0]))
    return found


def _without_places(text: str) -> str:
    """Return a text without ordinals, and without the numbers of a list that counts from one."""
    places = [int(each) for each in _PLACE.findall(text)]
    counts = places == list(range(1, len(places) + 1))
    return _ORDINAL.sub(" ", _PLACE.sub(" ", text) if counts else text)


def _spelt(words: list[str]) -> float:
    """Return the number that its words say: "two thousand four hundred and ten"."""
    total = group = 0
    for word in (each.removesuffix("s") if each not in _UNITS else each for each in words):
        if word in _LARGE:
            group = max(group, 1) * _LARGE[word]
            if _LARGE[word] >= _LARGE["thousand"]:
                total, group = total + group, 0
        else:
            group += _UNITS.get(word, _TENS.get(word, 0))
    return float(total + group)


def _parts(text: str) -> list[tuple[float, str]]:
    """Return the parts of a whole that a text tells in words: "half of them", "two thirds of"."""
    return [
        (_UNITS.get((match[1] or "one").lower(), 1) * _PARTS[match[2].lower()], match[0])
        for match in _PART.finditer(text)
    ]


def _same(value: float, written: str, known: float) -> bool:
    digits = len(written.rstrip("%").partition(".")[2])
    tolerance = 0.5 * 10**-digits + 1e-9
    if written[0] not in "-−":
        known = abs(known)
    shares = (known, known * 100) if written.endswith("%") or known <= 1 else (known,)
    return any(abs(value - each) <= tolerance for each in shares)


def _numbers_in(result: Any) -> list[float]:  # noqa: ANN401 - JSON of any shape
    """Return every number of a JSON value, those inside its texts too, and how long lists are."""
    if isinstance(result, bool) or result is None:
        return []
    if isinstance(result, int | float):
        return [float(result)]
    if isinstance(result, str):
        return [value for value, _ in _told(result)]
    if isinstance(result, dict):
        quoted = "contact_id" in result or "speaker" in result
        return [
            number
            for name, value in result.items()
            if name not in ("opening", "saying") and not (quoted and name == "text")
            for number in _numbers_in(value)
        ]
    if isinstance(result, list | tuple):
        return [float(len(result)), *(number for item in result for number in _numbers_in(item))]
    raise TypeError(f"{type(result).__name__} is no JSON")
