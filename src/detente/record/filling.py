"""A contact as it is kept, without what goes without saying, and as it is given out, with it.

Most contacts are told once: what the report says of each field is then all that was told of it.
"""

from __future__ import annotations

from typing import Any

Body = dict[str, Any]
CHOSEN = ("level", "mode", "initiator", "date", "status", "outcome", "place")  # of what is told
_PLAIN: Body = {
    "level": None, "initiator": None, "date": None, "outcome": "unknown", "place": None,
    "until": None, "date_range": None, "date_zone": None, "other_dates": [], "since": None,
    "mediators": [], "duration": None, "topics": [], "purpose": [], "tone": [], "counts": [],
    "follows": [], "evidence": [], "according_to": [], "participants": [], "outlets": [],
    "stories": 1, "by_hand": False, "links": [], "sides": [],
}  # fmt: skip
_NOTHING = object()


def kept(body: Body) -> Body:
    """What is kept of a contact that `merge` made."""
    short = _without(body, _PLAIN)
    if body["mentions"] == [body["id"]]:
        del short["mentions"]
    if body["reports"] == [_report(body)]:
        del short["reports"]
    if "values" in body:
        by = _by(body)
        usual = {"reports": body["reports"], "by": by, "sides": [], "stories": 1, "chosen": True}
        short["values"] = {
            name: [_without(said, usual) for said in values]
            for name, values in body["values"].items()
        }
    return short


def filled(short: Body, *, reasoned: bool = True) -> Body:
    """A contact as it is given out.

    Arguments:
        short: as `kept` left it; what it holds becomes part of what is given out.
        reasoned: whether with who told which value and why the mentions are one: of a contact told
            by thousands that takes longer than all else.

    """
    own, status = short["id"], short["status"]
    full = {
        "id": own, "parties": None, "level": None, "mode": None, "status": status,
        "initiator": None, "date": None, "until": None, "date_range": None, "date_zone": None,
        "other_dates": [], "participants": [], "outcome": "unknown", "place": None, "since": None,
        "mediators": [], "duration": None, "topics": [], "purpose": [], "tone": [], "counts": [],
        "follows": [], "evidence": [], "according_to": [], "reports": None, "mentions": None,
        "outlets": [], "stories": 1, "by_hand": False, **short,
    }  # fmt: skip
    reports = full["reports"] = full["reports"] or [_report(short)]
    mentions = full["mentions"] = full["mentions"] or [own]
    by = full["outlets"] or reports
    sides = full.pop("sides", None) or []
    if not reasoned:
        for name in ("values", "rules", "links"):
            full.pop(name, None)
        return full
    if "values" in short:
        full["values"] = {
            name: [_value(said, reports, by) for said in values]
            for name, values in short["values"].items()
        }
        full["links"] = [link for told in full.get("links", ()) for link in _links(told, mentions)]
        return full
    values = full["values"] = {
        name: [{"value": value, "reports": reports, "by": by, "sides": sides, "stories": 1,
                "chosen": True}]
        for name in CHOSEN if (value := full[name]) is not None
    }  # fmt: skip
    if full["place"]:
        values["place"][0]["value"] = full["place"]["text"]
    full["rules"] = dict.fromkeys(values, "only value")
    full["links"] = []
    return full


def _without(body: Body, usual: Body) -> Body:
    """What differs from what is usual."""
    return {name: v for name, v in body.items() if v != usual.get(name, _NOTHING)}


def _report(body: Body) -> str:
    """The document of the mention that the contact is named after."""
    return str(body["id"].rpartition("-")[0])


def _by(body: Body) -> list[str]:
    found: list[str] = body["outlets"] or body["reports"]
    return found


def _value(said: Body, reports: list[str], by: list[str]) -> Body:
    get = said.get
    return {
        "value": said["value"], "reports": get("reports", reports), "by": get("by", by),
        "sides": get("sides", []), "stories": get("stories", 1), "chosen": get("chosen", True),
    }  # fmt: skip


def _links(told: list[Any], mentions: list[str]) -> list[Body]:
    """Who was linked to a mention for the same reasons."""
    one, others, score, found = told
    reasons = [{"weight": weight, "why": why} for weight, why in found]
    return [
        {"mentions": [mentions[one], mentions[other]], "score": score, "reasons": reasons}
        for other in others
    ]
