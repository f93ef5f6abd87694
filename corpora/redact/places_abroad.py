"""Street addresses as they are written on the continent: the number last, the code first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact.spans import Found

_LETTER = r"(?:[^\W\d_]|['’.])"
_WORD = rf"[A-ZÀ-ÖØ-ÞŁŚŻŹ]{_LETTER}{{1,24}}(?:-{_LETTER}{{1,24}}){{0,2}}"
_SMALL = r"de|der|den|dem|des|la|las|los|le|van|von|zum|zur|del|della|di|da|do|dos|i|am|an|im|in"
_CODE = r"(?:[A-Z]{1,2}-)?(?:\d{5}|\d{4}\s[A-Z]{2}|\d{3}\s\d{2}|\d{2}-\d{3}|\d{4}-\d{3})"
_SHORT_CODE = r"(?:[A-Z]{1,2}-)?[1-9]\d{3}"  # as a year looks, too: only after a comma
_PLACE = rf"(?:{_WORD})(?:\s(?:{_WORD}|{_SMALL})){{0,2}}"
_TOWN = rf"(?:(?:,\s?|\s?\n|\s){_CODE}|(?:,\s?|\s?\n){_SHORT_CODE})\s{_PLACE}"
# A house number after a word, and the town where it is told: "... 48, 50674 Köln".
# More of an address, one part after a comma: a unit, a district, a town with its code.
MORE = (
    rf"(?:(?:,\s?|\s?\n)(?:#\d{{1,3}}-\d{{1,4}}|\d{{1,2}}[º°ª]\s?\w{{1,3}}|{_CODE}\s{_PLACE}"
    rf"|{_SHORT_CODE}\s{_PLACE}"
    rf"|{_PLACE}(?:\s\d{{4,6}})?)(?=[\s,.;!?)]|$)){{0,4}}"
)
_NUMBER_LAST = re.compile(
    rf"[0-9nN](?<=[\w.,]\s[0-9nN])(?:(?<=[nN])[°º.]\s?\d{{1,4}}"
    rf"|(?<=[0-9])\d{{0,3}})\s?[a-zA-Z]?(?:[-/]\d{{1,4}})?(?![\w:%])"
    rf"(?P<town>{_TOWN})?(?P<more>{MORE})"
)
_KNOWN_STREET = re.compile(
    rf"(?<!\w)(?:(?:{_WORD}\s){{0,2}}[A-ZÀ-ÖØ-Þ][\w'’.-]{{2,24}}"
    r"(?:straße|strasse|str\.|weg|allee|platz|gasse|damm|ufer|laan|straat|plein|gracht|kade|dijk"
    r"|gatan"
    r"|vägen|vej|gade|veien|gata|katu)"
    rf"|(?:{_WORD}-Str(?:aße|asse|\.)|{_WORD}\sStraße)"
    r"|(?:Via|Viale|Piazza|Corso|Vicolo|[Cc]alle|C/|[Aa]venida|Avda\.?|[Pp]laza|[Pp]aseo|[Rr]ua"
    r"|Praça|[Rr]ue"
    r"|ul\.|Ul\.)\s?"
    rf"(?:(?:{_WORD}|{_SMALL})\s?){{1,5}}?),?\s$"
)
# Any name will do where a town with its code follows: "Am Deich 3, 26721 Emden".
_ANY_STREET = re.compile(rf"(?<!\w)(?:ul\.\s)?{_WORD}(?:\s(?:{_WORD}|{_SMALL})){{0,4}},?\s$")
_NUMBER_FIRST = re.compile(
    r"[0-9](?<![\w.,£$€#/-][0-9])\d{0,3}(?:\s?(?:bis|ter|[a-zA-Z]))?,?\s(?:[Rr]ue|[Aa]venue|[Aa]v\."
    r"|[Bb]oulevard"
    r"|[Bb]d\.?|[Pp]lace|[Cc]hemin|[Qq]uai|[Aa]llées?|[Ii]mpasse|[Cc]ours|[Rr]oute|[Ss]quare)\s"
    rf"(?:de\sla\s|de\sl['’]|du\s|des\s|de\s|d['’])?{_WORD}(?:\s(?:{_WORD}|{_SMALL})){{0,3}}?"
    rf"(?:{_TOWN}|(?=[,.;!?\s]|$))(?:{MORE})"
)
_DATE_AHEAD = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?,?\s$",
    re.IGNORECASE,
)
_WINDOW = 60  # characters before a house number that can be the street


def find(text: str) -> Iterator[Found]:
    """Find addresses with a street type, or with a town and its code after the number."""
    for match in _NUMBER_LAST.finditer(text):
        ahead = text[max(0, match.start() - _WINDOW) : match.start()]
        street = (_ANY_STREET if match["town"] else _KNOWN_STREET).search(ahead)
        if street is not None and not _DATE_AHEAD.search(ahead):
            start = match.start() - len(street.group())
            yield Found(start, match.end(), "ADDRESS", 3)
    for match in _NUMBER_FIRST.finditer(text):
        yield Found(*match.span(), "ADDRESS", 3)
