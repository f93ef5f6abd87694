"""One export has one source, week after week; and names that can't be stored don't stop it."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from corpora.readers.detect import read
from corpora.readers.raw import RawContact, ReadOptions

OPTIONS = ReadOptions(timezone=ZoneInfo("UTC"))


def contacts(path: Path) -> list[RawContact]:
    return [each for each in read([path], OPTIONS) if isinstance(each, RawContact)]


@pytest.mark.parametrize(
    "header", ["ticket_id,subject,description,created_at", "ticket_id,subject,remark,created_at"]
)
def test_an_export_without_descriptions_has_the_source_of_one_with(
    tmp_path: Path, header: str
) -> None:
    sources = set()
    for name, text in (("full", "It leaks at the lid after two days of use"), ("empty", "")):
        rows = [
            f"T-{n},Kettle number {n} leaks badly,{text},2026-03-0{n} 10:00" for n in range(1, 9)
        ]
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        found = contacts(path)
        assert len(found) == 8
        sources |= {each.source for each in found}
    assert len(sources) == 1


def test_tables_whose_text_has_no_known_name_are_told_apart(tmp_path: Path) -> None:
    sources = set()
    for column in ("kvetch", "grumble"):
        path = tmp_path / f"{column}.csv"
        rows = [f"{n},The lid of my kettle number {n} came off" for n in range(1, 9)]
        path.write_text("\n".join([f"id,{column}", *rows]) + "\n", encoding="utf-8")
        sources |= {each.source for each in contacts(path)}
    assert len(sources) == 2


def test_half_a_surrogate_pair_in_a_key_is_replaced(tmp_path: Path) -> None:
    rows = [
        {
            "ticket_id": n,
            "subject": "Kettle",
            "description": f"The lid of my kettle number {n} came off",
            "odd\ud800": "x",
            "deep": {"er\udc00": {"a\ud800": "y"}},
            "tags": ["plain", {"k\ud800": "v\udfff"}],
        }
        for n in range(1, 9)
    ]
    path = tmp_path / "tickets.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = contacts(path)
    assert len(found) == 8
    for each in found:
        assert repr(each.attributes).isprintable()
        "".join([*each.attributes, *each.attributes.values(), each.raw]).encode()
