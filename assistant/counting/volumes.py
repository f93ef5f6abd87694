"""Order volumes: how much was sold, so that contacts can be counted per 1,000 orders."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

ALL = "all"
"""What the file calls the orders of every product together."""
_COLUMNS = ("week", "sku", "orders")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Volumes:
    """Orders by week and product.

    Attributes:
        orders: (Monday of the week, sku or `all`) -> orders.
        problems: Rows that could not be used, one line each with file, row and remedy.
    """

    orders: Mapping[tuple[date, str], float] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def weeks(self) -> frozenset[date]:
        """The Mondays of the weeks that the file covers."""
        return frozenset(week for week, _ in self.orders)

    def of(self, skus: Sequence[str], weeks: Sequence[date]) -> tuple[float, str]:
        """Return the orders of these products in these weeks, and whose they are.

        The second part is `sku`, or `all` where the file does not tell these products apart;
        then the orders are those of the whole shop.
        """
        wanted = set(weeks)
        known = [sku for sku in skus if any(each == sku for _, each in self.orders)]
        names, whose = (set(known), "sku") if known else ({ALL}, ALL)
        total = sum(n for (week, sku), n in self.orders.items() if week in wanted and sku in names)
        return total, whose


def monday(day: date) -> date:
    """Return the Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def read_volumes(path: Path) -> Volumes:
    """Read a CSV file with the columns week, sku (or `all`) and orders.

    `week` is any day of the week, as 2026-08-03, or a week number, as 2026-W32. What can't be
    read is told in `problems`; the rest is used.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        return Volumes(
            problems=(f"{path.name}: can't be read ({why}); correct `volumes` in frontstage.toml",)
        )
    table = csv.DictReader(text.splitlines())
    missing = [name for name in _COLUMNS if name not in (table.fieldnames or ())]
    if missing:
        return Volumes(
            problems=(
                f"{path.name}: no column {', '.join(missing)}; it needs week, sku (or `all`) "
                "and orders",
            )
        )
    orders: dict[tuple[date, str], float] = {}
    wrong: list[str] = []
    for number, row in enumerate(table, 2):
        try:
            week, amount = _week(row["week"] or ""), _orders(row["orders"] or "")
        except ValueError:
            wrong.append(
                f"{path.name}, row {number}: no week or no number of orders; "
                "write week as 2026-08-03 and orders as a number"
            )
            continue
        key = (week, (row["sku"] or ALL).strip() or ALL)
        orders[key] = orders.get(key, 0.0) + amount
    if len(wrong) > _SHOWN:
        wrong[_SHOWN:] = [f"{path.name}: {len(wrong) - _SHOWN} more rows could not be used"]
    return Volumes(orders, tuple(wrong))


def _orders(text: str) -> float:
    amount = float(text)
    if not 0 <= amount < float("inf"):
        raise ValueError(text)
    return amount


def _week(text: str) -> date:
    year, sign, number = text.strip().upper().partition("-W")
    if sign:
        return date.fromisocalendar(int(year), int(number), 1)
    return monday(date.fromisoformat(text.strip()))
