"""Make the pictures of the README: the terminal as SVG, the report as a small PNG.

`python -m scripts.pictures CHROMIUM` runs the demo in a folder of its own and writes
`docs/pictures/`.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from assistant.actions.gaps import ShowGapsParams, show_gaps
from assistant.actions.pain_points import PainPointsParams, pain_points
from assistant.actions.registry import find_action
from assistant.answers import Answer
from assistant.rendering.terminal import show
from assistant.session import Session
from scripts.tape import tape

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
WIDTH, SIZE = 96, "1100,1150"


def terminal(name: str, command: str, answer: Answer) -> None:
    """Write an answer as the terminal shows it."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False)
    console.print(f"$ {command}", style="bold green", markup=False)
    show(answer, console)
    file = PICTURES / f"{name}.svg"
    drawing = console.export_svg(title="frontstage", theme=MONOKAI)
    file.write_text(_without_fonts(drawing), encoding="utf-8")
    print(f"wrote {file.name}, {file.stat().st_size // 1024} kB")


def _without_fonts(drawing: str) -> str:
    """Take out the font that is named elsewhere; the viewer's own will do, nothing is fetched."""
    return re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)


def page(chromium: str, name: str, report: Path, *, dark: bool) -> None:
    """Write the top of the report as a browser shows it."""
    file = PICTURES / f"{name}.png"
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603 - the browser that the caller names
            [
                chromium,
                *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                f"--user-data-dir={profile}",
                f"--window-size={SIZE}",
                *(["--blink-settings=preferredColorScheme=0"] if dark else []),
                f"--screenshot={file}",
                report.resolve().as_uri(),
            ],
            check=True,
            capture_output=True,
        )
    print(f"wrote {file.name}, {file.stat().st_size // 1024} kB")


def main() -> None:
    """Run the demo and take the pictures."""
    chromium = sys.argv[1] if len(sys.argv) > 1 else "chromium"
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = find_action("demo")
        demo.run(Session(Path(folder) / "unused.duckdb"), demo.parse({"folder": folder}))
        session = Session(Path(folder) / "frontstage.duckdb")
        points = pain_points(session, PainPointsParams(top=3))
        terminal("pain-points", "frontstage ask pain_points top=3", points)
        gaps = show_gaps(session, ShowGapsParams(product="dryad", top=2))
        terminal("gaps", "frontstage ask show_gaps product=dryad top=2", gaps)
        tape(Path(folder) / "frontstage.duckdb")
        page(chromium, "report", Path(folder) / "frontstage-report" / "report.html", dark=False)


if __name__ == "__main__":
    main()
