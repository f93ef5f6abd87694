"""What customers say in every contact and that belongs to no stage: negative prototypes."""

from __future__ import annotations

import re

IDENTIFIES = re.compile(
    r"\bmy (?:\w+ ){0,2}(?:number|address|name|e-?mail|birth|birthday|post ?code|zip|id|surname)"
    r"(?: \w+)? (?:is|are)\b(?! (?:wrong|not|no|being|invalid|incorrect|out|still|on|in)\b)|"
    r"\b(?:number|address|e-?mail|name) is <|^\W*(?:it'?s |sure,? )?<[A-Z_]+\d*>\W*$",
    re.IGNORECASE,
)
"""Customers who answer "may I have your address?" are not managing their account."""

GREETS = re.compile(
    r"\W*(?:(?:oh|ah|um|er|yes|right|well)\W+)?(?:good\s+)?"
    r"(?:morning|afternoon|evening|day|hello|hi|hiya|hey|dear)"
    r"(?:\s+(?:there|again|all|both|team|sirs?|madam))*(?:\W*<[A-Z_]+\d*>)?\W*",
    re.IGNORECASE,
)
"""A sentence that is a greeting and no more: "Morning, <NAME_1>."."""

SMALL_TALK = (
    "hello",
    "hi there, good morning",
    "how are you today?",
    "good afternoon, I hope you are well",
    "are you still there?",
    "can you hear me?",
    "sorry, could you say that again?",
    "my name is Anna Smith",
    "my account number is 48213",
    "my order number is 77310",
    "my phone number ends in 42",
    "my e-mail is anna at example dot com",
    "the postcode is AB1 2CD",
    "my date of birth is the first of May",
    "it's A as in apple, B as in boat",
    "yes, that's me",
    "yes please",
    "yes, that is correct",
    "no, that's all",
    "no, nothing else",
    "okay",
    "sure, take your time",
    "sure, one moment",
    "I see",
    "oh, all right then",
    "that makes sense",
    "got it",
    "great, thank you",
    "thank you so much for your help",
    "thanks, you've been very helpful",
    "you too, have a nice day",
    "bye",
    "I'll wait",
    "let me check",
    "I have a question",
    "can you help me with something?",
    "I need some help please",
    "I am calling about something",
    "as I said before",
    "I'm not sure",
)
