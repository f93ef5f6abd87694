"""One contact: the whole conversation, stages marked turn by turn, what decided it marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from assistant.answers import Conversation
from assistant.chat.texts import one_line
from assistant.chat.widgets.turns_block import TurnsBlock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.actions.contacts import ContactData


class ContactView(Vertical):
    """What is known of it in one line, then the turns."""

    def __init__(self, data: ContactData, names: Mapping[str, str]) -> None:
        super().__init__(classes="view")
        self.data = data
        self._names = names

    def compose(self) -> ComposeResult:
        """Return the facts and the turns."""
        data = self.data
        opened = f"{data.opened_at:%Y-%m-%d %H:%M}" if data.opened_at else ""
        facts = (data.id, data.source_id or "", opened, data.channel, data.department or "")
        yield Static(one_line(" · ".join(each for each in facts if each)), classes="line -quiet")
        turns = tuple(
            (each.speaker, each.text, self._names.get(each.stage or "", each.stage or ""))
            for each in data.turns
        )
        proof = data.evidence
        marks = {
            place: [(proof.start, proof.end)]
            for place, each in enumerate(data.turns)
            if proof is not None and data.decided_by == "model" and each.index == proof.turn_index
        }
        yield TurnsBlock(Conversation(turns), marks)
