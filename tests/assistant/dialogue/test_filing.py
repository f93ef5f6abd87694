"""Which file is read, which is written to, and how an export is to be read."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.dialogue import Context, Step
from assistant.dialogue.mentions import read
from assistant.dialogue.slots import fill
from tests.assistant.dialogue.test_understanding import SHOP


def filled(action: str, utterance: str, context: Context | None = None) -> dict[str, Any]:
    return fill(action, read(utterance, SHOP), SHOP, context or Context())


@pytest.mark.parametrize(
    ("utterance", "params"),
    [
        ("stages for march.csv please, written to march_stages.csv",
         {"paths": ["march.csv"], "output": "march_stages.csv"}),
        ("label a.jsonl and b.zip with the student in models/quick, out both.parquet",
         {"paths": ["a.jsonl", "b.zip"], "output": "both.parquet", "student": "models/quick"}),
        ("label old.csv into old_out.csv, the body is in column note",
         {"paths": ["old.csv"], "output": "old_out.csv", "map": ["text=note"]}),
    ],
)  # fmt: skip
def test_labels_are_written_to_the_last_table(utterance: str, params: dict[str, Any]) -> None:
    assert filled("label_export", utterance) == params


@pytest.mark.parametrize(
    ("action", "utterance", "params"),
    [
        ("report", "put the report under ./out/may", {"output": "./out/may"}),
        ("report", "a fresh report, folder finance_q2", {"output": "finance_q2"}),
        ("report", "write the report", {}),
        ("student", "make a student from it in models/small", {"output": "models/small"}),
        ("demo", "set up the sample company in /data/trial", {"folder": "/data/trial"}),
        ("demo", "a demo in a folder called playground", {"folder": "playground"}),
    ],
)
def test_folders_are_named(action: str, utterance: str, params: dict[str, Any]) -> None:
    assert filled(action, utterance) == params


@pytest.mark.parametrize(
    ("utterance", "params"),
    [
        ("load talks.zip, it is all phone, source Genesys",
         {"paths": ["talks.zip"], "channel": "call", "source": "Genesys"}),
        ("load box.mbox with the names left in, patterns only",
         {"paths": ["box.mbox"], "redact": "patterns"}),
        ("load t.csv, body is in column note and the id is case_no",
         {"paths": ["t.csv"], "map": ["text=note", "id=case_no"]}),
        ("load the tickets in /data/june", {"paths": ["/data/june"]}),
    ],
)  # fmt: skip
def test_an_export_is_read_as_it_is_said(utterance: str, params: dict[str, Any]) -> None:
    assert filled("ingest", utterance) == params


def test_stages_of_ones_own_are_no_contacts() -> None:
    wanted = {"paths": ["june.csv"], "taxonomy": "ours.toml"}
    assert filled("analyze", "analyze june.csv with our stages in ours.toml") == wanted
    assert filled("classify", "label them by our own stages, ours.toml") == {
        "taxonomy": "ours.toml"
    }


@pytest.mark.parametrize(
    ("action", "utterance", "params"),
    [
        ("run", "the usual run from ops/cx.toml, wait up to 20 minutes",
         {"settings": "ops/cx.toml", "wait": "20m"}),
        ("run", "run it, and hang on half an hour if it is locked", {"wait": "30m"}),
        ("run", "run it, I have 20 minutes", {}),
        ("check_page", "does kettle.docx answer the questions in asked.txt",
         {"paths": ["kettle.docx"], "questions": "asked.txt"}),
        ("check_page", "check kettle.md and exit 1 if anything stays open",
         {"paths": ["kettle.md"], "strict": True}),
        ("sample", "a blind sample with seed 12 into grade.xlsx",
         {"seed": 12, "blind": True, "output": "grade.xlsx"}),
        ("show_journey", "the journey in plain characters", {"format": "ascii"}),
    ],
)  # fmt: skip
def test_how_it_is_to_be_done(action: str, utterance: str, params: dict[str, Any]) -> None:
    assert filled(action, utterance) == params


@pytest.mark.parametrize("said", ["with or w/o", "before/after", "and/or", "on 24/7"])
def test_a_stroke_is_no_path(said: str) -> None:
    assert not read(f"calls {said} the lamp", SHOP).all("path")


def test_files_of_the_last_step_are_not_those_of_the_next() -> None:
    from assistant.dialogue.carrying import inherit

    read_in = Context(step=Step("ingest", {"paths": ["june.csv"], "source": "Genesys"}))
    assert inherit("classify", {}, read("now label them", SHOP), read_in) == {}


def test_an_answer_is_one_only_where_something_was_asked() -> None:
    asked = Context(step=Step("next_question"))
    assert filled("teach", "yes, that is right", asked) == {"answer": "yes"}
    assert filled("teach", "no, they are about paying", asked) == {"answer": "pay"}
    assert filled("teach", "two things, split them", asked) == {"answer": "split"}
    assert filled("teach", "yes, that is right") == {}
    assert filled("teach", "q-4f is a yes") == {"answer": "yes", "group": "q-4f"}


@pytest.mark.parametrize(
    "utterance",
    [
        "label old.csv and new.csv",
        "classify the exports old.csv, new.csv",
        "stages on both old.csv and new.csv, please",
        "add stages to old.csv and new.csv",
        "look into old.csv and new.csv and label them",
    ],
)
def test_what_is_not_said_to_be_written_is_read(utterance: str) -> None:
    for action in ("label_export", "classify"):
        assert filled(action, utterance) == {"paths": ["old.csv", "new.csv"]}


@pytest.mark.parametrize(
    "utterance",
    [
        "label old.csv, output new.csv",
        "label old.csv and save it as new.csv",
        "label old.csv; the labels go in new.csv",
        "label old.csv -> new.csv",
        "write to a file called new.csv what old.csv is labelled",
        "label old.csv, new.csv will do for a name",
    ],
)
def test_what_is_said_to_be_written_is_the_output(utterance: str) -> None:
    assert filled("label_export", utterance) == {"paths": ["old.csv"], "output": "new.csv"}


@pytest.mark.parametrize(
    ("utterance", "output"),
    [
        ("sample 5 contacts from ours.csv", None),
        ("a sample of the contacts in ours.xlsx", None),
        ("sample 5 contacts and save them as ours.xlsx", "ours.xlsx"),
        ("a workbook with 20 gaps for us to grade, rated.xlsx", "rated.xlsx"),
    ],
)
def test_a_sample_is_written_only_where_that_is_said(utterance: str, output: str | None) -> None:
    assert filled("sample", utterance).get("output") == output


@pytest.mark.parametrize(
    "said",
    [
        "leave the names out",
        "keep names out of it",
        "keep all names hidden",
        "names should stay private",
        "keep the names in the dark",
        "all but the names",
        "everything except names",
        "I do not want the names left in",
        "don't leave the names in",
        "no names may stay",
        "better than patterns",
    ],
)
def test_names_stay_only_where_that_is_said_plainly(said: str) -> None:
    for action in ("ingest", "redact", "analyze"):
        assert filled(action, f"load box.csv, {said}").get("redact") in (None, "full")


@pytest.mark.parametrize(
    "said",
    ["redact=patterns", "patterns only", "only patterns", "names may stay", "leave the names in"],
)
def test_names_may_stay(said: str) -> None:
    assert filled("ingest", f"load box.csv, {said}")["redact"] == "patterns"


@pytest.mark.parametrize(
    ("utterance", "params"),
    [
        ("check iron.html and iron-faq.html", {"paths": ["iron.html", "iron-faq.html"]}),
        ("check iron.html against faq.txt", {"paths": ["iron.html"], "questions": "faq.txt"}),
        ("check iron.html with the questions from asked.html",
         {"paths": ["iron.html"], "questions": "asked.html"}),
    ],
)  # fmt: skip
def test_a_page_of_questions_is_a_page(utterance: str, params: dict[str, Any]) -> None:
    assert filled("check_page", utterance) == params


@pytest.mark.parametrize(
    "said", ["the text is in Danish", "text is Finnish", "the text is in plain English"]
)
def test_a_language_is_no_column(said: str) -> None:
    assert filled("analyze", f"analyze t.csv, {said}") == {"paths": ["t.csv"]}
    with_column = filled("analyze", f"analyze t.csv, {said}, and the text is in column note")
    assert with_column == {"paths": ["t.csv"], "map": ["text=note"]}


def test_a_language_is_no_folder() -> None:
    assert filled("report", "the report in Norwegian please") == {}
    assert filled("report", "the report in finance_q2 please") == {"output": "finance_q2"}
