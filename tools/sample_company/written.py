"""The written contacts, joined with their plan: what every file format is made from."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from tools.sample_company.staff import Department

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Company:
    """One invented company: where its texts lie, how it numbers its contacts, who works there."""

    key: str
    name: str
    prefix: str
    first_contact: int
    first_ticket: int
    seed: int
    plan: Path
    written: Path
    departments: tuple[Department, ...]
    weekly_orders: tuple[int, ...]

    def department(self, key: str) -> Department:
        """Return the department called `key`."""
        return next(d for d in self.departments if d.key == key)

    def rng(self, *path: int) -> np.random.Generator:
        """Return a generator of its own for `path`, so that one contact never shifts another."""
        return np.random.default_rng([self.seed, *path])


@dataclass(frozen=True)
class Turn:
    """One utterance; `name` is the agent's, `stage` the journey stage or None for small talk."""

    speaker: str
    name: str | None
    text: str
    stage: str | None


@dataclass(frozen=True)
class Contact:
    """One written contact with the number that the files use for it; `at` is local time."""

    number: str
    slot: int
    at: datetime
    customer: str
    name: str
    email: str
    subject: str | None
    turns: tuple[Turn, ...]
    needs: tuple[Mapping[str, Any], ...]
    plan: Mapping[str, Any]

    @property
    def channel(self) -> str:
        """The channel: call, chat or ticket."""
        return str(self.plan["channel"])

    @property
    def department(self) -> str:
        """The department that took the contact first."""
        return str(self.plan["department"])

    @property
    def product(self) -> str | None:
        """The SKU that the contact is about, where it is about one."""
        sku = self.plan["product"]
        return None if sku is None else str(sku)

    @property
    def transfers(self) -> tuple[str, ...]:
        """The departments that it went through after the first."""
        return tuple(self.plan["transfers"])

    @property
    def path(self) -> list[str]:
        """The stages that its turns visit, in order of the first visit."""
        return list(dict.fromkeys(turn.stage for turn in self.turns if turn.stage))


def load(company: Company) -> list[Contact]:
    """Return the contacts of `company` that are written so far, in order of time."""
    plans = {plan["slot"]: plan for plan in _lines(company.plan)}
    written = [line for path in sorted(company.written.glob("*.jsonl")) for line in _lines(path)]
    emails = _emails([(plans[line["slot"]]["customer"], line) for line in written])
    contacts = [_contact(company, plans[line["slot"]], line, emails) for line in written]
    return sorted(contacts, key=lambda contact: contact.slot)


def number_of(company: Company, plan: Mapping[str, Any]) -> str:
    """Return the number that the files use: calls and chats share a series, tickets have one."""
    if plan["channel"] == "ticket":
        return str(company.first_ticket + 2 * plan["slot"])
    return f"{company.prefix}{company.first_contact + 3 * plan['slot']}"


def _contact(
    company: Company, plan: Mapping[str, Any], line: Mapping[str, Any], emails: Mapping[str, str]
) -> Contact:
    return Contact(
        number=number_of(company, plan),
        slot=plan["slot"],
        at=datetime.fromisoformat(plan["at"]),
        customer=plan["customer"],
        name=line["customer_name"],
        email=emails[plan["customer"]],
        subject=line["subject"],
        turns=_turns(company, plan, line["turns"]),
        needs=tuple(line["needs"]),
        plan=plan,
    )


def _turns(
    company: Company, plan: Mapping[str, Any], turns: Iterable[Mapping[str, Any]]
) -> tuple[Turn, ...]:
    """Give every agent's turn its agent: a new one is whoever introduces or signs themselves."""
    agent, hops, named = plan["agent"], list(plan["transfers"]), []
    for turn in turns:
        if turn["speaker"] in {"agent", "note"}:
            if plan["channel"] == "ticket":
                agent = _signed(company, turn["text"]) or agent
            elif hops and (taken := _introduced(company.department(hops[0]), turn["text"])):
                agent = taken
                hops.pop(0)
        name = agent if turn["speaker"] in {"agent", "note"} else None
        named.append(Turn(turn["speaker"], name, turn["text"], turn.get("stage")))
    return tuple(named)


def _introduced(department: Department, text: str) -> str | None:
    """Return who of `department` says their name as they pick up, unlike "let me get Tomasz"."""
    names = "|".join(department.agents)
    found = re.search(rf"(?<!get )(?<!be )(?<!to )\b({names})\b(?!')", text[:60])
    return found[1] if found else None


def _signed(company: Company, text: str) -> str | None:
    """Return the agent whose name ends a mail, or stands in its first words."""
    names = "|".join(name for d in company.departments for name in d.agents)
    found = re.findall(rf"\b({names})\b", text[-45:]) or re.findall(
        rf"\b({names}) (?:from|in|at|here)\b", text[:40]
    )
    return str(found[-1]) if found else None


def _emails(written: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, str]:
    """Return one address a customer: the one that they give themselves, else from the name."""
    emails: dict[str, str] = {}
    stated: dict[str, str] = {}
    taken: set[str] = set()
    for customer, line in written:
        surname = _plain_words(line["customer_name"])[-1]
        for turn in line["turns"]:
            for address in re.findall(r"[\w.]+@example\.com", turn["text"]):
                if turn["speaker"] == "customer" and surname in address.lower():
                    stated.setdefault(customer, address.lower())
    for customer, line in sorted(written, key=lambda pair: pair[0]):
        if customer in emails:
            continue
        words = _plain_words(line["customer_name"])
        address = stated.get(
            customer, ".".join(dict.fromkeys((words[0], words[-1]))) + "@example.com"
        )
        if address in taken:
            address = address.replace("@", f"{int(customer[1:])}@")
        taken.add(address)
        emails[customer] = address
    return emails


def _plain_words(name: str) -> list[str]:
    """Return the words of a name as an address spells them: no accents, titles, apostrophes."""
    name = re.split(r"[,(]", name)[0]
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z]+", plain.replace("'", ""))
    return [word for word in words if word not in {"mr", "mrs", "ms", "miss", "dr", "rev"}]


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
