"""Pages that are wrongly called silent: cards that say "the page does not say" of what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.gaps.cards import GapShelf
from assistant.gaps.evidence import SILENT
from benchmarks.planted import SHARE, Truth
from corpora.records import Gap, Need


def silence(
    gaps: Sequence[Gap],
    shelf: GapShelf,
    truth: Truth,
    source_ids: Mapping[str, str | None],
    skus: Mapping[str, str | None],
) -> dict[str, Any]:
    """Return what the truth says of the gaps that call a page silent.

    Args:
        gaps: The gaps that are shown.
        shelf: Where their needs and passages are.
        truth: The truth.
        source_ids: Contact id -> its number in the source.
        skus: Product id -> the shop's number.

    Returns:
        How many gaps call the page silent; how many of these the page answers, by most of those
        needs that the truth file knows as facts of this product, and how many of the latter are
        worded as a perhaps ("the page may say it"); how many planted gaps of a silent page
        are worded so as well, which is the price; and how many planted decoys are shown as gaps.
    """
    called = [gap for gap in gaps if gap.kind in SILENT]
    wrong = [gap for gap in called if _answered(gap, shelf, truth, source_ids, skus)]
    decoys = {name for gap in gaps if (name := decoy_of(gap, shelf.needs, truth, source_ids))}
    right = [gap for gap in called if gap not in wrong]
    return {
        "called silent": len(called),
        "pages wrongly called silent": len(wrong),
        "of these worded as a perhaps": sum(shelf.card(gap).may_say for gap in wrong),
        "rightly or unknown, worded as a perhaps": sum(shelf.card(gap).may_say for gap in right),
        "decoys shown": f"{len(decoys)} of {len(truth.decoys)}",
    }


def decoy_of(
    gap: Gap, needs: Mapping[str, Need], truth: Truth, source_ids: Mapping[str, str | None]
) -> str | None:
    """Return the decoy that most contacts of a gap ask for; None: none."""
    own = {source_ids.get(needs[each].contact_id) for each in gap.need_ids}
    for name, contacts in truth.decoys.items():
        if len(own & contacts) > SHARE * len(own) and _only_answered(gap, needs, truth, source_ids):
            return name
    return None


def _only_answered(
    gap: Gap, needs: Mapping[str, Need], truth: Truth, source_ids: Mapping[str, str | None]
) -> bool:
    """Tell whether most needs are not something else that a decoy's contact asks besides."""
    told = [truth.need(source_ids.get(needs[i].contact_id), needs[i].text) for i in gap.need_ids]
    return sum(bool(each and each.get("page_answers")) for each in told) > SHARE * len(told)


def _answered(
    gap: Gap,
    shelf: GapShelf,
    truth: Truth,
    source_ids: Mapping[str, str | None],
    skus: Mapping[str, str | None],
) -> bool:
    products = {skus.get(product) for product in gap.product_ids}
    said = []
    for need_id in gap.need_ids:
        need = shelf.needs[need_id]
        entry = truth.need(source_ids.get(need.contact_id), need.text)
        if entry and entry.get("kind") == "product_fact" and entry.get("product") in products:
            said.append(bool(entry.get("page_answers")))
    return bool(said) and sum(said) > SHARE * len(said)
