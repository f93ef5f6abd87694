"""What a page says about itself: address, title, language, Open Graph; and what stays unread."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from corpora.readers.html.words import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LITTLE = 60
"""Words below which a page's text can't be all that it shows."""

_ALMOST_NOTHING = 25
_MOST_TABS = 50

_TELLING_PICTURE = re.compile(
    r"size.?(?:chart|guide|table)|spec(?:s|ification|.?sheet)|infograph|dimension|instruction"
    r"|a-?plus",
    re.IGNORECASE,
)
_GALLERY = re.compile(r"gallery|thumb|carousel|swiper|slide|related|logo|payment", re.IGNORECASE)


def open_graph(tree: HtmlElement) -> dict[str, str]:
    """Open Graph and product tags, the first of each name."""
    tags: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        if name.startswith(("og:", "product:")) and meta.get("content"):
            tags.setdefault(name, clean(meta.get("content")))
    return tags


def address(tree: HtmlElement, meta: dict[str, str], told: str) -> str | None:
    """Where customers find the page: canonical link, else `told` (JSON-LD), else og:url."""
    links = tree.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
    saved = tree.xpath("string(//base/@href)")
    for url in (*links, told, meta.get("og:url", ""), saved):
        if re.match(r"https?://\S+$", url.strip()):
            return str(url.strip())
    return None


def live_since(tree: HtmlElement, told: str, zone: tzinfo) -> datetime | None:
    """Since when this version is live, as the page itself says, UTC; None where it does not.

    Taken from `article:modified_time`, else from schema.org's dateModified (`told`).
    """
    tags = tree.xpath("//meta[@property='article:modified_time']/@content")
    for written in (*tags, told):
        try:
            moment = datetime.fromisoformat(written.strip())
        except ValueError:
            continue
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return aware.astimezone(UTC)
    return None


def heading(tree: HtmlElement, root: HtmlElement, meta: dict[str, str], told: str) -> str:
    """The page's title without the shop's name: `told`, else h1, og:title, <title>."""
    heads = (clean(h1.text_content()) for h1 in root.iter("h1"))
    found = told or next((head for head in heads if head), "")
    if found:
        return found
    title = meta.get("og:title") or clean(tree.xpath("string(//title)"))
    return _without_shop(title, meta)


def other_titles(tree: HtmlElement, root: HtmlElement, meta: dict[str, str]) -> tuple[str, ...]:
    """All titles that the page bears, with and without the shop's name behind them."""
    heads = [clean(h1.text_content()) for h1 in root.iter("h1")]
    written = [*heads, meta.get("og:title", ""), clean(tree.xpath("string(//title)"))]
    both = (each for title in written for each in (title, _without_shop(title, meta)))
    return tuple(dict.fromkeys(each for each in both if each))


def _without_shop(title: str, meta: dict[str, str]) -> str:
    parts = re.split(r"\s+[|–—]\s+|\s+-\s+", title)
    site = meta.get("og:site_name", "").casefold()
    while len(parts) > 1 and (parts[-1].casefold() == site or (not site and len(parts) > 1)):
        parts.pop()
        if not site:
            break
    return " – ".join(parts)


def language(tree: HtmlElement) -> str | None:
    """The language that the page declares, as two letters."""
    html = tree if tree.tag == "html" else tree.getroottree().getroot()
    declared = html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    code = re.split(r"[-_]", declared.strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def fewest_words(tree: HtmlElement) -> int:
    """How many words must be there for a page not to be filled by scripts in the browser."""
    roots = "@id='root' or @id='app' or @id='__next' or @id='__nuxt'"
    if tree.xpath(f"boolean(//*[{roots}][not(normalize-space())])"):
        return _LITTLE
    return _ALMOST_NOTHING if tree.xpath("count(//script[not(contains(@type, 'json'))])") > 4 else 0


def unread_parts(root: HtmlElement, words: int, fewest: int) -> tuple[str, ...]:
    """Why parts of a page may be unread: `script`, `images`, `pdf`, `tabs`; empty: read whole.

    Args:
        root: The content, boilerplate taken out.
        words: How many words were read from it.
        fewest: What `fewest_words` said before.
    """
    reasons = []
    if words < fewest:
        reasons.append("script")
    if _tells_in_pictures(root, words):
        reasons.append("images")
    if root.xpath("boolean(.//a[contains(translate(@href, 'PDF', 'pdf'), '.pdf')])"):
        reasons.append("pdf")
    if _has_empty_tabs(root):
        reasons.append("tabs")
    return tuple(reasons)


def _tells_in_pictures(root: HtmlElement, words: int) -> bool:
    """A picture is called a size chart or the like, or there are pictures instead of words."""
    sources: set[str] = set()
    for picture in root.iter("img"):
        source = picture.get("data-src") or picture.get("src") or ""
        name = source.split("?", maxsplit=1)[0].rsplit("/", maxsplit=1)[-1]
        if _TELLING_PICTURE.search(f"{name} {picture.get('alt', '')}"):
            return True
        around = [picture, *picture.iterancestors()][:4]
        if not any(_GALLERY.search(x.get("class", "") + x.get("src", "")) for x in around):
            sources.add(source)
    return len(sources) > 3 and words < _LITTLE


def _has_empty_tabs(root: HtmlElement) -> bool:
    """A tab whose panel is missing or empty: its words come later, from elsewhere."""
    tabs = root.xpath(".//*[@role='tab' or @data-toggle='tab' or @data-bs-toggle='tab']")
    for tab in tabs[:_MOST_TABS]:
        target = tab.get("aria-controls") or (tab.get("href") or "").partition("#")[2]
        target = target or (tab.get("data-bs-target") or tab.get("data-target") or "").lstrip("#")
        if not target:
            continue
        panels = root.xpath(".//*[@id=$id]", id=target)
        if not panels or not clean(panels[0].text_content()):
            return True
    return False
