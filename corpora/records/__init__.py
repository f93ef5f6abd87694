"""The frozen records that everything passes: contacts, pages, labels, needs, gaps, findings.

Records are plain data. They live here, not in the packages that make them, because the store
keeps them and everybody reads them. All ids are opaque strings with a typed prefix that people
can type (`c-…` contact, `p-…` product, `n-…` need, `g-…` gap, `f-…` finding); all times are UTC.
"""

from corpora.records.contacts import Channel, Contact, Direction, Event, Speaker, Turn
from corpora.records.demand import Demand, Outcome
from corpora.records.findings import Finding
from corpora.records.gaps import Gap, GapKind, GapStatus
from corpora.records.labels import Evidence, Label, LabelLevel
from corpora.records.needs import Looked, Need, NeedKind
from corpora.records.pages import Page, Passage, PassageKind, Product
from corpora.records.runs import Reject, Run
from corpora.records.stages import Driver, Stage

__all__ = [
    "Channel",
    "Contact",
    "Demand",
    "Direction",
    "Driver",
    "Event",
    "Evidence",
    "Finding",
    "Gap",
    "GapKind",
    "GapStatus",
    "Label",
    "LabelLevel",
    "Looked",
    "Need",
    "NeedKind",
    "Outcome",
    "Page",
    "Passage",
    "PassageKind",
    "Product",
    "Reject",
    "Run",
    "Speaker",
    "Stage",
    "Turn",
]
