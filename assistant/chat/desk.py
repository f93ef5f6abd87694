"""The work behind the chat: understanding, running actions, the words to complete with.

Nothing here knows a widget; everything here may take a while, and is called from worker threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from assistant.chat.ahead import ahead
from assistant.chat.calls import Call, FollowUp
from assistant.chat.completing import ActionWords, ParameterWords, Words
from assistant.chat.helpers import let_processes_start
from assistant.chat.leading import led_on
from assistant.chat.saving import SAVE_WORDS
from assistant.chat.talker import PlainWords
from assistant.chat.understanding import Understander, Understood, command
from assistant.remembering import Memory
from assistant.wording import clipped
from corpora.store.sharing import opened_once

if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.session import Session
    from corpora.protocols import Progress

LONG_WORK = frozenset(
    (
        "demo",
        "analyze",
        "ingest",
        "classify",
        "find_gaps",
        "report",
        "run",
        "import_map",
        "next_question",
    )
)
"""Actions that show how far they have come and can be cancelled."""

_KEPT_LOADED = ("static_encoder", "bi_encoder", "cross_encoder")
_MOST_VALUES = 5_000
_MOST_NEXT = 3
_NAME = 32


class Cancelled(BaseException):
    """Long work was called off; a BaseException, so that no handler takes it for a failure."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an action said.

    Attributes:
        call: What was asked.
        answer: The answer, or the effect in numbers of an adjustment that is not made yet.
        proposed: Whether it is such a proposal.
        next: What to ask next.
    """

    call: Call
    answer: Answer
    proposed: bool = False
    next: tuple[FollowUp, ...] = ()


@dataclass
class Desk:
    """Runs actions on one workspace.

    Attributes:
        path: The workspace's file.
        understander: Says what an utterance means.
        now: The clock, UTC; None: the machine's.
        called_off: Set where long work is to end.
    """

    path: Path
    understander: Understander = field(default_factory=PlainWords)
    now: Callable[[], datetime] | None = None
    called_off: Event = field(default_factory=Event)
    _memory: Memory = field(default_factory=Memory)
    _loaded: dict[str, object] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _warmed: bool = False

    def prepare(self) -> None:
        """Load what understanding needs."""
        self.understander.prepare(self._session(None))

    def understand(self, utterance: str) -> Understood:
        """Return what an utterance means.

        Raises:
            BadInput: A slash command names no action, or is not of the form name=value; or words
                would write over a file that is there.
        """
        call = command(utterance)
        if call is not None:
            return Understood("do", (call,))
        from assistant.actions.sparing import spare

        understood = self.understander.understand(utterance, self._session(None))
        for each in understood.calls:
            spare(each.name, each.raw)
        return understood

    def settled(self, utterance: str) -> bool:
        """Whether it is settled what an utterance means: a call, or something that was offered.

        Raises:
            BadInput: A slash command names no action, or is not of the form name=value.
        """
        return command(utterance) is not None or self.understander.picks(utterance)

    def tell(self, call: Call, progress: Progress | None = None) -> Told:
        """Run an asking action, or say in numbers what an adjusting one would do.

        Raises:
            FrontstageError: As the action says.
        """
        from assistant.actions.registry import find_action

        action = find_action(call.name)
        params = action.parse(dict(call.raw))
        session = self._session(progress)
        long = call.name in LONG_WORK or action.local
        if long:
            let_processes_start()
        # Long work reads now and then; held all the while, the file would keep others waiting.
        with nullcontext() if long else opened_once(self.path):
            if action.preview is not None:
                return self._told(call, action.preview(session, params), session, proposed=True)
            return self._told(call, action.answer(session, params), session)

    def apply(self, call: Call) -> Told:
        """Make an adjustment that somebody agreed to.

        Raises:
            FrontstageError: As the action says.
        """
        from assistant.actions.registry import find_action

        action = find_action(call.name)
        session = self._session(None)
        return self._told(call, action.answer(session, action.parse(dict(call.raw))), session)

    def new_session(self) -> Session:
        """Return a session that knows what earlier ones have read and loaded."""
        return self._session(None)

    def told_by(self, name: str, raw: Mapping[str, Any], answer: Answer) -> Told:
        """Return what an action said that something else than the person has asked."""
        given = {key: value for key, value in raw.items() if value is not None}
        return self._told(Call(name, given), answer, self._session(None))

    def label(self, call: Call) -> str:
        """Return a call as people read it, names in place of ids."""
        from assistant.dialogue.labels import label

        named = {
            name: clipped(self._names.get(str(value), str(value)), _NAME)
            for name, value in call.raw.items()
            if not isinstance(value, (list, tuple))
        }
        return label(call.name, named)

    def moved_to(self, call: Call) -> Path | None:
        """Return the workspace that a call has made elsewhere, as the demo does."""
        if call.name != "demo":
            return None
        from assistant.actions.registry import find_action
        from corpora.store.workspace import WORKSPACE_FILE

        folder: Path = find_action("demo").parse(dict(call.raw)).folder
        return folder / WORKSPACE_FILE

    def words(self) -> Words:
        """Return the actions with their parameters, to complete with."""
        from assistant.actions.registry import ACTIONS

        actions = (
            ActionWords(
                name=action.name,
                summary=action.summary,
                examples=action.examples,
                changes=action.changes,
                parameters=tuple(
                    ParameterWords.of(name, each)
                    for name, each in action.params.model_fields.items()
                ),
            )
            for action in ACTIONS
        )
        return Words((*actions, SAVE_WORDS))

    def company(self) -> str:
        """Return whose workspace it is, as the settings say; empty where they do not."""
        from corpora.settings import SETTINGS_FILE, load_settings

        return load_settings(self.path.with_name(SETTINGS_FILE)).company or ""

    def values(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return the names that the workspace knows, with what they are, by parameter.

        Raises:
            WorkspaceError: It can't be read.
        """
        from corpora.store import pages, queries, runs
        from corpora.store.scope import EVERYTHING

        session = self._session(None)
        stages = tuple((stage.id, stage.name) for stage in session.stages)
        with session.workspace.reading() as db:
            products = tuple((each.id, each.title) for each in pages.all_products(db))
            held = queries.holdings(db, EVERYTHING)
            gaps = tuple((each.id, each.topic) for each in runs.latest_gaps(db)[:_MOST_VALUES])
        departments = tuple((name, "") for name in held.departments)
        languages = tuple((name, "") for name in held.languages)
        self._names = {each: name for each, name in (*products, *stages, *gaps) if name}
        return {
            "stage": stages, "stages": stages, "into": stages, "before": stages, "after": stages,
            "product": products, "gap": gaps, "of": (*stages, *gaps),
            "department": departments, "language": languages,
        }  # fmt: skip

    def warming(self) -> tuple[Callable[[], object], ...]:
        """Return what to read ahead, so that the first questions find it read; each on its own."""
        steps = ahead(self._session(None), again=self._warmed)
        self._warmed = True
        return steps

    def _session(self, progress: Progress | None) -> Session:
        from assistant.session import Session, silent

        session = Session(self.path, progress or silent, memory=self._memory)
        if self.now is not None:
            session.now = self.now
        session.__dict__.update(self._loaded)
        return session

    def _told(
        self, call: Call, answer: Answer, session: Session, *, proposed: bool = False
    ) -> Told:
        """Keep the models that the session has loaded: the next one needs them again."""
        held = vars(session)
        self._loaded.update({name: held[name] for name in _KEPT_LOADED if name in held})
        self.understander.heard(call, answer)
        following, offered = [], []
        for each, leads in led_on(answer)[:_MOST_NEXT]:
            label = self.label(leads) if each.complete else f"{self.label(Call(leads.name))} …"
            following.append(replace(each, label=label))
            offered += [(label, leads)] if each.complete else []
        self.understander.offered(offered)
        return Told(call, answer, proposed, tuple(following))


def watched(progress: Progress, called_off: Event) -> Progress:
    """Return a progress report that ends the work where somebody called it off."""

    def report(done: int, total: int | None, what: str) -> None:
        if called_off.is_set():
            raise Cancelled
        progress(done, total, what)

    return report
