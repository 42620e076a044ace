"""Publication dates: found in a line, and read without guessing."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache

from dateutil import parser, tz

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TIME = r"\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?"
_ZONE = (
    r"(?:\s?(?:\(?\b(?:[A-Z]{2,4}|[A-Z]{1,4}[+-]\d{1,2}(?::?\d{2})?)\b\)?|Z\b|[+-]\d{2}:?\d{2}))"
)

DATE = re.compile(
    rf"(?:(?:{_TIME}){_ZONE}?,?\s+(?:on\s+)?)?"
    rf"{_WEEKDAY}(?:{_MONTH}\s+{_DAY},?\s+\d{{4}}|{_DAY}\s+{_MONTH},?\s+\d{{4}}"
    rf"|\d{{4}}([-/.])\d{{1,2}}\1\d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})(?!\d)"
    rf"(?:(?:T|,?\s+(?:at\s+|[-–—|·•]\s+)?|\|)(?:{_TIME}){_ZONE}?)?",
    re.IGNORECASE,
)

# Zones whose letters mean one thing in the news; "CST" or "IST" could be several.
_ZONES = {
    "GMT": "Etc/UTC",
    "UTC": "Etc/UTC",
    "ET": "America/New_York",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "PT": "America/Los_Angeles",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "MSK": "Europe/Moscow",
    "SGT": "Asia/Singapore",
    "HKT": "Asia/Hong_Kong",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
}
_YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T(?=\d)|(?!\d))")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST = 100
_OLDEST = 1700


class UndatedError(ValueError):
    """A publication date that cannot be read or cannot be true."""


def read_date(value: str | date | datetime | None) -> datetime | None:
    """Read a publication date; nothing that is missing in it is made up.

    Args:
        value: a date in ISO form or as newspapers write it; the time of day may be missing.

    Returns:
        The date and time, naive where no zone is named, midnight where no time is; None for
        no value.

    Raises:
        UndatedError: not a full date, more than one possible, or in the future.

    """
    if value is None:
        return None
    if isinstance(value, str):
        moment = _parse(value)
    elif isinstance(value, datetime):
        moment = value
    else:
        moment = datetime(value.year, value.month, value.day)
    _refuse_impossible(moment)
    return moment


def _refuse_impossible(moment: datetime) -> None:
    if moment.year < _OLDEST:
        raise UndatedError(
            f"The publication date in the year {moment.year} is older than newspapers and was "
            "left out; give the right one as 2021-09-10."
        )
    # The date line runs fourteen hours ahead of UTC: today, somewhere, is not the future.
    latest = datetime.now(UTC) + timedelta(hours=14)
    if moment.replace(tzinfo=None) > latest.replace(tzinfo=None):
        raise UndatedError(
            f"The publication date {moment:%Y-%m-%d} lies in the future and was left out; "
            "give the right one as 2021-09-10."
        )


def _parse(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        words = _tidy(value)
    monthly, daily = (_parse_whole(words, dayfirst=order) for order in (False, True))
    if monthly is None or monthly != daily:
        raise UndatedError(
            f"The publication date {value.strip()[:_LONGEST]!r} cannot be read as one certain day "
            "and was left out; give it as 2021-09-10."
        )
    return monthly


def _tidy(value: str) -> str:
    words = _YEAR_FIRST.sub(_spell_month, value.strip())
    words = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", words, flags=re.IGNORECASE)
    words = re.sub(r"\b(\d{1,2})\.(\d{2})\s?(?=[ap]m)", r"\1:\2 ", words, flags=re.IGNORECASE)
    return re.sub(r"(?<=\d)\s*(?:\s[-–—]\s|[|·•])\s*(?=\d)", " ", words)


def _spell_month(match: re.Match[str]) -> str:
    """Write 2021/03/02 as 2 Mar 2021: in dateutil's reading its parts could change places."""
    year, month, day = match[1], int(match[2]), match[3]
    return f"{day} {_MONTHS[month - 1]} {year} " if 1 <= month <= len(_MONTHS) else match[0]


def _parse_whole(words: str, *, dayfirst: bool) -> datetime | None:
    """Parse twice from unlike defaults: where the two differ, a part was missing."""
    if len(words) > _LONGEST:
        return None
    found = []
    for default in (datetime(1904, 1, 1), datetime(1908, 2, 2)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", parser.UnknownTimezoneWarning)
                found.append(
                    parser.parse(words, default=default, dayfirst=dayfirst, tzinfos=_zones())
                )
        except (ValueError, OverflowError, TypeError):
            return None
    return found[0] if found[0] == found[1] else None


@cache
def _zones() -> dict[str, tzinfo | None]:
    return {letters: tz.gettz(name) for letters, name in _ZONES.items()}
