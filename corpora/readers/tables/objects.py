"""Opens JSON: an array, an object with a list inside, one object, or one object a line.

Arrays are read element by element, so that memory stays flat. Numbers stay the text that they
are in the file: an identifier of thirty digits must not change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from io import TextIOBase
from itertools import islice

from corpora.errors import SourceError
from corpora.readers.encodings import encoding_of
from corpora.readers.sources import Source, shown
from corpora.readers.tables.flatten import flat
from corpora.readers.tables.table import Numbered, Table, good_rows, sample_size, undamaged, unique
from corpora.records import Reject

_CHUNK = 1 << 18
_LONGEST = 1 << 26
_KEY_CHARACTERS = 1 << 10
_BROKEN = "its commas, quotes and brackets do not fit, or it is cut off; export it again"
_DEEP = "is nested too deep to be a record; export it flat"
_NO_OBJECT = "has no names for its values; write each record as an object, {…}"

Item = tuple[int, dict[str, object]]
_decoder = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=lambda _: None, strict=False
)
_TOKEN = re.compile(r'"(?P<key>(?:[^"\\]|\\.)*)"\s*:|"(?:[^"\\]|\\.)*"|[{}\[\]]')
_LIST_OF_OBJECTS = re.compile(r"\s*\[\s*\{")
_RECORDS = frozenset(
    (
        "tickets conversations results data items records issues rows contacts cases reviews"
        " products questions entries hits value values documents calls chats pages requests"
        " incidents interactions feedback orders events"
    ).split(" ")
)
_BESIDE = frozenset(
    (
        "count total next_page previous_page next previous page per_page pages meta links type"
        " has_more cursor after_cursor before_cursor end_of_stream expand startat maxresults"
        " total_count size limit offset version exported_at generated_at source"
    ).split(" ")
)
_SPACE = re.compile(r"[\s,]*")
_NEXT_ITEM = re.compile(r"\}\s*,\s*(?=\{)")


def is_lines(head: str) -> bool:
    """Tell one object a line from a document, by the beginning of the file."""
    first, _, rest = head.lstrip("\ufeff \t\r\n").partition("\n")
    if not first.rstrip().endswith("}"):
        return False
    try:
        _decoder.decode(first.strip())
    except (ValueError, RecursionError):
        return rest.lstrip().startswith("{") and not first.startswith("[")
    return rest.strip() != ""


def opens_json(head: str) -> bool:
    """Tell whether a text begins as JSON does, rather than with a time in brackets."""
    start = head.lstrip("\ufeff \t\r\n\0")
    return re.match(r'\{\s*(?:"|\}|$)|\[\s*(?:[\[{\]"]|$)', start[:2000]) is not None


def open_lines(source: Source) -> Table:
    """Open `source`, one JSON object a line."""
    return _table(source, partial(lines_of, source), source.name)


def open_document(source: Source) -> Table:
    """Open `source`, a JSON array, an object that holds one, or one object.

    Raises:
        SourceError: There is no object in it.
    """
    head = source.head()
    text = head.decode(encoding_of(head), "replace").lstrip("\ufeff \t\r\n")
    key = None if text.startswith("[") else list_in(text)
    if text.startswith("[") or key is not None:
        name = f"{source.name}#{shown(key)}" if key else source.name
        return _table(source, partial(elements_of, source, key), name)
    return _table(source, partial(_single, source), source.name)


def list_in(text: str) -> str | None:
    """Return the key of the records in an object that only wraps them, by its beginning.

    A ticket with its comments is an object with a list inside, too; so the list must have a
    name that records go by, or have nothing but page numbers and the like beside it.
    """
    depth = 0
    lists: list[str] = []
    others: list[str] = []
    for part in _TOKEN.finditer(text):
        mark = part.group()
        if mark in "{[":
            depth += 1
        elif mark in "}]":
            depth -= 1
        elif depth == 1 and part["key"] is not None:
            is_list = _LIST_OF_OBJECTS.match(text, part.end()) is not None
            (lists if is_list else others).append(str(part["key"]))
    for key in lists:
        if key.lower() in _RECORDS:
            return key
    return lists[0] if lists and all(key.lower() in _BESIDE for key in others) else None


def _table(source: Source, items: Callable[[], Iterator[Item | Reject]], name: str) -> Table:
    keys: dict[str, None] = {}
    for item in islice(
        (i for i in undamaged(items()) if not isinstance(i, Reject)), sample_size(20)
    ):
        keys |= dict.fromkeys(flat(item[1]))
    if not keys:
        first = next(items(), None)
        if isinstance(first, Reject):
            raise SourceError(first.remedy, where=source.name)
        raise SourceError("holds no records", where=source.name, remedy="export it again")
    names = tuple(keys)
    rows = partial(_rows, items, names)
    sample = tuple(islice(good_rows(rows()), sample_size(len(names))))
    return Table(file=name, columns=unique(names), rows=rows, sample=sample)


def _rows(
    items: Callable[[], Iterator[Item | Reject]], names: tuple[str, ...]
) -> Iterator[Numbered | Reject]:
    known = frozenset(names)
    for item in items():
        if isinstance(item, Reject):
            yield item
            continue
        record = flat(item[1])
        row = [record.get(name, "") for name in names]
        if not record.keys() <= known:
            row += [f"{key}\x1f{record[key]}" for key in record if key not in known]
        yield item[0], row


def lines_of(source: Source) -> Iterator[Item | Reject]:
    """Yield the objects of a file with one a line, each with the number of its line."""
    decode = _decoder.decode
    with source.text() as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip("\ufeff \t\r\n\0"):
                continue
            try:
                item = decode(line.strip("\ufeff \t\r\n\0"))
            except RecursionError:
                yield Reject(source.name, number, "too-deep", _DEEP)
                continue
            except ValueError:
                yield Reject(source.name, number, "broken-json", _BROKEN)
                continue
            if isinstance(item, dict):
                yield number, item
            else:
                yield Reject(source.name, number, "no-object", _NO_OBJECT)


def _single(source: Source) -> Iterator[Item | Reject]:
    with source.text() as stream:
        text = stream.read(_LONGEST).lstrip("\ufeff")
    try:
        item = _decoder.decode(text.strip())
    except RecursionError:
        yield Reject(source.name, 1, "too-deep", _DEEP)
        return
    except ValueError as error:
        if "Extra data" in str(error):  # one object a line, the first longer than was looked at
            yield from lines_of(source)
        else:
            yield Reject(source.name, 1, "broken-json", _BROKEN)
        return
    if isinstance(item, dict):
        yield 1, item


def begins_with_line(source: Source) -> bool:
    """Tell whether the first line is an object of its own, however long."""
    with source.text() as stream:
        first, rest = stream.readline(_LONGEST), stream.read(1 << 10)
    try:
        return (
            isinstance(_decoder.decode(first.strip("\ufeff \t\r\n")), dict) and rest.strip() != ""
        )
    except (ValueError, RecursionError):
        return False


def document_of(source: Source) -> Item | None:
    """Return the one object that a file holds; None where it is too large, or not whole."""
    with source.text() as stream:
        text = stream.read(_LONGEST + 1)
    try:
        item = _decoder.decode(text.strip("\ufeff \t\r\n\0")) if len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        return None
    return (1, item) if isinstance(item, dict) else None


def elements_of(source: Source, key: str | None) -> Iterator[Item | Reject]:
    """Yield the objects of an array one by one: of the document, or under `key` in it.

    Each has its number, from 1; nothing is yielded where there is no such array.
    """
    with source.text() as stream:
        yield from _Array(stream, source.name, key).items()


class _Array:
    """Reads the elements of an array one by one from a stream of text."""

    def __init__(self, stream: TextIOBase, name: str, key: str | None) -> None:
        self._stream = stream
        self._name = name
        self._buffer = ""
        self._at = 0
        self._more()
        opening = r"[\ufeff\s]*\[" if key is None else rf'"{re.escape(key)}"\s*:\s*\['
        seek = re.compile(opening)
        while (match := seek.search(self._buffer)) is None and key is not None:
            self._at = max(len(self._buffer) - _KEY_CHARACTERS, 0)
            if not self._more():
                break
        self._at = match.end() if match else len(self._buffer)

    def _more(self) -> bool:
        wanted = max(_CHUNK, len(self._buffer) - self._at)  # doubles, so that it stays linear
        piece = self._stream.read(wanted)
        self._buffer, self._at = self._buffer[self._at :] + piece, 0
        return bool(piece)

    def items(self) -> Iterator[Item | Reject]:
        """Yield every object with its number, and a reject for each element that is broken."""
        number = 0
        while self._skip_space():
            number += 1
            found = self._next(number)
            if found is None:
                return
            yield found

    def _skip_space(self) -> bool:
        while True:
            match = _SPACE.match(self._buffer, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at] != "]"
            if not self._more():
                return False

    def _next(self, number: int) -> Item | Reject | None:
        while True:
            try:
                value, end = _decoder.raw_decode(self._buffer, self._at)
            except RecursionError:
                return self._pass_over(number, "too-deep", _DEEP)
            except json.JSONDecodeError as error:
                near_end = error.pos >= len(self._buffer) - 16 or "Unterminated" in error.msg
                if near_end and len(self._buffer) - self._at < _LONGEST and self._more():
                    continue
                return self._pass_over(number, "broken-json", _BROKEN)
            if end == len(self._buffer) and self._more():
                continue  # a number may go on
            self._at = end
            if isinstance(value, dict):
                return number, value
            return Reject(self._name, number, "no-object", _NO_OBJECT)

    def _pass_over(self, number: int, code: str, reason: str) -> Reject:
        """Go on after a broken element, at what looks like the beginning of the next."""
        while True:
            match = _NEXT_ITEM.search(self._buffer, self._at)
            if match:
                self._at = match.end()
                break
            self._at = max(self._at, len(self._buffer) - 64)
            if not self._more():
                self._at = len(self._buffer)
                break
        return Reject(self._name, number, code, reason)
