"""Tells files apart by content and reads them all: pages first, then contacts, then events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpora.errors import SettingsError, SourceError
from corpora.readers.html import read_html
from corpora.readers.logs import LOG_READERS
from corpora.readers.raw import RawRecord, ReadOptions
from corpora.readers.sniff import FormatName, format_of, json_format
from corpora.readers.sources import Source, find, source_of
from corpora.readers.tables.names import Holds
from corpora.readers.tables.reading import OpenTable, open_tables, read_table
from corpora.readers.tickets import read_tickets
from corpora.readers.transcripts import read_transcript
from corpora.records import Reject

_ORDER: tuple[Holds, ...] = ("pages", "contacts", "events")
# Many small files would keep as many samples in memory; they are opened again when their turn
# comes.
_KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """What a file, or one table of it, is.

    Attributes:
        file: Its name.
        format: How it is written.
        holds: What is in it.
        why: What told so, in one line.
        notes: What was decided about it, such as the order of day and month; known only when
            it is read.
    """

    file: str
    format: FormatName
    holds: Holds
    why: str
    notes: tuple[str, ...] = ()


Noticed = Callable[[Detected], None]


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing to read: a file of its own kind, or one table of a file."""

    source: Source
    detected: Detected
    position: int = 0
    opened: OpenTable | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


class _Mapping:
    """Applies a user's mapping to the tables that it fits; among them must be one at least.

    Files read together may well be of several kinds: `--map text=body` for the tickets has
    nothing to say about the feed beside them.
    """

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapping = mapping
        self._fitted = not mapping
        self._error: SettingsError | None = None

    def parts(self, source: Source) -> list[_Part]:
        """Detect what is in a source, with the mapping if that fits."""
        try:
            parts = _parts(source, self._mapping)
        except SettingsError as error:
            self._error = self._error or error
            return _parts(source, {})
        self._fitted = self._fitted or any(part.opened for part in parts)
        return parts

    def check(self) -> None:
        """Raise what was wrong if the mapping fitted no table."""
        if self._error is not None and not self._fitted:
            raise self._error


def detect(path: Path, mapping: Mapping[str, str] | None = None) -> tuple[Detected, ...]:
    """Tell what the file at `path` is; a workbook has one answer a sheet.

    Raises:
        SourceError: It can't be read at all.
        SettingsError: The mapping names a column or role that does not exist.
    """
    return tuple(part.detected for part in _parts(source_of(path), mapping or {}))


def read(
    paths: Iterable[Path], options: ReadOptions, *, noticed: Noticed | None = None
) -> Iterator[RawRecord | Reject]:
    """Read every file under `paths`: pages before contacts, contacts before events.

    Args:
        paths: Files and folders.
        options: What the user says about them.
        noticed: Told what each file was taken for, when its reading begins.

    Yields:
        Records, and a reject for every row (or whole file) that can't be read.

    Raises:
        SettingsError: The mapping fits none of the tables.
    """
    waiting: dict[Holds, list[_Part]] = {holds: [] for holds in _ORDER}
    kept = 0
    fitting = _Mapping(options.mapping)
    for source in find(paths):
        if isinstance(source, Reject):
            yield source
            continue
        try:
            parts = fitting.parts(source)
        except SourceError as error:
            yield _whole(source.name, error)
            continue
        for part in parts:
            if part.detected.holds == "nothing":
                (noticed or _nobody)(part.detected)
                continue
            kept += 1
            small = part if kept <= _KEPT else replace(part, opened=None)
            waiting[part.detected.holds].append(small)
    fitting.check()
    for holds in _ORDER:
        for part in waiting[holds]:
            try:
                yield from _read(part, options, noticed or _nobody)
            except SourceError as error:
                yield _whole(part.detected.file, error)


def _nobody(detected: Detected) -> None:
    """Take no notice."""


_READERS: Mapping[str, Callable[[Source, ReadOptions], Iterator[RawRecord | Reject]]] = {
    "html": read_html,
    "transcript": read_transcript,
    "tickets": read_tickets,
    **LOG_READERS,
}
_WHY: dict[FormatName, tuple[Holds, str]] = {
    "html": ("pages", "it is a web page"),
    "transcript": ("contacts", "people speak in it"),
    "tickets": ("contacts", "it holds a help desk's tickets"),
    "xes": ("events", "it is an XES log"),
    "ocel-json": ("events", "it is an OCEL log"),
    "ocel-xml": ("events", "it is an OCEL log"),
    "ocel-sqlite": ("events", "it is an OCEL log"),
}


def _parts(source: Source, mapping: Mapping[str, str]) -> list[_Part]:
    name = format_of(source)
    if name == "tickets" and mapping:  # whoever names columns wants a table
        name = json_format(source)
    if name in _WHY:
        holds, why = _WHY[name]
        return [_Part(source, Detected(file=source.name, format=name, holds=holds, why=why))]
    return [
        _Part(
            source,
            Detected(
                file=opened.table.file,
                format=name,
                holds=opened.columns.holds,
                why=opened.describe(),
            ),
            position,
            opened,
            mapping,
        )
        for position, opened in enumerate(open_tables(source, name, mapping))
    ]


def _read(part: _Part, options: ReadOptions, noticed: Noticed) -> Iterator[RawRecord | Reject]:
    if part.detected.format in _WHY:
        noticed(part.detected)
        yield from _READERS[part.detected.format](part.source, options)
        return
    opened = part.opened
    if opened is None:
        tables = open_tables(part.source, part.detected.format, part.mapping)
        opened = tables[part.position]
    reading = read_table(opened, options)
    noticed(replace(part.detected, notes=reading.notes))
    yield from reading.records


def _whole(name: str, error: SourceError) -> Reject:
    remedy = f"{error.message}; {error.remedy}" if error.remedy else error.message
    return Reject(name, None, "unreadable", remedy)
