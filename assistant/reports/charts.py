"""Small charts as inline SVG: no script, no outside resource, colours from the page's style."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.counting.weeks import Trend, Week

_BAR, _SPACE, _HEIGHT = 9, 3, 34


def sparkline(trend: Trend, weeks: Sequence[Week]) -> str:
    """Return contacts per week as bars; partial weeks are hatched by class `partial`.

    The text alternative says the numbers, so that nothing is told by the drawing alone.
    """
    most = max(*trend.counts, 1)
    width = len(weeks) * (_BAR + _SPACE)
    bars = "".join(
        f'<rect x="{place * (_BAR + _SPACE)}" y="{_HEIGHT - height}" width="{_BAR}" '
        f'height="{height}"{" class=partial" if week.partial else ""}/>'
        for place, (week, contacts) in enumerate(zip(weeks, trend.counts, strict=True))
        for height in (max(1, round(contacts / most * _HEIGHT)),)
    )
    label = trend_words(trend, weeks)
    return (
        f'<svg class="trend" role="img" width="{width}" height="{_HEIGHT}" '
        f'viewBox="0 0 {width} {_HEIGHT}" aria-label="{label}">{bars}</svg>'
    )


def trend_words(trend: Trend, weeks: Sequence[Week]) -> str:
    """Return the numbers of a sparkline in words."""
    counts = ", ".join(
        f"{contacts}{' (partial week)' if week.partial else ''}"
        for week, contacts in zip(weeks, trend.counts, strict=True)
    )
    return f"Contacts per week from {weeks[0].monday:%-d %B}: {counts}."
