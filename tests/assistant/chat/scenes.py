"""Answers made up for pictures and widgets: always the same, whatever the models say."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.actions.contacts import ContactData, StageLabel, TurnData
from assistant.actions.gaps import GapsData
from assistant.actions.pain_points import PainPoint, PainPointsData
from assistant.answers import Answer, Conversation, Quoted
from assistant.chat.calls import Call, FollowUp
from assistant.chat.desk import Told
from assistant.gaps.gap_card import GapCard, NearestPassage
from assistant.teaching.questions import Asked, Choice, LessonProgress, TeachData


def quoted(text: str, number: int = 1) -> Quoted:
    return Quoted(contact_id=f"c-quote{number:06}", turn_index=1, start=0, end=len(text), text=text)


def card(topic: str, number: int, product: str = "Bramley enamel kettle") -> GapCard:
    return GapCard(
        id=f"g-{number:012}",
        topic=topic,
        question=None,
        kind="missing" if number % 2 else "unclear",
        status="open",
        product_ids=(f"p-{product[:3]}",),
        product=product,
        page=product,
        url="https://shop.example/kettles/bramley",
        customers=12 - number,
        low=3.2,
        high=9.6 - number / 2,
        contacts=14 - number,
        open_probability=0.8,
        heard_once_or_twice=number > 9,
        reading=None if number % 2 else "wording",
        reopened=None,
        page_changed=None,
        contacts_since_change=None,
        may_say=False,
        looked=0,
        looked_quote=None,
        passage=NearestPassage(
            id="s-1",
            kind="text",
            text="The lid lifts off. Boils a litre on any gas or electric hob.",
        ),
        quotes=(
            quoted("Does it work on an induction hob? The page only says any hob.", 1),
            quoted("I want to put it on my induction hob, will it boil there?", 2),
        ),
    )


def gaps() -> Told:
    topics = ("induction hob", "dishwasher", "weight when full", "spare lid")
    cards = tuple(card(topic, number) for number, topic in enumerate(topics, 1))
    data = GapsData(open_gaps=len(cards), counts={}, gaps=cards)
    answer = Answer(
        headline="4 open description gaps in Bramley enamel kettle.",
        data=data,
        scope="Bramley enamel kettle",
        n=120,
    )
    return Told(
        Call("show_gaps", {"product": "kettle"}),
        answer,
        next=(
            FollowUp("pain_points", complete=True, label="The pages that make people call"),
            FollowUp("mark_gap gap=", complete=False),
        ),
    )


def pages() -> Told:
    names = ("Bramley enamel kettle", "Tarn folding stool", "Ouse desk lamp with clamp")
    points = tuple(
        PainPoint(
            product_id=f"p-{number}",
            product=name,
            url=None,
            customers=20 // number,
            contacts=24 // number,
            expected=18.4 / number,
            low=12.0 / number,
            high=24.0 / number,
            counted=True,
            heard_once=0,
            gaps=(card("induction hob", 1, name), card("weight when full", 2, name)),
        )
        for number, name in enumerate(names, 1)
    )
    answer = Answer(
        headline="3 pages leave customers without an answer; most of them Bramley enamel kettle.",
        data=PainPointsData(products_with_gaps=3, pages=points),
        scope="contacts that ask about a product's facts",
        n=64,
        notes=("“Left open” is the expected number of customers, with its 95 % interval.",),
    )
    return Told(Call("pain_points"), answer)


def contact() -> Told:
    turns = (
        ("agent", "Corner shop, good morning.", None),
        ("customer", "Hello, it's about the kettle that I ordered on Monday.", "place_order"),
        ("agent", "How can I help?", None),
        ("customer", "It came with a dent in the lid. I want to send it back.", "receive"),
        ("agent", "I am sorry to hear that. I'll send you a label.", "exchange_or_return"),
    )
    names = {
        "place_order": "Placing the order",
        "receive": "Receiving the order",
        "exchange_or_return": "Exchanging or returning",
    }
    data = ContactData(
        id="c-dented000001",
        source="calls",
        source_id="4711",
        origin="calls.vtt:1",
        opened_at=datetime(2026, 2, 3, 9, 30, tzinfo=UTC),
        channel="call",
        department="returns",
        stage="receive",
        decided_by="model",
        model=(StageLabel(stage="receive", probability=0.71, reason=None),),
        evidence=Quoted(
            contact_id="c-dented000001", turn_index=3, start=0, end=31, text=turns[3][1][:31]
        ),
        turns=tuple(
            TurnData(index=place, speaker=who, text=text, stage=stage)
            for place, (who, text, stage) in enumerate(turns)
        ),
    )
    shown = tuple((who, text, names.get(stage or "", "")) for who, text, stage in turns)
    answer = Answer(
        headline="Receiving the order, with probability 71 %.",
        data=data,
        blocks=(Conversation(shown),),
        scope="contact c-dented000001",
        n=1,
    )
    return Told(Call("explain_contact", {"contact": "c-dented000001"}), answer)


def question() -> Told:
    asked = Asked(
        group="q-1",
        kind="group",
        contacts=24,
        shown=(quoted("Where is my parcel?", 1), quoted("It should have come on Friday.", 2)),
        guess="receive",
        guess_name="Receiving the order",
        probability=0.62,
        choices=tuple(
            Choice(key=str(place), stage=stage, name=name, moves=moves)
            for place, (stage, name, moves) in enumerate(
                (
                    ("pay", "Paying", 31),
                    ("receive", "Receiving the order", 14),
                    ("use", "Using", 9),
                ),
                1,
            )
        ),
    )
    progress = LessonProgress(
        answers=3, corrections=0, contacts=120, read=120, stop=False, advice="Go on."
    )
    data = TeachData(seq=None, moves={}, question=asked, progress=progress, contradictions=())
    answer = Answer(headline="24 contacts that say alike.", data=data, n=120)
    return Told(Call("next_question"), answer)


def proposal() -> Told:
    answer = Answer(
        headline="This would call the stage pay “Billing”. 23 contacts at it; none moves.",
        data=question().answer.data,
    )
    return Told(Call("rename_stage", {"stage": "pay", "name": "Billing"}), answer, proposed=True)
