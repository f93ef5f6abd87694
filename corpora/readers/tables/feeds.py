"""Opens product feeds in XML as tables: Google Merchant Center's RSS 2.0, RSS 1.0 and Atom.

Element names lose their namespace (`g:price` is the column `price`); what stands several times
in an item is a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from corpora.errors import SourceError
from corpora.readers.sources import Source
from corpora.readers.tables.flatten import sound
from corpora.readers.tables.table import (
    Cell,
    Numbered,
    Table,
    good_rows,
    sample_size,
    undamaged,
    unique,
)
from corpora.readers.xml import elements, local, text_of
from corpora.records import Reject

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ITEMS = frozenset(("item", "entry", "product"))
_MERCHANT = re.compile(r"<(?:rss|feed|rdf:RDF|channel|products)\b", re.IGNORECASE)
_NAMESPACE = re.compile(r"base\.google\.com/(?:ns|cns)/1\.0")
# What Atom calls otherwise than RSS does.
_ALSO = {"summary": "description", "content": "description"}
_LOOKED_AT = 100


def looks_like_feed(head: str) -> bool:
    """Tell by the beginning of an XML file whether it is a product feed."""
    return _MERCHANT.search(head) is not None and _NAMESPACE.search(head) is not None


def open_feed(source: Source) -> Table:
    """Open `source`, a product feed in XML.

    Raises:
        SourceError: It declares entities, or holds no items.
    """
    names: dict[str, None] = {}
    for record in islice(undamaged(_records(source)), _LOOKED_AT):
        names |= dict.fromkeys(record)
    if not names:
        raise SourceError("holds no items", where=source.name, remedy="export it again")
    columns = tuple(names)
    rows = partial(_rows, source, columns)
    sample = tuple(islice(good_rows(rows()), sample_size(len(columns))))
    return Table(file=source.name, columns=unique(columns), rows=rows, sample=sample)


def _rows(source: Source, columns: tuple[str, ...]) -> Iterator[Numbered | Reject]:
    for number, record in enumerate(_records(source), 1):
        yield number, [record.get(name, "") for name in columns]


def _records(source: Source) -> Iterator[dict[str, Cell]]:
    for element in elements(source, _ITEMS):
        if record := _record(element):
            yield record


def _record(element: Element) -> dict[str, Cell]:
    found: dict[str, list[object]] = {}
    for child in element:
        name = local(child)
        value = _value(child)
        if name and value:
            found.setdefault(_ALSO.get(name, name), []).append(value)
    return {name: _cell(values) for name, values in found.items()}


def _cell(values: list[object]) -> Cell:
    only = values[0]
    return only if len(values) == 1 and isinstance(only, str) else values


def _value(element: Element) -> str | Mapping[str, str]:
    """Return the text of an element, or its parts as a mapping (`g:product_detail`)."""
    inside = {local(part): sound(text_of(part)).strip() for part in element if local(part)}
    if "attribute_name" in inside:
        return {"name": inside["attribute_name"], "value": inside.get("attribute_value", "")}
    if inside and not (element.text or "").strip() and local(element) != "description":
        return {name: text for name, text in inside.items() if text}
    return sound(text_of(element)).strip() or (element.get("href") or "")
