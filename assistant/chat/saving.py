"""Saving the answer that is shown: `/save`, as Markdown or CSV."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.chat.completing import ActionWords, ParameterWords
from corpora.errors import BadInput, SourceError

if TYPE_CHECKING:
    from assistant.answers import Answer

SAVE = "save"
SAVE_WORDS = ActionWords(
    SAVE,
    "Save the answer shown as Markdown or CSV",
    parameters=(
        ParameterWords("path", "The file; its ending .md or .csv says the form.", needed=False),
    ),
)
_FORMS = (".md", ".csv")
_ENDINGS = {"csv": ".csv", "markdown": ".md", "md": ".md"}
_PLAINLY = re.compile(
    r"(?:(?:ok|okay|now|and|please|pls|then|can you|could you|just)[\s,]+)*"
    r"(?:export|save|download)\s+"
    r"(?:this|that|it|(?:this|that|the (?:last|shown)) (?:answer|list|table|result))"
    r"(?:\s+(?:as|to|into|in)\s+(?:an?\s+)?(?:(?P<path>\S+\.(?:md|csv))|(?P<form>csv|markdown|md)(?:\s+file)?))?"
    r"(?:,?\s+(?:for me|please|pls|thanks|then|now))*[\s.!?]*$",
    re.IGNORECASE,
)
"""Plain words for it; "export it as xlsx" is the report's, which has such a form."""


def save_call(line: str) -> str | None:
    """Return the path that `/save path=FILE` names, or "" without one; None: it is no `/save`.

    "Export this as CSV" is one, too: what is shown is meant. Its path is the ending alone then.

    Raises:
        BadInput: It is a `/save` that is not well formed.
    """
    if (said := _PLAINLY.match(line.strip())) is not None:
        form = (said["form"] or "").lower()
        return said["path"] or _ENDINGS.get(form, "")
    head, _, rest = line.strip().partition(" ")
    if head != f"/{SAVE}":
        return None
    try:
        words = shlex.split(rest)
    except ValueError as error:
        raise BadInput("a quote is left open", where=SAVE) from error
    if len(words) > 1:
        raise BadInput("one path only", where=SAVE, remedy="/save path=answer.md")
    return words[0].removeprefix("path=") if words else ""


def save(answer: Answer, path: str, folder: Path) -> str:
    """Write an answer to a file and say so; a file that is there is never overwritten.

    Args:
        answer: What is shown.
        path: Where to; empty: `frontstage-answer.md`, numbered, in `folder`.
        folder: Where a name without a folder is put.

    Raises:
        BadInput: The ending is no form, or a CSV is wanted of what lists nothing.
        SourceError: The file is there already, or can't be written.
    """
    from assistant.rendering.written import as_csv, as_markdown

    named = bool(path) and path not in _FORMS
    file = folder / Path(path).expanduser() if named else _free(folder, path or ".md")
    ending = file.suffix.lower()
    if ending not in _FORMS:
        raise BadInput(
            f"the ending {ending!r} names no form", where=path, remedy="end it .md, .csv"
        )
    text = as_csv(answer) if ending == ".csv" else as_markdown(answer)
    if text is None:
        raise BadInput("this answer lists nothing", where=path, remedy="save it as .md")
    try:
        with file.open("x", encoding="utf-8", newline="") as out:
            out.write(text)
    except FileExistsError as error:
        raise SourceError("is there already", where=str(file), remedy="name another") from error
    except OSError as error:
        raise SourceError(f"can't be written ({error.strerror})", where=str(file)) from error
    return f"Saved as {file}."


def _free(folder: Path, ending: str) -> Path:
    number = 1
    while (file := folder / f"frontstage-answer-{number}{ending}").exists():
        number += 1
    return file
