"""Requests for several things at once: "show the gaps and then the journey"."""

from __future__ import annotations

import re

_VERB = (
    r"(?:show|list|give|draw|open|find|search|explain|compare|export|save|write|tell|rename|merge|split|remove|delete|"
    r"add|move|mark|dismiss|accept|undo|redo|make|check|plot|which|how many|what|why|where|label|classify|"
    r"relabel|put|run|suggest|draft|print|load|read|ingest|revert|assign|describe)"
)
_JOINT = re.compile(
    rf"\s*(?:[,;.]\s*)?\b(?:and then|then|after that|afterwards|and also|and after that)\b[\s,]*(?={_VERB}\b)"
    rf"|\s*;\s*(?={_VERB}\b)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*,?\s+and\s+(?=(?:show|draw|open|list|export|save|plot|undo|rename|merge|mark|write the report|explain|give me|tell me)\b)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\"[^\"]*\"")
_MOST = 5
_SHORT = 2


def split(text: str) -> list[str]:
    """Return the requests in an utterance, at most five, each as it was typed."""
    held = _QUOTED.sub(lambda match: "_" * len(match[0]), text)
    cuts = [*_JOINT.finditer(held), *_AND.finditer(held)]
    parts, at = [], 0
    for cut in sorted(cuts, key=lambda each: each.start()):
        if cut.start() <= at or len(held[at : cut.start()].split()) < _SHORT:
            continue
        parts.append(text[at : cut.start()])
        at = cut.end()
    parts.append(text[at:])
    told = [part.strip(" ,;") for part in parts]
    return [part for part in told if part][:_MOST] or [text]
