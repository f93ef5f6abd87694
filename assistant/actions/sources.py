"""Where a contact comes from: its row, as it stands in the file that it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Params
from assistant.answers import Answer, Block, Conversation, Data, Line, Table
from assistant.naming import resolve_contact
from assistant.session import Session
from corpora.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpora.intake.originals import Original
    from corpora.readers.raw import ReadOptions
    from corpora.records import Contact, Run
    from corpora.redact import RedactMode, Redactor

_CUT = {"quote-cut": "quoted mails", "signature-cut": "signatures"}


class SourceParams(Params):
    """Which contact."""

    contact: Annotated[str, Field(description="Its id or source id; the beginning is enough.")]


class SourceTurn(Data):
    """One utterance as the file has it, nothing cut."""

    speaker: str
    text: str
    visible: bool


class SourceData(Data):
    """A contact as its file has it, with personal data replaced."""

    id: str
    origin: str
    found: bool
    unchanged: bool
    cut: tuple[str, ...]
    turns: tuple[SourceTurn, ...]
    columns: dict[str, str]


def show_source(session: Session, params: SourceParams) -> Answer:
    """Show a contact as it stands in its file, with what was cut: quotes, signatures.

    The file is read again. Where it is gone or has changed, the answer says so. Personal data is
    replaced, unless all files were read with `--redact off`.
    """
    from corpora.intake.originals import find_original
    from corpora.redact import Redactor
    from corpora.store import contacts, pages, runs

    with session.workspace.reading() as db:
        contact = contacts.get_contacts(db, [resolve_contact(params.contact, db)])[0]
        ingests = runs.finished_runs(db, "ingest")
        known = [(p.sku, p.gtin, p.mpn, p.brand) for p in pages.all_products(db)]
    settings = session.workspace.settings
    redactor = Redactor(
        _mode(ingests),
        keep=[name for names in known for name in names if name],
        region=settings.region,
    )
    missing: SourceError | None = None
    for options in _options(session, ingests):
        try:
            found = find_original(
                contact, options, beside=session.path.parent, region=settings.region
            )
        except SourceError as error:
            missing = missing or error
        else:
            return _shown(contact, found, redactor)
    return _gone(contact, missing)


def _options(session: Session, ingests: Sequence[Run]) -> list[ReadOptions]:
    """Return what users said about their files, the latest first, each once."""
    from corpora.intake.options import read_options

    said: list[Mapping[str, str]] = []
    for run in (*ingests, None):
        parameters = {} if run is None else {**run.parameters, "redact": ""}
        if parameters not in said:
            said.append(parameters)
    zone = session.workspace.settings.zone
    return [read_options(parameters, zone) for parameters in said]


def _mode(ingests: Sequence[Run]) -> RedactMode:
    """Return the strictest way in which personal data was treated so far."""
    used = {run.parameters.get("redact", "full") for run in ingests} or {"full"}
    return "full" if "full" in used else "patterns" if "patterns" in used else "off"


def _shown(contact: Contact, found: Original, redactor: Redactor) -> Answer:
    record = found.record
    columns = dict(record.attributes)
    redacted = redactor.contact([*(turn.text for turn in record.turns), *columns.values()])
    texts = [each.text for each in redacted]
    data = SourceData(
        id=contact.id,
        origin=contact.origin,
        found=True,
        unchanged=found.same,
        cut=tuple(flag for flag in contact.flags if flag in _CUT),
        turns=tuple(
            SourceTurn(speaker=turn.speaker, text=text, visible=turn.visible)
            for turn, text in zip(record.turns, texts, strict=False)
        ),
        columns=dict(zip(columns, texts[len(record.turns) :], strict=True)),
    )
    blocks: list[Block] = []
    if data.cut:
        cut = " and ".join(_CUT[flag] for flag in data.cut)
        blocks.append(Line(f"The workspace holds it without {cut}.", "quiet"))
    if contact.set_aside:
        blocks.append(Line(f"It is counted apart: {contact.set_aside}.", "quiet"))
    if data.columns:
        blocks.append(Table(("column", "value"), tuple(data.columns.items())))
    blocks.append(Conversation(tuple((turn.speaker, turn.text, "") for turn in data.turns)))
    state = "as it was read" if found.same else "in another state than the one that was read"
    return Answer(
        headline=f"{contact.origin}, {state}.",
        data=data,
        blocks=tuple(blocks),
        scope=f"contact {contact.id}",
        n=1,
        follow_ups=(f"explain_contact contact={contact.id}",),
    )


def _gone(contact: Contact, error: SourceError | None) -> Answer:
    data = SourceData(
        id=contact.id,
        origin=contact.origin,
        found=False,
        unchanged=False,
        cut=tuple(flag for flag in contact.flags if flag in _CUT),
        turns=(),
        columns={},
    )
    why = error or "not read from a file"
    return Answer(
        headline="The row can't be shown.",
        data=data,
        scope=f"contact {contact.id}",
        n=0,
        follow_ups=(f"explain_contact contact={contact.id}",),
        problems=(str(why),),
    )


SHOW_SOURCE = Action(
    "show_source",
    SourceParams,
    show_source,
    SourceData,
    examples=("show me the original mail", "where does this ticket come from"),
    local_only=True,
)
