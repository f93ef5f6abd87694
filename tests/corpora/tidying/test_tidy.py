from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.readers.detect import read
from corpora.readers.raw import RawContact, ReadOptions
from corpora.tidying import Spoken, Tidied, tidy


def one(*said: tuple[str, str], **more: object) -> Tidied:
    texts, speakers = [text for _, text in said], [who for who, _ in said]
    return tidy([Spoken(tuple(texts), tuple(speakers), **more)])[0]  # type: ignore[arg-type]


def customer(text: str, **more: object) -> Tidied:
    return one(("customer", text), **more)


def test_cuts_quote_and_signature_and_says_so() -> None:
    done = customer(
        "Does the jug fit the old base?\n\nRegards,\nAna\n\n"
        "On Mon, 2 Mar 2026 at 09:00, Harrow Support <help@harrow.example> wrote:\n"
        "> Your jug is on its way.\n> Harrow"
    )
    assert done.texts == ("Does the jug fit the old base?",)
    assert done.flags == ("quote-cut", "signature-cut")
    assert done.set_aside is None


@pytest.mark.parametrize(
    "text",
    [
        "Automatic reply: your order\nI am out of the office until 9 March.",
        "Out of Office: back on Monday",
        "Hello, I am currently out of the office with limited access to mail. For urgent matters"
        " contact my colleague.",
        "Automatische Antwort: Ich bin bis zum 9. März nicht im Büro.",
        "Ich bin derzeit nicht im Büro. In dringenden Fällen wenden Sie sich an Frau Roth.",
        "Réponse automatique : je suis absente du bureau.",
        "Je suis actuellement absent du bureau, de retour lundi.",
    ],
)
def test_sets_automatic_replies_apart(text: str) -> None:
    assert customer(text, channel="email").set_aside == "auto-reply"


@pytest.mark.parametrize(
    "text",
    [
        "Undeliverable: your order\nThe recipient's mailbox is full.",
        "Mail delivery failed: returning message to sender\n550 no such address",
        "Delivery Status Notification (Failure)\nAddress not found",
        "Unzustellbar: Ihre Bestellung\nDer Empfänger wurde nicht gefunden.",
    ],
)
def test_sets_failed_deliveries_apart(text: str) -> None:
    assert customer(text, channel="email").set_aside == "delivery-failure"


@pytest.mark.parametrize(
    "text",
    [
        "I got an automatic reply but nobody called me back. When will you return my money?",
        "Can you deliver to my office? I am out of the office on Friday.",
        "My parcel was returned, delivery failed twice. Undelivered again!",
        "Undeliverable goods are a nuisance. Please send the chair again.",
        "Does the automatic kettle switch off?",
        "I am on annual leave until Monday, can you deliver then?",
        "The delivery failed because your driver had the wrong address.",
    ],
)
def test_keeps_customers_who_speak_of_offices_and_deliveries(text: str) -> None:
    done = customer(text, channel="email")
    assert done == Tidied((text,), ("customer",))


def test_an_automatic_reply_inside_a_thread_is_the_systems() -> None:
    done = one(
        ("customer", "Does the lid fit?"),
        ("agent", "Which flask is it?"),
        ("customer", "Automatic reply: I am away until Monday."),
    )
    assert done.speakers == ("customer", "agent", "system")
    assert done.set_aside is None


def test_names_bots() -> None:
    done = one(
        ("agent", "Hi, I'm Moth, your virtual assistant."),
        ("customer", "Is the lamp dimmable?"),
        ("agent", "I found three lamps."),
        ("agent", "I'm connecting you to an agent."),
        ("agent", "Jonas here, it is."),
        channel="chat",
    )
    assert done.speakers == ("bot", "customer", "bot", "bot", "agent")


def test_a_bot_that_hands_nobody_over_speaks_only_where_it_says_so() -> None:
    done = one(
        ("agent", "This is an automated message: we got your mail."),
        ("agent", "The seal is sold out, I'm afraid."),
    )
    assert done.speakers == ("bot", "agent")


@pytest.mark.parametrize(
    "text",
    [
        "I would like the bottom shelf; is the robot vacuum with a virtual wall included?",
        "Your automated line hung up on me.",
    ],
)
def test_customers_and_products_are_no_bots(text: str) -> None:
    assert one(("customer", text), ("agent", text)).speakers == ("customer", "agent")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"direction": "outbound"}, "outbound"),
        ({"attributes": {"tags": "vip closed_by_merge"}}, "merged"),
        ({"attributes": {"Tags": "spam, web"}}, "spam"),
        ({"attributes": {"spam": "true"}}, "spam"),
        ({"attributes": {"Status": "Spam"}}, "spam"),
        ({"attributes": {"tags": '["test_ticket"]'}}, "test"),
        ({"outcome": "Merged"}, "merged"),
        ({"set_aside": "merged"}, "merged"),
        ({"attributes": {"tags": "spam_filter_question"}}, None),
        ({"attributes": {"tags": "pregnancy-test"}}, None),
        ({"attributes": {"notes": "spam"}}, None),
        ({"attributes": {"topic": "test"}}, None),
        ({"attributes": {"spam": "false"}}, None),
    ],
)
def test_believes_what_the_helpdesk_marked(more: dict[str, object], reason: str | None) -> None:
    assert customer("Where is my order?", **more).set_aside == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("test", "test"),
        ("Test ticket\n\nPlease ignore, this is a test.", "test"),
        ("TEST 123", "test"),
        ('This request was closed and merged into request #81 "Lamp".', "merged"),
        (
            "Dear website owner, I came across your website and could put it on the first page"
            " of Google with backlinks. May I send you a quote? To unsubscribe, reply.",
            "spam",
        ),
        ("Is the test strip included?", None),
        ("Test?", None),
        ("Testing kit arrived broken", None),
        ("Can two accounts be merged into one?", None),
        ("Your website is not on the first page of google, is the shop closed?", None),
        ("I found your website on Google. What does the jug cost?", None),
        ("Please unsubscribe me, I get a mail from your website every day since Monday.", None),
    ],
)
def test_judges_by_words_only_where_they_leave_no_doubt(text: str, reason: str | None) -> None:
    assert customer(text, channel="email").set_aside == reason


def test_spoken_words_are_left_alone() -> None:
    said = (("customer", "test"), ("agent", "Best regards\nSent from my iPhone"))
    done = one(*said, channel="call")
    assert done == Tidied(tuple(text for _, text in said), ("customer", "agent"))


def test_half_a_surrogate_pair_does_no_harm() -> None:
    assert customer("test \ud83d").texts == ("test \ud83d",)


@given(st.lists(st.tuples(st.sampled_from(["customer", "agent", "system"]), st.text()), max_size=5))
def test_gives_back_as_many_turns_none_of_them_emptied(said: list[tuple[str, str]]) -> None:
    done = one(*said)
    assert len(done.texts) == len(done.speakers) == len(said)
    for (_, before), after in zip(said, done.texts, strict=True):
        assert bool(after.strip()) == bool(before.strip())


@pytest.mark.data
def test_sets_no_public_complaint_apart(public_data: Path) -> None:
    from datetime import UTC

    names = ["comcast_complaints.csv", "tickets_multilang.csv", "headset_questions.jsonl"]
    paths = [public_data / "contacts" / name for name in names]
    contacts = [
        Spoken(
            tuple(turn.text for turn in raw.turns),
            tuple(turn.speaker for turn in raw.turns),
            raw.channel,
            raw.direction,
            raw.attributes,
            raw.outcome,
        )
        for raw in read(paths, ReadOptions(timezone=UTC))
        if isinstance(raw, RawContact)
    ]
    done = tidy(contacts)
    assert len(done) > 5_000
    assert not [each for each in done if each.set_aside]
