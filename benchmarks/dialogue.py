"""How well utterances are understood: `python -m benchmarks.dialogue [--part PART] [--json]`.

`dev` and `held` are halves of one set, `fresh` a set by another; both were written by somebody who
had not seen the code. `more` was written beside many of the examples. Examples and rules were
written after reading all of them but the held half, some close to their words, so their figures
flatter; the held half was never read. `unseen` are 400 by somebody who knew the list of actions
alone, opened by nobody who wrote code, scored once when all was done: beside the held half they are
the ones to go by. Utterances are planned against the sample company on the day for which they were
written. Right: the action that the label names. Right parameters: all of them, no more and no
fewer, given the right action; names of products and stages count by what they mean. Asking back
where a label names an action is wrong, and counted apart.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from assistant.actions.ingesting import IngestParams, ingest
from assistant.dialogue import Context, Plan, Vocabulary, understand
from assistant.dialogue.needed import ADJUSTING
from assistant.session import Session
from corpora.samples import sample_paths

UTTERANCES = Path(__file__).parent.parent / "tests" / "assistant" / "dialogue"
PARTS = ("dev", "more", "fresh", "witness", "last", "held", "unseen")
_NEVER_READ = ("held", "unseen")
TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
"""The day on which the utterances are said."""


@dataclass
class Score:
    """Counts over one part."""

    utterances: int = 0
    right_action: int = 0
    right_params: int = 0
    asking: int = 0
    adjusted_unasked: int = 0
    asked_back: int = 0
    wanted_clarify: int = 0
    right_clarify: int = 0
    milliseconds: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def figures(self) -> dict[str, Any]:
        """Shares with 95 % Wilson intervals."""
        return {
            "utterances": self.utterances,
            "right_action": _share(self.right_action, self.utterances),
            "right_params": _share(self.right_params, self.right_action),
            "adjustment_unasked": _share(self.adjusted_unasked, self.asking),
            "asked_back_needlessly": _share(self.asked_back, self.utterances - self.wanted_clarify),
            "asked_back_rightly": _share(self.right_clarify, self.wanted_clarify),
            "median_ms": round(sorted(self.milliseconds)[len(self.milliseconds) // 2], 1),
        }


def _share(part: int, whole: int) -> dict[str, Any]:
    if not whole:
        return {"share": None, "n": 0}
    p, z = part / whole, 1.96
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return {
        "share": round(p, 4),
        "low": round(max(0.0, middle - half), 4),
        "high": round(min(1.0, middle + half), 4),
        "n": whole,
    }


def score(rows: Iterable[Mapping[str, Any]], vocabulary: Vocabulary) -> Score:
    """Plan every utterance after its context, and count."""
    told = Score()
    for row in rows:
        started = time.perf_counter()
        plan = planned(row["utterance"], row["context"], vocabulary)
        told.milliseconds.append(1000 * (time.perf_counter() - started))
        got = plan.as_json()
        _count(told, row, got["action"], got["params"], vocabulary)
    return told


def planned(utterance: str, earlier: Iterable[str], vocabulary: Vocabulary) -> Plan:
    """Return the plan of an utterance after earlier ones that were planned but not run."""
    context = Context()
    for each in earlier:
        context = context.after(understand(each, vocabulary, context))
    return understand(utterance, vocabulary, context)


def _count(
    told: Score,
    row: Mapping[str, Any],
    action: str,
    params: Mapping[str, Any],
    vocabulary: Vocabulary,
) -> None:
    wanted = row["action"]
    told.utterances += 1
    told.wanted_clarify += wanted == "clarify"
    told.right_clarify += wanted == action == "clarify"
    told.asked_back += action == "clarify" != wanted
    if wanted not in ADJUSTING:
        told.asking += 1
        told.adjusted_unasked += action in ADJUSTING
    if action != wanted:
        told.confused[wanted, action] += 1
        told.misses.append(f"{_said(row)} got {action} {dict(params)}")
        return
    told.right_action += 1
    meant, got = (_as_answered(action, each, vocabulary) for each in (row["params"], params))
    if meant == got:
        told.right_params += 1
    else:
        told.misses.append(f"{_said(row)} got {dict(params)}")


def _said(row: Mapping[str, Any]) -> str:
    return f"{row['context']} {row['utterance']!r}: {row['action']} {row['params']}"


def _as_answered(action: str, params: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Return what parameters ask for, alike where the answer is the same.

    What is said and is what happens anyway, such as five rows where five are shown, is left out:
    `trend` by week is the trend. A trend of contacts about a product is the trend of the product,
    and quotes of a product among its own contacts are quotes of it: see `trending._subject`
    and `quoting._of_products`. A sample of contacts is one of stages, by the names of its grades.
    """
    told = dict(params)
    if action == "sample" and told.get("of") == "contacts":
        told["of"] = "stages"
    if action == "trend" and told.get("of", "contacts") == "contacts" and "product" in told:
        told["of"] = told.pop("product")
    meant = _meant(told, vocabulary)
    if action in ("trend", "evidence") and "of" in told:
        named = products_named(str(told["of"]), vocabulary)
        meant["of"] = named or meant["of"]
        if meant.get("product") == named:
            meant.pop("product", None)
    usual = _usual(action)
    return {name: value for name, value in meant.items() if usual.get(name, ...) != value}


@cache
def _usual(action: str) -> Mapping[str, Any]:
    """Return the parameters that an action has where nothing is said."""
    from assistant.actions.registry import ACTIONS

    known = {each.name: each.params.model_fields for each in ACTIONS}
    fields = known.get(action, {})
    return {name: each.default for name, each in fields.items() if not each.is_required()}


def products_named(name: str, vocabulary: Vocabulary) -> frozenset[str] | None:
    """Return the products that a whole name means; None where it is no product's."""
    from assistant.dialogue.products import products_called

    stages = {each.id for each in vocabulary.stages} | {"contacts"}
    return None if name in stages else products_called(name, vocabulary) or None


def _meant(params: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    from assistant.dialogue.products import products_called

    meant: dict[str, Any] = {}
    for name, value in params.items():
        if name == "page":
            # Labels of before the action took several pages.
            meant["paths"] = [str(value).casefold()]
        elif name == "product":
            meant[name] = (
                _page_called(str(value), vocabulary)
                or products_called(str(value), vocabulary)
                or str(value).casefold()
            )
        elif isinstance(value, str):
            meant[name] = " ".join(value.casefold().split())
        elif isinstance(value, list):
            meant[name] = [str(each).casefold() for each in value]
        else:
            meant[name] = value
    return meant


def _page_called(name: str, vocabulary: Vocabulary) -> str | None:
    """Return the title of the page of no one product that has all words of a name."""
    words = set(name.casefold().split())
    return next((each for each in vocabulary.pages if words <= set(each.casefold().split())), None)


def sample_vocabulary(folder: Path) -> Vocabulary:
    """Return the vocabulary of the sample company, read into a workspace in `folder`."""
    session = Session(folder / "sample.duckdb", now=lambda: TODAY, workers=1)
    ingest(session, IngestParams(paths=sample_paths(), redact="patterns"))
    return Vocabulary.of(session)


def read_utterances(part: str) -> list[dict[str, Any]]:
    """Return the utterances of a part."""
    text = (UTTERANCES / f"utterances_{part}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def main() -> None:
    """Print the figures of both parts, or of one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", action="store_true", help="print misses of parts that are read")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vocabulary = sample_vocabulary(Path(folder))
        vocabulary.warm()
        scores = {
            part: score(read_utterances(part), vocabulary)
            for part in PARTS
            if given.part in (None, part)
        }
    if given.misses:
        read = [
            each for part, told in scores.items() if part not in _NEVER_READ for each in told.misses
        ]
        print("\n".join(read), file=sys.stderr)
    figures = {part: each.figures() for part, each in scores.items()}
    if given.json:
        print(json.dumps(figures, indent=2))
        return
    for part, told in figures.items():
        print(part)
        for name, value in told.items():
            if isinstance(value, dict):
                share = (
                    "–"
                    if value["share"] is None
                    else f"{value['share']:.3f} [{value['low']:.3f}, {value['high']:.3f}]"
                )
                print(f"  {name:<24}{share}  n = {value['n']}")
            else:
                print(f"  {name:<24}{value}")


if __name__ == "__main__":
    main()
