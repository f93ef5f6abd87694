"""Files in an utterance: what is read, what is written to, and how an export is to be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from assistant.dialogue.outputs import last_table, workbook_named, written_to
from assistant.dialogue.readings import Mention, Reading
from assistant.dialogue.vocabulary import is_language

Filled = dict[str, Any]

_STUDENT = re.compile(
    r"(?:\b(?:student|model)\b(?:\s+(?:that's|is|sits|lives|we trained))?(?:\s+(?:in|at|from|under)|\s*=|,)?"
    r"|\b(?:run|put|pass)\b.*\bthrough)\s+$"
)
_NAMED_STUDENT = re.compile(
    r"\b(?:use|with|using)\s+(?:the\s+|our\s+)?(?!the\b|our\b|a\b|small\b|fast\b|quick\b)([\w.-]+) student\b",
    re.IGNORECASE,
)
_STAGES = re.compile(
    r"\b(?:stages?|drivers?|taxonomy|tree|categor(?:y|ies)|list)\b(?:\s+file)?(?:\s+(?:is|are|in|from|under|they're in)|,)*\s+$"
)
_OWN_STAGES = re.compile(
    r"\btaxonom|\b(?:own|new|home-?grown) (?:stages|drivers|list|tree|categor)|\bour (?:own )?(?:\w+ )?(?:stages|drivers|list|tree|categor)|\bas our list\b"
)
_QUESTIONS = re.compile(
    r"\bquestions?\b(?:\s+(?:list|file))?(?:\s+(?:(?:are )?in|from|of|at))?\s+(?:the\s+)?$"
)
_QUESTION_FILE = re.compile(r"(?:question|faq|asks?\b|_q\.).*\.?(?:txt|csv|jsonl)$", re.IGNORECASE)
"""A list of questions by its name; a page that is called so is a page."""
# Where names are said to be left "in": not in hiding, in the dark or in private.
_IN_PLAIN = (
    r"(?=\s*(?:[,.;:!?)]|$|\b(?:and|but|please|pls|thanks|there|here|it|them|for|this|that|with|from|too|only|when)\b"
    r"|the (?:texts?|files?|data|clear|contacts?|tickets?|messages?|output|workspace)\b))"
)
_PATTERNS = re.compile(
    r"\bredact[\s=]+patterns\b|\bmask patterns\b|\bpatterns,? only\b|\b(?:only|just) (?:the |by )?patterns\b"
    rf"|\bnames (?:can|may|should|shall|must|to|all|are to) (?:stay|remain)(?: in)?\b{_IN_PLAIN}"
    rf"|\b(?:leave|leaving|left|keep|keeping|kept) (?:(?:the|all|their|our|customers'|people's) )*names in\b{_IN_PLAIN}"
    rf"|\bnames (?:(?:are|is) )?(?:left|kept) (?:in\b{_IN_PLAIN}|as they are\b)"
)
_NOT_SO = re.compile(r"\b(?:not|no|never|nor|without|neither|cannot|avoid|stop)\b|n't\b")
"""Of what is said so, nothing is weakened: "I don't want names to stay"."""
_FULL = re.compile(
    r"\bfull(?: strength)?\b(?! (?:pass|works|analysis|lot|run|thing))|\bnames?,? (?:too|as well|out|included)\b"
)
_SPAN = re.compile(
    r"\b(\d+|an?|half an|a quarter of an)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\b"
)
_WAITS = re.compile(
    r"\b(?:wait|waiting|hold|hang (?:on|about)|hold (?:on|off)|patien(?:t|ce)|up to|give (?:it|them))\b"
)
_STRICT = re.compile(
    r"\bstrict(?:ly)?\b|\bexit(?: code)? 1\b|\bnon-?zero\b|\bfail(?:s|ing)? (?:it|the (?:build|job|check|pipeline|gate))\b|\bfall over\b|\bbreak the build\b"
)
_BLIND = re.compile(
    r"\bwithout (?:seeing|knowing|peeking at)\b[^.;]{0,20}\b(?:machine|model|tool|you|your)\b"
    r"|\b(?:don't|do not|without|not|never|hide|no) (?:let|show|showing|print|letting|give away|reveal)\b[^.;]{0,25}\b(?:guess|answers?|thinks?|labels?|stages?|opinion|verdict|says?|reckons)\b"
    r"|\bblind(?:ed|ly)?\b|\bno peeking\b|\b(?:hide|without|leave out|not show|nobody sees|no one sees) (?:\w+ )?(?:your|the (?:model|machine|tool)(?:'s)?|its|any) (?:guess|opinion|label|answer|verdict|says|stage)"
    r"|\bnobody sees the (?:machine|model)"
)
_SEED = re.compile(r"\bseed\s*(?:=|of|is|no\.?|number)?\s*(\d+)\b")
_SOURCE = re.compile(
    r"\b(?:source|src|system)(?:\s+is|\s*=|:)?\s+([\w-]+)"
    r"|\b(?:came|come|comes|exported|straight|fresh|taken)\s+(?:out\s+)?(?:of|from)\s+(?:our\s+|the\s+)?(?-i:([A-Z][\w-]+))",
    re.IGNORECASE,
)
_SYSTEMS = re.compile(
    r"\b(zendesk|genesys|salesforce|intercom|freshdesk|hubspot|bazaarvoice|gorgias|trustpilot|kustomer|five9|talkdesk|aircall|servicenow|liveperson|dixa|helpscout)\b",
    re.IGNORECASE,
)
_COLUMN = r"(?:col(?:umn|um)?|field)"
_ROLES = {
    "text": r"(?:body|text|words|wording|talking|content|messages?)",
    "id": r"(?:id|(?:ticket|case|order|contact) (?:no|nr|number|id)\.?|reference(?: number)?)",
}
_COLUMN_NAME = r"[\"']?([a-z_][\w.]*)[\"']?"
_FOLDER = re.compile(
    r"\b(?:folder|directory)(?:\s*(?:called|named|is|,|:|say))*\s+[\"']?([\w./~-]*\w)|\b(?:called|named|name it|call it)\s+[\"']?([\w./~-]*\w)",
    re.IGNORECASE,
)
_THAT_FOLDER = re.compile(r"\b(?:the|my|our|that|whole)\s+([\w.-]+)\s+folder\b", re.IGNORECASE)
_INTO = re.compile(
    r"\b(?:into|in|to|under|as)\s+[\"']?([a-z][\w.-]*\w)[\"']?(?=\s*(?:$|[,.;!?)]|\bplease\b|\bpls\b|\binstead\b|\bta\b|\bso\b|\bfor\b))",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(r",\s*([a-z]\w*_\w+)\s*[.!]*$", re.IGNORECASE)


def file_params(action: str, reading: Reading) -> Filled:
    """Return what an utterance says of the files of an action, by parameter; empty for most."""
    filler = _OF_ACTION.get(action)
    return {k: v for k, v in filler(reading).items() if v} if filler else {}


def _paths(reading: Reading) -> list[Mention]:
    return [each for each in reading.all("path") if not each.negated]


def _label_export(reading: Reading) -> Filled:
    told = _with_student(reading)
    rest = [each.value for each in _paths(reading) if each.value != told.get("student")]
    output = written_to(reading)
    if output is None and not told.get("taxonomy") and (last := last_table(reading, rest)):
        told["output"] = last
        rest.remove(last)
    elif output is not None and output.value in rest:
        told["output"] = output.value
        rest.remove(output.value)
    return {"paths": [*_folder_read(reading), *rest], **told, "map": _map(reading)}


def _with_student(reading: Reading) -> Filled:
    for each in _paths(reading):
        if _STUDENT.search(reading.lower[: each.start]):
            return {"student": each.value}
    found = _NAMED_STUDENT.search(reading.text)
    return {"student": found[1]} if found else {}


def _classify(reading: Reading) -> Filled:
    taxonomy = _taxonomy(reading)
    if (
        taxonomy is None
        and len(paths := _paths(reading)) == 1
        and _OWN_STAGES.search(reading.lower)
    ):
        taxonomy = paths[0].value
    if taxonomy is not None:
        return {"taxonomy": taxonomy}
    return _label_export(reading)


def _taxonomy(reading: Reading) -> str | None:
    named = [
        each.value
        for each in _paths(reading)
        if each.value.lower().endswith((".toml", ".csv"))
        and (_STAGES.search(reading.lower[: each.start]) or each.value.endswith(".toml"))
    ]
    return named[-1] if named else None


def _ingest(reading: Reading) -> Filled:
    told: Filled = {
        "paths": [*_folder_read(reading), *(each.value for each in _paths(reading))],
        "map": _map(reading),
        "source": _source(reading),
        "redact": _redact(reading),
    }
    channels = [m for m in reading.all("channel") if m.value != "ticket" and not m.negated]
    if len({each.value for each in channels}) == 1:
        # Tickets are what every file is said to hold, whatever came in by.
        told["channel"] = channels[0].value
    return told


def _analyze(reading: Reading) -> Filled:
    told = _ingest(reading)
    taxonomy = _taxonomy(reading)
    rest = [each for each in told["paths"] if each != taxonomy]
    return {**told, "paths": rest, "taxonomy": taxonomy} if rest else told


def _source(reading: Reading) -> str | None:
    text = _without_paths(reading)
    if found := _SOURCE.search(text):
        return found[1] or found[2]
    return found[1] if (found := _SYSTEMS.search(text)) else None


def _without_paths(reading: Reading) -> str:
    text = reading.text
    for each in _paths(reading):
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _map(reading: Reading) -> list[str]:
    """Return which columns hold what: "the body is in column Notes"."""
    text = _without_paths(reading)
    told = []
    for role, said in _ROLES.items():
        for found in re.finditer(
            rf"\b{said}\s*=\s*{_COLUMN_NAME}"
            rf"|\b{said}(?:'s| {_COLUMN}| is| are)+\s*(?:in\s+|under\s+)?(?:the\s+)?(?:{_COLUMN}\s+)?(?!the\b|in\b|is\b|under\b)[\"']?([a-z_][\w.]*)[\"']?"
            rf"|\b{said}(?:'s)?(?: is| are)?\s+(?:in|under)\s+(?:the\s+)?(?:{_COLUMN}\s+)?(?!the\b|col)[\"']?([a-z_][\w.]*)[\"']?",
            text,
            re.IGNORECASE,
        ):
            at = max(found.start(group) for group in range(1, 4))
            if re.search(rf"=|{_COLUMN}", found[0]) or not _language_told(text[at:]):
                told.append(f"{role}={next(each for each in found.groups() if each)}")
                break
    return told


def _language_told(rest: str) -> bool:
    """Whether "the text is in …" goes on with a language: "plain English" is no column."""
    words = re.match(r"[\w-]+(?:\s+[\w-]+){0,2}", rest)
    return words is not None and any(is_language(each) for each in words[0].split())


def _redact(reading: Reading) -> str | None:
    """Return how personal data is replaced; nothing but plain permission lets names stay."""
    for found in _PATTERNS.finditer(reading.lower):
        clause = re.split(r"[.;!?]\s", reading.lower[: found.start()])[-1]
        if not _NOT_SO.search(clause):
            return "patterns"
    return "full" if _FULL.search(reading.lower) else None


def _run(reading: Reading) -> Filled:
    told: Filled = {"settings": next((each.value for each in _paths(reading)), None)}
    found = _SPAN.search(reading.lower)
    if found and _WAITS.search(reading.lower):
        told["wait"] = _span(found[1], found[2][0])
    return told


def _span(count: str, unit: str) -> str:
    """Return a length of time as the settings write it: 30m."""
    parts = {"half an": "30m", "a quarter of an": "15m"}
    if count in parts and unit == "h":
        return parts[count]
    return f"{count if count.isdigit() else 1}{unit}"


def _check(reading: Reading) -> Filled:
    paths = _paths(reading)
    asked = [
        each.value
        for each in paths
        if _QUESTIONS.search(reading.lower[: each.start]) or _QUESTION_FILE.search(each.value)
    ]
    told: Filled = {"strict": bool(_STRICT.search(reading.lower))}
    if asked and (len(paths) > 1 or asked[0].lower().endswith((".txt", ".csv"))):
        told["questions"] = asked[0]
    return {"paths": [p.value for p in paths if p.value != told.get("questions")], **told}


def _sample(reading: Reading) -> Filled:
    seed = _SEED.search(reading.lower)
    return {
        "seed": int(seed[1]) if seed else None,
        "blind": bool(_BLIND.search(reading.lower)),
        "output": getattr(workbook_named(reading), "value", None),
    }


def _written(reading: Reading) -> str | None:
    """Return the folder that something is written to, which need not look like a path."""
    if paths := _paths(reading):
        return str(paths[-1].value)
    for found in (_FOLDER.search(reading.text), _AT_THE_END.search(reading.text)):
        if found:
            return next(each for each in found.groups() if each)
    from assistant.dialogue.intents import example_words

    known = example_words()
    named = [each[1] for each in _INTO.finditer(reading.text)]
    folders = (each for each in reversed(named) if each.lower() not in known)
    return next((each for each in folders if not is_language(each)), None)


def _folder_read(reading: Reading) -> list[str]:
    """Return the folder that is spoken of by its name: "the october folder"."""
    found = _THAT_FOLDER.search(reading.text)
    inside = found and any(m.start <= found.start(1) < m.end for m in _paths(reading))
    return [found[1]] if found and not inside else []


_OF_ACTION: Mapping[str, Callable[[Reading], Filled]] = {
    "label_export": _label_export,
    "classify": _classify,
    "ingest": _ingest,
    "analyze": _analyze,
    "redact": lambda reading: {
        "paths": [each.value for each in _paths(reading)],
        "map": _map(reading),
        "redact": _redact(reading),
    },
    "run": _run,
    "check_page": _check,
    "sample": _sample,
    "report": lambda reading: {"output": _written(reading)},
    "student": lambda reading: {"output": _written(reading)},
    "demo": lambda reading: {"folder": _written(reading)},
}
FILING = frozenset(_OF_ACTION)
"""Actions whose files are told apart by what is said of each."""

FILE_SLOTS = frozenset(("paths", "output", "folder", "file", "path", "channel"))
"""Parameters that only `file_params` fills for these actions."""
