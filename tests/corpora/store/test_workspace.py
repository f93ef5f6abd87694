"""The discipline of the workspace: nobody holds it while idle, everybody gets a turn."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import duckdb
import pytest

from corpora.errors import WorkspaceBusy, WorkspaceError, WorkspaceMissing, WorkspaceVersion
from corpora.store import schema
from corpora.store.workspace import Workspace

ROOT = Path(__file__).resolve().parents[3]


def _process(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


HOLD = """
    import sys, time, duckdb
    db = duckdb.connect(sys.argv[1])
    print("holding", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def test_an_idle_workspace_is_held_by_nobody(workspace: Workspace) -> None:
    with workspace.writing() as db:
        db.execute("INSERT INTO tombstones VALUES ('k-1', TIMESTAMP '2026-03-02')")
    other = _process("import sys, duckdb; duckdb.connect(sys.argv[1]).close()", str(workspace.path))
    assert other.wait(60) == 0, other.stderr and other.stderr.read()


def test_a_held_workspace_names_the_holder(workspace: Workspace) -> None:
    holder = _process(HOLD, str(workspace.path), "30")
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "holding"
        hasty = Workspace(workspace.path, patience_s=0.2)
        with (
            pytest.raises(WorkspaceBusy, match=rf"held by process {holder.pid} \(python"),
            hasty.reading(),
        ):
            pass
    finally:
        holder.kill()
        holder.wait()


def test_waiting_a_moment_is_enough_when_the_holder_finishes(workspace: Workspace) -> None:
    holder = _process(HOLD, str(workspace.path), "1")
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "holding"
    with workspace.reading() as db:
        assert db.execute("SELECT count(*) FROM contacts").fetchone() == (0,)
    assert holder.wait(60) == 0


WRITE = """
    import sys
    from pathlib import Path
    from corpora.store.workspace import Workspace
    workspace = Workspace(Path(sys.argv[1]), patience_s=60)
    for turn in range(6):
        with workspace.writing() as db:
            row = [f"{sys.argv[2]}-{turn}", "2026-03-02"]
            db.execute("INSERT INTO tombstones VALUES (?, ?)", row)
        with workspace.reading() as db:
            db.execute("SELECT count(*) FROM tombstones").fetchone()
"""


def test_several_processes_read_and_write_at_once(workspace: Workspace) -> None:
    others = [_process(WRITE, str(workspace.path), name) for name in "abc"]
    for _ in range(6):
        with Workspace(workspace.path, patience_s=60).reading() as db:
            db.execute("SELECT count(*) FROM tombstones").fetchone()
    for other in others:
        _, complaint = other.communicate(timeout=120)
        assert other.returncode == 0, complaint
    with workspace.reading() as db:
        assert db.execute("SELECT count(DISTINCT customer_key) FROM tombstones").fetchone() == (18,)


def test_processes_that_begin_at_once_make_one_workspace(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    script = """
        import sys
        from pathlib import Path
        from corpora.store.workspace import Workspace
        print(Workspace.create(Path(sys.argv[1]), patience_s=60).key.hex())
    """
    others = [_process(script, str(path)) for _ in range(3)]
    keys = set()
    for other in others:
        told, complaint = other.communicate(timeout=120)
        assert other.returncode == 0, complaint
        keys.add(told.strip())
    assert keys == {Workspace.open(path).key.hex()}


def test_a_writing_process_is_named(workspace: Workspace) -> None:
    script = """
        import sys, time
        from pathlib import Path
        from corpora.store.workspace import Workspace
        with Workspace(Path(sys.argv[1])).writing():
            print("writing", flush=True)
            time.sleep(30)
    """
    writer = _process(script, str(workspace.path))
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline().strip() == "writing"
        hasty = Workspace(workspace.path, patience_s=0.2)
        complaint = f"in use: held by process {writer.pid}"
        with pytest.raises(WorkspaceBusy, match=complaint), hasty.reading():
            pytest.fail("opened although another process writes")
    finally:
        writer.kill()
        writer.wait()
    with workspace.reading() as db:
        assert db.execute("SELECT count(*) FROM contacts").fetchone() == (0,)


def test_threads_of_one_process_take_turns(workspace: Workspace) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for turn in range(5):
                with workspace.writing() as db:
                    db.execute(
                        "INSERT INTO tombstones VALUES (?, TIMESTAMP '2026-03-02')",
                        [f"{name}-{turn}"],
                    )
                with workspace.reading() as db:
                    db.execute("SELECT count(*) FROM tombstones").fetchone()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with workspace.reading() as db:
        assert db.execute("SELECT count(*) FROM tombstones").fetchone() == (20,)


def test_a_batch_is_all_or_nothing(workspace: Workspace) -> None:
    with pytest.raises(duckdb.ConversionException), workspace.writing() as db:  # noqa: PT012 - both rows are the point
        db.execute("INSERT INTO tombstones VALUES ('k-1', TIMESTAMP '2026-03-02')")
        db.execute("INSERT INTO tombstones VALUES ('k-2', 'no date')")
    with workspace.reading() as db:
        assert db.execute("SELECT count(*) FROM tombstones").fetchone() == (0,)


def test_a_missing_workspace_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceMissing, match="frontstage analyze"):
        Workspace.open(tmp_path / "none.duckdb")


def test_a_newer_workspace_is_left_alone(workspace: Workspace) -> None:
    with workspace.writing() as db:
        db.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    with pytest.raises(WorkspaceVersion, match="written by a newer Frontstage"):
        Workspace.open(workspace.path)


def test_an_older_workspace_is_migrated_with_a_backup(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workspace.writing() as db:
        db.execute("INSERT INTO tombstones VALUES ('k-1', TIMESTAMP '2026-03-02')")
    step = "ALTER TABLE tombstones ADD COLUMN why VARCHAR"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    migrated = Workspace.open(workspace.path)
    with migrated.reading() as db:
        assert db.execute("SELECT customer_key, why FROM tombstones").fetchall() == [("k-1", None)]
    backup = Path(f"{workspace.path}.v{schema.VERSION - 1}.bak")
    with duckdb.connect(str(backup), read_only=True) as db:
        assert db.execute("SELECT * FROM tombstones").fetchall()[0][0] == "k-1"
    assert migrated.key == bytes(range(32))


_ONE_CONTACT = """
    INSERT INTO contacts (id, source, content_hash, channel, direction, language, product_ids,
                          flags, origin, attributes)
    VALUES ('c-1', 'desk', 'h', 'ticket', 'in', 'en', [], [], 'tickets.csv:2', MAP {});
    INSERT INTO runs (id, kind, started_at, finished_at, parameters, summary)
    VALUES (1, 'classify', TIMESTAMP '2026-03-02', TIMESTAMP '2026-03-02', MAP {}, MAP {});
    INSERT INTO labels (run_id, contact_id, level, stage_id, probability, start, "end", rank)
    VALUES (1, 'c-1', 'contact', 'pay', 0.9, 0, 0, 0);
"""


def _of_version(path: Path, version: int) -> Path:
    """Make a workspace as the release with this schema left it, a contact and a run in it."""
    with duckdb.connect(str(path)) as db:
        for step in schema.MIGRATIONS[:version]:
            db.execute(step)
        db.execute("INSERT INTO meta VALUES ('key', ?)", [bytes(range(32)).hex()])
        db.execute("INSERT INTO meta VALUES ('schema', ?)", [str(version)])
        db.execute(_ONE_CONTACT)
    return path


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_a_workspace_of_each_older_release_keeps_what_it_holds(
    tmp_path: Path, version: int
) -> None:
    path = _of_version(tmp_path / "frontstage.duckdb", version)
    migrated = Workspace.open(path)
    assert migrated.version() == schema.VERSION
    with migrated.reading() as db:
        labels = db.execute("SELECT contact_id, stage_id FROM effective_labels").fetchall()
    assert labels == [("c-1", "pay")]
    assert Workspace(Path(f"{path}.v{version}.bak")).version() == version


def test_processes_that_migrate_at_once_keep_one_backup_of_the_old_file(tmp_path: Path) -> None:
    path = _of_version(tmp_path / "frontstage.duckdb", 1)
    script = """
        import sys
        from pathlib import Path
        from corpora.store.workspace import Workspace
        Workspace.open(Path(sys.argv[1]), patience_s=60)
    """
    for each in [_process(script, str(path)) for _ in range(3)]:
        _, complaint = each.communicate(timeout=120)
        assert each.returncode == 0, complaint
    assert [each.name for each in tmp_path.glob("*.bak")] == ["frontstage.duckdb.v1.bak"]
    assert Workspace(tmp_path / "frontstage.duckdb.v1.bak").version() == 1
    assert Workspace(path).version() == schema.VERSION


@pytest.mark.parametrize("name", [":memory:", "tickets.csv", "tickets.jsonl"])
def test_what_is_no_database_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tickets.csv").write_text("id,text\n1,lid came off\n")
    Path("tickets.jsonl").write_text('{"id": 1, "text": "lid came off"}\n')
    with pytest.raises(WorkspaceVersion, match="not a Frontstage workspace"):
        Workspace.create(Path(name))
    assert "lid came off" in Path("tickets.csv").read_text()


def test_a_folder_that_cannot_be_written_is_named_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, **_: object) -> None:
        raise duckdb.IOException(f'IO Error: Cannot open file "{path}": Permission denied')

    monkeypatch.setattr(duckdb, "connect", refuse)
    with pytest.raises(WorkspaceError, match=r"can't be opened to write \(permission denied\)"):
        Workspace.create(tmp_path / "frontstage.duckdb")


def test_a_file_of_another_kind_gets_nothing_beside_it(tmp_path: Path) -> None:
    table = tmp_path / "tickets.csv"
    table.write_text("id,text\n1,The lid sticks.\n")
    with pytest.raises(WorkspaceVersion):
        Workspace.open(table)
    assert [path.name for path in tmp_path.iterdir()] == ["tickets.csv"]


def test_slow_queries_draw_nothing_on_standard_output(workspace: Workspace) -> None:
    with workspace.reading() as db:
        assert db.execute("SELECT current_setting('enable_progress_bar')").fetchall() == [(False,)]
    with workspace.writing() as db:
        assert db.execute("SELECT current_setting('enable_progress_bar')").fetchall() == [(False,)]


READ_AND_READ = """
    import sys, time
    from pathlib import Path
    from corpora.store.workspace import Workspace
    workspace = Workspace(Path(sys.argv[1]), patience_s=30)
    until = time.monotonic() + float(sys.argv[2])
    print("reading", flush=True)
    while time.monotonic() < until:
        with workspace.reading():
            time.sleep(0.3)
"""


def test_readers_that_follow_one_upon_the_other_let_a_writer_in(workspace: Workspace) -> None:
    readers = [_process(READ_AND_READ, str(workspace.path), "25") for _ in range(3)]
    try:
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline().strip() == "reading"
        with Workspace(workspace.path, patience_s=20).writing() as db:
            db.execute("INSERT INTO tombstones VALUES ('k-1', TIMESTAMP '2026-03-02')")
        assert [reader.poll() for reader in readers] == [None, None, None]
    finally:
        for reader in readers:
            reader.kill()
            reader.wait()


def test_a_writer_that_was_killed_while_it_waited_keeps_nobody_out(workspace: Workspace) -> None:
    ended = _process("")
    assert ended.wait(60) == 0
    Path(f"{workspace.path}.lock").write_text(f"waits {ended.pid}")
    with Workspace(workspace.path, patience_s=0.5).reading() as db:
        assert db.execute("SELECT count(*) FROM tombstones").fetchone() == (0,)


def test_who_reads_already_goes_on_reading_although_a_writer_waits(workspace: Workspace) -> None:
    patient = Workspace(workspace.path, patience_s=60)
    with patient.reading():
        Path(f"{workspace.path}.lock").write_text(f"waits {os.getpid()}")
        begun = time.monotonic()
        with patient.reading() as db:
            assert db.execute("SELECT count(*) FROM tombstones").fetchone() == (0,)
        assert time.monotonic() - begun < 25  # half of the patience would be 30
