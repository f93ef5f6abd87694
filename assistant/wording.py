"""Numbers and lists as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}


def count(number: float, what: str, plural: str | None = None) -> str:
    """Return "1 contact", "1,204 contacts"."""
    return f"{number:,.0f} {what if number == 1 else plural or what + 's'}"


def share(part: float, whole: float) -> str:
    """Return "12 %", "<1 %", ">99 %"; "–" of nothing. 100 % is all, 0 % is none."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    if 0 < percent < 1:
        return "<1 %"
    return ">99 %" if 99 < percent < 100 else f"{percent:.0f} %"


def between(low: float, high: float) -> str:
    """Return an interval as "9–14"; one number where both ends round to it."""
    first, last = f"{low:,.0f}", f"{high:,.0f}"
    return first if first == last else f"{first}–{last}"


def listing(parts: Iterable[str], last: str = "and") -> str:
    """Return "a, b and c"."""
    items = [part for part in parts if part]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def tally(counts: Mapping[str, int], most: int = 5) -> str:
    """Return "call 12, chat 5 and 3 more"."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = [f"{name} {number:,}" for name, number in ranked[:most]]
    rest = len(ranked) - most
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")


def clipped(text: str, width: int) -> str:
    """Return `text` on one line, cut at `width` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def around(text: str, words: str, width: int) -> str:
    """Return `width` characters of `text` on one line, `words` among them, cut with ellipses."""
    line, phrase = " ".join(text.split()), " ".join(words.split())
    at = line.lower().find(phrase.lower())
    start = max(0, min(at - (width - len(phrase)) // 2, len(line) - width))
    if start > 0:
        start = line.find(" ", start) + 1 if " " in line[start:at] else start
    return f"{'…' if start else ''}{clipped(line[start:], width - (start > 0))}"


def money(value: float, currency: str) -> str:
    """Return "£1,240", "£12.50", "CHF 310": hundreds without pennies."""
    sign = _SIGNS.get(currency, f"{currency} ")
    return f"{sign}{value:,.0f}" if value >= 100 else f"{sign}{value:,.2f}"


def roundly(value: float, currency: str) -> str:
    """Return "£18", "£9.30": an estimate, without more digits than it bears."""
    return money(round(value, 0 if value >= 10 else 1), currency).removesuffix(".00")
