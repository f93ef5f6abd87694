from __future__ import annotations

from pathlib import Path

import pytest

from corpora.store.drivers import reason_columns
from tests.assistant.conftest import Command

ROWS = (
    ("Where is my order? It should have come on Monday.", "Delivery"),
    ("My parcel has not arrived, where is my order?", "Delivery"),
    ("I was charged twice on my card for one kettle.", "Other"),
    ("You charged my card twice, please look at the bill.", "Other"),
    ("I want to send the pan back for a refund.", "Other"),
    ("Where is my parcel?", ""),
)


@pytest.fixture
def coded(frontstage: Command, tmp_path: Path) -> Command:
    lines = [f'T-{i},"{text}",{code}' for i, (text, code) in enumerate(ROWS)]
    (tmp_path / "t.csv").write_text("\n".join(["ticket_id,text,reason", *lines, ""]))
    assert frontstage("ingest", "t.csv", "--redact", "off").code == 0
    assert frontstage("classify").code == 0
    return frontstage


def test_columns_of_codes_are_listed(coded: Command) -> None:
    done = coded("ask", "drivers", "--json")
    assert done.json["data"]["columns"] == {"reason": 5}
    assert done.json["data"]["codes"] == []


def test_people_addresses_and_ratings_are_no_reasons_and_names_of_reasons_come_first() -> None:
    columns = dict.fromkeys(
        ("csat", "Plan", "type", "Requester", "Requester email", "Satisfaction Score", "Region",
         "tags", "contactReason", "Issue type", "customer_name"),
        9,
    )  # fmt: skip
    kept = ["tags", "contactReason", "Issue type", "Plan", "Region"]
    assert list(reason_columns(columns)) == kept


def test_what_is_inside_a_code_is_told(coded: Command) -> None:
    done = coded("ask", "drivers", "column=Reason", "--json")
    codes = {each["code"]: each for each in done.json["data"]["codes"]}
    assert codes["Delivery"]["contacts"] == 2
    assert done.json["data"]["without_code"] == 1
    inside = coded("ask", "drivers", "column=reason", "value=delivery", "--json")
    assert [each["code"] for each in inside.json["data"]["codes"]] == ["Delivery"]


@pytest.mark.parametrize(
    ("words", "told"),
    [(("column=colour",), "reason"), (("column=reason", "value=Nope"), "Delivery")],
)
def test_what_is_not_there_is_named(coded: Command, words: tuple[str, ...], told: str) -> None:
    done = coded("ask", "drivers", *words)
    assert done.code == 2
    assert told in done.err


def test_a_code_that_means_a_stage_puts_its_contacts_there(coded: Command, tmp_path: Path) -> None:
    words = ("ask", "map_driver", "column=Reason", "code=other", "stage=manage_account")
    proposed = " ".join(coded(*words).out.split())
    assert (
        "This would put every contact with Other in reason under “Managing the account”."
        in proposed
    )
    assert coded(*words, "--yes").code == 0
    inside = coded("ask", "drivers", "column=reason", "value=Other", "--json").json["data"]["codes"]
    assert [each["stage"] for each in inside[0]["stages"]] == ["manage_account"]
    (tmp_path / "more.csv").write_text("ticket_id,text,reason\nT-9,Where is my parcel?,Other\n")
    assert coded("ingest", "more.csv", "--redact", "off").code == 0
    assert coded("ask", "find_contacts", "stage=manage_account", "--json").json["n"] == 4
    assert coded("undo", "--yes").code == 0
    assert coded("ask", "find_contacts", "stage=manage_account", "--json").json["n"] == 0
    unknown = coded("ask", "map_driver", "column=reason", "code=Nope", "stage=pay")
    assert unknown.code == 2
    assert "try Delivery, Other" in unknown.err


def test_each_tag_of_a_contact_is_a_code(frontstage: Command, tmp_path: Path) -> None:
    rows = ["id,text,Tags", "1,My parcel has not come,delivery vip", "2,Where is it?,delivery",
            "3,You charged me twice,billing vip", "4,My card was charged twice,billing",
            "5,Where is my order?,"]  # fmt: skip
    (tmp_path / "one.csv").write_text("\n".join([*rows, ""]))
    (tmp_path / "two.csv").write_text('id,text,tags\n6,The parcel is late,"delivery, late order"\n')
    assert frontstage("ingest", "one.csv", "two.csv", "--redact", "off").code == 0
    assert frontstage("classify").code == 0
    told = frontstage("ask", "drivers", "column=tags", "--json").json
    codes = {each["code"]: each["contacts"] for each in told["data"]["codes"]}
    assert codes == {"delivery": 3, "billing": 2, "vip": 2, "late order": 1}
    assert (told["data"]["without_code"], told["n"]) == (1, 6)
    found = frontstage("ask", "find_contacts", "where=tags=delivery", "--json").json
    assert found["n"] == 3
    words = ("ask", "map_driver", "column=tags", "code=delivery", "stage=manage_account", "--yes")
    assert frontstage(*words).code == 0
    assert frontstage("ask", "find_contacts", "stage=manage_account", "--json").json["n"] == 3
