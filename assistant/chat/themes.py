"""The chat's own themes; Textual's come beside them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from textual.theme import Theme

NIGHT = Theme(
    name="frontstage-night",
    primary="#6ea8c9",
    secondary="#9a8fc4",
    accent="#e3b15f",
    warning="#e0964f",
    error="#df7a6c",
    success="#8bb87a",
    foreground="#d9dbd8",
    background="#15171a",
    surface="#1c1f23",
    panel="#262a30",
    dark=True,
    variables={
        "block-cursor-background": "#33507a",
        "block-cursor-foreground": "#f2f3f0",
        "block-cursor-text-style": "none",
        "border": "#343a42",
        "border-blurred": "#2a2f36",
        "footer-key-foreground": "#e3b15f",
        "footer-background": "#15171a",
        "scrollbar": "#343a42",
        "scrollbar-background": "#15171a",
        "scrollbar-corner-color": "#15171a",
        "input-selection-background": "#6ea8c9 35%",
    },
)
DAY = Theme(
    name="frontstage-day",
    primary="#1f6287",
    secondary="#5d4f96",
    accent="#96590a",
    warning="#a8540c",
    error="#a93226",
    success="#3c6e2f",
    foreground="#26282a",
    background="#faf9f6",
    surface="#f2f0ea",
    panel="#e6e3da",
    dark=False,
    variables={
        "block-cursor-background": "#cfdfe9",
        "block-cursor-foreground": "#15171a",
        "block-cursor-text-style": "none",
        "border": "#cfcabd",
        "border-blurred": "#ddd9ce",
        "footer-key-foreground": "#96590a",
        "footer-background": "#faf9f6",
        "scrollbar": "#cfcabd",
        "scrollbar-background": "#faf9f6",
        "scrollbar-corner-color": "#faf9f6",
        "input-selection-background": "#1f6287 25%",
    },
)
THEMES = (NIGHT, DAY)
_LONGEST = 100


def theme_file() -> Path:
    """Return where a person's theme is kept, for all workspaces."""
    from platformdirs import user_config_path

    return user_config_path("frontstage") / "theme"


def kept_theme(file: Path) -> str:
    """Return the name that `keep_theme` kept; empty where there is none."""
    try:
        return file.read_text(encoding="utf-8")[:_LONGEST].strip()
    except (OSError, UnicodeDecodeError):
        return ""


def keep_theme(file: Path, name: str) -> None:
    """Keep the name of a theme for the next session; where that can't be, it is done without."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name}\n", encoding="utf-8")
