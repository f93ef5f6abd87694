"""From an utterance to a plan.

In this order: what is never done; a choice among what was asked back; adjustments, which need a
frame of their own; follow-ups, which need a context; and whatever is most like the examples. Below
confidence it asks back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.dialogue.adjusting import find_adjustment
from assistant.dialogue.asking_back import (
    ASK,
    HOW_TO,
    SAY_MORE,
    SAY_WHICH,
    chosen,
    pointing,
    taken_up,
)
from assistant.dialogue.carrying import inherit, of_that_product
from assistant.dialogue.correcting import corrected
from assistant.dialogue.dropping import with_note
from assistant.dialogue.earlier import names_of
from assistant.dialogue.following import (
    follow_up,
    refine,
    row_opened,
)
from assistant.dialogue.guards import elsewhere, harmful, without_refusals
from assistant.dialogue.helping import (
    LATER,
    NOT_DONE,
    NOT_FROM_HERE,
    NOTHING_ASKED,
    NOTHING_CHANGES,
    OUT_OF_SCOPE,
    help_topic,
    later,
)
from assistant.dialogue.intents import NONE, UNCLEAR
from assistant.dialogue.labels import label, named
from assistant.dialogue.mentions import read
from assistant.dialogue.moods import asks, orders_nothing, refuses, supposes, wonders
from assistant.dialogue.nearest import about_words, compared, nearest
from assistant.dialogue.needed import ADJUSTING, given, required
from assistant.dialogue.ordering import ORDERS, allows, likely_adjusted, ordered
from assistant.dialogue.plan import Choice, Context, Plan, Step
from assistant.dialogue.ranking import Chances, alone, asking_alone, means_us, ranked
from assistant.dialogue.readings import Reading, clean
from assistant.dialogue.slots import fill
from assistant.dialogue.spelling import mended
from assistant.dialogue.splitting import split
from assistant.dialogue.steps_as_typed import steps_as_typed
from assistant.dialogue.subjects import spoken_of
from assistant.dialogue.vocabulary import Vocabulary

# Of examples left out, those below both `_SURE` and `_CLEAR`, or below `_LIKELY`, are right about
# one time in four: there asking back costs less than a wrong answer.
_SURE = 0.3
_LIKELY = 0.1
_CLEAR = 1.35
_TELLS = 0.6
"""Below it what nothing is made of may still narrow what was asked before."""
_TOLD = 0.4
"""Below it is said how something was taken."""
_CHOICES = 4


def understand(utterance: str, vocabulary: Vocabulary, context: Context | None = None) -> Plan:
    """Return what an utterance means; whatever is typed, there is a plan.

    Args:
        utterance: What was typed; only the first thousand characters are read.
        vocabulary: The names that the workspace knows.
        context: What was said before.
    """
    plan = _planned(clean(utterance), vocabulary, context or Context())
    if plan.said:
        return plan
    named = names_of(read(clean(utterance), vocabulary))
    return replace(plan, said=clean(utterance).lower(), named=named)


def _planned(cleaned: str, vocabulary: Vocabulary, context: Context) -> Plan:
    if (offered := taken_up(cleaned, context)) is not None:
        return _done(offered.action, dict(offered.params), 1.0)
    original = without_refusals(cleaned)
    text = mended(original, vocabulary)
    if not any(letter.isalnum() for letter in text):
        return Plan("none", message=NOTHING_ASKED) if text != "?" else Plan("run", (Step("help"),))
    lower = text.lower()
    if harmful(lower):
        return Plan("none", message=NOT_DONE)
    if elsewhere(lower) and not means_us(read(text, vocabulary), vocabulary, context):
        return Plan("none", message=NOT_FROM_HERE)
    if (choice := chosen(text, context)) is not None:
        return _done(choice.action, dict(choice.params), 1.0)
    plans: list[Plan] = []
    for part in split(text):
        reading = read(part, vocabulary)
        plan = pointing(_understand_one(reading, vocabulary, context), context)
        plan = replace(
            steps_as_typed(plan, original, vocabulary),
            said=reading.masked(),
            named=names_of(reading),
            speaks_of=spoken_of(reading, vocabulary),
        )
        plans.append(with_note(plan, reading, vocabulary))
        context = context.after(plan)
    return _joined(plans)


def _joined(plans: list[Plan]) -> Plan:
    if len(plans) == 1:
        return plans[0]
    stopped = next((plan for plan in plans if plan.kind in ("clarify", "none")), None)
    if stopped is not None:
        # Half of a request is not done on a guess about the other half.
        return (
            plans[0] if plans[0].kind in ("run", "propose") and stopped.kind == "none" else stopped
        )
    kind = "propose" if any(plan.kind == "propose" for plan in plans) else "run"
    steps = tuple(step for plan in plans for step in plan.steps)
    told = " ".join(plan.message for plan in plans if plan.message)
    names = tuple(each for plan in plans for each in plan.named)
    return Plan(kind, steps, told, said=" ".join(plan.said for plan in plans), named=names)  # type: ignore[arg-type]


def _done(
    action: str, params: dict[str, Any], confidence: float, others: tuple[Choice, ...] = ()
) -> Plan:
    step = Step(action, params, confidence, others)
    if action in LATER:
        return Plan("none", (), later(action))
    if action == NONE:
        return Plan("none", message=OUT_OF_SCOPE)
    missing = [name for name in required(action) if not given(name, params)]
    if missing:
        return _ask_for(action, missing[0], params, others)
    return Plan("propose" if action in ADJUSTING else "run", (step,))


def _understand_one(reading: Reading, vocabulary: Vocabulary, context: Context) -> Plan:
    if (called := named(reading.text)) is not None:
        return _called(*called, vocabulary, context)
    if refuses(reading.lower):
        return Plan("clarify", message=NOTHING_CHANGES)
    hypothetical = supposes(reading.lower) or orders_nothing(reading.lower)
    chances = ranked(reading, vocabulary, context)
    found = corrected(reading, context)
    if found and not allows(found[0], chances, context):
        found = None
    found = found or ordered(chances, reading, context, vocabulary)
    if not found and not hypothetical and not wonders(reading.lower):
        found = find_adjustment(reading, context)
        if found and not allows(found[0], chances, context):
            found = None
    if found:
        return _done(*found, confidence=0.95)
    if (found := follow_up(reading, vocabulary, context)) is not None:
        return _done(*found, confidence=0.9)
    return _likeliest(reading, chances, vocabulary, context, hypothetical=hypothetical)


def _called(action: str, rest: str, vocabulary: Vocabulary, context: Context) -> Plan:
    """Return the plan of an action that is called as keys and lists call it."""
    return _done(action, fill(action, read(rest, vocabulary), vocabulary, context), 0.95)


def _likeliest(
    reading: Reading,
    chances: Chances,
    vocabulary: Vocabulary,
    context: Context,
    *,
    hypothetical: bool,
) -> Plan:
    """Return what an utterance means that is like the examples of some action."""
    action, chance = chances[0]
    others = tuple(
        Choice(label(name, {}), name, fill(name, reading, vocabulary, context), round(odds, 3))
        for name, odds in chances[1:_CHOICES]
        if odds > _LIKELY / 2 and name != UNCLEAR
    )
    if (found := likely_adjusted(chances, reading, context, hypothetical=hypothetical)) is not None:
        return _done(*found, confidence=chance, others=others)
    if action in ADJUSTING and (hypothetical or (asks(reading.lower) and chance < ORDERS)):
        # A question changes nothing, however much it sounds like what would.
        chances = asking_alone(chances)
        action, chance = chances[0]
    if action in ADJUSTING:
        return _not_understood(action, reading, context, others)
    if (
        (chance < _SURE or (action in (NONE, UNCLEAR) and chance < _TELLS))
        and context.step is not None
        and (found := refine(reading, vocabulary, context))
    ):
        return _done(*found, confidence=0.5, others=others)
    if (
        action == UNCLEAR
        or chance < _LIKELY
        or (chance < _SURE and chance < _CLEAR * chances[1][1])
    ):
        return _unsure(reading, chances, vocabulary, context)
    if action == "compare" and (both := compared(reading, vocabulary)) is not None:
        return both
    return _taken_as(chances[0], reading, vocabulary, context, others)


def _taken_as(
    likeliest: tuple[str, float],
    reading: Reading,
    vocabulary: Vocabulary,
    context: Context,
    others: tuple[Choice, ...],
) -> Plan:
    """Return the plan of an action that is likely meant, and say so where it is not very likely."""
    action, chance = likeliest
    said = fill(action, reading, vocabulary, context)
    if "of" not in said and (words := about_words(action, reading, context)) is not None:
        action = "find_contacts"
        said = {**fill(action, reading, vocabulary, context), "text": words}
    params = inherit(action, said, reading, context, alone(action, reading, vocabulary, context))
    params = of_that_product(params, said, context, vocabulary)
    found = row_opened(action, reading, context) or nearest(
        action, params, reading, vocabulary, context
    )
    plan = _done(*found, confidence=chance, others=others)
    if plan.kind == "run" and chance < _TOLD:
        return replace(plan, message=f"I took this as: {label(*found)}. {plan.message}".strip())
    return plan


def _not_understood(
    action: str, reading: Reading, context: Context, others: tuple[Choice, ...]
) -> Plan:
    """Ask back about an adjustment: none is ever made of a guess."""
    asking = tuple(
        each
        for each in others
        if each.action not in ADJUSTING and each.action not in (NONE, UNCLEAR)
    )
    return Plan("clarify", message=HOW_TO.get(action, SAY_MORE), choices=asking)


def _unsure(
    reading: Reading, chances: list[tuple[str, float]], vocabulary: Vocabulary, context: Context
) -> Plan:
    best = chances[0]
    if best[0] == UNCLEAR:
        about = help_topic(reading, vocabulary) or ""
        return Plan("clarify", message=HOW_TO.get(about, SAY_WHICH))
    if best[0] == NONE and best[1] > _LIKELY:
        return Plan("none", message=OUT_OF_SCOPE)
    choices = []
    for name, chance in chances:
        if name in (NONE, UNCLEAR) or name in ADJUSTING or name in LATER:
            continue
        params = inherit(name, fill(name, reading, vocabulary, context), reading, context)
        if all(given(each, params) for each in required(name)):
            choices.append(Choice(label(name, params), name, params, round(chance, 3)))
        if len(choices) == _CHOICES:
            break
    return Plan(
        "clarify", message="I am not sure what you mean. Which of these?", choices=tuple(choices)
    )


def _ask_for(action: str, name: str, params: dict[str, Any], others: tuple[Choice, ...]) -> Plan:
    message = HOW_TO.get(action) or ASK.get(name, SAY_MORE)
    usable = tuple(
        each for each in others
        if each.action not in (*ADJUSTING, NONE, UNCLEAR, *LATER) and all(given(n, dict(each.params)) for n in required(each.action))
    )  # fmt: skip
    return Plan("clarify", message=message, choices=usable)
