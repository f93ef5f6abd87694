"""A language model in the chat: its answers are checked, its changes proposed, its silence told."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path

import pytest
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from assistant.chat.app import ChatApp
from assistant.chat.by_model import NamedModel
from assistant.chat.calls import Call
from assistant.chat.desk import Desk, Told
from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.proposal import Proposal
from assistant.chat.widgets.state_line import StateLine
from assistant.llm import named_model
from assistant.session import Session
from corpora.errors import BadInput
from tests.assistant.chat.conftest import NARROW, Driven, chatting
from tests.assistant.conftest import Command
from tests.assistant.test_llm import Model, calling, results
from tests.assistant.test_llm_server import Endpoint, endpoint, message

__all__ = ["endpoint"]


def run(story: Coroutine[object, object, None]) -> None:
    asyncio.run(story)  # type: ignore[arg-type]


def made_up(model: Model) -> NamedModel:
    return NamedModel("made:up", FunctionModel(model))


def said(chat: Driven) -> str:
    return " ".join(
        str(each.content)  # type: ignore[attr-defined]
        for each in chat.main.query(Exchange).last().query(".said, .trouble, .scope, .headline")
    )


def test_a_model_answers_and_what_it_rests_on_is_shown(full: Path) -> None:
    async def story() -> None:
        model = made_up(calling("overview", {}, "There are 23 contacts, [b]mostly[/b] about pay."))
        async with chatting(full, model=model) as chat:
            assert chat.main.query_one(StateLine).state == "ready · asks made:up"
            await chat.ask("so how busy were we?")
            assert "There are 23 contacts, [b]mostly[/b] about pay." in said(chat)
            assert "From: What people contact you about" in said(chat)
            told = chat.main.exhibit.told
            assert told is not None
            assert told.call.name == "overview"
            assert not chat.main.work_bar.working

    run(story())


def test_what_was_asked_before_goes_with_the_question(full: Path) -> None:
    heard: list[str] = []

    def model(messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
        heard.append(str(messages[0]))
        return ModelResponse(parts=[TextPart("So it is.")])

    async def story() -> None:
        async with chatting(full, model=made_up(model)) as chat:
            await chat.ask("how busy were we?")
            await chat.ask("and on the phone?")

    run(story())
    assert "Asked before: how busy were we?" in heard[1]


def test_a_number_of_its_own_is_not_shown_but_what_it_asked_is(full: Path) -> None:
    async def story() -> None:
        model = made_up(calling("overview", {}, "There are 4,711 contacts."))
        async with chatting(full, model=model) as chat:
            await chat.ask("so how busy were we?")
            assert "held 4,711, which no result holds, and is not shown" in said(chat)
            assert "There are 4,711" not in chat.said()
            assert "23 contacts of" in said(chat)

    run(story())


def test_what_it_wants_changed_waits_for_a_yes(full: Path) -> None:
    async def story() -> None:
        def model(messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
            if results(messages):
                return ModelResponse(parts=[TextPart("Proposed.")])
            rename = [("pay", "Billing"), ("receive", "Delivery")]
            return ModelResponse(
                parts=[
                    ToolCallPart("rename_stage", {"stage": stage, "name": name})
                    for stage, name in rename
                ]
            )

        async with chatting(full, model=made_up(model)) as chat:
            await chat.ask("tidy the names up")
            assert len(chat.main.query(Proposal)) == 1
            names = {name for _, name in chat.main.words.values["stage"]}
            assert names.isdisjoint({"Billing", "Delivery"})
            await chat.press("y")
            await chat.press("n")
            names = {name for _, name in chat.main.words.values["stage"]}
            assert "Billing" in names
            assert "Delivery" not in names

    run(story())


def test_calls_and_what_was_offered_are_not_put_to_it(full: Path) -> None:
    def model(_messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
        raise AssertionError("it was asked")

    async def story() -> None:
        async with chatting(full, model=made_up(model)) as chat:
            for typed in ("/overview", "The pages that make people call", "history"):
                await chat.ask(typed)
                assert chat.main.query(Exchange).last().told, typed
                assert not chat.main.query(".trouble"), typed

    run(story())


@pytest.mark.allow_hosts(["127.0.0.1", "localhost"])
@pytest.mark.parametrize(
    "answer",
    ["hang", (200, "text/html", "<html>hello</html>"), (404, "text/plain", "nothing here")],
    ids=["slow", "wrong", "gone"],
)
def test_an_endpoint_that_fails_is_one_line_and_the_question_is_answered(
    full: Path, endpoint: Endpoint, answer: object
) -> None:
    endpoint.answers = [answer]

    async def story() -> None:
        model = NamedModel("openai-chat:m", named_model("openai-chat:m"), patience_s=1.0)
        async with chatting(full, model=model) as chat:
            await chat.ask("which pages make people call?")
            assert "gave no answer" in said(chat)
            assert said(chat).count("answered without it") == 1
            told = chat.main.exhibit.told
            assert told is not None
            assert told.call.name == "pain_points"

    run(story())


@pytest.mark.allow_hosts(["127.0.0.1", "localhost"])
def test_it_can_be_called_off_and_keys_go_on_meanwhile(full: Path, endpoint: Endpoint) -> None:
    endpoint.answers = ["hang", message(content="Never read.")]

    async def story() -> None:
        model = NamedModel("openai-chat:m", named_model("openai-chat:m"))
        async with chatting(full, model=model) as chat:
            chat.main.box.put("which pages make people call?")
            await chat.pilot.press("enter")
            chat.main.box.put("/overview")
            await chat.pilot.press("enter")
            async with asyncio.timeout(30):
                while not (chat.main.query(Exchange).last().told and endpoint.requests):
                    await chat.pilot.pause(0.05)
            assert not chat.main.query(Exchange).first().told, "the model is still asked"
            assert chat.main.work_bar.working
            await chat.press("ctrl+k")
            first = chat.main.query(Exchange).first()
            assert "Called off; answered without it." in str(first.query(".said").first().content)  # type: ignore[attr-defined]
            assert first.told[0].call.name == "pain_points"

    run(story())


@pytest.mark.parametrize("question", ["why is contact T-99999 under returns?"])
def test_the_chat_goes_on_where_neither_the_model_nor_anything_else_answers(
    full: Path, question: str
) -> None:
    def model(_messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
        raise ConnectionRefusedError("gone")

    async def story() -> None:
        async with chatting(full, model=made_up(model)) as chat:
            await chat.ask(question)
            assert "T-99999" in said(chat)
            await chat.ask("/overview")
            assert chat.main.query(Exchange).last().told

    run(story())


def renaming(go_on: asyncio.Event) -> NamedModel:
    """A model that takes its time, then wants a stage renamed."""

    async def model(messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
        await go_on.wait()
        if results(messages):
            return ModelResponse(parts=[TextPart("Proposed.")])
        given = {"stage": "receive", "name": "Delivery"}
        return ModelResponse(parts=[ToolCallPart("rename_stage", given)])

    return NamedModel("made:up", FunctionModel(model))


def stages(chat: Driven) -> set[str]:
    return {name for _, name in chat.main.words.values["stage"]}


async def ask_beside(chat: Driven, line: str) -> None:
    """Ask while the model still thinks."""
    chat.main.box.put(line)
    await chat.pilot.press("enter")


async def two_proposals(chat: Driven, go_on: asyncio.Event) -> None:
    await ask_beside(chat, "tidy the names up")
    await ask_beside(chat, "/rename_stage stage=pay name=Billing")
    async with asyncio.timeout(30):
        while not chat.main.query(Proposal):
            await chat.pilot.pause(0.05)
    go_on.set()
    await chat.settle()


def test_what_it_proposes_waits_behind_the_card_that_waits(full: Path) -> None:
    async def story() -> None:
        go_on = asyncio.Event()
        async with chatting(full, model=renaming(go_on)) as chat:
            await two_proposals(chat, go_on)
            card = chat.main.query_one(Proposal)
            assert chat.app.focused is card
            assert "once that is decided" in chat.said().replace("\n", " ")
            await chat.ask("yes")
            assert card.decided
            assert "Billing" in stages(chat)
            assert "Delivery" not in stages(chat)
            assert len(chat.main.query(Proposal)) == 2
            await chat.press("y")
            assert "Delivery" in stages(chat)

    run(story())


def test_what_waits_behind_a_card_that_is_passed_over_is_said_to_be_dropped(full: Path) -> None:
    async def story() -> None:
        go_on = asyncio.Event()
        async with chatting(full, model=renaming(go_on)) as chat:
            await two_proposals(chat, go_on)
            await chat.ask("/overview")
            first = chat.main.query(Exchange).first()
            texts = [str(each.content) for each in first.query(".said")]  # type: ignore[attr-defined]
            assert "no longer proposed" in texts[-1]
            await chat.ask("yes")
            assert stages(chat).isdisjoint({"Delivery"})

    run(story())


def test_its_answer_does_not_hide_the_card_that_waits(full: Path) -> None:
    go_on = asyncio.Event()

    async def model(messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
        await go_on.wait()
        if results(messages):
            return ModelResponse(parts=[TextPart("So it is.")])
        return ModelResponse(parts=[ToolCallPart("overview", {})])

    async def story() -> None:
        slow = NamedModel("made:up", FunctionModel(model))
        async with chatting(full, NARROW, model=slow) as chat:
            await two_proposals(chat, go_on)
            assert chat.app.focused is chat.main.query_one(Proposal)
            await chat.press("y")
            assert "Billing" in stages(chat)

    run(story())


def test_a_proposal_that_cant_be_shown_is_trouble_and_no_second_answer(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_desk: Desk, call: Call) -> Told:
        raise BadInput(f"{call.name} is not to be")

    async def story() -> None:
        model = made_up(calling("rename_stage", {"stage": "pay", "name": "Billing"}, "Proposed."))
        async with chatting(full, model=model) as chat:
            monkeypatch.setattr(Desk, "tell", fails)
            await chat.ask("which pages make people call?")
            assert "rename_stage is not to be" in said(chat)
            assert "answered without it" not in said(chat)

    run(story())


def test_long_work_can_be_cancelled_while_a_reply_is_shown(full: Path) -> None:
    async def story() -> None:
        async with chatting(full, model=made_up(calling("overview", {}, "So."))) as chat:
            by_model = chat.main.talk._model
            assert by_model is not None
            stopped: list[bool] = []

            async def show(_exchange: Exchange, _told: Told) -> None:
                stopped.append(by_model.stop())

            by_model.show = show
            await chat.ask("so how busy were we?")
            assert stopped == [False]

    run(story())


def test_the_bar_of_other_work_stays_when_the_model_has_answered(full: Path) -> None:
    async def story() -> None:
        go_on = asyncio.Event()
        async with chatting(full, model=renaming(go_on)) as chat:
            await ask_beside(chat, "tidy the names up")
            async with asyncio.timeout(30):
                while not chat.main.work_bar.working:
                    await chat.pilot.pause(0.05)
            chat.main.work_bar.begin("classify")
            go_on.set()
            await chat.settle()
            assert chat.main.work_bar.working

    run(story())


def test_text_that_was_not_redacted_is_refused_before_anything_is_shown(
    shop: Path, frontstage: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "any")
    monkeypatch.setattr(ChatApp, "run", lambda _: pytest.fail("the chat began"))
    with Session(shop).workspace.writing() as db:
        db.execute("UPDATE contacts SET treatment = 'redact=off'")
    done = frontstage("chat", "--workspace", shop, "--llm", "test")
    assert done.code == 2
    assert "redact" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("where", [(), ("--web",)])
def test_a_model_of_nobody_is_one_line(
    frontstage: Command, where: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "any")
    done = frontstage("chat", *where, "--llm", "nobody:nothing")
    assert done.code == 2
    assert "PROVIDER:MODEL" in done.err
    assert len(done.err.splitlines()) == 1
