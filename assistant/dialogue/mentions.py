"""What an utterance names: products, stages, departments, ids, dates, numbers, columns.

Each finder claims the words that it understood, the surest finder first; what is left over says
what is wanted, or is the topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.dialogue.adjusting_codes import find_codes
from assistant.dialogue.columns import find_columns, find_where
from assistant.dialogue.counts import find_counts
from assistant.dialogue.dates import find_periods
from assistant.dialogue.gap_names import find_gaps
from assistant.dialogue.products import find_products, narrowed
from assistant.dialogue.readings import Mention, Reading, clean
from assistant.dialogue.spans import mention_of, positions, without_it
from assistant.dialogue.vocabulary import Vocabulary, stage_called, synonyms

_IDS = re.compile(r"\b([cgfn]-[a-z0-9]{3,26})\b", re.IGNORECASE)
_TICKET = re.compile(
    r"\b(?:ticket|contact|call|chat|conversation|case|mail|email)\s*(?:number|no\.?|nr\.?|id)?\s*"
    r"#?\s*((?:[a-z]{1,6}[-_]?)?\d{2,}[\w-]*)\b|(?:^|\s)#(\d{3,})\b|\b([a-z]{1,4}-\d{3,})\b",
    re.IGNORECASE,
)
# "20417??": five to seven digits that are no amount, no count and no customer's number.
_BARE = re.compile(
    r"(?<![\w£$€.,/@#=-])(\d{5,7})(?![\w%/@-]|[.,]\d|\s*(?:%|£|\$|€|pounds|quid|euros?|dollars|contacts|calls|chats|tickets|customers|orders|people|units|rows|skus|a\s|per\s|an?\s+(?:year|month|week|day)))"
)
_OF_A_CUSTOMER = re.compile(
    r"\b(?:customer|account|client|user|member)(?:'s)?\s*(?:number|no\.?|nr\.?|id)?\s*[:#]?\s*$"
)
_QUOTED = re.compile(r"\"([^\"]{1,200})\"|(?<!\w)'([^']{1,200})'(?!\w)|`([^`]{1,200})`")
_PATH = re.compile(
    r"(?<![\w/])((?:[\w.~-]*/)*[\w~-][\w.~-]*\.(?:csv|tsv|md|xlsx?|json|jsonl|ndjson|html?|duckdb|toml|bpmn|txt|svg|"
    r"zip|gz|tgz|tar|mbox|eml|msg|parquet|docx?|pdf|xes|xml|vtt|srt))\b(?!\.\w)",
    re.IGNORECASE,
)
# "calls/nov/", "/data/nov", "./out", "~/exports/nov"; "w/" is none, nor is "and/or".
_FOLDER = re.compile(
    r"(?<!\S)((?!w/)(?:[\w.~-]+/)+|(?:~|\.{1,2})?(?:/[\w.~-]*\w)+/?)(?=[\s,;.?!]|$)"
)
_INSIDE = re.compile(
    r"\b(?:in|into|under|to|folder|plus|everything in)\s+(?!\d+/\d|and/or|before/after)"
    r"([a-z_][\w.-]*(?:/[\w.-]*\w)+)(?=[\s,;.?!]|$)",
    re.IGNORECASE,
)
_I_MEAN = re.compile(
    r"(?<=\S)(?:\s*[,.;-]+\s*|\s+)(?:(?:no|sorry|wait|er+|um+|hang on)[\s,.]*)*\b(?:i mean|i meant|make that|correction|scratch that|sorry)\b[\s,:]*"
)
_GIVEN = re.compile(
    r"\b(?:to|as|into|called|named|name|call|say\w*|said|word|mention\w*|with|contain\w*)\s+(?:it\s+)?$"
)
_DEPARTMENT = re.compile(
    r"\b(?:department|dept\.?|desk|team|queue|folks|staff|crew|cases|people\s+handled|handled|dealt\s+with|answered|(?:has|have|had)\s+to|handled\s+by|owned\s+by|assigned\s+to|people\s+in)\b"
)
_CALLS = re.compile(
    r"(?:^|\b(?:only|just|list|find|weekly|daily|monthly|also|and|show me|give me|are|is|the|how many)\s+)"
    r"(calls?)(?=\s+(?:only|alone|per|each|every|a day|a week|a month|by day|by week|by month|going|behind|up|down|rising|falling|dropping|growing|between|where|about|from|since|this|last|in|on|with|that|saying|numbers|volumes?|mentioning)\b)|\b(?:just|only|fewer|more|less)\s+(?:the\s+)?(calls)(?=[\s?.!]*$)|\b(?:plot|show|count|graph|chart)\s+(?:me\s+)?all\s+(calls)\b"
    r"|[,:;-]\s*(calls)\s+(?:only|alone)\b|\b(?:who|they|people|customers|folks)\s+(?:have\s+|had\s+)?(rang|phoned|rung)(?=\s+(?:about|since|up|us|in|after|with|on|last|this|because)\b)"
)
_SHARE = re.compile(
    r"\b(?:share|part|proportion|percentage|number|count) of (?:the |all )?(calls)\b"
)
_TICKETS = re.compile(
    r"\b(?:only|just)\s+(?:the\s+)?(tickets)(?=[\s?.!]*$)|\b(tickets?)\s+(?:only|side|channel)\b|[,:]\s*(tickets)(?=[\s?.!]*$)|\b(?:in|from|via|through)\s+(?:the\s+)?(tickets)(?=[\s?.!,]*$)"
)
_WRITING = re.compile(r"\b(?:people|customers|they|folks|for|are|who|while)\s+(e-?mailing)\b")
_HANDED = re.compile(
    r"\b(?:came|come|went|go|goes|sent|passed|passing|transferred|transfers|routed|escalated|handed)\s+(?:over\s+|on\s+)?to\s+(?:the\s+)?$"
)
_ACTS = re.compile(
    r"^\s+(?:keeps?|handles?|gets?|deals?|answers?|sees?|does|do|is|are|can|could|should|must|since|have|has)\b|^\s*(?:[,?.!]|$)"
)
_AN_AMOUNT = re.compile(r"\b(?:more|fewer|less|extra|higher|lower|rising|falling|growing)\s+$")
_RISING = re.compile(
    r"\s+(?:are|is|were|was|went|going|have gone)\s+(?:(?:also|just|too|all)\s+)?"
    r"(?:up|down|higher|lower|rising|falling|growing)\b|\s+(?:rose|grew|fell|picked up)\b"
)
_IN_DEPARTMENT = re.compile(r"\b(?:for|in|by|from|at)\s+(?:the\s+)?$")
_A_VERB = re.compile(
    r"(?:^|\b(?:don't|do|not|never|to|can|could|we|i|you|they|people|customers|please|will|would|should|let's|and|then|of|in|no)\s)$"
)
_A_NAME = re.compile(
    r"^(?:\s+(?:should|shall|stage|is|was|means|covers|and)\b|\s*(?:->|=>|=|:|,|$))"
)
_LACKED = re.compile(
    r"\s+(?!(?:from|on|in|at|for|gaps?|ones?|bits?|kinds?|only|facts?|info\w*|details?|things?|pieces?|"
    r"answers?|or|and|descriptions?|please|pls|there|here|about|anywhere|now|still|today)\b)[a-z]"
)
"""What follows where something is lost: "a missing parcel" is no kind of gap."""
_COMPLAINTS = re.compile(r"complaints? (?:about|on|over|concerning) ")
"""What they are about is meant, not the stage of complaints."""
_NEAR, _AFTER = 24, 16


def read(utterance: str, vocabulary: Vocabulary) -> Reading:
    """Return an utterance with everything that it names."""
    text = clean(utterance)
    lower = text.lower()
    if len(lower) != len(text):
        text = lower
    found: list[Mention] = []
    taken = [False] * len(lower)
    for mention in _mentions(text, lower, vocabulary):
        if mention.end <= mention.start or any(taken[mention.start : mention.end]):
            continue
        taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
        found.append(mention)
    found = [without_it(lower, each) for each in sorted(found, key=lambda each: each.start)]
    return Reading(text, lower, tuple(_as_corrected(lower, found)), vocabulary.today)


def _as_corrected(lower: str, found: list[Mention]) -> Iterator[Mention]:
    """Drop what is corrected in the same breath: the kettle of "the kettle, no, I mean the iron"."""
    said = _I_MEAN.search(lower)
    meant = {each.slot for each in found if said and each.start >= said.end()}
    for mention in found:
        taken_back = said is not None and mention.end <= said.start() and mention.slot in meant
        yield replace(mention, slot="taken_back") if taken_back else mention


def _mentions(text: str, lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    yield from find_codes(lower, vocabulary)
    yield from _paths_and_quotes(text, vocabulary)
    yield from _ids(lower, vocabulary)
    yield from find_gaps(lower, vocabulary)
    yield from _periods(lower, vocabulary)
    yield from _shared_pages(lower, vocabulary)
    for match in _CALLS.finditer(lower):
        yield Mention("channel", "call", *match.span(match.lastindex or 1))
    for match in _SHARE.finditer(lower):
        yield Mention("channel", "call", *match.span(1))
    for match in _TICKETS.finditer(lower):
        yield Mention("channel", "ticket", *match.span(match.lastindex or 1))
    for match in _WRITING.finditer(lower):
        yield Mention("channel", "email", *match.span(1))
    yield from find_where(text, lower, vocabulary)
    yield from _named(lower, vocabulary)
    yield from find_products_in(lower, vocabulary)
    yield from find_columns(text, lower, vocabulary)
    for slot, value, start, end, sure in find_counts(lower):
        yield Mention(slot, value, start, end, sure=sure)


def _paths_and_quotes(text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    for match in (*_PATH.finditer(text), *_FOLDER.finditer(text), *_INSIDE.finditer(text)):
        yield Mention("path", match[1], *match.span(1))
    for match in _QUOTED.finditer(text):
        value = next(part for part in match.groups() if part is not None)
        stage = stage_called(value.strip().lower(), vocabulary)
        if stage is not None and not _GIVEN.search(text[: match.start()].lower()):
            yield Mention("stage", stage, *match.span())
            continue
        yield Mention("quoted", value.strip(), *match.span())


def _ids(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    for number, product in vocabulary.numbers.items():
        for start in positions(lower, number):
            yield mention_of(lower, "product", product, start, start + len(number))
    kinds = {"c": "contact", "g": "gap", "f": "finding", "n": "need"}
    for match in _IDS.finditer(lower):
        yield Mention(kinds[match[1][0]], match[1], *match.span(1))
    for match in _TICKET.finditer(lower):
        value = next(part for part in match.groups() if part)
        if re.fullmatch(r"20[12]\d", value):
            continue
        yield Mention("contact", value.upper(), *match.span())
    for match in _BARE.finditer(lower):
        if not _OF_A_CUSTOMER.search(lower[: match.start()]):
            yield Mention("contact", match[1], *match.span())


def _periods(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    for period in find_periods(lower, vocabulary.today):
        yield mention_of(lower, "period", period, period.start, period.end)


def _shared_pages(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find pages of no one product: "delivery & returns page", "the size guide"."""
    for title in vocabulary.pages:
        words = [w for w in re.findall(r"[^\W\d_]+", title.lower()) if w not in ("and", "the")]
        word = "|".join(re.escape(each.removesuffix("s")) + "s?" for each in words)
        joint = r"\s*(?:&|and|,|/)?\s*"
        whole = rf"\b(?:{word})(?:{joint}(?:{word}))+(?:\s+(?:page|guide|info))?\b"
        alone = rf"\b(?:{word})\s+(?:info\s+)?(?:help\s+)?(?:page|guide)\b"
        for match in re.finditer(f"{whole}|{alone}", lower):
            yield mention_of(lower, "product", title, *match.span())


def _named(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find what has a name: segments, departments beside such a word, stages, channels and so on."""
    names: list[tuple[str, str, str]] = [
        ("segment", each.lower(), each) for each in vocabulary.segments
    ]
    names += [("department", each.lower(), each) for each in vocabulary.departments]
    names += _stage_names(vocabulary)
    for kind in ("channel", "language", "kind"):
        names += [(kind, name, key) for key, known in synonyms()[kind].items() for name in known]
    plain = lower.replace("-", " ")
    found = [
        (start, start + len(name), slot, value)
        for slot, name, value in names
        for start in positions(plain, name.replace("-", " "))
    ]
    # The longer name is meant; of the same words a department only beside a word that says so.
    spoken = [
        (
            slot == "department" and not _says_department(lower, start, end),
            -(end - start),
            start,
            end,
            slot,
            value,
        )
        for start, end, slot, value in found
    ]
    for unsaid, _, start, end, slot, value in sorted(spoken, key=lambda each: each[:4]):
        if unsaid or (lower[start:end] == "use" and _is_verb(lower, start, end)):
            continue
        if _COMPLAINTS.match(lower[start:]):
            continue
        if lower[start:end] == "missing" and _LACKED.match(lower[end:]):
            continue
        yield mention_of(lower, slot, value, start, end)


def _is_verb(lower: str, start: int, end: int) -> bool:
    """Whether "use" is what somebody does, and not the stage that is called so."""
    if re.match(r"\s+(?:that|it|this|these|those|our|the|my|them)\b(?! stage)", lower[end:]):
        return True
    return bool(_A_VERB.search(lower[:start])) and not (start == 0 and _A_NAME.match(lower[end:]))


def _stage_names(vocabulary: Vocabulary) -> list[tuple[str, str, str]]:
    spoken = synonyms()["stage"]
    names = []
    for stage in vocabulary.stages:
        own = {stage.id.replace("_", " "), stage.id, stage.name.lower(), *spoken.get(stage.id, ())}
        names += [("stage", name, stage.id) for name in own]
    return names


def _says_department(lower: str, start: int, end: int) -> bool:
    if _AN_AMOUNT.search(lower[:start]) or _RISING.match(lower[end:]):
        # "Is that just more sales?": what is sold, not who sells it.
        return False
    if " " in lower[start:end]:
        return True
    if (
        _IN_DEPARTMENT.search(lower[:start])
        and not lower[end:].strip(" ?.!,")
        and not any(lower[start:end] in names for names in synonyms()["stage"].values())
    ):
        return True
    if _HANDED.search(lower[:start]):
        return True
    a_stage = any(lower[start:end] in names for names in synonyms()["stage"].values())
    if not a_stage and _ACTS.match(lower[end:]):
        return True
    return bool(_DEPARTMENT.search(lower[max(0, start - _NEAR) : end + _AFTER]))


def find_products_in(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find products by any natural short form."""
    spans = list(find_products(lower, vocabulary))
    for start, end, said, words in spans:
        ids = said
        for other in [each[2] for each in spans if each[2] & ids] if len(said) > 1 else ():
            # "The toaster page … the 4-slice": what is said later tells which.
            ids = ids & other or ids
        ids = narrowed(ids, lower, vocabulary) if len(ids) > 1 else ids
        product = vocabulary.product(next(iter(ids))) if len(ids) == 1 else None
        yield mention_of(lower, "product", product.id if product else words, start, end)
