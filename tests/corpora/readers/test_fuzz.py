"""Whatever bytes a file holds, reading it ends in records and rejects, or in one clear line."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.errors import SettingsError, SourceError
from corpora.readers.detect import Detected, detect, read
from corpora.readers.formats import FORMATS
from corpora.readers.raw import RawContact, RawEvent, RawPage, ReadOptions
from corpora.readers.sniff import FormatName
from corpora.readers.transcripts.files import READER_FAILED
from corpora.records import Reject
from tests.conftest import examples
from tests.corpora.readers.seeds import SEEDS, seed

# What reads microdata looks for IPv6 when it is loaded.
pytestmark = pytest.mark.filterwarnings("ignore:A test tried to use socket")


def read_bytes(name: str, content: bytes) -> list[object]:
    """Read a file of these bytes; SourceError and SettingsError are what detection may raise."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        with suppress(SourceError, SettingsError):
            detect(path)
        records: list[object] = list(read([path], ReadOptions(timezone=UTC)))
    for each in records:
        assert isinstance(each, RawContact | RawPage | RawEvent | Reject)
        if isinstance(each, RawContact):
            assert each.turns
        if isinstance(each, Reject):
            assert f"{each.file}{each.code}{each.remedy}".isprintable()
            assert each.code != READER_FAILED
    return records


@pytest.mark.parametrize("name", SEEDS)
def test_each_seed_is_read_at_all(name: str) -> None:
    records = read_bytes(name, seed(name))
    rejects = [each for each in records if isinstance(each, Reject)]
    assert len(records) > len(rejects)
    assert {each.code for each in rejects} <= {"no-date", "no-activity"}, "events planted in logs"


def test_every_format_has_a_seed() -> None:
    assert {each.format for each in SEEDS.values()} == {each.name for each in FORMATS}


def test_every_way_to_write_a_file_has_a_seed(tmp_path: Path) -> None:
    for name in SEEDS:
        (tmp_path / name).write_bytes(seed(name))
    noticed: list[Detected] = []
    list(read([tmp_path], ReadOptions(timezone=UTC), noticed=noticed.append))
    known = {name for group in get_args(FormatName) for name in get_args(group) or (group,)}
    assert {each.format for each in noticed} == known


@examples(100)
@given(st.binary(max_size=3_000), st.sampled_from(["a", "a.csv", "a.json", "a.html", "a.xlsx"]))
def test_any_bytes_at_all(content: bytes, name: str) -> None:
    read_bytes(name, content)


@examples(100)
@given(st.text(max_size=1_000), st.sampled_from(["a", "a.csv", "a.txt", "a.jsonl"]))
def test_any_text_at_all(content: str, name: str) -> None:
    read_bytes(name, content.encode("utf-8", "surrogatepass"))


KEYS = (
    "id text body comments messages segments turns events tickets transcript vcon dialog parties"
    " type speaker start subject created_at Transcript Participants objects objectTypes"
).split()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS) | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@examples(100)
@given(st.lists(JSON, min_size=1, max_size=4), st.booleans())
def test_any_json_at_all(items: list[object], lines: bool) -> None:  # noqa: FBT001
    if lines:
        content = "\n".join(json.dumps(item) for item in items)
    else:
        content = json.dumps(items if len(items) > 1 else items[0])
    read_bytes("a.json", content.encode())


@pytest.mark.parametrize("name", SEEDS)
@examples(20)
@given(data=st.data())
def test_a_damaged_file_never_breaks_the_reader(name: str, data: st.DataObject) -> None:
    content = bytearray(seed(name))
    for _ in range(data.draw(st.integers(1, 3))):
        size = len(content)
        at = data.draw(st.integers(0, max(size - 1, 0)))
        until = data.draw(st.integers(at, min(at + 40, size)))
        match data.draw(st.sampled_from(["replace", "cut", "repeat", "end"])):
            case "replace":
                content[at:until] = data.draw(
                    st.binary(max_size=8)
                    | st.sampled_from([b'"', b"\n", b"\0", b"{", b"]", b"<", b"\xff\xfe", b"1e999"])
                )
            case "cut":
                del content[at:until]
            case "repeat":
                content[at:at] = content[at:until] * 20
            case "end":
                del content[at:]
    read_bytes(name, bytes(content))


def test_names_inside_a_file_are_harmless_too() -> None:
    content = json.dumps({"\x1b[31m\0tickets": [{"id": 1, "tags": ["a"]}, {"id": 2, "tags": []}]})
    assert read_bytes("a.json", content.encode())
