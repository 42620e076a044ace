"""What somebody asks to be followed and told: the configuration file as types.

What is secret is never in it: a field that ends in `_env` names the variable of the environment
that holds it.
"""

from __future__ import annotations

import re
from datetime import time, timedelta
from ipaddress import ip_address
from itertools import combinations
from typing import Annotated, Any, Literal, Self, TypeAlias, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from detente.actors import country_of, name_of
from detente.assessment.alarms import WEIGHTS
from detente.model import ContactStatus, Level, Mode, MoveStatus, MoveType

Dyad: TypeAlias = tuple[str, str]
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LASTS = re.compile(r"(\d{1,6})\s*([smhd])", re.ASCII)
_DAILY = re.compile(r"daily ([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_HYPHEN = re.compile(r"\s*[-–—]\s*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_MAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+", re.ASCII)
_LONGEST = 200  # characters of a name


# -- how values are written ------------------------------------------------------------------------


def _lasting(given: Any) -> timedelta:
    found = _LASTS.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        raise ValueError(f"{given!r} is no duration: write it as 30s, 15m, 2h or 7d")
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def _listed(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


def _word_of(words: tuple[str, ...]) -> BeforeValidator:
    """One of some words, in any case."""

    def check(given: Any) -> Any:
        found = [word for word in words if word.lower() == str(given).strip().lower()]
        if not found:
            raise ValueError(f"{given!r} is none: use one of {', '.join(words)}")
        return found[0]

    return BeforeValidator(check)


def _side(given: Any) -> str:
    if isinstance(given, str):
        for code in (given, given.upper()):
            if name_of(code):
                return code
        found = next(filter(None, map(country_of, (given, given.title()))), None)
        if found:
            return found
    raise ValueError(f"{given!r}: no side of this name is known: use codes, as CHN or EU")


def _dyad(given: Any) -> Dyad:
    """Two sides with a hyphen between; some codes have one of their own."""
    parts = _HYPHEN.split(given.strip()) if isinstance(given, str) else []
    for at in range(1, len(parts)):
        try:
            one, other = (_side("-".join(some)) for some in (parts[:at], parts[at:]))
        except ValueError:
            continue
        if one == other:
            raise ValueError(f"{given!r}: both sides are the same")
        return (one, other) if one < other else (other, one)
    raise ValueError(f"{given!r} is no dyad: write two codes, as CHN-USA")


def _address(given: Any) -> str:
    """An http or https address of one line, without user name or fragment."""
    try:
        parts = urlsplit(given) if isinstance(given, str) else None
        fits = (
            parts is not None
            and parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and not any(letter.isspace() or not letter.isprintable() for letter in given)
            and (parts.port or 1) > 0
        )
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"{given!r} is no web address: write it as https://news.example/feed")
    return str(given)


def _mailbox(given: Any) -> str:
    if not isinstance(given, str) or not _MAIL.fullmatch(given):
        raise ValueError(f"{given!r} is no mail address: write it as desk@news.example")
    return given


def _zone(given: Any) -> ZoneInfo:
    try:
        return ZoneInfo(given)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise ValueError(f"{given!r} is no time zone: write it as Europe/Athens") from None


def _daily(given: Any) -> time:
    found = _DAILY.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        raise ValueError(f'{given!r} is no time for a digest: write it as "daily 07:00"')
    return time(int(found[1]), int(found[2]))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _variable(given: Any) -> str:
    # What is written here by mistake may be the secret itself: it is not told.
    if not isinstance(given, str) or not _VARIABLE.fullmatch(given):
        raise ValueError("this must be the name of a variable of the environment")
    return given


def _name(given: Any) -> str:
    if not isinstance(given, str) or not given.strip() or len(given) > _LONGEST:
        raise ValueError(f"a name of 1 to {_LONGEST} characters is needed")
    if not given.isprintable():
        raise ValueError("a name must be printable, on one line")
    return given.strip()


def _words(kind: Any) -> Any:
    item = Annotated[str, _word_of(get_args(kind))]
    return Annotated[tuple[item, ...], BeforeValidator(_listed)]


Lasting = Annotated[timedelta, BeforeValidator(_lasting)]
Side = Annotated[str, BeforeValidator(_side)]
DyadCode = Annotated[Dyad, BeforeValidator(_dyad)]
Dyads = Annotated[tuple[DyadCode, ...], BeforeValidator(_listed)]
WebAddress = Annotated[str, BeforeValidator(_address)]
Mailbox = Annotated[str, BeforeValidator(_mailbox)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
Daily = Annotated[time, BeforeValidator(_daily)]
Variable = Annotated[str, BeforeValidator(_variable)]
Name = Annotated[str, BeforeValidator(_name)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_listed)]
Levels: TypeAlias = _words(Level)  # type: ignore[valid-type]
Modes: TypeAlias = _words(Mode)  # type: ignore[valid-type]
Statuses: TypeAlias = _words(ContactStatus)  # type: ignore[valid-type]
MoveTypes: TypeAlias = _words(MoveType)  # type: ignore[valid-type]
MoveStatuses: TypeAlias = _words(MoveStatus)  # type: ignore[valid-type]
Kinds: TypeAlias = _words(Literal[tuple(WEIGHTS)])  # type: ignore[valid-type]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


# -- what is followed ------------------------------------------------------------------------------


class RecordPart(_Part):
    """Which record is kept."""

    db: str = Field(default="detente.db", min_length=1)


class WatchPart(_Part):
    """What holds for all that is followed.

    Attributes:
        dyads: the watch list; rules that name no dyads are about these, or about all.
        origin: how readers reach the desk; links in alerts begin with it.
        pause: the least time between two requests to one host.

    """

    dyads: Dyads = ()
    origin: WebAddress = "http://127.0.0.1:8000"
    pause: Lasting = timedelta(seconds=2)


class Source(_Part):
    """A feed, or a page that is read whenever it has changed."""

    url: WebAddress
    kind: Literal["feed", "page"] = "feed"
    every: Lasting = timedelta(minutes=15)
    outlet: Name | None = None

    @model_validator(mode="after")
    def _not_too_often(self) -> Self:
        if self.every < timedelta(seconds=30):
            raise ValueError("every: oftener than every 30s is no manners")
        return self


# -- what is told ----------------------------------------------------------------------------------


class _Rule(_Part):
    name: Name
    dyads: Dyads | Literal["all"] | None = None


class ContactRule(_Rule):
    """A new contact."""

    when: Literal["contact"]
    level: Levels = ()
    mode: Modes = ()
    status: Statuses = ()
    within: Lasting = timedelta(days=30)


class ChangeRule(_Rule):
    """A channel cut, stalled, quiet or used again, an escalation, and what else a dyad changes."""

    when: Literal["changed"]
    kind: Kinds = ("cut", "stalled", "quiet", "reopened", "escalated")
    level: Levels = ()
    within: Lasting = timedelta(days=30)


class ClaimRule(_Rule):
    """A count that a report claims, and that the record contradicts."""

    when: Literal["claim"]


class TensionRule(_Rule):
    """Tension of one side toward the other: above a level, or rising."""

    when: Literal["tension"]
    above: float | None = Field(default=None, ge=0, le=10)
    rising: bool = False

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if self.above is None and not self.rising:
            raise ValueError("say above = 6.0, or rising = true, or both")
        return self


class MoveRule(_Rule):
    """A move of a type from one side toward another."""

    when: Literal["move"]
    type: MoveTypes
    source: Side | None = None
    target: Side | None = None
    status: MoveStatuses = ("reported",)
    within: Lasting = timedelta(days=30)


class WordsRule(_Rule):
    """A report that has some words; one of the phrases will do."""

    when: Literal["words"]
    words: Names = Field(min_length=1)


Rule = Annotated[
    ContactRule | ChangeRule | ClaimRule | TensionRule | MoveRule | WordsRule,
    Field(discriminator="when"),
]


# -- to whom ---------------------------------------------------------------------------------------


class DigestPart(_Part):
    """At most `more_than` messages to a channel `within` a time; what is more goes as one."""

    more_than: int = Field(default=5, ge=1)
    within: Lasting = timedelta(hours=1)


class _Channel(_Part):
    """What all channels have.

    Attributes:
        name: by which deliveries know it.
        rules: the names of rules it is told of; all where none is named.
        digest: once a day at this time, in `zone`, instead of at once.
        attempts: after so many a message is given up.

    """

    name: Name
    rules: Names = ()
    digest: Daily | None = None
    zone: Zone = ZoneInfo("UTC")
    attempts: int = Field(default=10, ge=1, le=100)


class EmailChannel(_Channel):
    """Electronic mail by SMTP."""

    kind: Literal["email"]
    host: str = Field(min_length=1, pattern=r"^[A-Za-z0-9.:\[\]-]+$")
    port: int = Field(default=587, ge=1, le=65_535)
    tls: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password_env: Variable | None = None
    sender: Mailbox
    to: Annotated[tuple[Mailbox, ...], BeforeValidator(_listed)] = Field(min_length=1)

    @model_validator(mode="after")
    def _keeps_secrets(self) -> Self:
        if (self.user is None) != (self.password_env is None):
            raise ValueError("user and password_env go together")
        if self.user and self.tls == "none" and not _is_loopback(self.host):
            raise ValueError("a password is only sent with tls")
        return self


class WebhookChannel(_Channel):
    """A POST of JSON, signed."""

    kind: Literal["webhook"]
    url: WebAddress
    secret_env: Variable


class TelegramChannel(_Channel):
    """A message of a Telegram bot."""

    kind: Literal["telegram"]
    token_env: Variable
    chat: int | Annotated[str, Field(pattern=r"^(@[A-Za-z0-9_]{1,64}|-?\d{1,20})$")]
    api: WebAddress = "https://api.telegram.org"


Channel = Annotated[EmailChannel | WebhookChannel | TelegramChannel, Field(discriminator="kind")]


class Config(_Part):
    """All of it."""

    record: RecordPart = RecordPart()
    watch: WatchPart = WatchPart()
    sources: tuple[Source, ...] = ()
    rules: tuple[Rule, ...] = ()
    channels: tuple[Channel, ...] = ()
    digest: DigestPart = DigestPart()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for what, names in (
            ("sources", [source.url for source in self.sources]),
            ("rules", [rule.name for rule in self.rules]),
            ("channels", [channel.name for channel in self.channels]),
        ):
            for one, other in combinations(names, 2):
                if one == other:
                    raise ValueError(f"{what}: {one!r} is there twice")
        known = {rule.name for rule in self.rules}
        for channel in self.channels:
            for name in channel.rules:
                if name not in known:
                    raise ValueError(f"channels: {channel.name!r} names no rule: {name!r}")
        for rule in self.rules:
            if rule.when == "tension" and not self.dyads_of(rule):
                raise ValueError(f"rules: {rule.name!r} needs dyads, or a watch list")
        return self

    @property
    def watched(self) -> tuple[Dyad, ...]:
        """The watch list, each dyad once, its codes sorted."""
        return tuple(sorted(set(self.watch.dyads)))

    @property
    def origin(self) -> str:
        """How readers reach the desk, without a slash at the end."""
        return self.watch.origin.rstrip("/")

    def dyads_of(self, rule: _Rule) -> frozenset[Dyad]:
        """The dyads that a rule is about; none for all."""
        if rule.dyads == "all":
            return frozenset()
        return frozenset(rule.dyads or self.watch.dyads)
