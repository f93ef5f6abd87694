"""What bears out a suggested text: the answers that it cites, and others that it does not rest on.

That every word stands in the cited answers is so by how texts are made, and only guards against
a change of that. Harder is whether somebody else said the same: a second contact's agent, or the
page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.reports.impersonal import as_sentence
from assistant.reports.suggesting import Suggestion
from classifiers.answerability.amounts import amounts
from classifiers.text import content_stems, words
from corpora.records import Turn

_TELLS = ("agent", "community")


def grounded(suggestion: Suggestion) -> bool:
    """Tell whether every word that carries meaning and every amount stands in the cited answers."""
    if suggestion.text is None:
        return True
    cited = [source.text for source in suggestion.sources]
    said = {word for text in cited for word in words(text)}
    return set(words(suggestion.text)) <= said and amounts_of([suggestion.text]) <= amounts_of(
        cited
    )


def borne_out(
    suggestion: Suggestion, turns: Mapping[str, Sequence[Turn]], page: Iterable[str]
) -> tuple[bool, float]:
    """Tell what of a text stands elsewhere than in the contact that each sentence is taken from.

    Args:
        suggestion: One with a text.
        turns: Turns of the contacts of the gap.
        page: The passages of the product's page.

    Returns:
        Whether every amount is given by an agent of a second contact, or by the page; and the
        share, 0 to 1, of the telling words that they have.
    """
    on_page = list(page)
    sound, told, held = True, 0, 0
    for source in suggestion.sources:
        sentence = as_sentence(source.text)
        if sentence not in (suggestion.text or ""):
            continue
        others = [*on_page, *_replies(turns, but=source.contact_id)]
        sound = sound and amounts_of([sentence]) <= amounts_of(others)
        stems = set(content_stems(sentence))
        known = {each for text in others for each in content_stems(text)}
        told, held = told + len(stems), held + len(stems & known)
    return sound, held / max(told, 1)


def amounts_of(texts: Iterable[str]) -> set[tuple[str, float]]:
    """Return every amount of these texts with its unit."""
    return {
        (unit, value)
        for text in texts
        for unit, values in amounts(text).items()
        for value in values
    }


def _replies(turns: Mapping[str, Sequence[Turn]], *, but: str) -> list[str]:
    return [
        turn.text
        for contact, own in turns.items()
        if contact != but
        for turn in own
        if turn.speaker in _TELLS and turn.visible
    ]
