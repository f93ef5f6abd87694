"""Every kind of decision, from all packages, and how each is told in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.wording import count, listing
from corpora.decisions import DECISIONS
from journeys.edits import EDIT_KINDS

KINDS = DECISIONS | EDIT_KINDS

_WORDS = {
    "audit": "write down an audit by {raters} of the stages",
    "audit_gaps": "write down an audit by {raters} of the gaps",
    "relabel": "put {contact_id} under “{stage_id}”",
    "relabel_several": "put {several} under “{stage_id}”",
    "relabel_matching": "put every contact in which a customer says “{text}” under “{stage_id}”",
    "map_driver": "put every contact with {code} in {column} under “{stage_id}”",
    "map_drivers": "put every contact with a code of {taxonomy} under the stage of that code",
    "mark_gap": "mark gap {gap_id} as {status}",
    "set_assumption": "set {name} to {value}",
    "revert": "revert entry {seq}",
    "rename_stage": "rename the stage “{stage_id}” to “{name}”",
    "describe_stage": "describe the stage “{stage_id}” as “{description}”",
    "assign_department": "assign the stage “{stage_id}” to {department}",
    "add_stage": "add the stage “{stage[name]}”",
    "remove_stage": "remove the stage “{stage_id}”, its contacts going to “{into}”",
}


def describe(kind: str, payload: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """Return what a decision does, as the end of "This would …".

    Args:
        kind: Of which kind it is.
        payload: What it says.
        names: What people call stages, by id; a stage that is not in it is called by its id.
    """
    told = _named(payload, names or {})
    if kind == "teach":
        group = f"a group of {len(payload.get('group_ids') or payload['contact_ids']):,}"
        if payload.get("stage_id") is None:
            return f"{payload['verdict']} {group}"
        return f"answer that {group} is at “{told['stage_id']}”"
    if kind == "move_stage":
        side = "before" if payload.get("before") else "after"
        return f"move the stage “{told['stage_id']}” {side} “{told[side]}”"
    if kind == "merge_stages":
        merged = listing(f"“{each}”" for each in told["stage_ids"])
        return f"merge {merged} into “{told['into']}”"
    if kind == "split_stage":
        parts = ", ".join(f"“{part['name']}”" for part in payload["parts"])
        return f"split the stage “{told['stage_id']}” into {parts}"
    several = count(len(payload.get("contact_ids", ())), "contact")
    return _WORDS.get(kind, kind).format(**told, several=several)


def _named(payload: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The payload with the visible names of stages in the place of their ids."""
    told = dict(payload)
    for key in ("stage_id", "into", "before", "after"):
        if isinstance(told.get(key), str):
            told[key] = names.get(told[key], told[key])
    if "stage_ids" in told:
        told["stage_ids"] = [names.get(each, each) for each in told["stage_ids"]]
    return told
