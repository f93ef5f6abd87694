"""Where agents contradict a page that is right."""

from __future__ import annotations

from classifiers.agents.faults import AgentFinding, find_agent_faults
from classifiers.agents.told import Conversation
from corpora.records import Page, Passage, Turn

PAGE = Page(id="page-1", version="1", product_ids=("p-1",), title="Marrow lamp")
SHARED = Page(id="page-2", version="1", product_ids=(), title="Exchanges")
PASSAGES = (
    Passage("s-1", "page-1", "1", 0, "title", "Marrow lamp"),
    Passage("s-2", "page-1", "1", 1, "bullet", "The shade may be rinsed under the tap."),
    Passage("s-3", "page-1", "1", 2, "spec", "Cable: 4 m, black cotton"),
    Passage("s-4", "page-2", "1", 0, "paragraph", "Gift vouchers stay valid for 3 years."),
)


def talk(number: int, *said: str, product: str = "p-1") -> Conversation:
    """Make a contact of lines such as "c: hello" and "a: hello"."""
    turns = [
        Turn(f"c-{number}", i, "customer" if line[0] == "c" else "agent", line[3:])
        for i, line in enumerate(said)
    ]
    return Conversation(f"c-{number}", (product,) if product else (), turns)


def find(*talks: Conversation) -> list[AgentFinding]:
    small = [talk(100 + n, "c: hi", "a: Good morning, this is the lamp desk.") for n in range(40)]
    return find_agent_faults([*talks, *small], (PAGE, SHARED), PASSAGES)


REPORTED = talk(
    1, "c: Your page reads that the shade may be rinsed under the tap. Your colleague told me "
    "never to rinse the shade.",
)  # fmt: skip
DENIED = talk(2, "c: Can I wash the shade?", "a: No, you can't rinse the shade under any tap.")
ALIKE = talk(3, "c: Can I wash it?", "a: Rinse the shade under the tap, that does it.")


def test_a_report_and_another_agent_make_a_finding() -> None:
    (found,) = find(REPORTED, DENIED, ALIKE)
    assert found.passage.id == "s-2"
    assert [(each.evidence.contact_id, each.says) for each in found.wrong] == [
        ("c-1", "reported"),
        ("c-2", "against"),
    ]
    assert [each.evidence.contact_id for each in found.right] == ["c-3"]
    assert (found.contacts, found.contacts_right) == (2, 1)


def test_a_quote_stands_in_its_turn() -> None:
    (found,) = find(REPORTED, DENIED)
    turns = {turn.contact_id: turn for one in (REPORTED, DENIED) for turn in one.turns[-1:]}
    for each in found.wrong:
        where = each.evidence
        assert turns[where.contact_id].text[where.start : where.end] == where.quote


def test_one_contact_alone_is_none() -> None:
    assert find(REPORTED, ALIKE) == []


def test_nobody_says_so() -> None:
    assert find(DENIED, talk(4, "c: And the shade?", "a: Never rinse the shade at the tap.")) == []


def test_another_amount_is_a_contradiction_and_another_unit_of_the_same_is_none() -> None:
    told = talk(1, "c: I was told the black cotton cable is a metre, the page says four.")
    wrong = talk(2, "c: How long is it?", "a: The black cotton cable is 1 m long.")
    right = talk(3, "c: How long is it?", "a: The black cotton cable is 400 cm long.")
    (found,) = find(told, wrong, right)
    assert [each.evidence.contact_id for each in found.wrong] == ["c-1", "c-2"]
    assert [each.evidence.contact_id for each in found.right] == ["c-3"]


def test_a_page_of_all_products_is_looked_at_too() -> None:
    told = talk(
        1, "c: Somebody told me gift vouchers are valid for one year.",
        "a: You were told wrong, gift vouchers stay valid for three years, as the page says.",
        product="",
    )  # fmt: skip
    other = talk(2, "c: My voucher?", "a: Gift vouchers are valid for 1 year.", product="p-1")
    (found,) = find(told, other)
    assert (found.passage.id, found.product_ids, found.contacts) == ("s-4", (), 2)


def test_words_about_another_product_are_left_alone() -> None:
    assert (
        find(REPORTED, talk(2, *[f"{t.speaker[0]}: {t.text}" for t in DENIED.turns], product="p-2"))
        == []
    )


def test_nothing_to_look_at() -> None:
    assert find_agent_faults([], (), ()) == []
