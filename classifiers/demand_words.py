"""The words that tell what caused a contact and how it ended: cues, and prototypes of both."""

from __future__ import annotations

import re

# A few lines hold many words; wrapping them would hide what belongs together.
# ruff: noqa: E501


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


CAUSE: dict[str, re.Pattern[str]] = {
    "broken": _cue(
        r"\b(?:doesn'?t|does not|didn'?t|won'?t|will not|isn'?t|not|stopped|never|stop(?:s|ped)?|quit) (?:\w+ ){0,2}(?:work(?:s|ing)?|turn(?:ing)? on|switch|load|open|start|charg\w+|connect\w*|activat\w+|respond\w*|heat\w*|fit)\b"
        r"|\b(?:broke(?:n)?|faulty|defect\w*|crack(?:ed|s)?|smashed|dent(?:ed)?|damaged|leak(?:s|ing|ed)?|fault|outage|crash\w*|freez\w+|intermittent|drop(?:s|ped|ping)|inconsistent|unstable|burn(?:t|ed) out|tripp\w+|rattl\w+|grind\w+|peel\w+|chipp\w+|rust\w*|shrunk|error|dead|snapped|came off|fell off|slow)\b"
        r"|\b(?:issues?|problems?|troubles?|difficult\w*) (?:with|about|activating|getting|logging|setting|regarding|connecting)\b|\bhaving (?:\w+ )?(?:issues?|problems?|trouble)"
    ),
    "wrong": _cue(
        r"\b(?:wrong|missing|lost|mistake|incorrect\w*|twice|double|overcharg\w*|too much|never (?:came|arriv\w+|got|received)|not (?:arriv\w+|come|received|turned up)|hasn'?t (?:arrived|come|turned|been)|haven'?t (?:had|received|got|heard)|didn'?t (?:arrive|come|get|receive)|late|overdue|delayed|empty|refused|declined|rejected|cancelled|charged|disappear\w*|gone|marked|only (?:one|two|half|got)|instead of|somebody else|someone else'?s|short)\b"
    ),
    "again": _cue(
        r"\b(?:again|still|third time|second time|twice now|already (?:called|rang|rung|told|wrote|sent|emailed)|called (?:before|earlier|yesterday|last)|i (?:rang|called|wrote|phoned|spoke)|last (?:time|week)|keep(?:s)? (?:getting|telling|saying|on)|been (?:waiting|calling|trying|passed|told)|told me|was told|said (?:i|you|to|that)|chas\w+|follow(?:ing)? up|days? ago|weeks? ago|waiting|promised|passed (?:on|from|round))\b"
    ),
    "unclear": _cue(
        r"\b(?:page|site|website|listing|description|label|box|manual|booklet|instructions?|leaflet|it|nowhere|table) (?:\w+ ){0,3}(?:doesn'?t|does not|didn'?t|don'?t|isn'?t|only|never|nothing|just) (?:\w+ ){0,3}(?:say|tell|mention|state|give|show|explain|help)"
        r"|\b(?:can'?t|cannot|couldn'?t|could not|can not) (?:\w+ ){0,2}(?:find|see|work out|tell|make out)\b|\bnowhere\b|\bnothing (?:about|on|there)\b|\b(?:confus|unclear|contradict|mislead|puzzl)\w*|\bwhat (?:is|does|on earth|counts)\b.{0,30}\b(?:mean|gross)\b|\bsays\b.{0,60}\bbut\b|\bnot (?:on|in) (?:the|your) (?:page|site|website|table)"
    ),
    "upset": _cue(
        r"\b(?:complain\w*|frustrat\w+|disappoint\w+|ridiculous|unacceptable|angry|annoy\w*|fed up|terrible|awful|useless|joke|upset|furious|unhappy|not happy|cross|disgust\w*|appalling|shocking|panick\w*|worr\w+|beside myself|enough)\b"
    ),
    "return": _cue(
        r"\b(?:refund\w*|money back|return(?:ing|ed)?|replace(?:ment|d)?|warranty|guarantee|repair|send (?:it|them) back|compensat\w*|swap)\b"
    ),
    "wish": _cue(
        r"\b(?:i'?d like|i would like|like to|interested in|want(?:ed)? to|looking (?:for|to|at)|thinking (?:of|about)|consider\w*|recommend\w*|which (?:one|of)|do you (?:do|have|sell|stock)|can i|could i|may i|is it possible|how (?:do|can) i|activat\w+|schedul\w*|appointment|enquir\w+|inquir\w+|feedback|suggest\w*|upgrad\w*|set(?:ting)? up|sign up|more about|information|wonder\w*|planning|buy|order(?:ing)? (?:one|two|a)|change my|update|book)\b"
    ),
    "urgent_unknown": _cue(
        r"\b(?:where(?:'s| is| are)|when (?:is|will|does)|what(?:'s| has) happened|why)\b"
    ),
}
"""Cues in the customer's opening sentences, by what they say."""

END: dict[str, re.Pattern[str]] = {
    "thanks": _cue(
        r"\b(?:thank(?:s| you)|ta\b|cheers|perfect|lovely|brilliant|great|wonderful|excellent|fantastic|sorted|that'?s all|that helps|appreciate|you'?ve been|bless|marvel\w*|splendid|good answer|that works|it works|working (?:now|fine|again)|much better|found it|all done|done)\b"
    ),
    "unhappy": _cue(
        r"\b(?:still (?:not|no|does|doesn'?t|waiting|los\w+|getting|hasn'?t)|not happy|not good enough|not enough|disappoint\w*|ridiculous|unacceptable|joke|waste of|useless|no help|nobody|we shall see|we'?ll see|hope (?:so|it|this|you|they)|i (?:guess|suppose)|no choice|again\?|waiting|wait for|unbelievable|never mind|fed up|don'?t (?:know|believe)|i'?ll (?:ask|try|ring|telephone|call|phone) (?:again|someone|somebody|on|them|my)|how long|chase|exhausted|frustrat\w*|terrible|silly|hmm)\b|\bno\.\s|\?\s*$"
    ),
    "lost": _cue(
        r"\b(?:i'?ll leave it|leave it (?:then|there)|forget it|forget about it|try (?:someone|somebody|somewhere) else|(?:go|buy|get|look) (?:it |one )?elsewhere|don'?t want (?:it|one|another|any)|other (?:shop|provider|company)|cancel (?:it|everything|my|the (?:order|contract))|won'?t be (?:buying|ordering|back)|not (?:buying|ordering)|dream is dead|never again|given up|giving up|i give up|somebody who knows)\b"
    ),
    "promise": _cue(
        r"\b(?:(?:get|come|be) back to you|(?:will|'ll) (?:\w+ )?(?:be in touch|reach out|call you|ring you|mail you|email you|write to you|contact you|let you know|find out|ask|chase|look into|check with|pass (?:it|this|that)|report|escalat\w+|raise|follow up|do (?:my|our) best|continue)|escalat\w+|stay in touch|keep you (?:updated|posted|informed)|in touch|within (?:\S+ )?(?:to \S+ )?(?:hours|days)|24.{0,6}48|working days|our (?:\w+ )?team|somebody will|someone will|i'?ve (?:asked|passed|written|noted|logged|raised|reported)|ring (?:us )?(?:back|again)|call (?:us )?back|try again|put (?:it|a note) (?:down|on)|as soon as|hope your issue|answers? within)\b"
    ),
    "hedge": _cue(
        r"\b(?:i think|i'?d (?:imagine|say|guess|have thought)|i'?m gonna say|probably|should be (?:fine|ok|okay|all right)|might|not sure|don'?t (?:know|have)|can'?t (?:say|tell|find)|couldn'?t (?:say|tell|find)|i guess|i believe|likely|as far as i|tbh|no idea|doesn'?t (?:actually )?say|would(?:'ve)? said|fingers crossed|maybe|not to hand|presumably|usually)\b"
    ),
    "done": _cue(
        r"\b(?:done|sorted|refunded|updated|booked|sent|changed|switched|cancelled|activated|processed|scheduled|arranged|added|fixed|resolved|confirmed|it'?s in|on its way|ordered|applied|credited|replaced|all set|all yours|there you (?:go|are)|you'?re (?:very |most )?welcome|my pleasure|glad|happy to|enjoy|anything else|put (?:it|that) (?:in|right|through)|i'?ve (?:put|taken|made|set|moved|added|given|ordered|opened|closed))\b"
    ),
    "refused": _cue(
        r"\b(?:can'?t|cannot|unable|not able|isn'?t possible|not possible|unfortunately|no button|afraid (?:not|we|i|that|so)|not (?:us|ours|me|my)|another department|other department|i'?ve no|policy|our terms|conditions|more i can'?t|nothing i can|put you through|transfer you|you(?:'d| would|'ll| will)? (?:need|have) to (?:ring|call|write|speak|ask|contact|order|go))\b"
    ),
    "sorry": _cue(
        r"\b(?:sorry (?:to hear|about|for|you)|(?:so|very|truly|really) sorry|apolog\w+|inconvenience|frustrat\w+|oh (?:no|dear)|that'?s not right|shouldn'?t have)\b"
    ),
}
"""Cues in the last turns, by what they say; `sorry` is an agent's in the first ones."""

FAILURE = (
    "my order has not arrived",
    "the parcel is marked as delivered but it is not here",
    "it arrived broken",
    "you sent me the wrong item",
    "it has stopped working",
    "it worked for a month and now it will not switch on",
    "I am having trouble with my connection",
    "the signal keeps dropping",
    "I was charged twice",
    "the refund has still not come",
    "I rang last week and nobody called me back",
    "this is the third time that I am calling about this",
    "I was told that I would get a reply and never did",
    "I have been passed from one department to the other",
    "the checkout gives me an error",
    "my voucher does not work",
    "I can't log in to my account",
    "the page doesn't say whether it fits",
    "I have read the whole description and could not find it",
    "the website says one thing and the label another",
    "your colleague told me something else",
    "I want to complain",
    "this is very frustrating",
    "there is a part missing in the box",
    "why has my order been cancelled",
    "there is something wrong with my bill",
    "it is not what was described",
    "it shrank when I washed it as the page said",
    "the instructions are not clear",
    "I pressed two and came to the wrong department",
)
VALUE = (
    "I would like to place an order",
    "I am interested in your plans",
    "which of the two would you recommend",
    "I want to activate a new service",
    "can I set up automatic payment",
    "I would like to update my address",
    "I want to make an appointment at one of your shops",
    "can you tell me about your offers and your loyalty programme",
    "I have some feedback and a few suggestions",
    "I'd like to upgrade to a larger plan",
    "do you have this in stock",
    "could it be delivered on Saturday",
    "can I change the delivery address of my order",
    "how do I clean it",
    "how do I set it up",
    "I need a present for my sister",
    "do you have a discount for larger orders",
    "I am planning a new kitchen",
    "can you move me to another plan",
    "how many points do I have",
    "please delete my account",
    "I would like to return it, I have changed my mind",
    "what payment methods do you take",
    "can I collect it from the shop",
    "where can I buy spare parts",
    "I would like an invoice for the company",
    "I am calling to ask about my membership",
    "honest opinion, is it worth the money",
)
OPEN = (
    "I still don't have an answer",
    "so you don't know",
    "we shall see",
    "I will have to call again",
    "I'll wait for your call then",
    "it still does not work",
    "I am not happy with that",
    "I hope that somebody sorts it out",
    "that is not good enough",
    "I'll leave it then",
    "I will try somewhere else",
    "nobody can help me",
    "that's no use to me",
    "I have no choice, do I",
    "so when will I hear from you?",
    "this is a joke",
    "I did not get what I asked for",
    "I shall write to your head office",
)
SETTLED = (
    "thank you so much, that is perfect",
    "lovely, I'll order it tonight",
    "that answers my question",
    "great, it works now",
    "you have been very helpful",
    "no, that's all, thank you",
    "wonderful, thanks for sorting it out",
    "I've got it, thank you",
    "brilliant, the money is back",
    "good answer, I'll take one",
    "it has come, thank you",
    "cheers, have a nice day",
    "that's fine, no hurry",
    "you've saved my weekend",
    "I appreciate your help",
    "all done, thank you",
    "then I know, thanks",
    "perfect, that's all I wanted to know",
)
