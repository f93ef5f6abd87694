"""Street addresses and the postcodes that belong to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact import cues
from corpora.redact.cues import Turn
from corpora.redact.spans import Found

_PLAIN_TYPE = (
    r"street|st|road|rd|avenue|ave|lane|drive|crescent|terrace|boulevard|blvd|parkway|highway"
)
_STREET_TYPE = (
    rf"{_PLAIN_TYPE}|av|ln|dr|close|court|ct|cres|gardens?|gdns|grove|gr|hill|place|pl|square|sq"
    r"|way|walk|mews|rise|row|parade|pkwy|hwy|circle|cir|trail|trl|turnpike|pike|loop|view|green"
    r"|vale|croft|meadows?|mount|quay|wharf|yard|alley|path|park|fields?|broadway|embankment"
    r"|esplanade|promenade|common|heights|orchard|ridge|bend|crossing|chase|dene|drove|end|gate"
    r"|glade|bank|brow|wynd|cottages?|villas?"
)
_TYPE = rf"(?:(?=[A-Z])(?i:{_STREET_TYPE})|{_PLAIN_TYPE})\b\.?"
_DWELLING = r"(?:flat|apt\.?|apartment|unit|suite|ste\.?|room|no\.?|number)\s#?\w{1,6},?\s"
_HOUSE = rf"(?:(?i:{_DWELLING}))?(?P<no>\d{{1,5}}(?:\s?[-–/]\s?\d{{1,5}})?[A-Za-z]?),?\s"
_NAME = (
    r"(?:(?:[NSEW]|[NS][EW]|[NSEW]\.|the|The|St\.?|de|of)\s)?"
    r"(?:(?:[A-Z][\w'’-]{1,24}|St\.|\d{1,3}(?:st|nd|rd|th))\s){1,4}?"
)
_DIRECTION = r"(?:\s(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b\.?)?"
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b"
_ZIP = r"\d{5}(?:-\d{4})?\b"
_UNIT_AFTER = r"(?:,?\s(?:apt|apartment|unit|suite|ste|flat|floor|#)\.?\s?#?\w{1,6})?"
# Up to four more parts with capitals, the last with a postcode or ZIP: ", Leeds, LS6 2AB".
_PART = r"(?:[A-Z][\w'’.-]{1,24}(?:[ -](?:[A-Z][\w'’.-]{1,24}|upon|on|le|of|the|under|by|in)){0,3})"
_TOWN = rf"(?:(?:,\s?|\s?\n|,\s?\n)(?:{_PART}|[A-Z]{{2}})(?=[,.\s]|$)){{0,4}}?"
_CODE_END = rf"(?:(?:,\s?|\s|\s?\n)(?:(?:[A-Z]{{2}}|{_PART}),?\s)?(?:{_POSTCODE}|{_ZIP}))"
_TAIL = (
    rf"(?:{_UNIT_AFTER}{_TOWN}{_CODE_END}"
    rf"|{_UNIT_AFTER}(?:(?:,\s?|,?\s?\n){_PART}(?=[,.;\s]|$)){{0,3}})?"
)
_BUILDING = r"(?:(?:[A-Z][\w'’]{1,20}\s){1,3}(?:House|Cottage|Court|Lodge|Farm|Towers?),\s)?"
_STREET = re.compile(
    rf"(?<![\w.,£$€#/-]){_BUILDING}{_HOUSE}(?P<name>{_NAME})(?P<type>{_TYPE}){_DIRECTION}{_TAIL}"
)
_LOOSE_STREET = re.compile(
    rf"(?<![\w.,£$€#/-])(?:(?:flat|apt\.?|apartment|unit)\s#?\w{{1,6}},?\s)?(?P<no>\d{{1,5}}[a-z]?),?\s"
    rf"(?P<name>(?:[a-z][\w'’.-]{{0,24}}\s){{1,4}}?)(?P<type>{_STREET_TYPE})\b\.?"
    rf"(?:,?\s(?:[a-z][\w'-]{{1,20}},?\s){{0,3}}?(?:{_POSTCODE}|{_ZIP}))?",
    re.IGNORECASE,
)
_EUROPEAN = re.compile(
    r"\b[A-ZÄÖÜ][\w'’.-]{2,30}(?:straße|strasse|str\.|weg|allee|platz|gasse|laan|straat|plein|gracht)"
    r"\s\d{1,4}\s?[a-z]?\b(?:,?\s\d{4,5}(?:\s[A-Z]{2})?\s[A-ZÄÖÜ][\w-]{2,24})?"
    r"|\b(?:\d{1,4}(?:\s?bis)?,?\s)?(?:[Rr]ue|Avenue|[Bb]oulevard|[Pp]lace|[Cc]hemin)\s"
    r"(?:de\s(?:la\s|l['’])?|du\s|des\s|d['’])?[A-ZÉ][\w'’-]{2,24}(?:\s[A-ZÉ][\w-]{2,20}){0,2}"
    r"(?:,?\s\d{5}\s[A-ZÉ][\w-]{2,24})?"
    r"|\b(?:Via|Calle|Piazza|Corso|Viale|Avenida|Plaza)\s(?:de(?:l|lla|i)?\s(?:la\s)?)?"
    r"[A-ZÁÉÍÓÚ][\w'’-]{2,24}(?:\s[A-ZÁÉÍÓÚ][\w-]{2,20}){0,2},?\s\d{1,4}\b(?:,?\s\d{5}\s[A-Z][\w-]{2,24})?"
)
_PO_BOX = re.compile(rf"\bP\.?\s?O\.?\s?Box\s\d{{1,6}}{_TAIL}", re.IGNORECASE)
_UK = re.compile(
    r"(?<![\w-])(?P<area>[A-Z]{1,2})\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}(?![\w-])", re.IGNORECASE
)
_AREAS = frozenset(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE".split()
)
_CODE_CUE = re.compile(
    r"\b(?:post\s?code|postal|address|live|living|based|deliver(?:y|ed|ing)?|ship(?:ping|ped)?"
    r"|moved?|moving|home|house|property|located|area|collect(?:ion)?\sfrom|near|send|sent)\b",
    re.IGNORECASE,
)
_ZIP_CODE = re.compile(r"(?<=, )[A-Z]{2},? (\d{5}(?:-\d{4})?)\b")
_ADDRESS_CUE = re.compile(
    r"\b(?:address|live|lives|living|based|deliver\w*|ship\w*|mov(?:ed?|ing)|home|send|sent|house"
    r"|located|street|property|resid\w+)\b",
    re.IGNORECASE,
)
_NO_STREET = re.compile(
    r"\b(?:hard|flash|usb|wheel|belt|pen|thumb|disk|solid|external|portable|test|[gtmk]b|inch|car|off"
    r"|way|theme|tennis|food|one|two|three|four|stars?|pack|day|days|hour|hours|minutes?|years?|weeks?"
    r"|months?|piece|pieces|of|the|in|first|last|next|please|click|times?|percent|people|a|an|to|and"
    r"|per|more|left|right|pairs?|for|cm|mm|kg|watt|volt|speed|position|level|is|are|was|not|model"
    r"|series|edition|version|half)\b",
    re.IGNORECASE,
)
_NO_LOOSE_TYPE = frozenset({"end", "view", "green", "way", "bank", "rise", "gate", "path", "park"})


def find(turn: Turn) -> Iterator[Found]:
    """Find addresses; lower-case streets and lone postcodes only where words speak of a place."""
    text = turn.text
    for match in _STREET.finditer(text):
        cue = cues.before(text, match.start("no"))
        if not _NO_STREET.search(match["name"]) and not (cue and cue.kind == "THING"):
            yield _found(match)
    for pattern in (_EUROPEAN, _PO_BOX):
        for match in pattern.finditer(text):
            if any(char.isdigit() for char in match.group()):
                yield _found(match)
    for match in _LOOSE_STREET.finditer(text):
        window = text[max(0, match.start() - 60) : match.start()]
        spoken_of = _ADDRESS_CUE.search(window) or "ZIP" in turn.asked
        vague = match["type"].casefold() in _NO_LOOSE_TYPE
        if spoken_of and not vague and not _NO_STREET.search(match["name"]):
            yield _found(match, rank=5)
    for match in _UK.finditer(text):
        window = text[max(0, match.start() - 60) : match.start()] + text[match.end() :][:24]
        if match["area"].upper() in _AREAS and (_CODE_CUE.search(window) or "ZIP" in turn.asked):
            yield _found(match, rank=6)
    for match in _ZIP_CODE.finditer(text):
        yield Found(*match.span(), "ADDRESS", 6)


def _found(match: re.Match[str], rank: int = 3) -> Found:
    return Found(match.start(), match.start() + len(match.group().rstrip(" ,.\n")), "ADDRESS", rank)
