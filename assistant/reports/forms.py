"""The forms of a report: HTML in one file, Markdown, JSON, and the tables of `tables`.

Customers' words are hostile input here too: HTML is escaped by the template engine, Markdown by
`escape_markdown`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.actions.changing import gap_words, marking, restated_words, telling_gaps, week_words
from assistant.gaps.fixes import fix_words
from assistant.gaps.sizes import avoidable_words
from assistant.rendering.safety import safe
from assistant.reports.content import ReportContent
from assistant.reports.tables import as_csv, as_xlsx
from assistant.wording import between, clipped, count, listing, money, roundly, share
from journeys.model import Journey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment
    from markupsafe import Markup

    from assistant.counting.weeks import Trend, Week

__all__ = ["as_csv", "as_html", "as_json", "as_markdown", "as_xlsx", "escape_markdown"]

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~&])")
_BARE_LINK = re.compile(r"(:|www)(//|\.)", re.IGNORECASE)
_CODE = re.compile(r"`([^`]+)`")
_SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five")


def as_json(content: ReportContent) -> str:
    """Return the report as JSON."""
    return content.model_dump_json(indent=2) + "\n"


def escape_markdown(text: str) -> str:
    """Return one line of `text` in which nothing is Markdown, HTML or a bare link."""
    escaped = _MARKDOWN.sub(r"\\\1", safe(" ".join(text.split())))
    return _BARE_LINK.sub(r"\1\\\2", escaped)


def coded(text: str) -> Markup:
    """Return text with what stands between backticks as code, all of it escaped."""
    from markupsafe import Markup, escape

    escaped = _CODE.sub(r"<code>\1</code>", str(escape(safe(text))))
    return Markup(escaped)  # noqa: S704 - escaped before


def duration(seconds: float) -> str:
    """Return "41 min", "3.2 h"."""
    minutes = seconds / 60
    return f"{minutes:,.0f} min" if minutes < 100 else f"{minutes / 60:,.1f} h"


def few(value: float) -> str:
    """Return a rate with as many digits as it bears: "0.42", "3.1", "28"."""
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def as_markdown(content: ReportContent, journey: Journey) -> str:
    """Return the report as Markdown."""
    from journeys.draw.mermaid import draw_mermaid

    template = _environment().get_template("report.md.j2")
    return template.render(report=content, journey=draw_mermaid(journey))


def as_html(content: ReportContent, journey: Journey) -> str:
    """Return the report as one self-contained HTML file without scripts or outside resources."""
    from markupsafe import Markup

    from journeys.draw.svg import draw_svg

    template = _environment().get_template("report.html.j2")
    drawings = {
        "customer": Markup(draw_svg(journey, view="customer")),  # noqa: S704 - escaped by draw_svg
        "departments": Markup(draw_svg(journey, view="departments")),  # noqa: S704 - same
    }
    return template.render(report=content, drawings=drawings).lstrip()


def _sparkline(trend: Trend, weeks: Sequence[Week]) -> Markup:
    from markupsafe import Markup

    from assistant.reports.charts import sparkline

    return Markup(sparkline(trend, weeks))  # noqa: S704 - made of numbers and dates only


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
        avoidable=avoidable_words,
        between=lambda each: between(each.low, each.high),
        capital=lambda text: text[:1].upper() + text[1:],
        clip=clipped,
        coded=coded,
        count=count,
        duration=duration,
        few=few,
        in_words=lambda number: _SMALL_NUMBERS[number],
        listing=listing,
        is_web=lambda url: url.startswith(("https://", "http://")),
        md=escape_markdown,
        money=money,
        fix_words=fix_words,
        gap_words=gap_words,
        marking=marking,
        restated=restated_words,
        roundly=roundly,
        telling_gaps=telling_gaps,
        week_words=week_words,
        safe_text=safe,
        share=share,
        sparkline=_sparkline,
    )
    return environment
