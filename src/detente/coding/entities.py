"""One actor of a report, with every phrase that stands for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente import actors
from detente.model import Actor

SIDES = {"side", "country", "nation", "government", "capital", "state", "power", "neighbor",
         "neighbour", "party", "ally", "rival", "superpower", "delegation"}  # fmt: skip
PEOPLE = {"leader", "president", "minister", "premier", "man", "woman", "official", "diplomat",
          "chief", "envoy", "counterpart", "secretary", "negotiator", "general", "delegation",
          "team", "head", "representative", "statesman", "pair", "duo", "politician",
          "ambassador", "adviser"}  # fmt: skip
OPPOSITES = {"counterpart", "colleague", "host", "guest", "homologue", "number"}
_GROUPS = {"officer", "group", "aide", "lawmaker", "expert", "speaker"}
_SILENT = {"BUS", "CVL", "MED", "EDU"}


@dataclass(eq=False)
class Entity:
    """One actor of the report, with every phrase that stands for it.

    Attributes:
        key: what tells it from all others of the report.
        actor: who it is.
        plural: whether it is several people taken together.
        heads: the positions of the words that head its phrases.
        spans: the phrases in the same order, as character offsets.
        described: the lemmas of its first phrases, of a name those of its titles.

    """

    key: str
    actor: Actor
    plural: bool = False
    heads: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    described: list[set[str]] = field(default_factory=list)

    @property
    def party(self) -> str | None:
        """The side it stands for, where it can stand for one."""
        if self.actor.kind == "outlet" or self.actor.sector in _SILENT:
            return None
        return self.actor.party

    @property
    def is_person(self) -> bool:
        """Whether "he" or "she" can mean it."""
        return not self.plural and self.actor.kind in {"person", "office", "anonymous"}


def can_act(lemma: str) -> bool:
    """Whether a common noun can act for a state: an office, a body, a side, its people."""
    return lemma in SIDES or lemma in PEOPLE or lemma in _GROUPS or actors.acts(lemma)
