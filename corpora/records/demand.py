"""What caused a contact, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["resolved", "promised", "unresolved", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A model's judgement of a contact: its cause and its end.

    Attributes:
        contact_id: The contact.
        failure: True: failure demand, caused by something that went wrong or was left unclear;
            False: value demand.
        failure_probability: Probability of failure demand, 0 to 1.
        resolved: Nothing is left that the customer must come back for or wait for an answer to.
        resolved_probability: Probability of that, 0 to 1.
        outcome: `resolved`; `promised`: somebody is to come back to the customer; `unresolved`;
            `lost`: the customer turns away.
        turn_index: The turn that tells the cause best.
        start: Where the telling words begin in that turn.
        end: Where they end.
    """

    contact_id: str
    failure: bool
    failure_probability: float
    resolved: bool
    resolved_probability: float
    outcome: Outcome
    turn_index: int
    start: int
    end: int
