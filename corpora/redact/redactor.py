"""One contact in, the same contact without personal data out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpora.redact import patterns
from corpora.redact.spans import (
    Found,
    Redacted,
    RedactMode,
    Span,
    original_offsets,
    replace,
    without_overlaps,
)

# What somebody else redacted already stays as it is: <EMAIL_1>, __company__, @116125, [NAME].
_PLACEHOLDER = re.compile(
    r"<[A-Za-z]\w{0,40}>|<\w{1,20}__|__\w{1,40}?(?:__|>)|@\d{1,20}\b|\[[A-Z_]{2,30}\d{0,4}\]"
    r"|\{\{[^{}\n]{1,60}\}\}"
)
_OURS = re.compile(r"<([A-Z_]{2,12})_(\d{1,9})>")
_ROUNDS = 8  # a replacement can change what its neighbours mean; two rounds are the rule


class Redactor:
    """Replaces personal data by placeholders that are stable within a contact.

    Holds no model and can be pickled; models are loaded in the process that uses them.

    Args:
        mode: What to replace.
        keep: Catalogue numbers and brand names, which are left alone wherever they stand.
        region: Two letters; where phone numbers without a country code are at home.
    """

    def __init__(self, mode: RedactMode, *, keep: Collection[str] = (), region: str = "GB") -> None:
        self.mode: RedactMode = mode
        kept = frozenset(plain for value in keep if (plain := patterns.plain(value)))
        self._settings = patterns.Settings(region=region.upper(), keep=kept)

    def contact(self, texts: Sequence[str]) -> list[Redacted]:
        """Redact the turns of one contact, in their order; one result a turn."""
        return self.contacts([texts])[0]

    def contacts(self, batch: Sequence[Sequence[str]]) -> list[list[Redacted]]:
        """Redact many contacts; as `contact` on each, but names are found in bulk."""
        if self.mode == "off":
            return [[Redacted(text) for text in texts] for texts in batch]
        return [self._by_patterns(texts) for texts in batch]

    def _by_patterns(self, texts: Sequence[str]) -> list[Redacted]:
        names = Placeholders(texts)
        done: list[Redacted] = []
        before = ""
        for text in texts:
            redacted = Redacted(text)
            for _ in range(_ROUNDS):
                found = patterns.find(redacted.text, before, self._settings)
                grown = add(text, redacted, found, names) if found else redacted
                if grown is redacted:
                    break
                redacted = grown
            done.append(redacted)
            before = redacted.text
        return done


class Placeholders:
    """Numbers the values of one contact by kind; the same value gets the same placeholder."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._last: dict[str, int] = {}
        for text in texts:
            if "<" in text:
                for kind, number in _OURS.findall(text):
                    self._last[kind] = max(self._last.get(kind, 0), int(number))

    def of(self, kind: str, value: str) -> str:
        """Return the placeholder of `value`, however it is spaced or capitalised."""
        key = (kind, patterns.plain(value))
        if key not in self._known:
            self._last[kind] = self._last.get(kind, 0) + 1
            self._known[key] = f"<{kind}_{self._last[kind]}>"
        return self._known[key]


def add(text: str, redacted: Redacted, found: list[Found], names: Placeholders) -> Redacted:
    """Add what was found in `redacted.text` to its spans; itself where nothing is new."""
    shown = redacted.text
    fixed = [match.span() for match in _PLACEHOLDER.finditer(shown)]
    new = [
        item
        for item in without_overlaps(found)
        if not any(start < item.end and item.start < end for start, end in fixed)
    ]
    if not new:
        return redacted
    spans = list(redacted.spans)
    for item in new:
        start, end = original_offsets(redacted.spans, item.start, item.end)
        spans.append(Span(start, end, item.kind, names.of(item.kind, text[start:end])))
    spans.sort(key=lambda span: span.start)
    return Redacted(replace(text, spans), tuple(spans))
