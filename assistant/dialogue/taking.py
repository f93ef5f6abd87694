"""Which parameters an utterance can give an action, and which it can't do without."""

from __future__ import annotations

from collections.abc import Mapping

FILTERS = (
    *("since", "until", "channel", "product", "language", "department"),
    *("where", "without", "segment"),
)
_READ = ("paths", "map", "source", "channel", "redact")
TAKES: Mapping[str, tuple[str, ...]] = {
    "overview": FILTERS,
    "show_journey": (*FILTERS, "view", "format", "output"),
    "show_stage": (*FILTERS, "stage", "top"),
    "pain_points": (*FILTERS, "stage", "top"),
    "show_gaps": (*FILTERS, "topic", "kind", "top"),
    "show_page": ("product",),
    "products": (*FILTERS, "without_page", "top"),
    "check_page": ("paths", "questions", "gap", "strict"),
    "evidence": (*FILTERS, "of", "top"),
    "explain_contact": ("contact",),
    "show_source": ("contact",),
    "find_contacts": (*FILTERS, "text", "stage", "top"),
    "trend": (*FILTERS, "of", "by"),
    "changes": FILTERS,
    "verify": ("gap", "product", "on"),
    "drivers": (*FILTERS, "column", "value", "top"),
    "findings": (*FILTERS, "top", "days"),
    "failure_points": (*FILTERS, "top", "days"),
    "streamline": (*FILTERS, "top", "days"),
    "suggest_text": (*FILTERS, "gap"),
    "proposed_stages": (*FILTERS, "top"),
    "accuracy": FILTERS,
    "sample": ("of", "n", "seed", "blind", "output"),
    "agent_knowledge": (*FILTERS, "gap", "top"),
    "grade": ("files",),
    "redact": ("paths", "redact", "map"),
    "help": ("topic",),
    "report": ("output",),
    "student": ("output",),
    "demo": ("folder",),
    "run": ("settings", "wait"),
    "label_export": ("paths", "output", "student", "map"),
    "classify": ("paths", "output", "student", "map", "taxonomy"),
    "teach": ("answer", "group"),
    "export": ("format", "path"),
    "ingest": _READ,
    "analyze": (*_READ, "taxonomy"),
    "import_map": (*FILTERS, "file", "top"),
    "import_status": ("file",),
    "settings_export": ("path",),
    "settings_import": ("file",),
}
"""Parameters that an utterance can give, by action; what is not here takes none."""

NEEDS: Mapping[str, str] = {
    "show_stage": "stage",
    "show_page": "product",
    "check_page": "paths",
    "grade": "files",
    "redact": "paths",
    "evidence": "of",
    "explain_contact": "contact",
    "show_source": "contact",
    "suggest_text": "gap",
    "ingest": "paths",
    "analyze": "paths",
    "import_map": "file",
    "import_status": "file",
    "settings_import": "file",
}
"""The parameter without which an action can't be done."""
