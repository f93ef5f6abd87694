"""Description gaps: what pages leave open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GapKind = Literal["missing", "unclear", "contradicted", "not_found"]
GapStatus = Literal["open", "accepted", "dismissed", "fixed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Needs about one product (or family) that share a topic and that its page leaves open.

    Attributes:
        id: `g-…`, minted once from product and founding need.
        product_ids: The products whose pages leave it open.
        topic: What it is about, in customers' words.
        kind: `missing`: the page does not say; `unclear`: it says it and people who looked ask
            all the same; `contradicted`: it says one thing, agents or the product another;
            `not_found`: not in what could be read of the page.
        need_ids: The needs, the most telling first.
        contacts: Distinct contacts.
        customers: Distinct customers; contacts without a customer key count one each.
        customers_low: Lower end of the 95 % interval, which carries the classifier's error.
        customers_high: Upper end.
        open_probability: Mean probability that the page leaves these needs open, 0 to 1.
        passage_id: The passage that comes nearest to an answer.
        founding_need: The need that the id was minted from.
        successor: None while the gap is found; after that the gap that took its place in a merge
            or split, or the empty string where none did.
    """

    id: str
    product_ids: tuple[str, ...]
    topic: str
    kind: GapKind
    need_ids: tuple[str, ...]
    contacts: int
    customers: int
    customers_low: float
    customers_high: float
    open_probability: float
    founding_need: str
    passage_id: str | None = None
    successor: str | None = None
