"""What can be a name and what can't: given names of the world, and words that are none."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

_FOREIGN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "ı": "i"})
_CLAN = re.compile(r"O['’][A-Z]|Mc[A-Z]|Mac[A-Z](?!ook)")
_WORD = re.compile(r"\w+")


def fold(word: str) -> str:
    """Return `word` in lower case without accents."""
    lower = word.lower()
    if lower.isascii():
        return lower
    plain = unicodedata.normalize("NFKD", lower.translate(_FOREIGN))
    return "".join(char for char in plain if not unicodedata.combining(char))


def is_given_name(word: str) -> bool:
    """Tell whether `word` is a known given name, one that is also an ordinary word included."""
    first = fold(word).split("-", 1)[0]
    return first in _given_names()[0] or first in _given_names()[1]


def is_only_a_name(word: str) -> bool:
    """Tell whether `word` is a known given name, or Irish or Scottish by its form, and no more."""
    if _CLAN.match(word):
        return True
    return fold(word).split("-", 1)[0] in _given_names()[0]


def is_no_name(word: str) -> bool:
    """Tell whether `word` is an ordinary word, a place, a company or a brand."""
    return fold(word).replace("'", "").replace("’", "") in _no_names()


def is_brand(name: str) -> bool:
    """Tell whether a name of a person stands on goods or shops: "Jo Malone", "Dr Martens"."""
    words = _WORD.findall(fold(name.replace("'", "").replace("’", "")))
    return " ".join(words[:2]) in _brands() or " ".join(words[-2:]) in _brands()


@cache
def _given_names() -> tuple[frozenset[str], frozenset[str]]:
    plain, also_words = (frozenset(part.split()) for part in _read("given_names").split("---"))
    return plain - also_words, also_words


@cache
def _no_names() -> frozenset[str]:
    return frozenset(_read("no_names").split())


@cache
def _brands() -> frozenset[str]:
    return frozenset(line.strip() for line in _read("brands").splitlines())


def _read(name: str) -> str:
    text = files("corpora.redact").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))
