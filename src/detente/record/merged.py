"""One contact out of all its mentions: each field with every value told, and the one chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from detente.record.alike import Likeness
from detente.record.choosing import Choice, Said, choose, gather
from detente.record.clusters import Link
from detente.record.days import is_day
from detente.record.naming import item_id
from detente.record.told import Told

_LEVELS = ("officials", "working", "senior", "minister", "leader")
_OVERTAKEN = {  # what a status was before it became another
    "held": {"planned", "proposed", "ongoing"},
    "ongoing": {"planned", "proposed"},
    "cancelled": {"planned", "proposed"},
    "refused": {"proposed", "planned"},
    "planned": {"proposed"},
    "denied": {"planned", "proposed"},
}
Body = dict[str, Any]


def merge(told: Sequence[Told], links: Sequence[Link], corrected: Body) -> Body:
    """The contact that some mentions tell of.

    Arguments:
        told: its mentions, in order of publication.
        links: why they were put together; the places are those in `told`.
        corrected: fields that somebody put right.

    Returns:
        A contact with the fields of a report's contact, to be kept and given out by `filling`.
        Spans name their document; actors are those of the record; beside it `reports`, `outlets`,
        `stories` (how many tell it by themselves), `values` (all that was told of a field),
        `rules` (what chose), `links`.

    """
    if len(told) == 1 and not corrected:
        return _sole(told[0])
    choices = {name: choice(told) for name, choice in _CHOICES.items()}
    for name, value in corrected.items():
        choices[name] = Choice(value, "corrected", choices[name].said)
    body: Body = {
        "id": told[0].id,
        "parties": told[0].parties,
        "participants": _participants(told),
        **{name: choice.value for name, choice in choices.items()},
        "until": next((t.body["until"] for t in told if t.body.get("until")), None),
        "date_range": _range(told, choices["date"].value),
        "date_zone": _zone(told, choices["date"].value),
        "other_dates": _other_dates(told, choices["date"].value),
        "since": next((t.body["since"] for t in told if t.body.get("since")), None),
        "mediators": sorted({m for t in told for m in t.body.get("mediators", ())}),
        "place": _place(told, choices["place"].value),
        "duration": next((_span(t, t.body["duration"]) for t in told if t.body.get("duration")),
                         None),
        "topics": _spans(told, "topics"),
        "purpose": _spans(told, "purpose"),
        "tone": _tones(told),
        "counts": [c | {"document": t.source.key} for t in told for c in t.body.get("counts", ())],
        "follows": [item_id(t.source.key, f) for t in told for f in t.body.get("follows", ())],
        "evidence": _spans(told, "evidence"),
        "according_to": [
            item_id(t.source.key, s) for t in told for s in t.body.get("according_to", ())
        ],
        "reports": list(dict.fromkeys(t.source.key for t in told)),
        "mentions": [t.id for t in told],
        "outlets": list(dict.fromkeys(t.source.outlet for t in told if t.source.outlet)),
        "stories": len({t.source.story for t in told}),
        "by_hand": all(t.source.kind == "note" for t in told),
        "values": {name: _values(choice) for name, choice in choices.items() if _speaks(choice)},
        "rules": {name: choice.rule for name, choice in choices.items() if _speaks(choice)},
        "links": _linked(links),
    }  # fmt: skip
    shipped = [t.body["shipped"] for t in told if t.body.get("shipped")]
    return body | {"shipped": shipped[0]} if shipped else body


def _sole(t: Told) -> Body:
    """The contact that one mention tells of: its values are its own, and filled in when asked."""
    body = t.body
    return {
        **{name: body[name] for name in _KEPT if body.get(name)},
        "id": t.id,
        "parties": t.parties,
        **{name: body.get(name) for name in _CHOICES},
        "other_dates": _other_dates([t], body.get("date")),
        "participants": _participants([t]),
        "place": _span(t, body["place"]) if body.get("place") else None,
        "duration": _span(t, body["duration"]) if body.get("duration") else None,
        **{name: _spans([t], name) for name in ("topics", "purpose", "evidence") if body.get(name)},
        "tone": _tones([t]),
        "counts": [c | {"document": t.source.key} for c in body.get("counts", ())],
        "follows": [item_id(t.source.key, f) for f in body.get("follows", ())],
        "according_to": [item_id(t.source.key, s) for s in body.get("according_to", ())],
        "reports": [t.source.key],
        "mentions": [t.id],
        "outlets": [t.source.outlet] if t.source.outlet else [],
        "stories": 1,
        "by_hand": t.source.kind == "note",
        "sides": sorted(side for side in t.voices if side in t.parties),
    }


def _speaks(choice: Choice) -> bool:
    return bool(choice.said) or choice.rule == "corrected"


# -- the fields that are chosen --------------------------------------------------------------------


def _plain(name: str, vague: str | None = None) -> Callable[[Sequence[Told]], Choice]:
    """A field whose values compete as they are; the vague one only counts where it is alone."""

    def chosen(told: Sequence[Told]) -> Choice:
        said = gather(told, lambda t: t.body.get(name))
        clear = [s for s in said if s.value != vague]
        choice = choose(clear or said)
        value = vague if choice.value is None else choice.value  # where it is disputed
        return Choice(value, choice.rule, tuple(said))

    return chosen


def _level(told: Sequence[Told]) -> Choice:
    said = gather(told, lambda t: t.body.get("level"))
    clear = [s for s in said if s.value != "officials"]
    # A contact's level is the lower of the two sides' ranks: so is that of two tellings.
    choice = choose(clear or said, tie=lambda s: (_is_no_table(s), _LEVELS.index(s.value)))
    return _with_all(choice, said)


def _date(told: Sequence[Told]) -> Choice:
    """The day, where one is told; of what came of a plan, not that for which it was planned."""
    said = gather(told, lambda t: t.body.get("date"))
    status = _status(told).value
    became = gather((t for t in told if t.body["status"] == status), lambda t: t.body.get("date"))
    exact = max((len(s.value) for s in said), default=0)
    days = [s for s in became if len(s.value) == exact] or [
        s for s in said if len(s.value) == exact
    ]
    tie = choose(days, tie=lambda s: (_is_no_table(s), -len(s.told), *_first_told(s)))
    return _with_all(tie, said)


def _is_no_table(said: Said) -> bool:
    """A table that somebody keeps goes before what machines coded from reports."""
    return not any(t.source.kind == "table" for t in said.told)


def _first_told(said: Said) -> tuple[int, str]:
    return min(t.order[0] for t in said.told), str(said.value)


def _status(told: Sequence[Told]) -> Choice:
    """What a contact became: what a later report tells takes the place of a plan."""
    said = gather(told, lambda t: t.body["status"])
    over = set().union(*(_OVERTAKEN.get(s.value, set()) for s in said))
    left = [s for s in said if s.value not in over]
    return _with_all(choose(left or said, tie=lambda s: -max(t.order[0] for t in s.told)), said)


def _where(told: Sequence[Told]) -> Choice:
    return choose(
        gather(told, lambda t: t.body["place"]["text"] if t.body.get("place") else None),
        tie=_first_told,
    )


def _with_all(choice: Choice, said: list[Said]) -> Choice:
    return Choice(choice.value, choice.rule, tuple(said))


# What a mention says that needs no more than to be kept.
_KEPT = ("until", "date_range", "date_zone", "since", "mediators", "shipped")
_CHOICES: dict[str, Callable[[Sequence[Told]], Choice]] = {
    "level": _level,
    "mode": _plain("mode", "unspecified"),
    "initiator": _plain("initiator"),
    "date": _date,
    "status": _status,
    "outcome": _plain("outcome", "unknown"),
    "place": _where,
}


def _values(choice: Choice) -> list[Body]:
    return [
        {
            "value": said.value,
            "reports": list(dict.fromkeys(t.source.key for t in said.told)),
            "by": list(dict.fromkeys(t.source.outlet or t.source.key for t in said.told)),
            "sides": sorted(said.sides),
            "stories": len(said.stories),
            "chosen": said.value == choice.value,
        }
        for said in choice.said
    ]


# -- the fields that are gathered ------------------------------------------------------------------


def _span(told: Told, span: Body) -> Body:
    return span | {"document": told.source.key}


def _spans(told: Sequence[Told], name: str) -> list[Body]:
    return [_span(t, span) for t in told for span in t.body.get(name, ())]


def _place(told: Sequence[Told], chosen: str | None) -> Body | None:
    return next(
        (
            _span(t, t.body["place"])
            for t in told
            if t.body.get("place") and t.body["place"]["text"] == chosen
        ),
        None,
    )


def _participants(told: Sequence[Told]) -> list[Body]:
    """All who are told to have taken part; the unnamed of a side only where nobody is named."""
    found: dict[tuple[str, str], Body] = {}
    for t in told:
        for p in t.body.get("participants", ()):
            found.setdefault((p["party"], p["actor"]), p)
    named = {p["party"] for p in found.values() if p["kind"] in {"person", "office"}}
    return [
        p
        for _, p in sorted(found.items())
        if p["kind"] in {"person", "office"} or p["party"] not in named
    ]


def _tones(told: Sequence[Told]) -> list[Body]:
    tones = [tone | {"document": t.source.key} for t in told for tone in t.body.get("tone", ())]
    unique = {(x["word"], (x["by"] or {}).get("actor"), x["quoted"]): x for x in reversed(tones)}
    return list(reversed(unique.values()))


def _zone(told: Sequence[Told], date: str | None) -> str | None:
    return next(
        (
            t.body["date_zone"]
            for t in told
            if t.body.get("date") == date and t.body.get("date_zone")
        ),
        None,
    )


def _range(told: Sequence[Told], date: str | None) -> list[str] | None:
    """The fewest days that anybody's words leave of the chosen date."""
    ranges = [t for t in told if t.body.get("date") == date and t.body.get("date_range")]
    narrowest = min(ranges, key=lambda t: t.days[1] - t.days[0] if t.days else 0, default=None)
    return narrowest.body["date_range"] if narrowest else None


def _other_dates(told: Sequence[Told], chosen: str | None) -> list[Body]:
    """Other days that were told: by another clock, or by whoever dates it otherwise."""
    dates = [
        {"date": d["date"], "date_zone": d.get("date_zone")}
        for t in told
        for d in (t.body, *t.body.get("other_dates", ()))
        if is_day(d.get("date")) and d["date"] != chosen
    ]
    return list({(d["date"], d["date_zone"]): d for d in dates}.values())


def _linked(links: Sequence[Link]) -> list[list[Any]]:
    """The links: whoever is linked to one for the same reasons stands together.

    Each is a place in `mentions`, the places of the others, the score, and its reasons.
    """
    found: dict[tuple[int, Likeness], list[int]] = {}
    for link in links:
        found.setdefault((link.one, link.likeness), []).append(link.other)
    return [[one, others, round(why.score, 2), why.reasons] for (one, why), others in found.items()]
