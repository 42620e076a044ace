"""Moves: one side acts toward another, in words or deeds.

The tree gives who acts toward whom in a clause; a table of predicates tells the PLOVER type of the
plain ones, and the reading model that of the rest, or that it is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast as typed

from spacy.tokens import Token

from detente.coding.cast import Cast
from detente.coding.clauses import together
from detente.coding.deeds import Deed, find_deeds
from detente.coding.entities import Entity
from detente.coding.modality import status_of
from detente.language import Network, Passage, Reading
from detente.model import MoveStatus, MoveType

_LIKELY = 0.8  # measured on the gold: below it the model is wrong more often than right
_SPOKEN: set[MoveType] = {"ACCUSE", "SUPPORT", "THREATEN", "REQUEST"}
_PART_OF_A_CONTACT: set[MoveType] = {"AGREE", "COOPERATE", "SUPPORT", "REQUEST"}
_LONGEST = 60  # words of evidence
_BEFORE_A_HEAD = {"det", "amod", "compound", "nmod:desc", "nmod:poss", "nummod"}


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


def find_moves(reading: Reading, cast: Cast, network: Network, busy: set[int]) -> list[Acted]:
    """All moves between different sides, in the text's order.

    Arguments:
        reading: the report's language.
        cast: its actors.
        network: the reading model.
        busy: clauses that tell of a contact; what the model calls an AGREE there is that contact.

    """
    found: list[Acted] = []
    deeds = find_deeds(reading, cast)
    for deed, kind in zip(deeds, _types(reading, deeds, network, busy), strict=True):
        status = status_of(deed.clause)
        if kind is None or status is None:
            continue
        span = _evidence(reading, deed)
        pairs = [(deed.source, deed.target)]
        if deed.mutual:
            pairs.append((deed.target, deed.source))
        for source, target in pairs:
            new = Acted(source, target, kind, status, deed.clause, span, deed.mutual)
            if not any(_is_same(new, old) for old in found):
                found.append(new)
    return sorted(found, key=lambda move: move.clause.i)


def _types(
    reading: Reading, deeds: Sequence[Deed], network: Network, busy: set[int]
) -> list[MoveType | None]:
    """The type of each deed: by its predicate, else by the model where it is sure."""
    unknown = [deed for deed in deeds if deed.type is None]
    rows = network.relate([_marked(reading, deed) for deed in unknown])
    for deed, row in zip(unknown, rows, strict=True):
        name = network.labels["move"][int(row.argmax())]
        if name in {"none", "CONSULT"} or row.max() < _LIKELY:
            continue
        kind = typed(MoveType, name)
        if deed.spoken and kind not in _SPOKEN:
            continue
        if not (deed.clause.i in busy and kind in _PART_OF_A_CONTACT):
            deed.type = kind
    return [deed.type for deed in deeds]


def _is_same(new: Acted, old: Acted) -> bool:
    """Whether an act is told already: by the same verb, in the same sentence, or as a noun."""
    a, b = new.clause, old.clause
    return (
        (new.source.party, new.target.party) == (old.source.party, old.target.party)
        and (new.type, new.status) == (old.type, old.status)
        and (a.pos_ == "NOUN" or a.lemma_ == b.lemma_ or a.sent.start == b.sent.start)
    )


def _marked(reading: Reading, deed: Deed) -> tuple[Passage, tuple[int, int], tuple[int, int]]:
    """The deed's clause with its two mentions, as the model wants it."""
    heads = (deed.source_head, deed.target_head)
    inside = {t.i for t in deed.clause.subtree} | {h.i for h in heads}
    for head in heads:
        around = {t.i for t in head.subtree}
        if deed.clause.i not in around:
            inside |= around
    words = [t for t in deed.clause.sent if t.i in inside and not t.is_space]
    place = {t.i: n for n, t in enumerate(words)}
    passage = Passage(
        [t.text for t in words], [reading.quotation_at(t.idx) is not None for t in words]
    )
    source, target = (_mention(head, place) for head in heads)
    return passage, source, target


def _mention(head: Token, place: dict[int, int]) -> tuple[int, int]:
    start = end = place.get(head.i, 0)
    for child in head.lefts:
        if child.dep_ in _BEFORE_A_HEAD and child.left_edge.i in place:
            start = min(start, place[child.left_edge.i])
    for child in head.rights:
        if child.dep_ == "flat" and child.i in place:
            end = place[child.i]
    return start, end + 1


def _evidence(reading: Reading, deed: Deed) -> tuple[int, int]:
    ends = [deed.source_head.i, deed.target_head.i, deed.clause.i]
    clause = (t for t in deed.clause.subtree if not t.is_space)
    own = [t.i for t in clause if together(t, deed.clause)] + ends
    start, end = min(own), max(own) + 1
    if end - start > _LONGEST:
        start, end = min(ends), max(ends) + 1
    while end - start > 1 and reading.doc[end - 1].text in {",", ".", ":", ";"}:
        end -= 1
    return start, end
