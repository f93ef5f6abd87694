"""What an utterance leaves to the context, and how counts, days and filters are put by people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.dialogue import Context, Plan, Row, Step
from assistant.dialogue.bounds import bounds, day_named
from assistant.dialogue.carrying import inherit
from assistant.dialogue.following import follow_up
from assistant.dialogue.how_many import shown_count
from assistant.dialogue.mentions import read
from assistant.dialogue.readings import Reading
from assistant.dialogue.slots import fill
from assistant.dialogue.subjects import spoken_of
from assistant.dialogue.widening import widened
from corpora.records import Product
from tests.assistant.dialogue.test_narrowing import COMPANY

TODAY = date(2026, 11, 21)


def said(text: str) -> Reading:
    return Reading(text, text.lower(), read(text, COMPANY).mentions, TODAY)


def days(text: str) -> dict[str, Any]:
    found = read(text, COMPANY)
    return bounds(Reading(found.text, found.lower, found.mentions, COMPANY.today))


CALLS = Context(
    step=Step("show_gaps", {"product": "Wren Kettle 1 L", "channel": "call", "top": 8}),
    focus={"product": "Wren Kettle 1 L"},
)


def test_what_says_too_little_alone_goes_on_and_what_says_all_begins_anew() -> None:
    rest = said("who finds this tedious to live with")
    assert inherit("pain_points", {}, said("what is hurting people most"), CALLS, 0.2) == {
        "product": "Wren Kettle 1 L",
        "channel": "call",
    }
    assert inherit("drivers", {}, said("list the reason codes of our import"), CALLS, 0.97) == {}
    assert inherit("pain_points", {}, rest, CALLS, 0.97)["channel"] == "call"  # "this"


def test_the_same_again_keeps_what_is_not_said_anew() -> None:
    kept = inherit("show_gaps", {"channel": "email"}, said("and in the emails"), CALLS, 0.9)
    assert kept == {"channel": "email", "product": "Wren Kettle 1 L", "top": 8}
    anew = said("show me the gaps of every lamp we sell")
    assert inherit("show_gaps", {"product": "lamp"}, anew, CALLS, 0.95) == {"product": "lamp"}


@pytest.mark.parametrize("words", ["everything again", "now all of it again", "all of them then"])
def test_everything_again_has_no_filters(words: str) -> None:
    assert inherit("show_gaps", {}, said(words), CALLS, 0.4) == {}


def test_another_list_is_not_of_the_words_that_were_looked_for() -> None:
    courier = Context(step=Step("find_contacts", {"text": "courier", "channel": "call"}))
    anew = inherit("find_contacts", {"stage": "pay"}, said("show me paying contacts"), courier, 0.5)
    assert "text" not in anew
    same = inherit("find_contacts", {"stage": "pay"}, said("which are at paying"), courier, 0.5)
    assert same["text"] == "courier"


def test_a_gap_that_nobody_knows_is_spoken_of_even_where_nothing_came_of_it() -> None:
    named = spoken_of(read("the hinge gap on the lamp, g-70aa13", COMPANY), COMPANY)
    assert named["gap"] == "g-70aa13"
    told = Context().after(Plan("clarify", speaks_of=named))
    assert inherit("suggest_text", {}, said("draft a line"), told) == {"gap": "g-70aa13"}
    assert inherit("evidence", {}, said("prove it"), told) == {"of": "g-70aa13"}
    assert inherit("agent_knowledge", {}, said("what did the desk answer"), told) == {
        "gap": "g-70aa13"
    }


def test_what_was_spoken_of_last_is_meant() -> None:
    told = Context().after(Plan("none", speaks_of={"gap": "g-70aa13"}))
    told = told.after(Plan("none", speaks_of={"stage": "pay"}))
    assert inherit("evidence", {}, said("let me read some"), told)["of"] == "pay"


def test_contacts_are_no_stage() -> None:
    told = Context().after(Plan("run", (Step("trend", {"of": "contacts"}),)))
    assert "of" not in inherit("evidence", {}, said("some quotes of it"), told)


def test_the_day_of_a_fix_is_kept_for_its_product() -> None:
    first = read("the kettle 1 l page was rewritten on 28 September 2026", COMPANY)
    told = Context().after(Plan("clarify", speaks_of=spoken_of(first, COMPANY)))
    found = inherit("verify", {}, said("so did that pay off"), told)
    assert found == {"product": "Wren Kettle 1 L", "on": "2026-09-28"}


def test_the_files_spoken_of_are_taken() -> None:
    told = Context(step=Step("ingest", {"paths": ["may.csv"]}))
    assert inherit("analyze", {}, said("do the full works on it"), told) == {"paths": ["may.csv"]}


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("leave the dates off", {"since", "until"}),
        ("all departments then", {"department"}),
        ("drop the language filter", {"language"}),
        ("across all channels", {"channel"}),
        ("leave the lid out", set()),
    ],
)
def test_filters_are_taken_away_by_their_name(text: str, lost: set[str]) -> None:
    assert widened(said(text)) == lost


def test_a_filter_taken_away_is_gone() -> None:
    found = follow_up(said("leave the channel off"), COMPANY, CALLS)
    assert found == ("show_gaps", {"product": "Wren Kettle 1 L", "top": 8})


@pytest.mark.parametrize(
    "text",
    ["leave the chats out", "chuck out the chat ones", "anything but chats", "chats out of it"],
)
def test_a_filter_is_left_out_in_many_ways(text: str) -> None:
    found = fill("overview", read(f"the stages, {text}", COMPANY), COMPANY, Context())
    assert found == {"without": ["channel=chat"]}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("nine is plenty", 9),
        ("max four", 4),
        ("which seven hurt most", 7),
        ("make it a dozen in total", 12),
        ("just the worst one, please", 1),
        ("only the worst one", 1),
        ("three or four", 4),
        ("within ten minutes", None),
        ("two teams argue", None),
    ],
)
def test_how_many_are_to_be_shown(text: str, count: int | None) -> None:
    assert shown_count(said(text)) == count


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("contacts since bonfire night", "11-05", None),
        ("as it was in the spring", "03-01", "06-01"),
        ("calls for the whole year", "01-01", None),
    ],
)
def test_days_without_a_number(text: str, since: str, until: str | None) -> None:
    told = days(text)
    assert told["since"].endswith(since)
    assert (told.get("until") or "").endswith(until or "")


def test_days_beside_a_date_tell_how_far_it_goes() -> None:
    year = COMPANY.today.year
    march = days(f"calls from 9 March {year - 1} to 15 March {year - 1}")
    assert days(f"calls on March 9 {year - 1} through 15") == march
    assert "until" not in days(f"stages since={year - 1}-03-09")
    assert days(f"since mid March {year - 1}") == {"since": f"{year - 1}-03-15"}


def test_what_is_due_bounds_nothing() -> None:
    assert days("we have budget for four pages this quarter") == {}
    assert "since" in days("calls this quarter")


def test_the_day_of_a_change_is_one_day() -> None:
    year = COMPANY.today.year - 1
    assert day_named(said(f"the page changed on 2 May {year}")) == f"{year}-05-02"
    assert day_named(said(f"they fixed it in May {year}")) is None
    assert (day_named(said("it went live on the ninth")) or "").endswith("-09")


def test_a_product_is_told_by_the_word_that_sets_it_apart() -> None:
    kettles = replace(
        COMPANY,
        products=(
            Product(id="p-k1", title="Wren Kettle 1 L"),
            Product(id="p-k2", title="Wren Camping Kettle 2 L"),
            Product(id="p-l1", title="Moth Swift Lamp"),
        ),
    )

    def shown(text: str) -> object:
        return fill("show_page", read(text, kettles), kettles, Context()).get("product")

    assert shown("open the wren kettle page, the camping one") == "Wren Camping Kettle 2 L"
    assert shown("whatever the Swift says of itself") == "Moth Swift Lamp"
    assert shown("whatever the swift answer is") is None


def test_several_departments_in_one_breath_narrow_nothing() -> None:
    text = "what goes to and fro between the sales desk and Technical support"
    alone = fill(
        "streamline", read("what goes wrong at the sales desk", COMPANY), COMPANY, Context()
    )
    assert alone == {"department": "sales"}
    assert "department" not in fill("streamline", read(text, COMPANY), COMPANY, Context())


def test_people_are_of_a_language() -> None:
    found = fill("overview", read("what do Germans want", COMPANY), COMPANY, Context())
    assert found == {"language": "de"}


def test_a_table_behind_another_is_written() -> None:
    reading = read("stages on every row, in.csv goes in, out.csv comes back", COMPANY)
    found = fill("label_export", reading, COMPANY, Context())
    assert (found["paths"], found["output"]) == (["in.csv"], "out.csv")
    both = read("stages on every row of a.csv and b.csv", COMPANY)
    assert "output" not in fill("label_export", both, COMPANY, Context())


def test_no_clause_is_a_topic() -> None:
    for text in ("I meant gaps", "give me gaps", "its gaps again"):
        assert "topic" not in fill("show_gaps", read(text, COMPANY), COMPANY, Context())
    assert fill("show_gaps", read("hinge gaps", COMPANY), COMPANY, Context()) == {"topic": "hinge"}


def test_a_question_told_in_a_clause_is_the_gap() -> None:
    found = fill(
        "suggest_text", read("they ask if the lid fits a jug", COMPANY), COMPANY, Context()
    )
    assert "fits a jug" in found["gap"]


def test_rows_known_are_not_narrowed_twice() -> None:
    told = Context(
        step=Step("show_gaps", {"product": "Wren Kettle 1 L"}),
        rows=(Row("gap", "g-heart"),),
        focus={"product": "Wren Kettle 1 L"},
        answered=True,
    )
    found = inherit("suggest_text", {}, said("so what should it say"), told)
    assert found == {"gap": "g-heart"}
