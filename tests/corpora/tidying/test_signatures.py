from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.tidying.signatures import cut_device, cut_signature

BODY = "The lid of my flask leaks.\nCan I buy a new seal?"


def cut(text: str) -> str:
    return "\n".join(cut_signature(text.splitlines())).strip()


@pytest.mark.parametrize(
    "below",
    [
        "-- \nAna Mendes\nHarrow Street 4\n+44 20 7946 0000",
        "--\nAna",
        "Best regards,\nAna Mendes",
        "Kind regards\n\nAna Mendes\nHead of Kitchens\nMoth & Lamp Ltd\n+44 20 7946 0000",
        "Mit freundlichen Grüßen\nAna Mendes",
        "Viele Grüße aus Bonn\nAna",
        "Cordialement,\nAna Mendes",
        "Un cordial saludo,\nAna Mendes",
        "Atentamente\nAna Mendes",
        "Sent from my iPhone",
        "Sent from my Samsung Galaxy S24",
        "Get Outlook for iOS",
        "Von meinem iPhone gesendet",
        "Gesendet von Mail für Windows",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Regards\nAna\n\nSent from Mail for Windows",
        "Thanks and\nbest wishes,\nAna\n\nCONFIDENTIALITY NOTICE: this mail is for the intended\n"
        "recipient only. If you are not the recipient, delete it.",
        "This email and any attachments are confidential and intended solely for the\nrecipient.",
        "Diese E-Mail enthält vertrauliche Informationen.\nSind Sie nicht der Empfänger, …",
        "Ce message et toutes les pièces jointes sont confidentiels.",
        "Please consider the environment before printing this email.",
    ],
)
def test_cuts_what_stands_below_a_mail(below: str) -> None:
    assert cut(f"{BODY}\n\n{below}").startswith(BODY)
    assert "Ana" not in cut(f"{BODY}\n\n{below}").replace("Thanks and", "")
    assert len(cut(f"{BODY}\n\n{below}")) <= len(BODY) + len("\n\nThanks and")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Best regards,\nAna",
        f"{BODY}\nRegards\nDoes it come in red? I could not find that on your page.",
        f"{BODY}\nCheers,\nand please tell me whether the seal of the old model fits as well, too.",
        "The parcel was sent from my iPhone shop.\nWhere is it?",
        "-- question one\nwhat size?\n-- question two\nwhat colour?",
        "Legal question:\nis the disclaimer on the box binding?",
        "--\nmy question is on the next line\nwhat is the voltage?",
    ],
)
def test_leaves_what_the_customer_says(text: str) -> None:
    assert cut(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Where is my order? Sent from my iPhone", "Where is my order?"),
        ("Where is it Sent from my Samsung Galaxy.", "Where is it"),
        ("It was sent from my iPhone", "It was sent from my iPhone"),
        ("Sent from my iPhone", "Sent from my iPhone"),
    ],
)
def test_cuts_the_device_at_the_end_of_a_line(text: str, left: str) -> None:
    assert cut_device(text) == left


@given(st.text(alphabet="-— \nBest regards,Sent from my iPhone?x", max_size=200))
def test_keeps_lines_in_order_and_never_cuts_to_nothing(text: str) -> None:
    lines = text.splitlines()
    kept = cut_signature(lines)
    remaining = iter(lines)
    assert all(line in remaining for line in kept)
    assert any(map(str.strip, kept)) or not text.strip()
