"""A whole contact, turn by turn, with the stage that each turn shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from assistant.answers import Conversation
from assistant.chat.texts import Content, marked, one_line

_MOST = 400
_OURS = ("agent", "bot", "ivr")


class Turn(Static):
    """What one speaker said."""

    def __init__(
        self, speaker: str, words: str, stage: str, evidence: Sequence[tuple[int, int]] = ()
    ) -> None:
        who = one_line(speaker, "bold")
        mark = (
            Content.assemble("  ", one_line(f"◆ {stage}", "$text-accent")) if stage else Content("")
        )
        text = marked(words, evidence, "reverse")
        super().__init__(Content.assemble(who, mark, "\n", text), classes="turn")
        self.set_class(speaker in _OURS, "-ours")
        self.stage = stage


class TurnsBlock(Vertical):
    """The turns; where the stage stays the same it is not said again.

    Args:
        conversation: The turns.
        evidence: By place of the turn, the characters that decided the label.
    """

    def __init__(
        self,
        conversation: Conversation,
        evidence: Mapping[int, Sequence[tuple[int, int]]] | None = None,
    ) -> None:
        super().__init__(classes="turns")
        self._conversation = conversation
        self._evidence = evidence or {}

    def compose(self) -> ComposeResult:
        """Return the turns, 400 at most."""
        turns = self._conversation.turns
        yield from self._turns(turns[:_MOST])
        if len(turns) > _MOST:
            yield Static(f"… {len(turns) - _MOST:,} turns more", classes="line -quiet")

    def _turns(self, turns: Sequence[tuple[str, str, str]]) -> Iterator[Turn]:
        last = ""
        for place, (speaker, words, stage) in enumerate(turns):
            new = stage if stage != last else ""
            last = stage or last
            yield Turn(speaker, words, new, self._evidence.get(place, ()))
