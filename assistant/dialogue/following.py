"""Follow-ups: what an utterance means in the light of the one before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.dialogue.counts import number_of
from assistant.dialogue.dropping import leaves_out_unnamed
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Reading
from assistant.dialogue.set_phrases import set_phrase
from assistant.dialogue.slots import PRONOUN, fill, pick
from assistant.dialogue.taking import FILTERS, NEEDS, TAKES
from assistant.dialogue.vocabulary import Vocabulary

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
_BEHIND = re.compile(r"\b(?:behind|words|quotes?|verbatims?|said)\b")
_OF_ALL = frozenset(("overview", "find_contacts", "show_journey"))
_WHOLE = re.compile(r"^(?:find|show|list|search|open|which|what|draw|give|how many|where|who)\b")
_FEW = 3
_SPANS = ("week", "day", "month", "some", "excluding", "minus", "counting", "leaving", "out")
_HOW_MANY = frozenset(
    ("top", "more", "enough", "many", "too", "max", "will", "mean", "five", "three", "ten")
)
_OWN = frozenset(
    """top of by view paths output folder student map taxonomy settings wait seed blind strict
    questions answer group format file path source redact""".split()
)
"""Parameters that are said anew each time: where the last step wrote to is not where the next does."""
_GOES_ON = re.compile(
    r"^(?:and|ok|okay|now|then|so|but|also|same|only|just|what about|how about|sorry|no|nope|not|i meant|i asked|bigger|smaller|too)\b"
)
_COUNTED = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|ten|twelve) of (?:them|em)\b"
)
_ONE_GAP = frozenset(("evidence", "agent_knowledge", "mark_gap", "verify"))
_EVERY_CHANNEL = re.compile(r"\b(?:all|every|any) channels?\b|\bnot just (?:phone|chat|email)\b")
_SMALLER = re.compile(r"\b(?:smaller|small|little|other|bigger|big|larger|large|plain|basic)\b")
_THE_ONE = re.compile(r"^(?:[\w']+[ ,]+){0,4}(?:the|that) [\w-]+(?: [\w-]+)?(?: one)?[\s?!.]*$")
_MAKE = re.compile(
    r"\b(?:make|limit|cut|keep|only|just|to)\b.*?\b(\d+|three|five|six|eight|ten|twenty)\b"
)
_AFRESH = re.compile(
    r"\b(?:forget|drop|clear|lose|remove|reset) (?:that|the|those|all|any|my)(?: the)? filters?\b"
    r"|\b(?:look at|back to) (?:everything|all of it)\b|\ball (?:the )?products\b"
    r"|\bstart(?:ing)? (?:over|afresh|again|from scratch)\b|\bnew question\b"
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
    left = residue(reading)
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
    found = _AND_WORDS.match(reading.text)
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
    cleared = False
    if "top" in TAKES[step.action] and (number := reading.first("number")) and "top" not in said:
        said["top"] = int(number)
    if "top" in TAKES[step.action] and "top" not in said and (top := _MAKE.search(reading.lower)):
        said["top"] = number_of(top[1])
    if "top" in TAKES[step.action] and (alone := _NUMBER_ALONE.match(reading.lower)):
        said["top"] = number_of(alone[1])
    if _EVERY_CHANNEL.search(reading.lower):
        cleared = params.pop("channel", None) is not None
    if not said and not cleared:
        said = _another_size(reading, params, vocabulary)
    if not said and not cleared:
        return None
    if "since" in said or "until" in said:
        params.pop("since", None)
        params.pop("until", None)
    if step.action == "evidence" and "stage" in said:
        said["of"] = said.pop("stage")
    if step.action == "ingest" and "paths" in said:
        return step.action, said
    return step.action, {**params, **said}


def inherit(
    action: str, said: dict[str, Any], reading: Reading, context: Context
) -> dict[str, Any]:
    """Return parameters with what an utterance leaves to the context: "show me the page itself"."""
    step = context.step
    if step is None or _AFRESH.search(reading.lower):
        return said
    params = dict(said)
    needed = NEEDS.get(action)
    # "Six of them" says how many, and points nowhere.
    points_back = bool(PRONOUN.search(_COUNTED.sub("", reading.lower)))
    if action == "trend" and "of" not in params and step.action not in _OF_ALL:
        needed = "of"
    if needed and needed not in params:
        value = _listed_gap(action, reading, context) or _known(needed, context)
        params.update({needed: value} if value else {})
    if (gap := _answered_gap(action, params, reading, context)) is not None:
        return {**params, "gap": gap}
    if action == "verify" and not {"gap", "product"} & set(params):
        for name in ("gap", "product"):
            if (value := _known(name, context)) is not None:
                return {**params, name: value}
    if (not points_back and not _elliptic(reading)) or (needed and reading.first("ordinal")):
        # What a row opens is not narrowed by what the list was narrowed by.
        return params
    for name in TAKES.get(action, ()):
        if name in _OWN or name in params or name == needed:
            continue
        if name in step.params and not (name == "topic" and action == "help"):
            params[name] = step.params[name]
    return params


def _answered_gap(
    action: str, params: dict[str, Any], reading: Reading, context: Context
) -> str | None:
    """Return the gap that "what do agents say about it" means: the one spoken of, or listed first."""
    step = context.step
    if action != "agent_knowledge" or "gap" in params or step is None:
        return None
    if not PRONOUN.search(reading.lower):
        return None
    if step.action in _ONE_GAP:
        return _known("gap", context)
    about_one = re.search(r"\b(?:it|that|this)\b", reading.lower)
    listed = [row.id for row in context.rows if row.kind == "gap"]
    return listed[0] if step.action == "show_gaps" and about_one and listed else None


def _listed_gap(action: str, reading: Reading, context: Context) -> str | None:
    """Return the gap that "what should the page say" is about right after a list: mostly its first."""
    listed = [row.id for row in context.rows if row.kind == "gap"]
    if action != "suggest_text" or reading.all("product"):
        return None
    if not listed:
        unknown = context.step is not None and not context.answered
        return "#1" if unknown and context.step.action == "show_gaps" else None  # type: ignore[union-attr]
    spoken_of = context.focus.get("gap")
    return spoken_of if spoken_of in listed else listed[0]


def _elliptic(reading: Reading) -> bool:
    return bool(_GOES_ON.match(reading.lower)) or (
        len(reading.lower.split()) <= 4 and not _WHOLE.match(reading.lower)
    )


def _known(name: str, context: Context) -> str | None:
    step = context.step
    if step is None:
        return None
    for each in {"of": ("of", "gap", "stage"), "gap": ("gap", "of")}.get(name, (name,)):
        value = step.params.get(each)
        if isinstance(value, str) and not (name == "gap" and not value.startswith(("g-", "#"))):
            return value
    kind = "gap" if name == "of" else name
    if kind in context.focus:
        return context.focus[kind]
    return context.focus.get("stage") if name == "of" else None


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
    if _SMALLER.search(reading.lower):
        found = sibling(product, reading.lower, vocabulary)
    else:
        found = called_apart(product, reading.lower, vocabulary)
    return {"product": found} if found else {}
