from __future__ import annotations

from classifiers.needs.linking import ProductLinker
from classifiers.needs.mentions import Vocabulary
from corpora.records import Product

CATALOGUE = (
    Product(id="p-jug", title="Tarn Kestrel Jug 1.2 l", brand="Tarn"),
    Product(id="p-jug-2", title="Tarn Kestrel Jug 2 l", brand="Tarn"),
    Product(id="p-pack", title="Fell Day Backpack with Bottle Holder", brand="Fell"),
    Product(id="p-tent", title="Fell Lodge Tent for Two", brand="Fell"),
    Product(id="p-mat", title="Fell Steel Bottle", brand="Fell"),
)
PROSE = ("The Kestrel pours well.", "With a day in the hills a steel bottle is best.")


def linker() -> ProductLinker:
    return ProductLinker(Vocabulary(CATALOGUE, prose=PROSE))


def test_particulars_and_brands_alone_name_nothing() -> None:
    assert linker().link("Is the holder washable?").product_ids == ()
    assert linker().link("Is everything by Fell made of steel?").product_ids == ()


def test_a_thing_that_only_one_product_is_names_it() -> None:
    assert linker().link("Does the tent come with pegs?").product_ids == ("p-tent",)


def test_a_name_of_several_stays_ambiguous_and_makes_a_family() -> None:
    own = linker()
    assert set(own.link("Does the Kestrel drip?").product_ids) == {"p-jug", "p-jug-2"}
    family = own.vocabulary.families({})
    assert family["p-jug"] == family["p-jug-2"]
    assert "p-tent" not in family
    declared = own.vocabulary.families({"p-tent": "camping", "p-mat": "camping"})
    assert declared["p-tent"] == declared["p-mat"] != family["p-jug"]


def test_what_the_customer_named_counts_before_what_an_agent_offers() -> None:
    own = linker()
    said = [
        *own.vocabulary.find(0, "I am looking at the tent."),
        *own.vocabulary.find(1, "The backpack is on offer.", by_customer=False),
    ]
    assert own.link_at((2, 0, 10), said).product_ids == ("p-tent",)


def test_a_word_that_misleads_where_the_product_is_known_is_not_believed() -> None:
    own = linker()
    mentions = own.vocabulary.find(0, "Is there a tent in it?")
    own.vocabulary.learn([(mentions, ["p-pack"])] * 4)
    assert own.link("Is there a tent in it?").product_ids == ()
