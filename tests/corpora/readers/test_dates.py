from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.readers.dates import DateOrder, Dates, looks_like_date, order_of

DAY = Dates(DateOrder("day", ""), UTC)
MONTH = Dates(DateOrder("month", ""), UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2015-01-02", "2015-01-02T00:00"),
        ("2015-01-02 03:04:05", "2015-01-02T03:04:05"),
        ("2015-01-02T03:04:05+02:00", "2015-01-02T01:04:05"),
        ("2015-01-02 03:04:05 +0000", "2015-01-02T03:04:05"),
        ("2015/01/02 03:04", "2015-01-02T03:04"),
        ("02-Jan-15", "2015-01-02T00:00"),
        ("Jan 2, 2015 3:04 PM", "2015-01-02T15:04"),
        ("January 2nd, 2015 at 3:04 pm", "2015-01-02T15:04"),
        ("Fri, 02 Jan 2015 03:04:05 +0000", "2015-01-02T03:04:05"),
        ("2. Januar 2015 14:05", "2015-01-02T14:05"),
        ("2 févr. 2015", "2015-02-02T00:00"),
        ("20150102", "2015-01-02T00:00"),
        ("1420167845", "2015-01-02T03:04:05"),
        ("1420167845000", "2015-01-02T03:04:05"),
        ("42006.5", "2015-01-02T12:00"),
        ("02.01.2015", "2015-01-02T00:00"),
        ("2/1/15 12:30 AM", "2015-01-02T00:30"),
        ("2/1/2015 9:14 AM PST", "2015-01-02T17:14"),
        ("2015-01-02 03:04:05 CET", "2015-01-02T02:04:05"),
        ("2.1.2015 14:05 Uhr", "2015-01-02T14:05"),
        ("2.7.2015 14:05 Uhr MESZ", "2015-07-02T12:05"),
        ("2015-07-02 03:04 Europe/Berlin", "2015-07-02T01:04"),
        ("2015-07-02T03:04:05+02:00[Europe/Berlin]", "2015-07-02T01:04:05"),
        ("2 Jul 2015 03:04 PT", "2015-07-02T10:04"),
        ("2015-01-02 03:04 UTC+5:30", "2015-01-01T21:34"),
        ("Jan 2, 2015 3:04 PM (EST)", "2015-01-02T15:04"),
        ("Fri Jan 02 03:04:05 PST 2015", "2015-01-02T11:04:05"),
        ("Fri Jan  2 03:04:05 2015", "2015-01-02T03:04:05"),
    ],
)
def test_every_way_to_write_a_date(text: str, moment: str) -> None:
    assert DAY.read(text)[0] == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert looks_like_date(text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("2015-01-02 03:04 XYZT", "unknown-zone"),
        ("2015-01-02 03:04 Middle/Earth", "unknown-zone"),
        ("2/1/2015 3:04 PM", "naive-time"),
        ("2 January 2015", "naive-time"),
        ("2/1/2015 3:04 PM EST", None),
    ],
)
def test_a_zone_that_nobody_knows_is_flagged(text: str, flag: str | None) -> None:
    moment, told = DAY.read(text)
    assert moment is not None
    assert told == flag


def test_the_order_of_the_column_decides() -> None:
    assert DAY.read("03/04/2024")[0] == datetime(2024, 4, 3, tzinfo=UTC)
    assert MONTH.read("03/04/2024")[0] == datetime(2024, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "order", "sure"),
    [
        (["03/04/2024", "13/04/2024"], "day", True),
        (["03/04/2024", "04/13/2024"], "month", True),
        ([f"1/{day}/2024" for day in range(1, 9)], "month", False),
        ([f"{day}.1.2024" for day in range(1, 9)], "day", False),
        (["03/04/2024 5:00 PM", "04/05/2024 6:00 PM"], "month", False),
        (["03/04/2024", "04/05/2024"], "day", False),
        (["2024-04-03"], "year", True),
        (["31/31/2026"], "year", True),
        (["99/04/2026", "04/13/2024", "0/5/2024"], "month", True),
    ],
)
def test_the_order_is_decided_from_the_whole_column(
    values: list[str],
    order: str,
    sure: bool,  # noqa: FBT001  (pytest names it)
) -> None:
    found = order_of(values)
    assert (found.order, found.sure) == (order, sure)
    assert bool(found.why) == (order != "year")


def test_a_date_that_fits_neither_order_is_told_as_such() -> None:
    assert order_of(["01/02/2026", "31/31/2026"]).impossible == "31/31/2026"
    assert order_of(["31/31/2026"]).impossible == "31/31/2026"
    assert not order_of(["01/02/2026", "soon"]).impossible


@pytest.mark.parametrize("text", ["31-02-2015", "99/99/2020", "soon", "2015-13-45", "12:30", "-"])
def test_what_is_no_date_is_flagged(text: str) -> None:
    assert DAY.read(text) == (None, "impossible-date")


@pytest.mark.parametrize("text", ["42", "Case 5", "iPhone 6 2020", "10.5", "555-1234", "v1.2.3"])
def test_numbers_are_no_dates(text: str) -> None:
    assert not looks_like_date(text)


def test_a_time_of_day_of_its_own_and_the_timezone() -> None:
    dates = Dates(DateOrder("day", ""), ZoneInfo("America/New_York"))
    moment, flag = dates.read("22-04-2015", "03:53:50 PM")
    assert moment == datetime(2015, 4, 22, 19, 53, 50, tzinfo=UTC)
    assert flag == "naive-time"
    assert dates.read("", "03:53") == (None, None)
    assert DAY.read("2015-01-02T03:04:05Z")[1] is None


@given(st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001
def test_what_was_written_is_read(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    for text in (
        moment.isoformat(),
        moment.strftime("%d/%m/%Y %H:%M:%S"),
        moment.strftime("%d-%b-%Y %I:%M:%S %p"),
        moment.strftime("%a, %d %b %Y %H:%M:%S +0000"),
    ):
        assert DAY.read(text)[0] == moment, text


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    DAY.read(text)
