"""The closing lines of whatever reads files: what came in, what did not, what is odd about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.wording import count, listing, tally
from corpora.language import UNKNOWN

if TYPE_CHECKING:
    from corpora.intake.ingest import IngestReport
    from corpora.readers.detect import Detected
    from corpora.records import Reject
    from corpora.store.contacts import Stored
    from corpora.store.paths import Apart

FLAG_WORDS = {
    "naive-time": "times without a timezone (taken as the company's)",
    "unknown-zone": "times with a timezone that is not known (taken as the company's)",
    "impossible-date": "dates that can't be read or do not exist (left out)",
    "assumed-day-first": "dates read day first",
    "assumed-month-first": "dates read month first",
    "signature-cut": "signatures cut off",
    "quote-cut": "quoted replies cut off",
    "subject-only": "only a subject",
    "speakers-guessed": "who speaks was guessed",
    "handle-from-duration": "handling time taken from the call's length",
    "follow-up": "follow-up tickets",
}
"""What readers notice, in words."""
_HARDLY_READ = {
    "script": (
        "whose words a script fetches in the browser, so that hardly any were in the file",
        "save what the browser shows, or read the shop's product export",
    ),
    "empty": (
        "with nothing but a title",
        "save it as the browser shows it, or add its description",
    ),
}
_PARTS = {
    "tabs": "tabs that are filled later",
    "images": "words in pictures",
    "pdf": "linked PDFs",
    "length": "the end of a very long page",
}
_UNTOLD = "too short or mixed to tell"
_SHOWN_REJECTS = 5
_SHOWN_PAGES = 3
_SHOWN_FILES = 8


def headline(report: IngestReport) -> str:
    """Say in one sentence what was read, and how much could not be."""
    stored = report.contacts
    files = report.rejected_files
    rows = report.rejected - files
    parts = [
        count(stored.new, "new contact") if stored.new or not report.rows else "",
        count(stored.changed, "changed contact") if stored.changed else "",
        count(stored.same, "contact") + " already there" if stored.same else "",
        f"{report.repeated:,} repeated in these files" if report.repeated else "",
        count(report.products, "new product") if report.products else "",
        count(report.pages, "new page") if report.pages else "",
        count(report.events, "new event") if report.events else "",
        count(files, "file") + " not readable" if files else "",
        count(rows, "row") + " not readable" if rows else "",
    ]
    if any(parts[-2:]) and not any(parts[:-2]):
        return f"Read nothing: {listing(parts)}."
    if not any(parts):
        return f"Read nothing new: {count(report.rows, 'record')}, already here."
    return f"Read {listing(parts)}."


def details(report: IngestReport) -> list[str]:
    """Say, a line each, what was done to what was read, and what files were taken for."""
    lines = []
    if report.replaced:
        lines.append(f"Personal data replaced: {tally(report.replaced)}.")
    if report.set_aside:
        lines.append(f"Set aside, counted apart: {tally(report.set_aside)}.")
    if report.languages and set(report.languages) != {"en"}:
        lines.append(f"Languages: {tally(_languages(report.languages))}.")
    if report.flags:
        lines.append(f"Noticed: {tally(_in_words(report.flags))}.")
    if unpaged := report.linked.named:
        lines.append(
            f"Named by contacts, without a page or feed: {count(unpaged, 'product')}; "
            "`frontstage ask products without_page=true` lists them."
        )
    if moved := report.linked.pages:
        lines.append(
            f"By its title alone: {count(moved, 'page')} of a product that contacts call so."
        )
    if bare := report.flags["subject-only"]:
        lines.append(
            f"Only a subject: {count(bare, 'contact')}. Few of them will show what was asked; "
            "export descriptions or comments, too, or name their column: --map text=COLUMN."
        )
    lines += [
        f"{count(each.contacts, 'contact')} of {each.one} seem to stand here a second time, from "
        f"{each.other}. If both are of one system, read both with --source NAME into a new "
        "workspace; then each counts once."
        for each in report.twins
    ]
    lines += _told_strangers(report.contacts)
    lines += [*_unread(report.unread), *(f"{remark}." for remark in report.remarks)]
    files = taken_for(report.noticed)
    rest = len(files) - _SHOWN_FILES
    more = [f"{count(rest, 'more kind')} of files, in --json."] if rest > 0 else []
    return [*lines, *files[:_SHOWN_FILES], *more]


def strangers(stored: Stored) -> bool:
    """Whether contacts that changed look like others that happen to have the same ids.

    One ticket may have been written anew; where most were, it is another export.
    """
    return stored.unlike > 1 and stored.unlike * 2 > stored.changed


def _told_strangers(stored: Stored) -> list[str]:
    """Say how many contacts look like others under ids that were here already, if most do."""
    if not strangers(stored):
        return []
    return [
        f"{count(stored.unlike, 'contact')} came under an id that was here already, with hardly a "
        "word of what stood there; what stood there no longer counts. If these are of another "
        "system, read each system's files with --source NAME into a new workspace."
    ]


def _unread(pages: Mapping[str, Sequence[str]]) -> list[str]:
    """Name pages of which hardly anything could be read; count those that lack a part."""
    lines = []
    for why, (what, remedy) in _HARDLY_READ.items():
        names = [Path(origin).name for origin in pages.get(why, ())]
        rest = len(names) - _SHOWN_PAGES
        shown = [*names[:_SHOWN_PAGES], f"{rest:,} more" if rest > 0 else ""]
        if names:
            lines.append(f"{count(len(names), 'page')} {what}: {listing(shown)}; {remedy}.")
    parts = {what: len(pages[why]) for why, what in _PARTS.items() if why in pages}
    if parts:
        lines.append(f"Pages of which a part may be unread: {tally(parts)}.")
    return lines


def _languages(languages: Mapping[str, int]) -> dict[str, int]:
    return {_UNTOLD if code == UNKNOWN else code: number for code, number in languages.items()}


def _in_words(flags: Mapping[str, int]) -> Counter[str]:
    told: Counter[str] = Counter()
    for flag, number in flags.items():
        told[FLAG_WORDS.get(flag, flag.replace("-", " "))] += number
    return told


def taken_for(noticed: Sequence[Detected]) -> list[str]:
    """Say what files were taken for and how their dates are read; alike ones in one line."""
    alike: dict[tuple[str, ...], list[Detected]] = {}
    for each in noticed:
        # What settles the order of a column differs from file to file; the order counts.
        decided = (note.partition(":")[0] for note in each.notes)
        alike.setdefault((each.why, *decided), []).append(each)
    lines = []
    for group in alike.values():
        first, others = group[0], len(group) - 1
        name = f"{Path(first.file).name}{f' and {others:,} more' if others else ''}"
        lines.append(f"{name}: {'; '.join((first.why, *first.notes))}.")
    return lines


def problems(rejects: Sequence[Reject], total: int | None = None) -> tuple[str, ...]:
    """Return rejects as lines of file, row, reason and remedy; the first few, then a count.

    Args:
        rejects: The first of them, at least.
        total: How many there are in all; None: these.
    """
    total = len(rejects) if total is None else total
    lines = [
        f"{each.file}{f', row {each.row}' if each.row is not None else ''}: "
        f"{each.code.replace('-', ' ')}; {each.remedy}"
        for each in rejects[:_SHOWN_REJECTS]
    ]
    if total > _SHOWN_REJECTS:
        lines.append(
            f"{total - _SHOWN_REJECTS:,} more could not be read; "
            "`frontstage ask rejects` lists them all"
        )
    return tuple(lines)


def apart_words(left: Apart | None) -> tuple[str, ...]:
    """Say which events of a log the journey of the contacts does not show, and what to do."""
    told = []
    if left and left.events:
        told.append(
            f"{count(left.events, 'event')} of {count(left.cases, 'case')} in the log name no "
            "contact, so the journey of the contacts does not show them; a workspace of their own "
            "does (--workspace)"
        )
    # Calls without a transcript are common; that hardly any contact is found is a sign.
    if left and left.astray * 2 > left.named:
        told.append(
            f"{left.astray:,} of {count(left.named, 'event')} in the log name contacts that are "
            "not here, so the journey does not show them; do their ids agree with the contacts'?"
        )
    return tuple(each if each.endswith("?") else f"{each}." for each in told)
