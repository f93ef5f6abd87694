"""Which language a text is in: English at a glance, everything else through py3langid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

UNKNOWN = "und"

_LETTERS = re.compile(r"[^\W\d_]")
_GLANCE = 400
_SHORTEST = 12
_NO_LANGUAGE = "zxx"  # ISO 639-2: no linguistic content
# Languages in which companies answer customers: the model knows some sixty more, creoles,
# dialects and dead ones, for which it takes hasty English, Arabic or Chinese.
_EXPECTED = (
    "af am ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id "
    "is it ja ka kk km kn ko ky lb lo lt lv mk ml mn mr ms mt my ne nl nn no or pa pl ps pt ro ru "
    "si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh zu"
).split()
# Function words that no other common language spells the same: Spanish "me", German "was" and
# Dutch "is" would be no proof.
_ENGLISH = frozenset(
    "the and you your with this that these those what when where which why how would could should "
    "my are our they them from been there about just not but get were who don't i'm it's can't "
    "didn't isn't doesn't i've than because please thanks thank does has it you're".split()
)
# Words that English shares with others; together with those above they are a proof where none of
# the commonest words of its neighbours stands beside them.
_SHARED = _ENGLISH | frozenset(
    "to of is in for on at a i was be any can have had will he she his her let as if so out up now "
    "no we it an by from got our off all still after before back one more been being did do am or "
    "me us im".split()
)
_NEIGHBOURS = frozenset(
    "und ich nicht ist ein eine einen sie mit für auf wir haben auch oder wie kann bei zum zur den "
    "dem des le les une est je vous pas que pour dans avec sur mon ma nous votre cette qui sont "
    "bonjour el los las una por para mis este esta pero cuando como más muy hola gracias porque "
    "tiene del il che di per sono non della questo grazie anche não uma os com meu minha você "
    "obrigado mas quando são het een niet van ik dat voor zijn maar ook met wat te".split()
)
_SHARED_SHARE = 0.2
_SURE_SHARE = 0.1
_FEWEST_WORDS = 4
_FIRST_WORDS = 24
_SURE_CERTAINTY = 0.8


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of `text`, or `und` where it is too short to tell.

    Only languages in which companies answer customers are told.
    """
    words = text[:_GLANCE].lower().split()
    if len(words) >= _FEWEST_WORDS and _is_english(words):
        return "en"
    if len(_LETTERS.findall(text[:_GLANCE])) < _SHORTEST:
        return UNKNOWN
    code, certainty = _identifier().classify(text[:_GLANCE])
    if code == _NO_LANGUAGE:
        return UNKNOWN
    if certainty < _SURE_CERTAINTY:
        return UNKNOWN if _ENGLISH.isdisjoint(words) else "en"
    return str(code)


def _is_english(words: Sequence[str]) -> bool:
    """Tell English by its function words; the first ones settle it for most texts."""
    proofs = _SURE_SHARE * len(words)
    if sum(map(_ENGLISH.__contains__, words[:_FIRST_WORDS])) >= proofs:
        return True
    if sum(map(_ENGLISH.__contains__, words)) >= proofs:
        return True
    shared = sum(map(_SHARED.__contains__, words))
    return shared >= _SHARED_SHARE * len(words) and _NEIGHBOURS.isdisjoint(words)


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid ships no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*_EXPECTED, _NO_LANGUAGE])
    return identifier
