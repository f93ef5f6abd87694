"""Products and their facts, from schema.org items and Open Graph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpora.readers.html.linked_data import Item, listed, text_of, types_of
from corpora.readers.html.words import clean
from corpora.readers.raw import RawPassage, RawProduct

_GTINS = ("gtin", "gtin13", "gtin14", "gtin12", "gtin8", "isbn", "ean", "upc")
_FACTS = {
    "color": "Color", "colour": "Color", "material": "Material", "size": "Size",
    "pattern": "Pattern", "weight": "Weight", "width": "Width", "height": "Height",
    "depth": "Depth", "model": "Model", "countryOfOrigin": "Country of origin",
    "releaseDate": "Release date", "itemCondition": "Condition", "audience": "Audience",
    "productionDate": "Production date", "hasEnergyConsumptionDetails": "Energy",
}  # fmt: skip
_OFFER_FACTS = {
    "availability": "Availability", "itemCondition": "Condition", "warranty": "Warranty",
    "availabilityStarts": "Available from", "deliveryLeadTime": "Delivery time",
}  # fmt: skip
_UNITS = {
    "KGM": "kg", "GRM": "g", "LBR": "lb", "ONZ": "oz", "CMT": "cm", "MMT": "mm", "MTR": "m",
    "INH": "in", "FOT": "ft", "LTR": "l", "MLT": "ml", "WTT": "W", "VLT": "V", "HUR": "h",
    "DAY": "days", "ANN": "years", "MON": "months", "CEL": "°C", "HTZ": "Hz",
}  # fmt: skip
_SCHEMA_VALUE = re.compile(r"https?://schema\.org/(\w+)")
_MOST_PRODUCTS = 500
_OPEN_GRAPH_ID = ("product:retailer_item_id", "product:retailer_part_no", "product:sku")


def read_products(items: Sequence[Item]) -> tuple[RawProduct, ...]:
    """Turn product items into products, each once; variants of a group share its name as family."""
    products: dict[tuple[str | None, ...], RawProduct] = {}
    for item in items[:_MOST_PRODUCTS]:
        product = _product(item)
        if product is None:
            continue
        for inner in listed(item.get("hasVariant")):
            variant = _product(inner) if isinstance(inner, Mapping) else None
            if variant:
                variant = replace(variant, family=variant.family or product.title)
                products[_key(variant)] = variant
        products.setdefault(_key(product), product)
    return tuple(products.values())


def read_facts(items: Sequence[Item]) -> Iterator[RawPassage]:
    """The facts that items tell: description, properties, offers.

    Where a page has several products, each fact begins with its product's name.
    """
    several = len(items) > 1
    for item in items[:_MOST_PRODUCTS]:
        name = clean(text_of(item.get("name")))
        before = f"{name}: " if several and name else ""
        for label, value in _facts(item):
            yield RawPassage("spec", f"{before}{label}: {value}")


def descriptions(items: Sequence[Item]) -> Iterator[str]:
    """The descriptions of items, with whatever HTML is in them."""
    for item in items[:_MOST_PRODUCTS]:
        described = text_of(item.get("description"))
        if described:
            yield described


def open_graph_product(meta: Mapping[str, str], title: str) -> RawProduct | None:
    """The product that Open Graph tags tell of; None where the page is no product's."""
    kind = meta.get("og:type", "")
    if "product" not in kind and not any(key.startswith("product:") for key in meta):
        return None
    reference = next((meta[key] for key in _OPEN_GRAPH_ID if meta.get(key)), None)
    return RawProduct(
        title=title or meta.get("og:title", ""),
        ref=reference,
        sku=meta.get("product:sku"),
        gtin=next(
            (meta[k] for k in ("product:gtin", "product:ean", "product:upc") if k in meta), None
        ),
        mpn=meta.get("product:mfr_part_no"),
        brand=meta.get("product:brand") or meta.get("og:brand"),
    )


def merged(product: RawProduct, other: RawProduct | None) -> RawProduct:
    """Fill what `product` leaves open from what `other` tells of the same thing."""
    if other is None:
        return product
    return replace(
        product,
        ref=product.ref or other.ref,
        sku=product.sku or other.sku,
        gtin=product.gtin or other.gtin,
        mpn=product.mpn or other.mpn,
        brand=product.brand or other.brand,
    )


def _product(item: Item) -> RawProduct | None:
    title = clean(text_of(item.get("name")))
    if not title:
        return None
    group = item.get("isVariantOf")
    family = clean(text_of(group.get("name"))) if isinstance(group, Mapping) else ""
    others = listed(item.get("alternateName"))
    return RawProduct(
        title=title,
        ref=_said(item, "productID", "productGroupID", "identifier"),
        sku=_said(item, "sku") or _offer_sku(item),
        gtin=_said(item, *_GTINS),
        mpn=_said(item, "mpn"),
        brand=_said(item, "brand", "manufacturer"),
        family=family or None,
        aliases=tuple(dict.fromkeys(a for x in others if (a := clean(text_of(x))) and a != title)),
    )


def _said(item: Item, *names: str) -> str | None:
    return next((text for name in names if (text := clean(text_of(item.get(name))))), None)


def _offer_sku(item: Item) -> str | None:
    offers = [o for o in listed(item.get("offers")) if isinstance(o, Mapping)]
    return _said(offers[0], "sku") if len(offers) == 1 else None


def _key(product: RawProduct) -> tuple[str | None, ...]:
    return (product.title, product.sku or product.gtin or product.ref)


def _facts(item: Item) -> Iterator[tuple[str, str]]:
    for name, label in _FACTS.items():
        value = _measure(item.get(name))
        if value:
            yield label, value
    for wanted in listed(item.get("additionalProperty")):
        if isinstance(wanted, Mapping):
            label, value = clean(text_of(wanted.get("name"))), _measure(wanted)
            if label and value:
                yield label, value
    offers = [o for o in listed(item.get("offers")) if isinstance(o, Mapping)]
    if len(offers) == 1:
        yield from _offer(offers[0])


def _offer(offer: Item) -> Iterator[tuple[str, str]]:
    currency = text_of(offer.get("priceCurrency"))
    price = text_of(offer.get("price"))
    low, high = text_of(offer.get("lowPrice")), text_of(offer.get("highPrice"))
    if "aggregateoffer" in types_of(offer) and low and high and low != high:
        price = f"{low} to {high}"
    if price or low:
        yield "Price", f"{price or low} {currency}".strip()
    for name, label in _OFFER_FACTS.items():
        value = _measure(offer.get(name))
        if value:
            yield label, value


def _measure(value: object) -> str:
    """A value with its unit: `3 kg`, `20 to 30 cm`, `In stock`; several are joined by commas."""
    several = listed(value)
    if len(several) > 1:
        return ", ".join(dict.fromkeys(m for x in several[:20] if (m := _measure(x))))
    one = several[0] if several else None
    if not isinstance(one, Mapping):
        return _readable(text_of(one))
    least, most = text_of(one.get("minValue")), text_of(one.get("maxValue"))
    said = text_of(one.get("value")) or (f"{least} to {most}" if least and most else least or most)
    code = text_of(one.get("unitText")) or text_of(one.get("unitCode"))
    if said:
        return _readable(f"{said} {_UNITS.get(code, code)}".strip())
    return "" if "propertyvalue" in types_of(one) else _readable(text_of(one.get("name")))


def _readable(text: str) -> str:
    """`https://schema.org/InStock` as `In stock`; other links are no facts."""
    value = _SCHEMA_VALUE.fullmatch(text)
    if value:
        words = re.sub(r"Condition$", "", value[1])
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words).capitalize()
    return "" if text.startswith(("http://", "https://")) else clean(text)
