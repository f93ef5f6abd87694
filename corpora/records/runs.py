"""Runs of the work, and what they could not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

RunKind = Literal["ingest", "classify", "gaps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of one piece of work; its results are stored under its id and never overwritten.

    Attributes:
        id: Counts up from 1 within the workspace.
        kind: Which work.
        started_at: When, UTC.
        finished_at: When, UTC; None: it did not finish.
        parameters: What it ran with.
        summary: What came out, in numbers.
    """

    id: int
    kind: RunKind
    started_at: datetime
    finished_at: datetime | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    summary: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be read: where and why, never the raw text.

    Attributes:
        file: The file as the user named it.
        row: Row, line or element, from 1; None: the whole file.
        code: A short reason code such as `no-text` or `broken-row`.
        remedy: What the user can do about it.
    """

    file: str
    row: int | None
    code: str
    remedy: str
