"""IBANs and national ids whose written form alone says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact import checks, cues
from corpora.redact.cues import Turn
from corpora.redact.spans import Found

_IBAN = (
    r"(?<![\w-])[A-Z]{2}\s?\d{2}(?=(?:[ -]?[A-Z0-9]){11,30})(?:[ -]?[A-Z0-9]{4}){2,7}"
    r"(?:[ -]?[A-Z0-9]{1,4})?(?!\w)"
)
_IBAN_WRITTEN = re.compile(_IBAN)
_IBAN_SAID = re.compile(_IBAN, re.IGNORECASE)
_IBAN_LOWER = re.compile(
    r"(?<![\w-])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?(?!\w)"
)
_OF_AN_IBAN = 8  # digits
_ACCOUNT = re.compile(r"iban|\brib\b|rekening|konto|bankverbindung|compte|cuenta\b")
# How long an IBAN is in each country (ISO 13616); one of the right length in groups of four is one
# although a digit of it may be wrong.
_LENGTHS = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26,
    "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MT": 31, "NL": 18, "NO": 15, "PL": 28,
    "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26, "AE": 23, "SA": 24, "IL": 23,
}  # fmt: skip
_FOURS = re.compile(r"\w{4}(?: \w{4}){2,7}(?: \w{1,3})?|\w{4}(?:-\w{4}){2,7}(?:-\w{1,3})?")
_NINO = re.compile(r"(?<![\w-])[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])")
_NINO_SAID = re.compile(r"(?<![\w-])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])", re.IGNORECASE)
_NI = re.compile(r"\bni\b|\bnino\b")
_UK_LICENCE = re.compile(r"(?<![\w-])[A-Z9]{5} ?\d{6} ?[A-Z9]{2}\d[A-Z]{2}(?![\w-])")

# The form, and the module of python-stdnum that knows the check digit.
_FORMS = (
    (r"\d{3}\.\d{3}\.\d{3}-\d{2}", "br.cpf"),
    (r"756\.?\d{4}\.?\d{4}\.?\d{2}", "ch.ssn"),
    (r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]", "cl.rut"),
    (r"\d{6}/\d{3,4}", "cz.rc"),
    (r"\d{6}-\d{4}", "dk.cpr"),
    (r"\d{8}-?[A-Z]", "es.dni"),
    (r"[XYZ]-?\d{7}-?[A-Z]", "es.nie"),
    (r"\d{6}[-+A]\d{3}[0-9A-Y]", "fi.hetu"),
    (r"[12] ?\d\d ?[01]\d ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d", "fr.nir"),
    (r"\d{7}[A-W][A-IW]?", "ie.pps"),
    (r"\d{4} \d{4} \d{4}", "in_.aadhaar"),
    (r"[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]", "in_.pan"),
    (r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", "it.codicefiscale"),
    (r"\d{6}-[1-4]\d{6}", "kr.rrn"),
    (r"[A-ZÑ&]{4}\d{6}[A-Z\d]{3}", "mx.rfc"),
    (r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d", "mx.curp"),
    (r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", "be.nn"),
    (r"(?:\d{2})?\d{6}[-+]\d{4}", "se.personnummer"),
)
# Groups of digits behind these are sizes: "pan, 28 cm 11 inch 2 01 15 300 750 11".
_MEASURED = re.compile(
    r"\b(?:pans?|sizes?|cm|mm|inch(?:es)?|ml|kg|g|l|w|v|x)[\W_]{0,3}$", re.IGNORECASE
)
_EACH = tuple((re.compile(form), module) for form, module in _FORMS)
_ANY = re.compile(
    rf"(?<![\w./+-])(?<!\d )(?:{'|'.join(form for form, _ in _FORMS)})(?![\w-]|\.\d| \d)"
)


def find(turn: Turn) -> Iterator[Found]:
    """Find IBANs and national ids, unless the words before them speak of a thing."""
    text = turn.text
    yield from _ibans(turn)
    for match in _NINO.finditer(text):
        if checks.is_uk_nino(match.group()) and not _is_thing(text, match.start()):
            yield Found(*match.span(), "NATIONAL_ID", 2)
    insured = "insurance" in turn.lower or "insurance" in turn.before_lower
    if insured or _NI.search(turn.lower):
        # Said to be one, though the office gives out no such letters.
        for match in _NINO_SAID.finditer(text):
            yield Found(*match.span(), "NATIONAL_ID", 2)
    for match in _UK_LICENCE.finditer(text):
        if not _is_thing(text, match.start()):
            yield Found(*match.span(), "NATIONAL_ID", 2)
    for match in _ANY.finditer(text):
        number = match.group()
        fits = (module for form, module in _EACH if form.fullmatch(number))
        valid = any(checks.is_valid_id(module, number) for module in fits)
        sizes = " " in number and _MEASURED.search(text[max(0, match.start() - 12) : match.start()])
        if valid and not sizes and not _is_named(text, *match.span()):
            yield Found(*match.span(), "NATIONAL_ID", 3)


def _ibans(turn: Turn) -> Iterator[Found]:
    text = turn.text
    said = _ACCOUNT.search(turn.lower) is not None
    for match in (_IBAN_SAID if said else _IBAN_WRITTEN).finditer(text):
        if said or checks.is_iban(match.group()) or _is_grouped(match.group()):
            yield Found(*match.span(), "IBAN")
    if not said and turn.digits >= _OF_AN_IBAN:
        for match in _IBAN_LOWER.finditer(text):
            run = match.group().upper()
            if checks.is_iban(run) or _is_grouped(run):
                yield Found(*match.span(), "IBAN")


def _is_grouped(run: str) -> bool:
    length = _LENGTHS.get(run[:2])
    return length == sum(map(str.isalnum, run)) and _FOURS.fullmatch(run) is not None


def _is_thing(text: str, start: int) -> bool:
    cue = cues.before(text, start)
    return cue is not None and cue.kind == "THING"


def _is_named(text: str, start: int, end: int) -> bool:
    cue = cues.before(text, start)
    if cue is None:
        return cues.speaks_of_things(text, start, end)
    return cue.kind != "NATIONAL_ID"
