"""The whole thing on the sample company, in a folder of its own."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Params
from assistant.actions.analyzing import AnalysisData, AnalyzeParams, analyze
from assistant.actions.reporting import ReportParams, report
from assistant.answers import Answer
from assistant.session import Session
from corpora.errors import SourceError


class DemoParams(Params):
    """Where to."""

    folder: Annotated[
        Path, Field(description="Folder for the demo's workspace, settings and report.")
    ] = Path("frontstage-demo")


def demo(session: Session, params: DemoParams) -> Answer:
    """Analyze the sample company, in a folder of its own.

    The company's files, workspace, settings and report go to `--folder`, so that the demo never
    mixes with a workspace of yours, and every command can be tried there.
    """
    from corpora.store.workspace import WORKSPACE_FILE

    try:
        sources = lay_out(params.folder)
    except OSError as error:
        raise SourceError(
            f"can't be written ({error.strerror})",
            where=str(params.folder),
            remedy="name another folder with --folder",
        ) from error
    own = Session(
        params.folder / WORKSPACE_FILE, session.progress, session.now, workers=session.workers
    )
    answer = analyze(own, AnalyzeParams(paths=sources))
    own.progress(0, None, "writing the report")
    written = report(own, ReportParams(output=params.folder / "frontstage-report"))
    return replace(
        answer,
        closing=(answer.headline, f"{written.headline} Open it in a browser; it is one file."),
        follow_ups=(
            f"cd {params.folder}",
            "frontstage ask show_gaps product=airer",
            "frontstage ask find_contacts text=induction",
            "frontstage ask help",
        ),
    )


def lay_out(folder: Path) -> tuple[Path, ...]:
    """Copy what the sample company would hand over, and its settings; return what to read."""
    from corpora.samples import sample_folder, sample_paths
    from corpora.settings import SETTINGS_FILE

    folder.mkdir(parents=True, exist_ok=True)
    for name in (SETTINGS_FILE, "volumes.csv"):
        shutil.copyfile(sample_folder() / name, folder / name)
    sources = []
    for source in sample_paths():
        copied = folder / "data" / source.name
        if source.is_dir():
            shutil.copytree(source, copied, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, copied)
        sources.append(copied)
    return tuple(sources)


DEMO = Action(
    "demo",
    DemoParams,
    demo,
    AnalysisData,
    examples=("show me a demo",),
    command="demo",
    announced=True,
)
