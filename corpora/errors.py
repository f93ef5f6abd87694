"""Every error that Frontstage raises on purpose, in one tree.

    FrontstageError            one line for people: what, where, remedy
    ├── BadInput               something handed to us can't be used          exit code 2
    │   ├── SourceError        a file or folder can't be read at all
    │   ├── SettingsError      frontstage.toml or an option is wrong
    │   └── UnknownName        no such stage, product, contact, gap, action
    ├── WorkspaceError         the workspace can't be used                   exit code 2
    │   ├── WorkspaceBusy      another process holds it
    │   ├── WorkspaceMissing   there is none yet
    │   └── WorkspaceVersion   written by a newer Frontstage, or damaged
    ├── JournalError           an edit, undo or revert does not apply        exit code 2
    └── ModelError             a model file is missing or damaged            exit code 1

A row that can't be read is no error: it becomes a `Reject` and the rest goes on.
"""

from __future__ import annotations

from typing import ClassVar


class FrontstageError(Exception):
    """The root of the tree; `str()` of any of them is one line that people can act on.

    Args:
        message: What is wrong, without a full stop.
        where: The file, row, option or name concerned.
        remedy: What the user can do about it.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        self.message = message
        self.where = where
        self.remedy = remedy
        super().__init__(message)

    def __str__(self) -> str:
        """One line: `where: message; remedy`."""
        line = f"{self.where}: {self.message}" if self.where else self.message
        line = f"{line}; {self.remedy}" if self.remedy else line
        return " ".join(line.split())


class BadInput(FrontstageError):
    """Something that the user handed over can't be used."""

    exit_code = 2


def needs_extra(missing: ModuleNotFoundError, extra: str, where: str) -> BadInput:
    """Return the error that says which extra of the installation has a module that is not there."""
    return BadInput(
        f"needs {missing.name}, which is not installed",
        where=where,
        remedy=f"pip install 'frontstage[{extra}]'",
    )


class SourceError(BadInput):
    """A file or folder can't be read at all."""


class SettingsError(BadInput):
    """The settings file or an option holds something that can't be used."""


class UnknownName(BadInput):
    """No stage, product, contact, gap or action goes by this name."""


class WorkspaceError(FrontstageError):
    """The workspace can't be used."""

    exit_code = 2


class WorkspaceBusy(WorkspaceError):
    """Another process holds the workspace for longer than we were ready to wait."""


class WorkspaceMissing(WorkspaceError):
    """There is no workspace at this path yet."""


class WorkspaceVersion(WorkspaceError):
    """The workspace was written by a newer Frontstage, or is no workspace at all."""


class JournalError(FrontstageError):
    """A journal entry can't be written, undone or reverted."""

    exit_code = 2


class ModelError(FrontstageError):
    """A model file is missing, damaged or from another version."""
