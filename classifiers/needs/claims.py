"""What customers say of the page itself: that it is silent, hard to understand, or not true.

Words and numbers only: a figure that a customer reads from the page beside another one that the
page does not give, or gives elsewhere, contradicts it; a word of the page whose meaning is asked
for makes it unclear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from classifiers.answerability.amounts import amounts
from classifiers.text import GENERIC, STOP_WORDS, pieces, plain, stem
from corpora.records import GapKind, Passage

CONTRADICTED_SHARE, UNCLEAR_SHARE, SILENT_SHARE = 0.3, 0.34, 0.34
"""Shares of a topic's contacts that make its kind."""
LEAST = 2
"""One customer alone may have misread the page: a kind other than `missing` needs so many."""

_TELLING = 10
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NO_FIGURE = re.compile(
    r"[£$€]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:pounds?|quid|euros?|dollars?|bucks|pence|cents?|p)\b|"
    r"\b\d+(?:st|nd|rd|th)\b|\b\d{1,2}[:.]?\d{0,2}\s?(?:am|pm)\b|\b\d{1,2}:\d{2}\b|"
    r"\b[a-z]\w*-[\w-]*\d[\w-]*",
    re.IGNORECASE,
)
"""No figures of a product: money, days, times of day, part numbers, numbers of placeholders."""
_SPOKEN = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten) point (one|two|three|four|five|six|"
    r"seven|eight|nine)\b",
    re.IGNORECASE,
)
_VALUES = {
    word: i
    for i, word in enumerate("zero one two three four five six seven eight nine ten".split())
}
_CITES = re.compile(
    r"\b(?:says?|said|states?|claims?|according|page|site|website|listing|description|heading|"
    r"bullets?|table|advert\w*|label|box|printed|promise[sd]?)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:but|which (?:is|one|of)|isn't|is not|not true|wrong|misprint|measured?|measuring|really|"
    r"actually|truth\w*|reach|shr[aiu]nk|instead|whereas|only|or isn't|mistake|label|stamped|"
    r"contradict\w*|figure|different|both|then (?:it|in|on|the|at|i)|don't (?:match|agree)|"
    r"doesn't (?:match|agree)|going on|checkout|which)\b|\?\?",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"(?:doesn't|does not|didn't|did not|don't|never|not) (?:\w+ ){0,2}(?:say|mention|tell|state|"
    r"list|show|give)|\b(?:nothing|nowhere|no mention|zilch|not a word|no word|silent|"
    r"can(?:'t|not|no) (?:find|see)|couldn't (?:find|see)|leaves? (?:it|that) out)\b",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"\bwhat(?:'s|s| is| are| does| do| on earth| the)\b[^.?!]{0,50}|"
    r"\b(?:mean(?:s|t|ing)?|stands? for|supposed to|understand|explain|riddle|code|gibberish|"
    r"which (?:number|figure|is it|counts)|make (?:head|sense)|compared|as opposed)\b[^.?!]{0,40}",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“«']([^\"”»']{2,60})[\"”»']")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one contact says of the page.

    Attributes:
        silent: It says nothing of what was asked.
        unclear: The customer reads its words or figures and asks what they mean.
        contradicted: It gives one figure where the customer knows another.
    """

    silent: bool = False
    unclear: bool = False
    contradicted: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is said of the page."""
        return self.silent or self.unclear or self.contradicted

    def __or__(self, other: Claim) -> Claim:
        """Return what either says."""
        return Claim(
            self.silent or other.silent,
            self.unclear or other.unclear,
            self.contradicted or other.contradicted,
        )


def claim(said: str, passages: Sequence[str]) -> Claim:
    """Return what the customer's words `said` around a need say of a page's passages."""
    said = said.replace("’", "'")
    silent = bool(_SILENT.search(said))
    cites = bool(_CITES.search(said))
    if not cites and not _MEANING.search(said):
        return Claim(silent)
    given = [_given(text) for text in passages]
    everywhere: set[float] = set().union(*given)
    named = numbers(said)
    read, other = named & everywhere, named - everywhere
    apart = any(
        not any({one, two} <= each for each in given) for one in read for two in read if one < two
    )
    against = cites and bool(_AGAINST.search(said)) and bool(read and (other or apart))
    return Claim(silent, _asks_meaning(said, passages, read, cites=cites), against)


def claim_on(said: str, then: Sequence[Passage], now: Sequence[Passage]) -> Claim:
    """Return what a customer says of the page that was live then, as far as it stands today.

    Words or figures that the page no longer has are disputed no more.

    Args:
        said: The customer's words around a need.
        then: Passages of the page when they spoke.
        now: Passages of today.
    """
    if not then:
        return Claim()
    told = claim(said, [passage.text for passage in then])
    live = {passage.id for passage in now}
    if not told.any or all(passage.id in live for passage in then):
        return told
    kept = claim(said, [passage.text for passage in then if passage.id in live])
    named = numbers(said)
    gone = any(named & _given(passage.text) for passage in then if passage.id not in live)
    return Claim(
        told.silent,
        told.unclear and kept.unclear and not gone,
        told.contradicted and kept.contradicted and not gone,
    )


def held(reply: str, passages: Sequence[Passage]) -> frozenset[float]:
    """Return the figures of an answer that stand on the page: it says the same in other words.

    Figures of one digit stand on any page, and those of its title name the product. An answer most
    of whose figures are not there says something else.
    """
    told = {figure for figure in numbers(reply) if figure >= _TELLING or figure % 1}
    if not told:
        return frozenset()
    title = {figure for p in passages if p.kind == "title" for figure in _given(p.text)}
    given = {figure for p in passages if p.kind != "title" for figure in _given(p.text)}
    found = frozenset((told & given) - title)
    return found if 2 * len(found) >= len(told) else frozenset()


def says_silent(text: str) -> bool:
    """Tell whether a customer says that the page is silent on what they ask."""
    return bool(_SILENT.search(text.replace("’", "'")))


def kind_of(claims: Iterable[Claim]) -> GapKind:
    """Return `contradicted`, `unclear` or `missing` from what a topic's contacts say."""
    all_claims = list(claims)
    n = len(all_claims)
    against = sum(each.contradicted for each in all_claims)
    unclear = sum(each.unclear for each in all_claims)
    silent = sum(each.silent for each in all_claims)
    if against >= max(LEAST, CONTRADICTED_SHARE * n) and against > max(silent, unclear):
        return "contradicted"
    if unclear >= max(LEAST, UNCLEAR_SHARE * n) and silent < max(LEAST, SILENT_SHARE * n):
        return "unclear"
    return "missing"


def numbers(text: str) -> set[float]:
    """Return the numbers of a text: "1,5" and "one point five" are 1.5; a bare "one" is none.

    Small numbers in words count where a unit follows.
    """
    text = _NO_FIGURE.sub(" ", plain(text))
    found = {float(each.replace(",", ".")) for each in _NUMBER.findall(text)}
    found |= {value for values in amounts(text).values() for value in values}
    for whole, part in _SPOKEN.findall(text):
        found.add(_VALUES[whole.lower()] + _VALUES[part.lower()] / 10)
    return found


def _asks_meaning(said: str, passages: Sequence[str], read: set[float], *, cites: bool) -> bool:
    """Tell whether the page's own words or figures are asked about."""
    asking = " ".join(match.group() for match in _MEANING.finditer(said))
    quoted = " ".join(_QUOTED.findall(said))
    if not asking:
        return False
    if read and cites:
        return True
    own = _telling(asking) | _telling(quoted)
    return any(own & _of_passage(text) for text in passages) and (cites or bool(quoted))


@lru_cache(maxsize=20_000)
def _given(text: str) -> frozenset[float]:
    return frozenset(numbers(text))


@lru_cache(maxsize=20_000)
def _of_passage(text: str) -> frozenset[str]:
    return frozenset(_telling(text))


def _telling(text: str) -> set[str]:
    """Return the stems of a text that are neither common words nor numbers."""
    return {
        stem(word)
        for word in pieces(text)
        if word not in STOP_WORDS and word not in GENERIC and not word.isdigit()
    }
