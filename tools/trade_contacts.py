"""The contacts of the small companies of `tools.trade_companies`, read from their texts."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from tools.sample_company.written import Company, Contact, Turn

YEAR = 2026
SPEAKERS = {"C": "customer", "A": "agent", "B": "bot", "I": "ivr", "N": "note"}
_NEED = re.compile(r"\{\{([A-Za-z]\d*\+?)([!?]?)(?:@([\w-]+))?: ?(.*?)\}\}", re.DOTALL)
_KINDS = {"o": "order", "f": "fault", "v": "opinion"}
_LINES = re.compile(r"^([CBI]|[AN] [\w'-]+|S): ", re.MULTILINE)
_PLANTED = (("gap", "G"), ("fault", "[AP]"), ("decoy", "D"))


def trade_contacts(company: Company, text: str) -> list[Contact]:
    """Return the contacts of a company's `contacts.txt`, in the order of their dates."""
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
    plan = {
        "stages": stages.split(","),
        **_marked(marks.split()),
        "channel": channel,
        "department": first,
        "transfers": others,
        "product": product,
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


def _marked(tags: list[str]) -> dict[str, Any]:
    """Return what the marks of a contact say of it."""
    planted = {kind: _only(tags, letter) for kind, letter in _PLANTED}
    failed = planted["gap"] is not None or planted["fault"] is not None
    return {
        "failure_demand": "fd" in tags or failed,
        "resolved": "open" not in tags,
        **planted,
        "menu_option": next((tag[1:] for tag in tags if re.fullmatch(r"m\d", tag)), None),
    }


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
