"""Description gaps end to end: `python -m benchmarks.gaps [--company hobthorn|PATH] [--json]`.

The planted gaps of a sample company: how many are among the first 20 shown, with the right kind
and the right products; what each of the 20 is; which pages are called silent though they answer,
of all gaps; and how far suggested texts are borne out by others than whom they are taken from.
`PATH` is a folder with `truth.toml` beside the files of a company. `--trace` tells at which link
of the chain planted gaps are lost and which kinds are told as others, `--lost` with the words that
fell out. `--judge bm25` or `--judge minilm` puts a simpler judge of pages in the place of the
pipeline's own. `--list FILE` writes the gaps with their quotes and passages, for people to judge;
files without a truth (`--files PATH...`) are listed only.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.actions.gaps import compute_gaps
from assistant.gaps.cards import GapShelf, read_shelf
from assistant.reports.suggesting import Suggestion, suggest
from assistant.session import Session
from benchmarks.bearing_out import borne_out, grounded
from benchmarks.planted import Judged, Truth, judge
from benchmarks.silence import silence
from benchmarks.tracing import Trace, confusion, table, trace

if TYPE_CHECKING:
    from corpora.records import Turn

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished run over a company's files.

    Attributes:
        shelf: What the assistant shows.
        source_ids: Contact id -> its number in the source.
        turns: Turns of the contacts of the gaps shown.
        contacts: How many contacts there are.
        seconds: Processor seconds of finding gaps, everything after ingest.
    """

    shelf: GapShelf
    source_ids: dict[str, str | None]
    turns: dict[str, tuple[Turn, ...]]
    contacts: int
    seconds: float

    @property
    def skus(self) -> dict[str, str | None]:
        """Product id -> the shop's number."""
        return {product.id: product.sku for product in self.shelf.products.values()}

    def traces(self, truth: Truth) -> list[Trace]:
        """Follow every planted gap through the chain."""
        needs = dict(self.shelf.needs.items())
        return trace(self.shelf.open_gaps(), needs, truth, self.source_ids, self.skus)


def find(paths: list[Path], folder: Path, judge: str = "own") -> Outcome:
    """Read files into a workspace of their own and find the gaps.

    Args:
        paths: The files.
        folder: Where the workspace is made.
        judge: `own`, or the name of one of `benchmarks.rivals`.
    """
    from assistant.actions.ingesting import IngestParams, ingest
    from benchmarks.rivals import rival
    from corpora.store import contacts, pages

    session = Session(folder / "gaps.duckdb", now=lambda: datetime(2026, 11, 9, tzinfo=UTC))
    session.create_workspace()
    ingest(session, IngestParams(paths=tuple(paths)))
    with session.workspace.reading() as db:
        passages = pages.live_passages(db)
    begun = time.process_time()
    other = rival(judge, session.bi_encoder, passages) if judge != "own" else None
    compute_gaps(session, other)
    seconds = time.process_time() - begun
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
        source_ids = dict(db.execute("SELECT id, source_id FROM contacts").fetchall())
        wanted = {
            shelf.needs[need].contact_id for gap in shelf.open_gaps() for need in gap.need_ids
        }
        turns = dict(contacts.turns_by_contact(contacts.get_turns(db, sorted(wanted))))
    return Outcome(shelf, source_ids, turns, len(source_ids), seconds)


def suggestions(outcome: Outcome) -> dict[str, Suggestion]:
    """Return what would be suggested for each open gap that has something to build on."""
    shelf = outcome.shelf
    made = {gap.id: suggest(gap, shelf.needs, outcome.turns) for gap in shelf.open_gaps()}
    return {gap_id: each for gap_id, each in made.items() if each.text is not None}


def measure(outcome: Outcome, truth: Truth) -> dict[str, Any]:
    """Return the figures and the list of the gaps that are shown first."""
    shelf = outcome.shelf
    shown = shelf.open_gaps()[:SHOWN]
    judged = judge(shown, shelf.needs, truth, outcome.source_ids, outcome.skus)
    planted = [each for each in judged if each.verdict == "planted"]
    return {
        "contacts": outcome.contacts,
        "planted": len(truth.gaps),
        "found in first 20": len(planted),
        "right kind": sum(bool(each.kind_right) for each in planted),
        "right products": sum(bool(each.products_right) for each in planted),
        "right of the first 20": sum(each.right for each in judged),
        "right of the first 10": sum(each.right for each in judged[:10]),
        "not found": sorted(set(truth.gaps) - {each.planted for each in planted}),
        **silence(shelf.open_gaps(), shelf, truth, outcome.source_ids, outcome.skus),
        **texts(outcome),
        "processor seconds": round(outcome.seconds, 1),
        "shown": [row(each, shelf) for each in judged],
    }


def texts(outcome: Outcome) -> dict[str, Any]:
    """Return how many texts are suggested, and what bears them out; None where there are none."""
    shelf, made = outcome.shelf, suggestions(outcome)
    told: list[tuple[bool, float]] = []
    for gap in shelf.open_gaps():
        if gap.id in made:
            asked = {shelf.needs[need].contact_id for need in gap.need_ids}
            turns = {each: outcome.turns.get(each, ()) for each in asked}
            pages = {p.id for i in gap.product_ids if (p := shelf.pages.get(i))}
            page = [p.text for p in shelf.passages.values() if p.page_id in pages]
            told.append(borne_out(made[gap.id], turns, page))
    return {
        "suggested texts": len(told),
        "every word and amount in cited answers": _mean(map(grounded, made.values())),
        "every amount from a second contact or the page": _mean(sound for sound, _ in told),
        "words that a second contact or the page has": _mean(held for _, held in told),
    }


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return round(sum(found) / len(found), 3) if found else None


def row(each: Judged, shelf: GapShelf) -> dict[str, Any]:
    """Return one of the gaps shown with its verdict."""
    gap = each.gap
    return {
        "topic": gap.topic,
        "kind": gap.kind,
        "customers": gap.customers,
        "products": [shelf.products[i].sku or shelf.products[i].title for i in gap.product_ids],
        "verdict": each.verdict,
        "planted": each.planted,
        "kind_right": each.kind_right,
        "products_right": each.products_right,
    }


def listed(outcome: Outcome) -> str:
    """Return the first gaps with quotes and passages as Markdown, for people to judge."""
    lines = []
    made = suggestions(outcome)
    for place, gap in enumerate(outcome.shelf.open_gaps()[:SHOWN], 1):
        card = outcome.shelf.card(gap, quotes=8)
        titles = " / ".join(
            outcome.shelf.products[i].title for i in gap.product_ids if i in outcome.shelf.products
        )
        lines += [
            f"## {place}. {card.topic}",
            f"{titles}\n\nkind: {card.kind}; customers: {card.customers}; page: {card.url or '-'}",
            *(f"- “{' '.join(quote.text.split())}” ({quote.contact_id})" for quote in card.quotes),
            f"Nearest passage: “{card.passage.text}”" if card.passage else "Nearest passage: none",
        ]
        if gap.id in made:
            lines.append(f"Suggested text: {made[gap.id].text}")
    return "\n\n".join(lines) + "\n"


def company(name: str) -> tuple[list[Path], Path | None]:
    """Return a company's files and its truth: a sample's name, or a folder with `truth.toml`."""
    from corpora.samples import sample_folder, sample_paths

    folder = Path(name)
    if not folder.is_dir():
        return list(sample_paths(name)), sample_folder(name) / "truth.toml"
    aside = {"truth.toml", "source", "weekly", "volumes.csv", "departments.csv", "frontstage.toml"}
    files = [each for each in sorted(folder.iterdir()) if each.name not in aside]
    return files, folder / "truth.toml"


def main() -> None:
    """Print the figures, or write the list."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--company", default="hobthorn", help="a sample, or a folder")
    parser.add_argument("--files", type=Path, nargs="*", help="files without a truth")
    parser.add_argument("--list", type=Path, help="write the gaps for people to judge")
    parser.add_argument("--judge", choices=("own", "bm25", "minilm"), default="own")
    parser.add_argument("--trace", action="store_true", help="tell where planted gaps are lost")
    parser.add_argument("--lost", action="store_true", help="with --trace: the words that fell out")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    paths, told = (arguments.files, None) if arguments.files else company(arguments.company)
    with tempfile.TemporaryDirectory() as folder:
        outcome = find(paths, Path(folder), arguments.judge)
    if arguments.list:
        arguments.list.write_text(listed(outcome), encoding="utf-8")
    if told is None:
        print(f"{outcome.contacts} contacts, {outcome.seconds:.1f} processor seconds")
        return
    truth = Truth(told)
    result = measure(outcome, truth)
    if arguments.json:
        print(json.dumps(result, indent=1, ensure_ascii=False))
        return
    for name, value in result.items():
        if name != "shown":
            print(f"{name:48} {value}")
    for place, each in enumerate(result["shown"], 1):
        told_as = each["planted"] or ""
        print(f"{place:3} {each['verdict']:16} {told_as:4} {each['kind']:13} {each['topic']}")
    if arguments.trace:
        traces = outcome.traces(truth)
        told_of = table(traces, SHOWN, lost=arguments.lost)
        print("", told_of, "", confusion(traces), sep="\n")


if __name__ == "__main__":
    main()
