"""What is never done, however it is put: harm, other people's systems, decisions about people."""

from __future__ import annotations

import re
from typing import Literal

_HARM = re.compile(
    r"""
      \brm\s+-rf\b | \bdrop\s+(?:table|database)\b | \b(?:curl|wget|bash|sudo|powershell)\b.*\b(?:run|pipe|bash|http)
    | \bignore\s+(?:all\s+)?(?:your|the|previous|prior|my)\b.*\b(?:instructions?|rules|prompt)
    | \b(?:system\s+prompt|developer\s+mode|jailbreak|api\s+keys?|password\s+hash)\b
    | \b(?:wipe|delete|erase|purge|destroy|nuke|remove|forget)\s+(?:(?:absolutely|simply|just)\s+)?
      (?:everything|it\s+all|them\s+all|all\b(?!\s+filters?)|every(?!thing\s+that)\b|the\s+(?:workspace|database|data|journal|log|history|contacts|lot|customers)|
      those\s+(?:customers|contacts)|these\s+(?:customers|contacts)|our\s+data|customers?\b(?!\s+\S*\d))
    | \b(?:relabel|move|label|file|put|shift|set)\s+(?:everything|every\s+contact|all(?:\s+(?:the|of\s+the|our))?\s+contacts|them\s+all|all\s+of\s+(?:them|it))\s+(?:to|as|into|under|in)\b
    | \bwithout\s+asking\b | \bdon't\s+tell\s+(?:anyone|anybody|me)\b | \bdisable\s+(?:the\s+)?redaction\b
    | \b(?:cat|less|open|read)\s+/(?:etc|root|home|proc|var)\b | \breal\s+(?:phone|name|e-?mail|address)
    | \berase\b.*\blog\b | \bskip\s+the\s+(?:proposal|confirmation|preview)
    | \b(?:un-?redact|de-?anonymi[sz]e|turn\s+off\s+(?:the\s+)?redaction)\b
    | \b(?:mark|set|dismiss|accept|close)\b.*\b(?:every(?:\s+single)?|all(?:\s+the|\s+of\s+the)?)\s+(?:description\s+)?gaps?\b
    | \b(?:make\s+up|invent|fake|fabricate|massage|fudge)\b.*\b(?:quotes?|numbers?|figures?|data|results?)
    | \b(?:phone\s+numbers?|home\s+address|email\s+address(?:es)?|real\s+names?|credit\s+cards?|card\s+numbers?)\s+(?:of|for|from|behind)\b
    | \bcustomers?'?s?\s+(?:phone|email|e-mail|home)\s*(?:numbers?|addresses)\b
    """,
    re.VERBOSE,
)
_ELSEWHERE = re.compile(
    r"""
      ^(?:(?:please|pls|can\s+you|could\s+you|then|now|and|ok|just)[\s,]+)*
      (?: (?:e-?mail|mail|text|message|phone|ring|call\s+back|refund|pay|reply\s+to|write\s+to|apologi[sz]e\s+to|slack|tweet|post)\s+
          (?:him|her|them|all|the\s+(?:customers?|angry|unhappy|team|boss)|my|our|customers?|everyone|this\s+(?:to|on)|it\s+to|on\s+\w+)
        | (?:send|forward)\s+(?:an?\s+)?(?:e-?mail|mail|message|voucher|letter|text|it|this|that|them)
        | compose\b | translate\b | play\s+(?:some|a|the)\b | remind\s+me\b | order\s+(?:me|a|some|\d+)\b | book\s+(?:me|a)\b
        | (?:log|sign)\s+in(?:to)?\b | set\s+the\s+price\b | publish\b | buy\b | fire\s+\w+ | hire\b | tell\s+(?:everyone|everybody|the\s+(?:team|customers?|boss|board)|my|him|her|them|people)\b )
    | \b(?:haiku|limerick|poem|joke|song|sonnet|linkedin\s+post|tweet|blog\s+post|horoscope|recipe)\b
    | \b(?:which|who|what)\b.*\bagents?\b.*\b(?:laziest|worst|best|slowest|rudest|fastest|sack|fire)\b
    | \b(?:laziest|worst|slowest|rudest|best)\s+agents?\b | \bshopify\b.*\b(?:switch|change|set|log)\b
    | \bhow\s+many\s+(?:agents|people|staff)\s+(?:will|do|should|would)\s+(?:we|i)\s+need\b
    """,
    re.VERBOSE,
)
_REFUSED = re.compile(
    r"\b(?:don't|do not|dont|never|without)\s+(?:export|change|delete|merge|rename|touch|apply|move|run|ingest)\w*\s+(?:anything|something|any of it|it|a thing|stuff)[\s,;.]*"
)


def harmful(lower: str) -> bool:
    """Whether an utterance asks for something that is never done."""
    return bool(_HARM.search(lower))


def elsewhere(lower: str) -> bool:
    """Whether an utterance is plainly about something else than this tool's work."""
    return bool(_ELSEWHERE.search(lower))


def without_refusals(text: str) -> str:
    """Return an utterance without what it says not to do: "don't change anything, just …"."""
    return re.sub(_REFUSED.pattern, "", text, flags=re.IGNORECASE).strip() or text


_YES = re.compile(
    r"^(?:y|yes|yep|yeah|yup|sure|ok|okay|do it|go ahead|apply(?: it)?|please do|go on|fine|confirm(?:ed)?|aye|of course|make it so"
    r"|i agree|agreed|(?:that is|that's|thats) right|correct|right|(?:looks|sounds) (?:good|right))\b[\s,.!]*"
    r"(?:please|pls|do it|go ahead|apply(?: it)?|thanks|that's right|i agree|do)?[\s.!]*$"
)
_NO = re.compile(
    r"^(?:n|no|nope|nah|don't|do not|cancel|stop|never mind|nevermind|forget it|rather not|leave it|not now|no thanks)\b[\s\w,.!]{0,20}$"
)


def agrees(utterance: str) -> bool | None:
    """Whether somebody who was asked "Apply?" says yes or no; None: something else was said."""
    text = " ".join(utterance.lower().split())
    if _YES.match(text):
        return True
    return False if _NO.match(text) else None


_LEADING = r"^(?:(?:ok|okay|yes|yeah|no|actually|well|so|then|and|please|hm+|oh|wait|let's)[\s,]+)*"
_IT = r"(?:it|that|this|(?:the|that|my) [a-z]+(?: [a-z]+)?)"
_AFTER_ALL = re.compile(
    rf"{_LEADING}(?:(?:apply|do|make) {_IT} (?:after all|anyway)|after all,? yes|(?:yes,? )?after all)"
    r"(?: please)?[\s.!]*$"
)
_AGAIN = re.compile(
    rf"{_LEADING}(?:(?:apply|do) (?:it|that)|go ahead|(?:propose|take) (?:it|that|the change)(?: up)? again"
    r"|(?:go )?back to (?:the|that|my|what was) propos(?:al|ed)"
    r"|(?:what was|show(?: me)?|where is) (?:proposed|(?:the|that|my) propos(?:al|ed change)))"
    r"(?: please)?[\s.!?]*$"
)


def takes_up(utterance: str) -> Literal["apply", "propose"] | None:
    """Whether what was proposed and left is to be done after all, or to be proposed again."""
    text = " ".join(utterance.lower().split())
    if _AFTER_ALL.match(text):
        return "apply"
    return "propose" if _AGAIN.match(text) else None
