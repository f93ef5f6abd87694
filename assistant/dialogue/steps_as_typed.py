"""Words to look for are looked for as they were typed, not as they were mended for understanding."""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue.plan import Plan, Step
from assistant.dialogue.spelling import as_typed
from assistant.dialogue.vocabulary import Vocabulary


def steps_as_typed(plan: Plan, original: str, vocabulary: Vocabulary) -> Plan:
    """Return a plan whose words to look for are those that were typed, slips and all."""

    def typed(step: Step) -> Step:
        looked_for = {
            name: as_typed(value, original, vocabulary)
            for name in ("text", "topic", "description", "name")
            if isinstance(value := step.params.get(name), str) and step.action != "help"
        }
        return replace(step, params={**step.params, **looked_for}) if looked_for else step

    return replace(plan, steps=tuple(typed(step) for step in plan.steps))
