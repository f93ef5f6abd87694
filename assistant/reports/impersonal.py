"""Texts that hold no personal data: where contacts were read without redaction, some do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpora.redact import Redactor

_FILLER = re.compile(
    r"^(?:(?:so|well|right|ha|er|um|oh|ok|okay|and|but|yeah|yep|nah|nope)[,.!]? +"
    r"|(?:yes|no)[,.!:] *)+",
    re.IGNORECASE,
)


def impersonal(texts: Iterable[str]) -> frozenset[str]:
    """Return those of the texts in which redaction would replace nothing."""
    distinct = list(dict.fromkeys(texts))
    told = Redactor("full").contacts([[text] for text in distinct]) if distinct else []
    return frozenset(
        text for text, (after,) in zip(distinct, told, strict=True) if after.text == text
    )


def as_sentence(text: str) -> str:
    """Return what was said as a page would say it: without "Well, yes", begun and ended."""
    line = " ".join(text.split()).strip("\"'“”")
    line = _FILLER.sub("", line)
    line = line[:1].upper() + line[1:]
    return line if line.endswith((".", "!", "…")) else f"{line}."
