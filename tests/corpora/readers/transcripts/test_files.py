import base64
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.readers.raw import RawContact, ReadOptions
from corpora.readers.transcripts import looks_like_transcript, read_transcript
from corpora.readers.transcripts.files import READER_FAILED
from corpora.records import Reject

OPTIONS = ReadOptions(timezone=ZoneInfo("Europe/Berlin"))
AGENT = "Thank you for calling Brightbox, how may I help you?"
CUSTOMER = "Hi, I bought the desk lamp and I want to know whether it dims."


def read(tmp_path: Path, name: str, content: str | object) -> list[RawContact | Reject]:
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return list(read_transcript(path, OPTIONS))


def one(tmp_path: Path, name: str, content: str | object) -> RawContact:
    (contact,) = read(tmp_path, name, content)
    assert isinstance(contact, RawContact), contact
    return contact


def said(contact: RawContact) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in contact.turns]


def test_head_lines_fill_the_fields(tmp_path: Path) -> None:
    contact = one(
        tmp_path,
        "call.txt",
        "Contact: T-1001\nCustomer: K017\nDate: 2026-08-03 09:14\nDepartment: Orders\n"
        "Handle time: 340\nChannel: chat\nProduct: HL-2, HL-3\nWait time: 1:05\nTransfers: 2\n"
        f"Region: North\n\nMira: {AGENT}\nJo: {CUSTOMER}\nMira: It does not.\nJo: Pity.\n",
    )

    assert (contact.source_id, contact.customer, contact.department) == ("T-1001", "K017", "Orders")
    assert contact.opened_at == datetime(2026, 8, 3, 7, 14, tzinfo=UTC)
    assert contact.flags == ("naive-time",)
    assert (contact.handle_s, contact.wait_s, contact.transfers) == (340, 65, 2)
    assert (contact.channel, contact.product_refs) == ("chat", ("HL-2", "HL-3"))
    assert contact.attributes == {"region": "North"}
    assert [turn.speaker for turn in contact.turns] == ["agent", "customer", "agent", "customer"]


def test_several_conversations_in_one_file(tmp_path: Path) -> None:
    first, second, broken = read(
        tmp_path,
        "calls.txt",
        f"Call 1234, 2026-08-03 09:14\nDepartment: Orders\n\nAgent: {AGENT}\nCustomer: {CUSTOMER}\n"
        f"My order is number 1 and\nCall 55 was no help.\n\n"
        f"Call 1235, 2026-08-03 10:01Z\n\nAgent: {AGENT}\nCustomer: My lamp is broken.\n\n"
        "Call 1236, 2026-08-03 11:00\n\nNobody was there.\n",
    )

    assert isinstance(first, RawContact)
    assert isinstance(second, RawContact)
    assert (first.source_id, second.source_id) == ("1234", "1235")
    assert first.department == "Orders"
    assert second.opened_at == datetime(2026, 8, 3, 10, 1, tzinfo=UTC)
    assert second.origin.endswith(":9")
    assert isinstance(broken, Reject)
    assert (broken.row, broken.code) == (14, "no-speakers")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("call.txt", None),
        ("call_20260803_0914.txt", "call_20260803_0914"),
        ("0b8de2c4-33aa-4d1c-9e55-3f2a7d1c0a11.txt", "0b8de2c4-33aa-4d1c-9e55-3f2a7d1c0a11"),
    ],
)
def test_a_file_name_that_looks_like_an_id_is_one(
    tmp_path: Path, name: str, expected: str | None
) -> None:
    assert one(tmp_path, name, f"Agent: {AGENT}\nCustomer: {CUSTOMER}").source_id == expected


def test_webvtt_voices_and_notes(tmp_path: Path) -> None:
    # https://www.w3.org/TR/webvtt1/
    contact = one(
        tmp_path,
        "call.vtt",
        "WEBVTT - Support\n\nNOTE\nContact: T-1001\nDate: 2026-08-03T09:14:00Z\n\n"
        f"1\n00:00:00.500 --> 00:00:03.000\n<v Mira Stone>{AGENT}</v>\n\n"
        "2\n00:00:03.000 --> 00:00:05.000\n<v Jo>Hi, I bought the lamp &amp;\n\n"
        "3\n00:00:05.000 --> 00:00:07.250 align:start\n<v.loud Jo>want to know if it "
        "<i>dims</i>.\n",
    )

    assert said(contact) == [
        ("agent", AGENT),
        ("customer", "Hi, I bought the lamp & want to know if it dims."),
    ]
    assert (contact.turns[1].started_at, contact.turns[1].ended_at) == (3.0, 7.25)
    assert (contact.source_id, contact.handle_s) == ("T-1001", 7.25)
    assert contact.flags == ("handle-from-duration",)


def test_captions_without_voices_are_guessed_and_flagged(tmp_path: Path) -> None:
    # https://wiki.videolan.org/SubRip/ (there is no standard)
    contact = one(
        tmp_path,
        "call.srt",
        f"1\n00:00:01,000 --> 00:00:02,000\n{AGENT}\n\n"
        f"2\n00:00:03,000 --> 00:00:04,000\n{CUSTOMER}\n",
    )

    assert said(contact) == [("agent", AGENT), ("customer", CUSTOMER)]
    assert "speakers-guessed" in contact.flags


def test_srt_with_labels(tmp_path: Path) -> None:
    contact = one(
        tmp_path,
        "call.srt",
        f"1\n00:00:01,000 --> 00:00:02,000\nAgent: {AGENT}\n\n2\n00:00:03,000 --> 00:00:04,000\n"
        "Customer: I bought a lamp\n\n3\n00:00:04,000 --> 00:00:06,000\nand it flickers.\n",
    )

    assert said(contact)[1] == ("customer", "I bought a lamp and it flickers.")


def contact_lens(**more: object) -> dict[str, object]:
    # https://docs.aws.amazon.com/connect/latest/adminguide/contact-lens-example-output-files.html
    return {
        "Version": "1.1.0",
        "AccountId": "1",
        "Channel": "VOICE",
        "ContentMetadata": {"Output": "Redacted", "RedactionTypes": ["PII"]},
        "LanguageCode": "en-GB",
        "Participants": [
            {"ParticipantId": "c-1", "ParticipantRole": "CUSTOMER"},
            {"ParticipantId": "a-1", "ParticipantRole": "AGENT"},
        ],
        "Categories": {"MatchedCategories": ["Lamps"]},
        "ConversationCharacteristics": {"TotalConversationDurationMillis": 32_110},
        "CustomerMetadata": {"ContactId": "77aa"},
        "Transcript": [
            {"ParticipantId": "c-1", "Content": "Hello, it is [PII].", "BeginOffsetMillis": 0},
            {"ParticipantId": "a-1", "Content": AGENT, "BeginOffsetMillis": 2_500},
        ],
        **more,
    }


def test_contact_lens_calls_with_redaction_and_the_customer_first(tmp_path: Path) -> None:
    contact = one(tmp_path, "x.json", contact_lens())

    assert said(contact) == [("customer", "Hello, it is [PII]."), ("agent", AGENT)]
    assert contact.turns[1].started_at == 2.5
    assert (contact.source_id, contact.channel, contact.language) == ("77aa", "call", "en")
    assert (contact.handle_s, contact.attributes) == (32.1, {"tags": "Lamps"})


def test_contact_lens_chats(tmp_path: Path) -> None:
    # https://docs.aws.amazon.com/connect/latest/adminguide/contact-lens-example-output-files-chat.html
    when = "2026-08-03T09:14:0{}.000Z"
    contact = one(
        tmp_path,
        "x.json",
        contact_lens(
            Channel="CHAT",
            Transcript=[
                {"ParticipantId": "c-1", "ContentType": "text/plain", "Content": CUSTOMER}
                | {"AbsoluteTime": when.format(1)},
                {"ParticipantId": "c-1", "Content": "{}"}
                | {"ContentType": "application/vnd.amazonaws.connect.event.typing"},
                {"ParticipantId": "a-1", "ContentType": "text/markdown", "Content": "It does."}
                | {"AbsoluteTime": when.format(9)},
            ],
        ),
    )

    assert said(contact) == [("customer", CUSTOMER), ("agent", "It does.")]
    assert contact.turns[1].started_at == 8.0
    assert contact.channel == "chat"
    assert contact.opened_at == datetime(2026, 8, 3, 9, 14, 1, tzinfo=UTC)


def test_whisperx_tells_speakers_apart(tmp_path: Path) -> None:
    # https://github.com/m-bain/whisperX: segments with start, end, text, words, speaker
    pieces = [
        (0.5, 2.0, " Thank you for calling Brightbox,", "SPEAKER_01"),
        (2.0, 3.0, " how may I help you?", "SPEAKER_01"),
        (3.5, 6.0, f" {CUSTOMER}", "SPEAKER_00"),
    ]
    names = ("start", "end", "text", "speaker")
    segments = [dict(zip(names, piece, strict=True)) for piece in pieces]
    contact = one(tmp_path, "x.json", {"segments": segments, "language": "en"})

    assert said(contact) == [("agent", AGENT), ("customer", CUSTOMER)]
    assert (contact.turns[0].started_at, contact.turns[0].ended_at) == (0.5, 3.0)
    assert "speakers-guessed" not in contact.flags


@pytest.mark.parametrize(
    "content",
    [
        # https://github.com/openai/whisper: text, segments, language
        {
            "text": f" {AGENT} {CUSTOMER}",
            "segments": [
                {"id": 0, "seek": 0, "start": 0.0, "end": 2.0, "text": f" {AGENT}"},
                {"id": 1, "seek": 0, "start": 2.0, "end": 4.0, "text": f" {CUSTOMER}"},
            ],
            "language": "en",
        },
        # https://github.com/ggml-org/whisper.cpp: output of --output-json
        {
            "systeminfo": "x",
            "result": {"language": "en"},
            "transcription": [
                {"timestamps": {}, "offsets": {"from": 0, "to": 2000}, "text": f" {AGENT}"},
                {"timestamps": {}, "offsets": {"from": 2000, "to": 4000}, "text": f" {CUSTOMER}"},
            ],
        },
    ],
)
def test_whisper_alone_is_guessed_and_flagged(tmp_path: Path, content: object) -> None:
    contact = one(tmp_path, "x.json", content)

    assert said(contact) == [("agent", AGENT), ("customer", CUSTOMER)]
    assert contact.turns[1].started_at == 2.0
    assert contact.language == "en"
    assert "speakers-guessed" in contact.flags


def vcon(**more: object) -> dict[str, object]:
    # https://datatracker.ietf.org/doc/draft-ietf-vcon-vcon-core/
    return {
        "vcon": "0.4.0",
        "uuid": "0195544a-b9b1-8ee4-b9a2-279e0d16bc46",
        "created_at": "2026-08-03T09:20:00Z",
        "parties": [
            {"mailto": "mira@brightbox.example", "name": "Mira"},
            {"tel": "+12025550123", "name": "Jo"},
        ],
        **more,
    }


def text_dialog(second: int, party: object, body: str, **more: object) -> dict[str, object]:
    start = f"2026-08-03T09:14:{second:02d}Z"
    about = {"type": "text", "start": start, "parties": party, "body": body, "encoding": "none"}
    return {**about, "mediatype": "text/plain", **more}


def test_vcon_chats(tmp_path: Path) -> None:
    dialog = [text_dialog(0, [0, 1], AGENT), text_dialog(20, [0, 1], CUSTOMER, originator=1)]
    contact = one(tmp_path, "x.json", vcon(dialog=dialog))

    assert said(contact) == [("agent", AGENT), ("customer", CUSTOMER)]
    assert contact.turns[1].started_at == 20.0
    assert (contact.channel, contact.customer) == ("chat", "+12025550123")
    assert contact.source_id == "0195544a-b9b1-8ee4-b9a2-279e0d16bc46"
    assert contact.opened_at == datetime(2026, 8, 3, 9, 14, tzinfo=UTC)


def test_vcon_calls_through_their_transcript(tmp_path: Path) -> None:
    segments = [{"start": 0.0, "end": 2.0, "text": AGENT, "speaker": 0}]
    segments += [{"start": 2.5, "end": 4.0, "text": CUSTOMER, "speaker": 1}]
    contact = one(
        tmp_path,
        "x.json",
        vcon(
            vcon="0.0.2",
            dialog=[
                {"type": "recording", "start": "2026-08-03T09:14:00Z", "duration": 33.1},
                {"type": "transfer", "parties": [0, 1]},
            ],
            analysis=[
                {"type": "summary", "dialog": 0, "body": "A call."},
                {"type": "transcript", "dialog": [0], "body": {"results": {"segments": segments}}},
            ],
        ),
    )

    assert said(contact) == [("agent", AGENT), ("customer", CUSTOMER)]
    assert (contact.channel, contact.handle_s, contact.transfers) == ("call", 33.1, 1)


def test_vcon_mail_of_the_first_version(tmp_path: Path) -> None:
    mail = f"From: jo@example.org\nSubject: Lamp\nContent-Type: text/plain\n\n{CUSTOMER}\n"
    body = base64.urlsafe_b64encode(mail.encode()).decode().rstrip("=")
    parties = [{"mailto": "jo@example.org", "role": "customer"}]
    dialog = [
        {"type": "text", "start": "2026-08-03T09:14:00Z", "parties": 0, "encoding": "base64url"}
        | {"mimetype": "message/rfc822", "body": body}
    ]
    contact = one(tmp_path, "x.json", vcon(vcon="0.0.1", parties=parties, dialog=dialog))

    assert said(contact) == [("customer", CUSTOMER)]
    assert (contact.channel, contact.customer) == ("email", "jo@example.org")


def test_a_signed_vcon_is_read_from_its_payload(tmp_path: Path) -> None:
    inner = vcon(dialog=[text_dialog(0, [1, 0], CUSTOMER)])
    payload = base64.urlsafe_b64encode(json.dumps(inner).encode()).decode().rstrip("=")
    contact = one(tmp_path, "x.json", {"payload": payload, "signatures": [{"vcon": "x"}]})

    assert said(contact) == [("customer", CUSTOMER)]


def test_vcons_one_a_line(tmp_path: Path) -> None:
    lines = [json.dumps(vcon(dialog=[text_dialog(0, [1, 0], CUSTOMER)])) for _ in range(3)]
    lines[1] = json.dumps(vcon(dialog=[]))
    records = read(tmp_path, "x.jsonl", "\n".join(lines))

    assert [isinstance(record, RawContact) for record in records] == [True, False, True]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("WEBVTT\n\n", "no-text"),
        ("WEBVTT\n\n00:99:00.000 --> 00:00:07.000\nhello\n", "no-text"),
        (json.dumps(vcon(dialog=[]))[:-5], "broken-json"),
        (json.dumps(vcon(dialog=[])), "no-text"),
        (json.dumps(contact_lens(Transcript=17)), "no-text"),
        ("Just some words.\n", "no-speakers"),
        ('{"vcon": "0.4.0", "dialog": ' + "[" * 100_000, "broken-file"),
    ],
)
def test_what_cannot_be_read_is_rejected(tmp_path: Path, content: str, code: str) -> None:
    (reject,) = read(tmp_path, "x", content)

    assert isinstance(reject, Reject)
    assert reject.code == code


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("\ufeffWEBVTT\n", "webvtt"),
        ("1\r\n00:00:01,000 --> 00:00:02,000\r\nhi", "srt"),
        (json.dumps(contact_lens()), "contact-lens"),
        (json.dumps(vcon(dialog=[])), "vcon"),
        ('{"segments": [{"id": 0, "start": 0.0, "text": "x"', "whisper"),
        (f"Agent: {AGENT}\nCustomer: {CUSTOMER}", "plain"),
        (f"Call 12, 2026-08-03\n\nAgent: {AGENT}\nCustomer: {CUSTOMER}", "plain"),
        (f"id,text\n1,Agent: {AGENT}\nCustomer: {CUSTOMER}", None),
        ('{"id": 1, "text": "Agent: hello"}', None),
        ("Dear all,\nplease note: the lamp is broken.", None),
        ("", None),
    ],
)
def test_kinds_are_told_by_the_beginning(head: str, kind: str | None) -> None:
    assert looks_like_transcript(head) == kind


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["vcon", "parties", "dialog", "body", "type", "start", "segments", "text"]
            )
            | st.sampled_from(
                ["speaker", "Transcript", "Content", "ParticipantId", "analysis", "role"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.sampled_from(["vcon", "ParticipantId", "segments"]), JSON)
def test_any_json_is_read_or_rejected(
    tmp_path_factory: pytest.TempPathFactory, key: str, inner: object
) -> None:
    folder = tmp_path_factory.mktemp("any")
    data = inner if isinstance(inner, dict) else {"dialog": inner, "Transcript": inner}
    (record,) = read(folder, "x.json", {"vcon": "0.1", key: [inner], **data})

    assert record.code != READER_FAILED if isinstance(record, Reject) else record.turns


@pytest.mark.parametrize(
    "name",
    [
        "0a1b2c3d-77aa_analysis_2026-08-03T09:14:22Z.json",
        "0a1b2c3d-77aa_analysis_2026-08-03T09_14_22Z.json",
        "0a1b2c3d-77aa_analysis_redacted_2026-08-03T09_14_22Z.json",
        "0a1b2c3d-77aa_analysis_2026-08-03T09_14_22Z.json.gz",
    ],
)
def test_contact_lens_calls_have_their_date_in_the_name(tmp_path: Path, name: str) -> None:
    # https://docs.aws.amazon.com/connect/latest/adminguide/contact-lens-analyzed-location.html
    data = json.dumps(contact_lens(CustomerMetadata={})).encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    (contact,) = read_transcript(path, ReadOptions(timezone=ZoneInfo("Europe/Berlin")))
    assert isinstance(contact, RawContact)
    assert contact.opened_at == datetime(2026, 8, 3, 9, 14, 22, tzinfo=UTC)
    assert contact.source_id == "0a1b2c3d-77aa"
    assert "naive-time" not in contact.flags


def test_the_contact_record_beside_an_analysis_tells_more(tmp_path: Path) -> None:
    # https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html
    record = {
        "ContactId": "77aa",
        "InitiationTimestamp": "2026-08-03T09:14:22Z",
        "DisconnectTimestamp": "2026-08-03T09:20:22Z",
        "Queue": {"Name": "Lamps", "Duration": 42},
        "Agent": {"AgentInteractionDuration": 200, "CustomerHoldDuration": 30}
        | {"AfterContactWorkDuration": 20},
        "CustomerEndpoint": {"Type": "TELEPHONE_NUMBER", "Address": "+4930123456"},
        "TransferCount": 1,
    }
    contact = one(tmp_path, "x.json", contact_lens(ContactMetadata=record))
    assert (contact.department, contact.wait_s, contact.handle_s) == ("Lamps", 42.0, 250.0)
    assert (contact.customer, contact.transfers) == ("+4930123456", 1)
    assert contact.opened_at == datetime(2026, 8, 3, 9, 14, 22, tzinfo=UTC)
    assert contact.closed_at == datetime(2026, 8, 3, 9, 20, 22, tzinfo=UTC)
