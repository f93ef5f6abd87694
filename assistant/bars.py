"""Bars and sparklines of characters."""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"


def bar(part: float, width: int) -> str:
    """Return a bar of `part` (0 to 1) of `width` cells; something seen is never nothing."""
    eighths = round(min(max(part, 0.0), 1.0) * width * 8)
    if part > 0:
        eighths = max(eighths, 1)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def sparkline(counts: Sequence[float]) -> str:
    """Return one character a count, as high as it is beside the largest."""
    most = max(counts, default=0)
    if most <= 0:
        return "▁" * len(counts)
    return "".join(_HEIGHTS[min(int(each / most * 7.999), 7)] for each in counts)


def rescaled(drawn: str, longest: int, width: int) -> str:
    """Return a bar of a drawing whose longest has `longest` cells as one of `width` cells."""
    if longest <= width or not drawn.strip():
        return drawn
    return bar(sum(map(_EIGHTHS.index, drawn)) / (8 * longest), width)
