"""The loader of a company's truth: what is documented is read, and nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.planted import Truth

GAP = '[[gap]]\nid = "A"\nkind = "missing"\nproducts = ["T-1"]\ncontact_ids = ["1"]\n'
CONTACT = '[[contact]]\nid = "1"\n[[contact.need]]\nquote = "how heavy is the tent"\n'
NEED = CONTACT + 'kind = "product_fact"\n'


def truth(folder: Path, told: str) -> Truth:
    path = folder / "truth.toml"
    path.write_text(told, encoding="utf-8")
    return Truth(path)


def test_a_need_says_which_gap_it_asks_for(tmp_path: Path) -> None:
    told = truth(tmp_path, GAP + NEED + 'gap = "A"\n')
    assert told.gap_of("1", "How heavy is the tent?") == "A"
    assert told.gap_of("1", "Where is my parcel?") is None


def test_gaps_say_who_asks_where_no_contact_is_listed(tmp_path: Path) -> None:
    called = GAP.replace("[[gap]]", "[[planted_gap]]").replace("contact_ids", "contacts")
    for told in (truth(tmp_path, GAP), truth(tmp_path, called)):
        assert told.gap_of("1", "How heavy is the tent?") == "A"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (NEED, r"no table \[\[gap\]\]"),
        (GAP.replace("[[gap]]", "[[gaps]]"), r"no table \[\[gap\]\]"),
        (GAP.replace("products", "skus"), "gap 1 has no products, a list"),
        (GAP.replace('["1"]', "4"), "gap 1 has no contact_ids, a list"),
        (GAP + CONTACT, "need 1 has no kind, a str"),
        (GAP + NEED + 'gap = "B"\n', "a need of 1 names no"),
    ],
)
def test_what_is_called_otherwise_is_an_error(tmp_path: Path, told: str, said: str) -> None:
    with pytest.raises(SystemExit, match=said):
        truth(tmp_path, told)
