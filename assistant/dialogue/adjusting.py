"""Adjustments in plain words: which one is meant, what it changes, and to what.

Where the models are sure of one (`ordering`), a reader of its own finds what it changes and to
what, in any words, or in what was said before. Else it needs a frame: a verb of its own, everything
named; likeness may stand in for the verb. Whatever does not fit is asked back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.dialogue import (
    adjusting_codes,
    adjusting_shown,
    likely_contacts,
    likely_figures,
    likely_stages,
    likely_texts,
)
from assistant.dialogue import adjusting_contacts as contacts
from assistant.dialogue import adjusting_stages as stages
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Reading
from assistant.dialogue.vocabulary import Vocabulary

Found = tuple[str, dict[str, Any]]
Reader = Callable[[Reading, Context, Vocabulary], Found | None]
Frame = Callable[[Reading, Context], Found | None]

_FRAMES: tuple[Frame, ...] = (
    contacts.steering,
    contacts.forget,
    adjusting_codes.code,
    stages.describe,
    stages.rename,
    stages.split,
    stages.merge,
    stages.add,
    contacts.mark,
    stages.assign,
    adjusting_shown.shown,
    contacts.matching,
    contacts.relabel,
    stages.move,
    stages.remove,
    contacts.assume,
    contacts.statuses,
)


_OF_ACTION: Mapping[str, Callable[..., Found | None]] = {
    "describe_stage": stages.describe,
    "rename_stage": stages.rename,
    "split_stage": stages.split,
    "merge_stages": stages.merge,
    "add_stage": stages.add,
    "mark_gap": contacts.mark,
    "assign_department": stages.assign,
    "relabel_matching": contacts.matching,
    "relabel": contacts.relabel,
    "relabel_several": contacts.relabel,
    "move_stage": stages.move,
    "remove_stage": stages.remove,
    "set_assumption": contacts.assume,
    "map_driver": adjusting_codes.code,
    "forget": contacts.forget,
    "revert": contacts.steering,
    "undo": contacts.take_back,
    "redo": contacts.bring_back,
    "import_status": contacts.statuses,
    "settings_import": contacts.settings,
}


_READERS: Mapping[str, Reader] = {
    "rename_stage": likely_stages.rename,
    "merge_stages": likely_stages.merge,
    "split_stage": likely_stages.split,
    "remove_stage": likely_stages.remove,
    "move_stage": likely_stages.move,
    "add_stage": likely_texts.add,
    "describe_stage": likely_texts.describe,
    "assign_department": likely_texts.assign,
    "relabel": likely_contacts.relabel,
    "relabel_several": likely_contacts.relabel_several,
    "relabel_matching": likely_contacts.relabel_matching,
    "map_driver": likely_contacts.map_driver,
    "mark_gap": likely_figures.mark,
    "set_assumption": likely_figures.assume,
    "undo": likely_figures.undo,
    "redo": likely_figures.redo,
    "revert": likely_figures.revert,
    "forget": likely_figures.forget,
    "import_status": likely_figures.statuses,
    "settings_import": likely_figures.settings,
}


_ALIKE = {"relabel": "relabel_several", "relabel_several": "relabel"}
"""One contact or several: what is said of them is alike, and what they are tells which."""


def meant_adjustment(
    action: str, reading: Reading, context: Context, vocabulary: Vocabulary
) -> Found | None:
    """Return what an utterance changes that is known to mean an adjustment, or None.

    Args:
        action: The adjustment.
        reading: The utterance.
        context: What was said before.
        vocabulary: The names that the workspace knows.
    """
    read = _READERS.get(action)
    found = read(reading, context, vocabulary) if read is not None else None
    if found is None and (other := _ALIKE.get(action)) is not None:
        return _READERS[other](reading, context, vocabulary)
    return found


def likely_adjustment(actions: Sequence[str], reading: Reading, context: Context) -> Found | None:
    """Return the first of some likely adjustments of which everything is named, or None."""
    for action in actions:
        frame = _OF_ACTION.get(action)
        if frame is not None and (found := frame(reading, context, likely=True)) is not None:
            return found
    return None


def find_adjustment(reading: Reading, context: Context) -> Found | None:
    """Return the adjustment that an utterance asks for, with its parameters, or None.

    Parameters that are not named stay out; `RelabelParams` and its like say what is needed.
    """
    for frame in _FRAMES:
        if (found := frame(reading, context)) is not None:
            return found
    return None
