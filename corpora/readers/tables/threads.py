"""Reads the messages of a thread: a list of comments, parts or turns inside one record.

Ticket systems give a ticket its comments as a list of objects, each with a text, and some sign
of who wrote it and whether customers can see it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpora.readers.raw import RawTurn
from corpora.readers.tables.cells import said
from corpora.readers.tables.table import Cell
from corpora.records import Speaker

_TEXT = ("plain_body", "body_text", "body", "text", "message", "content", "comment", "utterance")
_ROLE = (
    "role",
    "speaker",
    "author_type",
    "sender_type",
    "type",
    "sender",
    "from",
    "author",
    "user",
)
_WRITER = ("author_id", "user_id", "from_id", "sender_id", "author", "user", "from", "sender")
_BEGIN = ("start", "start_s", "started_at", "begin", "offset", "start_time")
_END = ("end", "end_s", "ended_at", "stop", "end_time")
_SPEAKERS: tuple[tuple[Speaker, frozenset[str]], ...] = (
    ("customer", frozenset(("customer", "end-user", "enduser", "user", "client", "caller", "lead",
                            "contact", "visitor", "requester", "consumer", "guest", "shopper"))),
    ("agent", frozenset(("agent", "admin", "assistant", "operator", "representative", "rep",
                         "support", "staff", "advisor", "teammate", "employee"))),
    ("bot", frozenset(("bot", "chatbot", "virtual assistant", "robot"))),
    ("ivr", frozenset(("ivr",))),
    ("system", frozenset(("system", "automation", "trigger"))),
)  # fmt: skip
_SPEAKER_OF: dict[str, Speaker] = {word: who for who, words in _SPEAKERS for word in words}


def speaker_of(text: str) -> Speaker | None:
    """Return who a cell of speakers means (`Customer`, `end-user`, `AGENT 2`), or None."""
    plain = text.strip().lower()
    return _SPEAKER_OF.get(plain) or _SPEAKER_OF.get(plain.rstrip(" 0123456789_:"))


def is_thread(cell: Cell) -> bool:
    """Tell whether a cell is a list of messages."""
    messages = (
        [item for item in cell if isinstance(item, Mapping)] if not isinstance(cell, str) else []
    )
    return any(_first(message, _TEXT) for message in messages)


def thread_turns(cell: Cell, requester: str | None) -> list[RawTurn]:
    """Return the turns of a thread.

    Args:
        cell: The list of messages.
        requester: The customer's identifier in the record; who has it in a message is the
            customer, everybody else an agent.
    """
    if isinstance(cell, str):
        return []
    messages = [item for item in cell if isinstance(item, Mapping)]
    turns: list[RawTurn] = []
    opener: object = None
    for message in messages:
        text = said(_first(message, _TEXT))
        if not text:
            continue
        writer = _first(message, _WRITER)
        opener = opener or requester or writer
        turns.append(
            RawTurn(
                _who(message) or ("customer" if not turns or writer == opener else "agent"),
                text,
                _seconds(message, _BEGIN),
                _seconds(message, _END),
                visible=not _hidden(message),
            )
        )
    return turns


def _first(message: Mapping[object, object], keys: Sequence[str]) -> str:
    for key in keys:
        value = message.get(key)
        if isinstance(value, Mapping):
            value = value.get("id") or value.get("emailAddress") or value.get("email")
        if isinstance(value, str) and value:
            return value
    return ""


def _who(message: Mapping[object, object]) -> Speaker | None:
    if (incoming := message.get("incoming")) is not None:
        return "customer" if _true(incoming) else "agent"
    for key in _ROLE:
        value = message.get(key)
        if isinstance(value, Mapping):
            value = value.get("type") or value.get("role")
        if isinstance(value, str) and (who := speaker_of(value)):
            return who
    return None


def _hidden(message: Mapping[object, object]) -> bool:
    """Tell internal notes, which customers never see."""
    public = message.get("public", message.get("is_public", True))
    private = message.get("private", message.get("internal", False))
    note = "note" in str(message.get("part_type", "")).lower()
    return not _true(public) or _true(private) or note


def _true(value: object) -> bool:
    return value is True or str(value).strip().lower() in ("true", "1", "yes")


def _seconds(message: Mapping[object, object], keys: Sequence[str]) -> float | None:
    try:
        return float(_first(message, keys))
    except ValueError:
        return None
