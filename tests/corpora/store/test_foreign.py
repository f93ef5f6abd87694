"""Files of something else are no workspace: one line says so, and they stay as they are."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from corpora.errors import WorkspaceVersion
from corpora.store.workspace import Workspace

FOREIGN = {
    "other tables": "CREATE TABLE orders (id INTEGER)",
    "a meta of its own": "CREATE TABLE meta (key VARCHAR, value VARCHAR)",
    "a view": "CREATE VIEW meta AS SELECT 'name' AS key, 'orders' AS value",
    "a view alone": "CREATE VIEW sums AS SELECT 1",
    "a version that is a name": "CREATE TABLE meta AS SELECT 'schema' AS key, 'abc' AS value",
    "a version of nothing": "CREATE TABLE meta AS SELECT 'schema' AS key, NULL AS value",
    "a version below ours": "CREATE TABLE meta AS SELECT 'schema' AS key, '-1' AS value",
    "tables in another schema": "CREATE SCHEMA shop; CREATE TABLE shop.orders (id INTEGER)",
}
"""Databases of other programs, by what is odd about them."""


def test_another_file_is_no_workspace_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("shopping list " * 40, encoding="utf-8")
    with pytest.raises(WorkspaceVersion, match="not a Frontstage workspace"):
        Workspace.open(path)
    assert path.read_text(encoding="utf-8").startswith("shopping list")


@pytest.mark.parametrize("odd", FOREIGN)
def test_another_database_is_no_workspace_and_stays_as_it_is(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as db:
        db.execute(FOREIGN[odd])
    before = path.read_bytes()
    for begin in (Workspace.open, Workspace.create):
        with pytest.raises(WorkspaceVersion, match="not a Frontstage workspace"):
            begin(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name], "nothing lies beside it"


def test_an_empty_database_becomes_a_workspace(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    duckdb.connect(str(path)).close()
    assert Workspace.create(path).version() > 0
