"""What comes out of a comparison, as types: its JSON is these written out.

Invariants
- Every `Words` is half-open, `[start, end)`, in code points of the text of the document it names.
- What is told of two sides is keyed by their codes, so that no side is "the first".
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from detente.model import Party, Span

AccountKind = Literal["official", "state media", "reported"]
Matter = Literal["initiator", "date", "duration", "number", "mode", "place", "denial"]


class _Item(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Span):
    """Words of a document."""

    document: str = Field(description="The key of the document in the record.")


class Account(_Item):
    """What one side says of the contact in one document."""

    side: Party
    kind: AccountKind = Field(
        description="A whole text of the government, one of its state media, or what a report "
        "quotes of either."
    )
    document: str
    outlet: str | None = None
    title: str | None = None
    published: str | None = Field(default=None, description="A day, as ISO 8601.")
    tied: bool = Field(
        default=True,
        description="Whether the document was read to tell of this very contact; else it is taken "
        "for the side's account because of its days and the names in it.",
    )
    words: list[Words] = Field(description="What of the document is this side's account.")


class Contradiction(_Item):
    """Where two sides cannot both be right."""

    matter: Matter
    says: dict[Party, str] = Field(description="What each side says, in a few words.")
    words: dict[Party, Words]


class Reason(_Item):
    """A part of the score of a pair: what was weighed, and how much it adds."""

    why: str
    weight: float


class Pair(_Item):
    """Two points, one of each side, that tell the same thing."""

    words: dict[Party, Words]
    likeness: float = Field(description="How likely they tell the same thing, from 0 to 1.")
    contradictions: list[Contradiction] = []
    wording: list[dict[Party, Words]] = Field(
        default=[], description="The words that each side chose for the same thing."
    )
    reasons: list[Reason] = []


class Asked(_Item):
    """Who asked for the contact, as one side says."""

    initiator: str | None = Field(description="A party, `both`, or null where it does not say.")
    words: Words | None = None


class Topic(_Item):
    """Something that was talked about: its rank and its share in each account.

    `rank` is 1 for what a side comes to first; `share` is the part of the account's words that
    stand in points about it. A side that does not raise it is not among the keys.
    """

    topic: str
    rank: dict[Party, int]
    share: dict[Party, float]
    words: dict[Party, Words] = Field(description="Where each side first comes to it.")


class ToneWord(_Item):
    """A word that describes the exchange, and the side that used it."""

    word: str
    side: Party
    quoted: bool
    words: Words


class Quotation(_Item):
    """Direct speech that a side published."""

    side: Party
    speaker: str | None
    words: Words


class Compared(_Item):
    """Which contact it is that two sides tell of."""

    id: str | None = None
    parties: list[Party]
    date: str | None = None
    level: str | None = None
    mode: str | None = None
    status: str | None = None


class Comparison(_Item):
    """The accounts of one contact, side by side.

    Where there are not two sides to compare, `reason` says so, and the lists below it are empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    contact: Compared
    accounts: list[Account]
    reason: str | None = None
    asked: dict[Party, Asked] = {}
    shared: list[Pair] = []
    only: dict[Party, list[Words]] = Field(
        default={}, description="What one side says and no other does, in its account's order."
    )
    contradictions: list[Contradiction] = Field(
        default=[], description="Those of the pairs, and of what the accounts say on the whole."
    )
    topics: list[Topic] = []
    tone: list[ToneWord] = []
    quotations: list[Quotation] = []
