"""By what a customer is called: an address, a number, a telephone number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.dialogue.readings import Reading

_CALLED = re.compile(
    r"(?P<address>[\w.+-]+@[\w-]+\.[\w.]*\w)|(?P<masked><[a-z]+_\d+>)"
    r"|\b(?:customer|client|member|subscriber|account holder|requester)(?:'s)?\s+(?:(?:number|no\.?|nr\.?|id|key|with|the)\s+)*[#:]?\s*(?P<number>[\w-]*\d[\w-]*(?: \d{2,})*)"
    r"|(?<![\w-])(?P<phone>\+?\d{3,}(?:[ -]\d{2,}){1,4})(?![\w-])",
    re.IGNORECASE,
)


def customer_called(reading: Reading) -> str | None:
    """Return the number or address by which an utterance calls a customer."""
    found = _CALLED.search(reading.text)
    return next((part for part in found.groups() if part), None) if found else None
