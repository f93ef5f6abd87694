from __future__ import annotations

from classifiers.encoding.encoders import StaticEncoder
from classifiers.stages.proposing import Saying, propose, telling

PLANTS = ("water", "feed", "prune", "repot", "mulch")


def sayings() -> list[Saying]:
    texts = [
        *(f"How often should I {verb} the tomato plants in my garden?" for verb in PLANTS),
        *(f"Can your choir sing at our wedding on the {day}?" for day in ("3rd", "4th", "9th")),
        "The moon was bright over the harbour last night.",
    ]
    return [Saying(f"c-{i}", f"k-{i}", 0, 0, len(text), text) for i, text in enumerate(texts)]


def test_what_is_said_alike_is_proposed_with_quotes(encoder: StaticEncoder) -> None:
    found = propose(sayings(), encoder)
    assert [made.customers for made in found] == [5, 3]
    assert {"tomato", "plants", "garden"} & set(found[0].name.lower().split())
    assert len(found[0].quotes) == 5
    assert {said.text for said in found[1].quotes} <= {said.text for said in sayings()[5:8]}


def test_ids_and_names_hold_from_run_to_run_and_when_contacts_come(encoder: StaticEncoder) -> None:
    first = propose(sayings(), encoder)
    again = propose(sayings(), encoder)
    text = "The old clock struck thirteen in the empty hall."
    more = propose([*sayings(), Saying("c-20", "k-20", 0, 0, len(text), text)], encoder)
    for other in (again, more):
        assert [(made.id, made.name) for made in other] == [(m.id, m.name) for m in first]


def test_an_id_holds_when_many_join_who_say_it_otherwise(encoder: StaticEncoder) -> None:
    first = propose(sayings(), encoder)[0]
    texts = [f"Tomato plants in my greenhouse: shall I {verb} them?" for verb in PLANTS * 3]
    joining = [Saying(f"c-j{i}", f"j-{i}", 0, 0, len(t), t) for i, t in enumerate(texts)]
    later = propose([*sayings(), *joining], encoder)[0]
    assert later.customers > first.customers
    assert later.id == first.id


def test_what_shares_no_words_or_a_product_only_is_no_stage(encoder: StaticEncoder) -> None:
    odd = [
        "And then I thought the neighbour painted his fence again.",
        "My sister told me about the concert by the harbour.",
        "The lamp flickers whenever the tram passes our street.",
        "Grandfather kept bees behind the old railway station.",
    ]
    lone = [Saying(f"c-{i}", f"k-{i}", 0, 0, len(t), t) for i, t in enumerate(odd)]
    assert propose(lone, encoder) == []
    named = propose(sayings(), encoder, products=frozenset({"tomato", "plant", "garden"}))
    assert [made.customers for made in named] == [3]


def test_one_customer_alone_makes_no_stage(encoder: StaticEncoder) -> None:
    same = [Saying(s.contact_id, "k", 0, 0, s.end, s.text) for s in sayings()]
    assert propose(same, encoder) == []
    assert propose([], encoder) == []


def test_the_telling_sentence_is_neither_a_greeting_nor_a_name() -> None:
    said = telling("c-1", "k-1", [(0, "Hello there!"), (2, "Thanks. Your choir sang too loudly.")])
    assert said is not None
    assert said.text == "Your choir sang too loudly."
    assert (said.turn_index, said.start) == (2, 8)
    assert telling("c-1", "k-1", [(0, ""), (1, "ok yes")]) is None
