"""Outlets named together with what they are: "state broadcaster CCTV", "Iran's IRNA"."""

from __future__ import annotations

from functools import lru_cache

from detente.actors import casting, lexicon
from detente.actors.answer import Answer
from detente.actors.choice import Context
from detente.actors.lexicon import Part
from detente.actors.organizations import one_of
from detente.actors.states import lookup
from detente.actors.tables import words

_OWNERS = frozenset({"GOV", "PTY", "OPP", "MIL"})  # "the party newspaper Granma"
_RUN = ("-run", "-owned", "-controlled", "-funded", "-backed", "-based", "-language")


def introduced(phrase: str, context: Context) -> Answer | None:
    """Return the one outlet that a phrase names, where all else in it tells what the outlet is.

    Args:
        phrase: a tidy phrase.
        context: the date, and the sides in play.

    Returns:
        None where anything else stands in it ("a BBC correspondent"), and where the side it gives
        is not the known outlet's: that is another of the same name.

    """
    found = _cut(phrase)
    if found is None:
        return None
    part, around = found
    sides = [side for other in around if (side := _side(other, context))]
    return _named(part, around, sides, context)


@lru_cache(maxsize=32768)
def _cut(phrase: str) -> tuple[Part, tuple[Part, ...]] | None:
    """Return the part that is an outlet's name, and those around it if all tell what it is."""
    parts = lexicon.cut(phrase, outlets=True)
    places = [place for place, part in enumerate(parts) if _is_outlet(part)]
    if len(parts) == 1 or len(places) != 1:
        return None
    before, after = parts[: places[0]], parts[places[0] + 1 :]
    if not all(map(_describes, before)) or not all(map(_follows, after)):
        return None
    return parts[places[0]], before + after


def _named(
    part: Part, around: tuple[Part, ...], sides: list[str], context: Context
) -> Answer | None:
    outlets = tuple(b for b in part.entry.bodies if b.role == "outlet") if part.entry else ()
    body = one_of(outlets, context.day, (*sides, *context.parties))
    if body is None or any(side != body.country for side in sides):
        return None
    if part.text in body.rare and not (sides or any(map(_is_medium, around))):
        return None  # "the official Trend" may be anything, unlike "the Trend agency"
    found = casting.organization((body,), context.day, context.parties)
    return Answer(found, "name") if found else None


def _is_outlet(part: Part) -> bool:
    return part.entry is not None and any(b.role == "outlet" for b in part.entry.bodies)


def _is_medium(part: Part) -> bool:
    noun = part.entry.noun if part.entry else None
    return bool(noun and noun.kind == "outlet") or part.key in words("medium")


def _describes(part: Part) -> bool:
    """Tell whether a part may stand before an outlet's name."""
    noun = part.entry.noun if part.entry else None
    return _follows(part) or bool(noun and noun.sector in _OWNERS)


def _follows(part: Part) -> bool:
    """Tell whether a part may stand after it too: "CCTV, the state broadcaster"."""
    if part.kind == "state" or _is_medium(part) or part.text.endswith(_RUN):
        return True
    return part.key in words("determiner") or part.key in words("media")


def _side(part: Part, context: Context) -> str | None:
    found = lookup(part.text, context.day) if part.kind == "state" else None
    return found[1] if found else None
