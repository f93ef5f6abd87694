"""Texts that hold no personal data: where contacts were read without redaction, some do."""

from __future__ import annotations

from collections.abc import Iterable

from corpora.redact import Redactor


def impersonal(texts: Iterable[str]) -> frozenset[str]:
    """Return those of the texts in which redaction would replace nothing."""
    distinct = list(dict.fromkeys(texts))
    told = Redactor("full").contacts([[text] for text in distinct]) if distinct else []
    return frozenset(
        text for text, (after,) in zip(distinct, told, strict=True) if after.text == text
    )
