"""A suggested text for a gap, taken word for word from what agents told customers.

Never from one contact alone, never from a sentence that hedges ("I think", "probably"), and
always with its sources: what agents say may be wrong, so somebody has to check the fact.
Sentences are compared by their words and numbers; no model is needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answers import Data, Quoted
from assistant.reports.impersonal import as_sentence, impersonal
from classifiers.answerability.amounts import AMOUNT_STEMS, AMOUNT_WORDS, amounts
from classifiers.text import GENERIC_STEMS, content_stems, sentences, words
from corpora.records import Gap, Need, Turn

_TELLS = ("agent", "community")
_REPLIES = 3
_SOURCES = 2
_SENTENCES = 2
_SHORTEST, _LONGEST = 3, 45
_SHOWN_DIFFERENCES = 2

_HEDGED = re.compile(
    r"\b(i (?:think|guess|believe|suppose|reckon|assume|imagine|don'?t know|couldn'?t say)|"
    r"i'?d (?:have )?(?:say|said|guess|think|imagine|be (?:surprised|making))|probably|perhaps|"
    r"maybe|might|may be|could be|should be|should do|ought to|presumably|possibly|"
    r"not (?:quite |entirely |really )?sure|pretty sure|as far as i|roughly speaking|"
    r"would(?:'ve| have) said|supposed to|i(?:'m| am) (?:afraid|guessing)|don'?t quote me|seems?|"
    r"apparently|if i remember)\b",
    re.IGNORECASE,
)
_NO_FACT = re.compile(
    r"\b(let me|let'?s|i'?ll|i(?:'m| am) (?:going|just)|hold on|one moment|bear with|thank\w*|"
    r"i(?:'ve| have) (?:got|noted|passed|asked|sent)|sorry|welcome|you'?re right|not to hand|"
    r"(?:doesn'?t|don'?t|does not|didn'?t) (?:actually )?(?:say|mention|name|tell)|page|website|"
    r"listing|bullet|title|headline|good question|can i|shall i|would you|anything else|"
    r"order number|ask(?:ed|ing)?|(?:its|the) name)\b|^(?:and )?it (?:does )?says?\b|"
    r"^(?:and |so |but )?then\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\b(?:i|i'?(?:m|ve|d|ll)|my|mine|me|myself|our son|our daughter)\b", re.IGNORECASE
)
"""What somebody did or thinks is no fact of the product."""
_ONE_CUSTOMER = re.compile(
    r"(?<!\bif )(?<!\bwhen )(?<!\bonce )(?<!\bunless )\byou(?:'re| are|'ve got)\b"
    r"|\byou (?:were|had|said|bought|ordered|wrote|mention(?:ed)?|describe[ds]?|ever)\b"
    rf"|\byour (?:\d|(?:{'|'.join(sorted(AMOUNT_WORDS))})\b|\w+[ -]odd\b"
    r"|(?:mum|mother|dad|father|wife|husband|son|daughter|nan|gran|friend|partner)\b"
    r"|(?:old|own|question|message|e-?mail|case|order|parcel|photos?|numbers?)\b)"
    r"|\b(?:madam|mate|yours)\b",
    re.IGNORECASE,
)
"""What is said about one customer's case bears a fact out, but no page can say it."""
_THIN = 2
_NOT = frozenset(("no", "not", "never", "none", "without", "neither", "nor", "cannot"))


class Suggestion(Data):
    """What could be written on the page, or why nothing is suggested.

    `text` is None where there is nothing to build on; `why_not` then says so. `sources` are the
    agents' words it rests on, `contacts` how many contacts say the same, `differing` what other
    agents said that does not fit with it. Every fact needs a check before it is published.
    """

    text: str | None
    why_not: str | None
    sources: tuple[Quoted, ...]
    contacts: int
    differing: tuple[Quoted, ...]


_EMPTY = GENERIC_STEMS | AMOUNT_STEMS

NOTHING = "No agent answer to build on."
_FEW_ANSWERS = "an answer was given in one contact only", "no two contacts were told the same"


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence that an agent said after the need, with what it is about."""

    quote: Quoted
    stems: frozenset[str]
    numbers: Mapping[str, frozenset[float]]
    negative: bool
    order: int = field(compare=False)

    def agrees(self, other: _Statement, asked: frozenset[str]) -> bool:
        """Tell whether both say the same: shared words beyond the question's, nothing against."""
        if self.negative != other.negative or self.conflicts(other):
            return False
        shared = self.stems & other.stems
        same_number = any(
            self.numbers[unit] & other.numbers.get(unit, frozenset())
            for unit in self.numbers
            if unit or shared  # a bare 60 is anything: degrees here, centimetres there
        )
        return len(shared - asked) + 2 * same_number >= 2 and bool(shared or same_number)

    def conflicts(self, other: _Statement) -> bool:
        """Tell whether both give the same thing another amount."""
        return any(
            unit in other.numbers and not self.numbers[unit] & other.numbers[unit]
            for unit in self.numbers
            if unit
        )

    @property
    def values(self) -> frozenset[float]:
        """All amounts, whatever they are of."""
        return frozenset().union(*self.numbers.values())

    @property
    def is_for_all(self) -> bool:
        """Whether a page could say it: to any customer, and as more than a word or two."""
        told = set(_stems(as_sentence(self.quote.text)))
        said = sum(each[0].isalpha() for each in told) + len(self.values)
        return said >= _THIN and not _ONE_CUSTOMER.search(self.quote.text.replace("’", "'"))


def suggest(gap: Gap, needs: Mapping[str, Need], turns: Mapping[str, Sequence[Turn]]) -> Suggestion:
    """Return a text for what `gap` leaves open.

    Args:
        gap: The gap.
        needs: All needs, by id.
        turns: The turns of the contacts of the gap's needs, in order.
    """
    own = [needs[need_id] for need_id in gap.need_ids]
    asked = frozenset(s for need in own for s in _stems(need.text)) | frozenset(_stems(gap.topic))
    statements = [
        statement
        for need in own
        for statement in _statements(need, turns.get(need.contact_id, ()), asked)
    ]
    unique = list(
        {(s.quote.contact_id, s.quote.turn_index, s.quote.start): s for s in statements}.values()
    )
    backed = [(statement, _backing(statement, unique, asked)) for statement in unique]
    backed = [(statement, by) for statement, by in backed if len(_contacts(by)) >= _SOURCES]
    clean = impersonal(statement.quote.text for statement, _ in backed)
    tellable = [pair for pair in backed if pair[0].is_for_all and pair[0].quote.text in clean]
    if not tellable:
        return _nothing(unique, agreed=bool(backed))
    backed, core = tellable, _core(gap, own)
    backed.sort(key=lambda pair: (-len(_contacts(pair[1])), -_worth(pair[0], core), pair[0].order))
    chosen = _chosen(backed, asked, core)
    if not chosen:
        return _nothing(unique, off=True)
    quoted = [statement for statement, _ in chosen]
    held = _contacts(quoted)
    # What is suggested is always cited, even where one contact gave both sentences.
    backing = _one_each([each for _, by in chosen for each in by])
    sources = [*quoted, *(each for each in backing if each.quote.contact_id not in held)]
    differing = [s for s in unique if _differs(s, quoted, asked)]
    return Suggestion(
        text=" ".join(as_sentence(statement.quote.text) for statement, _ in chosen),
        why_not=None,
        sources=tuple(each.quote for each in sources),
        contacts=len(_contacts(sources)),
        differing=tuple(each.quote for each in _one_each(differing)[:_SHOWN_DIFFERENCES]),
    )


def _core(gap: Gap, needs: Sequence[Need]) -> frozenset[str]:
    """Return the words that the gap is about: of its topic, and of more than one customer."""
    heard = Counter(each for need in needs for each in set(_stems(need.text)))
    common = {each for each, times in heard.items() if times >= _SOURCES}
    return frozenset(common | (set(_stems(gap.topic)) & heard.keys()))


def _nothing(
    statements: Sequence[_Statement], *, agreed: bool = False, off: bool = False
) -> Suggestion:
    contacts = len(_contacts(statements))
    why = NOTHING
    if off:
        why = f"{NOTHING[:-1]}: what agents agree on has no word of what was asked."
    elif agreed:
        why = f"{NOTHING[:-1]}: agents spoke of one customer's case, not of all."
    elif contacts:
        why = f"{NOTHING[:-1]}: {_FEW_ANSWERS[contacts > 1]}."
    return Suggestion(text=None, why_not=why, sources=(), contacts=0, differing=())


def _statements(need: Need, turns: Sequence[Turn], asked: frozenset[str]) -> list[_Statement]:
    replies = [
        turn
        for turn in turns
        if turn.index > need.turn_index and turn.speaker in _TELLS and turn.visible
    ][:_REPLIES]
    found = []
    for place, turn in enumerate(replies):
        for start, end in sentences(turn.text):
            text = turn.text[start:end]
            if not _is_fact(text):
                continue
            stems = frozenset(_stems(text))
            if not (stems & asked or (place == 0 and amounts(text))):
                continue
            found.append(
                _Statement(
                    quote=Quoted(
                        contact_id=turn.contact_id,
                        turn_index=turn.index,
                        start=start,
                        end=end,
                        text=text,
                    ),
                    stems=stems,
                    numbers=amounts(text),
                    negative=bool(_NOT & set(words(text))) or "n't" in text,
                    order=place,
                )
            )
    return found


def _is_fact(text: str) -> bool:
    return (
        _SHORTEST <= len(words(text)) <= _LONGEST
        and not text.endswith("?")
        and not _HEDGED.search(text)
        and not _NO_FACT.search(text)
        and not _PERSONAL.search(text.replace("’", "'"))
        and "<" not in text
    )


def _stems(text: str) -> list[str]:
    return [each for each in content_stems(text) if each not in _EMPTY]


def _backing(
    statement: _Statement, others: Sequence[_Statement], asked: frozenset[str]
) -> list[_Statement]:
    return [statement, *(o for o in others if o is not statement and o.agrees(statement, asked))]


def _contacts(statements: Sequence[_Statement]) -> set[str]:
    return {each.quote.contact_id for each in statements}


def _worth(statement: _Statement, core: frozenset[str]) -> float:
    """Prefer the sentence that speaks of what was asked, and is short."""
    return 2 * len(statement.stems & core) + len(statement.numbers) - len(statement.quote.text) / 80


def _chosen(
    backed: Sequence[tuple[_Statement, list[_Statement]]],
    asked: frozenset[str],
    core: frozenset[str],
) -> list[tuple[_Statement, list[_Statement]]]:
    chosen: list[tuple[_Statement, list[_Statement]]] = []
    for statement, by in backed:
        told = any(
            statement.agrees(other, asked)
            or statement.conflicts(other)
            or len(statement.stems & other.stems) * 2 >= len(statement.stems)
            for other, _ in chosen
        )
        # "100 x 70, and 4 cm thick" answers without a word of the question.
        near = statement.stems & core or (not chosen and statement.numbers)
        if near and not told:
            chosen.append((statement, by))
        if len(chosen) == _SENTENCES:
            break
    return chosen


def _differs(statement: _Statement, quoted: Sequence[_Statement], asked: frozenset[str]) -> bool:
    """Tell whether somebody else says what the first sentence denies, and no sentence bears out."""
    first = quoted[0]
    if statement.quote.contact_id in _contacts(quoted):
        return False
    if any(statement.agrees(each, asked) or statement.values & each.values for each in quoted):
        return False
    shared = statement.stems & first.stems
    if statement.conflicts(first):
        return bool(shared)
    of_one_thing = 2 * len(shared) >= max(4, min(len(statement.stems), len(first.stems)))
    return statement.negative != first.negative and of_one_thing and bool(shared & asked)


def _one_each(statements: Sequence[_Statement]) -> list[_Statement]:
    return list({each.quote.contact_id: each for each in reversed(statements)}.values())[::-1]
