"""What a report says about itself: how sure it is, what it left out, what it could not compute.

Every line about something that was not computed says why, and how to give what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.actions.overview import OverviewData
from assistant.answers import Data
from assistant.counting.volumes import Volumes
from assistant.wording import count, share, tally
from corpora.settings import SETTINGS_FILE, Settings


class Caveats(Data):
    """How sure, what was set aside, what was not computed and why; in sentences."""

    sure: tuple[str, ...]
    set_aside: tuple[str, ...]
    not_computed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the caveats are told from.

    Attributes:
        overview: What the workspace holds.
        counts: What the run that looked for gaps counted; empty: it has not run.
        settings: The company's settings.
        volumes: Orders; None: no file is named.
        timed: Contacts with a handle time.
        gaps: How many open gaps there are.
        left: What is known of how many customers they leave without an answer, in sentences.
        accuracy: What an audit says of the stages, as a sentence.
        gap_accuracy: What one says of the gaps.
        age: What a reader must know about the age of the gaps, in sentences.
    """

    overview: OverviewData
    counts: Mapping[str, int]
    settings: Settings
    volumes: Volumes | None
    timed: int
    gaps: int
    accuracy: str
    gap_accuracy: str
    left: str = ""
    age: tuple[str, ...] = ()


def caveats(grounds: Grounds) -> Caveats:
    """Return what has to be said about a report's figures."""
    return Caveats(
        sure=tuple(_sure(grounds)),
        set_aside=tuple(_set_aside(grounds)),
        not_computed=tuple(_not_computed(grounds)),
    )


def _sure(grounds: Grounds) -> list[str]:
    o, counts = grounds.overview, grounds.counts
    told = list(grounds.age)
    if o.contacts == 1:
        told.append("One contact is an anecdote: nothing here can be generalised from it.")
    if o.stages and o.unsure == o.contacts:
        whole = count(o.contacts, "contact is", "contacts are")
        told.append(
            f"{'All ' if o.contacts > 1 else ''}{whole} unsure ({tally(o.unsure_reasons)}): no "
            "stage can be shown. Say where some belong: "
            "`frontstage ask relabel contact=… stage=…`."
        )
    elif o.unsure:
        told.append(
            f"{count(o.unsure, 'contact')} of {o.contacts:,} ({share(o.unsure, o.contacts)}) could "
            f"not be placed in the journey and were not guessed: {tally(o.unsure_reasons)}."
        )
    if o.stages:
        told.append(_with_remedy(grounds.accuracy, "frontstage sample -o grades.xlsx"))
    if grounds.gaps:
        told.append(
            "A range such as “9–14” is where the true number of customers lies with 95 % "
            "probability, given how often the program misreads a question or a page."
        )
        told.append(
            _with_remedy(grounds.gap_accuracy, "frontstage sample --of gaps -o gap-grades.xlsx")
        )
    if counts.get("judged"):
        told.append(
            f"{count(counts['judged'], 'question')} about product facts "
            f"{'was' if counts['judged'] == 1 else 'were'} held against the pages. "
            f"{grounds.left}".rstrip()
        )
    return told


def _with_remedy(accuracy: str, drawing: str) -> str:
    if not accuracy.endswith("not audited."):
        return accuracy
    file = drawing.rpartition(" ")[2]
    return (
        f"{accuracy} How often they are right is not known: `{drawing}` draws some by chance, and "
        f"`frontstage grade {file}` counts what you make of them."
    )


def _set_aside(grounds: Grounds) -> list[str]:
    o, counts = grounds.overview, grounds.counts
    told = []
    if o.set_aside:
        told.append(f"Contacts not counted: {tally(o.set_aside)}.")
    if o.dated and o.dated < o.contacts:
        told.append(
            f"{count(o.contacts - o.dated, 'contact')} without a date: counted, but not in trends "
            "and rates."
        )
    if counts.get("foreign"):
        told.append(
            f"{count(counts['foreign'], 'contact')} in languages other than English: not searched "
            "for questions."
        )
    others = {
        name: counts[key]
        for key, name in (("order", "orders"), ("fault", "faults"), ("opinion", "opinions"))
        if counts.get(key)
    }
    if others:
        told.append(f"What no product page could answer: questions about {tally(others)}.")
    if counts.get("no_product") and o.pages:
        told.append(f"{count(counts['no_product'], 'question')} about a product that nobody named.")
    return told


def _not_computed(grounds: Grounds) -> list[str]:
    o = grounds.overview
    if not o.contacts:
        return ["Everything: no contacts yet; `frontstage analyze FILES` reads some."]
    told = []
    if not o.pages:
        told.append(
            "What pages leave open: not computed: no product pages; "
            "`frontstage analyze PAGES` with saved HTML pages or a product feed reads them."
        )
    elif not grounds.counts:
        told.append("What pages leave open: not computed yet; `frontstage gaps` looks for it.")
    if not o.stages:
        told.append("The journey: not computed yet; `frontstage classify` labels the contacts.")
    if not o.dated:
        told.append(
            "Period, trends and rates: not computed: no date column; name it with "
            "`frontstage ingest FILE --map opened=COLUMN`."
        )
    if not o.with_customer:
        told.append(
            "Customers: not computed: no customer column, so each contact counts as one customer; "
            "name it with `frontstage ingest FILE --map customer=COLUMN`."
        )
    if grounds.gaps and not (o.with_customer and o.dated):
        column = "customer" if not o.with_customer else "date"
        told.append(
            "Who makes contact again or returns after a question: not computed, because there is "
            f"no {column} column."
        )
    return [*told, *_money(grounds), *_orders(grounds), *_links(grounds)]


def _money(grounds: Grounds) -> list[str]:
    costs = grounds.settings.costs
    if costs.per_handle_hour is None and not costs.per_contact:
        return [
            f"Costs: not computed: no cost rates; put [costs] into {SETTINGS_FILE}, with "
            "per_handle_hour or per_contact by channel."
        ]
    missing = grounds.overview.contacts - grounds.timed
    fixed = sum(grounds.overview.channels.get(channel, 0) for channel in costs.per_contact)
    if costs.per_handle_hour is not None and missing > fixed:
        return [
            f"Costs of contacts without a handle time ({missing - fixed:,} or more): not computed; "
            "import a handle time column, or give "
            f"their channels a fixed rate under [costs.per_contact] in {SETTINGS_FILE}."
        ]
    return []


def _orders(grounds: Grounds) -> list[str]:
    if grounds.volumes is None:
        return [
            "Contacts per 1,000 orders: not computed: no volumes file; put "
            f'volumes = "volumes.csv" (columns week, sku or `all`, orders) into {SETTINGS_FILE}.'
        ]
    return list(grounds.volumes.problems)


def _links(grounds: Grounds) -> list[str]:
    if grounds.settings.link_template:
        return []
    return [
        "Links to tickets: not made; put "
        f'link_template = "https://…/{{source_id}}" into {SETTINGS_FILE}.'
    ]
