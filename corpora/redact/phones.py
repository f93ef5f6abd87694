"""Phone numbers: how people write them, before a library is asked whether they can exist."""

from __future__ import annotations

import re

from corpora.redact import checks

_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        # United Kingdom: "020 7946 0958", "(0161) 496 0000", "07700 900123", "07700900123"
        r"\(?0[1-37]\d{1,4}\)?[ \-]?\d{3,4}[ \-]\d{3,6}",
        r"\(?0[1-37]\d{2,4}\)?[ \-]\d{6,8}",
        r"0[1-37]\d{8,9}",
        r"\(0\)[1-37]\d{3} ?\d{3} ?\d{3}",
        # North America: "(555) 010-1234", "1-202-555-0147", "212.555.0198", "555-0123"
        r"(?:\+?1[ .\-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .\-])\d{3}[ .\-]\d{4}",
        r"555[ .\-]\d{4}",
        # Elsewhere: "06 12 34 56 78", "98765 43210", "030 901820", "0171-1234567"
        r"0\d(?:[ .]\d\d){4}",
        r"\(\d{2,4}\) ?\d{3,5}[ \-]\d{3,5}",
        r"[6-9]\d{4}[ \-]\d{5}",
        r"\(?0[1-9]\d{1,4}\)?[ \-]\d{3,8}(?:[ \-]\d{2,5}){0,3}",
    )
)
_LEAST_ABROAD = 11  # digits, the two zeros included
_ABROAD = ("+", "(+", "00")


def is_written_as_phone(run: str) -> bool:
    """Tell whether digits are grouped as people group the digits of a phone number."""
    abroad = run.startswith(_ABROAD)
    if abroad and run.startswith("00"):
        abroad = len(checks.digits_of(run)) >= _LEAST_ABROAD
    return abroad or any(shape.fullmatch(run) for shape in _SHAPES)


def is_phone(run: str, region: str, *, alone: bool) -> bool:
    """Tell whether `run` is a phone number although no word beside it says so.

    Ten digits without a gap are as often an article; they count only `alone` in their line and
    in a range that is assigned. Otherwise the length decides, not the range: numbers that are
    reserved for examples are what careful people write.
    """
    if run.startswith(_ABROAD):
        if run.startswith("00") and (run.isdigit() or len(checks.digits_of(run)) < _LEAST_ABROAD):
            return False
        return checks.is_possible_phone(run.replace("(0)", ""), region)
    if is_written_as_phone(run):
        return 7 <= len(checks.digits_of(run)) <= 13
    return alone and (checks.is_valid_phone(run, region) or checks.is_valid_phone(run, "US"))
