"""A description gap by what people call it: "the airer cost gap"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.dialogue.readings import Mention, Reading
from assistant.dialogue.vocabulary import Vocabulary, words_of

_NAMED = re.compile(
    r"\b(?:the|that|our|this)\s+((?:(?!the\b|that\b|our\b|gaps?\b)[\w'-]+\s+){1,5})(?:description )?gap\b(?! on\b| of\b| about\b)"
    r"|\bgap (?:about|on|of)\s+((?:[\w'-]+\s+){0,4}[\w'-]+?)(?=\s+(?:is|was|as|has|went)\b|[.,?!]|$)"
)
_SMALL = frozenset(("the", "a", "an", "on", "of", "for", "about", "page", "page's", "description"))


def find_gaps(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find gaps named by words of their topic and their product, where only one has them all."""
    if "gap" not in lower or not vocabulary.gaps:
        return
    titles = {product.id: product.title for product in vocabulary.products}
    for match in _NAMED.finditer(lower):
        said = {word for word in words_of(match[1] or match[2]) if word not in _SMALL}
        held = [
            (gap.id, topic)
            for gap in vocabulary.gaps
            if said
            and (topic := set(words_of(gap.topic))) & said
            and said
            <= topic | {w for each in gap.product_ids for w in words_of(titles.get(each, ""))}
        ]
        # Of several the one of which nothing else is said.
        own = [gap for gap, topic in held if topic <= said] or [gap for gap, _ in held]
        if len(own) == 1:
            yield Mention("gap", own[0], match.start(), match.end())


_WORDS = r"(?P<text>[a-z][\w'-]*(?: (?!the\b|that\b)[\w'-]+){0,4}?)"
_THING = (
    r"(?:gaps?|ones?|questions?|q|things?|bits?|issues?|problems?|topics?|point|item|hole|finding)"
)
_STOP = (
    r"(?=\s*(?:[,.;:!?(){}]|$|\s-\s|\b(?:in|on|for|from|based|so|that|is|are|was|were|went|as|the|we|page|pages|gap|question|"
    r"thing|one|if|and|only|by|to|of|with|since|until|last|this|please|pls|properly|agents?|our|my|at|differently|"
    r"yesterday|today|went|up|fixed|an?|using|going|what|who|which|now)\b))"
)
_CALLED = (
    rf"\b(?:the|that|this|our|it's the|his|her)\s+{_WORDS}\s+{_THING}\b",
    rf"(?:^|[,.:;-]\s+|\{{\s*){_WORDS}\s+(?:one|gap|question|thing)\b",
    rf"\bre:\s+(?:the\s+)?{_WORDS}{_STOP}",
    rf"\b(?:about|re|re:|regarding|concerning|whether|around|mentions?)\s+(?:the\s+|an?\s+|our\s+)?{_WORDS}{_STOP}",
    rf"\b(?:on|for|answer|say|says|said|address|cover|publish|dismiss|accept|of)\s+(?:the\s+|an?\s+|our\s+)?{_WORDS}{_STOP}",
    rf"(?:^|[.;]\s+){_WORDS}(?: went up| copy,|:| -| is (?:done|sorted|fixed))",
    rf"\{{\s*[-:,.]\s+{_WORDS}\s*(?:[-,.:;?!]|$)",
)
_NO_TOPIC = frozenset(
    """it that this them those these what which who how why the a an one ones first second third fourth
    fifth last next top biggest largest worst main other page pages site website copy text line lines
    wording words customers customer people agents gap gaps question questions answer me us you we they
    something anything someone somebody sentence para paragraph say saying said tell telling true real
    same whole lot right then wrong whether when now never new old good bad missing thing things issue top-one listing lead time's hand
    product products contact contacts call calls chat chats email emails ticket tickets phone phones
    about on of for with regarding concerning is are was were as description descriptions""".split()
)
_LEADING = re.compile(
    r"^(?:(?:the|a|an|our|your|any|some|that|this|customers?|people|they|we|it|whole"
    r"|(?:gaps?|questions?|ones?|things?) (?:about|on|of|for|regarding|concerning))\s+)+"
)


_CROSSED = re.compile(
    r"\b(?:agents|people|customers|kind of|sort of|that's|it's|telling|asking|says?|we|they|you|i)\b",
    re.IGNORECASE,
)
"""Words that no topic has: a phrase with one of them is a clause of its own."""
_AS_A_GAP = 3
"""So many of the patterns call something a gap; after the others stands what is spoken of."""


def topic_called(reading: Reading, *, as_a_gap: bool = False) -> str | None:
    """Return the words by which a gap is called that has no id: "the battery life one".

    Whatever has a name of its own, a product or a page, is no part of it.

    Args:
        reading: What was said.
        as_a_gap: Only words that call it a gap, a question, a thing.
    """
    if (quoted := reading.first("quoted")) is not None:
        return str(quoted)
    blanked = reading.blanked()
    for pattern in _CALLED[:_AS_A_GAP] if as_a_gap else _CALLED:
        for match in re.finditer(pattern, blanked):
            if (text := _topic(reading, blanked, match)) is not None:
                return text
    return None


_QUESTION = (
    r"^[^{]*?\{\s*'s\s+(?P<text>[a-z][\w' -]{2,40}?)(?=\s*(?:[,.;:!?(){}]|$|\b(?:and|for|on|so|from|in|please|pls)\b))",
    r"\b(?:whether|ask(?:s|ed|ing)?(?: me| us)? (?:about |if |whether )?|want(?:s|ed|ing)? to know (?:about |if |whether )?|wonder(?:s|ing)? (?:if|whether)|about|regarding)\s*"
    r"(?P<text>(?:how|can|if|is|does|do|what|where|which|why|when)?\s*[a-z][\w' {-]{2,60}?)(?=\s*(?:[,.;:!?()]|$|\bfor (?:the )?\{|\bon (?:the )?\{))",
)
_TOPIC_MOST = 8


def question_told(reading: Reading) -> str | None:
    """Return the customers' question that is told in a clause: "they ask can it go in the oven"."""
    blanked = reading.blanked()
    for pattern in _QUESTION:
        for match in re.finditer(pattern, blanked):
            start, end = match.span("text")
            text = _LEADING.sub("", reading.text[start:end].strip())
            telling = [w for w in re.findall(r"[\w'-]+", text.lower()) if w not in _NO_TOPIC]
            if telling and len(text) > 2 and len(text.split()) <= _TOPIC_MOST:
                return text
    return None


def gaps_called(reading: Reading) -> set[str]:
    """Return ids, places and topics of all gaps that are spoken of, as far as they were named."""
    blanked = reading.blanked()
    told = {str(each.value) for each in reading.all("gap") if not each.negated}
    for match in re.finditer(_CALLED[0], blanked):
        refused = _NOT_THAT.search(blanked[: match.start()])
        if not refused and (text := _topic(reading, blanked, match)) is not None:
            told.add(text.lower())
    # "The second, the cable one" is one gap told twice.
    return told or {f"#{each.value}" for each in reading.all("ordinal") if not each.negated}


_NOT_THAT = re.compile(r"(?:\bnot\s+|\{\s*,?\s*)$")
"""What stands before a gap that is not meant, or that was named just before."""


def _topic(reading: Reading, blanked: str, match: re.Match[str]) -> str | None:
    """Return the topic that a pattern found, where its words tell something."""
    start, end = match.span("text")
    text = _LEADING.sub("", reading.text[start:end].strip())
    telling = [w for w in re.findall(r"[\w'-]+", text.lower()) if w not in _NO_TOPIC]
    told = telling and len(text) > 2 and not _CROSSED.search(text)
    return text if told and "{" not in blanked[start:end] else None
