"""What an action can't be done without, and which actions are proposed first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.dialogue.taking import NEEDS

ADJUSTING = frozenset(
    """relabel relabel_several relabel_matching map_driver rename_stage merge_stages split_stage add_stage remove_stage
    move_stage describe_stage assign_department mark_gap set_assumption undo redo revert forget
    import_status settings_import""".split()
)
"""Actions that are proposed first."""

_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "rename_stage": ("stage", "name"),
    "split_stage": ("stage", "into"),
    "relabel": ("contact", "stage"),
    "relabel_several": ("contacts", "stage"),
    "map_driver": ("column", "code", "stage"),
    "mark_gap": ("gap", "status"),
    "describe_stage": ("stage", "description"),
    "verify": ("fix",),
}


def given(name: str, params: Mapping[str, Any]) -> bool:
    """Whether parameters hold what an action can't be done without."""
    return name in params or (name == "fix" and ("gap" in params or "product" in params))


def required(action: str) -> tuple[str, ...]:
    """Return the parameters without which an action can't be done."""
    needed = NEEDS.get(action)
    return _REQUIRED.get(action, (needed,) if needed else ())
