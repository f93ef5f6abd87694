"""What the name of a column says about its values: a person's, a thing's, or nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from corpora.redact import lexicon, phones, spelling

ColumnKind = Literal["person", "thing", ""]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+")
# Places, goods and companies are called like people, and public.
_PUBLIC = frozenset(
    "city town village country state region county province location place area zone nationality"
    " language locale market product products brand make model category subcategory"
    " os browser device store shop branch airport airline carrier vendor supplier manufacturer"
    " company organisation organization sku item article industry campaign platform domain server"
    " stadt ort land produkt marke modell kategorie filiale ville pays produit marque catégorie"
    " ciudad país producto marca categoría hotel street website".split()
)
# Labels that a company thinks out for itself, of one word in the main.
_LABELS = frozenset(
    "type kind topic status priority severity department dept team group queue channel source"
    " plan segment stage tier tariff currency colour color size month weekday gender medium"
    " host version role skill sentiment rating score level abteilung".split()
)
_ARTICLES = frozenset(
    "product products model sku item article version device produkt modell artikel produit"
    " producto".split()
)
# What may stand behind the word that tells whose the values are: "product name", "store number".
_BEHIND = frozenset("name names id ids number numbers no code codes key title".split())
_OF_A_NAME = frozenset(
    "of and & de la le du des der den di da del the in on upon am und et y".split()
)
# Words around a name in the shortest of notes: "Ask Maria", "Sent By Maria Lopez".
_CUES = frozenset(
    "ask call ring tell told spoke contact by to from for with via my name is am i mr mrs ms miss"
    " dr dear hi hello hey thanks regards per herr frau señor señora monsieur madame".split()
)
_TITLES = frozenset("mr mrs ms miss dr prof sir herr frau monsieur madame señor señora".split())
_PERSONS = frozenset(
    "name names customer client contact requester requestor assignee agent caller user employee"
    " owner author submitter firstname lastname fullname surname forename username sender recipient"
    " reporter passenger guest patient member holder representative rep person buyer purchaser"
    " advisor adviser manager supervisor technician driver tenant applicant attendee"
    " kunde kundin nachname vorname nom prénom prenom nombre apellido apellidos"
    " cliente".split()
)
# What a column of numbers is asked for by; order numbers of columns stay, they are no text.
_ASKED = re.compile(
    r"\b(?:phones?|phonenumbers?|contact (?:number|no)"
    r"|mobiles?|telephone|tel|cell|fax|e-?mails?|addresse?s?|dob|birth(?:day|date)?"
    r"|iban|ssn|telefon(?:nummer)?|handy|adresse|postcode|zip)\b"
)
_NAME_LIKE = re.compile(
    r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_.'’-]*)*(?:,? [^\d_@:;/]{1,24}){0,4}"
)
_THING_LIKE = re.compile(r"[^\W\d_]+(?:[-.'’&][^\W\d_]*)*")
_NUMBER_LIKE = re.compile(r"[A-Za-z]{0,4}[1-9][0-9]{0,24}[A-Za-z]{0,4}")
_MOST_WORDS = 5
_MOST_IN_A_THING = 4
_MOST_IN_A_LABEL = 1


@lru_cache(maxsize=4096)
def kind_of(column: str) -> ColumnKind:
    """Say whose the values of a column are: "customer_name", "Product name", "city".

    The last word that tells counts: a "store manager name" is a person's, a "store phone" nobody
    is called by.
    """
    words, told = _words(column)
    if told in _PUBLIC or told in _LABELS:
        return "thing"
    if words and (words[-1] in _PERSONS or (words[-1] in _BEHIND and told in _PERSONS)):
        return "person"
    return ""


def keeps_names(column: str, value: str) -> bool:
    """Tell whether a name in this value is a thing's: all of it is the name, in a thing's column.

    In doubt it is a person's: more than a few words, or one that is no part of a name, are prose
    whatever the column is called.
    """
    if kind_of(column) != "thing":
        return False
    words = value.split()
    if len(words) > (_MOST_IN_A_LABEL if _words(column)[1] in _LABELS else _MOST_IN_A_THING):
        return False
    folded = [word.casefold() for word in words]
    return not _CUES.intersection(folded) and all(
        plain in _OF_A_NAME or (_THING_LIKE.fullmatch(word) and word[0].isupper())
        for word, plain in zip(words, folded, strict=True)
    )


def keeps_number(column: str, value: str) -> bool:
    """Tell whether a value is an article's number, though it could be a phone's or an order's."""
    number = value.strip()
    return (
        _words(column)[1] in _ARTICLES
        and _NUMBER_LIKE.fullmatch(number) is not None
        and not phones.is_written_as_phone(number)
    )


@lru_cache(maxsize=4096)
def question(column: str) -> str:
    """Return the question that a column of phone numbers, addresses ... answers, or ""."""
    plain = " ".join(_words(column)[0])
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


def is_a_person(value: str) -> bool:
    """Tell whether all of a value is a person's name, though it stands in a column of goods.

    Goods may be called after somebody, so it takes a given name and another name, a title before
    a name, or a lone word that is nothing but a name.
    """
    words = [word.strip(".,;") for word in value.split()]
    if not words or len(words) > _MOST_IN_A_THING or lexicon.is_brand(value):
        return False
    titled = len(words) > 1 and words[0].casefold() in _TITLES
    names = words[1:] if titled else words
    if titled or len(names) == 1:
        return all(map(_is_known, names)) if titled else lexicon.is_only_a_name(names[0])
    surname_first = value.split(maxsplit=1)[0].endswith(",")
    first, last = (names[-1], names[0]) if surname_first else (names[0], names[-1])
    initial = len(last) == 1 and last.isalpha()
    named = initial or (_is_known(last) and not lexicon.is_no_name(last))
    doubled = len(names) > 2 and all(map(lexicon.is_only_a_name, names[:2]))
    return doubled or (lexicon.is_given_name(first) and named)


@lru_cache(maxsize=4096)
def _words(column: str) -> tuple[tuple[str, ...], str]:
    """Return the words of a column's name, and the last one that tells what its values are."""
    words = tuple(word.lower() for word in _WORD.findall(column))
    return words, next((word for word in reversed(words) if word not in _BEHIND), "")


def _is_known(word: str) -> bool:
    return lexicon.is_given_name(word) or lexicon.is_surname(word)
