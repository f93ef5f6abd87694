"""What contacts call their products: which spellings are one, and which values name nothing.

A help desk's field for the product is typed by people, so it holds "n/a" and whole sentences as
well. A value can name a product where it says something, in few words, with a letter in it, and is
no sentence, address or number. Whether it does is for all contacts of its source together to say,
in `corpora.intake.named`.

What founds no product may still be the name of one that a page or feed gives: a title of ninety
characters, a lamp called "Emma". Of such values a keyed hash is kept, which can be found again and
not be read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from corpora.ids import mint
from corpora.readers.raw import UNIT

FREE_TEXT = "…"
"""Stands for a value that is prose: that it was there tells what the column is used for."""
NOTHING = "·"
"""Stands for a value that says nothing, or nothing that may be read."""
HINT = "?"
"""Stands before a value of a field that may be about something else than a product."""

_KIND = "called"
_HIDDEN = re.compile(f"[{FREE_TEXT}{NOTHING}]({_KIND}-[a-z2-7]{{12}})")
_LONGEST = 80
_MOST_WORDS = 10
_BLANKS = re.compile(r"[\s_\-‐‑‒–—]+")
_BESIDE_DIGITS = re.compile(r"(?<=[^\W\d_]) (?=\d)|(?<=\d) (?=[^\W\d_])")
_SENTENCE = re.compile(r"[?!\n\r]|[^\W\d_]{3,}[.;]\s")
_ADDRESS = re.compile(r"://|www\.|@", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_SMALL = frozenset("a an and as at by de en for from in of on or the to und with von x & +".split())
# What stands in a field because something has to, and areas of service that are no goods.
_NOTHING = frozenset(
    (
        "n/a|na|n.a|n a|none|null|nil|nan|no|not applicable|unknown|other|others|misc"
        "|miscellaneous|general|tbd|tbc|test|todo|various|several|multiple|any|all|empty|blank"
        "|unspecified|undefined|not specified|not set|not sure|not known|no product|don't know"
        "|dont know|default|select|please select|other product|see below|see above"
        "|see description|product|products|item|items|model|keine|keins|kein|unbekannt"
        "|sonstiges|sonstige|aucun|autre|inconnu|ninguno|otro|desconocido"
    ).split("|")
)
_SERVICE = frozenset(
    "delivery deliveries shipping shipment order orders return returns refund refunds exchange"
    " exchanges payment payments billing invoice account accounts login warranty website contact"
    " service support faq help complaint complaints general question questions".split()
)


def folded(name: str) -> str:
    """Return a name without regard to case, blanks around it and a slash at its end."""
    return " ".join(name.split()).casefold().rstrip("/")


@lru_cache(maxsize=65_536)
def loose(name: str) -> str:
    """Return what all spellings of a name have in common: "HL-2", "hl 2" and "HL2" are one."""
    if "://" in name:
        return folded(name)
    plain = _BLANKS.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip(" .,;:/")
    return _BESIDE_DIGITS.sub("", plain)


def kept(value: str) -> str:
    """Return what may be read of a field's value: itself, `FREE_TEXT`, or "" for nothing."""
    spelled = " ".join(value.split()).strip(" .,;:")
    plain = spelled.casefold()
    if not any(map(str.isalnum, spelled)) or plain in _NOTHING or plain in _SERVICE:
        return ""
    if len(spelled) > _LONGEST or len(spelled.split()) > _MOST_WORDS or _SENTENCE.search(value):
        return FREE_TEXT
    return spelled


def may_name(value: str) -> bool:
    """Tell whether a value that was kept can be what a product is called: no bare number."""
    return (
        len(value) > 1
        and value != FREE_TEXT
        and _LETTER.search(value) is not None
        and not _ADDRESS.search(value)
    )


def is_titled(value: str) -> bool:
    """Tell whether a value is written as titles and item numbers are: "Orla Lamp", "HL-2"."""
    words = value.split()
    return len(words) <= _MOST_WORDS // 2 and all(
        word in _SMALL or not word[0].islower() or any(map(str.isdigit, word)) for word in words
    )


def hidden(value: str, key: bytes) -> str:
    """Return the hash of a value that all of its spellings share.

    Args:
        value: As the source gives it, or a page.
        key: The workspace's key. The kind that goes in makes it another hash than a customer's.
    """
    return mint(_KIND, _KIND, loose(value), key=key)


def unreadable(value: str, own: str, key: bytes) -> str:
    """Return what is kept of a value of which only `own` may be read, `FREE_TEXT` or nothing."""
    return f"{own or NOTHING}{hidden(value, key)}" if loose(value) else ""


def hidden_in(part: str) -> str | None:
    """Return the hash that a stored name is; None: it can be read."""
    found = _HIDDEN.fullmatch(part)
    return found[1] if found else None


def parts_of(reference: str) -> list[str]:
    """Return the names that a stored reference gives for one product, the most telling first."""
    return [part for part in reference.removeprefix(HINT).split(UNIT) if part]


def reference_of(values: Sequence[str], *, hint: bool) -> str:
    """Return how the names that were kept of one product are stored."""
    told = UNIT.join(value for value in values if value)
    return f"{HINT}{told}" if hint and told else told
