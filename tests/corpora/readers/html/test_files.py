from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.readers.html import looks_like_html, read_html
from corpora.readers.html.files import read_page
from corpora.readers.raw import RawPage, ReadOptions
from corpora.records import Reject

OPTIONS = ReadOptions(timezone=UTC)
PageOf = Callable[..., RawPage]


def texts(page: RawPage, kind: str) -> list[str]:
    return [passage.text for passage in page.passages if passage.kind == kind]


def everything(page: RawPage) -> str:
    return "\n".join(passage.text for passage in page.passages)


def test_a_product_page_tells_its_product(lamp: RawPage) -> None:
    (product,) = lamp.products

    assert (product.title, product.brand) == ("Halo 2 desk lamp", "Brightbox")
    assert (product.sku, product.gtin, product.mpn) == ("HL-2", "4006381333931", "BBX-HALO2")
    assert product.aliases == ("Halo II",)
    assert lamp.url == "https://brightbox.example/halo-2"
    assert (lamp.title, lamp.language, lamp.unread) == ("Halo 2 desk lamp", "en", ())


def test_the_way_to_a_page_is_not_its_content() -> None:
    trail = '<nav class="breadcrumb"><a href="/">Home</a> › <a href="/l">Lamps</a> › Halo 2</nav>'
    words = "<p>A lamp for desks that are never tidy, with a warm light.</p>"
    page = read_page(f"<html><body><main>{trail}<h1>Halo 2</h1>{words}</main></body></html>", "x")
    assert page is not None
    assert "Home" not in everything(page)


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("2026-09-14T08:05:00+01:00", datetime(2026, 9, 14, 7, 5, tzinfo=UTC)),
        ("2026-09-14", datetime(2026, 9, 14, tzinfo=UTC)),
        ("last Monday", None),
    ],
)
def test_a_page_says_since_when_it_is_live(said: str, since: datetime | None) -> None:
    told = f'<meta property="article:modified_time" content="{said}">'
    page = read_page(f"<html><head>{told}</head><body><h1>Lamp</h1><p>Bright.</p></body>", "x")
    assert page is not None
    assert page.valid_from == since


def test_its_words_become_passages_of_the_right_kind(lamp: RawPage) -> None:
    assert lamp.passages[0].kind == "title"
    assert "The Halo 2 lights your desk evenly and never flickers." in texts(lamp, "paragraph")
    assert texts(lamp, "bullet") == ["Three brightness levels", "Folds flat"]
    assert texts(lamp, "faq") == [
        "Can I replace the bulb? No, it is fixed.",
        "Does it dim? Yes, in three steps.",
    ]
    assert texts(lamp, "table") == [
        "Model: Small; Height: 31 cm; Base: 14 cm",
        "Model: Tall; Height: 45 cm; Base: 16 cm",
    ]


@pytest.mark.parametrize(
    "fact",
    [
        "Colour: Black, White",
        "Cable length: 1.8 m",
        "Bulb: LED, fixed",
        "Warranty: 2 years",
        "Energy class: D",
        "Plug: EU type F",
        "Weight: 1.2 kg",
        "Voltage: 230 V",
        "Lifetime: 25000 hours",
        "Price: 59.00 EUR",
        "Availability: In stock",
    ],
)
def test_facts_become_specifications_however_they_are_written(lamp: RawPage, fact: str) -> None:
    assert texts(lamp, "spec").count(fact) == 1


@pytest.mark.parametrize(
    "noise", ["cookies", "Home", "tracking", "basket", "Halo 3", "five stars", "rights reserved"]
)
def test_what_is_no_content_is_left_out(lamp: RawPage, noise: str) -> None:
    assert noise not in everything(lamp)


def test_a_page_of_no_product_has_none(page_of: PageOf) -> None:
    page = page_of("<h1>Returns</h1><p>Send it back within thirty days of delivery.</p>")

    assert page.products == ()
    assert page.title == "Returns"


@pytest.mark.parametrize(
    ("body", "title", "sku"),
    [
        (
            "<h1>Coffee machine</h1><p>Two cups.</p><button>Add to basket</button>",
            "Coffee machine",
            None,
        ),
        ("<h1>Lamp Ida</h1><p>€ 89.00</p><p>Item no. 4711. It dims.</p>", "Lamp Ida", "4711"),
        ("<h1>Coffee machine BX-2</h1><p>Pump pressure 15 bar.</p>", "Coffee machine BX-2", None),
        (
            '<script type="application/ld+json">{"@type": "Organization", "name": "Shop"}</script>'
            "<h1>Lamp Ida</h1><p>It dims.</p><a href='/b'>Add to cart</a>",
            "Lamp Ida",
            None,
        ),
    ],
)
def test_a_page_without_data_is_told_to_be_a_products_by_what_it_shows(
    page_of: PageOf, body: str, title: str, sku: str | None
) -> None:
    (product,) = page_of(body).products
    assert (product.title, product.sku) == (title, sku)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Lamps</h1>" + "<p>Lamp <button>Add to cart</button></p>" * 9,
        "<h1>Delivery</h1><p>From £4 a parcel, in three days.</p>",
        "<h1>Lamp Ida 2 l</h1><p>x</p><h1>Lamp Uwe 3 l</h1><p>y</p>",
        '<script type="application/ld+json">{"@type": "Article", "name": "BX-2"}</script>'
        "<h1>Cleaning the BX-2</h1><p>Once a month.</p>",
    ],
)
def test_lists_and_pages_about_the_shop_are_no_products(page_of: PageOf, body: str) -> None:
    assert page_of(body).products == ()


def test_a_heading_that_asks_is_answered_by_what_follows(page_of: PageOf) -> None:
    page = page_of(
        "<h1>Help</h1><h2>How long does delivery take?</h2><p>Three days.</p><p>Five abroad.</p>"
        "<h3><button>Is it free?</button></h3><div><p>Over 40 euros.</p></div><h2>More</h2>"
    )

    assert texts(page, "faq") == [
        "How long does delivery take? Three days. Five abroad.",
        "Is it free? Over 40 euros.",
    ]


def test_a_question_without_a_heading_is_answered_by_the_next_words(page_of: PageOf) -> None:
    page = page_of(
        "<h1>Help</h1><div>Can I change the address?</div><div>Yes, until it is packed.</div>"
        "<p>We pack at noon.</p>"
    )

    assert texts(page, "faq") == ["Can I change the address? Yes, until it is packed."]
    assert texts(page, "paragraph") == ["We pack at noon."]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<div id='root'></div><script src='app.js'></script>", "script"),
        ("<h1>Lamp</h1>" + "<script></script>" * 6, "script"),
        ("<h1>Lamp</h1><p>See below for more.</p><img src='/i/size-chart.png'>", "images"),
        ("<h1>Lamp</h1><p>All is in <a href='/d/halo.PDF'>the sheet</a> here.</p>", "pdf"),
        ("<h1>Lamp</h1><p>Some words.</p><a role='tab' aria-controls='t'>Data</a>", "tabs"),
        ("<h1>L</h1><a data-toggle='tab' href='#t'>Data</a><div id='t'> </div>", "tabs"),
    ],
)
def test_a_page_says_what_could_not_be_read(page_of: PageOf, body: str, reason: str) -> None:
    assert page_of(body).unread == (reason,)


# Microdata: html.spec.whatwg.org/multipage/microdata.html, schema.org/Product and schema.org/Offer.
MICRODATA = (
    '<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Halo 2</h1>'
    '<meta itemprop="sku" content="HL-2"><div itemprop="offers" itemscope '
    'itemtype="http://schema.org/Offer"><meta itemprop="price" content="59.00">'
    '<meta itemprop="priceCurrency" content="EUR"></div></div>'
)


@pytest.mark.filterwarnings("ignore:A test tried to use socket")  # a library looks for IPv6
def test_microdata_is_read_like_json_ld(page_of: PageOf) -> None:
    page = page_of(MICRODATA)

    assert page.products[0].sku == "HL-2"
    assert "Price: 59.00 EUR" in texts(page, "spec")


def test_open_graph_tells_of_a_product_where_nothing_else_does(page_of: PageOf) -> None:
    page = page_of(
        "<p>A lamp for late evenings.</p>",
        '<meta property="og:type" content="product"><meta property="og:title" content="Halo 2">'
        '<meta property="product:retailer_item_id" content="HL-2">'
        '<meta property="og:url" content="https://brightbox.example/halo-2">',
    )

    assert (page.products[0].title, page.products[0].ref) == ("Halo 2", "HL-2")
    assert page.url == "https://brightbox.example/halo-2"


def test_a_broken_script_costs_itself_alone(page_of: PageOf) -> None:
    broken = '<script type="application/ld+json">{"@type": "Product", "name": </script>'
    lax = '//<![CDATA[\n[{"@type": "Product", "name": "Halo",},]\n//]]>'
    lax = f'<script type="application/ld+json">{lax}</script>'
    deep = f'<script type="application/ld+json">{"[" * 20_000}</script>'
    page = page_of("<p>A lamp for late evenings.</p>", broken + deep + lax)

    assert [product.title for product in page.products] == ["Halo"]


def test_variants_are_products_of_one_family(page_of: PageOf) -> None:
    page = page_of(
        "<p>A lamp for late evenings.</p>",
        '<script type="application/ld+json">{"@type": "ProductGroup", "name": "Halo", '
        '"productGroupID": "H", "hasVariant": [{"@type": "Product", "name": "Halo black", '
        '"sku": "H-B", "color": "black"}, {"@type": "Product", "name": "Halo white", "sku": "H-W"}'
        "]}</script>",
    )

    assert {(p.title, p.family) for p in page.products} == {
        ("Halo", None),
        ("Halo black", "Halo"),
        ("Halo white", "Halo"),
    }
    assert "Halo black: Color: black" in texts(page, "spec")


def test_questions_in_json_ld_are_read_once(page_of: PageOf) -> None:
    script = (  # schema.org/FAQPage
        '<script type="application/ld+json">{"@type": "FAQPage", "mainEntity": {"@type": '
        '"Question", "name": "Does it dim?", "acceptedAnswer": {"@type": "Answer", '
        '"text": "<p>Yes, in <b>three</b> steps.</p>"}}}</script>'
    )
    shown = "<details><summary>Does it dim?</summary><p>Yes, in three steps.</p></details>"

    assert texts(page_of("<p>One two three.</p>", script), "faq") == [
        "Does it dim? Yes, in three steps."
    ]
    assert len(texts(page_of(shown, script), "faq")) == 1


def test_entities_of_a_page_are_not_resolved() -> None:
    bomb = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(12))
    text = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "boom">{bomb}]>'
    page = read_page(f"{text}<html><body><p>Before &e12; and after it.</p></body></html>", "x")

    assert page is not None
    assert "boom" * 2 not in everything(page)


def test_deep_nesting_loses_no_words(page_of: PageOf) -> None:
    page = page_of(
        "<div>" * 20_000 + "<p>Deep down below.</p>" + "</div>" * 20_000 + "<p>And up.</p>"
    )

    assert "Deep down below." in everything(page)


def test_a_page_in_another_encoding_is_read_as_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    text = "<html><head><meta charset='windows-1251'></head><body><p>Лампа для стола.</p></body>"
    path.write_bytes(text.encode("cp1251"))

    (page,) = read_html(path, OPTIONS)

    assert isinstance(page, RawPage)
    assert "Лампа для стола." in everything(page)


@pytest.mark.parametrize(
    ("content", "code"),
    [("", "no-text"), ("<html></html>", "no-text"), ("a" * (17 << 20), "too-large")],
)
def test_a_page_that_cannot_be_read_is_rejected(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(content)

    (reject,) = read_html(path, OPTIONS)

    assert isinstance(reject, Reject)
    assert reject.code == code


def test_pages_are_told_by_their_beginning() -> None:
    assert looks_like_html("\ufeff<!-- saved from url --><!DOCTYPE html><html>")
    assert looks_like_html("<?xml version='1.0'?><html xmlns='x'>")
    assert not looks_like_html("<log><trace/></log>")
    assert not looks_like_html("id,text\n1,<p>hello</p>")


_TAGS = "p div table tr td th dl dt dd li h2 details summary select option br script nav a".split()
MARKUP = st.sampled_from(
    [f"<{tag}>" for tag in _TAGS]
    + [f"</{tag}>" for tag in _TAGS]
    + ["words ", "Weight: 3 kg", "Why?", "&nbsp;", "<!--", "-->", "\x00", "<", "<a href='#x'>"]
)


@given(st.lists(MARKUP, max_size=60))
@settings(deadline=None)
def test_any_markup_is_read_without_an_error(pieces: list[str]) -> None:
    page = read_page("".join(pieces), "x")

    assert page is None or all(passage.text.strip() for passage in page.passages)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    page = read_page(text, "x")

    assert page is None or len({p.text for p in page.passages}) == len(page.passages)
