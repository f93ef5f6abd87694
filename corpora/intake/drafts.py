"""A batch of contacts on its way to a worker process: columns, not records.

Lists of plain values cross to another process in a third of the time that records take, and
become columns of Arrow there at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import chain
from operator import attrgetter
from typing import Any

from corpora.ids import customer_key
from corpora.intake.catalogue import Catalogue
from corpora.intake.identity import Identified
from corpora.readers.raw import RawContact
from corpora.records import Contact

# What a contact takes from its raw record as it is, or has redacted later.
_TAKEN = tuple(field.name for field in fields(Contact) if field.name in RawContact._fields)


@dataclass(frozen=True, slots=True)
class Drafts:
    """Some contacts, not yet tidied and redacted.

    Attributes:
        contacts: A list for each field of a `Contact`, by its name. `source_id`, `department`,
            `outcome`, `product_refs` and `attributes` may hold personal data, and `language` may
            be None. Beside them, as `named`, those of `product_refs` that are sure to be products.
        turns: How many turns each contact has.
        speakers: Who says each turn, one contact's turns after the other's; so all that follows.
        texts: What is said, before tidying.
        started_at: Seconds from the contact's beginning, or None.
        ended_at: Seconds from the contact's beginning, or None.
        visible: False for internal notes.
        things: What each contact calls its products.
    """

    contacts: dict[str, list[Any]]
    turns: list[int]
    speakers: list[str]
    texts: list[str]
    started_at: list[float | None]
    ended_at: list[float | None]
    visible: list[bool]
    things: list[tuple[str, ...]]


class Drafting:
    """Makes drafts of contacts that are identified.

    Args:
        catalogue: Resolves product references.
        key: The workspace's key.
    """

    def __init__(self, catalogue: Catalogue, key: bytes) -> None:
        self._catalogue = catalogue
        self._key = key

    def __call__(self, batch: Sequence[Identified]) -> Drafts:
        """Return the columns of a batch, in its order."""
        raws, ids, digests, as_of, file_at = (list(column) for column in zip(*batch, strict=True))
        columns: dict[str, list[Any]] = {name: list(map(attrgetter(name), raws)) for name in _TAKEN}
        columns["id"] = ids
        columns["content_hash"] = digests
        columns["as_of"] = as_of
        columns["file_at"] = file_at
        columns["customer_key"] = [
            customer_key(raw.customer, self._key) if raw.customer else None for raw in raws
        ]
        columns["product_ids"] = [
            self._catalogue.resolve(raw.product_refs) if raw.product_refs else () for raw in raws
        ]
        columns["named"] = [raw.named for raw in raws]
        turns = list(chain.from_iterable([raw.turns for raw in raws]))
        said = [list(column) for column in zip(*turns, strict=True)] or [[], [], [], [], []]
        speakers, texts, started_at, ended_at, visible = said
        counts = [len(raw.turns) for raw in raws]
        things = [raw.product_refs for raw in raws]
        return Drafts(columns, counts, speakers, texts, started_at, ended_at, visible, things)
