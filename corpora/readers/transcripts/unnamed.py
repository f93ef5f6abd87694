"""Recordings whose voices nobody told apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from corpora.readers.raw import RawTurn
from corpora.readers.transcripts.fields import Head
from corpora.readers.transcripts.plain import Conversation, Line
from corpora.readers.transcripts.roles import GUESSED, guess_role
from corpora.readers.transcripts.stage_directions import without_directions


def without_speakers(lines: Sequence[Line], head: Head) -> Conversation | None:
    """Guess from the wording who speaks, piece by piece; None where there are no words."""
    said = [(line, without_directions(line.written)) for line in lines]
    spoken = [(guess_role(text), line, text) for line, text in said if text]
    turns = []
    for speaker, group in groupby(spoken, key=lambda piece: piece[0]):
        pieces = list(group)
        words = " ".join(text for _, _, text in pieces)
        turns.append(RawTurn(speaker, words, pieces[0][1].started_at, pieces[-1][1].ended_at))
    return Conversation(head, tuple(turns), flags=(GUESSED,)) if turns else None
