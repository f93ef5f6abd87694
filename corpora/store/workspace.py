"""Open the workspace, do a group of statements, close it again.

An open writer blocks every other process, and an open reader blocks writers, so nobody keeps
the file open while idle: `reading()` and `writing()` open it for the length of a `with` block.
Both wait a few seconds for others to finish, then say who holds it. A `writing()` block is one
transaction: all of it is stored, or nothing.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from corpora.errors import WorkspaceError, WorkspaceMissing, WorkspaceVersion
from corpora.settings import SETTINGS_FILE, Settings, load_settings
from corpora.store import schema
from corpora.store.complaints import busy, denied, no_workspace
from corpora.store.locks import lock_file, turnstile
from corpora.store.sharing import opening_of
from corpora.store.versions import version_in

Connection = duckdb.DuckDBPyConnection

WORKSPACE_FILE = "frontstage.duckdb"
_HOLDER = re.compile(r"held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")
_WAIT_STEP_S = 0.05


class Workspace:
    """One company's data in one DuckDB file, with `frontstage.toml` beside it.

    Args:
        path: The file.
        patience_s: How long to wait for another process before giving up, in seconds.
        memory_limit: What DuckDB may use, as it writes sizes.
        threads: How many threads DuckDB may use.
    """

    def __init__(
        self, path: Path, *, patience_s: float = 8.0, memory_limit: str = "1GB", threads: int = 2
    ) -> None:
        self.path = path
        self._patience_s = patience_s
        self._config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory_limit,
            "threads": str(threads),
            "temp_directory": f"{path}.tmp",
        }

    @classmethod
    def create(cls, path: Path, *, key: bytes | None = None, patience_s: float = 8.0) -> Workspace:
        """Return the workspace at `path`, made if it is not there yet, migrated if it is old.

        Args:
            path: The file.
            key: Key of the ids that must not be guessed back; random where none is given.
            patience_s: As in the constructor.

        Raises:
            WorkspaceVersion: A newer Frontstage wrote it, or it is no workspace.
            WorkspaceBusy: Another process holds it.
        """
        workspace = cls(path, patience_s=patience_s)
        if not path.exists():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise WorkspaceError(
                    f"can't be made ({error.strerror})", where=str(path)
                ) from error
            workspace._migrate(key or secrets.token_bytes(32))
        else:
            workspace.migrate()
        return workspace

    @classmethod
    def open(cls, path: Path, *, patience_s: float = 8.0) -> Workspace:
        """Return the workspace at `path`, migrated if it is old.

        Raises:
            WorkspaceMissing: There is no file at `path`.
            WorkspaceVersion: A newer Frontstage wrote it, or it is no workspace.
            WorkspaceBusy: Another process holds it.
        """
        if not path.exists():
            raise WorkspaceMissing(
                "no workspace here yet",
                where=str(path),
                remedy="`frontstage analyze PATH...` makes one from your files",
            )
        workspace = cls(path, patience_s=patience_s)
        workspace.migrate()
        return workspace

    @property
    def settings(self) -> Settings:
        """The settings beside the workspace, read anew."""
        return load_settings(self.path.with_name(SETTINGS_FILE))

    @property
    def key(self) -> bytes:
        """The workspace's secret key."""
        with self.reading() as db:
            return key_of(db)

    def version(self) -> int:
        """Return the schema version of the file; 0 for an empty database.

        Raises:
            WorkspaceVersion: The file is a DuckDB database, but no workspace.
        """
        with self.reading() as db:
            return self._version_in(db)

    def migrate(self) -> None:
        """Bring an older file to today's schema, keeping a copy of it beside.

        Raises:
            WorkspaceVersion: A newer Frontstage wrote the file, or it is no workspace.
        """
        version = self.version()
        if version > schema.VERSION:
            raise WorkspaceVersion(
                f"written by a newer Frontstage (schema {version}, known {schema.VERSION})",
                where=str(self.path),
                remedy="upgrade Frontstage, or name another --workspace",
            )
        if version < schema.VERSION:
            self._migrate(secrets.token_bytes(32))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open the file for a group of queries.

        Raises:
            WorkspaceBusy: Another process or thread holds it.
        """
        shared = opening_of(self.path)
        with shared.reading(self._reading) if shared else self._reading() as db:
            yield db

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        deadline = time.monotonic() + self._patience_s
        with turnstile(self.path).reading(self._patience_s) as came:
            if not came:
                raise busy(self.path, "this process is writing")
            first = turnstile(self.path).readers == 1
            with self._opened(deadline, read_only=True, gives_way=first) as db:
                yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open the file for one transaction: stored as a whole, or not at all.

        Raises:
            WorkspaceBusy: Another process or thread holds it.
        """
        with (
            self._alone() as deadline,
            self._opened(deadline, read_only=False) as db,
            _transaction(db),
        ):
            yield db

    @contextmanager
    def replacing(self) -> Iterator[tuple[Connection, Path]]:
        """Open the file alone; what the block writes to the path given takes its place."""
        fresh = Path(f"{self.path}.new")
        with self._alone() as deadline, self._locked(deadline, shared=False):
            fresh.unlink(missing_ok=True)
            with closing(self._connect(deadline, read_only=False)) as db:
                yield db, fresh
            fresh.replace(self.path)

    @contextmanager
    def _alone(self) -> Iterator[float]:
        """Keep the rest of this process out; yields until when other processes are waited for."""
        shared = opening_of(self.path)
        if shared is not None:
            shared.close()
        deadline = time.monotonic() + self._patience_s
        with turnstile(self.path).writing(self._patience_s) as came:
            if not came:
                raise busy(self.path, "another part of this process holds it")
            yield deadline

    @contextmanager
    def _opened(
        self, deadline: float, *, read_only: bool, gives_way: bool = False
    ) -> Iterator[Connection]:
        """Open the file under its lock, which is held until the file is closed for good."""
        fresh = self.path.exists() and not Path(f"{self.path}.lock").exists()
        with self._locked(deadline, shared=read_only, gives_way=gives_way):
            try:
                with closing(self._connect(deadline, read_only=read_only)) as db:
                    yield db
            except WorkspaceVersion:
                if fresh:  # a file of another kind stays as it was found, with nothing beside it
                    Path(f"{self.path}.lock").unlink(missing_ok=True)
                raise

    @contextmanager
    def _locked(self, deadline: float, *, shared: bool, gives_way: bool = False) -> Iterator[None]:
        with lock_file(self.path, deadline, shared=shared, gives_way=gives_way) as holder:
            if holder is not None:
                raise busy(self.path, holder)
            yield

    def _connect(self, deadline: float, *, read_only: bool) -> Connection:
        if str(self.path) == ":memory:":
            raise no_workspace(self.path)
        while True:
            try:
                db = duckdb.connect(str(self.path), read_only=read_only, config=self._config)
                if self.path.exists():
                    # It would be drawn between the lines of an answer, and between those of JSON.
                    db.execute("SET enable_progress_bar = false")
                    return db
                db.close()  # some names DuckDB takes for data to look at, not for a database
                raise no_workspace(self.path)
            except (duckdb.IOException, duckdb.ConnectionException) as error:
                holder = _HOLDER.search(str(error))
                waiting = holder or isinstance(error, duckdb.ConnectionException)
                if not waiting:
                    raise (denied(self.path, str(error)) or no_workspace(self.path)) from error
                if time.monotonic() >= deadline:
                    raise busy(
                        self.path,
                        f"held by process {holder['pid']} ({Path(holder['program']).name})"
                        if holder
                        else "this process holds it otherwise",
                    ) from error
                time.sleep(_WAIT_STEP_S)
            except duckdb.Error as error:
                raise no_workspace(self.path) from error

    def _version_in(self, db: Connection) -> int:
        version = version_in(db)
        if version is None:
            raise no_workspace(self.path)
        return version

    def _migrate(self, key: bytes) -> None:
        """Bring the file to today's schema; another process may have done so meanwhile.

        What is copied is the old file and nobody else's: the lock is held from looking at its
        version until it is today's, and it is closed, its log folded in, while it is copied.
        """
        with self._alone() as deadline, self._locked(deadline, shared=False):
            with closing(self._connect(deadline, read_only=False)) as db:
                version = self._version_in(db)
            if 0 < version < schema.VERSION:
                shutil.copy2(self.path, f"{self.path}.v{version}.bak")
            with closing(self._connect(deadline, read_only=False)) as db, _transaction(db):
                for step in schema.MIGRATIONS[version:]:
                    db.execute(step)
                if version == 0:
                    db.execute("INSERT INTO meta VALUES ('key', ?)", [key.hex()])
                db.execute("DELETE FROM meta WHERE key = 'schema'")
                db.execute("INSERT INTO meta VALUES ('schema', ?)", [str(schema.VERSION)])


def first_row(db: Connection, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
    """Run a query and return its first row; the result is read to its end, as DuckDB asks."""
    rows = db.execute(sql, list(parameters)).fetchall()
    return rows[0] if rows else None


def key_of(db: Connection) -> bytes:
    """Return the secret key of an open workspace."""
    row = first_row(db, "SELECT value FROM meta WHERE key = 'key'")
    return bytes.fromhex(row[0]) if row else b""


@contextmanager
def _transaction(db: Connection) -> Iterator[None]:
    """Store all that is done, or nothing."""
    db.begin()
    try:
        yield
        db.commit()
    except BaseException:
        with suppress(duckdb.TransactionException):  # after a failed commit it has rolled back
            db.rollback()
        raise
