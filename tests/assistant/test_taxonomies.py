from __future__ import annotations

from pathlib import Path

import pytest

from tests.assistant.conftest import Command

TICKETS = """ticket_id,text,reason
T-1,"Where is my order? It should have come on Monday.",Late
T-2,"My parcel has not arrived, where is my order?",Late
T-3,Hello there,Dbl
T-4,"You charged my card twice, please look at the bill.",DBL
T-5,I want to send the pan back for a refund.,
"""
OURS = """Stage,Contact driver,codes
Delivery,Parcel is late,Late
Paying,Charged twice,dbl
Exchanging or returning,Send it back,
"""


@pytest.fixture
def desk(frontstage: Command, tmp_path: Path) -> Command:
    (tmp_path / "t.csv").write_text(TICKETS)
    (tmp_path / "ours.csv").write_text(OURS)
    return frontstage


def stages(desk: Command) -> dict[str, int]:
    counted = desk("ask", "overview", "--json").json["data"]["stages"]
    return {each["stage"]: each["contacts"] for each in counted}


def test_a_taxonomy_gives_the_stages_and_its_codes_place_contacts(
    desk: Command, tmp_path: Path
) -> None:
    (tmp_path / "frontstage.toml").write_text('# ours\ncompany = "Corner"\n[costs]\n')
    assert desk("ingest", "t.csv", "--redact", "off").code == 0
    done = desk("classify", "--taxonomy", "ours.csv")
    told = " ".join(done.out.split())
    assert done.code == 0
    assert "ours.csv: 3 drivers; 4 contacts placed by the codes that they came with" in told
    assert "No contact has a code of Send it back" in told
    assert set(stages(desk)) == {"delivery", "pay", "exchange_or_return"}
    settings = (tmp_path / "frontstage.toml").read_text()
    assert settings == 'taxonomy = "ours.csv"\n# ours\ncompany = "Corner"\n[costs]\n'
    own = desk("ask", "drivers", "--json").json["data"]["taxonomy"]
    assert [(each["driver"], each["contacts"]) for each in own] == [
        ("Parcel is late", 2),
        ("Charged twice", 2),
        ("Send it back", 0),
    ]
    assert desk("classify", "--taxonomy", "ours.csv").code == 0
    assert desk("history").out.startswith("1 entry, 1 in force.")
    assert desk("undo", "--yes").code == 0
    assert stages(desk)["pay"] == 1


def test_analyze_takes_it_too_and_later_commands_keep_it(desk: Command) -> None:
    done = desk("analyze", "t.csv", "--taxonomy", "ours.csv", "--redact", "off")
    assert done.code == 0
    assert stages(desk)["delivery"] == 2
    assert desk("classify").code == 0
    assert stages(desk)["delivery"] == 2


def test_an_export_is_labelled_with_it_and_no_settings_are_written(
    desk: Command, tmp_path: Path
) -> None:
    done = desk("classify", "t.csv", "-o", "labels.csv", "--taxonomy", "ours.csv")
    assert done.code == 0
    assert "delivery" in (tmp_path / "labels.csv").read_text()
    assert not (tmp_path / "frontstage.toml").exists()
    both = desk("classify", "t.csv", "-o", "l.csv", "--taxonomy", "ours.csv", "--student", "m")
    assert both.code == 2


def test_a_taxonomy_that_cannot_be_used_changes_nothing(desk: Command, tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text("Stage,Driver\nPaying,Fees\n,Late\n")
    done = desk("analyze", "t.csv", "--taxonomy", "ours.csv", "--redact", "off")
    assert done.code == 2
    assert done.err.strip().count("\n") == 0
    assert "ours.csv, row 3: no stage is named; fill in its stage" in done.err
    assert not (tmp_path / "frontstage.toml").exists()
