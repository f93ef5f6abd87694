"""Chats as files: a plain-text log a month, one conversation after the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from tools.sample_company.calls import voice
from tools.sample_company.written import Company, Contact


def monthly_logs(company: Company, contacts: Iterable[Contact]) -> dict[str, str]:
    """Return the log of each month (`2026-08`), conversations in order of time."""
    months: dict[str, list[str]] = {}
    for contact in contacts:
        if contact.channel == "chat":
            months.setdefault(f"{contact.at:%Y-%m}", []).append(_conversation(company, contact))
    return {month: "\n".join(conversations) for month, conversations in months.items()}


def _conversation(company: Company, contact: Contact) -> str:
    head = [
        f"Contact: {contact.number}",
        f"Customer: {contact.customer}",
        f"Date: {contact.at:%Y-%m-%d %H:%M}",
        "Channel: chat",
        f"Department: {contact.department}",
    ]
    rng = company.rng(contact.slot, 9)
    at = contact.at + timedelta(seconds=int(rng.integers(60)))
    said = []
    for turn in contact.turns:
        said.append(f"[{at:%H:%M:%S}] {voice(turn)}: {' '.join(turn.text.splitlines())}")
        # Bots answer at once; people type four characters a second and read before that.
        typing = 1.5 if turn.speaker == "bot" else 3 + len(turn.text) / 4
        at += timedelta(seconds=typing * float(rng.uniform(0.8, 2.2)))
    return "\n".join([*head, "", *said]) + "\n"
