"""How long finding gaps takes: `python -m benchmarks.gap_speed [--contacts N] [--pages N]`.

The contacts and pages of the sample company, again and again as companies of their own: every
copy calls its products by invented names and numbers, and in every copy customers say it in other
words (letters swapped, small words left out, asides added to questions), so that nearly every
question is a text that was never seen before. What is timed is a process that opens the workspace
after ingest and runs `frontstage gaps`, with its workers: seconds by the clock, processor seconds
of all of them, and the most memory that they hold together.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from assistant.session import Session
from classifiers.needs.mentions import Vocabulary
from classifiers.text import STOP_WORDS, stem
from corpora.records import Contact, Page, Passage, Product, Turn

Told = tuple[Contact, tuple[Turn, ...]]
_NOW = datetime(2026, 11, 9, tzinfo=UTC)
_BATCH = 5_000
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
_STARTS, _MIDDLES = "b br c d f g gr h k l m n p r s st t v w".split(), "a e i o u ai ea oo".split()
_ASIDES = (
    "now that {n} of us live here",
    "for the {n} of us",
    "we have had {n} of them over the years",
    "it is for number {n}",
    "my neighbour at number {n} asked me too",
    "I have been on the line for {n} minutes",
    "we moved house {n} weeks ago",
    "there are {n} of us at weekends",
)
_EVERY_S = 0.5
_LEFT_OUT, _SWAPPED, _ASIDE = 0.05, 0.02, 0.9


class Company:
    """One more company: the sample's words, names exchanged.

    Args:
        number: Which copy, from 0.
        names: Names of products to be exchanged, in lower case.
    """

    def __init__(self, number: int, names: Sequence[str]) -> None:
        self._rng = np.random.default_rng(number)
        self._tail = f"-{number}"
        self._called = {name: self._invented() for name in names}
        self._names = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})", re.IGNORECASE)
        self._numbers = re.compile(r"\bHB-(?=[A-Z]{2}-\d)")
        self._shop = f"H{number:03d}-"

    def product(self, product: Product) -> Product:
        """Return the copy's product."""
        return replace(
            product,
            id=product.id + self._tail,
            title=self._renamed(product.title),
            sku=self._renamed(product.sku or "") or None,
            aliases=tuple(map(self._renamed, product.aliases)),
            gtin=None,
            mpn=None,
        )

    def page(self, page: Page) -> Page:
        """Return the copy's page."""
        return replace(
            page,
            id=page.id + self._tail,
            product_ids=tuple(each + self._tail for each in page.product_ids),
            title=self._renamed(page.title),
            url=f"{page.url}{self._tail}" if page.url else None,
        )

    def passage(self, passage: Passage) -> Passage:
        """Return the copy's passage."""
        return replace(
            passage,
            id=passage.id + self._tail,
            page_id=passage.page_id + self._tail,
            text=self._renamed(passage.text),
        )

    def contact(self, told: Told) -> Told:
        """Return the copy's contact, in other words."""
        contact, turns = told
        name = contact.id + self._tail
        return (
            replace(
                contact,
                id=name,
                source_id=None,
                customer_key=contact.customer_key and contact.customer_key + self._tail,
                product_ids=tuple(each + self._tail for each in contact.product_ids),
            ),
            tuple(replace(turn, contact_id=name, text=self._said(turn)) for turn in turns),
        )

    def _said(self, turn: Turn) -> str:
        text = self._renamed(turn.text)
        if turn.speaker != "customer":
            return text
        text = _WORD.sub(lambda match: self._varied(match[0]), text)
        return re.sub(r"\?", lambda _: f", {self._aside()}?", text)

    def _aside(self) -> str:
        if self._rng.random() > _ASIDE:
            return "please"
        told = _ASIDES[int(self._rng.integers(len(_ASIDES)))]
        return told.format(n=int(self._rng.integers(2, 400)))

    def _varied(self, word: str) -> str:
        chance = self._rng.random()
        if word in STOP_WORDS and chance < _LEFT_OUT / 2 and word not in ("not", "no"):
            return ""
        if len(word) > 5 and word.islower() and chance < _SWAPPED:
            i = int(self._rng.integers(1, len(word) - 2))
            return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        return word

    def _renamed(self, text: str) -> str:
        text = self._numbers.sub(self._shop, text)
        return self._names.sub(lambda match: self._called[match[0].lower()].title(), text)

    def _invented(self) -> str:
        def pick(of: Sequence[str]) -> str:
            return of[int(self._rng.integers(len(of)))]

        return f"{pick(_STARTS)}{pick(_MIDDLES)}{pick(_STARTS)}{pick(_MIDDLES)}{pick(_STARTS)}"


def build(path: Path, contacts: int, pages: int) -> dict[str, int]:
    """Fill a workspace; return what is in it."""
    from corpora.store.contacts import put_contacts
    from corpora.store.pages import put_pages, put_products

    products, sheets, passages, told = sample(path.with_name("sample.duckdb"))
    own = [page for page in sheets if page.product_ids]
    companies = max(1, round(pages / len(own)))
    words = Vocabulary(products, sheets, (p.text for p in passages if p.kind != "title"))
    spoken = {w for p in products for w in re.findall(r"[a-z]+", p.title.lower())}
    names = sorted({w for w in spoken if stem(w) in words.names and len(w) > 3}, key=len)[::-1]
    several = [Company(i, names) for i in range(companies)]
    session = Session(path)
    with session.create_workspace().writing() as db:
        put_products(db, [each.product(p) for each in several for p in products])
        put_pages(
            db,
            [each.page(p) for each in several for p in sheets if p.product_ids]
            + [p for p in sheets if not p.product_ids],
            [each.passage(p) for each in several for p in passages if _owned(p, own)]
            + [p for p in passages if not _owned(p, own)],
            _NOW,
        )
    stored = 0
    for batch in _batches(several, told, contacts):
        with session.workspace.writing() as db:
            put_contacts(db, [c for c, _ in batch], [t for _, ts in batch for t in ts], _NOW)
        stored += len(batch)
    return {
        "contacts": stored,
        "products": len(products) * companies,
        "pages": len(own) * companies,
    }


def _owned(passage: Passage, pages: Sequence[Page]) -> bool:
    return any(passage.page_id == page.id for page in pages)


def _batches(
    several: Sequence[Company], told: Sequence[Told], contacts: int
) -> Iterator[list[Told]]:
    """Yield contacts, every sample contact in every company before any comes again."""
    batch: list[Told] = []
    for made in range(contacts):
        turn, company = divmod(made, len(several))
        contact, turns = several[company].contact(told[turn % len(told)])
        name = f"{contact.id}-{turn // len(told)}"
        batch.append((replace(contact, id=name), tuple(replace(t, contact_id=name) for t in turns)))
        if len(batch) == _BATCH or made == contacts - 1:
            yield batch
            batch = []


def sample(path: Path) -> tuple[list[Product], list[Page], list[Passage], list[Told]]:
    """Read the sample company."""
    from assistant.actions.gaps import _contacts
    from assistant.actions.ingesting import IngestParams, ingest
    from corpora.samples import sample_paths
    from corpora.store import pages

    session = Session(path, now=lambda: _NOW)
    session.create_workspace()
    ingest(session, IngestParams(paths=sample_paths()))
    with session.workspace.reading() as db:
        kept = pages.all_products(db), pages.live_pages(db), pages.live_passages(db)
    return *kept, [
        (contact, turns) for contact, turns in _contacts(session) if not contact.set_aside
    ]


def timed(path: Path, threads: int) -> dict[str, Any]:
    """Find the gaps of a workspace in a process of its own; return figures and counts."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.gap_speed", "--workspace", str(path)]
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
    with tempfile.TemporaryFile("w+") as out:
        # A session of its own: workers are no children of the process that is waited for.
        running = subprocess.Popen(command, stdout=out, env=environment, start_new_session=True)
        used: dict[str, float] = {}
        peak = 0.0
        while running.poll() is None:
            peak = max(peak, _look_at(running.pid, used))
            time.sleep(_EVERY_S)
        if running.returncode:
            raise subprocess.CalledProcessError(running.returncode, command)
        out.seek(0)
        counts = json.load(out)
    return {
        "wall s": round(time.perf_counter() - begun, 1),
        "processor s": round(sum(used.values()), 1),
        "peak MB": round(peak),
        **counts,
    }


def _look_at(session: int, used: dict[str, float]) -> float:
    """Note the processor seconds of each process of a session; return megabytes of all of them.

    Pages that processes share count once. Linux only: this reads `/proc`.
    """
    held, ticks = 0.0, os.sysconf("SC_CLK_TCK")
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                used[folder.name] = (int(fields[11]) + int(fields[12])) / ticks
                rollup = (folder / "smaps_rollup").read_text()
                held += int(rollup.partition("\nPss:")[2].split()[0]) / 1024
        except (OSError, IndexError):
            continue  # it has just ended
    return held


def run_gaps(path: Path) -> dict[str, int]:
    """Find the gaps; return the counts."""
    from assistant.actions.gaps import compute_gaps

    return compute_gaps(Session(path, now=lambda: _NOW))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--contacts", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--workspace", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.workspace:
        print(json.dumps(run_gaps(arguments.workspace)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speed.duckdb"
        made = build(path, arguments.contacts, arguments.pages)
        figures = {**made, **timed(path, arguments.threads)}
    if arguments.json:
        print(json.dumps(figures, indent=1))
        return
    for name, value in figures.items():
        print(f"{name:16} {value:>12,}")


if __name__ == "__main__":
    main()
