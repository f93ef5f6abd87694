"""Pieces of speech as transcribers write them: who, when, what, under many names."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from math import isfinite

from corpora.readers.transcripts.clock import clock_seconds
from corpora.readers.transcripts.fields import Head
from corpora.readers.transcripts.labels import Label, read_label
from corpora.readers.transcripts.plain import Conversation, Line, converse
from corpora.readers.transcripts.unnamed import without_speakers

_TEXT = tuple("punctuated_word text transcript content body message utterance word value".split())
_SPEAKER = tuple(
    "speaker speaker_label speaker_id speakerId speaker_name participant channel party role "
    "from".split()
)
_START = ("start", "start_time", "startTime", "begin", "offset", "time")
_END = ("end", "end_time", "endTime", "stop")
_LISTS = tuple(
    "segments utterances monologues turns messages paragraphs entries transcription transcript "
    "words items".split()
)
_DEEPEST = 8


def find_segments(body: object) -> list[Mapping[str, object]]:
    """Find the list of pieces inside whatever a transcriber wrote; empty where there is none."""
    ahead: deque[tuple[object, int]] = deque([(body, 0)])
    while ahead:
        inner, depth = ahead.popleft()
        if isinstance(inner, Mapping):
            named = [inner[key] for key in _LISTS if key in inner]
            found = next((pieces for value in named if (pieces := _pieces(value))), None)
            if found:
                return found
            values: Iterable[object] = inner.values()
        elif isinstance(inner, list):
            if depth == 0 and (pieces := _pieces(inner)):
                return pieces
            values = inner[:100]
        else:
            continue
        if depth < _DEEPEST:
            ahead.extend((value, depth + 1) for value in values)
    return []


def lines_of(segments: Iterable[Mapping[str, object]], since: float = 0.0) -> list[Line]:
    """Turn pieces into lines; `since` is when they begin, in seconds of the conversation."""
    lines: list[Line] = []
    for segment in segments:
        text = well_formed(_words(segment))
        if text:
            label = label_of(_first(segment, _SPEAKER))
            start, end = _times(segment)
            start, end = (None if t is None else round(since + t, 3) for t in (start, end))
            lines.append(Line(text, text, label, label is not None, start, end))
    return lines


def conversation_of(lines: Sequence[Line], head: Head) -> Conversation | None:
    """Make a conversation of pieces: those of one voice that follow each other are one turn."""
    merged = [_joined(list(group)) for _, group in groupby(lines, key=lambda line: line.label)]
    return converse(merged, head) or without_speakers(lines, head)


def label_of(speaker: object) -> Label | None:
    """The label of whatever names a voice: a text, a number, an object with a name."""
    if isinstance(speaker, Mapping):
        speaker = next(
            (speaker[k] for k in ("role", "name", "label", "id") if speaker.get(k)), None
        )
    if isinstance(speaker, bool) or speaker is None:
        return None
    if isinstance(speaker, (int, float)):
        return Label(None, f"speaker {speaker:g}")
    name = well_formed(str(speaker))
    return (read_label(name) or Label(None, name.lower())) if name else None


def well_formed(text: str) -> str:
    """One line that can be stored: JSON may hold halves of characters."""
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(text.split())


def _pieces(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list):
        return []
    pieces = [piece for piece in value if isinstance(piece, Mapping)]
    return pieces if pieces and any(_words(piece) for piece in pieces[:20]) else []


def _words(segment: Mapping[str, object]) -> str:
    text = _first(segment, _TEXT)
    if isinstance(text, str):
        return text
    sentences = segment.get("sentences") or segment.get("words")
    if isinstance(sentences, list):
        parts = (_first(s, _TEXT) for s in sentences if isinstance(s, Mapping))
        return " ".join(part for part in parts if isinstance(part, str))
    return ""


def _first(segment: Mapping[str, object], names: Sequence[str]) -> object:
    return next((segment[name] for name in names if segment.get(name) not in (None, "")), None)


def _times(segment: Mapping[str, object]) -> tuple[float | None, float | None]:
    offsets = segment.get("offsets")
    if isinstance(offsets, Mapping):  # whisper.cpp: milliseconds
        start, end = seconds_of(offsets.get("from")), seconds_of(offsets.get("to"))
        return (None if start is None else start / 1000), (None if end is None else end / 1000)
    return seconds_of(_first(segment, _START)), seconds_of(_first(segment, _END))


def seconds_of(value: object) -> float | None:
    """Seconds of a number or a clock time (`00:01:02.5`); None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        number = float(value) if abs(value) < 1e12 else None
        return number if number is not None and isfinite(number) and number >= 0 else None
    return clock_seconds(value) if isinstance(value, str) else None


def _joined(lines: list[Line]) -> Line:
    said = " ".join(line.text for line in lines)
    return replace(lines[0], text=said, written=said, ended_at=lines[-1].ended_at)
