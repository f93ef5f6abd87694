import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.readers.transcripts import parse_transcript

AGENT = "Thank you for calling Brightbox, how may I help you?"
CUSTOMER = "Hi, I bought the desk lamp and I want to know whether it dims."
ANSWER = "It does not dim, I am afraid."


def speakers(text: str) -> list[str]:
    return [turn.speaker for turn in parse_transcript(text) or ()]


def words(text: str) -> list[str]:
    return [turn.text for turn in parse_transcript(text) or ()]


@pytest.mark.parametrize(
    ("agent", "customer", "agent_again"),
    [
        ("Agent: ", "Customer: ", "Agent: "),
        ("**Agent:** ", "**Customer:** ", "**Agent:** "),
        ("**Agent**: ", "**Customer**: ", "**Agent**: "),
        ("**AGENT (MIRA):** ", "**CUSTOMER (JO):** ", "**AGENT (MIRA):** "),
        ("Mira (Agent): ", "Jo (Customer): ", "Mira: "),
        ("Agent (Mira): ", "Customer (Jo): ", "Mira: "),
        ("Agent Mira: ", "Customer Jo: ", "Mira: "),
        ("Agent(Mira): ", "Customer(Jo): ", "Mira (after a check): "),
        ("Mira: ", "Jo: ", "Mira: "),
        ("Agent: ", "Jo: ", "Agent: "),
        ("[00:02] Agent: ", "[00:09] Customer: ", "[00:14] Agent: "),
        ("00:02 Agent: ", "00:09 Customer: ", "00:14 Agent: "),
        ("(09:14:02) Mira: ", "(09:14:10) Visitor 4471: ", "(09:14:20) Mira: "),
        ("<Mira> ", "<Jo> ", "<Mira> "),
        ("Customer Service Representative: ", "Caller: ", "Customer Service Representative: "),
        ("SPEAKER_00: ", "SPEAKER_01: ", "SPEAKER_00: "),
        ("Berater: ", "Kundin: ", "Berater: "),
        ("Mira Stone  0:02\n", "Jo Webb  0:09\n", "Mira Stone  0:14\n"),
        ("Agent:\n", "Customer:\n", "Agent:\n"),
    ],
)
def test_every_style_of_label_tells_who_speaks(agent: str, customer: str, agent_again: str) -> None:
    text = f"{agent}{AGENT}\n{customer}{CUSTOMER}\n{agent_again}{ANSWER}\n{customer}OK, bye then."

    assert speakers(text) == ["agent", "customer", "agent", "customer"]
    assert words(text) == [AGENT, CUSTOMER, ANSWER, "OK, bye then."]


def test_labels_run_together_on_one_line_are_taken_apart() -> None:
    bold = f"**Call Transcript** **Agent:** {AGENT} **Customer:** {CUSTOMER} **Agent:** {ANSWER}"
    plain = f"Agent: {AGENT} Customer: {CUSTOMER} Agent: {ANSWER}"

    assert words(bold) == words(plain) == [AGENT, CUSTOMER, ANSWER]


def test_a_head_names_who_is_who() -> None:
    head = "Support Transcript\nAgent: Mira\nCustomer: Jo\n\n"
    text = head + "Mira: Right.\nJo: Yes, so it was.\nMira: Ok."

    assert speakers(text) == ["agent", "customer", "agent"]


def test_directions_titles_and_end_marks_are_nobodys_words() -> None:
    text = (
        f"Transcript:\n\n[Phone rings]\n\nAgent: {AGENT}\n(Pause)\nCustomer: [sighs] {CUSTOMER}\n"
        f"*a few moments later*\nAgent: My id is [PII]. {ANSWER} (laughs)\n\n[End of Transcript]\n"
        "Note: the transcript is below the limit of 1000 words."
    )

    assert words(text) == [AGENT, CUSTOMER, f"My id is [PII]. {ANSWER}"]


def test_unlabelled_lines_belong_to_the_turn_above() -> None:
    said = "The manual says\n1. Press the button.\nPort: 80\nand then stops."
    text = f"Agent: {AGENT}\nCustomer: {said}"

    assert words(text)[1] == "The manual says 1. Press the button. Port: 80 and then stops."


def test_a_label_cut_off_at_the_end_is_dropped() -> None:
    assert words(f"Agent (Mira): {AGENT}\nCustomer (Jo): {CUSTOMER}\n\nCustomer (")[-1] == CUSTOMER


def test_stamps_become_seconds_from_the_beginning() -> None:
    offsets = parse_transcript(f"[00:02] Agent: {AGENT}\n[01:05] Customer: {CUSTOMER}") or ()
    clock = parse_transcript(f"09:14:02 Agent: {AGENT}\n09:15:05 Customer: {CUSTOMER}") or ()

    assert [turn.started_at for turn in offsets] == [2.0, 65.0]
    assert [turn.started_at for turn in clock] == [0.0, 63.0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "My lamp is broken: it does not light up.",
        "Name: Jo Webb\nEmail: jo@example.org\nOrder: 1234\nMessage: my lamp is broken",
        "Customer: Jo Webb\nOrder: 1234\n\nThe lamp is broken.",
        "Width: 30 cm\nHeight: 20 cm\nWidth: 31 cm\nHeight: 21 cm",
        "From: jo@example.org\nTo: help@example.org\nSubject: lamp\n\nIt is broken.",
        "See https://example.org: it says http://example.com: nothing",
        "Support Request: the lamp on my desk is broken",
        "Customer Complaint: the lamp on my desk is broken\nPlease help.",
        "Pros: bright\nCons: heavy\nPros: cheap\nCons: ugly",
    ],
)
def test_text_without_speakers_is_no_transcript(text: str) -> None:
    assert parse_transcript(text) is None


@given(st.text())
def test_any_text_is_read_or_refused_without_an_error(text: str) -> None:
    turns = parse_transcript(text)

    assert turns is None or all(turn.text.strip() for turn in turns)


@given(
    st.lists(
        st.sampled_from(["Agent: ", "Customer: ", "Jo: ", "[00:12] ", "**", "x y z\n", "(", "\n"])
    )
)
def test_pieces_of_transcripts_in_any_order_cause_no_error(pieces: list[str]) -> None:
    turns = parse_transcript("".join(pieces))

    assert turns is None or turns


DATA = Path(os.environ.get("FRONTSTAGE_DATA", "../shared/data"))


@pytest.mark.data
@pytest.mark.skipif(not (DATA / "calls").is_dir(), reason="needs the public data sets")
def test_the_public_calls_have_both_sides_the_right_way_round() -> None:
    files = sorted((DATA / "calls" / "contoso").glob("*.json"))
    lines = (DATA / "calls" / "woodgrove.jsonl").read_text().splitlines()
    calls = [json.loads(text)["Content"] for text in (*(f.read_text() for f in files), *lines)]
    assert len(calls) > 200

    for call in calls:
        turns = parse_transcript(call) or ()
        agent = " ".join(turn.text for turn in turns if turn.speaker == "agent").lower()
        customer = " ".join(turn.text for turn in turns if turn.speaker == "customer").lower()

        assert len(turns) >= 4
        assert re.search(r"how (may|can) i|(happy|glad) to (help|assist)|assist you", agent)
        assert not re.search(r"thank you for calling|how (may|can) i (help|assist)", customer)
