"""A report of 2,000 gaps is still a file that can be mailed."""

from __future__ import annotations

from pathlib import Path

from assistant.reports.content import report_content
from assistant.reports.forms import as_csv, as_html, as_json, as_markdown, as_xlsx
from benchmarks.report import filled

GAPS = 2_000
MEGABYTE = 1_000_000


def test_a_report_of_2000_gaps_can_be_mailed(tmp_path: Path) -> None:
    content, journey = report_content(filled(tmp_path, GAPS))
    html = as_html(content, journey)
    book = as_xlsx(content)
    assert len(content.gaps) == GAPS
    assert len(html.encode()) < 10 * MEGABYTE
    assert all((as_markdown(content, journey), as_csv(content), as_json(content)))
    assert len(book) < 10 * MEGABYTE
