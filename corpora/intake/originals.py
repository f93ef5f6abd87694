"""Shows a contact again as it stands in its file, before anything was cut from it.

Only the file holds the raw words; the workspace knows where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora.errors import SourceError
from corpora.ids import content_hash, mint
from corpora.intake.file_names import files_called
from corpora.readers.detect import read
from corpora.readers.raw import RawContact, ReadOptions
from corpora.records import Contact


@dataclass(frozen=True, slots=True)
class Original:
    """A contact as its file has it.

    Attributes:
        record: The raw contact; nothing in it is redacted.
        same: False where the file holds another state of the contact than the workspace.
    """

    record: RawContact
    same: bool


def find_original(
    contact: Contact, options: ReadOptions, *, beside: Path, region: str = "GB"
) -> Original:
    """Read the file that a contact came from again, and return the contact's record.

    Args:
        contact: The stored contact.
        options: What the user said about the file when it was read.
        beside: A folder where the file is looked for too, if its name is relative, and in the
            folders around it.
        region: Two letters; where phone numbers in names of files are at home.

    Raises:
        SourceError: The file is not there any more, can't be read, or no longer has the contact.
    """
    name = contact.origin.rpartition(":")[0]
    paths = list(dict.fromkeys(_candidates(name, beside, region)))
    if not paths:
        raise SourceError(
            "the file is no longer there",
            where=name,
            remedy="bring it back, or start in the folder where it was read",
        )
    other: RawContact | None = None
    for record in read(paths, options):
        if not isinstance(record, RawContact) or not _is_of(record, contact):
            continue
        if content_hash(record.raw) == contact.content_hash:
            return Original(record, same=True)
        if record.source_id is not None and record.source == contact.source:
            other = record
    if other is None:
        raise SourceError(
            "the file no longer has this contact",
            where=name,
            remedy="it was changed after it was read; look for the earlier file",
        )
    return Original(other, same=False)


def _is_of(record: RawContact, contact: Contact) -> bool:
    """Tell whether a record can be the contact; an id that is personal data was stored hashed."""
    if record.source_id is None or record.source_id == contact.source_id:
        return record.source_id == contact.source_id
    return mint("c", record.source, record.source_id) == contact.id


def _candidates(name: str, beside: Path, region: str) -> Iterator[Path]:
    """Yield the existing files that `a.csv`, `a.zip!b.csv` or `a.xlsx#sheet` can stand for."""
    for plain in (name, name.partition("!")[0], name.rpartition("#")[0]):
        found = (
            [
                list(files_called(str(folder / plain), region))
                # Whoever read it stood in the workspace's folder, or in one around it.
                for folder in (Path(), beside, *beside.absolute().parents)
            ]
            if plain
            else []
        )
        yield from next(filter(None, found), [])
