"""What customers wanted to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NeedKind = Literal["product_fact", "order", "fault", "opinion"]
Looked = Literal["looked", "did_not_look", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that a customer wanted to know, with its span.

    Attributes:
        id: `n-…`, from contact and words.
        contact_id: Who asked.
        turn_index: In which turn.
        start: First character in the stored turn.
        end: One past the last character.
        text: The words.
        kind: What sort of thing it asks; only product facts can be gaps.
        kind_probability: Probability of that kind, 0 to 1.
        looked: Whether the customer says in that turn that they looked at the page.
        product_ids: Products that it may be about; several: ambiguous; empty: unknown.
        link_probability: Probability that the first of them is right, 0 to 1.
        answer_probability: Probability that a page of the product, as it is today, answers it;
            None: no page.
        passage_id: The passage that comes nearest to an answer.
        gap_id: The description gap that it belongs to.
        then_probability: Probability that the page as it was when they asked answered it; None:
            it has not changed since.
        then_passage_id: The passage of that version that came nearest.
        looked_start: First character, in the stored turn, of the sentence that says whether they
            looked; None where neither this need's own sentence nor one beside it does.
        looked_words: That sentence.
    """

    id: str
    contact_id: str
    turn_index: int
    start: int
    end: int
    text: str
    kind: NeedKind
    kind_probability: float
    looked: Looked = "unknown"
    product_ids: tuple[str, ...] = ()
    link_probability: float = 0.0
    answer_probability: float | None = None
    passage_id: str | None = None
    gap_id: str | None = None
    then_probability: float | None = None
    then_passage_id: str | None = None
    looked_start: int | None = None
    looked_words: str | None = None

    @property
    def answered_since(self) -> bool:
        """Whether the page left it open when they asked, and answers it today."""
        then, now = self.then_probability, self.answer_probability
        return then is not None and now is not None and then < 0.5 <= now
