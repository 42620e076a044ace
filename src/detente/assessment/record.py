"""A record that is asked about dyads: channels, escalations, tension, readouts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from detente import record as records
from detente.actors import actor_named, name_of
from detente.assessment.board import Asked, Beside, Board, board
from detente.assessment.channels.gaps import Usual
from detente.assessment.channels.pool import usual_by_level
from detente.assessment.claims import Claim, claims
from detente.assessment.evidence import Sources
from detente.assessment.history import History, history
from detente.assessment.outlook.calm import Calm, calm_overall
from detente.assessment.ranking import LATELY, Changed, Whole, ranked
from detente.assessment.rivalry.answers import WINDOW
from detente.assessment.rivalry.course import HALF_LIFE
from detente.assessment.rivalry.limits import checked
from detente.assessment.wording import iso
from detente.record import Contacts, Moves, NotThereError, RecordError, days_asked

if TYPE_CHECKING:
    from detente.assessment.readouts import Comparison

_QUICK = 0.2  # seconds that somebody who asks may wait for what rests on all dyads
_UNKNOWN = -1  # a state that no record has
_LAST = date(9990, 1, 1).toordinal()  # days are counted on from the one that is asked for


@dataclass(frozen=True)
class Refreshed:
    """What rests on all dyads, as of one state of the record.

    Attributes:
        state: of the record.
        today: the day on which it was worked out.
        reach: the first and the last day of the record; None where it is empty.
        usual: gaps that are usual among dyads, by level.
        calm: whether months in touch were calmer.
        ranking: every dyad, those with the greatest changes first.
        seconds: that it took.

    """

    state: int
    today: date
    reach: tuple[int, int] | None
    usual: Mapping[int, Usual | None]
    calm: Calm
    ranking: list[Changed]
    seconds: float

    @property
    def slow(self) -> bool:
        """Whether it took longer than somebody who asks should wait."""
        return self.seconds >= _QUICK


class Record(records.Record):
    """A record of how states deal with one another, and what can be told from it.

    Arguments:
        url: as of `detente.record.Record`.
        lagging: whether what rests on all dyads (usual gaps, calm, the ranking of `latest`) is that
            of the last `refresh`, so that nobody waits for it who asks about one dyad while the
            record grows.

    """

    _kept: dict[str, tuple[Any, Any]]  # what was worked out, by name, and of which state

    def __init__(self, url: str | Path = "detente.db", *, lagging: bool = False) -> None:
        super().__init__(url)
        self._kept = {}
        self._lagging = lagging
        self._refreshed: Refreshed | None = None
        self._refreshing = Lock()

    def dyad(
        self,
        a: str,
        b: str,
        on: str | date | None = None,
        *,
        half_life: float = HALF_LIFE,
        window: int = WINDOW,
    ) -> Board:
        """The board of two sides, as known on a day.

        Arguments:
            a: a side's code, as CHN, or its name.
            b: the other's.
            on: the day, as 2021-09-10 (of a month or year its last); only what had been published
                by then is used. None for the last day on which the record was told anything.
            half_life: days after which a move counts half as recent in tension.
            window: days within which a move is an answer to another.

        Raises:
            RecordError: a side is not known, both are the same, `on` is no date, or the days of
                `half_life` or `window` are too few or too many.

        """
        checked(half_life, window)
        with self.at_once():
            sides, days, asked = self.sides(a, b), self.days_asked(on), Asked(half_life, window)
            lagged = self._lagged(days[0])
            of = (sides, days, asked, self.reach(), lagged and lagged.state)
            found: Board = self._once("board", of, lambda: self._board(sides, *days, asked))
            return found

    def sides(self, a: str, b: str) -> tuple[str, str]:
        """The codes of two sides, sorted, by codes or names in any case.

        Raises:
            RecordError: one is not known, or both are the same.

        """
        one, other = sorted(self._side(side) for side in (a, b))
        if one == other:
            wrong = "both sides are the same"
            raise RecordError(f"{a}, {b}", wrong, "a dyad has two: `detente dyad CHN USA`")
        return one, other

    def days_asked(self, on: str | date | None) -> tuple[int, int | None]:
        """The day that is asked for, and that as known on which; None for all that is known.

        Raises:
            RecordError: it is no date, or too far ahead.

        """
        reach = self.reach()
        if on is None:
            return (reach[1] if reach else date.today().toordinal()), None
        day = days_asked("on", str(on))[1]
        if day > _LAST:
            raise RecordError(str(on), "this is too far ahead", "ask for a day of this age")
        return day, None if reach and day >= reach[1] else day

    def history(self, a: str, b: str, on: str | date | None = None) -> History:
        """Two sides' contacts and moves as columns of numbers; arguments as of `dyad`."""
        sides = self.sides(a, b)
        day, known_on = self.days_asked(on)
        return self._history(sides, day, known_on)

    def changed(self, on: str | date | None = None, days: int = LATELY) -> list[Changed]:
        """Every dyad, those with the greatest changes first; and why each is said to be one.

        Arguments:
            on: the day, as of `dyad`.
            days: the last days, in which something must have changed.

        """
        with self.at_once():
            day, known_on = self.days_asked(on)
            reach = self.reach()
            whole = Whole(*self._known(day), day, reach[0] if reach else day, known_on)
            return ranked(whole, self.usual_gaps(day), self, days)

    def reach(self) -> tuple[int, int] | None:
        """The first and the last day, as ordinals, on which something was told; None if never."""
        found: tuple[int, int] | None = self._once("reach", date.today(), super().reach)
        return found

    def refresh(self, days: int = LATELY) -> Refreshed:
        """Work out anew what rests on all dyads, where something was added or judged since.

        Arguments:
            days: of the ranking.

        """
        with self._refreshing:
            last, began = self._refreshed, monotonic()
            if last is None or last.state != self.state() or last.today != date.today():
                with self.at_once():
                    # What came in this moment is not worked out yet: then it is done anew.
                    state = self.state() if self._is_whole() else _UNKNOWN
                    day, _ = self.days_asked(None)
                    contacts, moves = self.whole()
                    usual = usual_by_level(contacts, day)
                    reach = self.reach()
                    whole = Whole(contacts, moves, day, reach[0] if reach else day, None)
                    last = Refreshed(
                        state, date.today(), reach, usual, calm_overall(contacts, moves, day),
                        ranked(whole, usual, self, days), monotonic() - began,
                    )  # fmt: skip
                self._refreshed = last
        return last

    @property
    def latest(self) -> Refreshed:
        """What rests on all dyads, of the last refresh; of a small record it is done anew."""
        last = self._refreshed
        return last if last is not None and last.slow else self.refresh()

    def compare(self, contact: str) -> Comparison:
        """Set the sides' accounts of a contact side by side.

        Arguments:
            contact: its id, or that of a mention of it.

        Raises:
            RecordError: there is no such contact.

        """
        from detente.assessment.readouts import compare  # noqa: PLC0415  (loads the reading model)

        with self.at_once():
            return compare(self, contact)

    def whole(self) -> tuple[Contacts, Moves]:
        """All contacts and moves as columns, kept until something is added or judged."""
        found: tuple[Contacts, Moves] = self._once("whole", None, self.columns)
        return found

    def usual_gaps(self, on: int) -> Mapping[int, Usual | None]:
        """What gaps are usual at each level among all dyads, as known on a day (an ordinal)."""
        if (latest := self._lagged(on)) is not None:
            return latest.usual
        found: dict[int, Usual | None] = self._once(
            "usual", on, lambda: usual_by_level(self._known(on)[0], on)
        )
        return found

    def calm(self, on: int) -> Calm:
        """Whether months in touch were calmer, over all dyads, as known on a day (an ordinal)."""
        if (latest := self._lagged(on)) is not None:
            return latest.calm
        found: Calm = self._once("calm", on, lambda: calm_overall(*self._known(on), on))
        return found

    # -- inside ------------------------------------------------------------------------------------

    def _board(self, sides: tuple[str, str], day: int, known_on: int | None, asked: Asked) -> Board:
        of = self._history(sides, day, known_on)
        sources = Sources(self, of, known_on)
        beside = Beside(self.reach(), self.usual_gaps(day), self._claims(of), self.calm(day))
        return board(of, sources, beside, asked)

    def _lagged(self, on: int) -> Refreshed | None:
        """The last refresh, where that may be told of a day: the last of the record, or later."""
        reach = self.reach()
        return self.latest if self._lagging and reach and on >= reach[1] else None

    def _known(self, on: int) -> tuple[Contacts, Moves]:
        """All contacts and moves as known on a day."""
        reach = self.reach()
        if reach is None or on >= reach[1]:
            return self.whole()
        found: tuple[Contacts, Moves] = self._once("known", on, lambda: self.columns(on=on))
        return found

    def _history(self, sides: tuple[str, str], day: int, known_on: int | None) -> History:
        """Two sides' history; that of the dyad asked for last is kept."""
        found: History = self._once(
            "history", (sides, day, known_on),
            lambda: history(sides, day, *self.columns(*sides, on=known_on)),
        )  # fmt: skip
        return found

    def _once(self, name: str, of: Any, work: Callable[[], Any]) -> Any:
        """What some work gives, done anew only after something was added or judged."""
        if not self._is_whole():
            return work()
        key = (self.state(), of)
        kept = self._kept.get(name)
        if kept is None or kept[0] != key:  # another thread may put another in its place
            kept = self._kept[name] = (key, work())
        return kept[1]

    def _claims(self, of: History) -> list[Claim]:
        rows = self.claims(*of.sides)
        documents = self.documents(*{row["document"] for row in rows})
        known, held = (set(of.contacts.id[which].tolist()) for which in (..., of.held))
        return claims(rows, known, held, documents, iso(of.on))

    def _side(self, given: str) -> str:
        """The code of a side; one that no table knows must be in the record."""
        for code in (given, given.upper()):
            if name_of(code):
                return code
        for name in (given, given.title()):
            found = actor_named(name)
            if found is not None and found.party:
                return found.party
        if not self._has_side(given):
            wrong = "no side of this name is known, and the record has none"
            raise NotThereError(given, wrong, "use codes, as CHN or EU; see `detente dyads`")
        return given

    def _has_side(self, given: str) -> bool:
        contacts, moves = self.whole()
        joined = [*np.unique(contacts.parties.astype(str)), *np.unique(moves.parties.astype(str))]
        return any(given in parties.replace(">", "|").split("|") for parties in joined)
