"""What would be replaced in files: read and redacted as by an ingest, and nothing stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from pathlib import Path

from corpora.intake.catalogue import Catalogue
from corpora.protocols import Progress
from corpora.readers.detect import read
from corpora.readers.raw import RawContact, RawPage, RawRecord, ReadOptions
from corpora.records import Reject
from corpora.redact import Redacted, RedactMode, Redactor, Span

_TOGETHER = 500  # contacts whose names are looked up at once
_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class Preview:
    """One contact without personal data.

    Attributes:
        origin: `file:row`.
        text: What is said; the turns of a conversation stand under each other. Offsets of spans
            count in the original turns, joined in the same way.
        columns: The other columns in which something would be replaced.
    """

    origin: str
    text: Redacted
    columns: dict[str, Redacted]


def previews(
    paths: Sequence[Path],
    mode: RedactMode,
    options: ReadOptions,
    *,
    region: str,
    rejected: Callable[[Reject], None],
    progress: Progress,
) -> Iterator[Preview]:
    """Yield every contact of the files as redaction would leave it.

    Turns are shown whole; an ingest cuts quoted mails and signatures before. Product numbers and
    brands of pages among the files are left alone, as they are there.

    Args:
        paths: Files and folders.
        mode: What to replace.
        options: What the user says about the files.
        region: Two letters; where phone numbers without a country code are at home.
        rejected: Told what can't be read.
        progress: Told how many contacts were read.

    Raises:
        SettingsError: The mapping fits none of the tables.
    """
    catalogue = Catalogue()
    contacts = _contacts(read(paths, options), catalogue, rejected)
    first = list(islice(contacts, 1))  # all pages are read by then, and their numbers known
    redactor = Redactor(mode, keep=catalogue.public_words, region=region)
    done = 0
    stream = chain(first, contacts)
    while batch := list(islice(stream, _TOGETHER)):
        texts = [(*(t.text for t in raw.turns), *raw.attributes.values()) for raw in batch]
        columns = [tuple(raw.attributes) for raw in batch]
        things = [raw.product_refs for raw in batch]
        for raw, redacted in zip(batch, redactor.contacts(texts, columns, things), strict=True):
            said = redacted[: len(raw.turns)]
            values = zip(raw.attributes, redacted[len(raw.turns) :], strict=True)
            yield Preview(
                raw.origin,
                _joined([turn.text for turn in raw.turns], said),
                {name: value for name, value in values if value.spans},
            )
        done += len(batch)
        progress(done, None, "reading")
    progress(done, done, "reading")


def _contacts(
    records: Iterable[RawRecord | Reject], catalogue: Catalogue, rejected: Callable[[Reject], None]
) -> Iterator[RawContact]:
    for record in records:
        if isinstance(record, RawContact):
            yield record
        elif isinstance(record, RawPage):
            catalogue.take(record)
        elif isinstance(record, Reject):
            rejected(record)


def _joined(originals: Sequence[str], turns: Sequence[Redacted]) -> Redacted:
    starts = accumulate((len(text) + len(_BETWEEN) for text in originals), initial=0)
    spans = tuple(
        Span(start + span.start, start + span.end, span.kind, span.placeholder)
        for start, turn in zip(starts, turns, strict=False)
        for span in turn.spans
    )
    return Redacted(_BETWEEN.join(turn.text for turn in turns), spans)
