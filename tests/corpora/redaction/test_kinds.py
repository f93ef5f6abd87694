"""What is personal, kind by kind, beside what only looks like it."""

from __future__ import annotations

import pytest

from corpora.redact import Redactor

# «…» marks what must be replaced.
PERSONAL = {
    "EMAIL": [
        "write to «j.doe+shop@mail.example.co.uk».",
        "it's «ana underscore lopez at gmail dot com» thanks",
        "mail «bo [at] example [dot] org»",
        "mi correo: «eva punto sanz arroba example punto com»",
    ],
    "PHONE": [
        "call me on «07700 900123» tomorrow",
        "«+44 (0)20 7946 0958» is best",
        "I'm at «(555) 010-1234» all day",
        "mobile: «07700900456»",
        "my number is «oh seven seven double zero nine zero zero one two three»",
        "cell «212.555.0198» or «1-202-555-0147»",
        "one for the shop, and «07700 900123» for me",
        "it's «oh seven seven double-oh nine hundred one two three», thanks",
    ],
    "CARD": ["it was «4111 1111 1111 1111» exp 09/27", "amex «3782 822463 10005»"],
    "IBAN": [
        "refund to «GB33 BUKB 2020 1555 5555 55» please",
        "«DE89370400440532013000»",
        "«gb33 bukb 2020 1555 5555 55» it is",
    ],
    "IP": [
        "my ip is «192.168.4.20»",
        "blocked from «203.0.113.77»",
        "it's «2001:db8::8a2e:370:7334»",
    ],
    "NATIONAL_ID": [
        "my NI is «AB 12 34 56 C»",
        "SSN «469-29-9659» for the form",
        "passport number is «533401372»",
        "CPF «529.982.247-25»",
        "For the customs form: «52998224725» (CPF)",
    ],
    "BIRTH_DATE": [
        "I was born on «3rd of March 1984»",
        "DOB: «12/03/1984»",
        "her date of birth is «March 14, 1990»",
        "«14.03.1990» is my date of birth",
        "my bday's «14/03/90» by the way",
        "your birthday for me is wrong; it's «12 March 1990»",
        "my two kids, both «9 May 2011», fly with me",
        "Nací el «9 de mayo de 1981».",
    ],
    "ADDRESS": [
        "deliver to «221B Baker Street, London NW1 6XE» please",
        "ship it to «1600 Pennsylvania Ave NW, Washington, DC 20500»",
        "my postcode is «ls6 2ab»",
        "i live at «14 elm grove» mate",
        "we live at «7 The Paddocks»",
        "the parcel went to «44 mafeking road» instead",
        "it's «Lindenstraße 12, 10115 Berlin»",
        "«PO Box 1126, Uxbridge, UB8 9XS»",
    ],
    "ACCOUNT": [
        "my account number is «182950185718»",
        "you'll find us as «C0049912» in your system",
        "policy «515477235» lapsed",
        "customer id: «C-99120»",
        "sort code «20-00-00»",
        "«87697067» is my membership number",
        "Meine Vertragsnummer ist «200 911 4470», bitte prüfen",
        "Agent: Your account number?\nCustomer: Er, hold on, «8840 1127»",
    ],
    "ORDER": [
        "still nothing, «AB-449210», third time I ask",
        "«TX-90115» never turned up",
        "we fly tomorrow and «Q7RT2M» is not found",
        "what is happening with «GB-7741-9920»?",
        "order number «44871-22»",
        "where is order «#4421»?",
        "orders «PX-77341» and «PX-77342» are late",
        "booking reference «QWERTY»",
        "tracking «1Z999AA10123456784»",
        "«50318842» is my order number",
        "there are two confirmations here, «WEB-559010» and «WEB-559011»",
        "What is the order number?\nCustomer: Um, «seven seven oh one nine three».",
    ],
    "SECRET": [
        "https://«bo:hunter22»@example.org/",
        "my password is «Tr0ub4dor!» now",
        "cvv «123»",
    ],
}

LOOK_ALIKES = [
    "frying pan, 28 cm 11 inch 2 01 15 300 750 11",
    "TX-90115 is the printer, where do I get paper",
    "I need the 26716-01 cable",
    "the handbook of 2024-2025",
    "does it fit the 7942 and the WH-1000XM4?",
    "model 5551234567 in black",
    "part number AB123456C is out of stock",
    "error E-404-12 after firmware 10.0.1.23",
    "item 4111111111111111 on your page",
    "it costs £1,299.00 or $4500",
    "order 5 more, I ordered 1200 units in 2023",
    "order 10000 flyers for the fair",
    "booking for 4 people on 12/03/2024",
    "the 2 TB Hard Drive and the 16 GB Flash Drive",
    "a 5 star service on a 2 way street",
    "delivery on 14 March 2025 between 0800 and 1800",
    "my daughter's birthday is on 12 June",
    "is it 1920x1080 at 144 Hz?",
    "I was on flight 1403 to gate 22",
    "size 10.5, 30-32 waist, 4.5 stars",
    "the EAN is 4006381333931",
    "mac and cheese @ 5.30",
    "icon@2x.png does not load",
    "use promo code SAVE20 or voucher 998877",
    "the resolver is 8.8.8.8, the mask 255.255.255.0",
    "password must have 8 characters",
    "refund #3weekstoolong",
    "version 2.0.14.3 on windows 10",
    "I called 3 times in 15 minutes",
    "the boiler was installed on 12/03/2009",
    "a contract signed on 4 May 2008",
    "see /dp/B0?qid 1472241171",
    "case study 2024, ticket prices from 250",
]


def marked(text: str) -> tuple[str, list[str]]:
    parts = text.replace("»", "«").split("«")
    return "".join(parts), parts[1::2]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts]
)
def test_personal_data_is_found(kind: str, text: str) -> None:
    plain, wanted = marked(text)
    redacted = Redactor("patterns").contact([plain])[0]
    assert [plain[span.start : span.end] for span in redacted.spans] == wanted
    assert {span.kind for span in redacted.spans} == {kind}


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_stay(text: str) -> None:
    assert Redactor("patterns").contact([text])[0].text == text
