"""A board as sections: sentences, each with why it is said, and tables beside them.

Terminal and page both show these. A part of the board that says why is shown wherever it stands, so
that nothing which the board says goes untold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from detente.assessment.board import Board
from detente.assessment.why import Evidence, Part, Why
from detente.desk.board import tables
from detente.desk.board.claimed import claimed
from detente.desk.board.tables import Table


@dataclass(frozen=True)
class Said:
    """A sentence, and why it is said; None where it is no conclusion but a note.

    `document` tells what report it is of, where it is of one.
    """

    sentence: str
    why: Why | None = None
    document: str | None = None


@dataclass(frozen=True)
class Section:
    """What is said of one thing; `little` where that is no more than that there is too little."""

    name: str
    title: str
    said: Sequence[Said]
    tables: Sequence[Table]
    little: bool


# The parts of a board in the order in which they are shown, and what each is called.
_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "stalls": "Stalls",
        "escalations": "Escalations",
        "returns": "Returns to a lower level",
        "authority": "What contacts led to",
        "initiative": "Who asks",
        "tension": "Tension",
        "changes": "Turning points",
        "tit_for_tat": "Tit for tat",
        "influence": "Who moves whom",
        "warning": "Early warning",
        "calm": "Contact and calm",
        "calm_overall": "Contact and calm among all dyads",
        "claims": "Claims",
    }
)
_TABLES: Mapping[str, Callable[[Any, Sequence[str]], list[Table]]] = MappingProxyType(
    {
        "initiative": tables.initiative,
        "tension": tables.tension,
        "warning": tables.warning,
        "influence": tables.influence,
        "calm": tables.calm,
        "calm_overall": tables.calm,
    }
)
# Of which parts the record has too little, or nothing, to say what they are there to say.
_LITTLE: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        "tension": lambda part: all(one.tension is None for one in part.directions),
        "changes": lambda part: not part.changes,
        "tit_for_tat": lambda part: not part.tested and not part.stated,
        "influence": lambda part: part.period is None,
        "warning": lambda part: part.probability is None,
        "calm": lambda part: not part.contrasts,
        "calm_overall": lambda part: not part.contrasts,
    }
)
_NOT_SAID = ("channels", "overall")  # these are shown as a table of their own


def channels(board: Board) -> list[tuple[tables.Row, Said]]:
    """The channels, all levels together first: what the table shows of each, and why."""
    every = [board.overall, *board.channels]
    return [(tables.channel(one), Said(one.why.sentence, one.why)) for one in every]


def sections(board: Board) -> tuple[list[Section], list[str]]:
    """The rest of a board.

    Returns:
        The sections that say something, and the titles of those of which there is nothing.

    """
    there, empty = [], []
    for name in _names(board):
        title = _TITLES.get(name, name.replace("_", " ").capitalize())
        part = getattr(board, name)
        claims = [Said(claimed(o), document=o.document) for o in part] if name == "claims" else []
        said = claims or list(_said(part))
        if said:
            beside = _TABLES[name](part, board.parties) if name in _TABLES else []
            little = name in _LITTLE and _LITTLE[name](part)
            there.append(Section(name, title, said, beside, little))
        else:
            empty.append(title)
    return there, empty


def _names(board: Board) -> list[str]:
    """The parts that say something: those with a title, then any other."""
    fields = [name for name in type(board).model_fields if name not in _NOT_SAID]
    others = [n for n in fields if n not in _TITLES and any(_said(getattr(board, n)))]
    return [name for name in _TITLES if name in fields] + others


def _said(part: object) -> Iterator[Said]:
    """Every sentence of a part, in the order of its fields, its own first."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from _said(one)
    elif isinstance(part, Part) and not isinstance(part, Evidence | Why):
        why = getattr(part, "why", None)
        sentence = getattr(part, "sentence", None)
        if why is not None:
            yield Said(why.sentence, _with_passages(part, why))
        elif sentence:
            yield Said(sentence)
        for name in type(part).model_fields:
            if isinstance(within := getattr(part, name), list | Part):  # most are plain values
                yield from _said(within)


def _with_passages(part: Part, why: Why) -> Why:
    """Why, with the passages beside it that say so themselves: those of who could not decide."""
    passages = getattr(part, "no_mandate", [])
    return why.model_copy(update={"evidence": [*why.evidence, *passages]}) if passages else why
