"""The JSON that programs rely on: its shape, its documentation, and what does not vary.

Golden files hold each action's answer: names and types from the types of its result, and values
where they do not depend on models. `UPDATE_GOLDEN=1 pytest tests/assistant/test_json.py` writes
them anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from assistant.actions.registry import ACTIONS, find_action
from assistant.answers import Answer
from assistant.reports.content import ReportContent, report_content
from assistant.session import Session
from scripts.document_json import DOCUMENT, document, type_name
from tests.assistant.conftest import SHOP

Ask = Callable[..., Answer]

GOLDEN = Path(__file__).parent / "golden"

RUNS: dict[str, dict[str, Any]] = {
    "ingest": {"paths": [str(SHOP)]},
    "redact": {"paths": [str(SHOP)], "redact": "patterns"},
    "classify": {},
    "label_export": {"paths": [str(SHOP)], "output": "…"},
    "student": {"output": "…"},
    "show_journey": {},
    "report": {"output": "…"},
    "export": {"path": "…"},
    "findings": {},
    "streamline": {},
    "failure_points": {},
    "changes": {},
    "trend": {},
    "agent_knowledge": {},
    "suggest_text": {"gap": "…"},
    "verify": {"gap": "…", "on": "2026-01-12"},
    "overview": {},
    "show_stage": {"stage": "pay"},
    "proposed_stages": {},
    "drivers": {},
    "pain_points": {},
    "show_gaps": {},
    "show_page": {"product": "moth"},
    "products": {},
    "check_page": {"paths": [str(SHOP / "pages")], "questions": "…"},
    "evidence": {"of": "…"},
    "find_contacts": {"text": "charged twice"},
    "explain_contact": {"contact": "T-2006"},
    "show_source": {"contact": "T-2006"},
    "sample": {"output": "…"},
    "accuracy": {},
    "next_question": {},
    "teach": {"answer": "yes"},
    "relabel": {"contact": "T-2001", "stage": "pay"},
    "relabel_several": {"contacts": ["T-2001", "T-2002"], "stage": "pay"},
    "relabel_matching": {"text": "induction", "stage": "use"},
    "map_driver": {"column": "region", "code": "South", "stage": "pay"},
    "mark_gap": {"gap": "…", "status": "accepted"},
    "import_status": {"file": "…"},
    "rename_stage": {"stage": "pay", "name": "Settling the bill"},
    "describe_stage": {"stage": "pay", "description": "Asking about bills."},
    "assign_department": {"stage": "pay", "department": "Billing"},
    "move_stage": {"stage": "pay", "after": "receive"},
    "add_stage": {"name": "Gift wrapping"},
    "remove_stage": {"stage": "use", "into": "get_support"},
    "merge_stages": {"stages": ["use", "get_support"]},
    "split_stage": {"stage": "use", "into": ["Setting up", "Using"]},
    "set_assumption": {"name": "orders", "value": 1200},
    "undo": {},
    "redo": {},
    "revert": {"entry": 1},
    "history": {},
    "forget": {"customer": "T-2002"},
    "settings_export": {},
    "settings_import": {"file": "settings.toml"},
    "formats": {},
    "rejects": {},
    "help": {"topic": "undo"},
}
"""Every action that takes no model."""

MADE_OF_THEM = ("grade", "analyze", "demo", "find_gaps", "import_map", "run")
"""Those that do run elsewhere; here it is their shape."""

STEADY: dict[str, tuple[str, ...]] = {
    "classify": ("contacts", "customers", "channels", "departments", "dated"),
    "ingest": (
        *("contacts_new", "contacts_changed", "contacts_same", "contacts_forgotten"),
        *("pages", "products", "events", "rejects", "set_aside"),
    ),
    "redact": ("mode", "kinds", "rejects"),
    "overview": (
        *("contacts", "customers", "with_customer", "dated", "first", "last", "channels"),
        *("departments", "set_aside", "products", "pages", "events"),
    ),
    "show_journey": ("view", "written"),
    "show_page": ("product", "url", "unread", "passages"),
    "show_stage": ("stage", "name"),
    "find_contacts": ("matching",),
    "explain_contact": ("source_id", "opened_at", "channel", "department", "decided_by"),
    "mark_gap": ("seq", "kind"),
    "relabel": ("seq", "kind"),
    "relabel_several": ("seq", "kind"),
    "relabel_matching": ("seq", "kind"),
    "undo": ("seq", "kind"),
    "redo": ("seq", "kind"),
    "revert": ("seq", "kind"),
    "rename_stage": ("seq", "kind"),
    "merge_stages": ("seq", "kind"),
    "history": ("in_force",),
    "help": ("actions",),
}
"""What no model has a say in, by action."""


def shape(hint: Any) -> Any:  # noqa: ANN401 - type hints have no type of their own
    """Return names and types of the JSON of a type hint."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return {name: shape(field.annotation) for name, field in hint.model_fields.items()}
    models = [part for part in get_args(hint) if isinstance(part, type)]
    if get_origin(hint) is tuple and models and issubclass(models[0], BaseModel):
        return [shape(models[0])]
    for part in models:
        if issubclass(part, BaseModel):
            return {"or null": shape(part)}
    return type_name(hint)


def check(name: str, found: object) -> None:
    """Compare with a golden file, or write it where that was asked for."""
    file = GOLDEN / f"{name}.json"
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert file.is_file(), f"no {file.name}; UPDATE_GOLDEN=1 writes it"
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(text)


def prepared(ask: Ask, name: str, folder: Path) -> dict[str, Any]:
    """Return the parameters of a run, with something there for it to act on."""
    raw = dict(RUNS[name])
    if name == "settings_import":
        raw["file"] = str(folder / "settings.toml")
        (folder / "settings.toml").write_text('company = "Wren"\n')
    if name in ("undo", "redo", "revert", "history"):
        ask("relabel", contact="T-2001", stage="pay")
    if name == "redo":
        ask("undo")
    if "…" in raw.values():
        gap = ask("show_gaps").data.gaps[0].id
        table = folder / "gaps.csv"
        table.write_text(f"gap_id,status\n{gap},accepted\n")
        questions = folder / "questions.txt"
        questions.write_text("Does it work on induction hobs?\n")
        given = {
            "questions": str(questions),
            "of": gap,
            "gap": gap,
            "file": str(table),
            "output": str(folder),
            "path": str(folder / "gaps-again.csv"),
        }
        if name == "label_export":
            given["output"] = str(folder / "labels.parquet")
        raw |= {key: given[key] for key, value in raw.items() if value == "…"}
    return raw


def test_every_action_has_a_golden_file() -> None:
    assert {action.name for action in ACTIONS} == {*RUNS, *MADE_OF_THEM}
    files = {file.stem for file in GOLDEN.glob("*.json")}
    assert files == {*RUNS, *MADE_OF_THEM, "report_file"}


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize("name", RUNS)
def test_the_answer_is_as_documented(ask: Ask, tmp_path: Path, name: str) -> None:
    action = find_action(name)
    answer = ask(name, **prepared(ask, name, tmp_path))
    assert type(answer.data) is action.result
    printed = json.loads(json.dumps(answer.as_json(name)))
    data = printed.pop("data")
    assert action.result.model_validate_json(json.dumps(data)) == answer.data
    kept = {key: data[key] for key in STEADY.get(name, ())}
    check(
        name,
        {
            **{key: _kind(value) for key, value in printed.items()},
            "action": name,
            "data": {**shape(action.result), **kept},
        },
    )


@pytest.mark.parametrize("name", MADE_OF_THEM)
def test_the_shape_of_all_of_it_in_one(name: str) -> None:
    check(name, shape(find_action(name).result))


def test_the_report_as_json_is_as_documented(session: Session) -> None:
    content, _ = report_content(session)
    assert ReportContent.model_validate_json(content.model_dump_json()) == content
    check("report_file", shape(ReportContent))


def test_the_documentation_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), (
        "docs/json.md is out of date; `python -m scripts.document_json` writes it anew"
    )


def _kind(value: object) -> str:
    if isinstance(value, list):
        return "array of string"
    return {str: "string", int: "integer or null", type(None): "integer or null"}[type(value)]
