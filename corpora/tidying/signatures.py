"""Cuts what stands under a mail: signatures, name blocks, "Sent from my phone", legal notices."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_SIGNATURE = 12
_LONGEST_BLOCK = 7
_LONGEST_LINE = 70
_MARK = re.compile(r"\s*--\s*$")
DEVICE = re.compile(
    r"(?:Sent|Posted)\s+(?:from|via|using)\s+(?:my\s+)?(?:[A-Z0-9][\w.-]*\s*){0,4}(?:iPhone|iPad"
    r"|phone|mobile|mobile\s+device|Android(?:\s+device)?|Galaxy(?:\s+\S+){0,4}|BlackBerry|tablet"
    r"|smartphone|Huawei(?:\s+\S+){0,3}|Mail\s+(?:app\s+)?for\s+(?:iOS|iPhone|Windows(?:\s+\d+)?"
    r"|Android)|Outlook(?:\s+for\s+\w+)?|Yahoo\s+Mail.{0,30}|Mail(?:\s+for\s+Windows.{0,5})?"
    r"|Proton\s?Mail.{0,20}|Samsung\s+\S+.{0,20})"
    r"|Get\s+Outlook\s+for\s+(?:iOS|Android)"
    r"|(?:Von\s+(?:meinem|meiner)\s+.{2,40}\s+gesendet|Gesendet\s+(?:von|mit)\s+.{2,50})"
    r"|Envoyé\s+(?:de(?:puis)?|à\s+partir\s+d[e'’])\s*.{2,50}"
    r"|Enviado\s+(?:desde|do|de)\s+.{2,50}|Inviato\s+da\s+.{2,50}|Verzonden\s+vanaf\s+.{2,50}"
    r"|Skickat\s+från\s+min.{2,40}",
)
_DEVICE_LINE = re.compile(rf"\s*(?:{DEVICE.pattern})\W*$", re.IGNORECASE)
_DEVICE_END = re.compile(
    r"\s+(?:Sent\s+from\s+my\s+(?:\w+\s+){0,2}(?:iPhone|iPad|phone|Galaxy(?:\s+\w+)?|BlackBerry"
    r"|Android(?:\s+device)?)|Get\s+Outlook\s+for\s+(?:iOS|Android))\W*$"
)
_CLOSING = re.compile(
    r"\s*(?:(?:with\s+)?(?:best|kind|kindest|warm|warmest|many)?\s*(?:regards|wishes)"
    r"|(?:yours\s+)?(?:sincerely|faithfully|truly)(?:\s+yours)?|cheers|respectfully"
    r"|mit\s+(?:freundlichen|besten|herzlichen|lieben)\s+gr(?:ü|ue)(?:ß|ss)en"
    r"|(?:freundliche|viele|liebe|beste|schöne)\s+gr(?:ü|ue)(?:ß|ss)e|hochachtungsvoll|mfg|lg|vg"
    r"|(?:bien\s+)?cordialement|salutations(?:\s+distinguées)?|bien\s+à\s+vous|sincères\s+salutations"
    r"|(?:un\s+)?(?:cordial(?:es)?\s+)?saludos?(?:\s+cordial(?:es)?)?|atentamente|cordiali\s+saluti"
    r"|met\s+vriendelijke\s+groet(?:en)?|com\s+os\s+melhores\s+cumprimentos)"
    r"(?:\s+aus\s+\w+)?\s*[,.!]?\s*$",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\W*(?:(?:legal\s+)?disclaimer\b|confidentiality\s+(?:notice|note)"
    r"|this\s+(?:e-?mail|message|communication)(?:\s+and\s+any|\s*,?\s+including\s+any|\s+is\s+(?:"
    r"confidential|intended)|\s+(?:may\s+)?contains?\s+(?:confidential|privileged))"
    r"|the\s+(?:information|contents?)\s+(?:contained\s+)?(?:in|of)\s+this\s+(?:e-?mail|message)"
    r"|diese\s+(?:e-?mail|nachricht)\s+(?:ist\s+vertraulich|enthält\s+(?:vertrauliche|möglicherweise)"
    r"|kann\s+vertrauliche)"
    r"|ce\s+(?:message|courriel)\s+(?:et\s+(?:toutes\s+)?(?:les|ses)|est\s+confidentiel)"
    r"|este\s+(?:mensaje|correo)(?:\s+electrónico)?\s+(?:y\s+(?:sus|los)|es\s+confidencial|contiene\s+"
    r"información\s+confidencial)"
    r"|(?:please\s+)?consider\s+the\s+environment\s+before\s+printing"
    r"|bitte\s+denken\s+sie\s+an\s+die\s+umwelt)",
    re.IGNORECASE,
)
_LEGAL_WORDS = re.compile(
    r"confidential|privileged|intended|recipient|disclos|vertraulich|empfänger|confidentiel"
    r"|destinat|environment|umwelt|liab",
    re.IGNORECASE,
)


def cut_signature(lines: Sequence[str]) -> list[str]:
    """Return the lines of a mail without what its writer's program puts under each of them.

    Legal notices go first, then the device, then the signature. A closing formula takes what
    follows it along only where that is a short block of short lines that ask nothing. Where
    nothing would be left, all lines come back.
    """
    kept = _stripped(_before_legal(lines))
    kept = [line for line in kept if not _DEVICE_LINE.match(line)]
    kept = _before_mark(_stripped(kept))
    kept = _before_closing(_stripped(kept))
    return kept if any(line.strip() for line in kept) else list(lines)


def cut_device(text: str) -> str:
    """Return a text of one line without "Sent from my iPhone" at its end."""
    match = _DEVICE_END.search(text, max(0, len(text) - 60))
    return text[: match.start()] if match and match.start() else text


def _before_legal(lines: Sequence[str]) -> list[str]:
    for number, line in enumerate(lines):
        if number and _LEGAL.match(line) and _LEGAL_WORDS.search(" ".join(lines[number:])):
            return list(lines[:number])
    return list(lines)


def _before_mark(lines: list[str]) -> list[str]:
    first = max(1, len(lines) - _LONGEST_SIGNATURE)
    for number in range(first, len(lines)):
        if _MARK.match(lines[number]):
            return lines[:number]
    return lines


def _before_closing(lines: list[str]) -> list[str]:
    first = max(1, len(lines) - _LONGEST_BLOCK - 1)
    for number in range(first, len(lines)):
        if _CLOSING.match(lines[number]) and all(map(_is_name_or_number, lines[number + 1 :])):
            return lines[:number]
    return lines


def _is_name_or_number(line: str) -> bool:
    """Tell a line of a name block: short, no question, no sentence that ends."""
    line = line.strip()
    return len(line) <= _LONGEST_LINE and "?" not in line and not re.search(r"\w{3,}[.!]$", line)


def _stripped(lines: Sequence[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip(" \t_-*="):
        if _MARK.match(lines[end - 1]):
            break
        end -= 1
    return list(lines[:end])
