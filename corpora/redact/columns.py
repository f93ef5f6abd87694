"""What the name of a column says about its values: a person's, a thing's, or nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from corpora.redact import lexicon, spelling

ColumnKind = Literal["person", "thing", ""]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+")
_THINGS = frozenset(
    "city town village country state region county province location place area zone nationality"
    " language locale market product products brand make model category subcategory type kind topic"
    " reason status priority severity department dept team group queue channel source tag tags"
    " label labels plan tier tariff segment stage outcome resolution disposition currency platform"
    " os browser device store shop branch airport airline carrier vendor supplier manufacturer"
    " company organisation organization colour color size sku item article service campaign"
    " industry month weekday gender form via medium file event page field host domain server"
    " version role skill sentiment rating score stadt ort land produkt marke modell kategorie"
    " abteilung filiale ville pays produit marque catégorie ciudad país producto marca categoría"
    " hotel street url website screen level issue".split()
)
_PERSONS = frozenset(
    "name names customer client contact requester requestor assignee agent caller user employee"
    " owner author submitter firstname lastname fullname surname forename username sender recipient"
    " reporter passenger guest patient member holder representative rep person buyer purchaser"
    " advisor adviser kunde kundin nachname vorname nom prénom prenom nombre apellido apellidos"
    " cliente".split()
)
# What a column of numbers is asked for by; order numbers of columns stay, they are no text.
_ASKED = re.compile(
    r"\b(?:phones?|mobiles?|telephone|tel|cell|fax|e-?mails?|addresse?s?|dob|birth(?:day|date)?"
    r"|iban|ssn|telefon(?:nummer)?|handy|adresse|postcode|zip)\b"
)
_NAME_LIKE = re.compile(
    r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_.'’-]*)*(?:,? [^\d_@:;/]{1,24}){0,4}"
)
_MOST_WORDS = 5


@lru_cache(maxsize=4096)
def kind_of(column: str) -> ColumnKind:
    """Say whose the values of a column are: "customer_name", "Product name", "city"."""
    words = [word.lower() for word in _WORD.findall(column)]
    if any(word in _THINGS for word in words):
        return "thing"
    return "person" if words and words[-1] in _PERSONS else ""


@lru_cache(maxsize=4096)
def question(column: str) -> str:
    """Return the question that a column of phone numbers, addresses ... answers, or ""."""
    plain = " ".join(word.lower() for word in _WORD.findall(column))
    return f"What is your {plain}?" if _ASKED.search(plain) else ""


def names_in(value: str) -> list[tuple[int, int]]:
    """Return where the name stands in a value of a person's column: all of it, or nowhere."""
    inner = value.strip()
    words = inner.replace(",", " ").split()
    if not words or len(words) > _MOST_WORDS or not _NAME_LIKE.fullmatch(inner):
        return []
    known = any(map(_is_known, words))
    if any(lexicon.is_no_name(word) and not lexicon.is_given_name(word) for word in words):
        return []
    capitals = all(word[0].isupper() or not word.isascii() for word in words)
    alike = len(words) > 1 or spelling.likeness(words[0]) > 0
    if not known and not (capitals and alike):
        return []
    start = value.index(inner)
    return [(start, start + len(inner))]


def _is_known(word: str) -> bool:
    return lexicon.is_given_name(word) or lexicon.is_surname(word)
