"""Which of the files in an utterance is written to: only one that is said to be."""

from __future__ import annotations

import re

from assistant.dialogue.readings import Mention, Reading

_WRITES = (
    r"(?:writ(?:e|es|ing|ten)|sav(?:e|es|ed|ing)|stor(?:e|es|ed|ing)|export(?:ed|ing)?|output|dump(?:ed)?|"
    r"goes|go|going|lands?|ends? up|results?|labels?|put (?:it|them|that|those|the \w+))"
)
# "To", "into" and "out" lead to a file that is written; "in" and "at" only behind a word that writes.
_BEFORE = re.compile(
    r"(?:\b(?:to|into|as|out(?: to| in)?|output|called|named|call (?:it|them)|name (?:it|them)|save|writ(?:e|ing))\b|->|=>|→|\boutput\s*=)"
    r"\s*:?\s*(?:(?:a|the|an|new|file|table|workbook|sheet|called|named)\s+)*[\"'`]?$"
    rf"|\b{_WRITES}(?:\s+(?:it|them|that|all|everything|the \w+))?(?:\s+(?:is|are|should be|go|goes))?\s+(?:in|at|under)\s+"
    r"(?:(?:a|the|an|new|file|table|workbook|sheet|called|named)\s+)*[\"'`]?$"
)
_BEHIND = re.compile(
    r"^[\"'`]?\s*(?:(?:will|would) do (?:for|as) (?:a |the )?(?:name|output)|(?:as|for|is) (?:the |a )?(?:output|result|name)\b)"
)
# Stages are put on, added to and given to what is read; "look into" reads, and so does "from … to".
_READ_INTO = re.compile(
    r"\b(?:add|adds|added|assign|apply|attach|give|stages?|labels?|look|looking|stick|came|come|sent)\s+(?:(?:the|our|some|its|stages?|labels?)\s+)*"
    r"(?:in)?to\s+(?:(?:the|our|file)\s+)*[\"'`]?$"
)
_WRITTEN_ANYWAY = re.compile(
    r"\b(?:write|save|writing|saving|export|put)\b[^,.;]*\blabels? (?:in)?to\b[^,.;]*$"
)
_AT_THE_END = re.compile(r"\b(?:workbook|sheet|spreadsheet|file)\b[^?!;]*,\s*$")


def written_to(reading: Reading) -> Mention | None:
    """Return the last path that is said to be written to; every other one is read."""
    told = [each for each in reading.all("path") if not each.negated and _is_output(reading, each)]
    return told[-1] if told else None


def workbook_named(reading: Reading) -> Mention | None:
    """Return the workbook that is written: said to be, or named last as the workbook asked for."""
    if (told := written_to(reading)) is not None:
        return told
    for each in reading.all("path"):
        ends = not reading.lower[each.end :].strip(" .!\"'`")
        named = ends and str(each.value).lower().endswith(".xlsx")
        if named and _AT_THE_END.search(reading.lower[: each.start]):
            return each
    return None


def _is_output(reading: Reading, path: Mention) -> bool:
    before = reading.lower[: path.start]
    if _BEHIND.match(reading.lower[path.end :]):
        return True
    if _READ_INTO.search(before) and not _WRITTEN_ANYWAY.search(before):
        return False
    return bool(_BEFORE.search(before))


_BOTH = re.compile(r"^[\"'`]?\s*(?:,\s*)?(?:and|plus|&|,|\+)?\s*(?:also\s+)?[\"'`]?$")


def last_table(reading: Reading, paths: list[str]) -> str | None:
    """Return the table named last, which is written: "a.csv in, b.csv out"; None: all are read."""
    named = [each for each in reading.all("path") if each.value in paths and not each.negated]
    if len(named) < 2 or not str(named[-1].value).lower().endswith((".csv", ".parquet")):
        return None
    between = reading.lower[named[-2].end : named[-1].start]
    return None if _BOTH.match(between) else str(named[-1].value)
