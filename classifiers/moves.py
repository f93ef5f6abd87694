"""Who passed a customer to whom, and who comes back to what they were told: read from the words.

Logs seldom tell of tickets and chats that went from department to department; the people in them
do ("That's Returns, I'll put you through", "Billing, good morning"). What is only offered, asked
or refused is no hand-over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from classifiers.text import sentences
from corpora.records import Evidence, Turn

# A few lines hold many words; wrapping them would hide what belongs together.
# ruff: noqa: E501
_YOU = r"\b(?:(?:put(?:ting)?|pass(?:ed|ing)?|transfer(?:red|ring)?|connect(?:ed|ing)?|hand(?:ed|ing)?|sen[dt]|sending|switch(?:ed|ing)?|redirect(?:ed|ing)?|mov(?:e|ed|ing)) you\b(?: (?:straight|right|back|on))* ?(?:through|over|on|back|across|to\b|now|\.|$)|(?:transferring|connecting) you\b|\bi(?:'ll| will)? (?:connect|transfer) you\b|put(?:ting)? you in(?:to)? (?:the|their) queue|(?:^|[.!?] )transferring\b)"
_MATTER = r"\b(?:pass(?:ed|ing)?|forward(?:ed|ing)?|hand(?:ed|ing)?|sent|sending|transferr(?:ed|ing)|mov(?:ed|ing)|escalat(?:ed|ing)|reassign(?:ed|ing)?|assign(?:ed|ing)|refer(?:red|ring)) (?:it|this|that|them|these|everything|(?:your|the|order|case|ticket|number|an?)\b[^.?!\n]{0,30}?|<\w+>)(?: (?:straight|back|all))* ?(?:over|on|across|through|to\b)"
HAND_OVER = f"{_YOU}|{_MATTER}"
"""What somebody says who passes a customer, or the matter, to somebody else."""
UNKEPT = (
    r"\b(?:nobody|no-?one|no one|never|didn'?t|did not|hasn'?t|haven'?t|has not|have not) (?:(?:has|have|had|ever|even|yet|been|me|once) ){0,3}(?:call(?:ed|s)?|r[aiu]ng|phoned|wr[io]te|written|answer(?:ed|s)?|repl(?:y|ied)|got back|c[ao]me back|get back|in touch|heard)\b"
    r"|\bno (?:call|reply|answer|word|news|response|callback)\b|\b(?:was|were|been|got|twice|call|you|they|he|she|as) promised\b|\bpromised (?:a|me|us|to|for|by|on|within|that i)\b|\bstill (?:waiting (?:for (?:a|an|your|the) (?:call|reply|answer|response)|to hear)|no (?:call|reply|answer|news|word))|\bi(?:'m| am) chasing\b"
)
"""What a customer says to whom an answer or a call was promised that never came."""
SENT = (
    r"\b(?:told|asked|advised|referred|directed|instructed|sent|sends?|says?|said|tells?|telling|suggested)(?: (?:me|us))?(?: by \w+)?(?: (?:just|only|back|please))?[,: ]*(?:to |i (?:should|must|have to) )?(?:please )?[\"“]?"
    r"(?:write\b|put it in writing|e-?mail (?:you|us|them|it|instead)\b|(?:ring|call|phone|telephone|chat|mail|e-?mail)(?: (?:to|with))?(?: (?:you|us|instead|again|back))?(?:[.,;!?\"”]|$)|(?:(?:use|fill in|do|go to|try) (?:it )?(?:in |on |by )?)?(?:the |this |your |an? )?(?:online |web |contact |parts )?(?:form|app|chat|website)(?: instead)?(?:[.,;!?\"”]|$)|here(?:[.,;!?]|$)|talk to us\b|chat (?:to|with) us\b|send an e-?mail)"
    r"|\b(?:sent|sending|sends|referred) (?:me |us )?(?:here )?from (?:the |your )(?:telephone|phone|chat|app|form|website)\b"
    r"|\b(?:round and round|(?:round |around )?in (?:a )?circles?|pillar to post|round the houses|from one to (?:the other|another))\b"
)
"""What a customer says who was sent from one way of contact, or one desk, to another."""
BACK = (
    r"\b(?:(?:was|were|been|got|being) (?:told|promised|sent|asked|passed|advised|assured) |told me|(?:promised|assured|advised) me\b|sent me (?:to|on|here|over|back|round|away)"
    r"|(?:he|she|they|you|somebody|someone|lady|man|chap|fellow|girl|lad|colleague|agent|line|desk|orders|sales|billing|support|delivery|returns|service|<name_\d+>) (?:\w+ ){0,3}(?:said|says|told|promised|asked me|sent me|put me)\b"
    r"|i (?:have |had |'ve |'d |already |just |only )*(?:rang|rung|called|phoned|wrote|written|spoke|spoken|emailed|mailed|chatted|contacted|reported) (?:\w+ ){0,5}(?:yesterday|earlier|before|last|this morning|ago|about|to|with|on|already)\b"
    r"|my (?:last|first|earlier|previous) (?:mail|e-?mail|message|ticket|call|letter|chat)|as (?:advised|instructed|agreed|discussed)|(?:second|third|fourth|fifth|2nd|3rd|4th) time|(?:it'?s|it is|me) (?:me )?again|once more|follow(?:ing)?[- ]up|back (?:to|at) (?:square|you|the (?:start|beginning))|round in circles|\bi know you said)\b"
    rf"|^re: |{UNKEPT}"
)
"""What a customer says who comes back to an earlier contact."""
WAITED = r"\b(?:on hold|in (?:the|a|your) queue|hold music|waited|waiting|(?:been|kept) (?:holding|waiting|on)|(?:a|the) wait\b|long wait|\w+ minutes|half an hour|an hour)\b"
"""What a customer says of a wait."""
_NOT_DONE = re.compile(
    r"\b(?:won'?t|can'?t|cannot|can not|not|never|could|would|can|may|shall|should|might|if|instead of|rather than|without)\b[^,.;:]{0,25}$",
    re.IGNORECASE,
)
_HAND_OVER = {
    True: re.compile(_YOU, re.IGNORECASE),
    False: re.compile(HAND_OVER, re.IGNORECASE),
}
"""Where people speak with each other, what an agent sends on is no hand-over: the customer stays."""
_BACK = re.compile(BACK, re.IGNORECASE | re.MULTILINE)
_WAITED = re.compile(WAITED, re.IGNORECASE)
_UNKEPT = re.compile(UNKEPT, re.IGNORECASE)
_SENT = re.compile(SENT, re.IGNORECASE)
_TELLING = 8
"""A quote of fewer words is made longer, up to `_LONGEST` characters."""
_LONGEST = 220
_OPENING = 6
"""Turns of the customer in which an earlier contact is told of."""
_AFTER = 4
"""Turns after a hand-over within which the next department names itself."""


class Departments:
    """What departments are called when people speak of them."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the full names; each is also called by its first word, where that tells it apart."""
        self._by_word: dict[str, str] = {}
        full = sorted(set(names))
        firsts = [_first(name) for name in full]
        for name, first in zip(full, firsts, strict=True):
            self._by_word[name.casefold()] = name
            if len(first) > 3 and firsts.count(first) == 1:
                self._by_word.setdefault(first, name)
        words = "|".join(map(re.escape, sorted(self._by_word, key=len, reverse=True)))
        self.answering = rf"^(?:[^\s,.!?]+[,.!]? ){{0,3}}(?:{words})(?:[,.!:]| speaking)"
        """What an agent's turn looks like that begins with a department; runs in the store."""
        greeting = r"(?:(?:hello|hi|hiya|good (?:morning|afternoon|evening|day)|morning|afternoon|thank(?:s| you)[^,.!?]{0,25})\b[^.!?:]{0,20}?[,.! ]+)?"
        who = r"(?:this is |it's |it is |you(?:'re| are|'ve)? (?:through|reached|come) (?:to )?|welcome to |(?:(?:<\w+>|[A-Z][\w'-]+|me|i'm <?\w+>?),? (?:here )?(?:at|from|in|with) ))?(?:the |our )?"
        self._opens = re.compile(rf"^{greeting}{who}({words})\b(?= ?(?:[,.!:;<–-]|$|speaking\b|here\b|desk\b|team\b|department\b|how\b|who\b|it'?s\b))", re.IGNORECASE)  # fmt: skip
        self._from = re.compile(rf"\b(?:<\w+>|[A-Z][\w'-]+),? (?:here )?(?:at|from|in) (?:the |our )?((?i:{words}))\b")  # fmt: skip
        self._signed = re.compile(rf"(?:<\w+>|[A-Z][\w'-]+)[,.]?\s+(?:the )?((?i:{words}))(?: team| desk)?\W*$")  # fmt: skip
        self._slot = re.compile(rf"\b(?:to|with|by|for|is|are|'s|through|=|from)\s+(?:the |our |my colleagues? (?:in|at|from) |colleagues? (?:in|at|from) |someone (?:in|at|from) )*({words})\b", re.IGNORECASE)  # fmt: skip
        self._named = re.compile(rf"\b({'|'.join(map(re.escape, sorted({_titled(w) for w in self._by_word}, key=len, reverse=True)))})\b")  # fmt: skip

    def speaking(self, text: str) -> str | None:
        """Return the department that somebody introduces themselves as, or signs for."""
        found = self._opens.search(text[:90]) or self._signed.search(text[-60:])
        found = found or self._from.search(text[:60])
        return self._by_word[found.group(1).casefold()] if found else None

    def meant(self, text: str, at: int) -> str | None:
        """Return the department to which the hand-over at `at` goes, as far as the turn tells."""
        after = self._slot.search(text, max(at - 2, 0), min(at + 80, len(text)))
        found = after or self._slot.search(text) or self._named.search(text)
        return self._by_word[found.group(1).casefold()] if found else None


def passed(
    turns: Sequence[Turn], departments: Departments, first: str | None, *, live: bool
) -> tuple[str, ...]:
    """Return the departments that a contact met, in order, by the words of its agents.

    Args:
        turns: The contact's turns, in order; internal notes tell where it went too.
        departments: What departments are called.
        first: Whose contact it is by its record: the first department, or the last one.
        live: It is a call or a chat: only who is passed on oneself meets another department.
    """
    met: list[str] = []
    for place, turn in enumerate(turns):
        if turn.speaker != "agent":
            continue
        append_new(met, departments.speaking(turn.text))
        handed = _handed(turn, live=live)
        if handed is None:
            continue
        to = departments.meant(turn.text, handed[1])
        if to is None or met[-1:] == [to]:
            to = _next(turns[place + 1 :], departments, met[-1] if met else first) or to
        if to is None:
            continue
        if not met and first is not None and first != to:
            met.append(first)
        append_new(met, to)
    if first is not None and first not in met:
        met.insert(0, first)
    return tuple(met)


def hands_over(turns: Sequence[Turn]) -> Evidence | None:
    """Return the words with which an agent passes the customer, or the matter, on."""
    for turn in turns:
        handed = _handed(turn, live=False) if turn.speaker == "agent" and turn.visible else None
        if handed is not None:
            return _evidence(turn, handed[0], before=2)
    return None


def comes_back(turns: Sequence[Turn]) -> Evidence | None:
    """Return the sentence in which a customer tells of an earlier contact; None: there is none."""
    return _first_said(turns, _BACK, _OPENING)


def unkept(turns: Sequence[Turn]) -> Evidence | None:
    """Return the sentence in which a customer misses a promised answer; None: there is none."""
    return _first_said(turns, _UNKEPT, _OPENING)


def sent_round(turns: Sequence[Turn]) -> Evidence | None:
    """Return the sentence in which a customer tells of being sent elsewhere, and back."""
    return _first_said(turns, _SENT, _OPENING)


def waited(turns: Sequence[Turn]) -> Evidence | None:
    """Return the sentence in which a customer tells of having waited."""
    return _first_said(turns, _WAITED, _OPENING)


def ends(turns: Sequence[Turn]) -> Evidence | None:
    """Return the customer's last sentence of more than two words."""
    for turn in reversed(turns):
        if turn.speaker != "customer" or not turn.visible:
            continue
        for start, end in reversed(sentences(turn.text)):
            if len(turn.text[start:end].split()) > 2:
                return Evidence(turn.contact_id, turn.index, start, end, turn.text[start:end])
    return None


def _first_said(turns: Sequence[Turn], what: re.Pattern[str], most: int) -> Evidence | None:
    own = [turn for turn in turns if turn.speaker == "customer" and turn.visible][:most]
    for turn in own:
        found = what.search(turn.text)
        if found:
            return _evidence(turn, found.start(), after=2)
    return None


def _evidence(turn: Turn, at: int, *, before: int = 0, after: int = 0) -> Evidence | None:
    """The sentence at a place; a short one with so many sentences before or after it."""
    spans = sentences(turn.text)
    here = next((n for n, (start, end) in enumerate(spans) if start <= at < end), None)
    if here is None:
        return None
    first = last = here
    for side in (*[-1] * before, *[1] * after):
        wider = max(first + min(side, 0), 0), min(last + max(side, 0), len(spans) - 1)
        start, end = spans[wider[0]][0], spans[wider[1]][1]
        enough = len(turn.text[spans[first][0] : spans[last][1]].split()) >= _TELLING
        if enough or end - start > _LONGEST:
            break
        first, last = wider
    start, end = spans[first][0], spans[last][1]
    return Evidence(turn.contact_id, turn.index, start, end, turn.text[start:end])


def _handed(turn: Turn, *, live: bool) -> tuple[int, int] | None:
    """Where an agent says that the customer is passed on now, or was."""
    for found in _HAND_OVER[live].finditer(turn.text):
        before = turn.text[max(found.start() - 40, 0) : found.start()]
        ending = re.search(r"[.?!\n]|$", turn.text[found.end() :])
        asked = ending is not None and ending.group() == "?"
        if not asked and not _NOT_DONE.search(before):
            return found.start(), found.end()
    return None


def _next(turns: Sequence[Turn], departments: Departments, now: str | None) -> str | None:
    """Return the department that answers next, if it says who it is."""
    for turn in turns[:_AFTER]:
        name = departments.speaking(turn.text) if turn.speaker == "agent" else None
        if name is not None and name != now:
            return name
    return None


def append_new(path: list[str], name: str | None) -> None:
    """Add a step to a path unless it is unknown or where the path is already."""
    if name is not None and path[-1:] != [name]:
        path.append(name)


def _first(name: str) -> str:
    return re.split(r"[^\w'-]+", name.strip().casefold(), maxsplit=1)[0]


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]
