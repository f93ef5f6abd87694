"""Two invented companies to try Frontstage on: Hobthorn Home, and its competitor Larkpan.

What is in them was made up for this purpose; `truth.toml` beside each tells what was planted, and
is read by tests and benchmarks only. `tools/sample_company` in the source tree assembles them.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

_PARTS = ("pages", "calls", "tickets", "chats", "ivr_log.csv")


def sample_folder(name: str = "hobthorn") -> Path:
    """Return the folder of a sample company: `hobthorn` or `larkpan`."""
    return Path(str(resources.files("corpora") / "samples" / name))


def sample_paths(name: str = "hobthorn") -> tuple[Path, ...]:
    """Return what a company would hand over: pages, calls, tickets, chats, the menu log.

    The twelve overlapping weekly exports in `weekly` hold the same tickets again.
    """
    folder = sample_folder(name)
    return tuple(folder / part for part in _PARTS if (folder / part).exists())
