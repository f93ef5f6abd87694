"""What orders a change and what only sounds like it; where the models have a say in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from assistant.dialogue import Context, understand
from assistant.dialogue.carrying import of_that_product
from assistant.dialogue.mentions import read
from assistant.dialogue.moods import orders_nothing, refuses
from assistant.dialogue.ordering import allows, likely_adjusted, ordered
from assistant.dialogue.plan import Step
from assistant.dialogue.ranking import Chances, means_us, ranked
from assistant.dialogue.vocabulary import Vocabulary
from corpora.records import Gap
from tests.assistant.dialogue.test_understanding import SHOP


@pytest.mark.parametrize(
    ("said", "nothing"),
    [
        ("is returns merged with delivery?", True),
        ("so pay is called bills now?", True),
        ("pay is called bills, right?", True),
        ("yesterday we renamed pay to bills", True),
        ("does billing belong to the finance desk?", True),
        ("never merge those two", True),
        ("i wouldn't rename pay to bills", True),
        (" ".join(["the kettle leaks and nobody answers"] * 12), True),
        ("rename pay to bills", False),
        ("don't call it money, call it bills", False),
        ("do it again", False),
        ("was wrong, put it back", False),
        ("can you rename pay to bills?", False),
        ("we fixed the lid gap on monday", False),
    ],
)
def test_what_asks_tells_or_refuses_orders_nothing(said: str, nothing: bool) -> None:  # noqa: FBT001 - a table
    assert orders_nothing(said) is nothing


@pytest.mark.parametrize(
    "utterance",
    [
        "is returns merged with delivery?",
        "so pay is called Bills now?",
        "yesterday we renamed pay to Bills",
        "does pay belong to the billing department?",
        "don't rename pay to Bills",
        "nobody should merge returns with delivery",
        " ".join(["split the delivery stage into late and lost parcels"] * 9),
    ],
)
def test_none_of_these_is_proposed(utterance: str) -> None:
    assert understand(utterance, SHOP).kind != "propose"


def test_what_is_only_refused_says_that_nothing_is_changed() -> None:
    assert refuses("please don't merge returns with delivery")
    assert not refuses("don't merge them, just show both")
    plan = understand("please don't merge returns with delivery", SHOP)
    assert (plan.kind, plan.message[:24]) == ("clarify", "Then nothing is changed.")


def test_the_models_outweigh_a_form_but_not_what_was_just_shown() -> None:
    surely: Chances = [("find_contacts", 0.8), ("relabel_several", 0.1)]
    hardly: Chances = [("find_contacts", 0.4), ("relabel_several", 0.3)]
    assert not allows("relabel_several", surely, Context())
    assert allows("relabel_several", hardly, Context())
    assert allows("relabel_several", surely, Context(shown=("c-1",)))


@pytest.mark.parametrize(
    ("utterance", "chance", "proposed"),
    [
        ("rename paying to Bills", 0.7, True),
        ("rename paying to Bills", 0.5, False),
        ("rename paying to Bills?", 0.8, False),
    ],
)
def test_an_adjustment_is_ordered_from_a_probability_on(
    utterance: str,
    chance: float,
    proposed: bool,  # noqa: FBT001 - a table
) -> None:
    chances: Chances = [("rename_stage", chance), ("history", 1 - chance)]
    found = ordered(chances, read(utterance, SHOP), Context(), SHOP)
    assert (found is not None) is proposed


def test_of_several_adjustments_none_is_proposed_on_little() -> None:
    shared: Chances = [("rename_stage", 0.35), ("relabel", 0.3), ("move_stage", 0.35)]
    surer: Chances = [("rename_stage", 0.55), ("relabel", 0.3), ("history", 0.15)]
    reading = read("rename paying to Bills", SHOP)
    assert likely_adjusted(shared, reading, Context(), hypothetical=False) is None
    assert likely_adjusted(surer, reading, Context(), hypothetical=False) is not None
    asked = read("rename paying to Bills?", SHOP)
    assert likely_adjusted(surer, asked, Context(), hypothetical=False) is None


@dataclass
class Models:
    """Says of every text what it is told to, and counts how often it is asked."""

    says: Chances
    of_clauses: Chances
    asked: int = 0

    def rank(self, masked: str, before: str = "") -> Chances:
        self.asked += 1
        return self.says if "," in masked or before else self.of_clauses


def with_models(models: Models) -> Vocabulary:
    vocabulary = replace(SHOP)
    vocabulary.__dict__["intents"] = models
    return vocabulary


def test_a_clause_tells_more_where_the_whole_is_in_doubt_and_no_paste_is_taken_apart() -> None:
    models = Models([("overview", 0.3)], [("show_gaps", 0.9)])
    vocabulary = with_models(models)
    reading = read("i am in a hurry today, gaps of the lamp", vocabulary)
    assert ranked(reading, vocabulary, Context())[0][0] == "show_gaps"
    models.asked = 0
    pasted = read("this is one thing, and another, " * 12, vocabulary)
    assert ranked(pasted, vocabulary, Context())[0][0] == "overview"
    assert models.asked == 1


def test_only_a_question_that_the_models_are_certain_of_is_ours_whatever_else_it_names() -> None:
    reading = read("which is the worst agent answer, and where", SHOP)
    for chances, ours in (
        ([("agent_knowledge", 0.95)], True),
        ([("agent_knowledge", 0.7)], False),
        ([("mark_gap", 0.99)], False),
        ([("none", 0.99)], False),
    ):
        assert means_us(reading, with_models(Models(chances, [])), Context()) is ours


def test_a_gap_of_another_product_is_not_spoken_of_any_more() -> None:
    kettle, lamp = SHOP.products[0], SHOP.products[1]
    gap = Gap(
        id="g-1", product_ids=(kettle.id,), topic="lid", kind="missing", need_ids=("n-1",),
        contacts=1, customers=1, customers_low=1, customers_high=1, open_probability=0.9,
        founding_need="n-1",
    )  # fmt: skip
    vocabulary = replace(SHOP, gaps=(gap,))
    since = Context(step=Step("agent_knowledge", {"product": lamp.title}))
    still = Context(step=Step("show_page", {"product": kettle.title}))
    assert of_that_product({"gap": "g-1"}, {}, since, vocabulary) == {}
    assert of_that_product({"gap": "g-1"}, {}, still, vocabulary) == {"gap": "g-1"}
    assert of_that_product({"gap": "g-1"}, {"gap": "g-1"}, since, vocabulary) == {"gap": "g-1"}
