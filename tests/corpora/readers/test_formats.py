"""What `frontstage formats` lists is what detection knows and what the README promises."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from corpora.readers.formats import FORMATS
from corpora.readers.sniff import FormatName

README = Path(__file__).resolve().parents[3] / "README.md"


def test_the_readme_names_every_format() -> None:
    text = README.read_text(encoding="utf-8")
    first = [
        each.name.partition(",")[0].partition(" (")[0].removesuffix(" 2.0") for each in FORMATS
    ]
    missing = [name for name in first if name not in text]
    assert missing == []


def test_the_documented_table_is_the_one_that_is_printed() -> None:
    written = (README.parent / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = [line for line in written.splitlines() if line.startswith("| ")][1:]
    assert rows == [
        f"| {each.name} | {each.recognised} | {each.read} |".replace("<", "&lt;")
        for each in FORMATS
    ]


def test_every_way_to_write_a_file_is_listed() -> None:
    listed = " ".join(f"{each.name} {each.recognised}".lower() for each in FORMATS)
    words = {
        "delimited": "csv", "jsonl": "json lines", "workbook": "excel", "transcript": "speaker",
        "feed": "merchant", "tickets": "zendesk", "ocel-json": "ocel", "ocel-xml": "ocel",
        "ocel-sqlite": "sqlite",
    }  # fmt: skip
    for group in get_args(FormatName):
        for name in get_args(group) or (group,):
            assert words.get(name, name) in listed
