"""A language model gets at the workspace through the actions, and its numbers are checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic_ai.exceptions import ModelHTTPError
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    TextPart,
    ToolCallPart,
    ToolReturnPart,
)
from pydantic_ai.models.function import AgentInfo, FunctionModel

from assistant.actions.steering import HISTORY
from assistant.llm import Reply, ask_model, named_model
from assistant.session import Session
from assistant.tools import offered
from corpora.errors import BadInput, FrontstageError
from tests.assistant.conftest import Command
from tests.conftest import NOON

Model = Callable[[list[ModelMessage], AgentInfo], ModelResponse]


def results(messages: list[ModelMessage]) -> list[str]:
    return [
        str(part.content)
        for message in messages
        if isinstance(message, ModelRequest)
        for part in message.parts
        if isinstance(part, ToolReturnPart)
    ]


def calling(name: str, parameters: dict[str, object], text: str) -> Model:
    """A model that makes one call and then says `text`."""

    def model(messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
        if results(messages):
            return ModelResponse(parts=[TextPart(text)])
        return ModelResponse(parts=[ToolCallPart(name, parameters)])

    return model


def asked(workspace: Path, model: Model, utterance: str = "what do people ask?") -> Reply:
    def new_session() -> Session:
        return Session(workspace, now=lambda: NOON)

    return ask_model(new_session, FunctionModel(model), utterance)


def test_an_answer_with_numbers_of_the_results_is_shown(full: Path) -> None:
    reply = asked(full, calling("overview", {}, "There are 23 contacts."))
    assert reply.text == "There are 23 contacts."
    assert [each.action for each in reply.asked] == ["overview"]


def test_an_answer_with_a_number_of_its_own_is_not_shown(full: Path) -> None:
    reply = asked(full, calling("overview", {}, "There are 4,711 contacts."))
    assert reply.text == ""
    assert reply.unfounded == ("4,711",)


def test_an_adjustment_is_only_proposed(full: Path) -> None:
    rename = {"stage": "pay", "name": "Billing"}
    reply = asked(full, calling("rename_stage", rename, "I proposed it."))
    assert [(each.action, each.raw) for each in reply.proposals] == [("rename_stage", rename)]
    history = HISTORY.run(Session(full), HISTORY.parse({}))
    assert history.data.model_dump()["entries"] == ()


def test_the_actions_are_its_only_tools(full: Path) -> None:
    seen: set[str] = set()

    def model(_messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        seen.update(tool.name for tool in info.function_tools)
        return ModelResponse(parts=[TextPart("Nothing.")])

    asked(full, model)
    assert seen == {action.name for action in offered()}
    assert not seen & {"ingest", "report", "show_source", "run"}


def test_a_wrong_call_goes_back_to_the_model(full: Path) -> None:
    tries: list[str] = []

    def model(messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
        tries.append(str(messages[-1]))
        if len(tries) == 1:
            return ModelResponse(parts=[ToolCallPart("show_stage", {"stage": "nowhere"})])
        return ModelResponse(parts=[TextPart("There is no such stage.")])

    assert asked(full, model).text == "There is no such stage."
    assert "nowhere" in tries[1]


@pytest.mark.parametrize("mode", ["off", "patterns"])
def test_one_contact_that_was_not_redacted_in_full_is_refused(full: Path, mode: str) -> None:
    with Session(full).workspace.writing() as db:
        # As an ingest leaves it that was killed: contacts are there, a finished run is not.
        db.execute("UPDATE contacts SET treatment = ? WHERE id = (SELECT min(id) FROM contacts)",
                   [f"redact={mode}"])  # fmt: skip
    with pytest.raises(BadInput, match=f"--redact {mode}"):
        asked(full, calling("overview", {}, ""))


def test_what_was_read_again_in_full_is_let_through(full: Path) -> None:
    with Session(full).workspace.writing() as db:
        db.execute("UPDATE runs SET parameters = map {'redact': 'off'} WHERE kind = 'ingest'")
    assert asked(full, calling("overview", {}, "There are 23 contacts.")).text


@pytest.mark.parametrize(
    "error",
    [ModelHTTPError(500, "m", "overloaded"), ConnectionRefusedError("gone"), TimeoutError("slow")],
)
def test_an_endpoint_that_fails_ends_in_one_line(full: Path, error: Exception) -> None:
    def model(_messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
        raise error

    with pytest.raises(FrontstageError, match="gave no answer") as caught:
        asked(full, model)
    assert "\n" not in str(caught.value)
    assert "without --llm" in str(caught.value)


def test_a_model_that_never_ends_is_stopped(full: Path) -> None:
    def model(_messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
        return ModelResponse(parts=[ToolCallPart("overview", {})])

    with pytest.raises(FrontstageError, match="gave no answer"):
        asked(full, model)


def test_an_unknown_provider_is_one_line(frontstage: Command) -> None:
    with pytest.raises(BadInput, match="PROVIDER:MODEL"):
        named_model("nobody:nothing")
    done = frontstage("ask", "--llm", "nobody:nothing", "what", "is", "wrong?")
    assert done.code == 2
    assert len(done.err.splitlines()) == 1


def test_a_number_of_an_earlier_question_founds_nothing(full: Path) -> None:
    said = FunctionModel(calling("overview", {}, "There are 4,711 contacts."))
    reply = ask_model(
        lambda: Session(full, now=lambda: NOON), said, "how many?", ("are there 4,711 contacts?",)
    )
    assert reply.unfounded == ("4,711",)
