"""Names in answers to "what is your name?", in the turn before or in the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact import lexicon

_LETTER = r"[^\W\d_]"
_WHOSE = r"(?<!company )(?<!business )(?<!product )(?<!brand )(?<!model )(?<!file )(?<!street )"
_ASKS = (
    rf"{_WHOSE}\b(?:sur|fore)?name\b|who\sam\si\s(?:speaking|talking|chatting)|who['’]?s\s(?:calling|this)"
    r"|who\sis\s(?:calling|this)|who\sshould\si\sask\sfor|who\sdo\si\sask\sfor"
)
_NAME_ASKED = re.compile(rf"\b(?:{_ASKS})\b[^?]{{0,40}}\?", re.IGNORECASE)
# What ends a turn needs no mark: "may i have your name please".
_NAME_ASKED_LAST = re.compile(
    rf"\b(?:{_ASKS})\b[^?]{{0,60}}(?:\?|\bplease\b|\bpls\b|$|\bname\W*$)", re.IGNORECASE
)
_QUESTION = 120  # characters before its mark that can be the question
_ANSWER = re.compile(
    r"(?:^|\?\s(?:\w{1,12}:\s)?)(?:(?:yes|yeah|yep|sure|ok|okay|it['’]?s|it\sis|that['’]s|um|uh"
    r"|er|hi|hello|of\scourse|the\sname['’]?s|the\sname\sis|i['’]?m|i\sam|this\sis|under|thanks"
    r"|certainly|absolutely|well|so|please|no\sproblem|right|my\sname\sis|mine\sis)[,.!]?\s){0,4}"
    rf"(?P<name>{_LETTER}{{2,20}}(?:[- '’]{_LETTER}{{1,20}}){{0,3}})"
    r"(?=\s*(?:$|[\n,;.!?]|and\s|\d|-\s|\())",
    re.IGNORECASE,
)
# What people answer instead of giving a name.
_EVASIVE = frozenset(
    """yes yeah yep no nope not none nothing sure ok okay why what who how where when which sorry
    hello hi hey hold wait one moment please thanks thank you my the a an i it its is same never
    already just done correct right good great fine well as on in at to for of from with and but
    customer agent caller order account number email card refund delivery first last full both
    everything anything this that these those there here me mine him her us them sir madam mate
    private anonymous unknown same above below before again later now today""".split()
)
_MOST_WORDS = 3


def answers(text: str, earlier: str) -> Iterator[tuple[int, int]]:
    """Find the name in an answer to a question for one, in the turn before or in the same text."""
    asked = _NAME_ASKED_LAST.search(earlier[-200:]) is not None if earlier else False
    if not asked and "?" not in text:
        return
    for match in _ANSWER.finditer(text):
        here = match.start() > 0 and _NAME_ASKED.search(
            text[max(0, match.start() - _QUESTION) : match.start() + 1]
        )
        if (here or (asked and match.start() == 0)) and _is_given(match["name"]):
            yield match.span("name")


def _is_given(name: str) -> bool:
    """Tell whether an answer is a name: any, where all of its words are no word that people use.

    A word that is a name as well ("joy") counts, and any other with a capital ("Baker").
    """
    words = re.split(r"[ '’-]", name)
    if not any(map(lexicon.is_no_name, words)) and words[0].lower() not in _EVASIVE:
        return True
    return len(words) <= _MOST_WORDS and all(
        word.lower() not in _EVASIVE
        and (lexicon.is_given_name(word) or (word[:1].isupper() and not lexicon.is_company(word)))
        for word in words
    )
