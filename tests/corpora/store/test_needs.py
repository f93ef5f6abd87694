"""Needs held as columns say the same as needs held as records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from corpora.records import Contact, Gap, Need, Turn
from corpora.store import contacts, runs
from corpora.store.needs import Needs, customers_in_gaps, standing_needs
from corpora.store.workspace import Workspace

ASKED = "Is the lid dishwasher safe?"


def need(number: int, **changed: object) -> Need:
    """Return a question of the contact of that number."""
    told: dict[str, object] = {
        "id": f"n-{number}", "contact_id": f"c-{number}", "turn_index": 0, "start": 0,
        "end": len(ASKED), "text": ASKED, "kind": "product_fact", "kind_probability": 0.9,
        "product_ids": ("p-1",), "link_probability": 0.9, "answer_probability": 0.1,
    }  # fmt: skip
    return Need(**{**told, **changed})  # type: ignore[arg-type]


def gap(gap_id: str, *need_ids: str) -> Gap:
    """Return a gap of these needs."""
    return Gap(
        id=gap_id,
        product_ids=("p-1",),
        topic="dishwasher safe",
        kind="missing",
        need_ids=need_ids,
        contacts=len(need_ids),
        customers=len(need_ids),
        customers_low=1,
        customers_high=len(need_ids),
        open_probability=0.9,
        founding_need=need_ids[0],
    )


chances = st.none() | st.floats(0, 1)
some_needs = st.lists(
    st.builds(
        need,
        st.integers(0, 99),
        contact_id=st.sampled_from(["c-1", "c-2", "c-3"]),
        kind=st.sampled_from(["product_fact", "order"]),
        product_ids=st.lists(st.sampled_from(["p-1", "p-2", "p-3"]), max_size=3).map(tuple),
        answer_probability=chances,
        then_probability=chances,
        passage_id=st.none() | st.sampled_from(["s-1", "s-2"]),
    ),
    max_size=12,
    unique_by=lambda each: each.id,
)


@given(some_needs, st.sets(st.sampled_from(["c-1", "c-2", "c-9"])), st.sets(st.just("p-2")))
def test_columns_count_what_records_count(
    given_needs: Sequence[Need], inside: set[str], products: set[str]
) -> None:
    records = {each.id: each for each in given_needs}
    held = Needs(Needs.of(records).table, list(records)[::2])
    assert dict(held) == records
    assert list(held) == list(records)
    assert held.judged == sum(each.answer_probability is not None for each in given_needs)
    assert held.answered_since() == [each for each in given_needs if each.answered_since]
    assert held.contacts_near({"s-1"}) == {
        each.contact_id for each in given_needs if each.passage_id == "s-1"
    }
    assert held.askers(products) == len(
        {
            each.contact_id
            for each in given_needs
            if each.kind == "product_fact" and (not products or products & set(each.product_ids))
        }
    )
    assert dict(held.within(inside)) == {
        each.id: each for each in given_needs if each.contact_id in inside
    }
    assert held.within(inside).at_hand <= held.at_hand


def test_the_last_of_needs_with_one_id_counts(workspace: Workspace, noon: datetime) -> None:
    given_contacts = [
        Contact(id=f"c-{n}", source="desk", content_hash="h", customer_key=f"k-{n}")
        for n in (1, 2, 3)
    ]
    turns = [Turn(each.id, 0, "customer", ASKED) for each in given_contacts[:2]]
    with workspace.writing() as db:
        contacts.put_contacts(db, given_contacts, turns, noon)
        run = runs.begin_run(db, "gaps", noon)
        runs.put_needs(db, run, [need(1), need(2), need(1, link_probability=0.3), need(3)])
        runs.put_gaps(db, run, [gap("g-1", "n-1", "n-3")])
        runs.finish_run(db, run, noon, {})
    with workspace.reading() as db:
        held = standing_needs(db, ("n-1", "n-3"))
        assert [each.id for each in held.values()] == ["n-1", "n-2"]
        assert held["n-1"].link_probability == 0.3
        assert held.at_hand == {"n-1"}
        assert customers_in_gaps(db) == {"c-1": "k-1", "c-3": "k-3"}
