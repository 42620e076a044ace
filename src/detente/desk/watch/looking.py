"""Rules look at what came into the record since they last looked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.exc import DatabaseError

from detente.assessment import Record
from detente.desk.watch.alerts import Alert, Values, keep, values
from detente.desk.watch.config import Channel, Config, Rule
from detente.desk.watch.digest import first_due
from detente.desk.watch.finding import Finding
from detente.desk.watch.log import log
from detente.desk.watch.rules import FINDS, OF_STATES
from detente.desk.watch.scene import Scene
from detente.record import RecordError
from detente.record.news import News

_WHOLE = ""  # the subject of what a rule remembers of the record


def look(record: Record, config: Config, now: datetime) -> list[Alert]:
    """Let every rule look, where anything was added or judged since it last did.

    A rule that is new sees nothing but what comes after it. One that was changed goes on from where
    it was; of lasting states (a channel that is cut) it does not tell those that last already.

    Arguments:
        record: what is looked at.
        config: the rules, and to whom they tell.
        now: the moment, in UTC.

    Returns:
        The new alerts.

    """
    with record.engine.connect() as connection:
        remembered = {rule.name: values(connection, rule.name) for rule in config.rules}
    found: list[tuple[Rule, list[Finding], Values]] = []
    with record.at_once():
        state = record.state()
        news: dict[int | None, News] = {}
        for rule in config.rules:
            before = remembered[rule.name]
            mark = {"state": state, "rule": _fingerprint(rule, config)}
            whole = before.get(_WHOLE, {})
            if {**whole, **mark} == whole:
                continue
            since = whole.get("document")
            if since not in news:
                news[since] = record.news(since)
            scene = Scene(record, news[since], config.dyads_of(rule), _on(record), before)
            findings = _findings(rule, scene)
            if findings is None:
                continue
            mark["document"] = news[since].last
            found.append((rule, findings, {**scene.remember, _WHOLE: mark}))
    made: list[Alert] = []
    for rule, findings, after in found:
        before = remembered[rule.name]
        same = before.get(_WHOLE, {}).get("rule") == after[_WHOLE]["rule"]
        made += keep(
            record.engine, rule.name, findings, before=before, after=after,
            told=same or (bool(before) and rule.when not in OF_STATES),
            due=_due(rule, config.channels, now), now=now,
        )  # fmt: skip
    return made


def _findings(rule: Rule, scene: Scene) -> list[Finding] | None:
    """What a rule finds; None where it breaks down, so that it looks again, and others go on."""
    try:
        return list(FINDS[rule.when](rule, scene))
    except (DatabaseError, RecordError):
        raise
    except Exception as error:
        log("rule-failed", rule=rule.name, reason=f"{type(error).__name__}: {error}")
        return None


def _fingerprint(rule: Rule, config: Config) -> str:
    told = f"{rule!r} {sorted(config.dyads_of(rule))}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _on(record: Record) -> int:
    reach = record.reach()
    return reach[1] if reach else date.today().toordinal()


def _due(rule: Rule, channels: tuple[Channel, ...], now: datetime) -> Mapping[str, datetime]:
    return {
        channel.name: first_due(channel, now)
        for channel in channels
        if not channel.rules or rule.name in channel.rules
    }
