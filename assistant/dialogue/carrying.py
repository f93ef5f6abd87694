"""What an utterance leaves to the context: what it is about, and what it was narrowed by before.

"And by phone?" goes on from what was asked before; "list the code columns" begins anew. What goes
on keeps the filters that it does not change, what begins anew keeps none.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Reading
from assistant.dialogue.slots import PRONOUN
from assistant.dialogue.taking import NEEDS, TAKES
from assistant.dialogue.vocabulary import Vocabulary
from assistant.dialogue.widening import widened

_OF_ALL = frozenset(("overview", "find_contacts", "show_journey"))
_WHOLE = re.compile(r"^(?:find|show|list|search|open|which|what|draw|give|how many|where|who)\b")
_ANEW = re.compile(r"^(?:please |now )?(?:find|show|list|search|give|open)\b")
"""What begins like this looks for something else than the words that were looked for."""
_OWN = frozenset(
    """top of by view paths output folder student map taxonomy settings wait seed blind strict
    questions answer group format file path source redact n stratify files days""".split()
)
"""Parameters that another action is told anew: where the last step wrote to is not where it does."""
_GOES_ON = re.compile(
    r"^(?:and|ok|okay|now|then|so|but|also|same|only|just|what about|how about|sorry|no|nope|not|i meant|i asked|bigger|smaller|too)\b"
)
_INSTEAD = re.compile(
    r"\b(?:instead|please only|only please)\b|\bonly,? (?:please|pls)\b"
    r"|\bnot (?:the |a )?(?:gaps?|pages?|quotes?|contacts?|list|listing|trend|stages?|failures?|findings?)\b"
)
_COUNTED = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|ten|twelve) of (?:them|em)\b"
)
_AFRESH = re.compile(
    r"\b(?:forget|drop|clear|lose|remove|reset) (?:that|the|those|all|any|my)(?: the)? filters?\b"
    r"|\b(?:look at|back to) (?:everything|all of it)\b|\ball (?:the )?products\b"
    r"|^(?:and |now |ok,? )?(?:everything|all (?:of (?:it|them))?)(?: again| then| now)?[.!?]*$"
    r"|\bstart(?:ing)? (?:over|afresh|again|from scratch)\b|\bnew question\b"
)
_SINCE_THEN = re.compile(r"\bsince(?: then)?\s*[?.!]*$")
_THE_SAME = re.compile(r"\bthe (?:page|gap|copy|fix|rewrite)\b(?! (?:of|for|on|about)\b)")
"""What is "the page" where none is named is that of which was spoken."""
_ONE_GAP = frozenset(("evidence", "agent_knowledge", "mark_gap", "verify", "suggest_text"))
_FILES = ("paths", "files", "file", "path")
_SUBJECTS = ("product", "stage", "gap", "contact", "finding")
_TELLS_ALONE = 0.7
"""From this probability on, of the utterance by itself, nothing of what was said before is needed."""
_SHORT = 4


def inherit(
    action: str,
    said: dict[str, Any],
    reading: Reading,
    context: Context,
    alone: float = 1.0,
) -> dict[str, Any]:
    """Return parameters with what an utterance leaves to the context: "show me the page itself".

    Args:
        action: What is asked.
        said: What the utterance says of its parameters.
        reading: What it names.
        context: What was said before.
        alone: How probable the action is by the utterance alone, without the one before.
    """
    if (context.step is None and not context.focus) or _AFRESH.search(reading.lower):
        return said
    params = {**said, **_spoken_of(action, said, reading, context)}
    step = context.step
    if step is None or (NEEDS.get(action) and reading.first("ordinal")):
        # What a row opens is not narrowed by what the list was narrowed by.
        return params
    if action == step.action:
        kept = _same_again(said, reading, context, alone)
    elif _goes_on(reading, said, alone):
        kept = {k: v for k, v in step.params.items() if k not in _OWN}
    else:
        kept = {}
    takes = TAKES.get(action, ())
    lost = widened(reading)
    for name, value in kept.items():
        known = name in takes and name not in params and name not in lost
        if known and not _bounded_anew(name, said) and (name, action) != ("topic", "help"):
            params[name] = value
    return _without_saying_twice(action, params)


def of_that_product(
    params: dict[str, Any], said: dict[str, Any], context: Context, vocabulary: Vocabulary
) -> dict[str, Any]:
    """Return parameters without a gap that the context left, where another product was named since.

    Args:
        params: What an action is asked with.
        said: What the utterance itself says of it.
        context: What was said before.
        vocabulary: Knows which product a gap is on.
    """
    from assistant.dialogue.products import products_called

    step = context.step
    product = said.get("product") or (step.params.get("product") if step is not None else None)
    inherited = params.get("gap") if "gap" not in said else None
    gap = next((each for each in vocabulary.gaps if each.id == inherited), None)
    if gap is None or not isinstance(product, str):
        return params
    if products_called(product, vocabulary) & set(gap.product_ids):
        return params
    return {name: value for name, value in params.items() if name != "gap"}


def _without_saying_twice(action: str, params: dict[str, Any]) -> dict[str, Any]:
    """Return parameters without the product that a gap is on, or that is asked of itself."""
    subject = str(params.get("of" if action in ("evidence", "trend") else "gap", ""))
    if "product" in params and (subject.startswith("g-") or subject == params["product"]):
        return {name: value for name, value in params.items() if name != "product"}
    return params


def _bounded_anew(name: str, said: dict[str, Any]) -> bool:
    return name in ("since", "until") and bool({"since", "until"} & set(said))


def _goes_on(reading: Reading, said: dict[str, Any], alone: float) -> bool:
    """Whether an utterance goes on from the last: it points back, is short, or says too little."""
    # "Six of them" says how many, and points nowhere.
    if PRONOUN.search(_COUNTED.sub("", reading.lower)) or _elliptic(reading):
        return True
    if "product" not in said and _THE_SAME.search(reading.lower):
        return True
    return alone < _TELLS_ALONE and not reading.all("ordinal") and "product" not in said


def _same_again(
    said: dict[str, Any], reading: Reading, context: Context, alone: float
) -> dict[str, Any]:
    """Return what the same action keeps: all but its subject where it is told as a whole anew."""
    step = context.step
    if step is None:
        return {}
    subject = {"product", "stage", "of", "gap", "topic", "text"} & set(said)
    whole = alone >= _TELLS_ALONE and bool(_WHOLE.match(reading.lower))
    if (subject or whole) and not _goes_on(reading, said, alone):
        return {}
    kept = dict(step.params)
    if subject and _ANEW.match(reading.lower) and not PRONOUN.search(reading.lower):
        kept.pop("text", None)
    if said.get("product") not in (None, kept.get("product")) and not _elliptic(reading):
        # Which kind of gap was asked of another product; "and the toaster?" asks for it again.
        kept.pop("kind", None)
    if {"text", "topic"} & set(said) and not PRONOUN.search(reading.lower):
        kept.pop("topic", None)
    if "product" in said and kept.get("of") not in (None, "contacts"):
        kept.pop("of", None)
    if "of" in said and "product" in kept and step.action in ("trend", "evidence"):
        kept.pop("product")
    return kept


def _elliptic(reading: Reading) -> bool:
    return bool(_GOES_ON.match(reading.lower) or _INSTEAD.search(reading.lower)) or (
        len(reading.lower.split()) <= _SHORT and not _WHOLE.match(reading.lower)
    )


def _spoken_of(
    action: str, said: dict[str, Any], reading: Reading, context: Context
) -> dict[str, Any]:
    """Return what an action can't be done without, of what was spoken of last."""
    if action == "verify":
        return _fix(said, context)
    step = context.step
    needed = NEEDS.get(action)
    if action == "trend" and step is not None and step.action not in _OF_ALL:
        needed = "of"
    if (gap := _answered_gap(action, said, reading, context)) is not None:
        return {"gap": gap}
    if not needed or needed in said or (needed in _FILES and "questions" in said):
        return {}
    if needed in _FILES:
        return _files(needed, context)
    value = _listed_gap(action, reading, context) or _known(needed, said, context)
    return {needed: value} if value else {}


def _fix(said: dict[str, Any], context: Context) -> dict[str, Any]:
    """Return the gap or the product whose fix is meant, and the day that was told of it."""
    told: dict[str, Any] = {}
    if not {"gap", "product"} & set(said):
        for name in ("gap", "product"):
            value = _known(name, said, context)
            if value is not None and (name == "product" or value.startswith(("g-", "#"))):
                told[name] = value
                break
    fixed = "gap" in {**said, **told}  # whose own mark tells the day
    if not fixed and "on" not in said and (day := context.focus.get("changed_on")):
        told["on"] = day
    return told


def _files(needed: str, context: Context) -> dict[str, Any]:
    """Return the files that were spoken of last: "do the full works on that one"."""
    params = context.step.params if context.step is not None else {}
    value = next((params[name] for name in _FILES if name in params), None)
    if value is None:
        return {}
    several = [value] if isinstance(value, str) else list(value)
    return {needed: several if needed in ("paths", "files") else several[0]}


def _answered_gap(
    action: str, params: dict[str, Any], reading: Reading, context: Context
) -> str | None:
    """Return the gap that "what do agents say about it" means: the one spoken of, or listed first."""
    step = context.step
    if action != "agent_knowledge" or {"gap", "product"} & set(params):
        return None
    spoken_of = context.focus.get("gap")
    last = next(reversed([k for k in context.focus if k in _SUBJECTS]), None)
    if last == "gap" or (step is not None and step.action in _ONE_GAP and spoken_of):
        return spoken_of if PRONOUN.search(reading.lower) or last == "gap" else None
    if step is None or not PRONOUN.search(reading.lower):
        return None
    about_one = re.search(r"\b(?:it|that|this)\b", reading.lower)
    listed = [row.id for row in context.rows if row.kind == "gap"]
    return listed[0] if step.action == "show_gaps" and about_one and listed else None


def _listed_gap(action: str, reading: Reading, context: Context) -> str | None:
    """Return the gap that "what should the page say" is about right after a list: mostly its first."""
    listed = [row.id for row in context.rows if row.kind == "gap"]
    if action != "suggest_text" or reading.all("product"):
        return None
    spoken_of = context.focus.get("gap")
    if spoken_of and (not listed or spoken_of in listed or _later(context, "gap")):
        return spoken_of
    if not listed:
        unknown = context.step is not None and not context.answered
        return "#1" if unknown and context.step.action == "show_gaps" else None  # type: ignore[union-attr]
    return listed[0]


def _later(context: Context, kind: str) -> bool:
    """Whether what is of this kind was spoken of last of all subjects."""
    return next(reversed([k for k in context.focus if k in _SUBJECTS]), None) == kind


_OF = ("gap", "stage", "finding", "product")


def _known(name: str, said: dict[str, Any], context: Context) -> str | None:
    """Return what was spoken of last that a parameter can hold."""
    step = context.step
    value = step.params.get(name) if step is not None else None
    if name != "of":
        return value if isinstance(value, str) else context.focus.get(name)
    kinds = _OF if "product" not in said else _OF[:2]
    spoken = [kind for kind in context.focus if kind in kinds]
    return context.focus[spoken[-1]] if spoken else None
