"""What a sample company's truth file says of the gaps that were found: right, wrong, and why."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifiers.text import content_stems, words
from corpora.records import Gap, Need

_GAP = {"id": str, "kind": str, "products": list, "contact_ids": list}
_DECOY = {"id": str, "contact_ids": list}
_CONTACT = {"id": str}
_NEED = {"quote": str, "kind": str}
_ALSO = {"gap": "planted_gap", "contact_ids": "contacts"}
"""What the second company's file calls them."""
SHARE = 0.5
"""A found gap is a planted one where at least this share of its contacts asks for it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One of the gaps shown, held against the truth.

    Attributes:
        gap: The gap.
        planted: The planted gap that it is; None: another one.
        verdict: `planted`, `again` (that one was shown before), `open` (not planted, and the page
            leaves it open all the same), `wrong product`, `page answers`, `no product fact`, or
            `unknown` (the truth file does not know these words).
        kind_right: Whether kind and truth agree; None where it is not planted.
        products_right: Whether the gap names exactly the planted products; None likewise.
    """

    gap: Gap
    planted: str | None
    verdict: str
    kind_right: bool | None = None
    products_right: bool | None = None

    @property
    def right(self) -> bool:
        """Whether somebody may be shown it: it is really left open."""
        return self.verdict in ("planted", "again", "open")


class Truth:
    """A company's truth file, as `tools.sample_company.truth` writes it.

    Every `[[gap]]` has `id`, `kind`, `products` (the shop's numbers) and `contact_ids`; every
    `[[contact]]` has `id`, and a list of `need` where it asks for something. Each need has
    `quote` and `kind`, `gap` if it asks for a planted one, and `product` and `page_answers` where
    it is about a product's facts. Without any `[[contact]]`, the gaps' `contact_ids` say who asks
    for what; what a contact asks besides is then not known. A `[[decoy]]`, with `id` and
    `contact_ids`, is what customers ask though the page says it.

    Args:
        path: `truth.toml`.

    Raises:
        SystemExit: A field is missing, is not what it should be, or names a gap that is not
            there; the message says which. A score by a guessed field would look like any other.
    """

    def __init__(self, path: Path) -> None:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        gaps = _tables(told, "gap", _GAP, path.name)
        if not gaps:
            raise SystemExit(f"{path.name}: no table [[gap]]")
        self.gaps: dict[str, dict[str, Any]] = {gap["id"]: gap for gap in gaps}
        self._contacts: dict[str, dict[str, Any]] = {
            contact["id"]: contact for contact in _tables(told, "contact", _CONTACT, path.name)
        }
        for contact in self._contacts.values():
            for need in _tables(contact, "need", _NEED, path.name):
                if need.get("gap", gaps[0]["id"]) not in self.gaps:
                    raise SystemExit(f"{path.name}: a need of {contact['id']} names no [[gap]]")
        self.decoys: dict[str, frozenset[str]] = {
            each["id"]: frozenset(each["contact_ids"])
            for each in _tables(told, "decoy", _DECOY, path.name)
        }
        for name, gap in self.gaps.items():
            for contact_id in gap["contact_ids"]:
                self._contacts.setdefault(contact_id, {"gap": name})

    def need(self, source_id: str | None, text: str) -> dict[str, Any] | None:
        """Return what the truth says of a need: the entry of that contact with the same words."""
        contact = self._contacts.get(source_id or "", {})
        best: tuple[float, dict[str, Any] | None] = (0.0, None)
        for entry in contact.get("need", ()):
            likeness = _likeness(text, str(entry.get("quote", "")))
            if likeness > best[0]:
                best = (likeness, entry)
        return best[1] if best[0] >= SHARE else None

    def needs(self, source_ids: Iterable[str]) -> list[tuple[str, dict[str, Any]]]:
        """Return every need of these contacts with the contact's number."""
        return [(i, n) for i in source_ids for n in self._contacts.get(i, {}).get("need", ())]

    def gap_of(self, source_id: str | None, text: str) -> str | None:
        """Return the planted gap that a need asks for, by its own entry, else by its contact."""
        entry = self.need(source_id, text)
        if entry is not None:
            return str(entry["gap"]) if "gap" in entry else None
        contact = self._contacts.get(source_id or "", {})
        return str(contact["gap"]) if "gap" in contact else None


def _tables(
    told: Mapping[str, Any], name: str, fields: Mapping[str, type], file: str
) -> list[dict[str, Any]]:
    """Return the rows of a list of tables, each with all of its fields; empty: no such list."""
    rows = told.get(name, told.get(_ALSO.get(name, ""), []))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SystemExit(f"{file}: {name} is no list of tables")
    for place, row in enumerate(rows, 1):
        for field, kind in fields.items():
            if field not in row and _ALSO.get(field) in row:
                row[field] = row[_ALSO[field]]
            if not isinstance(row.get(field), kind):
                raise SystemExit(f"{file}: {name} {place} has no {field}, a {kind.__name__}")
    return rows


def judge(
    gaps: Sequence[Gap],
    needs: Mapping[str, Need],
    truth: Truth,
    source_ids: Mapping[str, str | None],
    skus: Mapping[str, str | None],
) -> list[Judged]:
    """Hold gaps, in the order in which they are shown, against the truth.

    Args:
        gaps: The gaps shown.
        needs: All needs, by id.
        truth: The truth.
        source_ids: Contact id -> its number in the source.
        skus: Product id -> the shop's number.
    """
    seen: set[str] = set()
    judged = []
    for gap in gaps:
        own = [needs[need_id] for need_id in gap.need_ids]
        planted = _planted(own, truth, source_ids)
        products = {skus.get(product) for product in gap.product_ids}
        if planted is None or not products & set(truth.gaps[planted].get("products", ())):
            judged.append(Judged(gap, None, _other(gap, own, truth, source_ids, skus)))
            continue
        wanted = truth.gaps[planted]
        judged.append(
            Judged(
                gap,
                planted,
                "again" if planted in seen else "planted",
                kind_right=gap.kind == wanted.get("kind"),
                products_right=products == set(wanted.get("products", ())),
            )
        )
        seen.add(planted)
    return judged


def _planted(
    needs: Sequence[Need], truth: Truth, source_ids: Mapping[str, str | None]
) -> str | None:
    said: dict[str, set[str]] = {}
    for need in needs:
        if planted := truth.gap_of(source_ids.get(need.contact_id), need.text):
            said.setdefault(planted, set()).add(need.contact_id)
    contacts = {need.contact_id for need in needs}
    best = max(said, key=lambda name: (len(said[name]), name), default=None)
    return best if best is not None and len(said[best]) >= SHARE * len(contacts) else None


def _other(
    gap: Gap,
    needs: Sequence[Need],
    truth: Truth,
    source_ids: Mapping[str, str | None],
    skus: Mapping[str, str | None],
) -> str:
    """Return what most needs of a gap that was not planted are."""
    verdicts: Counter[str] = Counter()
    for need in needs:
        entry = truth.need(source_ids.get(need.contact_id), need.text)
        if entry is None:
            verdicts["unknown"] += 1
        elif entry.get("kind") != "product_fact":
            verdicts["no product fact"] += 1
        elif entry.get("product") not in {skus.get(product) for product in gap.product_ids}:
            verdicts["wrong product"] += 1
        else:
            verdicts["page answers" if entry.get("page_answers") else "open"] += 1
    return verdicts.most_common(1)[0][0]


def _likeness(text: str, quote: str) -> float:
    """Return the share of the shorter one's words that the other has as well, 0 to 1."""
    mine = set(content_stems(text)) or set(words(text))
    other = set(content_stems(quote)) or set(words(quote))
    return len(mine & other) / max(1, min(len(mine), len(other)))
