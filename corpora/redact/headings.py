"""A subject of one word: what a message is about stands there with a capital, whatever it is.

Readers put the subject of a ticket over its first message, so that "Duvet" stands like "Robin"
would; nothing around it tells a name, and the network takes what begins the next paragraph for
what the name does. The first line of a chat looks the same and may well be somebody's name, so a
word that people are called by stays hidden unless the mark of a reply proves a subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpora.redact import lexicon, spelling

_PREFIX = r"(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw|subject|betreff)\s?:\s*)"
_WORD = r"([^\W\d_]{2,25})[ ]?[.!?…]{0,3}[ \t]*"
# Marked as a subject, whatever follows; or alone over a message.
_MARKED = re.compile(rf"\s*{_PREFIX}+{_WORD}(?=\n|$)", re.IGNORECASE)
_ALONE = re.compile(rf"\s*{_WORD}(?=\n\s*\n\s*\S)")
# The message speaks of somebody, who may be whom the subject names.
_SOMEBODY = re.compile(
    r"\b(?:s?he|him|hers?|his|(?:him|her)self|mrs?|ms|miss|names?|named|spoke|spoken|rang|promised"
    r"|(?:call|phon|email|ring|writ)(?:ed|ing|e?s)?\s(?:me|us|back))\b",
    re.IGNORECASE,
)


def without_subject(
    text: str, found: Sequence[tuple[int, int]], told: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Leave out an ordinary word that is all of the subject, unless it names somebody below.

    Args:
        text: A contact's first turn.
        found: Where names stand in it.
        told: Where somebody says who it is, or answers who: never left out.
    """
    subject = names_nobody(text) if found else None
    if subject is None or any(start < subject[1] and subject[0] < end for start, end in told):
        return list(found)
    others = [span for span in found if span != subject]
    word = text[slice(*subject)]
    return list(found) if any(word in text[start:end] for start, end in others) else others


def names_nobody(text: str) -> tuple[int, int] | None:
    """Return where the one word of a text's subject stands, if it is an ordinary word; else None.

    A word that is a name as well ("Rain", "Hazel") is taken for the word only behind the mark of
    a reply, where the message speaks of nobody. A name that is no word stays one, and so does a
    word that no dictionary has and that is spelled like one.
    """
    marked = _MARKED.match(text)
    match = marked or _ALONE.match(text)
    if match is None:
        return None
    word = match[1]
    if lexicon.is_only_a_name(word) or lexicon.is_surname(word):
        return None
    if lexicon.is_given_name(word):
        hidden = marked is None or _SOMEBODY.search(text, match.end()) is not None
    else:
        hidden = not lexicon.is_ordinary(word) and spelling.likeness(word) > 0
    return None if hidden else match.span(1)
