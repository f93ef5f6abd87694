"""Calls as files: WebVTT, Amazon Connect Contact Lens JSON, and plain text with speakers."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import numpy as np

from tools.sample_company.written import Company, Contact, Turn

Format = Literal["vtt", "json", "txt"]

# People say 2.2 to 2.8 words a second on the telephone.
_WORDS_A_SECOND = (2.2, 2.8)
_HOLD = re.compile(
    r"\b(hold on|on hold|bear with|hang on|one (moment|second|sec)|two (minutes|ticks)"
    r"|let me (look|see|check|ask|fetch|find|get|ring)|i'll (just )?(check|ask|fetch|look|ring)"
    r"|seconds of silence|stay (on the line|there)|put you (through|across))\b",
    re.IGNORECASE,
)
_GLAD = re.compile(
    r"\b(lovely|thank|thanks|cheers|brilliant|great|perfect|marvel\w*|glad|pleasure)\b",
    re.IGNORECASE,
)
_CROSS = re.compile(
    r"\b(not good enough|ridiculous|useless|bloody|hell|furious|annoy\w*|fed up|disappoint\w*"
    r"|wrong|broken|joke|angry|rubbish|third time|second time)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Timing:
    """When the turns of a call begin and end, in seconds from its start; whole seconds else."""

    spans: tuple[tuple[float, float], ...]
    talk_s: int
    handle_s: int
    wait_s: int
    held_s: int


def timing(company: Company, contact: Contact) -> Timing:
    """Return times that follow from the words said, with holds, queue and the work after it.

    The handle time is talk, holds and after-call work; it varies about what bible.md names as
    typical for the department, longer where more was said and for every transfer.
    """
    rng = company.rng(contact.slot, 1)
    words = np.array([len(turn.text.split()) for turn in contact.turns])
    pace = rng.uniform(*_WORDS_A_SECOND, len(words))
    spoken = words / pace + 0.4
    gaps = rng.uniform(0.2, 1.6, len(words))
    holds = np.array([float(_holds(turn)) for turn in contact.turns])
    holds *= rng.uniform(12, 45, len(words))
    typical = company.department(contact.department).call_minutes * 60
    target = typical * (words.sum() / 250) ** 0.6 * rng.lognormal(0, 0.18)
    target += 75 * len(contact.transfers)
    after_s = int(rng.integers(25, 110))
    spare = target - after_s - float((spoken + gaps + holds).sum())
    if spare > 0:
        # Silences fall where the agent looks something up; a call without any has thin pauses.
        weight = np.where(holds > 0, 6.0, 0.4)
        weight[-1] = 0
        holds += spare * 0.8 * weight / weight.sum()
    starts = np.concatenate([[0.6], 0.6 + np.cumsum(spoken + gaps + holds)[:-1]])
    spans = tuple(
        (round(float(a), 3), round(float(b), 3))
        for a, b in zip(starts, starts + spoken, strict=True)
    )
    talk_s = int(spans[-1][1] + 1)
    wait = rng.lognormal(4.0, 0.8) * (1.4 if contact.at.weekday() == 0 else 1.0)
    wait *= 1.5 if contact.plan["menu_option"] == "2" else 1.0
    return Timing(spans, talk_s, talk_s + after_s, int(min(wait, 900)), int(holds.sum()))


def call_format(company: Company, contact: Contact) -> Format:
    """Return the format of a call: three in five WebVTT, one in seven JSON, else plain text."""
    share = float(company.rng(contact.slot, 2).random())
    return "vtt" if share < 0.6 else "json" if share < 0.75 else "txt"


def known_product(company: Company, contact: Contact) -> str | None:
    """Return the SKU where the system knew it, which it did in two of three contacts."""
    return contact.product if company.rng(contact.slot, 3).random() < 2 / 3 else None


def as_vtt(company: Company, contact: Contact) -> str:
    """Return a call as WebVTT with a voice a cue and a note of facts at the top."""
    when = timing(company, contact)
    facts = {
        "Contact": contact.number,
        "Customer": contact.customer,
        "Date": f"{contact.at:%Y-%m-%d %H:%M}",
        "Department": contact.department,
        "Handle time": _clock(when.handle_s)[:8],
        "Product": known_product(company, contact),
        "Transfers": str(len(contact.transfers)),
        "Wait": _clock(when.wait_s)[:8],
    }
    note = "\n".join(f"{key}: {value}" for key, value in facts.items() if value is not None)
    cues = [
        f"{_clock(start)} --> {_clock(end)}\n<v {voice(turn)}>{html.escape(text, quote=False)}</v>"
        for turn, span in zip(contact.turns, when.spans, strict=True)
        for text, start, end in _cues(turn, span, [need["quote"] for need in contact.needs])
    ]
    return "\n\n".join(["WEBVTT", f"NOTE\n{note}", *cues]) + "\n"


def as_text(company: Company, contact: Contact) -> str:
    """Return a call as plain text: header lines, a blank line, a line a turn."""
    handle_s = timing(company, contact).handle_s
    head = [
        f"Contact: {contact.number}",
        f"Customer: {contact.customer}",
        f"Date: {contact.at:%Y-%m-%d %H:%M}",
        f"Department: {contact.department}",
        f"Handle time: {handle_s // 60} min {handle_s % 60} s",
    ]
    said = [f"{_plain_label(turn)}: {turn.text}" for turn in contact.turns]
    return "\n".join([*head, "", *said]) + "\n"


def as_contact_lens(company: Company, contact: Contact, zone: ZoneInfo) -> str:
    """Return a call as Contact Lens writes it after the call, with its contact record.

    The shape is that of the published examples of Amazon Connect (version 1.1.0).
    """
    when = timing(company, contact)
    rng = company.rng(contact.slot, 4)
    roles = list(dict.fromkeys(_role(turn) for turn in contact.turns))
    analysis = {
        "Version": "1.1.0",
        "AccountId": "000000000000",
        "Channel": "VOICE",
        "ContentMetadata": {"Output": "Raw"},
        "JobStatus": "COMPLETED",
        "LanguageCode": "en-GB",
        "CustomerMetadata": {"ContactId": contact.number, "InstanceId": company.key},
        "ContactMetadata": _contact_record(contact, when, contact.at.replace(tzinfo=zone)),
        "Participants": [{"ParticipantId": role, "ParticipantRole": role} for role in roles],
        "Categories": {"MatchedCategories": [], "MatchedDetails": {}},
        "ConversationCharacteristics": _characteristics(contact.turns, when),
        "CustomModels": [],
        "Transcript": [
            {
                "BeginOffsetMillis": int(start * 1000),
                "Content": turn.text,
                "EndOffsetMillis": int(end * 1000),
                "Id": rng.bytes(8).hex(),
                "ParticipantId": _role(turn),
                "Sentiment": _mood(turn),
            }
            for turn, (start, end) in zip(contact.turns, when.spans, strict=True)
        ],
    }
    return json.dumps(analysis, ensure_ascii=False) + "\n"


def voice(turn: Turn) -> str:
    """Return the speaker's label: `Priya (Agent)`, `Customer`, `Bot`, `IVR`."""
    if turn.speaker == "agent":
        return f"{turn.name} (Agent)"
    return "IVR" if turn.speaker == "ivr" else turn.speaker.capitalize()


def _plain_label(turn: Turn) -> str:
    return f"Agent ({turn.name})" if turn.speaker == "agent" else voice(turn)


def _cues(
    turn: Turn, span: tuple[float, float], quotes: Iterable[str]
) -> list[tuple[str, float, float]]:
    """Cut a long turn at sentence ends, as captions are, but through no quoted place."""
    pieces = re.split(r"(?<=[.?!]) +", turn.text)
    lines: list[str] = []
    for piece in pieces:
        whole = lines and any(
            f"{lines[-1]} {piece}".count(q) > lines[-1].count(q) + piece.count(q) for q in quotes
        )
        if lines and (whole or len(lines[-1].split()) < 18):
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    if " ".join(lines) != turn.text:
        lines = [turn.text]
    (start, end), total, said = span, len(turn.text.split()), 0
    cut = []
    for line in lines:
        count = len(line.split())
        begins, ends = (start + (end - start) * n / total for n in (said, said + count))
        cut.append((line, round(begins, 3), round(ends, 3)))
        said += count
    return cut


def _contact_record(contact: Contact, when: Timing, begun: datetime) -> dict[str, Any]:
    return {
        "ContactId": contact.number,
        "InitiationTimestamp": _utc(begun),
        "DisconnectTimestamp": _utc(begun + timedelta(seconds=when.wait_s + when.talk_s)),
        "Queue": {"Name": contact.department, "Duration": when.wait_s},
        "Agent": {
            "Username": contact.plan["agent"],
            "AgentInteractionDuration": when.talk_s - when.held_s,
            "CustomerHoldDuration": when.held_s,
            "AfterContactWorkDuration": when.handle_s - when.talk_s,
        },
        "TransferCount": len(contact.transfers),
        "Attributes": {"CustomerId": contact.customer},
    }


def _characteristics(turns: Iterable[Turn], when: Timing) -> dict[str, Any]:
    talk: dict[str, int] = {}
    words: dict[str, int] = {}
    moods: dict[str, list[float]] = {}
    silences = []
    last = 0.0
    for turn, (start, end) in zip(turns, when.spans, strict=True):
        role = _role(turn)
        talk[role] = talk.get(role, 0) + int((end - start) * 1000)
        words[role] = words.get(role, 0) + len(turn.text.split())
        moods.setdefault(role, []).append({"POSITIVE": 2.5, "NEGATIVE": -2.5}.get(_mood(turn), 0))
        if start - last > 3:
            begin, finish = int(last * 1000), int(start * 1000)
            silences.append(
                {
                    "BeginOffsetMillis": begin,
                    "DurationMillis": finish - begin,
                    "EndOffsetMillis": finish,
                }
            )
        last = end
    return {
        "TotalConversationDurationMillis": when.talk_s * 1000,
        "Sentiment": {"OverallSentiment": {r: round(sum(m) / len(m), 1) for r, m in moods.items()}},
        "Interruptions": {"InterruptionsByInterrupter": {}, "TotalCount": 0, "TotalTimeMillis": 0},
        "NonTalkTime": {
            "TotalTimeMillis": sum(s["DurationMillis"] for s in silences),
            "Instances": silences,
        },
        "TalkSpeed": {
            "DetailsByParticipant": {
                r: {"AverageWordsPerMinute": round(words[r] * 60000 / talk[r])} for r in talk
            }
        },
        "TalkTime": {
            "TotalTimeMillis": sum(talk.values()),
            "DetailsByParticipant": {r: {"TotalTimeMillis": ms} for r, ms in talk.items()},
        },
    }


def _role(turn: Turn) -> str:
    return {"agent": "AGENT", "customer": "CUSTOMER"}.get(turn.speaker, "SYSTEM")


def _mood(turn: Turn) -> str:
    if _CROSS.search(turn.text):
        return "NEGATIVE"
    return "POSITIVE" if _GLAD.search(turn.text) else "NEUTRAL"


def _holds(turn: Turn) -> bool:
    return turn.speaker == "agent" and _HOLD.search(turn.text) is not None


def _clock(seconds: float) -> str:
    millis = round(seconds * 1000)
    hours, rest = divmod(millis, 3_600_000)
    return f"{hours:02}:{rest // 60_000:02}:{rest // 1000 % 60:02}.{millis % 1000:03}"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
