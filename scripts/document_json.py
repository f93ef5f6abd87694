"""Rebuild `docs/json.md`, the shapes of everything that `--json` prints.

`python -m scripts.document_json` writes it from the registry and the types of its results;
a test says when it is out of date.
"""

from __future__ import annotations

import inspect
from datetime import date, datetime
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from assistant.actions.action import Action
from assistant.actions.registry import ACTIONS
from assistant.answers import Data
from assistant.reports.content import ReportContent

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "json.md"

_INTRO = """# What `--json` prints

Every command and every `frontstage ask` takes `--json`. Standard output then holds one JSON
object and nothing else; progress is off, and problems go to standard error as well. The exit
code is 0 when all went well, 1 when something failed, 2 when some of the input could not be
used; with 2 the object is printed all the same where the rest of the work went on.

Fields are added over time and never change their meaning without a note in the change log. Ids
are opaque strings: `c-…` a contact, `p-…` a product, `g-…` a description gap. Times are UTC, in
ISO 8601. Intervals (`low`, `high`) are 95 %. Quotes are stored words of customers, after
personal data was replaced; `start` and `end` count characters in the stored turn.

This file is written by `python -m scripts.document_json`.

## The answer

| field | type | meaning |
|---|---|---|
| `action` | string | the action's name |
| `headline` | string | the answer in one sentence |
| `scope` | string | which contacts it speaks of |
| `n` | integer or null | how many those are |
| `data` | object | the result, by action: see below |
| `notes` | array of string | what could not be computed, and how sure the rest is |
| `follow_ups` | array of string | what to ask or type next |
| `problems` | array of string | input that could not be used, one line each |

An action that adjusts something is proposed first: without `--yes` nothing is written down, and
`data.seq` is null. An error that ends the command prints no object.
"""

_REPORT = """## The report

`report.json`, which `frontstage report` writes beside the other forms, is one
[ReportContent](#reportcontent).
"""

_PLAIN: dict[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    Any: "any value",
    datetime: "string (time)",
    date: "string (date)",
    Path: "string (path)",
}


def document() -> str:
    """Return the text of `docs/json.md`."""
    types = _reached([ReportContent, *(action.result for action in ACTIONS)])
    parts = [_INTRO, "## Results by action\n", _results(), _REPORT, "## Types\n"]
    parts += [_section(types[name]) for name in sorted(types)]
    return "\n".join(parts)


def type_name(hint: Any) -> str:  # noqa: ANN401 - type hints have no type of their own
    """Return how a type hint is called in JSON."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is None:
        return _simple(hint)
    if origin in (Union, UnionType):
        names = [type_name(part) for part in inner if part is not type(None)]
        return " or ".join([*names, *["null"] * (type(None) in inner)])
    if origin is Literal:
        return " or ".join(f'"{choice}"' for choice in inner)
    if origin is dict:
        return f"object of {type_name(inner[1])}"
    if origin not in (tuple, list):
        raise TypeError(f"no JSON name for {hint!r}")
    return f"array of {type_name(inner[0])}"


def _simple(hint: Any) -> str:  # noqa: ANN401 - same
    if isinstance(hint, type) and issubclass(hint, Data):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return _PLAIN[hint]


def _results() -> str:
    rows = [
        f"| `{action.name}` | {_command(action)} | {type_name(action.result)} |"
        for action in ACTIONS
    ]
    return "\n".join(["| action | command | `data` |", "|---|---|---|", *rows, ""])


def _command(action: Action[Any]) -> str:
    return f"`frontstage {action.command or f'ask {action.name}'}`"


def _section(model: type[Data]) -> str:
    rows = [
        f"| `{name}` | {type_name(field.annotation)} |"
        for name, field in model.model_fields.items()
    ]
    told = inspect.getdoc(model) or ""
    return "\n".join(
        [f"### {model.__name__}\n", told, "", "| field | type |", "|---|---|", *rows, ""]
    )


def _reached(models: list[type[Data]]) -> dict[str, type[Data]]:
    """Return these models and all that their fields lead to, by name."""
    found: dict[str, type[Data]] = {}
    waiting: list[Any] = list(models)
    while waiting:
        hint = waiting.pop()
        waiting += get_args(hint)
        if isinstance(hint, type) and issubclass(hint, Data) and hint.__name__ not in found:
            found[hint.__name__] = hint
            waiting += [field.annotation for field in hint.model_fields.values()]
    return found


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
    print(f"wrote {DOCUMENT.name}")
