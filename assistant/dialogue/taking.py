"""Which parameters an utterance can give an action, and which it can't do without."""

from __future__ import annotations

from collections.abc import Mapping

FILTERS = (
    *("since", "until", "channel", "product", "language", "department"),
    *("where", "without", "segment"),
)
TAKES: Mapping[str, tuple[str, ...]] = {
    "overview": FILTERS,
    "show_journey": (*FILTERS, "view", "format", "output"),
    "show_stage": (*FILTERS, "stage"),
    "pain_points": (*FILTERS, "stage", "top"),
    "show_gaps": (*FILTERS, "topic", "kind", "top"),
    "show_page": ("product",),
    "products": (*FILTERS, "top"),
    "check_page": ("paths", "gap"),
    "evidence": (*FILTERS, "of", "top"),
    "explain_contact": ("contact",),
    "show_source": ("contact",),
    "find_contacts": (*FILTERS, "text", "stage", "top"),
    "trend": (*FILTERS, "of", "by"),
    "changes": FILTERS,
    "verify": ("gap", "product", "on"),
    "drivers": (*FILTERS, "column", "value", "top"),
    "findings": (*FILTERS, "top"),
    "failure_points": (*FILTERS, "top"),
    "streamline": (*FILTERS, "top"),
    "suggest_text": ("gap",),
    "proposed_stages": FILTERS,
    "accuracy": FILTERS,
    "sample": ("of", "n"),
    "agent_knowledge": (*FILTERS, "gap", "top"),
    "grade": ("files",),
    "redact": ("paths",),
    "help": ("topic",),
    "report": (),
    "export": ("format", "path"),
    "ingest": ("paths",),
    "analyze": ("paths",),
    "import_map": ("file",),
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
