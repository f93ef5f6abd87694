"""What `frontstage ask --llm` does: a language model's answer, its sources, its proposals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.actions.registry import find_action
from assistant.command_line.asking import Manner
from assistant.command_line.complaining import complain
from assistant.command_line.doing import carry_out, interruptible, show
from assistant.remembering import Memory
from assistant.rendering.safety import safe
from assistant.session import Session
from assistant.wording import listing
from corpora.errors import needs_extra

if TYPE_CHECKING:
    from assistant.llm import Asked, Reply


def ask_by_model(
    utterance: str, earlier: Sequence[str], model: str, workspace: Path, how: Manner
) -> None:
    """Let a language model answer; what it proposes is put to the person.

    `earlier` is what was asked before.

    Raises:
        BadInput: The extra is not installed, or the model can't be named like that.
        FrontstageError: The model gave no answer.
    """
    try:
        from assistant.llm import ask_model, named_model
    except ModuleNotFoundError as error:
        raise needs_extra(error, "llm", "--llm") from error
    with interruptible():
        memory = Memory()
        new_session = partial(Session, workspace, memory=memory)
        reply = ask_model(new_session, named_model(model), utterance, earlier)
        if how.form == "json":
            typer.echo(json.dumps(as_json(reply), ensure_ascii=False, indent=2))
            return
        _tell(reply, how)
        for each in reply.proposals:
            carry_out(
                Session(workspace),
                find_action(each.action),
                each.raw,
                # Nobody has seen yet what a model proposes: customers' words may have led it.
                yes=False,
                form="text",
                quiet=how.quiet,
            )


def as_json(reply: Reply) -> dict[str, object]:
    """Return the documented JSON shape of a reply."""
    return {
        "text": reply.text,
        "unfounded": list(reply.unfounded),
        "asked": [
            {**each.answer.as_json(each.action), "params": each.raw, "proposed": each.proposed}
            for each in reply.asked
        ],
    }


def _tell(reply: Reply, how: Manner) -> None:
    sources = [each for each in reply.asked if not each.proposed]
    if reply.unfounded:
        complain(
            f"the model's answer held {listing(reply.unfounded)}, which no result holds, and is "
            "not shown; this is what it asked"
        )
        for each in sources:
            show(each.answer, each.action, form="text", quiet=how.quiet)
        return
    typer.echo("\n".join(safe(line) for line in reply.text.splitlines()))
    if sources and not how.quiet:
        typer.echo(f"\nFrom: {'; '.join(_called(each) for each in sources)}")


def _called(asked: Asked) -> str:
    given = " ".join(f"{name}={value}" for name, value in asked.raw.items() if value is not None)
    return safe(f"{asked.action} {given}".strip())
