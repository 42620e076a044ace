"""From attributions to sayings: source, cue and content, each with its own words only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from detente.coding.contents import find_content, without_edges
from detente.coding.cues import is_clause, speaks, verb_of
from detente.coding.entities import Entity
from detente.coding.sources import antecedent, find_source, phrase_of
from detente.language import Reading


@dataclass(eq=False)
class Said:
    """A statement while it is being worked out; positions are tokens of the `Doc`."""

    source: list[int]
    cue: list[int]
    content: list[int]
    chain: list[Entity] = field(default_factory=list)
    outer: Said | None = None

    @property
    def speaker(self) -> Entity | None:
        """The last of the chain."""
        return self.chain[-1] if self.chain else None

    @property
    def first(self) -> int:
        """Where it begins in the text."""
        return min([*self.source, *self.cue, *self.content])


def find_sayings(reading: Reading, can_speak: Callable[[Token], bool]) -> list[Said]:
    """What the attributions of a reading say, each with its own words and no other's.

    Arguments:
        reading: the report's language.
        can_speak: whether a noun stands for somebody, for those whom only the tree shows.

    """
    claims = {verb_of(reading.doc, a.cue).i: set(a.content) for a in reading.attributions}
    dateline = set(range(*reading.dateline))
    sayings: dict[int, Said] = {}
    for attribution in sorted(reading.attributions, key=lambda a: -len(a.source)):
        verb = verb_of(reading.doc, attribution.cue)
        source = find_source(reading, attribution, verb)
        content = find_content(reading, attribution, verb, claims, set(source))
        content = without_edges(reading, set(content) - dateline)
        if content and verb.i not in sayings:
            source = [i for i in source if i not in dateline]
            sayings[verb.i] = Said(source, sorted({*attribution.cue, verb.i}), content)
    taken = {i for a in reading.attributions for i in a.cue} | sayings.keys()
    return [*sayings.values(), *_overlooked(reading, taken, can_speak)]


def _overlooked(
    reading: Reading, taken: set[int], can_speak: Callable[[Token], bool]
) -> Iterator[Said]:
    """Sayings that the tree alone makes plain: a verb of saying, who said it, and a clause."""
    for verb in reading.doc:
        if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i in taken or not speaks(verb):
            continue
        clause = next((c for c in verb.rights if is_clause(c)), None)
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if clause is None or subject is None or reading.quotation_at(verb.idx):
            continue
        content = [t.i for t in clause.subtree if t.i > verb.i and not t.is_space]
        if (subject.pos_ == "PRON" or can_speak(subject)) and len(content) > 2:
            source = phrase_of(antecedent(subject, verb))
            yield Said(source, [verb.i], without_edges(reading, content))
