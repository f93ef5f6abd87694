from __future__ import annotations

from pathlib import Path

import pytest

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
