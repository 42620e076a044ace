"""Tools that ask for moves, statements and claims: what sides did and said, and what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from detente import model
from detente.desk.assistants.answer import Answer, Item, listed
from detente.desk.assistants.arguments import (
    After,
    Limit,
    OneOrTwo,
    Outlet,
    Person,
    Sides,
    Since,
    Skip,
    Speaker,
    Until,
)
from detente.desk.assistants.consulted import Consulted
from detente.desk.assistants.fitting import fitting
from detente.desk.assistants.quoting import Quote, name, quote
from detente.desk.assistants.sources import Sources

Row = dict[str, Any]


class MoveLine(Item):
    """What one side did to another."""

    parties: list[str] = Field(description="Who acts, then toward whom.")
    source: str
    target: str
    type: str = Field(description="PLOVER's.")
    status: str
    date: str | None
    according_to: list[str] = Field(description="Ids of the statements that tell it.")
    row: dict[str, Quote] = Field(description="What the row of a data set tells beside that.")

    def head(self) -> str:
        """It, in a few words."""
        who = f"{self.source} ({self.parties[0]}) → {self.target} ({self.parties[1]})"
        return f"{who}: {self.type}, {self.status}, {self.date or 'no day told'}"


class FoundMoves(Answer):
    """Moves, the latest first."""

    moves: list[MoveLine]

    def lines(self) -> Iterator[str]:
        """The answer in lines."""
        yield listed(self.moves, "move", "the latest first")
        for one in self.moves:
            yield from one.lines()


class StatementLine(Item):
    """What somebody is reported to have said."""

    speaker: str | None
    party: str | None
    chain: list[str] = Field(description="From the outermost reporter to the one who spoke.")
    kind: str
    stance: str
    about: list[str] = Field(description="Ids of the contacts and moves it tells of.")

    def head(self) -> str:
        """It, in a few words."""
        who = " → ".join(self.chain) or "a source that is not named"
        side = f" ({self.party})" if self.party else ""
        return f"{who}{side}: {self.kind}, {self.stance}"


class FoundStatements(Answer):
    """Statements, those published last first."""

    statements: list[StatementLine]

    def lines(self) -> Iterator[str]:
        """The answer in lines."""
        yield listed(self.statements, "statement", "those published last first")
        for one in self.statements:
            yield from one.lines()


class ClaimLine(Item):
    """What a report claims about how many contacts there were."""

    parties: list[str]
    ordinal: int | None = Field(description="The how-manieth; null where it says there was none.")
    level: str | None
    since: str | None
    until: str
    verdict: str = Field(description="Of the record: confirmed, contradicted or not enough.")
    found: list[str] = Field(description="Ids of the contacts that were counted.")
    missing: int = Field(description="How many that the claim implies the record lacks.")

    def head(self) -> str:
        """It, in a few words."""
        what = f"contact number {self.ordinal}" if self.ordinal else "no contact"
        level = f" at {self.level} level" if self.level else ""
        days = f"{self.since or 'the first day'} to {self.until}"
        return (
            f"{' – '.join(self.parties)}: claims {what}{level}, {days}; {self.verdict}, "
            f"{len(self.found)} in the record"
        )


class Claims(Answer):
    """What reports claim about how many contacts there were."""

    claims: list[ClaimLine]

    def lines(self) -> Iterator[str]:
        """The answer in lines."""
        yield listed(self.claims, "claim")
        for one in self.claims:
            yield from one.lines()


class ActTools:
    """Tools that ask for moves, statements and claims.

    Arguments:
        consulted: what is asked.

    """

    def __init__(self, consulted: Consulted) -> None:
        self._of = consulted

    def find_moves(  # noqa: PLR0913, PLR0917  (each is an argument of the tool)
        self,
        sides: OneOrTwo = (),
        type: model.MoveType | None = None,  # noqa: A002
        status: model.MoveStatus | None = None,
        since: Since = None,
        until: Until = None,
        person: Person = None,
        outlet: Outlet = None,
        limit: Limit = 15,
        after: After = None,
    ) -> FoundMoves:
        """Find what states did to one another, in words or deeds (PLOVER's sixteen types: AGREE,
        SANCTION, ACCUSE …), the latest first, each with the words of the report that tells it.
        """
        rows = self._of.record.moves(
            *self._of.codes(sides), type=type, status=status, since=since, until=until,
            person=person, outlet=outlet, newest_first=True, after=after, limit=limit + 1,
        )  # fmt: skip
        sources = self._of.sources()
        found = list(rows)
        shown, cut = fitting(_move(row, sources) for row in found[:limit])
        return FoundMoves(moves=shown, left_out=_earlier("moves", shown, cut, len(found) > limit))

    def find_statements(  # noqa: PLR0913, PLR0917
        self,
        sides: Sides = (),
        speaker: Speaker = None,
        since: Since = None,
        until: Until = None,
        outlet: Outlet = None,
        limit: Limit = 15,
        after: After = None,
    ) -> FoundStatements:
        """Find what speakers of some sides (of any of them) are reported to have said, those
        published last first: who said it, through whom, in which words. Days are of publication.
        """
        rows = self._of.record.statements(
            *self._of.codes(sides), speaker=speaker, since=since, until=until, outlet=outlet,
            newest_first=True, after=after, limit=limit + 1,
        )  # fmt: skip
        sources = self._of.sources()
        found = list(rows)
        shown, cut = fitting(_statement(row, sources) for row in found[:limit])
        more = _earlier("statements", shown, cut, len(found) > limit)
        return FoundStatements(statements=shown, left_out=more)

    def claims(
        self,
        sides: Sides = (),
        limit: Limit = 15,
        skip: Skip = 0,
    ) -> Claims:
        """Check what reports claim about how many contacts there were ("their second call in five
        months") against the contacts that the record has.
        """
        rows = self._of.record.claims(*self._of.codes(sides))
        sources = self._of.sources()
        shown, _ = fitting(_claim(row, sources) for row in rows[skip : skip + limit])
        left, at = len(rows) - skip - len(shown), skip + len(shown)
        how = f"{left} more claims; call again with skip={at}" if left > 0 else None
        return Claims(claims=shown, left_out=how)


def _earlier(what: str, shown: list[Any], cut: bool, more: bool) -> str | None:
    return f"earlier {what}; call again with after={shown[-1].id}" if cut or more else None


def _move(row: Row, sources: Sources) -> MoveLine:
    found, more = sources.of(row["evidence"], row["reports"])
    shipped = row.get("shipped") or {}
    return MoveLine(
        id=row["id"], sources=found, more_sources=more, parties=row["parties"],
        source=name(row["source"]["name"]) or "", target=name(row["target"]["name"]) or "",
        type=row["type"], status=row["status"], date=row["date"],
        according_to=row["according_to"],
        row={str(key): quote({"text": value}) for key, value in shipped.items()},
    )  # fmt: skip


def _statement(row: Row, sources: Sources) -> StatementLine:
    return StatementLine(
        id=row["id"], sources=[sources.one(row["document"], row["content"], quotes=6)],
        speaker=name(row["name"]), party=row["party"],
        chain=[name(one["name"]) or "" for one in row["chain"]],
        kind=row["kind"], stance=row["stance"], about=row["about"],
    )  # fmt: skip


def _claim(row: Row, sources: Sources) -> ClaimLine:
    never = row["claim"] == "never"
    spans = [] if never else row["claim"]["evidence"]
    return ClaimLine(
        id=row["mention"], sources=[sources.one(row["document"], spans)], parties=row["parties"],
        ordinal=None if never else row["claim"]["ordinal"], level=row["level"], since=row["from"],
        until=row["to"], verdict=row["verdict"], found=row["found"], missing=row["missing"],
    )  # fmt: skip
