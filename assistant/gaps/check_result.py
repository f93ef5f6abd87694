"""What checking a page gives: its questions, their topics, and what stays open."""

from __future__ import annotations

from assistant.answers import Data
from assistant.gaps.gap_card import NearestPassage


class CheckedNeed(Data):
    """A question with the probability that the page answers it, and the passage that does.

    `topic` says with which questions it stands and falls: the gap's id, else its own words.
    `counts` is false for the less telling of a gap's questions, which decide nothing. `undecided`:
    the probability is so near to one half that `--thorough` would read closer.
    `passage` is null where nothing on the page comes near.
    """

    need_id: str | None
    question: str
    topic: str
    probability: float
    answered: bool
    undecided: bool
    counts: bool
    passage: NearestPassage | None


class CheckedTopic(Data):
    """Questions that stand and fall together.

    `topic` is the gap's id, else the words of its only question; `name` is what it is called.
    `questions` counts whoever asked, once: a subject and its body are one question, the same words
    of two contacts are two.
    `probability` is that of the question among those that count which the page answers best: they
    ask the same, and one wording is read better than another. `question` is the most telling one,
    `passage` the one that answers best; null where nothing on the page comes near. `kind` is that
    of an open gap of the latest run, which only new text closes, be it probable or not that the
    page as it was answers: it may do so unclearly. `undecided`: `--thorough` would read closer.
    """

    topic: str
    name: str
    question: str
    questions: int
    probability: float
    answered: bool
    undecided: bool
    kind: str | None
    passage: NearestPassage | None


class CheckedPage(Data):
    """A page: its questions, their topics, those that it leaves open, and what is undecided.

    `unchanged`: the latest run saw all of its text, so everything stands as it was found.
    """

    title: str
    origin: str
    product_ids: tuple[str, ...]
    unread: tuple[str, ...]
    unchanged: bool
    needs: tuple[CheckedNeed, ...]
    topics: tuple[CheckedTopic, ...]
    open_topics: tuple[str, ...]
    undecided_topics: tuple[str, ...]
