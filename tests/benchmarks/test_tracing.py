"""Where a planted gap is lost: every link counts those of the link before who come through it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.planted import Truth
from benchmarks.tracing import Trace, confusion, kinds, summary, table, trace
from corpora.records import Gap, Need

TRUTH = """
[[gap]]
id = "A"
kind = "missing"
products = ["T-1"]
contact_ids = ["1", "2", "3", "4"]
"""
SKUS = {"p1": "T-1", "p2": "T-2"}


def need(
    contact: str, *, kind: str = "product_fact", product: str = "p1", said: float = 0.1
) -> Need:
    return Need(
        id=f"n{contact}",
        contact_id=f"c{contact}",
        turn_index=0,
        start=0,
        end=23,
        text="how heavy is the tent",
        kind=kind,  # type: ignore[arg-type]
        kind_probability=0.9,
        product_ids=(product,),
        answer_probability=said,
    )


def gap(*needs: Need, kind: str = "missing") -> Gap:
    return Gap(
        id="g1",
        product_ids=("p1",),
        topic="heavy",
        kind=kind,  # type: ignore[arg-type]
        need_ids=tuple(each.id for each in needs),
        contacts=len(needs),
        customers=len(needs),
        customers_low=0.0,
        customers_high=4.0,
        open_probability=0.9,
        founding_need=needs[0].id,
    )


def followed(folder: Path, needs: list[Need], gaps: list[Gap]) -> Trace:
    path = folder / "truth.toml"
    path.write_text(TRUTH, encoding="utf-8")
    sources = {f"c{i}": str(i) for i in range(1, 6)}
    return trace(gaps, {each.id: each for each in needs}, Truth(path), sources, SKUS)[0]


def test_every_link_keeps_those_who_came_through_the_one_before(tmp_path: Path) -> None:
    good, elsewhere, answered = need("1"), need("2", product="p2"), need("3", said=0.9)
    found = followed(tmp_path, [good, elsewhere, answered], [gap(good)])
    assert found.links == (4, 3, 3, 2, 1, 1)
    assert [link for _, link in found.lost] == ["need", "linked", "open"]
    assert (found.rank, found.pure, found.verdict(20)) == (1, 1.0, "found")


def test_a_gap_that_nobody_comes_through_to_is_lost_where_most_are(tmp_path: Path) -> None:
    needs = [need(str(i), kind="order") for i in (1, 2, 3)]
    found = followed(tmp_path, needs, [])
    assert (found.rank, found.verdict(20)) == (None, "fact")


def test_what_is_found_late_mixed_or_as_another_kind_is_told_apart(tmp_path: Path) -> None:
    good, alien, more = need("1"), need("5"), need("5")
    late = followed(tmp_path, [good], [gap(good)])
    assert late.verdict(0) == "rank"
    assert followed(tmp_path, [good], [gap(good, kind="unclear")]).verdict(20) == "kind"
    others = [alien, *(replace(more, id=f"m{i}", contact_id=f"x{i}") for i in (1, 2))]
    assert followed(tmp_path, [good, *others], [gap(good, *others)]).verdict(20) == "mixed"


def test_the_table_sums_up_what_each_link_loses(tmp_path: Path) -> None:
    good = need("1")
    traces = [followed(tmp_path, [good], [gap(good)])]
    assert summary(traces, 20)["askers"] == dict(
        zip(("asked", "need", "fact", "linked", "open", "topic"), (4, 1, 1, 1, 1, 1), strict=True)
    )
    told = table(traces, 20, lost=True)
    assert "found 1" in told
    assert told.count("      need") == 3


def test_a_planted_kind_is_counted_by_the_kind_it_is_told_as(tmp_path: Path) -> None:
    good, alien = need("1"), [replace(need("5"), id=f"m{i}", contact_id=f"x{i}") for i in (1, 2)]
    right, wrong = gap(good), gap(good, kind="unclear")
    traces = [
        followed(tmp_path, [good], [right]),
        followed(tmp_path, [good], [wrong]),
        followed(tmp_path, [good, *alien], [gap(good, *alien)]),
        followed(tmp_path, [good], []),
    ]
    assert kinds(traces) == {
        ("missing", "missing"): 1,
        ("missing", "unclear"): 1,
        ("missing", "-"): 2,
    }
    head, row = confusion(traces).splitlines()
    assert head.split() == ["planted", "missing", "unclear", "-", "told", "as"]
    assert row.split() == ["missing", "1", "1", "2"]
