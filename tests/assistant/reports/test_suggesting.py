"""Suggested texts: only what agents agree on, never what they hedge, always with sources."""

from __future__ import annotations

import pytest

from assistant.reports.suggesting import suggest
from classifiers.answerability.amounts import amounts
from corpora.records import Gap, Need, Turn

QUESTION = "How many watts does the lamp draw?"


def asked(
    *answers: str | tuple[str, ...], visible: bool = True
) -> tuple[Gap, dict[str, Need], dict[str, list[Turn]]]:
    """Return a gap with one contact an answer, each the same question and what an agent said."""
    needs, turns = {}, {}
    for number, answer in enumerate(answers):
        contact = f"c-{number}"
        replies = (answer,) if isinstance(answer, str) else answer
        needs[f"n-{number}"] = Need(
            id=f"n-{number}",
            contact_id=contact,
            turn_index=0,
            start=0,
            end=len(QUESTION),
            text=QUESTION,
            kind="product_fact",
            kind_probability=1.0,
            gap_id="g-1",
        )
        turns[contact] = [
            Turn(contact, 0, "customer", QUESTION),
            *(
                Turn(contact, n, "agent", text, visible=visible)
                for n, text in enumerate(replies, 1)
            ),
        ]
    gap = Gap(
        id="g-1",
        product_ids=("p-1",),
        topic="watts",
        kind="missing",
        need_ids=tuple(needs),
        contacts=len(needs),
        customers=len(needs),
        customers_low=1,
        customers_high=3,
        open_probability=0.9,
        founding_need="n-0",
    )
    return gap, needs, turns


def test_what_two_agents_say_alike_is_suggested_word_for_word() -> None:
    found = suggest(
        *asked("Let me look. The lamp draws 12 watts.", "it draws twelve watts, that lamp")
    )
    assert found.text == "The lamp draws 12 watts."
    assert found.contacts == 2
    assert {quote.contact_id for quote in found.sources} == {"c-0", "c-1"}
    assert found.differing == ()


def test_a_source_stands_where_it_says() -> None:
    gap, needs, turns = asked("Let me look. The lamp draws 12 watts.", "The lamp draws 12 W.")
    for quote in suggest(gap, needs, turns).sources:
        text = turns[quote.contact_id][quote.turn_index].text
        assert text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    "hedged",
    [
        "I think the lamp draws 12 watts.",
        "The lamp probably draws 12 watts.",
        "It should be 12 watts for the lamp.",
        "I'd have said the lamp draws 12 watts.",
        "Does the lamp draw 12 watts?",
    ],
)
def test_what_is_hedged_or_asked_back_is_never_suggested(hedged: str) -> None:
    assert suggest(*asked(hedged, hedged)).text is None


def test_one_contact_is_not_enough() -> None:
    found = suggest(*asked("The lamp draws 12 watts.", "No idea, have a nice day!"))
    assert found.text is None
    assert found.why_not == "No agent answer to build on: an answer was given in one contact only."
    assert suggest(*asked("Goodbye.")).why_not == "No agent answer to build on."


def test_saying_it_twice_in_one_contact_is_one_source() -> None:
    found = suggest(*asked(("The lamp draws 12 watts.", "As I said, the lamp draws 12 watts.")))
    assert found.text is None


def test_answers_that_differ_are_flagged() -> None:
    found = suggest(
        *asked("The lamp draws 12 watts.", "The lamp draws 12 watts.", "The lamp draws 40 watts.")
    )
    assert found.text == "The lamp draws 12 watts."
    assert [quote.text for quote in found.differing] == ["The lamp draws 40 watts."]


@pytest.mark.parametrize(
    "agreeing",
    [
        "That lamp of ours draws twelve watts, not more.",
        "The box holds the lamp, 12 watts, and 2 m of cord.",
        "The lamp draws one point two watts asleep and 12 watts awake.",
    ],
)
def test_an_answer_that_bears_the_amount_out_does_not_differ(agreeing: str) -> None:
    assert (
        suggest(*asked("The lamp draws 12 watts.", "It draws 12 watts.", agreeing)).differing == ()
    )


@pytest.mark.parametrize(
    "personal",
    [
        "The lamp draws 12 watts, which you're exactly at.",
        "The lamp draws 12 watts, so your twenty are plenty.",
        "The lamp draws 12 watts, so it suits your mum's shelf.",
    ],
)
def test_what_is_said_of_one_customer_bears_out_but_is_not_suggested(personal: str) -> None:
    found = suggest(*asked(personal, "The lamp draws 12 watts."))
    assert (found.text, found.contacts) == ("The lamp draws 12 watts.", 2)
    alone = suggest(*asked(personal, personal))
    assert alone.text is None
    assert alone.why_not is not None
    assert "one customer's case" in alone.why_not


def test_what_applies_to_everybody_may_speak_to_them() -> None:
    answer = "If you're at 12 watts the lamp draws as little as your neighbour's."
    assert suggest(*asked(answer, answer)).text == answer


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Yes, the lamp draws 12 watts.", "The lamp draws 12 watts."),
        ("So yes, the lamp draws 12 watts.", "The lamp draws 12 watts."),
        ("Nah the lamp draws 12 watts.", "The lamp draws 12 watts."),
        ("No lamp draws 12 watts.", "No lamp draws 12 watts."),
    ],
)
def test_an_answer_to_one_person_begins_as_a_sentence_for_all(said: str, written: str) -> None:
    assert suggest(*asked(said, said)).text == written


@pytest.mark.parametrize("thin", ["nah 200's 200.", "It says the lamp draws 12 watts."])
def test_what_says_nothing_or_reads_the_page_out_is_no_text(thin: str) -> None:
    assert suggest(*asked(thin, thin)).text is None


def test_internal_notes_are_never_used() -> None:
    answer = "The lamp draws 12 watts."
    assert suggest(*asked(answer, answer, visible=False)).text is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("forty-four millimetre", {"mm": {44}}),
        ("44 mm", {"mm": {44}}),
        ("three hundred watts", {"w": {300}}),
        ("3.2 litres, for two people", {"l": {3.2}}),
        ("three point two litres", {"l": {3.2}}),
        ("a point two of them made", {}),
        ("one of them", {}),
        ("thirty minutes or an hour", {"min": {30}}),
    ],
)
def test_amounts_are_read_in_words_and_figures(text: str, found: dict[str, set[float]]) -> None:
    assert amounts(text) == {unit: frozenset(values) for unit, values in found.items()}


@pytest.mark.parametrize(
    "answers",
    [
        ("The lamp draws 12 watts, call 020 7946 0991.", "it draws twelve watts: 020 7946 0991"),
        ("The lamp draws 12 watts, says jo@example.com.", "it draws twelve watts, jo@example.com"),
        ("Jane Miller says the lamp draws 12 watts.", "Jane Miller: it draws twelve watts"),
    ],
)
def test_an_answer_that_contains_personal_data_is_never_suggested(answers: tuple[str, str]) -> None:
    said = suggest(*asked(*answers)).text or ""
    assert not any(each in said for each in ("7946", "@", "Jane", "Miller")), said
