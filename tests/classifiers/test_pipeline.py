from __future__ import annotations

from classifiers.encoders import StaticEncoder
from classifiers.pipeline import find_description_gaps
from corpora.records import Contact, Page, Passage, Product, Turn


def contact(i: int, text: str, *known: str, **more: str) -> tuple[Contact, list[Turn]]:
    record = Contact(
        id=f"c-{i}",
        source="test",
        content_hash="",
        product_ids=known,
        customer_key=more.get("customer"),
        set_aside=more.get("set_aside"),
    )
    return record, [Turn(f"c-{i}", 0, "customer", text), Turn(f"c-{i}", 1, "agent", "Let me see.")]


def test_from_contacts_to_gaps_with_nothing_lost(
    encoder: StaticEncoder,
    products: tuple[Product, ...],
    pages: tuple[Page, ...],
    passages: tuple[Passage, ...],
) -> None:
    contacts = [
        contact(0, "Does the Ember EM-2801 work on an induction hob?", customer="k-1"),
        contact(1, "I read the page. Does it work on an induction hob?", "p-pan", customer="k-2"),
        contact(2, "Hi. Will this pan work on my induction hob?", "p-pan", customer="k-2"),
        contact(3, "Can it go in the dishwasher?", "p-pan"),
        contact(4, "Does it come with a lid for the pan?", "p-small"),
        contact(5, "What size are your gift boxes made of cardboard?"),
        contact(6, "Where is my parcel, has my order shipped?", "p-pan"),
        contact(7, "Is it heavy?", "p-pan", set_aside="spam"),
        contact(8, "Können Sie mir sagen, ob das nicht mit der Pfanne geht und wie?", "p-pan"),
        contact(9, "Thank you!"),
    ]
    report = find_description_gaps(iter(contacts), products, pages, passages, static=encoder)
    counts = report.counts
    assert (counts["contacts"], counts["set_aside"], counts["foreign"]) == (10, 1, 1)
    assert counts["needs"] == len(report.needs) == 7
    assert (counts["no_product"], counts["no_page"], counts["order"]) == (1, 1, 1)
    assert counts["judged"] == counts["open"] + counts["answered"]
    first = report.gaps[0]
    assert "induction" in first.topic
    assert (first.product_ids, first.contacts, first.customers) == (("p-pan",), 3, 2)
    assert {need.contact_id for need in report.needs if need.gap_id == first.id} == {
        "c-0",
        "c-1",
        "c-2",
    }
    again = find_description_gaps(
        contacts, products, pages, passages, static=encoder, previous=report.gaps
    )
    assert [gap.id for gap in again.gaps] == [gap.id for gap in report.gaps]


def test_an_empty_workspace(encoder: StaticEncoder) -> None:
    report = find_description_gaps([], [], [], [], static=encoder)
    assert (report.needs, report.gaps) == ((), ())
