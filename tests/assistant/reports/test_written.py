"""The report as it lies on disk: what stands in it, and that hostile words stay words."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from datetime import UTC
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.actions.improving import FindingData
from assistant.actions.reporting import HTML, JSON, MARKDOWN, TABLE, WORKBOOK, ReportParams, report
from assistant.answers import Quoted
from assistant.rendering.cells import cell_text
from assistant.reports.content import report_content
from assistant.reports.forms import as_html, as_markdown, escape_markdown
from assistant.reports.process import Process
from assistant.reports.tickets import Ticket
from assistant.session import Session
from tests.conftest import NOON

GOLDEN = Path(__file__).parents[1] / "golden" / "report_structure.txt"

HOSTILE = (
    '=HYPERLINK("http://evil.example/a","win") <script>alert(\'x\')</script> '
    "<img src=http://evil.example/p.png onerror=alert(1)> [bold red]loud[/bold red] "
    "![pixel](http://evil.example/p.png) [go](javascript:alert(1)) | `x` "
    "\x1b[31mred\x1b]8;;http://evil.example\x07link\x07 \u202egnp.exe"
)
_POISON = (
    "UPDATE products SET title = $1, brand = $1, family = $1",
    "UPDATE pages SET title = $1, url = 'javascript:' || $1",
    "UPDATE passages SET text = $1",
    "UPDATE turns SET text = $1",
    "UPDATE needs SET text = $1",
    "UPDATE gaps SET topic = $1",
    "UPDATE contacts SET department = $1",
)


class Page(HTMLParser):
    """Gathers what a browser would act on."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data

    def values(self, name: str) -> list[str]:
        return [value for _, each, value in self.attributes if each == name]


def written(workspace: Path) -> dict[str, str]:
    folder = workspace.parent / "report"
    report(Session(workspace, now=lambda: NOON), ReportParams(output=folder))
    return {
        name: (folder / name).read_bytes().decode("utf-8") for name in (HTML, MARKDOWN, TABLE, JSON)
    }


@pytest.fixture
def plain(shop: Path) -> dict[str, str]:
    return written(shop)


@pytest.fixture
def hostile(shop: Path) -> dict[str, str]:
    """The report of a workspace in which every text that comes from outside is hostile."""
    with Session(shop).workspace.writing() as db:
        for statement in _POISON:
            db.execute(statement, [HOSTILE])
    shop.with_name("frontstage.toml").write_text(f"company = {json.dumps(HOSTILE)}\n")
    return written(shop)


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))


# -- What stands in it ---------------------------------------------------------------------


def test_findings_about_the_process_stand_with_their_words(session: Session) -> None:
    content, journey = report_content(session)
    contact = next(iter(next(iter(content.gaps)).tickets))
    quote = Quoted(contact_id=contact, turn_index=0, start=0, end=1, text=f"passed on {HOSTILE}")
    finding = FindingData(
        id="f-1",
        kind="streamline",
        subject="pay",
        reason="Sales and Billing pass customers to each other.",
        size=4,
        low=1.2,
        high=9.8,
        evidence=(quote,),
    )
    ticket = Ticket.of("H-1", NOON, UTC, "https://desk.example/{source_id}")
    process = Process(found=3, findings=(finding,), tickets={contact: ticket})
    told = content.model_copy(update={"process": process})

    page = Page(as_html(told, journey))
    assert "Sales and Billing pass customers to each other." in page.words
    assert "4 concerned (1–10)" in page.words
    assert "frontstage findings --top 3" in page.words
    assert "https://desk.example/H-1" in page.values("href")
    assert "script" not in page.tags
    assert "passed on" in as_markdown(told, journey)


def test_the_structure_is_as_recorded(plain: dict[str, str]) -> None:
    """Sections and columns; `UPDATE_GOLDEN=1` writes the file anew."""
    lines = plain[MARKDOWN].splitlines()
    told = [
        MARKDOWN,
        *(line for line in lines if re.match(r"##? ", line)),
        *(above for above, line in pairwise(lines) if line.startswith(("|--:", "|---"))),
        TABLE,
        plain[TABLE].splitlines()[0].removeprefix("\ufeff"),
        HTML,
        *re.findall(r'<section id="[a-z]+"', plain[HTML]),
    ]
    text = "\n".join(told) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_every_open_gap_is_told_or_counted(plain: dict[str, str], session: Session) -> None:
    from assistant.actions.gaps import ShowGapsParams, show_gaps

    shown = show_gaps(session, ShowGapsParams(top=100)).data.model_dump()["gaps"]
    ids = {gap["id"] for gap in shown}
    assert ids
    assert {row["gap_id"] for row in rows(plain[TABLE])} == ids
    assert ids <= set(re.findall(r"g-[a-z0-9]+", plain[JSON]))
    several = {gap["id"] for gap in shown if gap["customers"] > 1}
    assert several
    once = len(ids - several)
    for name in (HTML, MARKDOWN):
        assert several <= set(re.findall(r"g-[a-z0-9]+", plain[name])), name
        told = re.findall(r"(\d+) (?:more )?questions? (?:here|in all)", plain[name])
        assert sum(map(int, told)) == once, name


def test_the_forms_say_the_same(plain: dict[str, str]) -> None:
    words = " ".join(Page(plain[HTML]).words.split())
    assert "23 contacts of 20 customers" in words
    assert "23 contacts of 20 customers" in plain[MARKDOWN]
    assert json.loads(plain[JSON])["overview"]["contacts"] == 23


def test_the_html_is_sound(plain: dict[str, str]) -> None:
    page = Page(plain[HTML])
    assert ("html", "lang", "en") in page.attributes
    assert "title" in page.tags
    ids = page.values("id")
    assert len(ids) == len(set(ids)), "an id names one thing"
    inside = {value.removeprefix("#") for value in page.values("href") if value[:1] == "#"}
    assert inside <= set(ids), "every link leads somewhere"


def test_an_empty_workspace_makes_a_report_too(tmp_path: Path) -> None:
    session = Session(tmp_path / "frontstage.duckdb", now=lambda: NOON)
    session.create_workspace()
    forms = written(session.path)
    assert rows(forms[TABLE]) == []
    assert Page(forms[HTML]).words


# -- Hostile words -------------------------------------------------------------------------


@pytest.mark.parametrize("made", ["plain", "hostile"])
def test_html_runs_nothing_and_loads_nothing(made: str, request: pytest.FixtureRequest) -> None:
    html = request.getfixturevalue(made)[HTML]
    page = Page(html)
    forbidden = {"script", "img", "iframe", "object", "embed", "link", "base", "form"}
    assert forbidden.isdisjoint(page.tags)
    for tag, name, value in page.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in ("src", "xlink:href", "action", "data", "srcset", "poster"):
            assert value.startswith("#"), (tag, name, value)
        if name == "href":
            safe_link = value.startswith(("#", "https://tallowpin.example/"))
            assert safe_link, (tag, name, value)
        assert "url(" not in value.replace("url(#", ""), (tag, name, value)
    assert any("default-src 'none'" in policy for policy in page.values("content"))
    styles = "".join(re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL))
    assert styles
    assert not re.search(r"@import|url\(\s*['\"]?(?!#)", styles)


def test_html_shows_hostile_words_as_words(hostile: dict[str, str]) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", hostile[HTML])
    words = Page(hostile[HTML]).words
    assert "<script>alert('x')</script>" in words
    assert "\\x1b[31mred" in words


def test_markdown_shows_hostile_words_as_words(hostile: dict[str, str]) -> None:
    text = hostile[MARKDOWN]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    prose, _, rest = text.partition("```mermaid")
    drawing, _, after = rest.partition("```")
    nodes = [line for line in drawing.splitlines() if not line.startswith("title: ")]
    assert set(re.findall(r"<\w+", "".join(nodes))) <= {"<br", "<small"}
    assert not re.search(r"(?<!\\)<\w", prose + after), "no unescaped tag"
    assert not re.search(r"(?<!\\)!\[", prose + after), "no image"
    assert "](javascript" not in prose + after
    assert "](http://evil" not in prose + after


def test_no_cell_of_the_table_is_a_formula(hostile: dict[str, str]) -> None:
    table = hostile[TABLE]
    assert "\x1b" not in table
    assert rows(table)
    for row in rows(table):
        assert row["topic"].startswith("'=HYPERLINK")
        assert not any(re.match(r"\s*[=+\-@]", cell) for cell in row.values())


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(
    hostile: dict[str, str], shop: Path
) -> None:
    from openpyxl import load_workbook

    book = load_workbook(shop.parent / "report" / WORKBOOK)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert sum("HYPERLINK" in str(cell.value) for cell in cells) > 3
    for cell in cells:
        assert cell.data_type != "f", cell.coordinate
        assert cell.hyperlink is None, cell.coordinate
        assert "\x1b" not in str(cell.value)


@given(st.text(max_size=80))
def test_markdown_is_one_line_without_markup(text: str) -> None:
    line = escape_markdown(text)
    assert "\n" not in line
    assert not re.search(r"(?<!\\)(?:\\\\)*[<`*_\[|]", line)


@pytest.mark.parametrize("sign", ["=", "\uff1d", "\ufeff=", "\u2060 +", "\u00ad\uff20", "\u3000-"])
def test_a_formula_behind_what_nobody_sees_is_none(sign: str) -> None:
    assert cell_text(f"{sign}1+1").startswith("'")


@pytest.mark.parametrize("text", ["see https://a.example", "WWW.a.example", "a &lt;b&gt;"])
def test_bare_links_in_words_are_no_links(text: str) -> None:
    line = escape_markdown(text)
    assert "://" not in line
    assert "www." not in line.lower()
    assert not re.search(r"(?<!\\)&", line)
    assert re.sub(r"\\(.)", r"\1", line) == text
