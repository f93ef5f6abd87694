from __future__ import annotations

import pytest

from classifiers.encoding.encoders import StaticEncoder
from classifiers.needs.finding import NeedFinder
from classifiers.needs.kinds import KindModel
from corpora.errors import ModelError
from corpora.records import Turn


@pytest.fixture(scope="module")
def finder(encoder: StaticEncoder) -> NeedFinder:
    return NeedFinder(encoder)


def turn(text: str) -> list[Turn]:
    return [Turn("c-1", 0, "customer", text)]


@pytest.mark.parametrize(
    "text",
    [
        "Does the Ember pan work on induction?",
        "does it fit a 60 cm cupboard",
        "I was wondering whether the hood comes off.",
        "Your page doesn't say how long the cable is.",
        "I thought it came with a carry case.",
        "I can't find the dimensions anywhere on the website.",
        "could you tell me if the lid is glass",
        "nowhere does it say if the lid is glass",
        "There isn't a word about how long the lamp burns.",
        "The text on the tent is silent on the poles.",
        "I can't see where the hose goes.",
        "moving house soon, is it heavy",
        "boiling time in minutes, please",
        'The leaflet says "fits all", and mine is oval.',
    ],
)
def test_a_need_is_found_with_its_span(finder: NeedFinder, text: str) -> None:
    said = f"Hello. {text}\nThanks!"
    (need,) = finder.find("c-1", turn(said))
    assert said[need.start : need.end] == need.text == text
    assert need.id.startswith("n-")


@pytest.mark.parametrize(
    "text",
    [
        "Can you hear me?",
        "How are you?",
        "Hi, how are you today?",
        "Are you still there?",
        "What was that?",
        "Can you please repeat that?",
        "Could I speak to someone?",
        "You know?",
        "Thanks, bye.",
        "Have a great day!",
        "",
    ],
)
def test_what_is_only_manners_is_no_need(finder: NeedFinder, text: str) -> None:
    assert finder.find("c-1", turn(text)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What is the jacket made of?", "product_fact"),
        ("Is the cover of this cushion washable?", "product_fact"),
        ("Can you tell me when my order will be delivered?", "order"),
        ("Why was my card charged twice?", "order"),
        ("Would you recommend it, is it worth the money?", "opinion"),
        ("It stopped working yesterday, why won't it turn on?", "fault"),
    ],
)
def test_kinds(finder: NeedFinder, text: str, kind: str) -> None:
    assert [need.kind for need in finder.find("c-1", turn(text))] == [kind]


@pytest.mark.parametrize(
    ("text", "looked"),
    [
        ("I looked on the page and there is no mention of it. How tall is it?", "looked"),
        ("The website says dishwasher safe, but is the lid as well?", "looked"),
        ("I haven't looked at the website yet. How tall is it?", "did_not_look"),
        ("How tall is it?", "unknown"),
    ],
)
def test_whether_they_looked(finder: NeedFinder, text: str, looked: str) -> None:
    needs = finder.find("c-1", turn(text))
    assert needs
    assert {need.looked for need in needs} == {looked}


def test_the_words_of_having_looked_are_kept_beside_the_question_only(finder: NeedFinder) -> None:
    said = (
        "The colour doesn’t matter. According to your page it is 40 cm tall. How deep is it? "
        "It is for my kitchen. Does it have a lid?"
    )
    deep, lid = (need for need in finder.find("c-1", turn(said)) if need.text.endswith("?"))
    assert (deep.looked, lid.looked) == ("looked", "looked")
    assert deep.looked_words == "According to your page it is 40 cm tall."
    assert deep.looked_start == said.index("According")
    assert (lid.looked_start, lid.looked_words) == (None, None)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (
            "Hi. Ten in the heading, twelve below. Which?",
            "Ten in the heading, twelve below. Which?",
        ),
        ("the small lamp. wattage?", "the small lamp. wattage?"),
        ("Is it heavy? Which?", "Is it heavy? Which?"),
    ],
)
def test_a_question_that_says_nothing_takes_the_sentence_before_it(
    finder: NeedFinder, said: str, asked: str
) -> None:
    assert [need.text for need in finder.find("c-1", turn(said))] == [asked]


@pytest.mark.parametrize("said", ["I like it. Hello?", "Lovely. Why?", "Your page says it is red."])
def test_manners_and_what_nobody_disputes_take_nothing(finder: NeedFinder, said: str) -> None:
    assert finder.find("c-1", turn(said)) == []


def test_internal_notes_and_agents_have_no_needs(finder: NeedFinder) -> None:
    said = [
        Turn("c-1", 0, "customer", "Is it waterproof?", visible=False),
        Turn("c-1", 1, "agent", "Is it the blue one?"),
    ]
    assert finder.find("c-1", said) == []


def test_a_lone_turn_on_a_product_is_taken_for_a_question(finder: NeedFinder) -> None:
    assert finder.find("c-1", turn("they work for the older console")) == []
    (need,) = finder.find("c-1", turn("they work for the older console"), about_product=True)
    assert need.kind == "product_fact"


def test_ids_are_the_same_in_every_run(finder: NeedFinder) -> None:
    said = turn("Is it waterproof? Is it heavy?")
    first, second = finder.find("c-1", said), finder.find("c-1", said)
    assert [need.id for need in first] == [need.id for need in second]
    assert len({need.id for need in first}) == 2


def test_a_damaged_model_is_one_clear_line(tmp_path: object) -> None:
    with pytest.raises(ModelError, match="missing or damaged"):
        KindModel.load(tmp_path)  # type: ignore[arg-type]
