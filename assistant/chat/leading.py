"""What an answer leads on to: its follow-ups as calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.chat.calls import Call, FollowUp, follow_up
from assistant.chat.understanding import command

if TYPE_CHECKING:
    from assistant.answers import Answer


def led_on(answer: Answer) -> list[tuple[FollowUp, Call]]:
    """Return what to ask next, each with the call that it makes, or begins where a part is open."""
    from assistant.actions.registry import ACTIONS, find_action

    names = {action.name: action.name for action in ACTIONS}
    names |= {action.command: action.name for action in ACTIONS if action.command}
    found = []
    for written in answer.follow_ups:
        following = follow_up(written, names)
        call = command(following.line) if following is not None else None
        if following is None or call is None:
            continue
        fields = find_action(call.name).params.model_fields.items()
        open_ = [name for name, each in fields if each.is_required() and not call.raw.get(name)]
        if following.complete and open_:
            following = replace(following, text=f"{following.text} {open_[0]}=", complete=False)
        found.append((following, call))
    return found
