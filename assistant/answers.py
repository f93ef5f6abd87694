"""What every action returns: data for programs, and the same as blocks for people.

Renderers know blocks, not actions; so the terminal, Markdown and the chat show every answer the
same way, and a new action needs no new renderer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from corpora.records import Evidence
from journeys.model import Journey, View


class Data(BaseModel):
    """Base of the typed results; their JSON is a documented format."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Quoted(Data):
    """A customer's words, with where they stand."""

    contact_id: str
    turn_index: int
    start: int
    end: int
    text: str

    @classmethod
    def of(cls, evidence: Evidence) -> Quoted:
        """Return evidence as part of a result."""
        return cls(
            contact_id=evidence.contact_id,
            turn_index=evidence.turn_index,
            start=evidence.start,
            end=evidence.end,
            text=evidence.quote,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence; `tone` says how it is meant."""

    text: str
    tone: Literal["plain", "quiet", "warning", "heading"] = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text; numbers are formatted already, and `right` names their columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    right: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Quotes:
    """Words of customers."""

    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The journey; the renderer draws it as wide as its page is."""

    journey: Journey
    view: View


@dataclass(frozen=True, slots=True)
class Conversation:
    """A whole contact: speaker, words, and the stage that the turn shows."""

    turns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Raw:
    """A file's text; it is printed as it is, and nothing beside it."""

    text: str


Block = Raw | Line | Table | Quotes | Drawing | Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question, or the outcome of one piece of work.

    Attributes:
        headline: The answer in one sentence, the number first.
        data: The typed result.
        blocks: What people see under the headline.
        scope: Which contacts it speaks of.
        n: How many those are.
        notes: What could not be computed, and how sure the rest is.
        closing: What long work leaves behind, told last, where it is still on the screen.
        follow_ups: What to ask or type next.
        problems: Bad input that was met on the way; the rest went on.
        exit_code: What the command ends with; None: 2 where there are problems, else 0.
        moving: Ids of the contacts that a proposal would move, to see whether it still would; it
            is no part of the JSON.
    """

    headline: str
    data: Data
    blocks: tuple[Block, ...] = ()
    scope: str = ""
    n: int | None = None
    notes: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    exit_code: int | None = None
    moving: frozenset[str] = frozenset()

    def as_json(self, action: str) -> dict[str, Any]:
        """Return the documented JSON shape of this answer."""
        return {
            "action": action,
            "headline": self.headline,
            "scope": self.scope,
            "n": self.n,
            "data": self.data.model_dump(mode="json"),
            "notes": [*self.notes, *self.closing],
            "follow_ups": list(self.follow_ups),
            "problems": list(self.problems),
        }
