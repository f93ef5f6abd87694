"""One contact in, the same contact without personal data out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from corpora.redact import names, ner, patterns
from corpora.redact.placeholders import Placeholders, add
from corpora.redact.spans import Found, Redacted, RedactMode

_ROUNDS = 8  # a replacement can change what its neighbours mean; two rounds are the rule
_READ_FOR_NAMES = re.compile(r"<NAME_\d{1,9}>")


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
        known = [Placeholders(texts) for texts in batch]
        done = [
            self._by_patterns(texts, [Redacted(text) for text in texts], placeholders)
            for texts, placeholders in zip(batch, known, strict=True)
        ]
        if self.mode == "patterns":
            return done
        found = self._names([[redacted.text for redacted in contact] for contact in done])
        return [
            self._with_names(*one) if any(one[-1]) else one[1]
            for one in zip(batch, done, known, found, strict=True)
        ]

    def _by_patterns(
        self, texts: Sequence[str], begun: Sequence[Redacted], known: Placeholders
    ) -> list[Redacted]:
        done: list[Redacted] = []
        before = ""
        for text, start in zip(texts, begun, strict=True):
            redacted = start
            for _ in range(_ROUNDS):
                found = patterns.find(redacted.text, before, self._settings)
                grown = add(text, redacted, found, known) if found else redacted
                if grown is redacted:
                    break
                redacted = grown
            done.append(redacted)
            before = redacted.text
        return done

    def _names(self, batch: Sequence[Sequence[str]]) -> list[list[list[tuple[int, int]]]]:
        """Find names in redacted turns; shape: contact, turn, names."""
        found: list[list[list[tuple[int, int]]]] = []
        unsure: list[tuple[str, Sequence[names.Guess], list[tuple[int, int]]]] = []
        for texts in batch:
            turns, before = [], ""
            for text in texts:
                spans: list[tuple[int, int]] = []
                if not _READ_FOR_NAMES.search(text):
                    heard = names.hear(text, before)
                    spans += heard.sure
                    if heard.guesses:
                        unsure.append((text, heard.guesses, spans))
                turns.append(spans)
                before = text
            found.append(turns)
        if unsure:
            verdicts = ner.judge([(text, guesses) for text, guesses, _ in unsure])
            for (_, _, spans), verdict in zip(unsure, verdicts, strict=True):
                spans.extend(verdict)
        return found

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
        return self._by_patterns(texts, done, known)

    def _but_kept(self, text: str, spans: Iterable[tuple[int, int]]) -> list[Found]:
        keep = self._settings.keep
        return [
            Found(start, end, "NAME", 0)
            for start, end in spans
            if patterns.plain(text[start:end]) not in keep
        ]
