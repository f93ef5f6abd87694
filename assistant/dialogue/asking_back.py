"""What is asked back where an utterance lacks something."""

from __future__ import annotations

import re

from assistant.dialogue.plan import Choice, Context, Plan
from assistant.dialogue.readings import clean

SAY_WHICH = (
    "I am not sure what you mean. Say what of, or which one, for example: gaps on the kettle."
)
NOTHING_LISTED = (
    "Nothing is listed yet that I could count in. First ask for a list, for example: show the gaps."
)
SAY_MORE = "I am not sure what you want changed; nothing was changed. Say which, and to what."

HOW_TO = {
    "rename_stage": "Which stage, and what shall it be called? For example: rename paying to Billing.",
    "merge_stages": "Which stages? For example: merge researching and reviewing options.",
    "split_stage": "Into what? For example: split support into Repairs and Complaints.",
    "add_stage": "What shall the stage be called? For example: add a stage called Repairs.",
    "remove_stage": "Which stage, and where do its contacts go?",
    "move_stage": "Which stage, and before or after which other?",
    "mark_gap": "Which gap, and is it accepted, dismissed or fixed?",
    "relabel": "Which contact, and to which stage?",
    "relabel_several": "Which contacts? None was shown just now: list them first, for example: "
    "find contacts about the lid.",
    "map_driver": "Which reason code, and which stage does it mean? `drivers` lists the codes.",
    "relabel_matching": "Which words, and to which stage?",
    "set_assumption": "Which number? For example: set cost per call to 6.",
    "revert": "Which entry? `history` shows their numbers.",
    "forget": "Which customer? Give the number or key.",
}
"""What to say of an adjustment that lacks something."""

ASK = {
    "stage": "Which stage?",
    "product": "Which product?",
    "contact": "Which contact? Give its id, or the ticket's number.",
    "gap": "Which gap? `show_gaps` lists them.",
    "of": "Of what? Name a gap or a stage, for example: quotes on paying.",
    "fix": "Which fix? Name the gap, or the product whose page changed, and the day.",
    "page": "Which file is the draft in?",
    "paths": "Which file or folder?",
    "file": "Which file?",
}
"""What to say of a question that lacks something."""

_PLACE = re.compile(r"#-?\d{1,3}")


def pointing(plan: Plan, context: Context) -> Plan:
    """Return a plan, or that there is no second one where the last answer lists fewer."""
    if plan.kind not in ("run", "propose") or (context.step is not None and not context.answered):
        return plan
    values = [value for step in plan.steps for value in step.params.values()]
    if not any(isinstance(value, str) and _PLACE.fullmatch(value) for value in values):
        return plan
    if context.step is None:
        return Plan("clarify", message=NOTHING_LISTED)
    listed = len(context.rows)
    told = (
        f"only {listed} {'is' if listed == 1 else 'are'} listed" if listed else "nothing is listed"
    )
    return Plan("none", message=f"There is no such one: in the last answer {told}.")


def chosen(text: str, context: Context) -> Choice | None:
    """Return what was chosen of what was asked back: by its number, or in its words."""
    if not context.choices:
        return None
    found = re.fullmatch(
        r"(?:the |number |no\.? ?|#)*(\d|one|two|three|four|five|first|second|third|fourth|fifth)(?: one)?[.!)]*",
        text.lower(),
    )
    words = ("one", "two", "three", "four", "five"), ("first", "second", "third", "fourth", "fifth")
    at: int | None = None
    if found:
        said = found[1]
        at = int(said) if said.isdigit() else next(w.index(said) + 1 for w in words if said in w)
    else:
        named = [i for i, c in enumerate(context.choices, 1) if c.label.lower() == text.lower()]
        at = named[0] if named else None
    if at is None or not 1 <= at <= len(context.choices):
        return None
    return context.choices[at - 1]


def picked(utterance: str, context: Context) -> Choice | None:
    """Return what an utterance picks of what was asked back or offered; None: neither."""
    text = clean(utterance)
    return taken_up(text, context) or chosen(text, context)


def taken_up(text: str, context: Context) -> Choice | None:
    """Return what the last answer offered whose words were typed; the part before `:` may do."""
    said = _plain(text)
    exact = [each for each in context.offered if _plain(each.label) == said]
    begun = [each for each in context.offered if _plain(each.label.partition(":")[0]) == said]
    if exact:
        return exact[0]
    return begun[0] if len(begun) == 1 else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .?!…")
