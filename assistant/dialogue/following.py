"""Follow-ups: what an utterance means in the light of the one before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.dialogue.counts import number_of
from assistant.dialogue.dropping import leaves_out_unnamed
from assistant.dialogue.how_many import unlimited
from assistant.dialogue.plan import Context
from assistant.dialogue.products_spoken import apart_from
from assistant.dialogue.readings import Reading
from assistant.dialogue.set_phrases import set_phrase
from assistant.dialogue.slots import fill, pick
from assistant.dialogue.taking import FILTERS, NEEDS, TAKES
from assistant.dialogue.vocabulary import Vocabulary
from assistant.dialogue.widening import widened

Found = tuple[str, dict[str, Any]]

_FILLER = frozenset(
    """a an and the of for in on at by to from with about what how only just same thing too also now
    then but or no nope nah yes ok okay so well sorry meant mean i not rather instead please pls
    thanks cheers those these that this it its them they one ones again keep all make do does limit
    narrow down show me us give see let's lets can could you would filter but narrow restricted it
    specifically those behind came come that's is are was were be wait hmm hm right actually
    customers customer owners people contacts ones channels channel filtered though if we look want
    i'd like here there as well time go do next try without except excluding drop lose hide ignore skip exclude minus forget out take filter""".split()
)
_AND_WORDS = re.compile(
    r"^(?:(?:and|also|ok|so|what about|how about|now|or|try)\s+)+(?:the\s+)?[\"']?([\w' -]{3,30}?)[\"']?[\s?!.]*$",
    re.IGNORECASE,
)
_NOT_THESE = re.compile(
    r"^(?:no[, ]+)?not [\"']?[\w' -]{3,30}?[\"']?[,;-]+ (?:but )?[\"']?([\w' -]{3,30}?)[\"']?[\s?!.]*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\b(?:behind|words|quotes?|verbatims?|said)\b")
_FEW = 3
_PHRASE = 6
_OPENING = ("explain_contact", "show_stage")
_SPANS = ("week", "day", "month", "some", "excluding", "minus", "counting", "leaving", "out")
_HOW_MANY = frozenset(
    ("top", "more", "enough", "many", "too", "max", "will", "mean", "five", "three", "ten")
)
_SMALLER = re.compile(r"\b(?:smaller|small|little|other|bigger|big|larger|large|plain|basic)\b")
_THE_ONE = re.compile(r"^(?:[\w']+[ ,]+){0,4}(?:the|that) [\w-]+(?: [\w-]+)?(?: one)?[\s?!.]*$")
_MAKE = re.compile(
    r"\b(?:make|limit|cut|keep|only|just|to)\b.*?\b(\d+|three|five|six|eight|ten|twenty)\b"
)
_NUMBER_ALONE = re.compile(
    r"^(?:and |ok |no,? |make it )?(\d{1,3}|three|four|five|six|seven|eight|nine|ten|twenty|fifty)(?: of (?:them|those)| rows| please| pls| then| instead)*[.!?]*$"
)
_ROWS = {
    "show_gaps": "evidence",
    "pain_points": "show_gaps",
    "find_contacts": "explain_contact",
    "evidence": "explain_contact",
    "show_journey": "show_stage",
    "overview": "show_stage",
    "findings": "evidence",
    "failure_points": "evidence",
    "streamline": "evidence",
}
_BY_ROW = {
    "gap": "evidence",
    "contact": "explain_contact",
    "product": "show_gaps",
    "stage": "show_stage",
    "finding": "evidence",
}


def residue(reading: Reading) -> list[str]:
    """Return the words that neither name something nor are small words."""
    words = re.findall(r"[a-z][a-z'-]*", re.sub(r"\{\w+\}", " ", reading.masked()))
    return [word for word in words if word not in _FILLER]


def follow_up(reading: Reading, vocabulary: Vocabulary, context: Context) -> Found | None:
    """Return what an utterance that says no action of its own means after the last one."""
    step = context.step
    if step is None:
        return None
    if (found := set_phrase(reading, context)) is not None:
        return found
    left = [] if widened(reading) and len(reading.lower.split()) <= _PHRASE else residue(reading)
    if leaves_out_unnamed(reading):
        left = [word for word in left if word not in _SPANS]
    if _THE_ONE.search(reading.lower) and (
        apart := _another_size(reading, dict(step.params), vocabulary)
    ):
        return step.action, {**step.params, **apart}
    at = reading.first("ordinal")
    if at is not None and not left and not reading.all("stage"):
        return _narrowed(open_row(context, at), reading, vocabulary, context)
    if [word for word in left if not _about_sizes(word) and word not in _HOW_MANY]:
        return _other_words(reading, left, context)
    found = refine(reading, vocabulary, context) or _of_many(reading, vocabulary, context)
    kept = leaves_out_unnamed(reading) and "without" in TAKES.get(step.action, ())
    return found or ((step.action, dict(step.params)) if kept else None)


def _of_many(reading: Reading, vocabulary: Vocabulary, context: Context) -> Found | None:
    """Return what spoke of many contacts last, narrowed: "only phone?" after one of its rows."""
    step, asked = context.step, context.asked
    if step is None or asked is None or asked is step or "channel" in TAKES.get(step.action, ()):
        return None
    return refine(reading, vocabulary, replace(context, step=asked))


def _other_words(reading: Reading, left: list[str], context: Context) -> Found | None:
    """Return the last search with other words: "and rust?" after "find contacts about limescale"."""
    step = context.step
    found = _AND_WORDS.match(reading.text) or _NOT_THESE.match(reading.text)
    if step is None or found is None or reading.mentions or len(left) > _FEW:
        return None
    name = {"find_contacts": "text", "show_gaps": "topic"}.get(step.action)
    if name is None or (name == "topic" and name not in step.params):
        return None
    return step.action, {**step.params, name: found[1].strip()}


def refine(reading: Reading, vocabulary: Vocabulary, context: Context) -> Found | None:
    """Return the last action with the parameters that an utterance gives instead."""
    step = context.step
    if step is None or step.action not in TAKES:
        return None
    said = fill(step.action, reading, vocabulary, context)
    params = dict(step.params)
    if unlimited(reading):
        params.pop("top", None)
    lost = [name for name in widened(reading) if params.pop(name, None) is not None]
    if "top" in TAKES[step.action] and (number := reading.first("number")) and "top" not in said:
        said["top"] = int(number)
    if "top" in TAKES[step.action] and "top" not in said and (top := _MAKE.search(reading.lower)):
        said["top"] = number_of(top[1])
    if "top" in TAKES[step.action] and (alone := _NUMBER_ALONE.match(reading.lower)):
        said["top"] = number_of(alone[1])
    if not said and not lost:
        said = _another_size(reading, params, vocabulary)
    if not said and not lost:
        return None
    if "since" in said or "until" in said:
        params.pop("since", None)
        params.pop("until", None)
    if step.action == "evidence" and "stage" in said:
        said["of"] = said.pop("stage")
    if step.action == "ingest" and "paths" in said:
        return step.action, said
    return step.action, {**params, **said}


def opens(listing: str) -> str | None:
    """Return the action that opens a row of what another action lists, or None."""
    return _ROWS.get(listing)


def open_row(context: Context, at: int) -> Found | None:
    """Return what "the second one" opens."""
    if context.rows:
        index = at - 1 if at > 0 else len(context.rows) - 1
        if index >= len(context.rows):
            return None
        action = _BY_ROW[context.rows[index].kind]
    elif context.step is not None and context.step.action in _ROWS:
        action = _ROWS[context.step.action]
    else:
        return None
    name = NEEDS.get(action, "product")
    return action, {name: pick(context, at)}


def _narrowed(
    found: Found | None, reading: Reading, vocabulary: Vocabulary, context: Context
) -> Found | None:
    """Return what a row opens with the filters that were said: "the calls behind the second"."""
    if found is None:
        return None
    action, params = found
    if action == "show_gaps" and _BEHIND.search(reading.lower):
        action, params = "evidence", {"of": params["product"]}
    said = fill(action, reading, vocabulary, context)
    return action, {**{k: v for k, v in said.items() if k in FILTERS and k not in params}, **params}


def _about_sizes(word: str) -> bool:
    return bool(_SMALLER.fullmatch(word))


def _another_size(
    reading: Reading, params: dict[str, Any], vocabulary: Vocabulary
) -> dict[str, Any]:
    """Return the sibling of the product spoken of that "the smaller one" means."""
    from assistant.dialogue.products import called_apart, sibling

    product = params.get("product")
    if not isinstance(product, str):
        return {}
    if (apart := apart_from(product, reading, vocabulary)) is not None:
        return {"product": apart}
    if _SMALLER.search(reading.lower):
        found = sibling(product, reading.lower, vocabulary)
    else:
        found = called_apart(product, reading.lower, vocabulary)
    return {"product": found} if found else {}


def row_opened(
    action: str, reading: Reading, context: Context
) -> tuple[str, dict[str, Any]] | None:
    """Return what "the second one" opens where what was listed were no contacts."""
    at = reading.first("ordinal")
    listed = context.step.action if context.step is not None else ""
    if at is None or opens(listed) in (None, action):
        return None
    return open_row(context, at) if action in _OPENING else None
