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
# What a shop gives, whom it sends, and what of a customer's it acts on: a lamp's timer can be
# cancelled, and its height be given, as well.
_GIVEN = r"refund|discount|credit|voucher|replacement|exchange|invoice|receipt|copy|money back|ring|call(?: ?back)?"
_SENT = r"engineer|technician|fitter|courier|driver|van|collection|pick-?up|delivery|visit"
_THEIRS = r"(?:my|our|the|that|this) (?:\w+ )?(?:order|account|subscription|booking|delivery|shipment|appointment|parcel|membership)"
_WHOLE = r"(?=\W*(?:please\W*)?$)"
_TO_READ = r"(?:(?:the|some|more|any|exact|full|its|a few) )*(?:dimension|measurement|detail|info|spec|size|weight|height|manual|instruction|photo|picture)"
_FOR_ME = (
    r"ask (?:him|her|them|somebody|someone|your)|change (?:my|that|the (?:address|name|surname|date|line|order))|"
    rf"(?:cancel|delete) (?:{_THEIRS}|my (?:data|details|e-?mail)(?! (?:on|from|off))|(?:it|that|this|them) (?:for (?:me|us)|from (?:my|our)|and refund))|"
    rf"cancel{_WHOLE}|give (?:me|us) (?:(?:an?|the|my|some|any) )?(?:[\w%£-]+ ){{0,2}}?(?:{_GIVEN})|"
    rf"arrange (?:for|(?:my|our|an?|the|some) (?:\w+ )?(?:{_GIVEN}|{_SENT}))|ring (?:me|us)|"
    rf"send (?:(?:me|us)(?! {_TO_READ})|someone|somebody|another|an? (?:\w+ )?(?:{_GIVEN}|{_SENT})|"
    r"(?:it|them|that|this|one|both|my|our|the)\b[^?,.]{0,20}\b(?:back|again|over|to (?:me|us|my|our)))|"
    r"furnish|hold on to|keep it for me|note (?:it|that|down)|refund|see that|sit on it|"
    r"swap (?:it over|(?:it|one|this|that|them) for)|do it as a swap|take (?:it|this|that|them) back|take (?:£?\d+|five|ten|some)[^?]{0,12}\boff\b|"
    r"tell (?:the other|somebody|someone|your)|reserve|waive|resend|"
    r"(?:put|add|pop)\b[^?]{0,40}\b(?:note|order|back on|aside|one box|basket|account)"
)
_MINE = (
    rf"exchange (?:it|this|that|them|one|my|our)|cancel (?:{_THEIRS})|cancel{_WHOLE}|"
    r"swap (?:it|this|that|them|one) for|return (?:it|this|that|them|the)|"
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
