"""No finder finds anything in a text that lacks its trigger: whoever skips it loses nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import compute

from corpora.redact import capitals, dates, ids, machines, mails, numbers, places
from corpora.redact.cues import Turn
from corpora.redact.glance import EVERYTHING, NOTHING, TRIGGERS, Look, looks
from corpora.redact.spans import Found

NONE_BUT = {name: NOTHING._replace(**{name: True}) for name in Look._fields}
FINDERS: dict[str, Callable[[Turn], Iterable[Found]]] = {
    "mails": mails.find,
    "machines": machines.find,
    "runs": lambda turn: numbers.find(turn, NONE_BUT["runs"], "GB"),
    "tokens": lambda turn: numbers.find(turn, NONE_BUT["tokens"], "GB"),
    "capitals": capitals.find,
    "said": lambda turn: numbers.find(turn, NONE_BUT["said"], "GB"),
    "dates": dates.find,
    "places": places.find,
    "ids": ids.find,
}
QUESTIONS = (
    "",
    "What is your order number, account number and phone number?",
    "Your date of birth, address and post code please?",
)
WRITTEN = ("texts_dev.jsonl", "texts_later.jsonl", "texts_more_dev.jsonl", "texts_more_check.jsonl")
PIECES = (
    "order number", "my account is", "KJ8 44 2Z", "QWERTY", "zero double seven one two",
    "C dash 99 dash 1042", "ana at gmail", "ana dot lopez at example dot org", "ana (at) b.org",
    "14 Elm Grove", "elm road", "flat two", "LS6 2AB", "Am Deich 3, 26721 Emden", "rue",
    "12 rue de la Paix", "PO Box 12", "the third of May nineteen eighty", "born in 1980",
    "3/4/80", "01 02 1990", "12may2001", "QQ 12 34 56 C", "GB29 NWBK 6016 1331 9268 19",
    "ABCDE1234F", "123.456.789-09", "10.0.0.1", "::1", "pin is 1234", "https://a:b@c.org",
    "+44 (0)7700 900123", "0171/3920088", "1Z999AA10123456784", "#44871-22", "AB-449210", "\n",
)  # fmt: skip
pieces = st.one_of(st.sampled_from(PIECES), st.text(max_size=8), st.from_regex(r"[\w /.-]{1,12}"))


def _lost(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    column = pa.array(texts, pa.string())
    for (name, find), trigger in zip(FINDERS.items(), TRIGGERS, strict=True):
        triggered = compute.match_substring_regex(column, trigger).to_pylist()
        for text, told in zip(texts, triggered, strict=True):
            turns = [Turn(text, before) for before in QUESTIONS if not told]
            if any(list(find(turn)) for turn in turns):
                yield name, text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def test_every_finder_has_a_trigger() -> None:
    assert tuple(FINDERS) == Look._fields
    assert len(TRIGGERS) == len(Look._fields)


def test_nothing_is_lost_of_the_texts_that_patterns_are_written_on() -> None:
    lines = [
        json.loads(line)
        for name in WRITTEN
        for line in Path(__file__).with_name(name).read_text("utf-8").splitlines()
    ]
    texts = list(dict.fromkeys(_texts(lines)))
    assert len(texts) > 1_000
    assert list(_lost([*texts, *map(str.lower, texts)])) == []


@given(st.lists(pieces, max_size=5).map(" ".join))
def test_nothing_is_lost_of_any_text(text: str) -> None:
    assert list(_lost([text])) == []


def test_a_text_without_anything_is_passed_over() -> None:
    plain, told = looks(["where is my parcel", "order number 44871 please"])
    assert plain is NOTHING
    assert told.tokens
    assert not told.mails


def test_half_a_character_is_looked_at_by_all() -> None:
    assert looks(["\ud800 1", "hello"]) == [EVERYTHING, EVERYTHING]
