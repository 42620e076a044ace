"""The vocabulary as types: what a report is, once it has been read.

Every word here is a word of the codebook (`docs/codebook.md`). The JSON that
`detente read --format json` prints is these types written out, and
`detente schema` prints their JSON Schema.

Invariants
- A span is half-open, `[start, end)`, in Unicode code points of `Document.text`,
  and `text` repeats the words, so that any reader can check it.
- Nothing is coded without evidence: every contact and move has at least one span.
- Ids (`a1`, `s1`, `c1`, `m1`) are local to one report and follow the text's order.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

SCHEMA_VERSION: Literal[1] = 1

ActorKind = Literal["state", "person", "office", "organization", "outlet", "group", "anonymous"]
Level = Literal["leader", "minister", "senior", "working", "officials"]
Mode = Literal["call", "video", "in-person", "message", "unspecified"]
ContactStatus = Literal[
    "held", "ongoing", "planned", "proposed", "refused", "cancelled", "denied", "never"
]
Outcome = Literal["agreement", "progress", "no-progress", "breakdown", "unknown"]
StatementKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["factual", "claimed", "denied"]
MoveStatus = Literal["reported", "planned", "alleged", "denied"]
MoveType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]

Party = Annotated[
    str,
    Field(
        # No control characters, and not the marks by which the record joins sides.
        pattern=r"^[^|>\x00-\x1f\x7f-\x9f\u2028\u2029]+$",
        description="ISO 3166-1 alpha-3 code, an IGO's acronym, or an armed group's name.",
    ),
]


def _on_the_calendar(prefix: str) -> str:
    date.fromisoformat(prefix + "-01" * (2 - prefix.count("-")))
    return prefix


PrefixDate = Annotated[
    str,
    AfterValidator(_on_the_calendar),
    Field(
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="As exact as the text is: 2021, 2021-03 or 2021-09-09.",
    ),
]
ActorId = Annotated[str, Field(pattern=r"^a\d+$")]
StatementId = Annotated[str, Field(pattern=r"^s\d+$")]
ContactId = Annotated[str, Field(pattern=r"^c\d+$")]
MoveId = Annotated[str, Field(pattern=r"^m\d+$")]


class _Item(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(_Item):
    """Words of the document: `[start, end)` in code points of its text."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Document(_Item):
    """One report or official readout, as intake left it."""

    id: str
    title: str | None = None
    kicker: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published_at: datetime | None = None
    url: str | None = None
    language: str = "en"
    text: str
    captions: list[str] = []
    headings: list[Span] = Field(default=[], exclude=True)
    warnings: list[str] = Field(default=[], exclude=True)


class Actor(_Item):
    """A state, person, office, organization, outlet, group or unnamed source."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    org: str | None = None
    sector: str | None = None
    level: Level | None = None
    mentions: list[Span] = []

    @property
    def party(self) -> str | None:
        """The side this actor stands for: its country, else its IGO's acronym."""
        return self.country or self.org


class Statement(_Item):
    """Somebody is reported to have said, written, thought or shown something."""

    id: StatementId
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    kind: StatementKind
    chain: list[ActorId] = Field(description="From the outermost reporter to the one who spoke.")
    speaker: ActorId | None = None
    stance: Stance = "factual"
    insertions: list[Span] = []
    about: list[str] = Field(default=[], description="Ids of the contacts and moves it tells of.")


class Participant(_Item):
    """Who took part in a contact, for which side, at which level."""

    actor: ActorId
    party: Party
    level: Level | None = None


class Tone(_Item):
    """A word that describes an exchange, who used it, and whether it was quoted."""

    word: str
    by: ActorId | None = None
    quoted: bool = False


class Purpose(Span):
    """Why a contact was sought, and which actor says so."""

    by: ActorId | None = None


class Count(_Item):
    """What the text claims about how many contacts there were, or how long since."""

    ordinal: int | None = None
    level: Level | None = None
    since: PrefixDate | None = None
    within: str | None = Field(default=None, description="An ISO 8601 duration: P7M.")
    evidence: list[Span] = []


class Dating(_Item):
    """Another date that a side or a clock gives the same contact."""

    date: PrefixDate
    date_zone: str | None = None


class Contact(_Item):
    """Direct communication between representatives of two or more sides."""

    id: ContactId
    parties: list[Party]
    participants: list[Participant] = []
    level: Level | None = None
    mode: Mode = "unspecified"
    initiator: str | None = Field(default=None, description="One of the parties, or `both`.")
    date: PrefixDate | None = None
    date_range: tuple[PrefixDate, PrefixDate] | None = Field(
        default=None,
        description="The first and the last day it may be, where `last week` says more than that.",
    )
    date_zone: str | None = None
    other_dates: list[Dating] = []
    since: PrefixDate | None = Field(
        default=None, description="For `never`: since when there has been none."
    )
    status: ContactStatus = "held"
    mediators: list[Party] = []
    place: Span | None = None
    duration: Span | None = None
    topics: list[Span] = []
    purpose: list[Purpose] = []
    outcome: Outcome = "unknown"
    tone: list[Tone] = []
    counts: list[Count] = []
    follows: list[ContactId] = []
    evidence: list[Span] = Field(min_length=1)
    according_to: list[StatementId] = []


class Move(_Item):
    """One side acts toward another, in words or deeds; typed by PLOVER."""

    id: MoveId
    source: ActorId
    target: ActorId
    parties: list[Party] = Field(description="Source, then target.")
    type: MoveType
    status: MoveStatus = "reported"
    date: PrefixDate | None = None
    place: Span | None = None
    reciprocal: MoveId | None = None
    evidence: list[Span] = Field(min_length=1)
    according_to: list[StatementId] = []


class Relation(_Item):
    """How a source acts toward a target in one sentence: the likeliest PLOVER type."""

    type: MoveType
    scores: dict[MoveType, float] = Field(
        description="A probability for each of the sixteen types; they sum to 1."
    )


class Report(_Item):
    """A document and its record."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True
    )

    schema_version: Literal[1] = Field(default=SCHEMA_VERSION, alias="schema")
    reader: str
    document: Document
    actors: list[Actor] = []
    statements: list[Statement] = []
    contacts: list[Contact] = []
    moves: list[Move] = []
