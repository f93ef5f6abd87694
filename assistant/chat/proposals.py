"""What was proposed: what waits for a yes, what waits behind it, and what was left aside."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.chat.calls import Call
    from assistant.chat.widgets.exchange import Exchange
    from assistant.chat.widgets.proposal import Proposal

_REST = {
    "y": re.compile(r"(?:es|ep|eah|up)\b", re.IGNORECASE),
    "n": re.compile(r"(?:o|ot|ope|ever|ah)\b", re.IGNORECASE),
}
"""How words go on that begin with the letter that decides a proposal."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """An adjustment that was proposed.

    Attributes:
        card: What shows it.
        exchange: Where it was asked for.
        call: What is done when somebody agrees.
        effect: What it would do, in numbers, as people read it.
    """

    card: Proposal
    exchange: Exchange
    call: Call
    effect: str


@dataclass(slots=True)
class Proposals:
    """At most one adjustment waits for a word, and the one passed over last can be taken up again.

    Attributes:
        waiting: What waits for a yes or a no.
        behind: What else was asked for, to be done once that is decided.
        aside: What was passed over or declined last.
    """

    waiting: Proposed | None = None
    behind: deque[tuple[Exchange, Call]] = field(default_factory=deque)
    aside: Proposed | None = None
    _letter: str = ""

    def decide(self, card: Proposal, *, apply: bool) -> Proposed | None:
        """Return what a card decides, if that still waits; what is declined is kept aside."""
        found = self.waiting
        if found is None or found.card is not card:
            return None
        self.waiting = None
        self._letter = "y" if apply else "n"
        self.aside = None if apply else found
        return found

    def pass_over(self) -> bool:
        """Put aside what waits, and drop what waits behind it; return whether anything did.

        What a key has decided already is not put aside: word of it is on its way.
        """
        if self.waiting is not None and self.waiting.card.decided is not None:
            return False
        found, self.waiting = self.waiting, None
        self.behind.clear()
        if found is None:
            return False
        if self.aside is not None:
            self.aside.card.close()
        found.card.set_aside()
        self.aside = found
        return True

    def take_up(self) -> Proposed | None:
        """Return what was put aside, which no longer is."""
        found, self.aside = self.aside, None
        if found is not None:
            found.card.close()
        return found

    def whole(self, line: str) -> str:
        """Return a line with the letter before it that decided a proposal, where it began a word.

        Whoever types "yes", or "not that one", has decided with its first letter.
        """
        letter, self._letter = self._letter, ""
        if self.waiting is not None and self.waiting.card.decided is not None:
            letter = "y" if self.waiting.card.decided else "n"
        return letter + line if letter and _REST[letter].match(line) else line
