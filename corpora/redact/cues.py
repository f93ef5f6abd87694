"""What the words around a number say it is.

A number by itself is nothing: `44871` is an order after "order number", an article after "part
number", and neither after "we counted". The nearest noun before it decides, over a bridge of
words that carry no meaning of their own ("is", "the one I have is", ":"); else a noun right
after it ("44871 is my order number"); else what the turn before asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

WINDOW = 72  # characters before a number that can name it: a dozen words

# In lower case, as the window is made: case-insensitive matching takes four times as long.
_NOUNS: dict[str, str] = {
    # Says that the number belongs to a thing; first, so that "product id" is no id of a person.
    "THING": r"""model|parts?|sku|item|product|serial|s/n|version|firmware|error|fault|article|
        isbn|ean|upc|gtin|asin|mpn|imei|catalog(?:ue)?|style|size|flight|gate|room|page|section|
        step|chapter|figure|release|build|type|series|channels?|level|bus|train|promo(?:tion)?|
        promo\ ?code|discount|voucher|coupon|gift\ card|colou?r|software|driver|status|http|port|
        stock|lot|batch|compatible\ with|fits?|patent|standard|iso|din|score|zone|terminal|seat|
        row|aisle|store|branch|shop|barcode|qr|mac""",
    "CARD": r"""(?:(?:credit|debit|bank|payment|visa|master|amex)\s?)?cards?|visa|mastercard|
        amex|american\ express""",
    "NATIONAL_ID": r"""ssn|s\.s\.n\.|social(?:\ security)?|nino|national\ insurance|passport|
        driv(?:er'?s?|ers'|ing)\ licen[cs]e|licen[cs]e|nhs|national\ id(?:entity)?|
        identity\ card|tax(?:payer)?\ (?:id|identification)|itin|pesel|aadhaar|personnummer|
        codice\ fiscale|steuer-?id|
        (?:ni|tin|tfn|sin|bsn|pan|cpf|dni|nie|nif|pps|curp|ahv)(?=\s(?:number|no\b|num\b|id\b|is\b))""",
    "ORDER": r"""orders?|bookings?|reservations?|confirmation|tickets?|cases?|invoices?|
        tracking|claims?|reference|ref|incident|purchase|transaction|delivery|shipment|parcel|
        consignment|package|rma|returns?|record\ locator|locator|pnr|itinerary|e-?ticket|refund|
        complaint|enquiry|inquiry|request|quote|receipt|service\ request|dispatch|work\ order|
        job|repair|appointment|waybill|awb|(?:sr|po)(?=\s(?:number|no\b|\#)|\#)""",
    "ACCOUNT": r"""accounts?|acct|acc|a/c|customer|client|polic(?:y|ies)|membership|member|
        loyalty|frequent\ fl(?:y|i)er|flyer|skymiles|mileage(?:\ ?plus)?|miles|rewards?|
        aadvantage|avios|club|user|subscriber|subscription|contract|sort|routing|checking|
        savings|patient|employee|meter|iban|clubcard|nectar|bonus\ card|loyalty\ card|
        membership\ card|library\ card|known\ traveler|redress|ktn|login""",
    "PHONE": r"""phone|telephone|tele|tel|mobile|mob|cell(?:\ ?phone)?|landline|whatsapp|fax|
        handset|contact|call(?:\ ?back)?|calling|ring|reach|text|texting|sms|dial|hotline|
        helpline|ph""",
    "IP": r"ip(?:v[46])?",
    "ZIP": r"zip|postal|post\ ?code|address",
    "SECRET": r"""cvv2?|cvc2?|security\ code|passcode|one-?time\ (?:pass)?code|
        otp(?=\s(?:is|code|was))""",
    "BIRTH_DATE": r"dob|d\.o\.b\.?|date\ of\ birth|birth\ ?da(?:te|y)|born",
}

_NUMBER_WORDS = r"numbers?|no|num|nr|ids?|refs?|references?|codes?|locator|digits"
_BRIDGE_WORDS = rf"""{_NUMBER_WORDS}|is|are|was|were|it's|its|it|be|would|should|will|that's|that|
    the|my|our|your|his|her|their|this|here|here's|as|follows|following|for|of|i|we|you|have|has|
    had|got|gave|given|me|us|him|says|say|shows|on|by|with|from|under|at|again|please|just|so|ok|
    okay|um|uh|er|erm|yes|sure|sorry|think|believe|in|question|to|listed|being|actually|both|and|
    email|e-mail|letter|bill|associated|best|new|old|back|up"""

_GAP = r"[\s:=#\-–—,'’\"“(*\[]"
_BRIDGE = (
    rf"(?P<bridge>(?:(?:{_GAP}|(?<=\bn[or])\.|(?<=[fmltcq])\.){{1,4}}(?:{_BRIDGE_WORDS})\b){{0,9}}"
)
_BRIDGE += rf"(?:{_GAP}|(?<=\bn[or])\.|(?<=[fmltcq])\.){{0,6}})"
_ALL_NOUNS = "|".join(rf"(?P<{kind}>{nouns})" for kind, nouns in _NOUNS.items())

_BEFORE = re.compile(rf"(?<![\w-])(?:{_ALL_NOUNS})(?!\w){_BRIDGE}$", re.VERBOSE)
_AFTER = re.compile(
    rf"""[\s,.\-–—(]{{0,3}}(?:(?:is|was|=|as|being|-)\s)?\s?(?:(?:my|the|our|her|his|your)\s)?
    (?:{_ALL_NOUNS})\s(?P<number>{_NUMBER_WORDS})\b""",
    re.VERBOSE,
)
_NUMBER = re.compile(rf"\b(?:{_NUMBER_WORDS}|pnr|locator)\b|#")
_SHORT = re.compile(r"[\s:=#\-–—]{0,4}(?:is|was)?[\s:=#\-–—\"“'(*]{0,4}")
_VERB = re.compile(r"\b(?:to|can|could|may|i|we|you|would|please|they|will|must|and|let's|want)\s$")
_OWN_NUMBER = re.compile(
    r"\b(?:my|his|her|our|their|best|contact|callback|cell|work|home|daytime|another|other)\s"
    rf"(?:\w{{1,8}}\s)?(?:number|no|num)\b(?:{_GAP}{{1,3}}(?:is|it's|to|for|me|us|on|at|be|would)\b)"
    rf"{{0,5}}{_GAP}{{0,4}}$"
)
_ASKS = re.compile(
    r"\?|\b(?:please|provide|confirm|give|tell|need|dm|have|what|may i|could i|can i|verify)\b"
)
_ASKED = re.compile(
    rf"(?<![\w-])(?:{_ALL_NOUNS})(?!\w)(?:\s(?P<number>{_NUMBER_WORDS})\b)?", re.VERBOSE
)
_NEEDS_NUMBER_WORD = frozenset({"ORDER", "ACCOUNT", "CARD"})
_ASKED_TAIL = 200  # characters at the end of a turn that can hold its question


class Cue(NamedTuple):
    """What a number is said to be; `strong` where a word such as "number" stands in between."""

    kind: str
    strong: bool


@dataclass(slots=True)
class Turn:
    """One turn and the turn before it; what that one asks for is worked out once, if ever.

    Attributes:
        text: What is said.
        before: What was said before; "" at the beginning.
        lower: `text` in lower case; its offsets can differ from those of `text`.
    """

    text: str
    before: str = ""
    lower: str = ""
    _asked: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self.lower = self.text.lower()

    @property
    def asked(self) -> frozenset[str]:
        """What kinds of number the turn before asks for."""
        if self._asked is None:
            self._asked = asked(self.before) if self.before else frozenset()
        return self._asked


def before(text: str, start: int) -> Cue | None:
    """Return what the words before `text[start:]` call it."""
    window = text[max(0, start - WINDOW) : start].lower()
    match = _BEFORE.search(window)
    if match is None:
        return Cue("PHONE", strong=False) if _OWN_NUMBER.search(window) else None
    kind = _kind_of(match)
    strong = _NUMBER.search(match.group()) is not None
    if strong or kind not in _NEEDS_NUMBER_WORD:
        return Cue(kind, strong)
    if not _SHORT.fullmatch(match["bridge"]) or _VERB.search(window[: match.start()]):
        return None
    return Cue(kind, strong=False)


def after(text: str, end: int) -> Cue | None:
    """Return what the words after `text[:end]` call it."""
    match = _AFTER.match(text[end : end + WINDOW].lower())
    return None if match is None else Cue(_kind_of(match), strong=True)


def asked(turn: str) -> frozenset[str]:
    """Return what kinds of number a turn asks for."""
    tail = turn[-_ASKED_TAIL:].lower()
    if not _ASKS.search(tail):
        return frozenset()
    return frozenset(
        kind
        for match in _ASKED.finditer(tail)
        if (kind := _kind_of(match)) not in _NEEDS_NUMBER_WORD or match["number"]
    )


def _kind_of(match: re.Match[str]) -> str:
    return next(kind for kind in _NOUNS if match[kind] is not None)
