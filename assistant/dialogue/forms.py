"""The form in which something is drawn or saved: "in plain characters", "as a spreadsheet"."""

from __future__ import annotations

import re

from assistant.dialogue.readings import Reading

_FORMATS = {
    "csv": r"\bcsv\b|comma.separated",
    "markdown": r"\bmarkdown\b|\bmd\b",
    "xlsx": r"\bxlsx?\b|\bexcel\b|\bspreadsheet\b",
    "json": r"\bjson\b",
    "html": r"\bhtml?\b|\bweb ?page\b",
}
_PLAIN = re.compile(r"\bplain (?:text|characters?|letters)\b|\btext only\b")
_SUFFIXES = {"md": "markdown", "htm": "html", "xls": "xlsx"}
_DRAWN = re.compile(r"\b(svg|mermaid|bpmn|xes|ocel|ascii)\b")


def form_of(action: str, reading: Reading) -> str | None:
    """Return the form that an utterance names, by its words or by the ending of a path."""
    if action == "show_journey":
        found = _DRAWN.search(reading.lower)
        return found[1] if found else ("ascii" if _PLAIN.search(reading.lower) else None)
    path = reading.first("path")
    if path and action == "export":
        # The path's ending tells the form; what else is said of it is said again.
        outside = reading.lower.replace(str(path).lower(), " ")
        return next((name for name, said in _FORMATS.items() if re.search(said, outside)), None)
    if path:
        suffix = str(path).rpartition(".")[2].lower()
        return _SUFFIXES.get(suffix, suffix)
    return next((name for name, said in _FORMATS.items() if re.search(said, reading.lower)), None)
