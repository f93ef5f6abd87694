"""Help desks' CSV: small exports of our own with the columns that the vendors publish."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpora.readers.detect import Detected, read
from corpora.readers.raw import RawContact, ReadOptions

OPTIONS = ReadOptions(timezone=UTC)


def contacts(path: Path) -> list[RawContact]:
    found = list(read([path], OPTIONS))
    assert all(isinstance(each, RawContact) for each in found), found
    return [each for each in found if isinstance(each, RawContact)]


def said_in(contact: RawContact) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in contact.turns]


# Columns of the account's CSV export: support.zendesk.com/hc/en-us/articles/4408886165402.
ZENDESK_ACCOUNT = (
    '"Summation column","Id","Requester","Requester id","Requester external id","Requester email",'
    '"Requester domain","Submitter","Assignee","Group","Subject","Tags","Status","Priority","Via",'
    '"Ticket type","Created at","Updated at","Assigned at","Organization","Due date",'
    '"Initially assigned at","Solved at","Resolution time","Satisfaction Score","Group stations",'
    '"Assignee stations","Reopens","Replies","First reply time in minutes",'
    '"Full resolution time in minutes","Requester wait time in minutes"\n'
    '1,4411,"Pia Moll",77001,,pia@mail.example,mail.example,"Pia Moll","Ulf","Care",'
    '"Is the tap lead-free?","taps","Closed","Normal","Mail","Question",'
    '"2026-03-02 09:14","2026-03-04 10:00","2026-03-02 09:20",,,"2026-03-02 09:20",'
    '"2026-03-03 08:00",22,"Offered",1,1,0,1,31,1366,1366\n'
    '1,4412,"Pia Moll",77001,,pia@mail.example,mail.example,"Pia Moll","Ulf","Care",'
    '"Re: tap","taps closed_by_merge","Closed","Normal","Web form","Question",'
    '"2026-03-02 09:31","2026-03-02 09:40",,,,,"2026-03-02 09:40",0,"Unoffered",1,1,0,0,,9,9\n'
)


def test_zendesk_account_csv_has_subjects_only_and_merged_tickets(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(ZENDESK_ACCOUNT)
    first, second = contacts(path)
    assert said_in(first) == [("customer", "Is the tap lead-free?")]
    assert "subject-only" in first.flags
    assert (first.source_id, first.channel, first.department) == ("4411", "email", "Care")
    assert first.customer in ("77001", "pia@mail.example")
    assert first.customer == second.customer
    assert first.opened_at == datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
    assert first.closed_at == datetime(2026, 3, 3, 8, tzinfo=UTC)
    # From opening to solving is not how long somebody worked on it.
    assert first.handle_s is None
    assert (first.set_aside, second.set_aside) == (None, "merged")
    assert second.channel == "web"


# Columns of a view: support.zendesk.com/hc/en-us/articles/4408887353498.
ZENDESK_VIEW = (
    '"Satisfaction","ID","Subject","Requester","Requested","Group","Assignee","Priority"\n'
    '"","4411","Is the tap lead-free?","Pia Moll","03/02/26","Care","Ulf","Normal"\n'
    '"Good","4413","Hose too short","Bo Lind","03/14/26","Care","Ulf","Normal"\n'
)


def test_zendesk_view_csv(tmp_path: Path) -> None:
    path = tmp_path / "view.csv"
    path.write_text(ZENDESK_VIEW)
    first, second = contacts(path)
    assert (first.source_id, first.department) == ("4411", "Care")
    assert first.opened_at == datetime(2026, 3, 2, tzinfo=UTC)
    assert said_in(second) == [("customer", "Hose too short")]


# Repeated Comment columns of `date;author;text`: confluence.atlassian.com/adminjiracloud/
# importing-data-from-csv-776636762.html (the export writes what the import reads).
JIRA = (
    "Summary,Issue key,Issue id,Issue Type,Status,Priority,Resolution,Assignee,Reporter,Created,"
    "Updated,Resolved,Labels,Labels,Description,Comment,Comment,Comment\n"
    "Sieve rusts,SD-7,10007,Support,Done,Medium,Done,ulf,pia,02/Mar/26 9:14 AM,04/Mar/26 8:00 AM,"
    "03/Mar/26 8:00 AM,sieve,,The fine sieve rusts.,"
    "02/Mar/26 9:30 AM;ulf;Is it the steel one; or tin?,"
    '"02/Mar/26 10:14 AM;pia;Steel,\nit says.",03/Mar/26 7:59 AM;ulf;A new one is on its way.\n'
    "Which lid?,SD-8,10008,Support,Open,Low,,ulf,bo,14/Mar/26 1:05 PM,14/Mar/26 1:05 PM,,,,"
    "Which lid fits the pan?,,,\n"
)


def test_jira_comments_stand_in_columns_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "jira.csv"
    path.write_text(JIRA)
    first, second = contacts(path)
    assert said_in(first) == [
        ("customer", "Sieve rusts\n\nThe fine sieve rusts."),
        ("agent", "Is it the steel one; or tin?"),
        ("customer", "Steel,\nit says."),
        ("agent", "A new one is on its way."),
    ]
    assert [turn.started_at for turn in first.turns] == [None, 960.0, 3600.0, 81_900.0]
    assert (first.source_id, first.customer) == ("SD-7", "pia")
    assert first.opened_at == datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
    assert said_in(second) == [("customer", "Which lid?\n\nWhich lid fits the pan?")]


def test_jira_exports_with_more_comments_name_the_same_tickets(tmp_path: Path) -> None:
    short, long = tmp_path / "a.csv", tmp_path / "b.csv"
    header, rest = JIRA.split("\n", 1)
    short.write_text(JIRA)
    rows = rest.replace("on its way.\n", "on its way.,\n").replace("pan?,,,\n", "pan?,,,,\n")
    long.write_text(f"{header},Comment\n{rows}")
    a, b = contacts(short), contacts(long)
    assert [(each.source, each.source_id, each.raw) for each in a] == [
        (each.source, each.source_id, each.raw) for each in b
    ]


# Salesforce ends a report with its name, a copyright, a warning, its author and the company:
# help.salesforce.com, "Export a Report", details only, CSV, ISO-8859-1. The columns are the labels
# of the object Case: developer.salesforce.com/docs, "Object Reference", Case.
SALESFORCE = (
    '"Case Number","Subject","Description","Contact Email","Status","Case Origin",'
    '"Date/Time Opened","Date/Time Closed","Case Owner"\n'
    '"00001201","Größe?","Passt die Haube über 60 cm Töpfe?","pia@mail.example","Closed","Phone",'
    '"3/14/2026 9:14 AM","3/14/2026 9:20 AM","Ulf"\n'
    '"00001202","Lid","Does the lid fit – really?","bo@mail.example","Merged","Email",'
    '"3/2/2026 1:05 PM","","Ulf"\n'
)
FOOTER = (
    '\n\n"Open cases, all queues"\n'
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
    '"Confidential Information - Do Not Distribute"\n'
    '"Generated By:  Ulf Ohm  3/15/2026 8:00 AM"\n"Moll Ltd"\n'
)


@pytest.mark.parametrize("padded", ["", ",,,,,,,,"])
def test_salesforce_reports_end_with_a_footer(tmp_path: Path, padded: str) -> None:
    path = tmp_path / "report.csv"
    footer = FOOTER.replace('"\n', f'"{padded}\n').replace(f'queues"{padded}', 'queues"')
    footer = footer.replace(f'Moll Ltd"{padded}', 'Moll Ltd"')
    path.write_bytes((SALESFORCE + footer).encode("cp1252"))
    first, second = contacts(path)
    assert said_in(first) == [("customer", "Größe?\n\nPasst die Haube über 60 cm Töpfe?")]
    assert (first.source_id, first.channel) == ("00001201", "call")
    assert first.customer == "pia@mail.example"
    assert first.opened_at == datetime(2026, 3, 14, 9, 14, tzinfo=UTC)
    assert first.handle_s == 360.0
    assert second.turns[0].text.endswith("fit – really?")
    assert second.set_aside == "merged"


def test_lone_lines_that_are_no_footer_are_named(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    rows = SALESFORCE.split("\n")
    path.write_text("\n".join([*rows[:2], '"half a row"', *rows[2:]]) + '"and a tail"\n')
    found = list(read([path], OPTIONS))
    assert [getattr(each, "code", "") for each in found] == ["", "broken-row", "", "broken-row"]


@pytest.mark.parametrize(
    ("column", "cell", "aside"),
    [
        ("Status", "Merged", "merged"),
        ("Status", "Closed - Merged", "merged"),
        ("Status", "Emerged", None),
        ("Merged into", "4410", "merged"),
        ("Merged into", "", None),
        ("Tags", "a closed_by_merge b", "merged"),
        ("Tags", "not_closed_by_merge", None),
    ],
)
def test_merged_tickets_are_set_aside(
    tmp_path: Path, column: str, cell: str, aside: str | None
) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text(f"ID,Subject,Description,{column}\n1,Lid,Does the lid fit the pan?,{cell}\n")
    assert contacts(path)[0].set_aside == aside


def test_what_was_decided_is_said(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text(SALESFORCE)
    noticed: list[Detected] = []
    list(read([path], OPTIONS, noticed=noticed.append))
    (report,) = noticed
    assert report.notes[0] == "Date/Time Opened is month first: 14 can only be a day"


def test_texts_as_short_as_subjects_are_named(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text("Ticket ID,Complaint\n1,lid too small\n2,hose leaks again\n")
    noticed: list[Detected] = []
    list(read([path], OPTIONS, noticed=noticed.append))
    assert noticed[0].notes == ("Complaint holds a few words a row, as subjects do",)


def test_spreadsheet_numbers_are_dates(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text(
        "ID,Created,Description\n1,46083.5,Does the lid fit the pan?\n2,46084,Is it steel or tin?\n"
    )
    noticed: list[Detected] = []
    first, _ = read([path], OPTIONS, noticed=noticed.append)
    assert isinstance(first, RawContact)
    assert first.opened_at == datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert "Created holds the numbers of spreadsheet days" in noticed[0].notes
