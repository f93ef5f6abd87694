"""Whether it is plain which gap gets which status; else nothing is marked on a guess."""

from __future__ import annotations

import re

from assistant.dialogue.gap_names import gaps_called
from assistant.dialogue.readings import Reading

_DOUBT = re.compile(
    r"\b(?:not|n't|never|hardly|cannot|dont|cant) (?:(?:really|quite|fully|so|entirely) )?(?:believe|sure|certain|convinced|trust)\b"
    r"|\b(?:i|we) doubt\b|\b(?:supposedly|allegedly)\b"
)
# What a page or customers say is a reason; what a colleague says of a gap is not yet a decision.
_HEARSAY = re.compile(
    r"\b(?!(?:page|copy|site|website|text|listing|description|it|customers?|people|they|i|we)\b)[\w']+ "
    r"(?:said|says|claims?|claimed|reckons?|told (?:me|us)) (?:that )?(?:(?:the|it|it's|this|that)\b|\{gap\})"
)
_BOTH = re.compile(
    r"\bthe (?!(?:page|copy|text|site|description|listing)\b)(?:[\w'-]+ ){1,4}?(?:(?:gap|one|question) )?and the (?:[\w'-]+ ){1,4}?(?:gap|one|question)s?\b"
    r"|\bthe (?:[\w'-]+ ){1,4}?and (?:[\w'-]+ ){1,4}?(?:gaps|questions)\b"
)


def unsettled(reading: Reading) -> bool:
    """Whether several gaps are named, or somebody doubts or only passes on what is said."""
    masked = reading.masked()
    doubted = _DOUBT.search(masked) or _HEARSAY.search(masked)
    return bool(doubted or _BOTH.search(reading.lower)) or len(gaps_called(reading)) > 1
