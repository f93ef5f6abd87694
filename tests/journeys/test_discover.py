from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.errors import SourceError
from corpora.records import Stage
from journeys.discover import discover
from journeys.model import Handoff, Journey, Touch, Variant

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
Row = tuple[str | None, str | None, str | None, int | None, int]


def table(rows: list[Row], **more: Sequence[object]) -> pa.Table:
    """Events from (case, contact, stage, hours after the start, order)."""
    return pa.table(
        {
            "case": pa.array([row[0] for row in rows], pa.string()),
            "contact_id": pa.array([row[1] for row in rows], pa.string()),
            "stage_id": pa.array([row[2] for row in rows], pa.string()),
            "at": pa.array(
                [None if row[3] is None else START + timedelta(hours=row[3]) for row in rows],
                pa.timestamp("us", tz="UTC"),
            ),
            "order": pa.array([row[4] for row in rows], pa.int64()),
            **{name: pa.array(values) for name, values in more.items()},
        }
    )


def stages(*ids: str) -> tuple[Stage, ...]:
    return tuple(Stage(stage_id, stage_id.title(), "…") for stage_id in ids)


def counts(journey: Journey) -> dict[tuple[str, str], int]:
    return {(t.source, t.target): t.count for t in journey.transitions if t.mark == "observed"}


ROWS: list[Row] = [
    ("u1", "c1", "ask", 0, 0),
    ("u1", "c1", "ask", 0, 1),
    ("u1", "c1", "buy", 0, 2),
    ("u1", "c2", "ask", 48, 0),
    ("u1", "c3", "back", 72, 0),
    ("u2", "c4", "ask", 1, 0),
    ("u2", "c5", "buy", 3, 0),
]


def test_paths_run_over_the_contacts_of_a_customer_in_time() -> None:
    journey = discover(table(ROWS), stages=stages("ask", "buy", "back"))
    assert counts(journey) == {("ask", "buy"): 2, ("buy", "ask"): 1, ("ask", "back"): 1}
    assert [step.name for step in journey.steps] == ["Ask", "Buy", "Back"]
    ask = journey.steps[0]
    assert (ask.contacts, ask.customers, ask.visits) == (3, 2, 3)
    assert (ask.starts, ask.ends, ask.repeats) == (2, 0, 1)
    assert ask.evidence == ("c1", "c2", "c4")
    assert (journey.contacts, journey.customers, journey.visits) == (5, 2, 6)
    assert (journey.first_at, journey.last_at) == (START, START + timedelta(hours=72))
    assert journey.notes == ()


def test_the_time_between_steps_is_known_only_between_contacts_or_timed_turns() -> None:
    journey = discover(table(ROWS))
    times = {(t.source, t.target): t.median_s for t in journey.transitions}
    assert times["buy", "ask"] == 48 * 3600
    # One of the two has no time of its own: its turns all carry the contact's date.
    assert times["ask", "buy"] == 2 * 3600
    only_turns = discover(table(ROWS[:3]))
    assert only_turns.transitions[0].median_s is None


def test_turns_at_one_stage_are_one_visit_but_events_of_a_log_are_not() -> None:
    log = discover(table(ROWS), collapse=False)
    assert counts(log)["ask", "ask"] == 1
    assert log.visits == len(ROWS)


def test_variants_are_whole_paths() -> None:
    journey = discover(table([*ROWS, ("u3", "c6", "ask", 5, 0), ("u3", "c6", "buy", 5, 1)]))
    assert journey.variants == (
        Variant(("ask", "buy"), 2),
        Variant(("ask", "buy", "ask", "back"), 1),
    )


def test_without_dates_each_contact_is_a_path_and_the_notes_say_so() -> None:
    rows: list[Row] = [(c, k, s, None, n) for c, k, s, _, n in ROWS]
    journey = discover(table(rows))
    assert counts(journey) == {("ask", "buy"): 1}
    assert journey.steps[0].repeats == 0
    assert "No dates" in journey.notes[0]
    assert journey.first_at is None


def test_some_contacts_without_a_date_are_counted_in_the_notes() -> None:
    journey = discover(table([*ROWS, ("u2", "c9", "back", None, 0)]))
    assert journey.notes == ("1 of 6 contacts have no date; each counts as a path of its own.",)
    assert ("buy", "back") not in counts(journey)


def test_without_customer_keys_each_contact_is_a_customer() -> None:
    journey = discover({"contact_id": ["c1", "c2"], "stage_id": ["ask", "ask"]})
    assert (journey.customers, journey.steps[0].repeats) == (2, 0)
    assert any("No customer key" in note for note in journey.notes)


def test_an_event_log_has_cases_only() -> None:
    journey = discover({"case": ["1", "1", "2"], "stage_id": ["b", "a", "b"], "order": [2, 1, 1]})
    assert [step.stage_id for step in journey.steps] == ["a", "b"]
    assert counts(journey) == {("a", "b"): 1}
    assert journey.contacts == 2


def test_contacts_of_which_no_step_is_known_are_counted_apart() -> None:
    rows: list[Row] = [*ROWS, ("u9", "c9", None, 4, 0), ("u1", "c1", None, 0, 3)]
    journey = discover(table(rows))
    assert (journey.unsure, journey.contacts) == (1, 5)


def test_merged_stages_count_for_their_successor_and_strangers_come_last() -> None:
    ask = Stage("ask", "Asking", "…", aliases=("back",))
    journey = discover(table(ROWS), stages=(ask,))
    assert [step.stage_id for step in journey.steps] == ["ask", "buy"]
    assert journey.steps[0].contacts == 4
    assert "added at its end: buy" in journey.notes[0]


def test_lanes_hand_offs_and_failures() -> None:
    lanes = ["ivr", "sales", "sales", "sales", "returns", "web", None]
    failed = [True, True, False, True, None, False, False]
    journey = discover(table(ROWS, lane=lanes, failed=failed, channel=["call"] * 7))
    assert [(lane.name, lane.kind, lane.contacts) for lane in journey.departments] == [
        ("Sales", "department", 2),
        ("Answering system", "ivr", 1),
        ("Returns", "department", 1),
        ("Website", "web", 1),
    ]
    assert journey.handoffs == (Handoff("ivr", "sales", 1, 0), Handoff("sales", "returns", 0, 1))
    ask = journey.step("ask")
    assert ask is not None
    assert ask.departments == (Touch("sales", 2), Touch("ivr", 1), Touch("web", 1))
    assert ask.channels == (Touch("call", 3),)
    assert ask.failures == 2


def test_what_the_customer_never_meets_is_left_out_of_a_log_and_listed() -> None:
    lanes = ["Back office", "sales", "sales", "sales", "sales", "web", None]
    journey = discover(table(ROWS, lane=lanes), unseen=["back office", "cellar"], collapse=False)
    assert journey.left_out == ("1 event of back office: Back office",)
    assert [lane.id for lane in journey.departments] == ["sales", "web"]
    assert journey.visits == 6


def test_no_contact_is_lost_to_the_back_office() -> None:
    lanes = ["back office", "back office", "sales", "sales", "sales", "web", None]
    whole = discover(table(ROWS, lane=lanes))
    journey = discover(table(ROWS, lane=lanes), unseen=["Back Office "])
    assert journey.left_out == ("1 contact of back office: back office, without it at their steps",)
    assert (journey.contacts, journey.visits) == (whole.contacts, whole.visits)
    assert [lane.id for lane in journey.departments] == ["sales", "web"]
    assert not any("back office" in (each.source, each.target) for each in journey.handoffs)


def test_what_must_have_happened_is_implied_with_its_ways() -> None:
    rows: list[Row] = [
        ("u1", "c1", "back", 0, 0),
        ("u2", "c2", "get", 0, 0),
        ("u2", "c2", "back", 1, 1),
    ]
    journey = discover(
        table(rows),
        stages=stages("buy", "get", "back", "club"),
        requires={"back": ["get"], "get": ["buy"]},
    )
    marks = {step.stage_id: (step.mark, step.passed_unseen) for step in journey.steps}
    assert marks == {
        "buy": ("implied", 2),
        "get": ("observed", 1),
        "back": ("observed", 0),
        "club": ("assumed", 0),
    }
    implied = {(t.source, t.target): t.count for t in journey.transitions if t.mark == "implied"}
    assert implied == {("buy", "get"): 2}


def test_requirements_may_go_round_in_a_circle() -> None:
    journey = discover(
        table([("u", "c", "a", 0, 0)]), stages=stages("a", "b"), requires={"a": ["b"], "b": ["a"]}
    )
    assert journey.steps[1].passed_unseen == 1


def test_nothing_gives_an_empty_journey() -> None:
    assert discover(table([])).steps == ()
    drawn = discover(table([]), stages=stages("a"))
    assert [step.mark for step in drawn.steps] == ["assumed"]
    only_unsure = discover(table([("u", "c", None, 0, 0)]), requires={"a": ["b"]})
    assert (only_unsure.unsure, only_unsure.contacts) == (1, 0)


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ({"contact_id": ["c"]}, "need stage_id"),
        ({"stage_id": ["a"]}, "contact_id or case"),
        ({"contact_id": ["c"], "stage_id": ["a"], "at": ["soon"]}, "column at"),
        ({"contact_id": [["c"]], "stage_id": ["a"]}, "contact_id can't be read"),
    ],
)
def test_columns_that_cannot_be_used_are_named(events: dict[str, list[object]], says: str) -> None:
    with pytest.raises(SourceError, match=says):
        discover(events)


event_rows = st.lists(
    st.tuples(
        st.sampled_from(["u1", "u2", "u3", None]),
        st.sampled_from(["c1", "c2", "c3", "c4"]),
        st.sampled_from(["a", "b", "c", None]),
        st.one_of(st.none(), st.integers(0, 5)),
        st.integers(0, 3),
    ),
    max_size=25,
)


@given(rows=event_rows, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Row], shuffle: object) -> None:
    mixed = list(rows)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert discover(table(rows)) == discover(table(mixed))


@given(rows=st.lists(st.tuples(st.sampled_from("pqr"), st.sampled_from("abcd")), max_size=40))
def test_counts_agree_with_counting_by_hand(rows: list[tuple[str, str]]) -> None:
    paths: dict[str, list[str]] = defaultdict(list)
    for case, stage in rows:
        paths[case].append(stage)
    journey = discover(
        {
            "case": pa.array([case for case, _ in rows], pa.string()),
            "stage_id": pa.array([stage for _, stage in rows], pa.string()),
            "order": pa.array(range(len(rows)), pa.int64()),
        },
        collapse=False,
        variants=100,
    )
    follows = Counter(pair for path in paths.values() for pair in pairwise(path))
    assert counts(journey) == dict(follows)
    assert {v.stages: v.customers for v in journey.variants} == Counter(map(tuple, paths.values()))
    assert sum(step.starts for step in journey.steps) == len(paths)
    assert sum(step.visits for step in journey.steps) == len(rows)
