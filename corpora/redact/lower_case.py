"""Names in chats that have no capital letters."""

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
    rf"(?:ed)?\sfor|(?:sur|last\s|first\s|the\s)names?(?:\sis|\sof|:)?|(?:who|where)(?:['’]?s|\sis)|booked\s(?:under|(?:in\s)?for)|text|ring|phone|message)\s"
    rf"(?P<name>{_LOWER})(?=$|[.,!?\n]|\s(?P<next>{_LETTER}{{1,12}}))"
)
_STRANGE = re.compile(
    rf"\b(?:this\sis|it['’]?s|i['’]?m|i\sam|hi|hey|hello|tell|let|ask)\s(?P<name>{_LOWER})"
    rf"(?=$|[.,!?\n]|\s(?:here|from|again|speaking|know|when|if|i|to|that|about|in|at)\b)"
)
_NEEDS_A_NAME = ("by ", "text ", "ring ", "phone ", "message ")
_SPELLED = 2.0  # log-odds of `spelling` from which a word that nobody knows can be a name
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


# "hi june,", "thanks, mark", "ok ta. deb x": words, too, but who is spoken to stands there.
_SPOKEN_TO = re.compile(
    rf"(?:^|[.!?,\n]\s?)(?:hi|hello|hey|hiya|dear|morning|evening|bye|ok|okay|thanks|thank\syou|cheers|thx|ta|sorry)"
    rf",?\s(?P<name>{_LOWER})(?=\s?[,.!?\n]|\s?$|\sx{{1,3}}\b|\s(?:here|again)\b)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf"(?:\b(?:thanks|thank\syou|thx|ta|cheers|regards|rgds|bye|love|best|appreciated|advance)[,.!]?\s?[\n-]?\s?|\n\s?-{{0,2}}\s?|[.!?]\s-{{1,2}}\s?)"
    rf"(?P<name>{_LOWER})(?:\s?x{{1,3}})?[.!]?\s*$"
)
_JOINED_LOWER = re.compile(
    rf"\b(?:me\sand|my\s(?:{RELATION})\sand|us,?\s|names?(?:\sof)?)\s(?P<name>{_LOWER}(?:\s{_LOWER})?)(?![\w'’])"
)
_NO_VOCATIVES = frozenset(
    """love dear hun hon mate pal bud buddy angel star babe honey darling sunny merry happy bless
    will may all again guys team folks there man sir boss champ chap doll precious sweet early
    sunday monday christmas easter al van ray page case price will art major baby
    amber ruby rose""".split()
)


def _spoken_to(text: str) -> Iterator[tuple[int, int]]:
    for match in _SPOKEN_TO.finditer(text):
        word = match["name"]
        if word.islower() and word not in _NO_VOCATIVES and lexicon.is_given_name(word):
            yield match.span("name")
    for match in _SIGNED.finditer(text):
        word = match["name"]
        known = lexicon.is_given_name(word) or _may_be_one(word)
        if word.islower() and word not in _NO_VOCATIVES and known:
            yield match.span("name")
    for match in _JOINED_LOWER.finditer(text):
        words = match["name"].split()
        if words[0].islower() and lexicon.is_only_a_name(words[0]):
            surname = len(words) > 1 and (lexicon.is_surname(words[1]) or _may_be_one(words[1]))
            yield _first_words(match, more=surname)


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
    yield from _spoken_to(text)
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
