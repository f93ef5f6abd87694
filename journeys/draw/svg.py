"""The journey as one self-contained SVG: the customer on top, to be hung on a wall.

Light and dark follow the viewer's setting. Nothing is fetched from anywhere, and every text is
escaped. Numbers and line styles say everything; colour only repeats it.
"""

from __future__ import annotations

from math import sqrt

from journeys.draw.arrows import Labels, draw_handoffs, draw_ways
from journeys.draw.canvas import Canvas, fit, lines_of, text_width
from journeys.draw.scene import Place, Scene, clean, counts, many, percent, scene_of, span
from journeys.draw.sheet import (
    BOX_HEIGHT,
    BOX_WIDTH,
    GUTTER,
    LEGEND_LINE,
    MARGIN,
    ROW_HEIGHT,
    Sheet,
    sheet_of,
    style,
)
from journeys.model import Journey, View

_PAD = 12.0
_LARGEST_DOT = 25.0


def draw_svg(journey: Journey, *, view: View = "customer") -> str:
    """Return the drawing as an SVG document.

    Args:
        journey: What to draw.
        view: `customer`: the company is one, met over its channels; `departments`: who is met,
            with the hand-offs between them.
    """
    scene = scene_of(journey, view, most_ways=14, most_rows=10)
    handoffs = journey.handoffs if view == "departments" else ()
    legend = _legend(scene, handoffs=bool(handoffs))
    sheet = sheet_of(scene, len(legend), handoffs=bool(handoffs))
    name = f"journey-{view}"
    canvas = Canvas.sheet(sheet.width, sheet.height, name)
    canvas.put("title", scene.title, id=f"{name}-title")
    canvas.put("desc", _told(scene), id=f"{name}-desc")
    canvas.put("style", style())
    canvas.put("rect", class_="paper", width=sheet.width, height=sheet.height)
    _heading(canvas, scene, sheet)
    _lanes(canvas, scene, sheet)
    labels = Labels()
    draw_ways(canvas, scene, sheet, labels)
    strongest = max((place.share for place in scene.places), default=0.0)
    for index, place in enumerate(scene.places):
        left = sheet.left_of(index)
        _box(canvas, (scene, place), left, sheet.boxes_top, strongest)
    labels.write(canvas)
    lane_names = [lane.id for lane in journey.departments if lane.kind != "customer"]
    draw_handoffs(canvas, handoffs, lane_names[: len(scene.rows)], sheet)
    for line, text in enumerate(legend):
        y = sheet.legend_top + line * LEGEND_LINE + 14
        canvas.text(MARGIN, y, fit(text, sheet.width - 2 * MARGIN, 12), "small")
    return canvas.write()


def _told(scene: Scene) -> str:
    """The drawing in words, for those who do not see it."""
    steps = "; ".join(
        f"{p.number} {p.name}: {percent(p.share)} of contacts ({p.step.mark})" for p in scene.places
    )
    lanes = ", ".join(f"{row.name} ({row.contacts:,})" for row in scene.rows)
    return f"{scene.subtitle}. Steps: {steps}. Beneath the line of visibility: {lanes}."


def _heading(canvas: Canvas, scene: Scene, sheet: Sheet) -> None:
    width = sheet.width - 2 * MARGIN
    canvas.text(MARGIN, MARGIN + 24, fit(scene.title, width, 26), "title")
    canvas.text(MARGIN, MARGIN + 50, fit(scene.subtitle, width, 15), "sub")


def _lanes(canvas: Canvas, scene: Scene, sheet: Sheet) -> None:
    """The customer's lane, the line of visibility and the lanes beneath, with their touches."""
    top = MARGIN + 66
    wide = sheet.width - 2 * MARGIN
    canvas.put(
        "rect", class_="front", x=MARGIN, y=top, width=wide, height=sheet.sight - top - 12, rx=14
    )
    canvas.text(MARGIN + 18, sheet.boxes_top + BOX_HEIGHT / 2 - 4, "Customer", "actor")
    canvas.text(MARGIN + 18, sheet.boxes_top + BOX_HEIGHT / 2 + 16, "what they do", "small")
    _sight(canvas, sheet)
    for row_number, row in enumerate(scene.rows):
        y = sheet.row_middle(row_number)
        if row_number % 2 == 0:
            canvas.put(
                "rect",
                class_="band",
                x=MARGIN,
                y=y - ROW_HEIGHT / 2,
                width=wide,
                height=ROW_HEIGHT,
                rx=10,
            )
        name = lines_of(row.name, GUTTER - 30, 15, 2)
        top_line = y - 17 * (len(name) - 1) / 2
        for line_number, line in enumerate(name):
            canvas.text(MARGIN + 18, top_line + 17 * line_number, line, "lane")
        under = top_line + 17 * (len(name) - 1) + 18
        canvas.text(MARGIN + 18, under, many(row.contacts, scene.unit), "small")
    _touches(canvas, scene, sheet)


def _sight(canvas: Canvas, sheet: Sheet) -> None:
    y = sheet.sight
    canvas.put("line", class_="sight", x1=MARGIN + GUTTER, x2=sheet.right, y1=y, y2=y)
    eye = canvas.group(title="What is above this line the customer does; beneath is what they meet")
    eye.put(
        "path",
        d=f"M{MARGIN + 18:.0f},{y:.0f} q11,-12 22,0 q-11,12 -22,0 Z",
        class_="sight",
        style="stroke-width:1.6px;stroke-dasharray:none;fill:none",
    )
    eye.put("circle", cx=MARGIN + 29, cy=y, r=3.6, class_="seen")
    eye.text(MARGIN + 48, y + 5, "line of visibility", "seen")


def _touches(canvas: Canvas, scene: Scene, sheet: Sheet) -> None:
    """A circle where a lane is met at a step; its area is the number of contacts."""
    most = max((cell for row in scene.rows for cell in row.cells), default=0)
    for index, place in enumerate(scene.places):
        x = sheet.middle_of(index)
        met = [number for number, row in enumerate(scene.rows) if row.cells[index]]
        if met:
            end = sheet.row_middle(met[-1])
            canvas.put("line", class_="stem", x1=x, x2=x, y1=sheet.boxes_bottom, y2=end)
        for number, row in enumerate(scene.rows):
            contacts, y = row.cells[index], sheet.row_middle(number)
            if index in row.assigned:
                _assigned(canvas, f"{place.name} is assigned to {row.name}", x, y)
            if not contacts:
                canvas.put("circle", class_="none", cx=x, cy=y, r=1.8)
                continue
            radius = max(_LARGEST_DOT * sqrt(contacts / most), 4)
            told = f"{place.name}, {row.name}: {many(contacts, scene.unit)}"
            touch = canvas.group(title=told)
            touch.put("circle", class_="dot", cx=x, cy=y, r=radius)
            figure = f"{contacts:,}"
            if text_width(figure, 12) + 6 <= 2 * radius:
                touch.text(x, y + 4, figure, "name", "middle")
            else:
                touch.text(x + radius + 5, y + 4, figure, "small")


def _assigned(canvas: Canvas, told: str, x: float, y: float) -> None:
    """A frame around a touch: somebody has said whose step it is."""
    half = _LARGEST_DOT + 3
    frame = canvas.group(title=told)
    frame.put("rect", class_="own", x=x - half, y=y - half, width=2 * half, height=2 * half, rx=6)


def _box(canvas: Canvas, shown: tuple[Scene, Place], x: float, y: float, strongest: float) -> None:
    scene, place = shown
    step = place.step
    box = canvas.group(title=f"{place.name}: {counts(scene, step)}, {step.mark}")
    mark = "" if step.mark == "observed" else f" {step.mark}"
    box.put("rect", class_=f"card{mark}", x=x, y=y, width=BOX_WIDTH, height=BOX_HEIGHT, rx=12)
    box.put("circle", class_="badge", cx=x + 16, cy=y + 17, r=11)
    box.text(x + 16, y + 21, str(place.number), "digit", "middle")
    inner = BOX_WIDTH - 2 * _PAD
    for number, line in enumerate(_name_lines(place.name)):
        left = x + 33 if number == 0 else x + _PAD
        box.text(left, y + 22 + number * 17, line, "name")
    _measure(box, x + _PAD, y + 82, inner, place.share / strongest if strongest else 0)
    if step.mark != "observed":
        box.text(x + _PAD, y + 108, step.mark, "name")
        unseen = f"{step.passed_unseen:,} passed unseen" if step.passed_unseen else "not seen"
        box.text(x + _PAD, y + 126, unseen, "small")
        return
    share = percent(place.share)
    box.text(x + _PAD, y + 112, share, "figure")
    box.text(x + BOX_WIDTH - _PAD, y + 112, f"{step.contacts:,}", "small", "end")
    _hints(box, place, x + _PAD, y + 134)


def _name_lines(name: str) -> list[str]:
    """The name over at most three lines, the first shorter beside the step's number."""
    first, *rest = lines_of(name, BOX_WIDTH - 33 - 8, 14, 9)
    if not rest:
        return [first]
    return [first, *lines_of(" ".join(rest), BOX_WIDTH - 2 * _PAD, 14, 2)]


def _measure(box: Canvas, x: float, y: float, width: float, filled: float) -> None:
    box.put("rect", class_="track", x=x, y=y - 4, width=width, height=5, rx=2.5)
    if filled:
        box.put("rect", class_="fill", x=x, y=y - 4, width=max(width * filled, 3), height=5, rx=2.5)


def _hints(box: Canvas, place: Place, x: float, y: float) -> None:
    right = x + BOX_WIDTH - 2 * _PAD
    if place.failing:
        hint = box.group(title=f"{place.failing} caused by something that went wrong")
        hint.put("path", d=f"M{x:.0f},{y:.0f} l5,-9 l5,9 Z", class_="trouble")
        hint.text(x + 14, y, f"{place.failing} failure", "trouble")
    elif place.step.median_s is not None:
        box.text(x, y, f"{span(place.step.median_s)} each", "small")
    if place.step.repeats and not place.failing:
        box.text(right, y, f"↻ {place.step.repeats:,}", "small", "end")


def _legend(scene: Scene, *, handoffs: bool) -> list[str]:
    marks = {place.step.mark for place in scene.places}
    lines = [
        "The wider an arrow and the larger a circle, the more often. "
        "Shares overlap: a contact may visit several steps."
    ]
    borders = ["full border: observed in contacts"]
    if "implied" in marks:
        borders.append("dashed: implied, customers must have passed it unseen")
    if "assumed" in marks:
        borders.append("dotted: assumed, no contact mentions it")
    lines.append("; ".join(borders).capitalize() + ".")
    if any(place.failing for place in scene.places):
        lines.append("▲ Caused by something that went wrong or was left unclear.")
    if any(place.step.repeats for place in scene.places):
        lines.append("↻ Contacts of customers who had been at this step in an earlier contact.")
    if any(row.assigned for row in scene.rows):
        lines.append("Framed: a step that somebody assigned to this department.")
    if handoffs:
        lines.append("Arrows at the right: customers who went on from the one to the other.")
    return [*lines, *map(clean, scene.notes)]
