"""A description gap as people are shown it, in the terminal, the chat and the report."""

from __future__ import annotations

from typing import Literal

from assistant.answers import Data, Quoted
from assistant.gaps.evidence import SILENT
from assistant.gaps.headings import in_short
from assistant.wording import clipped, count

HEARD_ONCE_OR_TWICE = 3
"""A gap of fewer customers than this is called "heard once or twice"."""
KIND_WORDS = {
    "missing": "the page does not say",
    "unclear": "the page says it, and people still ask",
    "contradicted": "the page says one thing, agents or the product another",
    "not_found": "not found in what could be read of the page",
}
"""What each kind of gap means, in words."""
_MAYBE = {
    "missing": "the page may not say",
    "unclear": "the page seems to say it, and people still ask",
    "contradicted": "the page may say one thing, agents or the product another",
    "not_found": "may not stand in what could be read of the page",
}
_SURE_OF_ONE = 1.0
_IN_FRONT = 10

Reading = Literal["wording", "hard to find", "no sign that they looked"]


def kind_words(kind: str, low: float) -> str:
    """Return what a kind of gap means; where perhaps nobody was left open, as a perhaps.

    Args:
        kind: The kind.
        low: Lower end of the interval of the customers left without an answer.
    """
    return (KIND_WORDS if low >= _SURE_OF_ONE else _MAYBE)[kind]


class NearestPassage(Data):
    """The passage of the page that comes nearest to an answer."""

    id: str
    kind: str
    text: str


class GapCard(Data):
    """One description gap.

    `question` is a whole question that says what it is about, in a customer's words, and the
    first of `quotes` is where it was asked; null: none tells, so `topic` has to. `customers` is a
    count of distinct customers who asked; `low` and `high` bound how many of them the page really
    leaves without an answer (95 %), because the classifier errs. `reading` says of an `unclear`
    gap why people ask: only `wording` suggests to write it anew. `reopened` is the day of a fix
    after which people asked again; `page_changed` the day since which the page is as it is, where
    it was changed, and `contacts_since_change` who asked since then. `may_say`: the passage may
    be an answer, though the page is called silent. `looked` counts the customers who say,
    in the turn of their question, that they looked at the page; `looked_quote` is the sentence of
    one who says so in the question or right beside it, null where nobody does.
    """

    id: str
    topic: str
    question: str | None
    kind: str
    status: str
    product_ids: tuple[str, ...]
    product: str
    page: str | None
    url: str | None
    customers: int
    low: float
    high: float
    contacts: int
    open_probability: float
    heard_once_or_twice: bool
    passage: NearestPassage | None
    quotes: tuple[Quoted, ...]
    reading: Reading | None
    reopened: str | None
    page_changed: str | None
    contacts_since_change: int | None
    may_say: bool
    looked: int
    looked_quote: Quoted | None

    @property
    def heading(self) -> str:
        """What it is about: the question in quotation marks, else the topic as a phrase."""
        return self.topic if self.question is None else f"“{in_short(self.question)}”"

    @property
    def more_quotes(self) -> tuple[Quoted, ...]:
        """The quotes that tell more than the heading does."""
        first, headed = self.quotes[0].text if self.quotes else "", self.question or ""
        # The heading may leave out a "(ii)" in front, and nothing else.
        told = first.endswith(headed) and len(first) - len(headed) <= _IN_FRONT
        return self.quotes[1:] if told else self.quotes

    @property
    def verdict(self) -> str:
        """What the page does about it, no more surely than it is known."""
        words = kind_words(self.kind, 0.0 if self.may_say else self.low)
        return f"{words} ({self.reading})" if self.reading else words

    @property
    def nearest(self) -> str:
        """What the passage is called that is shown, no more surely than it is known."""
        if self.may_say:
            return "The page may say it"
        return "Nearest on the page, no answer" if self.kind in SILENT else "The page says"

    @property
    def looking(self) -> str | None:
        """Who says that they looked at the page, in one of their words; None: nobody."""
        if not self.looked:
            return None
        say = "says" if self.looked == 1 else "say"
        words = f": “{clipped(self.looked_quote.text, 120)}”" if self.looked_quote else ""
        return f"{count(self.looked, 'customer')} {say} that they looked{words}"
