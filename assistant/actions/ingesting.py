"""Files into the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from assistant.actions.action import Action, Params, positional
from assistant.answers import Answer, Data, Line
from assistant.beginning import HOW_TO_BEGIN
from assistant.closing import apart_words, details, headline, problems, taken_for
from assistant.session import Session
from assistant.wording import count
from corpora.errors import BadInput
from corpora.records import Channel

if TYPE_CHECKING:
    from corpora.intake.ingest import IngestReport
    from corpora.redact import RedactMode
    from corpora.store.workspace import Workspace

_NO_CONTACTS = "No contacts are here yet: ingest tickets, calls or chats to see what people ask."


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
    contacts_unlike: int
    contacts_same: int
    contacts_repeated: int
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
    pages_unread: dict[str, tuple[str, ...]]


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
    told, follow_ups = _whats_next(session, report)
    return Answer(
        headline=headline(report),
        data=_data(report),
        blocks=tuple(Line(text, "quiet") for text in (*details(report), *told)),
        follow_ups=follow_ups,
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


def _whats_next(session: Session, report: IngestReport) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say what lies apart or is lacking still, and which commands go on from here."""
    from corpora.store.paths import apart
    from corpora.store.queries import holdings

    with session.workspace.reading() as db:
        held = holdings(db)
        left = apart(db) if report.events and held.contacts else None
    if held.contacts:
        return apart_words(left), ("frontstage classify", "frontstage gaps")
    if held.events:
        return (), ("frontstage journey",)
    return ((_NO_CONTACTS,), ("frontstage formats",)) if held.pages else ((), HOW_TO_BEGIN)


def _data(report: IngestReport) -> IngestData:
    stored = report.contacts
    return IngestData(
        contacts_new=stored.new,
        contacts_changed=stored.changed,
        contacts_unlike=stored.unlike,
        contacts_same=stored.same,
        contacts_repeated=report.repeated,
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
        pages_unread={why: tuple(pages) for why, pages in report.unread.items()},
    )


INGEST = Action(
    "ingest",
    IngestParams,
    ingest,
    IngestData,
    examples=("read this export", "load the tickets", "import tickets.csv"),
    command="ingest",
)
