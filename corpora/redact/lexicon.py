"""What can be a name and what can't: given names of the world, and words that are none."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
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


@lru_cache(maxsize=65_536)
def is_given_name(word: str) -> bool:
    """Tell whether `word` is a known given name, one that is also an ordinary word included."""
    first = fold(word).split("-", 1)[0]
    return any(first in part for part in _given_names())


def is_only_a_name(word: str) -> bool:
    """Tell whether `word` is a known given name, or Irish or Scottish by its form, and no more."""
    if _CLAN.match(word):
        return True
    often, _, seldom = _given_names()
    first = fold(word).split("-", 1)[0]
    return first in often or (first in seldom and not word.islower())


@lru_cache(maxsize=65_536)
def is_surname(word: str) -> bool:
    """Tell whether `word` is a known surname and nothing else that is known."""
    parts = fold(word).split("-")
    return parts[0] in _surnames() and all(part in all_names() for part in parts)


@cache
def all_names() -> frozenset[str]:
    """Return all given names and surnames, lower-case without accents."""
    return _surnames().union(*_given_names())


def given_names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return names that are often given, that are words as well, and that few people have."""
    return _given_names()


def surnames() -> frozenset[str]:
    """Return all surnames."""
    return _surnames()


def companies() -> frozenset[str]:
    """Return companies and brands of one word."""
    return _companies()


def brands() -> frozenset[str]:
    """Return brands that are called like a person, of two words or more in the main."""
    return _brands()


def no_names() -> frozenset[str]:
    """Return the words that are none, as `is_no_name` knows them."""
    return _no_names()


def is_no_name(word: str) -> bool:
    """Tell whether `word` is an ordinary word, a place, a company or a brand."""
    return fold(word).replace("'", "").replace("’", "") in _no_names()


def is_ordinary(word: str) -> bool:
    """Tell whether a word is an ordinary one though it is spelled like a name: "duvet", "rug"."""
    return is_no_name(word) or fold(word) in _words_like_names()


def is_company(word: str) -> bool:
    """Tell whether `word` is a company or brand that sells things under its name."""
    return fold(word) in _companies()


def is_brand(name: str) -> bool:
    """Tell whether a name of a person stands on goods or shops: "Jo Malone", "Dr Martens"."""
    words = _WORD.findall(fold(name.replace("'", "").replace("’", "")))
    return " ".join(words[:2]) in _brands() or " ".join(words[-2:]) in _brands()


# Words that make up a tenth of any text in their language, and are none in English.
_OTHERS = frozenset(
    "ich und der das nicht ist mit ein eine einen für auf wir sie ihr ihre ihren zu den dem von "
    "wurde"
    " mein meine bitte nur habe haben wird bei auch ihnen ihrem unsere uns el los que mi por "
    "para con"
    " una está es se del las su muy pero necesito le les des est pas pour avec je vous nous une mon"
    " dans sur votre notre mes il che non per sono della di não com uma meu minha você het een niet"
    " ik mijn voor met zijn nie się jest że og jeg ikke och inte på".split()
)
_ENGLISH = frozenset(
    "the and to of i a in it is my you that for on with was have this not be are at your from can"
    " we please an as has but they what me or if so will by".split()
)


@lru_cache(maxsize=4096)
def is_foreign(text: str) -> bool:
    """Tell by its small words whether a text is in another language than English."""
    words = _WORD.findall(text.lower())
    others = sum(word in _OTHERS for word in words)
    return others > 1 and others > sum(word in _ENGLISH for word in words)


@cache
def _given_names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    often, also_words, seldom = map(frozenset, map(str.split, _read("given_names").split("---")))
    return often - also_words, also_words, seldom


@cache
def _surnames() -> frozenset[str]:
    return frozenset(_read("surnames").split())


@cache
def _no_names() -> frozenset[str]:
    return frozenset(_read("no_names").split())


@cache
def _words_like_names() -> frozenset[str]:
    return frozenset(_read("words_like_names").split())


@cache
def _companies() -> frozenset[str]:
    return frozenset(_read("no_names").split("companies:")[1].split("\n")[0].split())


@cache
def _brands() -> frozenset[str]:
    return frozenset(line.strip() for line in _read("brands").splitlines())


def _read(name: str) -> str:
    text = files("corpora.redact").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))
