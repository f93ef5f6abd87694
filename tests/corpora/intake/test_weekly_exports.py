"""Exports of a desk that overlap, week by week, give what the last whole one gives."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON, examples
from tests.corpora.intake.test_identity import FEW, HEADER, WORDS, holds, made, read_in, write

FIRST = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Ticket:
    number: int
    opened: datetime
    text: str
    status: str = "open"
    closed: datetime | None = None
    updated: datetime | None = None

    def row(self, *, updated: bool) -> list[str]:
        moments = [self.opened, self.closed, *([self.updated] if updated else [])]
        return [
            f"T-{self.number}",
            self.text,
            self.status,
            *(f"{moment:%Y-%m-%d %H:%M:%S+00:00}" if moment else "" for moment in moments),
        ]


@st.composite
def weeks(draw: st.DrawFn, count: int) -> list[list[Ticket]]:
    """The whole desk as it stands at the end of each week: tickets come, change, are reopened."""
    desk: dict[int, Ticket] = {}
    states = []
    for week in range(count):
        now = FIRST + (week + 1) * WEEK
        for number in draw(st.sets(st.sampled_from(sorted(desk)), max_size=3)) if desk else ():
            status = draw(st.sampled_from(["open", "pending", "solved"]))
            desk[number] = replace(
                desk[number],
                status=status,
                text=draw(st.sampled_from(WORDS)),
                closed=now - timedelta(hours=3) if status == "solved" else None,
                updated=now - timedelta(hours=2),
            )
        for _ in range(draw(st.integers(1, 3))):
            number = len(desk)
            opened = now - timedelta(hours=draw(st.integers(4, 160)), minutes=number)
            desk[number] = Ticket(number, opened, draw(st.sampled_from(WORDS)), updated=opened)
        # An export tells of its week: one ticket at least is from its last hour.
        number = len(desk)
        last = now - timedelta(hours=1)
        desk[number] = Ticket(number, last, WORDS[week % len(WORDS)], updated=last)
        states.append([desk[number] for number in sorted(desk)])
    return states


def exports(folder: Path, states: list[list[Ticket]], *, updated: bool) -> list[Path]:
    """One overlapping export a week: what was opened or changed in it and the three before."""
    paths = []
    for week, state in enumerate(states):
        now = FIRST + (week + 1) * WEEK
        known = set(states[week - 4] if week >= 4 else [])
        rows = [ticket.row(updated=updated) for ticket in state if ticket not in known]
        header = HEADER if updated else HEADER[:-1]
        age = (NOON - now).total_seconds()
        paths.append(write(folder / f"export-{week:02}.csv", header, rows, age))
    return paths


def same_whatever_the_order(
    folder: Path, states: list[list[Ticket]], chance: random.Random, *, updated: bool
) -> None:
    paths = exports(folder, states, updated=updated)
    header = HEADER if updated else HEADER[:-1]
    full = write(folder / "full.csv", header, [t.row(updated=updated) for t in states[-1]])
    expected = holds(made(folder / "full.duckdb", [full]))
    in_order = holds(made(folder / "order.duckdb", paths))
    assert {**in_order, "history": []} == expected
    any_order = made(folder / "any.duckdb", chance.sample(paths, len(paths)))
    assert holds(any_order) == in_order
    again = read_in(any_order, *paths)
    assert (again.contacts.new, again.contacts.changed) == (0, 0)
    assert holds(any_order) == in_order


@FEW
@given(weeks(5), st.randoms(use_true_random=False), st.booleans())
def test_overlapping_exports_in_any_order_equal_the_last_full_one(
    states: list[list[Ticket]],
    chance: random.Random,
    updated: bool,  # noqa: FBT001
) -> None:
    with TemporaryDirectory() as name:
        same_whatever_the_order(Path(name), states, chance, updated=updated)


@examples(1)
@given(weeks(12), st.randoms(use_true_random=False))
def test_twelve_weekly_exports_equal_the_last_full_one(
    states: list[list[Ticket]], chance: random.Random
) -> None:
    with TemporaryDirectory() as name:
        same_whatever_the_order(Path(name), states, chance, updated=False)


@FEW
@given(weeks(4), st.booleans())
def test_all_files_at_once_equal_one_after_the_other(
    states: list[list[Ticket]],
    updated: bool,  # noqa: FBT001
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        paths = exports(folder / "in", states, updated=updated)
        once = made(folder / "once.duckdb", [folder / "in"])
        assert holds(once) == holds(made(folder / "each.duckdb", reversed(paths)))
