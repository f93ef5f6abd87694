"""What pages tell machines: schema.org in JSON-LD and microdata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpora.readers.html.words import word_set

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Item = Mapping[str, Any]

_DEEPEST = 12
_MOST_ITEMS = 5_000
_WAYS = ("@graph", "mainEntity", "about", "hasVariant", "itemListElement", "item", "hasPart")
_LIST_WAYS = frozenset(("itemListElement", "item", "hasPart"))
_WRAPPING = re.compile(
    r"^\s*(?:<!--|(?://\s*|/\*\s*)?<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://\s*|/\*\s*)?\]\]>(?:\s*\*/)?)\s*$"
)
_PRODUCTS = word_set(
    "product productgroup individualproduct productmodel someproducts vehicle car book "
    "softwareapplication financialproduct service"
)


def linked_items(tree: HtmlElement, text: str) -> list[Item]:
    """Every top-level item of a page, JSON-LD first, then microdata in the same shape.

    A script that can't be read costs itself alone.
    """
    items: list[Item] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        items.extend(_listed(_load(script.text_content())))
    if "itemscope" in text:
        items.extend(_microdata(tree))
    return items[:_MOST_ITEMS]


def types_of(item: Item) -> frozenset[str]:
    """Its types, small letters, without the vocabulary's address."""
    found = _as_list(item.get("@type", item.get("type")))
    names = (re.split(r"[/#:]", x)[-1].lower() for x in found if isinstance(x, str))
    return frozenset(names)


def is_product(item: Item) -> bool:
    """Tell items that are sold from the rest."""
    return bool(types_of(item) & _PRODUCTS)


def products_of(items: Sequence[Item]) -> list[Item]:
    """The products that a page is about; those of a list only where there are no others."""
    direct: list[Item] = []
    listed: list[Item] = []
    for item, in_list in _walk(items):
        if is_product(item):
            (listed if in_list else direct).append(item)
    return direct or listed


def questions_of(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Questions and answers of FAQPage and QAPage, as they stand there (HTML inside)."""
    for item, _ in _walk(items):
        if "question" not in types_of(item):
            continue
        question = text_of(item.get("name")) or text_of(item.get("text"))
        accepted = _as_list(item.get("acceptedAnswer")) or _as_list(item.get("suggestedAnswer"))
        answers = [text_of(a.get("text")) for a in accepted if isinstance(a, Mapping)]
        answer = " ".join(a for a in answers if a)
        if question and answer:
            yield question, answer


def text_of(value: object) -> str:
    """The words of a value, whatever shape pages give it: text, number, list, `@value`, `name`."""
    for _ in range(_DEEPEST):
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, bool) or value is None:
            return ""
        if isinstance(value, (int, float)):
            return f"{value:g}" if abs(value) < 1e15 else str(value)
        if isinstance(value, Mapping):
            value = next(
                (value[k] for k in ("@value", "name", "value", "text") if k in value), None
            )
        elif isinstance(value, Sequence):
            value = value[0] if value else None
        else:
            return ""
    return ""


def listed(value: object) -> list[Any]:
    """A value as a list, for pages write one thing without one."""
    return _as_list(value)


def _walk(items: Sequence[Item]) -> Iterator[tuple[Item, bool]]:
    """Every item that can be reached by ways that say what the page is about; breadth first."""
    ahead = [(item, False, 0) for item in items]
    seen: set[int] = set()
    for item, in_list, depth in ahead:
        if id(item) in seen or len(seen) > _MOST_ITEMS:
            continue
        seen.add(id(item))
        yield item, in_list
        if depth >= _DEEPEST:
            continue
        for way in _WAYS:
            nested = in_list or way in _LIST_WAYS
            inner = (x for x in _as_list(item.get(way)) if isinstance(x, Mapping))
            ahead.extend((x, nested, depth + 1) for x in inner)


def _as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _listed(data: object) -> list[Item]:
    return [item for item in _as_list(data) if isinstance(item, Mapping)]


def _load(script: str) -> object:
    """Read one script, forgiving what pages get wrong; None where that does not help."""
    import html

    text = _WRAPPING.sub("", script).strip().rstrip(";")
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _microdata(tree: HtmlElement) -> list[Item]:
    if not _is_reasonable(tree):
        return []
    import extruct

    found = extruct.extract(tree, syntaxes=["microdata"], errors="ignore")
    return [_in_shape(item, 0) for item in found.get("microdata", [])]


def _is_reasonable(tree: HtmlElement) -> bool:
    """Tell markup from a trap: extraction copies every marked element with all that is in it."""
    import lxml.etree

    depth = count = 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        if "itemscope" in element.attrib or "itemprop" in element.attrib:
            depth += 1 if event == "start" else -1
            count += 1
            if depth > _DEEPEST * 2 or count > 2 * _MOST_ITEMS:
                return False
    return True


def _in_shape(item: Mapping[str, Any], depth: int) -> Item:
    shaped: dict[str, Any] = {"@type": item.get("type")}
    for name, value in (item.get("properties") or {}).items():
        inner = [
            _in_shape(v, depth + 1) if isinstance(v, Mapping) and depth < _DEEPEST else v
            for v in _as_list(value)
        ]
        shaped[name] = inner[0] if len(inner) == 1 else inner
    return shaped
