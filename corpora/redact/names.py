"""Names of people, as far as the words around them say so.

A capital letter is no proof: "the Charlotte sofa", "my Dyson", "Jo Malone". What proves a name is
how people bring one up: "my name is", "this is ... from", "spoke to", "Mr", "my wife", a greeting,
a signature. What may be a name without such proof comes back as a guess, which `ner` decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from corpora.redact import lexicon, lower_case, mentioning
from corpora.redact.intervals import Taken
from corpora.redact.mentioning import After, Before

_UP = "A-ZÀ-ÖØ-ÞŁŚŻŹĆŃÇŞĞİČŠŽĐŘĽŐŰ"
_LETTER = r"[^\W\d_]"
_WORD = (
    rf"(?:[OD]['’][{_UP}]{_LETTER}{{1,20}}"
    rf"|[{_UP}]{_LETTER}{{1,24}}(?:[-–][{_UP}]{_LETTER}{{1,24}}){{0,2}})"
)
_PARTICLE = (
    r"(?:de|da|dos|del|della|di|van|von|der|den|ten|ter|bin|ibn|ben|abu|al|el|la|le|du|zu|ap|ferch"
    r"|das|af)"
)
# In lower case these begin a name only where more of it follows: "van der Merwe", "de la Cruz".
_LEADING = r"van[ ]de[nr]|van|von[ ]der|von|de[ ]la|della|dos|ter|bin|ibn"
_RUN = re.compile(
    rf"(?<![\w#/’'.-])(?<!\w@)"
    rf"(?:(?:[{_UP}]\.[ ]?){{1,3}}|(?:Ó|Ní|Mac|Nic|{_LEADING})[ ])?{_WORD}"
    rf"(?:[ ](?:[{_UP}]\.?[ ]|Mac[ ]an[ ])?(?:{_PARTICLE}[ ]){{0,2}}{_WORD}){{0,3}}"
    rf"(?:[ ][{_UP}]\.(?=[ ][a-z(]))?(?![\w@])"
)
# "Isla and Rory", "Faith or possibly Hope", "neither Art nor Dale", "Ann/Bea"
_LINK_WORDS = (
    r"(?:\s(?:and|or|nor|then)\s(?:(?:possibly|maybe|perhaps|also|then|even|my|his|her)\s)?"
)
_LINK_AHEAD = re.compile(_LINK_WORDS + r"|\s&\s|/)")
_LINK_BEHIND = re.compile(_LINK_WORDS + r"|\s&\s|/|,\s)$")
_DETERMINER = re.compile(
    r"\b(?:the|an?|this|these|those|my|our|your|their|his|her|its|some|any|new|old|[\"”]\s?\w?)\s$"
)
# How nouns and participles end, of which headlines and products are made.
_NOUN = re.compile(
    r"(?:tion|ment|ware|ness|ity|ics|ive|[^r]ings?|ance|ence|ures?|ools|ooks)s?(?: |$)|[A-Z]{4}"
)
_LINK = 16  # characters that can join two names
_SPELLED = re.compile(r"(?<![\w-])[A-Z](?:(?:-|\s|\.\s?|,\s)[A-Z]){2,14}(?![\w-])")
_INVERTED = re.compile(
    rf"(?P<name>[{_UP}]{_LETTER}{{1,20}},[ ](?P<given>[{_UP}]{_LETTER}{{1,20}}))(?![\w,])"
)


Verdict = Literal["yes", "likely", "maybe", "no"]


class Guess(NamedTuple):
    """`text[start:end]` may be a name; `cue`: the words around speak for a person."""

    start: int
    end: int
    cue: bool


class Heard(NamedTuple):
    """Names that are certain as `(start, end)`, and guesses, in no order."""

    sure: list[tuple[int, int]]
    guesses: list[Guess]


def hear(text: str, before: str) -> Heard:
    """Find names in a turn; `before` is the turn before it, which may ask for one."""
    sure = list(lower_case.introduced(text))
    sure += lower_case.answers(text, before)
    guesses: list[Guess] = []
    doubted: list[tuple[int, int]] = []
    things: set[str] = set()
    shouted = text.isupper()
    for start, end in _runs(text, shouted=shouted):
        verdict = _verdict(text, start, end, shouted=shouted)
        if verdict == "yes":
            sure.append((start, end))
        elif verdict != "no":
            guesses.append(Guess(start, end, verdict == "likely"))
            doubted.append((start, end))
        else:
            doubted.append((start, end))
            if mentioning.after(text, end).kind == "thing":
                things.add(text[start:end])
    # "the Hazel dresser ... only Hazel came with screws"
    sure = [span for span in sure if not _is_one_of(things, text[slice(*span)])]
    if not any(map(str.isupper, text[1:])):
        sure += [
            span for span in lower_case.given_names(text) if _verdict(text, *span, shouted=True)
        ]
    if "spell" in text or "spell" in before:
        sure += [match.span() for match in _SPELLED.finditer(text)]
    for match in _INVERTED.finditer(text):
        # "PATEL, HARSHIL - two bags missing"
        if lexicon.is_only_a_name(match["given"]) and _begins(text, match):
            sure.append(match.span("name"))
    sure += _joined(text, doubted, sure)
    likely = [(guess.start, guess.end) for guess in guesses if guess.cue]
    guesses += [Guess(*span, cue=True) for span in _joined(text, doubted, likely)]
    taken = Taken(sure)
    left = [
        guess
        for guess in guesses
        if text[guess.start : guess.end] not in things and not taken.meets(guess.start, guess.end)
    ]
    return Heard(sure, left)


def _runs(text: str, *, shouted: bool) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised words without the ordinary ones among them."""
    for match in _RUN.finditer(text):
        start = at = match.start()
        end = at
        for word in match.group().split(" "):
            stop = at + len(word)
            if _is_ordinary(text, word, at, start, shouted=shouted):
                if end > start:
                    yield start, end
                start = end = stop + 1
                if lexicon.is_company(word):
                    break  # "Google Cloud", "Adobe Creative Suite"
            else:
                end = stop
            at = stop + 1
        else:
            if end > start:
                yield start, end


def _is_ordinary(text: str, word: str, at: int, start: int, *, shouted: bool) -> bool:
    if word.islower():
        return False  # "van der Merwe"
    if len(word) <= 2 and not word.endswith(".") and word.isupper() and at == start:
        return True
    if word.isupper() and len(word) > 2 and not shouted:
        around = text[max(0, at - 4) : at].isupper() or text[at + len(word) :][:4].strip().isupper()
        named = around and len(word) > 3 and lexicon.is_only_a_name(word)
        return not named and mentioning.before(text, start).kind != "proof"
    if lexicon.is_no_name(word + text[at + len(word) :][:2]):
        return True  # Wendy's, Lloyd's
    if not lexicon.is_no_name(word):
        return False
    return not (at == start and _is_name_all_the_same(text, word, at))


def _is_name_all_the_same(text: str, word: str, at: int) -> bool:
    """Tell whether a name that is a word, a place or a brand is meant as a name."""
    behind = text[at + len(word) + 1 : at + len(word) + 2]
    if lexicon.is_given_name(word):
        # "April Ng here", "I'm Will Marsh", "my daughter Paris", "spoke to a Will"
        return behind.isupper() or (
            not behind.isdigit() and mentioning.before(text, at).kind in {"proof", "person"}
        )
    return mentioning.is_titled(text, at) and text[at + len(word) : at + len(word) + 2] != "'s"


def _verdict(text: str, start: int, end: int, *, shouted: bool) -> Verdict:
    words = text[start:end].split(" ")
    before = mentioning.before(text, start)
    after = mentioning.after(text, end, shouted=shouted)
    only = lexicon.is_only_a_name(words[0])
    given = only or lexicon.is_given_name(words[0]) or words[0].islower()
    if text[start - 1 : start] == "@" and only and len(words) == 1:
        return "yes"
    if _is_of_things(text, start, end, before, given=given or shouted):
        return "no"
    signs = after.kind == "end" or (after.kind == "comma" and given)
    if before.kind == "proof" or (before.kind == "closing" and signs):
        return "yes"
    acts = after.kind in {"owns", "verb", "acts"} and not _DETERMINER.search(before.words)
    if before.kind == "of a thing" and not (only and (len(words) > 1 or acts)):
        return "no"
    if after.kind in {"here", "of a team"} and not shouted:
        return "yes" if given or len(words) > 1 else "likely"
    return _by_balance(before, after, several=len(words) > 1, only=only, given=given)


def _is_one_of(things: set[str], name: str) -> bool:
    return name in things and not lexicon.is_only_a_name(name)


def _is_of_things(text: str, start: int, end: int, before: Before, *, given: bool) -> bool:
    """Tell whether a run is no person's by its own words, whatever stands around it."""
    run = text[start:end]
    if text[start - 1 : start] == "@" or lexicon.is_brand(before.words[-12:] + run):
        return True
    if given or before.kind in {"proof", "closing"}:
        return False
    # In other languages nouns have capitals, and the words around say nothing to us.
    return lexicon.is_foreign(text) or (
        _NOUN.search(run) is not None and before.kind not in {"intro", "greeting"}
    )


def _by_balance(before: Before, after: After, *, several: bool, only: bool, given: bool) -> Verdict:
    """Weigh the words around a run; the first line that applies decides.

    Args:
        before: What stands before it.
        after: What stands after it.
        several: It has more than one word.
        only: Its first word is a given name and nothing else.
        given: Its first word is a given name, perhaps among other things.
    """
    ends = after.kind in {"end", "comma"}
    goes_on = after.kind != "thing"
    kind = before.kind if goes_on else ""
    # A known name and words that speak for a person: the model knows no better.
    likely: Verdict = "yes" if given else "likely" if several else "no"
    lines: tuple[tuple[bool, Verdict], ...] = (
        (kind == "intro" and given and (only or several or ends), "yes"),
        (kind == "greeting" and (only or (ends and (given or before.opens))), "yes"),
        (kind in {"intro", "greeting"}, "yes" if given and ends else "likely"),
        (kind == "person", "yes"),
        (kind == "modal" and given and after.kind == "verb", "yes"),
        (kind == "modal", "yes" if only and after.kind in {"end", "of a team"} else likely),
        (after.kind == "owns", "yes" if only else "no"),
        (after.kind == "verb", "yes" if only else likely),
        (after.kind == "verb" and not before.opens, "yes" if given else "likely"),
        (only and (several or before.kind in {"comma", "and"}), "yes" if goes_on else "maybe"),
        (only and before.opens and ends, "yes"),
        (_is_plain(before, after) and given and after.kind == "acts" and not before.opens, "yes"),
        (_is_plain(before, after) and given and not before.opens, "yes" if ends else "likely"),
        (_is_plain(before, after) and several and not before.opens, "maybe"),
        (before.kind == "place", "maybe" if several and only and goes_on else "no"),
        (only and goes_on, "maybe" if before.opens else "yes"),
    )
    return next((verdict for applies, verdict in lines if applies), "no")


def _is_plain(before: Before, after: After) -> bool:
    """Tell whether nothing around speaks for a thing or a place: names stand so, too."""
    return before.kind in {"", "and", "comma", "modal"} and after.kind in {
        "small",
        "acts",
        "end",
        "comma",
    }


def _joined(
    text: str, doubted: list[tuple[int, int]], sure: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Find given names that "and" joins to a certain one: "Isla and Rory Ames"."""
    if not sure:
        return []
    starts, ends = ({span[side] for span in sure} for side in (0, 1))
    joined = []
    for start, end in doubted:
        link = _LINK_AHEAD.match(text, end)
        ahead = link is not None and link.end() in starts
        link = _LINK_BEHIND.search(text, max(0, start - _LINK), start)
        behind = link is not None and link.start() in ends
        word = text[start:end]
        if (ahead or behind) and (" " in word or lexicon.is_given_name(word)):
            joined.append((start, end))
    return joined


def _begins(text: str, match: re.Match[str]) -> bool:
    introduced = mentioning.before(text, match.start()).kind == "proof"
    ahead = text[max(0, match.start() - 8) : match.start()].rstrip(" ")
    surname = match["name"].split(",", 1)[0]
    return introduced or (surname.isupper() and (not ahead or ahead[-1] in "\n:;."))


def mentions(found: Iterable[str]) -> Callable[[str], list[tuple[int, int]]]:
    """Return a function that finds the words of `found` names wherever they come up again.

    Words that are also ordinary ones ("Will", "Grace") are not looked for by themselves.
    """
    words = {
        re.escape(word)
        for name in found
        for word in name.split(" ")
        if len(word) > 2
        and word[0].isupper()
        and not lexicon.is_no_name(word)
        and (lexicon.is_only_a_name(word) or not lexicon.is_given_name(word))
    }
    if not words:
        return lambda _: []
    pattern = re.compile(rf"(?<![\w@#'’-])(?:{'|'.join(sorted(words))})(?![\w@])")
    return lambda text: [match.span() for match in pattern.finditer(text)]
