"""Dates of birth: a date, and a word that says whose life began on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact.cues import Turn, holds
from corpora.redact.spans import Found

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli"
    r"|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre"
    r"|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre)\b\.?"
)
_ONES = r"one|two|three|four|five|six|seven|eight|nine"
_TEENS = r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:{_ONES}))?"
_DAY_SAID = (
    r"(?:(?:twenty|thirty)[\s-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_YEAR_SAID = (
    rf"(?:(?:nineteen|twenty)[\s-](?:hundred(?:\sand)?\s)?(?:(?:oh|o)[\s-](?:{_ONES})|{_TENS}"
    rf"|{_TEENS})"
    rf"|two\sthousand(?:\sand)?(?:\s(?:{_TENS}|{_TEENS}|{_ONES}))?)"
)
_DAY = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?|{_DAY_SAID})"
_YEAR = rf"(?:(?:19|20)\d\d|['’]?\d\d|{_YEAR_SAID})"
_DATE = (
    rf"(?:{_DAY}[-./\s]{{1,2}}(?:of\s|de\s)?{_MONTH}(?:,?[-./\s]{{1,2}}(?:de\s)?{_YEAR}(?!\d))?"
    rf"|{_MONTH}[-./\s]{{1,2}}(?:the\s)?{_DAY}(?:(?:,\s?|[-./\s]){_YEAR}(?!\d))?"
    rf"|{_DAY}\s(?:of\s)?the\s(?:{_DAY_SAID}|\d{{1,2}}(?:st|nd|rd|th)?),?\s(?:{_YEAR}|{_TENS}"
    rf"|{_TEENS})(?!\d)"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:19|20)?\d\d"
    rf"|(?:19|20)\d\d\s?[-./]\s?\d{{1,2}}\s?[-./]\s?\d{{1,2}}"
    rf"|\d{{1,2}}\s?[-./]\s?\d{{1,2}}\s?[-./]\s?(?:19|20)?\d\d"
    r"|\d{1,2}\s\d{1,2}\s(?:19|20)?\d\d)"
)
_ANY = re.compile(rf"(?<![\w/.-])(?P<date>{_DATE})(?![\w/])", re.IGNORECASE)

_BIRTH = (
    r"d\.?\s?o\.?\s?b\b\.?|date\sof\sbirth|birth\s?date|\bborn\b|\bb-?day(?:['’]?s)?\b"
    r"|(?<=\()b\.|\bb\.(?=\s?\d)|geburtsdatum|geboren|\bgeb\."
    r"|date\s"
    r"de\snaissance|\bnée?\b|fecha\sde\snacimiento|nac(?:ido|ida|ió|í)\b|\bnat[oa]\sil\b"
)
# Up to eight words in the same sentence: "DOB verified 11-05-1973", "born in Leeds on 3 May 1971".
_BEFORE = re.compile(
    rf"(?:{_BIRTH})[^.;?!\n]{{0,60}}(?:\?\s(?:\w{{1,12}}:\s)?(?:[a-z' ]{{1,16}}[, ]\s?)?)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s,.\-(]{0,3}(?:is|was|as|=|for|that['’]?s|that\sis|this\sis)?\s?(?:my|her|his|the|our"
    r"|your)?\s?"
    r"(?:d\.?o\.?b|date\sof\sbirth|birth\s?da(?:te|y))\b",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(r"\bbirth\s?day\b[^.;?!\n]{0,80}$", re.IGNORECASE)
_BORN_IN = re.compile(
    r"\b(?:i|he|she)(?:\s(?:was|am|is)|'s|'m|’m)\sborn\s(?:back\s)?in\s(?P<date>(?:[a-z]{3,9}\s)?"
    rf"(?:of\s)?(?:(?:19|20)\d\d|{_YEAR_SAID}))\b",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"\b(?:d\.?o\.?b\.?|date\sof\sbirth|birth\s?date)[\s:=]{1,3}(?:is\s)?"
    r"(?P<date>(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\d\d|(?:19"
    r"|20)\d\d[01]\d[0-3]\d)(?!\w)",
    re.IGNORECASE,
)
_YEAR_OF_BIRTH = re.compile(
    r"\b(?:birth\s?year|year\sof\sbirth)[\s:=]{1,3}(?:is\s|was\s)?(?P<date>(?:19"
    r"|20)\d\d)\b",
    re.IGNORECASE,
)
_BORN_THEN = re.compile(
    rf"(?:^|[.!?]\s)born\sin\s(?P<date>(?:19|20)\d\d|{_YEAR_SAID}),?\s(?:so\s|and"
    rf"\s)?I\b",
    re.IGNORECASE,
)
_SPEAKS_OF_BIRTH = re.compile(rf"(?:{_BIRTH}|\bbirth\s?day)", re.IGNORECASE)
_LONG_AGO = re.compile(r"(?<!\d)(?:19[2-9]\d|20[01]\d)(?!\d)")
_CORRECTION = re.compile(
    r"\b(?:correct\w*|wrong|mistake|should\sbe|instead|typo|actually|really|not)\b", re.IGNORECASE
)
_OTHER_EVENT = re.compile(
    r"\b(?:since|order\w*|deliver\w*|arriv\w*|flight|book\w*|party|travel\w*|joined|start\w*"
    r"|expir\w*"
    r"|valid|until|paid|bought|purchase\w*|appointment|depart\w*|return\w*|call(?:ed|ing|s)?"
    r"|gift|present)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s?(?:and|&|/|or)\s(?:\w{1,12}\s)?|,\s", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"(?:19|20)\d\d")
_WORDS = (
    "born", "birth", "dob", "d.o", "d o b", "geb", "naiss", "naci", "nací", "nat", "né", "bday",
    "b-day", "b. ", "b.1", "b.0", "b.2", "b.3",
)  # fmt: skip
# Who these speak of has an age; a full date of long ago beside them is where it began.
_LIFE = re.compile(
    r"\b(?:twins?|(?:grand|god|step)?(?:sons?|daughters?|child(?:ren)?|kids?)|baby|babies|infant"
    r"|toddler"
    r"|minors?|age[ds]?|years?\sold|pensioner|senior|retired|turn(?:s|ed|ing)\s\d|patient"
    r"|(?:this|the)"
    r"\sworld|child\sfares?|concession(?:ary)?|my\s(?:mother|father|mum|mom|dad|wife|husband"
    r"|partner))\b"
)
_OF_THINGS = re.compile(
    r"\b(?:built|install\w*|manufactur\w*|made|serial|stamp\w*|label\w*|print\w*|dated?"
    r"|release\w*|founded"
    r"|establish\w*|opened|edition|vintage|contract|warranty|guarantee|invoice|receipt|regist\w*"
    r"|model|film"
    r"|issue[ds]?|published|law|act|regulation|standard|wedding|married|anniversary|died|war"
    r"|version|signed"
    r"|effective|last|best\sbefore|use\sby|log\w*|error|clock|reset\w*|shows?|photo\w*|file|car"
    r"|house|boiler"
    r"|engraved?|engraving|coin|stamps?|episode|concert|album|song|game|match|festival"
    r"|exhibition|document"
    r"|certificate|policy|account|loan|mortgage|membership|tenancy|lease|statement|default\w*)\b"
)
_ALIVE = 2022
_LIFE_AROUND = 60  # characters
_GROWN_UP = 2015  # a "birthday" of a later year is more often a delivery for the party


def find(turn: Turn) -> Iterator[Found]:
    """Find dates of birth: near a word for birth, or an answer to the question for it."""
    if not holds(turn.lower, _WORDS) and not holds(turn.before_lower, _WORDS):
        yield from _of_lives(turn)
        return
    text, rest = turn.text, []
    last = -1  # where the last date of birth ended
    for match in _ANY.finditer(text):
        answers = "BIRTH_DATE" in turn.asked and last < 0 and _year(match["date"])
        if (
            answers
            or _is_birth(text, match)
            or _is_put_right(text, match)
            or _AND.fullmatch(text[max(0, last) : match.start()])
        ):
            last = match.end()
            yield Found(*match.span("date"), "BIRTH_DATE", 3)
        else:
            rest.append(match)
    for match in (
        m for p in (_BORN_IN, _BORN_THEN, _YEAR_OF_BIRTH, _COMPACT) for m in p.finditer(text)
    ):
        yield Found(*match.span("date"), "BIRTH_DATE", 4)
    if last >= 0 and _CORRECTION.search(text):
        # "It says 5 April 2001, correct is 6 April 2001": both tell about the same day.
        for match in rest:
            if _grown_up(match) and not _OTHER_EVENT.search(
                text[max(0, match.start() - 40) : match.start()]
            ):
                yield Found(*match.span("date"), "BIRTH_DATE", 3)


def _of_lives(turn: Turn) -> Iterator[Found]:
    """Find full dates of long ago that no other event explains, as "my twins, 9 May 2011"."""
    if not _LONG_AGO.search(turn.text):
        return
    for match in _ANY.finditer(turn.text):
        around = turn.lower[max(0, match.start() - _LIFE_AROUND) : match.end() + _LIFE_AROUND]
        year = _FOUR_DIGITS.search(match["date"])
        if year is None or int(year.group()) > _ALIVE or _OTHER_EVENT.search(around):
            continue
        if _LIFE.search(around) or (_grown_up(match) and not _OF_THINGS.search(turn.lower)):
            yield Found(*match.span("date"), "BIRTH_DATE", 4)


def _is_put_right(text: str, match: re.Match[str]) -> bool:
    """Tell whether a date follows in another sentence: "my birthday is wrong; it's 1 May 1970"."""
    ahead = text[max(0, match.start() - 2 * _LIFE_AROUND) : match.start()]
    said = _SPEAKS_OF_BIRTH.search(ahead)
    return (
        said is not None
        and _grown_up(match)
        and re.search(r"\b(?:it['’]?s|is|be|to|say|says)\s(?:\w{1,10}\s)?$", ahead) is not None
        and not _OTHER_EVENT.search(ahead, said.end())
    )


def _is_birth(text: str, match: re.Match[str]) -> bool:
    ahead = text[max(0, match.start() - 100) : match.start()]
    for said, long_ago in ((_BEFORE.search(ahead), False), (_BIRTHDAY.search(ahead), True)):
        if said and not _OTHER_EVENT.search(said.group()) and not _ANY.search(said.group()):
            return _grown_up(match) if long_ago else True
    if _AFTER.match(text, match.end()):
        return "birthday" not in text[match.end() : match.end() + 20].lower() or _grown_up(match)
    return False


def _grown_up(match: re.Match[str]) -> bool:
    year = _year(match["date"])
    return year is not None and year < _GROWN_UP


def _year(date: str) -> int | None:
    """Return the year of a date; two digits and spelled ones are taken as long ago."""
    if full := _FOUR_DIGITS.search(date):
        return int(full.group())
    if re.search(r"\d[-./ ]\d{1,2}[-./ ]\d\d$|(?:nineteen|thousand)", date, re.IGNORECASE):
        return 1999
    return None
