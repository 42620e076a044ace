"""Sides by their code, and who sits opposite whom."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from detente.actors import casting, people
from detente.actors.context import day_of
from detente.actors.naming import country_of
from detente.actors.organizations import organizations, outlets
from detente.actors.spelling import fold
from detente.actors.states import states
from detente.actors.tables import read, words
from detente.model import Actor


@lru_cache(maxsize=1024)
def name_of(code: str) -> str | None:
    """Return the name of a side: "CHN" gives "China", "EU" gives "European Union"."""
    if code in states():
        return states()[code].name
    return next((body.name for body in organizations() if body.org == code), None)


def side_of(word: str) -> str | None:
    """Return the code of the side that a person means who writes its code or a name, in any case.

    Args:
        word: a code ("chn"), or what `country_of` knows a state by ("china", "the Kremlin").

    """
    for code in (word, word.upper()):
        if name_of(code):
            return code
    return next(filter(None, map(country_of, (word, word.upper(), word.title()))), None)


def adjective_of(code: str) -> str | None:
    """Return the adjective of a state: "KGZ" gives "Kyrgyz"."""
    return states()[code].adjective if code in states() else None


def is_state(code: str) -> bool:
    """Tell whether a side's code is a state's, not an organization's: "LAS" is the Arab League."""
    return code in states()


@lru_cache(maxsize=1)
def _acting_nouns() -> frozenset[str]:
    return frozenset(row["noun"].split()[-1] for row in read("nouns"))


def acts(noun: str) -> bool:
    """Tell whether a common noun (its lemma) can act for a state: "ministry", "troops"."""
    return noun in _acting_nouns()


@lru_cache(maxsize=1)
def _homes() -> dict[str, str]:
    return {b.org: b.home for b in organizations() if b.org and b.home}


def home_of(actor: Actor) -> str | None:
    """Return the country that an actor is of, or is based in.

    Args:
        actor: any actor.

    Returns:
        An alpha-3 code; for armed groups, which are a side of their own, where they are based; an
        IGO's acronym, of an organ the IGO's whose it is; None for whoever has no country.

    """
    party = actor.party
    if party is None or party in states():
        return party
    return _homes().get(party) or (party if party in _igos() else None)


@lru_cache(maxsize=1)
def _igos() -> frozenset[str]:
    return frozenset(b.org for b in organizations() if b.org and b.sector == "IGO")


def voice_of(outlet: Actor) -> str | None:
    """Return the side for which an outlet speaks, if any.

    Args:
        outlet: an outlet of the tables.

    Returns:
        Its country where a state or a ruling party owns it, so that what it says itself is that
        side's account; None for all others, wires and public broadcasters among them.

    """
    known = outlets().get(outlet.name)
    return known.country if known and known.owner in {"state", "party"} else None


@lru_cache(maxsize=1)
def _outlets_by_name() -> dict[str, frozenset[str | None]]:
    found: dict[str, frozenset[str | None]] = {}
    for outlet in outlets().values():
        country = None if fold(outlet.name) in words("wire") else outlet.country
        for name in outlet.names:
            found[fold(name)] = found.get(fold(name), frozenset()) | {country}
    return found


def readers_of(outlet: str) -> str | None:
    """Return the country for whose readers an outlet writes: an office it names alone is theirs.

    Args:
        outlet: the name that a document gives.

    Returns:
        None for news agencies that serve the whole world, for outlets that no table knows, and for
        a name that outlets of several countries have.

    """
    countries = _outlets_by_name().get(fold(outlet), frozenset())
    return next(iter(countries)) if len(countries) == 1 else None


def counterpart(actor: Actor, code: str, *, on: date | str | None = None) -> Actor | None:
    """Return who holds another side's like office on a day.

    Args:
        actor: a person of the tables.
        code: the other side, an alpha-3 code or an IGO's acronym.
        on: the day.

    Returns:
        For whoever rules in effect, the other side's ruler; else the holder of the office with
        the same role, or the leader where a head of state or government has none; None where
        the tables know of none.

    """
    day = day_of(on)
    person = people.who_is(actor.name, actor.id)
    tenure = person.on(day) if person else None
    if tenure is None or day is None:
        return None
    rules = tenure.level == "leader" and person is people.holder(tenure.party, "leader", day)
    roles = ["leader", tenure.role] if rules else [tenure.role]
    if tenure.level == "leader" and not rules:
        roles.append("leader")
    for role in filter(None, roles):
        found = people.holder(code, role, day)
        if found is not None:
            return casting.person(found, day)
    return None
