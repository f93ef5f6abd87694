"""Tells from when a contact's state is, so that of two states the newer one can count.

In this order: what the source says of the record; the latest moment that its file tells of; when
the file was written. Moments in the future say nothing and are passed over.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from corpora.readers.raw import FileFacts, RawContact

_SLACK = timedelta(days=1)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Freshness:
    """Remembers what is known of the files of one run.

    Args:
        now: The time of the run, UTC.
    """

    def __init__(self, now: datetime) -> None:
        self._latest = now + _SLACK
        self._facts: dict[str, FileFacts] = {}
        self._written: dict[str, datetime] = {}

    def learn(self, facts: FileFacts) -> None:
        """Take note of what a reader tells of a table."""
        self._facts[facts.file] = facts

    def of(self, raw: RawContact) -> tuple[datetime, datetime]:
        """Return from when the state of a contact is, and when its file was written; UTC."""
        file = raw.origin.rpartition(":")[0]
        written = self._written.get(file)
        if written is None:
            written = self._written[file] = min(written_at(file), self._latest)
        moment = raw.as_of
        if (facts := self._facts.get(file)) is not None and moment is None:
            if facts.read is not None and (text := raw.attributes.get(facts.updated or "")):
                moment, _ = facts.read(text)
            else:
                moment = facts.latest
        if moment is None or moment > self._latest:
            moment = written
        return moment, written


def written_at(file: str) -> datetime:
    """Return when a file was last written, by its name as readers give it (`a.zip!b`, `a#sheet`).

    1970 where nobody can tell, so that anything else is newer.
    """
    for name in (file, file.partition("!")[0], file.rpartition("#")[0]):
        try:
            return datetime.fromtimestamp(Path(name).stat().st_mtime, UTC)
        except (OSError, ValueError, OverflowError):
            continue
    return _LONG_AGO
