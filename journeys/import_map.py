"""The team's own map of the process, from TOML or BPMN 2.0: what people assume."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import SourceError
from corpora.readers.encodings import encoding_of
from corpora.readers.xml import refuse_entities
from corpora.records import Stage

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STEPS = frozenset(
    ("task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask",
     "businessRuleTask", "callActivity", "subProcess")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """A step as somebody drew it.

    Attributes:
        id: As the map names it.
        name: What it is called there.
        stage_id: The stage that it means; None: none that is known.
    """

    id: str
    name: str
    stage_id: str | None


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A process as somebody drew it.

    Attributes:
        name: What the map is called.
        steps: In the order of the drawing.
        follows: Pairs of step ids, the one directly before the other.
    """

    name: str
    steps: tuple[DrawnStep, ...]
    follows: tuple[tuple[str, str], ...]


def read_map(
    path: Path, stages: Sequence[Stage], former: Mapping[str, str] | None = None
) -> DrawnMap:
    """Read a map: a journey in TOML (`[[stage]]` with `id` or `name`), or BPMN 2.0 XML.

    Args:
        path: The file.
        stages: The stages in force; steps are matched by id, alias or name, blind to case.
        former: What stages were called before, in small letters, with their ids
            (`journeys.edits.names_used`): a map that is older than a change means them still.

    Raises:
        SourceError: The file can't be read, is neither, holds no step, or one twice.
    """
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise SourceError(
            f"can't be read ({problem.strerror or problem})", where=str(path)
        ) from problem
    encoding = encoding_of(raw)
    text = raw.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        refuse_entities(text[:4096], str(path))
        # Whoever writes UTF-16 may well declare UTF-8 all the same.
        wide = encoding.startswith("utf-16")
        name, steps, follows = _bpmn(text.encode() if wide else raw, path, wide=wide)
    else:
        name, steps, follows = _toml(text, path)
    if not steps:
        raise SourceError("there is no step in it", where=str(path), remedy="name its [[stage]]s")
    ids = {key: stage.id for stage in stages for key in (stage.id, *stage.aliases)}
    known = {name: ids[old] for name, old in (former or {}).items() if old in ids}
    known |= {key.casefold(): stage for key, stage in ids.items()}
    known |= {stage.name.casefold(): stage.id for stage in stages}
    drawn = tuple(
        DrawnStep(step, title, known.get(step.casefold()) or known.get(title.casefold()))
        for step, title in steps.items()
    )
    return DrawnMap(name, drawn, tuple(follows))


_Parts = tuple[str, dict[str, str], list[tuple[str, str]]]


def _toml(text: str, path: Path) -> _Parts:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise SourceError(
            f"neither TOML nor BPMN ({problem})",
            where=str(path),
            remedy="give [[stage]] tables, or BPMN 2.0 XML",
        ) from problem
    tables = document.get("stage", [])
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        raise SourceError("every stage must be a [[stage]] table", where=str(path))
    steps: dict[str, str] = {}
    for number, table in enumerate(tables, start=1):
        step = str(table.get("id") or table.get("name") or "")
        if not step:
            raise SourceError("id and name are missing", where=f"{path}, stage {number}")
        if step in steps:
            raise SourceError(
                f"the step {step!r} is given twice",
                where=f"{path}, stage {number}",
                remedy="give each its own id",
            )
        steps[step] = str(table.get("name") or step)
    order = list(steps)
    journey = document.get("journey")
    title = journey.get("name") if isinstance(journey, Mapping) else None
    return str(title or path.stem), steps, list(pairwise(order))


def _bpmn(raw: bytes, path: Path, *, wide: bool) -> _Parts:
    from lxml import etree

    encoding = "utf-8" if wide else None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, encoding=encoding)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise SourceError(
            "this XML can't be read", where=str(path), remedy="export it as BPMN 2.0 again"
        ) from problem
    if _tag(root) != "definitions":
        raise SourceError(
            f"this is XML, but no BPMN: it begins with {_tag(root)}",
            where=str(path),
            remedy="export it as BPMN 2.0",
        )
    pools = [node for node in root.iter() if _tag(node) == "participant"]
    own = _customers(root, pools)
    nodes = {node.get("id", ""): node for part in own for node in part.iter() if node.get("id")}
    flows: dict[str, list[str]] = {}
    for node in root.iter():
        if _tag(node) == "sequenceFlow":
            flows.setdefault(node.get("sourceRef", ""), []).append(node.get("targetRef", ""))
    steps = {
        key: " ".join((node.get("name") or key).split())
        for key, node in nodes.items()
        if _tag(node) in _STEPS
    }
    process = pools[0] if pools else root
    follows = [
        (step, target) for step in steps for target in _next_steps(step, flows, frozenset(steps))
    ]
    return process.get("name") or path.stem, _walked(steps, follows), follows


def _customers(root: Element, pools: Sequence[Element]) -> list[Element]:
    """Return the customer's processes; all of it where no pool is the customer's.

    A map of two sides draws what the company does too: those are no steps of the customer's.
    """
    refs = {
        pool.get("processRef")
        for pool in pools
        if "customer" in (pool.get("name") or "").casefold().split()
    }
    own = [node for node in root.iter() if _tag(node) == "process" and node.get("id") in refs]
    return own or [root]


def _tag(node: Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _next_steps(
    step: str, flows: Mapping[str, Sequence[str]], steps: frozenset[str]
) -> Iterator[str]:
    """Yield the steps that follow, through gateways and events."""
    waiting, seen = list(flows.get(step, ())), {step}
    while waiting:
        target = waiting.pop(0)
        if target in steps:
            yield target
        elif target not in seen:
            seen.add(target)
            waiting += flows.get(target, ())


def _walked(steps: Mapping[str, str], follows: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the steps in the order in which the flow meets them, first those nothing precedes."""
    targets = {target for source, target in follows if source != target}
    waiting = [step for step in steps if step not in targets] or list(steps)[:1]
    order: dict[str, str] = {}
    while waiting:
        step = waiting.pop(0)
        if step not in order:
            order[step] = steps[step]
            waiting += [target for source, target in follows if source == step]
    return {**order, **{step: name for step, name in steps.items() if step not in order}}
