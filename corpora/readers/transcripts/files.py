"""Files that hold conversations: what kind one is, and the contacts in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from corpora.readers.raw import RawContact, ReadOptions
from corpora.readers.sources import Source, source_of
from corpora.readers.transcripts.captions import read_srt, read_webvtt
from corpora.readers.transcripts.fields import contact_fields
from corpora.readers.transcripts.plain import Conversation, read_conversation
from corpora.readers.transcripts.splitting import split_conversations
from corpora.records import Reject

TranscriptKind = Literal["plain", "webvtt", "srt"]

_LONGEST = 64 << 20
_SRT = re.compile(r"\s*\d{1,9}[ \t]*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->")
_ID_LIKE = re.compile(r"(?=(?:.*\d){4})[\w.\-]{5,80}")
_REMEDY = "mark who speaks, as in `Agent: …` and `Customer: …`"

_READERS: dict[TranscriptKind, Callable[[str], Conversation | None]] = {
    "webvtt": read_webvtt,
    "srt": read_srt,
}


def looks_like_transcript(head: str) -> TranscriptKind | None:
    """Tell by the beginning of a file whether it is a transcript, and of which kind."""
    start = head.lstrip("\ufeff \t\r\n")
    if re.match(r"WEBVTT(?:\s|$)", start):
        return "webvtt"
    if _SRT.match(start):
        return "srt"
    if not start or start[0] == "{" or start[:2] == '["':
        return None
    part = next(iter(split_conversations(head[:20_000])), None)
    found = read_conversation(part.text) if part else None
    if found and found.opens_with_speaker and len(found.turns) > 1:
        return "plain"
    return None


def read_transcript(source: Source | Path, options: ReadOptions) -> Iterator[RawContact | Reject]:
    """Read the conversations of one file.

    Raises:
        SourceError: The file can't be opened or unpacked.
    """
    if isinstance(source, Path):
        source = source_of(source)
    with source.text() as stream:
        text = stream.read(_LONGEST + 1)
    if len(text) > _LONGEST:
        yield Reject(source.name, None, "too-large", "split it into one file a conversation")
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    kind = looks_like_transcript(text)
    if kind in _READERS:
        yield _one(_READERS[kind], text, source, options)
    else:
        yield from _plain(text, source, options)


def _one(
    read: Callable[[str], Conversation | None], text: str, source: Source, options: ReadOptions
) -> RawContact | Reject:
    try:
        conversation = read(text)
    except Exception as error:  # noqa: BLE001 - whatever a parser trips over costs one file
        return Reject(source.name, None, "broken-file", f"can't be read: {type(error).__name__}")
    if conversation is None:
        return Reject(source.name, None, "no-text", "it holds no words")
    return _contact(conversation, text, source, 1, options)


def _plain(text: str, source: Source, options: ReadOptions) -> Iterator[RawContact | Reject]:
    parts = split_conversations(text)
    for part in parts:
        conversation = read_conversation(part.text)
        if conversation is None:
            yield Reject(source.name, part.row, "no-speakers", _REMEDY)
            continue
        if part.pairs:
            pairs = part.pairs + conversation.head.pairs
            conversation = replace(conversation, head=replace(conversation.head, pairs=pairs))
        yield _contact(conversation, part.text, source, part.row, options, alone=len(parts) == 1)


def _contact(
    conversation: Conversation,
    raw: str,
    source: Source,
    row: int,
    options: ReadOptions,
    *,
    alone: bool = True,
) -> RawContact:
    fields = contact_fields(conversation.head, options)
    fields["source_id"] = fields["source_id"] or (_id_of(source) if alone else None)
    fields["flags"] += conversation.flags
    if fields["handle_s"] is None and conversation.turns[-1].ended_at:
        fields["handle_s"] = conversation.turns[-1].ended_at
        fields["flags"] += ("handle-from-duration",)
    return RawContact(
        source=options.source or "transcripts",
        raw=raw,
        turns=conversation.turns,
        origin=f"{source.name}:{row}",
        **fields,
    )


def _id_of(source: Source) -> str | None:
    """The file's own name where that looks like an id: `call_20260803_0914`, a UUID."""
    name = Path(source.member or source.path.name).name
    stem = name.split(".", maxsplit=1)[0]
    return stem if _ID_LIKE.fullmatch(stem) else None
