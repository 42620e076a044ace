"""Tit for tat: which of one side's acts the other answers, by the record and by the texts."""

from __future__ import annotations

import numpy as np
from pydantic import Field

from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.assessment.rivalry.answers import WINDOW, Answering, answerings, exchanges
from detente.assessment.why import Evidence, Part, Why
from detente.assessment.wording import many, percent
from detente.record import MOVE_TYPES

LEVEL = 0.05  # false discovery rate up to which a pair is told
_SHOWN = 3  # exchanges of a pair, the latest
_MOST = 5  # pairs told, the least likely by chance
_READ = 100  # moves in which texts are asked for what they call reciprocal, the latest
_TOGETHER = [MOVE_TYPES.index(name) for name in ("AGREE", "CONSULT", "COOPERATE")]  # done as one
_RULE = (
    "Answered: the other side acts so within {window} days, not on the day itself. Expected: what "
    "turning the acts round among all that is told of the two in the same season gives. Told where "
    "the false discovery rate over all pairs of kinds is {level} at most."
)
_STATED = "The text itself says that both sides did it to each other."


class Exchange(Part):
    """An act and the first answer to it."""

    trigger: list[Evidence]
    answer: list[Evidence]
    days: int


class Answered(Part):
    """A kind of act that the other side answers more often than chance gives."""

    source: str = Field(description="Who acts first.")
    target: str = Field(description="Who answers.")
    trigger: str
    answer: str
    times: int = Field(description="Days with a trigger.")
    answered: int = Field(description="Those that were answered.")
    expected: float = Field(description="How many would be by chance.")
    p: float
    q: float = Field(description="False discovery rate, over all pairs tested.")
    exchanges: list[Exchange] = Field(description="The latest.")
    why: Why


class Stated(Part):
    """Moves that a text itself calls an exchange."""

    types: list[str]
    date: str | None
    why: Why


class TitForTat(Part):
    """What two sides answer each other with."""

    window: int = Field(description="Days within which an act is answered.")
    tested: int = Field(description="Pairs of kinds of acts of which there was enough to test.")
    found: int = Field(description="Pairs answered more often than chance gives.")
    pairs: list[Answered] = Field(description="Of those the least likely by chance.")
    stated: list[Stated]
    why: Why


def tell(of: History, sources: Sources, *, window: int = WINDOW) -> TitForTat:
    """Tell what two sides answer each other with.

    Arguments:
        of: their history.
        sources: where its evidence is looked up.
        window: days within which an act is answered.

    """
    tested = answerings(of, window=window)
    found = [one for one in tested if one.q <= LEVEL]
    stated = _stated(of, sources)
    return TitForTat(
        window=window,
        tested=len(tested),
        found=len(found),
        pairs=[_answered(one, of, sources, window) for one in found[:_MOST]],
        stated=stated,
        why=Why(
            sentence=_sentence(of, len(tested), len(found), len(stated)),
            rule=_RULE.format(window=window, level=percent(LEVEL)),
        ),
    )


def _answered(one: Answering, of: History, sources: Sources, window: int) -> Answered:
    source, target = of.sides if one.toward == 0 else of.sides[::-1]
    trigger, answer = MOVE_TYPES[one.trigger], MOVE_TYPES[one.answer]
    latest = exchanges(of, one, window)[-_SHOWN:]
    shown = [place for pair in latest for place in pair]
    sources.look_ahead(moves=shown)
    sentence = (
        f"{target} answered {one.answered} of {source}'s {one.times} {trigger} with {answer} "
        f"within {window} days, where chance gives {one.expected:.1f} (p = {one.p:.2g}, "
        f"q = {one.q:.2g})."
    )
    return Answered(
        source=source, target=target, trigger=trigger, answer=answer, times=one.times,
        answered=one.answered, expected=round(one.expected, 2), p=float(f"{one.p:.3g}"),
        q=float(f"{one.q:.3g}"),
        exchanges=[
            Exchange(
                trigger=sources.moves([act]),
                answer=sources.moves([reply]),
                days=int(of.moves.day[reply] - of.moves.day[act]),
            )
            for act, reply in latest
        ],
        why=Why(
            sentence=sentence,
            rule=_RULE.format(window=window, level=percent(LEVEL)),
            evidence=sources.moves(shown),
        ),
    )  # fmt: skip


def _sentence(of: History, tested: int, found: int, stated: int) -> str:
    both = " and ".join(of.sides)
    if not tested:
        first = f"{both}: too few acts of any kind each way to say whether one answers the other."
    elif not found:
        pairs = many(tested, "pair")
        first = (
            f"{both}: of {pairs} of kinds of acts none is answered more often than chance explains."
        )
    else:
        are = "is" if found == 1 else "are"
        first = f"{both}: of {tested} pairs of kinds of acts {found} {are} answered beyond chance."
    texts = f" Texts tell of {many(stated, 'exchange')}." if stated else ""
    return first + texts


# -- what texts call an exchange -------------------------------------------------------------------


def _stated(of: History, sources: Sources) -> list[Stated]:
    """The exchanges that texts tell of as such, the latest first."""
    places = _both_ways(of)
    sources.look_ahead(moves=places)
    told: dict[frozenset[str], list[int]] = {}
    for place in places:
        for row in sources.move_rows([place]):
            if row["reciprocal"]:
                told.setdefault(frozenset({row["id"], row["reciprocal"]}), []).append(place)
    return [_exchange(of, sources, acts) for acts in reversed(told.values())]


def _both_ways(of: History) -> list[int]:
    """The latest moves told by texts, of days on which both sides moved: they may be reciprocal."""
    apart = ~np.isin(of.moves.type, _TOGETHER)
    told = np.flatnonzero(np.array([code is None for code in of.moves.code], np.bool_) & apart)
    day, way = of.moves.day[told], of.toward[told]
    both = np.intersect1d(day[way == 0], day[way == 1])
    return [int(place) for place in told[np.isin(day, both)][-_READ:]]


def _exchange(of: History, sources: Sources, acts: list[int]) -> Stated:
    evidence = sources.moves(acts)
    types = sorted({MOVE_TYPES[of.moves.type[act]] for act in acts})
    on = evidence[0].date
    when = f" on {on}" if on else ""
    sentence = f"A text tells of {' and '.join(types)} by both{when}, one for the other."
    return Stated(types=types, date=on, why=Why(sentence=sentence, rule=_STATED, evidence=evidence))
