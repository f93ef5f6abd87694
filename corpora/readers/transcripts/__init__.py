"""Transcripts of calls and chats: plain text, captions, and what transcribers write."""

from corpora.readers.transcripts.files import TranscriptKind, looks_like_transcript, read_transcript
from corpora.readers.transcripts.plain import parse_transcript

__all__ = ["TranscriptKind", "looks_like_transcript", "parse_transcript", "read_transcript"]
