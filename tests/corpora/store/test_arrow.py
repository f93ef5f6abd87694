"""Records survive the way into the workspace and back, and tables fit their records."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.records import (
    Contact,
    Demand,
    Event,
    Gap,
    Label,
    Need,
    Page,
    Passage,
    Product,
    Reject,
    Run,
    Turn,
)
from corpora.store.arrow import columns_of, insert, select, to_table
from corpora.store.workspace import Workspace
from tests.conftest import examples

TABLES = {
    "contacts": (Contact, ("treatment",)),
    "turns": (Turn, ()),
    "events": (Event, ()),
    "products": (Product, ()),
    "pages": (Page, ()),
    "passages": (Passage, ()),
    "runs": (Run, ()),
    "labels": (Label, ("run_id",)),
    "demands": (Demand, ("run_id",)),
    "needs": (Need, ("run_id",)),
    "gaps": (Gap, ("run_id",)),
    "rejects": (Reject, ("run_id",)),
}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_fields_of_its_record(workspace: Workspace, table: str) -> None:
    record, extra = TABLES[table]
    with workspace.reading() as db:
        columns = {row[0] for row in db.execute(f"DESCRIBE {table}").fetchall()}
    assert columns == {field.name for field in fields(record)} | set(extra)


def _storable(text: str) -> bool:
    """Arrow keeps any text that UTF-8 can write."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


texts = st.text(max_size=20).filter(_storable)
moments = st.integers(0, 3_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
contacts = st.builds(
    Contact,
    id=texts,
    source=texts,
    content_hash=texts,
    source_id=st.none() | texts,
    customer_key=st.none() | texts,
    channel=st.sampled_from(["call", "chat", "ticket"]),
    direction=st.sampled_from(["inbound", "outbound"]),
    opened_at=st.none() | moments,
    closed_at=st.none() | moments,
    handle_s=st.none() | st.floats(0, 1e6),
    transfers=st.none() | st.integers(0, 50),
    language=texts,
    product_ids=st.lists(texts, max_size=3).map(tuple),
    flags=st.lists(texts, max_size=3).map(tuple),
    origin=texts,
    attributes=st.dictionaries(texts, texts, max_size=3),
)


@settings(examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(contacts, max_size=4))
def test_what_is_stored_is_read_back(workspace: Workspace, records: list[Contact]) -> None:
    with workspace.writing() as db:
        db.execute("DELETE FROM contacts")
        insert(db, "contacts", to_table(records, Contact))
    with workspace.reading() as db:
        back = select(db, Contact, f"SELECT {columns_of(Contact)} FROM contacts ORDER BY rowid")  # noqa: S608 - own columns
    assert back == records
