"""Who plays which part in a contact or move that the reading model finds."""

from __future__ import annotations

from spacy.tokens import Token

from detente.coding.cast import Cast
from detente.coding.entities import Entity
from detente.language import EventMention

_LIKELY = 0.0
_LATER = 4.0  # of who is told of in a later sentence only
_SIDE = -2.0
_ACTOR = -1.0
_AS_LIKELY = 1.0
_NAMED = -0.5


def find_participants(mention: EventMention, trigger: Token, cast: Cast) -> list[Entity]:
    """Those who take part in a contact: the likeliest of two sides, and whoever is likely.

    Arguments:
        mention: what the model finds.
        trigger: the word that tells of the contact.
        cast: the report's actors.

    """
    ranked = _candidates(mention, "side", trigger, cast)
    best: dict[str | None, float] = {}
    for entity, score in ranked.items():
        best.setdefault(entity.party, score)
    second = sorted(best.values(), reverse=True)[1:2] or [_LIKELY]
    floor = max(_SIDE, min(_LIKELY, second[0]))
    brokers = find_go_betweens(mention, trigger, cast)
    return [e for e, score in ranked.items() if score >= floor and e.party not in brokers]


def find_initiator(mention: EventMention, trigger: Token, cast: Cast) -> str | None:
    """The side that asked for a contact, `both`, or None."""
    ranked = _candidates(mention, "initiator", trigger, cast)
    floor = max(_LIKELY, max(ranked.values(), default=_LIKELY) - _AS_LIKELY)
    asked = {e.party for e, score in ranked.items() if score >= floor and score > _LIKELY}
    return "both" if len(asked) > 1 else next(iter(asked), None)


def find_go_betweens(mention: EventMention, trigger: Token, cast: Cast) -> list[str]:
    """The sides that brokered or carried a contact."""
    ranked = _candidates(mention, "mediator", trigger, cast)
    return [e.party for e, score in ranked.items() if score > _LIKELY and e.party]


def find_pair(
    mention: EventMention, trigger: Token, cast: Cast
) -> tuple[list[Entity], list[Entity]]:
    """Who acts in a move and who is acted on, of different sides; as far as they are likely."""
    sources = _candidates(mention, "source", trigger, cast)
    targets = _candidates(mention, "target", trigger, cast)
    pairs = [
        (s + t, s, t, a, b)
        for a, s in sources.items()
        for b, t in targets.items()
        if a.party != b.party and min(s, t) > _ACTOR
    ]
    if not pairs:  # whoever acts alone, for what each does to the other
        return [a for a, s in sources.items() if s > _LIKELY], []
    _, s, t, one, other = max(pairs, key=lambda pair: pair[0])
    return (
        [a for a, x in sources.items() if a is one or x > max(_LIKELY, s - _AS_LIKELY)],
        [b for b, x in targets.items() if b is other or x > max(_LIKELY, t - _AS_LIKELY)],
    )


def find_joint(mention: EventMention, trigger: Token, cast: Cast) -> list[Entity]:
    """Those of several sides who act in a move together, where nobody else is acted on."""
    sources = _candidates(mention, "source", trigger, cast)
    targets = _candidates(mention, "target", trigger, cast)
    acting = [e for e, score in sources.items() if score > _LIKELY]
    parties = {e.party for e in acting}
    aimed = any(t > _SIDE and e.party not in parties for e, t in targets.items())
    return acting if len(parties) > 1 and not aimed else []


def is_aimed(mention: EventMention) -> bool:
    """Whether a move's words name who or what is acted on, known as a side or not."""
    return any(score > _NAMED for score in mention.roles["target"].values())


def _candidates(
    mention: EventMention, role: str, trigger: Token, cast: Cast
) -> dict[Entity, float]:
    """Who can be a side and may play a part, the likeliest first.

    Those who stand in another sentence than the trigger only where they are likely, and after it
    only where they are very likely: "they spoke" is of those told of before.
    """
    sentence = trigger.sent
    found: dict[Entity, float] = {}
    for i, score in mention.roles[role].items():
        away = _LATER if i >= sentence.end else _LIKELY
        if sentence.start <= i < sentence.end or score > away:
            for entity in cast.at(trigger.doc[i]):
                if entity.party:
                    found[entity] = max(score, found.get(entity, score))
    return dict(sorted(found.items(), key=lambda told: -told[1]))
