"""Follow-ups of few words that always mean the same: "more", "why?", "who said that?"."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Reading
from assistant.dialogue.taking import FILTERS, TAKES

Found = tuple[str, dict[str, Any]]

_MORE = re.compile(
    r"^(?:(?:and|ok|okay|please|show|give|me|us|can i|see|some|a few|the|any|let's)\s+)*"
    r"(?:more|next|the rest|others|further|continue|go on|all of them|all)(?:\s+(?:please|pls|of them|of those|rows|of it))*[.?!]*$",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^(?:and |but |so |ok )?(?:why|how come|why's that|why is that|why so|what for)[\s?!.]*$",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"^(?:and |so )?what(?:'s| is) (?:in|inside|under|behind) (?!our|the|your|my|this|that)([\w\"' &-]{2,40}?)[?.!]*$",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"^(?:and |ok |so )?who(?:'s| has| have)? (?:actually |really |exactly |even )?(?:said|says|asked|asks|wants|wanted) (?:that|this|it|so)[\s?!.]*$",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^(?:and |so |but )?(?:did|was|had) (?:the|our|that|its) (?:web ?site|web ?page|page|site)\b.*"
    r"\b(?:when|at the time|then|back then|that day|before they)\b|^(?:and |so )?was (?:it|that) on the page\b.*\b(?:when|then|at the time)\b",
    re.IGNORECASE,
)
_POINTING = frozenset(
    """show_gaps pain_points find_contacts evidence show_journey overview findings failure_points
    streamline""".split()
)
_MORE_ROWS = 2
_TOP = 5


def set_phrase(reading: Reading, context: Context) -> Found | None:
    """Return what such a phrase means after the last step, or None where it is none of them."""
    step = context.step
    if step is None:
        return None
    if _MORE.match(reading.text):
        return _more(step.action, dict(step.params))
    if _WHY.match(reading.text):
        return _why(context)
    return _of_the_last_list(reading, context)


def _of_the_last_list(reading: Reading, context: Context) -> Found | None:
    step = context.step
    if step is None:
        return None
    if step.action == "drivers" and (inside := _INSIDE.match(reading.text)):
        return "drivers", {**step.params, "value": inside[1].strip(" \"'")}
    if _THEN.match(reading.text) and not reading.all("period", "product"):
        return _as_it_was(context)
    if _WHO.match(reading.text) and (context.rows or step.action in _POINTING):
        return _behind_the_first(context)
    return None


def _as_it_was(context: Context) -> Found | None:
    """Return where it is told what a page said to those who asked before it changed."""
    step = context.step
    gap = context.focus.get("gap")
    first = context.rows[0] if context.rows else None
    if step is not None and step.action in ("evidence", "agent_knowledge", "verify") and gap:
        return "evidence", {"of": gap}
    if first is not None and first.kind == "gap":
        return "evidence", {"of": first.id}
    if (product := context.focus.get("product")) is not None:
        return "show_gaps", {"product": product}
    return None


def _behind_the_first(context: Context) -> Found | None:
    step = context.step
    if step is not None and isinstance(of := step.params.get("of"), str):
        return "evidence", {"of": of}
    rows = context.rows
    if rows and rows[0].kind not in ("gap", "stage", "finding"):
        return None
    return "evidence", {"of": rows[0].id if rows else "#1"}


def _more(action: str, params: dict[str, Any]) -> Found | None:
    if "top" not in TAKES.get(action, ()):
        return None
    shown = params.get("top", _TOP)
    return action, {**params, "top": _MORE_ROWS * int(shown)}


def _why(context: Context) -> Found | None:
    step = context.step
    if step is None:
        return None
    if (
        step.action in ("find_contacts", "explain_contact", "relabel")
        and "contact" in context.focus
    ):
        return "explain_contact", {"contact": context.focus["contact"]}
    if step.action in ("trend", "overview", "changes", "show_stage"):
        kept = {k: v for k, v in step.params.items() if k in TAKES["failure_points"]}
        return "failure_points", kept
    of = _first_shown(context) or step.params.get("of")
    kept = {name: value for name, value in step.params.items() if name in FILTERS[:3]}
    return ("evidence", {"of": of, **kept}) if isinstance(of, str) else None


def _first_shown(context: Context) -> str | None:
    """Return the first of what was listed whose words can be read; `#1` where it is not known."""
    if context.rows and context.rows[0].kind in ("gap", "stage", "product", "finding"):
        return context.rows[0].id
    unknown = context.step is not None and not context.answered
    lists = ("show_gaps", "pain_points", "findings")
    return "#1" if unknown and context.step.action in lists else None  # type: ignore[union-attr]
