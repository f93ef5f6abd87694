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
        product_ids: Products of which the contact, or one of its needs, is about any.
        language: ISO 639-1 code.
        department: Who handled it.
        attributes: Imported columns and their values, blind to case.
        without: Scopes whose contacts are left out.
    """

    since: datetime | None = None
    until: datetime | None = None
    channel: str | None = None
    product_ids: tuple[str, ...] = ()
    language: str | None = None
    department: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    without: tuple[Scope, ...] = ()

    def where(self) -> tuple[str, list[Any]]:
        """Return a condition over the table `contacts`, and its parameters."""
        conditions = ["contacts.set_aside IS NULL"]
        parameters: list[Any] = []
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
        if self.product_ids:
            conditions.append(
                "(list_has_any(contacts.product_ids, ?) OR contacts.id IN (SELECT contact_id "
                "FROM needs WHERE list_has_any(needs.product_ids, ?)))"
            )
            parameters += [list(self.product_ids), list(self.product_ids)]
        for name, value in self.attributes.items():
            # Tags come as one text; each of them counts. Exports write names in either case.
            conditions.append(
                "len(list_filter(map_entries(contacts.attributes), lambda item: "
                "lower(item.key) = lower(?) AND (lower(item.value) = lower(?) OR "
                "(lower(?) LIKE '%tags' AND (list_contains(regexp_split_to_array("
                "lower(item.value), '[,;|\\s]+'), lower(?)) OR list_contains("
                "regexp_split_to_array(lower(item.value), '\\s*[,;|]\\s*'), lower(?))))))) > 0"
            )
            parameters += [name, value, name, value, value]
        for each in self.without:
            condition, values = each.where()
            conditions.append(f"NOT coalesce(({condition}), false)")
            parameters += values
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
                ("product", " or ".join(self.product_ids)),
                ("language", self.language),
                ("department", self.department),
                *self.attributes.items(),
            )
            if value
        ]
        return ", ".join([*parts, *(f"without {each.told(zone)}" for each in self.without)])

    def told(self, zone: tzinfo = UTC) -> str:
        """Return the filter in words, without "all contacts" where it says more."""
        return self.describe(zone).removeprefix("all contacts, ")


EVERYTHING = Scope()


def _naive(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None) if moment else None
