"""What to improve in the customer process, as a report shows it."""

from __future__ import annotations

from assistant.actions.improving import FindingData, FindingsParams, find_all, finding_data
from assistant.answers import Data
from assistant.reports.tickets import Ticket, tickets_of
from assistant.session import Session

_SHOWN = 8
_QUOTES = 2


class Process(Data):
    """The findings that a report shows, most to gain first.

    `found` counts those that are not shown too; `tickets` tells of every contact that is quoted.
    """

    found: int
    findings: tuple[FindingData, ...]
    tickets: dict[str, Ticket]


def read_process(session: Session) -> Process:
    """Return what to improve in the process of all contacts."""
    found, _, _ = find_all(session, FindingsParams())
    shown = tuple(finding_data(each, quotes=_QUOTES) for each in found[:_SHOWN])
    quoted = (quote.contact_id for each in shown for quote in each.evidence)
    with session.workspace.reading() as db:
        tickets = tickets_of(db, quoted, session.workspace.settings)
    return Process(found=len(found), findings=shown, tickets=tickets)
