"""Which language a text is in: English at a glance, everything else through py3langid."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

UNKNOWN = "und"

_WORDS = re.compile(r"[^\W\d_]+")
_GLANCE = 400
_SHORTEST = 12
_NO_LANGUAGE = "zxx"  # ISO 639-2: no linguistic content
_ENGLISH = frozenset(
    "a about all an and any are as at be been but by can did do does for from get had has have "
    "how i if in is it its just me my no not of on one or our out she so that the them there "
    "they this to up us was we what when where which who why will with would you your".split()
)
# A text whose words are to this share English function words is English; in the other languages
# that share these spellings (German "was", Dutch "is") the share stays well below.
_SURE_SHARE = 0.3
_SURE_CERTAINTY = 0.8


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of `text`, or `und` where it is too short to tell."""
    words = _WORDS.findall(text[:_GLANCE].lower())
    if not words:
        return UNKNOWN
    share = sum(word in _ENGLISH for word in words) / len(words)
    if share >= _SURE_SHARE and len(words) >= 3:
        return "en"
    if sum(map(len, words)) < _SHORTEST:
        return UNKNOWN
    code, certainty = _identifier().classify(text[:_GLANCE])
    if code == _NO_LANGUAGE:
        return UNKNOWN
    if certainty < _SURE_CERTAINTY:
        return "en" if share > 0 else UNKNOWN
    return str(code)


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid ships no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
