"""Tables and definition lists: specifications where they have two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpora.readers.html.words import word_set, words_of
from corpora.readers.raw import RawPassage

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMING_NOTHING = word_set(
    "feature features specification specifications spec property attribute name item detail "
    "details parameter characteristic"
)
"""Headings of first columns that say no more than that names stand below."""


def is_layout(table: HtmlElement) -> bool:
    """Tell a table that only places things on the page from one that tells facts."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return True
    if table.xpath("boolean(.//h1 | .//h2 | .//h3)"):
        return True
    rows = _rows(table)
    return len(rows) < 2 and sum(len(row) for row in rows) < 2


def table_passages(table: HtmlElement) -> list[RawPassage]:
    """Read a table: `name: value` of two columns, else a row with its headings as one passage."""
    rows = _rows(table)
    if not rows:
        return []
    texts = [[words_of(cell) for cell in row] for row in rows]
    if all(_alternates(row) for row in rows):
        pairs = (row[i : i + 2] for row in texts for i in range(0, len(row), 2))
        return [p for row in pairs if (p := _pair(row)) is not None]
    width = max(len(row) for row in texts)
    header = texts[0] if _is_header(rows, width) else None
    body = texts[1:] if header else texts
    if width == 2 and (header is None or _names_nothing(header[0])):
        return [p for row in body if (p := _pair(row)) is not None]
    return [p for row in body if (p := _row(header, row)) is not None]


def definitions(dl: HtmlElement) -> list[RawPassage]:
    """Read `<dl>`: a question and its answer, or a specification."""
    passages: list[RawPassage] = []
    term: list[str] = []
    values: list[str] = []
    for element in [*dl.iter("dt", "dd"), None]:
        if element is None or (element.tag == "dt" and values):
            passages.extend(_definition(" ".join(term), "; ".join(values)))
            term, values = [], []
        if element is not None:
            (term if element.tag == "dt" else values).append(words_of(element))
    return passages


def pair(name: str, value: str) -> RawPassage | None:
    """A specification of a name and its value; None where either is empty."""
    name = name.strip().rstrip(":：").strip()
    return RawPassage("spec", f"{name}: {value}") if name and value else None


def _definition(term: str, value: str) -> list[RawPassage]:
    if not term or not value:
        return [RawPassage("paragraph", text) for text in (term, value) if text]
    question = term.endswith("?") or (len(term.split()) > 3 and len(value.split()) > 25)
    if question:
        return [RawPassage("faq", f"{term} {value}")]
    found = pair(term, value)
    return [found] if found else []


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    rows = ([c for c in row if c.tag in ("td", "th")] for row in table.iter("tr"))
    return [row for row in rows if row]


def _is_header(rows: list[list[HtmlElement]], width: int) -> bool:
    """The first row names the columns where it is all headings, or stands in `<thead>`."""
    first = rows[0]
    if len(rows) < 2 or len(first) < width:
        return False
    parent = first[0].getparent().getparent()
    return all(c.tag == "th" for c in first) or (parent is not None and parent.tag == "thead")


def _names_nothing(heading: str) -> bool:
    return not heading or heading.lower() in _NAMING_NOTHING


def _alternates(row: list[HtmlElement]) -> bool:
    """A heading and a value, once or more often: `th td th td`."""
    return len(row) % 2 == 0 and [c.tag for c in row] == ["th", "td"] * (len(row) // 2)


def _pair(row: list[str]) -> RawPassage | None:
    if len(row) == 1:
        return None  # a heading across both columns
    return pair(row[0], row[1])


def _row(header: list[str] | None, row: list[str]) -> RawPassage | None:
    if not any(row):
        return None
    if header is None or len(row) > len(header):
        text = "; ".join(cell for cell in row if cell)
    else:
        named = zip(header, row, strict=False)
        text = "; ".join(f"{h}: {c}" if h else c for h, c in named if c)
    return RawPassage("table", text) if text else None
