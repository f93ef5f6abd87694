"""How to see that a page was mended: the test that passes then, and who asked since it changed."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from pathlib import Path, PurePath

from assistant.answers import Data
from assistant.gaps.drafts import TELLING
from corpora.records import Gap, Need, Page


class PageTest(Data):
    """The command that passes once new text of the page answers; until then it fails.

    `probability` is that of the gap's three most telling questions which the page answers best, by
    the run that found the gap.
    """

    command: str
    probability: float


class SinceChange(Data):
    """The day on which the text of the page changed last, and the contacts of the gap since."""

    on: date
    contacts: int


def page_test(
    gap: Gap, needs: Mapping[str, Need], page: Page | None, home: Path | None = None
) -> PageTest | None:
    """Return the test of a gap's page; None where the product has no page.

    Args:
        gap: The gap.
        needs: Its needs, by id.
        page: The product's page.
        home: The workspace's folder, where the command is run.
    """
    if page is None:
        return None
    chance = max(needs[each].answer_probability or 0.0 for each in gap.need_ids[:TELLING])
    file = page_file(page.origin, home) if home is not None else None
    named = shlex.quote(file) if file else "PAGE"
    return PageTest(
        command=f"frontstage check-page {named} --gap {gap.id} --strict",
        probability=round(chance, 2),
    )


def page_file(origin: str, home: Path) -> str | None:
    """Return where a page's file lies today, for a command run in `home`; None: not found.

    Pages are stored with the path by which they were read, which may have been from another
    folder, and the workspace's folder may have been moved or renamed since with the pages in it.
    """
    path = PurePath(origin)
    if path.suffix.lower() not in (".html", ".htm"):
        return None
    ends = (PurePath(*path.parts[place:]) for place in range(len(path.parts)))
    inside = (end for end in ends if not end.is_absolute() and (home / end).is_file())
    within = next(inside, None)
    if within is not None:
        return str(within)
    outside = Path(path).resolve()
    return str(outside) if outside.is_file() else None


def since_change(
    changed: datetime | None, asked: Iterable[datetime | None], zone: tzinfo
) -> SinceChange | None:
    """Return who asked since the page changed; None where it did not change after the first."""
    days = [at for at in asked if at is not None]
    if changed is None or not days or min(days) >= changed:
        return None
    return SinceChange(
        on=changed.astimezone(zone).date(), contacts=sum(at >= changed for at in days)
    )
