"""What redaction would replace in an export, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from assistant.actions.action import Action, Params, positional
from assistant.actions.ingesting import parse_mapping
from assistant.answers import Answer, Block, Data, Table
from assistant.closing import problems
from assistant.session import Session
from assistant.wording import count

if TYPE_CHECKING:
    from corpora.intake.previews import Preview
    from corpora.records import Reject
    from corpora.settings import Settings

_EXAMPLES = 3  # of each kind
_AROUND = 24  # characters on both sides of a placeholder


class RedactParams(Params):
    """What to look through, and for what."""

    paths: Annotated[
        tuple[Path, ...], positional(description="Files and folders, packed or not.", min_length=1)
    ]
    redact: Annotated[
        Literal["full", "patterns"],
        Field(description="full: names, too; patterns: everything but names."),
    ] = "full"
    map: Annotated[
        tuple[str, ...], Field(description="Column of a role: text=body id=ticket_no. Repeatable.")
    ] = ()


class ReplacedSpan(Data):
    """What a placeholder stands for: characters `start` to `end` of the original text."""

    start: int
    end: int
    kind: str
    placeholder: str


class ReplacedText(Data):
    """A text without personal data, and what was replaced in it."""

    text: str
    placeholders: tuple[str, ...]
    spans: tuple[ReplacedSpan, ...]
    kinds: dict[str, int]


class ReplacedColumn(ReplacedText):
    """A column beside the text."""

    name: str


class ReplacedRow(ReplacedText):
    """One row, ticket or conversation; `columns` are those in which something was replaced."""

    origin: str
    columns: tuple[ReplacedColumn, ...]


class RedactData(Data):
    """What would be replaced, row by row and in all."""

    mode: str
    rows: tuple[ReplacedRow, ...]
    kinds: dict[str, int]
    rejects: int


def redact(session: Session, params: RedactParams) -> Answer:
    """Show what would be replaced in an export, and store nothing.

    Personal data is found as by `ingest`; `--json` gives text, placeholders, spans and kinds of
    every row. The replaced words themselves are not repeated: offsets and `file:row` say where
    they stand. Numbers and brands of product pages among the files are left alone.
    """
    from corpora.intake.previews import previews
    from corpora.readers.raw import ReadOptions

    settings = _settings(session)
    rejects: list[Reject] = []
    rows = tuple(
        map(
            _row,
            previews(
                params.paths,
                params.redact,
                ReadOptions(timezone=settings.zone, mapping=parse_mapping(params.map)),
                region=settings.region,
                rejected=rejects.append,
                progress=session.progress,
            ),
        )
    )
    data = RedactData(mode=params.redact, rows=rows, kinds=_kinds(rows), rejects=len(rejects))
    return Answer(
        headline=_headline(data),
        data=data,
        blocks=_blocks(data),
        n=len(rows),
        notes=("Nothing was stored.",),
        follow_ups=("frontstage ingest",) if rows else (),
        problems=problems(rejects),
    )


def _settings(session: Session) -> Settings:
    """Return the settings beside the workspace that is or would be, for timezone and region."""
    from corpora.settings import SETTINGS_FILE, load_settings

    return load_settings(session.path.with_name(SETTINGS_FILE))


def _row(preview: Preview) -> ReplacedRow:
    from corpora.redact import describe

    columns = [{"name": name, **describe(value)} for name, value in preview.columns.items()]
    return ReplacedRow.model_validate(
        {**describe(preview.text), "origin": preview.origin, "columns": columns}
    )


def _texts(row: ReplacedRow) -> Iterable[ReplacedText]:
    return (row, *row.columns)


def _kinds(rows: Iterable[ReplacedRow]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for row in rows:
        for text in _texts(row):
            for kind, number in text.kinds.items():
                totals[kind] = totals.get(kind, 0) + number
    return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))


def _headline(data: RedactData) -> str:
    if not data.rows:
        return "No contact was found in these files."
    total = sum(data.kinds.values())
    concerned = sum(any(text.spans for text in _texts(row)) for row in data.rows)
    pieces = count(total, "piece") + " of personal data"
    return f"{pieces} would be replaced, in {concerned:,} of {count(len(data.rows), 'contact')}."


def _blocks(data: RedactData) -> tuple[Block, ...]:
    if not data.kinds:
        return ()
    examples: dict[str, list[str]] = {kind: [] for kind in data.kinds}
    for row in data.rows:
        _collect(row, examples)
    rows = tuple(
        (kind, f"{number:,}", "\n".join(examples[kind])) for kind, number in data.kinds.items()
    )
    return (Table(("kind", "replaced", "for example"), rows, right=frozenset({"replaced"})),)


def _collect(row: ReplacedRow, examples: dict[str, list[str]]) -> None:
    """Add the first pieces of each kind, one a row, to `examples` that are not full."""
    place = Path(row.origin).name
    for kind, shown in examples.items():
        for text in _texts(row):
            if len(shown) < _EXAMPLES and kind in text.kinds:
                piece = next(span.placeholder for span in text.spans if span.kind == kind)
                shown.append(f"{_excerpt(text.text, piece)} ({place})")
                break


def _excerpt(text: str, placeholder: str) -> str:
    at = text.index(placeholder)
    start, end = max(0, at - _AROUND), at + len(placeholder) + _AROUND
    words = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


REDACT = Action(
    "redact",
    RedactParams,
    redact,
    RedactData,
    examples=("what would be replaced in this export", "show the personal data in tickets.csv"),
    command="redact",
)
