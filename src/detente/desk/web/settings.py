"""How the desk is served."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

Dyad = tuple[str, str]


@dataclass(frozen=True)
class Settings:
    """How the desk is served.

    Attributes:
        db: the record: an SQLite file, or `postgresql://user@host/name`.
        host: the address that is listened on.
        port: the port.
        public_read: whether anybody who reaches the server may read; else, beyond loopback, only
            who is signed in or has a token.
        origin: under which address readers reach it, as `https://desk.example.org`; by default
            where it listens. Links in feeds and alerts begin with it.
        watched: the dyads on the watch list, by their codes, sorted; empty for all.

    """

    db: str
    host: str = "127.0.0.1"
    port: int = 8000
    public_read: bool = False
    origin: str | None = None
    watched: tuple[Dyad, ...] = ()

    @property
    def local(self) -> bool:
        """Whether only this machine reaches it: an origin elsewhere tells of a proxy before it."""
        return is_loopback(self.host) and is_loopback(self.named or self.host)

    @property
    def named(self) -> str | None:
        """The host of the origin."""
        return urlsplit(self.origin).hostname if self.origin else None

    @property
    def secure(self) -> bool:
        """Whether readers reach it by https."""
        return self.address.startswith("https://")

    @property
    def address(self) -> str:
        """Where readers reach it, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.origin or f"http://{host}:{self.port}").rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
