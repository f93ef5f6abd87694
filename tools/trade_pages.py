"""The product pages of the small companies that `tools.trade_companies` writes, as HTML."""

from __future__ import annotations

import html
import json
import re
from typing import Any


def trade_pages(told: dict[str, Any], text: str) -> list[tuple[str, str, str]]:
    """Return sku (empty: a page of the shop's own), file name and HTML of each page."""
    pages = []
    for block in re.split(r"^@ ", text, flags=re.MULTILINE):
        if not block.strip():
            continue
        head, *lines = block.strip().split("\n")
        sku, slug, title, brand, price, category = (each.strip() for each in head.split("|"))
        body = _body([line for line in lines if line.strip()])
        page = _PAGE.format(
            title=html.escape(title),
            shop=html.escape(told["company"]),
            address=f"https://{told['domain']}/{category or 'help'}/{slug}",
            category=html.escape(category or "help"),
            data=_data(told, sku, title, brand, price),
            offer=f'<p class="price">{price}</p>\n<p class="code">{sku}</p>' if sku else "",
            body=body,
        )
        pages.append((sku, f"pages/{slug}.html", page))
    return pages


_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title} | {shop}</title>
<link rel="canonical" href="{address}">
{data}</head>
<body>
<header><a href="/">{shop}</a> <a href="/help">Help</a> <a href="/account">Sign in</a></header>
<main>
<nav class="breadcrumb"><a href="/">Home</a> &rsaquo; {category} &rsaquo; {title}</nav>
<h1>{title}</h1>
{offer}
{body}
</main>
<footer><p>&copy; 2026 {shop}. Prices include VAT.</p></footer>
</body>
</html>
"""


def _data(told: dict[str, Any], sku: str, title: str, brand: str, price: str) -> str:
    if not sku:
        return ""
    product = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": title,
        "sku": sku,
        "brand": {"@type": "Brand", "name": brand or told["company"]},
    }
    amount = re.search(r"[\d.]+", price)
    if amount:
        product["offers"] = {"@type": "Offer", "price": amount[0], "priceCurrency": "GBP"}
    written = json.dumps(product, ensure_ascii=False, indent=1)
    return f'<script type="application/ld+json">\n{written}\n</script>\n'


_MARKS = {"!": "li", ">": "h2", "=": "row", "?": "faq"}
_AROUND = {
    "li": ('<ul class="key-points">', "</ul>"),
    "row": ("<h2>Specification</h2>\n<table>", "</table>"),
    "faq": ("<h2>Questions</h2>", ""),
}


def _body(lines: list[str]) -> str:
    out: list[str] = []
    inside = ""
    for line in lines:
        kind = _MARKS.get(line[0], "p") if line[1:2] == " " else "p"
        if kind != inside:
            out.append(_AROUND.get(inside, ("", ""))[1])
            out.append(_AROUND.get(kind, ("", ""))[0])
        inside = kind
        left, _, right = (html.escape(part.strip()) for part in line[2:].partition("|"))
        if kind == "row":
            out.append(f'<tr><th scope="row">{left}</th><td>{right}</td></tr>')
        elif kind == "faq":
            out.append(f"<h3>{left}</h3>\n<p>{right}</p>")
        elif kind == "p":
            out.append(f"<p>{html.escape(line)}</p>")
        else:
            out.append(f"<{kind}>{html.escape(line[2:])}</{kind}>")
    out.append(_AROUND.get(inside, ("", ""))[1])
    return "\n".join(part for part in out if part)
