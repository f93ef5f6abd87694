"""Gaps from run to run: which group is a gap that is known, and what became of those that went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpora.records import Gap

SHARED = 0.3
"""A new group is a stored gap when it holds at least this share of the smaller one's needs."""


def past_gaps(previous: Sequence[Gap], gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Return the stored gaps that are not found any more, each with its `successor`.

    The gap that has most of the needs succeeds; where none has any, the successor is the empty
    string, and the gap keeps its id should it come back.
    """
    ids = {gap.id for gap in gaps}
    holder = {need_id: gap.id for gap in gaps for need_id in gap.need_ids}
    gone = []
    for gap in previous:
        if gap.id not in ids:
            heirs = Counter(holder[need_id] for need_id in gap.need_ids if need_id in holder)
            heir = max(heirs, key=lambda name: (heirs[name], name), default="")
            gone.append(replace(gap, successor=heir))
    return tuple(gone)


class Memory:
    """Stored gaps, each of which can be taken up once, by the largest group first.

    Args:
        previous: They.
    """

    def __init__(self, previous: Sequence[Gap]) -> None:
        self._free = {gap.id: gap for gap in previous}
        self._holders: dict[str, list[str]] = defaultdict(list)
        for gap in previous:
            for need_id in gap.need_ids:
                self._holders[need_id].append(gap.id)

    def match(self, products: Sequence[str], need_ids: set[str]) -> Gap | None:
        """Return the stored gap with which this group shares most needs.

        Not the one of which it holds the largest share: a lone question that joins a large group
        is all in it, and would take the group's id, marks and history away.
        """
        best: tuple[int, float, str] | None = None
        shared = Counter(holder for each in need_ids for holder in self._holders.get(each, ()))
        for name, both in shared.items():
            gap = self._free.get(name)
            if gap is None or set(products).isdisjoint(gap.product_ids):
                continue
            share = both / min(len(need_ids), len(set(gap.need_ids)))
            if share >= SHARED and (best is None or (both, share, name) > best):
                best = (both, share, name)
        return self._free.pop(best[-1]) if best is not None else None
