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

HTML, MARKDOWN, JSON = "report.html", "report.md", "report.json"
TABLE, WORKBOOK = "gaps.csv", "gaps.xlsx"


class ReportParams(Params):
    """Where to."""

    output: Annotated[
        Path, Field(description="Folder for report.html, .md and .json, gaps.csv and gaps.xlsx.")
    ] = Path("frontstage-report")


class ReportData(Data):
    """What was written."""

    files: tuple[str, ...]
    pages: int
    gaps: int


def report(session: Session, params: ReportParams) -> Answer:
    """Write the report: HTML in one file, Markdown, the gaps as CSV and XLSX, everything as JSON.

    The tables have columns for status, owner and due; `frontstage import-status` reads them back.
    """
    from assistant.reports.content import report_content
    from assistant.reports.forms import as_csv, as_html, as_json, as_markdown, as_xlsx

    content, journey = report_content(session)
    texts: dict[str, str | bytes] = {
        HTML: as_html(content, journey),
        MARKDOWN: as_markdown(content, journey),
        TABLE: as_csv(content),
        WORKBOOK: as_xlsx(content),
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


def _write(path: Path, text: str | bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = text if isinstance(text, bytes) else text.encode("utf-8", errors="replace")
        path.write_bytes(raw)
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
    unfiltered="one report is compared with the next, so each is of all contacts",
)
