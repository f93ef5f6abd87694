"""Street addresses, and the postcodes that belong to them, as English is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact import cues, places_abroad
from corpora.redact.cues import Turn, holds
from corpora.redact.spans import Found

# Words that are a street and nothing else; of the others only capitals make a street.
_PLAIN = "street road avenue ave lane drive crescent terrace boulevard blvd parkway highway"
_CAPITAL = (
    "st rd av ln dr close court ct cres garden gardens gdns grove gr hill place pl square sq way"
    " walk mews rise row parade pkwy hwy circle cir trail trl turnpike pike loop view green vale"
    " croft meadow meadows mount quay wharf yard alley path park field fields broadway embankment"
    " esplanade promenade common heights orchard ridge bend crossing chase dene drove end gate"
    " glade bank brow wynd cottage cottages villa villas"
)
_TYPES = "|".join(
    (
        *_PLAIN.split(),
        *(
            form
            for word in (_PLAIN + " " + _CAPITAL).split()
            for form in (word.title(), word.upper())
        ),
    )
)
_LOOSE_TYPES = "|".join(
    (*_PLAIN.split(), "rd", "close", "court", "grove", "gardens", "hill", "square")
)

_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}(?![\w-])"
_ZIP = r"\d{5}(?:-\d{4})?\b"
_WORD = r"[A-Z][\w'’.]{1,24}"
_PART = rf"(?:{_WORD}(?:[ -](?:{_WORD}|upon|on|le|of|the|under|by|in)){{0,3}})"
_DWELLING = r"(?:[Ff]lat|[Aa]pt\.?|[Aa]partment|[Uu]nit|[Ss]uite|Ste\.?|[Rr]oom|[Nn]o\.?|FLAT|UNIT)"
_UNIT_AFTER = (
    r"(?:,?\s(?:[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite|[Ss]te|[Ff]lat|[Ff]loor|#)"
    r"\.?\s?#?\w{1,6}(?![\w-]))?"
)
_TOWN = rf"(?:(?:,\s?|\s?\n|,\s?\n)(?:{_PART}|[A-Z]{{2}})(?=[,.\s]|$)){{0,4}}?"
_CODE_END = rf"(?:(?:,\s?|\s|\s?\n)(?:(?:[A-Za-z]{{2}}|{_PART}),?\s)?(?:{_POSTCODE}|{_ZIP}))"
# Up to four more parts with capitals, the last with a postcode or ZIP: ", Leeds, LS6 2AB".
_TAIL = (
    rf"(?:{_UNIT_AFTER}{_TOWN}{_CODE_END}"
    rf"|{_UNIT_AFTER}{places_abroad.MORE})?"
)
_START = r"(?<![\w.,£$€#/])(?<!\w-)"
_NAME = (
    r"(?:(?:[NSEW]|[NS][EW]|[NSEW]\.|the|The|St\.?|de|of)\s)?"
    r"(?:(?:[A-Z][\w'’-]{1,24}|St\.|\d{1,3}(?:st|nd|rd|th))\s){1,4}?"
)
_DIRECTION = r"(?:\s(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b\.?)?"
_REST = rf"(?P<name>{_NAME})(?:{_TYPES})\b\.?{_DIRECTION}{_TAIL}"
_STREET = re.compile(
    rf"(?P<no>[0-9](?<![\w.,£$€#/][0-9])(?<!\w-[0-9])\d{{0,4}}(?:\s?[-–/]"
    rf"\s?\d{{1,5}})?[A-Za-z]?),?\s(?:(?:The\s)?{_PART},\s)?{_REST}"
)
_DWELLING_AHEAD = re.compile(rf"{_START}{_DWELLING}\s#?\w{{1,6}},?\s(?:{_PART},\s)?$")
_DWELLING_LONG = 64  # characters
_SAID = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|twenty"
    r"|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred|oh)"
)
_SAID_STREET = re.compile(rf"(?<!\w)(?P<no>{_SAID}(?:[\s-](?:and\s)?{_SAID}){{0,4}})\s{_REST}")
_LOOSE_STREET = re.compile(
    rf"{_START}(?:(?:flat|apt\.?|apartment|unit)\s#?\w{{1,6}},?\s)?(?P<no>\d{{1,5}}[a-z]?),?\s"
    rf"(?P<name>(?:[a-z][\w'’.-]{{0,24}}\s){{1,4}}?)(?:{_LOOSE_TYPES})\b\.?",
    re.IGNORECASE,
)
_SAID_LOOSE = re.compile(
    rf"(?<!\w)(?P<no>{_SAID}(?:[\s-](?:and\s)?{_SAID}){{0,4}})\s"
    rf"(?P<name>(?:[a-z][\w'’.-]{{1,24}}\s){{1,3}}?)(?:{_LOOSE_TYPES})\b",
    re.IGNORECASE,
)
# "704 n maple st apt 2b, springfield il 62702": the state and the ZIP prove the street.
_STATES = (
    "al|ak|az|ar|ca|co|ct|de|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm"
    "|ny|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|dc"
)
_LOOSE_US = re.compile(
    rf"{_START}\d{{1,5}}[a-z]?\s(?:[a-z0-9][\w'’.-]{{0,24}}\s){{1,4}}?(?:{_LOOSE_TYPES}|st|ave|dr|ln|ct"
    rf"|pl|way|cir|trl|pkwy|hwy)\b\.?[^\n]{{1,48}}?[,\s](?:{_STATES}),?\s\d{{5}}(?:-\d{{4}})?(?!\w)",
    re.IGNORECASE,
)
_PO_BOX = re.compile(rf"\b[Pp]\.?\s?[Oo]\.?\s?(?:[Bb]ox|BOX)\s\d{{1,6}}{_TAIL}")
_CODE = re.compile(r"(?<![\w-])(?P<area>[A-Za-z]{1,2})\d[A-Za-z\d]?\s?\d[A-Za-z]{2}(?![\w-])")
# "7 The Paddocks", which has no word for a street
_NAMED = re.compile(r"(?<=\b(?:at|to|is) )\d{1,4}[A-Za-z]? The [A-Z][a-z]{3,20}(?!\w)")
_STATE_ZIP = re.compile(r"(?<=, )[A-Z]{2},? \d{5}(?:-\d{4})?\b")
# What stands before a postcode: "14 elm grove leeds ", "The Old Forge, Ashwell, Herts ".
_LOOSE_AHEAD = re.compile(
    r"(?<![\w.,£$€#/])(?:flat\s\w{1,4},?\s)?\d{1,5}[a-z]?,?\s(?:[a-z][\w'’.-]{1,24},?\s){1,7}$",
    re.IGNORECASE,
)
_PARTS_AHEAD = re.compile(
    rf"(?<![\w-])(?:The\s)?{_PART}(?:,\s?|,?\s?\n)(?:{_PART}(?:,\s?|,?\s?\n)){{0,3}}(?:{_PART}\s)?$"
)
_AREAS = frozenset(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE".split()
)
_PLACE_WORDS = (
    "address", "live", "living", "based", "deliver", "ship", "move", "moving", "home", "house",
    "property", "located", "post code", "postcode", "postal", "collect", "near", "send", "sent",
    "resid", "street", "area", "parcel", "courier", "package", "next door", "neighbour", "visit",
)  # fmt: skip
_STREET_HINTS = (" road", " street", " avenue", " lane", " drive", " close", " court", " way")
_NO_STREET = re.compile(
    r"\b(?:hard|flash|usb|wheel|belt|pen|thumb|disk|solid|external|portable|test|[gtmk]b|inch"
    r"|car|off"
    r"|way|theme|tennis|food|one|two|three|four|stars?|pack|days?|hours?|hrs?|mins?|minutes?"
    r"|years?|weeks?"
    r"|months?|pieces?|of|the|in|first|last|next|please|click|times?|percent|people|person|an?"
    r"|to|and"
    r"|per|more|left|right|pairs?|for|cm|mm|kg|watt|volt|speed|position|level|is|are|was|not|model"
    r"|series|edition|version|half|i)\b",
    re.IGNORECASE,
)
_POST_CODE = re.compile(r"post\s?code|postal|zip", re.IGNORECASE)
_ZIP_DIGITS = 5
_WINDOW = 100  # characters before a postcode that can be its address


def find(turn: Turn) -> Iterator[Found]:
    """Find addresses; lower-case streets and lone postcodes only where words speak of a place."""
    text = turn.text
    said = holds(turn.lower, _STREET_HINTS)
    for pattern in (_STREET, _SAID_STREET) if said else (_STREET,):
        for match in pattern.finditer(text):
            cue = cues.before(text, match.start("no"))
            if not _NO_STREET.search(match["name"]) and not (cue and cue.kind == "THING"):
                yield _found(match, ahead=_dwelling(text, match.start()))
    yield from _american(turn)
    yield from places_abroad.find(text)
    of_place = holds(turn.lower, _PLACE_WORDS) or holds(turn.before_lower, _PLACE_WORDS)
    if of_place:
        loose = (_LOOSE_STREET, _SAID_LOOSE) if said else (_LOOSE_STREET,)
        for match in (match for pattern in loose for match in pattern.finditer(text)):
            if not _NO_STREET.search(match["name"]):
                yield _found(match, rank=5)
        yield from (_found(match, rank=5) for match in _NAMED.finditer(text))
    for match in _CODE.finditer(text):
        if match["area"].upper() in _AREAS:
            yield from _at_code(text, match, of_place=of_place)
    for match in _STATE_ZIP.finditer(text):
        yield Found(*match.span(), "ADDRESS", 6)


def _american(turn: Turn) -> Iterator[Found]:
    if turn.digits > _ZIP_DIGITS:
        for match in _LOOSE_US.finditer(turn.text):
            yield _found(match, rank=2)
    if "box" in turn.lower:
        for match in _PO_BOX.finditer(turn.text):
            yield _found(match)


def _at_code(text: str, code: re.Match[str], *, of_place: bool) -> Iterator[Found]:
    ahead = text[max(0, code.start() - _WINDOW) : code.start()]
    written = code.group().isupper()
    street = _LOOSE_AHEAD.search(ahead) or (_PARTS_AHEAD.search(ahead) if written else None)
    if street is not None:
        yield Found(code.start() - len(street.group()), code.end(), "ADDRESS", 3)
    elif of_place and (" " in code.group() or _POST_CODE.search(ahead)):
        yield _found(code, rank=6)
    elif written and " " in code.group() and not cues.speaks_of_things(text, *code.span()):
        yield _found(code, rank=7)


def _dwelling(text: str, start: int) -> int:
    """Return how long the flat or suite is that is named right before a street."""
    match = _DWELLING_AHEAD.search(text, max(0, start - _DWELLING_LONG), start)
    return 0 if match is None else len(match.group())


def _found(match: re.Match[str], rank: int = 3, *, ahead: int = 0) -> Found:
    return Found(
        match.start() - ahead, match.start() + len(match.group().rstrip(" ,.\n")), "ADDRESS", rank
    )
