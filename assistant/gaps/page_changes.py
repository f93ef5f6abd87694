"""Pages that changed: what they said when customers asked, and who asked since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.wording import count

if TYPE_CHECKING:
    from assistant.gaps.cards import GapShelf
    from corpora.records import Gap, Need
    from corpora.store.workspace import Connection

_MOST = 3


def days_of_change(db: Connection) -> dict[str, date]:
    """Return the day, UTC, of the last change of each product's page that was changed."""
    from corpora.store.pages import page_changes

    days: dict[str, date] = {}
    for change in page_changes(db):
        for product in change.product_ids:
            days[product] = max(days.get(product, date.min), change.at.date())
    return days


def contacts_since(gap: Gap, shelf: GapShelf) -> tuple[date, int] | None:
    """Return when the gap's page last changed, and how many of its contacts came since then.

    None: it has not changed, or nobody knows when the contacts were.
    """
    day = max((shelf.changed[i] for i in gap.product_ids if i in shelf.changed), default=None)
    if day is None:
        return None
    contacts = {shelf.needs[each].contact_id for each in gap.need_ids}
    dated = [shelf.days[each] for each in contacts if each in shelf.days]
    if not dated:
        return None
    return day, sum(each >= day for each in dated)


def page_then(product_ids: Sequence[str], shelf: GapShelf) -> str:
    """Say whether the page of one product read otherwise when customers asked; "" of several."""
    if len(product_ids) != 1 or product_ids[0] not in shelf.pages:
        return ""
    day = shelf.changed.get(product_ids[0])
    if day is None:
        return "; the page says today what it said then"
    return f"; the page changed on {day}"


def told_then(gap: Gap, shelf: GapShelf) -> str | None:
    """Say whether the page answered those who asked before it changed; None: nobody did."""
    since = contacts_since(gap, shelf)
    then: dict[str, float] = {}
    for need in (shelf.needs[each] for each in gap.need_ids):
        if need.then_probability is not None:
            then[need.contact_id] = max(then.get(need.contact_id, 0.0), need.then_probability)
    if since is None or not then:
        return None
    said = sum(each >= 0.5 for each in then.values())
    before = count(len(then), "contact")
    return (
        f"{gap.topic}: the page changed on {since[0]}. Of {before} before that day it answered "
        f"{said} as it was then; since then {count(since[1], 'contact')} asked."
    )


def answered_since(shelf: GapShelf, product_ids: Sequence[str] = ()) -> tuple[str, ...]:
    """Say of which pages a change answers what people had asked, with those who asked since."""
    key = ("answered since", *product_ids)
    return shelf.once(key, lambda: _told_answered(shelf, product_ids))


def _told_answered(shelf: GapShelf, product_ids: Sequence[str]) -> tuple[str, ...]:
    before: dict[str, list[Need]] = defaultdict(list)
    for need in shelf.columns.answered_since():
        if not product_ids or need.product_ids[0] in product_ids:
            before[need.product_ids[0]].append(need)
    told = sorted(before, key=lambda i: (-len({need.contact_id for need in before[i]}), i))
    return tuple(_answered(i, before[i], shelf) for i in told[:_MOST] if i in shelf.changed)


def _answered(product_id: str, before: Sequence[Need], shelf: GapShelf) -> str:
    day = shelf.changed[product_id]
    passages = {need.passage_id for need in before if need.passage_id is not None}
    again = {
        contact
        for contact in shelf.columns.contacts_near(passages)
        if shelf.days.get(contact, date.min) >= day
    }
    asked = count(len({need.contact_id for need in before}), "contact")
    product = shelf.products.get(product_id)
    return (
        f"{product.title if product else product_id}: the page changed on {day} and answers what "
        f"{asked} had asked before; since then {count(len(again), 'contact')} asked for it."
    )
