"""Did the fix of a page work?"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from assistant.actions.action import Action, Params
from assistant.answers import Answer, Data, Line
from assistant.naming import resolve_gap, resolve_product
from assistant.session import Session
from assistant.wording import count, listing
from corpora.errors import BadInput

if TYPE_CHECKING:
    from corpora.store.workspace import Connection

_HOW = (
    "Counted are contacts that ask for facts about these products, answered by the page or not, "
    "beside contacts that ask for facts about any other product."
)


class VerifyParams(Params):
    """Which fix, and since when it stands."""

    gap: Annotated[str | None, Field(description="A gap that was marked fixed, by id.")] = None
    product: Annotated[str | None, Field(description="The product of a page that changed.")] = None
    on: Annotated[
        date | None, Field(description="Day of the fix; the mark of the gap tells, if left out.")
    ] = None


class VerifyData(Data):
    """What became of a fix.

    `ratio` is contacts since for every one that was to be expected, between `low` and `high`
    (95 %); `wait_days` is how long to wait until a halving would show, null where no wait is
    needed or none helps.
    """

    product_ids: tuple[str, ...]
    on: date
    verdict: Literal["confirmed", "no effect", "worse", "too early"]
    before: int
    after: int
    expected: float
    ratio: float
    low: float
    high: float
    wait_days: int | None


def verify_fix(session: Session, params: VerifyParams) -> Answer:
    """Say whether the fix of a page worked: contacts before and after, against other products.

    `confirmed` and `worse` where the interval says so, `no effect` where it was waited long
    enough to see a halving, else `too early` with how long to wait.
    """
    from corpora.store.figures import asked_days
    from journeys.verify import Spell, verify

    zone = session.workspace.settings.zone
    with session.workspace.reading() as db:
        products, titles, on = _fix(params, db)
        begin = datetime.combine(on, time(), zone).astimezone(UTC)
        counted = asked_days(db, products, begin)
    if not counted.days_before or not counted.days_after:
        raise BadInput(
            f"no contacts {'before' if not counted.days_before else 'since'} {on}",
            where="verify",
            remedy="name another day with on=YYYY-MM-DD",
        )
    found = verify(
        Spell(counted.days_before, counted.fixed_before, counted.others_before),
        Spell(counted.days_after, counted.fixed_after, counted.others_after),
    )
    wait = f" Wait {count(found.wait_days, 'day')} more." if found.wait_days else ""
    return Answer(
        headline=f"{found.verdict.capitalize()}: {count(found.after, 'contact')} since {on}, "
        f"{found.expected:.1f} were to be expected.{wait}",
        data=VerifyData(
            product_ids=products,
            on=on,
            verdict=found.verdict,
            before=found.before,
            after=found.after,
            expected=found.expected,
            ratio=found.ratio,
            low=found.low,
            high=found.high,
            wait_days=found.wait_days,
        ),
        blocks=(
            Line(
                f"{found.ratio:.2f} contacts for every one expected "
                f"[{found.low:.2f}–{found.high:.2f}, 95 %]; {found.before:,} before, in "
                f"{counted.days_before:.0f} days, {found.after:,} in {counted.days_after:.0f} days "
                "since."
            ),
        ),
        scope=f"all contacts about {listing(titles)}",
        n=found.before + found.after,
        notes=(_HOW,),
        follow_ups=("changes", "show_gaps"),
    )


def _fix(params: VerifyParams, db: Connection) -> tuple[tuple[str, ...], tuple[str, ...], date]:
    """Return ids and titles of the products whose page was fixed, and the day."""
    from corpora.store import decisions, runs
    from corpora.store.pages import all_products

    known = {each.id: each.title for each in all_products(db)}
    on = params.on
    if params.gap is not None:
        gap = resolve_gap(params.gap, runs.all_gaps(db))
        ids = gap.product_ids
        marked = decisions.gap_marks(db).get(gap.id, {}).get("on")
        on = on or (date.fromisoformat(marked) if marked else None)
    elif params.product is not None:
        ids = (resolve_product(params.product, all_products(db)).id,)
    else:
        raise BadInput("name a gap or a product", where="verify", remedy="verify gap=g-… on=DAY")
    if on is None:
        raise BadInput(
            "nobody said when it was fixed",
            where="verify",
            remedy="name the day with on=YYYY-MM-DD, or mark the gap: mark_gap status=fixed on=…",
        )
    return ids, tuple(known.get(each, each) for each in ids), on


VERIFY = Action(
    "verify",
    VerifyParams,
    verify_fix,
    VerifyData,
    examples=("did the fix work", "have calls gone down since we changed the page"),
)
