"""A claim of a report about how many contacts there were, in a sentence."""

from __future__ import annotations

from detente.assessment.claims import Claim
from detente.desk.telling import phrases
from detente.desk.telling.contactfacts import many


def claimed(claim: Claim) -> str:
    """Say what is claimed, by whom, and what the record has of it."""
    teller = claim.outlet or f"report {claim.document}"
    what = " ".join(filter(None, [claim.level, _MEANS.get(claim.mode or "", "contact")]))
    if claim.ordinal is None:
        said = f"no {what} so far" + (f" since {phrases.day(claim.since)}" if claim.since else "")
    else:
        since = f" since {phrases.day(claim.since)}" if claim.since else ""
        said = f"the {phrases.ordinal(claim.ordinal)} {what}{since}"
    return f"{teller}: {said}. {_verdict(claim)}"


_MEANS = {"call": "call", "video": "video call", "in-person": "meeting", "message": "message"}


def _verdict(claim: Claim) -> str:
    has = f"the record has {many(len(claim.found), 'such contact', 'such contacts')}"
    until = f" up to {phrases.day(claim.until)}"
    match claim.verdict:
        case "confirmed":
            return f"Confirmed: {has}{until}."
        case "contradicted":
            return f"Contradicted: {has}{until}, {', '.join(claim.found)}."
    lacks = f" and lacks {claim.missing}" if claim.missing else ""
    return f"Not enough to tell: {has}{until}{lacks}."
