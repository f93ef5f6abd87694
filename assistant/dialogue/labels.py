"""How a possible meaning is put to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_WORDS = {
    "overview": "What people contact you about",
    "show_journey": "The journey, drawn",
    "show_stage": "One stage",
    "pain_points": "The pages that make people call",
    "show_gaps": "What the pages leave open",
    "show_page": "What a page says",
    "products": "The products, and the contacts about each",
    "check_page": "Check a draft of a page",
    "evidence": "Customers' words",
    "agent_knowledge": "What agents say, and whether they agree",
    "explain_contact": "One contact, and why it counts where it does",
    "show_source": "A contact's original text",
    "find_contacts": "A list of contacts",
    "trend": "How it developed over time",
    "changes": "What changed since the last run",
    "findings": "What to improve in the process",
    "failure_points": "Where the process fails",
    "streamline": "Where the process can be made simpler",
    "suggest_text": "A text for the page",
    "proposed_stages": "Stages that seem to be missing",
    "accuracy": "How far the labels can be trusted",
    "drivers": "Your own reason codes beside the stages",
    "sample": "A sample to grade by hand",
    "history": "What was changed so far",
    "help": "What can be asked",
    "report": "Write the report",
    "export": "Save it to a file",
    "settings_export": "The settings as text",
    "settings_import": "Take settings over from a file",
}


_OF_ONE = {
    "explain_contact": "Contact",
    "show_stage": "Stage",
    "show_gaps": "Gaps",
    "show_page": "Page",
    "find_contacts": "Contacts",
    "evidence": "Words",
    "suggest_text": "Text for",
    "agent_knowledge": "Agents on",
    "trend": "Trend",
    "drivers": "Codes",
    "overview": "Overview",
}
"""Shorter words where a parameter follows: keys in the chat have little room."""
_PUT = {
    "by": "by {}", "since": "since {}", "until": "before {}", "without": "without {}",
    "text": "“{}”", "topic": "“{}”", "top": "the first {}", "name": "“{}”", "into": "into {}",
    "on": "on {}", "value": "code {}", "where": "where {}", "view": "by {}",
}  # fmt: skip
_ITSELF = frozenset(
    """of stage product gap contact channel department language segment column kind status format
    path file stages contacts paths customer""".split()
)
"""Parameters whose value says enough by itself."""


def label(action: str, params: Mapping[str, Any]) -> str:
    """Return an action with its parameters in words."""
    words = _WORDS.get(action, action.replace("_", " ").capitalize())
    told = ", ".join(
        _put(name, value)
        for name, value in params.items()
        if (name, value) not in (("of", "contacts"), ("view", "customer"))
    )
    return f"{_OF_ONE.get(action, words)}: {told}" if told else words


def _put(name: str, value: object) -> str:
    said = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    if name in _ITSELF:
        return said
    return _PUT.get(name, name.replace("_", " ") + " {}").format(said)


def named(text: str) -> tuple[str, str] | None:
    """Return the action whose words, as `label` writes them, begin a text, and what follows them.

    None where it is none of these, or where nothing parts the words from what follows.
    """
    head, colon, rest = text.partition(":")
    said = head.strip(" .?!…").casefold()
    return next(
        (
            (action, rest.strip(" .?!"))
            for action, words in (*_WORDS.items(), *_OF_ONE.items())
            if words.casefold() == said and (colon or " " in said)
        ),
        None,
    )
