"""The reason codes that contacts came with, held against the stages."""

from __future__ import annotations

import shlex
from collections import defaultdict
from functools import partial
from typing import Annotated, Any

from pydantic import Field

from assistant.actions.action import Action, Filters, Params
from assistant.actions.asking import scope_of, stage_name
from assistant.actions.deciding import Decision, propose, write
from assistant.answers import Answer, Block, Data, Table
from assistant.audits.accuracy import accuracy_note
from assistant.naming import resolve_stage
from assistant.own_drivers import OwnDriver, own_drivers, own_table
from assistant.session import Session
from assistant.wording import count, share
from corpora.errors import UnknownName

_AGREED = 0.5
_SHOWN_STAGES = 3
_Codes = dict[str, dict[str | None, int]]
"""Contacts by code, then by stage; None: unsure."""


class DriversParams(Filters):
    """Which column, and which of its codes."""

    column: Annotated[
        str | None, Field(description="An imported column of codes; without it they are listed.")
    ] = None
    value: Annotated[str | None, Field(description="One code, such as Other.")] = None
    top: Annotated[int, Field(ge=1, le=200, description="How many codes to show.")] = 20


class MapDriverParams(Params):
    """Which code means which stage."""

    column: Annotated[str, Field(description="An imported column of codes.")]
    code: Annotated[str, Field(min_length=1, description="One code, such as Late delivery.")]
    stage: Annotated[str, Field(description="The stage that it means, by id or name.")]


class StageShareData(Data):
    """Contacts of one code at one stage; `stage` None: unsure."""

    stage: str | None
    name: str
    contacts: int


class DriverCode(Data):
    """One code; `likely_stage` is where at least half of its contacts with a stage are."""

    code: str
    contacts: int
    likely_stage: str | None
    stages: tuple[StageShareData, ...]


class DriversData(Data):
    """Columns that may hold reason codes, the codes of one, and the drivers of the taxonomy."""

    columns: dict[str, int]
    column: str | None
    without_code: int
    codes: tuple[DriverCode, ...]
    taxonomy: tuple[OwnDriver, ...] = ()


def drivers(session: Session, params: DriversParams) -> Answer:
    """Hold the reason codes that contacts came with against the stages that count here.

    Without a column it lists those that may hold reason codes, and the drivers of your own
    taxonomy. With `value` it says what is inside one code, for example:
    frontstage ask drivers column=reason value=Other
    """
    from corpora.store.drivers import code_columns, codes_by_stage, labelled, reason_columns

    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        recall = partial(session.memory.recall, session.path)
        columns = recall(("columns of codes", repr(scope)), lambda: code_columns(db, scope))
        column = _column(params.column, columns) if params.column else None
        if column is None:
            own = own_drivers(session, db, scope)
            return _listed(session, reason_columns(columns), own, told)
        rows = recall(("codes", column, repr(scope)), lambda: codes_by_stage(db, column, scope))
        n = recall(("labelled", repr(scope)), lambda: labelled(db, scope))
    found: _Codes = defaultdict(dict)
    for code, stage, contacts in rows:
        found[code][stage] = contacts
    without = sum(found.pop("", {}).values())
    if params.value is not None:
        found = _only(params.value, found, column)
        n = sum(sum(each.values()) for each in found.values())
    codes = sorted((_code(session, *item) for item in found.items()), key=_largest)
    data = DriversData(
        columns=reason_columns(columns),
        column=column,
        without_code=without,
        codes=tuple(codes[: params.top]),
    )
    return Answer(
        headline=_headline(data, len(codes)),
        data=data,
        blocks=_blocks(data, one=params.value is not None),
        scope=told,
        n=n,
        notes=_notes(session, data),
        follow_ups=_follow_ups(data, one=params.value is not None),
    )


def _only(value: str, found: _Codes, column: str) -> _Codes:
    """Return the one code that was asked for, in whatever case it is written.

    Raises:
        UnknownName: No contact has it.
    """
    named = [code for code in found if code.casefold() == value.strip().casefold()]
    if not named:
        known = ", ".join(sorted(found)[:8])
        raise UnknownName(f"no contact has the code {value!r}", where=column, remedy=f"try {known}")
    return {code: found[code] for code in named}


def map_driver(session: Session, params: MapDriverParams) -> Answer:
    """Say which stage a reason code means: its contacts, present and future, count there.

    What a person says of a single contact counts more; `undo` takes the mapping back.
    """
    return write(session, *_mapping(session, params))


def preview_map_driver(session: Session, params: MapDriverParams) -> Answer:
    """Say what `map_driver` would move."""
    return propose(session, *_mapping(session, params))


def _mapping(session: Session, params: MapDriverParams) -> tuple[str, dict[str, Any], list[str]]:
    from corpora.store.drivers import code_columns, codes_by_stage, contacts_coded

    stage = resolve_stage(params.stage, session.stages)
    with session.workspace.reading() as db:
        column = _column(params.column, code_columns(db))
        known = {code for code, _, _ in codes_by_stage(db, column) if code}
        contacts = contacts_coded(db, column, params.code)
    named = [code for code in known if code.casefold() == params.code.strip().casefold()]
    if not named:
        raise UnknownName(
            f"no contact has the code {params.code!r}",
            where=column,
            remedy=f"try {', '.join(sorted(known)[:8])}",
        )
    payload = {"column": column, "code": min(named), "stage_id": stage.id}
    return "map_driver", payload, contacts


def _column(wanted: str, columns: dict[str, int]) -> str:
    from corpora.store.drivers import reason_columns

    by_name = {name.casefold(): name for name in columns}
    if wanted.strip().casefold() not in by_name:
        known = ", ".join(reason_columns(columns)) or "no imported column holds codes"
        raise UnknownName(
            f"no imported column of codes is called {wanted!r}", where="drivers", remedy=known
        )
    return by_name[wanted.strip().casefold()]


def _listed(
    session: Session, columns: dict[str, int], own: tuple[OwnDriver, ...], told: str
) -> Answer:
    rows = tuple((name, f"{number:,}") for name, number in columns.items())
    headline = (
        f"{count(len(columns), 'imported column')} may hold reason codes."
        if columns
        else "No imported column holds codes that come again."
    )
    table = Table(("column", "contacts"), rows, right=frozenset({"contacts"}))
    return Answer(
        headline=headline,
        data=DriversData(columns=columns, column=None, without_code=0, codes=(), taxonomy=own),
        blocks=(*((table,) if rows else ()), *own_table(session, own)),
        scope=told,
        follow_ups=tuple(f"drivers column={name}" for name in list(columns)[:3]),
    )


def _code(session: Session, code: str, stages: dict[str | None, int]) -> DriverCode:
    decided = sum(number for stage, number in stages.items() if stage is not None)
    best = max(
        (stage for stage in stages if stage is not None), key=lambda s: stages[s], default=None
    )
    likely = best if best is not None and stages[best] >= _AGREED * decided else None
    return DriverCode(
        code=code,
        contacts=sum(stages.values()),
        likely_stage=likely,
        stages=tuple(
            StageShareData(stage=stage, name=stage_name(stage, session.stages), contacts=number)
            for stage, number in sorted(stages.items(), key=lambda item: -item[1])
        ),
    )


def _largest(code: DriverCode) -> tuple[int, str]:
    return -code.contacts, code.code


def _headline(data: DriversData, codes: int) -> str:
    if not data.codes:
        return f"No contact has a code in {data.column}."
    first = data.codes[0]
    inside = first.stages[0]
    if codes == 1:
        return (
            f"{first.code}: {count(first.contacts, 'contact')}, most of them at {inside.name} "
            f"({share(inside.contacts, first.contacts)})."
        )
    agreed = sum(each.likely_stage is not None for each in data.codes)
    return f"{count(codes, 'code')} in {data.column}; {agreed} of them lie mostly at one stage."


def _blocks(data: DriversData, *, one: bool) -> tuple[Block, ...]:
    if one and data.codes:
        code = data.codes[0]
        rows = tuple(
            (each.name, f"{each.contacts:,}", share(each.contacts, code.contacts))
            for each in code.stages
        )
        return (
            Table(("stage", "contacts", "share"), rows, right=frozenset({"contacts", "share"})),
        )
    rows = tuple((each.code, f"{each.contacts:,}", _inside(each)) for each in data.codes)
    return (Table(("code", "contacts", "stages"), rows, right=frozenset({"contacts"})),)


def _inside(code: DriverCode) -> str:
    return ", ".join(
        f"{each.name} {share(each.contacts, code.contacts)}" for each in code.stages[:_SHOWN_STAGES]
    )


def _notes(session: Session, data: DriversData) -> tuple[str, ...]:
    told = [f"Codes as they were imported. {accuracy_note(session)}"]
    if data.without_code:
        told.insert(0, f"{count(data.without_code, 'contact')} without a code in {data.column}.")
    return tuple(told)


def _follow_ups(data: DriversData, *, one: bool) -> tuple[str, ...]:
    if not data.codes:
        return ()
    first = data.codes[0].code
    if one:
        return (f"find_contacts where={data.column}={first}", "proposed_stages")
    mapped = [each for each in data.codes if each.likely_stage is not None][:1]
    return (
        f"drivers column={data.column} value={first}",
        *(
            f"map_driver column={data.column} code={shlex.quote(each.code)} "
            f"stage={each.likely_stage}"
            for each in mapped
        ),
    )


DRIVERS = Action(
    "drivers",
    DriversParams,
    drivers,
    DriversData,
    examples=("what is inside our own tag Other", "hold the reason codes against the stages"),
)
MAP_DRIVER = Action(
    "map_driver",
    MapDriverParams,
    map_driver,
    Decision,
    examples=("our code Late delivery means receiving the order",),
    preview=preview_map_driver,
)
