"""The journal: what is in force after any mixture of decisions, undo, redo and revert."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.decisions import DECISIONS
from corpora.errors import JournalError
from corpora.journal import (
    REDO,
    REVERT,
    UNDO,
    Entry,
    Kinds,
    check_steering,
    read_history,
)

AT = datetime(2026, 3, 2, tzinfo=UTC)


@dataclass
class Book:
    """A journal in memory, written under the same rules as the one in the workspace."""

    entries: list[Entry] = field(default_factory=list)

    def write(self, kind: str, **payload: object) -> None:
        if kind in (UNDO, REDO, REVERT):
            check_steering(kind, payload, read_history(self.entries), DECISIONS)
        self.entries.append(Entry(len(self.entries) + 1, AT, kind, payload))

    def relabel(self, contact: str, stage: str) -> None:
        self.write(
            "relabel", **DECISIONS.check("relabel", {"contact_id": contact, "stage_id": stage})
        )

    def holding(self) -> list[int]:
        return [entry.seq for entry in read_history(self.entries).in_force]


def test_decisions_hold_until_they_are_undone() -> None:
    book = Book()
    book.relabel("c-1", "pay")
    book.relabel("c-2", "use")
    book.write(UNDO)
    assert book.holding() == [1]
    book.write(REDO)
    assert book.holding() == [1, 2]


def test_a_new_decision_empties_what_could_be_redone() -> None:
    book = Book()
    book.relabel("c-1", "pay")
    book.write(UNDO)
    book.relabel("c-2", "use")
    with pytest.raises(JournalError, match="nothing to redo"):
        book.write(REDO)


def test_revert_takes_an_entry_out_of_the_middle_and_undo_brings_it_back() -> None:
    book = Book()
    book.relabel("c-1", "pay")
    book.relabel("c-2", "use")
    book.write(REVERT, seq=1)
    assert book.holding() == [2]
    book.write(UNDO)
    assert book.holding() == [1, 2]


def test_revert_names_the_later_entry_that_forbids_it() -> None:
    book = Book()
    book.relabel("c-1", "pay")
    book.relabel("c-1", "use")
    with pytest.raises(JournalError, match=r"entry 2 \(relabel\) rests on entry 1.*revert 2 first"):
        book.write(REVERT, seq=1)


def test_what_does_not_hold_cannot_be_reverted() -> None:
    book = Book()
    book.relabel("c-1", "pay")
    book.write(UNDO)
    with pytest.raises(JournalError, match="entry 1 is not in force"):
        book.write(REVERT, seq=1)


def test_nothing_to_undo_is_said() -> None:
    with pytest.raises(JournalError, match="nothing to undo"):
        Book().write(UNDO)


@pytest.mark.parametrize(
    ("kind", "payload", "complaint"),
    [
        ("relable", {}, "no such kind"),
        ("relabel", {"contact_id": "c-1"}, "stage_id"),
        ("relabel", {"contact_id": "c-1", "stage_id": "pay", "why": "?"}, "why"),
    ],
)
def test_payloads_are_checked(kind: str, payload: dict[str, str], complaint: str) -> None:
    with pytest.raises(JournalError, match=complaint):
        DECISIONS.check(kind, payload)


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        DECISIONS | Kinds(DECISIONS._kinds.values())


contacts = st.sampled_from(["c-1", "c-2", "c-3"])
stages = st.sampled_from(["pay", "use", "research"])
Step = tuple[object, ...]
edits = st.one_of(
    st.tuples(st.just("relabel"), contacts, stages), st.tuples(st.just(REVERT), st.integers(1, 12))
)
steps = st.lists(st.one_of(edits, st.just((UNDO,)), st.just((REDO,))), max_size=12)


def _play(book: Book, step: Step) -> bool:
    try:
        if step[0] == "relabel":
            book.relabel(str(step[1]), str(step[2]))
        elif step[0] == REVERT:
            book.write(REVERT, seq=step[1])
        else:
            book.write(str(step[0]))
    except JournalError:
        return False
    return True


@given(
    steps,
    st.one_of(
        st.tuples(st.just("relabel"), contacts, stages),
        st.tuples(st.just(REVERT), st.integers(1, 12)),
    ),
)
def test_undo_after_any_edit_restores(
    before: list[tuple[object, ...]], edit: tuple[object, ...]
) -> None:
    book = Book()
    for step in before:
        _play(book, step)
    held = book.holding()
    if _play(book, edit):
        after = book.holding()
        book.write(UNDO)
        assert book.holding() == held
        book.write(REDO)
        assert book.holding() == after


@given(steps)
def test_reading_again_gives_the_same_and_never_holds_the_steering(
    played: list[tuple[object, ...]],
) -> None:
    book = Book()
    for step in played:
        _play(book, step)
    history = read_history(book.entries)
    assert history == read_history(book.entries)
    assert {entry.kind for entry in history.in_force} <= {"relabel"}
    assert len({entry.seq for entry in history.in_force}) == len(history.in_force)
