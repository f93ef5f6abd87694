"""The product of a page that carries no data about it: told by what only a product's page has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpora.readers.html.linked_data import Item, types_of
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
    r"\b[A-Z]{1,5}[- ]?\d{1,5}[A-Z]{0,3}\b|\b\d+(?:[.,]\d+)?\s?(?:l|ml|cm|mm|kg|g|w|inch)\b"
)
_NO_PRODUCT = frozenset(("article", "newsarticle", "blogposting", "howto", "faqpage", "qapage"))
_SEVERAL = 4
"""A page that sells at more places than this is a list of products, not the page of one."""


@dataclass(frozen=True, slots=True)
class ShopSigns:
    """What a page shows of selling.

    Attributes:
        one: Whether it can be the page of one thing: one heading, few buttons for the basket.
        sold: Whether it has such a button, or a price with an item number.
        number: The item number; None where the page states none.
    """

    one: bool
    sold: bool
    number: str | None


def shop_signs(root: HtmlElement, items: Sequence[Item]) -> ShopSigns:
    """Look for what tells a product's page, before buttons are taken out of its content.

    Args:
        root: The content of the page.
        items: What its structured data tells of; articles and lists of questions are no products.
    """
    told = any(_NO_PRODUCT & types_of(item) for item in items)
    buys = sum(1 for each in root.iter("button", "a", "input") if _BUY.search(_label(each)))
    text = words_of(root)
    number = _NUMBER.search(text)
    return ShopSigns(
        one=not told and buys <= _SEVERAL and len(root.findall(".//h1")) <= 1,
        sold=bool(buys or (number and _PRICE.search(text))),
        number=number["number"] if number else None,
    )


def shop_product(signs: ShopSigns, title: str) -> RawProduct | None:
    """Return the product that a page without data about it is of; None: it is no product's page.

    A page is of one product where it sells it, or where its title names a model or a size.
    """
    if title and signs.one and (signs.sold or _MODEL.search(title)):
        return RawProduct(title=title, sku=signs.number)
    return None


def _label(element: HtmlElement) -> str:
    return clean(element.get("value", "") if element.tag == "input" else element.text_content())
