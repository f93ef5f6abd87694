"""The registry of actions as tools of the Model Context Protocol, over standard input and output.

What asks is read-only. What adjusts is proposed: without `confirm` a call returns what would
change, in numbers, and changes nothing. What reads or writes files stays on the command line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anyio
import anyio.to_thread
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from assistant.session import Session
from assistant.tools import (
    GUIDANCE,
    AnyAction,
    as_text,
    call,
    description_of,
    offered,
    refuse_unredacted,
)
from corpora.errors import BadInput, FrontstageError

CONFIRM = "confirm"
_CONFIRM_SCHEMA = {
    "type": "boolean",
    "default": False,
    "description": "Apply the change. Only after the person agreed to what the proposal says.",
}
_SHOW_FIRST = " Before an adjustment is confirmed, show its proposal to the person."
_ASK_FIRST = (
    "Nothing was changed. When the person agrees, call again with the same parameters and "
    f"{CONFIRM}=true."
)


def tool_of(action: AnyAction) -> Tool:
    """Return an action as a tool; one that adjusts takes `confirm` beside its own parameters."""
    schema = action.params.model_json_schema()
    if action.changes:
        schema["properties"] = {**schema.get("properties", {}), CONFIRM: _CONFIRM_SCHEMA}
    return Tool(
        name=action.name,
        description=description_of(action),
        input_schema=schema,
        annotations=ToolAnnotations(
            title=action.name.replace("_", " ").capitalize(),
            read_only_hint=not action.changes,
            destructive_hint=False,
            open_world_hint=False,
        ),
    )


def build_server(new_session: Callable[[], Session], *, redacted_only: bool = True) -> Server[Any]:
    """Return the server.

    Args:
        new_session: Makes the session of one call, so that each sees what others changed.
        redacted_only: Whether calls are refused while a contact is not redacted in full.
    """
    turn = anyio.Lock()

    async def list_tools(
        _context: ServerRequestContext[Any], _params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[tool_of(action) for action in offered()])

    async def call_tool(
        _context: ServerRequestContext[Any], params: CallToolRequestParams
    ) -> CallToolResult:
        async with turn:
            return await anyio.to_thread.run_sync(
                _result, new_session, params.name, params.arguments or {}, redacted_only
            )

    return Server(
        "frontstage",
        instructions=GUIDANCE + _SHOW_FIRST,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve(new_session: Callable[[], Session], *, redacted_only: bool = True) -> None:
    """Serve on standard input and output until the client goes away."""

    async def run() -> None:
        server = build_server(new_session, redacted_only=redacted_only)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(run)


def _result(
    new_session: Callable[[], Session],
    name: str,
    raw: dict[str, Any],
    redacted_only: bool,  # noqa: FBT001 - run in a thread, which takes no keywords
) -> CallToolResult:
    given = dict(raw)
    confirmed = given.pop(CONFIRM, False)
    try:
        if not isinstance(confirmed, bool):
            raise BadInput(f"{CONFIRM} is true or false", where=name)
        session = new_session()
        if redacted_only and session.path.exists():
            refuse_unredacted(session, "mcp", ", or start `frontstage mcp --unredacted`")
        answer, proposed = call(session, name, given, confirmed=confirmed)
    except FrontstageError as error:
        return CallToolResult(content=[TextContent(type="text", text=str(error))], is_error=True)
    told = as_text(answer) + (f"\n{_ASK_FIRST}\n" if proposed else "")
    return CallToolResult(
        content=[TextContent(type="text", text=told)],
        structured_content={**answer.as_json(name), "proposed": proposed},
    )
