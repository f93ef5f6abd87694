from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.decisions import DECISIONS
from corpora.errors import FrontstageError, JournalError, UnknownName
from corpora.journal import Entry, read_history
from corpora.records import Stage
from journeys.edits import EDIT_KINDS, apply_edit, mint_id, replay
from tests.conftest import examples

NOW = datetime(2026, 5, 4, tzinfo=UTC)
START = tuple(Stage(name, name.title(), "…", (f"I {name}",)) for name in ("ask", "buy", "get"))


def entry(seq: int, kind: str, **payload: object) -> Entry:
    return Entry(seq, NOW, kind, payload)


def ids(stages: tuple[Stage, ...]) -> list[str]:
    return [stage.id for stage in stages]


def new(name: str) -> dict[str, Any]:
    return {"stage_id": name, "name": name.title()}


def test_each_kind_changes_what_it_says() -> None:
    renamed = apply_edit(START, "rename_stage", {"stage_id": "ask", "name": "Wondering"})
    assert renamed[0].name == "Wondering"
    told = apply_edit(START, "describe_stage", {"stage_id": "ask", "description": "They ask."})
    assert told[0].description == "They ask."
    given_to = apply_edit(START, "assign_department", {"stage_id": "buy", "department": "sales"})
    assert given_to[1].lane == "sales"
    moved = apply_edit(START, "move_stage", {"stage_id": "get", "before": "ask"})
    assert ids(moved) == ["get", "ask", "buy"]
    assert ids(apply_edit(START, "move_stage", {"stage_id": "ask", "after": "get"})) == [
        "buy",
        "get",
        "ask",
    ]
    added = apply_edit(START, "add_stage", {"stage": new("pay"), "after": "buy"})
    assert ids(added) == ["ask", "buy", "pay", "get"]


def test_merged_and_removed_stages_live_on_as_aliases() -> None:
    merged = apply_edit(START, "merge_stages", {"stage_ids": ["ask", "get"], "into": "buy"})
    assert ids(merged) == ["buy"]
    assert merged[0].aliases == ("ask", "get")
    assert merged[0].examples == ("I buy", "I ask", "I get")
    removed = apply_edit(START, "remove_stage", {"stage_id": "ask", "into": "buy"})
    assert (removed[0].aliases, removed[0].examples) == (("ask",), ("I buy",))


def test_a_split_stage_lives_on_in_its_first_part() -> None:
    split = apply_edit(
        START, "split_stage", {"stage_id": "buy", "parts": [new("pick"), new("pay")]}
    )
    assert ids(split) == ["ask", "pick", "pay", "get"]
    assert split[1].aliases == ("buy",)


def test_a_stage_that_was_merged_away_says_where_it_went() -> None:
    merged = apply_edit(START, "merge_stages", {"stage_ids": ["ask"], "into": "buy"})
    with pytest.raises(UnknownName, match=r"went into 'buy' \(Buy\)"):
        apply_edit(merged, "rename_stage", {"stage_id": "ask", "name": "x"})


@pytest.mark.parametrize(
    ("kind", "payload", "says"),
    [
        ("rename_stage", {"stage_id": "fly", "name": "x"}, "no such stage; there are ask, buy"),
        ("rename_stage", {"stage_id": "ask", "name": ""}, "at least 1 character"),
        ("move_stage", {"stage_id": "ask"}, "move_stage: give either before or after"),
        ("move_stage", {"stage_id": "ask", "after": "ask"}, "beside itself"),
        ("merge_stages", {"stage_ids": ["ask"], "into": "ask"}, "itself alone"),
        ("remove_stage", {"stage_id": "ask", "into": "ask"}, "into itself"),
        ("add_stage", {"stage": new("ask")}, "used before"),
        ("split_stage", {"stage_id": "ask", "parts": [new("a"), new("a")]}, "used before"),
        ("rename_stage", {"stage": "ask"}, "stage_id: Field required"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    kind: str, payload: dict[str, Any], says: str
) -> None:
    with pytest.raises(FrontstageError) as caught:
        apply_edit(START, kind, payload)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_entry_that_no_longer_applies_is_listed_and_the_rest_applied() -> None:
    edited = replay(
        START,
        [
            entry(1, "merge_stages", stage_ids=["ask"], into="buy"),
            entry(2, "mark_gap", gap_id="g-1", status="fixed"),
            entry(3, "rename_stage", stage_id="ask", name="x"),
            entry(4, "rename_stage", stage_id="buy", name="Choosing"),
        ],
    )
    assert [stage.name for stage in edited.stages] == ["Choosing", "Get"]
    assert [skipped.seq for skipped in edited.skipped] == [3]


def test_the_kinds_join_the_journals_own_and_say_what_they_touch() -> None:
    kinds = DECISIONS | EDIT_KINDS
    merge = entry(1, "merge_stages", stage_ids=["ask"], into="buy")
    assert kinds.touches(merge) == {"stage:ask", "stage:buy"}


@pytest.mark.parametrize(
    ("name", "taken", "minted"),
    [
        ("Trying at home", (), "trying_at_home"),
        ("Größe wählen!", (), "groe_wahlen"),
        ("Pay", ("pay", "pay_2"), "pay_3"),
        ("3 more", (), "stage_3_more"),
        ("返品", (), "stage"),
    ],
)
def test_ids_are_minted_from_names_and_never_twice(
    name: str, taken: tuple[str, ...], minted: str
) -> None:
    assert mint_id(name, taken) == minted


def test_of_a_thousand_edits_the_last_one_stands() -> None:
    many = [entry(n, "rename_stage", stage_id="ask", name=f"Name {n}") for n in range(1000)]
    assert replay(START, many).stages[0].name == "Name 999"


names = st.sampled_from(["ask", "buy", "get", "pay", "pick", "try"])
news = st.builds(new, names)
edits = st.one_of(
    st.tuples(st.just("rename_stage"), st.fixed_dictionaries({"stage_id": names, "name": names})),
    st.tuples(st.just("move_stage"), st.fixed_dictionaries({"stage_id": names, "after": names})),
    st.tuples(st.just("add_stage"), st.fixed_dictionaries({"stage": news})),
    st.tuples(st.just("remove_stage"), st.fixed_dictionaries({"stage_id": names, "into": names})),
    st.tuples(
        st.just("merge_stages"),
        st.fixed_dictionaries(
            {"stage_ids": st.lists(names, min_size=1, max_size=3), "into": names}
        ),
    ),
    st.tuples(
        st.just("split_stage"),
        st.fixed_dictionaries({"stage_id": names, "parts": st.lists(news, min_size=2, max_size=3)}),
    ),
)


def owners(stages: tuple[Stage, ...]) -> dict[str, str]:
    return {name: stage.id for stage in stages for name in (stage.id, *stage.aliases)}


@given(changes=st.lists(edits, max_size=12))
def test_no_contact_is_ever_lost_and_replay_is_repeatable(
    changes: list[tuple[str, dict[str, Any]]],
) -> None:
    journal = [Entry(seq, NOW, kind, payload) for seq, (kind, payload) in enumerate(changes, 1)]
    edited = replay(START, journal)
    assert edited == replay(START, journal)
    known = [name for stage in edited.stages for name in (stage.id, *stage.aliases)]
    assert len(known) == len(set(known))
    assert set(owners(START)) <= set(known)
    assert edited.stages


@examples(50)
@given(changes=st.lists(edits, min_size=1, max_size=8))
def test_undoing_everything_restores_the_journey(
    changes: list[tuple[str, dict[str, Any]]],
) -> None:
    journal = [Entry(seq, NOW, kind, payload) for seq, (kind, payload) in enumerate(changes, 1)]
    undone = [Entry(len(journal) + n, NOW, "undo", {}) for n in range(1, len(journal) + 1)]
    redone = [Entry(2 * len(journal) + n, NOW, "redo", {}) for n in range(1, len(journal) + 1)]
    assert replay(START, read_history([*journal, *undone]).in_force).stages == START
    whole = replay(START, read_history([*journal, *undone, *redone]).in_force)
    assert whole == replay(START, journal)


def test_a_wrong_payload_is_a_journal_error() -> None:
    with pytest.raises(JournalError, match="rename_stage"):
        apply_edit(START, "rename_stage", {"stage_id": 3})
