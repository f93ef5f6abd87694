"""Answers in the terminal, through Rich.

Words of customers are hostile input: they are put in as plain `Text`, never as markup, and
control characters are made visible, so that nothing in them can move the cursor or change a
colour.
"""

from __future__ import annotations

from typing import NoReturn

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from assistant.answers import Answer, Block, Conversation, Drawing, Line, Quotes, Raw, Table
from assistant.rendering.safety import safe

_TONES = {"plain": "", "quiet": "dim", "warning": "yellow", "heading": "bold"}
_SPEAKERS = {"customer": "bold cyan", "agent": "magenta", "bot": "dim", "ivr": "dim"}


class PipedConsole(Console):
    """A console that lets its caller decide what a reader who goes away means."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise the error on; Rich would end the process as failed."""
        raise BrokenPipeError


def show(answer: Answer, console: Console, *, quiet: bool = False) -> None:
    """Print an answer; `quiet` leaves out notes and what to do next."""
    for block in answer.blocks:
        if isinstance(block, Raw):
            console.file.write(f"{block.text.rstrip()}\n")
            return
    console.print(Text(safe(answer.headline), style="bold"))
    for block in answer.blocks:
        console.print()
        console.print(_Block(block))
    for lines, style in ((() if quiet else _tail(answer), "dim"), (answer.closing, "bold")):
        if lines:
            console.print()
        for line in lines:
            console.print(Text(safe(line), style=style))
    if answer.follow_ups and not quiet:
        console.print(Text("Next: " + " · ".join(map(safe, answer.follow_ups)), style="dim"))


def _tail(answer: Answer) -> tuple[str, ...]:
    """Return notes, and which contacts an answer speaks of."""
    if not answer.scope:
        return answer.notes
    size = f", n = {answer.n:,}" if answer.n is not None else ""
    return (*answer.notes, f"Scope: {answer.scope}{size}.")


def show_block(block: Block, console: Console) -> None:
    """Print one block."""
    console.print(_Block(block))


class _Block:
    """Draws a block as wide as the console is."""

    def __init__(self, block: Block) -> None:
        self._block = block

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        block = self._block
        if isinstance(block, Line):
            yield Text(safe(block.text), style=_TONES[block.tone])
        elif isinstance(block, Table):
            yield _table(block)
        elif isinstance(block, Quotes):
            yield _quotes(block)
        elif isinstance(block, Conversation):
            yield _conversation(block)
        elif isinstance(block, Drawing):
            yield from _drawing(block, console, options)


def _table(block: Table) -> RichTable:
    table = RichTable(
        title=Text(safe(block.title)) if block.title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
    )
    for column in block.columns:
        right = column in block.right
        table.add_column(
            Text(safe(column)), justify="right" if right else "left", no_wrap=right, overflow="fold"
        )
    for row in block.rows:
        table.add_row(*(Text(safe(cell)) for cell in row))
    return table


def _quotes(block: Quotes) -> Group:
    return Group(
        *(
            Padding(
                Text.assemble(
                    ("“", "dim"),
                    (safe(" ".join(quote.text.split())), "italic"),
                    ("” ", "dim"),
                    (quote.contact_id, "dim"),
                ),
                (0, 2),
            )
            for quote in block.quotes
        )
    )


def _conversation(block: Conversation) -> RichTable:
    table = RichTable.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(style="dim", no_wrap=True)
    for speaker, words, stage in block.turns:
        who = Text(safe(speaker), style=_SPEAKERS.get(speaker, ""))
        table.add_row(who, Text(safe(words)), Text(safe(stage)))
    return table


def _drawing(block: Drawing, console: Console, options: ConsoleOptions) -> RenderResult:
    from journeys.draw.terminal import draw_terminal

    colour = console.color_system is not None
    yield draw_terminal(
        block.journey,
        options.max_width,
        view=block.view,
        colour=colour,
        ascii_only=options.encoding not in ("utf-8", "utf8"),
    )
