"""A name on a date becomes an Actor."""

from __future__ import annotations

from detente.actors.answer import Resolved
from detente.actors.clocks import hours_east
from detente.actors.facts import facts_of
from detente.actors.gate import names_two_sides
from detente.actors.naming import country_of
from detente.actors.overlay import OverlayError, check_additions
from detente.actors.portfolios import portfolio_end
from detente.actors.resolution import actor_named, candidates, owners_of, resolve
from detente.actors.scanning import Name, names_in
from detente.actors.sides import (
    acts,
    adjective_of,
    counterpart,
    home_of,
    is_state,
    name_of,
    readers_of,
    side_of,
    voice_of,
)
from detente.actors.spelling import slug, stranger_id
from detente.actors.tenure import in_office_since
from detente.actors.titles import is_title, rank, strip_titles
from detente.actors.wikidata import WikidataError, update_leaders

__all__ = [
    "Name",
    "OverlayError",
    "Resolved",
    "WikidataError",
    "actor_named",
    "acts",
    "adjective_of",
    "candidates",
    "check_additions",
    "counterpart",
    "country_of",
    "facts_of",
    "home_of",
    "hours_east",
    "in_office_since",
    "is_state",
    "is_title",
    "name_of",
    "names_in",
    "names_two_sides",
    "owners_of",
    "portfolio_end",
    "rank",
    "readers_of",
    "resolve",
    "side_of",
    "slug",
    "stranger_id",
    "strip_titles",
    "update_leaders",
    "voice_of",
]
