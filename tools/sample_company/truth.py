"""What is true of a sample, for tests and benchmarks: `truth.toml` beside the files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tools.sample_company.threads import Ticket
from tools.sample_company.written import Company, Contact

_HEAD = """\
# What is true of this invented company; read by tests and benchmarks only.
# A contact's `stages` are what it is about, `path` the stages that its turns visit in order;
# `page_answers` is absent where no page is concerned, `looked` where the customer does not say.
# `department` took the contact first, `transfers` are the departments that it then went through.
"""


def planted(path: Path, *, competitor: bool = False) -> dict[str, Any]:
    """Return the planted faults of the company, or of its competitor, with the differences."""
    with path.open("rb") as file:
        faults = tomllib.load(file)
    rival = faults.pop("competitor")
    differences = rival.pop("difference")
    return {**(rival if competitor else faults), "difference": differences}


def truth(
    company: Company,
    faults: Mapping[str, Any],
    contacts: Sequence[Contact],
    files: Mapping[str, str],
    merged: Sequence[Ticket] = (),
) -> str:
    """Return the truth as TOML: the planted faults with their contacts, then every contact.

    Args:
        company: Whose truth.
        faults: What `planted` returns.
        contacts: All contacts.
        files: The file that holds each contact, by contact number.
        merged: Tickets that were merged away.
    """
    blocks = [_HEAD + _pairs({"company": company.name, "domain": faults["domain"]})]
    for kind in ("gap", "agent_knowledge", "process", "fix", "decoy", "difference"):
        for fault in faults.get(kind, []):
            ids = [c.number for c in contacts if _carries(c, fault["id"])]
            blocks.append(_table(kind, {**fault, "contact_ids": ids} if ids else fault))
    blocks += [_merged(ticket) for ticket in merged]
    blocks += [_contact(contact, files[contact.number]) for contact in contacts]
    return "\n".join(blocks)


def _carries(contact: Contact, fault: str) -> bool:
    return fault in {contact.plan[key] for key in ("gap", "fault", "decoy")}


def _merged(ticket: Ticket) -> str:
    return _table(
        "merged",
        {"id": ticket.contact.number, "into": ticket.merged_into, "at": ticket.comments[-1].at},
    )


def _contact(contact: Contact, file: str) -> str:
    plan = contact.plan
    facts = {
        "id": contact.number,
        "file": file,
        "channel": contact.channel,
        "customer": contact.customer,
        "at": contact.at,
        "department": contact.department,
        "transfers": list(contact.transfers),
        "product": contact.product,
        "stages": plan["stages"],
        "path": contact.path,
        "failure_demand": plan["failure_demand"],
        "resolved": plan["resolved"],
        "gap": plan["gap"],
        "fault": plan["fault"],
        "decoy": plan["decoy"],
    }
    needs = [
        _table("contact.need", {key: need.get(key) for key in _NEED}) for need in contact.needs
    ]
    return "".join([_table("contact", facts), *needs])


_NEED = ("quote", "kind", "product", "page_answers", "looked", "gap")


def _table(name: str, facts: Mapping[str, Any]) -> str:
    return f"[[{name}]]\n{_pairs(facts)}"


def _pairs(facts: Mapping[str, Any]) -> str:
    """Write what is known; TOML has no way to say null, so an absent key does."""
    return "".join(f"{key} = {_value(v)}\n" for key, v in facts.items() if v is not None)


def _value(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, list):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str | bool | int | float):
        # A JSON string is a valid TOML basic string, and so are its numbers and booleans.
        return json.dumps(value, ensure_ascii=False)
    raise TypeError(f"no TOML for {value!r}")
