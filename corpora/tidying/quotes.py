"""Cuts what a mail program quotes below or above a reply: earlier mails, line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WEEKDAY_OR_NUMBER = r"[\w.,]{1,12}[\s,]"
# "On Tue, 3 Mar 2026 at 10:12, Jo Marsh <jo@…> wrote:" in one line or folded over two.
_WROTE = re.compile(
    rf"(?:On|Am|Le|El|Il|Op|Em|Den|W dniu)\s{_WEEKDAY_OR_NUMBER}.{{0,200}}?"
    r"(?:wrote|schrieb(?:\s.{1,80})?|a écrit|escribió|ha scritto|schreef(?:\s.{1,80})?|escreveu"
    r"|skrev(?:\s.{1,80})?|napisał\(?a?\)?)\s?:\s*$",
)
_WROTE_ENDS = ("wrote:", "écrit :", "écrit:", "escribió:", "scritto:", "escreveu:", ":")
_WROTE_WORDS = ("wrote", "schrieb", "écrit", "escribió", "scritto", "schreef", "escreveu", "skrev",
                "napisał")  # fmt: skip
_DIVIDER = re.compile(
    r"\s*(?:-{2,}|_{2,}|={2,}|\*{2,})\s*(?:Original(?:\s+(?:Message|Appointment))?"
    r"|Ursprüngliche\s+(?:Nachricht|Mail)|Originalnachricht|Message\s+d['’]origine"
    r"|Message\s+original|Mensaje\s+original|Messaggio\s+originale|Mensagem\s+original"
    r"|Oorspronkelijk\s+bericht|Forwarded\s+(?:message|by.{0,80})|Weitergeleitete\s+Nachricht"
    r"|Message\s+transféré|Mensaje\s+reenviado|Reply\s+above\s+this\s+line.{0,40})\s*"
    r"(?:-{2,}|_{2,}|={2,}|\*{2,})?\s*$",
    re.IGNORECASE,
)
_TYPE_ABOVE = re.compile(
    r"\W{0,6}(?:please\s+)?(?:type|reply|write)\s+(?:your\s+reply\s+)?above\s+this\s+line\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\W{0,3}(?:From|Von|De|Da|Van|Från|Od)\s?:\W{0,3}\s?\S")
_OTHER = re.compile(
    r"\W{0,3}(?:Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|A|Objet|Enviado|Fecha"
    r"|Para|Asunto|Inviato|Data|Oggetto|Verzonden|Aan|Onderwerp|Skickat|Till|Ämne)\s?:",
)
_HEADERS_WITHIN = 7
_HEADERS_ENOUGH = 2


def cut_quotes(lines: Sequence[str]) -> list[str]:
    """Return the lines that somebody wrote in this mail, without those quoted from others.

    All lines come back where cutting would leave nothing: a mail that only forwards another one
    still says something.
    """
    kept = _without_marked(lines[: _end(lines)])
    if any(map(_says_something, kept)):
        return kept
    return list(lines)


def may_quote(text: str) -> bool:
    """Tell quickly whether a text of several lines could hold a quoted mail at all."""
    return (
        "\n>" in text
        or "---" in text
        or "___" in text
        or "this line" in text
        or (":" in text and _has_header_or_wrote(text))
    )


def _has_header_or_wrote(text: str) -> bool:
    if any(word in text for word in _WROTE_WORDS):
        return True
    return text.count(":") > _HEADERS_ENOUGH and any(
        head in text for head in ("From", "Von", "De", "Da", "Van", "Från", "Od")
    )


def _end(lines: Sequence[str]) -> int:
    """Return the line from which on everything is quoted."""
    for number, line in enumerate(lines):
        if _DIVIDER.match(line) or _TYPE_ABOVE.match(line) or _is_header(lines, number):
            return number
        if (length := _wrote(lines, number)) and not _marked_after(lines, number + length):
            return number
    return len(lines)


def _is_header(lines: Sequence[str], number: int) -> bool:
    """Tell the block of From, Sent, To and Subject that Outlook puts above a quoted mail."""
    if not _WHO.match(lines[number]):
        return False
    below = lines[number + 1 : number + _HEADERS_WITHIN]
    return sum(1 for line in below if _OTHER.match(line)) >= _HEADERS_ENOUGH


def _wrote(lines: Sequence[str], number: int) -> int:
    """Return how many lines "On …, … wrote:" takes from here; 0 where it is not that."""
    line = lines[number].strip().lstrip("> ")
    if len(line) < 5 or len(line) > 300:
        return 0
    if line.endswith(_WROTE_ENDS) and _WROTE.match(line):
        return 1
    if number + 1 < len(lines):
        folded = f"{line} {lines[number + 1].strip()}"
        if folded.endswith(_WROTE_ENDS) and _WROTE.match(folded):
            return 2
    return 0


def _marked_after(lines: Sequence[str], number: int) -> bool:
    """Tell whether the quoted lines that follow are marked, so that others are the writer's."""
    following = next((line for line in lines[number:] if line.strip()), "")
    return following.lstrip().startswith(">")


def _without_marked(lines: Sequence[str]) -> list[str]:
    """Leave out "On … wrote:" and the lines marked with `>`, where there are two or more.

    A single marked line is more likely an arrow or a comparison.
    """
    marked = [line.lstrip().startswith(">") for line in lines]
    wrote = {number: length for number in range(len(lines)) if (length := _wrote(lines, number))}
    if sum(marked) + len(wrote) < 2:
        return list(lines)
    above = {number + n for number, length in wrote.items() for n in range(length)}
    return [line for number, line in enumerate(lines) if not marked[number] and number not in above]


def _says_something(line: str) -> bool:
    return any(character.isalnum() for character in line)
