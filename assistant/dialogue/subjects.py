"""What an utterance speaks of, whatever came of it, so that "draft something for it" means it."""

from __future__ import annotations

import re

from assistant.dialogue.gap_names import topic_called
from assistant.dialogue.products import product_name
from assistant.dialogue.readings import Mention, Reading
from assistant.dialogue.vocabulary import Vocabulary

_KINDS = ("product", "stage", "contact", "finding", "gap")
_CHANGED = re.compile(
    r"\b(?:chang\w+|updat\w+|rewr\w+|redid|redone|re-?did|fix\w*|publish\w+|put (?:up|live)|went (?:live|up)|live|"
    r"edit\w+|correct\w+|swapp\w+|shipped|pushed|did it|touched|since|up)\b"
)
_NO_GAP = re.compile(r"\b(?:gaps?|ones?|questions?|thing)\b")


def spoken_of(reading: Reading, vocabulary: Vocabulary) -> dict[str, str]:
    """Return product, stage, contact, finding and gap named last, by these names, in their order.

    A gap is named by its id, or by its topic where words call it a gap: "the one about the lid".
    `changed_on` is the one day of which it is said that a page changed.
    """
    told: dict[str, str] = {}
    for mention in reading.mentions:
        if mention.negated or mention.slot not in _KINDS:
            continue
        value = str(mention.value)
        if mention.slot == "product":
            value = product_name(value, vocabulary) or value
        told.pop(mention.slot, None)
        told[mention.slot] = value
    if "gap" not in told and _NO_GAP.search(reading.lower) and not reading.all("quoted"):
        topic = topic_called(reading, as_a_gap=True)
        told.update({"gap": topic} if topic else {})
    if (day := changed_on(reading)) is not None:
        told["changed_on"] = day
    return told


def changed_on(reading: Reading) -> str | None:
    """Return the day, as ISO, on which something is said to have changed; None: no one day is."""
    if not _CHANGED.search(reading.lower):
        return None
    days = [str(each.value.since) for each in reading.all("period") if _one_day(each)]
    return days[-1] if days else None


def _one_day(mention: Mention) -> bool:
    since, until = mention.value.since, mention.value.until
    if since is None or mention.negated:
        return False
    return until is None or (until - since).days <= 1
