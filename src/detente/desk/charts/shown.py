"""What of a dyad is drawn, told without drawing it: which charts there are is known at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.assessment.board import Board
from detente.assessment.channels.states import Channel
from detente.assessment.history import History
from detente.desk.charts.span import Span
from detente.record import LEVELS, STATUSES

_FEWEST = 2  # contacts between which there is a silence
_PAST = [STATUSES.index(name) for name in ("held", "ongoing", "refused", "cancelled")]
_AHEAD = [STATUSES.index(name) for name in ("planned", "proposed")]
Days = NDArray[np.int64]


def drawable(board: Board, of: History, days: Span) -> list[str]:
    """The names of the charts that have something to show of these days."""
    moves = days.holds(of.moves.day).any()
    there = {
        "dealings": bool(moves or len(contacts_shown(of, days))),
        "tension": any(one.series.dates for one in board.tension.directions),
        "silences": bool(silences_shown(of, board)),
    }
    return [name for name, is_there in there.items() if is_there]


def contacts_shown(of: History, days: Span) -> NDArray[np.intp]:
    """The places of the contacts with a day that were, were turned down, or are still ahead."""
    status = of.contacts.status
    ahead = np.isin(status, _AHEAD) & (of.contacts.last > of.on)
    past = np.isin(status, [*_PAST, *_AHEAD]) & (of.met <= of.on)
    return np.flatnonzero(days.holds(of.met) & (past | ahead))


def silences_shown(of: History, board: Board) -> list[tuple[Channel, Days]]:
    """The channels with two contacts or more."""
    return [(channel, met) for channel, met in _channels(of, board) if len(met) >= _FEWEST]


def _channels(of: History, board: Board) -> Iterator[tuple[Channel, Days]]:
    """Each channel, and the distinct days on which its contacts were."""
    if len([one for one in board.channels if one.contacts]) != 1:  # else it is the same twice
        yield board.overall, _met(of, board.overall)
    for channel in board.channels:
        yield channel, _met(of, channel)


def _met(of: History, channel: Channel) -> Days:
    here = of.held & of.dated
    if channel.level != "any":
        here &= of.contacts.level == (LEVELS.index(channel.level) if channel.level else -1)
    return np.unique(of.met[here]).astype(np.int64)
