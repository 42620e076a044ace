"""Phrases that name nobody: an office and who holds it, unnamed people, a ministry, a state."""

from __future__ import annotations

from detente.actors import casting
from detente.actors.answer import Answer
from detente.actors.lexicon import Noun
from detente.actors.people import holder
from detente.actors.phrase import Phrase
from detente.actors.spelling import fold, slug
from detente.actors.standing import Standing, actor, level_of, party_of, role_of
from detente.actors.states import states
from detente.actors.tables import words
from detente.actors.titles import Title
from detente.actors.titles import table as titles
from detente.model import Actor, ActorKind, Level

_PREFIX: dict[ActorKind, str] = {"organization": "org", "outlet": "outlet"}


def titled(read: Phrase, title: Title, phrase: str) -> Answer | None:
    """Answer with an office or its holder, or unnamed people of a rank."""
    if title.role == "head" and (whole := titles().get(fold(" ".join(phrase.split()[-2:])))):
        read.title = title = (
            whole  # "the Pakistani army chief", where the army is a body of its own
        )
    party, level, role = party_of(read), level_of(read), role_of(read)
    if title.role == "head" and (party is None or party in states()):
        return nameless("anonymous", phrase, Standing(party, title.sector)) if party else None
    former = bool(read.before & words("former"))
    if (read.elsewhere and not read.party) or not (level or party or former):
        return None
    if read.plural or read.article in {"two", "three", "both", "several"}:
        return _several(title, level, read, phrase)
    if role and not former and read.article not in {"a", "an", "another", "one"}:
        day = read.context.day
        person = holder(party, role, day) if party and day else None
        if person:
            return Answer(casting.person(person, day, level), "office")
        return _office(title, role, level, party) if level else None
    return nameless("anonymous", phrase, Standing(party, title.sector, level))


def _several(title: Title, level: Level | None, read: Phrase, phrase: str) -> Answer | None:
    party = party_of(read)
    if level in {"leader", "minister"} and (not read.party or read.article in {"two", "both"}):
        return None
    unnamed = level in {"officials", "senior", None} and title.sector != "LEG"
    kind: ActorKind = "anonymous" if unnamed else "group"
    return nameless(kind, phrase, Standing(party, title.sector, level))


def _office(title: Title, role: str, level: Level | None, party: str | None) -> Answer | None:
    small = {"of", "the", "for", "to", "and"}
    shown = " ".join(w if w in small else w.title() for w in title.name.split())
    owner = states()[party].full if party in states() else party
    name = f"{shown} of {owner}" if owner else shown
    standing = Standing(party, title.sector, level)
    return _answer(actor("office", slug(f"office {party or ''} {role}"), name, standing))


def nameless(kind: ActorKind, phrase: str, standing: Standing) -> Answer | None:
    """Answer with an actor that has no name but the phrase itself."""
    shown = phrase.split()
    while len(shown) > 1 and shown[0].casefold() in words("determiner"):
        shown.pop(0)
    name = " ".join(shown)
    prefix = _PREFIX.get(kind, kind)
    return _answer(actor(kind, slug(f"{prefix} {standing.party or ''} {name}"), name, standing))


def _answer(found: Actor | None) -> Answer | None:
    return Answer(found, "words") if found else None


def common(read: Phrase, noun: Noun, phrase: str) -> Answer | None:
    """Answer with a common noun: a ministry, an army, sources."""
    party = read.party if noun.kind == "anonymous" else party_of(read)
    if noun.kind == "state":
        return Answer(casting.state(party), "name") if party in states() else None
    if noun.kind in {"group", "anonymous"}:
        level: Level | None = "officials" if noun.level else None
        kind: ActorKind = "group" if noun.kind == "group" else "anonymous"
        return nameless(kind, phrase, Standing(party, noun.sector, level))
    if party is None:
        return None
    kind = "outlet" if noun.kind == "outlet" else "organization"
    plain = not (read.before - words("determiner") or read.elsewhere or read.after)
    if plain and noun.shown != "*" and party in states():
        name = f"{states()[party].adjective} {noun.shown}"
        standing = Standing(party, noun.sector)
        return _answer(actor(kind, slug(f"{_PREFIX[kind]} {name}"), name, standing))
    return nameless(kind, phrase, Standing(party, noun.sector))


def bare(read: Phrase, phrase: str) -> Answer | None:
    """Answer a phrase that is nothing but a state's or an organization's name."""
    if read.body and not read.name:
        own = next((p for p in read.parties if p in states()), None)
        if own and all(body.country not in {None, own} for body in read.body):
            # "the Malaysian People's Party" is none of the parties of that name that are known.
            return nameless("organization", phrase, Standing(own, read.body[0].sector))
        near = (own,) if own else read.context.parties
        found = casting.organization(read.body, read.context.day, near)
        return Answer(found, "name") if found else None
    if read.name or read.elsewhere or read.honorific or not read.state_form or read.within:
        return None
    if read.party not in states():
        return None
    if read.state_form in states()[read.party].nouns and read.article != "the":
        return nameless("group", read.state_form, Standing(read.party, "CVL"))
    return Answer(casting.state(read.party), "name")
