"""Reports where something is missing: each says what it could not do, why, and how to give it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.actions.classifying import label_contacts
from assistant.actions.gaps import compute_gaps
from assistant.actions.ingesting import IngestParams, ingest
from assistant.reports.caveats import Grounds, caveats
from assistant.reports.content import report_content
from assistant.reports.forms import as_html, as_markdown
from assistant.session import Session
from tests.assistant.conftest import SHOP
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("light")

NOT_AUDITED = "Accuracy: not audited."
QUESTIONS = (
    "Does the Bramley kettle work on an induction hob?",
    "Will the Bramley enamel kettle work on induction, please?",
    "Is the Bramley enamel kettle meant for an induction hob?",
)


def analyzed(folder: Path, *paths: Path, settings: str = "") -> Session:
    (folder / "frontstage.toml").write_text(settings, encoding="utf-8")
    session = Session(folder / "frontstage.duckdb", now=lambda: NOON)
    ingest(session, IngestParams(paths=paths, redact="patterns"))
    label_contacts(session)
    compute_gaps(session)
    return session


def contacts(folder: Path, texts: tuple[str, ...], **more: object) -> Path:
    file = folder / "contacts.jsonl"
    rows = [{"id": f"K-{n}", "text": text, **more} for n, text in enumerate(texts)]
    file.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return file


def told(session: Session) -> tuple[str, str]:
    """Return what was not computed, and the whole report as Markdown; HTML is made as well."""
    content, journey = report_content(session)
    assert "<h1>" in as_html(content, journey)
    return " ".join(content.caveats.not_computed), as_markdown(content, journey)


def test_without_costs_volumes_and_links(tmp_path: Path) -> None:
    missing, _ = told(analyzed(tmp_path, contacts(tmp_path, QUESTIONS), SHOP / "pages"))
    assert "Costs: not computed: no cost rates; put [costs] into frontstage.toml" in missing
    assert "Contacts per 1,000 orders: not computed: no volumes file; put volumes =" in missing
    assert "Links to tickets: not made; put link_template =" in missing


def test_without_dates(tmp_path: Path) -> None:
    session = analyzed(tmp_path, contacts(tmp_path, QUESTIONS), SHOP / "pages")
    missing, _ = told(session)
    assert "Period, trends and rates: not computed: no date column; name it with" in missing
    content, _ = report_content(session)
    assert content.weeks == ()
    assert all(gap.size.trend is None for gap in content.gaps)


def test_without_pages(tmp_path: Path) -> None:
    missing, text = told(analyzed(tmp_path, contacts(tmp_path, QUESTIONS)))
    assert "What pages leave open: not computed: no product pages;" in missing
    assert "Nothing can be said yet: see what is missing below." in text
    assert "that nobody named" not in text


def test_of_one_contact(tmp_path: Path) -> None:
    session = analyzed(tmp_path, contacts(tmp_path, QUESTIONS[:1]), SHOP / "pages")
    content, _ = report_content(session)
    assert "One contact is an anecdote" in " ".join(content.caveats.sure)
    assert content.decisions == ()


def test_of_one_contact_that_is_unsure(tmp_path: Path) -> None:
    session = analyzed(tmp_path, contacts(tmp_path, QUESTIONS[:1]), SHOP / "pages")
    content, journey = report_content(session)
    overview = content.overview
    whole = {"unsure": 1, "unsure_reasons": {"nothing fits": 1}}
    settings = session.workspace.settings
    lone = Grounds(
        overview.model_copy(update=whole), {}, settings, None, 0, 1, NOT_AUDITED, NOT_AUDITED
    )
    sure = " ".join(caveats(lone).sure)
    assert "1 contact is unsure (nothing fits 1): no stage can be shown." in sure
    assert "All 1" not in sure
    assert f"{NOT_AUDITED} How often they are right is not known: `frontstage sample -o" in sure
    assert "<code>frontstage sample -o grades.xlsx</code>" in as_html(content, journey)


def test_with_every_contact_unsure(tmp_path: Path) -> None:
    session = analyzed(tmp_path, contacts(tmp_path, ("xyzzy plugh", "qwrt zzgl")), SHOP / "pages")
    content, _ = report_content(session)
    sure = " ".join(content.caveats.sure)
    assert "All 2 contacts are unsure" in sure
    assert "`frontstage ask relabel contact=… stage=…`" in sure


def test_with_nothing_at_all(tmp_path: Path) -> None:
    session = Session(tmp_path / "frontstage.duckdb", now=lambda: NOON)
    session.create_workspace()
    missing, _ = told(session)
    assert missing.startswith("Everything: no contacts yet;")


def test_with_all_that_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "volumes.csv").write_text("week,sku,orders\n2026-01-05,all,500\n", encoding="utf-8")
    file = contacts(
        tmp_path,
        QUESTIONS,
        created_at="2026-01-06T10:00:00Z",
        handle_time_s=240,
    )
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for number, row in enumerate(rows):
        row["customer_id"] = f"customer {number}"
    file.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    settings = (
        'volumes = "volumes.csv"\nlink_template = "https://desk.example/{source_id}"\n'
        'currency = "GBP"\n[costs]\nper_handle_hour = 30\n[costs.per_contact]\nticket = 2\n'
    )
    session = analyzed(tmp_path, file, SHOP / "pages", settings=settings)
    content, journey = report_content(session)
    assert content.caveats.not_computed == ()
    gap = content.gaps[0]
    assert gap.size.rate == pytest.approx(1000 * gap.size.contacts / 500)
    assert gap.size.orders_of == "all"
    assert gap.size.cost is not None
    low, high = gap.size.avoidable_low or 0, gap.size.avoidable_high or 0
    assert low <= (gap.size.avoidable or 0) <= high <= gap.size.cost
    assert high > 0
    assert 'href="https://desk.example/K-' in as_html(content, journey)
    whole = 2.0 * len(QUESTIONS)
    assert sum(each.size.cost or 0 for each in content.gaps) <= whole + 0.01
