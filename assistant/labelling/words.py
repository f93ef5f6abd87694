"""What people are told about a student."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.wording import count

if TYPE_CHECKING:
    from classifiers.students.cards import Card


def described(card: Card) -> str:
    """Say in sentences what a student learned from and how good it is."""
    people = f", {card.by_people:,} of them on people's word" if card.by_people else ""
    told = (
        f"Student of {card.learned_at:%Y-%m-%d}: learned from "
        f"{count(card.contacts, 'contact')}{people} ({card.teacher})."
    )
    if card.agreement is None:
        return f"{told} Too few contacts to measure it."
    low, high = card.interval
    return (
        f"{told} On {count(card.held_out, 'contact')} kept apart it says the same as its teacher "
        f"in {card.agreement:.0%} ({low:.0%}–{high:.0%})."
    )
