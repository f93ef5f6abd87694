"""Which ids the redactor is asked about: all long ones that it would call a phone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.intake.references import may_be_a_persons
from corpora.redact import Redactor
from tests.conftest import examples

_PREFIXES = ("", "0", "00", "44", "1", "39", "0049")


@pytest.mark.parametrize("region", ["GB", "US", "DE", "IT", "AG"])
@given(prefix=st.sampled_from(_PREFIXES), digits=st.text("0123456789", min_size=7, max_size=13))
@examples(60)
def test_no_number_that_the_redactor_takes_for_a_phone_is_passed_over(
    region: str, prefix: str, digits: str
) -> None:
    value = prefix + digits
    if "PHONE" in {
        span.kind for span in Redactor("patterns", region=region).contact([value])[0].spans
    }:
        assert may_be_a_persons(value, region)


@pytest.mark.parametrize(
    "value", ["ana@moth.example", "07700 900123", "+44 7700 900123", "020-7946-0958"]
)
def test_addresses_and_phones_are_asked_about(value: str) -> None:
    assert may_be_a_persons(value, "GB")


@pytest.mark.parametrize("value", ["1403552", "TK-99", "77", "2003344"])
def test_numbers_of_tickets_are_not(value: str) -> None:
    assert not may_be_a_persons(value, "GB")
