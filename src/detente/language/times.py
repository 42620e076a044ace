"""The times a text tells, and their values on the calendar of its publication.

`find_times` works in four steps: every rule of the table looks for its own phrases; of two
that overlap the longer stays; "since", "until", clock times and zones beside a date join it;
then the values are read from left to right, because "the next day" leans on what came before.

Invariants
- Spans do not overlap, follow the text's order, and `text` repeats the words.
- A value is as exact as the text and never more; what no prefix date can say is None.
- Time is linear in the text: no rule repeats without a bound.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

Tense = Literal["past", "present", "future"]
TimeKind = Literal["date", "since", "until", "within", "duration"]
Days = tuple[date, date]  # first and last, both of them in it


@dataclass(frozen=True, slots=True)
class Time:
    """One time the text tells: its words, what they are, and their value.

    `start` and `end` are code points of the text. `value` is a prefix date (`2021`,
    `2021-03`, `2021-09-09`) for the kinds date, since and until, and an ISO 8601 duration
    (`P7M`, `PT90M`) for within and duration. `days` are the first and the last day that a
    date may be, which for "last week" says more than its value. `zone` is the clock the text
    names.
    """

    start: int
    end: int
    text: str
    kind: TimeKind
    value: str | None = None
    zone: str | None = None
    days: Days | None = None


def find_times(
    text: str,
    published: date | datetime | None,
    tense_at: Callable[[int], Tense | None] = lambda _offset: None,
) -> list[Time]:
    """Find every time in a text, in order.

    - A month-day, a month or a weekday without more is the latest one up to publication
      (a month-day up to one day later, because of zones), in the future tense the first from
      it on. A weekday equal to the publication's is the publication day itself.
    - A week, a season, and a part of a month ("late March") have no prefix date: the value is
      the longest prefix that the first and last day share ("last week" may be a month, a year,
      or None); the days themselves are given beside it.
    - Days in a row ("March 3-5") have the first day's value.
    - "The next day", "a year earlier" count from the last date told before that is exact
      enough, else from publication.

    Args:
        text: any text.
        published: the day of publication; without it only absolute dates have values.
        tense_at: the tense of the clause around an offset (code points) of the text.

    Returns:
        The times, left to right, without overlap.

    """
    found = _attach_clocks(text, _join_bounds(text, _choose(text)))
    context = _Context(published, text, tense_at)
    return [context.read(item) for item in found]


# ---------------------------------------------------------------------------- vocabulary

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBERS = (
    {word: n for n, word in enumerate(_ONES.split("|"), 1)}
    | {word: 10 * n for n, word in enumerate(_TENS.split("|"), 2)}
    | {"couple": 2}
)
_UNITS = ("second", "minute", "hour", "day", "week", "fortnight", "month", "year", "decade")

_FULL_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_FULL_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SHORT_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_PIECES = {
    "month": f"(?:(?:{_FULL_MONTHS}|{_FULL_MONTHS.upper()})\\b"
    f"|(?:{_SHORT_MONTHS}|{_SHORT_MONTHS.upper()})\\b\\.?)",
    # April, June and August are also people; May and March are also verbs.
    "plainmonth": "(?:January|February|July|September|October|November|December)",
    "namemonth": "(?:March|April|June|August|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\\b\\.)",
    "weekday": f"(?:{_FULL_DAYS}|{_FULL_DAYS.upper()})",
    "shortday": "(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\\b\\.?",
    "part": "(?i:morning|afternoon|evening|night|noon|midnight)",
    "day": "(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![\\w%])",
    "year": "(?:1[6-9]|20)[0-9]{2}(?![\\w%]|,[0-9]{3}|[.:/–-][0-9])",
    "yearref": "(?:(?P<year>@year)|(?P<which>(?i:this|last|next)) (?i:year)\\b)",
    "phase": "(?:(?P<phase>(?i:early|late|mid))(?:-| )(?:in )?)",
    "whole": "(?!,[0-9]{3}|[.:/][0-9])(?! @counted)",
    "counted": "(?i:percent|per cent|hundred|thousand|million|billion|people|persons|troops"
    "|soldiers|men|women|children|members|civilians|migrants|refugees|prisoners|victims"
    "|tons|tonnes|dollars|euros|yuan|miles|kilometers|kilometres|dead|wounded|jobs"
    "|countries|cases|vehicles|missiles|drones)\\b",
    "ones": f"(?:{_ONES})\\b",
    "tens": f"(?:{_TENS})",
    "number": "(?:@tens(?:(?: |-)@ones)?\\b|@ones|[0-9]{1,3},[0-9]{3}\\b"
    "|[0-9]{1,4}(?:\\.[0-9]{1,2})?(?![\\w.,]))",
    "vague": "(?:the few|several|many|dozens of|hundreds of)",
    "unit": f"(?:{'|'.join(_UNITS)})\\b",
    "unita": f"(?:{'|'.join(_UNITS[1:])})\\b",
    "units": f"(?:(?:{'|'.join(_UNITS)})s|mins|hrs)\\b",
    "anyunit": f"(?:(?:{'|'.join(_UNITS)})s?|mins|hrs)\\b",
    "about": "(?:(?:just |well |a little |slightly )?(?:more than|less than|fewer than|at least"
    "|at most|nearly|almost|about|around|roughly|some|over|under|only|just|up to|close to"
    "|approximately|the better part of)|the full|a full|a whole)",
    "andhalf": "(?:(?: |-)and(?: |-)a(?: |-)half)",
    "somany": "(?:@number|(?:a )?few|a couple of|@vague)",
    # The look ahead is for speed: few words begin like a number.
    "span": "(?=[0-9]|half|an? |t[hwe]|f[oi]|s[ie]|ei|el|ni|on|ma|do|hu)"
    "(?:an? (?:half(?: |-)@unita|(?:few|couple(?: of)?) @units"
    "|@unita(?: and a half| and @number @units)?)"
    "|half an? @unita"
    "|@number(?:@andhalf? @anyunit(?: and a half|,? (?:and )?@number @units)?"
    "|(?: to | or |-|–)@number @units)"
    "|@vague @units)",
    "zone": "(?:(?:(?!The |This |That |His |Her |First |Some |Next |Last |Full |Prime )"
    "(?:local|(?:[A-Z][\\w.]{1,14})(?:(?: |-)[A-Z][\\w.]{0,14}){0,2}) [Tt]ime\\b)"
    "|(?:GMT|UTC|BST|CEST|CET|EEST|EET|EST|EDT|ET|CST|CDT|PST|PDT|PT|MSK|JST|KST|IST|HKT)"
    "\\b(?:[+-][0-9]{1,2})?)",
    "clock": "(?:[0-9]{1,2}(?:[:.][0-9]{2})?[^\\S\\n]?(?:[ap]\\.m\\.|[ap]m\\b|[AP]M\\b)"
    "|[0-2]?[0-9]:[0-5][0-9]\\b|[0-2][0-9][0-5][0-9](?= GMT| UTC)|noon\\b|midnight\\b)",
}


def _compile(source: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a rule: `@name` is a piece of the vocabulary, a blank any short white space."""
    while "@" in source:
        source = re.sub(r"@([a-z]+)", lambda m: _PIECES[m[1]], source)
    # At most one line break, so that no phrase crosses from one paragraph to the next.
    return re.compile(source.replace(" ", r"[^\S\n]{0,2}(?:[^\S\n]|\n)"), flags)


# ------------------------------------------------------------------------------ the rules


class _Rule(NamedTuple):
    """A phrase: its kind, its pattern (group `t`, else all, is the span), how to read it."""

    kind: TimeKind
    pattern: re.Pattern[str]
    value: Callable[[re.Match[str], _Context], Days | str | None]
    is_day: bool = False  # only a day has a clock time beside it


@cache
def _rules() -> tuple[tuple[re.Pattern[str], tuple[_Rule, ...]], ...]:
    """All rules, in groups: each with a word that none of its phrases is without."""
    names = "|".join([_FULL_MONTHS, _FULL_DAYS, _SHORT_MONTHS])
    calendar = f"{names}|{names.upper()}|(?i:spring|summer|autumn|fall|winter)|[12][0-9]{{3}}"
    near = "night|morning|afternoon|evening|today|tonight|tomorrow|yesterday|then"
    relative = "|".join([*_UNITS, "mins", "hrs", near])
    return (
        (re.compile(rf"\b(?:{calendar})"), tuple(_calendar_rules())),
        (re.compile(rf"\b(?:{relative})", re.I), (*_relative_rules(), *_length_rules())),
    )


def _calendar_rules() -> Iterator[_Rule]:
    weekday = r"(?:(?:@weekday|@shortday)(?: @part)?,? (?:the )?)?"
    more = r"(?:,? ?(?:of )?@yearref)?@whole(?: \(@weekday\))?"
    attacks = r"(?!Sept?(?:ember|\.)? 11 (?:terror(?:ist)? )?attacks?)"
    to = r"(?:(?:-|–| to | and )@day)?"
    day = rf"\b{weekday}{attacks}(?P<month>@month) (?:the )?(?P<day>@day){to}{more}"
    yield _Rule("date", _compile(day), _month_day, True)
    day = rf"(?<![\w.,/:-]){weekday}(?P<day>@day){to} (?:of )?(?P<month>@month){more}"
    yield _Rule("date", _compile(day), _month_day, True)
    day = r"\b@weekday(?: @part)? \((?P<month>@month) (?P<day>@day)\)"
    yield _Rule("date", _compile(day), _month_day, True)
    iso = r"(?<![\w/.-])(?P<iso>(?:1[6-9]|20)[0-9]{2}([-/.])(?:0[1-9]|1[0-2])\2[0-3][0-9])(?![0-9])"
    yield _Rule("date", _compile(iso), _iso_day, True)
    names = (
        r"(?!\.[a-z]| (?:Times|Telegraph|Express|Mirror|Mail|Herald|Independent"
        r"|School|Mass|World)\b)"
    )
    days = (
        r"\b(?=[MTWFSLNCPElntcpe])"
        r"(?<!Black\s)(?<!Good\s)(?<!Super\s)(?<!Bloody\s)(?<!Palm\s)(?<!Easter\s)(?<!Ash\s)"
        r"(?<!Holy\s)(?<!every\s)(?<!Every\s)(?<!each\s)(?<!Each\s)"
        # Small "that" is as often "said that Sunday's talks …".
        r"(?:(?P<dir>That|(?i:this coming|this past|last|next|this|coming|past|that same|the same))"
        r" )?"
        rf"(?:(?i:early|late)(?: on)? )?(?P<weekday>@weekday)\b{names}(?: @part)?"
        r"(?:,?(?: of)? (?P<week>(?i:last|this|next)) week\b)?"
    )
    yield _Rule("date", _compile(days), _weekday, True)
    month = r"(?:(?P<month>@month)(?:,? @yearref)?|(?P<dir>(?i:the|this|that|last|next)) month)\b"
    nth = r"\b(?P<nth>(?i:first|second|third|fourth|last|1st|2nd|3rd|4th))"
    day = rf"{nth} (?P<weekday>@weekday) (?:of|in) {month}"
    yield _Rule("date", _compile(day), _nth_weekday, True)
    week = rf"{nth} (?P<unit>(?i:week)) (?:of|in) {month}"
    yield _Rule("date", _compile(week), _nth_week)
    yield from _month_rules()
    yield from _year_rules()


def _month_rules() -> Iterator[_Rule]:
    full = r"\b@phase?(?P<month>@month),?(?: of)? @yearref"
    yield _Rule("date", _compile(full), _month)
    lead = r"(?:(?P<dir>(?i:last|next|this)) |@phase)"
    nouns = r"(?= (?!on\b|for\b|of\b|to\b|and\b|the\b|against\b|with\b)[a-z]+)"
    rest = r"(?!\w)"
    before = r"(?i:in|since|until|till|by|from|before|after|during|through|between)"
    # A speech "by May" or "of May" is a prime minister's more often than a month's.
    may = r"(?i:in|since|until|till|during|through|(?:end|start|middle|beginning|half) of)"
    for pattern in (
        rf"\b{lead}?(?P<month>@plainmonth)\b{rest}",
        rf"\b(?:{before}|of) (?P<t>{lead}?(?P<month>@namemonth)){rest}",
        rf"\b{may} (?P<t>(?P<month>May)\b(?![’']s)){rest}",
        rf"\b(?P<t>{lead}(?P<month>@namemonth|May\b)){rest}",
        rf"\b(?i:the|an?|its|his|her|their) (?P<t>(?P<month>@namemonth|May\b)){nouns}",
        rf"@month (?:and|or|to|through|until) (?P<t>(?P<month>@namemonth|May\b)){rest}",
    ):
        yield _Rule("date", _compile(pattern), _month)


def _year_rules() -> Iterator[_Rule]:
    before = (
        r"(?i:in|since|until|till|by|from|before|after|during|through|throughout|of|year|fiscal"
        r"|early in|late in)"
    )
    count = r"(?! @counted)"
    adjective = (
        r"(?:(?!flight|number|room|page|resolution|article|section|unit|route|other|first"
        r"|total|some|nearly|almost|about|over|estimated|additional)[a-z]{3,14} )?"
    )
    season = r"(?P<season>(?i:spring|summer|autumn|fall|winter))"
    both = r"(?:@month (?:of )?@year|@month|@year)"
    for pattern, value in (
        (rf"\b{before} (?P<t>@phase?(?P<year>@year)){count}", _year),
        (rf"\b(?P<t>@phase(?P<year>@year)){count}", _year),
        (
            rf"(?:\b(?i:the|an?|its|his|her|their|our|this|that)|[’']s?) {adjective}"
            rf"(?P<t>(?P<year>@year)){count}(?= [A-Za-z])",
            _year,
        ),
        (rf"\b(?i:in|of|since|during) @year (?:and|or) (?P<t>(?P<year>@year)){count}", _year),
        (rf"\b{season}(?:,?(?: of)? )@yearref", _year),
        (rf"\b(?P<dir>(?i:last|this|next)) {season}\b", _season),
        (r"\b(?i:the )?@phase?1[89][0-9]0s\b", _nothing),
        (r"\b(?i:the )?@phase?20[0-9]0s\b", _nothing),
        (
            rf"\b(?i:from|between) (?P<t>(?P<first>{both}) "
            rf"(?:to|and|until|till|through) (?P<last>{both})){count}",
            _range,
        ),
    ):
        yield _Rule("date", _compile(pattern), value)


def _relative_rules() -> Iterator[_Rule]:
    unit = r"(?P<unit>week(?:end)?|month|year|decade)\b"
    near = r"(?P<unit>day|night|morning|afternoon|evening|week|month|year)\b"
    of = r"(?=(?P<of> (?:the|an?|his|her|their|its|this|that|they|he|she|it|last|(?-i:[A-Z])))?)"
    stop = r"(?=[,.;)]|$)"
    for pattern, value, is_day in (
        (
            r"(?<!USA\s)(?<!Russia\s)\b(?:(?:earlier|later|early|late) )?"
            r"(?P<day>yesterday|today|tonight|tomorrow)\b(?: @part)?",
            _near_day,
            True,
        ),
        (r"\bthe day (?P<day>before yesterday|after tomorrow)\b", _near_day, True),
        (r"\b(?P<day>last night|last evening)\b", _near_day, True),
        (r"\b(?P<day>this morning|this afternoon|this evening)\b", _near_day, True),
        (
            r"\b(?:(?P<phase>early|earlier|late|later|mid)(?: |-))?"
            rf"(?P<dir>this past|this coming|this|last|next|past|coming|current) {unit}",
            _period,
            False,
        ),
        (
            r"\b(?:the )?(?P<phase>start|beginning|middle|end|close) of"
            rf" (?P<dir>the|this|last|next) {unit}",
            _period,
            False,
        ),
        (r"\b(?P<dir>the) (?P<unit>weekend)\b", _period, False),
        (
            r"\b(?P<span>@span|@units) "
            rf"(?:(?P<ago>ago)|(?P<dir>earlier|later|before{stop}|after{stop}))\b",
            _apart,
            False,
        ),
        (rf"\bthe (?:very )?(?P<dir>next|following|previous|preceding) {near}", _beside, False),
        (rf"\bthe {near} (?P<dir>before|after)\b{of}", _beside, False),
        (
            rf"\b(?:(?:(?:earlier|later) )?(?P<dir>the same|that same|that)"
            rf"|(?:earlier|later) in the) {near}",
            _beside,
            False,
        ),
    ):
        yield _Rule("date", _compile(pattern, re.IGNORECASE), value, is_day)
    since_then = _compile(r"\b(?:ever )?since then\b", re.IGNORECASE)
    yield _Rule("since", since_then, lambda _, context: context.latest())


def _length_rules() -> Iterator[_Rule]:
    apart = r"(?! (?:ago|earlier|later|before|after|old|hence|prior|apart|from now)\b|-)"
    over = r"(?:(?:in|over|within|during|for|throughout|across) )?"
    window = r"(?:past|last|next|coming|previous|preceding)"
    for pattern in (
        rf"\bwithin (?:@about )?(?:@span|@units){apart}",
        rf"\bin (?:@about )?(?:@span|(?:many )?@units)(?! of\b){apart}",
        rf"\b{over}(?:the |these )?{window} (?:@about )?@somany @anyunit{apart}",
        rf"\b(?:in|over|within|during|for|throughout) the {window} (?:@unita|@units){apart}",
        rf"\bthe (?:past|coming) (?:@unita|@units){apart}",
        rf"\b{over}recent @units",
    ):
        yield _Rule("within", _compile(pattern, re.IGNORECASE), _length)
    # "A year" alone is as often a rate ("twice a year") as a length.
    cue = (
        r"(?:for|last(?:s|ed|ing)?|t(?:akes?|aking|ook)|spent|spanned|spanning|ran|than|nearly"
        r"|almost|about|around|over|under|least|only|just|full|whole|roughly)"
    )
    alone = r"(?!(?:an?|one) (?!half)@unita(?! and a half| and @number))"
    long = r"(?:second|minute|hour|day|week|month|year|decade)"
    for pattern in (
        rf"\b(?<!every\s)(?<![.,$€£-]){alone}@span{apart}(?:(?: |-)long\b)?",
        rf"\b{cue} (?P<t>(?:an?|one) @unita){apart}",
        rf"\bfor (?P<t>(?:many |several )?@units){apart}",
        rf"\b(?<![.,$€£-])@number@andhalf?(?:-@unit|-{long}s?-long\b)(?:-long\b)?(?!-?old)",
        r"\b(?<![.,$€£-])half-(?:an-)?@unita(?:-long\b)?",
        rf"\b{long}s?-?long\b",
    ):
        yield _Rule("duration", _compile(pattern, re.IGNORECASE), _length)


# ------------------------------------------------------------------- finding the phrases


@dataclass(slots=True)
class _Found:
    """A phrase that a rule found, while it is being put together."""

    start: int
    end: int
    rule: _Rule
    match: re.Match[str]
    kind: TimeKind
    zone: str | None = None


_BEFORE, _AFTER = 100, 80  # characters that a phrase has at most beside its word


def _around(word: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are near a word: the rest need not be searched."""
    stretches: list[tuple[int, int]] = []
    for match in word.finditer(text):
        start, end = max(0, match.start() - _BEFORE), match.end() + _AFTER
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
    return stretches


def _choose(text: str) -> list[_Found]:
    """All phrases without overlap, the longest first come."""
    found = []
    for word, rules in _rules():
        stretches = _around(word, text)
        for rule in rules:
            group: str | int = "t" if "t" in rule.pattern.groupindex else 0
            for start, end in stretches:
                for match in rule.pattern.finditer(text, start, end):
                    found.append(_Found(*match.span(group), rule, match, rule.kind))
    found.sort(key=lambda item: (item.start - item.end, item.start))
    taken = bytearray(len(text))
    chosen = []
    for item in found:
        # What was taken is at least as long, so an overlap shows at an end.
        if not (taken[item.start] or taken[item.end - 1]):
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
            chosen.append(item)
    return sorted(chosen, key=lambda item: item.start)


@cache
def _bound_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    bounds = _compile(r"\b(?:(?P<since>since)|until|till)\b", re.IGNORECASE)
    # "Since China says on Monday it will …" gives a reason, not a time.
    since = _compile(
        r" (?:(?!(?i:since|until|then|said|says?|told|is|are|has|have|will|would|can|could)\b)"
        r"(?:[\w’'-]{1,24}|(?:[A-Z]\.){2,3}|(?:Mr|Mrs|Ms|Dr)\.) ){0,10}"
    )
    until = _compile(
        r" (?:(?i:at|least|the|end|start|beginning|of|in|on|after|around|about) ){0,5}"
    )
    return bounds, since, until


def _join_bounds(text: str, found: list[_Found]) -> list[_Found]:
    """Make "since taking office in January" and "until the end of March" one phrase each."""
    bounds, since, until = _bound_patterns()
    joined: list[_Found] = []
    marks = list(bounds.finditer(text))
    position = 0
    for item in found:
        mark = None
        while position < len(marks) and marks[position].end() <= item.start:
            mark, position = marks[position], position + 1
        if item.kind != "date":
            # Keep the mark for a date behind this phrase: "since the two-day visit in June".
            position -= mark is not None
        elif mark is not None:
            gap = since if mark["since"] else until
            if gap.fullmatch(text, mark.end(), item.start):
                item.start, item.kind = mark.start(), "since" if mark["since"] else "until"
                while joined and joined[-1].end > item.start:
                    joined.pop()
        joined.append(item)
    return joined


@cache
def _clock_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lead = r"(?<![\w.:,])@clock(?:,? (?:\()?(?P<zone>@zone)\)?)?,?(?: on)? $"
    tail = (
        r"(?:,?(?: at)? @clock)?"
        r"(?:,? (?P<zone>@zone)| ?\((?:in )?(?:@clock,? )?(?P<paren>@zone)\))?"
    )
    return _compile(lead), _compile(tail)


def _attach_clocks(text: str, found: list[_Found]) -> list[_Found]:
    """Give each day the clock time and the zone that stand beside it."""
    lead, tail = _clock_patterns()
    for index, item in enumerate(found):
        if not item.rule.is_day:
            continue
        limit = found[index + 1].start if index + 1 < len(found) else len(text)
        after = tail.match(text, item.end)
        if after and after.end() <= limit:
            item.end, item.zone = after.end(), after["zone"] or after["paren"]
        floor = max(found[index - 1].end if index else 0, item.start - 60)
        if before := lead.search(text[floor : item.start]):
            item.start, item.zone = floor + before.start(), item.zone or before["zone"]
    return found


# -------------------------------------------------------------------- reading the values


@cache
def _ahead_pattern() -> re.Pattern[str]:
    return _compile(
        r"\b(?:(?:scheduled|rescheduled|set|slated|planned|expected|due|pencill?ed in|fixed)"
        r"(?: for| to (?!the\b|an?\b)[a-z]+(?: [a-z]+){0,2}(?: (?:for|on|in|by))?)"
        r"|(?:postponed|delayed|extended|adjourned|deferred|suspended|moved|put off|pushed back)"
        r" (?:until|till|to))(?: (?:at least|the end of))? $"
        r"|(?:\b(?:is|are)|,) due(?: (?:in|at) [A-Z][\w-]+,?)?(?: in| on)? $"
        r"|\bmeets? again(?: (?:in|at) [A-Z][\w-]+,?)?(?: in| on)? $"
        r"|\b(?:cancell?ed|called off|scrapped|postponed|put off"
        r"|(?:cancellation|postponement) of)(?: (?:the|a|his|her|their))? $"
    )


# How many days at most a date has that "a day later", "the same month", "that year" lean on.
_EXACT = {"day": 7, "month": 31, "year": 366}


@dataclass(slots=True)
class _Context:
    """What a value may lean on: the publication, the tense, the dates told so far."""

    published: date | None
    text: str
    tense_at: Callable[[int], Tense | None]
    told: dict[str, Days] = field(default_factory=dict)  # unit → the last date no vaguer than it
    last: Days | None = None
    of_the_news: Days | None = (
        None  # the last date told that is of the day of publication or before
    )
    last_end: int = 0  # where the last date told ends
    start: int = 0  # where the phrase that is being read begins
    kind: TimeKind = "date"

    def read(self, item: _Found) -> Time:
        self.start, self.kind = item.match.start(), item.kind
        try:
            found = item.rule.value(item.match, self)
        except (ValueError, OverflowError):  # 30 February, 9999 years ago
            found = None
        days = found if isinstance(found, tuple) else None
        if days and item.kind == "date":
            self.last, self.last_end = days, item.end
            length = (days[1] - days[0]).days + 1
            if length == 1 and self.today and 0 <= (self.today - days[0]).days <= 1:
                self.of_the_news = days
            self.told |= {unit: days for unit, most in _EXACT.items() if length <= most}
        value = found if isinstance(found, str) else _shared(*days) if days else None
        words = self.text[item.start : item.end]
        return Time(item.start, item.end, words, item.kind, value, item.zone, days)

    @property
    def today(self) -> date | None:
        """The day of publication, as its own clock has it."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    @property
    def tense(self) -> Tense | None:
        """The tense around the phrase, unless its own words look back or ahead."""
        if self.kind == "since":
            return "past"
        if _ahead_pattern().search(self.text[max(0, self.start - 60) : self.start]):
            return "future"
        tense = self.tense_at(self.start)
        return "future" if self.kind == "until" and tense != "past" else tense

    def anchor(self, unit: str) -> Days | None:
        """The last date told that is no vaguer than some unit allows, else publication."""
        return self.told.get(unit) or (_one(self.today) if self.today else None)

    def latest(self) -> Days | None:
        """The last date told, as exact as it was."""
        return self.last

    def last_nearby(self) -> Days | None:
        """The last date told before the phrase, where it stands in the same paragraph."""
        return None if "\n" in self.text[self.last_end : self.start] else self.last


def _nothing(_match: re.Match[str], _context: _Context) -> None:
    return None


def _shared(first: date, last: date) -> str | None:
    """The longest prefix date that holds both days."""
    for length in (10, 7, 4):
        if (prefix := first.isoformat()[:length]) == last.isoformat()[:length]:
            return prefix
    return None


def _word(match: re.Match[str], group: str) -> str:
    """A group's words, lower case and single-spaced; empty where it is missing."""
    return " ".join((match.groupdict().get(group) or "").lower().split())


def _step(word: str) -> int:
    """Which way a word points: -1 back, 1 ahead, 0 to the one that is now."""
    back = ("last", "past", "this past", "previous", "preceding", "before", "earlier")
    ahead = ("next", "coming", "this coming", "following", "after", "later")
    return -1 if word in back else 1 if word in ahead else 0


def whole(prefix: str) -> Days | None:
    """All the days of a prefix date."""
    parts = [int(part) for part in prefix.split("-")] if prefix else []
    if len(parts) == 3:
        return _one(date(*parts))
    if len(parts) == 2:
        return _whole_month(*parts)
    return _whole_year(*parts) if parts else None


def _one(day: date) -> Days:
    return day, day


def _whole_month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _whole_year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


@cache
def _part_pattern() -> re.Pattern[str]:
    return _compile(r"\b(start|beginning|middle|end|close) of(?: the)? $", re.IGNORECASE)


def _part(days: Days, match: re.Match[str], name: str) -> Days:
    """The part of a month or a year that its own words, or "the end of" before it, tell."""
    start = match.start(name)
    before = _part_pattern().search(match.string[max(0, start - 20) : start])
    phase = _word(match, "phase") or (before[1].lower() if before else "")
    first, last = days
    length = (last - first).days
    if phase in ("early", "earlier", "start", "beginning"):
        return first, first + timedelta(length * 2 // 5)
    if phase in ("mid", "middle"):
        return first + timedelta(length // 4), last - timedelta(length // 4)
    if phase in ("late", "later", "end", "close"):
        return last - timedelta(length * 2 // 5), last
    return days


def _year_told(match: re.Match[str], context: _Context) -> int | None:
    if year := _word(match, "year"):
        return int(year)
    if (which := _word(match, "which")) and context.today:
        return context.today.year + _step(which)
    return None


def _iso_day(match: re.Match[str], _context: _Context) -> Days:
    return _one(date.fromisoformat(re.sub(r"[/.]", "-", match["iso"])))


def _month_number(words: str) -> int:
    return _MONTHS.index(words[:3].lower()) + 1


def _month_day(match: re.Match[str], context: _Context) -> Days | None:
    month, day = _month_number(match["month"]), int(re.sub(r"\D", "", match["day"]))
    if year := _year_told(match, context):
        return _one(date(year, month, day))
    today, tense = context.today, context.tense
    if today is None or _word(match, "which"):
        return None
    days = []
    for year in range(max(1, today.year - 8), min(9999, today.year + 8) + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:  # 29 February is not in every year
            continue
    if tense == "future":
        days = [each for each in days if each >= today]
    elif tense != "present":
        # Where the clock is ahead of the newsroom's, today's event has tomorrow's date.
        days = [each for each in days if (each - today).days <= 1]
    nearest = min(days, key=lambda each: abs((each - today).days), default=None)
    return _one(nearest) if nearest else None


def _month(match: re.Match[str], context: _Context) -> Days | None:
    month = _month_number(match["month"])
    year, today = _year_told(match, context), context.today
    if year is None:
        if today is None or _word(match, "which"):
            return None
        which = _word(match, "dir")
        if which == "this":
            year = today.year
        elif which == "next" or (not which and context.tense == "future"):
            year = today.year + (month < today.month + (which == "next"))
        else:
            year = today.year - (month > today.month - (which == "last"))
    return _part(_whole_month(year, month), match, "month")


def _year(match: re.Match[str], context: _Context) -> Days | None:
    year = _year_told(match, context)
    if year is None:
        return None
    if season := _word(match, "season"):
        return _of_season(year, season)
    return _part(_whole_year(year), match, "year")


def _range(match: re.Match[str], _context: _Context) -> Days | None:
    """The year that both ends of a range name; a range has no nearer prefix."""
    first = re.search(r"[0-9]{4}", match["first"])
    last = re.search(r"[0-9]{4}", match["last"])
    if last is None:
        return None
    return _whole_year(int(last[0])) if first is None or first[0] == last[0] else None


def _season(match: re.Match[str], context: _Context) -> Days | None:
    today, step = context.today, _step(_word(match, "dir"))
    season = _word(match, "season")
    if today is None or season not in _SEASONS:  # a winter has two years
        return None
    first, last = _SEASONS[season]
    if step < 0:
        return _of_season(today.year - (today.month <= last), season)
    return _of_season(today.year + (step > 0 and today.month >= first), season)


def _of_season(year: int, season: str) -> Days:
    if season not in _SEASONS:
        return _whole_year(year)
    first, last = _SEASONS[season]
    return _whole_month(year, first)[0], _whole_month(year, last)[1]


def _weekday(match: re.Match[str], context: _Context) -> Days | None:
    today = context.today
    if today is None:
        return None
    number = _WEEKDAYS.index(match["weekday"].lower())
    back, ahead = (today.weekday() - number) % 7, (number - today.weekday()) % 7
    which = _word(match, "dir")
    if which in ("that", "that same", "the same"):
        return _that_weekday(number, context)
    if week := _word(match, "week"):
        days = number - today.weekday() + 7 * _step(week)
        # Where the week begins on a Sunday, "Sunday of this week" is behind.
        days -= 7 if days > 0 and week == "this" and context.tense == "past" else 0
    elif which == "this":
        days = number - today.weekday()
        days += 7 if days < 0 and context.tense == "future" else 0
    elif step := _step(which):
        days = (ahead or 7) if step > 0 else -(back or 7)
    else:
        days = ahead if context.tense == "future" else -back
    return _one(today + timedelta(days))


def _that_weekday(number: int, context: _Context) -> Days | None:
    """The first such day from the day told before on; no more than what was told if it was none."""
    last = context.last_nearby()
    if not last or last[0] != last[1]:
        return last
    return _one(last[0] + timedelta((number - last[0].weekday()) % 7))


_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "1st": 0, "2nd": 1, "3rd": 2, "4th": 3}
_LAST = -1


def _in_month(
    match: re.Match[str], context: _Context, of: Callable[[Days, int], Days]
) -> Days | None:
    """A part of "May", of "last month", or of "the month": that last told, else one not to come."""
    nth = _NTH.get(_word(match, "nth"), _LAST)
    if match["month"]:
        month = _month(match, context)
        return of(month, nth) if month else None
    which, today = _word(match, "dir"), context.today
    if which in ("the", "that") and (told := context.told.get("month")):
        return of(_whole_month(told[0].year, told[0].month), nth)
    month = _moved(_one(today), _step(which), "month") if today else None
    if month is None or today is None:
        return None
    found = of(month, nth)
    if which == "the" and context.tense == "past" and found[0] > today:
        earlier = _moved(month, -1, "month")
        return of(earlier, nth) if earlier else None
    return found


def _nth_weekday(match: re.Match[str], context: _Context) -> Days | None:
    number = _WEEKDAYS.index(match["weekday"].lower())

    def of(month: Days, nth: int) -> Days:
        if nth == _LAST:
            return _one(month[1] - timedelta((month[1].weekday() - number) % 7))
        return _one(month[0] + timedelta((number - month[0].weekday()) % 7 + 7 * nth))

    return _in_month(match, context, of)


def _nth_week(match: re.Match[str], context: _Context) -> Days | None:
    def of(month: Days, nth: int) -> Days:
        first = month[1] - timedelta(6) if nth == _LAST else month[0] + timedelta(7 * nth)
        return first, first + timedelta(6)

    return _in_month(match, context, of)


def _near_day(match: re.Match[str], context: _Context) -> Days | None:
    days = {
        "before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "last evening": -1,
        "tomorrow": 1,
        "after tomorrow": 2,
    }.get(_word(match, "day"), 0)
    return _one(context.today + timedelta(days)) if context.today else None


def _period(match: re.Match[str], context: _Context) -> Days | None:
    today, unit, which = context.today, _word(match, "unit"), _word(match, "dir")
    if today is None or unit == "decade":
        return None
    step, phase = _step(which), _word(match, "phase")
    monday = today - timedelta(today.weekday())
    if unit == "week" and step < 0 and today == monday + timedelta(days=6):
        # On a Sunday it is as often the week that ends, which for many began a week ago.
        return monday - timedelta(weeks=1), today
    if unit == "weekend":
        saturday = monday + timedelta(weeks=step, days=5)
        if which == "the" and context.tense != "future" and saturday > today:
            saturday -= timedelta(weeks=1)
        return saturday, saturday + timedelta(days=1)
    days = _moved(_one(today), step, unit)
    if days and step == 0 and phase == "earlier":
        return days[0], today
    if days and step == 0 and phase == "later":
        return today, days[1]
    return _part(days, match, "dir") if days else None


def _moved(start: Days, count: int, unit: str) -> Days | None:
    """A date some units away, as exact as the unit."""
    if unit == "day":
        return start[0] + timedelta(count), start[1] + timedelta(count)
    if unit in ("week", "fortnight"):
        first, last = (
            day + timedelta(weeks=count * (2 if unit == "fortnight" else 1)) for day in start
        )
        return first - timedelta(first.weekday()), last + timedelta(6 - last.weekday())
    if unit == "month":
        day = start[0] + relativedelta(months=count)
        return _whole_month(day.year, day.month)
    if unit == "year":
        return _whole_year((start[0] + relativedelta(years=count)).year)
    return None


@cache
def _loose_pattern() -> re.Pattern[str]:
    within = "(?P<within>(?:less|fewer) than|under|at most|up to)"
    than = "(?:more|longer|later|earlier) than"
    return _compile(rf"\b(?:{within}|{than}|over|at least|part of) $", re.IGNORECASE)


def _apart(match: re.Match[str], context: _Context) -> Days | None:
    """The date "two days ago" from publication, "two days earlier" from the last date told."""
    start, parts = match.start(), _parts(match["span"])
    if parts is None or len(parts) > 1 or parts[0][0].denominator > 1:
        return None
    count, unit = int(parts[0][0]), parts[0][1]
    loose = _loose_pattern().search(context.text[max(0, start - 20) : start])
    if loose:
        return _since(count, unit, context) if loose["within"] and match["ago"] else None
    if not match["ago"]:
        origin = context.anchor(unit if unit in _EXACT else "day")
        return _moved(origin, count * _step(_word(match, "dir")), unit) if origin else None
    seconds = {"hour": 3600, "minute": 60, "second": 1}.get(unit)
    if seconds and isinstance(context.published, datetime):
        return _one((context.published - timedelta(seconds=count * seconds)).date())
    return _moved(_one(context.today), -count, unit) if context.today else None


def _since(count: int, unit: str, context: _Context) -> Days | None:
    """As in "less than two weeks ago"; "more than a year ago" may be any day before that."""
    today = context.today
    earliest = _moved(_one(today), -count, unit) if today else None
    return (earliest[0], today) if earliest and today else None


def _beside(match: re.Match[str], context: _Context) -> Days | None:
    if _word(match, "of"):  # "the day before the summit" asks for the summit's day
        return None
    unit = _word(match, "unit")
    if unit not in ("week", "month", "year"):
        unit = "day"
    if unit == "day" and not _word(match, "dir") and context.of_the_news:
        return context.of_the_news  # "later in the day", whatever else was told between
    step, exact = _step(_word(match, "dir")), unit if unit in _EXACT else "day"
    last = context.last_nearby()
    if step == 0 and last and (last[1] - last[0]).days >= _EXACT[exact]:
        return last  # "in July …, and the same day …": no more is told
    if exact not in context.told and step > 0 and context.tense == "past":
        return None  # what came after a day that is not told
    start = context.anchor(exact)
    return _moved(start, step, unit) if start else None


# ------------------------------------------------------------------------------- lengths

_FINER = {
    "decade": ("year", 10),
    "year": ("month", 12),
    "fortnight": ("day", 14),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
}


def _unit_of(word: str) -> str | None:
    word = {"mins": "minute", "hrs": "hour"}.get(word, word)
    word = word.removesuffix("long") or word
    return word.rstrip("s") if word.rstrip("s") in _UNITS else None


def _parts(words: str) -> list[tuple[Fraction, str]] | None:
    """Read "two hours and 15 minutes" as [(2, hour), (15, minute)]; None where it is vague."""
    parts: list[tuple[Fraction, str]] = []
    number: Fraction | None = None
    joined = False
    for word in re.findall(r"[a-z]+|[0-9][0-9.]*", words.lower().replace(",", "")):
        if word in _NUMBERS or word[0].isdigit():
            if number is not None and (word[0].isdigit() or number % 10 or number < 20):
                return None  # "two to three hours"
            number = (number or 0) + Fraction(_NUMBERS.get(word) or Fraction(word.rstrip(".")))
        elif word == "half":
            number = (number or 0) + Fraction(1, 2) if joined else Fraction(1, 2)
        elif word in ("several", "few", "many", "dozens", "hundreds", "recent"):
            return None
        elif unit := _unit_of(word):
            if number is None and word.removesuffix("long").endswith("s"):
                return None  # "in years", "hours-long"
            parts.append((Fraction(1) if number is None else number, unit))
            number, joined = None, False
        joined = joined or word == "and"
    if number is not None and parts:  # "an hour and a half"
        parts[-1] = (parts[-1][0] + number, parts[-1][1])
    return parts or None


def _length(match: re.Match[str], _context: _Context) -> str | None:
    """An ISO 8601 duration in the text's own units (`PT90M` stays minutes)."""
    sums: dict[str, Fraction] = {}
    for amount, unit in _parts(match[0]) or []:
        whole = amount if unit not in _FINER else Fraction(int(amount))
        finer, factor = _FINER.get(unit, ("", 1))
        if whole != amount and ((amount - whole) * factor).denominator == 1:
            sums[finer] = sums.get(finer, Fraction(0)) + (amount - whole) * factor
        else:
            whole = amount
        sums[unit] = sums.get(unit, Fraction(0)) + whole
    return _write({unit: amount for unit, amount in sums.items() if amount})


def _write(sums: dict[str, Fraction]) -> str | None:
    for unit, finer, factor in (("decade", "year", 10), ("fortnight", "week", 2)):
        if unit in sums:
            sums[finer] = sums.get(finer, Fraction(0)) + sums.pop(unit) * factor
    if "week" in sums and len(sums) > 1:  # ISO 8601 keeps weeks by themselves
        sums["day"] = sums.get("day", Fraction(0)) + sums.pop("week") * 7
    days, clock = (
        "".join(f"{_decimal(sums[unit])}{unit[0].upper()}" for unit in units if unit in sums)
        for units in (("year", "month", "week", "day"), ("hour", "minute", "second"))
    )
    return f"P{days}{'T' * bool(clock)}{clock}" if sums else None


def _decimal(amount: Fraction) -> str:
    return f"{float(amount):.2f}".rstrip("0").rstrip(".")
