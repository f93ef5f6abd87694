"""Contacts and calls as findings read them: what happened, without the words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from corpora.records import Evidence, Outcome

About: TypeAlias = Literal["cause", "passed", "back", "unkept", "sent", "waited", "end"]
"""What a quote is to tell: what caused the contact, that it was passed on, what an earlier one
came to, a promise that was not kept, being sent
round, a wait, or how it ended."""
Telling: TypeAlias = Callable[[Sequence[str], About], Mapping[str, Evidence]]
"""Of these contacts, the words that tell it, by contact; those that tell nothing are left out."""


def silent(contact_ids: Sequence[str], about: About) -> Mapping[str, Evidence]:  # noqa: ARG001 - a Telling
    """Tell nothing: for callers who have no words."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One contact.

    Attributes:
        contact_id: The contact.
        customer: Its customer's key; None: not known.
        at: When it was opened, UTC.
        primary: The stage that it is about; None: unsure.
        sure: The stage is more likely right than not, or a person said so.
        comes_back: The customer speaks of an earlier contact ("I was told to cancel").
        unkept: The customer misses an answer that was promised ("nobody rang").
        sent: The customer was sent elsewhere ("the form says ring, they say use the form").
        stages: The stages that its turns visit, in order.
        lanes: The departments that handled it, in order, without immediate repeats.
        channel: How the customer made contact.
        wait_s: Seconds that the customer waited.
        failure: Probability that something gone wrong has caused it; None: not computed.
        resolved: Probability that it ended resolved; None: not computed.
        outcome: How it ended; None: not computed.
        quote: The words that tell its cause.
    """

    contact_id: str
    customer: str | None = None
    at: datetime | None = None
    primary: str | None = None
    sure: bool = True
    comes_back: bool = False
    unkept: bool = False
    sent: bool = False
    stages: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()
    channel: str = "call"
    wait_s: float | None = None
    failure: float | None = None
    resolved: float | None = None
    outcome: Outcome | None = None
    quote: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as the answering system logged it.

    Attributes:
        option: The menu option chosen; None: none.
        lane: Where the option led.
        passed: The departments that the call was passed to, in order.
        abandoned: The caller hung up before anybody answered.
        contact_id: The contact, where the log names one that is known.
    """

    option: str | None
    lane: str
    passed: tuple[str, ...] = ()
    abandoned: bool = False
    contact_id: str | None = None

    @property
    def answered(self) -> bool:
        """Whether somebody took the call."""
        return not self.abandoned
