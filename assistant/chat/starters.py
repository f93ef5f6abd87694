"""What to ask first."""

from __future__ import annotations

FIRST_QUESTIONS = (
    ("What do people contact us about?", "Stage by stage, with what is unsure"),
    (
        "Which five pages should we change first?",
        "Those that leave most customers without an answer",
    ),
    ("What do those pages leave open?", "In customers' own words, beside what the page says"),
    ("Show me the journey", "The steps that customers go through, and where it fails"),
    ("What changed since the last run?", "What is new, and what was only restated"),
    ("/find_contacts text=", "Contacts in which somebody says these words"),
)
BEGIN = (
    ("/demo", "The whole thing on the sample company, in a folder of its own; about half a minute"),
    ("/analyze paths=", "Read your tickets, calls and product pages: a file or a folder"),
    ("/formats", "Which formats are read, and how each is recognised"),
)
