"""The ways in which people name a day or a range of days, as one pattern with a group for each."""

from __future__ import annotations

import re

from assistant.dialogue.feasts import FEASTS

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)"
)
_UNIT = r"(?:day|week|fortnight|month|quarter|year)"
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "a couple of": 2, "three": 3, "few": 3,
    "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_COUNT = r"(?:\d{1,3}|a couple of|couple of|" + "|".join(w for w in COUNTS if " " not in w) + ")"
POINT = re.compile(
    rf"""
      (?<=since\ )(?P<feast>{FEASTS})(?P<feast_last>\ last\ year)?\b
    | (?<=from\ )(?P<feast2>{FEASTS})(?P<feast_last2>\ last\ year)?\b
    | (?<=on\ )(?P<feast3>{FEASTS})(?P<feast_last3>\ last\ year)?\b
    | (?:(?P<nth_weekday>{_WEEKDAY}),?\ )?the\ (?P<nth_day>\d{{1,2}})(?:st|nd|rd|th)\b(?!\ (?:of\ )?{MONTH})
    | (?P<half>first|second)\ half\ of\ (?P<half_month>{MONTH})\b
    | the\ (?P<month_first>first|1st|start|beginning)\ of\ the\ (?P<month_unit>month|quarter|year)\b
    | (?P<unit_start>month|quarter|year)\ start\b
    | (?:(?:the\ )?(?:last|past|previous)\ )?(?P<bare_n>\d{{1,3}})d\b
    | (?:the\ )?(?:last|past|previous)\ (?P<spaced_n>\d{{1,3}})\ d\b
    | (?P<iso>\d{{4}}-\d{{2}}(?:-\d{{2}})?)\b
    | (?P<nth>first|1st|second|2nd|third|3rd|last)\ week\ of\ (?P<nth_month>{MONTH})\b
    | (?:the\ )?(?:week\ (?:of|commencing|beginning|starting)|w/?c)\ (?:the\ )?(?:(?P<week_of>{_WEEKDAY})|(?P<week_day>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<week_month>{MONTH}))\b
    | (?P<slash>\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?)\b
    | (?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<month1>{MONTH})\.?(?:,?\ (?P<year1>\d{{4}}))?\b
    | (?P<month2>{MONTH})\.?\ (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\ (?P<year2>\d{{4}}))?\b(?!\ %)
    | (?:(?P<which3>last|this)\ )?(?P<month3>{MONTH})\.?(?:\ (?P<year3>\d{{4}}))?\b
    | (?:calendar\ )?(?:week|wk|kw|cw)\ ?(?P<week>\d{{1,2}})(?:\ (?:of\ )?(?P<week_year>\d{{4}}))?\b
    | (?P<week2_year>\d{{4}})-?w(?P<week2>\d{{1,2}})\b
    | (?P<ytd>(?:this\ )?(?:year|quarter|month|q[1-4])\ (?:so\ far|to\ date)|(?:20\d\d\ )?ytd|qtd|mtd)\b
    | (?P<quarter>q[1-4])(?:\ (?P<quarter_year>\d{{4}}))?\b
    | (?P<today>today|yesterday|the\ day\ before\ yesterday)\b
    | (?P<ago_n>{_COUNT})\ (?P<ago_unit>{_UNIT})s?\ (?:ago|back)\b
    | (?:the\ )?(?:last|past|previous|recent)\ (?P<span_n>{_COUNT})\ (?P<span_unit>{_UNIT})s?\b
    | (?:the\ )?(?P<which>last|previous|past|this|current)\ (?P<unit>{_UNIT})\b(?!\s+of\b)
    | (?<!black\ )(?<!cyber\ )(?<!good\ )(?:(?P<which_day>last|this|on)\ )?(?P<weekday>{_WEEKDAY})\b
    | (?:last\ |the\ )?(?P<weekend>weekend)\b
    | (?P<year>20[12]\d)\b
    """,
    re.VERBOSE,
)
