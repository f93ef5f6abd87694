"""The latest run's needs: held as columns, of which only what is asked for becomes records.

A workspace may hold hundreds of thousands of needs; most answers count over all of them and show
the words of a few.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from corpora.records import Need
from corpora.store.arrow import columns_of, from_table, to_table
from corpora.store.runs import latest_run
from corpora.store.workspace import Connection


class Needs(Mapping[str, Need]):
    """Needs by id, in the order in which they were stored.

    Args:
        table: A column per field of a `Need`; each id once.
        at_hand: Ids of those that become records together when the first of them is looked up.
    """

    def __init__(self, table: pa.Table, at_hand: Collection[str] = ()) -> None:
        self.table = table
        self._near = table.filter(_among(table["id"], at_hand)) if at_hand else table.slice(0, 0)

    @classmethod
    def of(cls, needs: Mapping[str, Need]) -> Needs:
        """Return needs that are records already."""
        return cls(to_table(list(needs.values()), Need), tuple(needs))

    @cached_property
    def at_hand(self) -> frozenset[str]:
        """Ids of those asked for as being at hand that are here."""
        return frozenset(self._near["id"].to_pylist())

    @cached_property
    def _records(self) -> dict[str, Need]:
        return {need.id: need for need in from_table(self._near, Need)}

    @cached_property
    def _all_records(self) -> dict[str, Need]:
        return {need.id: need for need in from_table(self.table, Need)}

    def __getitem__(self, key: str) -> Need:
        """Return the need of this id."""
        found = self._records.get(key)
        return self._all_records[key] if found is None else found

    def __contains__(self, key: object) -> bool:
        """Whether there is a need of this id."""
        return key in self.at_hand or key in self._all_records

    def __iter__(self) -> Iterator[str]:
        """Return the ids."""
        return iter(self.table["id"].to_pylist())

    def __len__(self) -> int:
        """Return how many there are."""
        return int(self.table.num_rows)

    @property
    def judged(self) -> int:
        """How many were held against a page."""
        return len(self) - int(self.table["answer_probability"].null_count)

    def within(self, contacts: Collection[str]) -> Needs:
        """Return the needs of these contacts."""
        inside = Needs(self.table.filter(_among(self.table["contact_id"], contacts)))
        inside._near = self._near.filter(_among(self._near["contact_id"], contacts))
        if "_records" in self.__dict__:
            known = self._records
            inside.__dict__["_records"] = {each: known[each] for each in inside.at_hand}
        return inside

    def askers(self, product_ids: Collection[str] = ()) -> int:
        """Return how many contacts ask for a fact about these products, or about any."""
        facts = self.table.filter(pc.equal(self.table["kind"], "product_fact"))
        contacts = facts["contact_id"]
        if product_ids:
            products = facts["product_ids"].combine_chunks()
            parents = pc.list_parent_indices(products)
            contacts = contacts.take(parents.filter(_among(pc.list_flatten(products), product_ids)))
        return int(pc.count_distinct(contacts).as_py())

    def answered_since(self) -> list[Need]:
        """Return those that the page left open when they were asked, and answers today."""
        then, now = self.table["then_probability"], self.table["answer_probability"]
        changed = self.table.filter(pc.and_(pc.less(then, 0.5), pc.greater_equal(now, 0.5)))
        return [need for need in from_table(changed, Need) if need.answered_since]

    def contacts_near(self, passage_ids: Collection[str]) -> set[str]:
        """Return the contacts of needs to whose answer one of these passages comes nearest."""
        found = self.table.filter(_among(self.table["passage_id"], passage_ids))
        return set(found["contact_id"].to_pylist())


def standing_needs(db: Connection, at_hand: Collection[str] = ()) -> Needs:
    """Return the latest needs whose words still stand where they were found.

    Args:
        db: An open connection.
        at_hand: As `Needs` takes it.
    """
    run = latest_run(db, "gaps")
    table = db.sql(
        f"""
        SELECT {columns_of(Need)} FROM needs
        WHERE run_id = $run AND id IN (
            SELECT needs.id FROM needs JOIN turns
            ON turns.contact_id = needs.contact_id AND turns.index = needs.turn_index
            WHERE run_id = $run AND visible AND contains(turns.text, needs.text)
            AND contains(turns.text, coalesce(looked_words, ''))
        ) ORDER BY needs.rowid
        """,
        params={"run": run.id if run else 0},
    ).to_arrow_table()
    return Needs(_each_once(table), at_hand)


def customers_in_gaps(db: Connection) -> dict[str, str]:
    """Return contact id -> customer key of the contacts of the latest gaps that have one."""
    return _of_contacts(db, "customer_key", "needs.id IN (SELECT unnest(need_ids) FROM found)")


def days_of_needs(db: Connection) -> dict[str, date]:
    """Return contact id -> day, UTC, of the contacts of the latest needs that have a date.

    Only of needs that are in a gap, or to whose answer a passage comes near.
    """
    return _of_contacts(
        db,
        "opened_at::DATE",
        "(passage_id IS NOT NULL OR needs.id IN (SELECT unnest(need_ids) FROM found))",
    )


def _of_contacts(db: Connection, column: str, which: str) -> dict[str, Any]:
    run = latest_run(db, "gaps")
    table = db.sql(
        f"""
        WITH found AS (SELECT need_ids FROM gaps WHERE run_id = $run)
        SELECT contacts.id, {column} AS told FROM contacts
        WHERE told IS NOT NULL AND contacts.id IN (
            SELECT contact_id FROM needs WHERE run_id = $run AND {which})
        """,
        params={"run": run.id if run else 0},
    ).to_arrow_table()
    return dict(zip(table["id"].to_pylist(), table["told"].to_pylist(), strict=True))


def _among(column: pa.ChunkedArray | pa.Array, wanted: Collection[str]) -> pa.ChunkedArray:
    return pc.is_in(column, pa.array(list(wanted), column.type))


def _each_once(table: pa.Table) -> pa.Table:
    """Return the last need of each id, where the first of them stands."""
    ids = table["id"].to_pylist()
    rows = {need: row for row, need in enumerate(ids)}
    return table if len(rows) == len(ids) else table.take(pa.array(list(rows.values())))
