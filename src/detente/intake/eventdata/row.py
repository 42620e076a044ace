"""One event of a data set, in the codebook's words, or the reason why there is none.

They are named tuples: a data set has millions of them, and nothing is made more quickly.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from detente.model import ContactStatus, Mode, MoveStatus, MoveType

Initiator = Literal["source", "target"]


class Side(NamedTuple):
    """Who acted, or whom it met.

    Attributes:
        name: as shipped.
        country: ISO 3166-1 alpha-3 (XKX for Kosovo); None for an IGO, a region, or where the
            data set gives none.
        org: an IGO's acronym, where the actor is one that `igos.tsv` knows.
        sector: a PLOVER or CAMEO sector code: GOV MIL REB COP OPP CVL …

    """

    name: str
    country: str | None
    org: str | None
    sector: str | None


class EventRow(NamedTuple):
    """One coded event; it can be a move and a contact at once, or (both None) neither.

    Attributes:
        line: its line in the file, from 1, a header counted.
        date: `YYYY-MM-DD`.
        source: who acted.
        target: toward whom; None where the data set names nobody.
        code: the CAMEO code, its leading zero restored, or PLOVER's type and mode
            (`CONSULT-visit`).
        type: the move's type; None for statements, comments and symbolic acts (CAMEO 01).
        status: always `reported`: no data set says who denies or alleges an event, and what a
            side intends or threatens is itself the reported move (AGREE, THREATEN).
        mode: the contact's mode; None where the event is no contact.
        contact_status: `held`, `planned` or `refused`; None where the event is no contact.
        initiator: which of the two asked for the contact.
        place: where, as shipped.
        outlet: who reported it: the publisher, or the host of its address.
        url: the report's address.
        words: what the data set calls the event, for evidence; GDELT ships codes alone, so there
            it is the CAMEO name of the code.
        key: tells the event from all others of its data set, to import it only once.

    """

    line: int
    date: str
    source: Side
    target: Side | None
    code: str | None
    type: MoveType | None
    status: MoveStatus
    mode: Mode | None
    contact_status: ContactStatus | None
    initiator: Initiator | None
    place: str | None
    outlet: str | None
    url: str | None
    words: str | None
    key: str | None


class BadRow(NamedTuple):
    """A row that cannot be read: its line in the file, from 1, and why."""

    line: int
    reason: str
