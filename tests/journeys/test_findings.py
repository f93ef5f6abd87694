"""Planted faults are found, and what is as everywhere else is not called a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from corpora.records import Evidence
from journeys.cases import About, Call, Case
from journeys.findings import find
from journeys.rates import count_range, wilson

DAY = datetime(2026, 4, 6, 9, tzinfo=UTC)


def case(number: int, **more: object) -> Case:
    quote = Evidence(f"c-{number}", 0, 0, 4, "help")
    return Case(contact_id=f"c-{number}", quote=quote, **more)  # type: ignore[arg-type]


def plain(number: int) -> list[Case]:
    """Contacts with nothing wrong, each of a customer of its own."""
    return [
        case(1000 + i, customer=f"k{i}", at=DAY, primary="ask", stages=("ask",), lanes=("sales",),
             failure=0.1, resolved=0.9, outcome="resolved")
        for i in range(number)
    ]  # fmt: skip


def subjects(cases: list[Case], calls: list[Call] | None = None) -> list[str]:
    return [each.subject for each in find(cases, calls or [])]


def test_where_nothing_is_wrong_nothing_is_found() -> None:
    assert find(plain(40), []) == []
    assert find([], []) == []


def test_departments_that_pass_customers_to_and_fro() -> None:
    torn = [case(i, lanes=("delivery", "returns", "delivery")) for i in range(4)]
    found = find([*plain(40), *torn], [])
    assert [each.subject for each in found] == ["ping-pong:delivery:returns"]
    assert (found[0].size, found[0].kind) == (4, "streamline")
    assert found[0].low < 4 < found[0].high
    assert [quote.contact_id for quote in found[0].evidence] == ["c-0", "c-1", "c-2"]


def test_a_hand_off_is_found_and_named_by_where_it_comes_from() -> None:
    handed = [case(i, lanes=("orders", "billing")) for i in range(3)]
    (found,) = find([*plain(40), *handed], [])
    assert found.subject == "hand-off:billing"
    assert "from orders 3" in found.reason


def test_a_menu_option_that_leads_astray_is_told_once() -> None:
    calls = [
        Call(option="2", lane="sales", passed=("orders",), contact_id=f"c-{i}") for i in range(6)
    ] + [Call(option="1", lane="sales") for _ in range(40)]
    lost = [case(i, lanes=("sales", "orders")) for i in range(6)]
    found = find([*plain(40), *lost], calls)
    assert [each.subject for each in found] == ["option:2"]
    assert found[0].kind == "routing"


def test_what_two_departments_toss_between_them_is_not_put_on_the_menu_too() -> None:
    calls = [Call(option="2", lane="a", passed=("b", "a"), contact_id=f"c-{i}") for i in range(4)]
    calls += [Call(option="1", lane="a") for _ in range(40)]
    torn = [case(i, lanes=("a", "b", "a")) for i in range(4)]
    assert [each.subject for each in find([*plain(40), *torn], calls)] == ["ping-pong:a:b"]


def test_departments_whose_customers_are_sent_here_and_there() -> None:
    sent = [case(i, lanes=("desk",), sent=True) for i in range(4)]
    (found,) = find([*plain(40), *sent], [])
    assert (found.subject, found.size) == ("sent-round:desk", 4)


def test_customers_who_must_go_on_to_another_department() -> None:
    loops = [
        case(
            10 * i + step,
            customer=f"loop{i}",
            at=DAY + timedelta(days=step),
            lanes=(lane,),
            primary=stage,
            comes_back=step == 1,
        )
        for i in range(5)
        for step, (lane, stage) in enumerate((("orders", "change"), ("sales", "buy")))
    ]
    found = find([*plain(40), *loops], [], kinds=("streamline",))
    assert found[0].subject == "loop:orders"
    assert "5 of 5 customers" in found[0].reason
    unrelated = [replace(each, comes_back=False) for each in loops]
    assert find([*plain(40), *unrelated], [], kinds=("streamline",)) == []


def test_repeats_count_within_the_days_asked_for() -> None:
    back = [
        case(10 * i + step, customer=f"k-again{i}", at=DAY + timedelta(days=5 * step),
             primary="fix", stages=("fix",), lanes=("desk",))
        for i in range(5)
        for step in range(2)
    ]  # fmt: skip
    everything = [*plain(40), *back]
    assert "repeat:fix" in [each.subject for each in find(everything, [], repeat_days=7)]
    assert "repeat:fix" not in [each.subject for each in find(everything, [], repeat_days=3)]


def test_stages_that_fail_more_than_others() -> None:
    bad = [
        case(i, primary="get", stages=("get",), failure=0.9, resolved=0.1, outcome="lost")
        for i in range(10)
    ]
    found = subjects([*plain(40), *bad])
    assert set(found) == {"failure:get", "unresolved:get", "lost:get"}


def test_stages_where_customers_give_up_without_a_later_contact() -> None:
    gone = [
        case(i, customer=f"g{i}", at=DAY, primary="get", stages=("get",), resolved=0.02)
        for i in range(8)
    ]
    late = case(900, customer="late", at=DAY + timedelta(days=30), primary="ask", resolved=0.9)
    found = {each.subject: each for each in find([*plain(40), *gone, late], [])}
    given_up = found["abandonment:get"]
    assert (given_up.size, given_up.kind) == (8, "failure_point")
    assert given_up.low < 8 <= given_up.high
    assert given_up.reason.startswith("8 of 8 customers who come to get leave without")
    assert len(given_up.evidence) == 3
    settled = [
        replace(each, contact_id=f"c-{500 + n}", at=DAY + timedelta(days=9), primary="ask",
                stages=("ask",), resolved=0.9)
        for n, each in enumerate(gone)
    ]  # fmt: skip
    assert "abandonment:get" not in subjects([*plain(40), *gone, *settled, late])
    doubtful = [replace(each, resolved=0.45) for each in gone[:5]]
    assert "abandonment:get" not in subjects([*plain(40), *doubtful, late])
    assert "abandonment:get" not in subjects([*plain(40), *gone]), "they may still come back"


def test_steps_that_always_come_together_and_channels_that_change() -> None:
    pairs = [case(i, primary="a", stages=("a", "b")) for i in range(12)]
    assert "together:a:b" in subjects([*plain(40), *pairs])
    moved = [
        case(10 * i + n, customer=f"m{i}", at=DAY + timedelta(hours=n), primary="pay",
             stages=("pay",), channel=channel, comes_back=n == 1)
        for i in range(3)
        for n, channel in enumerate(("chat", "call"))
    ]  # fmt: skip
    assert "channel:pay" in subjects([*plain(40), *moved])
    guessed = [replace(each, sure=False) for each in moved]
    assert "channel:pay" not in subjects([*plain(40), *guessed])
    other = [replace(each, comes_back=False) for each in moved]
    assert "channel:pay" not in subjects([*plain(40), *other]), "another matter, for all we know"
    one = [replace(each, customer="m") for each in moved]
    assert "channel:pay" not in subjects([*plain(40), *one])


def test_quotes_that_tell_what_a_finding_is_about_come_first() -> None:
    handed = [case(i, lanes=("orders", "billing")) for i in range(5)]
    told = Evidence("c-4", 2, 0, 19, "I put you through.")

    def telling(contact_ids: Sequence[str], about: About) -> Mapping[str, Evidence]:
        assert about == "passed"
        return {"c-4": told} if "c-4" in contact_ids else {}

    (found,) = find([*plain(40), *handed], [], telling=telling)
    assert found.evidence[0] == told
    assert [quote.contact_id for quote in found.evidence] == ["c-4", "c-0", "c-1"]


def test_promises_that_were_not_kept() -> None:
    missed = [
        case(10 * i + step, customer=f"k-missed{i}", at=DAY + timedelta(days=step), lanes=("desk",),
             unkept=step == 1)
        for i in range(4)
        for step in range(2)
    ]  # fmt: skip
    (found,) = find([*plain(40), *missed], [])
    assert (found.subject, found.size) == ("unkept:desk", 4)
    assert "4 of 4 customers who begin at desk" in found.reason
    assert [quote.contact_id for quote in found.evidence] == ["c-1", "c-11", "c-21"]


def test_long_waits_and_callers_who_hang_up() -> None:
    waiting = [case(i, lanes=("returns",), wait_s=600.0) for i in range(8)]
    served = [case(100 + i, lanes=("sales",), wait_s=20.0) for i in range(30)]
    assert "wait:returns" in subjects([*waiting, *served])
    calls = [Call(option="3", lane="x", abandoned=True) for _ in range(9)] + [
        Call(option="1", lane="x") for _ in range(30)
    ]
    assert subjects([], calls) == ["abandoned:3"]


def test_the_order_of_contacts_does_not_matter() -> None:
    torn = [case(i, lanes=("a", "b", "a")) for i in range(4)]
    everything = [*plain(20), *torn]
    assert find(everything, []) == find([*plain(20), *torn], [])
    assert subjects(everything) == subjects(everything[::-1])


@pytest.mark.parametrize(("hits", "n"), [(0, 0), (0, 5), (5, 5), (2.5, 10)])
def test_intervals_hold_their_rate(hits: float, n: int) -> None:
    low, high = wilson(hits, n)
    assert 0 <= low <= high <= 1
    assert not n or low - 1e-9 <= hits / n <= high + 1e-9


def test_an_interval_of_a_count_is_that_of_a_poisson_count() -> None:
    assert count_range(10) == pytest.approx((4.8, 18.4), abs=0.05)
    assert count_range(0)[0] == 0
