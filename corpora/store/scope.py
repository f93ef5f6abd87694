"""Which contacts a question is about: the filters that every asking action shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A filter over contacts; the empty one means every contact that counts.

    Attributes:
        since: Opened at or after, UTC.
        until: Opened before, UTC.
        channel: Channel.
        product_id: A product that the contact, or one of its needs, is about.
        language: ISO 639-1 code.
        department: Who handled it.
        attributes: Imported columns and their values.
    """

    since: datetime | None = None
    until: datetime | None = None
    channel: str | None = None
    product_id: str | None = None
    language: str | None = None
    department: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    def where(self) -> tuple[str, list[Any]]:
        """Return a condition over the table `contacts`, and its parameters."""
        conditions, parameters = ["contacts.set_aside IS NULL"], []
        for condition, value in (
            ("contacts.opened_at >= ?", _naive(self.since)),
            ("contacts.opened_at < ?", _naive(self.until)),
            ("contacts.channel = ?", self.channel),
            ("contacts.language = ?", self.language),
            ("lower(contacts.department) = lower(?)", self.department),
        ):
            if value is not None:
                conditions.append(condition)
                parameters.append(value)
        if self.product_id is not None:
            conditions.append(
                "(list_contains(contacts.product_ids, ?) OR contacts.id IN (SELECT contact_id "
                "FROM needs WHERE list_contains(needs.product_ids, ?)))"
            )
            parameters += [self.product_id, self.product_id]
        for name, value in self.attributes.items():
            conditions.append("contacts.attributes[?] = ?")
            parameters += [name, value]
        return " AND ".join(conditions), parameters

    def describe(self, zone: tzinfo = UTC) -> str:
        """Return the filter in words: "calls since 2026-03-01, department Returns".

        Args:
            zone: Where the days are told.
        """
        parts = [f"{self.channel}s" if self.channel else "all contacts"]
        if self.since:
            parts.append(f"since {self.since.astimezone(zone):%Y-%m-%d}")
        if self.until:
            parts.append(f"before {self.until.astimezone(zone):%Y-%m-%d}")
        parts += [
            f"{name} {value}"
            for name, value in (
                ("product", self.product_id),
                ("language", self.language),
                ("department", self.department),
                *self.attributes.items(),
            )
            if value
        ]
        return ", ".join(parts)


EVERYTHING = Scope()


def _naive(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None) if moment else None
