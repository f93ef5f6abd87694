from hypothesis import given
from hypothesis import strategies as st

from corpora.ids import content_hash, customer_key, mint

KEY = b"k" * 32


def test_the_same_parts_give_the_same_id() -> None:
    assert mint("c", "zendesk", "17") == mint("c", "zendesk", "17")


def test_ids_say_what_they_are_and_can_be_typed() -> None:
    prefix, _, rest = mint("p", "HX-1").partition("-")
    assert prefix == "p"
    assert len(rest) == 12
    assert rest.isalnum()
    assert rest == rest.lower()


def test_parts_are_not_run_together() -> None:
    assert mint("c", "ab", "c") != mint("c", "a", "bc")


def test_another_key_gives_another_id() -> None:
    assert mint("c", "x", key=b"one") != mint("c", "x", key=b"two")


def test_customers_are_recognised_whatever_the_case_and_blanks() -> None:
    assert customer_key(" Ann@Example.org", KEY) == customer_key("ann@example.ORG ", KEY)
    assert customer_key("ann@example.org", KEY) != customer_key("ann@example.org", b"other")


@given(st.lists(st.text(), min_size=1, max_size=4), st.lists(st.text(), min_size=1, max_size=4))
def test_hashes_differ_when_any_part_differs(one: list[str], other: list[str]) -> None:
    separated = all("\x1f" not in part for part in one + other)
    if separated:
        assert (content_hash(*one) == content_hash(*other)) == (one == other)
