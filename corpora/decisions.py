"""The kinds of decision about contacts, gaps and numbers, with the models of their payloads."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from corpora.journal import Kind, Kinds


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


class MapDrivers(BaseModel):
    """The codes of a taxonomy: one decision, so that one undo takes all of them back."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    taxonomy: str
    codes: tuple[MapDriver, ...]


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
            "map_drivers",
            MapDrivers,
            lambda p: frozenset(f"code:{each.column}:{each.code}" for each in p.codes),
        ),
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
