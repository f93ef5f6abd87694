"""Sentences, words and the few word lists that every classifier shares; plain `re`, no model."""

from __future__ import annotations

import re
from functools import lru_cache

# A full stop ends a sentence only before white space, so that 3.5 mm and v1.2 stay whole.
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\s*\n+\s*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|mr|mrs|ms|dr|no|nr|vs|etc|approx|incl)\.$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+(?:[.'’\-/][^\W_]+)*")
_ALNUM = re.compile(r"[^\W_]+")
_PARTICULARS = re.compile(r"\s(?:with|for|incl\w*|and|of|in)\s|[(,;|:–—]|\s-\s", re.IGNORECASE)

STOP_WORDS = frozenset(
    """a about after all also am an and any are as at be because been before being but by can could
    did do does doing done don't dont for from get got had has have having he her here hers him his
    how i i'd i'll i'm i've im if in into is isn't it it's its itself just let like ll may me might
    mine more most much must my no not now of off ok okay on one only or other our out over own
    please re really same shall she should so some such than thank thanks that that's the their
    them then there these they this those through to too up us ve very was we we're were what
    what's when where whether which while who whom whose why will with won't would wouldn't yes yet
    you you're your yours hi hello hey know tell want wanted wonder wondering need anyone someone
    something anything thing things""".split()
)
"""Words that say nothing about what a sentence is about."""

GENERIC = frozenset(
    """work works worked working use used using user come comes came buy bought purchase purchased
    order ordered get gets getting make makes product item thing unit look looking say says said
    able possible available good great best well many often actually still else currently instead
    find found see show mean put go going take takes set mention page website site description
    listing question ask asking info information help try tried think thought sure seem""".split()
)
"""Words of nearly every question about a product: they match anything."""

_FOREIGN = frozenset(
    """ich nicht und ist das die der wir sie haben bitte mein meine einen wie für mit auf auch
    je ne pas est les des une vous nous avec pour mon ma mais votre dans sur que qui
    el la los las una por para con mi es pero como está gracias quiero che non il di della per sono
    het een niet mijn wij jullie graag maar van uma não meu minha você obrigado quero""".split()
)
_ENGLISH = frozenset(
    """the a is to i my it and of you for in on this that not have was are with do can be your me
    how what when why at we please""".split()
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans `(start, end)` of the sentences of `text`, without surrounding space."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if "\n" not in match.group() and _ABBREVIATION.search(text, start, match.start()):
            continue
        _add_trimmed(spans, text, start, match.start())
        start = match.end()
    _add_trimmed(spans, text, start, len(text))
    return spans


def _add_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    stripped = part.strip()
    if stripped:
        start += len(part) - len(part.lstrip())
        spans.append((start, start + len(stripped)))


def words(text: str) -> list[str]:
    """Return the lower-case words of `text`; `3.5`, `wi-fi` and `don't` are one word each."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def pieces(text: str) -> list[str]:
    """Return the lower-case runs of letters and digits of `text`."""
    return _ALNUM.findall(text.lower())


@lru_cache(maxsize=50_000)
def title_front(title: str) -> str:
    """Return what a product is called, without what its title goes on to tell of it."""
    return _PARTICULARS.split(title.strip(), maxsplit=1)[0]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return `word` without the commonest English endings; good enough to match, not to show."""
    if len(word) < 4 or any(c.isdigit() for c in word):
        return word
    for ending, rest in (
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + rest
    if word.endswith("s") and word[-2] not in "su":
        word = word[:-1]
    for ending in ("ing", "ed", "able", "ible"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _undoubled(word[: -len(ending)])
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _undoubled(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word


def normal(text: str) -> str:
    """Return `text` in lower case with single spaces: texts that are the same for a reader."""
    return " ".join(text.lower().split())


def content_stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry meaning, in order, repeats kept."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


_PLACEHOLDER = re.compile(
    r"<[A-Z][A-Z_]*(?:_\d+)?>|<\w*__|__\w*>|\b__\w+__\b|https?://\S+|[@#](?=\w)"
)


def plain(text: str) -> str:
    """Return `text` without placeholders of redaction, addresses and marks: what models read."""
    return _PLACEHOLDER.sub(" ", text)


_OTHER_SCRIPT = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]")


def foreign(text: str) -> bool:
    """Tell whether `text` is clearly not English: by script, else by its commonest words."""
    head = text[:300]
    if not head.isascii() and len(_OTHER_SCRIPT.findall(head)) > max(4, len(head) / 3):
        return True
    found = set(words(head))
    other = len(found & _FOREIGN)
    return other >= 2 and len(found) >= 4 and other > 2 * len(found & _ENGLISH)


GENERIC_STEMS = frozenset(map(stem, GENERIC))
"""`GENERIC` for those who compare stems."""
