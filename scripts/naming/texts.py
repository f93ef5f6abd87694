"""Texts with names in them, made of sentences and lists, and labelled ones with names exchanged.

Names come from the redactor's own lists, sentences from `sentences.txt`; a text is one to three
sentences, now and then without capitals or marks, as transcripts are.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from corpora.redact import lexicon

_SENTENCES = Path(__file__).parent / "sentences.txt"
_SLOT = re.compile(r"\{(\w)\}")
_CAPITAL_WORD = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{2,}")
_BEFORE_SURNAME = re.compile(r"\b(mrs?|ms|dr|frau|herr)\.? $")
_TOWNS = (
    "Leeds London Paris Berlin Milan Madrid Oslo Boston Chicago Dublin Lisbon Turin Vienna Cork"
    " Bristol Denver Austin Perth Sydney Delhi Mumbai Lagos Nairobi Accra Seoul Tokyo Osaka Manila"
    " Toronto Lyon Geneva Zurich Porto Krakow Prague"
).split()
_DAYS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May"
    " June July August September October November December"
).split()
_GOODS = (
    "kettle router parcel sofa lamp invoice laptop washer dryer headset charger mattress booking"
    " flight policy refund blender dishwasher phone printer jacket trainers boiler meter"
    " subscription tariff broadband contract card account order delivery desk chair table pan"
    " drill mower pram watch camera speaker tablet ticket heater fridge oven filter battery"
).split()
_INVENTED = (
    "Zorvex Lumino Airwell Trellis Nimbus Corvo Halden Veloce Bramble Solano Zenvia Quantro Fablin"
    " Ostrel Hexaline Borvik Tamsen Luvari"
).split()
_PLACEHOLDER = re.compile(r"<[a-z_]{2,12}_1>")
_WORD = re.compile(r"(?<![\w<'’])[A-Za-z][a-z]{3,}(?![\w'’>])")
_INITIALS = "ABCDEFGHJKLMNPRSTVW"

T = TypeVar("T")
Spans = list[tuple[int, int]]


class Named(NamedTuple):
    """A text and where the names of people stand in it."""

    text: str
    spans: Spans


class Maker:
    """Makes texts; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - texts, no secrets
        lines = _SENTENCES.read_text(encoding="utf-8").splitlines()
        self._sentences = [line for line in lines if line and not line.startswith("#")]
        self._often, self._words, self._seldom = map(sorted, lexicon.given_names())
        self._surnames = sorted(lexicon.surnames())
        self._companies, self._brands = sorted(lexicon.companies()), sorted(lexicon.brands())
        self._fill = {
            "g": self._given, "s": self._surname, "f": self._full, "i": self._initialled,
            "n": lambda: self._given() if self._chance(0.5) else self._full(),
            "x": self._goods, "b": self._brand, "c": lambda: self._any(_TOWNS),
            "p": lambda: self._any(_GOODS), "m": lambda: self._any(_DAYS), "k": self._code,
        }  # fmt: skip

    def made(self) -> Named:
        """Make a text of one to three sentences, written as people write or talk."""
        text, spans = self._sentence()
        for _ in range(self._any((0, 0, 1, 1, 2))):
            more, where = self._sentence()
            joint = self._any((" ", " ", ". " if text[-1:].isalnum() else " ", "\n"))
            shift = len(text) + len(joint)
            spans += [(start + shift, end + shift) for start, end in where]
            text += joint + more
        named = self._mistyped(Named(text, spans)) if self._chance(0.4) else Named(text, spans)
        return self._written(named, spoken=0.22, lower=0.2)

    def exchanged(self, row: dict[str, Any]) -> Named:
        """Exchange the names in a labelled text, and now and then those of goods."""
        text, pieces, spans, at = row["text"], "", [], 0
        names = [span for span in row["spans"] if span["kind"] == "NAME"]
        for span in sorted(names, key=lambda span: span["start"]):
            pieces += text[at : span["start"]]
            name = text[span["start"] : span["end"]]
            if self._chance(0.8) and not any(char in ",\n" or char.isdigit() for char in name):
                name = self._like(name, text[max(0, span["start"] - 6) : span["start"]].lower())
            spans.append((len(pieces), len(pieces) + len(name)))
            pieces += name
            at = span["end"]
        named = Named(pieces + text[at:], spans)
        if self._chance(0.5):
            named = self._other_goods(named)
        named = self._mistyped(named) if self._chance(0.3) else named
        return self._written(named, spoken=0.15, lower=0.2)

    def _sentence(self) -> Named:
        line = self._any(self._sentences).replace("\\n", "\n")
        text, spans, at = "", [], 0
        for match in _SLOT.finditer(line):
            text += line[at : match.start()]
            value = self._fill[match[1]]()
            if match[1] in "gnfsi":
                spans.append((len(text), len(text) + len(value)))
            text += value
            at = match.end()
        return Named(text + line[at:], spans)

    def _mistyped(self, named: Named) -> Named:
        """Spell a word that is no name as nobody does, or give it a capital."""
        text, spans = named
        words = [
            match.span()
            for match in _WORD.finditer(text)
            if not any(a < match.end() and match.start() < b for a, b in spans)
        ]
        if not words:
            return named
        start, end = self._any(words)
        word = text[start:end]
        if self._chance(0.4):
            other = _capital(word)
        else:
            at = self.dice.randrange(1, len(word) - 1)
            other = self._any(
                (
                    word[:at] + word[at + 1 :],
                    word[:at] + word[at] + word[at:],
                    word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                    word + self._any("aeisy"),
                )
            )
        by = len(other) - len(word)
        shifted = [(a + by * (a >= end), b + by * (a >= end)) for a, b in spans]
        return Named(text[:start] + other + text[end:], shifted)

    def _written(self, named: Named, *, spoken: float, lower: float) -> Named:
        way = self.dice.random()
        if way < spoken:
            return _as_spoken(named)
        for change, until in ((str.lower, spoken + lower), (str.upper, spoken + lower + 0.03)):
            if way < until:
                text = _PLACEHOLDER.sub(lambda match: match.group().upper(), change(named.text))
                return Named(text, named.spans) if len(text) == len(named.text) else named
        return named

    def _like(self, name: str, ahead: str) -> str:
        parts = name.split(" ")
        by_surname = len(parts) == 1 and (
            _BEFORE_SURNAME.search(ahead)
            or (lexicon.is_surname(name) and not lexicon.is_given_name(name))
        )
        other = self._full() if len(parts) > 1 else self._given()
        other = self._surname() if by_surname else other
        if name == name.lower():
            return other.lower()
        return other.upper() if name == name.upper() and len(name) > 3 else other

    def _other_goods(self, named: Named) -> Named:
        text, spans = named
        for match in reversed(list(_CAPITAL_WORD.finditer(text))):
            word, (start, end) = match.group(), match.span()
            person = any(a < end and start < b for a, b in spans)
            known = lexicon.is_given_name(word) or lexicon.is_surname(word)
            if person or not known or lexicon.is_no_name(word) or self._chance(0.6):
                continue
            other = self._given() if self._chance(0.5) else _capital(self._any(self._surnames))
            text = text[:start] + other + text[end:]
            by = len(other) - (end - start)
            spans = [(a + by * (a >= end), b + by * (b >= end)) for a, b in spans]
        return Named(text, spans)

    def _given(self) -> str:
        way = self.dice.random()
        lists = self._often if way < 0.55 else self._seldom if way < 0.85 else self._words
        name = _capital(self._any(lists))
        if self._chance(0.04):
            second = self._any(self._often)
            name += "-" + (_capital(second) if self._chance(0.6) else second)
        return name

    def _surname(self) -> str:
        name, way = _capital(self._any(self._surnames)), self.dice.random()
        if way < 0.05:
            return "O'" + name
        if way < 0.08:
            return "Mc" + name
        if way < 0.12:
            return f"{name}-{_capital(self._any(self._surnames))}"
        particles = ("van ", "de ", "van der ", "von ", "al-", "bin ")
        return self._any(particles) + name if way < 0.16 else name

    def _full(self) -> str:
        way = self.dice.random()
        between = "" if way < 0.8 else self._given() if way < 0.9 else self._any(_INITIALS) + "."
        return " ".join(part for part in (self._given(), between, self._surname()) if part)

    def _initialled(self) -> str:
        return self._any(_INITIALS) + self._any((". ", " ", ".")) + self._surname()

    def _goods(self) -> str:
        way = self.dice.random()
        return self._given() if way < 0.5 else self._surname() if way < 0.85 else self._invented()

    def _brand(self) -> str:
        way = self.dice.random()
        if way < 0.5:
            return _capital(self._any(self._companies))
        if way < 0.8:
            return self._any(self._brands).title()
        return self._invented() if way < 0.9 else self._surname()

    def _invented(self) -> str:
        return self._any(_INVENTED)

    def _code(self) -> str:
        if self._chance(0.4):
            return self._any(("<ORDER_1>", "<PHONE_1>", "<ACCOUNT_1>", "<EMAIL_1>"))
        digits = (self._any("0123456789") for _ in range(self._any((3, 5, 6))))
        return self._any("ABCDKMPRTX") + "".join(digits)

    def _any(self, values: Sequence[T]) -> T:
        return self.dice.choice(values)

    def _chance(self, share: float) -> bool:
        return self.dice.random() < share


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _as_spoken(named: Named) -> Named:
    kept = [at for at, char in enumerate(named.text) if char not in ',.!?;:"()']
    places = {old: new for new, old in enumerate(kept)}
    text = "".join(named.text[at] for at in kept).lower().replace("\n", " ")
    text = _PLACEHOLDER.sub(lambda match: match.group().upper(), text)
    if len(text) != len(kept):
        return named
    within = ([places[at] for at in range(*span) if at in places] for span in named.spans)
    return Named(text, [(one[0], one[-1] + 1) for one in within if one])
