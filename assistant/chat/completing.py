"""What can follow in a slash command: actions, their parameters, the values that these take."""

from __future__ import annotations

import shlex
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

MOST = 50


@dataclass(frozen=True, slots=True)
class ParameterWords:
    """One parameter of an action: its name, what it is, whether it must be given."""

    name: str
    description: str
    needed: bool
    values: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, info: FieldInfo) -> ParameterWords:
        """Return the words of a parameter, with its values where they are listed in its type."""
        return cls(name, info.description or "", info.is_required(), _listed(info.annotation))


@dataclass(frozen=True, slots=True)
class ActionWords:
    """One action as people type it."""

    name: str
    summary: str
    examples: tuple[str, ...] = ()
    changes: bool = False
    parameters: tuple[ParameterWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """All words that complete; `values` holds (word, what it is) by name of parameter."""

    actions: tuple[ActionWords, ...] = ()
    values: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def action(self, name: str) -> ActionWords | None:
        """Return the action of this name."""
        return next((each for each in self.actions if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on: the whole line with it, what to show, and what that is."""

    line: str
    shown: str
    about: str = ""


def completions(line: str, words: Words) -> tuple[Completion, ...]:
    """Return how a line that begins with a slash can go on, the likeliest first, 50 at most."""
    if not line.startswith("/"):
        return ()
    head, space, last = line.rpartition(" ")
    if not space:
        return _actions(line[1:], words)
    name = head[1:].split(" ", 1)[0]
    action = words.action(name)
    if action is None or _open_quote(head):
        return ()
    parameter, sign, begun = last.partition("=")
    if sign:
        return _values(head, parameter, begun, action, words)
    given = {word.partition("=")[0] for word in head.split()[1:]}
    return _parameters(head, last, action, given)


def _actions(begun: str, words: Words) -> tuple[Completion, ...]:
    wanted = begun.casefold().replace("-", "_")
    ranked = (
        sorted((_rank(wanted, each.name), place, each) for place, each in enumerate(words.actions))
        if words.actions
        else []
    )
    return tuple(
        Completion(
            f"/{each.name} " if each.parameters else f"/{each.name}", each.name, each.summary
        )
        for rank, _, each in ranked
        if rank < _NOT_AT_ALL
    )[:MOST]


def _parameters(
    head: str, begun: str, action: ActionWords, given: set[str]
) -> tuple[Completion, ...]:
    open_ = [each for each in action.parameters if each.name not in given]
    fitting = [each for each in open_ if each.name.startswith(begun.casefold())]
    fitting.sort(key=lambda each: not each.needed)
    return tuple(
        Completion(
            f"{head} {each.name}=",
            f"{each.name}=",
            f"{each.description}{' (needed)' if each.needed else ''}",
        )
        for each in fitting
    )[:MOST]


def _values(
    head: str, name: str, begun: str, action: ActionWords, words: Words
) -> tuple[Completion, ...]:
    parameter = next((each for each in action.parameters if each.name == name), None)
    if parameter is None:
        return ()
    listed = tuple((value, "") for value in parameter.values)
    known = listed or words.values.get(name, ())
    wanted = begun.strip("\"'").casefold()
    ranked = sorted(
        (min(_rank(wanted, value.casefold()), _rank(wanted, about.casefold()) + 1), place)
        for place, (value, about) in enumerate(known)
    )
    found = [known[place] for rank, place in ranked if rank < _NOT_AT_ALL]
    if len(found) == 1 and found[0][0].casefold() == wanted:
        return ()
    return tuple(
        Completion(f"{head} {name}={shlex.quote(value)}", value, about) for value, about in found
    )[:MOST]


_NOT_AT_ALL = 9


def _rank(wanted: str, name: str) -> int:
    """Return 0 to 3 for names that begin with it, have a word that does, or hold it; else 9."""
    if name.startswith(wanted):
        return 0
    words = name.replace("_", " ").replace("-", " ").split()
    if any(word.startswith(wanted) for word in words):
        return 1
    return 3 if len(wanted) > 1 and wanted in name else _NOT_AT_ALL


def _open_quote(text: str) -> bool:
    try:
        shlex.split(text)
    except ValueError:
        return True
    return False


def _listed(hint: Any) -> tuple[str, ...]:  # noqa: ANN401 - type hints have no type of their own
    if get_origin(hint) in (Union, types.UnionType):
        return next((found for part in get_args(hint) if (found := _listed(part))), ())
    if get_origin(hint) is Literal:
        return tuple(str(value) for value in get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return tuple(str(each.value) for each in hint)
    if hint is bool:
        return ("true", "false")
    return ()
