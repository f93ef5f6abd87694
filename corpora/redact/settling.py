"""What is a name in the end: what the rules found, and how likely the network holds each word.

The rules know how people are brought up and are blind beyond that; the network sees a sentence as
a whole and is wrong about one in ten of what it is sure of. So it adds what it is sure of and no
sign speaks against, strikes what it holds for next to impossible, and lengthens a name by the
words beside it that it holds for part of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpora.redact import lexicon, mentioning
from corpora.redact.network import Judged

_SURE = 0.85  # judged without the rules, nine of ten words above it are names
# What no list holds, has no capital or stands in another language is mistaken for one more often.
_SURE_OF_STRANGE = 0.95
_PART = 0.5
_IMPOSSIBLE = 0.02  # judged without the rules, one of a hundred words below it is a name
# What makes the name behind it one of a place, a storm or a shop.
PLACES = frozenset(
    "saint san santa santo sao fort mount lake port puerto hurricane storm typhoon cyclone huracan"
    " tropical sankt sainte".split()
)
_SIGN_AHEAD = re.compile(r"(?:[@#/_\\.&+]|\w[-’']|\bSt\.?\s|\(at\)\s?|\(dot\)\s?|\s&\s)$")
_SIGN_BEHIND = re.compile(
    r"\s?(?:[@/®™&+_]|\(at\)|\(dot\)|\d)|\s(?:&|at\s\w+\sdot|dot|underscore)\s|-\w|\.\w"
    r"|['’]s\s(?:[A-Z])|\s(?:Street|Road|Avenue|Lane|Drive|Hotel|Hospital|School|Ltd|Inc|GmbH|plc)\b"
)
_OWNED = re.compile(
    r"\b(?:the|an?|my|our|your|his|her|their|its|this|that|these|those|any|some|new|old)\s$",
    re.IGNORECASE,
)
_WORD_AHEAD = re.compile(r"(\w+)\.?\s$")
_BETWEEN = re.compile(r" (?:[A-Z]\.? )?(?:(?:van|von|de|der|den|del|la|di|da|al|bin|ter) ){0,2}")
_BRINGS_UP = frozenset(("proof", "person", "greeting", "closing"))  # what rules know better
_WINDOW = 16  # characters


def settle(
    text: str,
    found: Iterable[tuple[int, int]],
    judged: Sequence[Judged],
    things: frozenset[str] | set[str],
) -> list[tuple[int, int]]:
    """Return where names stand, in no order; they can overlap.

    Args:
        text: The turn.
        found: What the rules hold for names.
        judged: How likely the network holds each word, in the order of the text.
        things: What goods in the same turn are called.
    """
    if not judged:
        return list(found)
    kept = [span for span in found if not _is_impossible(text, span, judged)]
    covered = [*kept]
    for run in _runs(text, judged):
        start, end = run[0].start, run[-1].end
        meets = any(a < end and start < b for a, b in covered)
        if not meets and _is_sure(text, run) and text[start:end] not in things:
            kept.append((start, end))
    return [_lengthened(text, span, judged) for span in kept]


def _runs(text: str, judged: Sequence[Judged]) -> Iterable[list[Judged]]:
    run: list[Judged] = []
    for one in judged:
        if run and (one.likely < _PART or not _BETWEEN.fullmatch(text, run[-1].end, one.start)):
            yield run
            run = []
        if one.likely >= _PART:
            run.append(one)
    if run:
        yield run


def _is_sure(text: str, run: Sequence[Judged]) -> bool:
    start, end = run[0].start, run[-1].end
    likely = max(one.likely for one in run)
    words = [text[one.start : one.end] for one in run]
    known = any(lexicon.is_given_name(word) or lexicon.is_surname(word) for word in words)
    foreign = lexicon.is_foreign(text)
    usual = known and not foreign and words[0][0].isupper()
    if likely < (_SURE if usual else _SURE_OF_STRANGE) or (foreign and not known):
        return False
    return not _is_of_things(text, start, end, words)


def _is_of_things(text: str, start: int, end: int, words: Sequence[str]) -> bool:
    """Tell whether signs around a run make it part of an address, a place, goods or a shop."""
    ahead = text[max(0, start - _WINDOW) : start]
    place = _WORD_AHEAD.search(ahead)
    return (
        _SIGN_AHEAD.search(ahead) is not None
        or _SIGN_BEHIND.match(text, end) is not None
        or (place is not None and lexicon.fold(place[1]) in PLACES)
        or lexicon.is_brand(ahead[-12:] + text[start:end])
        or any(map(lexicon.is_company, words))
        # "my Henry did not", "Wendy's"
        or (len(words) == 1 and _OWNED.search(ahead) is not None)
        or (text[end : end + 2] in {"'s", "’s"} and lexicon.is_no_name(words[-1] + "s"))
    )


def _is_impossible(text: str, span: tuple[int, int], judged: Sequence[Judged]) -> bool:
    words = [one.likely for one in judged if span[0] <= one.start and one.end <= span[1]]
    if not words or max(words) > _IMPOSSIBLE:
        return False
    if any(map(lexicon.is_only_a_name, text[slice(*span)].split(" "))):
        return False
    return mentioning.before(text, span[0]).kind not in _BRINGS_UP


def _lengthened(text: str, span: tuple[int, int], judged: Sequence[Judged]) -> tuple[int, int]:
    start, end = span
    for one in judged:
        if one.likely >= _PART and one.start > end and _BETWEEN.fullmatch(text, end, one.start):
            end = one.end
    return start, end
