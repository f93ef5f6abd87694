"""One contact in, the same contact without personal data out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from corpora.redact.spans import Redacted, RedactMode

if TYPE_CHECKING:
    from corpora.redact.rounds import Rounds


class Redactor:
    """Replaces personal data by placeholders that are stable within a contact.

    Holds no model and can be pickled; models are loaded in the process that uses them, and
    patterns, which take a quarter of a second to compile, where something is to be redacted.

    Args:
        mode: What to replace.
        keep: Catalogue numbers and brand names, which are left alone wherever they stand.
        region: Two letters; where phone numbers without a country code are at home.
    """

    def __init__(self, mode: RedactMode, *, keep: Collection[str] = (), region: str = "GB") -> None:
        self.mode: RedactMode = mode
        self._keep = frozenset(keep)
        self._region = region

    def contact(self, texts: Sequence[str]) -> list[Redacted]:
        """Redact the turns of one contact, in their order; one result a turn."""
        return self.contacts([texts])[0]

    def contacts(
        self,
        batch: Sequence[Sequence[str]],
        columns: Sequence[Sequence[str]] = (),
        things: Sequence[Sequence[str]] = (),
    ) -> list[list[Redacted]]:
        """Redact many contacts; as `contact` on each.

        Args:
            batch: The texts of each contact: its turns, then the values of its columns.
            columns: The names of the columns that the last texts of each contact stand in, or
                nothing: all are turns. Names are not looked for in a city or a product, and all
                of a customer is one.
            things: What each contact calls its products, or nothing: the Orla of an "Orla Lamp" is
                nobody there, but for a contact that names an Orla Byrne as well.
        """
        if self.mode == "off":
            return [[Redacted(text) for text in texts] for texts in batch]
        return self._rounds.contacts(batch, columns, things)

    @cached_property
    def _rounds(self) -> Rounds:
        from corpora.redact.rounds import Rounds

        return Rounds(with_names=self.mode == "full", keep=self._keep, region=self._region)
