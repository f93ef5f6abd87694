"""What the user says about the files to read, and how a run remembers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import cast, get_args

from corpora.readers.raw import ReadOptions
from corpora.records import Channel
from corpora.redact import RedactMode

_MAP = "map "


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """What the user says about the files and how to treat them.

    Attributes:
        redact: How much personal data is replaced.
        mapping: Column of each role.
        source: Name of the system that the contacts come from.
        channel: Channel of every contact.
        workers: Worker processes for redaction.
        store_every: From how many waiting records on they are stored. Batches of 20,000 took the
            store 1.7 s of processor for one export, one of 43,072 took 0.9 s.
        store_after_s: From how many seconds on they are stored however few they are, so that
            whoever kills a slow ingest loses no more than that.
    """

    redact: RedactMode = "full"
    mapping: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None
    channel: Channel | None = None
    workers: int = 2
    store_every: int = 40_000
    store_after_s: float = 10.0

    def parameters(self) -> dict[str, str]:
        """Return what a run keeps of it, so that its files can be read again in the same way."""
        given = {"redact": self.redact, "source": self.source, "channel": self.channel}
        mapped = {_MAP + role: column for role, column in self.mapping.items()}
        return {name: value for name, value in (given | mapped).items() if value is not None}

    def treatment(self, region: str, zone: str) -> str:
        """Return what tells two ways apart to make a contact of one raw record.

        Args:
            region: Where phone numbers without a country code are at home.
            zone: The timezone in which naive times are taken.
        """
        told = self.parameters().items()
        return " ".join((region, zone, *(f"{name}={value}" for name, value in sorted(told))))


def read_options(parameters: Mapping[str, str], zone: tzinfo) -> ReadOptions:
    """Return how a run read its files, from what `IngestOptions.parameters` kept of it."""
    channel = parameters.get("channel")
    return ReadOptions(
        timezone=zone,
        mapping={
            name.removeprefix(_MAP): column
            for name, column in parameters.items()
            if name.startswith(_MAP)
        },
        source=parameters.get("source"),
        channel=cast("Channel", channel) if channel in get_args(Channel) else None,
    )
