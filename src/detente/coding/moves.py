"""Moves: one side acts toward another, in words or deeds.

The reading model finds most; beside it the tree gives who acts toward whom in a clause, and a table
of predicates the PLOVER type of the plain ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast as typed

from spacy.tokens import Token

from detente.coding import predicates
from detente.coding.cast import Cast
from detente.coding.clauses import together
from detente.coding.deeds import Deed, find_deeds
from detente.coding.encounters import head_of
from detente.coding.entities import Entity
from detente.coding.modality import status_of
from detente.coding.partners import Partners
from detente.coding.parts import find_joint, find_pair, is_aimed
from detente.language import EventMention, Reading
from detente.model import MoveStatus, MoveType

SPOKEN: set[MoveType] = {"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
_NO_MOVE = {"none", "CONSULT"}  # labels of the model that no passage is taught for a move
_JOINT = {"AGREE", "COOPERATE"}  # what two sides do together, they do toward each other
_SURE, _SURER = 0.75, 0.9  # measured on the gold; the second where nobody is told to be acted on
_LONGEST = 60  # words of evidence


@dataclass(eq=False)
class Acted:
    """A move while it is being worked out."""

    source: Entity
    target: Entity
    type: MoveType
    status: MoveStatus
    clause: Token
    span: tuple[int, int]
    mutual: bool = False


def find_moves(reading: Reading, cast: Cast) -> list[Acted]:
    """All moves between different sides, in the text's order.

    Arguments:
        reading: the report's language.
        cast: its actors.

    """
    found = [move for mention in reading.moves for move in _by_mention(reading, mention, cast)]
    told = {move.clause.i for move in found}
    for deed in find_deeds(reading, cast):
        if deed.type is not None and deed.clause.i not in told:
            found += [new for new in _by_deed(reading, deed, deed.type)
                      if not any(_is_same(new, old) for old in found)]  # fmt: skip
    partners = Partners(reading, cast)
    told = {move.clause.i for move in found}
    for mention in reading.moves:
        clause = reading.doc[head_of(reading.doc, mention.trigger)]
        if clause.i not in told:
            found += [new for new in _unaimed(reading, mention, cast, partners)
                      if not any(_is_same(new, old) for old in found)]  # fmt: skip
    return sorted(found, key=lambda move: move.clause.i)


def _by_mention(reading: Reading, mention: EventMention, cast: Cast) -> Iterator[Acted]:
    """What the model finds, where both sides are known."""
    if mention.chance < _SURE:
        return
    clause = reading.doc[head_of(reading.doc, mention.trigger)]
    sources, targets = find_pair(mention, clause, cast)
    if predicates.is_mutual(clause):
        sources = targets = list(dict.fromkeys([*sources, *targets]))
    elif mention.kind in _JOINT and (joint := find_joint(mention, clause, cast)):
        sources = targets = joint
    yield from _acted(reading, mention, clause, sources, targets)


def _unaimed(
    reading: Reading, mention: EventMention, cast: Cast, partners: Partners
) -> Iterator[Acted]:
    """What the model finds toward nobody who is told: toward the side told of most with it."""
    clause = reading.doc[head_of(reading.doc, mention.trigger)]
    sources, targets = find_pair(mention, clause, cast)
    if sources and not targets and mention.chance > _SURER and not is_aimed(mention):
        other = partners.of(sources[0].party, clause)
        yield from _acted(reading, mention, clause, sources, [other] if other else [])


def _acted(
    reading: Reading, mention: EventMention, clause: Token, sources: list[Entity],
    targets: list[Entity],
) -> Iterator[Acted]:  # fmt: skip
    status = status_of(clause)
    if status is None or mention.kind in _NO_MOVE:
        return
    if status == "reported":
        status = typed(MoveStatus, mention.status)
    pairs = {(s.party, t.party): (s, t) for s in reversed(sources) for t in reversed(targets)
             if s.party != t.party}  # fmt: skip
    for parties, (source, target) in pairs.items():
        span = _evidence(reading, clause, [*_beside(source, clause), *_beside(target, clause)])
        yield Acted(source, target, typed(MoveType, mention.kind), status, clause, span,
                    mutual=parties[::-1] in pairs)  # fmt: skip


def _by_deed(reading: Reading, deed: Deed, kind: MoveType) -> Iterator[Acted]:
    """What the tree and the table tell."""
    status = status_of(deed.clause)
    if status is None:
        return
    span = _evidence(reading, deed.clause, [deed.source_head.i, deed.target_head.i])
    pairs = [(deed.source, deed.target)]
    if deed.mutual:
        pairs.append((deed.target, deed.source))
    for source, target in pairs:
        yield Acted(source, target, kind, status, deed.clause, span, deed.mutual)


def _beside(entity: Entity, clause: Token) -> list[int]:
    """The nearest word for somebody in an act's sentence."""
    sentence = clause.sent
    heads = [i for i in entity.heads if sentence.start <= i < sentence.end]
    return sorted(heads, key=lambda i: abs(i - clause.i))[:1]


def _is_same(new: Acted, old: Acted) -> bool:
    """Whether an act is told already: by the same verb, in the same sentence, or as a noun."""
    a, b = new.clause, old.clause
    return (
        (new.source.party, new.target.party) == (old.source.party, old.target.party)
        and (new.type, new.status) == (old.type, old.status)
        and (a.pos_ == "NOUN" or a.lemma_ == b.lemma_ or a.sent.start == b.sent.start)
    )


def _evidence(reading: Reading, clause: Token, played: Iterable[int]) -> tuple[int, int]:
    """The tokens from the first to the last of an act's clause and of the words for both sides."""
    ends = [*played, clause.i]
    own = [t.i for t in clause.subtree if not t.is_space and together(t, clause)] + ends
    start, end = min(own), max(own) + 1
    if end - start > _LONGEST:
        start, end = min(ends), max(ends) + 1
    while end - start > 1 and reading.doc[end - 1].text in {",", ".", ":", ";"}:
        end -= 1
    return start, end
