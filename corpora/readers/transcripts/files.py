"""Files that hold conversations: what kind one is, and the contacts in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from corpora.readers.packed import HEAD_BYTES
from corpora.readers.raw import RawContact, ReadOptions
from corpora.readers.sources import Source, source_of
from corpora.readers.transcripts.captions import read_srt, read_webvtt
from corpora.readers.transcripts.contact_lens import name_and_moment, read_contact_lens
from corpora.readers.transcripts.fields import contact_fields
from corpora.readers.transcripts.plain import Conversation, read_conversation
from corpora.readers.transcripts.splitting import split_conversations
from corpora.readers.transcripts.vcon import read_vcon
from corpora.readers.transcripts.whisper import read_whisper
from corpora.records import Reject

TranscriptKind = Literal["plain", "webvtt", "srt", "contact-lens", "whisper", "vcon"]

READER_FAILED = "reader-failed"

_LONGEST = 64 << 20
_SRT = re.compile(r"\s*\d{1,9}[ \t]*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->")
_ID_LIKE = re.compile(r"(?=(?:.*\d){4})[\w.\-]{5,80}")
_HEAD_LINES = 10
_HEAD_CHARACTERS = 100
_TABLE = re.compile(r"[\t|;\"]|,\S|^,|,$|[.!?]$")
_REMEDY = "mark who speaks, as in `Agent: …` and `Customer: …`"
_NOTHING_SAID = "nobody says anything in it; export it with its transcript"

_CAPTIONS: dict[TranscriptKind, Callable[[str], Conversation | None]] = {
    "webvtt": read_webvtt,
    "srt": read_srt,
}
_OBJECTS: dict[TranscriptKind, Callable[[Mapping[str, object]], Conversation | None]] = {
    "contact-lens": read_contact_lens,
    "whisper": read_whisper,
    "vcon": read_vcon,
}
_SHAPES: tuple[tuple[TranscriptKind, re.Pattern[str]], ...] = (
    ("vcon", re.compile(r'"vcon"\s*:\s*"\d|"parties"\s*:\s*\[.*"dialog"\s*:\s*\[', re.DOTALL)),
    ("vcon", re.compile(r'"payload"\s*:\s*"eyJ.*"signatures"|"signatures".*"payload"\s*:\s*"eyJ')),
    ("contact-lens", re.compile(r'"ParticipantRole"|"ParticipantId"')),
    ("whisper", re.compile(r'"segments"\s*:\s*\[\s*\{[^{}]*"(?:start|seek|startTime)"\s*:')),
    ("whisper", re.compile(r'"transcription"\s*:\s*\[\s*\{\s*"timestamps"')),
    ("whisper", re.compile(r'\{\s*"text"\s*:\s*"(?:[^"\\]|\\.){60000,}$', re.DOTALL)),
)


def looks_like_transcript(head: str) -> TranscriptKind | None:
    """Tell by the beginning of a file whether it is a transcript, and of which kind."""
    start = head.lstrip("\ufeff \t\r\n")
    if re.match(r"WEBVTT(?:\s|$)", start):
        return "webvtt"
    if _SRT.match(start):
        return "srt"
    if start[:1] == "{":
        return next((kind for kind, shape in _SHAPES if shape.search(start)), None)
    if not start or start[:2] in ('["', "[{", "[["):
        return None
    return "plain" if _looks_plain(head[:20_000]) else None


def _looks_plain(head: str) -> bool:
    part = next(iter(split_conversations(head)), None)
    found = read_conversation(part.text, alone=True) if part else None
    if found is None or len(found.turns) < 2:
        return False
    return not found.above or (len(found.turns) > 2 and _a_head(found.above))


def _a_head(lines: Sequence[str]) -> bool:
    """Tell notes above a conversation from a letter that quotes one, and from a table's names."""
    return len(lines) <= _HEAD_LINES and all(
        len(line) <= _HEAD_CHARACTERS and not _TABLE.search(line) for line in lines
    )


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
    kind = looks_like_transcript(text[:HEAD_BYTES])
    if kind in _CAPTIONS:
        yield _one(_CAPTIONS[kind], text, source, 1, options)
    elif kind in _OBJECTS:
        read = _OBJECTS[kind]
        for row, record in _records(text):
            yield _one(lambda json_text: _object(read, json_text), record, source, row, options)
    else:
        yield from _plain(text, source, options)


def _records(text: str) -> list[tuple[int, str]]:
    """The objects of a file: one a line where every line is one, else the whole file."""
    lines = [(row, line) for row, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for _, line in lines):
        return lines
    return [(1, text)]


def _object(
    read: Callable[[Mapping[str, object]], Conversation | None], text: str
) -> Conversation | None:
    data = json.loads(text)
    return read(data) if isinstance(data, Mapping) else None


def _one(
    read: Callable[[str], Conversation | None],
    text: str,
    source: Source,
    row: int,
    options: ReadOptions,
) -> RawContact | Reject:
    try:
        conversation = read(text)
    except json.JSONDecodeError as error:
        line = row + error.lineno - 1
        return Reject(
            source.name, line, "broken-json", "the file is cut off or damaged; export it again"
        )
    except (ValueError, OverflowError, RecursionError):  # numbers, dates or depths without end
        return Reject(source.name, row, "broken-file", "not what it begins like; export it again")
    except Exception as error:  # noqa: BLE001 - our own defect costs one conversation, and is told
        fault = f"this reader failed on it ({type(error).__name__}); please report it as a fault"
        return Reject(source.name, row, READER_FAILED, fault)
    if conversation is None:
        return Reject(source.name, row, "no-text", _NOTHING_SAID)
    return _contact(conversation, text, source, row, options, alone=row == 1)


def _plain(text: str, source: Source, options: ReadOptions) -> Iterator[RawContact | Reject]:
    parts = split_conversations(text)
    for part in parts:
        conversation = read_conversation(part.text, alone=True)
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
    named = name_and_moment(Path(source.member or source.path.name).name)
    if named is not None:
        pairs = (*conversation.head.pairs, ("id", named[0]), ("date", named[1].isoformat()))
        conversation = replace(conversation, head=replace(conversation.head, pairs=pairs))
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
