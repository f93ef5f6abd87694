"""How to see that a page was mended: the test that passes then, and who asked since it changed."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from pathlib import PurePath

from assistant.actions.checking import ANSWERED
from assistant.answers import Data
from assistant.gaps.drafts import telling
from corpora.records import Gap, Need, Page


class PageTest(Data):
    """The command that passes once the page answers, and whether it fails as the page stands.

    `probability` is the mean, over the more telling half of the gap's questions, that the page
    answers them, by the run that found the gap; the test fails below 0.5. A page that only has
    the words or the fact wrong passes already: the test can't tell.
    """

    command: str
    probability: float
    fails: bool


class SinceChange(Data):
    """The day on which the text of the page changed last, and the contacts of the gap since."""

    on: date
    contacts: int


def page_test(
    gap: Gap, needs: Mapping[str, Need], page: Page | None, folder: str = ""
) -> PageTest | None:
    """Return the test of a gap's page; None where the product has no page.

    The command is for the workspace's own `folder`: where the page was read from outside of it,
    by a path that begins with the folder's name, that name is left out.
    """
    if page is None:
        return None
    telling_ones = gap.need_ids[: telling(len(gap.need_ids))]
    asked = {" ".join(needs[each].text.casefold().split()): needs[each] for each in telling_ones}
    chances = [need.answer_probability or 0.0 for need in asked.values()]
    mean = sum(chances) / len(chances)
    path = PurePath(page.origin)
    if folder and path.parts[:1] == (folder,):
        path = PurePath(*path.parts[1:])
    file = shlex.quote(str(path)) if path.suffix.lower() in (".html", ".htm") else "PAGE"
    return PageTest(
        command=f"frontstage check-page {file} --gap {gap.id} --strict",
        probability=round(mean, 2),
        fails=mean < ANSWERED,
    )


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
