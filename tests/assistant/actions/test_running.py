"""`frontstage run`: idempotent, with exit codes; and `changes`, which tells news from restating."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.actions.changing import ChangesParams, changes, restated_words
from assistant.actions.running import RunData, RunParams, run
from assistant.answers import Answer
from assistant.changes_data import ChangesData
from assistant.session import Session
from corpora.errors import SettingsError
from corpora.store import decisions
from tests.assistant.conftest import SHOP, Command
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("light")

ROWS = [
    ("T-1", "2026-01-05T09:00:00Z", "Does the Bramley kettle work on an induction hob?"),
    ("T-2", "2026-01-06T09:00:00Z", "My parcel has not arrived, where is my order?"),
    ("T-3", "2026-01-13T09:00:00Z", "Will the Bramley enamel kettle work on induction, please?"),
]
LATE = ("T-4", "2026-01-07T09:00:00Z", "Where is my order? The delivery is late.")
NEW = ("T-5", "2026-01-20T09:00:00Z", "My delivery has not arrived, where is my parcel?")


class Nights:
    """A settings file, its exports, and runs at a time that the test sets."""

    def __init__(self, folder: Path, more: str = "") -> None:
        self.folder = folder
        self.settings = folder / "frontstage.toml"
        self.settings.write_text(
            f'redact = "patterns"\n[run]\nsources = ["exports/*.jsonl", "{SHOP / "pages"}"]\n{more}'
        )
        (folder / "exports").mkdir()
        self.now = NOON

    def export(self, name: str, rows: list[tuple[str, str, str]]) -> None:
        text = "".join(
            json.dumps({"id": number, "created_at": at, "text": words}) + "\n"
            for number, at, words in rows
        )
        (self.folder / "exports" / f"{name}.jsonl").write_text(text)

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    @property
    def session(self) -> Session:
        return Session(self.folder / "frontstage.duckdb", now=self.clock)

    def run(self, **more: str) -> Answer:
        return run(self.session, RunParams(settings=self.settings, **more))

    def changes(self) -> ChangesData:
        data = changes(self.session, ChangesParams()).data
        assert isinstance(data, ChangesData)
        return data


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


def test_a_run_does_all_of_it_and_again_does_nothing(nights: Nights) -> None:
    nights.export("1", ROWS)
    first = nights.run()
    assert (first.exit_code, first.headline[:5]) == (0, "Done.")
    assert isinstance(first.data, RunData)
    assert first.data.report is not None
    assert all(Path(file).exists() for file in first.data.report.files)
    assert (nights.folder / "reports" / f"{nights.now:%Y-%m-%d}" / "report.html").exists()
    assert set(first.data.seconds) == {"ingest", "classify", "gaps", "report"}
    assert nights.changes().earlier_run is None

    again = nights.run()
    assert (again.exit_code, again.headline) == (5, "Nothing new.")


def test_what_people_decided_is_something_new(nights: Nights) -> None:
    nights.export("1", ROWS)
    nights.run()
    session = nights.session
    with session.workspace.writing() as db:
        gap = {"gap_id": "g-1", "status": "dismissed"}
        decisions.decide(db, "mark_gap", gap, nights.clock())
    assert nights.run().exit_code == 0


def test_news_are_told_from_restating(nights: Nights) -> None:
    nights.export("1", ROWS)
    nights.run()
    session = nights.session
    with session.workspace.writing() as db:
        ids = dict(db.execute("SELECT source_id, id FROM contacts").fetchall())
        word = {"contact_id": ids["T-1"], "stage_id": "receive"}
        decisions.decide(db, "relabel", word, nights.clock())
    nights.export("2", [*ROWS, LATE, NEW])
    assert nights.run().exit_code == 0

    found = nights.changes()
    assert (found.new, found.late, found.undated, found.gone) == (1, 1, 0, 0)
    for stage in found.stages:
        assert stage.now == stage.before + sum(stage.causes.values())
    assert sum(stage.before for stage in found.stages) == len(ROWS)
    assert sum(stage.now for stage in found.stages) == len(ROWS) + 1
    assert sum(stage.new for stage in found.stages) == 1
    assert sum(stage.causes.get("late contact", 0) for stage in found.stages) == 1
    receive = next(stage for stage in found.stages if stage.what == "receive")
    assert receive.causes["relabel"] == 1
    assert f"{receive.before} → {receive.now}: " in restated_words(receive)
    assert "1 relabel" in restated_words(receive)


def test_contacts_whose_words_changed_are_not_moved_by_the_model(nights: Nights) -> None:
    nights.export("1", ROWS)
    nights.run()
    paying = "I was charged twice, please look at the invoice and refund the second payment."
    nights.export("1", [ROWS[0], (*ROWS[1][:2], paying), ROWS[2]])
    assert nights.run().exit_code == 0
    found = nights.changes()
    moved = [stage for stage in found.stages if stage.causes]
    assert {cause for stage in moved for cause in stage.causes} == {"words"}
    assert any("1 whose words changed" in restated_words(stage) for stage in moved)
    assert found.drift == 0.0


def test_what_a_broken_run_brought_is_still_new(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights.export("1", ROWS)
    nights.run()
    nights.export("2", [*ROWS, LATE, NEW])
    with monkeypatch.context() as broken:
        broken.setattr("assistant.actions.running.compute_gaps", _dies)
        with pytest.raises(MemoryError):
            nights.run()
    assert nights.changes().new == 1
    assert (nights.run().exit_code, nights.changes().new, nights.changes().late) == (0, 1, 1)
    more = ("T-6", "2026-01-27T09:00:00Z", "Is the Bramley kettle fit for an induction hob?")
    nights.export("3", [*ROWS, LATE, NEW, more])
    nights.run()
    assert (nights.changes().new, nights.changes().late) == (1, 0)


def _dies(*_: object) -> None:
    raise MemoryError


def test_partial_weeks_are_marked_and_not_compared(nights: Nights) -> None:
    nights.export("1", ROWS)
    nights.run()
    nights.export("2", [*ROWS, NEW])
    nights.run()
    found = nights.changes()
    assert all(not week.partial for week in found.full_weeks)
    assert all(week.partial for week in found.partial_weeks)


def test_too_many_rejects_stop_the_run(nights: Nights) -> None:
    nights.export("1", ROWS)
    (nights.folder / "exports" / "2.jsonl").write_text('{"id": 1, "text": \n{"id"\n{"x"\n')
    answer = nights.run()
    assert answer.exit_code == 3
    assert answer.problems
    assert not (nights.folder / "reports").exists()


def test_pages_and_what_is_known_count_among_what_was_read(nights: Nights) -> None:
    nights.export("1", ROWS)
    read = nights.run().data.read  # type: ignore[attr-defined]
    assert read.rows > len(ROWS) + read.rejects
    again = nights.run().data.read  # type: ignore[attr-defined]
    assert again.rows == read.rows


def test_a_drift_is_told_with_a_code_of_its_own(tmp_path: Path) -> None:
    nights = Nights(tmp_path, more="max_drift = 0.0\n")
    nights.export("1", ROWS)
    assert nights.run().exit_code == 0
    day = "2026-01-2{}T1{}:0{}:00Z"
    many = [
        (f"N-{n}", day.format(n % 7, n % 9, n // 20), f"Where is my parcel number {n}? It is late.")
        for n in range(100)
    ]
    nights.export("2", [*ROWS, *many])
    answer = nights.run()
    assert answer.exit_code == 4
    assert "drifted" in answer.headline


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", 'nothing to read; put sources = ["exports'),
        ('[run]\nsources = ["none/*.csv"]\n', "nothing is called none/"),
        ("[run]\nsource = []\n", "run.source: "),
    ],
)
def test_settings_that_cannot_be_used_are_one_line(nights: Nights, text: str, told: str) -> None:
    nights.settings.write_text(text)
    with pytest.raises(SettingsError) as caught:
        nights.run()
    assert told in str(caught.value)


def test_no_settings_no_run(tmp_path: Path) -> None:
    session = Session(tmp_path / "frontstage.duckdb")
    with pytest.raises(SettingsError, match="no such file"):
        run(session, RunParams(settings=tmp_path / "frontstage.toml"))


def test_waiting_is_a_length_of_time() -> None:
    assert RunParams(wait="30m").patience_s == 1800
    assert RunParams(wait="90").patience_s == 90
    with pytest.raises(ValueError, match="no length of time"):
        RunParams(wait="a while")


def test_since_longer_ago_than_runs_are_kept_is_held_against_the_oldest(nights: Nights) -> None:
    nights.export("1", ROWS)
    nights.run()
    nights.export("2", [*ROWS, NEW])
    nights.run()
    told = changes(nights.session, ChangesParams(since=datetime(2020, 1, 1)))  # noqa: DTZ001
    assert told.headline.startswith("1 new contact")
    assert told.notes[0].startswith("No run as old as 2020-01-01 is kept; this is since the oldest")


def test_the_command_ends_with_the_code_and_prints_a_summary(
    frontstage: Command, nights: Nights
) -> None:
    nights.export("1", ROWS)
    done = frontstage("run", nights.settings, "--json")
    assert (done.code, done.json["data"]["status"]) == (0, "done")
    again = frontstage("run", nights.settings, "--json")
    assert (again.code, again.json["data"]["exit_code"]) == (5, 5)
    assert frontstage("run", "elsewhere.toml").code == 2
