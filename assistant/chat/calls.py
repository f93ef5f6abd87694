"""Calls as text: what a slash command says, and what a follow-up would run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_OPEN_END = "…"
_ENDS = re.compile(r"^(frontstage\s+)?(ask\s+|edit\s+)?")


@dataclass(frozen=True, slots=True)
class Call:
    """An action by its name, with raw parameters; lists are parameters given several times.

    Attributes:
        name: The action's name.
        raw: Its parameters, as text.
        agreed: Whether somebody has said yes to it already, as by the key of a card.
    """

    name: str
    raw: Mapping[str, Any] = field(default_factory=dict)
    agreed: bool = False

    @property
    def text(self) -> str:
        """The call as it is typed: `show_gaps product=kettle top=3`."""
        words = [self.name]
        for name, value in self.raw.items():
            for each in value if isinstance(value, (list, tuple)) else (value,):
                words.append(f"{name}={shlex.quote(str(each))}")  # noqa: PERF401 - plainer so
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to ask next.

    Attributes:
        text: What is typed for it, without the slash.
        complete: Whether it can run as it is; else the user fills in the rest.
        label: What people read for it; empty: the text.
    """

    text: str
    complete: bool
    label: str = ""

    @property
    def shown(self) -> str:
        """What people read for it."""
        return self.label or self.text.rstrip("= ").replace("_", " ")

    @property
    def line(self) -> str:
        """What is typed for it."""
        return self.text if self.text.startswith("/") else f"/{self.text}"


def follow_up(written: str, names: Mapping[str, str]) -> FollowUp | None:
    """Return what a follow-up of an answer means here; None where it is nothing to ask.

    Args:
        written: As answers write it: `show_gaps product=x`, `frontstage report`.
        names: From names of actions and of their commands to names of actions.
    """
    words = _words(_ENDS.sub("", written.strip(), count=1))
    if not words or words[0] not in names:
        return None
    words[0] = names[words[0]]
    pairs = [word.partition("=") for word in words[1:] if "=" in word]
    open_ends = [name for name, _, value in pairs if _OPEN_END in value]
    given = " ".join(
        f"{name}={shlex.quote(value)}" for name, _, value in pairs if name not in open_ends
    )
    text = f"{words[0]} {given}".strip()
    if open_ends:
        return FollowUp(f"{text} {open_ends[0]}=", complete=False)
    if len(pairs) != len(words) - 1:
        return FollowUp(f"{text} ", complete=False)
    return FollowUp(text, complete=True)


def _words(written: str) -> list[str]:
    try:
        return shlex.split(written)
    except ValueError:  # an apostrophe in somebody's words
        return written.split()
