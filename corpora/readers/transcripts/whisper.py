"""What Whisper, WhisperX, whisper.cpp and their kin write as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpora.readers.transcripts.fields import Head
from corpora.readers.transcripts.plain import Conversation
from corpora.readers.transcripts.segments import (
    conversation_of,
    find_segments,
    lines_of,
    seconds_of,
)

_LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it"}


def read_whisper(data: Mapping[str, object]) -> Conversation | None:
    """Read `segments` (or `transcription`), told apart by `speaker` where WhisperX put it there.

    Plain Whisper tells nobody apart: who speaks is guessed then, and the contact flagged.
    """
    result = data.get("result")
    spoken = data.get("language") or (
        result.get("language") if isinstance(result, Mapping) else None
    )
    pairs = []
    if isinstance(spoken, str):
        code = _LANGUAGES.get(spoken.lower(), spoken.lower())
        pairs.append(("language", code if re.fullmatch(r"[a-z]{2}", code) else ""))
    duration = seconds_of(data.get("duration"))
    if duration:
        pairs.append(("duration", f"{duration:.1f}"))
    return conversation_of(lines_of(find_segments(data)), Head(tuple(pairs)))
