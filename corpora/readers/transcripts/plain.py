"""Plain text with speakers, in the styles that people and machines write it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from corpora.readers.raw import RawTurn
from corpora.readers.transcripts.clock import LEADING_STAMP, STAMP, clock_seconds
from corpora.readers.transcripts.fields import Head, split_head
from corpora.readers.transcripts.labels import ROLE_OF_WORD, Label, read_label
from corpora.readers.transcripts.messengers import without_dates
from corpora.readers.transcripts.roles import GUESSED, Utterance, assign_roles, has_cues, take_turns
from corpora.readers.transcripts.stage_directions import (
    is_direction,
    is_end,
    is_title,
    without_directions,
)

_LABELLED = re.compile(
    r"[ \t>•\-]*(?:\*\*|__|\*)?(?P<label>[^\W_][^:：\n]{0,58}?)(?:\*\*|__|\*)?"
    rf"[ \t]*(?:[\[(](?P<start>{STAMP})[\])])?[ \t]*[:：](?:\*\*|__|\*)?(?P<text>(?!//).*)"
)
_CHAT_STYLE = re.compile(r"[ \t]*<(?P<label>[^<>\n]{1,40})>[ \t]+(?P<text>.*)")
_NAME_AND_TIME = re.compile(
    rf"(?P<label>[^\W\d_][^:\n]{{0,40}}?)[ \t]+[\[(]?(?P<start>{STAMP})[\])]?[ \t]*"
)
_BOLD_INSIDE = re.compile(r"[ \t]+(?=\*\*[^*\n]{1,50}(?::\*\*|\*\*[ \t]*:))")
_ROLE_INSIDE = re.compile(
    r"(?<=[.!?…\"”')\]*])[ \t]+(?=(?:"
    + "|".join(sorted(ROLE_OF_WORD, key=len, reverse=True))
    + r")\b(?:[ \t]*\([^()\n]{1,30}\)|[ \t]+[^\W\d_][\w'’-]{0,20})?[ \t]*:[ \t])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as plain text tells it: its head and its turns.

    `above` are the unlabelled lines between head and first utterance.
    """

    head: Head
    turns: tuple[RawTurn, ...]
    above: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body.

    Attributes:
        text: What is said, without the label.
        written: The whole line, for when the label turns out to be none.
        label: Who may be speaking.
        certain: The source itself says that `label` is a speaker.
        started_at: Seconds from the beginning.
        ended_at: Seconds from the beginning.
    """

    text: str
    written: str
    label: Label | None = None
    certain: bool = False
    started_at: float | None = None
    ended_at: float | None = None


def parse_transcript(text: str) -> tuple[RawTurn, ...] | None:
    """Read turns out of plain text with speakers.

    All styles that transcripts come in: `Agent:`, `**Customer:**` (even all on one line),
    `Ben (Agent):`, `Agent (Ben):`, `Customer Annemarie:`, bare names, `<Ben>`, with or without
    stamps (`[00:12]`, time lines). Directions, titles and end marks are left out; unlabelled
    lines belong to the turn above them.

    Returns:
        The turns in order, or None where the text has no speakers: then it is one customer turn,
        or no contact at all, which the caller has to know.
    """
    conversation = read_conversation(text)
    return conversation.turns if conversation else None


def read_conversation(text: str, *, alone: bool = False) -> Conversation | None:
    """Like `parse_transcript`, with the head lines; None where there are no speakers.

    `alone`: nobody would take the text for anything else, as where a file holds nothing more.
    Then two who take turns are enough, whatever they say; who is who is guessed and flagged.
    """
    if ":" not in text and "：" not in text and ">" not in text:
        return None
    lines, dated = without_dates(_break_up(text).splitlines())
    head, begin = split_head(lines)
    head = replace(head, pairs=head.pairs + dated) if dated else head
    return converse(_read_lines(lines[begin:]), head, alone=alone)


def converse(body: Sequence[Line], head: Head, *, alone: bool = False) -> Conversation | None:
    """Make a conversation of lines, whoever cut them; None where nobody speaks in them."""
    speakers = _speakers(body, head)
    if not speakers:
        return None
    utterances = _assemble(body, speakers)
    guessed = not any(line.certain for line in body) and not _plausible(utterances, head)
    if not utterances or (guessed and not (alone and take_turns(utterances))):
        return None
    roles = assign_roles(utterances, head.roles)
    turns = (
        RawTurn(role, said.text, said.started_at, said.ended_at)
        for role, said in zip(roles, utterances, strict=True)
    )
    above = takewhile(lambda line: not (line.label and line.label.key in speakers), body)
    written = tuple(line.written for line in above)
    return Conversation(head, tuple(turns), written, (GUESSED,) if guessed else ())


def _break_up(text: str) -> str:
    """Give every label a line of its own where exports have run the lines together."""
    if "**" in text:
        text = _BOLD_INSIDE.sub("\n", text)
    if text.count("\n") < 3:
        text = _ROLE_INSIDE.sub("\n", text)
    return text


def _read_lines(lines: Sequence[str]) -> list[Line]:
    """Classify lines; directions, titles and what follows an end mark are gone already."""
    body: list[Line] = []
    start = end = None
    over = False
    for raw in lines:
        line = raw.strip()
        if not line:
            continue
        stamp = LEADING_STAMP.match(line)
        if stamp:
            start = clock_seconds(stamp["start"])
            end = clock_seconds(stamp["end"]) if stamp["end"] else None
            line = line[stamp.end() :]
            if not line:
                continue
        read = read_line(line, start, end)
        if read.label is None or read.label.role is None:
            ended = is_end(line)
            over = over or ended
            if ended or is_title(line) or is_direction(line):
                continue
        over = over and read.label is None
        if not over:
            body.append(read)
            if read.label:
                start = end = None
    return body


def read_line(line: str, start: float | None, end: float | None) -> Line:
    """Tell label and words of a line apart; `start` and `end` where a stamp stood before it."""
    forms = (_LABELLED, _CHAT_STYLE)
    for form in (_NAME_AND_TIME, *forms) if len(line) < 80 else forms:
        match = form.fullmatch(line)
        label = read_label(match["label"]) if match else None
        if match and label:
            groups = match.groupdict()
            said = (groups.get("text") or "").strip()
            stamp = groups.get("start")
            leading = None if stamp else LEADING_STAMP.match(said)
            if leading and start is None:  # `Agent: 00:05 Good morning`
                stamp, said = leading["start"], said[leading.end() :]
            begin = clock_seconds(stamp) if stamp else start
            return Line(said, line, label, started_at=begin, ended_at=end)
    return Line(line, line, started_at=start, ended_at=end)


def _speakers(body: Sequence[Line], head: Head) -> set[str]:
    """Keys of the labels that speak; a colon alone (`Port: 80`) makes no speaker."""
    labels = [line.label for line in body if line.label]
    counts = Counter(label.key for label in labels)
    known = {name for label in labels if label.role and label.name for name in _forms(label.name)}
    known |= set(head.roles)
    speakers = {line.label.key for line in body if line.label and (line.certain or line.label.role)}
    roles = {label.role for label in labels if label.role}
    bare = [label.name for label in labels if label.role is None and label.name]
    spoken: str | None = None
    for name in dict.fromkeys(bare):
        if known & _forms(name) or name[-1].isdigit():
            speakers.add(name)
        elif counts[name] > 1 or len(labels) < 4:
            spoken = spoken if spoken is not None else " ".join(x.text for x in body).lower()
            both = {"agent", "customer"} <= roles
            if not both or re.search(rf"\b{re.escape(name.split()[0])}\b", spoken):
                speakers.add(name)
    return speakers


def _forms(name: str) -> set[str]:
    return {name, name.split(maxsplit=1)[0]}


def _assemble(body: Sequence[Line], speakers: set[str]) -> list[Utterance]:
    """Join lines to utterances; a cut-off label at the very end is nobody's word."""
    utterances: list[Utterance] = []
    written = {line.written.split(":")[0] for line in body if line.label}
    for index, line in enumerate(body):
        if line.label and line.label.key in speakers:
            said = without_directions(_unbold(line.text))
            utterances.append(Utterance(line.label, said, line.started_at, line.ended_at))
        elif utterances:
            last = index == len(body) - 1
            if last and any(w.startswith(line.text) for w in written if line.text):
                continue
            before = utterances[-1]
            said = f"{before.text} {without_directions(_unbold(line.written))}".strip()
            end = line.ended_at or before.ended_at
            utterances[-1] = Utterance(before.label, said, before.started_at, end)
    return [u for u in _from_zero(utterances) if u.text]


def _from_zero(utterances: list[Utterance]) -> list[Utterance]:
    """Make clock times (09:14:02) seconds from the beginning; offsets are that already."""
    first = next((u.started_at for u in utterances if u.started_at is not None), 0.0)
    if first < 3600:
        return utterances

    def since(moment: float | None) -> float | None:
        return None if moment is None or moment < first else round(moment - first, 3)

    return [Utterance(u.label, u.text, since(u.started_at), since(u.ended_at)) for u in utterances]


def _unbold(text: str) -> str:
    return text.strip().removeprefix("**").removesuffix("**") if text.count("**") % 2 else text


def _plausible(utterances: Sequence[Utterance], head: Head) -> bool:
    """Tell a conversation from a form (`Name: …`, `Order: …`) and a list of properties."""
    if not utterances or max(len(u.text.split()) for u in utterances) < 3:
        return False
    if len(utterances) == 1:  # `Support Request: …` is a heading
        return utterances[0].label == Label("customer", None)
    if any(u.label.role or u.label.name in head.roles for u in utterances):
        return True
    return len({u.label.key for u in utterances}) > 1 and any(has_cues(u.text) for u in utterances)
