"""How people go on behind a name: the words after it."""

from __future__ import annotations

import re
from typing import NamedTuple

_WINDOW = 56  # characters after a name that can tell of it

_VERB = re.compile(
    r"(?:\s\(\w[^()\n]{0,24}\))?\s(?:said|says|told|tells|keeps|calls|asks|sends|thinks|reckons"
    r"|rings|writes|asked|promised|called|rang|phoned|emailed"
    r"|e-mailed|wrote|confirmed"
    r"|assured|advised|explained|replied|answered|helped|left|came|referred|mentioned|suggested"
    r"|signed|texted|deserves?|needs|gave|took|made|drove|fixed|installed|delivered|handled|tried"
    r"|broke|bought|forgot|shouted|waited|cancelled|charged|refunded|rebooked|checked|spoke|did"
    r"|apologi[sz]ed|insisted|claimed|refused|agreed|sorted|resolved|hung\sup|hasn['’]t"
    r"|hadn['’]t|didn['’]t|went"
    r"|who|and\s[Ii]\b|knows|wants|lives|will\sbe|can\sbe\sreached|turned\sup|booked|ordered"
    r"|paid|received|signed|from"
    r"|still\s(?:working|there|in|with)|in\stoday|there\?|available|on\sshift|around|picked"
    r"|insists?|disputes?|disputed|claims|refuses|returned|sent|complain(?:s|ed)|stated|pays|denies"
    r"|was\s(?:meant|supposed|going)\sto|would\slike|wished|requested|got\s(?:back|in)"
    r"|collected|dropped|passed|died|party\sof|never|just|kindly|also|thinks|was\s(?:very|so|great|lovely"
    r"|amazing|rude"
    r"|brilliant|fantastic|excellent|really|extremely|super)|is\s(?:my|a|our|the))\b"
)
# What people do, and companies and goods do not.
_HUMAN = re.compile(
    r"\s(?:and\s(?:her|his)\s|said|told|asked|promised|rang|phoned|wrote\sto|insists?|insisted|disputes?|disputed|refused"
    r"|apologi[sz]ed|hung\sup|replied|ordered|sent\sme|texted|explained|assured|advised|spoke|thinks"
    r"|reckons|shouted|called\s(?:me|back|again|about|to|yesterday|today|twice)|swears|swore|wants"
    r"|keeps?\s(?:calling|ringing|asking|saying|telling)|returned\s(?:hers|his|it|my|the)"
    r"|never\s(?:got|called|rang|came|showed|turned|replied|answered)|(?:was|is)\s(?:meant|supposed"
    r"|going)\sto|knows\s(?:about|me)|lives\s(?:at|in|on|next)|helped\s(?:me|us)|married|is\smy"
    r"|(?:has|had)\s(?:already\s)?(?:paid|asked|told|called|rung|ordered|promised))\b"
)
# What people have: "Penny's order", but "Jasmine's scent".
_BELONGS = re.compile(
    r"['’]s?\s(?:(?:new|old|second|first|last)\s)?(?:account|order|phone|number|name|address|e-?mail"
    r"|parcel|package|card|flat|house|husband|wife|son|daughter|mum|mom|dad|birthday|room|tickets?"
    r"|booking|appointment|laptop|voucher|refund|bill|contract|subscription|line|delivery|desk|shift"
    r"|team|chair|pram|bags?|luggage|suitcase|seat|car|claim|policy|case|complaint|login|password)\b"
)
# "Could Penny check it?"
_DOES = re.compile(
    r"\s[a-z]{2,12}\s(?:it|me|my|us|our|this|that|them|him|her|the|back|to|on|in|at|about)\b"
)
_TEAM = re.compile(
    r"\s(?:from|in|at|on|of)\s(?:the\s|your\s)?(?:\w{1,14}\s)?(?:team|branch|store|shop|office"
    r"|chat|support|customer"
    r"|sales|returns|tier|billing|accounts|dep(?:artmen)?t|desk|helpdesk|call\scent(?:re|er)"
    r"|complaints"
    r"|retentions|dispatch|app\b|garage|depot|counter|gate|phone\b|line\b|till\b|technical|reservations|warehouse|service"
    r"|reception|hr|finance|bookings)\b"
)
_ACTS = re.compile(
    r"\s(?:could|would|can|did|had|may|might|must|should|couldn['’]t|wouldn['’]t|can['’]t"
    r"|didn['’]t|hadn['’]t"
    r"|doesn['’]t|wasn['’]t\sable)\b"
)
# "Precious was her name", "Hank my man"
_NAMED = re.compile(
    r",?\s(?:i\s(?:believe|think|guess)\s)?(?:is|was)\s(?:her|his|their|the|my)\s(?:\w{1,8}\s)?name\b"
    r"|,?\s(?:my|old|dear)\s(?:man|friend|love|dear|boy|lad|girl)\b"
    r"|\s(?:person|guy|lady|woman|chap|bloke|fella|fellow|character)\b"
)
_HERE = re.compile(r"\shere\b(?!\s(?:in|at|is))")
_END = re.compile(
    r"\s*(?:$|[.!?](?:\s|$)|\n|[;|<(\[]|[-–—]\s)|\s?[:)](?:\s|$)|\s(?:<[A-Z])|\sx{1,3}(?:\W|$)|\s\d\d?:\d\d\b"
)
_COMMA = re.compile(r"\s?,")
_SMALL = re.compile(
    r"\s(?:I|and|or|but|y|e|und|et|is|was|has|had|are|were|will|would|can|could|should|did|does|do"
    r"|may|might|must|at|in|on"
    r"|from|for|with|to|who|that|as|about|again|please|today|yesterday|this|i|we|you|he|she|they"
    r"|it|my|our|the|a"
    r"|an|so|then|when|where|because|if|too|for|of|by|after|before|since|until|not|now|speaking"
    r"|calling|thanks"
    r"|thank|still|no|never|more|only|already|just|bhai|ji|san|didi|garu|här|hier|ici|her|via"
    r"|du|des|del|de|della|aus|von|vom|da|oder|ou|o"
    r"|btw|lol|pls|plz|tho|innit|have|get|got|look|take|call|know|be|there|i['’]m|it['’]s|up|back|out|off|over"
    r"|[a-z]{2,12}(?:ed|ly))\b"
)
_THING = re.compile(
    r"[\"”]\s\w|"
    r"(?:['’]s?\s(?!name|phone|email|number|account|address|order|birthday)|\s?[/®™&+]|\s?[-–]\w"
    r"|\s\w|\s?\d)"
)


_OWNS = re.compile(r"\s?['’]s?(?!\w)")


class After(NamedTuple):
    """What stands after a name.

    kind: named, here, owns, of a team, verb, end, comma, acts, small, thing.
    """

    kind: str


_AFTER = (
    ("named", _NAMED), ("here", _HERE), ("owns", _OWNS), ("of a team", _TEAM), ("verb", _VERB),
    ("end", _END), ("comma", _COMMA), ("acts", _ACTS), ("small", _SMALL), ("thing", _THING),
)  # fmt: skip


def acts_as_people(text: str, end: int) -> bool:
    """Tell whether `text[:end]` does what only people do, or owns what only they own."""
    return _HUMAN.match(text, end) is not None or _BELONGS.match(text, end) is not None


def does_something(text: str, end: int) -> bool:
    """Tell whether a verb with its object follows `text[:end]`."""
    return _DOES.match(text, end) is not None


def after(text: str, end: int, *, shouted: bool = False) -> After:
    """Say what follows `text[:end]`; `shouted`: the text has capitals only."""
    words = text[end : end + _WINDOW]
    words = words.lower() if shouted else words
    for kind, pattern in _AFTER:
        if pattern.match(words):
            return After(kind)
    return After("end")
