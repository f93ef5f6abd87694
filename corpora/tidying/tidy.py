"""One contact as it was read in, the same contact as people said it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from corpora.records import Channel, Direction, Speaker
from corpora.tidying.apart import by_columns, by_words
from corpora.tidying.automatic import automatic, hands_over, says_it_is_a_bot
from corpora.tidying.glance import NOTHING, Look, looks
from corpora.tidying.quotes import cut_quotes, may_quote
from corpora.tidying.signatures import cut_device, cut_signature

_PEOPLE = ("customer", "agent")


class Spoken(NamedTuple):
    """What is needed of a contact to tidy it; a tuple, because millions go to other processes.

    Attributes:
        texts: What was said, turn by turn.
        speakers: Who said it.
        channel: How; what was spoken on the phone has no signatures.
        direction: Who began.
        attributes: Other columns: tags and states tell spam, tests and merges.
        outcome: The state that the source gives.
        set_aside: Why the reader itself sets the contact apart.
    """

    texts: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    channel: Channel = "ticket"
    direction: Direction = "inbound"
    attributes: Mapping[str, str] = {}
    outcome: str | None = None
    set_aside: str | None = None


class Tidied(NamedTuple):
    """A contact as people said it.

    Attributes:
        texts: As many as came in; a text is never cut to nothing.
        speakers: As many; `bot` and `system` where a program speaks.
        set_aside: Why the contact is counted apart: `outbound`, `spam`, `test`, `merged`,
            `auto-reply`, `delivery-failure`, what the reader said, or None.
        flags: What was cut: `quote-cut`, `signature-cut`.
    """

    texts: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    set_aside: str | None = None
    flags: tuple[str, ...] = ()


def tidy(contacts: Sequence[Spoken]) -> list[Tidied]:
    """Cut quotes and signatures, name programs as speakers, and say what is counted apart."""
    return [
        Tidied(contact.texts, contact.speakers, _by_source(contact))
        if look is NOTHING
        else _tidy(contact, look)
        for contact, look in zip(
            contacts, looks([contact.texts for contact in contacts]), strict=True
        )
    ]


def _tidy(contact: Spoken, look: Look) -> Tidied:
    texts, speakers = contact.texts, contact.speakers
    set_aside = _by_source(contact)
    flags: tuple[str, ...] = ()
    on_phone = contact.channel == "call"  # where nobody signs, and programs say who they are
    if (look.lines or look.devices) and not on_phone:
        texts, flags = _cut_all(texts)
    if look.bots:
        speakers = _bots(texts, speakers)
    if look.programs and not on_phone:
        speakers, reason = _programs(texts, speakers)
        set_aside = set_aside or reason
    if look.apart and not on_phone and set_aside is None:
        set_aside = _by_words(texts, speakers)
    return Tidied(texts, speakers, set_aside, flags)


def _cut_all(texts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    flags: dict[str, None] = {}
    cut = tuple([_cut(text, flags) for text in texts])
    return (cut, tuple(flags)) if flags else (texts, ())


def _cut(text: str, flags: dict[str, None]) -> str:
    """Return a text without quotes and signatures; put down in `flags` what was cut."""
    if "\n" not in text:
        if (shorter := cut_device(text)) != text:
            flags["signature-cut"] = None
        return shorter
    lines = text.splitlines()
    unquoted = cut_quotes(lines) if may_quote(text) else lines
    if _written(unquoted) < _written(lines):
        flags["quote-cut"] = None
    unsigned = cut_signature(unquoted)
    if _written(unsigned) < _written(unquoted):
        flags["signature-cut"] = None
    elif len(unquoted) == len(lines):
        return text
    return "\n".join(unsigned).strip()


def _written(lines: Sequence[str]) -> int:
    return sum(1 for line in lines if line and not line.isspace())


def _bots(texts: tuple[str, ...], speakers: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """Name the agent a bot where it says so; what it says later too, if it then hands over."""
    first = next(
        (i for i, who in enumerate(speakers) if who == "agent" and says_it_is_a_bot(texts[i])),
        None,
    )
    if first is None:
        return speakers
    agents = [i for i in range(first, len(texts)) if speakers[i] == "agent"]
    last = next((i for i in agents if hands_over(texts[i])), first)
    bots = {i for i in agents if i <= last or says_it_is_a_bot(texts[i])}
    return tuple(["bot" if i in bots else who for i, who in enumerate(speakers)])


def _programs(
    texts: tuple[str, ...], speakers: tuple[Speaker, ...]
) -> tuple[tuple[Speaker, ...], str | None]:
    """Name the system as the speaker of automatic mails; a contact of nothing else is apart."""
    found = {
        i: kind
        for i, who in enumerate(speakers)
        if who in _PEOPLE and (kind := automatic(texts[i])) is not None
    }
    if not found:
        return speakers, None
    named = tuple(["system" if i in found else who for i, who in enumerate(speakers)])
    was_customer = [kind for i, kind in found.items() if speakers[i] == "customer"]
    alone = was_customer and "customer" not in named
    return named, was_customer[0] if alone else None


def _by_source(contact: Spoken) -> str | None:
    if contact.set_aside or contact.direction == "outbound":
        return contact.set_aside or "outbound"
    if contact.attributes or contact.outcome:
        return by_columns(contact.attributes, contact.outcome)
    return None


def _by_words(texts: tuple[str, ...], speakers: tuple[Speaker, ...]) -> str | None:
    """Judge a contact by what the customer says first."""
    return next(
        (by_words(text) for text, who in zip(texts, speakers, strict=True) if who == "customer"),
        None,
    )
