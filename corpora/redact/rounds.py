"""What is done to contacts to take personal data out: patterns, names, and patterns again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from corpora.redact import names, patterns
from corpora.redact.columns import keeps_names, keeps_number, kind_of, names_in, question
from corpora.redact.placeholders import Placeholders, add
from corpora.redact.spans import Found, Redacted

_ROUNDS = 8  # a replacement can change what its neighbours mean; two rounds are the rule
_NUMBERS = frozenset(("PHONE", "ORDER", "ACCOUNT"))  # models and articles look like them
_TELLING = frozenset(("ORDER", "ACCOUNT", "NATIONAL_ID", "IBAN", "CARD", "PHONE"))
_TELLING_LONG = 6  # characters: shorter ones are prices and times, too
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

    def contacts(
        self, batch: Sequence[Sequence[str]], columns: Sequence[Sequence[str]] = ()
    ) -> list[list[Redacted]]:
        """Redact many contacts; as `Redactor.contacts`."""
        return [
            self._contact(texts, named)
            for texts, named in zip(batch, columns or [()] * len(batch), strict=True)
        ]

    def _contact(self, texts: Sequence[str], columns: Sequence[str]) -> list[Redacted]:
        known = Placeholders(texts)
        done = self._by_patterns(texts, [Redacted(text) for text in texts], known, columns)
        done = self._repeated(texts, done, known, columns)
        if not self._with_names_too:
            return done
        found = _names([redacted.text for redacted in done], columns)
        return self._with_names(texts, done, known, found, columns) if any(found) else done

    def _by_patterns(
        self,
        texts: Sequence[str],
        begun: Sequence[Redacted],
        known: Placeholders,
        columns: Sequence[str],
        seen: Sequence[Redacted] = (),
    ) -> list[Redacted]:
        """Replace until nothing changes; turns that are as `seen`, behind such a one, are done."""
        done: list[Redacted] = []
        turns = len(texts) - len(columns)
        before, same_before = "", True
        for at, (text, start) in enumerate(zip(texts, begun, strict=True)):
            of_an_article = False
            if at >= turns:
                before, same_before = question(columns[at - turns]), True
                of_an_article = keeps_number(columns[at - turns], text)
            redacted = start
            same = bool(seen) and seen[at] is start
            for _ in range(0 if same and same_before else _ROUNDS):
                found = patterns.find(redacted.text, before, self._settings)
                if of_an_article:
                    found = [item for item in found if item.kind not in _NUMBERS]
                grown = add(text, redacted, found, known) if found else redacted
                if grown is redacted:
                    break
                redacted = grown
            done.append(redacted)
            before, same_before = redacted.text, same and redacted is start
        return done

    def _repeated(
        self,
        texts: Sequence[str],
        done: Sequence[Redacted],
        known: Placeholders,
        columns: Sequence[str],
    ) -> list[Redacted]:
        """Replace numbers that some turn says what they are wherever else they stand."""
        told = {
            (text[span.start : span.end], span.kind)
            for text, redacted in zip(texts, done, strict=True)
            for span in redacted.spans
            if span.kind in _TELLING and span.end - span.start >= _TELLING_LONG
        }
        if not told:
            return list(done)
        again = list(done)
        turns = len(texts) - len(columns)
        for at, (text, redacted) in enumerate(zip(texts, done, strict=True)):
            found = [
                Found(*place, kind)
                for value, kind in sorted(told)
                if value in redacted.text
                for place in names.whole(value, redacted.text)
            ]
            article = at >= turns and keeps_number(columns[at - turns], text)
            if found and not article:
                again[at] = add(text, redacted, found, known)
        return again

    def _with_names(
        self,
        texts: Sequence[str],
        begun: Sequence[Redacted],
        known: Placeholders,
        found: Sequence[Sequence[tuple[int, int]]],
        columns: Sequence[str],
    ) -> list[Redacted]:
        again = names.mentions(
            redacted.text[start:end]
            for redacted, spans in zip(begun, found, strict=True)
            for start, end in spans
        )
        done = []
        turns = len(texts) - len(columns)
        for at, (text, redacted, spans) in enumerate(zip(texts, begun, found, strict=True)):
            of_a_thing = at >= turns and keeps_names(columns[at - turns], text)
            every = [] if of_a_thing else [*spans, *again(redacted.text)]
            kept = self._but_kept(redacted.text, every)
            done.append(add(text, redacted, kept, known) if kept else redacted)
        return self._by_patterns(texts, done, known, columns, seen=begun)

    def _but_kept(self, text: str, spans: Iterable[tuple[int, int]]) -> list[Found]:
        keep = self._settings.keep
        return [
            Found(start, end, "NAME", 0)
            for start, end in spans
            if patterns.plain(text[start:end]) not in keep
        ]


def _names(texts: Sequence[str], columns: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Find names in the redacted turns and columns of a contact; shape: text, names."""
    found, before = [], ""
    turns = len(texts) - len(columns)
    for text in texts[:turns]:
        found.append([] if _READ_FOR_NAMES.search(text) else names.hear(text, before))
        before = text
    found += [_names_of(column, text) for column, text in zip(columns, texts[turns:], strict=True)]
    return found


def _names_of(column: str, text: str) -> list[tuple[int, int]]:
    if keeps_names(column, text) or _READ_FOR_NAMES.search(text):
        return []
    return (names_in(text) if kind_of(column) == "person" else []) or names.hear(text, "")
