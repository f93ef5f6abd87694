"""Who was passed to whom, and who comes back, as the words tell it."""

from __future__ import annotations

import duckdb
import pytest

from classifiers.moves import (
    BACK,
    HAND_OVER,
    SENT,
    UNKEPT,
    Departments,
    comes_back,
    ends,
    hands_over,
    passed,
    sent_round,
    unkept,
    waited,
)
from corpora.records import Turn

DESKS = Departments(["Billing", "Delivery desk", "Orders", "Returns & refunds", "Sales"])


def talk(*lines: str) -> list[Turn]:
    """Turns from lines that begin with `A ` for the agent and `C ` for the customer."""
    who = {"A": "agent", "C": "customer"}
    return [
        Turn("c-1", n, who[line[0]], line[2:])  # type: ignore[arg-type]
        for n, line in enumerate(lines)
    ]


@pytest.mark.parametrize(
    ("lines", "first", "lanes"),
    [
        (["A I'll put you through to Billing."], "Sales", ("Sales", "Billing")),
        (["A That's Returns, that. I'll connect you."], "Orders", ("Orders", "Returns & refunds")),
        (["A I'm passing you over.", "A Billing, good morning."], "Sales", ("Sales", "Billing")),
        (
            [
                "A Orders, Mo speaking.",
                "A I transfer you to returns.",
                "A I'll send you back to Orders.",
            ],
            "Orders",
            ("Orders", "Returns & refunds", "Orders"),
        ),
        (["A I won't put you through to Billing."], "Sales", ("Sales",)),
        (["A Sales, Mo.", "C Me again.", "A Billing, Al."], "Sales", ("Sales", "Billing")),
        (["A Shall I put you through to Billing?"], "Sales", ("Sales",)),
        (["A I've sent the request to Billing for you."], "Sales", ("Sales",)),
        (["A The delivery takes two days, I'll pass that on."], "Sales", ("Sales",)),
        (["C They put you through to Billing."], "Sales", ("Sales",)),
    ],
)  # fmt: skip
def test_departments_that_a_call_met(lines: list[str], first: str, lanes: tuple[str, ...]) -> None:
    assert passed(talk(*lines), DESKS, first, live=True) == lanes


def test_a_ticket_is_passed_on_without_its_customer() -> None:
    ticket = talk(
        "A Invoices are made by Billing. I pass your ticket to Billing today. Ann, Orders"
    )
    assert passed(ticket, DESKS, "Billing", live=False) == ("Orders", "Billing")
    told = hands_over(ticket)
    assert told is not None
    assert told.quote.endswith("I pass your ticket to Billing today.")


def test_internal_notes_tell_where_it_went_and_are_never_quoted() -> None:
    note = Turn("c-1", 0, "agent", "Passed the ticket to Billing.", visible=False)
    assert passed([note], DESKS, "Sales", live=False) == ("Sales", "Billing")
    assert hands_over([note]) is None


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("I was told to cancel it and order again.", True),
        ("A lady in Orders said it would be here.", True),
        ("I rang about this yesterday.", True),
        ("Re: missing lid", True),
        ("Where is my order?", False),
        ("The box said 1.7 litres.", False),
        ("I called my sister.", False),
    ],
)
def test_customers_who_come_back(said: str, back: bool) -> None:  # noqa: FBT001 - a table
    assert (comes_back(talk(f"C {said}")) is not None) is back


@pytest.mark.parametrize(
    ("said", "missed"),
    [
        ("Nobody has called me back.", True),
        ("I was promised a call within a day.", True),
        ("Still no reply.", True),
        ("The lid never came.", False),
        ("No, thank you.", False),
    ],
)
def test_answers_that_never_came(said: str, missed: bool) -> None:  # noqa: FBT001 - a table
    assert (unkept(talk(f"C {said}")) is not None) is missed


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("I rang, they said write.", True),
        ("The lady told me to use this form.", True),
        ("The app says talk to us on chat.", True),
        ("I'm going round and round.", True),
        ("Your colleague said in a chat on the 15th that it would come.", False),
        ("Somebody should tell the chat people.", False),
        ("She said a sheet does it.", False),
    ],
)
def test_customers_who_were_sent_elsewhere(said: str, sent: bool) -> None:  # noqa: FBT001 - a table
    assert (sent_round(talk(f"C {said}")) is not None) is sent


def test_what_is_searched_for_in_the_workspace_runs_there() -> None:
    for words in (BACK, HAND_OVER, SENT, UNKEPT, DESKS.answering):
        duckdb.execute("SELECT regexp_matches('', ?, 'i')", [words]).fetchall()


def test_quotes_stand_where_they_say() -> None:
    turns = talk(
        "C Hello there. I was kept waiting for nine minutes.",
        "A Sorry.",
        "C It is still broken. Bye.",
    )
    for quote in (waited(turns), ends(turns)):
        assert quote is not None
        assert turns[quote.turn_index].text[quote.start : quote.end] == quote.quote
    assert waited(turns).quote == "I was kept waiting for nine minutes."  # type: ignore[union-attr]
    assert ends(turns).quote == "It is still broken."  # type: ignore[union-attr]
