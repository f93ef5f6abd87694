"""Personal data out of what stands beside the turns: fields, names of attributes, events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from corpora.ids import customer_key
from corpora.intake.called import FREE_TEXT, kept, reference_of, unreadable
from corpora.intake.file_names import FileNames
from corpora.intake.references import may_be_a_persons
from corpora.readers.raw import UNIT
from corpora.records import Event
from corpora.redact import RedactMode, Redactor

CONTACT = "contact"
"""The attribute of an event that names its contact."""

_REMEMBERED = 50_000
_PERSONS = frozenset(("EMAIL", "PHONE"))
_GOODS = "product"


class Particulars:
    """Redacts short values that come again and again; each is looked at once.

    Args:
        mode: As for turns.
        keep: As for `Redactor`.
        region: As for `Redactor`.
        key: The workspace's key.
    """

    def __init__(
        self, mode: RedactMode, *, keep: Collection[str] = (), region: str = "GB", key: bytes
    ) -> None:
        patterns: RedactMode = "off" if mode == "off" else "patterns"
        self._off = mode == "off"
        self._key = key
        self._all = _Remembering(Redactor(mode, keep=keep, region=region))
        self._patterns = _Remembering(Redactor(patterns, keep=keep, region=region))
        self._references = Redactor(patterns, keep=keep, region=region)
        self._goods = _Remembering(
            Redactor(mode, keep=keep, region=region), _GOODS, whole=mode == "full"
        )
        self._region = region
        self._files = FileNames(mode, region)

    def field(self, value: str | None) -> str | None:
        """Return a department, an outcome or a heading; names stay, or no department would."""
        return value if value is None or self._off else self._patterns.of([value])[value]

    def attributes(self, attributes: Mapping[str, str]) -> Mapping[str, str]:
        """Return the attributes under names without personal data; their values stay."""
        if self._off or not attributes:
            return attributes
        names = self._patterns.of(attributes)
        if all(names[name] == name for name in attributes):
            return attributes
        return _named((names[name], value) for name, value in attributes.items())

    def references(self, values: Iterable[str | None]) -> Mapping[str, str]:
        """Return what stands for ids of contacts in their system where it is not themselves.

        That is their HMAC, where they tell who somebody is. They are looked at together: one by
        one, half a million ids would take longer than all that was said.
        """
        if self._off:
            return {}
        asked = [
            value
            for value in dict.fromkeys(values)
            if value and may_be_a_persons(value, self._region)
        ]
        redacted = self._references.contacts([(value,) for value in asked]) if asked else []
        return {
            value: customer_key(value, self._key)
            for value, (result,) in zip(asked, redacted, strict=True)
            if _PERSONS & {span.kind for span in result.spans}
        }

    def products(
        self,
        references: Sequence[Sequence[str]],
        named: Sequence[Sequence[str]],
        lost: Sequence[Collection[str]],
    ) -> list[tuple[str, ...]]:
        """Return what is kept of what contacts call their products, for each as many as it names.

        Nothing can be read of a value with personal data in it, be it in the column of products,
        nor of one that is a person's name as a whole: a keyed hash stands for it.

        Args:
            references: For each contact, as `RawContact.product_refs` has them.
            named: Those of them that stand in a field for products.
            lost: Those of them in which personal data were found otherwise.
        """
        parts = {part for each in references for one in each for part in one.split(UNIT)}
        goods = {part: kept(part) for part in parts}
        if not self._off and goods:
            plain = self._goods.of({each for each in goods.values() if each not in ("", FREE_TEXT)})
            goods = {part: "" if plain.get(own, own) != own else own for part, own in goods.items()}
        shut = {part: unreadable(part, "", self._key) for each in lost for part in each}
        goods = {
            part: unreadable(part, own, self._key) if own in ("", FREE_TEXT) else own
            for part, own in goods.items()
        }
        return [
            tuple(
                reference_of(
                    [shut[one]] if one in gone else [goods[part] for part in one.split(UNIT)],
                    hint=one not in own,
                )
                for one in each
            )
            if each
            else ()
            for each, own, gone in zip(references, named, lost, strict=True)
        ]

    def origin(self, value: str) -> str:
        """Return where a contact was read, `file:row`; people's names in those of files go."""
        return self._files.origin(value)

    def events(self, events: Sequence[Event]) -> list[Event]:
        """Return events without personal data; the contact that they name can still be found."""
        if self._off:
            return list(events)
        values = self._all.of(
            chain.from_iterable(
                (each.activity, each.lane, *each.attributes.values()) for each in events
            )
        )
        named = self.references(each.attributes.get(CONTACT) for each in events)
        return [
            replace(
                each,
                activity=values[each.activity],
                lane=values[each.lane],
                attributes=self.attributes(
                    {
                        name: named.get(value, value) if name == CONTACT else values[value]
                        for name, value in each.attributes.items()
                    }
                ),
            )
            for each in events
        ]


class Occurrences:
    """Numbers equal events of one file, so that real repeats stay apart."""

    def __init__(self) -> None:
        self._file = ""
        self._seen: Counter[int] = Counter()

    def of(self, event: Event, origin: str) -> int:
        """Return 1 for the first event of its kind in its file, 2 for the second, and so on."""
        file = origin.rpartition(":")[0]
        if file != self._file:
            self._file = file
            self._seen.clear()
        same = hash(
            (event.at, event.activity, event.lane, event.customer_key, event.duration_s,
             tuple(event.attributes.items()))
        )  # fmt: skip
        self._seen[same] += 1
        return self._seen[same]


class _Remembering:
    """Redacts values each by itself, in bulk, and remembers them.

    Args:
        redactor: What redacts.
        column: What their column is called; "": nothing that tells.
        whole: Whether values that are a person's name as a whole go, too.
    """

    def __init__(self, redactor: Redactor, column: str = "", *, whole: bool = False) -> None:
        self._redactor = redactor
        self._columns = [(column,)] if column else []
        self._whole = whole
        self._known: dict[str, str] = {}

    def of(self, values: Iterable[str]) -> Mapping[str, str]:
        """Return what stands for each of `values`; may hold others too."""
        asked = dict.fromkeys(values)
        if len(self._known) > _REMEMBERED:
            self._known = {value: self._known[value] for value in asked if value in self._known}
        new = [value for value in asked if value not in self._known]
        if new:
            redacted = self._redactor.contacts(
                [(value,) for value in new], self._columns * len(new)
            )
            self._known.update(zip(new, (texts[0].text for texts in redacted), strict=True))
        if new and self._whole:
            from corpora.redact.columns import is_a_person

            self._known |= {value: "" for value in new if is_a_person(value)}
        return self._known


def _named(items: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a mapping in which none of two equal names is lost."""
    named: dict[str, str] = {}
    for name, value in items:
        free, number = name, 1
        while free in named:
            number += 1
            free = f"{name} {number}"
        named[free] = value
    return named
