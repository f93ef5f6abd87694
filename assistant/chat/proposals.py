"""What was proposed: what waits for a yes, what waits behind it, and what was left aside."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.chat.calls import Call
    from assistant.chat.widgets.exchange import Exchange
    from assistant.chat.widgets.proposal import Proposal

ANSWER = re.compile(r"(?:yes|yep|yeah|yup|no|nope|nah)\W*(?:please|thanks)?\W*", re.IGNORECASE)
"""A yes or a no that can mean nothing else."""

DECIDED = "Decided with its first letter, and only what waited then."
NOTHING_WAITS = "Nothing waits for a yes or a no; `undo` takes a decision back."
PASSED_OVER = "What was proposed is left as it was; “apply it after all” takes it up again."
NEXT = "Something else waits for a yes or a no; this is proposed once that is decided."
NO_MORE = "It is no longer proposed, since something else was asked; ask for it again."
SAME_NO_MORE = "Since it was proposed, what it would do has changed."

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
        effect: What it would do.
    """

    card: Proposal
    exchange: Exchange
    call: Call
    effect: Answer

    def does(self, effect: Answer) -> bool:
        """Whether an effect is the one that was proposed, on the same contacts."""
        then = self.effect
        return (then.headline, then.data, then.moving) == (
            effect.headline, effect.data, effect.moving,
        )  # fmt: skip


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

    def drop(self, exchange: Exchange) -> None:
        """Drop what was asked for together with something that could not be done."""
        self.behind = deque(each for each in self.behind if each[0] is not exchange)

    def take_up(self) -> Proposed | None:
        """Return what was put aside, which no longer is."""
        found, self.aside = self.aside, None
        if found is not None:
            found.card.close()
        return found

    def whole(self, line: str) -> tuple[str, bool]:
        """Return a line with the letter before it that decided a proposal, where it began a word.

        Whoever types "yes", or "not that one", has decided with its first letter; the second value
        says so. What is proposed meanwhile must not be decided by the rest.
        """
        letter, self._letter = self._letter, ""
        if self.waiting is not None and self.waiting.card.decided is not None:
            letter = "y" if self.waiting.card.decided else "n"
        began = bool(letter and _REST[letter].match(line))
        return (letter + line if began else line), began
