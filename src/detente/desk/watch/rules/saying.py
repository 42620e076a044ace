"""How rules say what they found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from detente.actors import name_of
from detente.desk.watch.config import Rule


def named(parties: Iterable[str]) -> str:
    """Sides by their names: "Greece and Turkey"."""
    *others, last = (name_of(code) or code for code in parties)
    return f"{', '.join(others)} and {last}" if others else last


def titled(rule: Rule, *parts: object) -> str:
    """A name by which a rule knows something."""
    return "|".join((rule.name, *map(str, parts)))


def asked(rule: Rule, what: str, *wanted: Sequence[str]) -> str:
    """What a rule asks for, in words."""
    filters = ", ".join(" or ".join(words) for words in wanted if words)
    return f"rule “{rule.name}”: {what}{f' ({filters})' if filters else ''}"


def dyad_path(parties: Iterable[str]) -> str:
    """Where the desk shows a dyad."""
    return f"/dyads/{quote('-'.join(sorted(parties)))}"
