"""Personal data that its own form gives away: addresses of mail and machines, cards, secrets.

Numbers that only the words around them explain are in `numbers`, places in `places`, dates of
birth in `dates`. Every repetition here is bounded, so that no text, however long and hostile,
takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpora.redact import checks, cues, dates, numbers, places
from corpora.redact.cues import Turn
from corpora.redact.spans import Found

# Nothing here can match a turn without one of these: the one look that most turns get.
_DIGIT_OR_AT = re.compile(r"[0-9@]")
_SPOKEN_MAIL_HINTS = (
    "mail", "yahoo", "outlook", "icloud", " dot ", "(at)", "[at]", "dot]", "dot)",
)  # fmt: skip
_TELLING_WORDS = (
    "zero", "double", "triple", " one ", " two ", " three ", " four ", " five ", " six ", "seven",
    " eight ", " nine ", " dot ", "password", "passcode", "pnr", "locator", "born in", "iban",
    "reference", "booking", "confirmation", " ref ", "address", *_SPOKEN_MAIL_HINTS,
)  # fmt: skip

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w+%](?:[\w.+%'’-]{0,62}[\w+%-])?@[^\W_][\w-]{0,61}(?:\.[\w-]{1,61}){0,4}"
    r"\.(?!(?:png|jpe?g|gif|svg|webp|css|js|pdf)\b)[^\W\d_]{2,24}(?![\w@])"
)
_PROVIDERS = (
    r"gmail|googlemail|yahoo|hotmail|outlook|icloud|aol|live|msn|proton(?:mail)?|gmx|btinternet"
    r"|sky|comcast|verizon|me|mac|ymail|fastmail|talktalk|virginmedia|web"
)
_TLD = r"com|net|org|co\.uk|co|uk|de|fr|es|it|nl|ie|edu|gov|io|me|eu|ca|au|in|info|example|test"
_DOT = r"\s?(?:\.|,|\bdot\b|\(dot\)|\[dot\])\s?"
_AT = r"(?:\s?@\s?|\s?[(\[{]\s?at\s?[)\]}]\s?|\sat\s)"
_JOINER = r"(?:\s?(?:\.|_|-|\bdot\b|\bunderscore\b|\bdash\b|\bhyphen\b)\s?|(?=\d)|\s(?=\d))"
_SPOKEN_EMAIL = re.compile(
    rf"(?<![\w.+-])(?P<local>\w{{1,32}}(?:{_JOINER}\w{{1,32}}){{0,5}})(?P<at>{_AT})"
    rf"(?P<host>[a-z0-9-]{{2,40}}(?:\sdot\s[a-z0-9-]{{2,20}}){{0,2}}){_DOT}"
    rf"(?P<top>{_TLD}|co{_DOT}uk)(?!\w)",
    re.IGNORECASE,
)
_PROVIDER = re.compile(_PROVIDERS, re.IGNORECASE)
_MAIL_CUE = re.compile(r"e-?mails?\b.{0,40}$", re.IGNORECASE | re.DOTALL)

_URL = re.compile(r"(?:\b[a-z][a-z+]{1,9}://|\bwww\.)[^\s<>\"]{1,2048}", re.IGNORECASE)
_URL_LOGIN = re.compile(r"://([^\s/@:?#]{1,64}:[^\s/@]{1,128})@")
_URL_SECRET = re.compile(
    r"[?&;#](?:access_?token|auth|api_?key|key|token|password|passwd|pwd|secret|session(?:id)?|sid"
    r"|sig(?:nature)?|code)=([^&\s#]{4,512})",
    re.IGNORECASE,
)
_PASSWORD = re.compile(
    r"\b(?:password|passcode|passwd|pass\s?phrase|pin(?:\s(?:number|code))?)\b"
    r"(?:\s(?:i\s(?:use|set|have)|for\s\w{1,20}|to\s\w{1,20})){0,2}"
    r"(?:\s?[:=]\s?|\s(?:is|was)[\s:]\s?|\s(?=[\"'“]))[\"'“]?(?P<value>[^\s\"'”,;]{4,64})",
    re.IGNORECASE,
)
_OWNED = re.compile(r"\b(?:my|her|his|our|their)\s(?:\w{1,12}\s){0,2}$", re.IGNORECASE)

_IBAN = re.compile(
    r"(?<![\w-])[A-Z]{2}\d{2}(?=(?:[ -]?[A-Z0-9]){11,30})(?:[ -]?[A-Z0-9]{4}){2,7}"
    r"(?:[ -]?[A-Z0-9]{1,4})?(?![\w])",
)
_IBAN_LOOSE = re.compile(_IBAN.pattern, re.IGNORECASE)
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\w)")
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])")
_IP_SAID = re.compile(r"\bip(?:v[46])?\b|\baddress", re.IGNORECASE)
_VERSION_SAID = re.compile(
    r"(?:\bv|version|firmware|build|release|driver|section|software|app|update|updated\sto|os|fw"
    r"|ver\.?|paragraph|clause)(?:\s(?:is|to|number|no\.?|from)){0,2}[\s:]{0,2}$",
    re.IGNORECASE,
)
_UK_NINO = re.compile(r"(?<![\w-])[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])")
_DISTINCT_ID = re.compile(
    r"(?<![\w.-])(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{8}-?[A-Z]|[XYZ]-?\d{7}-?[A-Z]|\d{7}[A-W][A-IW]?"
    r"|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]|\d{6}[-+A]\d{3}[0-9A-Y])(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is known beside the text.

    Attributes:
        region: Two letters; where phone numbers without a country code are at home.
        keep: Catalogue numbers and brands, as `plain` writes them, that stay as they are.
    """

    region: str = "GB"
    keep: frozenset[str] = field(default_factory=frozenset)


def plain(text: str) -> str:
    """Return the letters and digits of `text`, lower-case: how numbers and brands are compared."""
    return "".join(char for char in text.casefold() if char.isalnum())


def find(text: str, before: str, settings: Settings) -> list[Found]:
    """Find all personal data in one turn except names.

    Args:
        text: The turn.
        before: The turn before it, whose question may say what a bare number is; or "".
        settings: Region and what to keep.

    Returns:
        Findings that may overlap; `rank` says which to prefer.
    """
    turn = Turn(text, before)
    digits = _DIGIT_OR_AT.search(text) is not None
    if not digits and not any(word in turn.lower for word in _TELLING_WORDS):
        return []
    found = [*_secrets(turn), *_addresses_of_mail(turn)]
    if "." in text or ":" in text:
        found += _addresses_of_machines(text)
    spoken = [*numbers.find(turn, settings.region), *dates.find(turn), *places.find(turn)]
    if spoken and ("://" in text or "www" in turn.lower):
        links = [match.span() for match in _URL.finditer(text)]
        spoken = [
            item
            for item in spoken
            if not any(start < item.end and item.start < end for start, end in links)
        ]
    found += spoken
    if digits:
        found += _ids(turn)
    return [item for item in found if plain(text[item.start : item.end]) not in settings.keep]


def _secrets(turn: Turn) -> Iterator[Found]:
    if "://" in turn.text:
        for pattern in (_URL_LOGIN, _URL_SECRET):
            for match in pattern.finditer(turn.text):
                yield Found(*match.span(1), "SECRET")
    if "pass" not in turn.lower and "pin" not in turn.lower:
        return
    for match in _PASSWORD.finditer(turn.text):
        value = match["value"].rstrip(".?)")
        telling = any(char.isdigit() for char in value) or not value.isalpha()
        window = turn.text[max(0, match.start() - 32) : match.start()]
        if telling and _OWNED.search(window):
            yield Found(match.start("value"), match.start("value") + len(value), "SECRET", 1)


def _addresses_of_mail(turn: Turn) -> Iterator[Found]:
    if "@" in turn.text:
        for match in _EMAIL.finditer(turn.text):
            yield Found(*match.span(), "EMAIL", 1)
    if not any(hint in turn.lower for hint in _SPOKEN_MAIL_HINTS):
        return
    for match in _SPOKEN_EMAIL.finditer(turn.text):
        window = turn.text[max(0, match.start() - 48) : match.start()]
        local_tells = re.search(r"[\d._]|\bdot\b|\bunderscore\b", match["local"], re.IGNORECASE)
        spelled = match["at"].strip().startswith(("(", "[", "{"))
        known = _PROVIDER.fullmatch(match["host"]) is not None
        if known or spelled or local_tells or _MAIL_CUE.search(window):
            yield Found(*match.span(), "EMAIL", 2)


def _addresses_of_machines(text: str) -> Iterator[Found]:
    for pattern in (_IPV4, _IPV6):
        for match in pattern.finditer(text):
            window = text[max(0, match.start() - 40) : match.start()]
            said = _IP_SAID.search(window) is not None
            if _VERSION_SAID.search(window):
                continue
            if checks.is_person_ip(match.group(), said=said):
                yield Found(*match.span(), "IP", 1)


def _ids(turn: Turn) -> Iterator[Found]:
    text = turn.text
    upper = _IBAN_LOOSE if "iban" in turn.lower else _IBAN
    for match in upper.finditer(text):
        if checks.is_iban(match.group()) or upper is _IBAN_LOOSE:
            yield Found(*match.span(), "IBAN")
    for match in _UK_NINO.finditer(text):
        cue = cues.before(text, match.start())
        if checks.is_uk_nino(match.group()) and (cue is None or cue.kind != "THING"):
            yield Found(*match.span(), "NATIONAL_ID", 2)
    for match in _DISTINCT_ID.finditer(text):
        cue = cues.before(text, match.start())
        if checks.is_distinct_id(match.group()) and cue is None:
            yield Found(*match.span(), "NATIONAL_ID", 3)
