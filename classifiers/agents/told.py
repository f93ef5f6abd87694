"""What agents state in contacts, and who says that an agent told something wrong; words only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from classifiers.answerability.amounts import AMOUNT_STEMS
from classifiers.text import GENERIC_STEMS, content_stems, sentences, words
from corpora.records import Turn

Says = Literal["reported", "corrected", "against", "as the page"]

_LONGEST, _SHORTEST = 40, 3
_AROUND = 1
_CONTEXT = 250
_QUOTED = 240

_TOLD = re.compile(
    r"\b(?:(?:i|we)(?:'ve|'d)? (?:was|were|been|got) (?:told|advised|informed)|(?:i|we) was told|"
    r"(?:he|she|they|the (?:lady|gentleman|man|woman|lad|person|agent|chat)|your (?:\w+ )?"
    r"(?:colleague|agent|chat|man|lady|people|team|line|desk)|some(?:one|body)|another|"
    r"one of (?:you|your|them)\b[^.?!]{0,20}?) "
    r"(?:on the \w+ |in \w+ )?(?:said|says|told (?:me|us)|tells me|insist\w*|maintain\w*))",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:(?:was|were|been) (?:told|advised|informed) (?:wrong\w*|incorrect\w*|otherwise|the "
    r"wrong)|(?:told|gave|given) you (?:the )?wrong\w*|(?:what|that) (?:you were|they|he|she) "
    r"(?:told|said)[^.?!]{0,20} (?:wrong|not (?:right|true|correct)|isn't (?:right|true))|"
    r"(?:our|that) (?:advice|answer|information)\b[^.?!]{0,15} (?:was|were) wrong|"
    r"should(?:n't| not| never) have (?:been told|told you|said))",
    re.IGNORECASE,
)
NO_STATEMENT = re.compile(rf"^(?:but |and |so )?if\b|{_CORRECTS.pattern}", re.IGNORECASE)
"""Conditions and corrections state nothing of their own."""
_CITES = re.compile(
    r"\b(?:pages?|websites?|site|listing|description|rules?|terms|policy|reads|states?)\b",
    re.IGNORECASE,
)
NEGATION = re.compile(
    r"\b(?:no|not|never|none|without|neither|nor|cannot|\w+n't|dont|cant|wont|doesnt|unless|"
    r"only (?:if|when|unused|unopened)|exclud\w*|refus\w*)\b",
    re.IGNORECASE,
)
_EMPTY = GENERIC_STEMS | AMOUNT_STEMS


@dataclass(frozen=True, slots=True)
class Conversation:
    """A contact as this module reads it."""

    contact_id: str
    product_ids: tuple[str, ...]
    turns: Sequence[Turn]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn; `stems` are its telling ones, `asked` those of the question before."""

    turn: Turn
    start: int
    end: int
    text: str
    stems: frozenset[str]
    asked: frozenset[str]


def telling_stems(text: str) -> frozenset[str]:
    """Return the telling stems; "unopened" counts as "opened", the negation being told apart."""
    found = (each for each in content_stems(text) if each not in _EMPTY and each.isalpha())
    return frozenset(
        each[2:] if each.startswith("un") and len(each) > 5 else each for each in found
    )


def straight(text: str) -> str:
    """Return a text with straight apostrophes."""
    return text.replace("’", "'")


def told(talk: Conversation) -> Iterator[Sentence]:
    """Yield what agents state, with the question that it answers."""
    asked: frozenset[str] = frozenset()
    for turn in talk.turns:
        if turn.speaker == "customer":
            asked = telling_stems(straight(turn.text[-_CONTEXT:]))
        if turn.speaker != "agent" or not turn.visible:
            continue
        for start, end in sentences(turn.text):
            text = straight(turn.text[start:end])
            if not text.endswith("?") and _SHORTEST <= len(words(text)) <= _LONGEST:
                yield Sentence(turn, start, end, text, telling_stems(text), asked)


def pointing(talk: Conversation) -> Iterator[tuple[Sentence, Says]]:
    """Yield the words that say that an agent told something wrong.

    A customer's report counts where they cite the page beside it, or an agent takes it back later;
    an agent's correction where it cites the page.
    """
    taken_back = any(
        turn.speaker == "agent" and turn.visible and _CORRECTS.search(straight(turn.text))
        for turn in talk.turns
    )
    for turn in talk.turns:
        if not turn.visible or turn.speaker not in ("customer", "agent"):
            continue
        customer = turn.speaker == "customer"
        cue = _TOLD if customer else _CORRECTS
        spans = sentences(turn.text)
        for place, (start, end) in enumerate(spans):
            if not cue.search(straight(turn.text[start:end])):
                continue
            around = straight(_around(turn.text, spans, place))
            if _CITES.search(around) or (customer and taken_back):
                stems = telling_stems(around)
                last = spans[min(len(spans) - 1, place + _AROUND)][1]
                to = last if last - start <= _QUOTED else end
                found = Sentence(turn, start, to, turn.text[start:to], stems, frozenset())
                yield found, "reported" if customer else "corrected"


def _around(text: str, spans: Sequence[tuple[int, int]], place: int) -> str:
    first = spans[max(0, place - _AROUND)]
    last = spans[min(len(spans) - 1, place + _AROUND)]
    return text[first[0] : last[1]]
