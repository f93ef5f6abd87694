"""What stands beside the turns is redacted, and the order and repeats of events are kept."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from corpora.ids import customer_key
from corpora.intake.ingest import IngestOptions, IngestReport, ingest
from corpora.intake.particulars import Particulars
from corpora.records import Event
from corpora.redact import RedactMode
from corpora.store.paths import log_events
from corpora.store.workspace import Workspace
from tests.conftest import KEY, NOON

STEPS = ("register", "check", "examine", "decide", "pay")


def take(workspace: Workspace, file: Path, redact: RedactMode = "patterns") -> IngestReport:
    return ingest(
        workspace, [file], IngestOptions(redact=redact, workers=0), now=NOON,
        progress=lambda *_: None,
    )  # fmt: skip


def test_events_of_one_day_keep_the_order_of_their_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "log.csv"
    rows = [f"claim {case},{step},2026-01-05" for case in range(60) for step in STEPS]
    file.write_text("case_id,activity,date\n" + "\n".join(rows) + "\n")
    for new in (300, 0):
        assert take(workspace, file).events == new
        with workspace.reading() as db:
            log = log_events(db).to_pylist()
        ways = [
            (one["stage_id"], two["stage_id"])
            for one, two in pairwise(log)
            if one["case"] == two["case"]
        ]
        assert {way: ways.count(way) for way in ways} == dict.fromkeys(pairwise(STEPS), 60)


def test_real_repeats_in_a_file_are_kept_and_stored_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "log.csv"
    body = "c1,knock,2026-01-05\nc1,knock,2026-01-05\nc2,knock,2026-01-05\n" * 3
    file.write_text("case_id,activity,date\n" + body)
    assert take(workspace, file).events == 9
    assert take(workspace, file).events == 0


def particulars(mode: RedactMode) -> Particulars:
    return Particulars(mode, key=KEY)


EVENT = Event(
    at=datetime(2026, 1, 5, tzinfo=UTC),
    activity="Wrote to ana@moth.example",
    lane="Delivery desk",
    attributes={"note": "07700 900123", "contact": "ana@moth.example", "by dot@moth.example": "x"},
)


def test_events_lose_personal_data_and_keep_the_contact() -> None:
    (clean,) = particulars("patterns").events([EVENT])
    assert (clean.activity, clean.lane) == ("Wrote to <EMAIL_1>", "Delivery desk")
    assert clean.attributes == {
        "note": "<PHONE_1>",
        "contact": customer_key("ana@moth.example", KEY),
        "by <EMAIL_1>": "x",
    }
    assert particulars("off").events([EVENT]) == [EVENT]


def test_fields_lose_addresses_and_departments_stay() -> None:
    given = particulars("full")
    assert given.field("told ana@moth.example") == "told <EMAIL_1>"
    assert [given.field(name) for name in ("Delivery desk", "Grace", None)] == [
        "Delivery desk", "Grace", None,
    ]  # fmt: skip
    both = {"a@moth.example": "1", "b@moth.example": "2"}
    assert given.attributes(both) == {"<EMAIL_1>": "1", "<EMAIL_1> 2": "2"}


@pytest.mark.parametrize("value", ["T-2", "ORD-123456", "INC0012345", "4711"])
def test_ordinary_ids_stay(value: str) -> None:
    assert not particulars("full").references([value])


@pytest.mark.parametrize("value", ["ana@moth.example", "07700 900123"])
def test_ids_that_tell_who_somebody_is_are_hashed(value: str) -> None:
    assert particulars("full").references([value, None]) == {value: customer_key(value, KEY)}
    assert not particulars("off").references([value])
