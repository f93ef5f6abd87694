from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from classifiers.encoding.encoders import StaticEncoder
from classifiers.gaps.pipeline import find_description_gaps
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


def test_what_the_page_says_today_decides_and_what_it_said_then_is_kept(
    encoder: StaticEncoder,
    products: tuple[Product, ...],
    pages: tuple[Page, ...],
    passages: tuple[Passage, ...],
) -> None:
    changed = datetime(2026, 5, 4, tzinfo=UTC)
    told = "Works on induction hobs: yes, it works on every induction hob, gas and ceramic."
    live = [replace(page, version="new", valid_from=changed) for page in pages]
    lines = [replace(each, version="new") for each in passages]
    page = next(each for each in pages if each.product_ids == ("p-pan",))
    answer = Passage(
        id="s-new", page_id=page.id, version="new", index=99, kind="paragraph", text=told
    )
    contacts = []
    for i, days in enumerate((-9, -8, -7, 3)):
        record, turns = contact(i, "Does it work on an induction hob?", "p-pan")
        contacts.append((replace(record, opened_at=changed + timedelta(days=days)), turns))
    same = find_description_gaps(contacts, products, pages, passages, static=encoder)
    assert [gap.contacts for gap in same.gaps] == [4]
    assert all(need.then_probability is None for need in same.needs)
    report = find_description_gaps(
        contacts,
        products,
        live,
        [*lines, answer],
        past=(pages, passages),
        static=encoder,
        previous=same.gaps,
    )
    assert report.gaps == (), "the page answers it now"
    assert [gap.successor for gap in report.past] == [""]
    assert [need.answered_since for need in report.needs] == [True, True, True, False]
    assert report.counts["answered_since"] == 3
    assert {need.passage_id for need in report.needs} == {"s-new"}
    unchanged = find_description_gaps(
        contacts, products, live, lines, past=(pages, passages), static=encoder
    )
    assert [gap.contacts for gap in unchanged.gaps] == [4], "a change that answers nothing"
    assert not any(need.answered_since for need in unchanged.needs)
