"""Names and values that pages write without a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpora.readers.html.tables import pair
from corpora.readers.html.words import BLOCKS, clean, word_set, words_of
from corpora.readers.raw import RawPassage

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SPEC = re.compile(r"(?P<name>[^\W_][^:：.!?\n]{1,40})[:：]\s+(?P<value>\S.{0,119})")
_NAME_CLASS = re.compile(r"label|name|key|title|term|attr|head|prop", re.IGNORECASE)
_VALUE_CLASS = re.compile(r"value|val|body|data|desc|content|text|detail|def", re.IGNORECASE)
_NO_NAMES = word_set("img a ul ol button summary h1 h2 h3 h4 h5 h6")
"""Elements that stand beside text without naming a value; headings are the walk's business."""

_MOST_OPTIONS = 20


def looks_like_spec(text: str) -> bool:
    """Tell `Weight: 3 kg` from a sentence with a colon in it."""
    found = _SPEC.fullmatch(text)
    if not found or len(found["name"].split()) > 5:
        return False
    return not re.search(r"[.!?]\s+[A-Z]", found["value"])


def pair_of(element: HtmlElement) -> RawPassage | None:
    """Read an element whose two children are a name and a value; None where they are not."""
    if element.tag in ("ul", "ol", "dl", "table", "body", "main", "form", "tr"):
        return None
    children = [child for child in element if isinstance(child.tag, str)]
    if len(children) != 2 or (element.text or "").strip() or not _simple(*children):
        return None
    first, second = children
    name, value = words_of(first), words_of(second)
    if not _short(name, 5) or not _short(value, 20) or name[-1] in ".!?,":
        return None
    if _named(first, second) or name.endswith(":") or _repeated(element):
        return pair(name, value)
    return None


def labels_of(root: HtmlElement) -> dict[str, str]:
    """What labels call the fields that they are for, by the fields' ids."""
    return {label.get("for", ""): words_of(label) for label in root.iter("label")}


def option_list(select: HtmlElement, labels: Mapping[str, str]) -> list[RawPassage]:
    """Read what a customer can choose, such as `Size: S, M, L`."""
    name = labels.get(select.get("id", "-")) or select.get("aria-label") or ""
    options = [clean(option.text_content()) for option in select.iter("option")]
    chosen = [o for o in options if o and not re.match(r"(?i)(?:choose|select|please|-|bitte)", o)]
    found = pair(name, ", ".join(chosen)) if 1 < len(chosen) <= _MOST_OPTIONS else None
    return [found] if found else []


def _simple(first: HtmlElement, second: HtmlElement) -> bool:
    """Neither is a link, a picture or a list, and no words stand beside them."""
    if (first.tail or "").strip(" :\n\t") or (second.tail or "").strip() or second.tag == "a":
        return False
    if first.tag in _NO_NAMES:
        return False
    return not _blocks_inside(first) and not _blocks_inside(second)


def _short(text: str, most: int) -> bool:
    return 0 < len(text.split()) <= most and len(text) <= 12 * most


def _named(first: HtmlElement, second: HtmlElement) -> bool:
    if first.tag in ("strong", "b", "label", "dt", "th"):
        return True
    return bool(
        _NAME_CLASS.search(first.get("class", "")) and _VALUE_CLASS.search(second.get("class", ""))
    )


def _repeated(element: HtmlElement) -> bool:
    """Its neighbour is made the same way: a list of such pairs."""
    for other in (element.getprevious(), element.getnext()):
        if other is None or other.tag != element.tag or len(other) != 2:
            continue
        if other.get("class") == element.get("class") and _shape(other) == _shape(element):
            return True
    return False


def _shape(element: HtmlElement) -> list[tuple[object, str | None]]:
    return [(child.tag, child.get("class")) for child in element]


def _blocks_inside(element: HtmlElement) -> bool:
    inside = 0
    for node in element.iter():
        inside += node is not element and isinstance(node.tag, str) and node.tag in BLOCKS
        if inside > 1:
            return True
    return False
