"""What a gap's card is headed with, and by which of their words its customers are quoted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.gaps.gap_card import kind_words
from assistant.gaps.headings import LONGEST, Told, in_short, tell
from corpora.records import Gap, Need

LONG = (
    "I bought the pan on Thursday because the hob is new and now that it stands there in its box "
    "I keep asking myself whether a pan of this make is meant for induction at all, is it?"
)


def told(topic: str, *texts: str, customers: dict[str, str] | None = None) -> Told:
    needs = {
        f"n-{n}": Need(
            id=f"n-{n}", contact_id=f"c-{n}", turn_index=0, start=0, end=len(text), text=text,
            kind="product_fact", kind_probability=0.9, link_probability=0.9,
        )
        for n, text in enumerate(texts)
    }  # fmt: skip
    gap = Gap(
        id="g-1", product_ids=("p-1",), topic=topic, kind="missing", need_ids=tuple(needs),
        contacts=len(texts), customers=len(texts), customers_low=1, customers_high=2,
        open_probability=0.9, founding_need="n-0",
    )  # fmt: skip
    return tell(gap, needs, customers or {}, "Bramley pan")


def test_a_fragment_in_the_middle_is_no_heading() -> None:
    found = told(
        "wash at 60", "At the ends?", "Can I wash it at 60?", "May it be washed at sixty degrees?"
    )
    assert found.question == "May it be washed at sixty degrees?"
    assert found.need_ids[0] == "n-2"


def test_a_short_question_goes_before_a_long_one() -> None:
    found = told("induction", LONG, "Does it go on induction?", "induction")
    assert found.question == "Does it go on induction?"


def test_a_word_of_the_product_s_name_tells_nothing() -> None:
    assert told("bramley", "Is the Bramley pan there?", "Is it a Bramley pan?").question is None


def test_a_topic_that_is_the_product_s_name_gives_way_to_any_whole_question() -> None:
    found = told("bramley", "The Bramley, yes.", "How tall are the handles?", "On it?")
    assert found.question == "How tall are the handles?"


def test_where_no_question_is_whole_the_topic_has_to_tell() -> None:
    found = told("top rack", "Top rack?", "top shelf of the rack")
    assert found.question is None
    assert found.need_ids == ("n-0", "n-1")


def test_a_lone_word_gives_way_to_any_whole_question() -> None:
    asked = "Which parts go in the dishwasher, and which in the bin?"
    assert told("top", "Top rack?", asked, "and the lid?").question == asked
    kept = told("top rack", "Top rack?", asked, "the top rack")
    assert kept.question is None, "two words tell what is meant"


def test_a_question_needs_no_question_mark() -> None:
    found = told("dinky ring tho", "is it ok on a dinky ring tho like 16cm", "that??")
    assert found.question == "is it ok on a dinky ring tho like 16cm"
    assert told("dinky ring tho", "a dinky ring tho of 16 cm", "that??").question is None
    marked = told("small ring", "does it fit on a small ring", "Is it right for a small ring?")
    assert marked.question == "Is it right for a small ring?"


def test_what_only_counts_points_is_left_out_of_a_heading() -> None:
    for front in ("(ii) ", "b) ", "Second: ", "So: "):
        found = told("steam", f"{front}Does the steam strike the cupboard?", "the steam")
        assert found.question == "Does the steam strike the cupboard?"


def test_a_question_is_taken_out_of_what_was_said_around_it() -> None:
    found = told(
        "paper filters", "Lovely. Does one have to buy the paper filters?", "what filters fit"
    )
    assert found.question == "Does one have to buy the paper filters?"


def test_each_customer_is_quoted_once_by_what_tells_most() -> None:
    found = told(
        "keep warm",
        "And then?",
        "Does it keep the water warm?",
        "does it keep warm",
        customers={"c-0": "k", "c-1": "k"},
    )
    assert found.need_ids == ("n-1", "n-2")


@given(st.text(max_size=400))
def test_a_heading_is_one_line_that_ends_at_a_word(question: str) -> None:
    line = in_short(question)
    assert len(line) <= LONGEST
    assert "\n" not in line
    whole = " ".join(question.split())
    assert line == whole or whole.startswith(line.removesuffix("…"))


def test_a_long_heading_is_cut_between_words() -> None:
    shown = in_short(LONG)
    assert shown.endswith("…")
    spoken = shown.removesuffix("…").split()
    assert spoken == LONG.split()[: len(spoken)]


def test_what_may_have_left_nobody_open_is_told_as_a_perhaps() -> None:
    assert kind_words("missing", 0.0) == "the page may not say"
    assert kind_words("missing", 1.0) == "the page does not say"
