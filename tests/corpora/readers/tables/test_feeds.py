"""Product feeds: Google Merchant Center as XML and TSV, Shopify with old and new headers.

Google: support.google.com/merchants/answer/14987622 (RSS 2.0), /14987623 (RSS 1.0), /160593 (Atom),
/7052112 (attributes). Shopify: help.shopify.com/en/manual/products/import-export/using-csv.
"""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from corpora.readers.detect import read
from corpora.readers.raw import RawPage, ReadOptions
from corpora.records import Reject

OPTIONS = ReadOptions(timezone=UTC)


def pages(path: Path) -> list[RawPage]:
    found = list(read([path], OPTIONS))
    assert all(isinstance(each, RawPage) for each in found), found
    return [each for each in found if isinstance(each, RawPage)]


ITEMS = """
<item><g:id>HL-R</g:id><g:item_group_id>HL</g:item_group_id><title>Hook lamp, red</title>
<description>Hangs on a hook.&lt;ul&gt;&lt;li&gt;Folds flat&lt;/li&gt;&lt;/ul&gt;</description>
<link>https://lumo.example/hook?c=red</link><g:price>39.00 EUR</g:price><g:color>red</g:color>
<g:availability>in_stock</g:availability><g:brand>Lumo</g:brand><g:gtin>4006381333931</g:gtin>
<g:product_highlight>Runs nine hours</g:product_highlight>
<g:product_highlight>Rain does no harm</g:product_highlight>
<g:product_detail><g:section_name>Light</g:section_name>
<g:attribute_name>Brightness</g:attribute_name><g:attribute_value>400 lm</g:attribute_value>
</g:product_detail>
<g:shipping><g:country>AT</g:country><g:price>4.90 EUR</g:price></g:shipping></item>
<item><g:id>HL-B</g:id><g:item_group_id>HL</g:item_group_id><title>Hook lamp, blue</title>
<description>Hangs on a hook.</description><link>https://lumo.example/hook?c=blue</link>
<g:price>41.00 EUR</g:price><g:color>blue</g:color><g:brand>Lumo</g:brand></item>
<item><g:id>MT</g:id><title><![CDATA[Moth tent]]></title><description>For two.</description>
<link>https://lumo.example/tent</link><g:price>99.00 EUR</g:price><g:brand>Lumo</g:brand></item>
"""
NS = 'xmlns:g="http://base.google.com/ns/1.0"'
RSS = (
    f'<?xml version="1.0"?><rss {NS} version="2.0"><channel><title>Lumo</title>'
    f"<link>https://lumo.example</link><description>All</description>{ITEMS}</channel></rss>"
)


def test_a_merchant_feed_has_a_page_a_group(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS)
    lamp, tent = pages(path)
    assert (lamp.title, lamp.url) == ("Hook lamp", "https://lumo.example/hook?c=red")
    assert [(each.kind, each.text) for each in lamp.passages] == [
        ("title", "Hook lamp"),
        ("bullet", "Runs nine hours"),
        ("bullet", "Rain does no harm"),
        ("paragraph", "Hangs on a hook."),
        ("bullet", "Folds flat"),
        ("spec", "Brightness: 400 lm"),
        ("spec", "brand: Lumo"),
        ("spec", "price: 39.00 EUR, 41.00 EUR"),
        ("spec", "color: red, blue"),
        ("spec", "availability: in_stock"),
    ]
    (product,) = lamp.products
    assert (product.ref, product.gtin, product.brand) == ("HL", "4006381333931", "Lumo")
    assert set(product.aliases) == {"HL-R", "HL-B"}
    assert (tent.title, tent.products[0].ref) == ("Moth tent", "MT")


def test_atom_calls_some_things_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "feed.atom"
    path.write_text(
        f'<feed xmlns="http://www.w3.org/2005/Atom" {NS}><title>Lumo</title>'
        "<link rel='self' href='https://lumo.example'/><entry><g:id>MT</g:id>"
        "<title>Moth tent</title><summary>For two.</summary>"
        "<link href='https://lumo.example/tent'/><g:price>99.00 EUR</g:price></entry></feed>"
    )
    (tent,) = pages(path)
    assert (tent.title, tent.url) == ("Moth tent", "https://lumo.example/tent")
    assert "For two." in [each.text for each in tent.passages]


def test_the_first_rss_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "feed.rdf"
    path.write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        f' xmlns="http://purl.org/rss/1.0/" {NS}><channel><title>Lumo</title></channel>'
        "<item><title>Moth tent</title><link>https://lumo.example/tent</link>"
        "<description>For two.</description><g:id>MT</g:id><g:price>99 EUR</g:price></item>"
        "</rdf:RDF>"
    )
    assert [page.title for page in pages(path)] == ["Moth tent"]


TSV = (
    "id\ttitle\tdescription\tlink\tprice\tbrand\titem_group_id\tcolor\tproduct_detail\n"
    "HL-R\tHook lamp, red\tHangs on a hook.\thttps://lumo.example/1\t39.00 EUR\tLumo\tHL\tred"
    "\tLight:Brightness:400 lm,Light:Colour:warm\n"
    "HL-B\tHook lamp, blue\tHangs on a hook.\thttps://lumo.example/2\t39.00 EUR\tLumo\tHL\tblue"
    "\tLight:Brightness:400 lm,Light:Colour:warm\n"
    "MT\tMoth tent\tFor two.\thttps://lumo.example/3\t99.00 EUR\tLumo\t\t\t\n"
)


def test_a_merchant_feed_as_tsv(tmp_path: Path) -> None:
    path = tmp_path / "feed.txt"
    path.write_text(TSV)
    lamp, tent = pages(path)
    texts = [each.text for each in lamp.passages]
    assert lamp.title == "Hook lamp"
    assert {"Brightness: 400 lm", "Colour: warm", "color: red, blue"} <= set(texts)
    assert tent.products[0].ref == "MT"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>',
    ],
)
def test_a_feed_with_entities_is_refused(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS.replace("<rss", f"{declared}<rss", 1).replace("For two.", "&x;"))
    (reject,) = read([path], OPTIONS)
    assert isinstance(reject, Reject)
    assert "entities" in reject.remedy


def test_a_feed_of_news_is_no_feed_of_products(tmp_path: Path) -> None:
    path = tmp_path / "news.xml"
    path.write_text("<rss><channel><item><title>Rain</title></item></channel></rss>")
    (reject,) = read([path], OPTIONS)
    assert isinstance(reject, Reject)
    assert "frontstage formats" in reject.remedy


OLD = (
    "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,"
    "Option1 Value,Variant SKU,Variant Grams,Variant Price,Variant Barcode,Image Src,Status\n"
    "hook-lamp,Hook lamp,<p>Hangs on a hook.</p>,Lumo,Lamps,Lamp,out,TRUE,Colour,Red,HL-R,300,"
    "39.00,4006381333931,https://lumo.example/r.jpg,active\n"
    "hook-lamp,,,,,,,,,Blue,HL-B,300,41.00,,,\n"
    "moth-tent,Moth tent,,Lumo,Tents,Tent,,TRUE,Title,Default Title,MT,900,99.00,,,active\n"
)
NEW = (
    "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,"
    "Status,SKU,Barcode,Option1 name,Option1 value,Price,Weight value (grams),Product image URL\n"
    "Hook lamp,hook-lamp,<p>Hangs on a hook.</p>,Lumo,Lamps,Lamp,out,TRUE,Active,HL-R,"
    "4006381333931,Colour,Red,39.00,300,https://lumo.example/r.jpg\n"
    ",hook-lamp,,,,,,,,HL-B,,,Blue,41.00,300,\n"
    "Moth tent,moth-tent,,Lumo,Tents,Tent,,TRUE,Active,MT,,Title,Default Title,99.00,900,\n"
)


@pytest.mark.parametrize("header", [OLD, NEW], ids=["old", "new"])
def test_shopify_has_a_page_a_handle(tmp_path: Path, header: str) -> None:
    path = tmp_path / "products.csv"
    path.write_text(header)
    lamp, tent = pages(path)
    texts = [each.text.lower() for each in lamp.passages]
    assert lamp.title == "Hook lamp"
    assert "hangs on a hook." in texts
    assert "colour: red, blue" in texts
    assert "price: 39.00 to 41.00" in texts
    (product,) = lamp.products
    assert (product.ref, product.sku, product.brand) == ("hook-lamp", "HL-R", "Lumo")
    assert product.gtin == "4006381333931"
    assert "HL-B" in product.aliases
    # An empty description says nothing, and is no reason to leave the product out.
    assert [each.kind for each in tent.passages][:1] == ["title"]
    assert not any("default title" in each.text.lower() for each in tent.passages)
