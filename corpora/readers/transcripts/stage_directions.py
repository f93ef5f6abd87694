"""What stands in a transcript and nobody says: directions, titles, end marks."""

from __future__ import annotations

import re

_WHOLE_LINE = re.compile(r"\s*(?:\[[^\]]*\]|\([^()]*\)|\*(?!\*)[^*]+\*|<[^<>]*>|[-=_*~#]{3,})\s*")
_TITLE = re.compile(
    r"[\W_]*(?:"
    r"(?:[\w.&' ]{0,60}\s)?transcript(?:ion)?(?:\s+(?:start|begin|end|of|between|for|with)\w*\b.*)?"
    r"|(?:[\w&' ]{1,40}\s)?(?:interaction|scene)\s*:.*|participants\s*:?.*"
    r"|(?:call|chat|recording|conversation)\s+(?:begin|start|connect)\w*\b.{0,60}"
    r")[\W_]*",
    re.IGNORECASE,
)
_END = re.compile(
    r"[\W_]*(?:end of (?:the )?(?:call|chat|transcript|conversation|recording)\b.*"
    r"|transcript ends?\b.*|(?:phone )?(?:call|chat|recording|conversation)"
    r" (?:end|disconnect)\w*\b.{0,40}"
    r"|(?:total )?word(?:s| count)\s*:.*|length of (?:the )?transcript\b.*)",
    re.IGNORECASE,
)
_SOUND = (
    r"pause|silence|inaudible|unintelligible|crosstalk|overlap|laugh|chuckl|giggl|sigh|cough"
    r"|music|ring|typing|types|typed|keyboard|on hold|beep|tone|dial|hangs? up|background|noise"
    r"|clears throat|transfer(?:s|red|ring)|breath|whisper|applause|static|sniff|crying"
    r"|(?:minutes?|moments?) (?:later|pass)"
)
_INLINE = re.compile(
    r"\[(?P<square>[^\[\]\n]{1,80})\](?!\()|\((?P<round>[^()\n]{1,80})\)|(?<![\w*])\*(?P<star>[^*\s][^*\n]{0,78})\*(?!\*)"
)
_IS_SOUND = re.compile(rf"\b(?:{_SOUND})", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"[A-Z0-9][A-Z0-9_\-#: ]*")


def is_direction(line: str) -> bool:
    """Tell whether a whole line is a direction or a rule: `[pause]`, `(Call ends)`, `---`."""
    return bool(_WHOLE_LINE.fullmatch(line)) or (line[:1] == "[" and "]" not in line[-200:])


def is_title(line: str) -> bool:
    """Tell whether an unlabelled line is a heading of the transcript, not words."""
    return len(line) <= 160 and bool(_TITLE.fullmatch(line))


def is_end(line: str) -> bool:
    """Tell whether a line says that the conversation is over; what follows is no part of it."""
    return len(line) <= 160 and bool(_END.fullmatch(line))


def without_directions(text: str) -> str:
    """Take directions such as `[laughs]` out of what is said; placeholders (`[PII]`) stay."""
    if "[" in text or "(" in text or "*" in text:
        text = _INLINE.sub(_keep_or_drop, text)
    return " ".join(text.split())


def _keep_or_drop(found: re.Match[str]) -> str:
    inner = found["square"] or found["round"] or found["star"]
    if _IS_SOUND.search(inner) and len(inner.split()) <= 8:
        return " "
    square = found["square"] is not None
    if square and " " in inner and len(inner.split()) <= 12 and not _PLACEHOLDER.fullmatch(inner):
        return " "
    return found[0]
