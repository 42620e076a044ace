"""How often contacts at a level led to something, and where a text says that they could not."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from detente.assessment.channels.lanes import ANY, Lane
from detente.assessment.channels.mandate import says_no_mandate
from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.assessment.why import Evidence, Part, Why
from detente.assessment.wording import at_level, many, percent
from detente.record import OUTCOMES

_UNKNOWN = OUTCOMES.index("unknown")
_LED = [OUTCOMES.index(name) for name in ("agreement", "progress")]
_LOOKED_AT = 60  # contacts of a level whose words are searched, the latest
_RULE = (
    "of the contacts that took place and of which an outcome is told, the share told as progress "
    "or agreement; Wilson's interval, 95 %"
)


class Authority(Part):
    """What contacts at a level led to."""

    level: str | None
    contacts: int = Field(description="How many took place.")
    told: int = Field(description="Of how many an outcome is told.")
    led: int = Field(description="How many of those led to progress or an agreement.")
    share: float | None = Field(description="led / told; None where no outcome is told.")
    interval: tuple[float, float] | None
    no_mandate: list[Evidence] = Field(
        description="Passages that say that those who talked could not decide."
    )
    why: Why


def authority(history: History, lanes: list[Lane], sources: Sources) -> list[Authority]:
    """What contacts led to, for each level that had any."""
    return [
        _authority(history, lane, sources) for lane in lanes if len(lane.held) and lane.level != ANY
    ]


def _authority(history: History, lane: Lane, sources: Sources) -> Authority:
    outcomes = history.contacts.outcome[lane.held]
    spoken_of = lane.held[outcomes != _UNKNOWN]
    led = [int(p) for p in spoken_of if history.contacts.outcome[p] in _LED]
    told = len(spoken_of)
    lacking = [] if lane.name == "leader" else list(_no_mandate(lane, sources))
    sentence = f"{_share(len(led), told, len(lane.held))} {at_level(lane.level)}."
    if lacking:
        sentence += " It is said that those who talked could not decide."
    return Authority(
        level=lane.name, contacts=len(lane.held), told=told, led=len(led),
        share=len(led) / told if told else None,
        interval=_wilson(len(led), told) if told else None,
        no_mandate=lacking,
        why=Why(sentence=sentence, rule=_RULE, evidence=sources.contacts(spoken_of.tolist())),
    )  # fmt: skip


def _share(led: int, told: int, held: int) -> str:
    if not told:
        return f"No outcome is told of any of {many(held, 'contact')}"
    low, high = _wilson(led, told)
    return (
        f"{led} of {many(told, 'contact')} with an outcome told led to progress or an agreement "
        f"({percent(led / told)}, interval {percent(low)} to {percent(high)})"
    )


def _wilson(led: int, told: int) -> tuple[float, float]:
    from statsmodels.stats.proportion import proportion_confint  # noqa: PLC0415  (slow to load)

    low, high = proportion_confint(led, told, method="wilson")
    return float(low), float(high)


def _no_mandate(lane: Lane, sources: Sources) -> Iterator[Evidence]:
    """The passages about a level's contacts that say so, each once."""
    seen: set[tuple[str | None, int | None]] = set()
    for evidence in sources.words(lane.held[-_LOOKED_AT:].tolist()):
        if evidence.text and says_no_mandate(evidence.text):
            key = (evidence.document, evidence.start)
            if key not in seen:
                seen.add(key)
                yield evidence
