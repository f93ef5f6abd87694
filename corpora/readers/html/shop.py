"""The product of a page that carries no data about it: told by what only a product's page has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpora.readers.html.words import clean, words_of
from corpora.readers.raw import RawProduct

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BUY = re.compile(
    r"(?:add|put) (?:it )?(?:to|in(?:to)?) (?:your |my |the )?(?:basket|cart|bag|trolley)"
    r"|buy (?:it )?now"
    r"|in den (?:warenkorb|einkaufswagen)|ajouter au panier|añadir (?:al carrito|a la cesta)"
    r"|aggiungi al carrello|in winkelwagen|dodaj do koszyka",
    re.IGNORECASE,
)
_PRICE = re.compile(r"[£$€]\s?\d|\d\s?(?:£|€|EUR|GBP|USD)\b")
_NUMBER = re.compile(
    r"\b(?:item|article|product|part|model|order|sku|artikel)[ .-]*"
    r"(?:no|number|nr|code|ref)?\b\.?\s*[:#]?\s*"
    r"(?P<number>(?=[A-Z\d-]*\d)[A-Z\d][A-Z\d/-]{2,19})\b",
    re.IGNORECASE,
)
_MODEL = re.compile(
    r"\b[A-Z]{1,5}[- ]?\d{1,5}[A-Z]{0,3}\b|\b\d+(?:[.,]\d+)?\s?(?:l|ml|cm|mm|kg|g|w|inch|in)\b"
)
_SEVERAL = 4
"""A page that sells at more places than this is a list of products, not the page of one."""


def shop_product(root: HtmlElement, title: str) -> RawProduct | None:
    """Return the product that a page without data about it is of; None: it is no product's page.

    A page is of one product where it sells it (a button for the basket, once or for a few sizes),
    where it states a price and an item number, or where its title names a model or a size and its
    first-level heading is the only one.

    Args:
        root: The content of the page, its buttons still there.
        title: The page's heading.
    """
    if not title or len(root.findall(".//h1")) > 1:
        return None
    buys = sum(1 for each in root.iter("button", "a", "input") if _BUY.search(_label(each)))
    if buys > _SEVERAL:
        return None
    text = words_of(root)
    number = _NUMBER.search(text)
    if buys or (number and _PRICE.search(text)) or _MODEL.search(title):
        return RawProduct(title=title, sku=number["number"] if number else None)
    return None


def _label(element: HtmlElement) -> str:
    return clean(element.get("value", "") if element.tag == "input" else element.text_content())
