"""The customer process: steps in order, who is met at each, and how customers move between them.

A journey is plain, immutable data. It is discovered from evidence (`journeys.discover`), drawn
(`journeys.draw`), compared and changed; nothing in it knows how.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Mark = Literal["observed", "implied", "assumed"]
View = Literal["customer", "departments"]
LaneKind = Literal["customer", "ivr", "web", "channel", "department"]


@dataclass(frozen=True, slots=True)
class Lane:
    """Someone or something that acts in the process: the customer, a channel, a department.

    Attributes:
        id: As the events name it.
        name: What people call it.
        kind: What sort of actor it is.
        contacts: Distinct contacts that it took part in.
    """

    id: str
    name: str
    kind: LaneKind
    contacts: int = 0


@dataclass(frozen=True, slots=True)
class Touch:
    """How much of a step is handled in one lane.

    Attributes:
        lane: The lane's id.
        contacts: Distinct contacts that met this lane at this step.
    """

    lane: str
    contacts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the journey, with what it rests on.

    Attributes:
        stage_id: The stage that it is.
        name: What people call it.
        mark: `observed` in contacts; `implied`: customers seen at a later step must have passed
            it; `assumed`: only somebody's word for it.
        contacts: Distinct contacts at this step.
        customers: Distinct customers; contacts without a customer key count one each.
        visits: Times that somebody came to this step.
        starts: Customers whose known path begins here.
        ends: Customers whose known path ends here.
        repeats: Contacts of customers who had been at this step in an earlier contact.
        passed_unseen: Customers who must have passed this step, without a contact that shows it.
        failures: Contacts at this step that something gone wrong has caused; None: not computed.
        median_s: Median handle time of a visit in seconds; None: not known.
        departments: Who handles it, the busiest first.
        channels: Over which channels, the busiest first.
        evidence: Some of the contacts, by id.
        assigned: The department that somebody says performs it, seen there or not; "": nobody
            said.
    """

    stage_id: str
    name: str
    mark: Mark
    contacts: int = 0
    customers: int = 0
    visits: int = 0
    starts: int = 0
    ends: int = 0
    repeats: int = 0
    passed_unseen: int = 0
    failures: int | None = None
    median_s: float | None = None
    departments: tuple[Touch, ...] = ()
    channels: tuple[Touch, ...] = ()
    evidence: tuple[str, ...] = ()
    assigned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """Customers who go from one step directly to another, or come back to the same.

    Attributes:
        source: The stage that they leave.
        target: The stage that they come to; the same as `source`: they came back to it.
        mark: `observed`, or `implied` where nobody was seen on this way who must have taken it.
        count: How often it happened; for an implied one, how many customers must have done it.
        customers: How many customers it happened to.
        median_s: Median seconds from the one to the other; None: not known.
        evidence: Some of the contacts in which the target was reached, by id.
    """

    source: str
    target: str
    mark: Mark = "observed"
    count: int = 0
    customers: int = 0
    median_s: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handoff:
    """One lane follows another in the service of the same customer.

    Attributes:
        source: The lane that the customer leaves.
        target: The lane that comes next.
        count: How often it happened within one contact (a transfer).
        between_contacts: How often the next contact went to the other lane.
    """

    source: str
    target: str
    count: int
    between_contacts: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A whole path, and how many customers took exactly it.

    Attributes:
        stages: The steps in order.
        customers: How many customers.
    """

    stages: tuple[str, ...]
    customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A customer process.

    Attributes:
        name: A heading for the drawing.
        steps: The steps in order.
        transitions: Directly-follows relations, the most frequent first.
        departments: Who the customer meets: answering system, web, departments; busiest first.
        channels: Over which channels; busiest first.
        handoffs: From lane to lane; most frequent first.
        variants: The most frequent whole paths.
        contacts: Distinct contacts with at least one step.
        customers: Distinct customers with at least one step.
        visits: Steps visited by all of them.
        unsure: Contacts of which no step is known.
        first_at: When the first dated visit was, UTC.
        last_at: When the last one was, UTC.
        notes: What a reader must know to read the figures right, in sentences.
        left_out: What is not drawn, and why, in sentences.
        logged: The steps are activities of an event log, and a contact is a case of it.
    """

    name: str
    steps: tuple[Step, ...]
    transitions: tuple[Transition, ...] = ()
    departments: tuple[Lane, ...] = ()
    channels: tuple[Lane, ...] = ()
    handoffs: tuple[Handoff, ...] = ()
    variants: tuple[Variant, ...] = ()
    contacts: int = 0
    customers: int = 0
    visits: int = 0
    unsure: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = field(default=())
    logged: bool = False

    @property
    def unit(self) -> str:
        """What its contacts are called: `contact`, or `case`."""
        return "case" if self.logged else "contact"

    def step(self, stage_id: str) -> Step | None:
        """Return the step of this stage, or None."""
        return next((step for step in self.steps if step.stage_id == stage_id), None)

    def share(self, step: Step) -> float:
        """Return the share of the contacts that visit a step, 0 to 1; shares overlap."""
        return step.contacts / self.contacts if self.contacts else 0.0
