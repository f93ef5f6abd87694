"""What the further columns of a feed say about a product, as customers would read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from corpora.readers.raw import RawPassage
from corpora.readers.tables.cells import items_of, said, specs_of
from corpora.readers.tables.names import plain
from corpora.readers.tables.profile import Profile
from corpora.readers.tables.table import Cell

NOTHING = frozenset(
    ("", "n/a", "na", "none", "null", "nan", "-", "[]", "{}", "default title", "default")
)
"""What stands in cells that hold nothing, in lower case."""

# Columns that steer a shop's software; customers never see them.
_INTERNAL = re.compile(
    r"""
    handle | published.* | status | tags? | seo_.* | gift_card | position | template_suffix
    | image_.* | images? | img.* | thumbnail.* | .*_(?:url|link|image|images) | url | link
    | (?:option\d|option\d_\w+) | variant_.* | cost_per_item | included_.* | inventory.*
    | google.* | .*_product_metafields_(?:mm_google|reviews)_.* | compare_at_price.*
    | fulfillment.* | charge_tax | tax_code | requires_shipping | continue_selling.* | vendor_id
    | created_at | updated_at | crawl_timestamp | scraped_at | uniq_id | .*_id | id
    | is_.*_product | .*rating.* | unit_price_.* | weight_unit.*
    """,
    re.VERBOSE,
)
_METAFIELD = re.compile(r"\s*\(product\.metafields\..*\)$")
_PATH = re.compile(r"\s*(?:>>|>|\|)\s*")
_MANY_VALUES = 20
_DETAIL_PARTS = 3  # section, name and value


def is_fact(name: str, seen: Profile) -> bool:
    """Tell whether a column that no role took tells customers something."""
    return seen.filled > 0 and seen.urls < 0.5 and not _INTERNAL.fullmatch(plain(name))


def fact_name(name: str) -> str:
    """Return a column's name as a person would write it."""
    name = _METAFIELD.sub("", name)
    return " ".join(name.replace("_", " ").split())


def options_of(names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the columns of option names and values of a shop's variants (`Option1 Name`)."""
    where = {plain(name): column for column, name in enumerate(names)}
    return [
        (where[f"option{n}_name"], where[f"option{n}_value"])
        for n in range(1, 6)
        if f"option{n}_name" in where and f"option{n}_value" in where
    ]


def values_of(cell: Cell) -> list[str]:
    """Return what a cell says, without what says nothing."""
    return [text for item in items_of(cell) if (text := said(item)).lower() not in NOTHING]


def add(facts: dict[str, list[str]], name: str, value: str) -> None:
    """Add a value to a fact, once."""
    values = facts.setdefault(name, [])
    if value not in values and len(values) < _MANY_VALUES:
        values.append(value)


def specs(facts: Mapping[str, list[str]]) -> list[RawPassage]:
    """Return the facts as `name: value` passages; prices that differ as a range."""
    return [
        RawPassage("spec", f"{name}: {_joined(name, values)}") for name, values in facts.items()
    ]


def details_of(cell: Cell) -> list[RawPassage]:
    """Return the details of a merchant feed, `section:name:value,…` where they are text."""
    parts = [] if isinstance(cell, list) else [each.split(":") for each in cell.split(",")]
    if not parts or any(len(each) != _DETAIL_PARTS for each in parts):
        return specs_of(cell)
    return [RawPassage("spec", f"{name.strip()}: {value.strip()}") for _, name, value in parts]


def _joined(name: str, values: list[str]) -> str:
    if "price" in name.lower() and len(values) > 1:
        try:
            values = sorted(values, key=float)
        except ValueError:
            return ", ".join(values)
        return f"{values[0]} to {values[-1]}"
    return ", ".join(values)


def family_of(text: str | None) -> str | None:
    """Return the range of a category path: `["Home >> Sofas >> Sofa X"]` gives `Sofas`."""
    if not text:
        return None
    if text.startswith('["'):
        try:
            text = str(json.loads(text)[0])
        except (ValueError, IndexError):
            return None
    steps = [step for step in _PATH.split(text) if step]
    return steps[-2] if len(steps) > 2 and ">>" in text else steps[-1] if steps else None


def once(passages: Iterable[RawPassage]) -> tuple[RawPassage, ...]:
    """Leave out empty passages, and those that say the same again."""
    seen: set[str] = set()
    result = []
    for passage in passages:
        if passage.text and passage.text not in seen:
            seen.add(passage.text)
            result.append(passage)
    return tuple(result)
