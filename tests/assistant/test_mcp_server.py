"""The registry as an MCP client sees it, through the SDK's own client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import anyio
import pytest
from mcp import StdioServerParameters, stdio_client
from mcp.client.client import Client
from mcp_types import CallToolResult, TextContent, Tool

from assistant.actions.registry import ACTIONS
from assistant.mcp_server import build_server
from assistant.session import Session
from assistant.tools import offered
from tests.assistant.conftest import ENTRY, ROOT, Command
from tests.conftest import NOON

T = TypeVar("T")


def connected(workspace: Path, work: Callable[[Client], Awaitable[T]]) -> T:
    async def run() -> T:
        server = build_server(lambda: Session(workspace, now=lambda: NOON))
        async with Client(server) as client:
            return await work(client)

    return anyio.run(run)


def called(workspace: Path, tool: str, /, **parameters: object) -> CallToolResult:
    return connected(workspace, lambda client: client.call_tool(tool, parameters))


def text(result: CallToolResult) -> str:
    return "\n".join(part.text for part in result.content if isinstance(part, TextContent))


def tools(workspace: Path) -> dict[str, Tool]:
    async def listed(client: Client) -> dict[str, Tool]:
        return {tool.name: tool for tool in (await client.list_tools()).tools}

    return connected(workspace, listed)


def test_what_touches_files_is_not_offered(shop: Path) -> None:
    names = set(tools(shop))
    assert names == {action.name for action in offered()}
    assert {"overview", "show_gaps", "relabel", "undo"} <= names
    assert not names & {"ingest", "analyze", "report", "run", "demo", "redact", "show_source"}
    assert names < {action.name for action in ACTIONS}


def test_asking_is_read_only_and_adjusting_takes_a_confirmation(shop: Path) -> None:
    for name, tool in tools(shop).items():
        changes = next(each.changes for each in offered() if each.name == name)
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is not changes
        assert ("confirm" in tool.input_schema["properties"]) is changes
        assert tool.description


def test_an_answer_is_data_and_text(shop: Path) -> None:
    result = called(shop, "overview")
    assert not result.is_error
    assert result.structured_content["action"] == "overview"
    assert result.structured_content["proposed"] is False
    assert result.structured_content["headline"] in " ".join(text(result).split())


def test_an_adjustment_is_proposed_until_it_is_confirmed(shop: Path) -> None:
    new = {"stage": "pay", "name": "Billing"}
    proposed = called(shop, "rename_stage", **new)
    assert "Nothing was changed" in text(proposed)
    assert proposed.structured_content["proposed"] is True
    assert called(shop, "history").structured_content["data"]["entries"] == []

    applied = called(shop, "rename_stage", **new, confirm=True)
    assert "Nothing was changed" not in text(applied)
    assert len(called(shop, "history").structured_content["data"]["entries"]) == 1
    assert "Billing" in text(called(shop, "show_stage", stage="Billing"))


@pytest.mark.parametrize(
    ("name", "parameters", "told"),
    [
        ("ingest", {"paths": ["/etc/passwd"]}, "no tool called 'ingest'"),
        ("show_gaps", {"kid": 1}, "kid: no such parameter"),
        ("show_stage", {"stage": "nowhere"}, "nowhere"),
        ("rename_stage", {"stage": "pay", "name": "B", "confirm": "yes"}, "true or false"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    shop: Path, name: str, parameters: dict[str, Any], told: str
) -> None:
    result = called(shop, name, **parameters)
    assert result.is_error
    assert told in text(result)
    assert "Traceback" not in text(result)


def test_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    result = called(tmp_path / "frontstage.duckdb", "overview")
    assert result.is_error
    assert "frontstage analyze" in text(result)


def test_the_command_serves_over_standard_input(shop: Path) -> None:
    import sys

    server = StdioServerParameters(
        command=sys.executable,
        args=["-c", ENTRY, "mcp", "--workspace", str(shop)],
        env={"PYTHONPATH": str(ROOT)},
    )

    async def run() -> CallToolResult:
        async with Client(stdio_client(server)) as client:
            return await client.call_tool("pain_points", {})

    result = anyio.run(run)
    assert not result.is_error
    assert "data" in result.structured_content


def test_without_the_extra_one_line_says_what_to_install(
    frontstage: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.delitem(sys.modules, "assistant.mcp_server", raising=False)
    done = frontstage("mcp")
    assert done.code == 2
    assert "pip install 'frontstage[mcp]'" in done.err


def test_a_workspace_that_was_not_redacted_in_full_is_offered_to_who_insists_only(
    shop: Path,
) -> None:
    with Session(shop).workspace.writing() as db:
        db.execute("UPDATE contacts SET treatment = 'redact=off'")
    refused = called(shop, "overview")
    assert refused.is_error
    assert "--redact off" in text(refused)
    assert "frontstage mcp --unredacted" in text(refused)

    async def insisting() -> CallToolResult:
        server = build_server(lambda: Session(shop, now=lambda: NOON), redacted_only=False)
        async with Client(server) as client:
            return await client.call_tool("overview", {})

    assert not anyio.run(insisting).is_error
