"""The forms of a report: HTML in one file, Markdown, a table of gaps, JSON.

Customers' words are hostile input here too: HTML is escaped by the template engine, Markdown by
`escape_markdown`, and cells that a spreadsheet would take for a formula get an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.actions.gaps import KIND_WORDS
from assistant.rendering.safety import safe
from assistant.reports.content import ReportContent
from assistant.wording import between, count, share, tally
from journeys.model import Journey

if TYPE_CHECKING:
    from jinja2 import Environment

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")
_GAP_COLUMNS = (
    "gap_id", "product_ids", "product", "url", "topic", "kind", "status", "customers", "low",
    "high", "contacts", "open_probability", "nearest_passage", "quote_1", "quote_2", "quote_3",
)  # fmt: skip


def as_json(content: ReportContent) -> str:
    """Return the report as JSON."""
    return content.model_dump_json(indent=2) + "\n"


def as_csv(content: ReportContent) -> str:
    """Return the open gaps as CSV, one row a gap."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(_GAP_COLUMNS)
    for gap in content.gaps:
        quotes = [quote.text for quote in gap.quotes[:3]]
        cells = [
            gap.id,
            " ".join(gap.product_ids),
            gap.product,
            gap.url or "",
            gap.topic,
            gap.kind,
            gap.status,
            gap.customers,
            gap.low,
            gap.high,
            gap.contacts,
            gap.open_probability,
            gap.passage.text if gap.passage else "",
            *quotes,
            *[""] * (3 - len(quotes)),
        ]
        writer.writerow([cell_text(cell) for cell in cells])
    return table.getvalue()


def cell_text(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = safe(str(value))
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def escape_markdown(text: str) -> str:
    """Return one line of `text` in which nothing is Markdown or HTML."""
    return _MARKDOWN.sub(r"\\\1", safe(" ".join(text.split())))


def as_markdown(content: ReportContent, journey: Journey) -> str:
    """Return the report as Markdown."""
    from journeys.draw.mermaid import draw_mermaid

    template = _environment().get_template("report.md.j2")
    return template.render(report=content, journey=draw_mermaid(journey), kinds=KIND_WORDS)


def as_html(content: ReportContent, journey: Journey) -> str:
    """Return the report as one self-contained HTML file without scripts or outside resources."""
    from markupsafe import Markup

    from journeys.draw.svg import draw_svg

    template = _environment().get_template("report.html.j2")
    drawings = {
        "customer": Markup(draw_svg(journey, view="customer")),  # noqa: S704 - escaped by draw_svg
        "departments": Markup(draw_svg(journey, view="departments")),  # noqa: S704 - same
    }
    return template.render(report=content, drawings=drawings, kinds=KIND_WORDS)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=PackageLoader("assistant.reports"),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        between=lambda each: between(each.low, each.high),
        count=count,
        md=escape_markdown,
        safe_text=safe,
        share=share,
        tally=tally,
    )
    return environment
