"""Understanding what people type: utterance, names and context in, a plan of actions out.

No language model and no network: example utterances, the static encoder, and rules where grammar
decides. Nothing is run here; `assistant.actions` does what a plan says.
"""

from assistant.dialogue.asking_back import picked
from assistant.dialogue.guards import agrees, takes_up
from assistant.dialogue.listed import Row
from assistant.dialogue.plan import Choice, Context, Plan, Step
from assistant.dialogue.understanding import understand
from assistant.dialogue.vocabulary import Vocabulary

__all__ = [
    "Choice",
    "Context",
    "Plan",
    "Row",
    "Step",
    "Vocabulary",
    "agrees",
    "picked",
    "takes_up",
    "understand",
]
