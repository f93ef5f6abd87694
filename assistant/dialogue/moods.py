"""Whether an utterance asks, supposes, or wants something done: what only asks changes nothing."""

from __future__ import annotations

import re

_HYPOTHETICAL = re.compile(
    r"^(?:what (?:would happen )?if|suppose|imagine|how (?:do|can|would|could|does|should) (?:i|you|we|one)\b|how to\b|what happens (?:if|when)|should (?:we|i)\b|why (?:did|was|were|is|are|do|does)\b"
    r"|can i (?:undo|rename|merge|split)|is it possible|did (?:we|you|i|anyone|somebody)|has (?:anyone|anybody)|who )"
)

_POLITE = re.compile(
    r"^(?:please |hey |hi |ok |so )*(?:can|could|would|will|shall|may|might) (?:we|you|i)\b|^(?:let's|lets)\b"
)
_ASKING = re.compile(
    r"^(?:and |ok |so |but )*(?:what|which|who|why|how|show|list|find|where|when|open|see)\b|\b(?:only|just) (?:what|those|the ones)\b"
)
_WHETHER = re.compile(
    r"^(?:(?:and|but|ok|so|oh|well|wait),? )*(?:is|isn't|are|aren't|was|were|does|doesn't|did|didn't|has|have|had"
    r"|do(?! (?:it|that|this|the|them|those|these|so)\b))\b[^,;.]*$"
    r"|(?:,| -)? (?:right|correct|isn't it|is it|didn't (?:we|i)|haven't (?:we|i))\?$| now\?$"
)
_DONE = re.compile(
    r"\b(?:we|i|they|he|she|somebody|someone) (?:(?:have|had|has|already|just|then) )*"
    r"(?:renamed|merged|moved|split|relabell?ed|removed|deleted|added|combined)\b"
)
_REFUSES = re.compile(
    r"^(?:please )?(?:don't|do not|dont|never|nobody should|no one should|i wouldn't|i'd not|we shouldn't"
    r"|(?:there's )?no need to|it would be (?:silly|wrong|a mistake) to|no reason to)\b"
)
_INSTEAD = re.compile(r"\b(?:but|just|instead|rather)\b|[,;:.] ?\w")
_MOST_WORDS = 60
_WONDERS = re.compile(
    r"^(?:(?:and|ok|so|but|then|well),? )*(?:what|which|who|whose|why|where|when)\b"
)


def supposes(lower: str) -> bool:
    """Whether an utterance asks what would be, how something is done, or why it was."""
    return bool(_HYPOTHETICAL.match(lower))


def wonders(lower: str) -> bool:
    """Whether an utterance begins with the word of a question: "what did billing handle"."""
    return bool(_WONDERS.match(lower))


def refuses(lower: str) -> bool:
    """Whether an utterance only says what is not to be done."""
    return bool(_REFUSES.match(lower)) and not _INSTEAD.search(lower)


def orders_nothing(lower: str) -> bool:
    """Whether an utterance changes nothing, however much it sounds like what would.

    It asks whether something is so, tells what somebody did, says what is not to be done, or is so
    long that somebody must have pasted it.
    """
    return (
        bool(_WHETHER.search(lower) or _DONE.search(lower))
        or refuses(lower)
        or len(lower.split()) > _MOST_WORDS
    )


def narrows(lower: str) -> bool:
    """Whether an utterance that `asks` only has words that narrow: "only the ones in paying"."""
    return not lower.endswith("?") and not _ASKING.match(lower)


def asks(lower: str) -> bool:
    """Whether an utterance has the form of a question, and not of a polite request."""
    asked = lower.endswith("?") and not _POLITE.match(lower)
    return asked or bool(_ASKING.search(lower))


_SENTENCE = re.compile(r"(?<=[?.!])[\"']?\s+(?=\w)")


def told_behind(lower: str) -> str | None:
    """Return the last sentence of an utterance whose questions stand before; None: nothing is told.

    "What if we called it Money? Make it so" ends with what is told.
    """
    *before, last = _SENTENCE.split(lower)
    questions = any(supposes(each) or asks(each) for each in before)
    return last if questions and not last.endswith("?") and not asks(last) else None
