"""From sentences to contacts: the primary stage, a second reason, and the path by turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from classifiers.stages.classifier import BETWEEN, Decision, Floats, StageClassifier
from classifiers.stages.smalltalk import IDENTIFIES
from classifiers.text import plain, sentences
from corpora.records import Label, Turn

PATIENCE = 6.0
"""Sentences after which a sentence's say in the contact's reason halves: people begin with it."""
SECOND_SHARE = 0.55
"""A second reason has a sentence with at least this share of the first one's probability."""
SECOND_MARGIN = 2.0
"""... and with at least this many times the probability that the first has in that sentence."""

SEVERAL = "several reasons"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a customer: where it stands."""

    turn_index: int
    start: int
    end: int
    text: str


def label_contact(
    contact_id: str, turns: Sequence[Turn], classifier: StageClassifier
) -> list[Label]:
    """Return the labels of one contact: `label_contacts` for a single one."""
    return next(label_contacts([(contact_id, turns)], classifier))


def label_contacts(
    contacts: Iterable[tuple[str, Sequence[Turn]]], classifier: StageClassifier
) -> Iterator[list[Label]]:
    """Yield, for each contact, its labels: the contact's own first, then its turns' in order.

    Only visible turns of customers count. Every contact gets a label of rank 0, with a stage or
    with the reason why it is unsure; turns get one only where they show a stage, so that
    greetings, identification and thanks carry none.
    """
    ids: list[str] = []
    said: list[list[Said]] = []
    for contact_id, turns in contacts:
        ids.append(contact_id)
        said.append(customer_sentences(turns))
    flat = [plain(text) for text in _raw(said)]
    joint = classifier.joint(classifier.encoder_.encode(flat))
    naming = [i for i, text in enumerate(_raw(said)) if IDENTIFIES.search(text)]
    joint[naming, :-1], joint[naming, -1] = 0.0, 1.0
    start = 0
    for contact_id, own in zip(ids, said, strict=True):
        yield _labels(contact_id, own, joint[start : start + len(own)], classifier)
        start += len(own)


def _raw(said: Sequence[Sequence[Said]]) -> Iterator[str]:
    return (sentence.text for own in said for sentence in own)


def customer_sentences(turns: Sequence[Turn]) -> list[Said]:
    """Return the sentences of the visible turns of customers, in order."""
    return [
        Said(turn.index, start, end, turn.text[start:end])
        for turn in turns
        if turn.speaker == "customer" and turn.visible
        for start, end in sentences(turn.text)
    ]


def _labels(
    contact_id: str, said: list[Said], joint: Floats, classifier: StageClassifier
) -> list[Label]:
    if not said:
        return [_unsure(contact_id, Decision(None, 0.0, "too short", None))]
    weights = (1.0 - joint[:, -1]) * 0.5 ** (np.arange(len(said)) / PATIENCE)
    mean = weights @ joint / max(float(weights.sum()), 1e-9)
    # A contact is as sure as its clearest sentence: averaging over a long call would drown it.
    clearest = joint[int(np.argmax((joint[:, :-1] * weights[:, None]).max(axis=1)))]
    row = 0.5 * (mean + clearest)
    text = " ".join(sentence.text for sentence in said[:20])
    decision = classifier.decision(row, text, classifier.contact_threshold)
    if decision.stage_id is None:
        primary = _undecided(
            contact_id, decision, said, joint=joint, row=row, classifier=classifier
        )
    else:
        shows = int(np.argmax(joint[:, int(np.argmax(row[:-1]))] * weights))
        primary = _reasons(contact_id, said, joint, row, shows=shows, classifier=classifier)
    return primary + _path(contact_id, said, joint, classifier)


def _undecided(
    contact_id: str,
    decision: Decision,
    said: list[Said],
    *,
    joint: Floats,
    row: Floats,
    classifier: StageClassifier,
) -> list[Label]:
    """Return the label of an unsure contact and, between two stages, one for each of them.

    Two stages that two of its sentences clearly say are two reasons; where none says either
    clearly, the contact lies between them.
    """
    if decision.reason != BETWEEN:
        return [_unsure(contact_id, decision)]
    two = np.argsort(-row[:-1], kind="stable")[:2].tolist()
    clear = _clear(joint, classifier) & np.isin(joint[:, :-1].argmax(axis=1), two)
    shows = [int(np.argmax(np.where(clear, joint[:, stage], -1.0))) for stage in two]
    several = all(
        clear[at] and int(joint[at, :-1].argmax()) == stage
        for at, stage in zip(shows, two, strict=True)
    )
    return [
        _unsure(contact_id, replace(decision, reason=SEVERAL) if several else decision),
        *(
            Label(
                contact_id=contact_id,
                level="contact",
                stage_id=str(classifier.classes_[stage]),
                probability=round(float(row[stage]), 4),
                rank=rank,
                **(_shown(said[at]) if several else {}),
            )
            for rank, (stage, at) in enumerate(zip(two, shows, strict=True), 1)
        ),
    ]


def _clear(joint: Floats, classifier: StageClassifier) -> npt.NDArray[np.bool_]:
    """Say which sentences show a stage by themselves."""
    best = joint[:, :-1].max(axis=1)
    return np.asarray((best >= classifier.threshold) & (best > joint[:, -1]))


def _unsure(contact_id: str, decision: Decision) -> Label:
    return Label(
        contact_id=contact_id,
        level="contact",
        stage_id=None,
        probability=round(decision.probability, 4),
        reason=decision.reason,
    )


def _reasons(
    contact_id: str,
    said: list[Said],
    joint: Floats,
    row: Floats,
    *,
    shows: int,
    classifier: StageClassifier,
) -> list[Label]:
    """Return the primary stage and, where another sentence clearly says another, a second."""
    first = int(np.argmax(row[:-1]))
    labels = [
        Label(
            contact_id=contact_id,
            level="contact",
            stage_id=str(classifier.classes_[first]),
            probability=round(float(row[first]), 4),
            **_shown(said[shows]),
        )
    ]
    rivals = joint[:, :-1].copy()
    rivals[:, first] = 0.0
    at, second = np.unravel_index(int(np.argmax(rivals)), rivals.shape)
    strength = float(rivals[at, second])
    if (
        strength >= max(classifier.threshold, SECOND_SHARE * float(joint[:, first].max()))
        and strength >= SECOND_MARGIN * float(joint[at, first])
        and strength > float(joint[at, -1])
    ):
        labels.append(
            Label(
                contact_id=contact_id,
                level="contact",
                stage_id=str(classifier.classes_[int(second)]),
                probability=round(strength, 4),
                rank=1,
                **_shown(said[int(at)]),
            )
        )
    return labels


def _shown(sentence: Said) -> dict[str, Any]:
    return {"turn_index": sentence.turn_index, "start": sentence.start, "end": sentence.end}


def _path(
    contact_id: str, said: list[Said], joint: Floats, classifier: StageClassifier
) -> list[Label]:
    """Return one label for each turn that shows a stage, by its clearest sentence."""
    best = joint[:, :-1].max(axis=1)
    clear = _clear(joint, classifier)
    chosen: dict[int, int] = {}
    for i in np.flatnonzero(clear).tolist():
        held = chosen.get(said[i].turn_index)
        if len(said[i].text) >= 8 and (held is None or best[i] > best[held]):
            chosen[said[i].turn_index] = i
    return [
        Label(
            contact_id=contact_id,
            level="turn",
            stage_id=str(classifier.classes_[int(np.argmax(joint[i, :-1]))]),
            probability=round(float(best[i]), 4),
            **_shown(said[i]),
        )
        for i in chosen.values()
    ]
