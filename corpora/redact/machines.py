"""Addresses of machines, and secrets in links and sentences that open their doors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact import checks
from corpora.redact.cues import Turn
from corpora.redact.spans import Found

LINK = re.compile(r"(?:\b[a-z][a-z+]{1,9}://|\bwww\.)[^\s<>\"]{1,2048}", re.IGNORECASE)
_LOGIN = re.compile(r"://([^\s/@:?#]{1,64}:[^\s/@]{1,128})@")
_IN_QUERY = re.compile(
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

_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\w|-[a-z])")
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])")
# Four numbers with dots are an address or a version; the nearest of these words decides.
_SAID = re.compile(
    r"(?P<address>\b(?:ip(?:v[46])?|address|host|ping\w*|logins?|logged|server|router|vpn|dns|panel"
    r"|cam(?:era)?|nas|printer|gateway|firewall|\w{5,8}list|block\w*|traffic|requests?|connect\w*"
    r"|ssh|rdp|subnet|device|doorbell|static|proxy|w?lan|wan|office|at)\b)"
    r"|(?P<version>(?:\b(?:version|firmware|fw|build|release|client|driver|software|updat\w*"
    r"|upgrad\w*|downgrad\w*|roll\w*|app|os|macos|android|ios|windows|linux|kernel|patch|plugin"
    r"|section|clause|paragraph|chapter|article|art|rev|ver|sdk|api|bios|library|package|agent"
    r"|oid|snmp|notes?|patch|game|chart|table|rule|point|figure|drawing|spec|model"
    r"|bootloader|modem|image|snapshot|revision|installer|runtime|java|python|chipset|stack"
    r"|hotfix|beta"
    r"|browser|chrome|firefox|go\sback)\b|\bv(?=\.?\s?$)))",
    re.IGNORECASE,
)
_WINDOW = 100
_DOTS = 3  # in an address
_NO_VERSION = 100  # versions do not begin with so much
_SMALL_NUMBERS = 30  # "2.1.4.6" counts something when no word says otherwise


def find(turn: Turn) -> Iterator[Found]:
    """Find IP addresses and secrets."""
    text = turn.text
    if "://" in text:
        for pattern in (_LOGIN, _IN_QUERY):
            for match in pattern.finditer(text):
                yield Found(*match.span(1), "SECRET")
    if "pass" in turn.lower or "pin" in turn.lower:
        yield from _passwords(text)
    if text.count(".") >= _DOTS or text.count(":") > 1:
        for pattern in (_IPV4, _IPV6):
            for match in pattern.finditer(text):
                address = checks.is_person_ip(match.group())
                if address and not _is_version(text, match):
                    yield Found(*match.span(), "IP", 1)


def _passwords(text: str) -> Iterator[Found]:
    for match in _PASSWORD.finditer(text):
        value = match["value"].rstrip(".?)")
        telling = any(char.isdigit() for char in value) or not value.isalpha()
        window = text[max(0, match.start() - 32) : match.start()]
        if telling and _OWNED.search(window):
            yield Found(match.start("value"), match.start("value") + len(value), "SECRET", 1)


def _is_version(text: str, match: re.Match[str]) -> bool:
    address = match.group()
    if address.count(".") == 3 and int(address.split(".", 1)[0]) >= _NO_VERSION:
        return False
    ahead = text[max(0, match.start() - _WINDOW) : match.start()]
    said = [word["version"] is not None for word in _SAID.finditer(ahead)]
    if said:
        return said[-1]
    if address.count(".") != 3 or address.startswith("10."):
        return False
    return max(map(int, address.split("."))) < _SMALL_NUMBERS
