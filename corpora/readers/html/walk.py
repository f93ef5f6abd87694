"""Walks through the content of a page and cuts it into passages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpora.readers.html.pairs import labels_of, looks_like_spec, option_list, pair_of
from corpora.readers.html.tables import definitions, is_layout, table_passages
from corpora.readers.html.words import BLOCKS, clean, plain, sentences, words_of
from corpora.readers.raw import RawPassage

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 7, "legend": 7}
_MOST_PASSAGES = 5_000
_BULLET = re.compile(r"^[•·▪●✓✔➤►*–-]\s+")
_INTERFACE = re.compile(
    r"(?:add(?:ed)? to|remove from|buy|shop|order|learn|read|show|view|see|load|sign|log|back to"
    r"|skip|go to|click|close|open|share|print|compare|select|choose|continue|subscribe|write|more"
    r"|less|menu|search|next|previous|quantity|qty|in den|zur?|mehr|weiter)\b.{0,30}",
    re.IGNORECASE,
)


class Walk:
    """One walk through one page.

    Attributes:
        passages: What was found, in the page's order, each text once.
    """

    def __init__(self) -> None:
        self.passages: list[RawPassage] = []
        self._seen: set[str] = set()
        self._words: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._bullets = 0
        self._section = ""
        self._question = ""
        self._answer: list[str] = []
        self._asked_in_passing = False
        self._labels: dict[str, str] = {}

    def through(self, root: HtmlElement) -> list[RawPassage]:
        """Walk through `root` and return the passages found."""
        import lxml.etree

        self._labels = labels_of(root)
        walker = lxml.etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if self.is_full:
                break
            if not isinstance(element.tag, str):
                continue
            if event == "end":
                self._leave(element, root)
            elif self._take_whole(element):
                walker.skip_subtree()
            else:
                self._enter(element)
        self._flush()
        self._end_question()
        return self.passages

    def add(self, passage: RawPassage) -> None:
        """Add a passage unless the page has said the same before."""
        for text in sentences(passage.text):
            key = plain(text)
            if key and key not in self._seen and not self.is_full:
                self._seen.add(key)
                self.passages.append(RawPassage(passage.kind, text))

    @property
    def is_full(self) -> bool:
        """Whether no more passages are taken: nobody reads a page of this length."""
        return len(self.passages) >= _MOST_PASSAGES

    def everything(self) -> str:
        """All that the passages say, as `plain` writes it."""
        return " ".join(plain(passage.text) for passage in self.passages)

    # -- Elements ------------------------------------------------------------------------

    def _take_whole(self, element: HtmlElement) -> bool:
        """Read elements that mean something as a whole; True where nothing is left inside."""
        tag = element.tag
        found: list[RawPassage] | None = None
        if tag in _HEADINGS or _is_opener(element):
            self._flush()
            self._head(words_of(element), _HEADINGS.get(tag, 7))
            return True
        if tag == "table" and not is_layout(element):
            found = table_passages(element)
        elif tag == "dl":
            found = definitions(element)
        elif tag == "select":
            found = option_list(element, self._labels)
        elif tag in BLOCKS:
            pair = pair_of(element)
            found = [pair] if pair else None
        if found is None:
            return False
        self._flush()
        for passage in found:
            self._emit(passage)
        return True

    def _enter(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
        if tag == "li":
            self._bullets += 1
        elif tag == "a":
            self._in_link += 1
        elif tag == "br":
            self._words.append("\n")
        self._say(element.text)

    def _leave(self, element: HtmlElement, root: HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
        if tag == "li":
            self._bullets = max(0, self._bullets - 1)
        elif tag == "a":
            self._in_link = max(0, self._in_link - 1)
        elif tag == "details":
            self._end_question()
        if element is not root:
            self._say(element.tail)

    # -- Words ---------------------------------------------------------------------------

    def _say(self, text: str | None) -> None:
        if text:
            self._words.append(re.sub(r"\s+", " ", text))
            if self._in_link:
                self._linked += len(text.strip())

    def _flush(self) -> None:
        """Make a passage of the words since the last block began or ended."""
        written = "".join(self._words)
        lines = [line for part in written.split("\n") if (line := clean(part))]
        linked, self._linked = self._linked, 0
        self._words.clear()
        if not lines:
            return
        if len(lines) > 1 and all(looks_like_spec(line) for line in lines):
            for line in lines:
                self._emit(RawPassage("spec", line))
        elif len(lines) > 1 and sum(bool(_BULLET.match(line)) for line in lines) > 1:
            for line in lines:
                marked = bool(_BULLET.match(line))
                self._emit(RawPassage("bullet" if marked else "paragraph", _BULLET.sub("", line)))
        else:
            self._block(" ".join(lines), linked)

    def _block(self, text: str, linked: int) -> None:
        words = text.split()
        if linked > 0.8 * len(text) and len(words) <= 8:
            return  # a way to somewhere else
        if looks_like_spec(text):
            self._emit(RawPassage("spec", text))
        elif self._bullets:
            self._emit(RawPassage("bullet", text))
        elif text.endswith("?") and 2 < len(words) <= 20 and not self._question:
            self._question, self._asked_in_passing = text, True
        elif len(words) > 6 or self._tells_something(text):
            self._emit(RawPassage("paragraph", _BULLET.sub("", text)))

    def _tells_something(self, text: str) -> bool:
        """Short texts are mostly labels of the interface; figures and answers are not."""
        if _INTERFACE.fullmatch(text):
            return False
        answers = bool(self._question or self._section)
        return answers or len(text.split()) > 2 or any(c.isdigit() for c in text)

    def _head(self, text: str, level: int) -> None:
        self._end_question()
        self._section = ""
        if not text:
            return
        if text.endswith("?"):
            self._question = text
        elif level == 1 or len(text.split()) > 2 or any(c.isdigit() for c in text):
            self.add(RawPassage("title", text))
        else:
            self._section = text.rstrip(": ")

    def _emit(self, passage: RawPassage) -> None:
        if self._question and passage.kind != "faq":
            self._answer.append(passage.text)
            if self._asked_in_passing:  # no heading tells where its answer ends
                self._end_question()
            return
        section, self._section = self._section, ""
        short = passage.kind == "paragraph" and len(passage.text.split()) <= 4
        if section and short:  # <h3>Weight</h3><p>3 kg</p>
            passage = RawPassage("spec", f"{section}: {passage.text}")
        self.add(passage)

    def _end_question(self) -> None:
        question, self._question = self._question, ""
        answer, self._answer = self._answer, []
        self._asked_in_passing = False
        if question and answer:
            self.add(RawPassage("faq", f"{question} {' '.join(answer)}"))
        elif question:
            self.add(RawPassage("title", question))


def _is_opener(element: HtmlElement) -> bool:
    """The buttons of an accordion head what they open."""
    opens = element.get("aria-controls") or element.get("aria-expanded")
    return bool(opens) and element.tag in ("button", "a") and element.get("role") != "tab"
