"""What is no conversation: the answering system's log, departments, volumes, settings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np

from tools.sample_company.calls import timing
from tools.sample_company.staff import MENU
from tools.sample_company.written import Company, Contact

_IVR_COLUMNS = (
    "call_id",
    "customer_id",
    "started_at",
    "line",
    "menu_option",
    "queue",
    "transferred_to",
    "wait_s",
    "talk_time",
    "outcome",
)
# How often people choose an option, from the bible's shares of departments.
_OPTIONS = ("1", "2", "3", "4", "5", "6", "0", "")
_CHOSEN = (0.36, 0.12, 0.13, 0.11, 0.14, 0.05, 0.04, 0.05)


def ivr_log(company: Company, contacts: Sequence[Contact], lost: int) -> str:
    """Return the log of all calls, and of `lost` more that never reached anybody.

    Those were abandoned in the queue or in the menu, or heard the opening hours (`contained`).
    Who pressed nothing has the option `none`; a department's direct line has no menu (`direct`).
    """
    rows = [_answered(company, contact) for contact in contacts if contact.channel == "call"]
    rows += _lost(company, contacts, lost)
    return _csv(_IVR_COLUMNS, sorted(rows, key=lambda row: str(row["started_at"])))


def departments(company: Company) -> str:
    """Return the departments with their task, hours and menu options as CSV."""
    rows = [
        {
            "department": d.key,
            "name": d.name,
            "does": d.does,
            "hours": d.hours,
            "menu_options": " ".join(
                option
                for option, key in MENU.items()
                if key == d.key and len(company.departments) > 2
            ),
            "typical_call_min": d.call_minutes,
        }
        for d in company.departments
    ]
    return _csv(tuple(rows[0]), rows)


def volumes(company: Company, first: date, weights: Mapping[str, tuple[float, float]]) -> str:
    """Return orders a week (its Monday), for each SKU and in all, as CSV.

    `weights` gives each SKU's share of the orders in the first and in the last week, in per
    cent; what is left are goods that the sample has no page of.
    """
    rows = []
    weeks = len(company.weekly_orders)
    for week, orders in enumerate(company.weekly_orders):
        monday = first + timedelta(weeks=week)
        shares = np.array([a + (b - a) * week / (weeks - 1) for a, b in weights.values()]) / 100
        drawn = company.rng(week, 100).multinomial(orders, [*shares, 1 - shares.sum()])
        rows.append({"week": monday.isoformat(), "sku": "all", "orders": orders})
        rows += [
            {"week": monday.isoformat(), "sku": sku, "orders": int(count)}
            for sku, count in zip(weights, drawn, strict=False)
        ]
    return _csv(("week", "sku", "orders"), rows)


def settings(company: Company) -> str:
    """Return the settings file of a company: what its contacts cannot tell."""
    return "\n".join(
        [
            f"company = {json.dumps(company.name)}",
            'currency = "GBP"',
            'timezone = "Europe/London"',
            'region = "GB"',
            f'link_template = "https://desk.{company.key}.example/tickets/{{source_id}}"',
            'volumes = "volumes.csv"',
            "",
            "[costs]",
            "per_handle_hour = 31.5",
            "",
            "[costs.per_contact]",
            "chat = 4.2",
            "email = 5.6",
            "",
            "[run]",
            'sources = ["data"]',
            'report = "reports"',
            "",
        ]
    )


def _answered(company: Company, contact: Contact) -> dict[str, object]:
    when = timing(company, contact)
    option = contact.plan["menu_option"]
    direct = option is None and contact.department != "sales"
    return {
        "call_id": contact.number,
        "customer_id": contact.customer,
        "started_at": f"{contact.at:%Y-%m-%d %H:%M}",
        "line": contact.department if direct else "main",
        "menu_option": option or ("direct" if direct else "none"),
        "queue": contact.department,
        "transferred_to": " ".join(contact.transfers),
        "wait_s": when.wait_s,
        "talk_time": when.talk_s,
        "outcome": "answered",
    }


def _lost(company: Company, contacts: Sequence[Contact], count: int) -> list[dict[str, object]]:
    """Put lost calls between the contacts, with the numbers that those leave free."""
    rng = company.rng(0, 10)
    rows: list[dict[str, object]] = []
    used: set[str] = set()
    while len(rows) < count:
        index = int(rng.integers(len(contacts) - 1))
        before, after = contacts[index], contacts[index + 1]
        calls_again = after.channel == "call" and bool(rng.random() < 0.4)
        earliest = max(before.at, after.at - timedelta(minutes=90)) if calls_again else before.at
        at = earliest + (after.at - earliest) * float(rng.random())
        free = company.first_contact + 3 * before.slot + 1
        number = next((n for n in (free, free + 1) if f"{company.prefix}{n}" not in used), None)
        if number is None or not 7 <= at.hour < 22:
            continue
        used.add(f"{company.prefix}{number}")
        rows.append(
            {
                "call_id": f"{company.prefix}{number}",
                "customer_id": after.customer if calls_again else None,
                "started_at": f"{at:%Y-%m-%d %H:%M}",
                "line": "main",
                **_given_up(company, at, rng),
            }
        )
    return rows


def _given_up(company: Company, at: datetime, rng: np.random.Generator) -> dict[str, object]:
    option = str(rng.choice(_OPTIONS, p=_CHOSEN))
    went_to = MENU.get(option, "sales")
    chosen = {"menu_option": option or "none"}
    if not company.department(went_to).is_open(at):
        return {**chosen, "queue": "announcement", "wait_s": 0, "outcome": "contained"}
    if not option and rng.random() < 0.8:
        return {**chosen, "queue": "", "wait_s": 0, "outcome": "abandoned"}
    # Patience: half of those who give up do so within two and a half minutes.
    wait_s = int(min(30 + rng.exponential(170), 1200))
    return {**chosen, "queue": went_to, "wait_s": wait_s, "outcome": "abandoned"}


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
