"""Checkers: does a number that looks like a card, an IBAN, an id or a phone hold water?"""

from __future__ import annotations

import ipaddress
from functools import cache
from importlib import import_module
from typing import Any

_PUBLIC_RESOLVERS = frozenset({"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9"})


def digits_of(text: str) -> str:
    """Return the ASCII digits of `text`."""
    return "".join(char for char in text if "0" <= char <= "9")


def is_card(text: str) -> bool:
    """Tell whether `text` is a payment card number: 13–19 digits, known issuer range, Luhn."""
    digits = digits_of(text)
    return 13 <= len(digits) <= 19 and digits[0] in "23456" and is_luhn(digits)


def is_luhn(digits: str) -> bool:
    """Tell whether the last digit is the Luhn check digit (ISO/IEC 7812-1) of the others."""
    total = sum(
        value if index % 2 == 0 else sum(divmod(2 * value, 10))
        for index, value in enumerate(map(int, reversed(digits)))
    )
    return total % 10 == 0 and len(set(digits)) > 1


def is_iban(text: str) -> bool:
    """Tell whether `text` is an IBAN: country, its length and form, check digits.

    The banks' own check digits inside are left out: registers of banks age.
    """
    return bool(_stdnum("iban").is_valid(text, check_country=False))


def is_person_ip(text: str) -> bool:
    """Tell whether `text` is an IP address that can lead to a person.

    Masks, loopback, multicast and public resolvers lead to nobody. Private addresses count: with
    a household's other traces they do.
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    nobody = address.is_loopback or address.is_multicast or address.is_unspecified
    return not nobody and text not in _PUBLIC_RESOLVERS and not text.startswith(("0.", "255."))


def is_valid_id(module: str, text: str) -> bool:
    """Tell whether `text` passes python-stdnum's `module`, such as `es.dni`."""
    return bool(_stdnum(module).is_valid(text))


def is_us_ssn(text: str) -> bool:
    """Tell whether a `ddd-dd-dddd` can be a social security or taxpayer number of the US.

    Unlike the library's own check, numbers that were once printed in advertisements count:
    people copy them.
    """
    digits = digits_of(text)
    return len(digits) == 9 and digits[:3] not in {"000", "666"} and digits[3:5] != "00"


def is_uk_nino(text: str) -> bool:
    """Tell whether `text` can be a UK national insurance number (HMRC manual NIM39110)."""
    nino = "".join(text.split()).upper()
    prefix = nino[:2]
    return (
        len(nino) == 9
        and not set(prefix) & set("DFIQUV")
        and prefix[1] != "O"
        and prefix not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
    )


def is_possible_phone(text: str, region: str) -> bool:
    """Tell whether `text` has the length of a phone number in `region`, or abroad with a `+`."""
    phonenumbers = _phonenumbers()
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(text, region)))
    except phonenumbers.NumberParseException:
        return False


def is_valid_phone(text: str, region: str) -> bool:
    """Tell whether `text` is in a number range that is assigned in `region`."""
    phonenumbers = _phonenumbers()
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(text, region)))
    except phonenumbers.NumberParseException:
        return False


@cache
def _stdnum(name: str) -> Any:  # noqa: ANN401 - the library's modules carry no types
    return import_module(f"stdnum.{name}")


@cache
def _phonenumbers() -> Any:  # noqa: ANN401 - imported late: 50 ms that `--help` need not wait for
    return import_module("phonenumbers")
