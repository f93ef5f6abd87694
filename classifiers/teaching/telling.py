"""The words of a contact that say what it is about, and its vector: what groups are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from classifiers.needs.unnamed import without_names
from classifiers.stages.classifier import StageClassifier
from classifiers.stages.contacts import PATIENCE, Said, customer_sentences
from classifiers.stages.smalltalk import GREETS, IDENTIFIES
from classifiers.text import plain, words
from corpora.protocols import Encoder, Vectors
from corpora.records import Turn

MOST_SENTENCES = 3
"""So many sentences of a contact make its vector: more would blur what it is about."""
READABLE = 6
"""A sentence of so many words tells a person what a contact is about."""
_EMPTY = 0.05
"""What a greeting, a name or a number counts: two contacts that begin so are not alike."""
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Telling:
    """What a contact is judged by.

    Attributes:
        contact_id: The contact.
        sentences: Its most telling sentences, in the order in which they were said.
        weights: How much each counts.
    """

    contact_id: str
    sentences: tuple[Said, ...]
    weights: tuple[float, ...]

    @property
    def shown(self) -> Said:
        """The span that people see: from the first to the last of these in the clearest's turn.

        A word or two tell a person little, however clear they are to the model: they are shown
        only where there is nothing fuller.
        """
        full = [min(1.0, len(words(plain(each.text))) / READABLE) for each in self.sentences]
        clearest = self.sentences[int(np.argmax(np.asarray(self.weights) * full))]
        own = [each for each in self.sentences if each.turn_index == clearest.turn_index]
        start, end = own[0].start, own[-1].end
        return Said(clearest.turn_index, start, end, " ".join(each.text for each in own))


def telling_words(
    contacts: Iterable[tuple[str, Sequence[Turn]]], classifier: StageClassifier
) -> list[Telling]:
    """Return what each contact is judged by; contacts without words of a customer are left out.

    Args:
        contacts: Ids and turns.
        classifier: Tells small talk from the rest; the fast encoder is good enough for that.
    """
    found = [(contact, customer_sentences(turns)) for contact, turns in contacts]
    found = [(contact, said) for contact, said in found if said]
    flat = [plain(sentence.text) for _, said in found for sentence in said]
    joint = classifier.joint(classifier.encoder_.encode(flat))
    bears = (1.0 - joint[:, -1]) * (0.2 + joint[:, :-1].max(axis=1, initial=0.0))
    result, start = [], 0
    for contact, said in found:
        own = bears[start : start + len(said)] * 0.5 ** (np.arange(len(said)) / PATIENCE)
        start += len(said)
        own = own * [_EMPTY if _says_nothing(each.text) else 1.0 for each in said]
        best = np.sort(np.argsort(-own, kind="stable")[:MOST_SENTENCES])
        weights = tuple(float(own[i]) for i in best)
        result.append(Telling(contact, tuple(said[i] for i in best), weights))
    return result


def _says_nothing(sentence: str) -> bool:
    return GREETS.fullmatch(sentence) is not None or IDENTIFIES.search(sentence) is not None


def vectors_of(
    telling: Sequence[Telling], encoder: Encoder, names: Collection[str] = ()
) -> Vectors:
    """Return one unit vector a contact: the weighted mean of its sentences', `(n, dimensions)`.

    Args:
        telling: What each contact is judged by.
        encoder: Whose vectors.
        names: Stems of products' names (`name_stems`), which are read as "it": contacts about one
            kettle say alike, whatever they want.
    """
    flat = [
        plain(without_names(sentence.text, names))
        for each in telling
        for sentence in each.sentences
    ]
    encoded = encoder.encode(flat)
    vectors = np.zeros((len(telling), encoded.shape[1]), dtype=np.float32)
    start = 0
    for row, each in enumerate(telling):
        end = start + len(each.sentences)
        weights = np.asarray(each.weights, dtype=np.float32) + _TINY
        vectors[row] = weights @ encoded[start:end]
        start = end
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    norms[norms == 0] = 1.0
    return np.asarray(vectors / norms, dtype=np.float32)
