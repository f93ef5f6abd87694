from __future__ import annotations

import re
from collections import Counter

import pytest

from assistant.actions.action import Action
from assistant.actions.registry import ACTIONS, find_action, parse_call
from assistant.answers import Data
from corpora.errors import BadInput, UnknownName

each = pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)


def test_names_and_commands_are_unique() -> None:
    names = Counter(action.name for action in ACTIONS)
    commands = Counter(action.command for action in ACTIONS if action.command)
    assert [name for name, times in (names + commands).items() if times > 2] == []
    assert set(names.values()) == set(commands.values()) == {1}


@each
def test_a_name_can_be_typed_without_quotation_marks(action: Action) -> None:
    assert re.fullmatch(r"[a-z][a-z_]*", action.name)


@each
def test_an_action_explains_itself(action: Action) -> None:
    first, _, rest = action.help.partition("\n")
    assert first.endswith(".")
    assert len(first) <= 100
    assert not rest or rest.startswith("\n"), "the summary is one line"


@each
def test_an_action_has_examples_of_what_people_say(action: Action) -> None:
    assert action.examples
    assert len(set(action.examples)) == len(action.examples)


@each
def test_every_parameter_is_described(action: Action) -> None:
    for name, field in action.params.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


@each
def test_an_action_says_what_it_returns(action: Action) -> None:
    assert issubclass(action.result, Data)
    assert action.result.__doc__


def test_no_utterance_means_two_actions() -> None:
    said = Counter(example for action in ACTIONS for example in action.examples)
    assert [utterance for utterance, times in said.items() if times > 1] == []


def test_names_are_found_however_they_are_typed() -> None:
    assert find_action("Show-Gaps").name == "show_gaps"
    with pytest.raises(UnknownName, match="overveiw") as error:
        find_action("overveiw")
    assert "overview" in error.value.remedy


def test_a_call_is_read_as_one_text_or_as_words() -> None:
    action, raw = parse_call(["find_contacts text='the lid' top=3"])
    assert (action.name, raw) == ("find_contacts", {"text": "the lid", "top": "3"})
    assert parse_call(["find_contacts", "text=the lid", "top=3"]) == (action, raw)


def test_what_may_be_said_more_than_once_is_gathered() -> None:
    _, raw = parse_call(["overview", "where=region=North", "where=plan=Gold"])
    assert raw == {"where": ["region=North", "plan=Gold"]}


def test_a_value_may_hold_an_equals_sign() -> None:
    assert parse_call(["find_contacts", "text=a=b"])[1] == {"text": "a=b"}


def test_a_word_that_is_no_parameter_names_the_parameters() -> None:
    with pytest.raises(BadInput, match="name=value") as error:
        parse_call(["history", "now"])
    assert error.value.remedy == "parameters: none"


@pytest.mark.parametrize(
    ("action", "written", "meant"),
    [("find_contacts", "limit", "top"), ("pain_points", "tpo", "top"), ("evidence", "gap", "of"),
     ("ingest", "file", "paths")],
)  # fmt: skip
def test_a_parameter_of_another_name_is_recognised(action: str, written: str, meant: str) -> None:
    with pytest.raises(BadInput, match=f"no such parameter; did you mean {meant}="):
        find_action(action).parse({written: "3"})
