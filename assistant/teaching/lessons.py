"""Teaching on a workspace: its contacts as a pool, its journal as the answers so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.session import Session
from corpora.ids import content_hash

if TYPE_CHECKING:
    from classifiers.stages.classifier import StageClassifier
    from classifiers.teaching.pool import Pool, Said
    from classifiers.teaching.teacher import Teacher
    from classifiers.teaching.telling import Telling
    from corpora.journal import Entry
    from corpora.store.workspace import Connection

POOL = 2_000
"""Questions are made of so many contacts, drawn by chance, where there are more."""
SEED = 7
TEACHING = ("teach", "relabel", "relabel_several", "relabel_matching")
"""The decisions that teaching learns from."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Teaching as it stands.

    Attributes:
        teacher: What was learned, and what comes next.
        telling: The words of each contact of the pool, by its id.
        contacts: How many contacts there are in all.
        corrections: How many of what was said are not answers to questions, but relabels.
    """

    teacher: Teacher
    telling: Mapping[str, Telling]
    contacts: int
    corrections: int = 0

    @property
    def scale(self) -> float:
        """How many contacts one of the pool stands for."""
        return self.contacts / max(len(self.telling), 1)

    def after(self, said: Said) -> Lesson:
        """Return the lesson that has also heard an answer."""
        return replace(self, teacher=self.teacher.after(said))


def lesson(session: Session) -> Lesson:
    """Return teaching as the journal leaves it.

    Raises:
        BadInput: No contact holds words of a customer.
    """
    from classifiers.needs.unnamed import name_stems
    from classifiers.teaching.learner import OF_CONTACTS
    from classifiers.teaching.taught import untaught
    from classifiers.teaching.teacher import Teacher
    from corpora.store import decisions
    from corpora.store.pages import all_products

    with session.workspace.reading() as db:
        answers = answers_in_force(db)
        chosen, total, customers = _chosen(db, answers)
        asked = {e.seq for e in decisions.history(db).in_force if e.kind == "teach"}
        names = name_stems(product.title for product in all_products(db))
    telling = _telling(session, chosen)
    stages = session.stages
    known = {None, *(stage.id for stage in stages)}
    teacher = Teacher.begin(
        _pool(session, telling, customers, names),
        [stage.id for stage in stages],
        untaught(stages, session.stage_encoder, OF_CONTACTS),
        answers=[each for each in answers if each.stage_id in known],
        seed=SEED,
    )
    told = {each.contact_id: each for each in telling}
    corrections = sum(said.name not in asked for said in teacher.answers)
    return Lesson(teacher, told, total, corrections)


def _pool(
    session: Session,
    telling: Sequence[Telling],
    customers: Mapping[str, str],
    names: Collection[str],
) -> Pool:
    """Return contacts as teaching takes them; `names` of products do not make them alike."""
    from classifiers.stages.classifier import StageClassifier
    from classifiers.teaching.pool import Pool
    from classifiers.teaching.telling import vectors_of

    session.progress(0, None, "reading what customers say")
    encoder = session.stage_encoder
    vectors = vectors_of(telling, encoder, names)
    joint = StageClassifier(session.stages, encoder=encoder).fit().joint(vectors)[:, :-1]
    return Pool(
        ids=tuple(each.contact_id for each in telling),
        texts=tuple(each.shown.text for each in telling),
        vectors=vectors,
        prior=joint / joint.sum(axis=1, keepdims=True).clip(1e-12),
        customers=tuple(customers.get(each.contact_id, each.contact_id) for each in telling),
    )


def stage_classifier(
    session: Session, *, fast: bool = False
) -> tuple[StageClassifier, dict[str, str]]:
    """Return what labels contacts now: the taught classifier, or the zero-shot one.

    Small workspaces are judged by MiniLM itself, or the encoder that the settings name; in large
    ones, what it was taught is handed on to the fast encoder.

    Args:
        session: Where.
        fast: Hand it on in small ones too, for contacts that are not the workspace's.

    Returns:
        The classifier, and what to write down about it beside the run.
    """
    from classifiers.teaching.taught import distilled, taught, untaught
    from classifiers.teaching.telling import vectors_of
    from corpora.store import decisions

    with session.workspace.reading() as db:
        answers = sum(
            entry.kind == "teach" and entry.payload.get("stage_id") is not None
            for entry in decisions.history(db).in_force
        )
    # Relabels alone are too few words to judge everything by; they count once teaching began.
    if not answers:
        return _untaught(session)
    now = lesson(session)
    told = {"model": "taught", "answers": str(answers)}
    learner, stages = now.teacher.learner, session.stages
    if now.contacts <= POOL and not fast:
        return taught(stages, session.stage_encoder, learner), told
    quick = session.static_encoder
    vectors = vectors_of(list(now.telling.values()), quick)
    handed = distilled(untaught(stages, quick), vectors, now.teacher.probabilities)
    return taught(stages, quick, handed), told


def _untaught(session: Session) -> tuple[StageClassifier, dict[str, str]]:
    """Return the zero-shot classifier; by both encoders where there are contacts to ask about."""
    from classifiers.stages.classifier import StageClassifier
    from classifiers.stages.two_encoders import LEAST, handed_on
    from classifiers.teaching.telling import vectors_of

    stages, quick = session.stages, session.static_encoder
    with session.workspace.reading() as db:
        chosen, _, _ = _chosen(db, ())
    telling = _telling(session, chosen) if len(chosen) >= LEAST else []
    if len(telling) < LEAST:
        return StageClassifier(stages, encoder=quick).fit(), {"model": "zero-shot"}
    session.progress(0, None, "reading what customers say")
    careful = session.stage_encoder
    pool = vectors_of(telling, quick), vectors_of(telling, careful)
    return handed_on(stages, quick, careful, pool), {"model": "zero-shot"}


def answers_in_force(db: Connection) -> list[Said]:
    """Return what people said that teaching learns from, in order."""
    from corpora.store import decisions

    now = decisions.stage_aliases(db)
    in_force = decisions.history(db).in_force
    return [_said(db, entry, now) for entry in in_force if entry.kind in TEACHING]


def _said(db: Connection, entry: Entry, aliases: Mapping[str, str]) -> Said:
    from classifiers.teaching.pool import Said
    from corpora.store import decisions

    payload = entry.payload
    stage = payload.get("stage_id")
    stage = aliases.get(stage, stage) if stage else None
    if entry.kind == "teach":
        shown = tuple(payload["contact_ids"])
        members = tuple(payload.get("group_ids") or shown)
        return Said(members, payload.get("verdict", "stage"), stage, shown, entry.seq)
    own: tuple[str, ...]
    if entry.kind == "relabel":
        own = (payload["contact_id"],)
    elif entry.kind == "relabel_several":
        own = tuple(payload["contact_ids"])
    else:
        own = tuple(decisions.contacts_saying(db, payload["text"]))
    return Said(own, "stage", stage, own, entry.seq)


def _chosen(db: Connection, answers: Sequence[Said]) -> tuple[list[str], int, dict[str, str]]:
    """Return ids of the pool, how many contacts there are, and the customers that are known."""
    from corpora.store.contacts import contact_slices, get_contacts

    every = [each for own in contact_slices(db) for each in own]
    drawn = sorted(every, key=lambda each: content_hash(str(SEED), each))
    answered = {each for said in answers if said.verdict != "skip" for each in said.members[:POOL]}
    kept = set(drawn[:POOL]) | (answered & set(drawn))
    chosen = [each for each in drawn if each in kept]
    customers = {c.id: c.customer_key for c in get_contacts(db, chosen) if c.customer_key}
    return chosen, len(every), customers


def _telling(session: Session, chosen: Sequence[str]) -> list[Telling]:
    from classifiers.stages.batch import contacts_of
    from classifiers.stages.classifier import StageClassifier
    from classifiers.teaching.telling import telling_words
    from corpora.store.contacts import turn_batch

    with session.workspace.reading() as db:
        turns = turn_batch(db, chosen)
    quick = StageClassifier(session.stages, encoder=session.static_encoder).fit()
    return telling_words(contacts_of(turns), quick)
