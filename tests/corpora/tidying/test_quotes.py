from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.tidying.quotes import cut_quotes, may_quote

QUOTED = "Hello Ana,\nyour lamp left our store on Friday.\nJonas"
WROTE = [
    "On Tue, 3 Mar 2026 at 10:12, Jonas Reed <jonas@harrow.example> wrote:",
    "On Tue, 3 Mar 2026 at 10:12, Jonas Reed via the Harrow support desk\n"
    "<support@harrow.example> wrote:",
    "Am 03.03.2026 um 10:12 schrieb Jonas Reed <jonas@harrow.example>:",
    "Am Di., 3. März 2026 um 10:12 Uhr schrieb Jonas Reed:",
    "Le mar. 3 mars 2026 à 10:12, Jonas Reed <jonas@harrow.example> a écrit :",
    "El mar, 3 mar 2026 a las 10:12, Jonas Reed (<jonas@harrow.example>) escribió:",
    "Il giorno mar 3 mar 2026 alle ore 10:12 Jonas Reed ha scritto:",
]
DIVIDERS = [
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "-----Message d'origine-----",
    "-----Mensaje original-----",
    "---------- Forwarded message ---------",
    "-------- Weitergeleitete Nachricht --------",
    "##- Please type your reply above this line -##",
]
HEADERS = [
    "From: Jonas Reed <jonas@harrow.example>\nSent: Tuesday, 3 March 2026 10:12\n"
    "To: Ana Mendes\nSubject: Re: your lamp",
    "Von: Jonas Reed\nGesendet: Dienstag, 3. März 2026 10:12\nAn: Ana Mendes\nBetreff: AW: Lampe",
    "De : Jonas Reed\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Ana Mendes\nObjet : RE: lampe",
    "De: Jonas Reed\nEnviado: martes, 3 de marzo de 2026\nPara: Ana Mendes\nAsunto: RE: lámpara",
    "*From:* Jonas Reed\n*Date:* 3 March 2026\n*To:* Ana Mendes\n*Subject:* Re: lamp",
]


def cut(text: str) -> str:
    assert may_quote(text), "the quick look must not miss what the rules know"
    return "\n".join(cut_quotes(text.splitlines())).strip()


@pytest.mark.parametrize("above", [*WROTE, *DIVIDERS, *HEADERS])
@pytest.mark.parametrize("marked", [False, True])
def test_cuts_what_is_quoted_below_a_reply(above: str, *, marked: bool) -> None:
    quoted = "\n".join(f"> {line}" for line in QUOTED.split("\n")) if marked else QUOTED
    assert cut(f"Is it dimmable?\nThe page does not say.\n\n{above}\n{quoted}") == (
        "Is it dimmable?\nThe page does not say."
    )


@pytest.mark.parametrize("wrote", WROTE)
def test_keeps_answers_between_and_below_quoted_lines(wrote: str) -> None:
    text = f"{wrote}\n> Which lamp is it?\nThe oak one.\n> Which socket?\nE14, I think."
    assert cut(text) == "The oak one.\nE14, I think."


@pytest.mark.parametrize("above", [*WROTE, *DIVIDERS, *HEADERS])
def test_keeps_a_mail_that_only_forwards(above: str) -> None:
    text = f"{above}\n{QUOTED}"
    assert cut_quotes(text.splitlines()) == text.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "My old lamp:\n> 40 W\nIs the new one as bright?",
        "From: London\nTo: Leeds\nIs delivery free between those?",
        "On Monday your colleague wrote: it ships in two days.\nIt did not.",
        "De: the colour code on the box\nWhat does it mean?",
        "On the page somebody wrote:\nWaterproof to 10 m.\nIs that so?",
        "Size: 40\nFrom: the blue range\nIs it in stock?",
        "Two things ---\n1. price\n2. size",
    ],
)
def test_leaves_what_only_looks_like_a_quote(text: str) -> None:
    assert cut_quotes(text.splitlines()) == text.splitlines()


@given(st.text(alphabet="On wrote:>-_From Sent\nTo a1.", max_size=300))
def test_cuts_whole_lines_and_never_everything(text: str) -> None:
    lines = text.splitlines()
    kept = cut_quotes(lines)
    remaining = iter(lines)
    assert all(line in remaining for line in kept), "lines keep their words and order"
    assert any(map(str.strip, kept)) or not any(c.isalnum() for c in text)
    if kept != lines:
        assert may_quote(text)
