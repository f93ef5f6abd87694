"""Turn contacts.jsonl and planted.toml into the files that a company would export.

The same input always gives the same bytes: run it from anywhere, with no arguments.
"""

import csv
import json
import tomllib
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
OUT = HERE.parent
ZONE = ZoneInfo("Australia/Melbourne")
DEPARTMENTS = {
    "sales": ("Sales & Advice", 300),
    "orders": ("Orders & Freight", 260),
    "workshop": ("Workshop & Spares", 470),
    "claims": ("Warranty & Returns", 380),
    "accounts": ("Billing & Accounts", 250),
}
MENU = {
    "1": ("advice or to buy", "sales"),
    "2": ("an order or a delivery", "orders"),
    "3": ("spares, servicing and manuals", "claims"),
    "4": ("to return something or for warranty", "claims"),
    "5": ("help to set up or use a machine", "workshop"),
    "6": ("payments and your account", "accounts"),
    None: ("", "sales"),
}


def email(contact: dict) -> str:
    plain = unicodedata.normalize("NFKD", contact["customer_name"]).encode("ascii", "ignore").decode()
    return ".".join("".join(c for c in word if c.isalnum()) for word in plain.lower().split()) + "@example.com"


def contact_id(contact: dict) -> str:
    slot = contact["slot"]
    return {"call": f"TC-{41200 + slot * 7}", "ticket": f"{70300 + slot * 3}", "chat": f"CH-{6000 + slot}"}[contact["channel"]]


def words(contact: dict) -> int:
    return sum(len(turn["text"].split()) for turn in contact["turns"])


def handle_time(contact: dict) -> str:
    usual = DEPARTMENTS[contact["department"]][1] * (2 if contact["channel"] == "chat" else 1)
    seconds = int(usual * (0.55 + words(contact) / 400)) + 170 * len(contact["transfers"]) + contact["slot"] * 37 % 61
    return str(timedelta(seconds=seconds)).zfill(8)


def header(contact: dict) -> list[str]:
    return [
        f"Contact: {contact_id(contact)}",
        f"Customer: {email(contact)}",
        f"Date: {contact['at'].replace('T', ' ')}",
        f"Department: {DEPARTMENTS[contact['department']][0]}",
        f"Handle time: {handle_time(contact)}",
    ]


def speaker(contact: dict, turn: dict) -> str:
    name = turn.get("name", contact["agent"])
    return {"customer": "Customer", "agent": f"Agent ({name})", "bot": "Bot", "note": f"Note ({name})"}[turn["speaker"]]


def clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{int(seconds * 1000) % 1000:03d}"


def as_vtt(contact: dict) -> str:
    blocks = ["WEBVTT", "NOTE\n" + "\n".join(header(contact))]
    start = 2.0
    for number, turn in enumerate(contact["turns"]):
        end = start + 0.6 + len(turn["text"].split()) / 2.5
        voice = "Customer" if turn["speaker"] == "customer" else f"{turn.get('name', contact['agent'])} (Agent)"
        text = turn["text"].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        blocks.append(f"{clock(start)} --> {clock(end)}\n<v {voice}>{text}</v>")
        start = end + 0.4 + (contact["slot"] + number * 5) % 7 / 10
    return "\n\n".join(blocks) + "\n"


def as_text(contact: dict) -> str:
    turns = [f"{speaker(contact, turn)}: {turn['text']}" for turn in contact["turns"]]
    return "\n".join([*header(contact), "", *turns]) + "\n"


def as_chat(contact: dict) -> str:
    moment = datetime.fromisoformat(contact["at"])
    lines = [*header(contact), ""]
    for number, turn in enumerate(contact["turns"]):
        moment += timedelta(seconds=4 + (contact["slot"] * 11 + number * 29) % 47)
        lines.append(f"[{moment:%H:%M:%S}] {speaker(contact, turn)}: {turn['text']}")
    return "\n".join(lines) + "\n"


def ticket_row(contact: dict) -> list[str]:
    created = datetime.fromisoformat(contact["at"]).replace(tzinfo=ZONE)
    status = "Closed" if contact["resolved"] else ("Open", "Pending")[contact["slot"] % 2]
    sku = contact["product"] if contact["product"] and contact["slot"] % 3 == 0 else ""
    thread = "\n\n".join(f"{speaker(contact, turn)}: {turn['text']}" for turn in contact["turns"])
    return [
        contact_id(contact), created.isoformat(), contact["subject"], contact["turns"][0]["text"],
        contact["customer_name"], email(contact), DEPARTMENTS[contact["department"]][0], status, sku, thread,
    ]


def menu_row(contact: dict) -> list[str]:
    announced, lands = MENU[contact["menu_option"]]
    slot = contact["slot"]
    menu_seconds = 48 if contact["menu_option"] is None else 9 + int(contact["menu_option"]) * 3 + slot % 5
    waits = 35 + slot * 53 % 240
    then = "; ".join(DEPARTMENTS[name][0] for name in contact["transfers"])
    return [
        contact_id(contact), contact["at"].replace("T", " "), contact["menu_option"] or "", announced,
        DEPARTMENTS[lands][0], then, str(menu_seconds), str(waits), "answered",
    ]


def write_csv(name: str, head: list[str], rows: list[list[str]]) -> None:
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([head, *rows])


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {toml(v)}" for k, v in value.items() if v is not None) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    if isinstance(value, (str, bool, int)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def table(name: str, values: dict) -> str:
    return f"[[{name}]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in values.items() if value is not None)


def exported(fault: dict) -> dict:
    def name(value: object) -> object:
        if isinstance(value, list):
            return [name(each) for each in value]
        return DEPARTMENTS[value][0] if value in DEPARTMENTS else value

    return {key: name(value) if key in ("departments", "from", "to", "lands_in", "should") else value
            for key, value in fault.items()}


def truth(contacts: list[dict], planted: dict) -> str:
    parts = ["# What is true about each contact. Read by the final benchmark only.\n# A key that is absent means that nothing can be said (no page concerned, nobody said whether they looked).\n"]
    parts[0] += "".join(f"{key} = {toml(planted[key])}\n" for key in ("company", "domain", "period", "weekly_orders"))
    for contact in contacts:
        kept = ("stages", "failure_demand", "resolved", "gap", "fault", "decoy", "product")
        values = {"id": contact_id(contact), "channel": contact["channel"], "customer": email(contact)}
        parts.append(table("contact", values | {key: contact[key] for key in kept}))
        parts += [table("contact.need", need) for need in contact["needs"]]
    for kind, key in (("gap", "gap"), ("agent_knowledge", "fault"), ("process", "fault"), ("decoy", "decoy")):
        for fault in planted[kind]:
            carriers = [
                c for c in contacts
                if c[key] == fault["id"] or (kind == "gap" and any(n["gap"] == fault["id"] for n in c["needs"]))
            ]
            ids, customers = [contact_id(c) for c in carriers], len({c["customer"] for c in carriers})
            if kind == "process":
                # As the sample company's truth has it; departments by the names that the files use.
                parts.append(table("process", exported(fault) | {"contacts": len(ids), "contact_ids": ids}))
            else:
                parts.append(table("planted_" + kind, fault | {"contacts": ids, "customers": customers}))
    return "\n".join(parts)


def main() -> None:
    contacts = [json.loads(line) for line in (HERE / "contacts.jsonl").read_text(encoding="utf-8").splitlines()]
    planted = tomllib.loads((HERE / "planted.toml").read_text(encoding="utf-8"))
    (OUT / "calls").mkdir(exist_ok=True)
    calls = [c for c in contacts if c["channel"] == "call"]
    for number, call in enumerate(calls):
        ending, text = (("vtt", as_vtt), ("txt", as_text))[number % 2]
        (OUT / "calls" / f"{contact_id(call)}.{ending}").write_text(text(call), encoding="utf-8")
    chats = "\n\n".join(as_chat(c) for c in contacts if c["channel"] == "chat")
    (OUT / "chats.txt").write_text(chats, encoding="utf-8")
    write_csv(
        "tickets.csv",
        ["Ticket ID", "Created", "Subject", "Description", "Requester", "Requester email", "Group", "Status",
         "Product SKU", "Conversation"],
        [ticket_row(c) for c in contacts if c["channel"] == "ticket"],
    )
    write_csv(
        "ivr_log.csv",
        ["Contact", "Started", "Option", "Announced", "Landed in", "Transferred to", "Seconds in menu",
         "Seconds waiting", "Outcome"],
        [menu_row(c) for c in calls],
    )
    (OUT / "frontstage.toml").write_text(
        f'company = {toml(planted["company"])}\ncurrency = "AUD"\ntimezone = "{ZONE.key}"\nregion = "AU"\n', encoding="utf-8"
    )
    (OUT / "truth.toml").write_text(truth(contacts, planted), encoding="utf-8")


if __name__ == "__main__":
    main()
