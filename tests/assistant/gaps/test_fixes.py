"""Which fixes of pages worked: those that somebody marked, and those that pages show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.actions.changing import marking
from assistant.answers import Answer
from assistant.gaps.fixes import Fix, Verified, fix_words, read_fixes
from assistant.reports.content import report_content
from assistant.reports.forms import as_html, as_markdown
from assistant.session import Session
from corpora.errors import BadInput
from corpora.records import Passage
from corpora.store import pages, runs

Ask = Callable[..., Answer]

CHANGED = datetime(2026, 1, 12, 9, tzinfo=UTC)
WRITTEN = "Works on induction, gas and electric hobs."


def fixes(session: Session) -> tuple[Fix, ...]:
    with session.workspace.reading() as db:
        return read_fixes(db, UTC)


@pytest.fixture
def changed(session: Session) -> str:
    """Write a new version of the page most asked about; return its product's id."""
    with session.workspace.writing() as db:
        gap = runs.latest_gaps(db)[0]
        product = gap.product_ids[0]
        page = next(each for each in pages.live_pages(db) if product in each.product_ids)
        old = [each for each in pages.live_passages(db) if each.page_id == page.id]
        new = [replace(each, version="later") for each in old]
        new.append(Passage("s-new", page.id, "later", len(old), "bullet", WRITTEN))
        pages.put_pages(db, [replace(page, version="later", valid_from=None)], new, CHANGED)
        db.execute("UPDATE gaps SET passage_id = 's-new' WHERE id = ?", [gap.id])
    return product


def test_changes_tell_the_fixes_of_the_report_from_the_first_run_on(
    session: Session, ask: Ask
) -> None:
    gap = ask("show_gaps", top=1).data.model_dump()["gaps"][0]
    ask("mark_gap", gap=gap["id"], status="fixed", on="2026-01-12")
    told = ask("changes").data
    assert told.model_dump()["earlier_run"] is None
    assert told.fixes == report_content(session)[0].fixes != ()


def test_nothing_was_fixed_yet(session: Session) -> None:
    assert fixes(session) == ()


def test_a_mark_with_a_day_is_a_fix(session: Session, ask: Ask) -> None:
    gap = ask("show_gaps", top=1).data.model_dump()["gaps"][0]
    ask("mark_gap", gap=gap["id"], status="fixed", on="2026-01-12")
    (fix,) = fixes(session)
    assert (fix.marked, fix.on, fix.added) == (True, date(2026, 1, 12), ())
    assert [each.id for each in fix.gaps] == [gap["id"]]
    assert fix.verified is not None
    told = ask("verify", gap=gap["id"]).data.model_dump()
    assert fix.verified.model_dump().items() <= told.items()
    assert ask("verify").data.model_dump() == told, "the only fix need not be named"


def test_a_page_that_says_more_is_a_fix_too(session: Session, changed: str, ask: Ask) -> None:
    (fix,) = fixes(session)
    assert (fix.marked, fix.on, fix.product_ids) == (False, CHANGED.date(), (changed,))
    assert fix.added == (WRITTEN,)
    assert marking([fix]) == (
        f"To note it: frontstage ask mark_gap gap={fix.gaps[0].id} status=fixed on=2026-01-12",
    )
    assert WRITTEN in fix_words(fix)
    assert ask("verify", product=changed).data.model_dump()["on"] == CHANGED.date()


def test_a_mark_and_the_page_are_one_fix(session: Session, changed: str, ask: Ask) -> None:
    gap = fixes(session)[0].gaps[0].id
    ask("mark_gap", gap=gap, status="fixed", on="2026-01-12")
    (fix,) = fixes(session)
    assert (fix.marked, fix.added, fix.product_ids[0]) == (True, (WRITTEN,), changed)
    assert marking([fix]) == ()


@pytest.mark.usefixtures("changed")
def test_the_report_and_the_changes_tell_of_it(session: Session) -> None:
    content, journey = report_content(session)
    assert len(content.fixes) == 1
    html = as_html(content, journey)
    assert "Fixes so far" in html
    assert "frontstage ask mark_gap gap=g-" in html
    assert "Works on induction" in as_markdown(content, journey)


def test_of_several_fixes_one_must_be_named(session: Session, changed: str, ask: Ask) -> None:
    gaps = ask("show_gaps", top=100).data.model_dump()["gaps"]
    other = next(each for each in gaps if changed not in each["product_ids"])
    ask("mark_gap", gap=other["id"], status="fixed", on="2026-01-13")
    with pytest.raises(BadInput, match=r"name a gap or a product: .* on 2026-01-13 or "):
        ask("verify")


def test_a_verdict_is_told_with_its_numbers() -> None:
    found = Verified(
        verdict="too early",
        before=9,
        after=4,
        expected=5.5,
        ratio=0.7,
        low=0.3,
        high=1.6,
        wait_days=1,
    )
    fix = Fix(
        product_ids=("p-1",), products=("Lamp",), on=date(2026, 9, 4), marked=True, gaps=(),
        added=(), verified=found,
    )  # fmt: skip
    assert fix_words(fix) == (
        "Lamp, marked fixed on 4 September 2026. Too early: 4 contacts since, where 5.5 were to be "
        "expected; 0.70 for every one [0.30–1.60, 95 %]. Wait 1 day more."
    )
    unknown = fix.model_copy(update={"verified": None})
    assert "Not computed: no contacts from both before and since" in fix_words(unknown)
