"""For which party an outlet speaks, and for which the source of a statement does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.actors import actor_named, country_of, names_in, voice_of
from detente.assessment.readouts.comparison import AccountKind
from detente.model import Actor

_GOVERNS = {"GOV", "MIL", "LEG"}
_OFFICIAL = re.compile(
    r"\b(ministr?\w*|ministère|presid\w*|présid\w*|govern\w*|gouvern\w*|gobierno|governo|regierung"
    r"|bundes\w+|kanzler\w*|department|secretar\w+|chancell\w+|embassy|ambassad\w+|office|palace"
    r"|cabinet|kremlin|commission|spokes\w+|aide|officials?|crown|council|directorate"
    r"|foreign affairs|élysée)\b",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\b(state|official|party)(-run|-owned)? (media|news|newspaper|daily|television|tv|radio"
    r"|broadcaster|agency|channel)\b|\bnews agency\b"
    r"|\b(owned|run|controlled) by the \w+ (state|government)\b",
    re.IGNORECASE,
)


def teller_of(outlet: str | None, parties: Sequence[str]) -> tuple[str, AccountKind] | None:
    """The party for which an outlet speaks, and whether it is its government or its media.

    Arguments:
        outlet: as the document names it.
        parties: of the contact.

    """
    if not outlet:
        return None
    actor = actor_named(outlet)
    if actor is not None and actor.kind == "outlet":
        voice = voice_of(actor)
        return (voice, "state media") if voice and voice in parties else None
    if actor is not None and actor.party in parties and governs(actor):
        return str(actor.party), "official"
    if not is_official(outlet):
        return None
    named = parties_named(outlet, parties)
    return (named[0], "official") if len(named) == 1 else None


def is_official(outlet: str | None) -> bool:
    """Whether an outlet's name is that of an organ of a state."""
    return bool(outlet and _OFFICIAL.search(outlet))


def speaks_for(actors: Sequence[Actor], parties: Sequence[str]) -> str | None:
    """The party that the outermost of a chain who speaks for one speaks for.

    What a ministry or a state agency passes on is that party's account, whoever is quoted.
    """
    for actor in actors:
        party = voice_of(actor) if actor.kind == "outlet" else actor.party
        if party in parties and (actor.kind == "outlet" or governs(actor)):
            return party
    return None


def names_teller(words: str, parties: Sequence[str]) -> str | None:
    """The party whose government or media some words name ("state television in Minsk")."""
    if not (_OFFICIAL.search(words) or _MEDIA.search(words)):
        return None
    named = parties_named(words, parties)
    return named[0] if len(named) == 1 else None


def parties_named(words: str, parties: Sequence[str]) -> list[str]:
    """The parties that some words name: by a name, a capital or an adjective."""
    named = {n.actor.party for n in names_in(words)}
    named |= {country_of(w.strip(".,;:'’“”\"()")) for w in words.split()}
    return sorted(p for p in named if p and p in parties)


def governs(actor: Actor) -> bool:
    """Whether somebody speaks for the state: of its government, forces or parliament."""
    if actor.sector is None:
        return actor.kind in {"state", "office"} or actor.level is not None
    return actor.sector in _GOVERNS
