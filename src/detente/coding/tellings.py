"""A contact while it is being put together from the encounters that tell of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from detente.coding.encounters import Encounter
from detente.coding.entities import Entity
from detente.language import Days, whole
from detente.model import Count, Level, Outcome, Span

RANKS: tuple[Level, ...] = ("leader", "minister", "senior", "working", "officials")
_OUTCOMES: tuple[Outcome, ...] = ("breakdown", "no-progress", "agreement", "progress")


@dataclass(eq=False)
class Telling:
    """A contact while it is being put together from its encounters."""

    encounters: list[Encounter]
    parties: tuple[str, ...]
    date: str | None = None
    date_range: Days | None = None
    date_zone: str | None = None
    other_dates: list[tuple[str, str | None]] = field(default_factory=list)
    since: str | None = None
    place: Span | None = None
    duration: Span | None = None
    counts: list[Count] = field(default_factory=list)
    tone: list[tuple[Token, Entity | None]] = field(default_factory=list)
    mediators: list[str] = field(default_factory=list)
    topics: list[Span] = field(default_factory=list)
    purpose: list[tuple[Span, Entity | None]] = field(default_factory=list)
    follows: list[Telling] = field(default_factory=list)
    afterwards: set[Outcome] = field(default_factory=set)

    @property
    def narrower_range(self) -> tuple[str, str] | None:
        """The first and last day that it may be, where they say more than its date."""
        if self.date_range is None or self.date_range == whole(self.date or ""):
            return None
        first, last = self.date_range
        return first.isoformat(), last.isoformat()

    @property
    def dated(self) -> bool:
        """Whether its own words tell when it was, not only what stands before them."""
        return any(e.date is not None for e in self.encounters)

    @property
    def sides(self) -> list[Entity]:
        """Everybody who took part, as far as an encounter names them."""
        found: list[Entity] = []
        for encounter in self.encounters:
            found += [e for e in encounter.sides if e not in found]
        return found

    @property
    def status(self) -> str:
        """What became of it in the end: what happened beats what was planned.

        An encounter that only points back ("the visit") says no more than that it was told of.
        """
        told = [e for e in self.encounters if not e.counting]
        plain = [e.status for e in told if len(e.parties) >= 2 or e.status != "held"]
        plain = plain or [e.status for e in told]
        settled = [s for s in plain if s in {"cancelled", "refused"}]
        happened = next((s for s in plain if s in {"held", "ongoing"}), None)
        return happened or next(iter(settled), None) or (plain[0] if plain else "held")

    @property
    def mode(self) -> str:
        """The most telling means; talks that have a place are held there."""
        told = [e.mode for e in self.encounters]
        placed = "in-person" if self.place is not None else "unspecified"
        return next((m for m in told if m != "unspecified"), placed)

    @property
    def initiator(self) -> str | None:
        """The side that asked; `both` where each is said to have."""
        told = list(
            dict.fromkeys(e.initiator for e in self.encounters if e.initiator in self.parties)
        )
        return told[0] if len(told) == 1 else ("both" if len(told) > 1 else None)

    @property
    def outcome(self) -> Outcome:
        """The outcome told, the most telling first; what its own clauses tell before the rest."""
        own = {e.outcome for e in self.encounters}
        return next((o for told in (own, self.afterwards) for o in _OUTCOMES if o in told),
                    "unknown")  # fmt: skip

    @property
    def level(self) -> Level | None:
        """The lower of the sides' highest ranks; None where a side's is not told."""
        if any(e.trigger.lemma_ == "summon" for e in self.encounters):
            return "senior"  # whoever is summoned, and whatever the ministry's rank
        best: dict[str, int] = {}
        for entity in self.sides:
            rank = entity.actor.level
            if rank and entity.party:
                best[entity.party] = min(best.get(entity.party, 99), RANKS.index(rank))
        if not best:
            return next((e.rank for e in self.encounters if e.rank), None)
        if len(best) < len(self.parties) and max(best.values()) < RANKS.index("officials"):
            states = [e for e in self.sides if e.party not in best]
            if any(e.actor.kind == "state" for e in states) and self.mode == "unspecified":
                return None
        return RANKS[max(best.values())]
