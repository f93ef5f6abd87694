"""What people are told about a student."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.wording import count

if TYPE_CHECKING:
    from assistant.labelling.models import Labelling
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


def labelled_by(model: Labelling) -> str:
    """Say what labelled an export, and how that differs from `classify` in a workspace."""
    if model.card is not None:
        return (
            f"{described(model.card)} `frontstage classify` in the workspace asks that teacher, so "
            f"its labels differ in the rest. Of the teacher: {model.card.audit}"
        )
    audit = f"{model.audit[:1].lower()}{model.audit[1:]}"
    if model.answers:
        return (
            f"Labelled by the fast encoder, which learned the workspace's "
            f"{count(model.answers, 'answer')}; {audit} {_DIFFERS}"
        )
    if model.of_workspace:
        return (
            "Labelled from the journey's own words, untaught, as `frontstage classify` labels the "
            f"workspace; {audit}"
        )
    return (
        f"Labelled by the fast encoder from the journey's own words, untaught; {audit} {_DIFFERS}"
    )


_DIFFERS = (
    "`frontstage classify` in a workspace asks MiniLM as well, so its labels differ; how often is "
    "not measured here, `frontstage student` measures it for the model that it makes."
)
