"""Files that hold one saved page each."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.readers.html import about
from corpora.readers.html.linked_data import (
    Item,
    linked_items,
    products_of,
    questions_of,
    text_of,
)
from corpora.readers.html.markup import without_markup
from corpora.readers.html.products import (
    descriptions,
    merged,
    open_graph_product,
    read_facts,
    read_products,
)
from corpora.readers.html.shop import shop_product, shop_signs
from corpora.readers.html.tree import content_root, parse, strip_boilerplate
from corpora.readers.html.walk import Walk
from corpora.readers.html.words import plain
from corpora.readers.raw import RawPage, RawPassage, RawProduct, ReadOptions
from corpora.readers.sources import Source, source_of
from corpora.records import Reject

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LARGEST = 16 << 20
_HTML = re.compile(
    r"(?:<!--.*?-->|<\?xml[^>]*\?>|\s)*<(?:!doctype\s+html|html|head|body|title|meta|link|main|article|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)


def looks_like_html(head: str) -> bool:
    """Tell by the beginning of a file whether it is a web page."""
    return bool(_HTML.match(head[:20_000].lstrip("\ufeff")))


def read_html(source: Source | Path, options: ReadOptions) -> Iterator[RawPage | Reject]:
    """Read the one page that a file holds.

    Raises:
        SourceError: The file can't be opened or unpacked.
    """
    if isinstance(source, Path):
        source = source_of(source)
    text = _text(source)
    if text is None:
        yield Reject(source.name, None, "too-large", "a page over 16 MiB; save its text alone")
        return
    page = read_page(text, source.name, options.timezone)
    yield page or Reject(source.name, None, "no-text", "the page holds no words; save it again")


def read_page(text: str, origin: str, zone: tzinfo = UTC) -> RawPage | None:
    """Read one page's HTML; None where it holds no words and no product.

    Args:
        text: The whole file.
        origin: Where it was read from.
        zone: Where times without a timezone are taken.
    """
    tree = parse(text)
    if tree is None:
        return None
    items = linked_items(tree, text)
    sold = products_of(items)
    meta = about.open_graph(tree)
    fewest = about.fewest_words(tree)
    url = about.address(tree, meta, _told(sold, "url"))
    root = content_root(tree)
    signs = shop_signs(root, items)
    strip_boilerplate(root)
    title = about.heading(tree, root, meta, " ".join(_told(sold, "name").split()))
    also = tuple(each for each in about.other_titles(tree, root, meta) if each != title)
    passages, words, full = _passages(root, title, items, sold)
    products = _products(sold, open_graph_product(meta, title))
    if not products and (shown := shop_product(signs, title)):
        products = (shown,)
    unread = about.unread_parts(root, words, fewest) + (("length",) if full else ())
    if not products and not unread and not passages:
        return None
    return RawPage(
        title=title,
        passages=tuple(passages),
        products=products,
        url=url,
        valid_from=about.live_since(tree, _told(sold, "dateModified"), zone),
        language=about.language(tree),
        unread=unread,
        origin=origin,
        also=also,
    )


def _passages(
    root: HtmlElement, title: str, items: list[Item], sold: list[Item]
) -> tuple[list[RawPassage], int, bool]:
    """All passages, how many words of them the page itself shows, and whether more was left."""
    walk = Walk()
    if title:
        walk.add(RawPassage("title", title))
    walk.through(root)
    told = walk.passages[1:] if title else walk.passages
    words = sum(len(passage.text.split()) for passage in told)
    shown = walk.everything()
    for asked, answer in questions_of(items):
        faq = f"{without_markup(asked)} {without_markup(answer)}"
        if plain(faq) not in shown:
            walk.add(RawPassage("faq", faq))
    for described in descriptions(sold):
        paragraph = without_markup(described)
        if plain(paragraph) not in shown:
            walk.add(RawPassage("paragraph", paragraph))
    for fact in read_facts(sold):
        walk.add(fact)
    return walk.passages, words, walk.is_full


def _products(sold: list[Item], tagged: RawProduct | None) -> tuple[RawProduct, ...]:
    products = read_products(sold)
    if not products:
        return (tagged,) if tagged and tagged.title else ()
    return (merged(products[0], tagged),) if len(products) == 1 else products


def _told(sold: list[Item], name: str) -> str:
    """What the one product of a page says; nothing where there are several."""
    return text_of(sold[0].get(name)) if len(sold) == 1 else ""


def _text(source: Source) -> str | None:
    """The page's text; where it is not UTF-8, the encoding that the page declares is believed."""
    with source.open() as stream:
        head = stream.head()
    declared = _DECLARED.search(head[:8192])
    with source.text() as lines:
        if declared and not lines.encoding.lower().startswith("utf"):
            lines.reconfigure(encoding=_known(declared[1].decode("ascii"), lines.encoding))
        text = lines.read(_LARGEST + 1)
    return text if len(text) <= _LARGEST else None


def _known(name: str, otherwise: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return otherwise
