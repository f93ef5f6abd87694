"""What is kept of each contact with needs: these, their surroundings, the products named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from classifiers.engines.local import run
from classifiers.needs.finding import NeedFinder
from classifiers.needs.linking import ProductLinker
from classifiers.needs.mentions import Mention
from classifiers.text import content_stems, foreign, plain, sentences
from corpora.protocols import Progress
from corpora.records import Contact, Need, Turn

Told = tuple[Contact, Sequence[Turn]]
CHUNK = 2000
WINDOW = 120
"""Characters on each side of a need that tell its topic as well."""
SAID = 400
"""Characters on each side of a need that may say something of the page."""
REPLY = 300
"""Characters of the answer that tell the need's topic."""
REPLIES = 3
"""So many of the next answers may state it."""
STATED = 3
"""A sentence that states something has so many telling words."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a need: a question like "which is it?" has its topic there.

    Attributes:
        window: The need with the words next to it in its turn.
        said: A wider piece of the turn.
        reply: The beginning of what the next answers state; empty where there are none.
    """

    window: str
    said: str
    reply: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is kept of a contact with needs.

    Attributes:
        contact_id: The contact.
        customer_key: Whose it is, where that is known.
        known: Products that the source names.
        needs: Its needs, not linked yet.
        around: What stands around each need.
        mentions: Where its turns name products.
        at: When it was, UTC; None: nobody knows.
    """

    contact_id: str
    customer_key: str | None
    known: tuple[str, ...]
    needs: tuple[Need, ...]
    around: tuple[Around, ...]
    mentions: tuple[Mention, ...]
    at: datetime | None = None


def read_asked(
    contacts: Iterable[tuple[Contact, Sequence[Turn]]],
    finder: NeedFinder,
    linker: ProductLinker,
    counts: dict[str, int],
    *,
    progress: Progress | None = None,
    processes: int = 1,
) -> list[Asked]:
    """Return what is kept of the contacts, and let the linker learn from them.

    Contacts that are set aside or not English are counted and skipped. With several `processes`
    each takes some thousand contacts at a time.
    """
    read: list[Asked] = []
    for own, counted in run(_chunks(contacts), _of_chunk, (finder, linker), processes=processes):
        read += own
        for name, n in counted.items():
            counts[name] += n
        if progress is not None:
            progress(counts["contacts"], None, "contacts read for needs")
    linker.vocabulary.learn((each.mentions, each.known) for each in read)
    return read


def _chunks(contacts: Iterable[Told]) -> Iterator[list[Told]]:
    stream = iter(contacts)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def linked(asked: Asked, linker: ProductLinker) -> Iterator[Need]:
    """Yield the contact's needs with the products that they are about."""
    for need in asked.needs:
        place = (need.turn_index, need.start, need.end)
        link = linker.link_at(place, asked.mentions, asked.known)
        yield replace(need, product_ids=link.product_ids, link_probability=link.probability)


def _of_chunk(
    chunk: Sequence[Told], tools: tuple[NeedFinder, ProductLinker]
) -> tuple[list[Asked], dict[str, int]]:
    finder, linker = tools
    counts = {"contacts": len(chunk), "set_aside": 0, "foreign": 0, "with_needs": 0}
    kept: list[Told] = []
    for contact, turns in chunk:
        if contact.set_aside is not None:
            counts["set_aside"] += 1
        elif foreign(" ".join(t.text for t in turns[:6] if t.speaker == "customer")):
            counts["foreign"] += 1
        else:
            kept.append((contact, turns))
    found = finder.find_all(
        (contact.id, turns, bool(contact.product_ids)) for contact, turns in kept
    )
    read = [
        Asked(
            contact_id=contact.id,
            customer_key=contact.customer_key,
            known=contact.product_ids,
            needs=tuple(own),
            around=tuple(_around(need, turns) for need in own),
            mentions=tuple(_mentions(turns, linker)),
            at=contact.opened_at,
        )
        for (contact, turns), own in zip(kept, found, strict=True)
        if own
    ]
    counts["with_needs"] = len(read)
    return read, counts


def _mentions(turns: Sequence[Turn], linker: ProductLinker) -> Iterator[Mention]:
    for turn in turns:
        if turn.visible:
            yield from linker.vocabulary.find(
                turn.index, turn.text, by_customer=turn.speaker == "customer"
            )


def _around(need: Need, turns: Sequence[Turn]) -> Around:
    text = next(turn.text for turn in turns if turn.index == need.turn_index)
    replies = [
        turn.text
        for turn in turns
        if turn.index > need.turn_index and turn.speaker in ("agent", "community") and turn.visible
    ][:REPLIES]
    return Around(
        window=plain(text[max(0, need.start - WINDOW) : need.end + WINDOW]),
        said=text[max(0, need.start - SAID) : need.end + SAID],
        reply=plain(_stated(replies)[:REPLY]),
    )


def _stated(replies: Sequence[str]) -> str:
    """Return the sentences of answers that state something; without any, the first answer.

    Greetings, questions and "let me look" have the topic of no need, and often come first.
    """
    told = [
        reply[start:end]
        for reply in replies
        for start, end in sentences(reply)
        if not reply[start:end].endswith("?") and len(content_stems(reply[start:end])) >= STATED
    ]
    return " ".join(told) or next(iter(replies), "")
