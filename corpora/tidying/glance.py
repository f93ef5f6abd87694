"""Tells the few contacts that need a closer look from the many that don't, a batch at a time.

Every rule of this package needs one of these words, or a second line. Looking for them all at
once in Arrow's regular expressions costs a microsecond a contact; asking each rule would cost
twenty.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_DEVICES = ("sent from", "get outlook")
_PROGRAMS = (
    "automat", "out of the office", "out of office", "out of my office", "im büro", "im haus",
    "du bureau", "la oficina", "abwesen", "on annual leave", "on sick leave", "on parental leave",
    "on maternity leave", "my desk", "the office", "außer haus", "undeliver", "delivery",
    "delivered", "returned mail", "failure notice", "zustell", "mail system", "automátic",
)  # fmt: skip
_BOTS = (
    "a bot", "chatbot", "chat bot", "the bot", "virtual", "virtuel", "automated", "automatically",
    "digital assistant", "digital agent", "digital helper", "digitale", "ai assistant",
    "ai agent", "ai bot",
)  # fmt: skip
_APART = (
    "merged", "zusammengeführt", "fusionn", "sample ticket", "website", "web site", "google",
    "unsubscribe", "seo ", "crypto", "bitcoin", "forex", "million", "billion", "lottery", "viagra",
    "casino", "guest post", "backlink", "back link",
)  # fmt: skip
_SEPARATOR = "\x1f"
_LONGEST_TEST = 90


class Look(NamedTuple):
    """Which rules could apply to a contact.

    Attributes:
        lines: It has more than one line, so that there may be quotes and signatures.
        devices: It may end with "Sent from my iPhone".
        programs: It may be an automatic mail.
        bots: A program may introduce itself in it.
        apart: It may be spam, a test or merged.
    """

    lines: bool
    devices: bool
    programs: bool
    bots: bool
    apart: bool


NOTHING = Look(lines=False, devices=False, programs=False, bots=False, apart=False)
EVERYTHING = Look(lines=True, devices=True, programs=True, bots=True, apart=True)


def looks(contacts: Sequence[Sequence[str]]) -> list[Look]:
    """Tell for each contact, given as the texts of its turns, which rules could apply."""
    wholes = [_SEPARATOR.join(texts) for texts in contacts]
    try:
        found = _holding(wholes, ("\n", *_DEVICES, *_PROGRAMS, *_BOTS, *_APART))
        closer = [
            whole
            for whole, holds in zip(wholes, found, strict=True)
            if holds or len(whole) <= _LONGEST_TEST
        ]
        families = (_DEVICES, _PROGRAMS, _BOTS, _APART)
        rows = zip(closer, *[_holding(closer, family) for family in families], strict=True)
    except UnicodeEncodeError:  # half a surrogate pair somewhere in the batch
        return [EVERYTHING] * len(wholes)
    known = {
        whole: Look("\n" in whole, devices, programs, bots, apart or _may_be_test(whole))
        for whole, devices, programs, bots, apart in rows
    }
    return [known.get(whole, NOTHING) for whole in wholes]


def _may_be_test(whole: str) -> bool:
    return len(whole) <= _LONGEST_TEST and "test" in whole.lower()


def _holding(texts: Sequence[str], words: Sequence[str]) -> list[bool]:
    import pyarrow as pa
    from pyarrow import compute

    array = pa.array(texts, pa.string())
    found = compute.match_substring_regex(array, "|".join(words), ignore_case=True)
    result: list[bool] = found.to_pylist()
    return result
