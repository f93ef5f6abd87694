"""What waits is stored when it is much, and when it has waited for long."""

from __future__ import annotations

import pytest

from corpora.intake.due import Due


@pytest.mark.parametrize(
    "asked",
    [
        [(0.0, 1, False), (9.9, 99, False)],
        [(0.0, 100, True), (1.0, 100, True)],
        [(10.0, 1, True), (19.9, 1, False), (20.0, 1, True)],
        [(50.0, 0, False), (51.0, 1, True)],
        [(9.0, 100, True), (12.0, 1, False), (19.0, 1, True)],
    ],
)
def test_much_or_long(asked: list[tuple[float, int, bool]]) -> None:
    now = 0.0
    due = Due(100, 10.0, clock=lambda: now)
    for now, waiting, expected in asked:  # noqa: B007 - the clock shows it
        assert due(waiting) is expected
