"""What an action is: a function with typed parameters that returns an answer."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.answers import Answer, Data
from assistant.beginning import or_begin
from assistant.session import Session
from corpora.errors import BadInput
from corpora.records import Channel
from corpora.store.scope import Scope


def _parted(given: object) -> object:
    """Part a list that was given as one text with commas, as `stages=pay,receive`."""
    if not isinstance(given, (list, tuple)) or len(given) != 1 or not isinstance(given[0], str):
        return given
    if ":" in given[0]:  # commas of a description part nothing
        return given
    return [part.strip() for part in given[0].split(",") if part.strip()] or given


Several = Annotated[tuple[str, ...], BeforeValidator(_parted)]
"""Several names, repeated or in one text with commas between."""


class Params(BaseModel):
    """Base of the parameters of every action."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def positional(**field: Any) -> Any:  # noqa: ANN401 - pydantic's Field returns what is asked of it
    """Return a field that the command line takes without `--name`."""
    return Field(json_schema_extra={"positional": True}, **field)


SHORT_O: dict[str, Any] = {"short": "-o"}
"""`json_schema_extra` of a field that the command line also takes as `-o`."""


TAXONOMY = Annotated[
    Path | None,
    Field(
        description="Your own stages and the drivers under them (TOML, CSV), from now on; "
        "see docs/taxonomy.md."
    ),
]


class NoParams(Params):
    """No parameters."""


class Filters(Params):
    """The filters that every asking action shares."""

    since: Annotated[datetime | None, Field(description="Contacts opened at or after.")] = None
    until: Annotated[datetime | None, Field(description="Contacts opened before.")] = None
    channel: Annotated[Channel | None, Field(description="How the customer made contact.")] = None
    product: Annotated[str | None, Field(description="A product, by any short form.")] = None
    language: Annotated[str | None, Field(description="ISO 639-1 code.")] = None
    department: Annotated[str | None, Field(description="Who handled it.")] = None
    where: Annotated[
        tuple[str, ...], Field(description="An imported column: region=North. Repeatable.")
    ] = ()
    without: Annotated[
        tuple[str, ...],
        Field(description="Left out: channel=call, week=2026-W36, region=North. Repeatable."),
    ] = ()
    segment: Annotated[str | None, Field(description="A segment of the settings.")] = None

    def scope(self, zone: tzinfo, product_ids: tuple[str, ...] = ()) -> Scope:
        """Return the filter over contacts, `without` and `segment` apart.

        Args:
            zone: Where dates without a timezone are taken.
            product_ids: What `product` was resolved to.

        Raises:
            BadInput: A `where` is not of the form column=value.
        """
        pairs = [pair_of(item, "--where") for item in self.where]
        return Scope(
            since=_utc(self.since, zone),
            until=_utc(self.until, zone),
            channel=self.channel,
            product_ids=product_ids,
            language=self.language,
            department=self.department,
            attributes=dict(pairs),
        )


def pair_of(item: str, where: str) -> tuple[str, str]:
    """Return column and value of "region=North".

    Raises:
        BadInput: It is not of this form.
    """
    name, sign, value = item.partition("=")
    if not (name and sign and value):
        raise BadInput(
            f"{name!r} is not of the form column=value",
            where=where,
            remedy=f"write {where} region=North",
        )
    return name, value


P = TypeVar("P", bound=Params)

_WRONG = {"extra_forbidden": "no such parameter", "missing": "is needed"}
"""How people say what pydantic found."""


@dataclass(frozen=True)
class Action(Generic[P]):
    """One use case.

    Attributes:
        name: What it is called in the registry, in plans and by `ask`.
        params: The model of its parameters.
        run: Does it; its docstring is the help text.
        result: The type of its answer's data, whose JSON is a documented format.
        examples: Utterances that mean it.
        preview: For adjustments: says in numbers what would change, and changes nothing.
        command: Its name on the command line, where it has a command of its own.
        local_only: Whether only the person at this machine may start it, although it takes no
            path: long work, or a sight of what was not redacted.
        unfiltered: Why it takes no filters, if it takes none.
        announced: Whether it says what it is at where nobody watches a bar, too: in a log, some
            minutes without a word look like a failure to who never saw it end.
    """

    name: str
    params: type[P]
    run: Callable[[Session, P], Answer]
    result: type[Data]
    examples: tuple[str, ...] = ()
    preview: Callable[[Session, P], Answer] | None = None
    command: str | None = None
    local_only: bool = False
    unfiltered: str = "it always speaks of all contacts"
    announced: bool = False

    @property
    def local(self) -> bool:
        """Whether only the person at this machine may start it: it may read or write files."""
        fields = self.params.model_fields.values()
        return self.local_only or any(_holds_path(field.annotation) for field in fields)

    @property
    def help(self) -> str:
        """The docstring of what it runs, without indentation."""
        return inspect.getdoc(self.run) or ""

    @property
    def summary(self) -> str:
        """The first line of the help."""
        return self.help.partition("\n")[0]

    @property
    def changes(self) -> bool:
        """Whether it adjusts something that people decided, and so is proposed first."""
        return self.preview is not None

    def answer(self, session: Session, params: P) -> Answer:
        """Run it; where the workspace holds nothing yet, say how to begin.

        Raises:
            FrontstageError: As the action says.
        """
        return or_begin(self.run(session, params), session)

    def parse(self, raw: dict[str, Any]) -> P:
        """Return checked parameters.

        Raises:
            BadInput: One is unknown, missing, or not of its type; the message names it.
        """
        try:
            return self.params.model_validate(raw)
        except ValidationError as error:
            # A name that is not known says best what is wrong: what is needed may be meant by it.
            first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
            name = ".".join(str(part) for part in first["loc"]) or "parameters"
            known = ", ".join(self.params.model_fields) or "none"
            wrong = _WRONG.get(first["type"], first["msg"])
            if first["type"] == "extra_forbidden" and name in Filters.model_fields:
                wrong = f"no filter here, {self.unfiltered}"
            meant = _meant(name, self.params) if first["type"] == "extra_forbidden" else None
            remedy = f"did you mean {meant}=…? " if meant else ""
            raise BadInput(
                f"{name}: {wrong}", where=self.name, remedy=f"{remedy}parameters: {known}"
            ) from error


_ALSO_CALLED = {
    "top": ("limit", "n", "max", "count", "rows", "first", "head", "size"),
    "since": ("from", "after", "start", "begin"),
    "until": ("to", "before", "end"),
    "text": ("query", "q", "search", "words", "contains"),
    "contact": ("id", "ticket", "call"),
    "of": ("gap", "stage", "product"),
    "by": ("per", "step", "every"),
    "paths": ("path", "file", "files", "folder"),
    "where": ("filter", "column"),
    "without": ("except", "exclude", "not"),
}
"""What people write for a parameter."""


def _meant(name: str, params: type[Params]) -> str | None:
    """Return the parameter that an unknown name means, or is one slip from."""
    known = params.model_fields
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    called = (each for each, names in _ALSO_CALLED.items() if each in known and name in names)
    return next(called, None) or next(iter(near), None)


def _holds_path(hint: Any) -> bool:  # noqa: ANN401 - type hints have no type of their own
    return hint is Path or any(_holds_path(part) for part in get_args(hint))


def _utc(moment: datetime | None, zone: tzinfo) -> datetime | None:
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC)
