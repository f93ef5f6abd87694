"""The registry: every action, and how a call written as text becomes one."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Sequence
from typing import Any, get_origin

from assistant.actions import (
    agents,
    analyzing,
    auditing,
    changing,
    checking,
    classifying,
    configuring,
    contacts,
    deciding,
    demonstrating,
    distilling,
    drivers,
    editing,
    exporting,
    forgetting,
    gaps,
    helping,
    improving,
    ingesting,
    journeying,
    mapping,
    overview,
    pages,
    pain_points,
    products,
    proposing,
    quoting,
    redacting,
    relabelling,
    reporting,
    running,
    saving,
    sources,
    statuses,
    steering,
    suggesting,
    teaching,
    trending,
    verifying,
)
from assistant.actions.action import Action
from corpora.errors import BadInput, UnknownName

ACTIONS: tuple[Action[Any], ...] = (
    demonstrating.DEMO,
    analyzing.ANALYZE,
    ingesting.INGEST,
    redacting.REDACT,
    classifying.CLASSIFY,
    exporting.LABEL_EXPORT,
    distilling.STUDENT,
    gaps.FIND_GAPS,
    journeying.SHOW_JOURNEY,
    mapping.IMPORT_MAP,
    improving.FINDINGS,
    improving.STREAMLINE,
    improving.FAILURE_POINTS,
    reporting.REPORT,
    saving.EXPORT,
    running.RUN,
    changing.CHANGES,
    verifying.VERIFY,
    trending.TREND,
    overview.OVERVIEW,
    overview.SHOW_STAGE,
    proposing.PROPOSED_STAGES,
    drivers.DRIVERS,
    pain_points.PAIN_POINTS,
    gaps.SHOW_GAPS,
    pages.SHOW_PAGE,
    products.PRODUCTS,
    checking.CHECK_PAGE,
    agents.AGENT_KNOWLEDGE,
    suggesting.SUGGEST_TEXT,
    quoting.EVIDENCE,
    contacts.FIND_CONTACTS,
    contacts.EXPLAIN_CONTACT,
    sources.SHOW_SOURCE,
    auditing.SAMPLE,
    auditing.GRADE,
    auditing.ACCURACY,
    teaching.NEXT_QUESTION,
    teaching.TEACH,
    deciding.RELABEL,
    relabelling.RELABEL_SEVERAL,
    deciding.RELABEL_MATCHING,
    drivers.MAP_DRIVER,
    deciding.MARK_GAP,
    statuses.IMPORT_STATUS,
    *editing.EDITS,
    steering.UNDO,
    steering.REDO,
    steering.REVERT,
    steering.HISTORY,
    forgetting.FORGET,
    configuring.SETTINGS_EXPORT,
    configuring.SETTINGS_IMPORT,
    helping.FORMATS_ACTION,
    helping.REJECTS,
    helping.help_action(lambda: ACTIONS, lambda name: find_action(name)),  # noqa: PLW0108 - it is defined below
)
"""Every action, in the order in which help lists them."""


def find_action(name: str) -> Action[Any]:
    """Return the action called `name`.

    Raises:
        UnknownName: There is none; the message names the nearest.
    """
    by_name = {action.name: action for action in ACTIONS}
    wanted = name.strip().lower().replace("-", "_")
    if wanted in by_name:
        return by_name[wanted]
    near = difflib.get_close_matches(wanted, by_name, n=3, cutoff=0.5)
    remedy = f"did you mean {', '.join(near)}?" if near else "`frontstage ask help` lists them"
    raise UnknownName(f"no action called {name!r}", remedy=remedy)


def parse_call(words: Sequence[str]) -> tuple[Action[Any], dict[str, Any]]:
    """Return the action and raw parameters that `name key=value …` says.

    Raises:
        UnknownName: There is no such action.
        BadInput: A word after the name is not of the form key=value.
    """
    parts = list(words)
    if len(parts) == 1:
        try:
            parts = shlex.split(parts[0])
        except ValueError as error:
            raise BadInput(f"{error}", where="ask", remedy="close the quotation mark") from error
    if not parts:
        raise BadInput("nothing asked", where="ask", remedy="`frontstage ask help` lists actions")
    action = find_action(parts[0])
    raw: dict[str, Any] = {}
    for part in parts[1:]:
        name, sign, value = part.partition("=")
        if not sign:
            raise BadInput(
                f"{part!r} is not of the form name=value",
                where=action.name,
                remedy=f"parameters: {', '.join(action.params.model_fields) or 'none'}",
            )
        field = action.params.model_fields.get(name)
        if field is not None and get_origin(field.annotation) is tuple:
            raw.setdefault(name, []).append(value)
        else:
            raw[name] = value
    return action, raw
