"""What could be improved in the customer process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpora.records.labels import Evidence

FindingKind = Literal["streamline", "failure_point", "agent_knowledge", "routing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to improve, with its size and the words that show it.

    Attributes:
        id: `f-…`, from kind and subject.
        kind: What sort of finding.
        subject: The stage, transition, department or gap concerned.
        reason: One sentence.
        size: How many contacts.
        low: Lower end of the 95 % interval of `size`.
        high: Upper end.
        evidence: Quotes.
    """

    id: str
    kind: FindingKind
    subject: str
    reason: str
    size: int
    low: float
    high: float
    evidence: tuple[Evidence, ...] = ()
