"""Which needs are read, and which take what was found for another one."""

from __future__ import annotations

import numpy as np
import pytest

from classifiers.answerability.shelf import Shelf
from classifiers.encoding.encoders import StaticEncoder
from classifiers.gaps.speaking import speaking
from classifiers.needs.asking import Around
from corpora.records import Need, Page, Passage

SAID = ("does it have a lid", "is a lid in the box", "how heavy is it", "what does it weigh")


def asked(number: int, text: str, product: str) -> Need:
    return Need(
        id=f"n-{number}", contact_id=f"c-{number}", turn_index=0, start=0, end=len(text),
        text=text, kind="product_fact", kind_probability=0.9, product_ids=(product,),
        link_probability=0.9,
    )  # fmt: skip


def shelf(*products: str) -> Shelf:
    pages = [Page(id=f"s-{p}", version="1", product_ids=(p,), title="Pan") for p in products]
    lines = [
        Passage(id=f"t-{p.id}", page_id=p.id, version="1", index=0, kind="paragraph", text="A pan.")
        for p in pages
    ]
    return Shelf(pages, lines)


@pytest.mark.parametrize("most", [100, 4])
def test_at_most_so_many_are_read_and_each_speaks_for_its_own_product(
    encoder: StaticEncoder, most: int
) -> None:
    needs = [asked(i, SAID[i % 4], ("p-1", "p-2", "p-none")[i % 3]) for i in range(48)]
    around = {need.id: Around(need.text, need.text, "") for need in needs}
    owners = speaking(needs, around, shelf("p-1", "p-2"), encoder, most)
    read = {int(i) for i in owners if needs[i].product_ids != ("p-none",)}
    assert len(read) <= min(most, 8), "eight texts on two products differ"
    for i, owner in enumerate(owners):
        assert needs[owner].product_ids == needs[i].product_ids
        assert owners[owner] == owner
        if needs[i].product_ids == ("p-none",):
            assert owner == i
    if most == 100:
        assert all(needs[o].text == n.text for o, n in zip(owners, needs, strict=True))
    else:
        together = np.asarray([("lid" in needs[o].text) for o in owners])
        meant = np.asarray([("lid" in n.text) for n in needs])
        assert (together == meant).mean() > 0.9, "what is near in meaning is spoken for"
