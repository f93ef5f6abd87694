"""What a number that no word introduces is, by what its sentence talks about.

"You'll find us as C0049912" is an account, because companies find customers by those; "4491-20018
is out of stock" is neither account nor order, because that is said of goods. The rest are orders,
which people name most: "still nothing, AB-449210". Only tokens of a telling form are looked at:
digits behind a short prefix, or joined groups of digits; model numbers mix letters in between.
"""

from __future__ import annotations

import re

from corpora.redact import cues
from corpora.redact.spans import Kind

_TELLING = re.compile(
    r"[A-Z]{1,4}[-/]?\d{5,12}|(?=(?:\D*\d){5})[A-Z]{1,4}(?:[-/]\d{1,8}){2,4}(?:-[A-Z])?"
    r"|(?=(?:\D*\d){6})[A-Z]{1,4}\d{1,3}(?:[-/]\d{2,8}){1,3}|[A-Z]{1,3}-\d{4,8}-[A-Z]{1,2}"
    r"|(?=(?:\D?\d){7})(?:\d{2,7}(?:-\d{1,8}){1,4}|\d{2,7}(?:/\d{1,8}){2,4})"
)
_BARE = re.compile(r"\d{7,12}")
_LOCATOR = re.compile(r"(?=[A-Z\d]*\d[A-Z])(?=[A-Z\d]*[A-Z]\d)(?=(?:\d*[A-Z]){3})[A-Z0-9]{6}")
_DATE = re.compile(
    r"(?:19|20)\d\d[-/]?[01]\d[-/]?[0-3]\d|[0-3]?\d[-/][0-3]?\d[-/](?:19|20)?\d\d"
    r"|(?:19|20)\d\d[-/](?:19|20)?\d\d(?:[-/]\d+)?"
)
_WAITED_FOR = re.compile(
    r"\bstill (?:nothing|no\b|not\b|wait|hasn|haven|processing|pending|missing)"
    r"|\bwhere(?:'s|’s| is| are)\b|\b(?:news|update|progress|word|status) (?:on|of)\b"
    r"|\bin transit\b|\b(?:happen\w*|going on|up) (?:with|to)\b"
    r"|\b(?:meant|supposed|due) (?:to|on|in|for|by)\b|\b(?:never|not) (?:came|turned up|arrived)\b"
    r"|\b(?:arriv|deliver|dispatch|despatch|shipp|track|plac|bought|purchas|cancel|refund|return"
    r"|order|receiv|chas|reopen|escalat|parcel|package|courier)"
    r"|\b(?:came|come) (?:with|without|in|broken|damaged|today)\b|\blook(?:ed|ing)? (?:up|into)\b"
    r"|\bbooked\b|\bpaid for\b|\bwrong (?:colour|color|size|item)"
)
_HELD = re.compile(
    r"\b(?:bill|letter|statement|debit|tariff|premium|renewal|renew\w*|payslip|log(?:ged)? ?in)\b"
    r"|\bmy name\b|\bwith you\b|\bin your (?:system|books|records|database)\b"
    r"|\bfind (?:me|us) (?:as|under|by)\b|\b(?:pay|paying) (?:every|each|monthly|by|under)\b"
    r"|\bevery month\b|\bsigned? up\b|\bregistered\b|\bcustomer (?:since|for)\b|\bcontract"
    r"|\baccount|\bmembership|\bpolicy\b|\bclose it\b|\bplease close\b|\block(?:ed)?\b|\bbalance\b"
    r"|\bstanding order\b|\bloyalty\b|\bmoved (?:house|flat|out)\b"
)
_TRAVEL = re.compile(
    r"\b(?:fly|flying|flights?|adults?|nights?|check(?:ed)?[- ]?in|passengers?|boarding|airport"
    r"|hotel|(?:be|booked|reserved|held) under|reservation|trip)\b"
)
_OF_GOODS = re.compile(
    r"\b(?:out of stock|in stock|stock|fits?|fitting|compatible|replac\w*|spares?|discontinued"
    r"|sticker|display\w*|screen|shows?|blink\w*|flash\w*|voltage|volts?|watts?|pressure|specs?"
    r"|manuals?|catalog\w*|fold|differ\w*|same as|instead of|versus|vs|or the|version|error|fault"
    r"|article|item|model|part|serial|sku|box|pack|price[ds]?|costs?|cheaper|sells?|sold|aisle|shelf"
    r"|chapter|section|page|clause|standard|regulation|row|seats?|flight|gate|train|room|channel"
    r"|setting|range|years?|vin|plate|lot|batch|size[ds]?|which|compare|works? with|cables?|printer"
    r"|toner|adapt[eo]r|chargers?|headset|phone|filter|battery|bulb|cartridge|motor|pump|hex|colou?rs?"
    r"|need the|like the|kind of|blew|quieter|better|tyres?|screws?|kit)\b"
)
# "the 883-1120 filter", "TX-90115 is the printer", "A or 5520-88124"
_LIKE_GOODS = re.compile(r"\b(?:the|an?|this|these|those|or|vs\.?|than|with|pn:?|for the)\s$")
_IS_A = re.compile(r"\s(?:is|are|was) (?:the|an?|not the|better|quieter|too)\b|\s(?:or|vs)\s")
_WORD = re.compile(r"[^\W\d_]{2}")
_CLOSE = 90  # characters to either side: a sentence or two


def spoken_of(text: str, start: int, end: int) -> Kind | None:
    """Say what `text[start:end]` is where no noun calls it anything, or None."""
    token = text[start:end].lstrip("#")
    bare = _BARE.fullmatch(token) is not None
    locator = _LOCATOR.fullmatch(token) is not None
    if not (bare or locator or _TELLING.fullmatch(token)) or _DATE.fullmatch(token):
        return None
    ahead, behind = text[max(0, start - _CLOSE) : start].lower(), text[end : end + _CLOSE].lower()
    near = f"{ahead} {behind}"
    if _WORD.search(near) is None:
        return None  # all of a cell or a turn: nothing is said about it
    if locator:
        goods = _LIKE_GOODS.search(ahead)
        return "ORDER" if _TRAVEL.search(near) and not goods else None
    if _OF_GOODS.search(_sentence(ahead, behind)) or cues.speaks_of_things(text, start, end):
        return None
    held, waited = _HELD.search(near), _WAITED_FOR.search(near)
    if held and (bare or not waited):
        return "ACCOUNT"
    other = bare or _LIKE_GOODS.search(ahead) is not None or _IS_A.match(behind) is not None
    return "ORDER" if waited or not other else None


def _sentence(ahead: str, behind: str) -> str:
    return re.split(r"[.?!\n]\s", ahead)[-1] + " | " + re.split(r"[.?!\n](?:\s|$)", behind)[0]
