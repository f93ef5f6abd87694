"""Cards, phones, national ids, account and order numbers: digits that words explain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact import checks, cues, phones, spoken, talk, tokens
from corpora.redact.capitals import NOT_A_PREFIX
from corpora.redact.cues import Cue, Turn
from corpora.redact.glance import Look
from corpora.redact.spans import Found, Kind
from corpora.redact.units import UNIT

# Groups of digits as people write one number: "+44 (0)7700 900 123", "4111-1111-1111-1111".
_RUN = re.compile(
    r"[0-9(+](?<![\w.,£$€¥#/@-][0-9(+])(?<!\d:[0-9(+])(?:(?<=[0-9])|(?<=\+)\d|(?<=\()\+?\d)"
    r"(?:[ \-‐‑–.()]{0,2}\d){3,24}"
    r"(?![\w%]|[-/]\w|:\d)"
)
_MORE_GROUPS = re.compile(r"(?: \d{3,6}(?![\w.,:]*\d)(?!\w)){1,4}")
_LETTERS_AHEAD = re.compile(r"\b[A-Z]{1,4} $")
_LOCATOR = re.compile(r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{6}")  # how airlines write a booking
_SHORT_CODE = re.compile(r"(?=[A-Z]*\d[A-Z]*\d)(?=\d*[A-Z]\d*[A-Z])[A-Z0-9]{5,8}")
_CODE = re.compile(r"(?=.*\d.*\d)(?=.*[A-Z_/-])[A-Z\d_/-]+|[a-z]{1,4}\d{4,10}")
_HASHED = re.compile(r"#(?=(?:.*\d){5})[A-Z\d]{1,12}(?:-[A-Z\d]{1,12}){1,4}|#[A-Z]{0,4}\d{5,12}")
_FLIGHT = re.compile(r"[A-Z]{2}\d{1,4}|\d{1,2}[-/]\d{1,2}")
_BANK = re.compile(r"(?<![\w-])\d{2}-\d{2}-\d{2}[ ,/]{1,2}\d{8}(?![\w-])")  # sort code and account
_KNOWN_PREFIX = re.compile(
    r"#?(?:ORD|SO|INV|INC|TKT|RMA|CASE|REQ|RITM|CHG|SRV|SR|WO|PO|REF|BKG|BK|CMP|CLM|RET)[-#]?\d[\d-]{3,14}"
)
# "0171/3920088": a slash behind the code of the town or network, as in Germany.
_SLASHED = re.compile(r"(?<![\w/.,-])\(?0\d{2,5}\)?\s?/\s?\d{3,8}(?:[ -]?\d{2,5}){0,3}(?![\w/-])")
_AND = re.compile(r"[\s,]{0,2}(?:and|or|&|/|,)\s?#?", re.IGNORECASE)

_DATE = re.compile(
    r"(?:\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)?\d{2}|(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2})(?!\d)"
)
_DOTTED = re.compile(r"\d{1,4}(?:\.\d{1,4}){3}")
_FRACTION = re.compile(r"\d+\.\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d+(?:st|nd|rd|th|s|k|k-\d+k|-[a-z]{2,})")
_HASHTAG = re.compile(r"#\d{1,3}[a-z]{2,}.*|#[A-Za-z]{3,}\d{0,4}")
_CARD_WRITTEN = re.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}([ -])\d{6}\2\d{5}|\d{15,16}")
# "order 10000 flyers" is a wish, "order 10000 has not come" a number.
_ROUND_AMOUNT = re.compile(r"\d{1,6}00\s(?!has\b|is\b|was\b)[a-z]{2,20}s\b")
# Letters and digits mixed or joined, five digits or more: "WEB-559013", "KL7742901".
_TELLING = re.compile(r"(?=(?:[^\d]*\d){5})[A-Z]{1,5}[-/]?[\dA-Z]+(?:[-/.][\dA-Z]+){0,4}")
_LONG = 9  # digits that count nothing
_LEAST, _OF_A_BANK = 4, 14  # digits
_SHORTEST = 3  # characters of a code
_SHORT_ANSWER = 48  # characters; in a longer turn a short number is some number
_SSN = re.compile(r"\d{3}-\d{2}-\d{4}")
_PASSPORT = re.compile(r"(?=(?:[A-Z]*\d){2})[A-Z0-9]{8,9}")
_TRACKING = re.compile(r"1Z[0-9A-Z]{16}|[A-Z]{2}\d{9}[A-Z]{2}")


def find(turn: Turn, look: Look, region: str) -> Iterator[Found]:
    """Find numbers of people; phones without a country code are at home in `region`."""
    if look.runs:
        yield from _runs(turn, region)
    if look.tokens:
        yield from _tokens(turn)
    if look.said:
        yield from _words(turn)


def _runs(turn: Turn, region: str) -> Iterator[Found]:
    text = turn.text
    for match in _RUN.finditer(text) if turn.digits >= _LEAST else ():
        kind = _kind_of_run(turn, *match.span(), region)
        if kind is not None:
            yield _run(text, *match.span(), kind)
    for match in _SLASHED.finditer(text) if "/" in text and turn.digits >= _LONG else ():
        cue = cues.before(text, match.start())
        if cue is None or cue.kind == "PHONE":
            yield Found(*match.span(), "PHONE", 3)
    if turn.digits >= _OF_A_BANK:
        yield from (Found(*match.span(), "ACCOUNT", 2) for match in _BANK.finditer(text))


def _run(text: str, start: int, end: int, kind: Kind) -> Found:
    start += text[start] == "(" and ")" not in text[start:end]
    if kind not in {"ORDER", "ACCOUNT"}:
        return Found(start, end, kind, 1 if kind == "CARD" else 4)
    groups = text[start:end].split(" ")
    # "order 44871 2 items": the stray digit belongs to what follows.
    stray = len(groups) == 2 and len(groups[0]) > 2 and len(groups[-1]) == 1
    return Found(_with_letters(text, start), end - 2 * stray, kind, 4)


def _tokens(turn: Turn) -> Iterator[Found]:
    text = turn.text
    last_end, last_kind = -1, None
    for match in tokens.with_digits(text):
        start = match.start()
        end = start + len(tokens.without_fraction(match.group()).rstrip("-_/"))
        if end - start < _SHORTEST:
            continue
        kind = _kind_of_token(turn, start, end)
        # "orders 44871 and 44872": the second is one too.
        if kind is None and last_kind and end - start >= 4:
            kind = last_kind if _AND.fullmatch(text[last_end:start]) else None
        if kind is not None:
            more = _MORE_GROUPS.match(text, end)
            end = more.end() if more and not UNIT.match(text, more.end()) else end
            yield Found(_with_letters(text, start), end, kind, 5)
            last_end, last_kind = end, kind


def _words(turn: Turn) -> Iterator[Found]:
    for start, end in spoken.codes(turn.text):
        cue = cues.around(turn.text, start, end)
        if cue is not None and cue.kind in {"ORDER", "ACCOUNT", "NATIONAL_ID"}:
            yield Found(start, end, _as_kind(cue.kind), 3)
    for begin, end, digits in spoken.runs(turn.text):
        start = spoken.with_letters(turn.text, begin)
        if checks.is_card(digits) and len(digits) >= 15:
            yield Found(start, end, "CARD", 3)
            continue
        cue = cues.around(turn.text, start, end)
        if cue is None:
            kind = _by_question(turn, digits)
            near = cues.nearest(turn.text, start, end) if len(digits) > _LEAST else None
            kind = kind or ("PHONE" if 10 <= len(digits) <= 13 else None)
            if near is not None and near.kind in {"ORDER", "ACCOUNT"}:
                kind = _as_kind(near.kind)
        else:
            kind = _by_cue(cue, digits, spoken=True)
        if kind is not None:
            yield Found(start, end, kind, 4)


def _kind_of_run(turn: Turn, start: int, end: int, region: str) -> Kind | None:
    text, run = turn.text, turn.text[start:end]
    cue = cues.around(text, _with_letters(text, start), end)
    by_form = _by_form(run, cue)
    if by_form == "NATIONAL_ID" and cue is None and cues.speaks_of_things(text, start, end):
        return None
    thing = cue is not None and cue.kind == "THING"
    if thing and cue and cue.faint and phones.is_written_as_phone(run):
        thing, cue = False, None  # "one for the shop and 07700 900123 for me"
    if thing and run.startswith(("+", "(+")) and phones.is_phone(run, region, alone=False):
        by_form = "PHONE"
    if by_form or thing or UNIT.match(text, end):
        return by_form
    dotted = _DOTTED.fullmatch(run) or _FRACTION.fullmatch(run)
    if (_DATE.fullmatch(run) or dotted) and not (cue and cue.strong):
        return None
    if cue is not None and not (cue.faint and phones.is_written_as_phone(run)):
        kind = None if _is_amount(cue, text, start) else _by_cue(cue, run)
        written = cue.kind in {"ORDER", "ACCOUNT", "BIRTH_DATE"} and phones.is_written_as_phone(run)
        return kind or ("PHONE" if written and 9 <= len(checks.digits_of(run)) <= 13 else None)
    ahead, behind = text[max(0, start - 8) : start], text[end : end + 8]
    line = ahead.rsplit("\n", 1)[-1] + behind.split("\n", 1)[0]
    if phones.is_phone(run, region, alone=not line.strip(" .")):
        return "PHONE"
    kind = _by_question(turn, run)
    if kind is None and len(checks.digits_of(run)) >= _LONG and "(" not in run:
        near = cues.nearest(text, start, end)
        kind = _as_kind(near.kind) if near and near.kind in {"ORDER", "ACCOUNT"} else None
    return kind


def _as_kind(kind: str) -> Kind:
    kinds: dict[str, Kind] = {"ORDER": "ORDER", "ACCOUNT": "ACCOUNT"}
    return kinds.get(kind, "NATIONAL_ID")


def _is_amount(cue: Cue, text: str, start: int) -> bool:
    return not cue.strong and _ROUND_AMOUNT.match(text, start) is not None


def _by_form(run: str, cue: Cue | None) -> Kind | None:
    named = cue is not None and cue.kind in {"THING", "ORDER", "ACCOUNT"}
    if _CARD_WRITTEN.fullmatch(run) and checks.is_card(run) and not (named and run.isdigit()):
        return "CARD"
    if _SSN.fullmatch(run) and checks.is_us_ssn(run) and not named:
        return "NATIONAL_ID"
    return None


def _by_cue(cue: Cue, run: str, *, spoken: bool = False) -> Kind | None:
    kind: Kind | None = None
    count = len(checks.digits_of(run))
    least = 7 if cue.faint else 5
    match cue.kind:
        case "CARD" if 12 <= count <= 19:
            kind = "CARD"
        case "PHONE" if (7 if cue.faint else 6) <= count <= 15:
            kind = "PHONE"
        case "NATIONAL_ID" if (4 if cue.strong else 7) <= count <= 15:
            kind = "NATIONAL_ID"
        case "ORDER" if cue.strong or (count >= least and not phones.is_written_as_phone(run)):
            kind = "ORDER"
        case "ACCOUNT" if cue.strong or (count >= least and not phones.is_written_as_phone(run)):
            kind = "ACCOUNT"
        case "BIRTH_DATE" if spoken and 5 <= count <= 8:
            kind = "BIRTH_DATE"
        case "ZIP" if 4 <= count <= 9:
            kind = "ADDRESS"
        case "SECRET" if count <= 8:
            kind = "SECRET"
    return kind


def _by_question(turn: Turn, run: str) -> Kind | None:
    asked, count = turn.asked, len(checks.digits_of(run))
    if count < 6 and len(turn.text) > _SHORT_ANSWER:
        return None
    likely = phones.is_written_as_phone(run) or len(asked) == 1
    fits: tuple[tuple[str, Kind, bool], ...] = (
        ("PHONE", "PHONE", 7 <= count <= 15 and likely),
        ("CARD", "CARD", 13 <= count <= 19),
        ("NATIONAL_ID", "NATIONAL_ID", count == 9),
        ("ZIP", "ADDRESS", count == 5),
        ("ORDER", "ORDER", count >= 4),
        ("ACCOUNT", "ACCOUNT", count >= 4),
        ("PHONE", "PHONE", 9 <= count <= 15),
    )
    return next((kind for question, kind, fit in fits if fit and question in asked), None)


def _kind_of_token(turn: Turn, start: int, end: int) -> Kind | None:
    text, token = turn.text, turn.text[start:end]
    if _HASHTAG.fullmatch(token) or _COUNTED.fullmatch(token) or UNIT.match(text, end):
        return None
    cue = cues.around(text, _with_letters(text, start), end)
    if _TRACKING.fullmatch(token) or _KNOWN_PREFIX.fullmatch(token):
        return None if cue and cue.kind == "THING" else "ORDER"
    if cue is None:
        return "ORDER" if _HASHED.fullmatch(token) else _code_of_the_talk(turn, start, end)
    if _is_amount(cue, text, start):
        return None
    hashed = token.startswith("#") or text[max(0, start - 1) : start] == "#"
    return _code_by_cue(cue, token, hashed=hashed)


def _code_asked_for(turn: Turn, token: str) -> Kind | None:
    core = token.lstrip("#")
    telling = len(core) >= 5 and _CODE.fullmatch(core) and not _FLIGHT.fullmatch(core)
    if telling and "ORDER" in turn.asked:
        return "ORDER"
    return "ACCOUNT" if telling and "ACCOUNT" in turn.asked else None


def _code_of_the_talk(turn: Turn, start: int, end: int) -> Kind | None:
    """Say what a code of a telling form is, by what was asked or by the nearest noun."""
    token = turn.text[start:end]
    kind = _code_asked_for(turn, token)
    if kind is None and _TELLING.fullmatch(token):
        cue = cues.nearest(turn.text, start, end)
        if cue is not None and cue.kind in {"ORDER", "ACCOUNT"}:
            kind = _as_kind(cue.kind)
    return kind or talk.spoken_of(turn.text, start, end)


def _code_by_cue(cue: Cue, token: str, *, hashed: bool) -> Kind | None:
    kind: Kind | None = None
    count = len(checks.digits_of(token))
    sure = cue.strong or hashed
    code = len(token) >= (3 if sure else 5) and not _DATE.fullmatch(token)
    code = code and not (cue.faint and _FLIGHT.fullmatch(token.lstrip("#")))
    shape = _SHORT_CODE if cue.faint else _LOCATOR
    mixed = shape.fullmatch(token) is not None
    telling = count >= 7 or (count >= 4 and _CODE.fullmatch(token.lstrip("#")) is not None)
    plausible = telling if cue.faint else count >= 3 and not _YEAR.fullmatch(token)
    code = code and (sure or mixed or plausible)
    match cue.kind:
        case "NATIONAL_ID" if count >= (4 if cue.strong else 6) or _PASSPORT.fullmatch(token):
            kind = "NATIONAL_ID"
        case "SECRET" if count >= 3:
            kind = "SECRET"
        case "ORDER" if code:
            kind = "ORDER"
        case "ACCOUNT" if code:
            kind = "ACCOUNT"
    return kind


def _with_letters(text: str, start: int) -> int:
    """Take in letters that belong to a number, "booking PX 7734", but not "RMA 7734"."""
    match = _LETTERS_AHEAD.search(text[max(0, start - 6) : start])
    if match is None or match.group().strip() in NOT_A_PREFIX or cues.before(text, start):
        return start
    return start - len(match.group())
