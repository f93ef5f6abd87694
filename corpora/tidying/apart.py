"""Tells which contacts are no customer's voice: merged, spam, tests, sent by the company.

A false `spam` loses a customer, a missed one costs a line in a list; so what the helpdesk itself
marked counts at once, and words alone only where several things come together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_TAG_COLUMN = re.compile(r"(?:^|[_\s.])(?:tags?|labels?|etiketten)(?:$|[_\s.\d])", re.IGNORECASE)
_STATE_COLUMN = re.compile(
    r"(?:^|[_\s.])(?:status|state|is_?spam|spam|suspension_?cause|resolution|outcome|type"
    r"|close_?reason|sub_?status)$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\w-]+")
_REASONS: dict[str, str] = {
    "spam": "spam", "junk": "spam", "is_spam": "spam", "marked_as_spam": "spam",
    "detected_as_spam": "spam",
    "closed_by_merge": "merged", "merged": "merged", "merged_ticket": "merged",
    "test": "test", "test_ticket": "test", "test-ticket": "test", "testticket": "test",
    "sample_ticket": "test",
}  # fmt: skip
_YES = frozenset(("true", "yes", "1"))
_MERGED = re.compile(
    r"^\W{0,3}(?:this\s+(?:request|ticket|case|conversation|issue)\s+(?:was|has\s+been)\s+"
    r"(?:closed\s+and\s+)?merged\s+(?:in)?to\s"
    r"|(?:dieses?|diese)\s+(?:ticket|anfrage|vorgang)\s+wurde\s+.{0,60}?zusammengeführt"
    r"|cette\s+demande\s+a\s+été\s+fermée\s+et\s+fusionnée)",
    re.IGNORECASE,
)
_TEST_WORDS = frozenset(
    "test testing tests tester this is just a an the my ticket tickets email e-mail mail message"
    " please ignore disregard do not reply only hello hi 1 2 3 4 5 12 123 1234 12345 one two three"
    " case chat request from support sample account delete bitte ignorieren das ist ein eine nur"
    " nachricht".split()
)
_A_TEST = frozenset(("test", "testing", "tests"))
_MOST_TEST_WORDS = 8
_SAMPLE = re.compile(r"^\W{0,3}sample\s+ticket\s*:\s*meet\s+the\s+ticket", re.IGNORECASE)
# What unwanted mail is about; one of these alone says nothing.
_SPAM_SIGNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bguest\s+post(?:s|ing)?\b|\bback\s?links?\b|\bdo-?follow\b|\bdomain\s+authority\b"
        r"|\bSEO\s+(?:services?|agency|expert|audit|packages?)\b",
        r"\b(?:first|top)\s+page\s+(?:of|on)\s+google\b|\brank(?:ing)?\s+(?:#\s?1|higher|your)\b"
        r"|\bincrease\s+(?:your\s+)?(?:website\s+)?traffic\b|\bgoogle\s+ranking",
        r"\b(?:web\s?site|app)\s+(?:re)?design\s+(?:services?|company|quote)\b"
        r"|\b(?:outsourc|offshore)\w*\s+(?:team|company|develop)",
        r"\bI\s+(?:came|was)\s+(?:across|going\s+through)\s+your\s+(?:web\s?)?site\b"
        r"|\bI\s+(?:visited|found|noticed)\s+your\s+website\b|\bDear\s+(?:website\s+)?(?:owner|webmaster)\b",
        r"\b(?:bitcoin|crypto(?:currency)?|forex|binary\s+options?)\s+(?:invest|trad|profit|earn)\w*"
        r"|\bguaranteed\s+(?:returns?|profit|income)\b|\bmake\s+\$\s?\d[\d,]*\s+(?:a|per)\s+(?:day|week|month)",
        r"\bnext\s+of\s+kin\b|\b(?:million|billion)\s+(?:us\s+)?(?:dollars|usd|euros?)\b.{0,200}\b"
        r"(?:transfer|inherit|deceased|beneficiary|lottery|bank)|\byou\s+have\s+won\b.{0,80}\b(?:lottery|prize)",
        r"\b(?:viagra|cialis|casino|xxx|adult\s+dating)\b",
        r"\b(?:click\s+here|visit)\b.{0,40}\b(?:unsubscribe|opt[\s-]?out)\b|\bto\s+unsubscribe\b"
        r"|\bopt[\s-]?out\s+of\s+(?:future|these)\b",
        r"\b(?:affordable|competitive)\s+(?:price|rate|cost)s?\b.{0,80}\b(?:quote|proposal|portfolio)\b"
        r"|\bmay\s+I\s+send\s+you\s+(?:a\s+)?(?:quote|proposal|packages?|price)",
    )
)
_SPAM_ENOUGH = 3
_SHORTEST_SPAM = 80
_LONGEST_TEST = 90


def by_columns(attributes: Mapping[str, str], outcome: str | None) -> str | None:
    """Return why the helpdesk's own columns set a contact apart, or None.

    Read are tags, states and a column called spam; whole words only.
    """
    for name, value in attributes.items():
        kind = _column_kind(name)
        if kind is not None and value and (reason := _reason(kind, name, value)):
            return reason
    return _reason("state", "status", outcome) if outcome else None


def sets_apart(column: str) -> bool:
    """Tell whether `by_columns` reads a column of that name."""
    return _column_kind(column) is not None


def by_words(text: str) -> str | None:
    """Return why the words that a contact begins with set it apart, or None."""
    if len(text) <= _LONGEST_TEST and _is_test(text):
        return "test"
    if _SAMPLE.match(text):
        return "test"
    if _MERGED.match(text):
        return "merged"
    if (
        len(text) >= _SHORTEST_SPAM
        and sum(1 for sign in _SPAM_SIGNS if sign.search(text)) >= _SPAM_ENOUGH
    ):
        return "spam"
    return None


@lru_cache(maxsize=4096)
def _column_kind(name: str) -> str | None:
    if _TAG_COLUMN.search(name):
        return "tags"
    return "state" if _STATE_COLUMN.search(name) else None


@lru_cache(maxsize=4096)
def _reason(kind: str, name: str, value: str) -> str | None:
    folded = value.lower()
    if kind == "state":
        if "spam" in name.lower() and folded.strip() in _YES:
            return "spam"
        return _REASONS.get(folded.strip())
    if not any(part in folded for part in ("spam", "junk", "merge", "test", "sample")):
        return None
    return next((_REASONS[word] for word in _WORDS.findall(folded) if word in _REASONS), None)


def _is_test(text: str) -> bool:
    words = _WORDS.findall(text.lower())
    return (
        0 < len(words) <= _MOST_TEST_WORDS
        and not _A_TEST.isdisjoint(words)
        and _TEST_WORDS.issuperset(words)
        and "?" not in text
    )
