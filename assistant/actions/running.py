"""The whole work of a night in one command, for a scheduler."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, field_validator

from assistant.actions.action import Action, Params, positional
from assistant.actions.classifying import label_contacts
from assistant.actions.gaps import compute_gaps
from assistant.actions.ingesting import IngestData, IngestParams, ingest
from assistant.actions.reporting import ReportData, ReportParams, report
from assistant.answers import Answer, Data, Line
from assistant.changes_data import ChangesData
from assistant.run_changes import compare_runs
from assistant.session import Session
from assistant.wording import count, share
from corpora.errors import BadInput, SettingsError

if TYPE_CHECKING:
    from corpora.settings import RunSettings

DONE, TOO_MANY_REJECTS, DRIFTED, NOTHING_NEW = 0, 3, 4, 5
_SPAN = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>s|m|min|h)?")
_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600, None: 1}


class RunParams(Params):
    """Which settings."""

    settings: Annotated[
        Path, positional(description="The frontstage.toml whose [run] says what to do.")
    ] = Path("frontstage.toml")
    wait: Annotated[
        str, Field(description="How long to wait for a workspace in use: 30m, 90s, 1h.")
    ] = "8s"

    @field_validator("wait")
    @classmethod
    def _is_a_span(cls, text: str) -> str:
        if not _SPAN.fullmatch(text.strip()):
            raise ValueError(f"{text!r} is no length of time, write 30m, 90s or 1h")
        return text

    @property
    def patience_s(self) -> float:
        """How long to wait, in seconds."""
        found = _SPAN.fullmatch(self.wait.strip())
        return float(found["number"]) * _SECONDS[found["unit"]] if found else 0.0


class RunData(Data):
    """What a run did; what it did not come to is null.

    `exit_code` is 0 done, 3 too many rows could not be read, 4 the labels drifted, 5 nothing
    new; 1 and 2, failed and bad input, print no object. `seconds` are by step.
    """

    status: Literal["done", "too many rejects", "labels drifted", "nothing new"]
    exit_code: int
    read: IngestData
    gaps: int | None
    report: ReportData | None
    changes: ChangesData | None
    seconds: dict[str, float]


@dataclass(slots=True)
class _Clock:
    """How long each step took."""

    seconds: dict[str, float]

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - begun, 2)


def run(session: Session, params: RunParams) -> Answer:
    """Read what is new, classify, find gaps, write the report, and say what changed.

    The [run] section of the settings names the sources and the folder for reports, which gets a
    folder a day. Running again over the same files changes nothing. Exit codes: 0 done, 1 failed,
    2 bad input, 3 too many rows could not be read (nothing is computed from them), 4 done, but
    the labels drifted, 5 nothing new. `--json` prints a summary for the scheduler.
    """
    own = _own(session, params)
    asked = own.create_workspace().settings.run
    clock = _Clock({})
    with clock.step("ingest"):
        answer = ingest(own, IngestParams(paths=sources_of(asked, params.settings)))
    read = answer.data
    if not isinstance(read, IngestData):
        raise TypeError("ingest returns IngestData")
    if _rejected(read) > asked.max_rejects:
        return _answer("too many rejects", read, clock, answer)
    if not _is_new(read) and _is_up_to_date(own):
        return _answer("nothing new", read, clock, answer)
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("classify", lambda: label_contacts(own)),
        ("gaps", lambda: compute_gaps(own)),
    )
    for name, work in steps:
        with clock.step(name):
            work()
    with clock.step("report"):
        folder = params.settings.parent / asked.report / f"{own.now():%Y-%m-%d}"
        written = report(own, ReportParams(output=folder)).data
        changed = compare_runs(own)
    drifted = (changed.drift or 0.0) > asked.max_drift
    return _answer(
        "labels drifted" if drifted else "done",
        read,
        clock,
        answer,
        written=written if isinstance(written, ReportData) else None,
        changed=changed,
    )


def _own(session: Session, params: RunParams) -> Session:
    """Return a session on the workspace beside the settings, as patient as was asked."""
    from corpora.settings import SETTINGS_FILE

    file = params.settings
    if not file.is_file():
        raise SettingsError(
            "no such file", where=str(file), remedy="docs/running.md shows what it holds"
        )
    if file.name != SETTINGS_FILE:
        raise SettingsError(
            f"settings are called {SETTINGS_FILE} and lie beside the workspace", where=str(file)
        )
    path = session.path
    if path.parent != Path() and path.parent.resolve() != file.parent.resolve():
        raise BadInput(
            f"the workspace must lie beside {file}",
            where=str(path),
            remedy="leave --workspace out, or name a file in that folder",
        )
    return Session(
        file.parent / path.name,
        session.progress,
        session.now,
        workers=session.workers,
        patience_s=params.patience_s,
    )


def sources_of(asked: RunSettings, settings: Path) -> tuple[Path, ...]:
    """Return the files and folders that the sources name, patterns resolved in order of names.

    Raises:
        SettingsError: There are no sources, or one of them matches nothing.
    """
    if not asked.sources:
        raise SettingsError(
            "nothing to read",
            where=str(settings),
            remedy='put sources = ["exports/*.csv", "pages"] under [run]',
        )
    found: dict[Path, None] = {}
    for source in asked.sources:
        anchor = Path(source)
        base = Path(anchor.anchor) if anchor.is_absolute() else settings.parent
        pattern = str(anchor.relative_to(anchor.anchor)) if anchor.is_absolute() else source
        plain = base / pattern
        matches = [plain] if plain.exists() else sorted(base.glob(pattern))
        if not matches:
            raise SettingsError(
                f"nothing is called {source}",
                where=f"{settings}, [run] sources",
                remedy="correct the name; it is relative to the settings file",
            )
        found.update(dict.fromkeys(matches))
    return tuple(found)


def _rejected(read: IngestData) -> float:
    return read.rejects / read.rows if read.rows else 0.0


def _is_new(read: IngestData) -> bool:
    return bool(
        read.contacts_new or read.contacts_changed or read.products or read.pages or read.events
    )


def _is_up_to_date(session: Session) -> bool:
    """Tell whether gaps were found after the last decision and the last contact that was stored."""
    from corpora.store import changes, runs

    with session.workspace.reading() as db:
        done = runs.latest_run(db, "gaps")
        decided = changes.last_decision(db)
        stored = changes.last_arrival(db)
    if done is None:
        return False
    return all(at is None or at <= done.started_at for at in (decided, stored))


_CODES = {
    "done": DONE,
    "too many rejects": TOO_MANY_REJECTS,
    "labels drifted": DRIFTED,
    "nothing new": NOTHING_NEW,
}


def _answer(
    status: Literal["done", "too many rejects", "labels drifted", "nothing new"],
    read: IngestData,
    clock: _Clock,
    ingested: Answer,
    *,
    written: ReportData | None = None,
    changed: ChangesData | None = None,
) -> Answer:
    headlines = {
        "done": f"Done. {ingested.headline}",
        "labels drifted": "Done, but the labels drifted: look at the stages before you compare.",
        "too many rejects": f"Stopped: {count(read.rejects, 'row')} could not be read, "
        f"{share(_rejected(read), 1)} of all; nothing was computed from the rest.",
        "nothing new": "Nothing new.",
    }
    lines = [Line(f"Report: {written.files[0]}")] if written else []
    if changed is not None and changed.earlier_run is not None:
        lines.append(
            Line(
                f"{count(changed.new, 'new contact')}, {changed.late:,} late, "
                f"{count(changed.gaps_opened, 'new gap')}, {changed.gaps_closed:,} gone.",
                "quiet",
            )
        )
    return Answer(
        headline=headlines[status],
        data=RunData(
            status=status,
            exit_code=_CODES[status],
            read=read,
            gaps=written.gaps if written else None,
            report=written,
            changes=changed,
            seconds=clock.seconds,
        ),
        blocks=tuple(lines),
        follow_ups=("frontstage changes",) if changed else (),
        problems=ingested.problems,
        exit_code=_CODES[status],
    )


RUN = Action(
    "run",
    RunParams,
    run,
    RunData,
    examples=("do the nightly run", "run everything from the settings"),
    command="run",
)
