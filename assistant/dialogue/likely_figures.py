"""Verdicts on gaps, figures, decisions taken back and files, where it is known what is meant."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from assistant.dialogue.adjusting_contacts import status_said
from assistant.dialogue.counts import NUMBERS
from assistant.dialogue.customers import customer_called
from assistant.dialogue.dates import find_periods
from assistant.dialogue.doubting import unsettled
from assistant.dialogue.earlier import latest
from assistant.dialogue.gap_names import topic_called
from assistant.dialogue.names import assumed_name
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Reading
from assistant.dialogue.slots import pick
from assistant.dialogue.vocabulary import Vocabulary

Found = tuple[str, dict[str, Any]]

# What says a verdict where it is known that one is given; the surest first.
_VERDICTS = (
    ("open", re.compile(r"\bre-?open|\bback to open\b|\bnot (?:fixed|done|sorted)\b|\bopen again\b")),
    ("dismissed", re.compile(r"\bdismiss|\bignore\b|\bnobody\b|\bbin\b|\bnonsense\b|\bnot (?:a )?(?:real|ours|worth)|\bdrop\b|\bdiscard|\breject|\bchuck|\bforget it\b|\bwon't\b|\bno (?:gap|issue|need)\b|\btypo\b|\bclose (?:it )?without\b")),
    ("fixed", re.compile(r"\bfix(?:ed)?\b|\bsorted\b|\banswered\b|\bcovered\b|\bamended\b|\bupdated\b|\bdone\b|\blive\b|\bon (?:the )?(?:site|page)\b|\bpublished\b|\bshipped\b|\bup (?:since|now|on)\b|\bwent (?:up|on|out|in)\b|\bresolved\b|\bsolved\b|\bclosed?\b|\bcorrected\b|\brewritten\b|\bin place\b|\bcomplete|\bput right\b|\bpushed\b|\brolled out\b|\bsays so now\b")),
    ("accepted", re.compile(r"\baccept|\breal\b|\btak(?:e|ing) it\b|\bagree|\bapprove|\bvalid\b|\bconfirm|\blegit|\bfair (?:enough|point|cop)\b|\bconced|\bgenuine\b|\bone for us\b|\bwe'll do\b")),
)  # fmt: skip
_THAT_DAY = re.compile(r"\b(?:that|the same|same) (?:date|day)\b|\bfrom then\b")


def mark(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read the gap, the verdict and the day: "yep live, 18 nov", "mark it as done from that date"."""
    masked = reading.masked()
    status = status_said(reading) or next((s for s, said in _VERDICTS if said.search(masked)), None)
    gap = _gap(reading, context)
    if status is None or gap is None or unsettled(reading):
        return None
    params: dict[str, Any] = {"gap": gap, "status": status}
    if status == "fixed" and (on := _day(reading, context)) is not None:
        params["on"] = on
    return "mark_gap", params


def _gap(reading: Reading, context: Context) -> str | None:
    if (gap := reading.first("gap")) is not None:
        return str(gap)
    at = reading.first("ordinal")
    if at is not None and not context.rows and not context.answered:
        spoken_of = list(dict.fromkeys(v for n in context.named for k, v in n if k == "gap"))
        if 0 < at <= len(spoken_of) and len(spoken_of) > 1:
            return str(spoken_of[at - 1])
    if at is not None:
        listed = [row for row in context.rows if row.kind == "gap"]
        return str(pick(context, at)) if listed or not context.answered else None
    known = latest("gap", context)
    if known is not None and _THAT_ONE.search(reading.lower):
        return known
    topic = topic_called(reading, as_a_gap=True)
    if topic and (
        _NO.search(topic.lower()) or any(said.search(topic.lower()) for _, said in _VERDICTS)
    ):
        topic = None
    topic = topic or latest("gap", context) or topic_called(reading)
    return topic.replace("-", " ") if topic and not _AN_ID.match(topic) else topic


_THAT_ONE = re.compile(r"\b(?:that|this) (?:one|gap)\b")
_NO = re.compile(r"\b(?:not|no|never)\b|n't\b")
_AN_ID = re.compile(r"[a-z]-|#")
_NTH = re.compile(r"\b(?:the )?(\d{1,2})(?:st|nd|rd|th)\b")
_WEEKDAY = re.compile(r"\b(mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b|\bthis (?:morning|afternoon)\b|\btoday\b|\bjust now\b")  # fmt: skip


_DATED = re.compile(
    r"\b\w+day (?:the )?(\d{1,2})(?:st|nd|rd|th)\b(?! (?:of )?[a-z]{3,9}\b(?<=ber))"
)


def _of_month(day: int, today: date) -> str | None:
    """Return the latest such day of a month, today included; None where that month has none."""
    month = today.month - 1 if day > today.day else today.month
    try:
        found = today.replace(year=today.year - (not month), month=month or 12, day=day)
    except ValueError:
        return None
    return found.isoformat()


def _day(reading: Reading, context: Context) -> str | None:
    """Return since when a gap is fixed: a day that is said, or "that date" of before."""
    period = reading.first("period")
    dated = _DATED.search(reading.lower)
    if dated is None and period is not None and period.since:
        return str(period.since.isoformat())
    if _THAT_DAY.search(reading.lower) and context.step is not None:
        on = context.step.params.get("on") or context.step.params.get("since")
        return str(on) if on else None
    if nth := dated or _NTH.search(reading.lower):
        return _of_month(int(nth[1]), reading.today)
    return _weekday(reading)


def _weekday(reading: Reading) -> str | None:
    """Return the latest such weekday, or today where only the time of day is said."""
    found = _WEEKDAY.search(reading.lower)
    if found is None:
        return None
    if not found[1]:
        return reading.today.isoformat()
    spans = (
        p for s in ("since last", "on") for p in find_periods(f"{s} {found[0]}", reading.today)
    )
    return next((str(each.since.isoformat()) for each in spans if each.since), None)


_THINGS = (
    (r"repeat(?:ed)? contacts?", "repeat contact"),
    (r"e-?mails?", "email"),
    (r"chats?|live chat", "chat"),
    (r"tickets?", "ticket"),
    (r"visits?", "visit"),
    (r"refunds?", "refund"),
    (r"returns?", "return"),
    (r"parcels?", "parcel"),
    (r"orders?", "order"),
    (r"phone calls?|calls?|phone|ring(?:s|ing)?", "call"),
    (r"contacts?", "contact"),
)
_MEASURES = (
    (
        re.compile(r"\b(?:hourly|wage|an hour|per hour|agent'?s? hour|hour'?s? pay)\b"),
        "hourly wage",
    ),
    (
        re.compile(r"\b(?:handl(?:e|ing) time|handl\w+ (?:a|per|each)|aht)\b|\bmin\w*\W+handl\w+"),
        "handle time",
    ),
)
_PER = re.compile(r"\b(?:per|an?|each|every|one|a single) (\w+)\b")
_PER_EACH = re.compile(r"\b([a-z]+) per [a-z]+\b")
_UNITS = frozenset(
    "cost costs price pounds pound quid quit euros euro dollars dollar pence minutes mins minute min and pay spend money it is".split()
)
_MINUTES = re.compile(r"\b(?:min(?:ute)?s?)\b")
_SHARE = re.compile(r"\b(?:share|value|ratio|conversion|volume|rate|orders|abandon\w*|call again|budget|margin|basket|vat|target|headcount|agents)\b")  # fmt: skip
# "Quit" is what the mending of slips makes of "quid".
_SPOKEN = re.compile(rf"\b({'|'.join(NUMBERS)})\b(?=\s*(?:qui[dt]|pounds?|euros?|dollars?|pence|minutes|mins|percent|%|$|[.,;!]))")  # fmt: skip


def assume(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read what is assumed and how much: "and per chat it's two quid"."""
    value = _value(reading)
    name = _figure(reading, context)
    if name is None and (numbers := reading.all("number", "percent", "top")):
        name = assumed_name(reading, numbers[-1])
    return ("set_assumption", {"name": name, "value": value}) if name and value is not None else None  # fmt: skip


def _value(reading: Reading) -> float | None:
    """Return the number that is to hold: the last one that isn't the old one."""
    told = [
        (each.start, float(each.value))
        for each in reading.all("number", "percent", "top")
        if isinstance(each.value, int | float) and not _OLD.search(reading.lower[: each.start])
    ]
    told = told or [
        (m.start(), float(NUMBERS[m[1]]))
        for m in _SPOKEN.finditer(reading.lower)
        if not _OLD.search(reading.lower[: m.start()])
    ]
    return max(told)[1] if told else None


_OLD = re.compile(r"\b(?:not|n't|from|was|were|instead of|rather than)\s*(?:the\s+|(?:\w+ )(?=$))?[£$€]?\s*$")  # fmt: skip


def _figure(reading: Reading, context: Context) -> str | None:
    """Return the name of a figure, as assumptions are called: measure, "per", thing."""
    text = reading.lower
    for said, name in _MEASURES:
        if said.search(text):
            return name
    thing = next((name for said, name in _THINGS if re.search(rf"\b(?:{said})\b", text)), None)
    if _SHARE.search(text) or ((per_each := _PER_EACH.search(text)) and per_each[1] not in _UNITS):
        # It has a name of its own: "contacts per order", "average order value".
        return None
    if thing is not None:
        return f"{'minutes' if _MINUTES.search(text) else 'cost'} per {thing}"
    step = context.step
    if step is None or step.action != "set_assumption" or _PER.search(text):
        return None
    return str(step.params["name"]) if "name" in step.params else None


def undo(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Take back the last decision: nothing is to be read but that it is meant."""
    return "undo", {}


def redo(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Bring back what was undone last: nothing is to be read but that it is meant."""
    return "redo", {}


_AT_A_NUMBER = re.compile(
    r"(?P<verb>\b(?:undo|take|revert|reverse|remove|drop|delete|strike|scratch|cancel|out|back|gone|bin|kill|lose|pull|slip|wrong|mistake)\b[^.;,]{0,25}?)?"
    r"(?:#\s*|\b)(?P<at>\d{1,3})(?:st|nd|rd|th)?\b"
)
_NTH_WORD = re.compile(r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b")


def revert(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read the number of the decision: "decision 4 can stay, take 5 out", "the 4th, wrong"."""
    found = list(_AT_A_NUMBER.finditer(reading.lower))
    led = [each for each in found if each["verb"]] or found
    if led:
        return "revert", {"entry": int(led[-1]["at"])}
    words = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
    if word := _NTH_WORD.search(reading.lower):
        return "revert", {"entry": words.index(word[1]) + 1}
    entry = reading.first("entry") or reading.first("ordinal")
    if entry is None and (said := re.search(rf"\b(?:number|decision|entry|change)\s+({'|'.join(NUMBERS)})\b", reading.lower)):  # fmt: skip
        entry = NUMBERS[said[1]]
    return ("revert", {"entry": int(entry)}) if entry is not None and entry > 0 else None


def forget(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read whose data go: a customer's number or address, or one of their contacts."""
    customer = customer_called(reading) or reading.first("contact")
    customer = customer or latest("customer", context) or latest("contact", context)
    return ("forget", {"customer": str(customer)}) if customer else None


def statuses(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read which table of gaps is read back: "he's finished it now, same file"."""
    return _file("import_status", reading, context, (".csv", ".xlsx"))


def settings(reading: Reading, context: Context, vocabulary: Vocabulary) -> Found | None:
    """Read which settings are taken over: "that one in"."""
    return _file("settings_import", reading, context, (".toml",))


def _file(action: str, reading: Reading, context: Context, ends: tuple[str, ...]) -> Found | None:
    path = reading.first("path") or latest("path", context)
    return (action, {"file": str(path)}) if path and str(path).lower().endswith(ends) else None
