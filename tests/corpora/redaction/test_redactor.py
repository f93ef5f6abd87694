"""The promises of the redactor: offsets, placeholders, modes; what it knows is in test_kinds."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.redact import Redacted, Redactor, describe

PERSONAL = (
    "my email is ana.lopez@example.org",
    "ring 07700 900123 or 020 7946 0958",
    "order number is 44871-22",
    "14 Elm Grove, Leeds, LS6 2AB",
    "my card is 4111 1111 1111 1111",
    "account no. 182950185718",
    "born on 3 March 1984",
    "https://ana:s3cret@example.org/x",
    "zero seven seven double zero nine zero zero one two three",
    "<EMAIL_3>",
    "__company__",
    "@116125",
    "What is your account number?",
    "£4,500.00",
    " ",
    "\n",
    "#",
)
pieces = st.one_of(
    st.sampled_from(PERSONAL), st.text(max_size=12), st.from_regex(r"[0-9 +().-]{1,18}")
)
turns = st.lists(pieces, max_size=6).map(" ".join)
contacts = st.lists(turns, max_size=5)


def put_in(text: str, redacted: Redacted) -> str:
    for span in reversed(redacted.spans):
        text = text[: span.start] + span.placeholder + text[span.end :]
    return text


@given(contacts)
def test_off_changes_nothing(texts: list[str]) -> None:
    assert Redactor("off").contact(texts) == [Redacted(text) for text in texts]


@given(contacts)
def test_spans_explain_the_text(texts: list[str]) -> None:
    for text, redacted in zip(texts, Redactor("patterns").contact(texts), strict=True):
        assert put_in(text, redacted) == redacted.text
        ends = [0, *(span.end for span in redacted.spans)]
        assert all(
            end <= span.start < span.end <= len(text)
            for end, span in zip(ends, redacted.spans, strict=False)
        )


@given(contacts)
def test_redacting_twice_adds_nothing(texts: list[str]) -> None:
    redactor = Redactor("patterns")
    once = [redacted.text for redacted in redactor.contact(texts)]
    assert redactor.contact(once) == [Redacted(text) for text in once]


@given(contacts)
def test_a_placeholder_stands_for_one_value(texts: list[str]) -> None:
    values: dict[str, set[str]] = {}
    for text, redacted in zip(texts, Redactor("patterns").contact(texts), strict=True):
        for span in redacted.spans:
            value = "".join(c for c in text[span.start : span.end].casefold() if c.isalnum())
            values.setdefault(span.placeholder, set()).add(value)
    assert all(len(known) == 1 for known in values.values())


def test_the_same_value_keeps_its_placeholder_over_the_turns_of_a_contact() -> None:
    first, second = Redactor("patterns").contact(
        ["write to ana@example.org or bo@example.org", "so ANA@example.org, not cy@example.org?"]
    )
    assert first.text == "write to <EMAIL_1> or <EMAIL_2>"
    assert second.text == "so <EMAIL_1>, not <EMAIL_3>?"


def test_contacts_do_not_share_placeholders() -> None:
    both = Redactor("patterns").contacts([["ana@example.org"], ["bo@example.org"]])
    assert [contact[0].text for contact in both] == ["<EMAIL_1>", "<EMAIL_1>"]


def test_placeholders_that_are_there_already_stay_and_are_not_used_again() -> None:
    text = "__company__ @116125 wrote to <EMAIL_2>, copy to bo@example.org"
    assert Redactor("patterns").contact([text])[0].text == (
        "__company__ @116125 wrote to <EMAIL_2>, copy to <EMAIL_3>"
    )


@pytest.mark.parametrize("kept", ["0207-946-0958", "020 7946 0958"])
def test_catalogue_numbers_are_left_alone(kept: str) -> None:
    text = "Does 020 7946 0958 fit the handset? Call 020 7946 0111."
    assert Redactor("patterns", keep=[kept]).contact([text])[0].text == (
        "Does 020 7946 0958 fit the handset? Call <PHONE_1>."
    )


def test_a_redactor_travels_to_other_processes() -> None:
    texts = ["ring 07700 900123"]
    redactor = Redactor("patterns", keep=["X1"], region="US")
    assert pickle.loads(pickle.dumps(redactor)).contact(texts) == redactor.contact(texts)  # noqa: S301


def test_a_number_is_what_the_turn_before_asked_for() -> None:
    texts = ["May I have your policy number?", "sure, 5154 772 35", "and the postcode?", "ls6 2ab"]
    assert [redacted.text for redacted in Redactor("patterns").contact(texts)] == [
        texts[0], "sure, <ACCOUNT_1>", texts[2], "<ADDRESS_1>",
    ]  # fmt: skip


def test_describe_tells_everything_but_the_words() -> None:
    told = describe(
        Redactor("patterns").contact(["a@example.org, b@example.org, a@example.org"])[0]
    )
    assert told["text"] == "<EMAIL_1>, <EMAIL_2>, <EMAIL_1>"
    assert told["placeholders"] == ["<EMAIL_1>", "<EMAIL_2>"]
    assert told["kinds"] == {"EMAIL": 3}
    assert told["spans"][1] == {"start": 15, "end": 28, "kind": "EMAIL", "placeholder": "<EMAIL_2>"}
    assert "example" not in repr(told)


@pytest.mark.parametrize("unit", ["1", "a", " 1", "1.", "@", "a@", "(", "one ", "A1-", "::", "St "])
def test_hostile_length_takes_linear_time(unit: str) -> None:
    text = f"order number {unit * (60_000 // len(unit))}"
    assert len(Redactor("patterns").contact([text])) == 1


def test_a_number_that_one_turn_explains_is_replaced_in_the_others() -> None:
    turns = ["My order number is 4471882.", "So 4471882, one lamp.", "Part 44718820 is in stock."]
    done = Redactor("patterns").contact(turns)
    assert [each.text for each in done] == [
        "My order number is <ORDER_1>.",
        "So <ORDER_1>, one lamp.",
        "Part 44718820 is in stock.",
    ]


LAMP = ("Orla Lamp",)


def _said(texts: list[str], things: tuple[str, ...]) -> list[str]:
    return [each.text for each in Redactor("full").contacts([texts], [()], [things])[0]]


def test_a_product_that_the_contact_names_is_nobody() -> None:
    text = "The bulb of my Orla lamp is broken, and thanks to Nancy Wheeler for her help."
    assert _said([text], LAMP) == [text.replace("Nancy Wheeler", "<NAME_1>")]
    assert "Orla" not in Redactor("full").contact(["Hello, my name is Orla."])[0].text


def test_who_is_called_like_the_product_and_more_is_somebody() -> None:
    said = _said(["My name is Orla Byrne.", "Thanks, Orla"], LAMP)
    assert not any("Orla" in each or "Byrne" in each for each in said)


def test_the_products_of_one_contact_are_not_those_of_the_next() -> None:
    texts = ["Thanks to Orla for calling back."]
    done = Redactor("full").contacts([texts, texts], [(), ()], [LAMP, ()])
    assert done[0][0].text == texts[0]
    assert "Orla" not in done[1][0].text
