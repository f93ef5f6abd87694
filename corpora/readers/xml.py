"""Reads XML as a stream, and nothing but the file itself: no entities, no network, no DTD.

Elements are dropped as soon as they were handed out, so that memory stays flat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpora.errors import SourceError
from corpora.readers.encodings import encoding_of
from corpora.readers.sources import Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Feeds and logs declare nothing; a document type that does is a bomb or a spy.
_DECLARES = re.compile(r"<!DOCTYPE[^>\[]*\[|<!DOCTYPE\s[^>]*\b(?:SYSTEM|PUBLIC)\b|<!ENTITY")
_CUT_OFF = "is no well-formed XML, or is cut off"


class BrokenXml(SourceError):
    """The rest of an XML file can't be read; what came before was."""


def refuse_entities(head: str, name: str) -> None:
    """Refuse a document that declares entities or names a DTD, by its beginning.

    Raises:
        SourceError: It does.
    """
    if _DECLARES.search(head):
        raise SourceError(
            "declares XML entities, which are never opened",
            where=name,
            remedy="export it again without a document type",
        )


def elements(
    source: Source, names: frozenset[str], *, passing: frozenset[str] = frozenset()
) -> Iterator[Element]:
    """Yield every element with one of `names` (namespaces left out), whole, at its end.

    It is emptied when the next one is asked for; what was before it in its parent is gone then.
    Elements called `passing` are not asked for, and emptied for the sake of memory.

    Raises:
        SourceError: It declares entities, or is no XML from some place on.
    """
    import lxml.etree

    head = source.head()
    refuse_entities(head.decode(encoding_of(head), "replace"), source.name)
    with source.open() as stream:
        try:
            for _, element in lxml.etree.iterparse(
                stream,
                events=("end",),
                tag=[f"{{*}}{name}" for name in sorted(names | passing)],
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            ):
                if local(element) in names:
                    yield element
                elif any(local(around) in names for around in element.iterancestors()):
                    continue
                _forget(element)
        except lxml.etree.XMLSyntaxError as error:
            line = f", line {error.lineno}" if error.lineno else ""
            raise BrokenXml(
                _CUT_OFF, where=f"{source.name}{line}", remedy="export it again"
            ) from error


def local(element: Element) -> str:
    """Return an element's name without its namespace; '' for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Element) -> str:
    """Return all text inside an element; what stands for an entity is left out."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
