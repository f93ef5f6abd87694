"""Failure or value demand, resolved or not: what caused a contact and how it ended.

Failure demand is demand that is caused by a failure to do something, or to do something right,
for the customer (John Seddon, Freedom from Command and Control, 2003). What caused a contact is
told at its beginning, what came of it at its end: a logistic regression over few features reads
the customer's opening sentences and the last turns of both sides. The features are word cues and
how much nearer a sentence is to prototypes of the one kind than to those of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifiers.demand_words import CAUSE, END, FAILURE, OPEN, SETTLED, VALUE
from classifiers.text import plain, sentences
from corpora.protocols import Encoder, Vectors
from corpora.records import Demand, Outcome, Turn

Floats = npt.NDArray[np.float64]

OPENING = 10
"""Sentences of the customer that tell what caused a contact; later ones tell how it goes."""
CLOSING = 4
"""Turns that tell how a contact ended."""
_NEAREST = 3
SCALE = 5.0
"""Brings differences of cosines, of about 0.2, to the size of the other features."""

FAILURE_WEIGHTS = np.array(
    [-1.131, 1.462, 0.57, 0.281, 0.779, 0.253, 0.575, 0.604, 0.176, 0.358, 0.36, 0.154, 1.495]
)
RESOLVED_WEIGHTS = np.array(
    [0.805, -1.097, -0.635, -0.346, 0.46, -0.964, -1.102, -0.477, -0.855, 0.584, -0.777]
)
"""Bias and weights of the features, in their order; fitted by scripts/fit_demand.py."""


@dataclass(frozen=True, slots=True)
class _Said:
    turn: int
    start: int
    end: int
    text: str


class DemandClassifier:
    """Tells failure from value demand and resolved from unresolved contacts.

    Args:
        encoder: Turns texts into unit vectors; the static one is meant.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._sides = [
            encoder.encode([plain(phrase) for phrase in phrases])
            for phrases in (FAILURE, VALUE, OPEN, SETTLED)
        ]

    def judge(self, contacts: Iterable[tuple[str, Sequence[Turn]]]) -> Iterator[Demand]:
        """Yield one judgement a contact that has words of a customer, in their order."""
        for (contact_id, turns), (cause, end, telling) in self._features(contacts):
            if telling is None:
                continue
            failure = _logistic(cause, FAILURE_WEIGHTS)
            resolved = _logistic(end, RESOLVED_WEIGHTS)
            yield Demand(
                contact_id=contact_id,
                failure=failure >= 0.5,
                failure_probability=round(failure, 4),
                resolved=resolved >= 0.5,
                resolved_probability=round(resolved, 4),
                outcome=outcome_of(turns, resolved=resolved >= 0.5),
                turn_index=telling.turn,
                start=telling.start,
                end=telling.end,
            )

    def features(self, contacts: Iterable[tuple[str, Sequence[Turn]]]) -> tuple[Floats, Floats]:
        """Return the features of cause and of end, a row a contact; for fitting the weights."""
        rows = [features for _, features in self._features(contacts)]
        return np.stack([row[0] for row in rows]), np.stack([row[1] for row in rows])

    def _features(
        self, contacts: Iterable[tuple[str, Sequence[Turn]]]
    ) -> Iterator[tuple[tuple[str, Sequence[Turn]], tuple[Floats, Floats, _Said | None]]]:
        kept = [(name, [turn for turn in turns if turn.visible]) for name, turns in contacts]
        openings = [_opening(turns) for _, turns in kept]
        closings = [_closing(turns) for _, turns in kept]
        near = self._margins([s.text for said in openings for s in said], 0)
        close = self._margins([s.text for said in closings for s in said], 2)
        first = last = 0
        for (name, turns), opening, closing in zip(kept, openings, closings, strict=True):
            leaning = near[first : first + len(opening)]
            ending = close[last : last + len(closing)]
            first, last = first + len(opening), last + len(closing)
            cause, telling = _cause(turns, opening, leaning)
            yield (name, turns), (cause, _end(turns, ending), telling)

    def _margins(self, texts: list[str], side: int) -> Floats:
        """How much nearer each text is to the one side's prototypes than to the other's."""
        if not texts:
            return np.zeros(0)
        vectors = self.encoder.encode([plain(text) for text in texts])
        here, there = self._sides[side : side + 2]
        return SCALE * (_nearness(vectors, here) - _nearness(vectors, there))


def outcome_of(turns: Sequence[Turn], *, resolved: bool) -> Outcome:
    """Return what came of a contact, from the words of its last turns.

    `lost`: the customer turns away; `promised`: somebody is to come back to them.
    """
    customer, agent = _last(turns, "customer"), _last(turns, "agent")
    if END["lost"].search(customer):
        return "lost"
    if resolved:
        return "resolved"
    return "promised" if END["promise"].search(agent) else "unresolved"


def _nearness(vectors: Vectors, prototypes: Vectors) -> Floats:
    near = np.sort(vectors @ prototypes.T, axis=1)[:, -_NEAREST:]
    return np.asarray(near.mean(axis=1), dtype=np.float64)


def _opening(turns: Sequence[Turn]) -> list[_Said]:
    said = [
        _Said(turn.index, start, end, turn.text[start:end])
        for turn in turns
        if turn.speaker == "customer"
        for start, end in sentences(turn.text)
    ]
    return said[:OPENING]


def _closing(turns: Sequence[Turn]) -> list[_Said]:
    last = [turn for turn in turns if turn.speaker == "customer"][-2:]
    said = [_Said(t.index, a, b, t.text[a:b]) for t in last for a, b in sentences(t.text)]
    return said[-4:]


def _last(turns: Sequence[Turn], speaker: str) -> str:
    ending = turns[-CLOSING:] if len(turns) > CLOSING else turns[1:] or turns
    return "\n".join(turn.text for turn in ending if turn.speaker == speaker)


def _cause(
    turns: Sequence[Turn], opening: list[_Said], leaning: Floats
) -> tuple[Floats, _Said | None]:
    if not opening:
        return np.zeros(len(CAUSE) + 4), None
    weights = 0.5 ** (np.arange(len(opening)) / 4.0)
    first = " ".join(said.text for said in opening[:3])
    rest = " ".join(said.text for said in opening[3:])
    heard = [
        float(bool(cue.search(first))) + 0.5 * float(bool(cue.search(rest)))
        for cue in CAUSE.values()
    ]
    agent = " ".join(turn.text for turn in turns[:6] if turn.speaker == "agent")
    strength = leaning + np.array(
        [bool(CAUSE["broken"].search(s.text) or CAUSE["wrong"].search(s.text)) for s in opening]
    )
    short = np.array(
        [len(said.text.split()) < 6 or said.text.startswith("Re:") for said in opening]
    )
    telling = opening[int(np.argmax(strength * weights + 0.2 * (strength > 0) - 2.0 * short))]
    values = [
        float(leaning.max()),
        float(weights @ leaning / weights.sum()),
        float(leaning[:3].mean()),
        float(bool(END["sorry"].search(agent))),
        *heard,
    ]
    return np.array(values), telling


def _end(turns: Sequence[Turn], leaning: Floats) -> Floats:
    customer, agent = _last(turns, "customer"), _last(turns, "agent")
    final = turns[-1].speaker if turns else "system"
    return np.array(
        [
            float(leaning.max(initial=0.0)),
            float(leaning.mean()) if len(leaning) else 0.0,
            float(final == "customer"),
            *(float(bool(END[name].search(customer))) for name in ("thanks", "unhappy", "lost")),
            *(float(bool(END[n].search(agent))) for n in ("promise", "hedge", "done", "refused")),
        ]
    )


def _logistic(features: Floats, weights: Floats) -> float:
    return float(1.0 / (1.0 + np.exp(-(weights[0] + features @ weights[1:]))))
