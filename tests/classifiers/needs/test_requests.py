"""What asks the company to act, and what asks about a product in the same words."""

from __future__ import annotations

import pytest

from classifiers.encoding.encoders import StaticEncoder
from classifiers.needs.finding import NeedFinder
from classifiers.needs.requests import is_request
from corpora.records import NeedKind, Turn


@pytest.mark.parametrize(
    "text",
    [
        "Could you pop one more tent onto the same order, please?",
        "And can you just put it on my account?",
        "Would you kindly send me another one?",
        "May I swap it for the green one, and how?",
        "Oh, can I return it?",
        "can we still cancel",
        "Could you please take it back?",
        "Can you give me a refund?",
        "Could you give us a 10% discount on it?",
        "Could you give me my money back?",
        "Could you delete my account?",
        "Can you cancel my order?",
        "Could you cancel it for me?",
        "Can you cancel, please?",
        "Could you arrange for a courier?",
        "Can you arrange an engineer visit?",
        "Can you ring me tomorrow?",
        "Could you send a replacement?",
        "can you send the blue one back to me",
        "Can I exchange it for a smaller one?",
    ],
)
def test_who_asks_for_something_to_be_done(text: str) -> None:
    assert is_request(text)


@pytest.mark.parametrize(
    "text",
    [
        "Can you put it in the oven?",
        "Can you put the lid back with one hand?",
        "Could you swap the blade yourself?",
        "Can I take it on a plane?",
        "can you change the battery",
        "Can you take off the lid?",
        "Can you pop it in the microwave?",
        "Which of the two is right, and will you refund me?",
        "Does it return to the start by itself?",
        "May I ask how heavy it is?",
        "Can I have it without a handle?",
        "Can you give me the exact height of the lamp?",
        "Could you give me the dimensions of the base?",
        "Could you send me the dimensions of the base?",
        "Can you delete recordings on the device?",
        "Can you delete my data on it?",
        "Can you cancel the timer while it runs?",
        "Can I cancel my alarm from the bed?",
        "Can you arrange the shelves at different heights?",
        "Can you ring the bell by hand?",
        "Can you send it through the dishwasher?",
        "Can I exchange the blade?",
    ],
)
def test_who_wants_to_know_something_about_the_product(text: str) -> None:
    assert not is_request(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Could you pop one more non-stick pan of 28 cm in my order?", "order"),
        ("Could you put the non-stick pan of 28 cm in the oven?", "product_fact"),
    ],
)
def test_a_request_is_no_product_fact(encoder: StaticEncoder, text: str, kind: NeedKind) -> None:
    (need,) = NeedFinder(encoder).find("c-1", [Turn("c-1", 0, "customer", text)])
    assert need.kind == kind
