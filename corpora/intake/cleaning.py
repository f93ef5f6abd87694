"""From drafts of contacts to what is stored of them: tidied, redacted, their language told.

A pure function of a batch, so that any process can do it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from typing import Any, NamedTuple

import pyarrow as pa

from corpora.intake.drafts import Drafts
from corpora.intake.particulars import Particulars
from corpora.language import detect_language
from corpora.records import Contact, Turn
from corpora.redact import Redactor
from corpora.store.arrow import arrow_schema, column_of
from corpora.tidying import Spoken, Tidied, tidy

_TELLING_TURNS = 3  # whose words tell the language


class Treatment(NamedTuple):
    """What is done to personal data.

    Attributes:
        redactor: Replaces it in what is said, and in attributes.
        particulars: Replaces it beside that.
    """

    redactor: Redactor
    particulars: Particulars


@dataclass(frozen=True, slots=True)
class Counts:
    """What a batch holds, counted: contacts by language, by reason to be apart, and so on.

    Attributes:
        languages: Contacts by language.
        set_aside: Contacts that count apart, by reason.
        flags: What readers and tidying noticed, by kind.
        replaced: Pieces of personal data that were replaced, by kind.
    """

    languages: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    replaced: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Clean:
    """A batch ready to be stored.

    Attributes:
        contacts: Columns of a `Contact`.
        turns: Columns of a `Turn`, contact by contact in the order of `contacts`.
        sizes: How many turns each contact has.
        counts: What it holds.
    """

    contacts: pa.Table
    turns: pa.Table
    sizes: list[int]
    counts: Counts


def cleaned(drafts: Drafts, treatment: Treatment) -> Clean:
    """Return a batch as it is stored."""
    columns = dict(drafts.contacts)
    spoken = list(_spoken(drafts))
    tidied = tidy(spoken)
    columns["language"] = [
        known or detect_language(" ".join(each.texts[:_TELLING_TURNS]))
        for known, each in zip(columns["language"], tidied, strict=True)
    ]
    columns["set_aside"] = [each.set_aside for each in tidied]
    columns["flags"] = [
        (*flags, *each.flags) for flags, each in zip(columns["flags"], tidied, strict=True)
    ]
    counts = Counts(
        Counter(columns["language"]),
        Counter([reason for reason in columns["set_aside"] if reason]),
        Counter(chain.from_iterable(columns["flags"])),
    )
    texts = list(chain.from_iterable([each.texts for each in tidied]))
    columns["lost"] = [()] * len(tidied)
    if treatment.redactor.mode != "off":
        texts = _redact(columns, drafts.things, tidied, treatment, counts.replaced)
    columns["product_refs"] = treatment.particulars.products(
        columns["product_refs"], columns.pop("named"), columns.pop("lost")
    )
    return Clean(_contacts(columns), _turns(drafts, tidied, texts), drafts.turns, counts)


def _spoken(drafts: Drafts) -> Iterator[Spoken]:
    columns = drafts.contacts
    texts, speakers = iter(drafts.texts), iter(drafts.speakers)
    for count, channel, direction, attributes, outcome, set_aside in zip(
        drafts.turns,
        columns["channel"],
        columns["direction"],
        columns["attributes"],
        columns["outcome"],
        columns["set_aside"],
        strict=True,
    ):
        said, who = tuple(islice(texts, count)), tuple(islice(speakers, count))
        yield Spoken(said, who, channel, direction, attributes, outcome, set_aside)  # type: ignore[arg-type]  # Literals, as lists lose them


def _redact(
    columns: dict[str, list[Any]],
    things: Sequence[Sequence[str]],
    tidied: Sequence[Tidied],
    treatment: Treatment,
    replaced: Counter[str],
) -> list[str]:
    """Replace personal data in `columns`; return the turns without it, and count the pieces."""
    attributes = columns["attributes"]
    redacted = treatment.redactor.contacts(
        [(*each.texts, *values.values()) for each, values in zip(tidied, attributes, strict=True)],
        [tuple(values) for values in attributes],
        things,
    )
    replaced.update(span.kind for texts in redacted for text in texts for span in text.spans)
    said: list[str] = []
    kept: list[dict[str, str]] = []
    for each, named, results in zip(tidied, attributes, redacted, strict=True):
        texts = [result.text for result in results]
        said += texts[: len(each.texts)]
        kept.append(dict(zip(named, texts[len(each.texts) :], strict=True)))
    columns["lost"] = [
        _lost(named, after).intersection(refs) if refs else ()
        for refs, named, after in zip(columns["product_refs"], attributes, kept, strict=True)
    ]
    particulars = treatment.particulars
    columns["attributes"] = list(map(particulars.attributes, kept))
    references = particulars.references(columns["source_id"])
    columns["source_id"] = [references.get(value, value) for value in columns["source_id"]]
    columns["origin"] = list(map(particulars.origin, columns["origin"]))
    for name in ("department", "outcome"):
        columns[name] = list(map(particulars.field, columns[name]))
    return said


def _lost(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Return the values in which something was replaced."""
    return {value for name, value in before.items() if after[name] != value}


def _contacts(columns: dict[str, list[Any]]) -> pa.Table:
    schema = arrow_schema(Contact)
    return pa.table([column_of(columns[each.name], each.type) for each in schema], schema=schema)


def _turns(drafts: Drafts, tidied: Sequence[Tidied], texts: list[str]) -> pa.Table:
    columns = [
        chain.from_iterable(map(repeat, drafts.contacts["id"], drafts.turns)),
        chain.from_iterable(map(range, drafts.turns)),
        chain.from_iterable([each.speakers for each in tidied]),
        texts,
        drafts.started_at,
        drafts.ended_at,
        drafts.visible,
    ]
    schema = arrow_schema(Turn)
    arrays = [
        pa.array(list(column), each.type) for column, each in zip(columns, schema, strict=True)
    ]
    return pa.table(arrays, schema=schema)
