"""The report that gets forwarded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Params
from assistant.answers import Answer, Data, Line
from assistant.session import Session
from assistant.wording import count
from corpora.errors import SourceError

HTML, MARKDOWN, TABLE, JSON = "report.html", "report.md", "gaps.csv", "report.json"


class ReportParams(Params):
    """Where to."""

    output: Annotated[
        Path, Field(description="Folder for report.html, report.md, gaps.csv and report.json.")
    ] = Path("frontstage-report")


class ReportData(Data):
    """What was written."""

    files: tuple[str, ...]
    pages: int
    gaps: int


def report(session: Session, params: ReportParams) -> Answer:
    """Write the report: HTML in one file, Markdown, the gaps as CSV, everything as JSON."""
    from assistant.reports.content import report_content
    from assistant.reports.forms import as_csv, as_html, as_json, as_markdown

    content, journey = report_content(session)
    texts = {
        HTML: as_html(content, journey),
        MARKDOWN: as_markdown(content, journey),
        TABLE: as_csv(content),
        JSON: as_json(content),
    }
    written = tuple(str(_write(params.output / name, text)) for name, text in texts.items())
    return Answer(
        headline=f"Report written to {written[0]}.",
        data=ReportData(files=written, pages=len(content.pages), gaps=len(content.gaps)),
        blocks=(
            Line(f"{count(len(content.pages), 'page')}, {count(len(content.gaps), 'open gap')}."),
            *(Line(name, "quiet") for name in written[1:]),
        ),
        scope="all contacts",
        n=content.overview.contacts,
    )


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        raise SourceError(
            f"can't be written ({error.strerror})",
            where=str(path),
            remedy="name another folder with --output",
        ) from error
    return path


REPORT = Action(
    "report",
    ReportParams,
    report,
    ReportData,
    examples=("write the report", "export everything for the product team"),
    command="report",
)
