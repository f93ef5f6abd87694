"""What to ask first."""

from __future__ import annotations

FIRST_QUESTIONS = (
    ("/overview", "What people contact you about, stage by stage"),
    ("/pain_points", "Which pages make them call, the costliest first"),
    ("/show_gaps", "What those pages leave open, in customers' words"),
    ("/show_journey", "The steps that customers go through"),
    ("/find_contacts text=", "Contacts in which somebody says these words"),
    ("/changes", "What is new since the run before"),
)
BEGIN = (
    ("/demo", "The whole thing on the sample company, in a folder of its own; about half a minute"),
    ("/analyze paths=", "Read your tickets, calls and product pages: a file or a folder"),
    ("/formats", "Which formats are read, and how each is recognised"),
)
