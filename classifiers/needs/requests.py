"""Requests in the form of a question: "could you pop one more pan onto the order?".

They ask to do something, not to know something, so no page can answer them, however sure a model
of vectors is that pans are what they are about. "You" may as well be everybody: "can you put it in
the oven?" asks about the product. So only what a shop does for a customer counts.
"""

from __future__ import annotations

import re

# A few lines hold many words; wrapping them would hide what belongs together.
# ruff: noqa: E501

_LEAD = r"^\W*(?:(?:hi|hello|hey|so|and|but|also|ok|okay|oh|well|please|yes|no|thanks|then|now)\b[\s,.!]*)*"
_SOFTLY = r"(?:\s+(?:not|just|please|kindly|possibly|also|still|at least))*"
_FOR_ME = (
    r"ask (?:him|her|them|somebody|someone|your)|cancel|change (?:my|that|the (?:address|name|surname|date|line|order))|"
    r"delete|furnish|give me|hold on to|keep it for me|note (?:it|that|down)|refund|ring|see that|send|sit on it|"
    r"swap (?:it over|(?:it|one|this|that|them) for)|do it as a swap|take (?:it|this|that|them) back|take (?:£?\d+|five|ten|some)[^?]{0,12}\boff\b|"
    r"tell (?:the other|somebody|someone|your)|arrange|reserve|waive|resend|"
    r"(?:put|add|pop)\b[^?]{0,40}\b(?:note|order|back on|aside|one box|basket|account)"
)
_MINE = (
    r"exchange|swap (?:it|this|that|them|one) for|cancel|return (?:it|this|that|them|the)|"
    r"(?:send|give|bring) (?:it|this|that|them|one|both) back|have (?:my|it in writing)|"
    r"(?:have|get) (?:an?|the) (?:\w+ )?(?:invoice|receipt|refund|copy)"
)
_REQUEST = re.compile(
    rf"{_LEAD}(?:(?:can|could|will|would) (?:you|u){_SOFTLY} (?:{_FOR_ME})|"
    rf"(?:can|could|may|might) (?:i|we){_SOFTLY} (?:{_MINE}))\b",
    re.IGNORECASE,
)


def is_request(text: str) -> bool:
    """Tell whether a need begins by asking the company to do something."""
    return bool(_REQUEST.match(text.replace("’", "'")))
