"""Words that are searched for, and topics of gaps: what is left when names are understood."""

from __future__ import annotations

import re

from assistant.dialogue.readings import Reading

_END = (
    r"(?=\s*(?:[,.;:!?()]|\{|$|\s-\s|\b(?:in (?:them|it|there)|somewhere|please|pls|thanks|cheers|since|from|"
    r"during|over|by|via|at|on the|for the|in the|last|this|before|after|until|and list|"
    r"should|belongs?|goes?|go to|gaps?|stuff|anywhere|at all|when|that|which|but|except|excluding|without|rather than|and not|not)\b))"
)
_SAID = re.compile(
    r"\b(?:mentions? of|mention(?:s|ed|ing)?|say(?:s|ing)?|said|contain(?:s|ing)?|the words?|word|the phrase|"
    r"(?:search|grep|scan|check|comb|trawl|look)\b(?:\s+(?:through|in|the|all|our|my|\{|contacts?|messages?|everything)\s*)*\s+for|"
    r"search(?:ed|ing)?(?: (?:contacts|calls|chats|tickets|emails|them|everything))?(?: for)?|grep(?: for)?|look(?:ing)? (?:up|for)|"
    r"talk(?:s|ed|ing)? about|moan(?:s|ed|ing)? about|complain(?:s|ed|ing)? (?:about|of)|"
    r"(?:asked|asking|asks|ask) (?:about|for)|spoke (?:of|about)|bring(?:s|ing)? up|brought up|"
    r"(?:contacts?|calls?|chats?|tickets?|emails?|people|customers|anyone|anybody|anything|those|ones|conversations|mails) "
    r"(?:about|with|on|saying|re|regarding|around)|about|try)\s+"
    rf"(?:(?:the|a|an|any|some|word|words|term|phrase|for)\s+)*(?P<text>[^,.;:!?(){{}}]+?){_END}"
)
_TOPIC = re.compile(
    r"\b(?:about|on|regarding|concerning|to do with|when it comes to|around|mention(?:s|ing)?|for)\s+"
    rf"(?:(?:the|a|an|any|our|their)\s+)*(?P<text>[^,.;:!?(){{}}]+?){_END}"
)
_COVERED = re.compile(
    r"\b(?:pages?|site|website|descriptions?|listings?|copy)\s+(?:even\s+)?(?:cover|mention|explain|address|deal with|tell people)s?\s+"
    r"(?P<text>[a-z][\w -]{2,30}?)(?=\s*(?:[,.;:!?]|$|\b(?:properly|well|enough|or|and|at all|anywhere|in|on)\b))"
)
_A_PROBLEM = re.compile(
    r"\bis\s+(?:(?:the|a|an|our)\s+)?(?P<text>[a-z][\w -]{2,25}?)\s+(?:really\s+|still\s+|ever\s+|much of\s+)?"
    r"an?\s+(?:problem|issue|question|worry|thing)\b"
)
_BEFORE_GAPS = re.compile(
    r"(?:^|\b(?:all|the|show|me|list|any|biggest|worst|of)\s+)(?P<text>[a-z][a-z -]{2,30}?)\s+"
    r"(?:gaps?|stuff|questions|holes|issues)\b"
)
# "battery life - {product}", "{product}: seals".
_BESIDE = re.compile(
    r"^(?P<text>[a-z][a-z -]{2,25}?)\s*(?:[,:;]|\s-)\s*\{|^\{\s*(?:page\s*)?(?:[,:;]|-)\s*(?P<text2>[a-z][a-z -]{2,25}?)\s*(?:[?.!,;:]|\s-|$)"
)
_NO_TOPIC = frozenset(
    """so keep keeps landing coming it that this them those these what which who how why when where page pages our your the a an
    people customers customer contacts contact calls call tickets ticket chats chat emails everything
    anything something all any description descriptions gap gaps product products site website us me
    you we they one ones first second third last biggest worst top show list open unanswered known
    more most other others same only just still there here now page's missing unclear do does did
    people's kind kinds of in is are and or to not say says issue issues us about copy today yet
    hold teams slack zoom hall town free earth pulse newest hiding container exec standup
    induced desk desks team team's table plate radar agenda my costly expensive painful hurt process journey stage stages results numbers i problem problems""".split()
)
_GENERAL = _NO_TOPIC | frozenset(
    """find finding search look looking list pull get gets getting give see open fetch need want wants
    mention mentions mentioning mentioned say says saying talk talking containing contains
    let lets let's can could would will should may might please pls thanks cheers ta hi hey ok okay
    some many few much every each been being have has had having be am was were i'm i've i'd we're
    we've they're it's that's there's let them read few annoy dig crowd tech lst whoever whichever for from with without by at about re between
    during over since until but so then again too also as like um er well right now go going back one
    conversation conversations message messages case cases row rows item items folks folk buyers
    owners users client clients handled dealt came come sent wrote asked said told got up out off if
    whole full drop lose hide exclude minus skip individual actual real raw single their them my mine his her him yours ours your
    called calling phoned rang rung mailed emailed chatted wrote latest newest recent recently most older old new high low particular specific related filter
    filtered narrow narrowed stuff things thing lot lots bunch couple example examples team
    department people's here's what's who's where's individually separately themselves""".split()
)
_TRAILING = re.compile(
    r"(?:\s+(?:on|with|a|an|the|in|for|at|to|of|and|or|wants?|wanted|by|from|is|was|them|please))+$"
)
_FEW_WORDS = 3
_ONE_SENTENCE = 15
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|to do with)\s+(?:(?:the|our|your)\s+)?$")
_ARTICLE = re.compile(r"^(?:(?:the|a|an|any|some|that|word|words|our)\s+)+")


_LITERAL = re.compile(
    r"\b(?:mention(?:s|ed|ing)?|say(?:s|ing)?|said|contain(?:s|ing)?|the words?|the phrase|used?|"
    r"search(?:ed|ing)?(?: for)?|grep(?: for)?|complain(?:s|ed|ing)? (?:about|of))\s+"
    r"(?:(?:the|a|an|any|some|their|word|words|term|phrase)\s+)*$"
)


def literal_stage(reading: Reading, text: object) -> bool:
    """Whether a stage's name is said of words to look for: "who mentioned a refund"."""
    at = reading.lower.find(str(text).lower()) if text else -1
    return at >= 0 and any(at <= each.start < at + len(str(text)) for each in reading.all("stage"))


def find_text(reading: Reading) -> str | None:
    """Return the words that contacts are searched for, as they were typed, or None."""
    if (quoted := reading.first("quoted")) is not None:
        return str(quoted)
    for mention in reading.all("stage"):
        if _LITERAL.search(reading.lower[: mention.start]):
            return reading.text[mention.start : mention.end]
    for match in _SAID.finditer(reading.blanked()):
        text = _SAYING.sub("", _kept(reading, match) or "")
        if any(word not in _GENERAL for word in text.lower().split()):
            return text
    return None


_SAYING = re.compile(r"^(?:(?:it|they|she|he|to) )?(?:writes?|wrote|says?|mentions?) |^it (?=\w)")


def find_left(reading: Reading) -> str | None:
    """Return what is left of an utterance that finds contacts: "irons leaking, find those"."""
    runs = re.findall(r"[a-z][a-z' -]*[a-z]", re.sub(r"\{\s*", ",", reading.blanked()))
    told = []
    for run in runs:
        words = [word for word in run.split() if len(word) > 1]
        kept = [at for at, word in enumerate(words) if word not in _GENERAL]
        if kept:
            told.append(" ".join(words[kept[0] : kept[-1] + 1]))
    if len(told) != 1 or len(told[0].split()) > _FEW_WORDS or _CLAUSE.search(told[0]):
        return None
    if len(reading.lower.split()) > _ONE_SENTENCE:
        return None  # of much that is said most is said beside
    return told[0]


def find_topic(reading: Reading) -> str | None:
    """Return the topic of gaps that an utterance names, or None."""
    if (quoted := reading.first("quoted")) is not None and len(str(quoted).split()) <= _FEW_WORDS:
        return str(quoted)
    for mention in reading.all("stage"):
        if _ABOUT.search(reading.lower[: mention.start]):
            return reading.text[mention.start : mention.end]
    blanked = reading.blanked()
    for pattern in (_TOPIC, _COVERED, _A_PROBLEM, _BEFORE_GAPS, _BESIDE):
        for match in pattern.finditer(blanked):
            if blanked[match.end() :].lstrip().startswith("{"):
                continue  # "the big" of "the big airer" is no topic
            text = _kept(reading, match)
            if text and not _CLAUSE.search(text):
                return text
    return None


_CLAUSE = re.compile(
    r"\b(?:i|we|you|they|me|us|give|gives|meant|if|don't|doesn't|didn't|won't|isn't|what|who|tell|told|earlier|before|its|"
    r"there|any|new|thanks|again|whole|one|ones|version|model|small|smaller|big|bigger|little|unclear|missing)\b"
    r"(?!-)(?<!-one)",
    re.IGNORECASE,
)
"""Words of a clause, or that point at something else: no topic has one."""


def _kept(reading: Reading, match: re.Match[str]) -> str | None:
    start, end = match.span("text" if match["text"] else "text2")
    text = reading.text[start:end].strip(" -'\"")
    text = _TRAILING.sub("", _ARTICLE.sub("", text))
    words = re.findall(r"[\w'&-]+", text.lower())
    telling = [word for word in words if word not in _NO_TOPIC]
    if not telling or len(words) > 5 or len(text) < 2:
        return None
    return text
