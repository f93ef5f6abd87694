"""Text that may hold markup, such as answers in linked data or HTML mails."""

from __future__ import annotations

from corpora.readers.html.tree import parse
from corpora.readers.html.words import words_of


def without_markup(text: str) -> str:
    """The words of a text on one line, without tags and entities."""
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    tree = parse(f"<div>{text}</div>")
    return words_of(tree) if tree is not None else ""
