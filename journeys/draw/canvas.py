"""A thin pen over ElementTree, which does the escaping, for SVG drawings."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
# Mean advance of a character in the fonts named in the style sheet, in parts of the font size.
_ADVANCE = 0.56

ET.register_namespace("", _SVG)


class Canvas:
    """Draws into one SVG element; coordinates are in pixels, y grows downwards."""

    def __init__(self, element: ET.Element) -> None:
        self.element = element

    @classmethod
    def sheet(cls, width: float, height: float, name: str) -> Canvas:
        """Return an empty drawing of this size, with a class to style it by."""
        return cls(
            ET.Element(
                f"{{{_SVG}}}svg",
                {
                    "class": "frontstage-journey",
                    "viewBox": f"0 0 {number(width)} {number(height)}",
                    "width": number(width),
                    "height": number(height),
                    "role": "img",
                    "aria-labelledby": f"{name}-title {name}-desc",
                },
            )
        )

    def put(self, tag: str, text: str = "", **attributes: float | str) -> Canvas:
        """Add an element; `_` in a name stands for `-`, `class_` for `class`."""
        named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        child = ET.SubElement(
            self.element,
            f"{{{_SVG}}}{tag}",
            {key: v if isinstance(v, str) else number(v) for key, v in named.items()},
        )
        if text:
            child.text = text
        return Canvas(child)

    def group(self, class_: str = "", title: str = "") -> Canvas:
        """Add a group; its title is shown where the pointer rests on it."""
        inner = self.put("g", class_=class_) if class_ else self.put("g")
        if title:
            inner.put("title", title)
        return inner

    def text(self, x: float, y: float, text: str, class_: str, anchor: str = "start") -> None:
        """Write one line with its baseline at y."""
        self.put("text", text, x=x, y=y, class_=class_, text_anchor=anchor)

    def write(self) -> str:
        """Return the drawing as a document."""
        ET.indent(self.element, " ")
        return ET.tostring(self.element, encoding="unicode") + "\n"


def number(value: float) -> str:
    """Return a coordinate with at most one decimal, so that equal drawings are equal bytes."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is in pixels at a font size."""
    cells = sum(1.8 if unicodedata.east_asian_width(c) in "WF" else 1.0 for c in text)
    return cells * size * _ADVANCE


def lines_of(text: str, width: float, size: float, most: int) -> list[str]:
    """Break a text at spaces into one to `most` lines of about `width` pixels."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fit(line, width, size) for line in lines or [""]]


def fit(text: str, width: float, size: float) -> str:
    """Cut a line to about `width` pixels, with an ellipsis where something was cut."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"
