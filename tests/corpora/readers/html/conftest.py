from collections.abc import Callable

import pytest

from corpora.readers.html.files import read_page
from corpora.readers.raw import RawPage

# JSON-LD: www.w3.org/TR/json-ld11 (@graph); the types and their properties: schema.org/Product,
# schema.org/Offer, schema.org/PropertyValue. Open Graph: ogp.me.
LAMP = """<!DOCTYPE html>
<html lang="en-GB"><head>
<title>Halo 2 desk lamp | Brightbox</title>
<link rel="canonical" href="https://brightbox.example/halo-2">
<meta property="og:site_name" content="Brightbox">
<script>var tracking = "do not read me";</script>
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
  {"@type": "BreadcrumbList", "itemListElement": [
    {"@type": "ListItem", "item": {"@type": "Thing", "name": "Lamps"}}]},
  {"@type": "Product", "name": "Halo 2 desk lamp", "sku": "HL-2", "gtin13": "4006381333931",
   "mpn": "BBX-HALO2", "brand": {"@type": "Brand", "name": "Brightbox"},
   "alternateName": ["Halo II"],
   "description": "A lamp for late evenings.",
   "weight": {"@type": "QuantitativeValue", "value": 1.2, "unitCode": "KGM"},
   "additionalProperty": [
     {"@type": "PropertyValue", "name": "Lifetime", "value": 25000, "unitText": "hours"}],
   "isRelatedTo": {"@type": "Product", "name": "Halo 3"},
   "offers": {"@type": "Offer", "price": "59.00", "priceCurrency": "EUR",
              "availability": "https://schema.org/InStock"}}]}
</script></head>
<body>
<header><a href="/">Brightbox</a><nav><ul><li><a href="/lamps">Lamps</a></li></ul></nav></header>
<div id="cookie-banner">We use cookies to make this page better for you.</div>
<div class="page">
  <ol class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/lamps">Lamps</a></li></ol>
  <h1>Halo 2 desk lamp</h1>
  <div class="gallery"><img src="/i/halo-1.jpg"><img src="/i/halo-2.jpg"></div>
  <p>The Halo 2 lights your desk evenly and <b>never flickers</b>.</p>
  <p>It is made in small batches.</p>
  <label for="c">Colour</label>
  <select id="c"><option>Please choose</option><option>Black</option><option>White</option></select>
  <button>Add to basket</button>
  <h2>Why you will like it</h2>
  <ul><li>Three brightness levels</li><li>Folds flat</li><li>Folds flat</li></ul>
  <div role="tablist">
    <a role="tab" aria-controls="t1">Data</a><a role="tab" aria-controls="t2">Box</a></div>
  <div id="t1" style="display:none"><h3>Data</h3>
    <table><tr><th>Cable length</th><td>1.8 m</td></tr>
    <tr><th>Bulb</th><td>LED, fixed</td></tr></table>
  </div>
  <div id="t2" aria-hidden="true"><h3>In the box</h3>
    <p>Lamp, plug and a cloth bag for travelling.</p></div>
  <h2>Sizes</h2>
  <table><thead><tr><th>Model</th><th>Height</th><th>Base</th></tr></thead>
    <tbody><tr><td>Small</td><td>31 cm</td><td>14 cm</td></tr>
    <tr><td>Tall</td><td>45 cm</td><td>16 cm</td></tr></tbody></table>
  <dl><dt>Warranty</dt><dd>2 years</dd>
    <dt>Can I replace the bulb?</dt><dd>No, it is fixed.</dd></dl>
  <details><summary>Does it dim?</summary><p>Yes, in three steps.</p></details>
  <div class="spec-row"><span class="label">Energy class</span><span class="value">D</span></div>
  <h3>Plug</h3><p>EU type F</p>
  <p>Weight: 1.2 kg<br>Voltage: 230 V</p>
  <section class="related-products"><h2>You may also like</h2>
    <p>Halo 3 with a clamp for shelves</p></section>
  <div class="reviews"><p>Great lamp, five stars from me, says Kim.</p></div>
</div>
<footer><p>Brightbox Ltd, 1 Long Road, all rights reserved.</p></footer>
</body></html>"""


@pytest.fixture
def lamp() -> RawPage:
    page = read_page(LAMP, "halo.html")
    assert page is not None
    return page


@pytest.fixture
def page_of() -> Callable[[str], RawPage]:
    """Return a function that reads a page of the given body."""

    def read(body: str, head: str = "") -> RawPage:
        page = read_page(f"<html><head>{head}</head><body>{body}</body></html>", "page.html")
        assert page is not None
        return page

    return read
