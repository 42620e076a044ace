"""Where one point says that something goes on or is open, and the other that it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from detente.assessment.readouts.points import Point
from detente.assessment.readouts.settling import NOT, is_wanted


@dataclass(frozen=True)
class _Axis:
    """What something can be said to do, and the contrary; particles make "go" "go on"."""

    one: frozenset[str]
    contrary: frozenset[str]


# "Raise" is on none: in a readout it is to bring up.
_AXES = tuple(
    _Axis(frozenset(one.split(", ")), frozenset(contrary.split(", ")))
    for one, contrary in (
        (
            "continue, proceed, resume, persist, go on, carry on, go ahead, go forward, "
            "keep on, press on, be on",
            "close, end, stop, suspend, halt, cease, finish, terminate, cancel, break off, "
            "call off, freeze, interrupt, discontinue, be over",
        ),
        ("open, reopen, unlock, unseal", "shut, close, seal, lock"),
        (
            "lift, remove, revoke, repeal, scrap, drop",
            "remain, stay, maintain, keep, extend, prolong",
        ),
        ("admit, acknowledge, concede, recognise, recognize", "deny, dispute, contest, disclaim"),
        (
            "maintain, uphold, insist",
            "drop, withdraw, abandon, renounce, give up, take back",
        ),
        ("stay, remain", "leave, withdraw, depart, pull out, pull back"),
        ("release, free, let go", "hold, detain, keep, imprison"),
        (
            "increase, grow, rise, expand, double, widen, go up",
            "cut, reduce, lower, fall, shrink, decrease, halve, go down",
        ),
    )
)
_PARTICLES = {"on", "off", "ahead", "forward", "over", "up", "down", "go", "out", "back", "by",
              "to"}  # fmt: skip
_NOT = {*NOT, "no", "nor", "neither"}
# What is only wished for, is due, or depends on something is no account of how it stands.
_UNSURE = {"must", "should", "may", "might", "can", "could", "if", "unless", "would"}


def opposites_told(one: Point, other: Point) -> tuple[str, str] | None:
    """What two points say that is contrary: "goes on" and "is closed once and for all"."""
    for axis in _AXES:
        ours, theirs = list(_told(one, axis)), list(_told(other, axis))
        sides = [{is_so for _, is_so in told} for told in (ours, theirs)]
        if sides in ([{True}, {False}], [{False}, {True}]):  # neither says neither, or both
            return ours[0][0], theirs[0][0]
    return None


def _told(point: Point, axis: _Axis) -> Iterator[tuple[str, bool]]:
    """The words of a point that are on an axis, and whether they say the one or the contrary."""
    for token in point.tokens:
        if not _tells(token):
            continue
        said = _with_particle(token)
        if said in axis.one or said in axis.contrary:
            yield said, (said in axis.one) != _is_negated(token)


def _tells(token: Token) -> bool:
    """Whether a word says how something stands: no attribute, and nothing that is only wanted."""
    if token.pos_ not in {"VERB", "ADJ"} or token.dep_ in {"amod", "acl", "acl:relcl", "advcl"}:
        return False
    below = {c.lower_ for c in token.children}
    return not below & _UNSURE and not is_wanted(token)


def _with_particle(token: Token) -> str:
    lemma = token.lemma_.lower()
    after = (c.lower_ for c in token.children if c.dep_ in {"advmod", "compound:prt"})
    particle = next((p for p in after if p in _PARTICLES), None)
    return f"{lemma} {particle}" if particle else lemma


def _is_negated(token: Token) -> bool:
    """Also from above: "is not ready to lift", and "no … is closed"."""
    around = [*token.children, *(g for c in token.children if "subj" in c.dep_ for g in c.children)]
    if token.dep_ in {"xcomp", "ccomp"}:
        around += list(token.head.children)
    return bool({t.lower_ for t in around} & _NOT)
