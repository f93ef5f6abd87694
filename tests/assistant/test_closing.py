"""The closing lines say what a sceptical reader needs: what is new, what was not read, and why."""

from __future__ import annotations

import pytest

from assistant.closing import details, headline
from corpora.intake.reporting import IngestReport
from corpora.readers.raw import RawPage, RawPassage
from corpora.store.contacts import Stored


def of_pages(*pages: RawPage) -> IngestReport:
    report = IngestReport()
    for page in pages:
        report.take_page(page)
    return report


def page(origin: str, *kinds: str, unread: tuple[str, ...] = ()) -> RawPage:
    passages = tuple(RawPassage("title" if kind == "title" else "bullet", kind) for kind in kinds)
    return RawPage(title="Kettle", passages=passages, unread=unread, origin=origin)


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (IngestReport(), "Read 0 new contacts."),
        (IngestReport(rows=20), "Read nothing new: 20 records, already here."),
        (IngestReport(rows=9, pages=2, products=1), "Read 1 new product and 2 new pages."),
        (
            IngestReport(rows=9, contacts=Stored(new=4, same=2), repeated=3),
            "Read 4 new contacts, 2 contacts already there and 3 repeated in these files.",
        ),
        (
            IngestReport(rows=9, contacts=Stored(new=4), rejected=3, rejected_files=1),
            "Read 4 new contacts, 1 file not readable and 2 rows not readable.",
        ),
        (
            IngestReport(rows=1, rejected=1, rejected_files=1),
            "Read nothing: 1 file not readable.",
        ),
    ],
)
def test_the_headline_counts_what_came_in(report: IngestReport, said: str) -> None:
    assert headline(report) == said


def test_pages_that_a_script_fills_and_empty_ones_are_named() -> None:
    report = of_pages(
        page("shop/app.html", "title", unread=("script",)),
        *(page(f"shop/{name}.html", "title") for name in "abcde"),
        page("shop/whole.html", "title", "holds two litres"),
    )
    script, empty = details(report)
    assert script.startswith("1 page whose words a script fetches")
    assert "app.html; save" in script
    assert empty.startswith("5 pages with nothing but a title: a.html, b.html, c.html and 2 more;")


def test_pages_of_which_a_part_is_missing_are_counted() -> None:
    report = of_pages(
        *(page(f"{n}.html", "title", "holds two litres", unread=("pdf",)) for n in range(3)),
        page("t.html", "title", "holds two litres", unread=("tabs", "pdf")),
    )
    assert details(report) == [
        "Pages of which a part may be unread: linked PDFs 4, tabs that are filled later 1."
    ]


@pytest.mark.parametrize(
    ("changed", "unlike", "told"), [(4, 3, "3 contacts came under"), (4, 2, ""), (1, 1, "")]
)
def test_other_contacts_under_the_same_ids_are_told_with_the_remedy(
    changed: int, unlike: int, told: str
) -> None:
    report = IngestReport(rows=9, contacts=Stored(changed=changed, unlike=unlike))
    lines = [line for line in details(report) if "--source NAME" in line]
    assert [line.startswith(told) for line in lines] == ([True] if told else [])
