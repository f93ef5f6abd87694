"""From an answer to widgets: its own view where there is one, else its blocks, whatever they are.

A new action needs nothing here: its answer is made of blocks, and every block has its widget.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.widget import Widget
from textual.widgets import Static

from assistant.actions.contacts import ContactData
from assistant.actions.gaps import GapsData
from assistant.actions.overview import OverviewData
from assistant.actions.pain_points import PainPointsData
from assistant.actions.trending import TrendData
from assistant.answers import Answer, Block, Conversation, Drawing, Line, Quotes, Raw, Table
from assistant.chat.texts import plain
from assistant.chat.widgets.contact_view import ContactView
from assistant.chat.widgets.drawing_block import DrawingBlock
from assistant.chat.widgets.gaps_view import GapsView
from assistant.chat.widgets.line_block import LineBlock
from assistant.chat.widgets.pages_view import PagesView
from assistant.chat.widgets.quote_block import QuoteBlock
from assistant.chat.widgets.raw_block import RawBlock
from assistant.chat.widgets.stages_view import StagesView
from assistant.chat.widgets.table_block import TableBlock
from assistant.chat.widgets.teach_view import TeachView
from assistant.chat.widgets.trend_view import TrendView
from assistant.chat.widgets.turns_block import TurnsBlock
from assistant.teaching.questions import TeachData

_MOST = 300


def widgets_of(answer: Answer) -> list[Widget]:
    """Return what shows an answer, without its headline and its notes."""
    view = _view(answer)
    if view is not None:
        return [view]
    if isinstance(answer.data, TrendData) and len(answer.data.periods) > 1:
        # The chart takes the place of the line of small columns.
        told = [
            each for each in answer.blocks if not isinstance(each, Line) or each.tone != "quiet"
        ]
        return [TrendView(answer.data, [widget for block in told for widget in _block(block)])]
    found = [widget for block in answer.blocks for widget in _block(block)]
    if len(found) > _MOST:
        more = f"… {len(found) - _MOST:,} more; ask for fewer, or export it"
        found = [*found[:_MOST], Static(more, classes="line -quiet")]
    return found


def fills(answer: Answer) -> bool:
    """Say whether an answer's widget scrolls itself and so takes all the room that there is."""
    return isinstance(_view(answer), GapsView | PagesView)


def _view(answer: Answer) -> Widget | None:
    data = answer.data
    if isinstance(data, PainPointsData) and data.pages:
        return PagesView(data)
    if isinstance(data, GapsData) and data.gaps:
        return GapsView(data.gaps)
    if isinstance(data, OverviewData) and data.contacts:
        return StagesView(data)
    if isinstance(data, TeachData):
        return TeachView(data)
    if isinstance(data, ContactData):
        return ContactView(data, _stage_names(answer))
    return None


def _stage_names(answer: Answer) -> dict[str, str]:
    """Return what people call the stages of a contact's turns, by id."""
    assert isinstance(answer.data, ContactData)  # noqa: S101 - the caller looked
    for block in answer.blocks:
        if isinstance(block, Conversation):
            pairs = zip(answer.data.turns, block.turns, strict=False)
            return {turn.stage: name for turn, (_, _, name) in pairs if turn.stage and name}
    return {}


def _block(block: Block) -> Iterator[Widget]:
    if isinstance(block, Line):
        yield LineBlock(block)
    elif isinstance(block, Table):
        if block.title:
            yield Static(plain(block.title), classes="line -heading")
        yield TableBlock(block)
    elif isinstance(block, Quotes):
        yield from (QuoteBlock(quote) for quote in block.quotes)
    elif isinstance(block, Drawing):
        yield DrawingBlock(block)
    elif isinstance(block, Conversation):
        yield TurnsBlock(block)
    elif isinstance(block, Raw):
        yield RawBlock(block)
