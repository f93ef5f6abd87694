"""Tickets as they stand at a moment: who wrote when, status, merges."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal

import numpy as np

from tools.sample_company.staff import Department
from tools.sample_company.written import HERE, Company, Contact, Turn

Status = Literal["new", "open", "pending", "solved", "closed"]

# A help desk closes what nobody has touched for so long after it was solved.
_CLOSES_AFTER = timedelta(days=4)
DUPLICATE = HERE / "duplicate.toml"


@dataclass(frozen=True)
class Comment:
    """One entry of a ticket's thread; `at` is local time, notes are not public."""

    at: datetime
    turn: Turn

    @property
    def public(self) -> bool:
        """Tell whether the customer sees it."""
        return self.turn.speaker != "note"


@dataclass(frozen=True)
class Ticket:
    """A ticket with its whole thread, and the ticket that it was merged into.

    `left_open` is one that nobody marked as solved; help desks solve most, helped or not.
    """

    contact: Contact
    comments: tuple[Comment, ...]
    left_open: bool = False
    merged_into: str | None = None

    @property
    def created(self) -> datetime:
        """When the customer opened it."""
        return self.comments[0].at

    @property
    def group(self) -> str:
        """The department that has it now: the last that it was passed to."""
        return (self.contact.department, *self.contact.transfers)[-1]

    def at(self, moment: datetime) -> Ticket:
        """Return the ticket as it stood at `moment`, which is not before it was opened."""
        seen = tuple(comment for comment in self.comments if comment.at <= moment)
        merged = self.merged_into if len(seen) == len(self.comments) else None
        return replace(self, comments=seen, merged_into=merged)

    def status(self, moment: datetime) -> Status:
        """Return what the help desk calls a ticket with this thread at `moment`."""
        if self.merged_into:
            return "closed"
        answers = [c for c in self.comments if c.turn.speaker == "agent"]
        if not answers:
            return "new" if moment - self.created < timedelta(hours=8) else "open"
        if self.left_open:
            return "pending" if self.comments[-1].turn.speaker == "agent" else "open"
        return "closed" if moment - self.comments[-1].at > _CLOSES_AFTER else "solved"

    def updated(self, moment: datetime) -> datetime:
        """Return when the ticket last changed, be it by itself."""
        last = self.comments[-1].at
        closes = self.status(moment) == "closed" and not self.merged_into
        return last + _CLOSES_AFTER if closes else last


def tickets(company: Company, contacts: Sequence[Contact]) -> list[Ticket]:
    """Return the tickets among `contacts`, the duplicate that was merged away included."""
    upcoming: dict[str, list[datetime]] = {}
    for contact in contacts:
        upcoming.setdefault(contact.customer, []).append(contact.at)
    found = []
    for contact in contacts:
        if contact.channel != "ticket":
            continue
        later = [at for at in upcoming[contact.customer] if at > contact.at]
        thread = _thread(company, contact, min(later, default=None))
        left_open = not contact.plan["resolved"] and company.rng(contact.slot, 11).random() < 0.3
        found.append(Ticket(contact, thread, bool(left_open)))
    if DUPLICATE.exists():
        with DUPLICATE.open("rb") as file:
            found = _merge(company, found, tomllib.load(file))
    return sorted(found, key=lambda ticket: ticket.created)


def _thread(company: Company, contact: Contact, until: datetime | None) -> tuple[Comment, ...]:
    """Date the comments: agents in office hours, all before the customer's next contact."""
    rng = company.rng(contact.slot, 5)
    desk = company.department(contact.department)
    times = [contact.at]
    for turn in contact.turns[1:]:
        times.append(_next_time(rng, desk, turn, times[-1]))
    if until is not None and times[-1] >= until:
        room = (until - timedelta(minutes=20) - contact.at) / (times[-1] - contact.at)
        times = [contact.at + (at - contact.at) * max(room, 0.02) for at in times]
    return tuple(
        Comment(at.replace(second=int(rng.integers(60)), microsecond=0), turn)
        for at, turn in zip(times, contact.turns, strict=True)
    )


def _next_time(
    rng: np.random.Generator, desk: Department, turn: Turn, before: datetime
) -> datetime:
    if turn.speaker == "customer":
        at = before + timedelta(hours=float(rng.lognormal(0.6, 1.0)))
        return at if at.hour >= 7 else at.replace(hour=7, minute=int(rng.integers(60)))
    if turn.speaker == "note":
        return desk.next_open(before) + timedelta(minutes=float(rng.uniform(4, 40)))
    low, high = desk.reply_hours
    at = desk.next_open(before + timedelta(hours=float(rng.uniform(low, high))))
    # Nobody answers on the stroke of opening.
    return at + timedelta(minutes=float(rng.uniform(2, 50)))


def _merge(company: Company, found: list[Ticket], words: Mapping[str, object]) -> list[Ticket]:
    """Add the ticket that a customer opened twice, closed and merged into the first."""
    slot = words["slot"]
    into = next((ticket for ticket in found if ticket.contact.slot == slot), None)
    if into is None or company.key != words["company"]:
        return found
    first = into.contact
    opened, merged = words["at"], words["merged_at"]
    if not isinstance(opened, datetime) or not isinstance(merged, datetime):
        raise TypeError(f"{DUPLICATE.name}: at and merged_at must be dates with times")
    number = str(int(first.number) + 1)
    said = Turn("customer", None, str(words["text"]), None)
    closed = Turn(
        "agent", "Jess", f"This request was closed and merged into request #{first.number}.", None
    )
    told = Turn("note", "Jess", f"Request #{number} was closed and merged into this one.", None)
    contact = replace(
        first,
        number=number,
        at=opened,
        subject=str(words["subject"]),
        turns=(said, closed),
        needs=(),
    )
    twice = Ticket(
        contact, (Comment(opened, said), Comment(merged, closed)), merged_into=first.number
    )
    thread = sorted([*into.comments, Comment(merged, told)], key=lambda comment: comment.at)
    return [replace(t, comments=tuple(thread)) if t is into else t for t in found] + [twice]


def export_times(first: datetime, count: int) -> list[datetime]:
    """Return `count` Mondays at six, the first two weeks after the Monday `first`."""
    start = datetime.combine(first.date(), time(6)) + timedelta(weeks=2)
    return [start + timedelta(weeks=week) for week in range(count)]
