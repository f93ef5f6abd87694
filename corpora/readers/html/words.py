"""The words of an element, as a reader of the page would see them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is written like a sentence."""
    return frozenset(words.split())


BLOCKS = word_set(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol option p "
    "pre section select summary table tbody td tfoot th thead tr ul"
)
"""Elements that begin a line of their own."""

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")


def clean(text: str) -> str:
    """One line without invisible characters."""
    return " ".join(_INVISIBLE.sub("", text).split())


def words_of(element: HtmlElement) -> str:
    """All words of an element on one line; list items are set apart by semicolons."""
    import lxml.etree

    pieces: list[str] = []
    for event, node in lxml.etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        if event == "start":
            if node.tag == "br" or node.tag in BLOCKS:
                pieces.append(" ")
            pieces.append(node.text or "")
        else:
            if node.tag == "li" and node.getnext() is not None:
                pieces.append(";")
            if node.tag in BLOCKS:
                pieces.append(" ")
            if node is not element:
                pieces.append(node.tail or "")
    return re.sub(r"\s+([;,])", r"\1", clean("".join(pieces))).strip("; ")


def plain(text: str) -> str:
    """What two texts have in common when they say the same: small letters and digits alone."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def sentences(text: str, longest: int = 900) -> list[str]:
    """Cut a long text between sentences into pieces of at most about `longest` characters."""
    if len(text) <= longest:
        return [text]
    pieces: list[str] = []
    for sentence in re.split(r"(?<=[.!?…])\s+(?=[^\W_a-z])", text):
        if pieces and len(pieces[-1]) + len(sentence) < longest:
            pieces[-1] += f" {sentence}"
        else:
            pieces.append(sentence)
    return [
        piece[i : i + 4 * longest] for piece in pieces for i in range(0, len(piece), 4 * longest)
    ]
