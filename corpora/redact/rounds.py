"""What is done to contacts to take personal data out: patterns, names, and patterns again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, compress, islice

from corpora.redact import names, network, patterns
from corpora.redact.columns import keeps_names, keeps_number, kind_of, names_in, question
from corpora.redact.glance import EVERYTHING, NOTHING, Look, looks
from corpora.redact.placeholders import Placeholders, add
from corpora.redact.spans import Found, Redacted

_ROUNDS = 8  # a replacement can change what its neighbours mean; two rounds are the rule
_NUMBERS = frozenset(("PHONE", "ORDER", "ACCOUNT"))  # models and articles look like them
_TELLING = frozenset(("ORDER", "ACCOUNT", "NATIONAL_ID", "IBAN", "CARD", "PHONE"))
_TELLING_LONG = 6  # characters: shorter ones are prices and times, too
_READ_FOR_NAMES = re.compile(r"<NAME_\d{1,9}>")
_WORD = re.compile(r"[^\W\d_]+")

Names = list[list[tuple[int, int]]]
"""Where names stand in the texts of a contact."""


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
        self,
        batch: Sequence[Sequence[str]],
        columns: Sequence[Sequence[str]] = (),
        things: Sequence[Sequence[str]] = (),
    ) -> list[list[Redacted]]:
        """Redact many contacts; as `Redactor.contacts`."""
        named = columns or [()] * len(batch)
        glances = iter(looks(list(chain.from_iterable(batch))))
        seen = [list(islice(glances, len(texts))) for texts in batch]
        known = [Placeholders(texts) for texts in batch]
        done = [
            self._without_patterns(*contact)
            for contact in zip(batch, seen, known, named, strict=True)
        ]
        if not self._with_names_too:
            return done
        every = _names([[one.text for one in contact] for contact in done], named)
        if things:
            every = list(map(_but_goods, done, every, things))
        for at, found in enumerate(every):
            if any(found):
                texts, own, of = batch[at], known[at], named[at]
                again = self._with_names(texts, done[at], own, found, of)
                done[at] = self._by_patterns(texts, again, seen[at], own, of, seen=done[at])
        return done

    def _without_patterns(
        self,
        texts: Sequence[str],
        glances: Sequence[Look],
        known: Placeholders,
        columns: Sequence[str],
    ) -> list[Redacted]:
        done = [Redacted(text) for text in texts]
        if all(look is NOTHING for look in glances):
            return done
        done = self._by_patterns(texts, done, glances, known, columns)
        return self._repeated(texts, done, known, columns)

    def _by_patterns(
        self,
        texts: Sequence[str],
        begun: Sequence[Redacted],
        glances: Sequence[Look],
        known: Placeholders,
        columns: Sequence[str],
        *,
        seen: Sequence[Redacted] = (),
    ) -> list[Redacted]:
        """Replace until nothing changes; turns that are as `seen`, behind such a one, are done.

        `glances` tell of the texts before anything is replaced.
        """
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
                look = EVERYTHING if redacted.spans else glances[at]
                found = patterns.find(redacted.text, before, look, self._settings)
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
        return done

    def _but_kept(self, text: str, spans: Iterable[tuple[int, int]]) -> list[Found]:
        keep = self._settings.keep
        return [
            Found(start, end, "NAME", 0)
            for start, end in spans
            if patterns.plain(text[start:end]) not in keep
        ]


def _but_goods(texts: Sequence[Redacted], found: Names, things: Sequence[str]) -> Names:
    """Leave out what is a word of the contact's products, and of no name with another word."""
    goods = _words(" ".join(things))
    if not goods:
        return found
    told = [
        [_words(text.text[start:end]) for start, end in spans]
        for text, spans in zip(texts, found, strict=True)
    ]
    alone = goods.difference(*(own for name in told for own in name if not own <= goods))
    return [
        [span for span, own in zip(spans, name, strict=True) if not (own and own <= alone)]
        for spans, name in zip(found, told, strict=True)
    ]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _names(
    batch: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]
) -> list[list[list[tuple[int, int]]]]:
    """Find names in redacted turns and columns; shape: contact, text, names."""
    read = [_is_read(texts, of) for texts, of in zip(batch, columns, strict=True)]
    # One look at all of them costs a fraction of one look at each.
    seen = [text for texts, of in zip(batch, read, strict=True) for text in compress(texts, of)]
    judged = iter(network.judge(seen))
    return [
        _names_of(texts, of, [next(judged) if look else None for look in looked])
        for texts, of, looked in zip(batch, columns, read, strict=True)
    ]


def _is_read(texts: Sequence[str], columns: Sequence[str]) -> list[bool]:
    """Tell which texts names are looked for in."""
    turns = len(texts) - len(columns)
    kept = [False] * turns + [
        keeps_names(column, text) for column, text in zip(columns, texts[turns:], strict=True)
    ]
    return [
        not (keep or _READ_FOR_NAMES.search(text)) for text, keep in zip(texts, kept, strict=True)
    ]


def _names_of(
    texts: Sequence[str], columns: Sequence[str], judged: Sequence[list[network.Judged] | None]
) -> list[list[tuple[int, int]]]:
    """Find names in the texts of a contact; those that were not judged have none."""
    turns = len(texts) - len(columns)
    found: list[list[tuple[int, int]]] = []
    for at, (text, one) in enumerate(zip(texts, judged, strict=True)):
        person = at >= turns and kind_of(columns[at - turns]) == "person"
        before = texts[at - 1] if 0 < at < turns else ""
        whole = names_in(text) if person and one is not None else []
        found.append(
            [] if one is None else whole or names.hear(text, before, one, first=at == 0 < turns)
        )
    return found
