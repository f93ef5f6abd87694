"""What was inferred about contacts, and the words that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LabelLevel = Literal["contact", "turn"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote: nothing is claimed without one.

    Attributes:
        contact_id: Whose words.
        turn_index: Which turn.
        start: First character in the stored turn.
        end: One past the last character.
        quote: The stored turn's text from `start` to `end`.
    """

    contact_id: str
    turn_index: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A stage given to a contact, or to one of its turns, by a model.

    Attributes:
        contact_id: The contact.
        level: `contact` for what the contact is about, `turn` for one step of its path.
        turn_index: The turn that shows it best, or None where nothing does.
        start: Where the evidence begins in that turn.
        end: Where it ends.
        rank: 0 for the primary stage, 1 for a second reason, and so on; 0 for turns. Where the
            primary is unsure between two stages, these are 1 and 2.
        stage_id: The stage, or None: unsure.
        probability: Calibrated probability of the stage, 0 to 1.
        reason: Why it is unsure: `too short`, `nothing fits`, `language`, `between two stages`
            (about as likely as each other), `several reasons` (it clearly says both).
        driver: The contact driver under the stage, where one is known.
    """

    contact_id: str
    level: LabelLevel
    stage_id: str | None
    probability: float
    turn_index: int | None = None
    start: int = 0
    end: int = 0
    rank: int = 0
    reason: str | None = None
    driver: str | None = None
