"""Where planted gaps are lost: how many of those who ask come through each link of the chain.

`python -m benchmarks.gaps --company DIR --trace` prints it after the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.planted import Truth
from corpora.records import Gap, Need

LINKS = ("asked", "need", "fact", "linked", "open", "topic")
"""Each link holds those of the link before who come through it."""
PURE = 0.5
"""A topic is a planted gap's where at least this share of its contacts ask for it."""
_NEVER_OPEN = ("unclear", "contradicted")


@dataclass(frozen=True, slots=True)
class Trace:
    """One planted gap's way.

    Attributes:
        planted: Its id.
        kind: Its kind.
        links: How many contacts come through each of `LINKS`: of those who ask (`asked`), a need
            was found in their words, taken for a product fact, linked to a planted product first,
            and not answered by the page (counts for `missing` only), and is in the one topic
            that holds most of them.
        pure: Share of that topic's contacts who ask for the planted gap; 0 without a topic.
        rank: Its place among the gaps shown, from 1; None: no gap.
        found_kind: Its kind; None likewise.
        lost: The needs that fell out, with the link at which they did.
    """

    planted: str
    kind: str
    links: tuple[int, ...]
    pure: float
    rank: int | None
    found_kind: str | None
    lost: tuple[tuple[str, str], ...]

    @property
    def told(self) -> str | None:
        """The kind that its topic is told as; None: there is none that is mostly about it."""
        return self.found_kind if self.rank is not None and self.pure >= PURE else None

    def verdict(self, shown: int) -> str:
        """Return what became of it: `found`, `kind`, `rank`, `mixed`, or the link that lost it."""
        if self.rank is not None and self.told is not None:
            if self.rank > shown:
                return "rank"
            return "found" if self.told == self.kind else "kind"
        if self.rank is not None:
            return "mixed"
        drops = [a - b for a, b in zip(self.links, self.links[1:], strict=False)]
        return LINKS[1 + drops.index(max(drops))]


def trace(
    gaps: Sequence[Gap],
    needs: Mapping[str, Need],
    truth: Truth,
    source_ids: Mapping[str, str | None],
    skus: Mapping[str, str | None],
) -> list[Trace]:
    """Follow each planted gap through the chain.

    Args:
        gaps: All open gaps, in the order in which they are shown.
        needs: All needs, by id.
        truth: The truth.
        source_ids: Contact id -> its number in the source.
        skus: Product id -> the shop's number.
    """
    by_source: dict[str, list[Need]] = {}
    for need in needs.values():
        by_source.setdefault(source_ids.get(need.contact_id) or "", []).append(need)
    return [_traced(name, gaps, by_source, truth, skus) for name in truth.gaps]


def _traced(
    name: str,
    gaps: Sequence[Gap],
    by_source: Mapping[str, Sequence[Need]],
    truth: Truth,
    skus: Mapping[str, str | None],
) -> Trace:
    wanted = truth.gaps[name]
    products, kind = set(wanted.get("products", ())), str(wanted.get("kind"))
    asked: list[str] = list(dict.fromkeys(wanted["contact_ids"]))
    own = {i: [n for n in by_source.get(i, ()) if truth.gap_of(i, n.text) == name] for i in asked}
    tests: tuple[Callable[[Need], bool], ...] = (
        lambda need: need.kind == "product_fact",
        lambda need: bool(need.product_ids) and skus.get(need.product_ids[0]) in products,
        lambda need: kind in _NEVER_OPEN or (need.answer_probability or 0.0) < 0.5,
    )
    links, lost = [len(asked)], [(_quoted(truth, i, name), "need") for i in asked if not own[i]]
    left = {i: found for i, found in own.items() if found}
    links.append(len(left))
    for link, test in zip(LINKS[2:5], tests, strict=True):
        through = {i: [n for n in found if test(n)] for i, found in left.items()}
        lost += [(left[i][0].text, link) for i, kept in through.items() if not kept]
        left = {i: kept for i, kept in through.items() if kept}
        links.append(len(left))
    best, held = _best(gaps, {n.id: i for i, found in left.items() for n in found})
    lost += [(left[i][0].text, "topic") for i in left if i not in held]
    links.append(len(held))
    if best is None:
        return Trace(name, kind, tuple(links), 0.0, None, None, tuple(lost))
    contacts = {n.contact_id for each in by_source.values() for n in each if n.id in best.need_ids}
    right = {n.contact_id for found in own.values() for n in found if n.id in best.need_ids}
    return Trace(
        name,
        kind,
        tuple(links),
        len(right) / len(contacts),
        1 + list(gaps).index(best),
        best.kind,
        tuple(lost),
    )


def _best(gaps: Sequence[Gap], asker: Mapping[str, str]) -> tuple[Gap | None, set[str]]:
    """Return the gap that holds most of the askers, with them."""
    best: tuple[Gap | None, set[str]] = (None, set())
    for gap in gaps:
        held = {asker[n] for n in gap.need_ids if n in asker}
        if len(held) > len(best[1]):
            best = (gap, held)
    return best


def _quoted(truth: Truth, source_id: str, name: str) -> str:
    return next(
        (str(n["quote"]) for _, n in truth.needs([source_id]) if n.get("gap") == name), source_id
    )


def summary(traces: Sequence[Trace], shown: int) -> dict[str, Any]:
    """Return how many askers each link loses, and what became of the gaps."""
    sums = [sum(each.links[k] for each in traces) for k in range(len(LINKS))]
    return {
        "askers": dict(zip(LINKS, sums, strict=True)),
        "gaps": dict(Counter(each.verdict(shown) for each in traces)),
    }


def kinds(traces: Sequence[Trace]) -> Counter[tuple[str, str]]:
    """Return how many gaps of each planted kind are told as which, by both; `-`: not found."""
    return Counter((each.kind, each.told or "-") for each in traces)


def confusion(traces: Sequence[Trace]) -> str:
    """Return planted kinds by the kinds told, as a table."""
    counted = kinds(traces)
    planted, told = (sorted({pair[side] for pair in counted}) for side in (0, 1))
    told.sort(key="-".__eq__)
    head = f"{'planted':13}" + "".join(f"{name:>14}" for name in told) + "   told as"
    rows = (
        f"{kind:13}" + "".join(f"{counted[kind, name]:14}" for name in told) for kind in planted
    )
    return "\n".join((head, *rows))


def table(traces: Sequence[Trace], shown: int, *, lost: bool = False) -> str:
    """Return the traces as a table; `lost`: with the words that fell out."""
    lines = [f"{'gap':5}{'kind':13}" + "".join(f"{link:>7}" for link in LINKS) + "   pure rank"]
    for each in traces:
        counts = "".join(f"{n:7}" for n in each.links)
        rank = f"{each.rank:5}" if each.rank else "    -"
        lines.append(
            f"{each.planted:5}{each.kind:13}{counts}{each.pure:7.2f}{rank}  {each.verdict(shown)}"
        )
        lines += [f"      {link:7} {' '.join(text.split())}" for text, link in each.lost if lost]
    told = summary(traces, shown)
    lines.append(f"{'all':18}" + "".join(f"{told['askers'][link]:7}" for link in LINKS))
    lines.append(", ".join(f"{name} {n}" for name, n in sorted(told["gaps"].items())))
    return "\n".join(lines)
