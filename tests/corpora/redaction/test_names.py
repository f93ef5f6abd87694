"""Names: what proves one, and what only looks like one."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.redact import Redacted, Redactor
from tests.conftest import examples
from tests.corpora.redaction.conftest import assert_marked

# «…» marks what must be replaced.
NAMES = [
    "Hello, my name is «Zsófia Kovács» and my bike has a squeak.",
    "I spoke to «Farouk» on Tuesday.",
    "Hi «Agata», thanks.",
    "this is «nikhil» from flat 4",
    "my name is «eric silverstein» and I moved",
    "Mrs «Abernathy» will arrive late.",
    "my wife «Nkechi» and I both have the plan",
    "It does not fit.\n\nKind regards,\n«Henrik Solberg»",
    "«Bronwyn Tait» here, the mower won't start.",
    "«Zoe» from the Leeds branch promised a refund.",
    "I'm «Will Marsh» and will be at the store in March.",
    "«PATEL, HARSHIL» - TWO BAGS MISSING",
    "in the name of «O'Brien», collection after 3",
    "Quote for «Isla» and «Rory McAllister» please",
    "We'll take care of you, «Megan»!",
    "My daughter «Paris» flies back from Paris.",
    "I spoke to a «Will» who knew the answer.",
    "It's «van der Berg» on the card.",
    "Bonjour, c'est «Thibaut» du magasin.",
    "hey its «joy» from the bakery",
    "Please let «amber» know about it.",
    "I asked «Bea» or maybe «Kit».",
    "Could you spell it? «T-A-K-A-C-S», like that.",
    "Agent: Can I take a name? Caller: Yeah, «Dwayne Pruitt».",
    "Hi «John», the bag is found.",
    "Dear «Hope», I hope this finds you well.",
    "Emailed «Wolfgang» on Monday.",
    "Can «Percy» pick it up instead?",
    'It says "approved: «K. Lindholm»" on the note.',
    "So «Precious» was her name, I think.",
    "My surname is «Christmas», yes.",
    "«June» called in June.",
    "under the name of «osei», two rooms",
    "hey its «jonno», any chance of 4 pm",
    "i was talking to «will» in the chat earlier",
    "pass my praises on to «Cole».",
    "Hilsen «Solveig»",
    "Ms «K Petrosyan» has moved.",
    "«Halvard» ordered the blue one, I the grey.",
    "«Penny»'s order has not come.",
    "Could «Penny» check it please?",
    "«Will» from your night shift was brilliant.",
    "Customer «Lindqvist» disputes the fee.",
    "The «Okafors» next door have theirs.",
    "«Anna-Lena» ordered, «Jean-Luc» pays.",
    "thanks, «ben»",
    "ok ta. «deb» x",
    "hi «june», its about the bill",
    "me and «tasha» both got charged",
    "Many thanks\n«P Whitcombe»",
    "Agent: And your surname?\nCustomer: «Baker»",
]
NO_NAMES = [
    "Wendy's forgot the sauce, Levi's the belt.",
    "Hurricane Maria, San Jose and St. Thomas",
    "May I please have an update? Ask Siri.",
    "Do you ship to Saint Helena?",
    "Dear Accounts Payable, see below.",
    "its broken again and im waiting",
    "The Charlotte sofa and the Olivia rug (200 x 290) don't match.",
    "My Dyson stopped, my Henry did not.",
    "Jo Malone candles, Ted Baker bags and Dr Martens boots",
    "I will mark the page and pat it dry.",
    "The Hartmann suitcase lost a wheel in Madison.",
    "Dear team, we flew from Charlotte to Jersey.",
    "Hi there, thanks in advance",
    "the till is down and my ute is too short",
    "Is it Bosch or Siemens that has the filter?",
    "Thanks, British Airways!",
    "Ich habe Ihre Rückmeldung und die Rechnung nicht bekommen, Kundenservice.",
    "The Hazel dresser is fine, and only Hazel came with screws.",
    "Thank you for calling Northmoor Energy.",
    "We use Google Cloud Storage here.",
    "thanks all",
    "cheers, mate",
    "ok will do",
    "Thanks BA, bags were quick.",
    "June and July are wrong in the chart.",
]


@pytest.mark.parametrize("text", NAMES)
def test_names_are_found(redactor: Redactor, text: str) -> None:
    assert_marked(redactor, text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_things_with_names_stay(redactor: Redactor, text: str) -> None:
    assert redactor.contact([text])[0].text == text


def test_a_name_is_the_same_however_it_comes_up(redactor: Redactor) -> None:
    texts = ["Hi, this is Priya Raman.", "Hello Priya, how can I help?", "As Raman, or Priya?"]
    assert [redacted.text for redacted in redactor.contact(texts)] == [
        "Hi, this is <NAME_1>.",
        "Hello <NAME_1>, how can I help?",
        "As <NAME_1>, or <NAME_1>?",
    ]


def test_an_answer_to_the_question_for_a_name_is_one(redactor: Redactor) -> None:
    asked, answer = redactor.contact(["Who am I speaking to?", "ottoline grubb"])
    assert (asked.text, answer.text) == ("Who am I speaking to?", "<NAME_1>")


def test_brands_that_are_surnames_are_kept() -> None:
    text = "I spoke to Dunhill about it."
    assert Redactor("full").contact([text])[0].text == "I spoke to <NAME_1> about it."
    assert Redactor("full", keep=["Dunhill"]).contact([text])[0].text == text


def test_patterns_leaves_names_alone() -> None:
    text = "this is Priya Raman, ring 07700 900123"
    assert Redactor("patterns").contact([text])[0].text == "this is Priya Raman, ring <PHONE_1>"


def test_bulk_and_single_agree(redactor: Redactor) -> None:
    batch = [[text.replace("«", "").replace("»", "")] for text in NAMES + NO_NAMES]
    assert redactor.contacts(batch) == [redactor.contact(texts) for texts in batch]


words = st.sampled_from(
    "Hi hello my name is Priya Raman Will will Dr Smith and the sofa Rose , . ! \n spoke to "
    "07700 900123 order number 44871 regards <NAME_2> thanks ^ Leeds "
    "O'Brien JONES I'm im dave".split(" ")
)


@examples(60)
@given(st.lists(st.lists(words, max_size=10).map(" ".join), max_size=4))
def test_redacting_twice_adds_nothing(texts: list[str]) -> None:
    redactor = Redactor("full")
    once = redactor.contact(texts)
    for text, redacted in zip(texts, once, strict=True):
        at, rebuilt = 0, ""
        for span in redacted.spans:
            assert at <= span.start < span.end
            rebuilt += text[at : span.start] + span.placeholder
            at = span.end
        assert rebuilt + text[at:] == redacted.text
    shown = [redacted.text for redacted in once]
    assert redactor.contact(shown) == [Redacted(text) for text in shown]


def test_no_model_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; from corpora.redact import Redactor; Redactor('full').contact(['it is 4 pm']);"
        "sys.exit(bool({'spacy', 'phonenumbers', 'stdnum.iban'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
