"""International governmental organizations, by the names and codes of event data sets."""

from __future__ import annotations

from functools import cache

from detente.intake.eventdata.tables import read, split


def org_named(name: str) -> str | None:
    """Return an IGO's acronym by its name or an organ's, in any case. Source: `igos.tsv`."""
    return _by_name().get(name.casefold())


def org_coded(group: str) -> str | None:
    """Return an IGO's acronym by CAMEO's code of a known group. Source: `igos.tsv`."""
    return _by_group().get(group)


@cache
def _by_name() -> dict[str, str]:
    return {name.casefold(): row["org"] for row in read("igos") for name in split(row["names"])}


@cache
def _by_group() -> dict[str, str]:
    return {group: row["org"] for row in read("igos") for group in split(row["group"])}
