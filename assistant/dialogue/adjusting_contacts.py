"""Adjustments of contacts, gaps and figures, and taking decisions back."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.adjusting_stages import named_stages
from assistant.dialogue.counts import number_of
from assistant.dialogue.doubting import unsettled
from assistant.dialogue.gap_names import topic_called
from assistant.dialogue.names import assumed_name
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Reading
from assistant.dialogue.slots import PRONOUN, pick

Found = tuple[str, dict[str, Any]]

_STATUS = (
    ("open", re.compile(r"\bre-?open\b")),
    ("dismissed", re.compile(r"\bdismiss(?:ed)?\b|\bignore\b|\bnot a (?:real )?gap\b|\bnonsense\b|\brubbish\b|\bdiscard\b|\bnot relevant\b|\b(?:isn't|is not|not) (?:a |an |really a )?(?:real )?(?:gap|problem|issue)\b|\bdrop (?:it|that|g-)|\bthrow (?:it|that) out\b|\bwon't (?:fix|do)\b|\bfalse (?:alarm|positive)\b|\b(?:not|n't) worth\b|\bchuck\b|\birrelevant\b|\binvalid\b|\b(?:not|n't) (?:valid|true|real)\b|\bnever mind\b|\bno need to\b|\bwon'?t ?fix\b|\bbogus\b|\bkill (?:it|that|\{gap\})|\bbin \{gap\}|\bbin (?:it|that)\b")),
    ("fixed", re.compile(r"\bfixed\b|\btick(?:ed)?(?: \S+)? off\b|\b(?:it's|gap's|that's|all) done\b|\bdone and dusted\b|^done\b|\bpushed live\b|\bcopy (?:has )?landed\b|\bbeen up since\b|\bis done\b|\bclosed?\b|\bsorted\b|\bsolved\b|\bresolved\b|\bput right\b|\bdealt with\b|\bwe (?:changed|updated|corrected) (?:the )?\{product\}|\b(?:is|went|are|gone) live\b|\b(?:is|was|been|got) (?:now )?(?:corrected|amended|addressed|updated|handled|published)\b|\bpage says so now\b|\bon the page now\b|\bwe (?:did|shipped|published) (?:it|that|\{gap\})")),
    ("accepted", re.compile(r"\baccept(?:ed)?\b|\bconfirm(?:ed)?\b|\bapproved?\b|\bagree(?:d)?\b|\bconvinced\b|\blegit(?:imate)?\b|\b(?:is|it's|that's) (?:valid|true|real|right|correct)\b|\bfair (?:point|enough|cop)\b|\btak(?:e|ing) (?:it|that|\{gap\}) on\b|\b(?:a|is) real (?:gap|problem|issue)\b|\bmakes sense\b|\ba real one\b|\bagree with\b")),
)  # fmt: skip
_RELABEL = re.compile(
    r"\b(?:put|move|relabel|label|file|refile|reassign|re-?classify|change|correct|amend|shift|should (?:be|go|sit|have been)|belongs?|it's|is|that's|this is|that was|mark|set|make|goes|send|switch|tag|treat|count|needs? to|ought|isn't)\b|->|=>"
)
_MATCHING = re.compile(
    r"\b(?:everything|anything|all|every|any|whoever|whenever|anyone|anybody|everyone|everybody|folks|who|contacts|calls|tickets|those|these|ones|bulk|people|if (?:they|someone|somebody)|rule)\b"
)
_MATCHED = re.compile(
    r"\b(?:mention(?:s|ing)?|say(?:s|ing)?|contain(?:s|ing)?|about|with|the words?|points?:|rule:)\s+(?:(?:the|a|an|word|words|about)\s+)*(?P<a>[\w'& -]{2,40}?)\s+(?=(?:belongs?|goes?|go|should|under|to|are|is|into|in|means?|must|ought|it|as)\b)"
    r"|\b(?:all|every|any)\s+(?:the\s+)?(?P<b>[\w'& -]{2,30}?)\s+(?:ones?|contacts?|calls?|tickets?|chats?|emails?|things?)\b"
    r"|\brelabel everything (?:with|saying|about)\s+(?P<c>[\w'& -]{2,30}?)\s+(?:as|to)\b"
    r"|\brule:?\s+(?P<d>[\w'& -]{2,30}?)\s+(?:means|is|->|goes)"
)
_ASSUME = re.compile(
    r"\b(?:costs?|assume|assuming|assumption|let's say|suppose that a|take|use|set|put|should be|is|make|reckon|work with|says)\b"
)
_ASSUMED = re.compile(
    r"^(?:an?|each|every|one) (?:phone )?(?:call|chat|e-?mail|contact|ticket|\{channel\}) (?:is|costs)\b|\b(?:cost|costs|costs us|wage|rate|price of a (?:call|contact)|handle time|handling time|aht|orders|abandonment|salary|per (?:call|contact|email|chat|hour|week|ticket)|an hour|call again|budget|assum\w+)\b"
)
_A_GAP = re.compile(r"\b(?:gap|question|one)\b")
_WANTS_ROWS = re.compile(
    r"^(?:if|which|what)\b|\b(?:top|first) \d|\b(?:wins|will do|which)\b|\?\s|\bone stage per\b"
)
"""Who asks for so many of something, or for what follows from a figure, sets none."""
_ERASES = re.compile(
    r"\b(?:forget|forgotten|eras\w*|erasure|delet\w*|remov\w*|purg\w*|gdpr|ccpa|dsar|art(?:icle)?\.? ?17|gone|wip\w*|privacy|nothing of)\b"
)
_NOT_RELABELLED = re.compile(
    r"\b(?:justify|believe|show|cause|because it says)\b|^\{stage\} (?:(?:ticket|order) )?\{contact\}"
)
_BRIEF = 5
_EVERY = re.compile(r"\b(?:every(?: single)?|all(?: the| of the)?|each)\s+(?:description )?gaps?\b")


def steering(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "undo", "redo" and "take back entry 7"."""
    text = reading.lower
    undoing = r"undo|revert|roll(?: \w+){0,3} back|take(?: \w+){0,3} back|reverse|undoing|un-?do|cancel|scratch|remove|drop|delete|strike|withdraw|go back on|rescind"
    entry = reading.first("entry")
    if entry is None and likely:
        entry = _entry_meant(reading, context)
    if entry is not None and (likely or re.search(rf"\b(?:{undoing})\b", text)):
        return "revert", {"entry": entry}
    at = reading.first("ordinal")
    in_history = context.step is not None and context.step.action == "history"
    if at is not None and in_history and re.search(rf"\b(?:{undoing})\b", text):
        return "revert", {"entry": at}
    undone = context.step is not None and context.step.action == "undo"
    if undone and re.search(r"\b(?:put|bring) (?:it|that|this) back\b|\b(?:it|that) again\b", text):
        return "redo", {}
    last = r"(?:that|it|this|the last|my last|what i|last)\b"
    if re.search(
        r"^(?:\w+[,.! ]+){0,3}(?:redo|re-do|reapply)(?:\s+(?:it|that|this|the (?:last|change)|what|my|please|pls|then|now)\b|[.!]|$)|\bbring (?:it|that) back\b|\bundo the undo\b",
        text,
    ):
        return "redo", {}
    if re.search(rf"^(?:\w+[,.! ]+){{0,5}}undo\b|[,.!;] undo(?: it| that| this)?(?: please)?[.! ]*$|\b(?:undo|reverse|cancel|revert|scratch) {last}", text) or (
        re.search(r"\btake (?:it|that|this) back\b|\broll (?:it|that) back\b|\bput (?:it|that|this) back\b", text)
    ):  # fmt: skip
        return "undo", {}
    return None


_ENTRY_MEANT = re.compile(
    r"(?:#|\b(?:no\.?|number|decision|entry|change|edit)\s*#?)\s*(\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b"
)


_TAKE_BACK = re.compile(
    r"\b(?:scrap|undo|ctrl|oops|didn't mean|wrong (?:one|id)|as you were|(?:go )?back a step|step back|mistake|my bad|(?:the|my) last (?:thing|one)|what i (?:just )?did)\b|\bkeep the old\b"
)
_BRING_BACK = re.compile(
    r"\b(?:redo|un-?undo|un-?doing|reinstate|reapply|re-apply|again|keep it|bring back|put (?:it|that) back|was fine|took back)\b"
)


def take_back(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "oops, wrong one" after an adjustment, where taking back is likely meant."""
    if reading.all("gap", "contact", "path") or not _TAKE_BACK.search(reading.lower):
        return None
    return "undo", {}


def bring_back(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "my bad, it was fine" after something was taken back."""
    undone = context.step is not None and context.step.action in ("undo", "redo")
    explicit = re.search(r"\b(?:un-?undo|reinstate|re-?apply|took back)\b", reading.lower)
    if reading.all("gap", "contact", "path") or not _BRING_BACK.search(reading.lower):
        return None
    return ("redo", {}) if undone or explicit else None


def _entry_meant(reading: Reading, context: Context) -> int | None:
    """Return the entry of the history that is to be taken out, where that is likely meant."""
    if found := _ENTRY_MEANT.search(reading.lower):
        return number_of(found[1])
    if context.step is None or context.step.action != "history":
        return None
    found = re.search(r"\b(\d{1,3})\b", reading.lower)
    return int(found[1]) if found else None


def status_said(reading: Reading) -> str | None:
    """Return the verdict on a gap that an utterance gives."""
    masked = reading.masked()
    return next((name for name, said in _STATUS if said.search(masked)), None)


def mark(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "g-… is fixed" and "dismiss the second"."""
    masked = reading.masked()
    status = status_said(reading)
    if status is None or _EVERY.search(reading.lower):
        return None
    gap = reading.first("gap")
    at = reading.first("ordinal")
    gaps_shown = not context.rows or any(row.kind == "gap" for row in context.rows)
    if gap is None and at is not None and context.step is not None and gaps_shown:
        gap = pick(context, at)
    if (
        gap is None
        and (
            PRONOUN.search(reading.lower) or "{product}" in masked or len(masked.split()) <= _BRIEF
        )
        and "gap" in context.focus
    ):
        gap = context.focus["gap"]
    if gap is None and not reading.all("contact", "stage", "path"):
        gap = topic_called(reading) if likely or _A_GAP.search(masked) else None
    if "?" in reading.lower or re.search(
        r"\b(?:asks?|wonders?|know|see) (?:if|whether)\b", reading.lower
    ):
        return None
    if gap is None or re.search(
        r"\b(?:did|has|have|is|are|was|were|which)\b.*\?$|\b(?:did|has|does|do|is|are|was) (?:it|they|that|this|we)\b|\bbefore\s*(?:/|and|vs\.?|versus|to)\s*after\b|\b(?:effect|impact|difference)\b",
        reading.lower,
    ):
        return None
    if re.search(
        r"^(?:show|list|find|give|draw|open|tell|did|has|have|is|are|was|were|which|how|why|what)\b",
        reading.lower,
    ):
        return None
    if unsettled(reading):
        # Without a gap it is asked back which: of two, none is dropped.
        return "mark_gap", {}
    params: dict[str, Any] = {"gap": gap, "status": status}
    period = reading.first("period")
    if period is not None and period.since and status == "fixed":
        params["on"] = period.since.isoformat()
    return "mark_gap", params


def relabel(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "c-… is a return"."""
    named = [each for each in named_stages(reading) if not each.negated]
    if not named or not (likely or _RELABEL.search(reading.lower)):
        return None
    contact = reading.first("contact")
    several = [str(each.value) for each in reading.all("contact") if not each.negated]
    at = reading.first("ordinal")
    contacts_shown = context.step is not None and context.step.action in (
        "find_contacts",
        "evidence",
        "explain_contact",
    )
    if contact is None and at is not None and contacts_shown:
        contact = pick(context, at)
    if (
        contact is None
        and contacts_shown
        and context.step is not None
        and context.step.action == "explain_contact"
    ):
        contact = context.focus.get("contact")
    if _NOT_RELABELLED.search(reading.masked()):
        return None
    if contact is None or re.search(r"\?\s*$|\bwhy\b|\bexplain\b|\bhow\b", reading.lower):
        return None
    negative = re.compile(
        r"\b(?:not|isn't|rather than|instead of|n't|from|as|down as|under|(?:was|were|sat|sits|sitting|still|those|ones|currently) (?:sat )?(?:in|at|under))\s+(?:about |an? |the )?$"
    )
    right = [each for each in named if not negative.search(reading.lower[: each.start])] or named
    stage = str(right[-1].value)
    if len(several) > 1:
        sat = re.compile(r"\b(?:was|were|sat|sits|sitting|currently) (?:in|at|under)\s+(?:the )?$")
        left = [str(e.value) for e in named if sat.search(reading.lower[: e.start])]
        told = {"instead_of": left[0]} if len(left) == 1 and left[0] != stage else {}
        return "relabel_several", {"contacts": several, "stage": stage, **told}
    return "relabel", {"contact": contact, "stage": stage}


def matching(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "everything that mentions an invoice belongs to paying"."""
    named = [each for each in named_stages(reading) if not each.negated]
    if not named or reading.first("contact"):
        return None
    if not likely and not _MATCHING.search(reading.lower):
        return None
    if not likely and not re.search(
        r"\b(?:belongs?|goes?|go|should|move|put|file|relabel|shift|shifted|are|is|means|bulk|into|under)\b",
        reading.lower,
    ):
        return None
    stage = str(named[-1].value)
    if (quoted := reading.first("quoted")) is not None:
        return "relabel_matching", {"text": str(quoted), "stage": stage}
    last = named[-1]
    for match in _MATCHED.finditer(reading.lower):
        group = match.lastgroup or "a"
        if match.start(group) < last.start:
            return "relabel_matching", {
                "text": reading.text[slice(*match.span(group))].strip(),
                "stage": stage,
            }
    return None


def assume(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "set cost per call to 6"."""
    numbers = [m for m in reading.mentions if m.slot in ("number", "percent", "top")]
    text = reading.lower
    if not numbers or text.endswith("?") or not _ASSUMED.search(text):
        return None
    if not likely and not _ASSUME.search(text):
        return None
    if _WANTS_ROWS.search(text):
        return None
    name = assumed_name(reading, numbers[-1])
    return ("set_assumption", {"name": name, "value": float(numbers[-1].value)}) if name else None


def forget(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "forget customer 4711"."""
    found = re.search(
        r"\b(?:forget|erase|delete|remove|gdpr)\b.*\bcustomer\s+(?:number\s+|no\.?\s+)?((?=\S*[\d@-])[^\s,;]+)",
        reading.lower,
    )
    contact = reading.first("contact")
    if likely and found is None:
        address = re.search(
            r"[\w.+-]+@[\w-]+\.[\w.]+|<email_\d+>|\b(?:customer|client)\s+(?:number\s+|no\.?\s+)?([\w-]*\d[\w-]*)",
            reading.lower,
        )
        if address:
            return "forget", {
                "customer": reading.text[slice(*address.span(1 if address[1] else 0))]
            }
        contact = contact or context.focus.get("contact")
        if not _ERASES.search(reading.lower):
            return None
        return ("forget", {"customer": str(contact)}) if contact else None
    erased = re.search(
        r"^(?:please |pls |can you |could you )?(?:forget|erase|delete)\b", reading.lower
    )
    if found is None and contact is not None and erased and not reading.all("stage"):
        return "forget", {"customer": str(contact)}
    return ("forget", {"customer": reading.text[slice(*found.span(1))]}) if found else None


def statuses(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "read the statuses back from gaps.csv"."""
    path = reading.first("path")
    said = re.search(r"\bstatus(?:es)?\b", reading.lower)
    if path is None or not (said or (likely and str(path).lower().endswith((".csv", ".xlsx")))):
        return None
    return "import_status", {"file": str(path)}


def settings(reading: Reading, context: Context, *, likely: bool = False) -> Found | None:
    """Understand "apply the team's setup, team.toml", where that is likely meant."""
    path = reading.first("path")
    if path is None or not likely or not str(path).lower().endswith(".toml"):
        return None
    return "settings_import", {"file": str(path)}
