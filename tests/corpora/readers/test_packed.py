from __future__ import annotations

import bz2
import contextlib
import gzip
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.errors import SourceError
from corpora.readers.packed import open_bytes
from tests.conftest import examples

LARGE = b"".join(b"%d the drawer sticks, and nobody calls back\n" % n for n in range(120_000))


def gather(path: Path, pieces: list[bytes]) -> None:
    with open_bytes(path, path.name) as stream:
        while piece := stream.read(100_000):
            pieces.append(piece)


def whole(path: Path) -> bytes:
    pieces: list[bytes] = []
    gather(path, pieces)
    return b"".join(pieces)


@pytest.mark.parametrize(
    "pack",
    [
        lambda data: data,
        gzip.compress,
        bz2.compress,
        lambda data: bz2.compress(data[:1000]) + bz2.compress(data[1000:]),
        lambda data: gzip.compress(data[:1000]) + gzip.compress(data[1000:]),
        lambda data: gzip.compress(bz2.compress(data)),
        lambda data: bz2.compress(data) + b"\0" * 512,
    ],
)
def test_what_was_packed_comes_out(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = tmp_path / "any-name"
    path.write_bytes(pack(LARGE))
    assert whole(path) == LARGE


def test_the_head_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.bz2"
    path.write_bytes(bz2.compress(LARGE))
    with open_bytes(path, "a") as stream:
        assert stream.head(50) == LARGE[:50]
        first = stream.read(80)
        assert first
        assert LARGE.startswith(first)
    assert whole(path) == LARGE


def test_a_stream_left_halfway_leaves_no_thread(tmp_path: Path) -> None:
    path = tmp_path / "a.bz2"
    path.write_bytes(bz2.compress(LARGE * 4))
    before = threading.active_count()
    with open_bytes(path, "a") as stream:
        for _ in range(30):
            stream.read(100_000)
    assert threading.active_count() == before


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_what_is_cut_off_is_read_up_to_there(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = tmp_path / "a"
    packed = pack(LARGE)
    path.write_bytes(packed[: len(packed) * 3 // 4])
    found: list[bytes] = []
    with pytest.raises(SourceError, match="cut off"):
        gather(path, found)
    assert sum(map(len, found)) > len(LARGE) // 3
    assert LARGE.startswith(b"".join(found))


@settings(examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_damage_is_a_source_error(tmp_path: Path, tail: bytes) -> None:
    for start in (b"BZh9", b"\x1f\x8b\x08\0"):
        path = tmp_path / "d"
        path.write_bytes(start + tail)
        with contextlib.suppress(SourceError):
            whole(path)
