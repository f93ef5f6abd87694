"""Who works in which department, when, and how long a contact takes them (bible.md, 1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True)
class Department:
    """A department: opening hours by weekday (Monday first), minutes a call, hours to a reply."""

    key: str
    name: str
    does: str
    hours: str
    week: tuple[tuple[time, time] | None, ...]
    call_minutes: float
    reply_hours: tuple[float, float]
    agents: tuple[str, ...]

    def is_open(self, at: datetime) -> bool:
        """Tell whether somebody answers at local time `at`."""
        day = self.week[at.weekday()]
        return day is not None and day[0] <= at.time() < day[1]

    def next_open(self, at: datetime) -> datetime:
        """Return `at`, or the moment that the department next opens after it."""
        if self.is_open(at):
            return at
        for ahead in range(8):
            date = at.date() + timedelta(days=ahead)
            day = self.week[date.weekday()]
            if day is not None and (opens := datetime.combine(date, day[0])) > at:
                return opens
        raise ValueError(f"{self.key} never opens")


_Hours = tuple[time, time]
_OFFICE: _Hours = (time(9), time(17))
_EARLY: _Hours = (time(8), time(18))
_SHOP: _Hours = (time(8), time(20))
_RETURNS: _Hours = (time(9), time(17, 30))
_WORKSHOP: _Hours = (time(9), time(18))
_SUNDAY: _Hours = (time(10), time(16))

HOBTHORN = (
    Department(
        "sales",
        "Sales & product advice",
        "questions before buying, phone orders, stock, price match",
        "Mon-Sat 08:00-20:00, Sun 10:00-16:00",
        (*[_SHOP] * 6, _SUNDAY),
        5.5,
        (1, 20),
        ("Priya", "Gary", "Leanne"),
    ),
    Department(
        "orders",
        "Orders",
        "change, cancel, status before dispatch",
        "Mon-Sat 08:00-18:00",
        (*[_EARLY] * 6, None),
        4.5,
        (0.2, 2),
        ("Tomasz", "Bev"),
    ),
    Department(
        "delivery",
        "Delivery desk",
        "parcels after dispatch, carrier claims",
        "Mon-Sat 08:00-18:00",
        (*[_EARLY] * 6, None),
        6,
        (0.5, 7),
        ("Dean", "Amira"),
    ),
    Department(
        "returns",
        "Returns & refunds",
        "returns, exchanges, refunds",
        "Mon-Fri 09:00-17:30",
        (*[_RETURNS] * 5, None, None),
        7,
        (2, 26),
        ("Colette", "Femi"),
    ),
    Department(
        "technical",
        "Technical support",
        "set-up, use, faults, spares, warranty",
        "Mon-Sat 09:00-18:00",
        (*[_WORKSHOP] * 6, None),
        9,
        (2, 28),
        ("Stuart", "Jess"),
    ),
    Department(
        "billing",
        "Billing",
        "charges, invoices, Split3, gift cards",
        "Mon-Fri 09:00-17:00",
        (*[_OFFICE] * 5, None, None),
        6,
        (2, 26),
        ("Moira", "Kyle"),
    ),
    Department(
        "accounts",
        "Accounts & Thorn Club",
        "login, address book, privacy, club points",
        "Mon-Fri 09:00-17:00",
        (*[_OFFICE] * 5, None, None),
        4,
        (2, 28),
        ("Hannah",),
    ),
)

LARKPAN = (
    Department(
        "sales",
        "Sales",
        "questions before buying, orders",
        "Mon-Sat 09:00-18:00",
        (*[_WORKSHOP] * 6, None),
        5,
        (1, 12),
        ("Oona", "Rhys", "Mags"),
    ),
    Department(
        "service",
        "Service",
        "everything after the order",
        "Mon-Sat 09:00-18:00",
        (*[_WORKSHOP] * 6, None),
        6.5,
        (1, 16),
        ("Oona", "Rhys", "Mags"),
    ),
)

# Where the answering system sends each option; 2 was announced for Orders (fault P04).
MENU = {
    "1": "sales",
    "2": "sales",
    "3": "delivery",
    "4": "returns",
    "5": "technical",
    "6": "billing",
    "0": "accounts",
}
