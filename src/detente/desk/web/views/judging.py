"""What people judge of the record: what may be judged, what comes of it, what was judged so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, Any, Literal, get_args

from fastapi import HTTPException
from pydantic import BaseModel, Field, StringConstraints

from detente import model
from detente.actors import name_of
from detente.desk.accounts import note
from detente.desk.telling.contactfacts import VAGUE, tags
from detente.desk.telling.judgements import judgements
from detente.desk.telling.recorddocuments import Documents
from detente.desk.telling.recordfacts import judged, mention_of
from detente.desk.web.desk import Desk
from detente.desk.web.viewer import Viewer
from detente.desk.web.views.contact import Neighbour, told_as
from detente.record import RecordError, days_asked, days_of

Row = dict[str, Any]
_FIELDS = ("date", "level", "mode", "status", "initiator", "outcome")
_WORDS: dict[str, tuple[str, ...]] = {
    "level": get_args(model.Level),
    "mode": get_args(model.Mode),
    "status": get_args(model.ContactStatus),
    "outcome": get_args(model.Outcome),
}
_NEAR = timedelta(days=45)  # within which other contacts are offered as the same one
_OFFERED = 20
_LATEST = 10**6  # beyond any judgement's number
PAGE = 100  # judgements
Reason = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=r"^[^\x00]*$")
]


class Judging(BaseModel):
    """What somebody judges of a contact, or of a mention."""

    verdict: Literal["correct", "same", "different", "reject"] = Field(
        description="`correct` puts a field right; `same` joins it with another; `different` "
        "splits a mention off; `reject` says that a mention is no contact."
    )
    field: str | None = Field(default=None, max_length=40, description="The field put right.")
    value: str | None = Field(
        default=None, max_length=200, description="What it is; null where nothing is known of it."
    )
    object: str | None = Field(
        default=None, max_length=400,
        description="The other contact or mention; `different` without it splits off from all.",
    )  # fmt: skip
    reason: Reason | None = None


class Undoing(BaseModel):
    """Why a judgement is undone."""

    reason: Reason | None = None


class Made(BaseModel):
    """What came of a judgement."""

    judgements: list[int] = Field(description="Their numbers: a split may take several.")
    contact: str | None = Field(description="The contact as it now is; null where none is left.")
    field: str | None = None
    was: str | None = Field(default=None, description="What a corrected field was before.")
    now: str | None = None


class Judged(BaseModel):
    """One judgement."""

    id: int
    verdict: str
    parties: list[str]
    subject: Row
    object: Row | None
    field: str | None
    value: str | None
    undoes: int | None
    user: str
    reason: str | None
    made_at: str
    stands: bool = Field(description="Whether none undoes it.")


class Choice(BaseModel):
    """A field that may be corrected: what it holds, and what it may hold."""

    name: str
    value: str | None
    words: list[tuple[str, str]] = Field(description="Values and names; none where it is free.")


def offered(desk: Desk, row: Row) -> Row:
    """Give what an editor may choose from: values of fields, contacts that may be the same."""
    return {
        "choices": {
            name: Choice(name=name, value=row[name], words=_words(name, row["parties"]))
            for name in _FIELDS
        },
        "near": list(_near(desk, row)),
    }


def judge(desk: Desk, viewer: Viewer, about: str, asked: Judging) -> Made:
    """Judge a contact or a mention.

    Arguments:
        desk: of which record.
        viewer: who judges.
        about: the id of the contact or the mention.
        asked: what is judged.

    Raises:
        RecordError: it cannot be judged so.

    """
    before = desk.record.contact(about)
    field = asked.field if asked.verdict == "correct" else None
    numbers = list(_JUDGE[asked.verdict](desk, viewer, about, asked))
    left = [m for m in before["mentions"] if not (asked.verdict == "reject" and m == about)]
    made = Made(judgements=numbers, contact=_contact_of(desk, [about, *left]), field=field)
    _note(desk, viewer, made.contact or about, numbers, asked.verdict)
    return _with_values(desk, made, before)


def undo(desk: Desk, viewer: Viewer, number: int, reason: str | None) -> Made:
    """Undo a judgement.

    Raises:
        HTTPException: there is none of this number (404), or it is undone already (409).

    """
    rows = {row["id"]: row for row in judgements(desk.record)}
    if number not in rows:
        raise HTTPException(404, f"there is no judgement {number}")
    row = rows[number]
    if not row["stands"]:
        raise HTTPException(409, f"judgement {number} is undone already")
    about = [mention_of(anchor) for anchor in (row["subject"], row["object"]) if anchor]
    was = _contact_of(desk, about)
    before = desk.record.contact(was) if was else None
    done = desk.record.undo(number, user=viewer.name, reason=reason)
    field = _ends(rows, row)["field"]
    made = Made(judgements=[done], contact=_contact_of(desk, about), field=field)
    _note(desk, viewer, made.contact or about[0], [done], "undo")
    return _with_values(desk, made, before)


def confirmed(desk: Desk, numbers: Sequence[int], was: str | None) -> list[str]:
    """Say what came of judgements that were just made: before → after."""
    rows = {row["id"]: row for row in judgements(desk.record)}
    return [_confirmed(desk, rows, rows[n], was) for n in dict.fromkeys(numbers) if n in rows]


def listed(desk: Desk, before: int | None = None, limit: int = PAGE) -> list[Row]:
    """The judgements, the latest first, each with what it says.

    Arguments:
        desk: of which record.
        before: only older ones than the one of this number.
        limit: how many at most.

    """
    rows = [row for row in judgements(desk.record) if row["id"] < (before or _LATEST)]
    return [row | {"said": judged(row)} for row in rows[::-1][:limit]]


# -- each verdict ----------------------------------------------------------------------------------


def _correct(desk: Desk, viewer: Viewer, about: str, asked: Judging) -> Iterator[int]:
    field = (asked.field or "").strip().lower()
    parties = desk.record.contact(about)["parties"]
    value = _written(field, (asked.value or "").strip(), parties)
    yield desk.record.correct(about, field, value, user=viewer.name, reason=asked.reason)


def _same(desk: Desk, viewer: Viewer, about: str, asked: Judging) -> Iterator[int]:
    other = (asked.object or "").strip()
    if not other:
        raise RecordError("the other contact", "none is named", "give its id")
    if desk.record.contact(other)["id"] == desk.record.contact(about)["id"]:
        raise RecordError(other, "this is a part of the contact already", "give another")
    yield desk.record.judge_same(about, other, user=viewer.name, reason=asked.reason)


def _different(desk: Desk, viewer: Viewer, about: str, asked: Judging) -> Iterator[int]:
    """Judge a mention and another to be two; where none is given, until it stands by itself."""
    given = (asked.object or "").strip()
    others = [given] if given else desk.record.contact(about)["mentions"]
    others = [other for other in others if other != about]
    if not others:
        raise RecordError(about, "nothing else tells of this contact", "there is nothing to split")
    for other in others:
        if given or other in desk.record.contact(about)["mentions"]:
            yield desk.record.judge_different(about, other, user=viewer.name, reason=asked.reason)


def _reject(desk: Desk, viewer: Viewer, about: str, asked: Judging) -> Iterator[int]:
    yield desk.record.reject(about, user=viewer.name, reason=asked.reason)


_JUDGE = {"correct": _correct, "same": _same, "different": _different, "reject": _reject}


# -- inside ----------------------------------------------------------------------------------------


def _written(field: str, given: str, parties: Sequence[str]) -> str | None:
    """A value as the codebook writes it: words in small letters, sides by their codes."""
    if not given:
        return VAGUE.get(field)
    if field == "initiator" and given.lower() != "both":
        named = {(name_of(p) or p).lower(): p for p in parties} | {p.lower(): p for p in parties}
        return named.get(given.lower(), given)
    if field == "date":
        days_asked(field, given)
    return given.lower()


def _is_date(given: str) -> bool:
    try:
        days_of(given)
    except ValueError:
        return False
    return True


def _words(field: str, parties: Sequence[str]) -> list[tuple[str, str]]:
    """What a field may hold, and how that is called; nothing where it is free."""
    vague = VAGUE.get(field)
    if field == "initiator":
        words = [(p, name_of(p) or p) for p in parties] + [("both", "both sides")]
    else:
        words = [(word, word) for word in _WORDS.get(field, ()) if word != vague]
    if not words or field == "status":
        return words
    return [*words, ("", vague or "not told")]


def _near(desk: Desk, row: Row) -> Iterator[Neighbour]:
    """Other contacts of the same parties, near in time."""
    documents = Documents(desk.record)
    day = _day(desk, row)
    if day is None:
        return
    within = {"since": _iso(day, -_NEAR), "until": _iso(day, _NEAR)}
    rows = desk.record.contacts(*row["parties"], limit=_OFFERED + 1, **within)
    for other in rows:
        if other["id"] != row["id"] and other["parties"] == row["parties"]:
            about = " · ".join(tags(other, documents))
            yield Neighbour(id=other["id"], parties=other["parties"], about=about)


def _day(desk: Desk, row: Row) -> int | None:
    """A day of a contact; of one without a date that on which it was told."""
    told = row["date"]
    if told is None:
        known = desk.record.documents(*row["reports"]).values()
        told = min((d["published_at"][:10] for d in known if d["published_at"]), default=None)
    return days_of(told)[0] if told else None


def _iso(day: int, by: timedelta) -> str:
    first, last = date.min.toordinal(), date.max.toordinal()
    return date.fromordinal(min(max(day + by.days, first), last)).isoformat()


def _contact_of(desk: Desk, mentions: Sequence[str]) -> str | None:
    """The contact that the first of some mentions that is still a part of one is a part of."""
    for mention in mentions:
        try:
            return str(desk.record.contact(mention)["id"])
        except RecordError:
            continue
    return None


def _with_values(desk: Desk, made: Made, before: Row | None) -> Made:
    """Tell what a field was and is."""
    if made.field is None or made.contact is None or before is None:
        return made
    now = desk.record.contact(made.contact)
    return made.model_copy(update={"was": before[made.field], "now": now[made.field]})


def _ends(rows: dict[int, Row], row: Row) -> Row:
    """The judgement at the end of a chain of undoings."""
    while row["undoes"]:
        row = rows[row["undoes"]]
    return row


def _confirmed(desk: Desk, rows: dict[int, Row], row: Row, was: str | None) -> str:
    about = row
    if row["verdict"] == "undo":
        about = _ends(rows, row)
    said = _before_and_after(desk, about, was)
    return f"Judgement {row['undoes']} is undone: {said}" if row["undoes"] else said


def _before_and_after(desk: Desk, row: Row, was: str | None) -> str:
    subject = mention_of(row["subject"])
    if row["verdict"] != "correct":
        return judged(row)
    field, parties = row["field"], row["subject"]["parties"]
    try:
        now = desk.record.contact(subject)[field]
    except RecordError:
        now = row["value"]
    words = dict(_words(field, parties))
    known = not was or was in words or (field == "date" and _is_date(was))
    shown = [told_as(field, value) or "not told" for value in (was or None, now)]
    return f"{field}: {' → '.join(shown if known else shown[1:])}"


def _note(desk: Desk, viewer: Viewer, subject: str, numbers: list[int], verdict: str) -> None:
    detail = {"judgements": numbers, "verdict": verdict}
    note(desk.record, viewer, viewer.via, "judgement", subject, detail)
