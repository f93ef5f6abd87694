"""The journey as Mermaid text, for wikis and tickets that draw it themselves."""

from __future__ import annotations

import json

from journeys.draw.palette import BLUE, GREEN
from journeys.draw.scene import Place, Row, Scene, Way, many, percent, scene_of
from journeys.model import Journey, View

_LINKS = {"observed": ("--", "-->"), "implied": ("-.", ".->"), "assumed": ("-.", ".->")}


def draw_mermaid(journey: Journey, *, view: View = "customer") -> str:
    """Return a Mermaid flowchart: the customer's steps on top, the lanes they meet beneath.

    Args:
        journey: What to draw.
        view: `customer`: met over its channels; `departments`: who is met.
    """
    scene = scene_of(journey, view, most_ways=14)
    lines = ["---", f"title: {json.dumps(scene.title, ensure_ascii=False)}", "---", "flowchart TB"]
    lines += ['    subgraph customer["Customer"]', "        direction LR"]
    lines += [f"        {_step(scene, place)}" for place in scene.places]
    lines += [f"        {_way(way)}" for way in scene.ways]
    lines += [f"        {_again(place)}" for place in scene.places if place.step.repeats]
    lines += ["    end", '    subgraph company["Beneath the line of visibility"]']
    lines += [
        f"        {_lane(scene, number, row)}" for number, row in enumerate(scene.rows, start=1)
    ]
    # Mermaid keeps a subgraph's direction only where no link leaves one of its own nodes.
    lines += ["    end", '    customer -. "line of visibility" .- company', *_classes(scene)]
    if scene.notes:
        # A node, for a comment is not seen where Mermaid is drawn.
        lines.append(f'    notes["{"<br/>".join(map(_plain, scene.notes))}"]')
        lines += ["    company ~~~ notes", "    style notes fill:none,stroke:none,text-align:left"]
    return "\n".join(lines) + "\n"


def _step(scene: Scene, place: Place) -> str:
    told = f"{place.number}. {_plain(place.name)}"
    if place.step.mark == "observed":
        told += f"<br/>{percent(place.share)}, {many(place.step.contacts, scene.unit)}"
        if place.failing:
            told += f"<br/>{place.failing} failure"
    else:
        told += f"<br/>{place.step.mark}"
    return f'step{place.number}(["{told}"])'


def _way(way: Way) -> str:
    begin, end = _LINKS[way.transition.mark]
    count = f"{way.transition.count:,}"
    return f'step{way.source + 1} {begin} "{count}" {end} step{way.target + 1}'


def _again(place: Place) -> str:
    return f'step{place.number} -- "again {place.step.repeats:,}" --> step{place.number}'


def _lane(scene: Scene, number: int, row: Row) -> str:
    met = [
        f"{step + 1}: {contacts:,}{' (assigned)' if step in row.assigned else ''}"
        for step, contacts in enumerate(row.cells)
        if contacts or step in row.assigned
    ]
    told = f"{_plain(row.name)}<br/>{many(row.contacts, scene.unit)}"
    if met:
        told += f"<br/>at {' · '.join(met)}"
    return f'lane{number}["{told}"]'


def _classes(scene: Scene) -> list[str]:
    lines = [
        f"    classDef observed stroke:{BLUE},stroke-width:2px",
        f"    classDef implied stroke:{BLUE},stroke-width:2px,stroke-dasharray:6 4",
        f"    classDef assumed stroke:{BLUE},stroke-width:2px,stroke-dasharray:2 4",
        f"    style customer stroke:{GREEN}",
        f"    style company stroke:{GREEN},stroke-dasharray:8 4",
    ]
    for mark in ("observed", "implied", "assumed"):
        steps = [f"step{place.number}" for place in scene.places if place.step.mark == mark]
        if steps:
            lines.append(f"    class {','.join(steps)} {mark}")
    return lines


def _plain(text: str) -> str:
    """A text that can't end a label, open a tag or start a comment, as Mermaid's entities."""
    written = "".join(
        c if c.isalnum() or c in " .,'-–/()+!?%" or ord(c) > 127 else f"#{ord(c)};" for c in text
    )
    # A colon before a space ends nothing, and is read by people who read the text itself.
    return written.replace("#58; ", ": ")
