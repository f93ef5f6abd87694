"""Information needs in what customers say: questions, complaints about a page, expectations.

Cues find the words (`classifiers.needs.cues`); what sort of thing is asked is decided by a small
linear model on static vectors (`classifiers.needs.kinds`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from classifiers.needs.claims import numbers
from classifiers.needs.cues import ASKS, CITES, MAYBE, REQUEST, cue_pattern, possible, spoken
from classifiers.needs.kinds import KindModel
from classifiers.text import content_stems, foreign, plain, sentences, words
from corpora.ids import mint
from corpora.protocols import Encoder
from corpora.records import Looked, Need, NeedKind, Turn

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
        looked: What the turn says about having looked.
        form: `question`, `indirect`, `complaint` or `expectation`.
    """

    turn: Turn
    start: int
    end: int
    looked: Looked
    form: str

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
        if _procedural(Sentence(text.replace("’", "'"))):
            return []
        start = own[0].text.index(text)
        return [Found(own[0], start, start + len(text), "unknown", "question")]

    def _in_turn(self, turn: Turn) -> list[Found]:
        text = turn.text.replace("’", "'")
        spans = [(start, min(end, start + LONGEST)) for start, end in sentences(text)]
        read = [Sentence(text[start:end]) for start, end in spans]
        found: list[Found] = []
        for place, ((start, end), sentence) in enumerate(zip(spans, read, strict=True)):
            form, begun = _form(sentence), start
            if form is None and _is_rest(sentence):
                # "Twelve in the title, ten in the table. Which?" is one need.
                form, begun = "question", spans[max(place - 1, 0)][0]
            if form is None:
                continue
            if found and (begun < found[-1].end or _continues(sentence.text)):
                # "Does it come with a case? Or not?" is one need.
                found[-1] = Found(turn, found[-1].start, end, "unknown", found[-1].form)
                continue
            found.append(Found(turn, begun, end, "unknown", form))
        looked = _looked(read) if found else "unknown"
        return [replace(each, looked=looked) for each in found]


class Sentence:
    """A sentence, cut into words when the first cue comes by whose words it has.

    Args:
        text: Its text, apostrophes straight.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._possible = possible(text)

    @cached_property
    def length(self) -> int:
        """How many words it has."""
        return len(words(self.text))

    @cached_property
    def _spoken(self) -> str:
        return spoken(self.text)

    def start(self, cue: str) -> int | None:
        """Return before which word or mark, counted from 0, a cue first begins; None: nowhere."""
        if cue not in self._possible:
            return None
        match = cue_pattern(cue).search(self._spoken)
        return self._spoken.count(" ", 0, match.start()) if match else None

    def shows(self, cue: str) -> bool:
        """Tell whether a cue is there."""
        return self.start(cue) is not None


def _form(sentence: Sentence) -> str | None:
    if sentence.length < 2 or _procedural(sentence):
        return None
    for form in ("complaint", "expectation", "indirect"):
        if sentence.shows(form):
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
    start = sentence.start("procedural")
    return (
        start is not None
        and start <= 2
        and (sentence.length <= SHORT or not sentence.shows("indirect"))
    )


def _looked(read: Sequence[Sentence]) -> Looked:
    if any(each.shows("did_not_look") for each in read):
        return "did_not_look"
    return "looked" if any(each.shows("looked") for each in read) else "unknown"


def _continues(text: str) -> bool:
    first = words(text)[:1]
    return first == ["or"] or (len(content_stems(text)) == 0 and bool(set(words(text)) & _TIES))


def _need(contact_id: str, item: Found, kind: NeedKind, probability: float) -> Need:
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
    )
