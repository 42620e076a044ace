"""A comparison of readouts in the words in which the terminal and the page both show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.desk.telling import phrases
from detente.desk.telling.visible import one_line

if TYPE_CHECKING:
    from detente.assessment.readouts import Account, Asked, Comparison, Contradiction, Pair

MATTERS = {
    "initiator": "who asked", "date": "when", "duration": "how long", "number": "how many",
    "mode": "by what means", "place": "where", "denial": "whether at all",
}  # fmt: skip


def sides_of(comparison: Comparison) -> list[str]:
    """The sides that tell of the contact."""
    return sorted({account.side for account in comparison.accounts})


def name(side: str) -> str:
    """A side by its name: "CHN" is China."""
    from detente.actors import name_of  # noqa: PLC0415  (loads the tables)

    return name_of(side) or side


def title(comparison: Comparison) -> str:
    """The contact: its parties."""
    return phrases.pair(comparison.contact.parties)


def tags(comparison: Comparison) -> list[str]:
    """When it was, at which level, by what means, what became of it."""
    contact = comparison.contact
    day = phrases.day(contact.date) if contact.date else "undated"
    return [day, *(one_line(t) for t in (contact.level, contact.mode, contact.status) if t)]


def origin(account: Account) -> str:
    """Where an account stands: who published it, when, and what it is."""
    known = phrases.quoted(account.title) if account.title else account.document
    by = one_line(account.outlet or known)
    day = phrases.day(account.published) if account.published else "undated"
    if account.kind == "reported":
        return f"as reported by {by}, {day}" if account.outlet else f"as reported in {by}, {day}"
    tied = "" if account.tied else ", taken for its days and names"
    return f"{by}, {day}{' (state media)' if account.kind == 'state media' else ''}{tied}"


def asked(told: Asked) -> str:
    """Who asked for the contact, as one side says."""
    if told.initiator is None:
        return "does not say"
    if told.initiator == "both":
        return "both sides asked for it"
    return f"{name(told.initiator)} asked for it"


def says(apart: Contradiction, side: str) -> str:
    """What one side says of something that is in dispute."""
    told = one_line(apart.says[side])
    if apart.matter == "initiator":
        code, _, rest = told.partition(" ")
        return f"{name(code)} {rest}"
    return phrases.day(told) if apart.matter == "date" and told[:4].isdigit() else told


def counted(comparison: Comparison) -> str:
    """How much is shared, and how much is not, in one line."""
    several = len(comparison.shared) != 1
    parts = [f"{len(comparison.shared)} point{'s' if several else ''} told by both"]
    parts += [f"{len(told)} by {name(side)} alone" for side, told in comparison.only.items()]
    apart = len(comparison.contradictions)
    parts.append(f"{apart or 'no'} contradiction{'' if apart == 1 else 's'}")
    return " · ".join(parts)


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{round(100 * share)} %"


def reasons(pair: Pair) -> str:
    """What weighed most in a pair's score."""
    parts = [f"{r.why} {r.weight:+.2f}" for r in pair.reasons if abs(r.weight) >= _SMALL]
    return f"likely {percent(pair.likeness)}: {', '.join(parts)}"


def chosen(pair: Pair) -> Iterator[list[tuple[str, str]]]:
    """The words that each side chose for the same thing: side and words."""
    for choice in pair.wording:
        yield [(side, one_line(words.text)) for side, words in sorted(choice.items())]


def both(comparison: Comparison) -> str:
    """What the points that are shared are called: "both" of two sides."""
    return "What both say" if len(sides_of(comparison)) == 2 else "What more than one says"


_SMALL = 0.1  # weights under it are not told
