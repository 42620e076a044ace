"""Tools that ask for contacts: who met, rang or wrote to whom, who asked for it, who tells it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, Field

from detente import model
from detente.desk.assistants.answer import Answer, Item, listed
from detente.desk.assistants.arguments import After, Id, Limit, Outlet, Person, Sides, Since, Until
from detente.desk.assistants.consulted import Consulted
from detente.desk.assistants.fitting import MOST, fitting, size
from detente.desk.assistants.quoting import name, quote, quoted
from detente.desk.assistants.sources import Sources
from detente.desk.telling.visible import visible

_UNDISPUTED = {None, "only value", "not told", "agreed"}
_MOST_TOLD = 6  # outlets that are named for one value
_DETAIL = (
    "date_range", "date_zone", "other_dates", "until", "since", "place", "duration", "mediators",
    "topics", "purpose", "counts", "follows", "according_to", "mentions", "links", "by_hand",
)  # fmt: skip
Row = dict[str, Any]


class Told(BaseModel):
    """One of the values that are told of a field."""

    value: Any
    by: list[str] = Field(description="Outlets, or the keys of documents.")
    stories: int = Field(description="Independent texts; copies count once.")
    chosen: bool


class ContactLine(Item):
    """A contact in brief."""

    parties: list[str]
    date: str | None
    told_on: str | None = Field(description="When it was first published, where no day is told.")
    level: str | None
    mode: str
    status: str
    initiator: str | None = Field(description="A party, `both`, or null where nobody tells.")
    outcome: str
    overdue: bool = Field(description="Whether it was planned for a day that passed untold of.")
    people: list[str] = Field(description="Who took part: name, side, level.")
    disputed: dict[str, list[Told]] = Field(
        description="Fields of which more than one value is told, with each value and who tells it."
    )

    def head(self) -> str:
        """It, in a few words."""
        day = self.date or f"no day told, first told of {self.told_on or 'on no known day'}"
        asked = f"{self.initiator} asked for it" if self.initiator else "initiator not told"
        told = (" – ".join(self.parties), day, self.level or "level unknown", self.mode,
                self.status, asked, f"outcome {self.outcome}")  # fmt: skip
        apart = "; disputed: " + ", ".join(self.disputed) if self.disputed else ""
        return ", ".join(told) + apart


class FoundContacts(Answer):
    """Contacts, the latest first."""

    contacts: list[ContactLine]

    def lines(self) -> Iterator[str]:
        """The answer in lines."""
        yield listed(self.contacts, "contact", "the latest first") if self.contacts else _NONE
        for one in self.contacts:
            yield from one.lines()


class WholeContact(Answer):
    """A contact with all that is told of it."""

    contact: ContactLine
    values: dict[str, list[Told]] = Field(description="For each field every value that is told.")
    rules: dict[str, str] = Field(description="What chose among them.")
    tone: list[dict[str, Any]] = Field(description="Words for the exchange, and who used them.")
    detail: dict[str, Any] = Field(description="All else, as in the codebook.")

    def lines(self) -> Iterator[str]:
        """The answer in lines."""
        yield from self.contact.lines()
        for field, values in self.values.items():
            told = "; ".join(f"{v.value} ({', '.join(v.by)})" for v in values)
            yield f"{field}: {told}. Rule: {self.rules.get(field)}"


_NONE = (
    "No contact of this kind is in the record; that is not to say that there was none: reports "
    "are missed, and a record holds only what it was given."
)


class ContactTools:
    """Tools that ask for contacts.

    Arguments:
        consulted: what is asked.

    """

    def __init__(self, consulted: Consulted) -> None:
        self._of = consulted

    def find_contacts(  # noqa: PLR0913, PLR0917  (each is an argument of the tool)
        self,
        sides: Sides = (),
        level: model.Level | None = None,
        mode: model.Mode | None = None,
        status: model.ContactStatus | None = None,
        since: Since = None,
        until: Until = None,
        person: Person = None,
        outlet: Outlet = None,
        limit: Limit = 10,
        after: After = None,
    ) -> FoundContacts:
        """Find direct contacts between states: calls, visits, talks, letters – held, planned,
        refused or cancelled – the latest first, each with who asked for it, who took part, what is
        in dispute, and the words of the reports that tell it. `contact` tells one whole.
        """
        rows = self._of.record.contacts(
            *self._of.codes(sides), level=level, mode=mode, status=status, since=since, until=until,
            person=person, outlet=outlet, newest_first=True, after=after, limit=limit + 1,
        )  # fmt: skip
        sources = self._of.sources()
        found = list(rows)
        shown, cut = fitting(self._line(row, sources) for row in found[:limit])
        more = cut or len(found) > limit
        how = f"earlier contacts; call again with after={shown[-1].id}" if more else None
        return FoundContacts(contacts=shown, left_out=how)

    def contact(self, contact: Id) -> WholeContact:
        """Tell one contact whole: every value that is told of each field and by whom, which rule
        chose among them, and every document that tells it, with its words.
        """
        row = self._of.record.contact(contact)
        line = self._line(row, self._of.sources())
        tone = [
            quote({"text": one["word"]}).model_dump(exclude_defaults=True)
            | {"quoted_by_the_report": one["quoted"], "by": one["by"] and name(one["by"]["name"])}
            for one in row["tone"]
        ]
        answer = WholeContact(
            contact=line, rules=row["rules"], tone=tone,
            values={field: _told(values) for field, values in row["values"].items()},
            detail={field: quoted(row[field]) for field in _DETAIL if row.get(field)},
        )  # fmt: skip
        return self._cut(answer)

    def _cut(self, answer: WholeContact) -> WholeContact:
        """The answer without the longest of its detail, where it is too long."""
        out = []
        while size(answer) > MOST and answer.detail:
            longest = max(answer.detail, key=lambda field: size(answer.detail[field]))
            del answer.detail[longest]
            out.append(longest)
        if answer.contact.more_sources:
            out.append(f"{answer.contact.more_sources} further documents")
        if out:
            where = answer.contact.page or f"`detente contact {answer.contact.id}`"
            answer.left_out = f"{', '.join(out)}; {where} has all"
        return answer

    def _line(self, row: Row, sources: Sources) -> ContactLine:
        found, more = sources.of(row["evidence"], row["reports"])
        told_on = None if row["date"] or not found else (found[0].published or "")[:10] or None
        return ContactLine(
            id=row["id"], page=self._of.pages.contact(row["id"]), sources=found, more_sources=more,
            parties=row["parties"], date=row["date"], told_on=told_on, level=row["level"],
            mode=row["mode"], status=row["status"], initiator=row["initiator"],
            outcome=row["outcome"], overdue=row["overdue"],
            people=[_person(one) for one in row["participants"]],
            disputed={
                field: _told(values) for field, values in row["values"].items()
                if len(values) > 1 or row["rules"].get(field) not in _UNDISPUTED
            },
        )  # fmt: skip


def _person(one: Row) -> str:
    about = [part for part in (one["party"], one["level"]) if part]
    return f"{name(one['name'])} ({', '.join(about)})"


def _told(values: list[Row]) -> list[Told]:
    return [
        Told(
            value=visible(one["value"]) if isinstance(one["value"], str) else one["value"],
            by=[str(name(by)) for by in one["by"][:_MOST_TOLD]], stories=one["stories"],
            chosen=one["chosen"],
        )
        for one in values
    ]  # fmt: skip
