"""Understanding in plain words: `assistant.dialogue`, with the context of this conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Literal

from assistant.chat.calls import Call
from assistant.chat.understanding import Understood
from corpora.errors import WorkspaceMissing

if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.dialogue import Context, Plan, Vocabulary
    from assistant.session import Session

_WITHOUT_WORKSPACE = frozenset(
    """demo analyze ingest redact run formats help label_export settings_import""".split()
)
_SAMPLE = re.compile(r"\b(?:samples?|demo|examples?|try it|hobthorn)\b", re.IGNORECASE)
_NONE_YET = (
    "There is no workspace here yet, so there is nothing to ask about. Begin with the sample "
    "company, or with your own files: /analyze paths=FOLDER"
)
_FIRST = (("demo", "The sample company"), ("formats", "Which formats are read"))


class PlainWords:
    """Understands what people type, after what was said before; used from worker threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._vocabulary: Vocabulary | None = None
        self._context: Context | None = None
        self._asked: Plan | None = None

    def prepare(self, session: Session) -> None:
        """Read the workspace's names and load what tells actions apart."""
        with self._lock:
            self._known(session).warm()

    def understand(self, utterance: str, session: Session) -> Understood:
        """Return what an utterance means."""
        from assistant.dialogue import understand

        with self._lock:
            plan = understand(utterance, self._known(session), self._before())
            if self._vocabulary is None and not _possible(plan):
                return _begin(utterance, sample=self.agrees(utterance) is True)
            self._asked = plan
            if plan.kind not in ("run", "propose"):
                self._context = self._before().after(plan)
        return _understood(plan)

    def heard(self, call: Call, answer: Answer) -> None:
        """Take in what was answered or proposed, however it was asked."""
        from assistant.dialogue import Plan, Step

        with self._lock:
            plan = Plan("run", (Step(call.name, call.raw),))
            typed = self._asked
            if typed is not None and call.name in (step.done_as for step in typed.steps):
                # What was typed, not what its answer is called, is what the next words go on from.
                plan = replace(typed, kind="run", steps=plan.steps)
            self._context = self._before().after(plan, answer)

    def offered(self, following: Sequence[tuple[str, Call]]) -> None:
        """Take in what the answer offers to ask next: the words that people read, and the call."""
        from assistant.dialogue import Choice

        with self._lock:
            choices = tuple(Choice(label, call.name, call.raw) for label, call in following)
            self._context = replace(self._before(), offered=choices)

    def picks(self, utterance: str) -> bool:
        """Return whether it is one of the choices asked back, or of what an answer offered."""
        from assistant.dialogue import picked

        with self._lock:
            return picked(utterance, self._before()) is not None

    def agrees(self, utterance: str) -> bool | None:
        """Return whether an utterance says yes or no to what is proposed; None: neither."""
        from assistant.dialogue import agrees

        return agrees(utterance)

    def takes_up(self, utterance: str) -> Literal["apply", "propose"] | None:
        """Return whether what was proposed and left is wanted after all; None: it is not."""
        from assistant.dialogue import takes_up

        return takes_up(utterance)

    def _before(self) -> Context:
        from assistant.dialogue import Context

        return self._context or Context()

    def _known(self, session: Session) -> Vocabulary:
        from assistant.dialogue import Vocabulary

        try:
            known = self._vocabulary
            self._vocabulary = Vocabulary.of(session) if known is None else known.refreshed(session)
        except WorkspaceMissing:
            self._vocabulary = None
            return Vocabulary()
        return self._vocabulary


def _possible(plan: Plan) -> bool:
    return any(step.action in _WITHOUT_WORKSPACE for step in plan.steps)


def _begin(utterance: str, *, sample: bool) -> Understood:
    """Return what can be done where there is no workspace yet: the sample, where that is meant."""
    if sample or _SAMPLE.search(utterance):
        return Understood("do", (Call("demo"),))
    choices = tuple((words, Call(name)) for name, words in _FIRST)
    return Understood("clarify", message=_NONE_YET, choices=choices)


def _understood(plan: Plan) -> Understood:
    if plan.kind in ("run", "propose"):
        calls = tuple(Call(step.done_as, step.params) for step in plan.steps)
        return Understood("do", calls, plan.message)
    choices = tuple((each.label, Call(each.action, each.params)) for each in plan.choices)
    return Understood("clarify" if choices else "none", message=plan.message, choices=choices)
