"""Reads the text in cells: mends it, takes it out of HTML, and cuts conversations into turns."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping

from corpora.readers.encodings import mend
from corpora.readers.raw import RawPassage, RawTurn
from corpora.readers.tables.table import Cell
from corpora.records import Speaker

_SPEAKERS: dict[str, Speaker] = {
    "cust": "customer", "customer": "customer", "user": "customer", "rep": "agent",
    "agent": "agent", "bot": "bot", "ivr": "ivr", "system": "system",
}  # fmt: skip
_MARKS = {mark: (speaker, f"__{mark}>") for mark, speaker in _SPEAKERS.items()}
_LONGEST_MARK = 12
# Turns of the customer, and whole turns of others, which are passed over.
_CUSTOMERS = re.compile(r"<cust__(.*?)__cust>|<rep__.*?__rep>", re.DOTALL)
_LESS_USUAL = re.compile(r"<(?:customer|user|agent|bot|ivr|system)__")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
# Known tags only: customers and redaction write `<name>` and `<tel_num>`.
_TAG = re.compile(
    r"</?(?:p|div|br|hr|li|[uo]l|h[1-6]|span|b|strong|i|em|u|a|table|t[rdh]|thead|tbody|html|head"
    r"|body|meta|img|font|center|section|article|blockquote|pre|code|iframe|video|style|script)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>(.*?)(?=</?li\b|</[uo]l\b|$)", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|table|tr)\b[^<>]*>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")
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
    return text.strip() if text.isascii() else mend(text).strip()


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
    turns: list[RawTurn] = []
    find = text.find
    at = find("<")
    while at >= 0:
        begin = find("__", at, at + _LONGEST_MARK)
        known = _MARKS.get(text[at + 1 : begin])
        if known is not None and (end := find(known[1], begin)) > 0:
            if words := said(text[begin + 2 : end]):
                turns.append(RawTurn(known[0], words))
            at = end
        at = find("<", at + 1)
    return turns


def customers_in(text: str) -> list[RawTurn]:
    """Return the customer's turns among those that `marked_turns` finds, in a third of the time."""
    if _LESS_USUAL.search(text):
        return [turn for turn in marked_turns(text) if turn.speaker == "customer"]
    return [
        RawTurn("customer", words) for part in _CUSTOMERS.findall(text) if (words := said(part))
    ]


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
    """Cut a description into bullets and paragraphs, in its own order."""
    if isinstance(cell, list):
        return [RawPassage("bullet", text) for text in items_of(cell)]
    text = cell.strip()
    if "<" in text and _TAG.search(text):
        text = without_tags(_ITEM.sub(r"\n• \1\n", _HIDDEN.sub(" ", text)))
    else:
        text = html.unescape(text) if "&" in text else text
    return [_passage(line) for line in text.splitlines() if line.strip(" •\t\u00a0")]


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
