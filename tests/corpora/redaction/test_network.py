"""Names that only their sentence proves, and what the network is not trusted with."""

from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.redact import Redactor, network, settling
from corpora.redact.network import Judged
from tests.corpora.redaction.conftest import assert_marked

# «…» marks what must be replaced; no rule knows these ways of bringing somebody up.
NAMES = [
    "I'm sorry for the long delay «Rosalind». The parts are due on Monday.",
    "A great big thank you to «Nancy» on the late shift",
    "«Tonya», I am sorry to read this.",
    "so then «priyanka» put me on hold and «calum» picked up with no idea",
    "uh yeah this is «marguerite dufresne» i'm calling about my bill",
    "Kind regards,\n«Seo-yeon Baek»\nFacilities",
]
NO_NAMES = [
    "Right-click on the adapter and pick Wi-fi Settings.",
    "Based on what I read, the Echo Arena is not out yet.",
    "Ohhh, so we missed it! Yikes.",
    "We fly to São Paulo and Saint Helena with SkyMiles.",
    "I want to chek the acount balanse",
    "my Henry did not start, her Shelby did",
]


@pytest.mark.parametrize("text", NAMES)
def test_a_sentence_proves_a_name(redactor: Redactor, text: str) -> None:
    assert_marked(redactor, text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_strange_alone_stays(redactor: Redactor, text: str) -> None:
    assert redactor.contact([text])[0].text == text


def test_what_the_network_is_sure_of_is_added_and_lengthened() -> None:
    text = "so Odalys Brockway rang, Brockway again, and the Odalys lamp"
    judged = [
        Judged(3, 9, 0.9), Judged(10, 18, 0.6), Judged(25, 33, 0.7), Judged(49, 55, 0.99),
    ]  # fmt: skip
    assert settling.settle(text, [], judged, set()) == [(3, 18)]
    assert settling.settle(text, [(3, 9)], judged, {"Odalys"}) == [(3, 18)]


def test_what_the_network_holds_for_impossible_goes_unless_rules_know_better() -> None:
    judged = [Judged(0, 6, 0.001)]
    assert settling.settle("Boiler said so", [(0, 6)], judged, set()) == []
    assert settling.settle("Rosie said so", [(0, 5)], [Judged(0, 5, 0.001)], set()) == [(0, 5)]
    text = "My name is Boiler"
    assert settling.settle(text, [(11, 17)], [Judged(11, 17, 0.001)], set()) == [(11, 17)]


@given(st.lists(st.text(max_size=80), max_size=6))
def test_words_stand_where_the_network_says(texts: list[str]) -> None:
    judged = network.judge(texts)
    assert len(judged) == len(texts)
    for text, words in zip(texts, judged, strict=True):
        assert words == sorted(words)
        assert network.judge([text])[0] == [
            (start, end, pytest.approx(likely, abs=1e-4)) for start, end, likely in words
        ]
        for start, end, likely in words:
            assert text[start:end].strip() == text[start:end] != ""
            assert 0 <= likely <= 1


def test_a_long_hostile_text_takes_no_longer_than_its_length() -> None:
    begin = time.process_time()
    network.judge(["Ann-" * 50_000, "n't" * 50_000, "O'" * 50_000, "<" * 100_000])
    assert time.process_time() - begin < 10


def test_a_redactor_goes_to_other_processes(redactor: Redactor) -> None:
    assert pickle.loads(pickle.dumps(Redactor("full"))).mode == redactor.mode  # noqa: S301 - ours
