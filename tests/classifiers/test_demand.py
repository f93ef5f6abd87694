"""What caused a contact, and how it ended, from its own words."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from classifiers.demand import DemandClassifier
from classifiers.encoding.encoders import StaticEncoder
from classifiers.stages.batch import contacts_of
from corpora.intake.ingest import IngestOptions, ingest
from corpora.records import Demand, Turn
from corpora.store.contacts import contact_slices, turn_batch
from corpora.store.workspace import Workspace

LABELS = Path(__file__).parents[1] / "data" / "demand" / "contoso.toml"
GREETING = ("agent", "Good morning, how can I help?")


@pytest.fixture(scope="module")
def demand() -> DemandClassifier:
    return DemandClassifier(StaticEncoder.load())


def judge(demand: DemandClassifier, *said: tuple[str, str]) -> Demand:
    turns = [Turn("c-1", i, who, text) for i, (who, text) in enumerate(said)]  # type: ignore[arg-type]
    return next(demand.judge([("c-1", turns)]))


@pytest.mark.parametrize(
    "opening",
    [
        "Hello, my parcel has not arrived and the tracking says delivered.",
        "I'm having problems with my connection, it keeps dropping.",
        "Why was I charged twice? I rang last week and nobody called me back.",
        "It arrived broken, this is very frustrating.",
    ],
)
def test_what_went_wrong_is_failure_demand(demand: DemandClassifier, opening: str) -> None:
    found = judge(demand, GREETING, ("customer", opening), ("agent", "I am sorry to hear that."))
    assert found.failure
    assert found.turn_index == 1


@pytest.mark.parametrize(
    "opening",
    [
        "Hi, I'd like to activate a new service for my account, please.",
        "I'm calling to ask about the larger plans that you offer.",
        "I would like to make an appointment at one of your shops.",
    ],
)
def test_what_customers_want_anyway_is_value_demand(demand: DemandClassifier, opening: str) -> None:
    found = judge(demand, GREETING, ("customer", opening), ("agent", "Of course, gladly."))
    assert not found.failure


def test_how_it_ends_is_told_by_the_last_turns(demand: DemandClassifier) -> None:
    begin = (GREETING, ("customer", "My tablet does not charge any more."))
    good = judge(
        demand,
        *begin,
        ("agent", "I have ordered a new cable for you, it is on its way."),
        ("customer", "Lovely, thank you so much, that's all."),
    )
    assert (good.resolved, good.outcome) == (True, "resolved")
    bad = judge(
        demand,
        *begin,
        ("agent", "Unfortunately I can't say. I'll escalate it and someone will be in touch."),
        ("customer", "I'm not happy with that, I'll be waiting then."),
    )
    assert (bad.resolved, bad.outcome) == (False, "promised")
    gone = judge(
        demand,
        *begin,
        ("agent", "I'm afraid we can't do that."),
        ("customer", "Forget it, I'll buy one elsewhere."),
    )
    assert gone.outcome == "lost"


def test_the_words_that_tell_it_are_where_they_are_said_to_be(demand: DemandClassifier) -> None:
    text = "Hello there. The lamp I ordered arrived with a broken shade. Can you help?"
    found = judge(demand, GREETING, ("customer", text), ("agent", "Yes."))
    assert "broken" in text[found.start : found.end]


def test_a_contact_without_a_customer_is_not_judged(demand: DemandClassifier) -> None:
    silent = [Turn("c-1", 0, "agent", "Hello?"), Turn("c-1", 1, "customer", "note", visible=False)]
    assert list(demand.judge([("c-1", silent), ("c-2", [])])) == []


@pytest.mark.data
def test_calls_that_nothing_was_fitted_on(
    demand: DemandClassifier, public_data: Path, tmp_path: Path
) -> None:
    labels = tomllib.loads(LABELS.read_text(encoding="utf-8"))["call"]
    store = Workspace.create(tmp_path / "calls.duckdb")
    now = datetime(2026, 1, 1, tzinfo=UTC)
    folder = public_data / "calls" / "contoso"
    ingest(store, [folder], IngestOptions(redact="off"), now=now, progress=lambda *_: None)
    with store.reading() as db:
        names = dict(db.execute("SELECT id, source_id FROM contacts").fetchall())
        turns = {
            names[contact]: own
            for ids in contact_slices(db)
            for contact, own in contacts_of(turn_batch(db, ids))
        }
    judged = list(demand.judge((each["id"], turns[each["id"]]) for each in labels))
    for name in ("failure", "resolved"):
        truth, said = [each[name] for each in labels], [getattr(each, name) for each in judged]
        hits = sum(a and b for a, b in zip(truth, said, strict=True))
        assert 2 * hits / (sum(truth) + sum(said)) >= 0.85
