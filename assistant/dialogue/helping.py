"""What help is asked on, and what is said where nothing can be done."""

from __future__ import annotations

import re

from assistant.dialogue.readings import Reading
from assistant.dialogue.vocabulary import Vocabulary

LATER = {
    "compare": "Comparing two companies or segments",
    "what_if": "Simulating what-ifs",
    "routing": "Judging the phone menu",
}
"""What is understood and can't be done yet."""

OUT_OF_SCOPE = (
    "That is outside what I know, which is your customers' contacts. Ask me, for example, what "
    "people contact us about, which five pages to fix first, or the gaps on a product's page."
)
NOT_DONE = (
    "I won't do that, and nothing was changed. I can show you what customers ask, which pages leave "
    "it open, or the words behind it."
)
NOT_FROM_HERE = (
    "I can't do that from here: I only read your customers' contacts and pages. Ask me, for "
    "example, which pages to fix first, or what people say about delivery."
)
NOTHING_CHANGES = "Then nothing is changed. What would you like to see, or to have done instead?"
NOTHING_ASKED = "Ask a question, for example: which pages make people call?"

_NO_ACTIONS = frozenset(("none", "clarify", "help", "changes", "run", "products", "compare"))
_TOPICS = (
    ("rename_stage", r"\brenam"),
    ("merge_stages", r"\bmerg|\bcombin"),
    ("split_stage", r"\bsplit"),
    ("add_stage", r"\badd(?:ing)? a? ?(?:new )?stage"),
    ("remove_stage", r"\b(?:remov|delet)\w* a? ?stage"),
    ("move_stage", r"\bmov\w+ a? ?stage"),
    ("mark_gap", r"\bmark\w*\b.*\bgap|\bgap\b.*\bfixed"),
    ("relabel", r"\brelabel|\bcorrect\w* a? ?label|\bcorrect\w* a? ?contact"),
    ("undo", r"\bundo"),
    ("export", r"\bexport"),
    ("ingest", r"\bingest|\bload\w* (?:my |the )?(?:data|files|tickets)|\bget my data in|\bimport(?:ing)?\b"),
    ("teach", r"\bteach"),
    ("classify", r"\bclassif"),
    ("show_gaps", r"\bgaps?\b"),
    ("pain_points", r"\bpain points?\b"),
    ("report", r"\breport"),
)  # fmt: skip


def help_topic(reading: Reading, vocabulary: Vocabulary) -> str | None:
    """Return the name of the action that help is asked on, or None."""
    from assistant.dialogue.intents import examples

    words = reading.lower.replace("-", "_")
    for name in examples():
        spoken = name.replace("_", "[_ ]")
        if "_" in name and re.search(rf"\b{spoken}\b", words):
            return name
    if said := next((name for name, said in _TOPICS if re.search(said, reading.lower)), None):
        return said
    # "What does verify do": after the others, whose words are everyday words, too.
    single = (name for name in examples() if "_" not in name and name not in _NO_ACTIONS)
    return next((n for n in single if re.search(rf"\b{n.removesuffix('s')}s?\b", words)), None)


def later(action: str) -> str:
    """Return the sentence for what can't be done yet."""
    return f"{LATER[action]} is not possible yet. `help` lists what can be asked."
