"""Captions: WebVTT with voices, and SRT."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from corpora.readers.transcripts.fields import Head, head_of_notes
from corpora.readers.transcripts.labels import Label, read_label
from corpora.readers.transcripts.plain import Conversation, Line, converse, read_line
from corpora.readers.transcripts.unnamed import without_speakers

if TYPE_CHECKING:
    from webvtt import WebVTT
    from webvtt.models import Caption

_VOICE = re.compile(r"<v(?:\.[\w.]+)*[ \t]+([^>\n]+)>")
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,40}\}")
_IN_BRACKETS = re.compile(r"^[-–]?[ \t]*\[([^\[\]:]{1,40})\][ \t]*:?[ \t]+(?=\S)")


def read_webvtt(text: str) -> Conversation | None:
    """Read WebVTT (https://www.w3.org/TR/webvtt1/); None where it holds no cue with words.

    Voices are `<v Name>`, or labels before the words; NOTE blocks may hold the head.

    Raises:
        ValueError: It is damaged.
    """
    captions = _parsed(text, "vtt")
    notes = [*captions.header_comments, *(note for c in captions.captions for note in c.comments)]
    head = head_of_notes("\n".join((captions.header_text, *notes)).splitlines())
    return _conversation(captions.captions, head)


def read_srt(text: str) -> Conversation | None:
    """Read SubRip captions; None where they hold no cue with words.

    Raises:
        ValueError: They are damaged.
    """
    return _conversation(_parsed(text, "srt").captions, Head())


def _parsed(text: str, form: str) -> WebVTT:
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        return webvtt.from_buffer(io.StringIO(text), format=form)
    except (MalformedCaptionError, MalformedFileError) as error:
        raise ValueError(f"damaged captions ({type(error).__name__})") from error


def _conversation(captions: Iterable[Caption], head: Head) -> Conversation | None:
    lines = [line for cue in captions for line in _lines(cue)]
    found = converse(_merged(lines), head)
    return found or without_speakers(lines, head)


def _lines(cue: Caption) -> Iterator[Line]:
    start = cue.start_time.in_milliseconds() / 1000
    end = cue.end_time.in_milliseconds() / 1000
    pieces = _VOICE.split(cue.raw_text)
    for position, piece in enumerate(pieces):
        if position % 2:
            continue
        said = " ".join(html.unescape(_TAG.sub("", piece)).split())
        if not said:
            continue
        voice = html.unescape(pieces[position - 1]).strip() if position else None
        if voice:
            label = read_label(voice) or Label(None, voice.lower())
            yield Line(said, said, label, certain=True, started_at=start, ended_at=end)
        else:
            said = _IN_BRACKETS.sub(r"\1: ", said)
            yield read_line(said.removeprefix("- "), start, end)


def _merged(lines: list[Line]) -> list[Line]:
    """Join cues of one voice that follow each other: cues are cut for the screen, not by turns."""
    merged: list[Line] = []
    for label, group in groupby(lines, key=lambda line: line.label):
        cues = list(group)
        if label is None or not cues[0].certain:
            merged.extend(cues)
            continue
        said = " ".join(cue.text for cue in cues)
        merged.append(replace(cues[0], text=said, written=said, ended_at=cues[-1].ended_at))
    return merged
