"""What the company tells its customers: products, pages, passages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ProductOrigin = Literal["page", "contacts"]
PassageKind = Literal["title", "bullet", "paragraph", "spec", "faq", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """Something that the company sells.

    Attributes:
        id: `p-…`, from sku, gtin, url or title, whichever comes first; of one that only contacts
            name, from what they call it.
        title: Its name as the page gives it.
        sku: The shop's own number.
        gtin: Global trade item number.
        mpn: The maker's part number.
        brand: The maker.
        family: The range that it belongs to.
        aliases: Other names that customers use.
        origin: Who tells of it: a page or feed, or nobody but contacts, in a field of theirs.
    """

    id: str
    title: str
    sku: str | None = None
    gtin: str | None = None
    mpn: str | None = None
    brand: str | None = None
    family: str | None = None
    aliases: tuple[str, ...] = ()
    origin: ProductOrigin = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One version of one page.

    Attributes:
        id: Stable over versions: from url, or from product and source.
        version: Hash of its passages; a new text is a new version.
        product_ids: The products that it describes; shared pages (delivery, sizes) have many.
        title: Its heading.
        url: Where customers find it.
        valid_from: Since when this version is live, UTC; None: always.
        language: ISO 639-1 code, or "und".
        unread: Why parts may be unread (`script`, `tabs`, `images`, `pdf`); empty: read whole.
        origin: File and row that it was read from.
        also: Other titles that it bears, such as that of the browser's window.
        by_title: Whether its products are those that contacts call by one of its titles, since
            the page itself does not say what it is of.
    """

    id: str
    version: str
    product_ids: tuple[str, ...]
    title: str
    url: str | None = None
    valid_from: datetime | None = None
    language: str = "und"
    unread: tuple[str, ...] = ()
    origin: str = ""
    also: tuple[str, ...] = ()
    by_title: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a page that can answer a question.

    Attributes:
        id: Hash of page id, kind and text, so that unchanged passages survive a new version.
        page_id: The page.
        version: The page's version.
        index: Position on the page, from 0.
        kind: What sort of piece it is.
        text: Its text.
    """

    id: str
    page_id: str
    version: str
    index: int
    kind: PassageKind
    text: str
