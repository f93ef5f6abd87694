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
from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.proposal import Proposal
from assistant.chat.widgets.state_line import StateLine
from assistant.llm import named_model
from assistant.session import Session
from tests.assistant.chat.conftest import Driven, chatting
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
