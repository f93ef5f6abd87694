"""What stands before a colon: who speaks, as transcripts write it.

Agent:   Customer Annemarie:   Agent (Ben):   Ben (Agent):   Helena:   SPEAKER_00:
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpora.records import Speaker

_ROLE_WORDS: dict[Speaker, str] = {
    "customer": "customer caller client cust user enduser visitor guest buyer shopper member "
    "consumer subscriber requester patient passenger policyholder tenant borrower kunde kundin "
    "anrufer anruferin client cliente klant",
    "agent": "agent representative rep csr advisor adviser operator support supervisor manager "
    "technician specialist associate consultant staff employee teammate helpdesk dispatcher "
    "receptionist cashier seller salesperson sales concierge mitarbeiter mitarbeiterin berater "
    "beraterin agente conseiller conseillere asesor asesora medewerker host",
    "bot": "bot chatbot assistant virtualassistant autoresponder",
    "ivr": "ivr menu voicemail automated recording announcement prompt",
    "system": "system automation notification",
}
ROLE_OF_WORD: dict[str, Speaker] = {
    word: role for role, words in _ROLE_WORDS.items() for word in words.split()
}


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is written like a sentence."""
    return frozenset(words.split())


_MODIFIERS = word_set(
    "service services support care success desk sales technical tech chat call center centre phone "
    "senior customer live help line hotline virtual voice message online first second new the "
    "female male team"
)
"""Words that may stand beside a role word: `Customer Service Agent`, `Automated Voice`."""

_NO_SPEAKER = word_set(
    "note notes ps nb fyi re fw fwd tel fax phone mobile email e-mail mail from to cc bcc sent "
    "subject date time start end duration length summary topic issue problem question answer "
    "result status order address name username password server port proxy url http https ftp "
    "website web link step tip warning error example total price cost size color colour model "
    "version product category tags priority type reason description details message comment "
    "comments transcript participants scene title location language contact channel department "
    "recording words first last city state zip postcode country company quantity qty amount "
    "invoice serial sku ref reference id case ticket no nr number history complaint interaction "
    "regards thanks monday tuesday wednesday thursday friday saturday sunday update edit pros "
    "cons option also however otherwise finally additionally important remember here therefore "
    "account call chat body text conversation request requests team desk info debug warn fatal "
    "trace critical notice"
)
"""First or last words of lines that carry a colon and yet name nobody."""

_NAME = re.compile(r"[^\W\d_][\w'’.\-]*(?: [^\W\d_][\w'’.\-]*){0,3}(?: \d{1,4})?")
_NUMBERED = re.compile(
    r"(?:speaker|spk|spkr|channel|ch|voice|participant|party|person)[ _#-]*\w{1,4}"
)
_BRACKETED = re.compile(r"^(.*?)\s*[(\[]([^)\]]*)[)\]]$")


@dataclass(frozen=True, slots=True)
class Label:
    """Who a label names; at least one field is set.

    Attributes:
        role: Where the label says it.
        name: The person, lower case, without role words; `speaker 1` for numbered voices.
    """

    role: Speaker | None
    name: str | None

    @property
    def key(self) -> str:
        """What two labels of one person have in common, as far as labels alone can tell."""
        return self.name or str(self.role)


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label | None:
    """Read a label such as `Agent (Ben)`; None where the text can't name a speaker.

    A bare name is only shaped like one here (`Helena`, `Router`); whether it speaks, the whole
    transcript has to tell.
    """
    text = " ".join(text.replace("*", " ").replace("_", " ").split()).strip(" -#>•")
    if not 0 < len(text) <= 60:
        return None
    numbered = text.lower()
    if _NUMBERED.fullmatch(numbered):
        return Label(None, numbered)
    bracketed = _BRACKETED.match(text)
    if bracketed:
        outer, inner = _read_words(bracketed[1]), _read_words(bracketed[2])
        if outer is None:
            return None
        if inner is None or (inner.role is None and outer.role is None):
            return outer  # `Chris (after verification)` is Chris
        return Label(outer.role or inner.role, outer.name or inner.name)
    return _read_words(text)


def _read_words(text: str) -> Label | None:
    words = text.split()
    if not words or len(words) > 5:
        return None
    if _NUMBERED.fullmatch(text.lower()):
        return Label(None, text.lower())
    roles = [ROLE_OF_WORD.get(_plain(word)) for word in words]
    role = _leading_role(words, roles)
    if role is None:
        return _read_name(text)
    pairs = zip(words, roles, strict=True)
    rest = [word for word, r in pairs if r is None and _plain(word) not in _MODIFIERS]
    return _role_and_name(role, rest)


def _role_and_name(role: Speaker, rest: list[str]) -> Label | None:
    name = " ".join(rest)
    if not name:
        return Label(role, None)
    if name.isdigit():
        return Label(role, f"{role} {name}")
    if any(_plain(word) in _NO_SPEAKER for word in rest):
        return None  # `Customer ID:`, `Agent Notes:`
    if _NAME.fullmatch(name) and _capitalised(name):
        return Label(role, name.lower())
    return None


def _leading_role(words: list[str], roles: list[Speaker | None]) -> Speaker | None:
    """Tell `Customer Service Agent` (agent) from `Customer Annemarie` and `Support Bot` (bot)."""
    found = [(w, r) for w, r in zip(words, roles, strict=True) if r is not None]
    if not found:
        return None
    if len(found) == 1 and found[0][1] == "customer":
        desk = {_plain(word) for word in words} & {"service", "services", "care", "success", "desk"}
        return "agent" if desk else "customer"
    machine = [r for _, r in found if r in ("bot", "ivr")]
    return machine[-1] if machine else found[-1][1]


def _read_name(text: str) -> Label | None:
    words = text.split()
    if not _NAME.fullmatch(text) or not _capitalised(text) or len(words) > 3:
        return None
    if _plain(words[0]) in _NO_SPEAKER or _plain(words[-1]) in _NO_SPEAKER:
        return None
    return Label(None, text.lower())


def _capitalised(name: str) -> bool:
    """Names begin with capitals; scripts without capitals have nothing to show."""
    return all(not word[0].islower() for word in name.split())


def _plain(word: str) -> str:
    return word.strip(".,'’\"").lower()
