from __future__ import annotations

import pytest

from assistant.wording import between, clipped, count, listing, share, tally


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (count(1, "contact"), "1 contact"),
        (count(0, "contact"), "0 contacts"),
        (count(1204, "contact"), "1,204 contacts"),
        (count(2, "entry", "entries"), "2 entries"),
        (share(1, 3), "33 %"),
        (share(1, 1000), "<1 %"),
        (share(0, 5), "0 %"),
        (share(4569, 4580), ">99 %"),
        (share(5, 5), "100 %"),
        (share(0, 0), "–"),
        (between(9, 14), "9–14"),
        (between(8.6, 9.4), "9"),
        (listing([]), ""),
        (listing(["a", "", "b"]), "a and b"),
        (listing(["a", "b", "c"], "or"), "a, b or c"),
        (tally({"call": 12, "chat": 5}), "call 12, chat 5"),
        (tally({"b": 1, "a": 1, "c": 2}, most=2), "c 2, a 1 and 1 more"),
        (clipped("two  lines\nhere", 40), "two lines here"),
        (clipped("a very long title", 7), "a very…"),
    ],
)
def test_numbers_and_lists_read_like_sentences(said: str, meant: str) -> None:
    assert said == meant
