"""vCon: conversations of any channel in one container (draft-ietf-vcon-vcon-core)."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from corpora.readers.html.markup import without_markup
from corpora.readers.transcripts.fields import Head
from corpora.readers.transcripts.labels import ROLE_OF_WORD, Label
from corpora.readers.transcripts.plain import Conversation, Line, parse_transcript
from corpora.readers.transcripts.segments import (
    conversation_of,
    find_segments,
    lines_of,
    seconds_of,
    well_formed,
)
from corpora.records import Channel, Speaker

Json = Mapping[str, object]

_MAIL = ("message/rfc822", "multipart/")


def read_vcon(data: Json) -> Conversation | None:
    """Read text dialogs, and recordings through their transcripts; None where nothing is said.

    Versions 0.0.1 to 0.4 differ in names (`mimetype`, `mediatype`) and shapes (`parties` as a
    number or a list); a signed container is read from its payload.
    """
    data = _payload(data)
    parties = _objects(data.get("parties"))
    dialogs = _objects(data.get("dialog"))
    began = next((m for d in dialogs if (m := _moment(d.get("start")))), None)
    lines: list[Line] = []
    for index, dialog in enumerate(dialogs):
        since = _since(_moment(dialog.get("start")), began)
        if dialog.get("body") and str(dialog.get("type", "text")) == "text":
            lines.extend(_written(dialog, parties, since))
        else:
            lines.extend(_transcribed(data, index, since))
    if not lines:
        return None
    pairs = tuple(_pairs(data, dialogs, began))
    found = conversation_of(lines, Head(pairs, _roles(parties)))
    if found is None:
        return None
    pairs = (*pairs, ("customer", _customer(found, lines, parties)))
    return replace(found, head=replace(found.head, pairs=pairs))


def _roles(parties: list[Json]) -> dict[str, Speaker]:
    labels = (_party_label(parties, index) for index in range(len(parties)))
    return {label.name: label.role for label in labels if label and label.name and label.role}


def _payload(data: Json) -> Json:
    payload = data.get("payload")
    if "signatures" not in data or not isinstance(payload, str):
        return data
    inner = json.loads(_decoded(payload))
    return inner if isinstance(inner, Mapping) else data


def _written(dialog: Json, parties: list[Json], since: float) -> Iterator[Line]:
    text = _body(dialog)
    said = well_formed(text)
    speaker = dialog.get("originator")
    if speaker is None:
        listed = dialog.get("parties")
        speaker = listed[0] if isinstance(listed, list) and listed else listed
    label = _party_label(parties, speaker)
    if said:
        yield Line(said, said, label, certain=label is not None, started_at=since)


def _transcribed(data: Json, index: int, since: float) -> Iterator[Line]:
    for analysis in _objects(data.get("analysis")):
        about = analysis.get("dialog")
        if index not in (about if isinstance(about, list) else [about]):
            continue
        if "transcri" not in str(analysis.get("type", "")).lower():
            continue
        body = analysis.get("body")
        if isinstance(body, str):
            body = _decoded(body) if analysis.get("encoding") == "base64url" else body
            body = json.loads(body) if body.lstrip()[:1] in ("{", "[") else {"transcript": body}
        # A transcriber's voice 0 need not be party 0, so its voices keep their own names.
        yield from lines_of(find_segments(body), since) or _from_text(body, since)
        return


def _from_text(body: object, since: float) -> Iterator[Line]:
    text = body.get("transcript") or body.get("text") if isinstance(body, Mapping) else None
    if not isinstance(text, str):
        return
    turns = parse_transcript(text)
    if turns:
        for turn in turns:
            yield Line(turn.text, turn.text, Label(turn.speaker, None), certain=True)
        return
    for paragraph in text.split("\n\n"):
        said = well_formed(paragraph)
        if said:
            yield Line(said, said, started_at=since)


def _body(dialog: Json) -> str:
    body = dialog.get("body")
    encoding = str(dialog.get("encoding") or "none").lower()
    if isinstance(body, Mapping):
        body = next((body[k] for k in ("text", "content", "body") if k in body), "")
    text = str(body or "")
    if encoding in ("base64url", "base64"):
        text = _decoded(text)
    kind = str(dialog.get("mediatype") or dialog.get("mimetype") or "text/plain").lower()
    if kind.startswith(_MAIL):
        return _mail_text(text)
    if "html" in kind:
        return without_markup(text)
    return text


def _mail_text(text: str) -> str:
    import email
    import email.policy

    message = email.message_from_string(text, policy=email.policy.default)
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    words = str(part.get_content())
    return without_markup(words) if part.get_content_subtype() == "html" else words


def _party_label(parties: list[Json], number: object) -> Label | None:
    try:
        index = int(number)  # type: ignore[call-overload]
    except (TypeError, ValueError):
        return None
    if not 0 <= index < len(parties):
        return None
    party = parties[index]
    role = ROLE_OF_WORD.get(str(party.get("role") or "").strip().lower())
    name = next((str(party[k]) for k in ("name", "tel", "mailto", "uuid") if party.get(k)), "")
    return Label(role, well_formed(name).lower() or f"party {index}")


def _pairs(data: Json, dialogs: list[Json], began: datetime | None) -> Iterator[tuple[str, str]]:
    yield "id", str(data.get("uuid") or "")
    created = _moment(data.get("created_at"))
    moment = began or created
    if moment:
        yield "date", moment.isoformat()
    yield "channel", _channel(dialogs)
    yield "subject", well_formed(str(data.get("subject") or ""))
    length = sum(seconds_of(d.get("duration")) or 0.0 for d in dialogs)
    if length:
        yield "duration", f"{length:.1f}"
    transfers = sum(d.get("type") == "transfer" for d in dialogs)
    if transfers:
        yield "transfers", str(transfers)
    ended = next((str(d["disposition"]) for d in dialogs if d.get("disposition")), "")
    yield "disposition", ended
    for attachment in _objects(data.get("attachments")):
        if "tags" not in (attachment.get("type"), attachment.get("purpose")):
            continue
        body = attachment.get("body")
        yield "tags", ", ".join(map(str, body)) if isinstance(body, list) else str(body or "")


def _channel(dialogs: list[Json]) -> Channel:
    kinds = [str(d.get("mediatype") or d.get("mimetype") or "").lower() for d in dialogs]
    if any(str(d.get("type")) == "recording" for d in dialogs):
        return "call"
    return "email" if any(kind.startswith(_MAIL) for kind in kinds) else "chat"


def _customer(conversation: Conversation, lines: list[Line], parties: list[Json]) -> str:
    """The customer's number or address, which links the contacts of one person."""
    for index, party in enumerate(parties):
        label = _party_label(parties, index)
        said = next((line.text for line in lines if line.label == label), None)
        heard = (turn.speaker for turn in conversation.turns if said and said in turn.text)
        if label and (label.role or next(heard, None)) == "customer":
            address = next((str(party[k]) for k in ("tel", "mailto", "sip") if party.get(k)), "")
            return address.removeprefix("mailto:").removeprefix("tel:")
    return ""


def _objects(value: object) -> list[Json]:
    return [x for x in value if isinstance(x, Mapping)] if isinstance(value, list) else []


def _decoded(text: str) -> str:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _since(moment: datetime | None, began: datetime | None) -> float:
    return max(0.0, (moment - began) / timedelta(seconds=1)) if moment and began else 0.0
