"""Whether a run of capitalised words is a name: the words around it, and what is known of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpora.redact import following, lexicon, mentioning, spelling
from corpora.redact.following import After
from corpora.redact.mentioning import Before

_DETERMINER = re.compile(
    r"\b(?:the|an?|this|these|those|my|our|your|their|his|her|its|some|any|new|old|[\"”]\s?\w?)\s$"
)
# How nouns and participles end, of which headlines and products are made.
_NOUN = re.compile(
    r"(?:tion|ment|ware|ness|ity|ics|ive|[^r]ings?|ance|ence|ures?|ools|ooks)s?(?: |$)|[A-Z]{4}"
)
_INITIALS = re.compile(r"(?:[A-Z]\.[ ]?){1,3}\w{3}")
# Behind these stand people and goods, behind the other prepositions mostly places.
_TO_PEOPLE = re.compile(r"\b(?:for|like|than|with|by|from)\s$")
_SAINT = re.compile(r"\bSt\.?\s$")
_LOWER_WORD = re.compile(r"\s[a-z]{3,}")
_OPEN, _CLOSE = ("", '"', "“", "„"), ('"', "”", "“")
_SPELLED_AS_ONE = 0.0  # log-odds of `spelling`
_MUCH_LIKE_ONE = 1.5
_BEFORE_ACTORS = frozenset(("", "and", "comma", "modal", "towards", "person", "place"))
_ACTS_AS_ONE = -0.6  # enough before a verb that only people do
_GREETED = -1.5  # enough behind "Hi", where words that are none are known


class Run(NamedTuple):
    """What is known of the words of a run.

    Attributes:
        several: It has more than one word.
        only: It begins with a given name and nothing else, or is told by all of its words.
        given: It begins with a given name, perhaps among other things, or is a surname.
        whole: Its last word is a name as well.
    """

    several: bool
    only: bool
    given: bool
    whole: bool


def _is_double(word: str) -> bool:
    """Tell whether a word is two given names: "Jean-Luc"."""
    parts = word.split("-")
    return len(parts) > 1 and all(
        lexicon.is_given_name(part) and not lexicon.is_no_name(part) for part in parts
    )


def is_name(text: str, start: int, end: int, *, shouted: bool) -> bool:
    """Tell whether the run `text[start:end]` names a person; `shouted`: capitals mean nothing."""
    words = text[start:end].split(" ")
    run = _known(words)
    before = mentioning.before(text, start)
    quoted = text[end : end + 1] in _CLOSE and text[start - 1 : start] not in _OPEN
    after = following.after(text, end + quoted, shouted=shouted)
    addressed = text[start - 1 : start] == "@" and run.only and not run.several
    if addressed or _is_of_things(text, start, end, before, given=run.given or shouted):
        return addressed
    signs = after.kind == "end" or (after.kind == "comma" and run.given)
    if before.kind == "proof" or after.kind == "named" or (before.kind == "closing" and signs):
        return True
    acts = after.kind in {"owns", "verb", "acts"} and not _DETERMINER.search(before.words)
    if _is_busy(text, end, before, run, words):
        return True
    if before.kind == "of a thing" and not (run.only and (run.several or acts)):
        return False
    bar = _GREETED if before.kind == "greeting" else _SPELLED_AS_ONE
    likely = run.given or any(spelling.likeness(word) > bar for word in words)
    if after.kind in {"here", "of a team"} and not shouted:
        return run.several or likely
    verb = _LOWER_WORD.match(text, end) is not None
    alike = all(spelling.likeness(word) > _MUCH_LIKE_ONE for word in words)
    return _by_balance(before, after, run, likely=likely, alike=alike, acts=verb)


def _is_busy(text: str, end: int, before: Before, run: Run, words: list[str]) -> bool:
    """Tell whether a run does or has what people do, and can be one: "Halvard ordered hers".

    What stands before it and its spelling say whether it can.
    """
    if run.given and mentioning.is_asked_of(before) and following.does_something(text, end):
        return True  # "Could Penny check it?"
    if not following.acts_as_people(text, end):
        return False
    that = before.kind == "of a thing" and before.words.endswith("that ")
    if not that and before.kind not in _BEFORE_ACTORS:
        return False
    return run.given or all(spelling.likeness(word) > _ACTS_AS_ONE for word in words)


def _known(words: list[str]) -> Run:
    several = len(words) > 1
    only = lexicon.is_only_a_name(words[0]) or _is_double(words[0])
    if several and not only:
        # "Summer Reyes", "Hyun-woo Bae", "K. Lindholm"
        by_last = lexicon.is_surname(words[-1]) and not lexicon.is_company(words[0])
        only = by_last or _INITIALS.match(" ".join(words)) is not None
    given = only or lexicon.is_given_name(words[0]) or lexicon.is_surname(words[0])
    whole = lexicon.is_surname(words[-1]) or lexicon.is_given_name(words[-1])
    return Run(several, only, given or words[0].islower(), whole)


def _is_of_things(text: str, start: int, end: int, before: Before, *, given: bool) -> bool:
    """Tell whether a run is no person's by its own words, whatever stands around it."""
    run = text[start:end]
    if text[end : end + 2] in {"'s", "’s"} and lexicon.is_no_name(run.split(" ")[-1] + "s"):
        return True  # "Wendy's", "Levi's"
    placed = _SAINT.search(text, max(0, start - 4), start) is not None
    if placed or text[start - 1 : start] == "@" or lexicon.is_brand(before.words[-12:] + run):
        return True
    if given or before.kind in {"proof", "closing"}:
        return False
    # In other languages nouns have capitals, and the words around say nothing to us.
    return lexicon.is_foreign(text) or (
        _NOUN.search(run) is not None and before.kind not in {"intro", "greeting"}
    )


def _by_balance(
    before: Before, after: After, run: Run, *, likely: bool, alike: bool, acts: bool
) -> bool:
    """Weigh the words around a run; the first line that applies decides.

    Args:
        before: What stands before it.
        after: What stands after it.
        run: What is known of its words.
        likely: It is known, or spelled as names are.
        alike: All of it is spelled very much as names are.
        acts: A word in lower case follows, which can be a verb.
    """
    several, only, given, whole = run
    ends = after.kind in {"end", "comma"}
    goes_on = after.kind != "thing"
    kind = before.kind if goes_on else ""
    plain = _is_plain(before, after)
    lines: tuple[tuple[bool, bool], ...] = (
        (kind == "intro" and given and (only or several or ends), True),
        (kind == "greeting" and (only or (ends and (given or before.opens))), True),
        (kind in {"intro", "greeting"}, likely),
        (kind == "person", True),
        (kind == "towards" and (given or (several and likely) or alike), True),
        (only and after.kind == "thing" and mentioning.is_asked_of(before) and acts, True),
        (kind == "modal" and given and after.kind == "verb", True),
        (kind == "modal", given or (several and likely)),
        (after.kind == "owns", only),
        (after.kind == "verb", given or (several and likely)),
        (only and (several or before.kind in {"comma", "and"}), goes_on),
        (only and before.opens and ends, True),
        (several and given and whole and before.opens and ends, True),
        (plain and given and after.kind == "acts" and not before.opens, True),
        (plain and given and not before.opens, True),
        (plain and several and not before.opens, False),
        (
            before.kind in {"place", "towards"},
            only and goes_on and _TO_PEOPLE.search(before.words) is not None,
        ),
        (only and goes_on, True),
    )
    return next((verdict for applies, verdict in lines if applies), False)


def _is_plain(before: Before, after: After) -> bool:
    """Tell whether nothing around speaks for a thing or a place: names stand so, too."""
    return before.kind in {"", "and", "comma", "modal"} and after.kind in {
        "small",
        "acts",
        "end",
        "comma",
    }
