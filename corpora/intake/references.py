"""Tells which ids of contacts are nobody's address or phone, without asking the redactor.

Whether an id says who somebody is, is for the redactor to decide, which takes 50 to 250 µs; most
ids are plain numbers, and of those one look at the ranges in which phones can be tells.
"""

from __future__ import annotations

import re
from functools import cache

_MAY_BE_A_PERSONS = re.compile(r"@|[(\[]\s*at\s*[)\]]|\d(?:[\s().+/-]*\d){6}", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")
# Whoever reads a bare number as a phone tries the region where it is at home, and this one.
_ALWAYS_TRIED = "US"


def may_be_a_persons(value: str, region: str) -> bool:
    """Tell whether an id may be an e-mail address or a phone number; False is certain.

    Args:
        value: The id.
        region: Two letters; where phone numbers without a country code are at home.
    """
    if not _MAY_BE_A_PERSONS.search(value):
        return False
    return _DIGITS.fullmatch(value) is None or _phones(region.upper()).fullmatch(value) is not None


@cache
def _phones(region: str) -> re.Pattern[str]:
    """Return a pattern that every number dialled in a region or in the US fits.

    Written after `is_valid_number` of phonenumbers: what is left of a number when prefixes are
    taken off must fit the general form of some region with that country code. Prefixes are not
    told apart here, so that the pattern fits too much, and never too little.
    """
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, country_code_for_region

    forms = {"0[1-37][0-9]{8,9}"}  # as British numbers are written, wherever one is
    for home in (region, _ALWAYS_TRIED):
        for other in COUNTRY_CODE_TO_REGION_CODE.get(country_code_for_region(home), ()):
            metadata = PhoneMetadata.metadata_for_region(other)
            form = metadata and metadata.general_desc
            pattern = form and form.national_number_pattern
            # Some regions put in digits that nobody dials, such as an area's.
            more = metadata and other == home and metadata.national_prefix_transform_rule
            forms.add(f"[0-9]*?(?:{pattern})" if pattern and not more else "[0-9]+")
    return re.compile("|".join(sorted(forms)))
