"""The board of a dyad: everything that is said of it on a day, each thing with why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from detente.assessment.channels.authority import Authority, authority
from detente.assessment.channels.breaks import breaks
from detente.assessment.channels.escalations import Escalation, escalations
from detente.assessment.channels.gaps import Usual
from detente.assessment.channels.initiative import Initiative, initiative
from detente.assessment.channels.lanes import lanes
from detente.assessment.channels.spells import spells
from detente.assessment.channels.stalls import Stall, stalls
from detente.assessment.channels.states import Channel, channel
from detente.assessment.claims import Claim
from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.assessment.outlook.calm import Calm, calm
from detente.assessment.outlook.warning import EarlyWarning, early_warning
from detente.assessment.rivalry import changes, influence, reciprocity, tension
from detente.assessment.rivalry.answers import WINDOW
from detente.assessment.rivalry.changes import Changes
from detente.assessment.rivalry.course import HALF_LIFE
from detente.assessment.rivalry.influence import Influence
from detente.assessment.rivalry.reciprocity import TitForTat
from detente.assessment.rivalry.tension import Tension
from detente.assessment.summary import summary
from detente.assessment.why import Part
from detente.assessment.wording import iso


class Board(Part):
    """What a record tells of two sides, as known on a day."""

    parties: list[str]
    on: str
    summary: list[str] = Field(description="What stands out, in sentences.")
    contacts: int = Field(description="How many the record has between them, of any status.")
    moves: int = Field(description="How many that took place, with or without a day.")
    undated: list[int] = Field(description="Of both, those of which no day is known at all.")
    overall: Channel = Field(description="All levels together.")
    channels: list[Channel]
    stalls: list[Stall]
    escalations: list[Escalation]
    returns: list[Escalation]
    authority: list[Authority]
    initiative: Initiative
    claims: list[Claim] = Field(
        description="What reports claim about how many contacts there were."
    )
    tension: Tension
    changes: Changes
    tit_for_tat: TitForTat
    influence: Influence
    warning: EarlyWarning
    calm: Calm = Field(description="Whether months in touch were calmer, of this dyad.")
    calm_overall: Calm = Field(description="Likewise over all dyads of the record.")


@dataclass(frozen=True)
class Beside:
    """What else of the record a board needs.

    Attributes:
        reach: the first and the last day of the record; None where it is empty.
        usual: gaps that are usual among dyads, by level.
        claims: what reports claim about how many contacts of the two there were.
        calm: whether months in touch were calmer over all dyads.

    """

    reach: tuple[int, int] | None
    usual: Mapping[int, Usual | None]
    claims: Sequence[Claim]
    calm: Calm


@dataclass(frozen=True)
class Asked:
    """What may be asked for otherwise.

    Attributes:
        half_life: days after which a move counts half as recent in tension.
        window: days within which a move answers another.

    """

    half_life: float = HALF_LIFE
    window: int = WINDOW


def board(history: History, sources: Sources, beside: Beside, asked: Asked = Asked()) -> Board:
    """Assess a dyad.

    Arguments:
        history: of the dyad.
        sources: where the evidence is looked up.
        beside: what else of the record it needs.
        asked: what is asked for otherwise than is usual.

    """
    channels = lanes(history, beside.usual)
    broken = breaks(history, sources)
    ailments = {lane.level: spells(history, lane, broken) for lane in channels}
    every = [spell for found in ailments.values() for spell in found]
    *by_level, any_level = [
        channel(history, lane, ailments[lane.level], sources) for lane in channels
    ]
    up, down = escalations(history, channels, every, sources)
    return Board(
        parties=list(history.sides),
        on=iso(history.on),
        summary=summary(history, beside.reach, any_level, by_level, up),
        contacts=len(history.contacts),
        moves=len(history.moves),
        undated=[int((history.met == 0).sum()), int((history.moves.day == 0).sum())],
        overall=any_level,
        channels=by_level,
        stalls=stalls(history, every, sources),
        escalations=up,
        returns=down,
        authority=authority(history, channels, sources),
        initiative=initiative(history, channels, sources),
        claims=list(beside.claims),
        tension=tension.tell(history, sources, half_life=asked.half_life),
        changes=changes.tell(history, sources),
        tit_for_tat=reciprocity.tell(history, sources, window=asked.window),
        influence=influence.tell(history, sources),
        warning=early_warning(history, sources, last=beside.reach[1] if beside.reach else None),
        calm=calm(history, sources),
        calm_overall=beside.calm,
    )
