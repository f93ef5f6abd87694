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
_WONDERS = re.compile(
    r"^(?:(?:and|ok|so|but|then|well),? )*(?:what|which|who|whose|why|where|when)\b"
)


def supposes(lower: str) -> bool:
    """Whether an utterance asks what would be, how something is done, or why it was."""
    return bool(_HYPOTHETICAL.match(lower))


def wonders(lower: str) -> bool:
    """Whether an utterance begins with the word of a question: "what did billing handle"."""
    return bool(_WONDERS.match(lower))


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
