"""Information needs in what customers say: questions, complaints about a page, expectations.

spaCy's tokenizer and Matcher find the words; what sort of thing is asked is decided by a small
linear model on static vectors (`classifiers.needs.kinds`). spaCy is imported when the first turn
that may hold a need comes by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from classifiers.needs.claims import numbers
from classifiers.needs.cues import ASKS, CITES, CUES, MAYBE, REQUEST, possible, token_patterns
from classifiers.needs.kinds import KindModel
from classifiers.text import content_stems, foreign, plain, sentences, words
from corpora.ids import mint
from corpora.protocols import Encoder
from corpora.records import Looked, Need, NeedKind, Turn

if TYPE_CHECKING:
    from spacy.lang.en import English
    from spacy.tokens import Doc

SHORT = 7
"""Procedural cues count in sentences of at most this many words: longer ones ask something else."""
LONE = 25
"""Words of a lone turn on a known product that is taken for a question without showing it."""
LONGEST = 600
"""Characters of a sentence that are looked at; machine-made texts have no full stops."""
REST = 4
"""Words of a question that asks about the sentence before it."""
REQUESTED = 12
"""A request without a verb has at most this many words."""
_QUOTE = re.compile(r"[\"“«][^\"”»]{3,}[\"”»]")
_MANNERS = frozenset(
    """ok okay right alright yes no yeah hello hi hey sorry pardon really seriously please thanks
    why what pardon anyone anybody huh eh well so and then true sure correct""".split()
)
_TIES = frozenset({"it", "this", "that", "they", "one", "these", "those", "them", "either", "both"})


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that holds a need, before its kind is known.

    Attributes:
        turn: The turn.
        start: First character in the turn.
        end: One past the last.
        form: `question`, `indirect`, `complaint` or `expectation`.
        looked: What the turn says about having looked.
        looked_at: First character and the one past the last of the sentence that says so; None:
            neither the need nor a sentence beside it does.
    """

    turn: Turn
    start: int
    end: int
    form: str
    looked: Looked = "unknown"
    looked_at: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The words."""
        return self.turn.text[self.start : self.end]


class NeedFinder:
    """Finds needs in the turns of contacts.

    Args:
        encoder: The static encoder.
        kinds: Decides product fact, order, fault or opinion; None: the shipped model.
    """

    def __init__(self, encoder: Encoder, kinds: KindModel | None = None) -> None:
        self._encoder = encoder
        self._kinds = kinds if kinds is not None else KindModel.load()
        self._matchers: dict[str, Any] = {}
        self._tokenize: Any = None

    def find(
        self, contact_id: str, turns: Sequence[Turn], *, about_product: bool = False
    ) -> list[Need]:
        """Return the needs of one contact; `about_product`: its source names a product."""
        return next(self.find_all([(contact_id, turns, about_product)]))

    def find_all(
        self, contacts: Iterable[tuple[str, Sequence[Turn], bool]]
    ) -> Iterator[list[Need]]:
        """Yield the needs of each contact `(id, turns, about_product)`, in order.

        The texts of all contacts given are encoded in one call: hand over some thousand at a time.
        """
        contacts = list(contacts)
        found = [
            self._found(turns) or (self._whole(turns) if about else [])
            for _, turns, about in contacts
        ]
        flat = [item for own in found for item in own]
        about = [flag for own, (_, _, flag) in zip(found, contacts, strict=True) for _ in own]
        kinds = self._kinds.predict(
            self._encoder.encode([plain(item.text) for item in flat]), [i.text for i in flat], about
        )
        position = 0
        for own, (contact_id, _, _) in zip(found, contacts, strict=True):
            yield [_need(contact_id, item, *kinds[position + i]) for i, item in enumerate(own)]
            position += len(own)

    def _found(self, turns: Sequence[Turn]) -> list[Found]:
        found: list[Found] = []
        for turn in turns:
            if turn.speaker == "customer" and turn.visible and MAYBE.search(turn.text):
                found += self._in_turn(turn)
        return found

    def _whole(self, turns: Sequence[Turn]) -> list[Found]:
        """Take a lone short turn on a product as it is: in Q&A files it is the question."""
        own = [turn for turn in turns if turn.speaker == "customer" and turn.visible]
        if len(own) != 1 or not 3 <= len(words(own[0].text)) <= LONE or foreign(own[0].text):
            return []
        text = own[0].text.strip()
        if _procedural(Sentence(text.replace("’", "'"), self)):
            return []
        start = own[0].text.index(text)
        return [Found(own[0], start, start + len(text), "question")]

    def _in_turn(self, turn: Turn) -> list[Found]:
        text = turn.text.replace("’", "'")
        spans = [(start, min(end, start + LONGEST)) for start, end in sentences(text)]
        read = [Sentence(text[start:end], self) for start, end in spans]
        held: list[tuple[int, int, str]] = []
        for place, sentence in enumerate(read):
            form, first = _form(sentence), place
            if form is None and _is_rest(sentence):
                # "Twelve in the title, ten in the table. Which?" is one need.
                form, first = "question", max(place - 1, 0)
            if form is None:
                continue
            if held and (first <= held[-1][1] or _continues(sentence.text)):
                # "Does it come with a case? Or not?" is one need.
                held[-1] = (held[-1][0], place, held[-1][2])
                continue
            held.append((first, place, form))
        looked = _looked(read) if held else "unknown"
        found = []
        for first, last, form in held:
            at = _saying(looked, read, first, last)
            span = spans[first][0], spans[last][1]
            found.append(Found(turn, *span, form, looked, None if at is None else spans[at]))
        return found

    def matches(self, cue: str, doc: Doc) -> list[int]:
        """Return where in a tokenized sentence a cue begins."""
        return [start for _, start, _ in self._matchers[cue](doc)]

    def tokenized(self, text: str) -> Doc:
        """Return the tokens of a sentence."""
        self._prepare()
        doc: Doc = self._tokenize(text)
        return doc

    def _prepare(self) -> None:
        if self._matchers:
            return
        from spacy.lang.en import English
        from spacy.matcher import Matcher
        from spacy.tokenizer import Tokenizer

        nlp = English()
        stock: Any = nlp.tokenizer
        # Without the exceptions for contractions: the cues hold "doesn't" as customers write it.
        self._tokenize = Tokenizer(
            nlp.vocab,
            prefix_search=stock.prefix_search,
            infix_finditer=stock.infix_finditer,
            token_match=stock.token_match,
            suffix_search=_suffixes(nlp),
        )
        for cue in CUES:
            matcher = Matcher(nlp.vocab)
            matcher.add(cue, token_patterns(cue))
            self._matchers[cue] = matcher


class Sentence:
    """A sentence, tokenized when the first cue comes by whose words it has.

    Args:
        text: Its text, apostrophes straight.
        finder: Tokenizes and matches.
    """

    def __init__(self, text: str, finder: NeedFinder) -> None:
        self.text = text
        self._finder = finder
        self._possible = possible(text)
        self._doc: Doc | None = None

    @cached_property
    def length(self) -> int:
        """How many words it has."""
        return len(words(self.text))

    def starts(self, cue: str) -> list[int]:
        """Return the tokens at which a cue begins."""
        if cue not in self._possible:
            return []
        if self._doc is None:
            self._doc = self._finder.tokenized(self.text)
        return self._finder.matches(cue, self._doc)


def _form(sentence: Sentence) -> str | None:
    if sentence.length < 2 or _procedural(sentence):
        return None
    for form in ("complaint", "expectation", "indirect"):
        if sentence.starts(form):
            return form
    if "?" in sentence.text or ASKS.match(sentence.text) or _requests(sentence):
        return "question"
    return "complaint" if _disputes(sentence.text) else None


def _requests(sentence: Sentence) -> bool:
    """Tell "rated power in watts, please"."""
    return sentence.length <= REQUESTED and bool(REQUEST.search(sentence.text))


def _disputes(text: str) -> bool:
    """Tell whether a sentence holds words of the page against the customer's own, or two figures.

    Who repeats to a shop what its page says, has something to say about it.
    """
    return bool(CITES.search(text)) and (bool(_QUOTE.search(text)) or len(numbers(text)) > 1)


def _is_rest(sentence: Sentence) -> bool:
    """Tell a question that says nothing without the sentence before it: "Which?", "wattage?"."""
    text = sentence.text.strip()
    said = words(text)
    if not text.endswith("?") or len(said) > REST:
        return False
    return not said or "which" in said or (len(said) == 1 and said[0] not in _MANNERS)


def _procedural(sentence: Sentence) -> bool:
    if not content_stems(sentence.text):
        return True
    if sentence.length > 2 * SHORT:
        return False
    # Right at the beginning, or after a greeting: "hi, can you help me".
    return any(start <= 2 for start in sentence.starts("procedural")) and (
        sentence.length <= SHORT or not sentence.starts("indirect")
    )


def _looked(read: Sequence[Sentence]) -> Looked:
    """Return what a turn says, all of it: many look first, and ask three things after that."""
    if any(each.starts("did_not_look") for each in read):
        return "did_not_look"
    return "looked" if any(each.starts("looked") for each in read) else "unknown"


def _saying(looked: Looked, read: Sequence[Sentence], first: int, last: int) -> int | None:
    """Return which of the sentences `first` to `last`, or of those beside them, says it."""
    if looked == "unknown":
        return None
    beside = [place for place in (first - 1, last + 1) if 0 <= place < len(read)]
    places = (*range(first, last + 1), *beside)
    return next((place for place in places if read[place].starts(looked)), None)


def _suffixes(nlp: English) -> Callable[[str], re.Match[str] | None]:
    """Return the tokenizer's suffix rule without the one that splits off `'s`."""
    from spacy.util import compile_suffix_regex

    kept = [rule for rule in nlp.Defaults.suffixes or () if rule not in {"'s", "'S", "’s", "’S"}]
    return compile_suffix_regex(kept).search


def _continues(text: str) -> bool:
    first = words(text)[:1]
    return first == ["or"] or (len(content_stems(text)) == 0 and bool(set(words(text)) & _TIES))


def _need(contact_id: str, item: Found, kind: NeedKind, probability: float) -> Need:
    at = item.looked_at
    return Need(
        id=mint("n", contact_id, str(item.turn.index), item.text),
        contact_id=contact_id,
        turn_index=item.turn.index,
        start=item.start,
        end=item.end,
        text=item.text,
        kind=kind,
        kind_probability=round(probability, 4),
        looked=item.looked,
        looked_start=None if at is None else at[0],
        looked_words=None if at is None else item.turn.text[slice(*at)],
    )
