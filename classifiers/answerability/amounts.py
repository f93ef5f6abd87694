"""Amounts in sentences, as "forty-four millimetre" and "44 mm" say them alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from classifiers.text import stem

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: float(value) for value, word in enumerate(_ONES)} | {
    word: float(value) for value, word in zip(range(20, 100, 10), _TENS, strict=True)
}
_UNITS = {
    "mm": "mm", "millimetre": "mm", "millimeter": "mm", "cm": "cm", "centimetre": "cm",
    "centimeter": "cm", "m": "m", "metre": "m", "meter": "m", "w": "w", "watt": "w", "kw": "kw",
    "kilowatt": "kw", "l": "l", "litre": "l", "liter": "l", "ml": "ml", "g": "g", "gram": "g",
    "kg": "kg", "kilo": "kg", "minute": "min", "min": "min", "hour": "h", "second": "s", "s": "s",
    "day": "day", "week": "week", "month": "month", "year": "year", "degree": "°", "°c": "°",
    "volt": "v", "v": "v", "inch": "inch", "penny": "p", "pence": "p", "p": "p", "pound": "£",
    "bar": "bar", "pack": "pack", "piece": "piece",
}  # fmt: skip
AMOUNT_WORDS = frozenset((*_NUMBERS, *_UNITS, "hundred", "thousand"))
"""Words that are part of an amount and say nothing about what it is the amount of."""
AMOUNT_STEMS = frozenset(map(stem, AMOUNT_WORDS))
"""`AMOUNT_WORDS` for those who compare stems."""

_POINT = re.compile(rf"\b({'|'.join(_NUMBERS)}|\d+) point ({'|'.join(_ONES[:10])}|\d)\b")
_A_HUNDRED = re.compile(r"\ba (hundred|thousand)\b")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|°c", re.IGNORECASE)


def amounts(text: str) -> Mapping[str, frozenset[float]]:
    """Return unit -> amounts that `text` gives in it, with "" for numbers without a unit.

    Small numbers without a unit ("one", "2 of them") are left out: they are rarely facts.
    """
    found: dict[str, set[float]] = defaultdict(set)
    value: float | None = None
    said = _A_HUNDRED.sub(r"1 \1", text.lower().replace("-", " "))
    for token in _TOKEN.findall(_POINT.sub(_decimal, said)):
        number = _number(token)
        if number is not None:
            value = _joined(value, number)
            continue
        if token in ("hundred", "thousand") and value is not None:
            value *= 100 if token == "hundred" else 1000  # noqa: S105 - a number's word
            continue
        if value is not None and token != "and":  # noqa: S105 - a word
            _keep(found, value, _UNITS.get(token) or _UNITS.get(token.removesuffix("s"), ""))
            value = None
    if value is not None:
        _keep(found, value, "")
    return {unit: frozenset(values) for unit, values in found.items()}


def _number(token: str) -> float | None:
    if token[0].isdigit():
        return float(token.replace(",", "."))
    return _NUMBERS.get(token)


def _decimal(said: re.Match[str]) -> str:
    """Return "three point two" as "3.2"; of "twenty one point five" only the "one" is seen."""
    whole, tenth = (_number(part) for part in said.groups())
    return f"{whole:.0f}.{tenth:.0f}"


def _joined(before: float | None, number: float) -> float:
    """Read "forty four" as 44 and "three hundred twenty" as 320."""
    if before is None:
        return number
    if number < 10 <= before and before % 10 == 0:
        return before + number
    if number < 100 <= before and before % 100 == 0:
        return before + number
    return number


def _keep(found: dict[str, set[float]], value: float, unit: str) -> None:
    if unit or value >= 20:
        found[unit].add(value)


_BASE: Mapping[str, tuple[str, float]] = {
    "mm": ("m", 0.001), "cm": ("m", 0.01), "inch": ("m", 0.0254), "kw": ("w", 1000.0),
    "ml": ("l", 0.001), "g": ("kg", 0.001), "min": ("s", 60.0), "h": ("s", 3600.0),
    "week": ("day", 7.0), "month": ("day", 30.0), "year": ("day", 365.0), "p": ("£", 0.01),
}  # fmt: skip


def in_base_units(given: Mapping[str, frozenset[float]]) -> dict[str, frozenset[float]]:
    """Return amounts in one unit for each kind of thing: metres, watts, litres, kilos, days.

    Numbers without a unit are left out.
    """
    found: dict[str, set[float]] = defaultdict(set)
    for unit, values in given.items():
        if unit:
            base, factor = _BASE.get(unit, (unit, 1.0))
            found[base] |= {round(value * factor, 6) for value in values}
    return {unit: frozenset(values) for unit, values in found.items()}
