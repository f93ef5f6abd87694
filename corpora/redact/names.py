"""Names of people, as far as the words around them say so.

A capital letter is no proof: "the Charlotte sofa", "my Dyson", "Jo Malone". What proves a name is
how people bring one up: "my name is", "this is ... from", "spoke to", "Mr", "my wife", a greeting,
a signature. `weighing` decides about the rest by these words and by what is known of the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from corpora.redact import (
    answering,
    following,
    headings,
    lexicon,
    lower_case,
    mentioning,
    settling,
    spelling,
    weighing,
)
from corpora.redact.network import Judged

_UP = "A-ZÀ-ÖØ-ÞŁŚŻŹĆŃÇŞĞİČŠŽĐŘĽŐŰ"
_LETTER = r"[^\W\d_]"
_WORD = (
    rf"(?:[OD]['’][{_UP}]{_LETTER}{{1,20}}"
    rf"|[{_UP}]{_LETTER}{{1,24}}"
    rf"(?:[-–][{_UP}]{_LETTER}{{1,24}}|-[a-z]{{2,7}}(?=[ ][{_UP}])){{0,2}})"
)
_PARTICLE = (
    r"(?:de|da|dos|del|della|di|van|von|der|den|ten|ter|bin|ibn|ben|abu|al|el|la|le|du|zu|ap|ferch"
    r"|das|af)"
)
# In lower case these begin a name only where more of it follows: "van der Merwe", "de la Cruz".
_LEADING = r"van[ ]de[nr]|van|von[ ]der|von|de[ ]la|della|dos|ter|bin|ibn"
_RUN = re.compile(
    rf"(?<![\w#/’'.-])(?<!\w@)"
    rf"(?:(?:[{_UP}]\.[ ]?){{1,3}}|[B-HJ-Z][ ]|(?:Ó|Ní|Mac|Nic|{_LEADING})[ ])?{_WORD}"
    rf"(?:[ ](?:[{_UP}]\.?[ ]|Mac[ ]an[ ])?(?:{_PARTICLE}[ ]){{0,2}}{_WORD}){{0,3}}"
    rf"(?:[ ][{_UP}]\.(?=[ ][a-z(]))?(?![\w@])"
)
# "Isla and Rory", "Faith or possibly Hope", "neither Art nor Dale", "Ann/Bea"
_LINK_WORDS = (
    r"(?:\s(?:and|or|nor|then)\s(?:(?:possibly|maybe|perhaps|also|then|even|my|his|her)\s)?"
)
_LINK_AHEAD = re.compile(_LINK_WORDS + r"|\s&\s|/)")
_LINK_BEHIND = re.compile(_LINK_WORDS + r"|\s&\s|/|,\s)$")
_ACTS = re.compile(
    r"\s(?:said|says|told|tells|called|rang|phoned|emailed|wrote|drove|promised|asked|answered"
    r"|replied|explained|apologi[sz]ed|fixed|installed|helped|sorted|never|hung|came|went|will"
    r"|(?:at|from|in)\s(?:the|your)\s(?:\w+\s)?(?:desk|branch|store|shop|office|team|garage"
    r"|accounts|billing|dispatch|support|reception))\b"
)
_FROM_YOU = re.compile(
    r"\s(?:from\s(?:your|the\s(?:chat|night|day|help|support|sales|billing|returns|late|early))\s"
    r"|(?:from|in|on)\s(?:chat|support|billing|sales|returns|accounts|complaints|dispatch)\b"
    r"|(?:was|is)\s(?:meant|supposed|going)\sto\b)"
)
# "the Okafors next door", "the Abara family"
_FAMILY = re.compile(
    rf"\b[Tt]he\s(?P<name>[{_UP}]{_LETTER}{{2,20}})(?=['’]?\s(?:next\sdoor|at\s(?:number|no)\b"
    r"|(?:in|from|of)\s(?:flat|number|apartment|apt|unit|next)|across\sthe|over\sthe\sroad|opposite"
    r"|upstairs|downstairs|family|household))"
)
# "name on the card is J A BRATHWAITE"
_PRINTED = re.compile(
    rf"(?<=\bcard\sis\s)(?:[{_UP}]\.?\s){{1,3}}[{_UP}]{{3,20}}(?:[- ][{_UP}]{{3,20}}){{0,2}}(?!\w)"
)
_JOINS = frozenset("@#'’-")
_I = re.compile(r"\s[IA]\b")
_VOCATIVE = re.compile(r"\s?[,!.\n]|$")
_LINK = 16  # characters that can join two names
_SPELLED = re.compile(r"(?<![\w-])[A-Z](?:(?:-|\s|\.\s?|,\s)[A-Z]){2,14}(?![\w-])")
_INVERTED = re.compile(
    rf"(?P<name>[{_UP}]{_LETTER}{{1,20}},[ ](?P<given>[{_UP}]{_LETTER}{{1,20}}))(?![\w,])"
)


def hear(
    text: str, before: str, judged: Sequence[Judged] = (), *, first: bool = False
) -> list[tuple[int, int]]:
    """Find names in a turn.

    Args:
        text: The turn.
        before: The turn before it, which may ask for one.
        judged: How likely the network holds its words for names.
        first: Whether it is a contact's first, over which readers put its subject.
    """
    sure, doubted, things = _weighed(text)
    told = [*lower_case.introduced(text), *answering.answers(text, before)]
    sure += told
    # "the Hazel dresser ... only Hazel came with screws"
    sure = [span for span in sure if not _is_one_of(things, text[slice(*span)])]
    if text[1:] == text[1:].lower():
        sure += [
            span
            for span in lower_case.given_names(text)
            if weighing.is_name(text, *span, shouted=True)
        ]
    if "spell" in text or "spell" in before:
        sure += [match.span() for match in _SPELLED.finditer(text)]
    sure += _families(text)
    sure += [match.span() for match in _PRINTED.finditer(text)]
    sure += _inverted(text)
    found = settling.settle(text, [*sure, *_joined(text, doubted, sure)], judged, things)
    return headings.without_subject(text, found, told) if first else found


def _weighed(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]], set[str]]:
    """Return which runs of a text are names by what stands around them, which are not, and goods.

    Goods are the words of runs that are used like a thing's.
    """
    sure: list[tuple[int, int]] = []
    doubted: list[tuple[int, int]] = []
    things: set[str] = set()
    shouted = text.isupper()
    for start, end in _runs(text, shouted=shouted):
        if weighing.is_name(text, start, end, shouted=shouted):
            sure.append((start, end))
        else:
            doubted.append((start, end))
            if following.after(text, end).kind == "thing":
                things.add(text[start:end])
    return sure, doubted, things


def _families(text: str) -> Iterator[tuple[int, int]]:
    for match in _FAMILY.finditer(text) if "he " in text else ():
        stem = match["name"].removesuffix("s")
        if not lexicon.is_no_name(match["name"]) and (
            lexicon.is_given_name(stem) or lexicon.is_surname(stem) or spelling.likeness(stem) > 0
        ):
            yield match.span("name")


def _inverted(text: str) -> Iterator[tuple[int, int]]:
    """Find "PATEL, HARSHIL - two bags missing"."""
    for match in _INVERTED.finditer(text):
        known = lexicon.is_surname(match["name"].split(",", 1)[0])
        if lexicon.is_only_a_name(match["given"]) and (_begins(text, match) or known):
            yield match.span("name")


def _runs(text: str, *, shouted: bool) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised words without the ordinary ones among them."""
    for match in _RUN.finditer(text):
        start = at = match.start()
        end = at
        for word in match.group().split(" "):
            stop = at + len(word)
            if at == start and lexicon.fold(word) in settling.PLACES:
                break  # "Hurricane Maria", "San Jose"
            if _is_ordinary(text, word, at, start, shouted=shouted):
                if end > start:
                    yield start, end
                start = end = stop + 1
                if lexicon.is_company(word) and word != "LG":  # a closing in German
                    break  # "Google Cloud", "Adobe Creative Suite"
            else:
                end = stop
            at = stop + 1
        else:
            if end > start:
                yield _without_first(text, start, end), end


def _without_first(text: str, start: int, end: int) -> int:
    """Return where a name begins behind a word that has its capital from the sentence.

    "Emailed Wolfgang on Monday", "Cashier Monique".
    """
    words = text[start:end].split(" ")
    first = words[0]
    if len(words) == 1 or lexicon.is_given_name(first) or lexicon.is_surname(first) or "." in first:
        return start
    opens = mentioning.opens(text, start) and not text[start:end].isupper()
    return start + len(first) + 1 if opens and lexicon.is_only_a_name(words[1]) else start


def _is_ordinary(text: str, word: str, at: int, start: int, *, shouted: bool) -> bool:
    if word.islower():
        return False  # "van der Merwe"
    if len(word) <= 2 and not word.endswith(".") and word.isupper() and at == start:
        introduced = len(word) == 1 and mentioning.before(text, at).kind in {"proof", "closing"}
        return not introduced and not mentioning.is_titled(text, at)  # "Ms K Petrosyan"
    if word.isupper() and len(word) > 2 and not shouted:
        around = text[max(0, at - 4) : at].isupper() or text[at + len(word) :][:4].strip().isupper()
        named = around and len(word) > 3 and lexicon.is_only_a_name(word)
        return not named and mentioning.before(text, start).kind != "proof"
    if lexicon.is_no_name(word + text[at + len(word) :][:2]) or _is_compound(word):
        return True  # Wendy's, Lloyd's
    if not lexicon.is_no_name(word):
        return False
    return not (at == start and _is_name_all_the_same(text, word, at))


def _is_compound(word: str) -> bool:
    """Tell "Right-click" from "Hyun-woo"."""
    first, _, second = word.partition("-")
    return second.islower() and not (lexicon.is_given_name(first) or spelling.likeness(first) > 0)


def _is_name_all_the_same(text: str, word: str, at: int) -> bool:
    """Tell whether a name that is a word, a place or a brand is meant as a name."""
    end = at + len(word)
    if lexicon.is_given_name(word):
        company = lexicon.is_company(word)
        behind = text[end + 1 : end + 2]
        if behind.isupper() and not company and _I.match(text, end) is None:
            return True  # "April Ng here", "I'm Will Marsh"
        kind = mentioning.before(text, at).kind
        return (
            # "my daughter Paris", "spoke to a Will"
            (not behind.isdigit() and kind in ({"proof"} if company else {"proof", "person"}))
            # "Dear Hope,"
            or (kind in {"greeting", "closing"} and _VOCATIVE.match(text, end) is not None)
            # "June called in June"
            or (
                kind in {"", "modal", "comma"}
                and not company
                and _ACTS.match(text, end) is not None
            )
            # "Will from your night shift"
            or (kind in {"", "modal", "comma"} and _FROM_YOU.match(text, end) is not None)
        )
    if "name" in text[max(0, at - 12) : at].lower():
        return mentioning.is_said_to_be_a_name(mentioning.before(text, at))
    return mentioning.is_titled(text, at) and text[end : end + 2] != "'s"


def _is_one_of(things: set[str], name: str) -> bool:
    return name in things and not lexicon.is_only_a_name(name)


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
        one = lexicon.is_given_name(word) or spelling.likeness(word) > 0
        if (ahead or behind) and (" " in word or one):
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
    words = sorted(
        {
            word
            for name in found
            for word in name.split(" ")
            if len(word) > 2
            and word[0].isupper()
            and not lexicon.is_no_name(word)
            and (lexicon.is_only_a_name(word) or not lexicon.is_given_name(word))
        }
    )
    return lambda text: [span for word in words if word in text for span in whole(word, text)]


def whole(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Find `word` where it is no part of another; to compile a pattern takes far longer."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        ahead, behind = text[max(0, start - 1) : start], text[end : end + 1]
        if not (_is_of_word(ahead) or ahead in _JOINS or _is_of_word(behind) or behind == "@"):
            yield start, end
        start = text.find(word, end)


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_"
