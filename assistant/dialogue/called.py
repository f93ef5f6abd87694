"""What something shall be called, said in any form: "make it Bills", "too long. Choosing"."""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]

_ENDS = re.compile(
    r"\s*(?:,\s+(?=(?-i:[a-z]))|[!?;]+(?=\s|$)|\.+(?=\s|$)|\s-+\s|\(|,\s+(?=(?:and|but|so|or|please|pls|would|will|could|can|shall|the|that|that's|this|it|it's|its|"
    r"i|i'm|i'd|i've|we|we're|they|you|he|she|because|since|as|which|who|what|not|if|when|for|from|after|before|in|on|at|to|then|thanks|ta|cheers|"
    r"thank|everyone|nobody|everybody|folks?|people|ok|okay|plain|simple|end|done|dont|don't|just|instead|with|whatever|now|today|there|keep|keeping|"
    r"all|rest|same|by|matter|go|let's|use|write|enter|set|follow\w*|behind)\b)"
    r"|,?\s+(?=(?:please|pls|plz|then|instead|thanks|cheers|everywhere|because|from now on|from today|for now|if you|would you|could you|will you|"
    r"can you|to match|as (?:a|its|the) (?:\w+ )?(?:name|stage|step)|and be done|and done|and use|okay|ok|so (?:that|we|they|people|it)|on the|in the|since)\b))",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^(?:[\s,.:;=>\"'-]+|(?:simply|just|plain|plainly|something like|now|only|to|as|be|is|the name|name|called|say|then|instead|it|rather|maybe)\b(?!\s*$))+",
    re.IGNORECASE,
)
_AN_OBJECT = r"(?:it|them|that|this|these|those|the (?:result|lot|two|whole(?: thing)?|pair|new one|\w+ one|stage|step|last(?: one)?)|(?:that|this) (?:one|stage|step))"
# What stands right before a name; the surest first.
_BEFORE_A_NAME = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        r"(?:->|=>)\s*(?=\S)",
        r"\b(?:known|titled|retitled|renamed|rechristened|rebadged) (?:as |to )?(?=\S)",
        rf"\b(?:(?:re)?name|call|title|retitle|rechristen|label|relabel)\s+{_AN_OBJECT}\s+(?:to |as |: ?)?(?=\S)",
        r"\b(?:rename|retitle|change|rechristen|relabel)\b[^.!?;]*?\b(?:to|as)\s+(?=\S)",
        r"\b(?:have|let|make) (?:it|that) (?:read|say|be)\s+(?=\S)",
        r"(?<!was )(?<!is )(?<!still )\b(?:called|named)\s+(?=\S)",
        r"\b(?:its|the) (?:new )?name (?:should be|shall be|is|to|be|=|:)\s*(?=\S)",
        r"\b(?:becomes?|(?:turn|make) (?:it|that|them) (?:into )?)\s*(?=(?-i:[A-Z])|[\"'])",
        r"\b(?:they|we|people|everyone|everybody|customers|folks?|staff|agents|all)(?:'d| would)? (?:(?:all|just|only|always|rather) )*(?:say|says|call it|calls it|know it as)\s+(?=(?-i:[A-Z])|[\"'])",
        r"\b(?:go(?:es)? (?:by|with|for)|settled? on|asked for|prefers?|try|use|have|put|say|read|be|to|as)\s+(?=(?-i:[A-Z])|[\"'])",
        r"\b(?:word|name|term)\b[^.!?;]*?\b(?:is|be)\s+(?=(?-i:[A-Z])|[\"'])",
        r"=\s*(?=(?-i:[A-Z])|[\"'])",
    )
)  # fmt: skip
# What stands right behind a name.
_BEHIND_A_NAME = re.compile(
    r"\s*,?\s*(?:\b(?:is|are|'s) what (?:we|they|people|everyone|it|customers|folks?|i)\b|\b(?:will|would|'ll|'d) (?:do|be (?:better|clearer|fine|nicer|plenty|enough)|suit|fit)\b"
    r"|\b(?:sounds?|is|reads?|works?|fits?|looks?) (?:\w+ )?(?:better|clearer|nicer|enough|plenty|right)\b|\b(?:is|as) (?:a|the) (?:better|new|right) (?:name|word|term)\b"
    r"|\bshould be (?:its|the) name\b|\bas (?:its|the|a) name\b|\bis the (?:name|word|term)\b|\b(?:should|could|must|ought to|needs? to|deserves? to) be (?:an?|its|their) (?:own |new |separate )*(?:stage|step)\b|\bfor (?=\{)|\binstead of (?=\{)|\bnot (?=\{)|\b(?:fits|suits)\b)"
)
_QUOTED = re.compile(
    r"\"([^\"]{1,200})\"|`([^`]{1,200})`|(?<!\w)'((?:[^']|(?<=\w)'(?=\w)){1,200})'(?!\w)"
)
"""What stands in quotation marks, with apostrophes of its own: 'doesn't start'."""
_CLAUSE = re.compile(r"(?:^|[.!?;:]\s+|,\s+|\s-\s+|\.{2,}\s*|\band\s+)(?=[A-Z\"'])")
_CAPITAL = re.compile(r"(?<![\w'])(?!I\b|I'|OK\b|KPI)[A-Z][\w'&/-]*")
_NO_NAME = re.compile(
    r"^(?:i|i'\w+|we|you|they|please|can|could|would|what|why|how|yes|no|ok|okay|nah|nope|the|this|that|it|it's|let's|and|but|so|rename|call|name|change|"
    r"merge|split|put|move|add|make|never|"
    r"honestly|marketing|nobody|if|in|for|on|at|not|don't|get|set|take)\b(?!$)",
    re.IGNORECASE,
)
_ANSWERS = frozenset(
    """yes yep yeah no nah nope ok okay right good please well so honestly sorry hm hmm thanks oh hello hi done fine sure
    agreed correct wait actually exactly true false wrong""".split()
)
"""Words that stand by themselves and name nothing."""
_LONGEST, _MOST_WORDS = 60, 7


def quotes_in(text: str) -> list[Span]:
    """Return where something stands in quotation marks, the marks included."""
    return [match.span() for match in _QUOTED.finditer(text)]


def name_at(text: str, start: int) -> tuple[str, Span] | None:
    """Return the name that begins at a place, without courtesies and what follows it.

    Args:
        text: What was said, as it was typed.
        start: Where the name begins, or the words that lead to it.
    """
    if lead := _LEADS.match(text[start:]):
        start += lead.end() - lead[0].endswith(('"', "'"))
    if closed := _QUOTED.match(text, start):
        return text[start + 1 : closed.end() - 1].strip(), closed.span()
    end = _ENDS.search(text, start)
    name = text[start : end.start() if end else len(text)].strip(' "`,.;:!?-')
    if not name or len(name) > _LONGEST or len(name.split()) > _MOST_WORDS:
        return None
    return name, (start, start + len(name))


def said_name(
    text: str, blanked: str, quotes: Sequence[Span], *, alone: bool = True
) -> tuple[str, Span] | None:
    """Return the name that something shall have and where it stands; None: no name was said.

    Args:
        text: What was said, as it was typed.
        blanked: The same, the stages that it names blanked, each begun with `{`.
        quotes: What stands in quotation marks and names no stage.
        alone: Whether a name may stand by itself, without words that tell what it is.
    """
    if quotes:
        start, end = quotes[-1]
        return text[start:end].strip(" \"'`"), (start, end)
    for pattern in _BEFORE_A_NAME:
        # The last one counts: what was said before it was thought over.
        for match in reversed(list(pattern.finditer(text))):
            if (found := name_at(text, match.end())) and not _spoken_of(found[0]):
                return found
    return _behind(text, blanked) or (_alone(text) if alone else None)


def _spoken_of(name: str) -> bool:
    """Whether words that stand where a name may stand only point at something."""
    return bool(re.fullmatch(r"(?:it|that|this|something|one|them|so|what|a|the|in|on|at|for|from|because|when|since|by|with|now|there|here)\b.*", name.lower())) and not name[0].isupper()  # fmt: skip


def _names(said: str) -> bool:
    """Whether words that no others call a name can be one."""
    return said.lower() not in _ANSWERS and not _NO_NAME.match(said)


def _behind(text: str, blanked: str) -> tuple[str, Span] | None:
    """Return the name before "is what we call it"; it begins where its clause begins."""
    for shown in (text, blanked):
        for match in _BEHIND_A_NAME.finditer(shown):
            before = text[: match.start()]
            begins = max((m.end() for m in re.finditer(r"[.!?;:,]\s+|\s-\s+|^", before)), default=0)
            capital = _CAPITAL.search(before, begins)
            if capital and (name := name_at(before, capital.start())) and _names(name[0]):  # fmt: skip
                return name
    return None


def _alone(text: str) -> tuple[str, Span] | None:
    """Return a name that stands by itself: a clause that is one, or the end of a clause."""
    for match in _CLAUSE.finditer(text):
        found = name_at(text, match.end())
        # "Delivery, plain": a comma ends a name that is a clause of its own.
        if found and (cut := found[0].find(", ")) > 0:
            found = found[0][:cut], (found[1][0], found[1][0] + cut)
        if found and _names(found[0]) and len(found[0].split()) <= _MOST_WORDS - 2:
            return found
    for match in _CAPITAL.finditer(text):
        if match.start() and (found := name_at(text, match.start())):
            return found
    return None


_PARTS = re.compile(r"\s*(?:,\s*(?:and|plus)\b|,|\s/\s|\s\+\s|;|\band\b|\bplus\b|\bvs\.?\b|/)\s*", re.IGNORECASE)  # fmt: skip
_INTO = re.compile(
    r"(?:\binto\b|\bnamely\b|:|->|=>|\bso\b|\bin (?:two|three|half)\b,?|\bin(?= [A-Z])|\bbe (?:two|three)\b|\bas\b)"
    r"(?:\s+(?:two|three|four|separate|different|stages|parts|steps|namely))*[\s:,]*",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\s+(?:on the (?:one|other)(?: hand)?|in (?:one|the other|another)|separately|apart|please|pls|then)\b.*$",
    re.IGNORECASE,
)


def said_names(text: str, quotes: Sequence[Span]) -> list[str]:
    """Return the names of the parts that something comes apart into; fewer than two: none."""
    if len(quotes) > 1:
        return [text[start:end].strip(" \"'`") for start, end in quotes]
    sentences = [each for each in re.split(r"[.!?](?:\s+|$)|;(?=\s[a-z])", text) if each.strip()]
    for sentence in sentences:
        for match in _INTO.finditer(sentence):
            names = [each for p in _PARTS.split(sentence[match.end() :]) if (each := _part(p))]
            capitals = [each for each in names if each[0].isupper()]
            if len(capitals) > 1:
                return [each for p in _PARTS.split(sentence[match.end() :]) if (each := _capital(p))]  # fmt: skip
            firm = re.match(r"into|namely|:|->|=>|in (?:two|three|half)|be ", match[0].lower())
            if firm and len(names) > 1 and not capitals:
                return names
    for sentence in reversed(sentences):
        for clause in re.split(r":\s+|\s-\s+", sentence):
            names = [each for part in _PARTS.split(clause) if (each := _capital(part))]
            if len(names) > 1:
                return names
    return []


def _part(part: str) -> str:
    told = re.sub(r"^(?:the|a|an|one for|two|it)\s+", "", _APART.sub("", part).strip())
    return told.strip(" \"'`,.;:!?-") if len(told) <= _LONGEST else ""


def _capital(part: str) -> str:
    """Return the name in a part of a list; it begins with the first capital letter."""
    found = _CAPITAL.search(part)
    return _part(part[found.start() :]) if found else ""
