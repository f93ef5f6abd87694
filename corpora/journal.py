"""The append-only journal of everything that a person decided.

Entries are never changed. What is in force follows from reading them in order: `undo` takes
back the last decision in force, `redo` brings it back, `revert` takes one out of the middle if
nothing that came later rests on it. Packages register their own kinds of decision, each with
the pydantic model of its payload and the names of the things that it touches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ValidationError

from corpora.errors import JournalError

UNDO, REDO, REVERT = "undo", "redo", "revert"
_STEERING = (UNDO, REDO, REVERT)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal.

    Attributes:
        seq: Counts up from 1 without holes.
        at: When it was written, UTC.
        kind: The registered kind, or `undo`, `redo`, `revert`.
        payload: What was decided; JSON values only.
    """

    seq: int
    at: datetime
    kind: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of decision: its payload's model and what a payload touches.

    `touches` gives names such as `stage:pay` or `contact:c-…`; a later entry in force that
    touches one of them forbids reverting an earlier one.
    """

    name: str
    model: type[BaseModel]
    touches: Callable[[Any], frozenset[str]]


class Kinds:
    """The registry of kinds; each package adds its own."""

    def __init__(self, kinds: Iterable[Kind] = ()) -> None:
        self._kinds = {kind.name: kind for kind in kinds}

    def __or__(self, other: Kinds) -> Kinds:
        """Return both registries as one; a name may be registered once only."""
        twice = self._kinds.keys() & other._kinds.keys()
        if twice:
            raise ValueError(f"journal kinds registered twice: {sorted(twice)}")
        return Kinds([*self._kinds.values(), *other._kinds.values()])

    def names(self) -> tuple[str, ...]:
        """Return the registered names, sorted."""
        return tuple(sorted(self._kinds))

    def check(self, kind: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return the payload with defaults filled in, as JSON values.

        Raises:
            JournalError: The kind is not registered, or the payload does not fit its model.
        """
        if kind not in self._kinds:
            raise JournalError(f"no such kind of decision as {kind!r}", where="journal")
        try:
            checked = self._kinds[kind].model.model_validate(payload)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            # What a model's own check says of the whole names no field, but pydantic's kind.
            wrong = first["msg"].removeprefix("Value error, ")
            told = ": ".join(part for part in (kind, field, wrong) if part)
            raise JournalError(told, where="journal") from error
        return json.loads(checked.model_dump_json())  # type: ignore[no-any-return]

    def touches(self, entry: Entry) -> frozenset[str]:
        """Return the names of what `entry` touches; nothing for a kind that is unknown here."""
        kind = self._kinds.get(entry.kind)
        return kind.touches(kind.model.model_validate(entry.payload)) if kind else frozenset()


@dataclass(frozen=True, slots=True)
class History:
    """What the journal says.

    Attributes:
        in_force: The decisions that hold, in order.
        done: Decisions and reverts that were not undone; `undo` takes the last.
        undone: What `redo` brings back; it takes the last.
    """

    in_force: tuple[Entry, ...]
    done: tuple[Entry, ...]
    undone: tuple[Entry, ...]

    @property
    def next_undo(self) -> Entry | None:
        """The entry that `undo` would take back."""
        return self.done[-1] if self.done else None

    @property
    def next_redo(self) -> Entry | None:
        """The entry that `redo` would bring back."""
        return self.undone[-1] if self.undone else None


def read_history(entries: Iterable[Entry]) -> History:
    """Return what is in force after reading `entries` in order.

    Undo and redo are linear: a new decision empties what could be redone. A `revert` is itself
    a decision, so undoing it brings the reverted entry back.
    """
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in entries:
        if entry.kind == UNDO:
            if done:
                undone.append(done.pop())
        elif entry.kind == REDO:
            if undone:
                done.append(undone.pop())
        else:
            done.append(entry)
            undone.clear()
    reverted = {entry.payload["seq"] for entry in done if entry.kind == REVERT}
    in_force = tuple(e for e in done if e.kind != REVERT and e.seq not in reverted)
    return History(in_force, tuple(done), tuple(undone))


def check_steering(kind: str, payload: Mapping[str, Any], history: History, kinds: Kinds) -> None:
    """Refuse an undo, redo or revert that would change nothing or pull something away.

    Raises:
        JournalError: There is nothing to undo or redo; the entry to revert is not in force; or
            a later entry in force rests on it, which the message names.
    """
    if kind == UNDO and history.next_undo is None:
        raise JournalError("nothing to undo", where="journal")
    if kind == REDO and history.next_redo is None:
        raise JournalError("nothing to redo", where="journal")
    if kind != REVERT:
        return
    seq = payload.get("seq")
    target = next((entry for entry in history.in_force if entry.seq == seq), None)
    if target is None:
        raise JournalError(
            f"entry {seq} is not in force", where="journal", remedy="`history` lists those that are"
        )
    touched = kinds.touches(target)
    for later in history.in_force:
        if later.seq > target.seq and kinds.touches(later) & touched:
            raise JournalError(
                f"entry {later.seq} ({later.kind}) rests on entry {seq}",
                where="journal",
                remedy=f"revert {later.seq} first",
            )


def is_steering(kind: str) -> bool:
    """Return whether `kind` steers the journal itself instead of deciding something."""
    return kind in _STEERING
