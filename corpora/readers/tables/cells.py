"""Reads the text in cells: mends it, takes it out of HTML, and cuts conversations into turns."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping

from corpora.readers.encodings import mend
from corpora.readers.raw import RawPassage, RawTurn
from corpora.readers.tables.table import Cell
from corpora.records import Speaker

_MARKED = re.compile(r"<(cust|rep|customer|agent|user|bot|ivr|system)__(.*?)__\1>", re.DOTALL)
_MARK_SPEAKER: dict[str, Speaker] = {
    "cust": "customer", "customer": "customer", "user": "customer", "rep": "agent",
    "agent": "agent", "bot": "bot", "ivr": "ivr", "system": "system",
}  # fmt: skip
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_TAG = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|span|b|strong|i|em|a|table|tr|td|th|tbody|html|body|meta|img)\b[^<>]*>", re.IGNORECASE)  # fmt: skip  # noqa: E501
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>(.*?)(?=</?li\b|</[uo]l\b|$)", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|table|tr)\b[^<>]*>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")
_LINES = re.compile(r"\s*\n\s*(?:\n\s*)+")
_BULLET = re.compile(r"^\s*(?:[•▪◦‣·*–✓✔●➤►]|-(?=\s))\s*")
_PAIR = re.compile(r'"key"\s*:\s*("(?:[^"\\]|\\.)*")\s*,\s*"value"\s*:\s*("(?:[^"\\]|\\.)*")')


def plain_text(cell: Cell) -> str:
    """Return a cell as one text; the elements of a list are joined by commas."""
    return cell if isinstance(cell, str) else ", ".join(items_of(cell))


def said(text: str) -> str:
    """Return what a person wrote in a cell: entities and HTML resolved, mended, stripped."""
    if "<" in text and _TAG.search(text):
        text = without_tags(text)
    elif "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return mend(text).strip()


def without_tags(markup: str) -> str:
    """Return the text of simple HTML, one line a block."""
    text = _HIDDEN.sub(" ", markup)
    text = _BLOCK.sub("\n", text)
    text = html.unescape(_TAG.sub("", text))
    return "\n".join(
        line for line in (_BLANKS.sub(" ", x).strip() for x in text.split("\n")) if line
    )


def marked_turns(text: str) -> list[RawTurn]:
    """Return the turns of `<cust__ … __cust> <rep__ … __rep>`; empty where there are none."""
    turns = []
    for mark, words in _MARKED.findall(text):
        words = said(words)  # noqa: PLW2901
        if words:
            turns.append(RawTurn(_MARK_SPEAKER[mark], words))
    return turns


def items_of(cell: Cell) -> list[str]:
    """Return the texts in a cell that may hold one text, a list, or a list written as JSON."""
    if isinstance(cell, list):
        return [text for item in cell if (text := _text_of(item))]
    text = cell.strip()
    if text.startswith("[") and text.endswith("]"):
        try:
            return items_of([v for v in json.loads(text) if v is not None])
        except (ValueError, RecursionError):
            return [said(text)]
    return [said(text)] if text else []


def _text_of(item: object) -> str:
    if isinstance(item, Mapping):
        for key in ("text", "body", "answer", "content", "message", "value"):
            if isinstance(value := item.get(key), str):
                return said(value)
        return ""
    return said(str(item))


def passages_of(cell: Cell) -> list[RawPassage]:
    """Cut a description into bullets and paragraphs."""
    if isinstance(cell, list):
        return [RawPassage("bullet", text) for text in items_of(cell)]
    text = cell.strip()
    passages: list[RawPassage] = []
    if "<" in text and _TAG.search(text):
        text = _HIDDEN.sub(" ", text)
        bullets = [b for item in _ITEM.findall(text) if (b := _line(without_tags(item)))]
        text = without_tags(_ITEM.sub("\n", text))
        passages = [RawPassage("bullet", bullet) for bullet in bullets]
        blocks: Iterable[str] = text.split("\n")
    else:
        text = mend(html.unescape(text) if "&" in text else text)
        blocks = _LINES.split(text) if _LINES.search(text) else text.split("\n")
    prose = [_passage(block) for block in blocks if block.strip()]
    return [*prose, *passages]


def _passage(block: str) -> RawPassage:
    text, bullets = _BULLET.subn("", block)
    return RawPassage("bullet" if bullets else "paragraph", _line(text))


def _line(text: str) -> str:
    return mend(" ".join(text.split()))


def specs_of(cell: Cell) -> list[RawPassage]:
    """Return `name: value` passages from a cell of specifications, in whatever notation.

    Read are JSON objects, lists, the `"key"=>"value"` notation of Ruby, and lines.
    """
    if isinstance(cell, list):
        return [RawPassage("spec", text) for text in map(_pair_of, cell) if text]
    text = cell.strip()
    if "=>" in text:
        text = text.replace("=>", ":")
    if text[:1] in "{[":
        if pairs := _PAIR.findall(text):
            found = [
                f"{json.loads(k, strict=False)}: {json.loads(v, strict=False)}" for k, v in pairs
            ]
            return [RawPassage("spec", _line(pair)) for pair in found]
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            return [RawPassage("spec", _line(f"{k}: {v}")) for k, v in value.items() if v]
        if isinstance(value, list):
            return specs_of(value)
    return [RawPassage("spec", passage.text) for passage in passages_of(cell)]


def _pair_of(item: object) -> str:
    if isinstance(item, Mapping):
        name = item.get("name") or item.get("key") or item.get("label") or ""
        value = item.get("value") or item.get("text") or ""
        return _line(f"{name}: {value}" if name and value else str(name or value))
    return _line(str(item))
