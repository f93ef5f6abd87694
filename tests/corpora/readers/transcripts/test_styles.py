"""Plain-text files in which nobody says what agents say: two who take turns are enough."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpora.readers.detect import read
from corpora.readers.raw import RawContact, ReadOptions
from corpora.records import Reject

SAID = [
    "The ladder wobbles at the third step.",
    "Which ladder is that?",
    "The Harrow one from spring.",
    "It has a lock at the side.",
    "It does, and it is shut.",
    "Then we send a new foot.",
]


def read_text(folder: Path, text: str) -> RawContact | Reject:
    path = folder / "talk.txt"
    path.write_text(text, encoding="utf-8")
    (found,) = read([path], ReadOptions(timezone=UTC))
    assert isinstance(found, RawContact | Reject)
    return found


def talk(one: str, other: str, between: str = "\n") -> str:
    return between.join(f"{(one, other)[n % 2]}{text}" for n, text in enumerate(SAID))


@pytest.mark.parametrize(
    ("one", "other", "between"),
    [
        ("Ben: ", "Maria: ", "\n"),
        ("Ben Stone: ", "Maria: ", "\n\n"),
        ("Ben (10:01): ", "Maria (10:02): ", "\n"),
        ("SPEAKER_00: ", "SPEAKER_01: ", "\n"),
        ("Speaker 1: ", "Speaker 2: ", "\n"),
        ("[00:00:01] Speaker 1: ", "[00:00:05] Speaker 2: ", "\n"),
        ("Ben 10:01\n", "Maria 10:02\n", "\n"),
        ("Speaker 1  00:12\n", "Speaker 2  00:18\n", "\n\n"),
        ("2026-03-12 10:02:11 Ben: ", "2026-03-12 10:02:19 Maria: ", "\n"),
        ("[12/03/2026, 10:02:11] Ben: ", "[12/03/2026, 10:03:11] Maria: ", "\n"),
        ("12/03/2026, 10:02 - Ben: ", "12/03/2026, 10:03 - Maria: ", "\n"),
        ("3/14/26, 9:02\u202fPM - Ben: ", "3/14/26, 9:03\u202fPM - Maria: ", "\n"),
    ],
)
def test_two_who_take_turns_are_speakers(
    tmp_path: Path, one: str, other: str, between: str
) -> None:
    found = read_text(tmp_path, talk(one, other, between))
    assert isinstance(found, RawContact)
    assert [turn.text for turn in found.turns] == SAID
    assert {turn.speaker for turn in found.turns} == {"agent", "customer"}
    assert "speakers-guessed" in found.flags


@pytest.mark.parametrize(
    "above",
    [
        "Call transcript 4711",
        "Phone: 07700 900789",
        "Harrow Ladders Ltd\nStore: Leeds\nOperator line 4\nRecorded for training",
    ],
)
def test_lines_above_the_first_speaker_cost_nothing(tmp_path: Path, above: str) -> None:
    found = read_text(tmp_path, f"{above}\n\n{talk('Customer: ', 'Agent: ')}")
    assert isinstance(found, RawContact)
    assert [turn.text for turn in found.turns] == SAID
    assert "speakers-guessed" not in found.flags


def test_the_dates_of_a_messenger_are_read_in_the_order_of_its_phone(tmp_path: Path) -> None:
    lines = ["12/28/25, 9:01\u202fPM - Messages are end-to-end encrypted."]
    lines += [f"12/28/25, 9:0{n + 2}\u202fPM - {'BM'[n % 2]}en: {SAID[n]}" for n in range(4)]
    found = read_text(tmp_path, "\n".join(lines))
    assert isinstance(found, RawContact)
    assert found.opened_at == datetime(2025, 12, 28, 21, 2, tzinfo=UTC)
    assert found.channel == "chat"
    assert [turn.started_at for turn in found.turns] == [0, 60, 120, 180]


@pytest.mark.parametrize(
    "text",
    [
        talk("INFO: ", "ERROR: "),
        "Dear all,\n\nthe lamp is broken.\nNote: it was new.\nRegards\nJo",
        "Dear Jo.\nI wrote to you before.\nAgent: yes\nCustomer: no\nAgent: well then",
        "Ben: the lamp is broken\nMaria: which lamp is it\nBen: mine",
    ],
)
def test_what_only_looks_like_talk_is_refused(tmp_path: Path, text: str) -> None:
    assert isinstance(read_text(tmp_path, text), Reject)
