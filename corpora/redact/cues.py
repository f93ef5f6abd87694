"""What the words around a number say it is.

A number by itself is nothing: `44871` is an order after "order number", an article after "part
number", and neither after "we counted". The nearest noun before it decides, over a bridge of
words that carry no meaning of their own ("is", "the one I have is", ":"); else a noun right
after it ("44871 is my order number"); else what was asked for before, by the other side or in
the same breath ("the policy number ends up on page 2, it's HP-2209417").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from corpora.redact import nouns

WINDOW = 72  # characters before a number that can name it: a dozen words
_EARLIER = 160  # characters before it that can ask for it

# Nouns of everyday speech ("my order of 2023") need a word such as "number" beside them, or none
# but "is" and ":" in between; those that only say so in the company of one are _STRONG.
_NOUNS: dict[str, str] = {
    "THING": nouns.THING,
    "CARD": nouns.CARD,
    "NATIONAL_ID": nouns.NATIONAL_ID,
    "ORDER": nouns.ORDER,
    "ACCOUNT": nouns.ACCOUNT,
    "ORDER_STRONG": nouns.ORDER_STRONG,
    "ACCOUNT_STRONG": nouns.ACCOUNT_STRONG,
    "PHONE": nouns.PHONE,
    "IP": nouns.IP,
    "ZIP": nouns.ZIP,
    "SECRET": nouns.DOOR,
    "BIRTH_DATE": nouns.BIRTH_DATE,
}
_EVERYDAY = frozenset({"ORDER", "ACCOUNT", "CARD", "ORDER_STRONG", "ACCOUNT_STRONG"})

_NUMBER_WORDS = (
    r"numbers?(?:['’]s)?|no|num|nr|n°|nº|ids?|refs?|references?|codes?|locator|digits|nummer"
)
_BRIDGE_WORDS = rf"""{_NUMBER_WORDS}|is|are|was|were|it's|its|it|be|would|should|will|that's|that|
    the|my|mine|our|ours|your|his|her|their|this|here|here's|as|follows|following|for|of|i|we|you|
    have|has|had|got|gave|given|me|us|him|says|say|shows|on|by|with|from|under|at|again|please|pls|plz|asap|just|
    so|ok|okay|um|uh|er|erm|yes|sure|sorry|think|believe|in|question|to|listed|being|actually|both|
    and|email|e-mail|letter|bill|associated|there|now|already|delivered|best|new|old|back|up|which|one|also|still|then|now|
    for\s(?:the\s|my\s|a\s)?[a-z]{{2,12}}(?:\s[a-z]{{2,12}})?(?=\sis\b)|ist|lautet|est|es|le|la|el"""

_ABBREVIATIONS = (
    "no",
    "nr",
    "ref",
    "tel",
    "acc",
    "acct",
    "mob",
    "num",
    "conf",
    "cust",
    "ord",
    "inv",
    "pol",
    "id",
)
_DOT = "|".join(rf"(?<={word})\." for word in _ABBREVIATIONS)
_GAP = r"[\s:=#\-–—,'’\"“(*\[]"
_SPACE = rf"(?:{_GAP}|{_DOT})"
_BRIDGE = rf"(?P<bridge>(?:{_SPACE}{{1,4}}(?:{_BRIDGE_WORDS})(?!\w)){{0,9}}{_SPACE}{{0,6}})"
_ALL_NOUNS = "|".join(rf"(?P<{kind}>{words})" for kind, words in _NOUNS.items())

_BEFORE = re.compile(rf"(?<![\w-])(?:{_ALL_NOUNS})s?(?!\w){_BRIDGE}$", re.VERBOSE)
_NO_OTHER = "|".join(f"(?P<{kind}>(?!))" for kind in _NOUNS if kind != "ORDER")
_REFERENCE = re.compile(
    rf"(?<=[,.;][ ])(?:(?P<ORDER>ref(?:erence)?|case|ticket)|{_NO_OTHER}){_BRIDGE}$", re.VERBOSE
)
_AFTER = re.compile(
    rf"""[\s,\-–—(]{{0,3}}(?:(?:is|was|=|as|being|-)\s)?\s?(?:(?:my|the|our|her|his|your)\s)?
    (?:{_ALL_NOUNS})(?:\s(?P<number>{_NUMBER_WORDS})\b|(?<=pnr)|(?<=nummer))
    (?!\s?(?:is\b|was\b|[:=\#]))""",
    re.VERBOSE,
)
# "52998224725 (CPF)", "QQ123456C, my NI"
_TAGGED = re.compile(
    r"\s?(?:\(|,\s(?:that['’]?s\s|it['’]?s\s)?(?:my\s|the\s)?|=\s?|is\smy\s)(?:ssn|nino|ni|cpf|pesel|bsn|dni|nie|nif|tfn|sin|aadhaar"
    r"|abn|steuer-?id|codice\sfiscale|cpr|cnp|egn|oib|tax\s(?:id|no|number)|nhs|passport)\b"
)
# Who speaks, in a conversation that stands in one text; no noun for what is said.
_LABEL = re.compile(
    r"(?:^|(?<=\n))\s?(?:customer|client|member|user|patient|guest|agent|caller):\s(?=[a-z])"
    r"|(?<=[?.!]\n)(?:customer|client|member|user|patient|guest|agent|caller):\s$"
)
_NUMBER = re.compile(rf"(?<!\w)(?:{_NUMBER_WORDS}|pnr|locator)(?!\w)|#|nummer|nr|konto")
_SHORT = re.compile(r"[\s:=#\-–—]{0,4}(?:is|was|says|shows|reads|ist|est)?[\s:=#\-–—\"“'(*\[]{0,4}")
_VERB = re.compile(r"\b(?:to|can|could|may|i|we|you|would|please|they|will|must|let's|want)\s$")
_OWN_NUMBER = re.compile(
    r"\b(?:my|his|her|our|their|best|contact|callback|cell|work|home|daytime|another|other)\s"
    rf"(?:\w{{1,8}}\s)?(?:number|no|num)\b(?:{_GAP}{{1,3}}(?:is|it's|to|for|me|us|on|at|be"
    rf"|would)\b)"
    rf"{{0,5}}{_GAP}{{0,4}}$"
)
_ASKS = re.compile(
    r"\?|\b(?:please|provide|confirm|give|tell|need|dm|have|what|may i|could i|can i|verify|take)\b"
)
_ASKED = re.compile(
    rf"(?<![\w-])(?:{_ALL_NOUNS})(?!\w)(?:\s(?P<number>{_NUMBER_WORDS})\b|(?P<end>\s?\?))?",
    re.VERBOSE,
)
# "..., it's", "mine is", "Caller:" — what follows answers something.
_PICKS_UP = re.compile(
    r"(?:\b(?:it's|its|it\sis|it’s|mine(?:'s|’s|\sis)|that's|that’s|that\sis|this\sis|which\sis"
    r"|correct\s(?:one\s)?is|should\sbe)"
    r"|\?[\"”]?\s+(?:\w{1,12}:\s)?(?:[a-z'’]{1,12}[,.!]?\s){0,6}"
    r"|[?:]|[?.]\s(?:uh|um|yes|yeah|sure|ok|okay|hi|of\scourse))[\s,:]{0,3}(?:(?:yes|yeah|sure"
    r"|uh|um|er|ok|okay|it's|it’s|of\scourse)[\s,]{0,2}){0,3}$"
)
# "The code I got is", and behind a number "is still my account", "is what my card says".
_SOME_NUMBER = re.compile(rf"\b(?:number|code|id)\b(?:\s[a-z']{{1,12}}){{0,5}}{_GAP}{{1,4}}$")
_OWNED_AFTER = re.compile(
    rf"""[\s,]{{1,2}}(?:(?:is|was|are)\s)?(?:(?:still|not|what|also)\s)?(?:my|our|your)\s(?:[a-z]{{2,10}}\s)?
    (?:{_ALL_NOUNS})(?!\w)""",
    re.VERBOSE,
)
# "My account, the joint one, is ...": the same sentence, and a word that introduces.
_INTRODUCES = re.compile(r"(?:\b(?:is|was|as|to|reads|says|being)|[:=(,\"“])\s?$")
_SENTENCE = re.compile(r"[^.?!;\n]{0,60}")
_THING = re.compile(rf"(?<![\w-])(?:{nouns.THING})(?!\w)", re.VERBOSE)
_NEAR = 32  # characters: four or five words
_ASKED_TAIL = 200  # characters at the end of a turn that can hold its question


_DIGIT = re.compile("[0-9]")


class Cue(NamedTuple):
    """What a number is said to be.

    Attributes:
        kind: ORDER, PHONE ... or THING, or ZIP for a postcode.
        strong: A word such as "number" stands in between.
        faint: So loosely said that only a number of a telling form counts.
    """

    kind: str
    strong: bool
    faint: bool = False


@dataclass(slots=True)
class Turn:
    """One turn and the turn before it; what that one asks for is worked out once, if ever.

    Attributes:
        text: What is said.
        before: What was said before; "" at the beginning.
        lower: `text` in lower case; its offsets can differ from those of `text`.
        digits: How many ASCII digits are in `text`.
        before_lower: The end of `before`, where its question stands, in lower case.
    """

    text: str
    before: str = ""
    lower: str = field(init=False)
    before_lower: str = field(init=False)
    digits: int = field(init=False)
    _asked: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self.lower = self.text.lower()
        self.digits = len(_DIGIT.findall(self.text))
        self.before_lower = self.before[-_ASKED_TAIL:].lower()

    @property
    def asked(self) -> frozenset[str]:
        """What kinds of number the turn before asks for."""
        if self._asked is None:
            self._asked = asked(self.before_lower) if self.before else frozenset()
        return self._asked


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether any of `words` is in `text`; a plain loop is the fastest way to ask."""
    for word in words:  # noqa: SIM110 - `any` with a generator takes twice as long
        if word in text:
            return True
    return False


def around(text: str, start: int, end: int) -> Cue | None:
    """Return what the words before `text[start:end]`, after it, or long before it call it."""
    if _TAGGED.match(text[end : end + _NEAR].lower()):
        return Cue("NATIONAL_ID", strong=True)
    return (
        before(text, start)
        or after(text, end)
        or _earlier(text, start)
        or _some_number(text, start, end)
    )


def before(text: str, start: int) -> Cue | None:
    """Return what the words before `text[start:]` call it."""
    window = _LABEL.sub("? ", text[max(0, start - WINDOW) : start].lower())
    match = _BEFORE.search(window)
    if match is not None and match["PHONE"] is not None:
        # "who took my call, reference CR-10": the nearer noun is no number of the call.
        match = _REFERENCE.search(window, match.start() + 1) or match
    if match is None:
        return Cue("PHONE", strong=False) if _OWN_NUMBER.search(window) else None
    kind = _kind_of(match)
    strong = _NUMBER.search(match.group()) is not None
    if strong or kind not in _EVERYDAY:
        far = kind == "THING" and not strong and not _SHORT.fullmatch(match["bridge"])
        return Cue(kind.removesuffix("_STRONG"), strong, faint=far)
    if kind.startswith("ORDER") and _VERB.search(window[: match.start()]):
        return None
    faint = kind.endswith("_STRONG") or not _SHORT.fullmatch(match["bridge"])
    return Cue(kind.removesuffix("_STRONG"), strong=False, faint=faint)


def after(text: str, end: int) -> Cue | None:
    """Return what the words after `text[:end]` call it."""
    match = _AFTER.match(text[end : end + WINDOW].lower())
    return None if match is None else Cue(_kind_of(match).removesuffix("_STRONG"), strong=True)


def _some_number(text: str, start: int, end: int) -> Cue | None:
    """Say what "the code I got is" means by what the rest of the text is about."""
    if not _SOME_NUMBER.search(text[max(0, start - WINDOW) : start].lower()):
        match = _OWNED_AFTER.match(text[end : end + WINDOW].lower())
        return (
            None
            if match is None
            else Cue(_kind_of(match).removesuffix("_STRONG"), strong=False, faint=True)
        )
    near = f"{text[max(0, start - _EARLIER) : start]} {text[end : end + WINDOW]}".lower()
    kinds = [_kind_of(match).removesuffix("_STRONG") for match in _ASKED.finditer(near)]
    if "THING" in kinds:
        return None
    kind = next((kind for kind in reversed(kinds) if kind in {"ORDER", "ACCOUNT"}), None)
    return None if kind is None else Cue(kind, strong=False, faint=True)


def _earlier(text: str, start: int) -> Cue | None:
    window = _LABEL.sub("? ", text[max(0, start - _EARLIER) : start].lower())
    picks_up = _PICKS_UP.search(window) is not None
    if not picks_up and not _INTRODUCES.search(window):
        return None
    last = None
    for match in _ASKED.finditer(window):
        if not picks_up or match["number"] or match["end"] or _kind_of(match) == "NATIONAL_ID":
            last = match
    if last is None or not (picks_up or _SENTENCE.fullmatch(window, last.end())):
        return None
    return Cue(_kind_of(last).removesuffix("_STRONG"), strong=picks_up, faint=not picks_up)


def nearest(text: str, start: int, end: int) -> Cue | None:
    """Return what the nearest noun in the text calls `text[start:end]`, before it or after."""
    ahead = _LABEL.sub("? ", text[max(0, start - _EARLIER) : start].lower())
    behind = text[end : end + WINDOW].lower()
    found = [(len(ahead) - match.end(), match) for match in _ASKED.finditer(ahead)]
    # What stands after a number names it less often than what stands before.
    found += [(2 * match.start(), match) for match in _ASKED.finditer(behind)]
    if not found:
        return None
    kind = _kind_of(min(found, key=lambda pair: pair[0])[1]).removesuffix("_STRONG")
    return Cue(kind, strong=False, faint=True)


def speaks_of_things(text: str, start: int, end: int) -> bool:
    """Tell whether any of the few words before and after `text[start:end]` is about a thing."""
    near = text[max(0, start - _NEAR) : start] + "|" + text[end : end + _NEAR // 2]
    return _THING.search(near.lower()) is not None


def asked(tail: str) -> frozenset[str]:
    """Return what kinds of number the end of a turn, in lower case, asks for."""
    if not _ASKS.search(tail):
        return frozenset()
    return frozenset(
        kind.removesuffix("_STRONG")
        for match in _ASKED.finditer(tail)
        if (kind := _kind_of(match)) not in _EVERYDAY or match["number"] or match["end"]
    )


def _kind_of(match: re.Match[str]) -> str:
    return next(kind for kind in _NOUNS if match[kind] is not None)
