"""What somebody asks to be followed and told: the configuration file as types.

What is secret is never in it: a field that ends in `_env` names the variable of the environment
that holds it.
"""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address
from itertools import combinations
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.desk.watch.values import (
    Daily,
    Dyad,
    Dyads,
    Kinds,
    Lasting,
    Levels,
    Mailbox,
    Mailboxes,
    Modes,
    MoveStatuses,
    MoveTypes,
    Name,
    Names,
    Side,
    Statuses,
    Variable,
    WebAddress,
    Zone,
)


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
    to: Mailboxes = Field(min_length=1)

    @model_validator(mode="after")
    def _keeps_secrets(self) -> Self:
        if (self.user is None) != (self.password_env is None):
            raise ValueError("user and password_env go together")
        if self.user and self.tls == "none" and not _is_loopback(self.host):
            raise ValueError("a password is only sent with tls")
        return self


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


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
