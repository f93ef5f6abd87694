"""The paths of customers as event logs, XES and OCEL 2.0, for the tools of process mining.

r4pm (https://github.com/aarkue/rust4pm) reads what is made here and writes it as its own, so what
leaves is known to be readable; the ending of the file's name chooses the form.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import quoteattr

from corpora.errors import SourceError
from corpora.records import Stage
from journeys.flow import UNKNOWN_TIME, Columns, Flow, flow_of, table_of
from journeys.unseen import without

LogKind = Literal["xes", "ocel"]

ENDINGS: dict[LogKind, tuple[str, ...]] = {
    "xes": (".xes", ".xes.gz"),
    "ocel": (".json", ".xml", ".sqlite"),
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """What is in the file.

    Attributes:
        events: Visits of customers to stages.
        left_out: Visits without a date; OCEL has no place for them.
    """

    events: int
    left_out: int = 0


def write_log(
    events: Columns,
    path: Path,
    kind: LogKind,
    *,
    stages: Sequence[Stage],
    collapse: bool = True,
    unseen: Collection[str] = (),
) -> Written:
    """Write paths as an event log: a case for each customer, an event for each visit.

    Args:
        events: As `journeys.discover.discover` takes them.
        path: The file; XES: `.xes` or `.xes.gz`, OCEL 2.0: `.json`, `.xml` or `.sqlite`.
        kind: Which of both.
        stages: The stages, for their names.
        collapse: As `journeys.discover.discover` takes it.
        unseen: As `journeys.discover.discover` takes it.

    Raises:
        SourceError: The file can't be written, or its ending says another form.
    """
    if not path.name.lower().endswith(ENDINGS[kind]):
        raise SourceError(
            f"the ending says no form of {kind.upper()}",
            where=str(path),
            remedy=f"end it with {' or '.join(ENDINGS[kind])}",
        )
    successors = {alias: stage.id for stage in stages for alias in stage.aliases}
    table, _ = without(table_of(events), unseen, logged=not collapse)
    rows = flow_of(table, [stage.id for stage in stages], successors)
    flow = rows.visits() if collapse else rows
    names = {stage.id: stage.name for stage in stages}
    titles = [names.get(stage, stage) for stage in flow.stages]
    if kind == "xes":
        _through_r4pm("EventLog", "log.xes", _xes(flow, titles), path)
        return Written(len(flow))
    dated = flow.keep(flow.at != UNKNOWN_TIME)
    _through_r4pm("OCEL", "log.json", json.dumps(_ocel(dated, titles)), path)
    return Written(len(dated), len(flow) - len(dated))


def _through_r4pm(kind: str, name: str, text: str, path: Path) -> None:
    import r4pm

    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / name
        draft.write_text(text, encoding="utf-8")
        item = r4pm.import_item(kind, str(draft))
        try:
            r4pm.export_item(item, str(path))
        except Exception as problem:  # r4pm raises nothing more exact
            raise SourceError("can't be written", where=str(path)) from problem
        finally:
            r4pm.remove_item(item)
    if not path.is_file():
        raise SourceError("can't be written", where=str(path))


def _time(microseconds: int) -> str:
    return (_EPOCH + timedelta(microseconds=microseconds)).isoformat(timespec="milliseconds")


def _ids(flow: Flow) -> list[str]:
    return [str(name) for name in flow.contact_ids.to_pylist()]


def _xes(flow: Flow, titles: Sequence[str]) -> str:
    contacts = _ids(flow)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<log xes.version="1849-2016">']
    lines += [
        f'<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>'
        for name, prefix in (("Concept", "concept"), ("Time", "time"), ("Organizational", "org"))
    ]
    before: int | None = None
    for row in range(len(flow)):
        path = int(flow.path[row])
        if path != before:
            lines += ["</trace>"] if before is not None else []
            lines += ["<trace>", _text("concept:name", f"customer {path + 1}")]
            before = path
        lines += ["<event>", _text("concept:name", titles[int(flow.stage[row])])]
        if flow.at[row] != UNKNOWN_TIME:
            lines.append(f'<date key="time:timestamp" value="{_time(int(flow.at[row]))}"/>')
        if flow.lane[row] >= 0:
            lines.append(_text("org:group", flow.lanes[int(flow.lane[row])]))
        if flow.channel[row] >= 0:
            lines.append(_text("channel", flow.channels[int(flow.channel[row])]))
        lines += [_text("contact", contacts[int(flow.contact[row])]), "</event>"]
    lines += ["</trace>"] if before is not None else []
    return "\n".join([*lines, "</log>"])


def _text(key: str, value: str) -> str:
    plain = "".join(letter for letter in value if letter >= " ")
    return f"<string key={quoteattr(key)} value={quoteattr(plain)}/>"


def _ocel(flow: Flow, titles: Sequence[str]) -> dict[str, Any]:
    contacts = _ids(flow)
    used = sorted({titles[int(code)] for code in flow.stage})
    texts = [{"name": "lane", "type": "string"}, {"name": "channel", "type": "string"}]
    objects = {f"customer {int(path) + 1}": "customer" for path in flow.path}
    objects |= {contacts[int(code)]: "contact" for code in flow.contact}
    return {
        "objectTypes": [{"name": name, "attributes": []} for name in ("customer", "contact")],
        "eventTypes": [{"name": name, "attributes": texts} for name in used],
        "objects": [
            {"id": name, "type": kind, "attributes": [], "relationships": []}
            for name, kind in objects.items()
        ],
        "events": [_ocel_event(flow, row, titles, contacts) for row in range(len(flow))],
    }


def _ocel_event(
    flow: Flow, row: int, titles: Sequence[str], contacts: Sequence[str]
) -> dict[str, Any]:
    lane, channel = int(flow.lane[row]), int(flow.channel[row])
    return {
        "id": f"e{row + 1}",
        "type": titles[int(flow.stage[row])],
        "time": _time(int(flow.at[row])),
        "attributes": [
            {"name": name, "value": value}
            for name, value in (
                ("lane", flow.lanes[lane] if lane >= 0 else ""),
                ("channel", flow.channels[channel] if channel >= 0 else ""),
            )
            if value
        ],
        "relationships": [
            {"objectId": f"customer {int(flow.path[row]) + 1}", "qualifier": "customer"},
            {"objectId": contacts[int(flow.contact[row])], "qualifier": "contact"},
        ],
    }
