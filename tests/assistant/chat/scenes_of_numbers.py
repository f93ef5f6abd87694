"""Answers made up for pictures: stages, a trend, the journey, and a list of products."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

from assistant.actions.journeying import SHOW_JOURNEY
from assistant.actions.overview import OverviewData, StageCount
from assistant.actions.products import ProductRow, ProductsData
from assistant.actions.trending import TrendData, _blocks
from assistant.answers import Answer, Drawing, Line, Table
from assistant.chat.calls import Call, FollowUp
from assistant.chat.desk import Told
from assistant.counting.periods import Comparison, Period
from journeys.model import Journey, Lane, Step, Touch, Transition

_NAMES = (
    ("research", "Researching", 34),
    ("place_order", "Placing the order", 12),
    ("receive", "Receiving the order", 48),
    ("exchange_or_return", "Exchanging or returning", 20),
)


def stages() -> Told:
    counts = (
        *(
            StageCount(stage=key, name=name, contacts=n, customers=n - 2, decided_by_people=0)
            for key, name, n in sorted(_NAMES, key=lambda each: -each[2])
        ),
        StageCount(stage=None, name="unsure", contacts=6, customers=6, decided_by_people=0),
    )
    data = OverviewData(
        contacts=120, customers=101, with_customer=118, dated=120,
        first=datetime(2026, 1, 5, tzinfo=UTC), last=datetime(2026, 3, 1, tzinfo=UTC),
        channels={"call": 70, "email": 50}, languages={"en": 120},
        departments={"sales": 60, "returns": 60}, set_aside={}, products=12,
        products_without_page=0, pages=12, events=0,
        stages=counts, unsure=6, unsure_reasons={"too short": 6},
    )  # fmt: skip
    answer = Answer(
        headline="120 contacts of 101 customers; most at Receiving the order (40 %).",
        data=data,
        scope="all contacts",
        n=120,
        notes=("Accuracy of the stages: not audited.",),
    )
    return Told(Call("overview"), answer)


def trend() -> Told:
    counts = (8, 11, 9, 14, 16, 18, 21, 7)
    weeks = tuple(
        Period(first=date(2026, 1, 5 + 7 * at) if at < 4 else date(2026, 2, 7 * at - 26),
               contacts=n, partial=at == 7)
        for at, n in enumerate(counts)
    )  # fmt: skip
    change = Comparison(periods=3, recent=55, before=34, low=0.05, high=1.5)
    data = TrendData(of="contacts", by="week", periods=weeks, undated=0, change=change, rates=None)
    answer = Answer(
        headline="55 contacts in the last 3 full weeks, 34 in the same time before: more.",
        data=data,
        blocks=_blocks(data),
        scope="all contacts",
        n=sum(counts),
    )
    return Told(Call("trend"), answer, next=(FollowUp("changes", complete=True),))


def journey() -> Told:
    steps = tuple(
        Step(stage_id=key, name=name, mark="observed", contacts=n, customers=n,
             channels=(Touch("call", n),), departments=(Touch("returns", n // 2),))
        for key, name, n in _NAMES
    )  # fmt: skip
    keys = [key for key, _, _ in _NAMES]
    moves = tuple(
        Transition(source=one, target=other, count=9, customers=8) for one, other in pairwise(keys)
    )
    drawn = Journey(
        name="The corner shop", steps=steps, transitions=moves, contacts=114, customers=99,
        departments=(Lane("returns", "Returns", "department", 57),),
        channels=(Lane("call", "Phone", "channel", 114),),
    )  # fmt: skip
    answer = Answer(
        headline="114 contacts at 4 steps.",
        data=SHOW_JOURNEY.result.model_construct(),
        blocks=(Drawing(drawn, "customer"),),
        scope="all contacts",
        n=114,
    )
    return Told(Call("show_journey"), answer, next=(FollowUp("show_stage stage=", complete=False),))


def products() -> Told:
    names = ("Bramley enamel kettle", "Tarn folding stool", "Ouse desk lamp with clamp")
    rows = tuple(
        ProductRow(
            product_id=f"p-{at}", title=name, sku=f"CS-{at}", contacts=20 // at, needs=9 // at,
            page=at < 3, origin="page" if at < 3 else "contacts",
        )
        for at, name in enumerate(names, 1)
    )  # fmt: skip
    table = tuple(
        (r.title, r.sku or "", str(r.contacts), str(r.needs), "" if r.page else "none")
        for r in rows
    )
    answer = Answer(
        headline="3 products, 2 of them with a page.",
        data=ProductsData(total=3, without_page=1, products=rows),
        blocks=(
            Table(
                ("product", "number", "contacts", "questions", "page"),
                table,
                right=frozenset({"contacts", "questions"}),
            ),
            Line("A contact may be about several products.", "quiet"),
        ),
        scope="all contacts",
    )
    return Told(Call("products"), answer)
