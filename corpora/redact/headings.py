"""A subject of one word: what a message is about stands there with a capital, whatever it is.

Readers put the subject of a ticket over its first message, so that "Rain" stands like "Robin"
would; nothing around it tells a name, and the network takes what begins the next paragraph for
what the name does.
"""

from __future__ import annotations

import re

from corpora.redact import lexicon, spelling

_PREFIX = r"(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw|subject|betreff)\s?:\s*)"
_WORD = r"([^\W\d_]{2,25})[ ]?[.!?…]{0,3}[ \t]*"
# Marked as a subject, whatever follows; or alone over a message.
_HEADING = re.compile(rf"\s*(?:{_PREFIX}+{_WORD}(?=\n|$)|{_WORD}(?=\n\s*\n\s*\S))", re.IGNORECASE)


def names_nobody(text: str) -> tuple[int, int] | None:
    """Return where the one word of a text's subject stands, if it is an ordinary word; else None.

    A word that is a name as well ("Rain", "Hazel") is taken for the word: people are rarely what
    a whole subject is, and then mostly by two names. A name that is no word stays one, and so
    does a word that no dictionary has and that is spelled like one.
    """
    match = _HEADING.match(text)
    if match is None:
        return None
    word = match[match.lastindex or 0]
    if lexicon.is_only_a_name(word) or lexicon.is_surname(word):
        return None
    strange = not (lexicon.is_given_name(word) or lexicon.is_ordinary(word))
    return None if strange and spelling.likeness(word) > 0 else match.span(match.lastindex or 0)
