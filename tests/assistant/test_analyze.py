"""The first command that anybody types, run once as a user types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assistant.conftest import SHOP, Command, Outcome


@pytest.fixture
def told(first_run: tuple[Path, Outcome]) -> Outcome:
    return first_run[1]


def test_the_screen_says_what_to_change_first_before_anything_else(told: Outcome) -> None:
    headline = " ".join(told.out.partition("\n\n")[0].split())
    assert "leave customers without an answer; most of them Bramley enamel kettle" in headline


def test_the_screen_says_what_was_read_and_what_was_not(told: Outcome) -> None:
    words = " ".join(told.out.split())
    assert "Read 23 new contacts, 7 new products, 7 new pages and 1 row not readable." in words
    assert "Personal data replaced: " in words
    for kind in ("CARD 1", "EMAIL 1", "PHONE 1"):
        assert kind in words


def test_the_screen_draws_the_journey_and_quotes_customers(told: Outcome) -> None:
    assert "line of visibility" in told.out
    assert "“Does the Bramley kettle work on an induction hob?”" in told.out
    assert "Accuracy of the stages: not audited." in told.out
    assert "Next: frontstage ask show_gaps product=p-" in told.out


def test_no_personal_data_is_shown(told: Outcome) -> None:
    for secret in ("mailbox.example", "7946", "4111"):
        assert secret not in told.out + told.err


def test_a_broken_row_is_one_line_on_standard_error_and_exit_code_2(told: Outcome) -> None:
    assert told.code == 2
    assert told.err.splitlines() == [
        f"frontstage: {SHOP}/contacts/tickets.csv, row 7: broken row; "
        "a quote is never closed; close it, and double those inside a text"
    ]


def test_a_piped_screen_holds_no_escape_codes(told: Outcome) -> None:
    assert "\x1b" not in told.out + told.err


def test_reading_again_adds_nothing(
    frontstage: Command, shop: Path, first_run: tuple[Path, Outcome]
) -> None:
    listing = ("ask", "find_contacts", "top=100", "--json", "--workspace")
    again = frontstage("ingest", SHOP, "--workspace", shop)
    assert again.out.startswith("Read 23 contacts already there and 1 row not readable.")
    assert frontstage(*listing, shop).json == frontstage(*listing, first_run[0]).json
