"""Write the shop's pages from products.toml and the two help texts below."""

import json
import tomllib
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
SITE = "https://www.tarrabrook.example"

HELP = {
    "delivery-returns": (
        "Delivery, returns and warranty",
        """<h2>Delivery</h2>
<p>Standard freight takes 3 to 6 business days and costs $12.95. It is free from $150.</p>
<p>We deliver to Tasmania: 5 to 9 business days, $19 on top.</p>
<p>Western Australia and the Northern Territory: 6 to 10 business days. We do not send anything overseas.</p>
<h3>Heavy goods</h3>
<p>Anything over 30 kg comes on a tail-lift truck for $89. You book the day through a link that we e-mail when your order is ready.</p>
<h3>Changing an order</h3>
<p>You can change or cancel an order until it is picked, about three hours after you place it.</p>
<h3>Damaged in transit</h3>
<p>Tell us within 48 hours and send photos of the carton and the damage.</p>
<h2>Returns</h2>
<p>You have 30 days from delivery. A pick-up costs $25 if you changed your mind; it is free if the goods are faulty or the mistake was ours.</p>
<p>Machines that have had fuel or oil in them can still come back within the 30 days: drain them with the free drain kit that we send you.</p>
<p>Refunds go back the way you paid, 5 to 7 business days after the goods reach us.</p>
<h2>Warranty</h2>
<table>
<tr><th>Machines</th><td>3 years, unless the product's page says more</td></tr>
<tr><th>Batteries and chargers</th><td>Batteries and chargers: 2 years, whatever machine they came with.</td></tr>
<tr><th>Hire and commercial use</th><td>6 months</td></tr>
</table>
<p>Keep your receipt. We fix, swap or refund, in that order.</p>""",
    ),
    "size-guide": (
        "Size guide",
        """<h2>Side gates</h2>
<p>Measure between the posts at the narrowest point, latch included. Allow 8 cm more than the width of the machine.</p>
<h2>Cutting widths</h2>
<table>
<tr><th>38 cm</th><td>small and fiddly lawns</td></tr>
<tr><th>46 to 48 cm</th><td>ordinary suburban blocks</td></tr>
<tr><th>76 cm</th><td>half an acre and up</td></tr>
</table>
<h2>Handle height</h2>
<p>Stand straight with your arms down: the bar should meet your wrists. All our walk-behind mowers have three handle positions.</p>
<h2>Hoses and threads</h2>
<p>12 mm hose suits most gardens, 18 mm suits long runs. Australian garden taps are 3/4 or 1 inch BSP; measure across the outside of the thread: 26 mm is 3/4, 33 mm is 1 inch.</p>
<h2>Harnesses and gloves</h2>
<p>Harnesses fit chests from 85 to 125 cm. For gloves, measure round the palm: S 18 cm, M 20 cm, L 22 cm, XL 24 cm.</p>""",
    ),
}


def gtin(number: int) -> str:
    body = f"20000{number:07d}"
    weighted = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body))
    return body + str(-weighted % 10)


def frame(title: str, address: str, head: str, main: str) -> str:
    links = "".join(
        f'<li><a href="/c/{name.lower().replace(" ", "-")}">{name}</a></li>'
        for name in ("Mowers", "Trimmers and hedge", "Saws and shredders", "Water", "Batteries", "Hand tools")
    )
    return f"""<!doctype html>
<html lang="en-AU">
<head>
<meta charset="utf-8">
<title>{escape(title)} | Tarrabrook Yard &amp; Garden</title>
<link rel="canonical" href="{SITE}{address}">
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}</head>
<body>
<div class="cookie-bar" role="region" aria-label="Cookies">We use cookies to keep your cart. <button>Righto</button></div>
<header><a class="logo" href="/">Tarrabrook Yard &amp; Garden</a><form action="/search"><input name="q" aria-label="Search"></form><a href="/cart">Cart</a></header>
<nav aria-label="Departments"><ul>{links}</ul></nav>
{main}
<footer><p>Questions? 1300 975 707 or <a href="mailto:hello@example.com">hello@example.com</a></p><ul><li><a href="/help/delivery-returns">Delivery, returns and warranty</a></li><li><a href="/help/size-guide">Size guide</a></li><li><a href="/points">Tarra Points</a></li></ul><p>&copy; 2026 Tarrabrook Yard &amp; Garden. Prices include GST.</p></footer>
</body>
</html>
"""


def product_page(number: int, item: dict, others: list[dict]) -> str:
    address = f"/p/{item['slug']}"
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": item["name"],
        "sku": item["sku"],
        "gtin13": gtin(3301400 + 37 * number),
        "brand": {"@type": "Brand", "name": item["brand"]},
        "category": item["family"],
        "image": f"{SITE}/img/{item['slug']}-1.jpg",
        "url": SITE + address,
        "description": item["paragraphs"][0],
        "offers": {"@type": "Offer", "price": item["price"], "priceCurrency": "AUD", "availability": "https://schema.org/InStock"},
    }
    head = f'<meta name="description" content="{escape(item["paragraphs"][0])}">\n'
    head += f'<script type="application/ld+json">\n{json.dumps(data, indent=1, ensure_ascii=False)}\n</script>\n'
    bullets = "".join(f"<li>{escape(b)}</li>\n" for b in item["bullets"])
    text = "".join(f"<p>{escape(p)}</p>\n" for p in item["paragraphs"])
    tables = number % 3 != 2
    if tables:
        specs = '<table class="specs"><tbody>\n' + "".join(
            f'<tr><th scope="row">{escape(k)}</th><td>{escape(v)}</td></tr>\n' for k, v in item["specs"]
        ) + f'<tr><th scope="row">Article</th><td>{item["sku"]}</td></tr>\n</tbody></table>\n'
    else:
        specs = '<dl class="specs">\n' + "".join(
            f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>\n" for k, v in item["specs"]
        ) + f"<dt>Article</dt><dd>{item['sku']}</dd>\n</dl>\n"
    if number % 2:
        faq = "".join(f"<details><summary>{escape(q)}</summary><p>{escape(a)}</p></details>\n" for q, a in item["faq"])
    else:
        faq = "".join(f"<h3>{escape(q)}</h3>\n<p>{escape(a)}</p>\n" for q, a in item["faq"])
    if faq:
        faq = f'<section id="questions"><h2>Good questions</h2>\n{faq}</section>\n'
    related = "".join(
        f'<li><a href="/p/{o["slug"]}">{escape(o["name"])}</a> <span>${float(o["price"]):,.2f}</span></li>' for o in others
    )
    main = f"""<main>
<ol class="crumbs"><li><a href="/">Home</a></li><li>{item['family']}</li><li>{escape(item['name'])}</li></ol>
<article class="product">
<figure><img src="/img/{item['slug']}-1.jpg" alt="{escape(item['name'])}"></figure>
<h1>{escape(item['name'])}</h1>
<p class="price">${float(item['price']):,.2f}</p>
<button type="submit">Add to cart</button>
<ul class="highlights">
{bullets}</ul>
<section id="about"><h2>About it</h2>
{text}</section>
<section id="numbers"><h2>The numbers</h2>
{specs}</section>
{faq}</article>
<aside><h2>Often bought with</h2><ul>{related}</ul></aside>
</main>"""
    return frame(item["name"], address, head, main)


def main() -> None:
    items = tomllib.loads((HERE / "products.toml").read_text(encoding="utf-8"))["product"]
    out = HERE.parent / "pages"
    out.mkdir(exist_ok=True)
    for number, item in enumerate(items):
        others = [items[(number + step) % len(items)] for step in (1, 7)]
        name = f"{item['sku'].lower()}-{item['slug']}.html"
        (out / name).write_text(product_page(number, item, others), encoding="utf-8")
    for slug, (title, body) in HELP.items():
        page = frame(title, f"/help/{slug}", "", f"<main><h1>{title}</h1>\n{body}\n</main>")
        (out / f"{slug}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
