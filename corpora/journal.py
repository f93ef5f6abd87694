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
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

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
            raise JournalError(f"{kind}: {field}: {first['msg']}", where="journal") from error
        return json.loads(checked.model_dump_json())  # type: ignore[no-any-return]

    def touches(self, entry: Entry) -> frozenset[str]:
        """Return the names of what `entry` touches; nothing for a kind that is unknown here."""
        kind = self._kinds.get(entry.kind)
        return kind.touches(kind.model.model_validate(entry.payload)) if kind else frozenset()


class Relabel(BaseModel):
    """A person says which stage a contact belongs to; also an answer that teaching learns from."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    contact_id: str
    stage_id: str


class RelabelSeveral(BaseModel):
    """A person says which stage some contacts belong to, in one decision."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    contact_ids: list[str]
    stage_id: str


class RelabelMatching(BaseModel):
    """A rule: every contact, present and future, whose words hold `text` belongs to the stage."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    text: str
    stage_id: str


class MapDriver(BaseModel):
    """A rule: every contact, present and future, that came with a code belongs to the stage."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    column: str
    code: str
    stage_id: str


class TeachingAnswer(BaseModel):
    """An answer about a group of contacts that say alike.

    `contact_ids` are those whose words the person saw: they count at `stage_id` by that person's
    word. `group_ids` are all that the question was about; where the others count is for the
    model to say, which learns from them. A group that was split or skipped has no stage.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True)

    contact_ids: tuple[str, ...]
    stage_id: str | None = None
    verdict: Literal["stage", "split", "skip"] = "stage"
    group_ids: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_a_stage(self) -> Self:
        if (self.verdict == "stage") != (self.stage_id is not None):
            raise ValueError("a stage belongs to the verdict 'stage', and to no other")
        return self


class AuditGrade(BaseModel):
    """What a rater says of one contact of a random sample; `stage_id` empty: no stage fits.

    `stratum` is where it was drawn from, and `size` how many contacts that held.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True)

    contact_id: str
    stratum: str
    size: int
    stage_id: str


class Audit(BaseModel):
    """The grades of a random sample, and how far two raters agree beyond chance."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    grades: tuple[AuditGrade, ...]
    raters: int
    kappa: float | None


class GapGrade(BaseModel):
    """What a rater says of one description gap of a random sample.

    `verdict` is the kind of gap that the rater sees, or `no gap`; `stratum` is the kind that the
    program said, and `size` how many gaps were of it.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True)

    gap_id: str
    stratum: str
    size: int
    verdict: Literal["missing", "unclear", "contradicted", "no gap"]


class GapAudit(BaseModel):
    """The grades of a random sample of gaps, and how far two raters agree beyond chance."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    grades: tuple[GapGrade, ...]
    raters: int
    kappa: float | None


class MarkGap(BaseModel):
    """A person's verdict on a description gap."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    gap_id: str
    status: str
    on: str | None = None
    owner: str | None = None
    due: str | None = None


class SetAssumption(BaseModel):
    """A number that the data can't tell, set by a person."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    name: str
    value: float


DECISIONS = Kinds(
    [
        Kind("relabel", Relabel, lambda p: frozenset({f"contact:{p.contact_id}"})),
        Kind(
            "relabel_several",
            RelabelSeveral,
            lambda p: frozenset(f"contact:{contact}" for contact in p.contact_ids),
        ),
        Kind("relabel_matching", RelabelMatching, lambda p: frozenset({f"rule:{p.text}"})),
        Kind("map_driver", MapDriver, lambda p: frozenset({f"code:{p.column}:{p.code}"})),
        Kind(
            "teach",
            TeachingAnswer,
            lambda p: frozenset(f"contact:{contact}" for contact in p.contact_ids),
        ),
        Kind("audit", Audit, lambda _: frozenset()),
        Kind("audit_gaps", GapAudit, lambda _: frozenset()),
        Kind("mark_gap", MarkGap, lambda p: frozenset({f"gap:{p.gap_id}"})),
        Kind("set_assumption", SetAssumption, lambda p: frozenset({f"assumption:{p.name}"})),
    ]
)


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
