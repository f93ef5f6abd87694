"""HTML text to a tree, and the parts of it that are no content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpora.readers.html.words import clean, word_set

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTAINERS = re.compile(
    r"</?(?:div|span|section|font|a|b|i|u|em|strong|small|center|blockquote|ul|ol)\b[^<>]*>",
    re.IGNORECASE,
)
_NO_CONTENT = word_set(
    "script style noscript template svg iframe object canvas audio video input textarea map embed "
    "math datalist"
)
_ROLES = word_set("navigation banner search menu menubar")
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|newsletter|breadcrumbs?|mini-?cart|navbar|navigation"
    r"|(?:site|main|top|global|mega)-?(?:nav|menu|header|footer)|skip-?(?:link|to|nav)|social"
    r"|socialsharing|shar(?:e|ing)|related|recommend\w*|up-?sells?|cross-?sells?"
    r"|also-(?:like|bought|viewed)|recently-?viewed|reviews?|testimonials?|comments?|footer"
    r"|pagination|wishlist|log-?in|sign-?in|advert\w*|mailing-?list|country-?selector)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_NEVER = word_set("main article body table h1 a p li tr td th")
_HEADING_PARENTS = word_set("h1 h2 h3 h4 h5 h6 summary dt legend")


def parse(text: str) -> HtmlElement | None:
    """Parse any text as HTML; None where no element comes of it.

    libxml2 resolves no entities of a page's own and stops at 2,048 levels; what is nested deeper
    is parsed again with its containers taken out, so that its words are not lost.
    """
    import lxml.etree
    import lxml.html

    text = _XML_DECLARATION.sub("", text.replace("\0", ""), count=1)
    for attempt in (text, None):
        markup = attempt if attempt is not None else _CONTAINERS.sub("<br>", text)
        parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
        try:
            tree = lxml.html.document_fromstring(markup, parser=parser)
        except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError):
            return None
        if not any("Excessive depth" in entry.message for entry in parser.error_log):
            return tree
    return tree


def content_root(tree: HtmlElement) -> HtmlElement:
    """Where the content is: `<main>` where the page marks it, else the body."""
    marked = tree.xpath("//main | //*[@role='main']")
    for element in marked:
        if len(element.text_content().split()) >= 20:
            return element
    body = tree.find("body")
    return tree if body is None else body


def strip_boilerplate(root: HtmlElement) -> None:
    """Take navigation, footers, cookie notes, reviews and the like out of the tree, in place."""
    total = len(root.text_content())
    for element in list(root.iter()):
        if element is root or element.getparent() is None:
            continue
        if not isinstance(element.tag, str) or _is_boilerplate(element, total):
            element.drop_tree()


def _is_boilerplate(element: HtmlElement, total: int) -> bool:
    tag = element.tag
    if tag in _NO_CONTENT:
        return True
    if tag == "button":
        return not _opens_something(element)
    if tag in _NEVER or not _is_named_so(element):
        return False
    return not _holds_content(element, total)


def _is_named_so(element: HtmlElement) -> bool:
    """Tag, role, id or class say that this is no content."""
    role = element.get("role", "")
    if element.tag in ("header", "footer") or role == "contentinfo":
        return True
    if (element.tag == "nav" or role in _ROLES) and _leads_elsewhere(element):
        return True
    return bool(_BOILERPLATE.search(f"{element.get('id', '')} {element.get('class', '')}"))


def _holds_content(element: HtmlElement, total: int) -> bool:
    """Names lie: what holds the page's heading, its product or most of its words stays."""
    if element.xpath(
        "boolean(.//h1 | .//main | .//article | .//*[contains(@itemtype, 'Product')])"
    ):
        return True
    return len(element.text_content()) > 0.5 * total


def _leads_elsewhere(element: HtmlElement) -> bool:
    """Most of its words are links; shops put accordions into `<nav>` too."""
    linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
    return linked > 0.5 * len(clean(element.text_content()))


def _opens_something(button: HtmlElement) -> bool:
    if button.get("aria-controls") or button.get("aria-expanded"):
        return True
    parent = button.getparent()
    return parent is not None and parent.tag in _HEADING_PARENTS
