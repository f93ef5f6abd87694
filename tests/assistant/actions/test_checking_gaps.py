"""Pages that are checked against what customers asked: the latest run's gaps, and what is new."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.actions.checking import CheckData, CheckParams, check_page
from assistant.actions.ingesting import IngestParams, ingest
from assistant.gaps.cards import read_shelf
from assistant.session import Session
from classifiers.answerability.cross_encoder import CrossEncoder, Pairs, Scores
from classifiers.encoding.minilm_arrays import MiniLMArrays
from corpora.store.pages import live_pages
from corpora.store.runs import latest_run
from tests.assistant.conftest import SHOP


@pytest.fixture
def shop_pages(tmp_path: Path) -> Path:
    copy = tmp_path / "pages"
    shutil.copytree(SHOP / "pages", copy)
    return copy


def told(session: Session, *paths: Path, **params: bool) -> CheckData:
    data = check_page(session, CheckParams(paths=paths, **params)).data
    assert isinstance(data, CheckData)
    return data


class Sure:
    """A cross-encoder that finds an answer everywhere."""

    def score(self, pairs: Pairs) -> Scores:
        return np.full(len(pairs), 20.0)


@pytest.fixture
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(MiniLMArrays, "load", refused)
    monkeypatch.setattr(CrossEncoder, "load", refused)


@pytest.mark.usefixtures("no_models")
def test_an_unchanged_page_is_told_as_gaps_found_it(shop: Path, shop_pages: Path) -> None:
    session = Session(shop)
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
    pages = told(session, shop_pages, strict=True).pages
    assert len(pages) > 3
    assert all(page.unchanged for page in pages)
    found = {gap.id: gap for gap in shelf.open_gaps() if gap.customers > 1}
    assert found
    assert {topic for page in pages for topic in page.open_topics} == found.keys()
    for page in pages:
        assert not page.undecided_topics
        for topic in page.topics:
            assert topic.kind == (found[topic.topic].kind if topic.topic in found else None)
        for need in page.needs:
            assert need.probability == shelf.needs[need.need_id or ""].answer_probability


def test_only_new_text_closes_a_gap_and_the_rest_stays(shop: Path, shop_pages: Path) -> None:
    session, kettle = Session(shop), shop_pages / "bramley-kettle.html"
    (before,) = told(session, kettle).pages
    (gap,) = before.open_topics
    html = kettle.read_text(encoding="utf-8")
    kettle.write_text(
        html.replace("</h1>", "</h1><p>Its wooden handle stays cool, as said.</p>", 1),
        encoding="utf-8",
    )
    (beside,) = told(session, kettle).pages
    assert not beside.unchanged
    assert beside.open_topics == (gap,), "the new sentence speaks of something else"
    kettle.write_text(
        html.replace("</h1>", "</h1><p>It works on gas and on induction hobs.</p>", 1),
        encoding="utf-8",
    )
    (after,) = told(session, kettle).pages
    assert not after.open_topics
    (topic,) = (each for each in after.topics if each.topic == gap)
    assert topic.answered
    assert topic.kind is None
    assert topic.passage is not None
    assert "induction" in topic.passage.text


def test_a_page_that_was_read_after_the_run_is_judged_however_old_it_says_it_is(
    shop: Path, shop_pages: Path
) -> None:
    session, kettle = Session(shop), shop_pages / "bramley-kettle.html"
    (gap,) = told(session, kettle).pages[0].open_topics
    html = kettle.read_text(encoding="utf-8")
    mended = html.replace("</h1>", "</h1><p>It works on gas and on induction hobs.</p>", 1)
    dated = '"sku": "TP-101", "dateModified": "2026-01-05T08:00:00Z"'
    kettle.write_text(mended.replace('"sku": "TP-101"', dated, 1), encoding="utf-8")
    ingest(session, IngestParams(paths=(kettle,)))
    with session.workspace.reading() as db:
        run = latest_run(db, "gaps")
        assert run is not None
        (live,) = (page for page in live_pages(db) if page.title == "Bramley enamel kettle")
    assert live.valid_from is not None
    assert live.valid_from < run.started_at
    (after,) = told(session, kettle, strict=True).pages
    assert not after.unchanged
    assert gap in {topic.topic for topic in after.topics}
    assert not after.open_topics


def test_a_run_that_kept_no_pages_is_not_taken_at_its_word(shop: Path, shop_pages: Path) -> None:
    session, kettle = Session(shop), shop_pages / "bramley-kettle.html"
    assert told(session, kettle).pages[0].unchanged
    with session.workspace.writing() as db:
        db.execute("DELETE FROM pages_judged")
    (anew,) = told(Session(shop), kettle).pages
    assert not anew.unchanged
    assert len(anew.open_topics) == 1, "it still does not say"


def test_what_answered_and_is_gone_is_no_answer_any_more(shop: Path, shop_pages: Path) -> None:
    session, lamp = Session(shop), shop_pages / "moth-lamp.html"
    (before,) = told(session, lamp).pages
    assert [topic.answered for topic in before.topics] == [True]
    html = lamp.read_text(encoding="utf-8")
    assert "LED bulb included" in html
    lamp.write_text(re.sub(r"LED bulb included[^<]*", "Comes in a box", html), encoding="utf-8")
    (after,) = told(session, lamp, strict=True).pages
    assert not after.topics[0].answered
    assert not after.unchanged


def test_what_is_undecided_is_told_and_settled_when_asked_for(
    shop: Path, shop_pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, clock = Session(shop), shop_pages / "pebble-clock.html"
    html = clock.read_text(encoding="utf-8")
    clock.write_text(
        html.replace("</h1>", "</h1><p>It is powered from the wall.</p>", 1),
        encoding="utf-8",
    )
    loads: list[Sure] = []
    monkeypatch.setattr(CrossEncoder, "load", lambda: loads.append(Sure()) or loads[-1])
    answer = check_page(session, CheckParams(paths=(clock,)))
    assert isinstance(answer.data, CheckData)
    (page,) = answer.data.pages
    assert (answer.data.undecided, answer.data.open, loads) == (1, 0, [])
    assert "1 undecided" in answer.headline
    assert any("--thorough" in note for note in answer.notes)
    (topic,) = (each for each in page.topics if each.undecided)
    assert 0.3 < topic.probability < 0.7
    (closer,) = told(session, clock, strict=True).pages
    assert len(loads) == 1
    assert not closer.undecided_topics
    assert closer.topics[-1].answered
    (again,) = told(session, clock).pages
    assert len(loads) == 1, "what was read once is known"
    assert again.topics == closer.topics


@pytest.mark.usefixtures("no_models")
def test_what_one_customer_alone_asked_is_counted_and_told_when_asked_for(
    shop: Path, shop_pages: Path
) -> None:
    session = Session(shop)
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
    alone = {gap.id for gap in shelf.open_gaps() if gap.customers < 2}
    assert alone
    without = check_page(session, CheckParams(paths=(shop_pages,)))
    (note,) = (each for each in without.notes if "--once" in each)
    assert note.startswith(f"{len(alone)} question")
    every = check_page(session, CheckParams(paths=(shop_pages,), once=True))
    assert isinstance(without.data, CheckData)
    assert isinstance(every.data, CheckData)
    left_out = {topic for page in without.data.pages for topic in page.open_topics}
    taken = {topic for page in every.data.pages for topic in page.open_topics}
    assert taken - left_out == alone
    assert not any("--once" in each for each in every.notes)


@pytest.mark.usefixtures("no_models")
def test_a_subject_and_its_body_are_one_question(shop: Path, shop_pages: Path) -> None:
    session = Session(shop)
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
    gap = next(each for each in shelf.open_gaps() if each.customers > 1)
    pages = told(session, shop_pages).pages
    (topic,) = (each for page in pages for each in page.topics if each.topic == gap.id)
    assert topic.questions == len({shelf.needs[each].contact_id for each in gap.need_ids})
    with session.workspace.writing() as db:
        db.execute(
            "INSERT INTO needs SELECT t.* REPLACE (id || '-b' AS id, text || ' Hello?' AS text) "
            "FROM needs t WHERE id = ?",
            [gap.need_ids[0]],
        )
        db.execute(
            "UPDATE gaps SET need_ids = list_append(need_ids, ?) WHERE id = ?",
            [f"{gap.need_ids[0]}-b", gap.id],
        )
    (page,) = (each for each in told(session, shop_pages).pages if gap.id in each.open_topics)
    (again,) = (each for each in page.topics if each.topic == gap.id)
    assert len([each for each in page.needs if each.topic == gap.id]) > again.questions
    assert again.questions == topic.questions


@pytest.mark.usefixtures("no_models")
def test_two_customers_who_ask_the_same_words_count_as_two(shop: Path, shop_pages: Path) -> None:
    session = Session(shop)
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
    gap = next(each for each in shelf.open_gaps() if each.customers > 1)
    contact = shelf.needs[gap.need_ids[0]].contact_id
    (before,) = (page for page in told(session, shop_pages).pages if gap.id in page.open_topics)
    with session.workspace.writing() as db:
        for table, column in (("contacts", "id"), ("turns", "contact_id")):
            db.execute(
                f"INSERT INTO {table} SELECT t.* REPLACE (? AS {column}) "  # noqa: S608 - ours
                f"FROM {table} t WHERE {column} = ?",
                ["c-alike", contact],
            )
        db.execute(
            "INSERT INTO needs SELECT t.* REPLACE ('n-alike' AS id, 'c-alike' AS contact_id) "
            "FROM needs t WHERE id = ?",
            [gap.need_ids[0]],
        )
        db.execute(
            "UPDATE gaps SET need_ids = list_append(need_ids, 'n-alike') WHERE id = ?", [gap.id]
        )
    (after,) = (page for page in told(session, shop_pages).pages if gap.id in page.open_topics)
    asked = {
        page: t.questions for page in (before, after) for t in page.topics if t.topic == gap.id
    }
    assert asked[after] == asked[before] + 1
    assert len(after.needs) == len(before.needs), "the words themselves are told once"
