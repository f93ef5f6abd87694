"""A taxonomy: stages and the drivers under them, from a TOML or CSV file that users own.

Stages are those of the file, in its order. What one of them shares with the journey it starts
from (by id, alias or name) it keeps where the file says nothing: description, examples, lane. The
names and examples of drivers are words that their stage is known by, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpora.errors import SettingsError
from corpora.records import Driver, Stage
from journeys.default import load_journey, load_requirements
from journeys.edits import mint_id
from journeys.taxonomy_files import Row, read_rows


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Both levels.

    Attributes:
        stages: At least one; ids and aliases are distinct.
        requires: Stage id -> ids of the stages that a customer must have passed before it.
        drivers: In the order of the file; none without a taxonomy.
    """

    stages: tuple[Stage, ...]
    requires: Mapping[str, tuple[str, ...]]
    drivers: tuple[Driver, ...] = ()


@dataclass(slots=True)
class _Draft:
    """A stage in the making."""

    stage: Stage
    phrases: list[str] = field(default_factory=list)


def load_taxonomy(journey: Path | None = None, taxonomy: Path | None = None) -> Taxonomy:
    """Read the stages to start from, and the drivers where there is a taxonomy.

    Args:
        journey: A journey file, as `load_journey` takes it; None for the default journey.
        taxonomy: A TOML file with `[[stage]]` tables and `[[stage.driver]]` tables under them, or
            a CSV file with a row a driver; None: the stages are the journey's.

    Raises:
        SettingsError: A file is missing or can't be read, or something in it can't be used; the
            message names file, row and remedy.
    """
    base, requires = load_journey(journey), load_requirements(journey)
    if taxonomy is None:
        return Taxonomy(base, requires)
    rows = read_rows(taxonomy)
    stages, drivers = _put_together(rows, base)
    kept = {stage.id for stage in stages}
    left = {
        stage: tuple(name for name in needed if name in kept)
        for stage, needed in requires.items()
        if stage in kept
    }
    return Taxonomy(stages, {stage: needed for stage, needed in left.items() if needed}, drivers)


def _put_together(
    rows: Iterable[Row], base: Sequence[Stage]
) -> tuple[tuple[Stage, ...], tuple[Driver, ...]]:
    known = {name.casefold(): stage for stage in base for name in _names(stage)}
    drafts: dict[str, _Draft] = {}
    taken = {name for stage in base for name in (stage.id, *stage.aliases)}
    drivers: list[Driver] = []
    codes: dict[tuple[str, str], str] = {}
    for row in rows:
        key = (row.stage_id or row.stage).casefold()
        stage = known.get(key)
        if stage is None:
            stage_id = row.stage_id or mint_id(row.stage, taken)
            stage = known[key] = Stage(stage_id, row.stage, "")
            known.setdefault(stage_id, stage)
            taken.add(stage_id)
        draft = drafts.setdefault(stage.id, _Draft(stage))
        _tell(draft, row, drivers, codes)
    return tuple(_finished(draft, drivers) for draft in drafts.values()), tuple(drivers)


def _names(stage: Stage) -> tuple[str, ...]:
    return (stage.id, stage.name, *stage.aliases)


def _tell(
    draft: _Draft, row: Row, drivers: list[Driver], codes: dict[tuple[str, str], str]
) -> None:
    """Add what a row says to its stage and to the drivers.

    Raises:
        SettingsError: The driver, or one of its codes, was there before.
    """
    draft.phrases += row.examples
    if not row.driver:
        named = row.stage if row.stage != row.stage_id else draft.stage.name
        # A stage that the file calls by its id keeps its name.
        name = draft.stage.name if named.casefold() == draft.stage.id else named
        description = row.description or draft.stage.description
        draft.stage = replace(
            draft.stage, name=name, description=description, lane=row.lane or draft.stage.lane
        )
        return
    draft.phrases += [row.driver, *([row.description] if row.description else [])]
    if any(
        (draft.stage.id, row.driver.casefold()) == (each.stage_id, each.name.casefold())
        for each in drivers
    ):
        raise SettingsError(
            f"the driver {row.driver!r} is there twice", where=row.spot, remedy="give it one row"
        )
    said = row.codes or (row.driver,)
    for code in said:
        key = (row.column.casefold(), code.casefold())
        if key in codes:
            raise SettingsError(
                f"the code {code!r} is also one of {codes[key]!r}",
                where=row.spot,
                remedy="give each code to one driver",
            )
        codes[key] = row.driver
    drivers.append(Driver(row.driver, draft.stage.id, said, row.column or None))


def _finished(draft: _Draft, drivers: Sequence[Driver]) -> Stage:
    stage = draft.stage
    own = [each.name for each in drivers if each.stage_id == stage.id]
    examples = tuple(dict.fromkeys((*stage.examples, *draft.phrases)))
    return replace(
        stage, description=stage.description or ", ".join(own) or stage.name, examples=examples
    )
