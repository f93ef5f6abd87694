"""The commands, rendered from the registry of actions.

Every command takes `--workspace`, `--json` and `--quiet`. Answers go to standard output, progress
and problems to standard error.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

import typer
from pydantic.fields import FieldInfo
from typer._click import Command
from typer.core import TyperGroup

from assistant.actions.action import Action
from assistant.actions.registry import ACTIONS, parse_call
from assistant.chat.command import chat
from assistant.command_line.doing import run_action
from assistant.command_line.options import (
    WORKSPACE,
    Form,
    FormatOption,
    JsonOption,
    QuietOption,
    WorkspaceOption,
    form_of,
)
from assistant.command_line.settings_command import settings
from assistant.command_line.teaching_command import teach
from assistant.remembering import Memory
from assistant.session import Session
from corpora.errors import BadInput, needs_extra

AnyAction = Action[Any]

_PLAIN = (bool, int, float, str, Path)

app = typer.Typer(
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Apply an adjustment unasked.")]

_COMMON: dict[str, tuple[Any, Any]] = {
    "workspace": (WorkspaceOption, WORKSPACE),
    "as_json": (JsonOption, False),
    "quiet": (QuietOption, False),
}
"""The options of every command that the registry renders."""
_FORM: dict[str, tuple[Any, Any]] = {"form": (FormatOption, "text")}
"""Of those whose action has no parameter `format` of its own."""
_ADJUSTING: dict[str, tuple[Any, Any]] = {"yes": (YesOption, False)}
"""The options of commands that are proposed before they are applied."""


@app.command()
def ask(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="A question, or an action and its parameters as name=value."),
    ] = None,
    *,
    plan: Annotated[
        bool, typer.Option("--plan", help="Say what would be done; do nothing.")
    ] = False,
    context: Annotated[
        list[str] | None, typer.Option("--context", help="What was asked before. Repeatable.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", help="Plan a JSONL file of utterance and context, a line each."),
    ] = None,
    llm: Annotated[
        str | None,
        typer.Option("--llm", help="Let a language model answer: PROVIDER:MODEL (docs/llm.md)."),
    ] = None,
    workspace: WorkspaceOption = WORKSPACE,
    yes: YesOption = False,
    as_json: JsonOption = False,
    form: FormatOption = "text",
    quiet: QuietOption = False,
) -> None:
    """Ask for one answer, for example: frontstage ask "why do people call about the kettle?".

    `frontstage ask help` lists what can be asked; an action's name and its parameters, as in
    show_gaps product=kettle top=3, say exactly what is wanted. An adjustment is proposed with its
    effect in numbers, and applied when you agree or say --yes.
    """
    from assistant.command_line import asking

    form = form_of(as_json=as_json, form=form)
    _refuse_together(form, by_model=llm is not None, only_plans=plan or batch is not None)
    if batch is not None:
        asking.plan_batch(batch, workspace)
        return
    said = list(words or ())
    if (call := asking.exact_call(said)) is not None and not plan:
        run_action(*call, workspace, yes=yes, form=form, quiet=quiet)
        return
    how = asking.Manner(yes=yes, form=form, quiet=quiet)
    if llm is not None:
        from assistant.command_line.asking_model import ask_by_model

        ask_by_model(" ".join(said), tuple(context or ()), llm, workspace, how)
        return
    asking.ask_freely(" ".join(said), tuple(context or ()), workspace, how, only_plan=plan)


def _refuse_together(form: Form, *, by_model: bool, only_plans: bool) -> None:
    if by_model and only_plans:
        raise BadInput(
            "a language model answers and makes no plans",
            where="--llm",
            remedy="leave it out, or --plan and --batch",
        )
    if form in ("md", "csv") and (by_model or only_plans):
        raise BadInput(
            f"neither plans nor a language model's answers are written as {form}",
            where="--format",
            remedy="leave it out",
        )


@app.command()
def edit(
    words: Annotated[list[str], typer.Argument(help="A change and its parameters as name=value.")],
    *,
    workspace: WorkspaceOption = WORKSPACE,
    yes: YesOption = False,
    as_json: JsonOption = False,
    form: FormatOption = "text",
    quiet: QuietOption = False,
) -> None:
    """Change the journey, for example: frontstage edit rename_stage stage=pay name=Billing.

    rename_stage, merge_stages, split_stage, add_stage, remove_stage, move_stage, describe_stage,
    assign_department, set_assumption, relabel, relabel_matching and mark_gap. The change is
    proposed with its effect in numbers, and applied when you agree or say --yes.
    """
    action, raw = parse_call(words)
    if not action.changes:
        raise BadInput(f"{action.name} changes nothing", remedy=f"frontstage ask {action.name}")
    form = form_of(as_json=as_json, form=form)
    run_action(action, raw, workspace, yes=yes, form=form, quiet=quiet)


@app.command()
def mcp(
    *,
    workspace: WorkspaceOption = WORKSPACE,
    unredacted: Annotated[
        bool,
        typer.Option("--unredacted", help="Offer contacts that were not redacted in full, too."),
    ] = False,
) -> None:
    """Offer the actions to an MCP client over standard input and output.

    What asks is read-only, what adjusts needs the person's word. The client's settings name this
    command: frontstage mcp --workspace PATH. Needs the extra: pip install 'frontstage[mcp]'.
    Clients hand what they get to a language model: a workspace with contacts that were not redacted
    in full is offered with --unredacted only.
    """
    try:
        from assistant.mcp_server import serve
    except ModuleNotFoundError as error:
        raise needs_extra(error, "mcp", "mcp") from error
    memory = Memory()
    serve(lambda: Session(workspace, memory=memory), redacted_only=not unredacted)


def _command_of(action: AnyAction) -> Callable[..., None]:
    """Return a function whose signature is the action's parameters and the common options."""

    def command(**arguments: Any) -> None:  # noqa: ANN401 - the signature below says the types
        workspace, as_json, quiet = (arguments.pop(name) for name in _COMMON)
        form = form_of(as_json=as_json, form=arguments.pop("form", "text"))
        yes = arguments.pop("yes", False)
        given = {name: value for name, value in arguments.items() if value not in (None, [], ())}
        run_action(action, given, workspace, yes=yes, form=form, quiet=quiet)

    fields = [_parameter(name, field) for name, field in action.params.model_fields.items()]
    options = _COMMON | (_ADJUSTING if action.changes else {})
    if "format" not in action.params.model_fields:
        options |= _FORM
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in options.items()
    ]
    command.__signature__ = inspect.Signature([*fields, *common])  # type: ignore[attr-defined]
    command.__doc__ = action.help
    return command


def _parameter(name: str, field: FieldInfo) -> inspect.Parameter:
    extra = field.json_schema_extra
    is_positional = isinstance(extra, dict) and bool(extra.get("positional"))
    kind = _option_type(field.annotation)
    if is_positional:
        marker: Any = typer.Argument(help=field.description)
    else:
        names = [f"--{name.replace('_', '-')}"]
        if isinstance(extra, dict) and extra.get("short"):
            names.append(str(extra["short"]))
        marker = typer.Option(*names, help=field.description)
    default = inspect.Parameter.empty if field.is_required() else field.get_default()
    if default == ():
        default = []
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[kind, marker],
    )


def _option_type(hint: Any) -> Any:  # noqa: ANN401 - type hints have no type of their own
    """Return the type in which Typer takes a parameter; what it does not know is taken as text."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(part for part in get_args(hint) if part is not type(None))
        return _option_type(inner) | None if get_origin(inner) is not Literal else inner
    if get_origin(hint) is tuple:
        return list[_option_type(get_args(hint)[0])]  # type: ignore[misc]
    if get_origin(hint) is Literal or hint in _PLAIN:
        return hint
    return str


app.command()(chat)
app.command()(teach)
app.add_typer(settings, name="settings")
for _action in ACTIONS:
    if _action.command is not None:
        app.command(_action.command)(_command_of(_action))


def loaded_commands() -> dict[str, Command]:
    """Return every command by name."""
    group = cast("TyperGroup", typer.main.get_command(app))
    return dict(group.commands)
