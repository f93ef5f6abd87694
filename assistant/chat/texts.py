"""Texts as the chat shows them: plain, never markup, whatever a customer wrote."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content, Span

from assistant.rendering.safety import safe

SPEAKERS = {"customer": "$text-accent", "agent": "$text-secondary"}


def plain(text: str, style: str = "") -> Content:
    """Return a text as it stands, control and invisible characters made visible."""
    return Content.styled(safe(text).expandtabs(4), style) if text else Content("")


def one_line(text: str, style: str = "") -> Content:
    """Return a text on one line."""
    return plain(" ".join(text.split()), style)


def marked(text: str, places: Iterable[tuple[int, int]], style: str, base: str = "") -> Content:
    """Return a text with some places in another style.

    Args:
        text: What somebody wrote.
        places: Start and end of each place in it, in characters.
        style: Of the places.
        base: Of the rest.
    """
    parts: list[Content] = []
    done = 0
    for start, end in sorted(places):
        begin = max(start, done)
        if end <= begin:
            continue
        parts += [plain(text[done:begin], base), plain(text[begin:end], f"{base} {style}".strip())]
        done = end
    parts.append(plain(text[done:], base))
    return Content("").join(parts)


__all__ = ["SPEAKERS", "Content", "Span", "marked", "one_line", "plain"]
