"""What is done to contacts to take personal data out: patterns, names, and patterns again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from corpora.redact import names, patterns
from corpora.redact.placeholders import Placeholders, add
from corpora.redact.spans import Found, Redacted

_ROUNDS = 8  # a replacement can change what its neighbours mean; two rounds are the rule
_READ_FOR_NAMES = re.compile(r"<NAME_\d{1,9}>")


class Rounds:
    """Replaces what patterns find, again while that changes anything, and names in between.

    Args:
        with_names: Whether names are looked for.
        keep: As for `Redactor`.
        region: As for `Redactor`.
    """

    def __init__(self, *, with_names: bool, keep: Collection[str], region: str) -> None:
        self._with_names_too = with_names
        kept = frozenset(plain for value in keep if (plain := patterns.plain(value)))
        self._settings = patterns.Settings(region=region.upper(), keep=kept)

    def contacts(self, batch: Sequence[Sequence[str]]) -> list[list[Redacted]]:
        """Redact many contacts; names are found in bulk."""
        known = [Placeholders(texts) for texts in batch]
        done = [
            self._by_patterns(texts, [Redacted(text) for text in texts], placeholders)
            for texts, placeholders in zip(batch, known, strict=True)
        ]
        if not self._with_names_too:
            return done
        found = [_names([redacted.text for redacted in contact]) for contact in done]
        return [
            self._with_names(*one) if any(one[-1]) else one[1]
            for one in zip(batch, done, known, found, strict=True)
        ]

    def _by_patterns(
        self,
        texts: Sequence[str],
        begun: Sequence[Redacted],
        known: Placeholders,
        seen: Sequence[Redacted] = (),
    ) -> list[Redacted]:
        """Replace until nothing changes; turns that are as `seen`, behind such a one, are done."""
        done: list[Redacted] = []
        before, same_before = "", True
        for at, (text, start) in enumerate(zip(texts, begun, strict=True)):
            redacted = start
            same = bool(seen) and seen[at] is start
            for _ in range(0 if same and same_before else _ROUNDS):
                found = patterns.find(redacted.text, before, self._settings)
                grown = add(text, redacted, found, known) if found else redacted
                if grown is redacted:
                    break
                redacted = grown
            done.append(redacted)
            before, same_before = redacted.text, same and redacted is start
        return done

    def _with_names(
        self,
        texts: Sequence[str],
        begun: Sequence[Redacted],
        known: Placeholders,
        found: Sequence[Sequence[tuple[int, int]]],
    ) -> list[Redacted]:
        again = names.mentions(
            redacted.text[start:end]
            for redacted, spans in zip(begun, found, strict=True)
            for start, end in spans
        )
        done = []
        for text, redacted, spans in zip(texts, begun, found, strict=True):
            every = [*spans, *again(redacted.text)]
            kept = self._but_kept(redacted.text, every)
            done.append(add(text, redacted, kept, known) if kept else redacted)
        return self._by_patterns(texts, done, known, seen=begun)

    def _but_kept(self, text: str, spans: Iterable[tuple[int, int]]) -> list[Found]:
        keep = self._settings.keep
        return [
            Found(start, end, "NAME", 0)
            for start, end in spans
            if patterns.plain(text[start:end]) not in keep
        ]


def _names(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Find names in the redacted turns of a contact; shape: turn, names."""
    found, before = [], ""
    for text in texts:
        found.append([] if _READ_FOR_NAMES.search(text) else names.hear(text, before))
        before = text
    return found
