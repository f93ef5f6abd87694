"""Tells what programs wrote: out-of-office replies, failed deliveries, bots, acknowledgements."""

from __future__ import annotations

import re
from typing import Literal

Automatic = Literal["auto-reply", "delivery-failure"]

_OPENING = 400
_ABSENT = re.compile(
    r"^\W{0,3}(?:(?:re|aw|fw|fwd)\s?:\s*)*(?:automatic\s+reply\b|auto(?:mated)?[\s-]?(?:reply|response)\b\s*[:\-–]"
    r"|out\s+of\s+(?:the\s+)?office\s*(?:[:\-–]|re\b|auto|$)|automatische\s+antwort\b|abwesenheitsnotiz"
    r"|réponse\s+automatique\b|respuesta\s+automática\b|risposta\s+automatica\b"
    r"|automatisch\s+antwoord\b)",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\bI(?:\s+am|['’]m|\s+will\s+be)\s+(?:currently\s+|presently\s+)?(?:out\s+of\s+(?:the\s+|my\s+)?office"
    r"|on\s+(?:annual|parental|maternity|sick)\s+leave|away\s+from\s+(?:my\s+desk|the\s+office))"
    r"|\bich\s+bin\s+(?:derzeit|zurzeit|zur\s+zeit|momentan|bis)?.{0,40}(?:nicht\s+im\s+(?:büro|haus)"
    r"|außer\s+haus|abwesend)|\bje\s+suis\s+(?:actuellement\s+)?absente?\s+du\s+bureau"
    r"|\bestoy\s+(?:actualmente\s+)?fuera\s+de\s+la\s+oficina",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\breturn(?:ing)?\b|\bback\s+(?:in|on)\b|\blimited\s+access\b|\burgent\b|\bwith\s+no\s+access\b"
    r"|\brespond\b|\breply\b|\bcontact\s+my\b|\bdringend|\bvertretung|\bwieder\s+(?:da|erreichbar|im)"
    r"|\bde\s+retour\b|\burgen[ct]",
    re.IGNORECASE,
)
_UNDELIVERED = re.compile(
    r"^\W{0,3}(?:undeliver(?:able|ed)\b|mail\s+delivery\s+(?:failed|subsystem|system)\b"
    r"|delivery\s+(?:status\s+notification|has\s+failed|failure)\b|returned\s+mail\s*:"
    r"|failure\s+notice\b|unzustellbar\b|message\s+undeliverable\b"
    r"|your\s+message\s+(?:could\s+not\s+be|wasn['’]t|was\s+not)\s+delivered\b"
    r"|this\s+(?:message\s+was\s+created\s+automatically\s+by\s+mail|is\s+the\s+mail\s+system\s+at)"
    r"|ihre\s+nachricht\s+konnte\s+nicht\s+zugestellt)",
    re.IGNORECASE,
)
_MAILER = re.compile(
    r"\b(?:mailer-daemon|postmaster|550\s|5\.\d\.\d|recipient|address|mailbox|delivery|empfänger"
    r"|adresse|smtp)",
    re.IGNORECASE,
)
_BOT = re.compile(
    r"\bI(?:\s+am|['’]m)\s+(?:\w+\s*,\s*)?(?:an?|the|your)\s+(?:\w+\s+){0,3}?(?:virtual|automated|digital|AI)\s+"
    r"(?:\w+\s+)?(?:assistant|agent|helper|bot)\b|\bI(?:\s+am|['’]m)\s+(?:an?|the)\s+(?:\w+\s+)?(?:chat\s?)?bot\b"
    r"|\bthis\s+is\s+an\s+automated\s+(?:message|reply|response|e-?mail)\b"
    r"|\bthis\s+(?:e-?mail|message)\s+(?:was|is)\s+(?:generated\s+automatically|automatically\s+(?:sent|generated))\b"
    r"|\byour\s+virtual\s+(?:assistant|agent)\b"
    r"|\bich\s+bin\s+(?:\w+\s*,\s*)?(?:der|die|ihr|dein|ein)\s+(?:\w+\s+)?(?:virtuelle[rn]?|digitale[rn]?)\s+assistent"
    r"|\bje\s+suis\s+(?:l['’]|votre\s+|un\s+)assistante?\s+virtuel|\bsoy\s+(?:el|tu|su|un)\s+asistente\s+virtual",
    re.IGNORECASE,
)
_HANDED_OVER = re.compile(
    r"\b(?:connect(?:ing)?|transfer(?:ring)?|pass(?:ing)?|hand(?:ing)?)\s+(?:you\s+)?(?:over\s+|through\s+|on\s+)?"
    r"(?:now\s+)?(?:to|with)\s+(?:an?|one|our|the|my)\b|\bhas\s+joined\s+the\s+(?:chat|conversation)\b"
    r"|\bverbinde\s+(?:sie|dich)\b|\bmets?\s+en\s+relation\b|\bpaso\s+con\b",
    re.IGNORECASE,
)


def automatic(text: str) -> Automatic | None:
    """Tell an out-of-office reply or a failed delivery from what a person wrote."""
    head = text[:_OPENING]
    if _ABSENT.match(head):
        return "auto-reply"
    if (match := _UNDELIVERED.match(head)) and _MAILER.search(text, match.end()):
        return "delivery-failure"
    if "?" not in text and _AWAY.search(head) and _BACK.search(text):
        return "auto-reply"
    return None


def says_it_is_a_bot(text: str) -> bool:
    """Tell whether the speaker presents itself as a program."""
    return _BOT.search(text[:_OPENING]) is not None


def hands_over(text: str) -> bool:
    """Tell whether the speaker passes the customer on to a person."""
    return _HANDED_OVER.search(text) is not None
