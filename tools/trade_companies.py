"""Write small companies of other trades into `tests/data/trades`: python -m tools.trade_companies.

Each is written by hand in `tests/data/trades/source/NAME`: `company.toml` (who works there, what is
planted), `pages.txt` (product pages) and `contacts.txt` (what was said). The same texts always give
the same files, which have the shape of the sample company's.

A page begins with `@ sku | slug | title | brand | price | category`; under it `! ` is a key point,
`> ` a heading, `= key | value` a row of the specification, `? question | answer` a question and its
answer, and anything else a paragraph.

A contact begins with `# when | channel | departments | customer | sku | stages | marks`.
Departments are joined by `>` in the order in which they had it; marks are the planted gap, fault or
decoy, `m2` for the menu option, `fd` for failure demand, `open` where nothing was resolved. Under
it stand the subject (`S:`) and the turns (`C:`, `A Name:`, `B:`, `I:`, `N Name:`); `[pay]` at the
start of a turn says that the stage changes there. `{{mark: words}}` is a need: a gap's id, `y` (the
page answers it), `n` (it does not), `o` (an order; `o+` where a page answers it), `f` (a fault),
`v` (an opinion); `!` after the mark says that the customer looked, `?` that they did not, `@SKU`
names another product than the contact's.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import sys
import tomllib
import unicodedata
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tools.sample_company import calls, chats, logs, tickets, truth
from tools.sample_company.staff import Department
from tools.sample_company.threads import tickets as dated
from tools.sample_company.written import Company, Contact, Turn
from tools.trade_pages import trade_pages

HERE = Path(__file__).resolve().parents[1] / "tests" / "data" / "trades"
ZONE = ZoneInfo("Europe/London")
YEAR = 2026
FIRST_DAY = date(2026, 8, 31)
EXPORTED = datetime(2026, 10, 31, 6, 0)  # noqa: DTZ001
SPEAKERS = {"C": "customer", "A": "agent", "B": "bot", "I": "ivr", "N": "note"}
_NEED = re.compile(r"\{\{([A-Za-z]\d*\+?)([!?]?)(?:@([\w-]+))?: ?(.*?)\}\}", re.DOTALL)
_KINDS = {"o": "order", "f": "fault", "v": "opinion"}
_LINES = re.compile(r"^([CBI]|[AN] [\w'-]+|S): ", re.MULTILINE)


def main() -> None:
    """Write every company that has a source folder and say how much there is of each."""
    for source in sorted((HERE / "source").iterdir()):
        with (source / "company.toml").open("rb") as file:
            told = tomllib.load(file)
        company = _company(source, told)
        contacts = _contacts(company, (source / "contacts.txt").read_text(encoding="utf-8"))
        pages = trade_pages(told, (source / "pages.txt").read_text(encoding="utf-8"))
        files = {**_files(company, told, contacts, pages), **{k: v for _, k, v in pages}}
        folder = HERE / source.name
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{source.name}: {len(pages)} pages, {len(contacts)} contacts\n")


def _company(source: Path, told: dict[str, Any]) -> Company:
    departments = tuple(
        Department(
            key=each["key"],
            name=each["name"],
            does=each["does"],
            hours="Mon-Sat 08:00-20:00",
            week=(*[(time(8), time(20))] * 6, None),
            call_minutes=each["minutes"],
            reply_hours=(1, 14),
            agents=tuple(each["agents"]),
        )
        for each in told["department"]
    )
    return Company(
        key=source.name,
        name=told["company"],
        prefix=told["prefix"],
        first_contact=told["first_contact"],
        first_ticket=told["first_ticket"],
        seed=told["first_ticket"],
        plan=source,
        written=source,
        departments=departments,
        weekly_orders=tuple(told["weekly_orders"]),
    )


def _contacts(company: Company, text: str) -> list[Contact]:
    blocks = [each for each in re.split(r"^# ", text, flags=re.MULTILINE) if each.strip()]
    heads = [(block.split("\n", 1)[0], block.split("\n", 1)[1]) for block in blocks]
    heads.sort(key=lambda pair: pair[0][:11])
    emails: dict[str, str] = {}
    return [_contact(company, slot, *pair, emails) for slot, pair in enumerate(heads, 1)]


def _contact(company: Company, slot: int, head: str, body: str, emails: dict[str, str]) -> Contact:
    at, channel, hops, who, sku, stages, marks = (each.strip() for each in head.split("|"))
    key, name = who.split(" ", 1)
    product = None if sku == "-" else sku
    first, *others = hops.split(">")
    for hop in (first, *others):
        company.department(hop)
    turns, needs, subject = _turns(body.strip(), stages.split(","), product)
    tags = marks.split()
    menu = next((tag[1:] for tag in tags if re.fullmatch(r"m\d", tag)), None)
    planted = {kind: _only(tags, letter) for kind, letter in _PLANTED}
    plan = {
        "stages": stages.split(","),
        "failure_demand": "fd" in tags
        or planted["gap"] is not None
        or planted["fault"] is not None,
        "resolved": "open" not in tags,
        **planted,
        "channel": channel,
        "department": first,
        "transfers": others,
        "product": product,
        "menu_option": menu,
        "agent": next((turn.name for turn in turns if turn.name), ""),
    }
    number = (
        str(company.first_ticket + 2 * slot)
        if channel == "ticket"
        else f"{company.prefix}{company.first_contact + 3 * slot}"
    )
    return Contact(
        number=number,
        slot=slot,
        at=datetime.strptime(f"{YEAR}-{at}", "%Y-%m-%d %H:%M"),  # noqa: DTZ007
        customer=key,
        name=name,
        email=emails.setdefault(key, _email(name)),
        subject=subject,
        turns=turns,
        needs=tuple(needs),
        plan=plan,
    )


_PLANTED = (("gap", "G"), ("fault", "[AP]"), ("decoy", "D"))


def _only(tags: list[str], letter: str) -> str | None:
    return next((tag for tag in tags if re.fullmatch(rf"{letter}\d\d", tag)), None)


def _turns(
    body: str, stages: list[str], product: str | None
) -> tuple[tuple[Turn, ...], list[dict[str, Any]], str | None]:
    pieces = _LINES.split(body)
    if pieces[0].strip():
        raise SystemExit(f"no speaker: {pieces[0][:60]!r}")
    turns: list[Turn] = []
    needs: list[dict[str, Any]] = []
    subject, stage = None, None
    for label, words in zip(pieces[1::2], pieces[2::2], strict=True):
        text = words.strip()
        if label == "S":
            subject = text
            continue
        speaker = SPEAKERS[label[0]]
        if changed := re.match(r"\[(\w+)\] ", text):
            stage, text = changed[1], text[changed.end() :]
        elif speaker == "customer" and stage is None:
            stage = stages[0]
        needs += [_need(found, product) for found in _NEED.finditer(text)]
        text = _NEED.sub(lambda found: found[4], text)
        turns.append(Turn(speaker, label[2:] or None, text, stage))
    return tuple(turns), needs, subject


def _need(found: re.Match[str], product: str | None) -> dict[str, Any]:
    mark, looked, sku, quote = found.groups()
    kind = _KINDS.get(mark.rstrip("+"), "product_fact")
    need: dict[str, Any] = {"quote": quote, "kind": kind, "product": sku or product}
    if kind == "product_fact" or mark.endswith("+"):
        need["page_answers"] = mark[0] == "y" or mark.endswith("+")
    need["looked"] = {"!": True, "?": False}.get(looked)
    need["gap"] = mark if mark.startswith("G") else None
    return need


def _email(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return ".".join(re.findall(r"[a-z]+", plain.replace("'", ""))) + "@example.com"


def _files(
    company: Company,
    told: dict[str, Any],
    contacts: list[Contact],
    pages: list[tuple[str, str, str]],
) -> dict[str, str]:
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


_LOG = (
    *("call_id", "customer_id", "started_at", "line", "menu_option", "queue"),
    *("transferred_to", "wait_s", "talk_time", "outcome"),
)


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


if __name__ == "__main__":
    main()
