"""A stage that comes apart: which of its contacts go to which part, by their own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.session import Session

if TYPE_CHECKING:
    from corpora.records import Stage
    from corpora.store.splitting import StageLabel
    from corpora.store.workspace import Connection


@dataclass(frozen=True, slots=True)
class Parted:
    """The labels of a stage, told apart.

    Attributes:
        by_label: Number of a label -> the part's id.
        contacts: Part's id -> contacts that would count there; those that a person put at the
            whole, and those of stages merged into it, are at the first part.
    """

    by_label: Mapping[int, str]
    contacts: Mapping[str, int]


def told_apart(session: Session, db: Connection, payload: Mapping[str, Any]) -> Parted:
    """Say to which part each label of a stage belongs.

    A label's own words are held against name, description and examples of the parts; words that
    are near to none of them, and labels without words, stay with the first; so do those of stages
    that were merged into it, until the next `classify`.

    Args:
        session: Where.
        db: An open connection.
        payload: As the journal keeps a `split_stage`.
    """
    from corpora.store.queries import stage_shares
    from corpora.store.splitting import labels_at
    from journeys.changes import SplitStage

    edit = SplitStage.model_validate(payload)
    parts = [part.stage() for part in edit.parts]
    # What was merged into the stage keeps its label, so that undoing the merge finds it again.
    merged = [name for each in session.stages if each.id == edit.stage_id for name in each.aliases]
    labels = labels_at(db, edit.stage_id, but=merged)
    held = {each.stage_id: each.contacts for each in stage_shares(db)}.get(edit.stage_id, 0)
    by_label = _nearest(session, labels, parts)
    counts = Counter({part.id: 0 for part in parts})
    counts.update(by_label[each.row] for each in labels if each.main)
    counts[parts[0].id] += held - counts.total()
    return Parted(by_label, dict(counts))


def _nearest(session: Session, labels: list[StageLabel], parts: list[Stage]) -> dict[int, str]:
    """Return the part of each label; the same words always give the same part."""
    from classifiers.stages.classifier import StageClassifier

    texts = sorted({each.words for each in labels if each.words.strip()})
    if not texts:
        return {each.row: parts[0].id for each in labels}
    found = StageClassifier(parts, encoder=session.static_encoder, negatives=()).fit()
    best = dict(zip(texts, map(str, found.predict(texts)), strict=True))
    return {each.row: best.get(each.words, parts[0].id) for each in labels}
