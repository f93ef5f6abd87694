"""Labels of an export as one file: written in parts, gone on with where it was stopped."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora.errors import BadInput, SourceError

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.csv as pa_csv
    import pyarrow.parquet as pq

    from corpora.records import Reject

FORMATS = (".parquet", ".csv")
_HIDDEN = ("words", "unknown")
_STATE = "state.json"


@dataclass
class Tally:
    """What was found in the parts so far.

    Attributes:
        contacts: Contacts labelled, those that are set aside included.
        stages: Contacts by stage id.
        reasons: Contacts without a stage, by reason.
        words: Words that were looked at.
        unknown: Words that the student had never seen.
    """

    contacts: int = 0
    stages: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    words: int = 0
    unknown: int = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Count one more batch of labels."""
        import pyarrow.compute as pc

        self.contacts += batch.num_rows
        for name, counter in (("stage", self.stages), ("reason", self.reasons)):
            for pair in pc.value_counts(batch.column(name)).to_pylist():
                if pair["values"] is not None:
                    counter[pair["values"]] += pair["counts"]
        self.words += pc.sum(batch.column("words")).as_py() or 0
        self.unknown += pc.sum(batch.column("unknown")).as_py() or 0


class Parts:
    """The finished parts of an unfinished file, in a folder beside it.

    Args:
        output: The file that they will make.
        fingerprint: Changes when the export, the model or the settings do: then what is there
            is of no use, and is removed.
    """

    def __init__(self, output: Path, fingerprint: str) -> None:
        self._output = output
        self._folder = output.with_name(output.name + ".parts")
        self._fingerprint = fingerprint
        self.tally = Tally()
        self.finished = 0
        state = self._read()
        if state is None:
            shutil.rmtree(self._folder, ignore_errors=True)
            return
        self.finished = state["parts"]
        counts = state["tally"]
        self.tally = Tally(
            counts["contacts"],
            Counter(counts["stages"]),
            Counter(counts["reasons"]),
            counts["words"],
            counts["unknown"],
        )

    def _read(self) -> dict[str, Any] | None:
        try:
            state: dict[str, Any] = json.loads((self._folder / _STATE).read_text(encoding="utf-8"))
            fits = state["fingerprint"] == self._fingerprint
            there = all(self._part(number).exists() for number in range(state["parts"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return state if fits and there else None

    def _part(self, number: int) -> Path:
        return self._folder / f"part-{number:06d}.parquet"

    def put(self, batches: Sequence[pa.RecordBatch]) -> None:
        """Write one more part; it is there as a whole or not at all.

        Raises:
            SourceError: It can't be written.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        for batch in batches:
            self.tally.add(batch)
        table = pa.Table.from_batches(batches).drop_columns(list(_HIDDEN))
        with _writing(self._output):
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = self._folder / "unfinished"
            pq.write_table(table, unfinished)
            unfinished.replace(self._part(self.finished))
            self.finished += 1
            tally = self.tally
            state = {
                "fingerprint": self._fingerprint,
                "parts": self.finished,
                "tally": {
                    "contacts": tally.contacts,
                    "stages": tally.stages,
                    "reasons": tally.reasons,
                    "words": tally.words,
                    "unknown": tally.unknown,
                },
            }
            unfinished.write_text(json.dumps(state), encoding="utf-8")
            unfinished.replace(self._folder / _STATE)

    def join(self) -> None:
        """Write the file from its parts, and remove them.

        Raises:
            SourceError: It can't be written.
        """
        import pyarrow.parquet as pq

        unfinished = self._output.with_name(self._output.name + ".unfinished")
        with _writing(self._output):
            first = pq.read_schema(self._part(0))
            with _writer(unfinished, self._output.suffix.lower(), first) as writer:
                for number in range(self.finished):
                    table = pq.read_table(self._part(number))
                    writer.write_table(_harmless(table) if self._is_csv else table)
            unfinished.replace(self._output)
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _is_csv(self) -> bool:
        return self._output.suffix.lower() == ".csv"


def check_output(output: Path, paths: Iterable[Path]) -> None:
    """See that labels can be written to `output`.

    Raises:
        BadInput: It is of no known format, there is no such folder, or it is itself read.
    """
    if output.suffix.lower() not in FORMATS:
        raise BadInput(
            "labels are written as Parquet or CSV", where=str(output), remedy="-o labels.parquet"
        )
    if output.is_dir() or not output.parent.is_dir():
        what = "this is a folder" if output.is_dir() else "there is no such folder"
        raise BadInput(what, where=str(output), remedy="name a file in a folder that is there")
    if output.resolve() in {path.resolve() for path in paths}:
        raise BadInput("the export itself would be overwritten", where=str(output))


def files_told(paths: Iterable[Path]) -> Iterator[str]:
    """Yield name, size and time of every file under `paths`: what a fingerprint is made of."""
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file.is_file():
                stat = file.stat()
                yield f"{file.resolve()}:{stat.st_size}:{stat.st_mtime_ns}"


def write_rejects(path: Path, rejects: Sequence[Reject]) -> str | None:
    """Write rejects as CSV and return the file's name; without any, remove an older list.

    Raises:
        SourceError: It can't be written.
    """
    from assistant.rendering.cells import cell_text

    with _writing(path):
        if not rejects:
            path.unlink(missing_ok=True)
            return None
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("file", "row", "code", "remedy"))
            for each in rejects:
                cells = (each.file, each.row or "", each.code, each.remedy)
                writer.writerow([cell_text(cell) for cell in cells])
    return str(path)


def _harmless(table: pa.Table) -> pa.Table:
    """Return a table whose texts no spreadsheet takes for formulas."""
    import pyarrow as pa

    from assistant.rendering.cells import cell_text

    for place, name in enumerate(("source_id", "file")):
        cells = [None if v is None else cell_text(v) for v in table.column(name).to_pylist()]
        table = table.set_column(place, name, pa.array(cells, type=pa.string()))
    return table


def _writer(path: Path, suffix: str, schema: pa.Schema) -> pq.ParquetWriter | pa_csv.CSVWriter:
    import pyarrow.csv as pa_csv
    import pyarrow.parquet as pq

    return pa_csv.CSVWriter(path, schema) if suffix == ".csv" else pq.ParquetWriter(path, schema)


@contextmanager
def _writing(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SourceError(
            f"can't be written ({error.strerror})",
            where=str(output),
            remedy="name a file in a folder that you may write to",
        ) from error
