"""Contacts and moves as the network finds them: which words tell of one, and who plays a part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FLOOR = -4.0


@dataclass(frozen=True, slots=True)
class EventMention:
    """One place that tells of a contact or a move; words are positions.

    Attributes:
        trigger: the words that name it.
        kind: a contact's mode, or a move's type.
        status: of the contact or the move.
        chance: how sure the network is that the trigger tells of one, 0 to 1.
        roles: the words that may play each role (side, initiator, mediator; or source, target),
            each with its score: above 0 likely, at most `FLOOR` left out.

    """

    trigger: tuple[int, ...]
    kind: str
    status: str
    chance: float
    roles: dict[str, dict[int, float]]


@dataclass(frozen=True, slots=True)
class EventScores:
    """What the network says of events in a passage of N words.

    Attributes:
        tag: [N, 9 + outcomes]: for contact, move and tone each outside, begins, inside; then the
            outcomes.
        kind: [N, modes + contact statuses + move types + move statuses].
        role: [roles, N, N]; row a trigger's first word, column a word; above 0: plays it.

    """

    tag: NDArray[np.float32]
    kind: NDArray[np.float32]
    role: NDArray[np.float32]


class EventReader:
    """Turns scores into mentions, by the label sets that the model was trained with."""

    _CONTACT_ROLES = ("side", "initiator", "mediator")
    _MOVE_ROLES = ("source", "target")

    def __init__(self, labels: dict[str, list[str]]) -> None:
        self._labels = labels
        self._roles = labels["event_role"]
        parts = [len(labels[k]) for k in ("mode", "contact_status", "move", "move_status")]
        self._kind_ends = np.cumsum(parts)[:-1]

    def contacts(self, scores: EventScores) -> list[EventMention]:
        """The mentions of contacts, in order."""
        return list(self._mentions(scores, 0, ("mode", "contact_status"), self._CONTACT_ROLES))

    def moves(self, scores: EventScores) -> list[EventMention]:
        """The mentions of moves, in order."""
        return list(self._mentions(scores, 1, ("move", "move_status"), self._MOVE_ROLES))

    def tones(self, scores: EventScores) -> list[tuple[int, ...]]:
        """The words that describe an exchange."""
        return [tuple(range(a, b)) for a, b in runs(scores.tag[:, 6:9].argmax(1).tolist())]

    def outcomes(self, scores: EventScores) -> list[tuple[str, tuple[int, ...]]]:
        """The words that tell how an exchange ended, each with its outcome."""
        names = self._labels["outcome"]
        best = scores.tag[:, 9:].argmax(1).tolist()
        begins = [0 if not i else 1 if names[i].startswith("B-") else 2 for i in best]
        return [(names[best[a]][2:], tuple(range(a, b))) for a, b in runs(begins)]

    def _mentions(
        self, scores: EventScores, row: int, kinds: tuple[str, str], roles: tuple[str, ...]
    ) -> Iterator[EventMention]:
        tags = scores.tag[:, 3 * row : 3 * row + 3]
        parts = np.split(scores.kind, self._kind_ends, axis=1)
        for start, end in runs(tags.argmax(1).tolist()):
            kind, status = (parts[2 * row + i][start].argmax() for i in (0, 1))
            plays = {role: scores.role[self._roles.index(role), start] for role in roles}
            yield EventMention(
                tuple(range(start, end)),
                self._labels[kinds[0]][kind],
                self._labels[kinds[1]][status],
                float(1 - _softmax(tags[start])[0]),
                {
                    role: {int(i): float(score[i]) for i in np.flatnonzero(score > FLOOR)}
                    for role, score in plays.items()
                },
            )


def runs(labels: list[int]) -> list[tuple[int, int]]:
    """Ranges of words, from labels 0 outside, 1 begins, 2 inside."""
    found: list[tuple[int, int]] = []
    for i, label in enumerate(labels):
        if label == 1 or (label == 2 and (i == 0 or labels[i - 1] == 0)):
            found.append((i, i + 1))
        elif label == 2:
            found[-1] = (found[-1][0], i + 1)
    return found


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(scores - scores.max())
    chances: NDArray[np.float32] = raised / raised.sum()
    return chances
