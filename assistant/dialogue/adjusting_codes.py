"""Saying which stage a reason code means: "our code Billing query means paying"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.dialogue.adjusting_stages import named_stages
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Mention, Reading
from assistant.dialogue.vocabulary import Vocabulary

Found = tuple[str, dict[str, Any]]

_MEANS = (
    r"[\"']?\s+(?:always\s+|really\s+|in fact\s+|usually\s+)?"
    r"(?:means?|stands? for|counts? (?:as|under)|is|are|belongs? (?:to|under|in)|goes (?:to|under|into)|should be|=|->|to)\s"
)
_OF_A_CODE = r"(?:codes?|tags?|tagged|reasons?|categor(?:y|ies)|categorised as|drivers?|labels?|types?|dispositions?)"


_IN_COLUMN = re.compile(
    rf"\b{_OF_A_CODE}\s+[\"']?([\w &-]+?)[\"']?\s+(?:in|of|from)\s+(?:the\s+|our\s+)?(?:column|field)\s+[\"']?(\w+)(?={_MEANS})"
)


def find_codes(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find a code of an imported column, spoken of as one that means something.

    A code is known by the word before it ("our code …", the name of its column) and by the verb
    after it; its own words may be those of a stage.
    """
    if not re.search(_MEANS, lower):
        return
    for match in _IN_COLUMN.finditer(lower):
        yield Mention("code", f"{match[2]}={match[1]}", *match.span())
    for column, values in sorted(vocabulary.columns.items()):
        own = re.escape(column.lower().replace("_", " "))
        for value in sorted(values, key=lambda each: -len(each)):
            said = rf"\b(?:{_OF_A_CODE}|{own})\s*[=:]?\s+[\"']?({re.escape(value.lower())})(?={_MEANS})"
            if found := re.search(said, lower):
                yield Mention("code", f"{column}={value}", *found.span(1))
                return


_CODE = re.compile(r"\bcoded?\s+[\"']?([\w-]+)|\b(\w+) tag\b", re.IGNORECASE)
_COLUMN = re.compile(
    r"\bin (?:the |our )?(?:col(?:umn)? )?(?!here\b|fact\b|the\b|our\b)([a-z_][\w.]*\w)(?: column)?(?=\s*(?:[,=]|->|$|\b(?:is|means?|meant|should)\b))",
    re.IGNORECASE,
)


def _coded(reading: Reading) -> dict[str, str] | None:
    """Return the column and the code that are spoken of, where nobody knows them yet."""
    found = _CODE.search(reading.text)
    quoted = reading.first("quoted")
    code = (
        str(quoted) if quoted else next((g for g in found.groups() if g), None) if found else None
    )
    column = _COLUMN.search(reading.text)
    if column is None and found and found[2]:
        return {"column": "tags", "code": found[2]}
    return {"column": column[1], "code": code} if column and code else None


def code(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "our code Billing query means paying"."""
    named = [each for each in named_stages(reading) if not each.negated]
    value = reading.first("code")
    if likely and value is None and (column := reading.first("column")) is not None and named:
        name, _, held = str(column).partition("=")
        return "map_driver", {"column": name, "code": held, "stage": str(named[-1].value)}
    if likely and value is None and named and (said := _coded(reading)) is not None:
        return "map_driver", {**said, "stage": str(named[-1].value)}
    if value is None or len(named) != 1 or reading.lower.rstrip().endswith("?"):
        return None
    column, _, name = str(value).partition("=")
    return "map_driver", {"column": column, "code": name, "stage": str(named[0].value)}
