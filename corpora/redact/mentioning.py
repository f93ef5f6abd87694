"""How people bring up a name: the words before it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corpora.redact.relations import RELATION, TITLE

_WINDOW = 56  # characters before a name that can introduce it
_LETTER = r"[^\W\d_]"

_NOT_A_PERSONS = "|".join(
    f"(?<!{word} )"
    for word in ("brand", "product", "file", "domain", "model", "company", "business", "network",
                 "host", "user", "device", "street", "shop", "store", "hotel", "colour", "color",
                 "display", "item", "team", "school", "place", "trade")
)  # fmt: skip
_NOT_A_PERSONS = _NOT_A_PERSONS.replace("|", "")

_PROOF = re.compile(
    # "Mr.", "Lt. Col.", "Mr and Mrs"
    rf"(?:\b{TITLE}\b\.?\s(?:{TITLE}\.?\s)?(?:(?:&|and|und|y)\s{TITLE}\.?\s)?"
    # "my name is", "name on the card is", "surname:", "in the name of"
    rf"|\b{_NOT_A_PERSONS}(?:sur|first\s?|last\s?|full\s?|fore|family\s?|maiden\s|middle\s|nick"
    rf"|birth\s?)?names?"
    r"(?:'s|’s|\sis|\swas|\sof|\sas)?(?:\s(?:on|as\sper|for|in)\s[\w ]{1,24}?\s(?:is|was))?"
    r"\s?[:=\-–,]?\s?[\"“'(]?"
    # "made out to", "account holder:", "I am called"
    r"|\b(?:made\sout\sto|payable\sto|on\sbehalf\sof|registered\s(?:to|as|under)|in\sfavou?r\sof"
    r"|(?:account|policy|card|ticket|pass|lease)[ -]?holder|beneficiary|passengers?|pax|attn"
    r"|attention(?:\sof)?"
    r"|fao|c/o|care\sof|goes\sby|known\sas|insured|signatory|payee|recipient|consignee|sender|cc"
    r"|(?:is|was|am|'m|’m|who|lady|man|guy|woman|girl|boy|bloke|someone|somebody|one|person|they"
    r"|nobody|anyone|anybody|people|lad|chap|child|boy|girl|women|men|agents?)\s"
    r"(?:called|named)|signed)\s?[:,\-–]?\s?"
    # "my wife", "the engineer, "
    rf"|\b(?:my|our|his|her|their|your|the|a|an|this|another|one|same|mein(?:e[mnr]?)?|mi|mon|ma"
    rf"|\w{{2,12}}['’]s)"
    rf"\s(?:{_LETTER}{{2,12}}\s)?"
    rf"(?:{RELATION})(?:['’]s\sname\sis)?,?\s(?:(?:is\s)?(?:called|named|by\sthe\sname\sof)\s)?"
    r"|\b(?:you(?:['’]re|\sare)\s)?(?:speaking|talking|chatting)\s(?:with|to)\s"
    # "Driver: ", "Agent ("
    r"|\b(?:driver|engineer|technician|contact|tenant|occupier|patient|guest|attendee|reporter"
    r"|requester"
    r"|author|assignee|assigned\sto|manager|owner|(?:raised|opened|logged|reported|prepared"
    r"|approved|signed)\sby"
    r"|applicant|claimant|insured|employee|student|parent|member)\s?:\s"
    r"|\b(?:agent|customer|caller|client|rep|advis[eo]r|colleague|wife|husband|son|daughter|me)"
    r"\s?\(\s?"
    r"|\bit['’]?s\sme,?\s|\bunder\sthe\sname\s|\bthank\s(?!you\b)|\bsay\s(?:hi|hello|thanks)\sto\s"
    r"|\b(?:me\sllamo|mi\snombre\ses|je\sm['’]appelle|mon\snom\sest|mein\sname\sist|ich\shei(?:ß"
    r"|ss)e"
    r"|mi\schiamo|mijn\snaam\sis|meu\snome\sé|nombre:|nom:)\s"
    r"|\bbadge\s(?:said|says|read|reads)\s"
    # "^" before an agent's name at the end
    r"|\s[\^~]\s?)$"
)
_CLOSING = re.compile(
    r"(?:\b(?:(?:kind|kindest|best|warm|warmest|many)\s)?(?:regards|wishes|rgds)|\bsincerely(?:"
    r"\syours)?"
    r"|\byours(?:\s(?:faithfully|sincerely|truly|ever))?|\bcordially|\bmit\sfreundlichen\sgr(?:ü"
    r"|ue)(?:ß|ss)en"
    r"|\b(?:viele|liebe|beste)\sgr(?:ü|ue)(?:ß|ss)e|\bmfg|\blg|\bsaludos|\batentamente"
    r"|\bhilsen|\bgroet(?:jes|en)|\bvg|\bhälsningar|\bterveisin|\babrazos?|\bsaluti|\bamicalement"
    r"|\b(?:un\s)?saludo|\bgrazie(?:\smille)?|\bmerci|\bgracias|\bdanke|\bobrigad[oa]|\bbises"
    r"|\bcordialement|\bmvh"
    r"|\bcordiali\ssaluti|\bmet\svriendelijke\sgroet(?:en)?|\bpozdrawiam|\brespectfully|\bbest"
    r"|\blove|\bxx?"
    r"|\bbr|\bkr|\bta(?:\svery\smuch)?|\b(?:thanks|thank\syou|cheers|thx|thanx)(?:\s(?:again"
    r"|ever\sso|indeed|a\smillion|in\sadvance|and"
    r"\sregards|a\slot"
    r"|so\smuch|very\smuch|for\s[\w ]{3,20}))?)(?:[,.!;]?\s*\n\s*|,\s|\s|\.\s|!\s|\s?[-–—]\s?"
    r"|,)[-–—~]?\s?$"
    r"|\n\s*[-–—~]\s?$"
)
_INTRO = re.compile(
    r"\b(?:i['’]?m|i\sam|this\sis|it['’]?s|it\sis|that['’]s|here\sis|here['’]s|speaking|its|we"
    r"\sare|we['’]re|c['’]est|ici|je\ssuis|soy|ich\sbin|hier\s(?:ist|spricht)|sono|sou|ik\sben)\s$"
)
_ORGANISATION = re.compile(
    r"\b(?:calling|contacting|choosing|reaching|visiting|flying|shopping\s(?:with|at)"
    r"|staying\s(?:with"
    r"|at)|welcome\sto|customers?\s(?:of|with|at))\s$"
)
_GREETING = re.compile(
    r"(?:^|[\s.!?\n(])(?:hi|hello|hey|hiya|dear|good\s(?:morning|afternoon|evening|day)|morning"
    r"|afternoon"
    r"|evening|g['’]day|bonjour|hola|ciao|hallo|guten\stag|sehr\sgeehrter?|lieber?|greetings"
    r"|welcome(?:\sback)?"
    r"|hej|hei|moi|ahoj|cześć|olá|salut|servus|moin|buongiorno|merhaba|hoi|kia\sora|namaste"
    r"|salam|ola|thanks|thank\syou(?:\s(?:so|very)\smuch)?|thx|cheers|sorry"
    r"|apologies|ok"
    r"|okay|yes|yeah|no|sure|right|well|great|perfect|wow|bye|oh|congratulations|congrats|again"
    r"|waiting|"
    r"thanks\sagain|there),?\s$"
)
_OPENS = re.compile(
    r"(?:hi|hello|hey|hiya|dear|morning|afternoon|evening|day|bonjour|hola|geehrter?),?\s$"
)
_PERSON = re.compile(
    r"\b(?:(?:spoke|spoken|speak|talked|talk|chatted|dealt|dealing|met|meet|meeting|deal|chat)"
    r"\s(?:to|with)(?:\s(?:an?|one))?"
    r"|ask(?:ed|ing|s)?(?:\s(?:for|to\sspeak\s(?:to|with)))?|(?:signed|served|helped|seen"
    r"|visited|told|sent|sold"
    r"|answered|taken|handled|assisted|booked|fitted|collected|witnessed|accompanied|approved"
    r"|opened|written)"
    r"(?:\sfor)?\sby|thanks\sto|kudos\sto|shout-?\s?out\sto|addressed\sto|booked\s(?:for|under)"
    r"|contact(?:\sfor\s"
    r"[\w]{1,20})?(?:\sis|:)|told|tell|named|transfer(?:red)?\s(?:me\s)?to|put\s(?:me"
    r"\s)?through\sto|met|emailed"
    r"|texted|copying\sin|cc['’]?d|give\sit\sto|left\s(?:it\s)?with|deliver(?:ed)?\sto|gave"
    r"\s(?:it\s)?to"
    r"|handed\s(?:it\s)?to|belongs\sto|(?:delivery|parcel|package|booking|reservation|order"
    r"|ticket|message|note"
    r"|appointment|room|policy|account|quote|invoice|letter|gift|present|card)\s(?:is\s)?(?:for"
    r"|from)|\bunder"
    r"|who(?:['’]s|\sis|\swas)|where(?:['’]s|\sis)|spel(?:t|led)(?:\sas)?|bless|well\sdone"
    r"|according\sto|stars\sfor|birthday|anniversary|invite|thank|remember|know)[:,]?\s$"
)
# People get these, and so do places, shops and offices.
_TOWARDS = re.compile(
    r"\b(?:invoiced?|billed|ship|send|sent|post|posted|mail|mailed|forward|forwarded|give|gave|hand|handed|pass"
    r"|passed|write|wrote|written|explain|explained|said|say|belong|belongs|return|returned|assign"
    r"|assigned|escalate|escalated|sold|paid|refund|refunded|listen|listened|praise|praises"
    r"|compliments?|kudos|desk|counter|grateful|apologi[sz]e|credit)"
    r"\s(?:(?:it|this|that|them|these|those|me|us|everything|one|(?:the|my|a|an)\s\w{2,12})\s)?"
    r"(?:back\s|on\s|over\s)?(?:to|for)\s$"
    r"|\b\w{3,12}ed\s(?:for\s)?(?:by|through|via):?\s$|\b(?:sold|paid|sent|done|run|written)\s(?:to\sme\s)?by\s$"
    rf"|(?:^|[.!?\n;]\s*)(?:{RELATION})\s$"
)
_MODAL = re.compile(
    r"\b(?:could|can|would|should|did|does|do|is|was|has|hasn['’]t|didn['’]t|ring|phone|email"
    r"|with|by|have|let"
    r"|insure|driver|agent|colleague|re|regarding|when|if|because|that|but|so|then|while|as"
    r"|after|until|think)[:,]?\s[\"“]?$"
)
_OF_A_THING = re.compile(
    r"[\"”]\s\w|"
    r"\b(?:the|a|an|this|that|these|those|my|our|your|their|his|her|its|some|any|every|each"
    r"|new|old|both"
    r"|brand|model|by\sthe|fragrance|range|collection|size|called\sthe|\w{2,12}['’]s)"
    r"\s(?:\w{2,14}\s)?$"
)
_PLACE = re.compile(
    r"\b(?:in|to|from|at|near|via|of|into|onto|towards|around|between|through|on|over|under|for"
    r"|like|than|line"
    r"|is|was|are|per|vs|versus|or|use|buy|bought|sell|using|prefer|wear|wearing|is\sthe|storm"
    r"|hurricane)\s$"
)
_STARTS = re.compile(r"(?:^|[.!?:;\n]\s*|[\"“(]\s?|[-–—•*]\s)$")


# Behind these stands who does something: "Can Percy pick it up?", "until Freya comes back".
_WHO = re.compile(
    r"\b(?:can|could|did|didn['’]t|has|hasn['’]t|had|have|would|should|must|because|until|when|if|as"
    r"|while|since|once|unless|whenever|before|after)\s$"
)
_TITLED = re.compile(r"\b(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Sir|Herrn?|Frau|Mme|Sr|Sra)\.?\s$")
_SAID = re.compile(r"\b(?:my|his|her|their)\s(?:\w{1,6}\s?)?(?:sur)?name(?:['’]s|\sis)\s$")


class Before(NamedTuple):
    """What stands before a name; `words` in lower case, `opens`: it begins a sentence or turn.

    kind: proof, closing, intro, greeting, person, towards, modal, comma, and, of a thing, place,
        or "".
    """

    kind: str
    words: str
    opens: bool


_BEFORE = (
    ("proof", _PROOF), ("closing", _CLOSING), ("intro", _INTRO), ("greeting", _GREETING),
    ("place", _ORGANISATION), ("person", _PERSON), ("towards", _TOWARDS),
    ("of a thing", _OF_A_THING),
    ("modal", _MODAL), ("place", _PLACE),
)  # fmt: skip


def before(text: str, start: int) -> Before:
    """Say what introduces `text[start:]`."""
    return _before(text[max(0, start - _WINDOW) : start].lower())


@lru_cache(maxsize=16_384)  # people greet each other in few ways
def _before(words: str) -> Before:
    opens = _STARTS.search(words) is not None
    for kind, pattern in _BEFORE:
        if pattern.search(words):
            return Before(kind, words, opens or _OPENS.search(words) is not None)
    if words.endswith((", ", ",")):
        return Before("comma", words, opens)
    return Before("and" if words.endswith((" and ", " & ")) else "", words, opens)


def opens(text: str, start: int) -> bool:
    """Tell whether a sentence, a line or a quotation begins with `text[start:]`."""
    return _STARTS.search(text[max(0, start - _WINDOW) : start]) is not None


def is_asked_of(before: Before) -> bool:
    """Tell whether a verb with its subject follows: "Can Percy pick it up?"."""
    return _WHO.search(before.words) is not None


def is_titled(text: str, start: int) -> bool:
    """Tell whether "Mr", "Dr" or the like stands before `text[start:]`."""
    return _TITLED.search(text, max(0, start - 8), start) is not None


def is_said_to_be_a_name(before: Before) -> bool:
    """Tell whether the words say that a name follows, whatever word it is."""
    return before.kind == "proof" and _SAID.search(before.words) is not None
