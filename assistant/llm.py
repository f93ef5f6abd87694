"""Answers by way of a language model, where the person asked for one; optional.

The model sees redacted text only, and gets at it through the actions. An adjustment that it
wants is proposed to the person. An answer with a number that no result holds is not shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic_ai import Agent, ModelRetry, Tool
from pydantic_ai.exceptions import AgentRunError, UserError
from pydantic_ai.models import infer_model
from pydantic_ai.usage import UsageLimits

from assistant.answers import Answer
from assistant.figures import unfounded
from assistant.session import Session
from assistant.tools import (
    GUIDANCE,
    AnyAction,
    as_text,
    call,
    description_of,
    offered,
    refuse_unredacted,
)
from corpora.errors import BadInput, FrontstageError

if TYPE_CHECKING:
    from pydantic_ai.models import Model

PATIENCE_S = 60.0
"""How long to wait for a model's whole answer, in seconds."""
_LIMITS = UsageLimits(request_limit=12)
_INSTRUCTIONS = (
    GUIDANCE + " Answer in a few plain sentences for a person in a terminal, the number with its "
    "interval first, and name the ids of contacts that you quote. Never compute a number of your "
    "own. An adjustment that you call is only proposed: the person is asked afterwards."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that the model asked of the workspace.

    Attributes:
        action: The action's name.
        raw: Its parameters.
        answer: What came of it; for an adjustment the proposal.
        proposed: Whether it waits for the person's word.
    """

    action: str
    raw: dict[str, Any]
    answer: Answer
    proposed: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model made of a question.

    Attributes:
        text: Its answer; empty where it must not be shown.
        asked: What it asked of the workspace, in order.
        unfounded: Numbers of its answer that no result holds; then there is no text.
    """

    text: str
    asked: tuple[Asked, ...]
    unfounded: tuple[str, ...] = ()

    @property
    def proposals(self) -> tuple[Asked, ...]:
        """The adjustments that wait for the person's word."""
        return tuple(each for each in self.asked if each.proposed)


@dataclass
class _Notes:
    """What was asked so far, while a model works."""

    asked: list[Asked] = field(default_factory=list)


def named_model(name: str) -> Model:
    """Return a model by PROVIDER:MODEL; endpoints and keys come from the provider's variables.

    A local endpoint that speaks OpenAI's protocol is named by OPENAI_BASE_URL.

    Raises:
        BadInput: There is no such provider, or what it needs is not set or not installed.
    """
    try:
        return infer_model(name)
    except (UserError, ImportError, ValueError) as error:
        raise BadInput(
            " ".join(str(error).split()),
            where=f"--llm {name}",
            remedy="name PROVIDER:MODEL, for example openai:MODEL with OPENAI_BASE_URL set",
        ) from error


def ask_model(
    new_session: Callable[[], Session],
    model: Model,
    utterance: str,
    earlier: Sequence[str] = (),
    *,
    patience_s: float = PATIENCE_S,
) -> Reply:
    """Return what a model answers to a question, by way of the actions.

    Args:
        new_session: Makes the session of one call.
        model: The model.
        utterance: The question.
        earlier: What was asked before it.
        patience_s: How long to wait for the model's whole answer, in seconds.

    Raises:
        BadInput: The workspace holds text that was not redacted in full.
        FrontstageError: The model can't be reached, is too slow, or gives no answer.
    """
    refuse_unredacted(new_session(), "--llm", "")
    asked, notes = _put(utterance, earlier), _Notes()
    with _in_one_line():
        said = _agent(model, new_session, notes).run_sync(
            asked, usage_limits=_LIMITS, timeout=patience_s
        )
    return _checked(said.output, utterance, notes)


async def answer_by_model(
    new_session: Callable[[], Session],
    model: Model,
    utterance: str,
    earlier: Sequence[str] = (),
    *,
    patience_s: float = PATIENCE_S,
) -> Reply:
    """Return what `ask_model` does, in an event loop that goes on meanwhile and can call it off.

    Raises:
        BadInput: The workspace holds text that was not redacted in full.
        FrontstageError: The model can't be reached, is too slow, or gives no answer.
    """
    await asyncio.to_thread(lambda: refuse_unredacted(new_session(), "--llm", ""))
    asked, notes = _put(utterance, earlier), _Notes()
    with _in_one_line():
        said = await _agent(model, new_session, notes).run(
            asked, usage_limits=_LIMITS, timeout=patience_s
        )
    return _checked(said.output, utterance, notes)


def _put(utterance: str, earlier: Sequence[str]) -> str:
    before = "".join(f"Asked before: {each}\n" for each in earlier)
    return f"{before}{utterance}"


def _agent(model: Model, new_session: Callable[[], Session], notes: _Notes) -> Agent[None, str]:
    return Agent(model, instructions=_INSTRUCTIONS, tools=_tools(new_session, notes))


@contextmanager
def _in_one_line() -> Iterator[None]:
    """Turn what goes wrong with a model or its endpoint into one line."""
    try:
        yield
    except (AgentRunError, OSError) as error:
        raise FrontstageError(
            f"the language model gave no answer ({_briefly(error)})",
            remedy="ask again, or without --llm",
        ) from error


def _checked(said: str, utterance: str, notes: _Notes) -> Reply:
    """Check against this question alone: numbers of earlier ones are no result of this one."""
    results = [each.answer.as_json(each.action) for each in notes.asked]
    wrong = unfounded(said, results, utterance)
    return Reply("" if wrong else said, tuple(notes.asked), wrong)


def _tools(new_session: Callable[[], Session], notes: _Notes) -> list[Tool[None]]:
    return [_tool(action, new_session, notes) for action in offered()]


def _tool(action: AnyAction, new_session: Callable[[], Session], notes: _Notes) -> Tool[None]:
    def use(**raw: Any) -> str:  # noqa: ANN401 - the action's own parameters
        try:
            answer, proposed = call(new_session(), action.name, raw)
        except FrontstageError as error:
            raise ModelRetry(str(error)) from error
        notes.asked.append(Asked(action.name, raw, answer, proposed))
        return as_text(answer) + ("\nProposed; the person will be asked." if proposed else "")

    return Tool.from_schema(
        use,
        name=action.name,
        description=description_of(action),
        json_schema=action.params.model_json_schema(),
        sequential=True,
    )


def _briefly(error: BaseException) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
