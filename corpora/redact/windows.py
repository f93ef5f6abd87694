"""What a small network looks at when it judges whether a word is a person's name.

A text becomes tokens, a token the number of a word in a vocabulary that grows while it reads. Of
each word the vocabulary keeps where its meaning stands and some facts; a candidate for a name is
described by what stands four tokens before it to three behind it, and by itself. All of that is
looked up for many candidates at once: this is done for every turn of every contact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpora.redact import lexicon, spelling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"[ODod]['’]{_LETTER}{{2,}}|{_LETTER}+(?:[-–]{_LETTER}+)*(?:(?<=n)['’]t\b)?"
    rf"|['’]{_LETTER}{{1,2}}\b|\d[\w.,:/-]*|\n|<\w{{1,40}}>|\S"
)
# Rows that stand for no word; those of words follow them.
START, END, LINE, NUMBER, REDACTED, CLITIC, STRANGE, STRANGE_CAPITAL = range(8)
_MARKS = {
    ",": 8, ".": 9, "!": 9, "?": 10, ":": 11, ";": 11, '"': 12, "“": 12, "”": 12, "„": 12,
    "(": 13, "[": 13, ")": 14, "]": 14, "-": 15, "–": 15, "—": 15, "&": 16, "/": 16, "@": 17,
    "'s": 18, "’s": 18, "'": 19, "’": 19,
}  # fmt: skip
_OTHER_MARK = 20
SPECIAL = 21  # rows
AHEAD, BEHIND = 4, 3  # tokens of context
OFFSETS = (*range(-AHEAD, 0), *range(1, BEHIND + 1))
NEAR_FACTS, OWN_FACTS = 6, 12
_NOTHING = (0.0,) * NEAR_FACTS
_LEAST_LETTERS = 2
_SHORT = 3  # letters
_LONG = 5  # letters from which a word in capitals alone is more than an abbreviation
_LIKE = 0.5  # log-odds of `spelling` from which a strange word in lower case is a candidate
_SCALE = 4.0  # log-odds that count as one
_MOST = 100_000  # words that are remembered
_BEGINNINGS = frozenset(("\n", ".", "!", "?"))
_CAMEL = re.compile(r"(?!Mc|Mac|O['’]|De|Le|La|Di)[^\W\d_]+[a-zß-ÿ][A-ZÀ-Þ]|[A-Z]{2,}s$")
_CRY = re.compile(r"(?:[gwhy]?(?:a+|o+|u+|e+)g*h+|h*m+|[ao]+w+|h+a+i+|y+a+y+|o+o+)", re.IGNORECASE)


class Candidates(NamedTuple):
    """Words that can be names, as the network takes them.

    Attributes:
        places: For each, the number of its text, and where it begins and ends.
        rows: Where the meanings of the words around it and its own, which is last, stand; shape:
            candidates, 8.
        facts: What is known of these; shape: candidates, 59.
    """

    places: list[tuple[int, int, int]]
    rows: NDArray[np.int32]
    facts: NDArray[np.float32]


class Vocabulary(dict[str, int]):
    """Numbers words as they come, and keeps what is known of each; 0 and 1 are no words.

    Args:
        meanings: Where the meanings of known words stand, by the word in lower case.
    """

    def __init__(self, meanings: Mapping[str, int]) -> None:
        super().__init__()
        self._meanings = meanings
        self._forget()

    def __missing__(self, word: str) -> int:
        plain = lexicon.fold(word)
        row = self._meanings.get(plain, -1)
        # "Right-click" is two of the commonest words, "Hyun-woo" is not.
        common = row >= 0 or all(part in self._meanings for part in plain.split("-"))
        return self._add(word, *_known(word, row), can_be=_can_be_one(word, common=common))

    def _forget(self) -> None:
        import numpy as np

        self.clear()
        size = 1 << 12
        self.rows = np.zeros(size, dtype=np.int32)
        self.near = np.zeros((size, NEAR_FACTS), dtype=np.float32)
        self.own = np.zeros((size, OWN_FACTS), dtype=np.float32)
        self.can_be = np.zeros(size, dtype=bool)
        self.begins = np.zeros(size, dtype=bool)
        for word, row in (("<start>", START), ("<end>", END)):
            self._add(word, row, _NOTHING, can_be=False)
        for word in _BEGINNINGS:
            self.begins[self[word]] = True
        self.begins[0] = True

    def _add(self, word: str, row: int, near: tuple[float, ...], *, can_be: bool) -> int:
        import numpy as np

        number = self[word] = len(self)
        if number == len(self.rows):
            for name in ("rows", "near", "own", "can_be", "begins"):
                setattr(self, name, np.concatenate([getattr(self, name)] * 2))
        self.rows[number], self.near[number], self.can_be[number] = row, near, can_be
        self.own[number] = about(word) if can_be else 0
        self.begins[number] = False
        return number

    def candidates(self, texts: Sequence[str]) -> Candidates | None:
        """Return the words of texts that can be names; None where there is none."""
        import numpy as np

        if len(self) > _MOST:
            self._forget()
        number, ahead, behind = self.__getitem__, [0] * AHEAD, [1] * BEHIND
        flat: list[int] = []
        begun: list[int] = []
        cut = [_TOKEN.findall(text) for text in texts]
        for words in cut:
            flat += ahead
            begun.append(len(flat))
            flat += map(number, words)
            flat += behind
        read = np.array(flat, dtype=np.int32)
        at = np.flatnonzero(self.can_be[read])
        if not len(at):
            return None
        around = read[at[:, None] + np.array((*OFFSETS, 0))]
        of_text = np.searchsorted(np.array(begun), at, side="right") - 1
        places = _places(texts, cut, of_text.tolist(), (at - np.array(begun)[of_text]).tolist())
        facts = np.concatenate(
            [
                self.near[around[:, :-1]].reshape(len(at), -1),
                self.own[around[:, -1]],
                np.array([(*_manner(texts[one]), 0.0, 0.0) for one, _, _ in places]),
            ],
            axis=1,
        ).astype(np.float32)
        facts[:, -2] = self.begins[around[:, AHEAD - 1]]
        facts[:, -1] = [_is_on_goods(texts[one], start, end) for one, start, end in places]
        return Candidates(places, self.rows[around], facts)


def _places(
    texts: Sequence[str], cut: Sequence[list[str]], of_text: list[int], tokens: list[int]
) -> list[tuple[int, int, int]]:
    """Return where tokens stand: between two of them are blanks alone."""
    places: list[tuple[int, int, int]] = []
    last, past, end = -1, 0, 0
    for one, token in zip(of_text, tokens, strict=True):
        if one != last:
            last, past, end = one, 0, 0
        text, words = texts[one], cut[one]
        for word in words[past : token + 1]:
            start = text.find(word, end)
            end = start + len(word)
        past = token + 1
        places.append((one, start, end))
    return places


def _manner(text: str) -> tuple[float, float, float]:
    return float(text == text.lower()), float(text.isupper()), float(lexicon.is_foreign(text))


def _is_on_goods(text: str, start: int, end: int) -> bool:
    word = lexicon.fold(text[start:end])
    if word not in _brand_words():
        return False
    ahead, behind = text[max(0, start - 16) : start].split(), text[end : end + 16].split()
    return (bool(ahead) and lexicon.is_brand(f"{ahead[-1]} {word}")) or (
        bool(behind) and lexicon.is_brand(f"{word} {behind[0]}")
    )


@cache
def _brand_words() -> frozenset[str]:
    return frozenset(word for brand in lexicon.brands() for word in brand.split())


def _can_be_one(word: str, *, common: bool) -> bool:
    """Tell whether a word is looked at: a known name, or strange and with a capital or like one.

    Args:
        word: The word.
        common: It is one of the commonest of the language.
    """
    if len(word) < _LEAST_LETTERS or not word[0].isalpha() or word.endswith(("n't", "n’t")):
        return False
    known = lexicon.is_given_name(word) or lexicon.is_surname(word)
    strange = common or _CAMEL.match(word) or _CRY.fullmatch(word)
    if not known and (strange or (word.isupper() and len(word) < _LONG)):
        return False
    if word[0].isupper():
        return known or not lexicon.is_no_name(word)
    if lexicon.is_no_name(word):
        return lexicon.is_given_name(word)
    return known or (len(word) > _SHORT and spelling.likeness(word) > _LIKE)


def about(word: str) -> tuple[float, ...]:
    """Return what is known of a candidate itself; shape: 12 facts, from -2 to 2."""
    only, given = lexicon.is_only_a_name(word), lexicon.is_given_name(word)
    alike = max(-2.0, min(2.0, spelling.likeness(word) / _SCALE))
    return (
        float(word[0].isupper()), float(word.isupper()), float(only), float(given),
        float(lexicon.is_surname(word)), float(lexicon.is_no_name(word)),
        float(lexicon.is_company(word)), float("-" in word), float(len(word) <= _SHORT),
        alike, alike * (not given), float(given and not only),
    )  # fmt: skip


def _known(word: str, row: int) -> tuple[int, tuple[float, ...]]:
    if not word[0].isalpha():
        return _mark(word), _NOTHING
    capital, name = word[0].isupper(), lexicon.is_only_a_name(word)
    facts = (
        float(capital), float(name), float(name or lexicon.is_surname(word)),
        float(lexicon.is_company(word)), float(capital and lexicon.is_no_name(word)),
        float(word.isupper()),
    )  # fmt: skip
    strange = STRANGE_CAPITAL if capital else STRANGE
    return (row if row >= 0 else CLITIC if "'" in word or "’" in word else strange), facts


def _mark(word: str) -> int:
    if word in _MARKS:
        return _MARKS[word]
    if word[0].isdigit():
        return NUMBER
    if word == "\n":
        return LINE
    if len(word) > 1:
        return REDACTED if word[0] == "<" else CLITIC
    return _OTHER_MARK
