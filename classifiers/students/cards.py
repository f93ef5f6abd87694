"""The card of a student: what it learned from, when, and how good it is, as a file of TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from corpora.errors import ModelError

NOT_AUDITED = "Accuracy of the stages: not audited."
FORMAT = 1
KIND = "frontstage-student"
CARD = "card.toml"
AGAIN = "make it anew: frontstage student -o FOLDER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What people should know about a student.

    Attributes:
        learned_at: When, UTC.
        teacher: Whose labels it learned, in words.
        contacts: How many contacts it learned from.
        by_people: How many of these were labelled on a person's word.
        stages: Ids and names of the stages that it tells apart.
        shares: Share of each class (stage ids, then reasons) among those contacts.
        journey: Hash of the journey's stages at that time.
        held_out: Contacts that were kept apart to measure it.
        agreement: Share of these where it says what its teacher says, by a model that had not
            seen them; None: there were none.
        interval: 95 % Wilson interval of the agreement.
        unknown: Share of words of the contacts kept apart that it had never seen.
        audit: How often its teacher was right by people's grades when it learned, in words.
    """

    learned_at: datetime
    teacher: str
    contacts: int
    by_people: int
    stages: dict[str, str]
    shares: dict[str, float]
    journey: str
    held_out: int
    agreement: float | None
    interval: tuple[float, float]
    unknown: float
    audit: str


def card_as_toml(card: Card, classes: Sequence[str], digest: str) -> dict[str, Any]:
    """Return what the card's file holds; `digest` is the SHA-256 of the model's file."""
    agreement = {} if card.agreement is None else {"agreement": round(card.agreement, 4)}
    return {
        "kind": KIND,
        "format": FORMAT,
        "learned_at": card.learned_at,
        "teacher": card.teacher,
        "contacts": card.contacts,
        "by_people": card.by_people,
        "held_out": card.held_out,
        **agreement,
        "interval": [round(end, 4) for end in card.interval],
        "unknown": round(card.unknown, 4),
        "audit": card.audit,
        "journey": card.journey,
        "classes": list(classes),
        "sha256": digest,
        "stages": card.stages,
        "shares": {name: round(part, 4) for name, part in card.shares.items()},
    }


def card_of(raw: dict[str, Any]) -> Card:
    """Return the card that `read_card` read.

    Raises:
        KeyError, TypeError, ValueError: Something is missing, or not of its type.
    """
    low, high = raw["interval"]
    agreement = raw.get("agreement")
    return Card(
        learned_at=raw["learned_at"],
        teacher=str(raw["teacher"]),
        contacts=int(raw["contacts"]),
        by_people=int(raw["by_people"]),
        stages={str(key): str(name) for key, name in raw["stages"].items()},
        shares={str(key): float(part) for key, part in raw["shares"].items()},
        journey=str(raw["journey"]),
        held_out=int(raw["held_out"]),
        agreement=None if agreement is None else float(agreement),
        interval=(float(low), float(high)),
        unknown=float(raw["unknown"]),
        audit=str(raw.get("audit", NOT_AUDITED)),
    )


def read_card(folder: Path) -> dict[str, Any]:
    """Return what the card in `folder` holds.

    Raises:
        ModelError: It is missing, damaged, or of another version.
    """
    path = folder / CARD
    try:
        card = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError("there is no student here", where=str(folder), remedy=AGAIN) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError("the model card is damaged", where=str(path), remedy=AGAIN) from error
    if card.get("kind") != KIND:
        raise ModelError("this is the card of another model", where=str(path), remedy=AGAIN)
    if card.get("format") != FORMAT:
        raise ModelError(
            f"the student is of version {card.get('format')}, and this Frontstage reads {FORMAT}",
            where=str(path),
            remedy=AGAIN,
        )
    return card
