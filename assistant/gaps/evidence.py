"""What speaks for a gap and against it: customers who looked, and a passage that may answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answers import Quoted
from classifiers.text import GENERIC_STEMS, content_stems
from corpora.records import Gap, Need, Passage

MAY_ANSWER = 0.3
"""From this probability to answer one of the customers on, no passage is called "no answer"."""
SILENT = ("missing", "not_found")
"""Kinds of gap that say that the page leaves something out."""


def may_say(gap: Gap, needs: Sequence[Need], passage: Passage | None, title: str = "") -> bool:
    """Tell whether the passage shown with a gap of a silent page may be the answer after all.

    So it is where it holds every telling word of the topic, or where the classifier gives it
    `MAY_ANSWER` for one of the needs: a reader who finds the words there must not have been told
    that they are no answer.

    Args:
        gap: The gap.
        needs: Its needs.
        passage: The passage that is shown; None: none comes near.
        title: The product's title, whose words tell nothing of a topic.
    """
    if gap.kind not in SILENT or passage is None:
        return False
    topic = _telling(gap.topic) - _telling(title)
    if topic and topic <= _telling(passage.text):
        return True
    return any(
        need.passage_id == passage.id and (need.answer_probability or 0.0) >= MAY_ANSWER
        for need in needs
    )


def who_looked(needs: Sequence[Need], customers: Mapping[str, str]) -> tuple[int, Quoted | None]:
    """Return how many customers say that they looked at the page, and the words of the first.

    Args:
        needs: A gap's needs, the most telling first.
        customers: Customer key of each contact; one without is a customer of its own.
    """
    said = [need for need in needs if need.looked == "looked"]
    number = len({customers.get(need.contact_id, need.contact_id) for need in said})
    for need in said:
        if need.looked_words is not None and need.looked_start is not None:
            quote = Quoted(
                contact_id=need.contact_id,
                turn_index=need.turn_index,
                start=need.looked_start,
                end=need.looked_start + len(need.looked_words),
                text=need.looked_words,
            )
            return number, quote
    return number, None


def _telling(text: str) -> frozenset[str]:
    return frozenset(content_stems(text)) - GENERIC_STEMS
