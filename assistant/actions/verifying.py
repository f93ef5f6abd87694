"""Did the fix of a page work?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Params
from assistant.answers import Answer, Line
from assistant.gaps.fixes import Verified, known_fixes, verified
from assistant.naming import resolve_gap, resolve_products
from assistant.session import Session
from assistant.wording import count, listing
from corpora.errors import BadInput

if TYPE_CHECKING:
    from corpora.store.workspace import Connection

_SHOWN = 4
_HOW = (
    "Counted are contacts that ask for facts about these products, answered by the page or not, "
    "beside contacts that ask for facts about any other product."
)


class VerifyParams(Params):
    """Which fix, and since when it stands."""

    gap: Annotated[str | None, Field(description="A gap that was marked fixed, by id.")] = None
    product: Annotated[
        str | None, Field(description="The product of a page that changed, or a kind of product.")
    ] = None
    on: Annotated[
        date | None,
        Field(description="Day of the fix; if left out, the gap's mark or the page tells."),
    ] = None


class VerifyData(Verified):
    """What became of a fix of these products' pages on that day."""

    product_ids: tuple[str, ...]
    on: date


def verify_fix(session: Session, params: VerifyParams) -> Answer:
    """Say whether the fix of a page worked: contacts before and after, against other products.

    `confirmed` and `worse` where the interval says so, `no effect` where it was waited long
    enough to see a halving, else `too early` with how long to wait.
    """
    zone = session.workspace.settings.zone
    with session.workspace.reading() as db:
        products, titles, on = _fix(session, params, db)
        counted, found = verified(db, products, on, zone)
    if found is None:
        raise BadInput(
            f"no contacts {'before' if not counted.days_before else 'since'} {on}",
            where="verify",
            remedy="name another day with on=YYYY-MM-DD",
        )
    wait = f" Wait {count(found.wait_days, 'day')} more." if found.wait_days else ""
    return Answer(
        headline=f"{found.verdict.capitalize()}: {count(found.after, 'contact')} since {on}, "
        f"{found.expected:.1f} were to be expected.{wait}",
        data=VerifyData(product_ids=products, on=on, **found.model_dump()),
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


def _fix(
    session: Session, params: VerifyParams, db: Connection
) -> tuple[tuple[str, ...], tuple[str, ...], date]:
    """Return ids and titles of the products whose page was fixed, and the day."""
    from corpora.store import decisions
    from corpora.store.pages import all_products
    from corpora.store.runs import all_gaps

    known = {each.id: each.title for each in all_products(db)}
    on = params.on
    if params.gap is not None:
        gap = resolve_gap(params.gap, all_gaps(db))
        ids = gap.product_ids
        marked = decisions.gap_marks(db).get(gap.id, {}).get("on")
        on = on or (date.fromisoformat(marked) if marked else None)
    elif params.product is not None:
        ids = tuple(each.id for each in resolve_products(params.product, all_products(db)))
    else:
        ids, on = _only_fix(session, on, db)
    on = on or _day_of_fix(session, ids, db)
    if on is None:
        raise BadInput(
            "nobody said when it was fixed",
            where="verify",
            remedy="name the day with on=YYYY-MM-DD, or mark the gap: mark_gap status=fixed on=…",
        )
    return ids, tuple(known.get(each, each) for each in ids), on


def _only_fix(session: Session, on: date | None, db: Connection) -> tuple[tuple[str, ...], date]:
    """Return products and day of the one fix that is known; of several, somebody must choose."""
    fixes = known_fixes(session, db)
    if len(fixes) == 1:
        return fixes[0].product_ids, on or fixes[0].on
    known = listing((f"{fix.products[0]} on {fix.on}" for fix in fixes[:_SHOWN]), last="or")
    raise BadInput(
        "name a gap or a product" + (f": {known}" if known else ""),
        where="verify",
        remedy="verify product=… or verify gap=g-… on=DAY",
    )


def _day_of_fix(session: Session, product_ids: tuple[str, ...], db: Connection) -> date | None:
    """Return the last day on which a page of these products was fixed, as marks or pages tell."""
    return max(
        (fix.on for fix in known_fixes(session, db) if set(fix.product_ids) & set(product_ids)),
        default=None,
    )


VERIFY = Action(
    "verify",
    VerifyParams,
    verify_fix,
    VerifyData,
    examples=("did the fix work", "have calls gone down since we changed the page"),
    unfiltered="what was to be expected is reckoned from all contacts",
)
