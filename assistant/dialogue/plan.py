"""What was understood: plans, their steps, and what the dialogue was about before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from assistant.dialogue.earlier import UTTERANCES, Names, names_done
from assistant.dialogue.labels import label
from assistant.dialogue.listed import Row, rows_of, shown_in
from assistant.dialogue.taking import TAKES

if TYPE_CHECKING:
    from assistant.answers import Answer

Kind = Literal["run", "propose", "clarify", "none"]
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may have been meant.

    Attributes:
        label: How it is put to people.
        action: The action's name.
        params: Its parameters, as `Action.parse` takes them.
        confidence: 0 to 1.
    """

    label: str
    action: str
    params: Params = field(default_factory=dict)
    confidence: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "action": self.action,
            "params": dict(self.params),
            "confidence": round(self.confidence, 3),
        }


@dataclass(frozen=True, slots=True)
class Step:
    """One action to do.

    Attributes:
        action: The action's name.
        params: Its parameters, as `Action.parse` takes them: text, numbers and lists of text.
        confidence: 0 to 1.
        alternatives: What else may have been meant, the likeliest first.
    """

    action: str
    params: Params = field(default_factory=dict)
    confidence: float = 1.0
    alternatives: tuple[Choice, ...] = ()

    @property
    def done_as(self) -> str:
        """The action that does it: teaching without an answer begins with a question."""
        asked = self.action == "teach" and "answer" not in self.params
        return "next_question" if asked else self.action


@dataclass(frozen=True, slots=True)
class Plan:
    """What an utterance means.

    Attributes:
        kind: `run`: do the steps, one after the other. `propose`: at least one step is an
            adjustment; show its preview and ask before it is done. `clarify`: ask back with
            `message` and the numbered `choices`. `none`: nothing to do; show `message`.
        steps: What to do; one that can't be done yet may stand in a plan of kind `none`.
        message: What to say, where there is something to say.
        choices: For `clarify`: what to choose from, at most five; may be empty.
        said: The utterance that it is the plan of, what it names replaced by `{kind}`.
        named: What that utterance names, by kind.
        speaks_of: What the utterance spoke of, as `Context.focus` holds it.
    """

    kind: Kind
    steps: tuple[Step, ...] = ()
    message: str = ""
    choices: tuple[Choice, ...] = ()
    said: str = field(default="", compare=False)
    named: Names = field(default=(), compare=False)
    speaks_of: Mapping[str, str] = field(default_factory=dict, compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON of `ask --plan`: the first step, and the rest under `then`."""
        if self.kind == "clarify" or not self.steps:
            return {
                "action": self.kind,
                "params": {},
                "confidence": max((each.confidence for each in self.choices), default=0.0),
                "alternatives": [each.as_json() for each in self.choices],
                "message": self.message,
            }
        told = [
            {
                "action": step.action,
                "params": dict(step.params),
                "confidence": round(step.confidence, 3),
                "alternatives": [each.as_json() for each in step.alternatives],
            }
            for step in self.steps
        ]
        return {**told[0], "then": told[1:], "message": self.message}


@dataclass(frozen=True, slots=True)
class Context:
    """What was said before.

    Attributes:
        step: The step that was done or proposed last.
        rows: What the last answer that listed anything listed, in its order.
        focus: The product, stage, gap, contact and text spoken of last, by these names, what was
            spoken of last behind the others; `changed_on`: the day on which a page changed.
        choices: What was asked back; a number chooses among them.
        shown: The contacts that the last answer showed, by row or by their words.
        answered: Whether rows are what was answered; else they are not known.
        asked: The last step that spoke of many contacts, which filters can narrow.
        offered: What the last answer offered to ask next; its words mean just that.
        said: The utterance before, what it names replaced by `{kind}`; what was asked by keys or
            by a call is called as lists call it.
        named: What the utterances before named, the latest last, whatever came of them.
    """

    step: Step | None = None
    rows: tuple[Row, ...] = ()
    focus: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    shown: tuple[str, ...] = ()
    answered: bool = False
    asked: Step | None = None
    offered: tuple[Choice, ...] = ()
    said: str = ""
    named: tuple[Names, ...] = ()

    def after(self, plan: Plan, answer: Answer | None = None) -> Context:
        """Return the context after a plan and the answer to its last step, where there is one."""
        if plan.kind in ("clarify", "none") or not plan.steps:
            choices = plan.choices if plan.kind == "clarify" else ()
            return replace(
                self,
                choices=choices,
                said=plan.said or self.said,
                named=self._named(plan.named),
                focus=self._spoken(plan.speaks_of),
            )
        step = plan.steps[-1]
        told = {name: value for name in _FOCUS if isinstance(value := step.params.get(name), str)}
        rows = rows_of(answer) if answer is not None else ()
        if len(rows) == 1 and rows[0].kind != "finding":
            told.setdefault(rows[0].kind, rows[0].id)
        if isinstance(of := step.params.get("of"), str) and of not in _NO_SUBJECT:
            told[_kind_of(of, plan.speaks_of)] = of
        # A list without rows has no second one; an answer that lists nothing keeps the last list.
        listed = rows if answer is not None and step.action in _LISTS else rows or self.rows
        shown = shown_in(answer) if answer is not None else ()
        return Context(
            step,
            listed,
            self._spoken({**told, **plan.speaks_of}),
            shown=shown if shown or rows else self.shown,
            answered=answer is not None,
            asked=step if "channel" in TAKES.get(step.action, ()) else self.asked,
            said=plan.said or label(step.action, step.params).lower(),
            named=self._named((*names_done(step.action, step.params), *plan.named)),
        )

    def _named(self, names: Names) -> tuple[Names, ...]:
        return (*self.named, names)[-UTTERANCES:]

    def _spoken(self, told: Mapping[str, str]) -> dict[str, str]:
        """Return what is spoken of, what was told now behind what was told before."""
        before = {name: value for name, value in self.focus.items() if name not in told}
        return {**before, **told}


def _kind_of(of: str, named: Mapping[str, str]) -> str:
    """Return what kind of subject `of` is: an id tells its kind, a product's title was named."""
    if of[:2] in _KIND_OF:
        return _KIND_OF[of[:2]]
    return next((kind for kind, value in named.items() if value == of), "stage")


_LISTS = frozenset(("find_contacts", "show_gaps", "pain_points", "evidence"))
_KIND_OF = {"g-": "gap", "p-": "product", "f-": "finding", "#1": "row", "#2": "row"}
_NO_SUBJECT = frozenset(("contacts", "gaps", "stages"))
_FOCUS = ("product", "stage", "gap", "contact", "text", "topic")
