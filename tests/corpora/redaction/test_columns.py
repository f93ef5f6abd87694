"""Columns: their names say whether a value is a person's."""

from __future__ import annotations

import pytest

from corpora.redact import Redactor
from corpora.redact.columns import kind_of


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("city", "thing"),
        ("Product name", "thing"),
        ("shipping_country", "thing"),
        ("customerCity", "thing"),
        ("customer", "person"),
        ("agent_name", "person"),
        ("AssigneeName", "person"),
        ("Vorname", "person"),
        ("order id", ""),
        ("comment", ""),
        ("", ""),
    ],
)
def test_columns_are_told_by_their_names(column: str, kind: str) -> None:
    assert kind_of(column) == kind


def test_a_city_is_no_name_and_a_customer_is() -> None:
    texts = ("Davis wrote again, ask Davis", "Davis", "Davis", "Emma")
    done = Redactor("full").contacts([texts], [("city", "customer", "brand")])[0]
    assert [redacted.text for redacted in done[1:]] == ["Davis", "<NAME_1>", "Emma"]
    assert "Davis" not in done[0].text


def test_a_number_in_a_column_of_phones_needs_no_other_word() -> None:
    texts = ("It leaks.", "5550100199", "5550100199")
    done = Redactor("patterns").contacts([texts], [("mobile phone", "model")])[0]
    assert [redacted.text for redacted in done] == ["It leaks.", "<PHONE_1>", "5550100199"]


@pytest.mark.parametrize("value", ["new", "Business", "Northwind Ltd", "4471", "", "returning"])
def test_not_all_in_a_persons_column_is_a_name(value: str) -> None:
    assert Redactor("full").contacts([(value,)], [("customer",)])[0][0].text == value


@pytest.mark.parametrize("value", ["Ngozi Eze", "maria lopez", "Tulsian, Omar", "J. Okafor", "Zoe"])
def test_all_of_a_name_in_a_persons_column_goes(value: str) -> None:
    assert Redactor("full").contacts([(value,)], [("customer",)])[0][0].text == "<NAME_1>"
