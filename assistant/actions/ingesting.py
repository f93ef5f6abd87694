"""Files into the workspace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from assistant.actions.action import Action, Params, positional
from assistant.answers import Answer, Data, Line
from assistant.session import Session
from assistant.wording import count, listing, tally
from corpora.errors import BadInput
from corpora.records import Channel, Reject

if TYPE_CHECKING:
    from corpora.intake.ingest import IngestReport
    from corpora.readers.detect import Detected
    from corpora.redact import RedactMode
    from corpora.store.paths import Apart
    from corpora.store.workspace import Workspace

FLAG_WORDS = {
    "naive-time": "times without a timezone (taken as the company's)",
    "impossible-date": "dates that do not exist (left out)",
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
_SHOWN_REJECTS = 5
_SHOWN_FILES = 8


class IngestParams(Params):
    """What to read, and how."""

    paths: Annotated[
        tuple[Path, ...], positional(description="Files and folders, packed or not.", min_length=1)
    ]
    map: Annotated[
        tuple[str, ...], Field(description="Column of a role: text=body id=ticket_no. Repeatable.")
    ] = ()
    source: Annotated[str | None, Field(description="Name of the system it comes from.")] = None
    channel: Annotated[Channel | None, Field(description="Channel of every contact.")] = None
    redact: Annotated[
        Literal["full", "patterns", "off"] | None,
        Field(description="Personal data to replace; full unless the settings say otherwise."),
    ] = None
    bring_back: Annotated[
        bool,
        Field(description="Let words come back that were replaced, where --redact is milder now."),
    ] = False


class IngestData(Data):
    """What came in, and what did not."""

    contacts_new: int
    contacts_changed: int
    contacts_same: int
    contacts_forgotten: int
    turns: int
    products: int
    pages: int
    events: int
    rows: int
    rejects: int
    set_aside: dict[str, int]
    languages: dict[str, int]
    flags: dict[str, int]
    read_as: list[str]
    counted_twice: int
    remarks: list[str]
    replaced: dict[str, int]


def ingest(session: Session, params: IngestParams) -> Answer:
    """Read contacts, product pages and event logs into the workspace.

    Formats are told apart by content; `frontstage formats` lists them. Personal data is replaced
    before anything is stored. Reading the same files again adds nothing. Rows that can't be read
    are listed and end the command with exit code 2; everything else is kept.
    """
    from corpora.intake import crew
    from corpora.settings import SETTINGS_FILE, load_settings

    settings = load_settings(session.path.with_name(SETTINGS_FILE))
    redact = params.redact or settings.redact or "full"
    crew.begin(params.paths, redact, session.workers, session.path)

    from corpora.intake.ingest import IngestOptions
    from corpora.intake.ingest import ingest as run_ingest

    workspace = session.create_workspace()
    redact = params.redact or workspace.settings.redact or "full"
    if not params.bring_back:
        _refuse_to_bring_back(workspace, redact)
    options = IngestOptions(
        redact=redact,
        mapping=parse_mapping(params.map),
        source=params.source,
        channel=params.channel,
        workers=session.workers,
    )
    report = run_ingest(
        workspace, params.paths, options, now=session.now(), progress=session.progress
    )
    log_alone, apart = _log(session) if report.events else (False, ())
    return Answer(
        headline=_headline(report),
        data=_data(report),
        blocks=tuple(Line(text, "quiet") for text in (*_details(report), *apart)),
        follow_ups=("frontstage journey",)
        if log_alone
        else ("frontstage classify", "frontstage gaps"),
        problems=problems(report.rejects, report.rejected),
    )


def _refuse_to_bring_back(workspace: Workspace, redact: RedactMode) -> None:
    """Raise where contacts that come again would be stored with words that were replaced."""
    from corpora.store.redaction import stricter

    with workspace.reading() as db:
        contacts, mode = stricter(db, redact)
    if contacts:
        raise BadInput(
            f"{count(contacts, 'contact')} here were redacted more strictly ({mode}); what was "
            f"replaced in them would come back with {redact} if they are read again",
            where="--redact",
            remedy=f"read with --redact {mode}, into another workspace, or add --bring-back",
        )


def parse_mapping(items: tuple[str, ...]) -> dict[str, str]:
    """Return `role=column` items as a mapping.

    Raises:
        BadInput: An item is not of that form.
    """
    pairs = [item.partition("=") for item in items]
    for item, (role, _, column) in zip(items, pairs, strict=True):
        if not role or not column:
            raise BadInput(
                f"{item!r} is not of the form role=column",
                where="--map",
                remedy="write --map text=body",
            )
    return {role: column for role, _, column in pairs}


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


def _headline(report: IngestReport) -> str:
    stored = report.contacts
    files = report.rejected_files
    rows = report.rejected - files
    others = stored.changed or stored.same or report.pages or report.events
    parts = [
        count(stored.new, "new contact") if stored.new or not others else "",
        count(stored.changed, "changed contact") if stored.changed else "",
        count(stored.same, "contact") + " already there" if stored.same else "",
        count(report.products, "new product") if report.products else "",
        count(report.pages, "new page") if report.pages else "",
        count(report.events, "new event") if report.events else "",
        count(files, "file") + " not readable" if files else "",
        count(rows, "row") + " not readable" if rows else "",
    ]
    return f"Read {listing(parts)}."


def _log(session: Session) -> tuple[bool, tuple[str, ...]]:
    """Say whether there is nothing but a log, and otherwise what of it is not drawn."""
    from corpora.store.paths import apart
    from corpora.store.queries import holdings

    with session.workspace.reading() as db:
        contacts, left = holdings(db).contacts, apart(db)
    return (True, ()) if not contacts else (False, apart_words(left))


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


def _details(report: IngestReport) -> list[str]:
    lines = []
    if report.replaced:
        lines.append(f"Personal data replaced: {tally(report.replaced)}.")
    if report.set_aside:
        lines.append(f"Set aside, counted apart: {tally(report.set_aside)}.")
    if report.languages and set(report.languages) != {"en"}:
        lines.append(f"Languages: {tally(report.languages)}.")
    if report.flags:
        lines.append(f"Noticed: {tally(_in_words(report.flags))}.")
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
    lines += [f"{remark}." for remark in report.remarks]
    files = taken_for(report.noticed)
    rest = len(files) - _SHOWN_FILES
    more = [f"{count(rest, 'more kind')} of files, in --json."] if rest > 0 else []
    return [*lines, *files[:_SHOWN_FILES], *more]


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


def _data(report: IngestReport) -> IngestData:
    stored = report.contacts
    return IngestData(
        contacts_new=stored.new,
        contacts_changed=stored.changed,
        contacts_same=stored.same,
        contacts_forgotten=stored.forgotten,
        turns=report.turns,
        products=report.products,
        pages=report.pages,
        events=report.events,
        rows=report.rows,
        rejects=report.rejected,
        set_aside=dict(report.set_aside),
        languages=dict(report.languages),
        flags=dict(report.flags),
        read_as=taken_for(report.noticed),
        counted_twice=sum(each.contacts for each in report.twins),
        remarks=list(report.remarks),
        replaced=dict(report.replaced),
    )


INGEST = Action(
    "ingest",
    IngestParams,
    ingest,
    IngestData,
    examples=("read this export", "load the tickets", "import tickets.csv"),
    command="ingest",
)
