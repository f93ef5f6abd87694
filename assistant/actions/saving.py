"""The report in one form, as one file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from assistant.actions.action import Action, Params
from assistant.answers import Answer, Data, Line
from assistant.session import Session
from assistant.wording import count
from corpora.errors import BadInput, SourceError

if TYPE_CHECKING:
    from assistant.reports.content import ReportContent
    from journeys.model import Journey

Form = Literal["html", "markdown", "csv", "xlsx", "json"]

_NAMES: Mapping[Form, str] = {
    "html": "frontstage-report.html",
    "markdown": "frontstage-report.md",
    "csv": "frontstage-gaps.csv",
    "xlsx": "frontstage-gaps.xlsx",
    "json": "frontstage-report.json",
}
_SUFFIXES: Mapping[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".json": "json",
}
_HOLDS = {
    "html": "the whole report, in one file",
    "markdown": "the whole report",
    "csv": "the gaps, one row a product and missing fact",
    "xlsx": "the gaps, one row a product and missing fact",
    "json": "the whole report, as data",
}
_OURS: Mapping[Form, tuple[bytes, ...]] = {
    "html": (b'<meta name="generator" content="Frontstage">',),
    "markdown": (b"# Where pages make customers call",),
}
_HEAD = 4_000


class ExportParams(Params):
    """Which form, and where to."""

    format: Annotated[
        Form | None, Field(description="The form; without it the path's ending says, else html.")
    ] = None
    path: Annotated[
        Path | None, Field(description="The file; a report of ours is overwritten, nothing else.")
    ] = None


class ExportData(Data):
    """What was written, and whether an earlier export stood there; `size` in bytes."""

    format: Form
    path: str
    size: int
    overwritten: bool


def export(session: Session, params: ExportParams) -> Answer:
    """Write the report in one form to one file: html, markdown, csv, xlsx or json.

    CSV and XLSX hold the gaps; the others hold all of it. A file of that name is overwritten only
    if it is an earlier export, and holds no statuses that were not read back.
    """
    from assistant.reports.content import report_content

    form = _form(params)
    path = params.path or Path(_NAMES[form])
    there = _checked(session, path, form)
    content, journey = report_content(session)
    raw = _made(form, content, journey)
    _write(path, raw)
    return Answer(
        headline=f"Written to {path}: {_HOLDS[form]}.",
        data=ExportData(format=form, path=str(path), size=len(raw), overwritten=there),
        blocks=(
            Line(
                f"{count(len(content.pages), 'page')}, {count(len(content.gaps), 'open gap')}"
                f"{'; the earlier export was overwritten' if there else ''}."
            ),
        ),
        scope="all contacts",
        n=content.overview.contacts,
        follow_ups=("report",),
    )


def _form(params: ExportParams) -> Form:
    """Return the form that is asked for, by name or by the path's ending."""
    ending = params.path.suffix.lower() if params.path else ""
    if params.format is None and params.path is not None:
        if ending not in _SUFFIXES:
            raise BadInput(
                f"the ending {ending!r} names no form",
                where=str(params.path),
                remedy=f"say format={'|'.join(_NAMES)}",
            )
        return _SUFFIXES[ending]
    form = params.format or "html"
    if form == "xlsx" and params.path is not None and ending != ".xlsx":
        raise BadInput("a workbook's name ends in .xlsx", where=str(params.path))
    return form


def _checked(session: Session, path: Path, form: Form) -> bool:
    """Say whether an earlier export stands at `path`; what is not ours is never overwritten.

    Raises:
        SourceError: It is a folder, a file of something else, or holds statuses not read back.
    """
    if path.is_dir():
        raise SourceError("is a folder", where=str(path), remedy="name a file in it")
    if not path.exists():
        return False
    if not _is_ours(path, form):
        raise SourceError(
            f"is there already, and is no {form} report of Frontstage",
            where=str(path),
            remedy="name another path, or move it away",
        )
    if form in ("csv", "xlsx") and _unread(session, path):
        raise SourceError(
            "holds statuses that were not read back",
            where=str(path),
            remedy=f"run `frontstage import-status {path}` first, or name another path",
        )
    return True


def _is_ours(path: Path, form: Form) -> bool:
    from assistant.reports.tables import read_status

    try:
        if path.stat().st_size == 0:
            return True
        if form in ("csv", "xlsx"):
            read_status(path)
            return True
        if form == "json":
            return {"made_at", "overview", "pages", "caveats"} <= set(json.loads(path.read_bytes()))
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError, TypeError, SourceError):
        # What can't be read as an export is none; the caller says so.
        return False
    return any(mark in head for mark in _OURS[form])


def _unread(session: Session, path: Path) -> bool:
    from assistant.actions.statuses import compared_statuses

    return path.stat().st_size > 0 and bool(compared_statuses(session, path).changes)


def _made(form: Form, content: ReportContent, journey: Journey) -> bytes:
    from assistant.reports import forms

    makers: Mapping[Form, Callable[[], str | bytes]] = {
        "html": lambda: forms.as_html(content, journey),
        "markdown": lambda: forms.as_markdown(content, journey),
        "csv": lambda: forms.as_csv(content),
        "xlsx": lambda: forms.as_xlsx(content),
        "json": lambda: forms.as_json(content),
    }
    made = makers[form]()
    return made if isinstance(made, bytes) else made.encode("utf-8", errors="replace")


def _write(path: Path, raw: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    except OSError as error:
        raise SourceError(
            f"can't be written ({error.strerror})", where=str(path), remedy="name another path"
        ) from error


EXPORT = Action(
    "export",
    ExportParams,
    export,
    ExportData,
    examples=("export the gaps to gaps.csv", "save that as markdown", "give me an excel"),
)
