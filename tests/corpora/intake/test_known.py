"""What is stored already is passed over, and nobody can tell but by the time it takes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from corpora.intake import incoming
from corpora.intake.ingest import IngestOptions, IngestReport, ingest
from corpora.intake.known import Known
from corpora.redact import RedactMode
from corpora.store.workspace import Workspace
from tests.conftest import KEY, NOON, examples

WORDS = (
    "The tap drips.",
    "Is the mat washable?",
    "Call me on 07700 900123.",
    "Danke für die Lampe!",
)
# Number, text, day of the last change.
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["T-1", "T-2", "T-3", "T-4"]),
        st.sampled_from(WORDS),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=8,
)


def export(path: Path, rows: Sequence[tuple[str, str, int]], *, dated: bool, age: int) -> Path:
    lines = ["ticket_id,description,updated_at" if dated else "ticket_id,description"]
    lines += [
        f'{number},"{text}",2026-01-0{day} 10:00:00+00:00' if dated else f'{number},"{text}"'
        for number, text, day in rows
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    moment = (NOON - timedelta(hours=age)).timestamp()
    os.utime(path, (moment, moment))
    return path


def take(
    workspace: Workspace, *files: Path, redact: RedactMode = "patterns", every: int = 40_000
) -> IngestReport:
    options = IngestOptions(redact=redact, workers=0, store_every=every)
    return ingest(workspace, files, options, now=NOON, progress=lambda *_: None)


def held(workspace: Workspace) -> dict[str, list[Any]]:
    """All that is stored; of equal rows of one file, either may be where a contact stands."""
    queries = (
        "SELECT * REPLACE (regexp_extract(origin, '(.*):', 1) AS origin) FROM contacts"
        " ORDER BY ALL",
        "SELECT * FROM turns ORDER BY ALL",
        "SELECT * REPLACE (regexp_extract(origin, '(.*):', 1) AS origin) FROM contact_history"
        " ORDER BY ALL",
    )
    with workspace.reading() as db:
        return {query: db.execute(query).fetchall() for query in queries}


def told(report: IngestReport) -> tuple[Any, ...]:
    return (
        report.contacts, report.rows, report.turns, report.languages, report.set_aside,
        report.flags, report.rejected,
    )  # fmt: skip


@settings(examples(5), phases=(Phase.explicit, Phase.generate))
@given(
    nights=st.lists(st.tuples(ROWS, st.integers(0, 5)), min_size=2, max_size=3),
    dated=st.booleans(),
    every=st.sampled_from([2, 1000]),
)
def test_passing_over_what_is_known_changes_nothing(
    nights: list[tuple[list[tuple[str, str, int]], int]],
    dated: bool,  # noqa: FBT001
    every: int,
) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(incoming, "TOGETHER", 2)
        folder = Path(name)
        files = [
            export(folder / f"{night}.csv", rows, dated=dated, age=age)
            for night, (rows, age) in enumerate(nights)
        ]
        quick = Workspace.create(folder / "quick.duckdb", key=KEY)
        careful = Workspace.create(folder / "careful.duckdb", key=KEY)
        fast = [take(quick, file, every=every) for file in (*files, files[0])]
        patch.setattr(Known, "same", lambda _, batch: [False] * len(batch))
        slow = [take(careful, file, every=every) for file in (*files, files[0])]
        assert held(quick) == held(careful)
        assert [each.contacts for each in fast] == [each.contacts for each in slow]
        assert list(map(told, fast)) == list(map(told, slow))


def test_an_export_that_is_read_again_is_not_redacted_again(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(f"T-{number}", WORDS[number % 4], 1) for number in range(12)]
    file = export(tmp_path / "tickets.csv", rows, dated=False, age=2)
    first = take(workspace, file)
    later = export(tmp_path / "later.csv", rows, dated=False, age=1)
    monkeypatch.setattr("corpora.intake.batches.cleaned", None)
    again = take(workspace, later)
    assert again.contacts.same == 12
    assert told(again)[1:] == told(first)[1:]
    with workspace.reading() as db:
        origins = db.execute("SELECT DISTINCT split_part(origin, ':', 1) FROM contacts").fetchall()
    assert origins == [(str(later),)]


def test_a_stricter_redaction_reaches_what_was_stored_before(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = export(
        tmp_path / "a.csv", [("T-1", WORDS[2], 1), ("T-2", WORDS[0], 1)], dated=True, age=2
    )
    other = export(tmp_path / "b.csv", [("T-3", WORDS[2], 1)], dated=True, age=2)
    take(workspace, file, redact="off")
    take(workspace, other)
    report = take(workspace, file)
    assert (report.contacts.changed, report.contacts.same) == (2, 0)
    assert report.replaced == {"PHONE": 1}
    assert "07700" not in str(held(workspace))
    assert take(workspace, file).contacts.same == 2


def test_a_stricter_redaction_leaves_no_words_of_older_states(
    workspace: Workspace, tmp_path: Path
) -> None:
    old = export(tmp_path / "a.csv", [("T-1", WORDS[2], 1)], dated=True, age=2)
    new = export(tmp_path / "b.csv", [("T-1", WORDS[2] + " Now.", 2)], dated=True, age=1)
    for file in (old, new):
        take(workspace, file, redact="off")
    assert "07700" in str(held(workspace))
    take(workspace, new)
    assert "07700" not in str(held(workspace))
    take(workspace, old)
    with workspace.reading() as db:
        texts = db.execute("SELECT texts FROM contact_history").fetchall()
    assert texts == [(["Call me on <PHONE_1>."],)]


def test_a_product_that_comes_later_is_linked_to_contacts_that_are_there(
    workspace: Workspace, tmp_path: Path
) -> None:
    tickets = tmp_path / "tickets.csv"
    tickets.write_text(
        "ticket_id,status,description,product\n"
        "T-1,open,The tap drips all night and I can not turn it off.,Kitchen tap\n"
        "T-2,open,Please tell me when the shop is open on Sunday.,\n"
    )
    assert take(workspace, tickets).contacts.new == 2
    page = tmp_path / "tap.html"
    page.write_text(
        "<html><head><title>Tap</title><script type='application/ld+json'>"
        '{"@type": "Product", "name": "Kitchen tap", "sku": "TAP-9", "description": "A tap."}'
        "</script></head><body><h1>Kitchen tap</h1><p>It turns.</p></body></html>"
    )
    report = take(workspace, page)
    assert (report.products, report.linked.contacts) == (1, 1)
    with workspace.reading() as db:
        linked = db.execute("SELECT len(product_ids) FROM contacts ORDER BY source_id").fetchall()
    assert linked == [(1,), (0,)]
    assert take(workspace, tickets).contacts.same == 2
