"""The names that a workspace knows: what utterances are read with."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from assistant.dialogue.intents import Intents
    from assistant.session import Session
    from classifiers.encoding.minilm_arrays import MiniLMArrays
    from corpora.records import Gap, Product, Stage

_SYNONYMS = Path(__file__).parent / "synonyms.toml"
_FEW_VALUES = 60
_OTHER_LANGUAGES = frozenset(
    """finnish icelandic irish gaelic scots czech slovak slovenian croatian serbian bosnian bulgarian
    romanian hungarian greek ukrainian estonian latvian lithuanian albanian maltese catalan basque
    galician hebrew persian farsi urdu hindi bengali punjabi tamil telugu thai vietnamese indonesian
    malay korean mandarin cantonese swahili afrikaans flemish bokmal nynorsk luxembourgish""".split()
)
_SIZES = frozenset(("cm", "mm", "l", "ml", "kg", "g", "w", "kw", "v", "m", "in", "inch", "pack"))


@cache
def synonyms() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return what people call stages, languages, channels and kinds: kind -> id -> names."""
    raw = tomllib.loads(_SYNONYMS.read_text(encoding="utf-8"))
    return {kind: {key: tuple(names) for key, names in by.items()} for kind, by in raw.items()}


def is_language(word: str) -> bool:
    """Whether a word is the English name of a language, whether or not contacts are told by it."""
    said = word.lower()
    return said in _OTHER_LANGUAGES or any(said in each for each in synonyms()["language"].values())


@cache
def _minilm() -> MiniLMArrays:
    """Load MiniLM once a process: every tab and every workspace reads the same."""
    from classifiers.encoding.minilm_arrays import MiniLMArrays

    return MiniLMArrays.load()


@dataclass(frozen=True)
class Vocabulary:
    """What a workspace's things are called; `Vocabulary()` is that of none.

    Attributes:
        today: The day in the workspace's timezone.
        company: The company's own name, or nothing.
        stages: The journey's stages as people changed them.
        products: Every product.
        departments: Who handled contacts, the most frequent first.
        languages: ISO 639-1 codes of the contacts' languages.
        columns: Imported columns with few values, and their values.
        pages: Titles of the pages that belong to no product alone.
        gaps: The latest gaps, the largest first.
        segments: Names of the segments in the settings.
        encoder: Returns MiniLM; called when the first utterance is read.
        stamp: Tells whether the workspace or its settings changed since.
    """

    today: date = field(default_factory=date.today)
    company: str = ""
    stages: tuple[Stage, ...] = ()
    products: tuple[Product, ...] = ()
    departments: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pages: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    segments: tuple[str, ...] = ()
    encoder: Callable[[], MiniLMArrays] = _minilm
    stamp: tuple[object, ...] = ()

    @classmethod
    def of(cls, session: Session) -> Self:
        """Read the names from a session's workspace.

        Raises:
            WorkspaceMissing: There is none yet.
        """
        from corpora.store import names
        from corpora.store.pages import all_products
        from corpora.store.runs import latest_gaps

        settings = session.workspace.settings
        with session.workspace.reading() as db:
            departments, languages = names.departments(db), names.languages(db)
            columns = names.column_values(db, most=_FEW_VALUES)
            pages = names.shared_pages(db)
            products, gaps = tuple(all_products(db)), tuple(latest_gaps(db))
        return cls(
            today=session.now().astimezone(settings.zone).date(),
            company=settings.company,
            stages=session.stages,
            products=products,
            departments=departments,
            languages=languages,
            columns=columns,
            pages=pages,
            gaps=gaps,
            segments=tuple(settings.segments),
            stamp=_stamp(session),
        )

    def refreshed(self, session: Session) -> Vocabulary:
        """Return the names as they are now; the same object where nothing changed."""
        return self if self.stamp == _stamp(session) else Vocabulary.of(session)

    def warm(self) -> None:
        """Load what the first utterance needs; safe to call from a worker, and twice."""
        # Once for all: some of what it reads is made when it is asked for the first time.
        self.intents.rank("help", "help")

    @cached_property
    def intents(self) -> Intents:
        """The model that tells actions apart, fitted to the examples."""
        from assistant.dialogue.intents import Intents

        return Intents.load(self.encoder())

    @cached_property
    def product_words(self) -> Mapping[str, frozenset[str]]:
        """Word of a title, alias or family, in the singular -> ids of the products."""
        found: dict[str, set[str]] = {}
        for product in self.products:
            for name in (product.title, product.family or "", *product.aliases):
                for word in words_of(name):
                    found.setdefault(word, set()).add(product.id)
        return {word: frozenset(ids) for word, ids in found.items()}

    @cached_property
    def joined(self) -> Mapping[str, str]:
        """Two words of a product's name that stand together, written as one -> as they are."""
        return {
            "".join(pair): " ".join(pair)
            for product in self.products
            for name in (product.title, product.family or "", *product.aliases)
            for pair in pairwise(words_of(name))
            if all(word.isalpha() and len(word) >= _SHORT for word in pair)
        }

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Every word of the workspace's names, in the singular: none of them is a slip."""
        names = [
            *self.pages,
            *self.departments,
            *self.segments,
            *(stage.name for stage in self.stages),
            *(each for column, values in self.columns.items() for each in (column, *values)),
        ]
        return frozenset(self.product_words) | {word for name in names for word in words_of(name)}

    @cached_property
    def heads(self) -> frozenset[str]:
        """The words that say what a product is: the last of each title before sizes and extras."""
        return frozenset(head for product in self.products if (head := head_of(product.title)))

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Number that people type for a product, in small letters -> its id."""
        return {
            number.lower(): product.id
            for product in self.products
            for number in (product.id, product.sku, product.gtin, product.mpn)
            if number
        }

    def product(self, product_id: str) -> Product | None:
        """Return the product with this id."""
        return next((each for each in self.products if each.id == product_id), None)


def words_of(name: str) -> list[str]:
    """Return the words of a name in small letters and the singular, numbers too."""
    return [singular(word) for word in _PIECE.findall(folded(name.lower()))]


_PIECE = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?")


def folded(text: str) -> str:
    """Return a text without accents, character by character."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


_ES = re.compile(r"(?:ss|sh|ch|x|z)es$")
_SHORT = 3


def singular(word: str) -> str:
    """Return an English noun in the singular, roughly: enough to find it in a title."""
    if len(word) <= _SHORT or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("'s"):
        return word[:-2]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if _ES.search(word):
        return word[:-2]
    return word.removesuffix("s")


def head_of(title: str) -> str:
    """Return the noun that says what a product is: "kettle" of "Marlow Kettle 1.7 L"."""
    plain = re.split(r"\s(?:with|for|of|in)\s|[,(]", title, maxsplit=1)[0]
    for word in reversed(re.findall(r"[^\W_]+", folded(plain.lower()))):
        if not any(letter.isdigit() for letter in word) and word not in _SIZES:
            return singular(word)
    return ""


def _stamp(session: Session) -> tuple[object, ...]:
    from corpora.settings import SETTINGS_FILE

    told: list[object] = []
    for path in (session.path, session.path.parent / SETTINGS_FILE):
        if path.exists():
            state = path.stat()
            told.append((state.st_mtime_ns, state.st_size))
    return tuple(told)


def stage_called(name: str, vocabulary: Vocabulary) -> str | None:
    """Return the stage whose own name or id stands in quotation marks; "refund" is looked for."""
    name = name.strip(" .?!").lower()
    for stage in vocabulary.stages:
        longer = {each for each in synonyms()["stage"].get(stage.id, ()) if " " in each}
        if name in {stage.name.lower(), stage.id, stage.id.replace("_", " "), *longer}:
            return stage.id
    return None
