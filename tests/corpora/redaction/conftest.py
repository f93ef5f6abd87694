"""What tests of names share: a redactor, and texts in which the names are marked."""

from __future__ import annotations

import pytest

from corpora.redact import Redactor


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor("full")


def assert_marked(redactor: Redactor, text: str) -> None:
    """The names between « and » are found, and nothing else."""
    parts = text.replace("»", "«").split("«")
    plain = "".join(parts)
    spans = redactor.contact([plain])[0].spans
    assert [plain[span.start : span.end] for span in spans] == parts[1::2]
    assert {span.kind for span in spans} == {"NAME"}
