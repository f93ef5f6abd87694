"""An answer as a file: Markdown to paste into a page, CSV for a spreadsheet.

Words of customers are hostile input here too: Markdown and formulas in them are escaped.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from assistant.answers import (
    Answer,
    Block,
    Conversation,
    Data,
    Drawing,
    Line,
    Quoted,
    Quotes,
    Table,
)
from assistant.rendering.cells import cell_text
from assistant.rendering.safety import safe
from assistant.reports.forms import escape_markdown as md

_WIDTH = 100


def as_markdown(answer: Answer) -> str:
    """Return the whole answer, with its scope and notes."""
    parts = [f"# {md(answer.headline)}"]
    parts += [part for block in answer.blocks if (part := _block(block))]
    told = [*answer.notes]
    if answer.scope:
        size = f", n = {answer.n:,}" if answer.n is not None else ""
        told.append(f"Scope: {answer.scope}{size}.")
    told += answer.closing
    if told:
        parts.append("\n".join(f"- {md(each)}" for each in told))
    return "\n\n".join(parts) + "\n"


def as_csv(answer: Answer) -> str | None:
    """Return what the answer lists, one row each; None where it lists nothing."""
    columns, rows = _listed(answer)
    if not rows:
        return None
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([cell_text(each) for each in columns])
    writer.writerows([[cell_text(cell) for cell in row] for row in rows])
    return out.getvalue()


def _block(block: Block) -> str:
    if isinstance(block, Line):
        return f"## {md(block.text)}" if block.tone == "heading" else md(block.text)
    if isinstance(block, Table):
        head = f"**{md(block.title)}**\n\n" if block.title else ""
        right = [name in block.right for name in block.columns]
        lines = (
            _row(map(md, block.columns)),
            _row("--:" if each else "---" for each in right),
            *(_row(map(md, row)) for row in block.rows),
        )
        return head + "\n".join(lines)
    if isinstance(block, Quotes):
        return "\n".join(f"> “{md(each.text)}” ({each.contact_id})\n>" for each in block.quotes)
    if isinstance(block, Drawing):
        from journeys.draw.terminal import draw_terminal

        drawn = draw_terminal(block.journey, _WIDTH, view=block.view, colour=False).plain
        return _as_it_is(drawn)
    if isinstance(block, Conversation):
        return "\n\n".join(
            f"**{md(who)}**{f' ({md(stage)})' if stage else ''}: {md(text)}"
            for who, text, stage in block.turns
        )
    return _as_it_is(block.text)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _as_it_is(text: str) -> str:
    """Return text as it is, indented: in Markdown nothing in it means anything then."""
    return "\n".join(f"    {safe(line)}" for line in text.splitlines())


def _listed(answer: Answer) -> tuple[Sequence[str], list[Sequence[object]]]:
    """Return what the data lists, else the first table."""
    for name in type(answer.data).model_fields:
        value = getattr(answer.data, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Data):
            rows = [_flat(each) for each in value]
            columns = list(dict.fromkeys(key for row in rows for key in row))
            return columns, [[row.get(each, "") for each in columns] for row in rows]
    table = next((each for each in answer.blocks if isinstance(each, Table)), None)
    return (table.columns, list(table.rows)) if table else ((), [])


def _flat(record: Data) -> Mapping[str, object]:
    """Return the fields of a record that fit into cells; of quotes their words."""
    found: dict[str, object] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, tuple):
            texts = [each.text if isinstance(each, Quoted) else each for each in value]
            if all(isinstance(each, str) for each in texts):
                found[name] = " | ".join(map(str, texts))
        elif not isinstance(value, (Data, dict)):
            found[name] = "" if value is None else value
    return found
