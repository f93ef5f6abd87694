"""Labelling an export: contacts per second and peak memory, as whole processes.

`python -m benchmarks.speed [--data FILE] [--copies N] [--runs N] [--sides LIST] [--json]`

The teacher is the zero-shot classifier that ships. Student and fastText learn from its labels of
nine tenths of the contacts; agreement with it is counted on the other tenth, which equal texts
never straddle. Then each side, as a process of its own, reads the same CSV and writes the same
columns as Parquet. SetFit predicts with a sentence encoder and a logistic regression; both are
timed together on a sample, without reading and writing, and the figure is extrapolated.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.data import data_file
from benchmarks.ingest import process, repeated

_FRONTSTAGE = "from assistant.cli import main; main()"
_SAMPLE = 1_000
_OTHERS = r"(?s)<rep__.*?__rep>|<cust__|__cust>"
_TEXTS = """
    SELECT first_tweet_id, lower(regexp_replace(regexp_replace(
        concat_ws(' ', first_utterance, context), ?, ' ', 'g'), '[^a-zA-Z'']+', ' ', 'g'))
    FROM read_csv(?, all_varchar = true)
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """Medians over the runs of one side; `agreement` with the teacher on contacts kept apart."""

    side: str
    contacts: int
    wall_s: float
    cpu_s: float
    contacts_per_s: float
    contacts_per_cpu_s: float
    peak_mb: float
    agreement: float | None


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sides", default="student,fasttext,fasttext-2,minilm")
    parser.add_argument("--models", type=Path, help="Folder that keeps what was learned.")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fasttext", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.fasttext:
        file, model, output, processes = arguments.fasttext
        _fasttext(Path(file), model, output, int(processes))
        return
    source = arguments.data or data_file("contacts/airlines_raw.csv.bz2")
    with tempfile.TemporaryDirectory() as folder:
        models = arguments.models or Path(folder)
        once, _ = repeated(source, 1, Path(folder), plain=True)
        agreements = _learn(once, models)
        file, contacts = repeated(source, arguments.copies, Path(folder), plain=True)
        rows = []
        for side in arguments.sides.split(","):
            if side == "minilm":
                rows.append(_minilm(once))
                continue
            command = _command(side, file, models, Path(folder) / f"{side}.parquet")
            agreement = agreements[side.partition("-")[0]]
            rows.append(_timed(side, command, contacts, arguments.runs, agreement))
    _print(rows, as_json=arguments.json)


def _print(rows: Sequence[Timed], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(row) for row in rows], indent=2))
        return
    print(f"{'side':<14}{'wall s':>8}{'cpu s':>8}{'per s':>10}{'per cpu s':>11}", end="")
    print(f"{'peak MB':>9}{'agreement':>11}")
    for row in rows:
        agreement = "" if row.agreement is None else f"{row.agreement:.3f}"
        print(
            f"{row.side:<14}{row.wall_s:>8.2f}{row.cpu_s:>8.2f}{row.contacts_per_s:>10,.0f}"
            f"{row.contacts_per_cpu_s:>11,.0f}{row.peak_mb:>9.0f}{agreement:>11}"
        )


def _command(side: str, file: Path, models: Path, output: Path) -> list[str]:
    if side == "student":
        options = ["-o", str(output), "--student", str(models / "student"), "--quiet"]
        return [sys.executable, "-c", _FRONTSTAGE, "classify", str(file), *options]
    processes = side.partition("-")[2] or "1"
    given = [str(file), str(models / "fasttext.bin"), str(output), processes]
    return [sys.executable, "-m", "benchmarks.speed", "--fasttext", *given]


def _timed(side: str, command: Sequence[str], contacts: int, runs: int, agreement: float) -> Timed:
    figures = [process(command) for _ in range(runs)]
    wall = statistics.median(figure[0] for figure in figures)
    cpu = statistics.median(figure[1] for figure in figures)
    peak = max(figure[2] for figure in figures)
    return Timed(side, contacts, wall, cpu, contacts / wall, contacts / cpu, peak, agreement)


def _learn(file: Path, folder: Path) -> dict[str, float]:
    """Teach both sides, unless they were taught before; return their agreement by side."""
    told = folder / "agreement.json"
    if told.exists():
        known: dict[str, float] = json.loads(told.read_text())
        return known
    import numpy as np
    import pyarrow as pa

    from classifiers.encoding.encoders import StaticEncoder
    from classifiers.stages.batch import export_batch
    from classifiers.stages.classifier import StageClassifier
    from classifiers.students.distilling import Lesson, distil, held_out
    from corpora.readers.exports import read_exports
    from corpora.readers.raw import ReadOptions
    from journeys.default import load_journey

    journey, encoder = load_journey(None), StaticEncoder.load()
    teacher = StageClassifier(journey, encoder=encoder).fit()
    batches = [piece.batch for piece in read_exports([file], ReadOptions(timezone=UTC))]
    labels = pa.Table.from_batches([export_batch(batch, teacher) for batch in batches])
    table = pa.Table.from_batches(batches)
    said = table.column("said").combine_chunks()
    apart = held_out(said)
    kept = pa.array(np.flatnonzero(~apart))
    given = labels.take(kept).to_pydict()
    student = distil(
        Lesson(
            said.take(kept),
            given["stage"],
            given["probability"],
            given["reason"],
            [False] * len(kept),
        ),
        journey,
        "zero-shot classifier",
        datetime.now(UTC),
        encoder,
    )
    student.save(folder / "student")
    truth = np.array(labels.column("stage").to_pylist(), dtype=object)[apart]
    ours = [export_batch(batch, student).column("stage").to_pylist() for batch in batches]
    found = np.array([stage for part in ours for stage in part], dtype=object)[apart]
    texts = _fasttext_texts(file)
    ids = table.column("source_id").to_pylist()
    classes = [stage or "unsure" for stage in labels.column("stage").to_pylist()]
    lines = [
        f"__label__{name} {texts[i]}"
        for i, name, out in zip(ids, classes, apart, strict=True)
        if not out
    ]
    model = _train_fasttext(lines, folder)
    asked = [texts[i] for i, out in zip(ids, apart, strict=True) if out]
    theirs = _stages(model.predict(asked)[0])
    agreement = {
        "student": float(np.mean(found == truth)),
        "fasttext": float(np.mean(np.array(theirs, dtype=object) == truth)),
    }
    told.write_text(json.dumps(agreement))
    return agreement


def _train_fasttext(lines: list[str], folder: Path) -> Any:  # noqa: ANN401 - it has no types
    import fasttext

    (folder / "fasttext.txt").write_text("\n".join(lines), encoding="utf-8")
    model = fasttext.train_supervised(
        str(folder / "fasttext.txt"),
        epoch=10, lr=0.5, wordNgrams=2, dim=50, bucket=1 << 18, thread=1, verbose=0, seed=7,
    )  # fmt: skip
    model.save_model(str(folder / "fasttext.bin"))
    return model


def _stages(labels: Sequence[Sequence[str]]) -> list[str | None]:
    names = [label[0].removeprefix("__label__") if label else "unsure" for label in labels]
    return [None if name == "unsure" else name for name in names]


def _fasttext_texts(file: Path) -> dict[str, str]:
    import duckdb

    with duckdb.connect() as db:
        return dict(db.execute(_TEXTS, [_OTHERS, str(file)]).fetchall())


def _fasttext(file: Path, model: str, output: str, processes: int) -> None:
    """Label with fastText what the student labels, and write the same columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = _fasttext_texts(file)
    asked = list(texts.values())
    if processes == 1:
        found = [_fasttext_labels(model, asked)]
    else:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        size = -(-len(asked) // processes)
        parts = [asked[start : start + size] for start in range(0, len(asked), size)]
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            found = list(pool.map(_fasttext_labels, [model] * len(parts), parts))
    stages = [stage for part in found for stage in part[0]]
    shares = [share for part in found for share in part[1]]
    columns = {
        "source_id": list(texts),
        "file": [str(file)] * len(texts),
        "row": list(range(2, len(texts) + 2)),
        "stage": stages,
        "probability": pa.array(shares, type=pa.float32()),
        "reason": [None if stage else "unsure" for stage in stages],
    }
    pq.write_table(pa.table(columns), output)


def _fasttext_labels(model: str, texts: list[str]) -> tuple[list[str | None], list[float]]:
    import fasttext

    labels, shares = fasttext.load_model(model).predict(texts)
    return _stages(labels), [float(share[0]) if len(share) else 0.0 for share in shares]


def _minilm(file: Path) -> Timed:
    """Time MiniLM with a logistic regression on a sample, on one core."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    from classifiers.encoding.encoders import MiniLMEncoder

    texts = list(_fasttext_texts(file).values())
    sample = [texts[i] for i in np.random.default_rng(7).permutation(len(texts))[:_SAMPLE]]
    encoder = MiniLMEncoder.load()
    head = LogisticRegression().fit(encoder.encode(sample[:32]), np.arange(32) % 11)
    wall, cpu = time.perf_counter(), time.process_time()
    head.predict(encoder.encode(sample))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    times = len(texts) / _SAMPLE
    rates = (_SAMPLE / wall, _SAMPLE / cpu)
    return Timed("minilm (est.)", len(texts), wall * times, cpu * times, *rates, 0.0, None)


if __name__ == "__main__":
    main()
