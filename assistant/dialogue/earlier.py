"""What the utterances before named, whatever came of them: "both to pay" means two of those."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.dialogue.plan import Context
    from assistant.dialogue.readings import Reading

Names = tuple[tuple[str, str], ...]
"""Kinds of what an utterance names, with values."""

_KEPT = frozenset(("stage", "contact", "gap", "path", "column", "quoted", "customer"))
_PARAMS = {"stage": "stage", "contact": "contact", "gap": "gap", "file": "path", "column": "column"}
UTTERANCES = 3
"""So many utterances are remembered."""


def names_of(reading: Reading) -> Names:
    """Return what an utterance names that a later one may mean."""
    from assistant.dialogue.customers import customer_called

    told = [(m.slot, str(m.value)) for m in reading.mentions if m.slot in _KEPT and not m.negated]
    if (customer := customer_called(reading)) is not None:
        told.append(("customer", customer))
    return tuple(told)


def names_done(action: str, params: Mapping[str, Any]) -> Names:
    """Return what a step is about, as a later utterance may mean it."""
    told = [(_PARAMS[name], str(value)) for name, value in params.items() if name in _PARAMS]
    of = params.get("of")
    if isinstance(of, str) and not of.startswith(("p-", "f-")):
        told.append(("gap" if of.startswith(("g-", "#")) else "stage", of))
    if action == "add_stage" and "name" in params:
        told.append(("stage", str(params["name"])))
    return tuple(told)


def latest(slot: str, context: Context) -> str | None:
    """Return what the latest utterance meant that names something of a kind."""
    for names in reversed(context.named):
        for kind, value in names:
            if kind == slot:
                return value
    known = context.focus.get(slot)
    return str(known) if known is not None else None


def several(slot: str, context: Context) -> list[str]:
    """Return what was named of a kind, the earliest first: by one utterance, or by all together."""
    together: list[str] = []
    for names in reversed(context.named):
        own = list(dict.fromkeys(value for kind, value in names if kind == slot))
        if len(own) > 1:
            return own
        together = [*own, *(each for each in together if each not in own)]
    return together
