"""Whether faults that were planted in a company's process come first among the findings.

`python -m benchmarks.faults [--company FOLDER]...`

FOLDER holds a company as it would lie on disk, with a `truth.toml` that lists the planted faults as
`[[process]]` (kinds `loop`, `ping_pong`, `needless_handoff`, `misrouting`). Without it: the sample
company Hobthorn Home, on which findings were built, and a second company, which nobody who builds
them looks at. Only figures are printed. A finding is about a planted fault where it names what was
planted (the two departments, the department handed to, the menu option), or where at least half of
the contacts that it quotes are the fault's. Whether another finding is wrong, only somebody who
reads its contacts can say.
"""

from __future__ import annotations

import argparse
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.actions.classifying import label_contacts
from assistant.actions.improving import FindingsParams, find_all
from benchmarks.companies import read_in
from corpora.records import Finding
from corpora.samples import sample_folder

FIRST = 5
SECOND = Path(__file__).parents[1] / "tests" / "data" / "second_company"


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and the contacts that it quotes, by their number in the source."""

    finding: Finding
    quoted: tuple[str, ...]

    def rests_on(self, fault: Mapping[str, Any]) -> bool:
        """Whether it is about a planted fault: it names it, or quotes its contacts mostly."""
        planted = set(map(str, fault.get("contact_ids", ())))
        kind, *named = self.finding.subject.casefold().split(":")
        if self.quoted and 2 * sum(each in planted for each in self.quoted) >= len(self.quoted):
            return True
        match fault.get("kind"):
            case "misrouting":
                return kind == "option" and str(fault.get("menu_option")) in named
            case "ping_pong":
                wanted = [_key(each) for each in fault.get("departments", ())]
                return kind == "ping-pong" and _each_named(wanted, named)
            case "needless_handoff":
                return kind == "hand-off" and _each_named([_key(fault.get("to"))], named)
        return False


def findings_of(company: Path) -> list[Found]:
    """Read a company's contacts and logs into a workspace; return its findings in order."""
    with tempfile.TemporaryDirectory() as folder:
        session = read_in(company, Path(folder))
        label_contacts(session)
        found, _, _ = find_all(session, FindingsParams())
        with session.workspace.reading() as db:
            numbers = dict(db.execute("SELECT id, source_id FROM contacts").fetchall())
    return [
        Found(each, tuple(str(numbers.get(quote.contact_id)) for quote in each.evidence))
        for each in found
    ]


def _key(name: object) -> str:
    return str(name).casefold().split(" ")[0].removesuffix("s")


def _each_named(wanted: Sequence[str], told: Sequence[str]) -> bool:
    return bool(wanted) and all(any(each in name for name in told) for each in wanted)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--company", type=Path, action="append", default=[])
    parser.add_argument("--list", action="store_true", help="Show the first findings too.")
    given = parser.parse_args()
    companies = given.company or [sample_folder(), SECOND]
    for company in companies:
        truth = company / "truth.toml"
        if not truth.is_file():
            print(f"{company.name}: no truth.toml here; passed over")
            continue
        faults = tomllib.loads(truth.read_text(encoding="utf-8")).get("process", [])
        found = findings_of(company)
        first = [any(each.rests_on(fault) for each in found[:FIRST]) for fault in faults]
        later = [any(each.rests_on(fault) for each in found) for fault in faults]
        apart = sum(any(each.rests_on(fault) for fault in faults) for each in found[:FIRST])
        print(
            f"{company.name}: {len(faults)} planted; "
            f"{sum(first)} among the first {FIRST} findings, "
            f"{sum(later)} among all {len(found)}; {apart} of the first {FIRST} name a planted one"
        )
        for each in found[: 2 * FIRST] if given.list and company != SECOND else ():
            print(f"  {each.finding.subject}: {each.finding.reason}", *each.quoted)


if __name__ == "__main__":
    main()
