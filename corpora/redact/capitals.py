"""Codes in capitals that stand in groups, or have no digit; only the words around them tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact import cues
from corpora.redact.cues import Turn
from corpora.redact.spans import Found

_ALL_CAPS = re.compile(r"(?<![\w-])[A-Z]{5,10}(?![\w-])")
# "KJ8 44 2Z": letters and digits in groups; only behind words that announce them.
_GROUPED = re.compile(
    r"(?<![\w\-/@.,£$€¥])(?=[A-Z\d]{0,6}[A-Z])(?=[A-Z]{0,6}\d|[A-Z]{1,4} \d)[A-Z\d]{2,8}"
    r"(?: (?=[A-Z]{0,3}\d)[A-Z\d]{2,6}){1,5}(?:(?<= \d\d\d) \d)?(?![\w%/-])"
)
_PARCEL = re.compile(r"(?<!\w)1Z(?: ?[0-9A-Z]){16}(?!\w)")
# No part of a code though it stands before one.
NOT_A_PREFIX = frozenset({"ID", "NO", "IS", "UK", "US", "SKU", "PIN", "REF", "OK", "NR", "NUM"})


def find(turn: Turn) -> Iterator[Found]:
    """Find parcel numbers, codes in groups, and booking codes such as QWERTY."""
    text = turn.text
    if "1Z" in text:
        yield from (Found(*match.span(), "ORDER", 2) for match in _PARCEL.finditer(text))
    for match in _GROUPED.finditer(text) if turn.digits > 1 else ():
        cue = cues.around(text, match.start(), match.end())
        if cue is None or cue.faint or match.group().split(" ")[0] in NOT_A_PREFIX:
            continue
        if cue.kind in {"ORDER", "ACCOUNT"}:
            yield Found(*match.span(), "ORDER" if cue.kind == "ORDER" else "ACCOUNT", 3)
    for match in _ALL_CAPS.finditer(text):
        cue = cues.before(text, match.start())
        if cue is not None and cue.strong and cue.kind == "ORDER" and not text.isupper():
            yield Found(*match.span(), "ORDER", 6)
