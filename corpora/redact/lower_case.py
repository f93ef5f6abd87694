"""Names in chats that have no capital letters, and answers to "what is your name?"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpora.redact import lexicon, spelling
from corpora.redact.relations import RELATION

_LETTER = r"[^\W\d_]"
_LOWER = rf"{_LETTER}{{2,20}}(?:-{_LETTER}{{2,20}})?"
_SAID_LOWER = re.compile(
    rf"\b(?:(?:my|his|her|their)\s(?:full\s|first\s|last\s)?name(?:['’]?s|\sis|\swas)|(?:the\s"
    rf"|and\s"
    rf"|full\s|sur|first\s"
    rf"|last\s)name(?:['’]s|\sis)|(?:i['’]?m|i\sam|she['’]?s"
    rf"|he['’]?s)\scalled)\s(?P<name>{_LOWER}(?:"
    rf"\s{_LOWER})?)(?![\w'’])",
    re.IGNORECASE,
)
_TITLED_LOWER = re.compile(rf"\b(?:mr|mrs|ms|dr)\.?\s(?P<name>{_LOWER})(?![\w'’])")
_HINTED_LOWER = re.compile(
    r"\b(?:i['’]?m|i\sam|this\sis|it['’]?s|hi|hello|hey|hiya|dear|thanks|thank\syou|cheers|sorry"
    r"|(?:spoke|spoken|speak|speaking|talked|talking|chatted|dealt)\s(?:to|with)|ask(?:ed)?\sfor"
    rf"|(?P<relation>my|our|his|her)\s(?:{RELATION})(?:\s(?:called|named))?|your\s(?:{RELATION})"
    rf"|(?:the|a)\s(?:{RELATION})\s(?:called|named)|regards|with|told|by|mrs?\.?|ms),?\s"
    rf"(?=(?P<name>{_LOWER}(?:\s{_LOWER})?)(?![\w'’]))",
)
_LOWER_WORDS = re.compile(rf"(?<!\w){_LETTER}{{2,20}}")
_TOLD_LOWER = re.compile(
    rf"\b(?:let|tell|ask|remind)\s(?P<name>{_LOWER})\s(?:know|that|to|about|if|i|we|it)\b",
    re.IGNORECASE,
)
_GOES_ON = frozenset(
    "from here when if speaking calling again for at who said told and in on earlier yesterday"
    " today last about he she lol xx x".split()
)
# "i was talking to will", "the technician was mark": no verb can stand here.
_NO_VERB = re.compile(
    rf"\b(?:(?:spoke|spoken|speak|speaking|talked|talking|talk|chatted|chatting|chat|dealt|dealing"
    rf"|chatted)\s(?:to|with)|(?:the|my|your|our)\s(?:{RELATION})\s(?:was|is)(?:\scalled)?|by|ask"
    rf"(?:ed)?\sfor|(?:sur|last\s|first\s|the\s)names?(?:\sis|\sof|:)?|(?:who|where)(?:['’]?s|\sis)|booked\s(?:under|for)|text|ring|phone|message)\s"
    rf"(?P<name>{_LOWER})(?=$|[.,!?\n]|\s(?P<next>{_LETTER}{{1,12}}))"
)
_STRANGE = re.compile(
    rf"\b(?:this\sis|it['’]?s|i['’]?m|i\sam|hi|hey|hello|tell|let|ask)\s(?P<name>{_LOWER})"
    rf"(?=$|[.,!?\n]|\s(?:here|from|again|speaking|know|when|if|i|to|that|about|in|at)\b)"
)
_NEEDS_A_NAME = ("by ", "text ", "ring ", "phone ", "message ")
_SPELLED = 2.0  # log-odds of `spelling` from which a word that nobody knows can be a name
_NAME_ASKED = re.compile(
    r"\b(?:name|who\sam\si\s(?:speaking|talking|chatting)|who['’]?s\s(?:calling|this)|who\sis"
    r"\s(?:calling|this))\b"
    r"[^?]{0,40}\?",
    re.IGNORECASE,
)
_QUESTION = 120  # characters before its mark that can be the question
_ANSWER = re.compile(
    r"(?:^|\?\s(?:\w{1,12}:\s)?)(?:(?:yes|yeah|yep|sure|ok|okay|it['’]?s|it\sis|that['’]?s|um|uh"
    r"|er|hi|hello|of\scourse"
    r"|certainly|absolutely|well|so|please|no\sproblem|right|my\sname\sis)[,.!]?\s){0,4}"
    rf"(?P<name>{_LETTER}{{2,20}}(?:[- '’]{_LETTER}{{1,20}}){{0,3}})(?=\s*(?:$|[\n,;.!?]))",
    re.IGNORECASE,
)


# Names that, without a capital, are words: a sander, the till, he tore it, the ute canopy.
_ALSO_WORDS = frozenset(
    """alma angus august barry bertha brad brock bryony chad clement cliff constance dean
    devon dino dot flora francs gill guy hans heather holly homer iman jasmine jay jess
    jimmy josh josie jun kay ken kit kitty lars lee leo lily lin lotte luz mae marcel marina
    maxim maxime mel mercedes mike milo mina ming mini mira moe mona moses nan nat ned neal
    nell nestor nick noel ola oscar patsy paul peg peggy penny peter polly raj ram randy ray
    rita rob robin rod roger romain roman rosa rose ruth sally sander sandy saul seth sheila
    sid sol stella sultan susie tam till tim timo toni tore troy una ute val van vera vern
    vic vince viola warren wei wendy will xavier yan yang zara don ted ben bill bob jack joe
    jim tom sam max alex pat sue carol grace hope joy eve amber ruby""".split()
)
_LOWER_WORD = re.compile(rf"(?<![\w@.#/’'-]){_LETTER}{{3,20}}(?![\w@])")


def given_names(text: str) -> Iterator[tuple[int, int]]:
    """Find words of a text without capitals that are given names and nothing else."""
    for match in _LOWER_WORD.finditer(text):
        if lexicon.is_only_a_name(match.group()) and match.group() not in _ALSO_WORDS:
            yield match.span()


def introduced(text: str) -> Iterator[tuple[int, int]]:
    """Find names in chats that have no capitals: "im dave", "my name is eric silverstein"."""
    lower = text.lower()
    for match in _SAID_LOWER.finditer(text) if "name" in lower or "called" in lower else ():
        words = match["name"].split()
        if not lexicon.is_no_name(words[0]) and not words[0].endswith(("ed", "ing")):
            yield _first_words(match, more=len(words) > 1 and not lexicon.is_no_name(words[1]))
    for match in _TITLED_LOWER.finditer(text):
        if not lexicon.is_no_name(match["name"]) and not lexicon.is_brand(match.group()):
            yield match.span("name")
    for match in _HINTED_LOWER.finditer(lower if len(lower) == len(text) else text):
        words = text[match.start("name") : match.end("name")].split()
        ends = text[match.end("name") : match.end("name") + 1] in {"", ",", ".", "!", "?", "\n"}
        only = lexicon.is_only_a_name(words[0])
        goes_on = len(words) > 1 and words[1].lower() in _GOES_ON
        close = (len(words) == 1 and ends) or goes_on or match["relation"] is not None
        given = close and lexicon.is_given_name(words[0]) and not lexicon.is_no_name(words[0])
        if (only or given) and not words[0][0].isupper():
            more = len(words) > 1 and ends and not goes_on and not lexicon.is_no_name(words[1])
            yield _first_words(match, more=more)
    yield from _where_no_verb_stands(text)
    for match in _TOLD_LOWER.finditer(text):
        word = match["name"]
        if word.islower() and lexicon.is_given_name(word):
            yield match.span("name")


def _where_no_verb_stands(text: str) -> Iterator[tuple[int, int]]:
    for match in _NO_VERB.finditer(text):
        word, follows = match["name"], match["next"]
        if match.group().startswith(_NEEDS_A_NAME) and not lexicon.is_only_a_name(word):
            continue
        known = lexicon.is_given_name(word) or lexicon.is_surname(word)
        if (known or _may_be_one(word)) and (follows is None or follows in _GOES_ON):
            yield match.span("name")
    for match in _STRANGE.finditer(text):
        if _may_be_one(match["name"]):
            yield match.span("name")


def _may_be_one(word: str) -> bool:
    """Tell whether a word in lower case that no list knows is spelled as names are."""
    return not lexicon.is_no_name(word) and spelling.likeness(word) > _SPELLED


def _first_words(match: re.Match[str], *, more: bool) -> tuple[int, int]:
    start, end = match.span("name")
    return start, end if more else start + len(match["name"].split()[0])


def answers(text: str, earlier: str) -> Iterator[tuple[int, int]]:
    """Find the name in an answer to a question for one, in the turn before or in the same text."""
    asked = _NAME_ASKED.search(earlier[-200:]) is not None if earlier else False
    if not asked and "?" not in text:
        return
    for match in _ANSWER.finditer(text):
        here = match.start() > 0 and _NAME_ASKED.search(
            text[max(0, match.start() - _QUESTION) : match.start() + 1]
        )
        words = re.split(r"[ '’-]", match["name"])
        if (here or (asked and match.start() == 0)) and not any(map(lexicon.is_no_name, words)):
            yield match.span("name")
