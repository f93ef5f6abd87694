"""The words by which customers show that they want to know something, as spaCy Matcher patterns.

Each cue is a list of patterns; a pattern is written as words with `|` between alternatives, `?`
after an optional word and `*` for up to four words of any kind, and turned into token patterns.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# A few lines hold many words; wrapping them would hide what belongs together.
# ruff: noqa: E501

_PAGE = "page|website|site|webpage|listing|description|details|specs|manual|box|advert|ad|catalogue|leaflet"
_SAYS = "say|says|said|mention|mentions|mentioned|tell|tells|state|states|list|lists|show|shows|specify|specifies|explain|explains"
_MEASURE = (
    "dimensions|measurements|height|width|depth|length|weight|size|sizes|capacity|wattage|power"
)
_NOT = "doesn't|doesnt|didn't|didnt|don't|dont|never"
_AUX = "do|does|did|is|are|was|were|will|would|can|could|should|has|have|does|doesn't|isn't|won't|can't|don't"
_SUBJECT = "it|this|these|they|that|those|the|there|i|you|we|any|anyone|anybody|your|my|a"

CUES: dict[str, tuple[str, ...]] = {
    "indirect": (
        "wondering|wonder|wondered if|whether|what|how|which|about|does|is|can|why|when|where",
        "want|wanted|like|love|need|needed|trying to know|understand",
        "want|like|need to find|figure out|how|if|whether|what",
        "can|could you|u please? tell me|us",
        "do|would you happen? to? know if|whether|what|how|which|the|about|when|where|why",
        "any idea|clue|chance|word|info|information if|whether|what|how|on|about|of|that|when",
        "not|never sure|clear|certain if|whether|what|how|which|about|on|why",
        "can't|cannot|couldn't|can|could not? tell|see|figure|find|work|make|spot|read out? if|whether|what|how|which|where|why|out|anything|any",
        "don't|dont|didn't|do|did not? know|understand|get|follow|see if|whether|what|how|which|where|why",
        "state|specify|advise|confirm|explain|clarify if|whether|what|how|which|where",
        "no|any|the? faintest? idea|clue if|whether|what|how|which|where|why",
        f"need|require|want|after * {_MEASURE}",
        "do you know",
        "ideas|suggestions|thoughts",
        "question|questions|quetsion is|about|regarding|on",
        "would|i'd|interested like|in seeing|knowing how|if|whether",
        "some|more|any|needed|need|want information|info|details",
        "little|bit more info|information on|about",
        "compatible with|for",
        "curious if|whether|about|how|what|to",
    ),
    "complaint": (
        f"it|{_PAGE}|nowhere|they|you|that {_NOT} * {_SAYS}",
        f"does|did|do not * {_SAYS}",
        f"nowhere does|do|did|is|are|was|can|could * {_SAYS}|find|see|read|given|written",
        "not|isn't|wasn't|ain't|never a|one word|line|mention|hint|figure",
        "silent|quiet|mute on|about|as",
        f"{_SAYS}|give|gives * but|and not|nothing|nowhere|never",
        "neither|none is|are|was|were on|in",
        "no mention|word|information|info|detail|details of|about|on|whether|if|anywhere",
        "says|said|say nothing|anything about",
        "nothing about|on|in the? * page|site|website|description|box",
        "doesn't|didn't|does|did not? include|have any? instructions|dimensions|measurements",
        f"{_PAGE} * wrong|misleading|unclear|confusing|vague",
        f"{_PAGE} says|said|say|states|claims * but",
        f"can't|cannot|couldn't|could not? find|see * {_PAGE}|anywhere|online",
    ),
    "expectation": (
        "i|we thought|assumed|expected|figured|believed|understood it|this|they|the|these|that|there|you",
        "i|we was|were led|told to|it|that|this",
        "supposed to come|have|be|include|work|fit",
        "expected|expecting it|this|them|the to",
    ),
    "looked": (
        f"i|we|i've|we've have? just? looked|checked|read|searched|studied|went|gone|scrolled * {_PAGE}|online|through|everywhere|specs|reviews",
        f"looking|reading at|on|through * {_PAGE}",
        f"on|in|from the|your {_PAGE} * it? says|said|say",
        f"{_PAGE}|it says|said|states|claims",
        f"{_PAGE}|it {_NOT} * {_SAYS}",
        "read|looked|checked|gone|went|been it|them|everything|page|over|through? twice|times|up|through|over",
        "silent|quiet|mute on|about|as",
        "not|isn't|wasn't|ain't a|one word|line|mention|hint",
        f"nowhere does|do|did * {_SAYS}",
        f"{_PAGE}|it does|did not * {_SAYS}",
        f"can't|cannot|couldn't|could not? find|see * {_PAGE}|anywhere|online",
        "according to the|your page|website|site|description|listing|specs|manual",
        "nowhere|no mention|nothing on|in|of * page|site|website|description|box",
    ),
    "did_not_look": (
        "haven't|havent|not looked|checked|read|seen|been * page|site|website|online|description",
        "don't|dont have|use a? computer|internet|website|email",
        "before|without i? looking|look at|on",
    ),
    "procedural": (
        "can|could you hear|see me|us",
        "how are|is|r you|u|your|things|it",
        "how's|hows it|your",
        "are you still? there|here|kidding|serious|joking",
        "can|could|would|will you please? help|assist|repeat|hold|wait|speak|check|explain|call|spell|confirm|verify me|us|that|this|my|on|a|again|please|up|out",
        "can|could|would|will you please? help|assist|repeat|hold|wait|check",
        "can|could|would|will you please? send|email|transfer|connect|put me|us",
        "can|could|may i please? speak|talk|have|ask|get|help|borrow|call",
        "can|could someone|somebody|anyone please? help",
        "what|what's was|is that|your name",
        "who am|is i|this",
        "is|was that|this okay|ok|right|correct|all|fine|better|it",
        "does|did that|this make sense",
        "is|was there anything else",
        "anything else",
        "you know",
        "do you need|want my|me|anything",
        "why|how should|could i|you care|do",
        "what should|do|can i do",
        "what do|should you|i need|want|do from me|you",
        "really",
        "are|is you|this a? human|robot|person|bot",
        "did you get|hear|see|receive my|that|me|it",
        "guess what",
        "hello",
    ),
}
"""Cue -> patterns. `procedural` is matched at the beginning of short sentences only."""

_ELSEWHERE = rf"[,;:–—-]\s+(?:(?:and|but|so|or)\s+)?(?:(?:{_AUX})\s+(?:it|this|these|they|that|those|the|there|i|you|we|any)\b|(?:how (?:many|much|long|big|tall|wide|deep|high|heavy|far|do|does|is|are)|what (?:is|are|does|do)|where (?:do|does|would|can|is))\b)"
"""The same after a comma: "moving house, is it heavy"."""

ASKS = re.compile(
    rf"^\W*(?:(?:hi|hello|hey|so|and|but|also|ok|okay|um|uh|well|please|yes|no|thanks)\b[\s,.!]*)*"
    rf"(?!have\s+an?\b)(?:(?:{_AUX})\s+(?:{_SUBJECT}|[a-z]+\s)|(?:what|which|how|where|when|why|who|what's|whats|how's)\b)|"
    rf"^.*?{_ELSEWHERE}",
    re.IGNORECASE,
)
"""A question's beginning, for the many that have no question mark."""

REQUEST = re.compile(r"\bplease\W*$", re.IGNORECASE)
"""The end of a request, which may do without a verb: "rated power in watts, please"."""

_PART = rf"(?:{_PAGE}|site|head(?:line|ing)|title|top|table|bullets?|column|small print|leaflet|photos?|pictures?|checkout)"
CITES = re.compile(
    rf"\b{_PART}\b[^.?!\n]{{0,40}}(?:\b(?:{_SAYS}|reads?|claims?|claimed|promises?|promised)\b|[:\"“])|"
    rf"\b(?:it|which|they) (?:{_SAYS}|reads?|claims?)\b|\b(?:in|on|at) (?:the|your)\b[^.?!\n]{{0,15}}\b{_PART}\b",
    re.IGNORECASE,
)
"""Words that say what stands on a page."""

MAYBE = re.compile(
    r"\?|wonder|know|tell me|sure|clear|certain|question|info|detail|curious|idea|figure|"
    r"\bsay|\bsaid|mention|state|claim|specif|expect|thought|assum|suppos|told|believe|find|nothing|"
    r"nowhere|misleading|confus|vague|understand|silent|neither|\ba word\b|"
    r"\b(?:page|website|site|listing|leaflet|head(?:line|ing)|table|specs?)\b|please\W*$|"
    rf"\b(?:{_MEASURE})\b|\b(?:what|which|how|where|when|why)\b|"
    rf"\b(?:{_AUX})\s+(?:{_SUBJECT})\b|^\W*(?:{_AUX})\b",
    re.IGNORECASE | re.MULTILINE,
)
"""A turn without any of these holds no need, and is spared the tokenizer."""


_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*'?")
_PIECE = re.compile(r"[a-z0-9]+")


def possible(text: str) -> frozenset[str]:
    """Return the cues whose words all stand in `text`, in whatever order: others can't match."""
    said = text.lower()
    told = {*_TOKEN.findall(said), *_PIECE.findall(said)}
    by_word = _needed()
    return frozenset(
        cue
        for word in told & by_word.keys()
        for cue, others in by_word[word]
        if not any(told.isdisjoint(words) for words in others)
    )


@cache
def _needed() -> dict[str, list[tuple[str, list[frozenset[str]]]]]:
    """Return the patterns by the words that they can't do without, with the others they need."""
    by_word: dict[str, list[tuple[str, list[frozenset[str]]]]] = {}
    for cue, patterns in CUES.items():
        for pattern in patterns:
            sets = [frozenset(w.split("|")) for w in pattern.split() if w[-1] not in "*?"]
            # The rarest words lead: most patterns are never looked at.
            leading, *others = sorted(sets, key=len)
            for word in leading:
                by_word.setdefault(word, []).append((cue, others))
    return by_word


@cache
def token_patterns(cue: str) -> list[list[dict[str, Any]]]:
    """Return the Matcher patterns of a cue, over lower-case tokens that keep `don't` whole."""
    return [_token_pattern(pattern) for pattern in CUES[cue]]


def _token_pattern(pattern: str) -> list[dict[str, Any]]:
    tokens: list[dict[str, Any]] = []
    for word in pattern.split():
        if word == "*":
            tokens += [{"OP": "?"}] * 4
            continue
        optional = word.endswith("?") and len(word) > 1
        choices = (word[:-1] if optional else word).split("|")
        token: dict[str, Any] = {"LOWER": {"IN": choices}}
        if optional:
            token["OP"] = "?"
        tokens.append(token)
    return tokens
