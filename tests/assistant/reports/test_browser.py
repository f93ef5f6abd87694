"""The report in a real browser: nothing runs, nothing is fetched, everybody can read it.

Runs with `make test-browser`, which names Chromium in FRONTSTAGE_CHROMIUM and axe-core's
axe.min.js in FRONTSTAGE_AXE.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.reports.content import ReportContent, report_content
from assistant.reports.forms import as_html
from assistant.session import Session
from tests.browser import Browser

CHROMIUM, AXE = os.environ.get("FRONTSTAGE_CHROMIUM"), os.environ.get("FRONTSTAGE_AXE")

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="`make test-browser` names a Chromium")

EVIL = (
    "<script>window.hacked = 1</script><img src='http://evil.example/x.png' "
    "onerror='window.hacked = 2'><svg onload='window.hacked = 3'></svg>"
    "<iframe src='javascript:alert(1)'></iframe><style>@import 'http://evil.example/y.css'</style>"
)
PHONE, WIDE = 390, 1200


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with Browser(str(CHROMIUM), tmp_path / "profile") as browser:
        yield browser


@pytest.fixture
def report(session: Session, tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    file.write_text(as_html(*report_content(session)), encoding="utf-8")
    return file


@pytest.fixture
def hostile(session: Session, tmp_path: Path) -> Path:
    """A report in which every text that speaks of induction holds markup instead.

    Readers take markup out of contacts; the report must not rely on it.
    """
    content, journey = report_content(session)
    raw = content.model_dump_json().replace("induction", json.dumps(EVIL)[1:-1])
    poisoned = ReportContent.model_validate_json(raw).model_copy(update={"company": EVIL})
    file = tmp_path / "hostile.html"
    html = as_html(poisoned, journey)
    assert "window.hacked = 1" in html, "the words are there"
    file.write_text(html, encoding="utf-8")
    return file


@pytest.mark.parametrize("made", ["report", "hostile"])
def test_nothing_runs_and_nothing_is_fetched(
    browser: Browser, made: str, request: pytest.FixtureRequest
) -> None:
    file = request.getfixturevalue(made)
    browser.load(file)
    assert browser.evaluate("document.readyState") == "complete"
    assert browser.evaluate("window.hacked === undefined")
    asked = [each["request"]["url"] for each in browser.methods("Network.requestWillBeSent")]
    assert set(asked) == {file.as_uri()}
    assert browser.methods("Page.javascriptDialogOpening") == []
    assert browser.methods("Runtime.exceptionThrown") == []
    errors = [each["entry"]["text"] for each in browser.methods("Log.entryAdded")]
    assert [*errors, *browser.methods("Runtime.consoleAPICalled")] == []
    script = "[...document.querySelectorAll('a')].filter(a => !/^(#|https?:)/.test("
    assert browser.evaluate(f"{script}a.getAttribute('href'))).length") == 0
    assert browser.evaluate("document.querySelectorAll('script, img, iframe, object').length") == 0


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_axe_finds_nothing_to_object_to(
    browser: Browser, report: Path, width: int, *, dark: bool
) -> None:
    if not AXE:
        pytest.skip("FRONTSTAGE_AXE names axe-core's axe.min.js")
    browser.see(width=width, dark=dark)
    browser.load(report)
    browser.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    browser.evaluate(Path(AXE).read_text(encoding="utf-8") + "; 0")
    found = browser.evaluate(
        "axe.run().then(r => r.violations.map(v => [v.id, v.impact, v.nodes.length, "
        "v.nodes[0].html.slice(0, 200), v.nodes[0].failureSummary]))"
    )
    assert found == []


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_no_line_runs_off_the_page(browser: Browser, report: Path, width: int) -> None:
    browser.see(width=width)
    browser.load(report)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width


def test_landmarks_and_headings_are_in_order(browser: Browser, report: Path) -> None:
    browser.load(report)
    for landmark in ("header", "nav[aria-label]", "main", "footer"):
        assert browser.evaluate(f"document.querySelectorAll('body > {landmark}').length") == 1
    levels = browser.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5')].map(each => +each.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_keyboard_reaches_the_report_and_opens_details(browser: Browser, report: Path) -> None:
    browser.load(report)
    browser.press("Tab", 9)
    assert browser.evaluate("document.activeElement.className") == "skip"
    assert browser.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    stops = browser.evaluate(
        "[...document.querySelectorAll('a[href], summary, [tabindex=\"0\"]')]"
        ".filter(each => each.tabIndex >= 0).length"
    )
    assert stops > 5
