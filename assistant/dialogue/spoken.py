"""Channels and departments by everyday words, where they narrow an answer and name nothing else.

These are read for the parameters of an action only: "calls" may well be what is counted, so that
the words stay what they are for telling which action is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.dialogue.readings import Mention, Reading
from assistant.dialogue.spans import mention_of
from assistant.dialogue.vocabulary import Vocabulary

_CALLS = re.compile(
    r"(?<!who )(?<!body )(?<!customer )(?<!people )(?<!most )\bcalls\b(?! (?:it|them|us|twice|again|about an? |fall|fell|going)\b)"
    r"|\bcallers?\b|\b(?:who|people|folks|customers) (?:called|rang|phoned)\b|\bcalled in\b"
    r"|\b(?:every|each) (?:single )?call\b|\b(?:they|who|people|customers|folks) (?:only |just )?(?:ring|phone)\b"
    r"|\bcall (?:transcripts?|recordings?|volumes?|numbers|logs?|channel|reasons)\b"
)
_TICKETS = re.compile(
    r"(?<!any )(?<!more )(?<!fewer )(?<!new )\btickets\b(?! (?:and|or) )|\b(?:every|each) ticket\b(?! type)|\bticket (?:chan|channel|side|queue)\b"
)
_REVIEWS = re.compile(r"\breviewers?\b|\b(?:think|maybe|was|in|left|wrote) a review\b")
_OFFICE = r"(?:dept\.?|departments?|desk|team|crew|folks|lot|people|line|side|staff|queue|guys|handled|bunch)"
_NO_DEPARTMENT = re.compile(
    r"^\s+(?:faults?|issues?|problems?|questions?|terms?|specs?|specifications?|support|details?|data|advice|figures?|price|page)\b"
)
_IN_ONE = re.compile(
    r"\b(?:for|in|by|at|to|with|give|of|from|ring|what|which|,|told|filter(?:ed)? to|only|just)\s+(?:the\s+|our\s+)?$"
)
_ONLY = re.compile(r"^\s*(?:only|alone|$|[,.?!;])")
_SHORT = {"tech": "technical", "bill": "billing", "sales team": "sales"}


def spoken_channel(reading: Reading) -> Mention | None:
    """Return the calls or tickets that an answer is narrowed by: "failure points, calls only"."""
    if reading.all("channel"):
        return None
    found = [
        mention_of(reading.lower, "channel", value, *match.span())
        for value, said in (("call", _CALLS), ("ticket", _TICKETS), ("review", _REVIEWS))
        for match in said.finditer(reading.lower)
        if not any(
            m.slot in ("path", "quoted") and m.start < match.end() and match.start() < m.end
            for m in reading.mentions
        )
    ]
    return found[0] if len({each.value for each in found}) == 1 else None


def spoken_department(reading: Reading, departments: Iterable[str]) -> Mention | None:
    """Return the department that an answer is narrowed by: "technical only", "the tech crew"."""
    known = {each.lower(): each for each in departments}
    for match in re.finditer(r"[a-z][\w&-]*", reading.lower):
        word, (start, end) = match[0].removesuffix("'s"), match.span()
        name = known.get(_SHORT.get(word, word))
        if name is None or any(
            m.slot in ("path", "quoted", "column", "product") and m.start <= start < m.end
            for m in reading.mentions
        ):
            continue
        before, after = reading.lower[:start], reading.lower[end:]
        office = re.match(rf"\s+{_OFFICE}\b", after)
        stage = any(m.slot == "stage" and m.start <= start < m.end for m in reading.mentions)
        titled = (
            reading.text[start].isupper()
            and bool(before.strip(" -,"))
            and not re.search(r"[.!?:]\s+$", before)
        )
        narrows = titled or (
            not stage
            and not _NO_DEPARTMENT.match(after)
            and (_IN_ONE.search(before) or _ONLY.match(after))
        )
        if office or narrows:
            return mention_of(
                reading.lower, "department", name, start, end + (office.end() if office else 0)
            )
    return _by_its_desk(reading, known)


_JOINED = re.compile(r"^\s*(?:and|or|to|into|&|vs\.?|versus|then)\s+(?:the\s+)?([a-z]+)")


def among_departments(reading: Reading, named: Mention, vocabulary: Vocabulary) -> bool:
    """Whether several departments are named in one breath: none of them narrows an answer alone."""
    known = {each.lower() for each in vocabulary.departments}
    behind = _JOINED.match(reading.lower[named.end :])
    before = re.search(
        r"\b([a-z]+)\s+(?:and|or|to|vs|versus)\s+(?:the\s+)?$", reading.lower[: named.start]
    )
    return any(found is not None and found[1] in known for found in (behind, before))


_PEOPLE = {
    "italians": "it", "spaniards": "es", "germans": "de", "frenchmen": "fr", "the french": "fr",
    "dutchmen": "nl", "poles": "pl", "swedes": "sv", "danes": "da", "norwegians": "nb",
    "turks": "tr", "russians": "ru", "austrians": "de", "portuguese": "pt",
}  # fmt: skip
_SPEAKERS = re.compile(rf"\b(?:{'|'.join(_PEOPLE)})\b")


def spoken_language(reading: Reading) -> str | None:
    """Return the language named, or that of the people named: "what brings Italians here"."""
    if reading.all("language"):
        return reading.first("language")  # type: ignore[no-any-return]
    found = _SPEAKERS.search(reading.lower)
    return _PEOPLE[found[0]] if found else None


def _by_its_desk(reading: Reading, known: dict[str, str]) -> Mention | None:
    """Return the department that alone has the words before "desk": "the Thorn Club desk"."""
    for match in re.finditer(r"\b([\w&]+(?: [\w&]+)?) (?:desk|dept|department)\b", reading.lower):
        for words in (match[1].split(), match[1].split()[-1:]):
            held = [name for each, name in known.items() if set(words) <= set(each.split())]
            if len(held) == 1:
                return mention_of(reading.lower, "department", held[0], *match.span())
    return None
