"""What an action works with: the workspace, the clock, the encoders, and who watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.remembering import Memory

if TYPE_CHECKING:
    from classifiers.answerability.cross_encoder import PairReader
    from corpora.protocols import Encoder, Progress
    from corpora.records import Stage
    from corpora.store.workspace import Connection, Workspace
    from journeys.edits import Edited
    from journeys.taxonomy import Taxonomy


def silent(done: int, total: int | None, what: str) -> None:
    """Take progress in, and say nothing."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Session:
    """One use of Frontstage.

    Attributes:
        path: The workspace's file.
        progress: Told how far long work has come.
        now: The clock, UTC.
        workers: Worker processes for bulk work.
        patience_s: How long to wait for another process that holds the workspace, in seconds.
        memory: What was read of the workspace as it is now; sessions of one process may share it.
    """

    path: Path
    progress: Progress = silent
    now: Callable[[], datetime] = _utc_now
    workers: int = 2
    patience_s: float = 8.0
    memory: Memory = field(default_factory=Memory, repr=False)

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace, which must be there.

        Raises:
            WorkspaceMissing: There is none yet.
        """
        from corpora.store.workspace import Workspace

        return Workspace.open(self.path, patience_s=self.patience_s)

    def create_workspace(self) -> Workspace:
        """Return the workspace, made if it is not there yet."""
        from corpora.store.workspace import Workspace

        self.__dict__["workspace"] = Workspace.create(self.path, patience_s=self.patience_s)
        return self.workspace

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The journey's stages as people changed them."""
        return self.edited.stages

    @cached_property
    def edited(self) -> Edited:
        """The stages after all changes in force, and the changes that no longer apply."""
        from corpora.store.decisions import history
        from journeys.edits import replay

        with self.workspace.reading() as db:
            in_force = history(db).in_force
        return replay(self.first_stages, in_force)

    def keep_in_line(self, db: Connection) -> None:
        """Work out the stages anew after the journal changed, and where old stages count now.

        Args:
            db: The connection that writes the journal, so that both are stored or neither.
        """
        from corpora.journal import read_history
        from corpora.store import decisions
        from journeys.edits import replay, successors

        entries = decisions.entries(db)
        edited = replay(self.first_stages, read_history(entries).in_force)
        decisions.put_stage_aliases(db, successors(self.first_stages, edited.stages, entries))
        self.__dict__["edited"] = edited

    @property
    def first_stages(self) -> tuple[Stage, ...]:
        """The journey's stages before any change, from the settings or the default."""
        return self.taxonomy.stages

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The first stages and the drivers under them, as the files in the settings name them."""
        from corpora.settings import SETTINGS_FILE, load_settings
        from journeys.taxonomy import load_taxonomy

        file = self.path.with_name(SETTINGS_FILE)
        settings = load_settings(file)
        journey, own = settings.journey, settings.taxonomy
        return load_taxonomy(
            file.parent / journey if journey else None, file.parent / own if own else None
        )

    def forget_stages(self) -> None:
        """Let the stages be read anew: the settings may name others."""
        for name in ("taxonomy", "edited", "stage_encoder"):
            self.__dict__.pop(name, None)

    @cached_property
    def static_encoder(self) -> Encoder:
        """The fast encoder, loaded when first asked for."""
        from classifiers.encoding.encoders import StaticEncoder

        return StaticEncoder.load()

    @cached_property
    def bi_encoder(self) -> Encoder:
        """MiniLM, loaded when a text comes that it has not seen; it takes seconds."""
        from classifiers.encoding.caching import CachedEncoder
        from classifiers.encoding.encoders import MINILM_NAME, MiniLMEncoder
        from corpora.store.vectors import WorkspaceVectors

        return CachedEncoder(MINILM_NAME, MiniLMEncoder.load, WorkspaceVectors(self.workspace))

    @cached_property
    def stage_encoder(self) -> Encoder:
        """What stages are recognised and taught by: the model that the settings name, or MiniLM.

        Gaps stay with MiniLM: what judges pages was fitted on its vectors.

        Raises:
            SettingsError: The settings name a folder that is not there.
        """
        from corpora.settings import SETTINGS_FILE, load_settings

        file = self.path.with_name(SETTINGS_FILE)
        name = load_settings(file).encoder
        if name is None:
            return self.bi_encoder
        from classifiers.encoding.named import named_encoder
        from corpora.store.vectors import WorkspaceVectors

        shelf = WorkspaceVectors(self.workspace)
        return named_encoder(name, file.parent, shelf, lambda what: self.progress(0, None, what))

    @cached_property
    def cross_encoder(self) -> PairReader:
        """Reads question and passage together; loaded when a pair comes that it has not seen."""
        from classifiers.answerability.cross_encoder import CachedPairs, CrossEncoder
        from corpora.store.vectors import WorkspaceVectors

        return CachedPairs(CrossEncoder.load, WorkspaceVectors(self.workspace))
