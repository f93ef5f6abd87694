"""What a number that no word introduces is, by what its sentence talks about.

"Still nothing, AB-449210" is an order because people wait for those, "you'll find us as C0049912"
an account because companies find customers by those, and "4491-20018 is out of stock" neither,
because that is said of goods. Only tokens of a telling form are looked at: digits behind a short
prefix, or joined groups of digits; model numbers mix letters in between.
"""

from __future__ import annotations

import re

from corpora.redact import cues
from corpora.redact.spans import Kind

_TELLING = re.compile(
    r"[A-Z]{1,4}[-/]?\d{5,12}|(?=(?:\D*\d){5})[A-Z]{1,4}(?:[-/]\d{1,8}){2,4}|[A-Z]{1,4}\d{1,3}(?:[-/]\d{3,8}){1,3}"
    r"|(?=(?:\D?\d){7})\d{2,7}(?:[-/]\d{1,8}){1,4}|\d{8,12}"
)
_DATE = re.compile(
    r"(?:19|20)\d\d[-/]?[01]\d[-/]?[0-3]\d|[0-3]?\d[-/][0-3]?\d[-/](?:19|20)?\d\d|(?:19|20)\d\d[-/](?:19|20)?\d\d(?:[-/]\d+)?"
)
_BARE = re.compile(r"\d+")
_WAITED_FOR = re.compile(
    r"\bstill (?:nothing|no\b|not\b|wait\w*|hasn|haven|processing|pending)|\bwhere(?:'s|’s| is| are)\b"
    r"|\bany (?:news|update|word|progress|sign|idea)|\bstatus\b|\b(?:meant|supposed|due) (?:to|on|in|for|by)\b"
    r"|\b(?:arriv|deliver|dispatch|shipp|track|plac|bought|purchas|cancel|refund|return|order"
    r"|receiv|despatch|chas|reship|reopen|escalat|follow)\w*"
    r"|\b(?:came|come) (?:with|without|in|broken|damaged|today)|\blook(?:ed|ing)? (?:up|into)\b"
    r"|\bpull up\b|\bchange of mind\b|\bparcel|\bpackage|\bbooked\b|\bpaid for\b|\bcheck(?:ed)? out\b"
)
_HELD = re.compile(
    r"\b(?:bill|letter|statement|direct debit|tariff|premium|renewal|renew\w*|policyholder|payslip|log(?:ged)? ?in)\b"
    r"|\bmy name\b|\bwith you (?:since|for)\b|\bin your (?:system|books|records|database)|\bfind (?:me|us) (?:as|under|by)\b"
    r"|\b(?:pay|paying|paid) (?:every|each|monthly|quarterly|by|under)\b|\bevery month\b|\bsigned? up\b"
    r"|\bregistered\b|\bcustomer (?:since|for)\b|\bcontract|\baccount|\bmembership|\bpolicy\b"
    r"|\bclose it\b|\block(?:ed)?\b|\bbalance\b|\bstanding order"
)
_OF_GOODS = re.compile(
    r"\b(?:out of stock|in stock|stock|fits?|fitting|compatible|replac\w*|spares?|discontinued|label|sticker|display\w*"
    r"|screen|shows?|blink\w*|flash\w*|voltage|volts?|watts?|pressure|specs?|manual|catalog\w*|fold|differ\w*"
    r"|same as|instead of|versus|vs|or the|version|error|fault|code|article|item|model|part|serial|sku|box|pack"
    r"|price[ds]?|costs?|cheaper|sells?|sold|aisle|shelf|chapter|section|page|clause|standard|regulation|row|seats?"
    r"|flight|gate|train|room|channel|setting|range|manuals?|years?|vin|plate|lot|batch|size[ds]?|which)\b"
)
_CLOSE = 90  # characters to either side: a sentence or two


def spoken_of(text: str, start: int, end: int) -> Kind | None:
    """Say what `text[start:end]` is where no noun calls it anything, or None."""
    token = text[start:end].lstrip("#")
    if not _TELLING.fullmatch(token) or _DATE.fullmatch(token):
        return None
    ahead, behind = text[max(0, start - _CLOSE) : start].lower(), text[end : end + _CLOSE].lower()
    if _OF_GOODS.search(_sentence(ahead, behind)) or cues.speaks_of_things(text, start, end):
        return None
    near = f"{ahead} {behind}"
    held, waited = _HELD.search(near), _WAITED_FOR.search(near)
    if waited and not (held and _BARE.fullmatch(token)):
        return "ORDER"
    return "ACCOUNT" if held else None


def _sentence(ahead: str, behind: str) -> str:
    return re.split(r"[.?!\n]\s", ahead)[-1] + " | " + re.split(r"[.?!\n](?:\s|$)", behind)[0]
