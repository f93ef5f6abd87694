"""What agents tell customers: against pages that are right, and against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answers import Data, Quoted
from corpora.store.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from classifiers.agents.faults import AgentFinding, Witness
    from corpora.records import Page
    from corpora.store.workspace import Connection

_SLICE = 5_000


class AgentFault(Data):
    """A passage of a page that agents contradict.

    `wrong` are the words that tell of a wrong answer, one a contact: agents' own, and customers'
    who report one; `right` are agents' who say the same as the page. `contacts` and
    `contacts_right` count all of them. Without `product_ids` it is a page that all share.
    """

    page: str
    url: str | None
    product_ids: tuple[str, ...]
    passage: str
    contacts: int
    contacts_right: int
    wrong: tuple[Quoted, ...]
    right: tuple[Quoted, ...]


def read_agent_faults(
    db: Connection, scope: Scope = EVERYTHING, quotes: int = 4
) -> tuple[AgentFault, ...]:
    """Return where agents contradict pages, in the contacts of a scope, most contacts first.

    A finding needs two contacts, and in one of them somebody who says so: a customer who holds
    what they were told against the page, or an agent who takes back what another one told.
    """
    from classifiers.agents.faults import find_agent_faults
    from classifiers.agents.told import Conversation
    from corpora.store import contacts, pages
    from corpora.store.runs import latest_needs

    live = pages.live_pages(db)
    linked: dict[str, list[str]] = defaultdict(list)
    for need in latest_needs(db) if live else ():
        linked[need.contact_id] += need.product_ids[:1]
    talks = []
    for ids in contacts.contact_slices(db, _SLICE, scope) if live else ():
        turns = dict(contacts.turns_by_contact(contacts.get_turns(db, ids)))
        for contact in contacts.get_contacts(db, ids):
            products = dict.fromkeys((*contact.product_ids, *linked[contact.id]))
            talks.append(Conversation(contact.id, tuple(products), turns.get(contact.id, ())))
    by_id = {page.id: page for page in live}
    found = find_agent_faults(talks, live, pages.live_passages(db))
    return tuple(_fault(each, by_id[each.passage.page_id], quotes) for each in found)


def _fault(finding: AgentFinding, page: Page, quotes: int) -> AgentFault:
    return AgentFault(
        page=page.title,
        url=page.url,
        product_ids=finding.product_ids,
        passage=finding.passage.text,
        contacts=finding.contacts,
        contacts_right=finding.contacts_right,
        wrong=_quoted(finding.wrong[:quotes]),
        right=_quoted(finding.right[:quotes]),
    )


def _quoted(witnesses: Sequence[Witness]) -> tuple[Quoted, ...]:
    return tuple(Quoted.of(each.evidence) for each in witnesses)
