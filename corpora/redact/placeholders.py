"""Placeholders that stand for one value in one contact, and how they get into its texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpora.redact.intervals import Offsets
from corpora.redact.patterns import plain
from corpora.redact.spans import Found, Kind, Redacted, Span, replace, without_overlaps

# What somebody else redacted already stays as it is: <EMAIL_1>, __company__, @116125, [NAME].
_PLACEHOLDER = re.compile(
    r"<[A-Za-z]\w{0,40}>|<\w{1,20}__|__\w{1,40}?(?:__|>)|@\d{1,20}\b|\[[A-Z_]{2,30}\d{0,4}\]"
    r"|\{\{[^{}\n]{1,60}\}\}"
)
_OURS = re.compile(r"<([A-Z_]{2,12})_(\d{1,9})>")


class Placeholders:
    """Numbers the values of one contact by kind; the same value gets the same placeholder.

    Names are the same where they share a word: "Dave" is "Dave Smith".
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._last: dict[str, int] = {}
        for text in texts:
            if "<" in text:
                for kind, number in _OURS.findall(text):
                    self._last[kind] = max(self._last.get(kind, 0), int(number))

    def of(self, kind: Kind, value: str) -> str:
        """Return the placeholder of `value`, however it is spaced or capitalised."""
        parts = value.split() if kind == "NAME" else [value]
        plains = [plain(part) for part in parts]
        keys = [(str(kind), part) for part in plains if len(part) > 1 or len(parts) == 1]
        placeholder = next((self._known[key] for key in keys if key in self._known), None)
        if placeholder is None:
            self._last[kind] = self._last.get(kind, 0) + 1
            placeholder = f"<{kind}_{self._last[kind]}>"
        for key in keys:
            self._known.setdefault(key, placeholder)
        return placeholder


def add(text: str, redacted: Redacted, found: Sequence[Found], known: Placeholders) -> Redacted:
    """Add what was found in `redacted.text` to its spans; itself where nothing is new."""
    fixed = (match.span() for match in _PLACEHOLDER.finditer(redacted.text))
    new = without_overlaps(found, fixed)
    if not new:
        return redacted
    old = [(span.start, span.end, len(span.placeholder)) for span in redacted.spans]
    offsets = Offsets(old)
    spans = list(redacted.spans)
    for item in new:
        start, end = offsets.original(item.start), offsets.original(item.end - 1) + 1
        spans.append(Span(start, end, item.kind, known.of(item.kind, text[start:end])))
    spans.sort(key=lambda span: span.start)
    return Redacted(replace(text, spans), tuple(spans))
