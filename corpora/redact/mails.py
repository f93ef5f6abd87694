"""E-mail addresses: as written, as hidden from robots, and as said on the phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact.cues import Turn, holds
from corpora.redact.spans import Found

_WRITTEN = re.compile(
    r"(?<![\w.+%-])[\w+%](?:[\w.+%'’-]{0,62}[\w+%-])?@[^\W_][\w-]{0,61}(?:\.[\w-]{1,61}){0,4}"
    r"\.(?!(?:png|jpe?g|gif|svg|webp|css|js|pdf)\b)[^\W\d_]{2,24}(?![\w@])"
)
_PROVIDER = re.compile(
    r"gmail|googlemail|yahoo|hotmail|outlook|icloud|aol|live|msn|proton(?:mail)?|gmx|btinternet"
    r"|sky|comcast|verizon|me|mac|ymail|fastmail|talktalk|virginmedia|web|rediffmail|orange|laposte"
    r"|t-online|libero|mail|yandex|qq|163|bigpond|optusnet|shaw|rogers|telus|ntlworld",
    re.IGNORECASE,
)
_TOP = (
    r"com|net|org|co|uk|de|fr|es|it|nl|ie|edu|gov|ac|io|me|eu|ca|au|nz|za|in|ch|at|be|se|no|dk|fi"
    r"|pl|pt|br|mx|jp|us|info|biz|example|test|invalid|shop|online|app|dev|email|cloud"
)
_DOT = r"(?:\s?\.\s?|\s?,\s?|\s(?:dot|point|punto|ponto|punkt|punt)\s|\s?[(\[{]\s?dot\s?[)\]}]\s?)"
_AT = re.compile(
    r"(?P<at>\s?@\s?|\s?[(\[{<]\s?at\s?[)\]}>]\s?|\sat(?:\sthe)?\s|\s(?:arobase|arroba|arrobas"
    r"|chiocciola|ät|apenstaartje)\s)"
    rf"(?P<host>[\w-]{{2,40}}(?:(?:\s(?:dash|hyphen)\s|{_DOT})[\w-]{{2,40}}){{0,3}}?)"
    rf"(?:{_DOT}(?:{_TOP})){{1,2}}(?!\w)",
    re.IGNORECASE,
)
_JOIN = (
    r"(?:\s?[.+]\s?|\s[_-]\s|\s(?:dot|point|punto|ponto|punkt|punt|underscore|unterstrich"
    r"|under\sscore|dash|hyphen|minus|plus)\s"
    r"|\s?[(\[{]\s?dot\s?[)\]}]\s?|\s(?=\d\d|(?:\w{3,5}teen|twenty|thirty|[fs]i[fx]ty|forty"
    r"|seventy|eighty|ninety|one|two|three|four|five"
    r"|six|seven|eight|nine|zero|double)\b))"
)
# A word, or its letters one by one, "j a n e"; then more of them over dots and underscores.
_LOCAL = re.compile(
    rf"(?<![\w.+-])(?:\w(?:\s\w){{2,20}}|[\w-]{{1,32}})(?:{_JOIN}[\w-]{{1,32}}){{0,4}}$",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"[\d._]|\b(?:dot|point|punto|ponto|punkt|underscore|unterstrich|dash|hyphen)\b", re.IGNORECASE
)
_CUE = re.compile(r"e-?mail|\bcorreo\b|\bmail(?:ed|s)?\b|\busername\b", re.IGNORECASE)
# One of these is in every address that is said rather than written.
HINTS = (
    "mail",
    "yahoo",
    "outlook",
    "icloud",
    " dot ",
    " arroba ",
    " arobase ",
    " punkt ",
    "(at)",
    "[at]",
    "{at}",
    "dot]",
    "dot)",
    "@ ",
    " @",
)
_SAID_HYPHEN = re.compile(r"\s(?:dash|hyphen)\s", re.IGNORECASE)
_NO_TOP = re.compile(
    r"(?<![\w.+-])(?=\w{0,24}[\d._])[\w.]{3,40}\sat\s(?:gmail|googlemail|hotmail|yahoo|outlook"
    r"|icloud)(?![\w.])"
    r"(?!\sdot\b)",
    re.IGNORECASE,
)
_INTRO = re.compile(r"(?:\b(?:it['’]?s|is|to|as|on|use)|:)\s*$", re.IGNORECASE)
_WINDOW = 64


def find(turn: Turn) -> Iterator[Found]:
    """Find addresses; those without `@` and dots only where something more speaks for it."""
    if "@" in turn.text:
        for match in _WRITTEN.finditer(turn.text):
            yield Found(*match.span(), "EMAIL", 1)
    if not holds(turn.lower, HINTS):
        return
    for match in _NO_TOP.finditer(turn.text):
        yield Found(*match.span(), "EMAIL", 2)
    for match in _AT.finditer(turn.text):
        ahead = turn.text[max(0, match.start() - _WINDOW) : match.start()]
        local = _LOCAL.search(ahead)
        if local is None:
            continue
        hidden = match["at"].strip().startswith(("(", "[", "{"))
        known = _PROVIDER.fullmatch(match["host"]) is not None
        hidden |= "@" in match["at"] and " ." in match.group()
        hidden |= _SAID_HYPHEN.search(match["host"]) is not None
        if _INTRO.search(ahead[: len(ahead) - len(local.group())]) and "dot" in match.group():
            hidden = True
        if known or hidden or _TELLS.search(local.group()) or _CUE.search(ahead):
            yield Found(match.start() - len(local.group()), match.end(), "EMAIL", 2)
