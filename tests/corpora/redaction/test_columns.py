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
        ("store_manager_name", "person"),
        ("customer_service_agent_name", "person"),
        ("store_phone", ""),
        ("delivery_location_mobile", ""),
        ("issue", ""),
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


def test_a_code_alone_in_a_column_stays() -> None:
    done = Redactor("patterns").contacts([["hello", "CX-20418"]], [["campaign"]])[0]
    assert done[1].text == "CX-20418"


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


@pytest.mark.parametrize(
    ("column", "value", "left"),
    [
        ("issue", "My name is Maria Lopez, please ring 07700 900123",
         "My name is <NAME_1>, please ring <PHONE_1>"),
        ("reason", "Maria Lopez wants her refund, account number 20481934",
         "<NAME_1> wants her refund, account number <ACCOUNT_1>"),
        ("field_notes", "order number 4471920 for John Smith, he waits",
         "order number <ORDER_1> for <NAME_1>, he waits"),
        ("tags", "call 07700 900123", "call <PHONE_1>"),
        ("product", "Lamp, sold to Maria Lopez, phone 07700 900123",
         "Lamp, sold to <NAME_1>, phone <PHONE_1>"),
        ("team", "Maria Lopez", "<NAME_1>"),
        ("store", "Ask Maria Lopez", "Ask <NAME_1>"),
        ("city", "07700 900123", "<PHONE_1>"),
        ("model", "07700 900123", "<PHONE_1>"),
        ("store_phone", "5550100199", "<PHONE_1>"),
        ("delivery_location_mobile", "5550100199", "<PHONE_1>"),
        ("store_manager_name", "John Smith", "<NAME_1>"),
        ("customer_service_agent_name", "John Smith", "<NAME_1>"),
    ],
)  # fmt: skip
def test_no_name_of_a_column_keeps_what_is_a_persons(column: str, value: str, left: str) -> None:
    assert Redactor("full").contacts([("It leaks.", value)], [(column,)])[0][1].text == left


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("product", "Emma"), ("store name", "George Davis of Harrison"), ("team", "Davis"),
        ("product_id", "5550100199"), ("sku", "4471920"),
    ],
)  # fmt: skip
def test_things_that_are_called_like_people_keep_their_names(column: str, value: str) -> None:
    assert Redactor("full").contacts([("It leaks.", value)], [(column,)])[0][1].text == value


def test_columns_are_named_for_every_contact_or_for_none() -> None:
    with pytest.raises(ValueError, match="zip"):
        Redactor("patterns").contacts([("It leaks.",), ("It drips.",)], [()])
