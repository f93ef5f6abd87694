"""Write the sample companies into `corpora/samples`: python -m tools.sample_company.build.

What is written depends on nothing but the texts in this folder and the seeds below.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tools.sample_company import calls, chats, logs, staff, tickets, truth
from tools.sample_company.market import HOBTHORN_SHARES, LARKPAN_SHARES
from tools.sample_company.threads import Ticket, export_times
from tools.sample_company.threads import tickets as dated
from tools.sample_company.written import HERE, Company, Contact, load

SAMPLES = HERE.parents[1] / "corpora" / "samples"
PLANTED = HERE / "planted.toml"
FIRST_DAY = date(2026, 8, 3)
# The full exports are taken some days after the last contact, when the last answers are in.
EXPORTED = datetime(2026, 11, 6, 6, 0)  # noqa: DTZ001
ZONE = ZoneInfo("Europe/London")
LOST_CALLS = 150
WEEKLY_EXPORTS = 12
WINDOW_DAYS = 28

HOBTHORN = Company(
    key="hobthorn",
    name="Hobthorn Home",
    prefix="H-",
    first_contact=20300,
    first_ticket=61000,
    seed=20260803,
    plan=HERE / "plan.jsonl",
    written=HERE / "contacts",
    departments=staff.HOBTHORN,
    weekly_orders=(
        *(1900, 1880, 1930, 1960, 2010, 2060, 2120),
        *(2150, 2230, 2310, 2400, 2520, 2610),
    ),
)
LARKPAN = Company(
    key="larkpan",
    name="Larkpan Living",
    prefix="L-",
    first_contact=5100,
    first_ticket=3200,
    seed=20260804,
    plan=HERE / "plan_competitor.jsonl",
    written=HERE / "contacts_competitor",
    departments=staff.LARKPAN,
    weekly_orders=(410, 405, 420, 430, 440, 455, 450, 470, 480, 500, 520, 545, 570),
)


def main() -> None:
    """Write both companies and say how much there is of each."""
    for company, build in ((HOBTHORN, _hobthorn), (LARKPAN, _larkpan)):
        contacts = load(company)
        if not contacts:
            sys.stdout.write(f"{company.name}: nothing is written yet in {company.written.name}\n")
            continue
        files = build(company, contacts)
        _write(SAMPLES / company.key, files)
        size = sum(len(text.encode()) for text in files.values())
        sys.stdout.write(f"{company.name}: {len(contacts)} contacts, {size / 1e6:.2f} MB\n")


def _hobthorn(company: Company, contacts: list[Contact]) -> dict[str, str]:
    threads = dated(company, contacts)
    mailed = [ticket for ticket in threads if tickets.by_mail(company, ticket)]
    filled_in = [ticket for ticket in threads if not tickets.by_mail(company, ticket)]
    files = {
        "tickets/zendesk-tickets.jsonl": tickets.as_zendesk(company, mailed, EXPORTED, ZONE),
        "tickets/web-form-tickets.csv": tickets.as_csv(company, filled_in, EXPORTED),
        "ivr_log.csv": logs.ivr_log(company, contacts, LOST_CALLS),
        **_shared(company, contacts, HOBTHORN_SHARES, calls.call_format),
        **_weekly(company, threads),
    }
    where = _places(contacts, files) | {
        ticket.contact.number: f"tickets/{name}"
        for name, held in (("zendesk-tickets.jsonl", mailed), ("web-form-tickets.csv", filled_in))
        for ticket in held
    }
    merged = [ticket for ticket in threads if ticket.merged_into]
    faults = truth.planted(PLANTED)
    files["truth.toml"] = truth.truth(company, faults, contacts, where, merged)
    return files


def _larkpan(company: Company, contacts: list[Contact]) -> dict[str, str]:
    threads = dated(company, contacts)
    files = {
        "tickets/tickets.csv": tickets.as_csv(company, threads, EXPORTED),
        **_shared(company, contacts, LARKPAN_SHARES, lambda _company, _contact: "txt"),
    }
    where = _places(contacts, files) | {t.contact.number: "tickets/tickets.csv" for t in threads}
    faults = truth.planted(PLANTED, competitor=True)
    files["truth.toml"] = truth.truth(company, faults, contacts, where)
    return files


def _shared(
    company: Company,
    contacts: list[Contact],
    shares: Mapping[str, tuple[float, float]],
    form: Callable[[Company, Contact], calls.Format],
) -> dict[str, str]:
    """Return what both companies have: calls, chats, departments, volumes, settings."""
    files = {
        "departments.csv": logs.departments(company),
        "volumes.csv": logs.volumes(company, FIRST_DAY, shares),
        "frontstage.toml": logs.settings(company),
    }
    for contact in contacts:
        if contact.channel == "call":
            ending = form(company, contact)
            files[f"calls/{contact.number}.{ending}"] = _call(company, contact, ending)
    for month, log in chats.monthly_logs(company, contacts).items():
        files[f"chats/{month}.txt"] = log
    return files


def _call(company: Company, contact: Contact, ending: calls.Format) -> str:
    if ending == "vtt":
        return calls.as_vtt(company, contact)
    if ending == "json":
        return calls.as_contact_lens(company, contact, ZONE)
    return calls.as_text(company, contact)


def _weekly(company: Company, threads: list[Ticket]) -> dict[str, str]:
    """Return the exports that a scheduled job took: each holds the tickets of four weeks."""
    files = {}
    start = datetime.combine(FIRST_DAY, datetime.min.time())
    for moment in export_times(start, WEEKLY_EXPORTS):
        held = [t for t in threads if 0 <= (moment - t.created).days < WINDOW_DAYS]
        files[f"weekly/tickets-{moment:%Y-%m-%d}.csv"] = tickets.as_csv(company, held, moment)
    return files


def _places(contacts: list[Contact], files: Mapping[str, str]) -> dict[str, str]:
    """Return the file of each call and chat."""
    calls_by_number = {Path(name).stem: name for name in files if name.startswith("calls/")}
    return {
        contact.number: calls_by_number.get(contact.number, f"chats/{contact.at:%Y-%m}.txt")
        for contact in contacts
        if contact.channel != "ticket"
    }


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Replace what an earlier build wrote; the pages are written by hand and stay."""
    for name in ("calls", "tickets", "chats", "weekly"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
