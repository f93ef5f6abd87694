"""The sample companies hold what they promise: variety, truth that stands in the files, size."""

from __future__ import annotations

import csv
import html
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).resolve().parents[1] / "corpora" / "samples"
COMPANIES = ("hobthorn", "larkpan")
WEEKLY = sorted((SAMPLES / "hobthorn" / "weekly").glob("*.csv"))


@pytest.fixture(scope="module", params=COMPANIES)
def company(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def truth_of(company: str) -> dict[str, Any]:
    return tomllib.loads((SAMPLES / company / "truth.toml").read_text(encoding="utf-8"))


def said_in_vtt(text: str) -> str:
    cues = re.findall(r"<v ([^>]+)>(.*?)</v>", text, re.DOTALL)
    said: list[str] = []
    for index, (voice, words) in enumerate(cues):
        glue = " " if index and voice == cues[index - 1][0] else "\n"
        said += [glue, html.unescape(words)]
    return "".join(said)


def said_in_lines(text: str) -> str:
    _, _, said = text.partition("\n\n")
    return re.sub(r"(?m)^(\[[\d:]+\] )?(Customer|Bot|IVR|\w+ \(\w+\)): ", "", said)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said_in_row(row: dict[str, str]) -> str:
    return re.sub(r"(?m)^\[[^\]]+\] (Customer|\w+ \(Agent\)): ", "", row["Conversation"])


def texts_of(company: str) -> dict[str, str]:
    """What was said in each contact, read from the files as they are shipped."""
    folder = SAMPLES / company
    texts: dict[str, str] = {}
    for path in (folder / "calls").iterdir():
        raw = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            texts[path.stem] = "\n".join(turn["Content"] for turn in json.loads(raw)["Transcript"])
        else:
            texts[path.stem] = said_in_vtt(raw) if path.suffix == ".vtt" else said_in_lines(raw)
    for path in (folder / "chats").iterdir():
        for chat in re.split(r"(?m)^(?=Contact: )", path.read_text(encoding="utf-8"))[1:]:
            texts[chat.split("\n")[0].removeprefix("Contact: ")] = said_in_lines(chat)
    for path in (folder / "tickets").iterdir():
        if path.suffix == ".csv":
            texts |= {row["Ticket ID"]: said_in_row(row) for row in rows_of(path)}
        else:
            texts |= dict(said_in_zendesk(path))
    return texts


def said_in_zendesk(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        ticket = json.loads(line)
        yield str(ticket["id"]), "\n".join(c["plain_body"] for c in ticket["comments"])


def five_grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[\w']+", text.lower())
    return set(zip(*(words[start:] for start in range(5)), strict=False))


def test_no_two_texts_share_more_than_a_fifth_of_their_five_grams() -> None:
    merged = {fault["id"] for fault in truth_of("hobthorn")["merged"]}
    grams = {
        contact: five_grams(text)
        for company in COMPANIES
        for contact, text in texts_of(company).items()
        if contact not in merged
    }
    holders: dict[tuple[str, ...], list[str]] = {}
    for contact, held in grams.items():
        for gram in held:
            holders.setdefault(gram, []).append(contact)
    shared: Counter[tuple[str, str]] = Counter()
    for who in holders.values():
        for index, one in enumerate(who):
            shared.update((one, other) for other in who[index + 1 :])
    alike = {
        pair: round(count / min(len(grams[pair[0]]), len(grams[pair[1]])), 2)
        for pair, count in shared.items()
    }
    assert {pair: share for pair, share in alike.items() if share > 0.2} == {}


def test_quotes_of_the_truth_stand_verbatim_in_the_files(company: str) -> None:
    texts = texts_of(company)
    missing = [
        (contact["id"], need["quote"])
        for contact in truth_of(company)["contact"]
        for need in contact.get("need", [])
        if need["quote"] not in texts[contact["id"]]
    ]
    assert missing == []


def test_truth_names_each_contact_once_with_its_file(company: str) -> None:
    truth = truth_of(company)
    ids = [contact["id"] for contact in truth["contact"]]
    merged = [ticket["id"] for ticket in truth.get("merged", [])]
    assert len(ids) == len(set(ids))
    assert set(ids) | set(merged) == set(texts_of(company))
    for contact in truth["contact"]:
        text = (SAMPLES / company / contact["file"]).read_text(encoding="utf-8")
        assert contact["id"] in text
        assert contact["customer"] in text


def test_as_many_contacts_carry_a_planted_fault_as_were_planted(company: str) -> None:
    truth = truth_of(company)
    carried = Counter(
        contact[key]
        for contact in truth["contact"]
        for key in ("gap", "fault", "decoy")
        if key in contact
    )
    planted = {
        fault["id"]: fault["contacts"]
        for kind in ("gap", "agent_knowledge", "process", "decoy")
        for fault in truth.get(kind, [])
    }
    assert carried == planted


def test_the_planted_gaps_are_the_promised_kinds() -> None:
    truth = truth_of("hobthorn")
    kinds = Counter(gap["kind"] for gap in truth["gap"])
    assert kinds == {"missing": 8, "unclear": 5, "contradicted": 3}
    fixed = {fix["gap"]: fix["date"] for fix in truth["fix"]}
    for contact in truth["contact"]:
        if gap := contact.get("gap"):
            asked = [need for need in contact["need"] if need.get("gap") == gap]
            assert asked, contact["id"]
            answered = any(need.get("page_answers") for need in asked)
            assert not answered or contact["at"].date() >= fixed[gap], contact["id"]


def test_what_a_page_plainly_answers_is_no_gap(company: str) -> None:
    for contact in truth_of(company)["contact"]:
        if "decoy" in contact:
            assert "gap" not in contact
            assert any(need.get("page_answers") for need in contact["need"]), contact["id"]


def test_there_is_as_much_as_was_promised() -> None:
    ours, theirs = truth_of("hobthorn")["contact"], truth_of("larkpan")["contact"]
    visits = Counter(contact["customer"] for contact in ours)
    assert len(ours) >= 400
    assert sum(count > 1 for count in visits.values()) >= 60
    assert len(theirs) >= 120
    assert len(list((SAMPLES / "hobthorn" / "pages").glob("*.html"))) >= 30
    assert len(list((SAMPLES / "larkpan" / "pages").glob("*.html"))) >= 12


def test_the_samples_are_small_enough_to_ship() -> None:
    size = sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file())
    assert size < 3_000_000


def test_the_answering_system_logged_every_call_with_its_transfers() -> None:
    rows = {row["call_id"]: row for row in rows_of(SAMPLES / "hobthorn" / "ivr_log.csv")}
    calls = [c for c in truth_of("hobthorn")["contact"] if c["channel"] == "call"]
    answered = {number for number, row in rows.items() if row["outcome"] == "answered"}
    assert answered == {call["id"] for call in calls}
    for call in calls:
        row = rows[call["id"]]
        assert row["transferred_to"].split() == call["transfers"]
        assert (row["customer_id"], row["queue"]) == (call["customer"], call["department"])
    assert len(rows) - len(answered) >= 150


def test_orders_by_product_stay_within_all_orders(company: str) -> None:
    weeks: dict[str, Counter[bool]] = {}
    for row in rows_of(SAMPLES / company / "volumes.csv"):
        weeks.setdefault(row["week"], Counter())[row["sku"] == "all"] += int(row["orders"])
    assert len(weeks) == 13
    assert all(0 < orders[False] < orders[True] for orders in weeks.values())


def test_twelve_weekly_exports_overlap_and_tickets_change_between_them() -> None:
    assert len(WEEKLY) == 12
    exports = [{row["Ticket ID"]: row for row in rows_of(path)} for path in WEEKLY]
    for before, after in pairwise(exports):
        assert set(before) & set(after)
        assert set(after) - set(before)
    pairs = [
        (before[ticket], after[ticket])
        for before, after in pairwise(exports)
        for ticket in set(before) & set(after)
    ]
    assert sum(one["Status"] != two["Status"] for one, two in pairs) > 12
    longer = [one for one, two in pairs if len(two["Conversation"]) > len(one["Conversation"])]
    assert len(longer) > 12
    (merged,) = truth_of("hobthorn")["merged"]
    states = [
        "merge" in export[merged["id"]]["Tags"] for export in exports if merged["id"] in export
    ]
    assert states[0] is False
    assert all(states[1:])


def test_weekly_exports_hold_every_ticket_and_nothing_later_than_themselves() -> None:
    tickets = {c["id"] for c in truth_of("hobthorn")["contact"] if c["channel"] == "ticket"}
    seen: set[str] = set()
    for path in WEEKLY:
        taken = datetime.fromisoformat(path.stem.removeprefix("tickets-") + "T06:00")
        rows = rows_of(path)
        seen |= {row["Ticket ID"] for row in rows}
        updated = [datetime.strptime(row["Updated"], "%d/%m/%Y %H:%M") for row in rows]  # noqa: DTZ007
        assert max(updated) <= taken
    assert tickets <= seen
