"""Whether an utterance orders a change, by what the models say, and which one."""

from __future__ import annotations

from assistant.dialogue.adjusting import Found, likely_adjustment, meant_adjustment
from assistant.dialogue.moods import asks, narrows, orders_nothing, supposes, told_behind
from assistant.dialogue.needed import ADJUSTING, given, required
from assistant.dialogue.plan import Context
from assistant.dialogue.ranking import Chances, bears_out
from assistant.dialogue.readings import Reading
from assistant.dialogue.vocabulary import Vocabulary

_SURELY = 0.6
"""From here on an adjustment is read before anything else is thought of."""
ORDERS = 0.9
"""From here on an adjustment is meant, though the words have the form of a question."""
_OF_SHOWN = ("relabel", "relabel_several")
_NEVER = 2.0
_LIKELIEST = 0.4
"""Where several adjustments share what speaks for one, none of them is proposed on less."""
_LISTED = 0.05


def ordered(
    chances: Chances, reading: Reading, context: Context, vocabulary: Vocabulary
) -> Found | None:
    """Return the adjustment that is plainly meant, where everything that it needs can be read."""
    action, chance = chances[0]
    if action not in ADJUSTING or chance < _needed(reading.lower):
        return None
    return _whole(meant_adjustment(action, reading, context, vocabulary))


def allows(action: str, chances: Chances, context: Context) -> bool:
    """Whether the models leave room for an adjustment that the words have the form of.

    What contacts that were just shown are about is said in no other form.
    """
    return bool(context.shown and action in _OF_SHOWN) or bears_out(action, chances)


def _needed(lower: str) -> float:
    """Return the probability from which on an utterance orders something; above 1: never."""
    if orders_nothing(lower):
        return _NEVER
    if (told := told_behind(lower)) is not None:
        # "What if we called it Money? Nah, Bills. Make it that": what is told counts.
        return _NEVER if supposes(told) else ORDERS
    if supposes(lower) or (asks(lower) and not narrows(lower)):
        return _NEVER
    return ORDERS if asks(lower) else _SURELY


def likely_adjusted(
    chances: Chances, reading: Reading, context: Context, *, hypothetical: bool
) -> Found | None:
    """Return an adjustment that is likely meant, where everything that it needs is named."""
    adjusting = [(name, chance) for name, chance in chances if name in ADJUSTING]
    if hypothetical or sum(chance for _, chance in adjusting) < _SURELY:
        return None
    if asks(reading.lower) and max(chance for _, chance in adjusting) < ORDERS:
        return None
    likely = [name for name, chance in adjusting if chance > _LISTED]
    if max(chance for _, chance in adjusting) < _LIKELIEST:
        return None
    return _whole(likely_adjustment(likely, reading, context))


def _whole(found: Found | None) -> Found | None:
    """Return an adjustment of which nothing is missing, or None."""
    if found is None or not all(given(name, found[1]) for name in required(found[0])):
        return None
    return found
