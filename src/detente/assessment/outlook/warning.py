"""How likely material conflict is between two sides within the next 30 days, and what pushes it."""

from __future__ import annotations

from datetime import date

import numpy as np
from pydantic import Field

from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.assessment.outlook.forecast import Model, probability, shipped
from detente.assessment.outlook.months import QUAD, QUADS
from detente.assessment.outlook.news import FEWEST, HORIZON, Integers, News, Numbers
from detente.assessment.outlook.past import month_ends, past
from detente.assessment.outlook.reliability import Bin
from detente.assessment.rivalry.dealings import dated
from detente.assessment.why import Part, Why
from detente.assessment.wording import listed, many, percent, spoken

FEWEST_MONTHS = 24  # of a dyad's own past that a check takes
_PAST = 365  # days of moves that are shown
_CHANGES = 0.05  # a factor nearer to one than this changes nothing worth telling


class Push(Part):
    """What raises or lowers the rate of conflict, and by how much."""

    kind: str
    days: int
    lately: int = Field(description="How many of the kind in the last so many days.")
    usual: float = Field(description="How many are usual of this dyad in as many.")
    factor: float = Field(description="What the rate is multiplied by; more than 1 raises it.")


class Check(Part):
    """How near the truth it was in the dyad's own past months, none of them fitted on.

    The Brier score is the mean squared error: 0 is perfect, lower is better.
    """

    months: int
    conflicts: int = Field(description="Months with material conflict.")
    brier: float | None
    brier_base_rate: float | None
    brier_last_month: float | None
    sentence: str


class EarlyWarning(Part):
    """How likely material conflict is in the next 30 days, and what that is worth."""

    probability: float | None = Field(description="None where there is too little to say.")
    days: int = HORIZON
    usual: float | None = Field(description="How many moves of material conflict are usual.")
    base_rate: float | None = Field(description="The share of its months so far that had any.")
    last_month: bool = Field(description="Whether the last 30 days had any.")
    pushes: list[Push] = Field(description="The strongest first.")
    check: Check
    tested: str = Field(description="The years of the reliability.")
    reliability: list[Bin] = Field(description="Over all dyads of the data that it was made from.")
    why: Why


def early_warning(of: History, sources: Sources, *, last: int | None = None) -> EarlyWarning:
    """The early warning of a dyad on the day up to which its history is told.

    Arguments:
        of: the history.
        sources: where its evidence is looked up.
        last: the last day of the record, as an ordinal: what it does not tell is no calm.

    """
    model, news, today = shipped(), News(of), np.array([of.on])
    p = float(probability(news, today, model)[0])
    told = last is None or of.on - last <= HORIZON
    known = told and bool(news.enough(today)[0])
    ends = np.append(month_ends(news.first, of.on - 1), of.on) if news.first else today
    own = past(news, ends)
    pushes = _pushes(news, today, model) if known else []
    usual = float(news.usual("conflict", today, model)[0])
    base = float(own.struck[-1] / own.months[-1]) if known else None
    sentence = _said(of, p, usual, pushes, model) if known else _too_little(of, news, last)
    return EarlyWarning(
        probability=round(p, 4) if known else None,
        usual=round(usual, 4) if known else None,
        base_rate=base if base is None else round(base, 4),
        last_month=bool(own.lately[-1]),
        pushes=pushes,
        check=_check(news, ends[:-1], of.on, model),
        tested=model.tested,
        reliability=model.reliability,
        why=Why(sentence=sentence, rule=_RULE, evidence=sources.moves(_counted(of))),
    )


def _pushes(news: News, today: Integers, model: Model) -> list[Push]:
    found = []
    for signal in model.signals:
        kind, days = signal.kind, signal.days
        usual = float(news.usual(kind, today, model)[0]) * days / HORIZON
        x = float(news.compared(kind, days, today, model)[0])
        lately = int(news[kind].within(today, days)[0])
        factor = round(float(np.exp(signal.coefficient * x)), 3)
        found.append(
            Push(kind=kind, days=days, lately=lately, usual=round(usual, 2), factor=factor)
        )
    return sorted(found, key=lambda push: -abs(np.log(push.factor)))


def _counted(of: History) -> list[int]:
    """The moves that it rests on: conflict in deeds of a year, and in words of a month."""
    quad, age = QUAD[of.moves.type], of.on - of.moves.day
    deeds = (quad == QUADS.index("material conflict")) & (age < _PAST)
    words = (quad == QUADS.index("verbal conflict")) & (age < HORIZON)
    return [int(place) for place in np.flatnonzero(dated(of) & (deeds | words))]


def _check(news: News, ends: Integers, on: int, model: Model) -> Check:
    """Compare with the dyad's base rate and with "as last month", by what each knew then."""
    own = past(news, ends)
    first, last = (date.fromisoformat(day).toordinal() for day in (model.since, model.until))
    over = ends + HORIZON <= on
    other = (ends >= last) | (ends + HORIZON < first)
    rows = np.flatnonzero(news.enough(ends) & over & other)
    came = news["conflict"].after(ends[rows], HORIZON)
    told = {"months": len(rows), "conflicts": int(came.sum())}
    if len(rows) < FEWEST_MONTHS:
        none = dict.fromkeys(("brier", "brier_base_rate", "brier_last_month"))
        return Check(**told, **none, sentence=_unchecked(len(rows), model))
    ours, base, as_last = (
        forecast - came
        for forecast in (
            probability(news, ends[rows], model), own.base_rate()[rows], own.as_last_month()[rows]
        )
    )  # fmt: skip
    brier, of_base, of_last = (round(float((e**2).mean()), 4) for e in (ours, base, as_last))
    beat = {"its base rate": _beat(ours, base), "“as last month”": _beat(ours, as_last)}
    return Check(
        **told, brier=brier, brier_base_rate=of_base, brier_last_month=of_last,
        sentence=_checked(len(rows), int(came.sum()), (brier, of_base, of_last), beat),
    )  # fmt: skip


def _beat(error: Numbers, other: Numbers) -> str:
    """Whether squared errors are lower than others, by more than twice their standard error."""
    gain = other**2 - error**2
    mean, chance = gain.mean(), 2 * gain.std(ddof=1) / np.sqrt(len(gain))
    return "beat" if mean > chance else "perhaps" if mean > 0 else "not"


# -- in words --------------------------------------------------------------------------------------

_RULE = (
    "P = 1 - exp(-E F): E moves of material conflict are usual of this dyad in 30 days, and F is "
    "what news of late, against what is usual of it, multiplies that by; fitted on other years."
)
_KINDS = {
    "conflict": ("move of material conflict", "moves of material conflict"),
    "words": ("move of conflict in words", "moves of conflict in words"),
    "cooperation": ("move of cooperation", "moves of cooperation"),
    "held": ("contact held", "contacts held"),
    "refused": ("contact refused", "contacts refused"),
    "moves": ("move of any kind", "moves of any kind"),
    "told": ("move or contact told", "moves and contacts told"),
}


def _said(of: History, p: float, usual: float, pushes: list[Push], model: Model) -> str:
    said = (
        f"Material conflict between {of.sides[0]} and {of.sides[1]} by "
        f"{spoken(of.on + HORIZON)} has a probability of {_chance(p)}; "
        f"{_number(usual)} moves of it are usual in {HORIZON} days."
    )
    for way, some in (
        ("raised", [push for push in pushes if push.factor > 1 + _CHANGES]),
        ("lowered", [push for push in pushes if push.factor < 1 - _CHANGES]),
    ):
        if some:
            said += f" It is {way} most by {_pushed(some[0])}."
    if usual > model.most:
        said += (
            f" No dyad that this was fitted on had more than {model.most:.2g} usual: "
            "here it reaches beyond what it was made from."
        )
    return said


def _chance(p: float) -> str:
    return percent(p) if p < 0.995 else "more than 99 %"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def _pushed(push: Push) -> str:
    seen, usual = many(push.lately, *_KINDS[push.kind]), _number(push.usual)
    return f"{seen} in {push.days} days where {usual} are usual (× {push.factor:.2g})"


def _too_little(of: History, news: News, last: int | None) -> str:
    if last is not None and of.on - last > HORIZON:
        return f"Too little to say: the record ends on {spoken(last)}, {of.on - last} days before."
    told = int(news["told"].by(np.array([of.on]))[0])
    since = f" since {spoken(news.first)}" if news.first else ""
    return (
        f"Too little to say: the record has {many(told, 'move or contact', 'moves and contacts')} "
        f"between {of.sides[0]} and {of.sides[1]}{since}; it takes {FEWEST}, and a year."
    )


def _unchecked(months: int, model: Model) -> str:
    return (
        f"Too few months to check on: {months} outside the years that it was fitted on "
        f"({model.since[:4]} to {model.until[:4]}), and it takes {FEWEST_MONTHS}."
    )


def _checked(
    months: int, conflicts: int, brier: tuple[float, float, float], beat: dict[str, str]
) -> str:
    said = (
        f"In {months} months of this dyad that it was not fitted on, {conflicts} of them with "
        "material conflict, its Brier score was {:.3f}, that of the base rate {:.3f}, of “as last "
        "month” {:.3f}.".format(*brier)
    )
    if not conflicts:
        return f"{said} There was nothing to warn of, so this tells little."
    for verdict, words in (
        ("beat", "It beat {}."),
        ("perhaps", "It was nearer the truth than {}, but by so little that it may be chance."),
        ("not", "It did not beat {}."),
    ):
        some = [name for name, found in beat.items() if found == verdict]
        said += f" {words.format(listed(some))}" if some else ""
    return said
