"""What the models say of an utterance: actions with their probabilities, the likeliest first."""

from __future__ import annotations

import re

from assistant.dialogue.intents import NONE, UNCLEAR
from assistant.dialogue.needed import ADJUSTING
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Reading
from assistant.dialogue.vocabulary import Vocabulary

Chances = list[tuple[str, float]]
"""Actions with probabilities that sum to 1, the likeliest first."""

_DOUBTFUL = 0.6
"""Below it a clause of an utterance may tell more than the whole."""
_OUTWEIGHS = 0.5
_CERTAIN = 0.9
_SAYS_LITTLE = 0.01
_CLAUSE = re.compile(r"[.;:!?]\s+|,\s+|\s-+\s+")
_MOST_CLAUSES, _MOST_WORDS = 4, 40
"""What is longer than people speak is told by the whole: each clause takes as long as an answer."""


def ranked(reading: Reading, vocabulary: Vocabulary, context: Context) -> Chances:
    """Return the chances of the whole utterance, or of the clause that is clearest."""
    masked = reading.masked()
    chances = vocabulary.intents.rank(masked, context.said)
    clauses = [each for part in _CLAUSE.split(masked) if len((each := part.strip()).split()) > 1]
    short = len(clauses) <= _MOST_CLAUSES and len(masked.split()) <= _MOST_WORDS
    if len(clauses) > 1 and short and chances[0][1] < _DOUBTFUL:
        for clause in clauses:
            own = vocabulary.intents.rank(clause, context.said)
            if own[0][1] > chances[0][1] and own[0][0] not in (NONE, UNCLEAR):
                chances = own
    return chances


def asking_alone(chances: Chances) -> Chances:
    """Return the actions that change nothing, with their shares of what these have together.

    Where they have next to nothing, their order says nothing either: all chances as they are.
    """
    asking = [(name, chance) for name, chance in chances if name not in ADJUSTING]
    whole = sum(chance for _, chance in asking)
    return [(name, chance / whole) for name, chance in asking] if whole > _SAYS_LITTLE else chances


def bears_out(action: str, chances: Chances) -> bool:
    """Whether the models leave room for an adjustment that the words have the form of."""
    likeliest, chance = chances[0]
    return likeliest == action or chance < _OUTWEIGHS


def means_us(reading: Reading, vocabulary: Vocabulary, context: Context) -> bool:
    """Whether the models are certain of a question, whatever other systems its words speak of."""
    likeliest, chance = vocabulary.intents.rank(reading.masked(), context.said)[0]
    return likeliest not in (NONE, UNCLEAR, *ADJUSTING) and chance >= _CERTAIN


def alone(action: str, reading: Reading, vocabulary: Vocabulary, context: Context) -> float:
    """Return how probable an action is by an utterance alone, without the one before it."""
    if not context.said:
        return 1.0
    return vocabulary.intents.by_likeness(reading.masked()).get(action, 0.0)
