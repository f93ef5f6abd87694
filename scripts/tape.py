"""Make the moving picture of the README: one conversation, as an SVG that plays by itself.

`python -m scripts.tape WORKSPACE` takes an analyzed workspace and writes `docs/pictures/tape.svg`;
`scripts.pictures` calls it with the sample company. Every frame is the app's own screenshot.
"""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "tape.svg"
SIZE = (112, 32)
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
_TYPED_S, _ANSWERED_S = 1.4, 4.0
_LAST_S = 6.0
QUESTIONS = (
    "what do people contact us about",
    "only kettles, phone",
    "is that just more sales",
    "which five pages first",
    "the second one",
    "what do agents say about it, do they agree",
)


@dataclass(frozen=True)
class Frame:
    """A screenshot, and how long it is seen, in seconds."""

    drawing: str
    seconds: float


async def frames(workspace: Path) -> list[Frame]:
    """Return the conversation: each question as it is typed, and as it is answered."""
    from assistant.chat.app import ChatApp
    from assistant.chat.desk import Desk

    app = ChatApp(Desk(workspace, now=lambda: NOW), "frontstage-night")
    app.animation_level = "none"
    taken: list[Frame] = []
    async with app.run_test(size=SIZE) as pilot:
        app.main.box.cursor_blink = False
        await app.workers.wait_for_complete()
        for question in QUESTIONS:
            app.main.box.put(question)
            await pilot.pause()
            taken.append(Frame(app.export_screenshot(title="frontstage chat"), _TYPED_S))
            await pilot.press("enter")
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            seconds = _LAST_S if question == QUESTIONS[-1] else _ANSWERED_S
            taken.append(Frame(app.export_screenshot(title="frontstage chat"), seconds))
    return taken


def joined(shown: list[Frame]) -> str:
    """Return one SVG that shows the frames one after the other, again and again.

    Who wants no motion, or looks with what can't move, sees the last frame.
    """
    whole = sum(each.seconds for each in shown)
    rules, parts, begun = [], [], 0.0
    for number, each in enumerate(shown):
        begin, end = 100 * begun / whole, 100 * (begun + each.seconds) / whole
        begun += each.seconds
        rules.append(
            f"@keyframes k{number} {{ 0% {{ visibility: hidden }} "
            f"{begin:.3f}% {{ visibility: visible }} {end:.3f}% {{ visibility: hidden }} }} "
            f".f{number} {{ animation-name: k{number} }}"
        )
        parts.append(f'<g class="frame f{number}">{_inside(each.drawing, number)}</g>')
    head = re.search(r"<svg[^>]*>", shown[0].drawing)
    opened = head[0] if head else "<svg>"
    last = len(shown) - 1
    style = (
        f"<style>.frame {{ visibility: hidden; animation: {whole:.1f}s step-end infinite }} "
        f".f{last} {{ visibility: visible }} {' '.join(rules)} "
        "@media (prefers-reduced-motion: reduce) { .frame { animation: none } }</style>"
    )
    return f"{opened}\n{style}\n" + "\n".join(parts) + "\n</svg>\n"


def _inside(drawing: str, number: int) -> str:
    """Return what a screenshot draws, its names its own, without fonts from elsewhere."""
    plain = re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)
    named = re.sub(r"terminal-\d+", f"t{number}", plain)
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", named, flags=re.DOTALL)
    return "\n".join(line.strip() for line in inner.splitlines() if line.strip())


def tape(workspace: Path, file: Path = FILE) -> None:
    """Write the moving picture of a conversation on this workspace."""
    file.write_text(joined(asyncio.run(frames(workspace))), encoding="utf-8")
    print(f"wrote {file.name}, {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    tape(Path(sys.argv[1]))
