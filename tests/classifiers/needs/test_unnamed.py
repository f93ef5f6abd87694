"""The product's own name is left out of a question, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.needs.unnamed import unnamed

KETTLE = "Bramley enamel kettle"
AIRER = "Hobthorn Dryad Heated Airer 3-Tier"
PAN = "Brindlow Ember Sauté Pan with Lid 28 cm"


@pytest.mark.parametrize(
    ("text", "title", "left"),
    [
        ("Does the Bramley kettle work on an induction hob?", KETTLE,
         "Does it work on an induction hob?"),
        ("Will Bramley Enamel Kettles go on gas?", KETTLE, "Will it go on gas?"),
        ("how many tiers has the heated airer got", AIRER, "how many tiers has it got"),
        ("is the lid oven safe?", PAN, "is the lid oven safe?"),
        ("the Ember pan's lid: is it glass?", PAN, "it pan's lid: is it glass?"),
        ("kettle?", KETTLE, "kettle?"),
        ("The Bramley kettle, induction?", KETTLE, "The Bramley kettle, induction?"),
        ("does it whistle when it boils", KETTLE, "does it whistle when it boils"),
    ],
)  # fmt: skip
def test_the_name_is_left_out(text: str, title: str, left: str) -> None:
    assert unnamed(text, [title]) == left


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_text_is_taken_and_never_longer_by_much(text: str, title: str) -> None:
    left = unnamed(text, [title])
    assert len(left) <= 2 * len(text) + 2
    assert unnamed(text, []) == text
