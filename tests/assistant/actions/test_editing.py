"""Changes of the journey: proposed in numbers, kept, undone, and no contact ever lost."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.actions.registry import find_action
from assistant.answers import Answer
from assistant.session import Session
from corpora.errors import BadInput, FrontstageError, JournalError, UnknownName
from corpora.records import Contact, Label, Turn
from corpora.records.labels import LabelLevel
from corpora.store import runs
from corpora.store.contacts import put_contacts
from corpora.store.paths import path_events
from corpora.store.queries import stage_shares
from corpora.store.workspace import Workspace
from journeys.discover import discover
from tests.conftest import NOON, examples

LEVELS: tuple[LabelLevel, ...] = ("contact", "turn")
PLACED = {"research": 4, "pay": 3, "get_support": 2, "use": 1, None: 1}
Do = Callable[..., Answer]
_folders = itertools.count()


def labelled(path: Path) -> Session:
    """A workspace of eleven contacts, ten of them at four stages."""
    where = [stage for stage, number in PLACED.items() for _ in range(number)]
    contacts = [Contact(id=f"c-{i}", source="t", content_hash=str(i)) for i in range(len(where))]
    labels = [
        Label(contact_id=f"c-{i}", level="contact", stage_id=stage, probability=0.9)
        for i, stage in enumerate(where)
    ]
    workspace = Workspace.create(path)
    with workspace.writing() as db:
        put_contacts(db, contacts, [], NOON)
        run = runs.begin_run(db, "classify", NOON)
        runs.put_labels(db, run, labels)
        runs.finish_run(db, run, NOON, {})
    return Session(path, now=lambda: NOON)


@pytest.fixture
def shop(tmp_path: Path) -> Session:
    return labelled(tmp_path / "frontstage.duckdb")


def do(session: Session, name: str, /, **raw: object) -> Answer:
    action = find_action(name)
    return action.run(session, action.parse(raw))


def propose(session: Session, name: str, /, **raw: object) -> Answer:
    action = find_action(name)
    assert action.preview is not None
    return action.preview(session, action.parse(raw))


def placed(session: Session) -> dict[str | None, int]:
    with session.workspace.reading() as db:
        return {each.stage_id: each.contacts for each in stage_shares(db)}


def again(session: Session) -> Session:
    return Session(session.path, now=lambda: NOON)


def test_a_merge_is_proposed_in_numbers_and_moves_its_contacts(shop: Session) -> None:
    told = propose(shop, "merge_stages", stages=["pay", "use"], into="get_support")
    assert "3 contacts at Paying and 1 contact at Setting up and using" in told.headline
    assert placed(shop) == PLACED
    do(shop, "merge_stages", stages=["pay", "use"], into="get_support")
    assert placed(shop) == {"research": 4, "get_support": 6, None: 1}
    assert placed(again(shop)) == placed(shop)
    assert "pay" not in {stage.id for stage in again(shop).stages}


def test_the_journey_is_drawn_with_merged_stages_as_one(shop: Session) -> None:
    do(shop, "merge_stages", stages=["use"], into="get_support")
    with shop.workspace.reading() as db:
        journey = discover(path_events(db), stages=shop.stages)
    step = journey.step("get_support")
    assert step is not None
    assert step.contacts == 3
    assert journey.contacts == 10


def test_an_edit_that_names_a_merged_stage_says_where_it_went(shop: Session) -> None:
    do(shop, "rename_stage", stage="pay", name="Billing")
    do(shop, "merge_stages", stages=["Billing"], into="research")
    for name in ("pay", "Billing", "Paying"):
        with pytest.raises(UnknownName, match=r"went into 'research' \(Researching\)"):
            propose(again(shop), "rename_stage", stage=name, name="x")


def test_a_stage_with_contacts_is_removed_into_another_only(shop: Session) -> None:
    with pytest.raises(BadInput, match="3 contacts at Paying must go to another stage"):
        propose(shop, "remove_stage", stage="pay")
    do(shop, "remove_stage", stage="pay", into="use")
    assert placed(shop)["use"] == 4


def test_a_stage_is_moved_beside_one_other(shop: Session) -> None:
    for raw in ({}, {"before": "use", "after": "pay"}):
        with pytest.raises(BadInput, match="give before=… or after=…"):
            propose(shop, "move_stage", stage="research", **raw)


def test_undo_redo_and_revert_move_the_contacts_too(shop: Session) -> None:
    do(shop, "merge_stages", stages=["pay"], into="use")
    do(shop, "rename_stage", stage="research", name="Wondering")
    do(shop, "undo")
    assert "Wondering" not in {stage.name for stage in shop.stages}
    do(shop, "revert", entry=1)
    assert placed(shop) == PLACED
    do(shop, "undo")
    assert placed(shop)["use"] == 4
    do(shop, "undo")
    assert placed(shop) == PLACED
    do(shop, "redo")
    assert placed(shop)["use"] == 4


def test_an_edit_that_a_later_one_rests_on_is_not_reverted(shop: Session) -> None:
    do(shop, "add_stage", name="Repairing", after="get_support")
    do(shop, "rename_stage", stage="Repairing", name="Repairs")
    with pytest.raises(JournalError, match=r"entry 2 .* rests on entry 1"):
        propose(shop, "revert", entry=1)


def test_a_stage_and_all_its_words_can_be_changed(shop: Session) -> None:
    do(shop, "add_stage", name="Repairing", description="Mending", examples=["it rattles"])
    do(shop, "describe_stage", stage="pay", description="Money")
    do(shop, "assign_department", stage="pay", department="Billing")
    do(shop, "move_stage", stage="pay", before="research")
    do(shop, "split_stage", stage="get_support", into=["Faults", "Complaints"])
    stages = {stage.id: stage for stage in again(shop).stages}
    assert next(iter(stages)) == "pay"
    assert (stages["pay"].description, stages["pay"].lane) == ("Money", "Billing")
    assert stages["repairing"].examples == ("it rattles",)
    assert placed(shop)["faults"] == 2


def test_labels_of_a_part_count_for_the_whole_once_the_split_is_undone(shop: Session) -> None:
    do(shop, "split_stage", stage="get_support", into=["Faults", "Complaints"])
    with shop.workspace.writing() as db:
        db.execute("UPDATE labels SET stage_id = 'complaints' WHERE stage_id = 'faults'")
    assert placed(shop)["complaints"] == 2
    do(shop, "undo")
    assert placed(shop) == PLACED


def speaking(path: Path) -> Session:
    """A workspace of four contacts at support, with words."""
    said = ["The lamp is broken.", "Nobody ever answered me!", "It makes a noise.", "Is it broken?"]
    contacts = [Contact(id=f"c-{i}", source="t", content_hash=str(i)) for i in range(len(said))]
    turns = [Turn(f"c-{i}", 0, "customer", f"Hello 👋. {text}") for i, text in enumerate(said)]
    labels = [
        Label(contact_id=f"c-{i}", level=level, stage_id="get_support", probability=0.9,
              turn_index=0, start=9, end=9 + len(text))
        for i, text in enumerate(said)
        for level in LEVELS
    ]  # fmt: skip
    workspace = Workspace.create(path)
    with workspace.writing() as db:
        put_contacts(db, contacts, turns, NOON)
        run = runs.begin_run(db, "classify", NOON)
        runs.put_labels(db, run, labels)
        runs.finish_run(db, run, NOON, {"contacts": 4})
    return Session(path, now=lambda: NOON)


def test_a_split_tells_contacts_apart_by_their_words(tmp_path: Path) -> None:
    session = speaking(tmp_path / "frontstage.duckdb")
    parts = ["Faults: the lamp is broken, it makes a noise", "Complaints: nobody ever answered"]
    told = propose(session, "split_stage", stage="get_support", into=parts)
    assert "4 contacts at Getting support would go: 3 to Faults and 1 to Complaints" in (
        told.headline
    )
    assert placed(session) == {"get_support": 4}
    do(session, "relabel", contact="c-1", stage="get_support")
    done: Any = do(session, "split_stage", stage="get_support", into=parts).data
    assert done.moves == {"Faults": 4, "Complaints": 0}
    assert placed(session) == {"faults": 4}
    do(session, "revert", entry=1)
    assert placed(again(session)) == {"faults": 3, "complaints": 1}
    with session.workspace.reading() as db:
        assert set(path_events(db)["stage_id"].to_pylist()) == {"faults", "complaints"}
    do(session, "undo")
    do(session, "undo")
    assert placed(session) == {"get_support": 4}
    do(session, "redo")
    assert placed(session) == {"faults": 4}


def test_what_no_longer_applies_is_kept_and_listed(shop: Session, tmp_path: Path) -> None:
    do(shop, "rename_stage", stage="pay", name="Billing")
    do(shop, "rename_stage", stage="use", name="Using")
    lesser = tmp_path / "own.toml"
    lesser.write_text('[[stage]]\nid = "use"\nname = "Use"\ndescription = "Using it"\n')
    (tmp_path / "frontstage.toml").write_text('journey = "own.toml"\n')
    fresh = again(shop)
    assert [stage.name for stage in fresh.stages] == ["Using"]
    data: Any = do(fresh, "history").data
    assert data.in_force == (1, 2)
    assert "no such stage" in data.skipped[1]


def test_an_assumption_is_a_number_in_the_journal(shop: Session) -> None:
    assert "set cost to 6.5" in propose(shop, "set_assumption", name="cost", value="6.5").headline
    do(shop, "set_assumption", name="cost", value=6.5)
    with pytest.raises(BadInput, match="value"):
        do(shop, "set_assumption", name="cost", value="much")


STAGES = st.sampled_from(["research", "pay", "get_support", "use", "part_one", "added"])
CHANGES: st.SearchStrategy[tuple[str, dict[str, str]]] = st.one_of(
    st.tuples(st.just("merge_stages"), st.fixed_dictionaries({"a": STAGES, "b": STAGES})),
    st.tuples(st.just("remove_stage"), st.fixed_dictionaries({"a": STAGES, "b": STAGES})),
    st.tuples(st.just("split_stage"), st.fixed_dictionaries({"a": STAGES})),
    st.tuples(st.just("add_stage"), st.just({})),
    st.tuples(st.sampled_from(["undo", "redo"]), st.just({})),
)


def change(session: Session, name: str, names: dict[str, str]) -> None:
    a, b = names.get("a"), names.get("b")
    known: dict[str, dict[str, object]] = {
        "merge_stages": {"stages": [a], "into": b},
        "remove_stage": {"stage": a, "into": b},
        "split_stage": {"stage": a, "into": ["Part one", "Part two"]},
        "add_stage": {"name": "Added"},
    }
    do(session, name, **known.get(name, {}))


@settings(examples(6), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CHANGES, min_size=1, max_size=5))
def test_no_contact_is_ever_lost(tmp_path: Path, changes: list[tuple[str, dict[str, str]]]) -> None:
    session = labelled(tmp_path / f"{next(_folders)}.duckdb")
    done = 0
    for name, names in changes:
        before = placed(session)
        try:
            change(session, name, names)
        except FrontstageError:
            assert placed(session) == before
            continue
        done += name not in ("undo", "redo")
        now = placed(session)
        assert sum(now.values()) == sum(PLACED.values())
        assert now.get(None) == 1
        assert set(now) - {None} <= {stage.id for stage in session.stages}
        assert placed(again(session)) == now
    while True:
        try:
            do(session, "undo")
        except JournalError:
            break
    assert placed(session) == PLACED


def test_a_merge_under_a_split_is_undone_whole(tmp_path: Path) -> None:
    session = labelled(tmp_path / "merged.duckdb")
    change(session, "merge_stages", {"a": "pay", "b": "research"})
    change(session, "split_stage", {"a": "research"})
    do(session, "undo")
    do(session, "undo")
    assert placed(session) == PLACED


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["pay,use"], ("pay", "use")),
        (["pay", "use"], ("pay", "use")),
        (["Late, or lost: it never came, or late", "Broken"],
         ("Late, or lost: it never came, or late", "Broken")),
    ],
)  # fmt: skip
def test_a_list_is_repeated_or_has_commas(given: list[str], meant: tuple[str, ...]) -> None:
    parsed = find_action("split_stage").parse({"stage": "receive", "into": given})
    assert parsed.into == meant


def test_the_description_of_one_part_is_not_taken_for_parts() -> None:
    with pytest.raises(BadInput, match="into"):
        find_action("split_stage").parse({"stage": "receive", "into": ["Broken: bent, dented"]})
