"""Which speaker is the customer and which the agent, when labels alone don't say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpora.readers.transcripts.labels import Label
from corpora.records import Speaker

GUESSED = "speakers-guessed"
"""Flag of contacts whose speakers are told apart by their wording alone."""

_FEWEST_TURNS = 4


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one label introduces; times in seconds from the beginning of the conversation."""

    label: Label
    text: str
    started_at: float | None = None
    ended_at: float | None = None


_AGENT_CUES = re.compile(
    r"thank(?:s| you) for (?:calling|contacting|choosing|reaching out|holding|verifying"
    r"|providing|confirming|your patience|being)"
    r"|how (?:may|can|could) (?:i|we) (?:help|assist|be of)"
    r"|(?:happy|glad|here|able) to (?:help|assist)(?: you)?"
    r"|(?:anything|something) else (?:(?:that )?(?:i|we) can|you)"
    r"|(?:may|can|could) i (?:please )?(?:have|get|ask for) your"
    r"|(?:may|can|could) you (?:please )?(?:provide|confirm|verify|give me|tell me)"
    r"|welcome to\b|apologi[sz]e for|sorry (?:to hear|for the (?:inconvenience|trouble|delay))"
    r"|(?:let me|i'll|i will) (?:check|look into|pull up|transfer|go ahead|see what)"
    r"|i (?:see|can see) (?:that you|your|on your|here)|your (?:account|reference) number"
    r"|wie kann ich (?:ihnen )?(?:helfen|behilflich)|comment puis-je vous aider"
    r"|en qu[eé] (?:le )?puedo ayudar",
    re.IGNORECASE,
)
_CUSTOMER_CUES = re.compile(
    r"\bi(?:'m| am) (?:calling|having|trying|looking|interested|not (?:happy|sure|satisfied))"
    r"|\bi (?:have|had|need|want|wanted|bought|ordered|received|recently|just|can't|cannot|tried"
    r"|noticed|was (?:told|charged|wondering)|returned)\b"
    r"|\bi(?:'d| would) like to|\bmy (?:order|account|bill|phone|package|card|password|internet"
    r"|address|number|email|computer|subscription|refund|plan)\b"
    r"|(?:can|could) you (?:please )?help me|thank(?:s| you) for (?:your help|the help|helping)"
    r"|ich (?:habe|hätte|möchte|brauche) |mein(?:e|en)? |j'ai |je voudrais |mi pedido|quiero ",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"(?:my name is|my name's|this is|i am|i'm|i’m|you're speaking with|you are speaking with"
    r"|mein name ist|je m'appelle|me llamo)\s+([^\W\d_]+)",
    re.IGNORECASE,
)


def assign_roles(
    utterances: Sequence[Utterance], declared: Mapping[str, Speaker]
) -> tuple[Speaker, ...]:
    """Tell for each utterance who speaks.

    Labels that say it come first, then what labels and headers say elsewhere about the same name
    (`declared`: lower-case name to role), then who introduces himself by the name, and last who
    talks like an agent; of two speakers the other is the customer.
    """
    known = dict(declared)
    for utterance in utterances:
        if utterance.label.role and utterance.label.name:
            known.setdefault(utterance.label.name, utterance.label.role)
    if _unresolved(utterances, known):
        _learn_introductions(utterances, known)
    open_keys = _unresolved(utterances, known)
    if open_keys:
        known.update(_by_wording(utterances, known, open_keys))
    return tuple(_role_of(u.label, known) or "customer" for u in utterances)


def guess_role(text: str) -> Speaker:
    """Who says `text`, by its wording alone; for recordings whose voices nobody told apart."""
    return "agent" if _score(text) > 0 else "customer"


def take_turns(utterances: Sequence[Utterance]) -> bool:
    """Tell whether two or three labels come and go as speakers do, whatever is said."""
    keys = [utterance.label.key for utterance in utterances]
    changes = sum(before != after for before, after in pairwise(keys))
    often = all(number > 1 for number in Counter(keys).values())
    return len(keys) >= _FEWEST_TURNS and 1 < len(set(keys)) <= 3 <= changes and often


def _role_of(label: Label, known: Mapping[str, Speaker]) -> Speaker | None:
    if label.role or label.name is None:
        return label.role
    return known.get(label.name) or known.get(label.name.split()[0])


def _learn_introductions(utterances: Sequence[Utterance], known: dict[str, Speaker]) -> None:
    """`Agent: … this is Ben` makes the later `Ben:` an agent."""
    for utterance in utterances:
        role = _role_of(utterance.label, known)
        if role in ("customer", "agent"):
            for name in _INTRODUCTION.findall(utterance.text):
                known.setdefault(name.lower(), role)


def _unresolved(utterances: Sequence[Utterance], known: Mapping[str, Speaker]) -> tuple[str, ...]:
    keys = (u.label.key for u in utterances if _role_of(u.label, known) is None)
    return tuple(dict.fromkeys(keys))


def _by_wording(
    utterances: Sequence[Utterance], known: Mapping[str, Speaker], open_keys: tuple[str, ...]
) -> dict[str, Speaker]:
    taken = {_role_of(u.label, known) for u in utterances}
    if len(open_keys) == 1 and len(taken & {"agent", "customer"}) == 1:
        return {open_keys[0]: "customer" if "agent" in taken else "agent"}
    scores: dict[str, float] = defaultdict(float)
    first = utterances[0].label.key
    for position, utterance in enumerate(utterances):
        if utterance.label.key in open_keys:
            # Greetings and the reason for the call stand at the beginning and tell most.
            scores[utterance.label.key] += _score(utterance.text) * (2.0 if position < 4 else 1.0)
    ranked = sorted(open_keys, key=lambda key: (-scores[key], key != first))
    roles: dict[str, Speaker] = {key: "agent" if scores[key] > 0 else "customer" for key in ranked}
    if len(ranked) > 1 and "agent" not in taken and "agent" not in roles.values():
        roles[ranked[0]] = "agent"
    if "customer" not in taken and "customer" not in roles.values() and len(ranked) > 1:
        roles[ranked[-1]] = "customer"
    return roles


def _score(text: str) -> float:
    plain = text.replace("’", "'")
    return 1.5 * len(_AGENT_CUES.findall(plain)) - len(_CUSTOMER_CUES.findall(plain))


def has_cues(text: str) -> bool:
    """Tell whether anything in `text` is what agents or customers say."""
    return _score(text) != 0
