"""Slips of the keyboard and short forms put right before anything is understood.

Only words in small letters that nobody knows are touched, outside of quotation marks: a name that
somebody gives is left as it was typed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.dialogue.vocabulary import Vocabulary

_SHORT_FORMS = {
    "abt": "about", "bc": "because", "cant": "can't", "cust": "customer", "custs": "customers",
    "dept": "department", "dont": "don't", "gimme": "give me", "hw": "how", "msg": "message",
    "ppl": "people", "r": "are", "shld": "should", "shud": "should", "teh": "the",
    "thier": "their", "u": "you", "ur": "your", "wat": "what", "wats": "what's", "wether": "whether",
    "wich": "which", "wid": "with", "wot": "what", "wots": "what's", "wrk": "work", "yr": "your",
    "waht": "what", "hte": "the", "adn": "and", "taht": "that", "tht": "that", "w/o": "without",
    "thats": "that's", "whats": "what's", "wheres": "where's", "whos": "who's", "hows": "how's",
    "theres": "there's", "isnt": "isn't", "arent": "aren't", "doesnt": "doesn't", "didnt": "didn't",
    "havent": "haven't", "hasnt": "hasn't", "wasnt": "wasn't", "werent": "weren't", "im": "i'm",
    "wont": "won't", "couldnt": "couldn't", "shouldnt": "shouldn't", "wouldnt": "wouldn't",
    "ive": "i've", "youre": "you're", "theyre": "they're", "weve": "we've", "dunno": "don't know",
    "wk": "week", "wks": "weeks", "mth": "month", "mths": "months", "qtr": "quarter", "tkt": "ticket",
    "tkts": "tickets", "jrny": "journey", "plz": "please", "shd": "should", "wd": "would", "tmrw": "tomorrow",
    "smth": "something", "acct": "account", "lemme": "let me", "lst": "last", "merch": "merch",
    "yday": "yesterday", "tho": "though", "em": "them", "xmas": "christmas", "mos": "months",
    "fo": "of", "ot": "to", "si": "is", "shwo": "show", "yest": "yesterday",
}  # fmt: skip
_WORD = re.compile(r"\"[^\"]*\"|`[^`]*`|(?<![\w'/.@-])[a-z]+(?:'[a-z]+)?(?:/o)?(?![\w/@-]|\.\w)")
_PHRASES = (
    (re.compile(r"\b(this|last|past|per|each|every|by|of the|previous) yr\b"), r"\1 year"),
    (re.compile(r"\byr to date\b"), "year to date"),
    (re.compile(r"\bw/in\b"), "within"),
    (re.compile(r"\bw/out\b"), "without"),
    (re.compile(r"(?<!\S)w/?(?=\s+[\"'a-z])"), "with"),
    (re.compile(r"\bb4\b"), "before"),
)
"""Short forms that are read by the words beside them, or that are no letters alone."""
_LONG = 4
_SURELY_TWO = 6
_MONTHS = frozenset(
    """january february march april june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday yesterday""".split()
)


def mended(text: str, vocabulary: Vocabulary) -> str:
    """Return an utterance with its slips put right.

    Args:
        text: On one line, as it was typed.
        vocabulary: The names that the workspace knows: they are no slips.
    """
    for short, whole in _PHRASES:
        text = short.sub(whole, text)
    return _WORD.sub(lambda found: _meant(found[0], vocabulary), text)


def as_typed(said: str, original: str, vocabulary: Vocabulary) -> str:
    """Return words that are looked for as they were typed: what customers say is mended by nobody.

    Args:
        said: The words, out of the mended utterance.
        original: The utterance before it was mended.
        vocabulary: The names that the workspace knows.
    """
    for found in _WORD.finditer(original):
        meant = _meant(found[0], vocabulary)
        if meant != found[0] and found[0] not in _SHORT_FORMS:
            said = re.sub(rf"\b{re.escape(meant)}\b", found[0], said)
    return said


def _meant(word: str, vocabulary: Vocabulary) -> str:
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    if len(word) < _LONG or word[0] in '"`' or "'" in word:
        return word
    from assistant.dialogue.vocabulary import singular

    if word in _known() or singular(word) in vocabulary.own_words:
        return word
    return _parted(word, vocabulary) or _nearest(word)


def _parted(word: str, vocabulary: Vocabulary) -> str | None:
    """Return two words of a product's name that were written as one, perhaps with a slip."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    from assistant.dialogue.vocabulary import singular

    slips = 1 if len(word) > _SURELY_TWO else 0
    found = process.extractOne(
        singular(word), tuple(vocabulary.joined), scorer=OSA.distance, score_cutoff=slips
    )
    return vocabulary.joined[found[0]] if found is not None else None


@lru_cache(maxsize=1)
def _common() -> tuple[str, ...]:
    """Return the words that slips are held against."""
    from assistant.dialogue.intents import example_words

    return tuple(sorted({w for w in example_words() if len(w) >= _LONG - 1} | _MONTHS))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return the words that are meant as they stand: MiniLM's whole words, and the examples'."""
    from assistant.dialogue.vocabulary import synonyms
    from classifiers.encoding.encoders import minilm_directory

    english = (minilm_directory() / "vocab.txt").read_text(encoding="utf-8").split()
    own = {w for by in synonyms().values() for n in by.values() for each in n for w in each.split()}
    return frozenset((*english, *_common(), *own))


@lru_cache(maxsize=10_000)
def _nearest(word: str) -> str:
    """Return the example word that is one slip away, swapped letters too, or the word itself."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = 1 if len(word) <= 2 * _LONG else 2
    found = process.extract(word, _common(), scorer=OSA.distance, score_cutoff=slips, limit=3)
    # Two slips of one kind are no slip: "descaling" is not "dealing".
    near = [
        each
        for each, slips, _ in found
        if slips == 1 or (each[0] == word[0] and abs(len(each) - len(word)) < slips)
    ]
    return (
        min(near, key=lambda each: (OSA.distance(word, each), each[-1] != word[-1]))
        if near
        else word
    )
