"""From what somebody types to calls: the interface that understanding plugs into."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from assistant.chat.calls import Call

if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.session import Session

SLASH = "/"
_BEGUN_BY = {"teach": Call("next_question")}
"""What an action begins with where nothing is given to it, as with plain words."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What an utterance means.

    Attributes:
        kind: `do`: make the calls one after the other; `clarify`: one of the choices is meant;
            `none`: nothing that can be asked here.
        calls: For `do`.
        message: For `clarify` and `none`: what to say.
        choices: What could be meant, or be asked instead: what to show, and the call.
    """

    kind: Literal["do", "clarify", "none"]
    calls: tuple[Call, ...] = ()
    message: str = ""
    choices: tuple[tuple[str, Call], ...] = ()


class Understander(Protocol):
    """Understands utterances in their context; all of it may take a while, and runs in workers."""

    def prepare(self, session: Session) -> None:
        """Load what it needs."""

    def understand(self, utterance: str, session: Session) -> Understood:
        """Return what an utterance means after what was said before."""

    def heard(self, call: Call, answer: Answer) -> None:
        """Take in what was answered, so that "the second one" means something."""

    def offered(self, following: Sequence[tuple[str, Call]]) -> None:
        """Take in what the answer offers to ask next: the words that people read, and the call."""

    def picks(self, utterance: str) -> bool:
        """Return whether it is one of the choices asked back, or of what an answer offered."""

    def agrees(self, utterance: str) -> bool | None:
        """Return whether an utterance says yes or no to what is proposed; None: neither."""

    def takes_up(self, utterance: str) -> Literal["apply", "propose"] | None:
        """Return whether what was proposed and left is wanted after all; None: it is not."""


def command(line: str) -> Call | None:
    """Return the call of a slash command, or of one written without the slash; else None.

    Raises:
        BadInput: A slash command names no action, or is not of the form name=value.
    """
    from assistant.actions.registry import ACTIONS, parse_call

    said = line.strip()
    typed = re.match(r"frontstage\s+(?:(?:ask|edit)\s+)?", said)
    if typed:  # as the command line's answers write it
        called, _, given = said[typed.end() :].partition(" ")
        names = {action.command: action.name for action in ACTIONS if action.command}
        said = f"{names.get(called, called)} {given}".strip()
    try:
        first, *rest = shlex.split(said) or [""]
    except ValueError:  # an apostrophe: no call, unless it is one with a slash, which says so
        first, *rest = "", ""
    known = any(action.name == first for action in ACTIONS)
    if not said.startswith(SLASH) and not (known and all("=" in word for word in rest)):
        return None
    action, raw = parse_call([said.removeprefix(SLASH)])
    return Call(action.name, raw) if raw else _BEGUN_BY.get(action.name, Call(action.name))
