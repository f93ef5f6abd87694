"""Write small companies of other trades into `tests/data/trades`: python -m tools.trade_companies.

Each is written by hand in `tests/data/trades/source/NAME`: `company.toml` (who works there, what is
planted), `pages.txt` (product pages) and `contacts.txt` (what was said). The same texts always give
the same files, which have the shape of the sample company's.

A page begins with `@ sku | slug | title | brand | price | category`; under it `! ` is a key point,
`> ` a heading, `= key | value` a row of the specification, `? question | answer` a question and its
answer, and anything else a paragraph.

A contact begins with `# when | channel | departments | customer | sku | stages | marks`.
Departments are joined by `>` in the order in which they had it; marks are the planted gap, fault or
decoy, `m2` for the menu option, `fd` for failure demand, `open` where nothing was resolved. Under
it stand the subject (`S:`) and the turns (`C:`, `A Name:`, `B:`, `I:`, `N Name:`); `[pay]` at the
start of a turn says that the stage changes there. `{{mark: words}}` is a need: a gap's id, `y` (the
page answers it), `n` (it does not), `o` (an order; `o+` where a page answers it), `f` (a fault),
`v` (an opinion); `!` after the mark says that the customer looked, `?` that they did not, `@SKU`
names another product than the contact's.
"""

from __future__ import annotations

import shutil
import sys
import tomllib
from datetime import time
from pathlib import Path
from typing import Any

from tools.sample_company.staff import Department
from tools.sample_company.written import Company
from tools.trade_contacts import trade_contacts
from tools.trade_files import trade_files
from tools.trade_pages import trade_pages

HERE = Path(__file__).resolve().parents[1] / "tests" / "data" / "trades"


def main() -> None:
    """Write every company that has a source folder and say how much there is of each."""
    for source in sorted((HERE / "source").iterdir()):
        with (source / "company.toml").open("rb") as file:
            told = tomllib.load(file)
        company = _company(source, told)
        contacts = trade_contacts(company, (source / "contacts.txt").read_text(encoding="utf-8"))
        pages = trade_pages(told, (source / "pages.txt").read_text(encoding="utf-8"))
        files = {**trade_files(company, told, contacts, pages), **{k: v for _, k, v in pages}}
        folder = HERE / source.name
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{source.name}: {len(pages)} pages, {len(contacts)} contacts\n")


def _company(source: Path, told: dict[str, Any]) -> Company:
    departments = tuple(
        Department(
            key=each["key"],
            name=each["name"],
            does=each["does"],
            hours="Mon-Sat 08:00-20:00",
            week=(*[(time(8), time(20))] * 6, None),
            call_minutes=each["minutes"],
            reply_hours=(1, 14),
            agents=tuple(each["agents"]),
        )
        for each in told["department"]
    )
    return Company(
        key=source.name,
        name=told["company"],
        prefix=told["prefix"],
        first_contact=told["first_contact"],
        first_ticket=told["first_ticket"],
        seed=told["first_ticket"],
        plan=source,
        written=source,
        departments=departments,
        weekly_orders=tuple(told["weekly_orders"]),
    )


if __name__ == "__main__":
    main()
