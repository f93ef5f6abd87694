"""The files of the small companies of `tools.trade_companies`, as their systems give them."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tools.sample_company import calls, chats, logs, tickets, truth
from tools.sample_company.threads import tickets as dated
from tools.sample_company.written import Company, Contact

ZONE = ZoneInfo("Europe/London")
FIRST_DAY = date(2026, 8, 31)
EXPORTED = datetime(2026, 10, 31, 6, 0)  # noqa: DTZ001
_LOG = (
    *("call_id", "customer_id", "started_at", "line", "menu_option", "queue"),
    *("transferred_to", "wait_s", "talk_time", "outcome"),
)


def trade_files(
    company: Company,
    told: dict[str, Any],
    contacts: list[Contact],
    pages: list[tuple[str, str, str]],
) -> dict[str, str]:
    """Return all files but the pages, by their paths."""
    threads = dated(company, contacts)
    mailed = [each for each in threads if tickets.by_mail(company, each)]
    filled_in = [each for each in threads if not tickets.by_mail(company, each)]
    shares = {sku: (100 / (len(pages) + 1), 100 / (len(pages) + 1)) for sku, _, _ in pages if sku}
    files = {
        "tickets/zendesk-tickets.jsonl": tickets.as_zendesk(company, mailed, EXPORTED, ZONE),
        "tickets/web-form-tickets.csv": tickets.as_csv(company, filled_in, EXPORTED),
        "ivr_log.csv": _menu_log(company, told["menu"], told.get("log_columns", {}), contacts),
        "departments.csv": _departments(company, told["menu"]),
        "volumes.csv": logs.volumes(company, FIRST_DAY, shares),
        "frontstage.toml": logs.settings(company),
    }
    where = {}
    known = {each.number: calls.known_product(company, each) for each in contacts}
    for contact in contacts:
        if contact.channel == "call":
            name, files[name] = _call(company, contact)
            where[contact.number] = name
        elif contact.channel == "chat":
            where[contact.number] = f"chats/{contact.at:%Y-%m}.txt"
    for month, log in chats.monthly_logs(company, contacts).items():
        files[f"chats/{month}.txt"] = log
    for name in [each for each in files if each.endswith(".txt")]:
        files[name] = _with_products(files[name], known)
    for name, held in (("zendesk-tickets.jsonl", mailed), ("web-form-tickets.csv", filled_in)):
        where |= {each.contact.number: f"tickets/{name}" for each in held}
    files["truth.toml"] = truth.truth(company, _counted(told, contacts), contacts, where)
    return files


def _call(company: Company, contact: Contact) -> tuple[str, str]:
    ending = calls.call_format(company, contact)
    name = f"calls/{contact.number}.{ending}"
    if ending == "vtt":
        return name, calls.as_vtt(company, contact)
    if ending == "json":
        return name, calls.as_contact_lens(company, contact, ZONE)
    return name, calls.as_text(company, contact)


def _with_products(text: str, known: dict[str, str | None]) -> str:
    """Add the line `Product:` to the heads of plain texts where the system knew the product."""

    def head(found: re.Match[str]) -> str:
        sku = known.get(found[1])
        return found[0] + (f"Product: {sku}\n" if sku else "")

    return re.sub(r"^Contact: (\S+)\n(?:[A-Z][\w ]*: .*\n)+", head, text, flags=re.MULTILINE)


def _counted(told: dict[str, Any], contacts: list[Contact]) -> dict[str, Any]:
    """Return the planted faults with how many contacts carry each."""
    faults: dict[str, Any] = {"domain": told["domain"]}
    for kind in ("gap", "agent_knowledge", "process", "decoy"):
        rows = []
        for fault in told[kind]:
            count = sum(
                fault["id"] in (each.plan["gap"], each.plan["fault"], each.plan["decoy"])
                for each in contacts
            )
            rows.append({**fault, "contacts": count})
        faults[kind] = rows
    return faults


def _menu_log(
    company: Company, menu: dict[str, str], names: dict[str, str], contacts: list[Contact]
) -> str:
    """Return the answering system's log; `names` are its own names of some columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([names.get(column, column) for column in _LOG])
    options = {queue: option for option, queue in reversed(menu.items())}
    for contact in contacts:
        if contact.channel != "call":
            continue
        when = calls.timing(company, contact)
        option = contact.plan["menu_option"] or options.get(contact.department, "direct")
        writer.writerow(
            [
                contact.number,
                contact.customer,
                f"{contact.at:%Y-%m-%d %H:%M}",
                "main",
                option,
                contact.department,
                " ".join(contact.transfers),
                when.wait_s,
                when.talk_s,
                "answered",
            ]
        )
    return out.getvalue()


def _departments(company: Company, menu: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["department", "name", "does", "hours", "menu_options", "typical_call_min"])
    for each in company.departments:
        options = " ".join(option for option, queue in menu.items() if queue == each.key)
        writer.writerow([each.key, each.name, each.does, each.hours, options, each.call_minutes])
    return out.getvalue()
