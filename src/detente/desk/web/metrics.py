"""Figures of the server for Prometheus: requests, the record, what is kept, what waits to be sent.

Every application has a registry of its own. No label takes a value that who asks can choose: a
request is counted by the template of its address.
"""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from detente.desk.web.desk import Desk
from detente.desk.web.readings import Readings
from detente.desk.web.requests import Answered
from detente.record import schema
from detente.record.error import RecordError

MEDIA = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_STATES = ("waiting", "dead")


class Metrics:
    """The figures of one application.

    Arguments:
        desk: whose record and answers are told of.
        readings: those of texts that somebody waits for.

    """

    def __init__(self, desk: Desk, readings: Readings) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "route")
        self._requests = Counter(
            "detente_requests", "Requests answered.", (*labels, "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "detente_request_seconds", "Until a request was answered.", labels,
            buckets=_SECONDS, registry=self._registry,
        )  # fmt: skip
        self._registry.register(_OfDesk(desk, readings))
        ProcessCollector(registry=self._registry)

    def count(self, answered: Answered) -> None:
        """Count a request."""
        labels = answered.method, answered.route
        self._requests.labels(*labels, str(answered.status)).inc()
        self._seconds.labels(*labels).observe(answered.seconds)

    def text(self) -> bytes:
        """All figures, as Prometheus reads them."""
        return generate_latest(self._registry)


class _OfDesk(Collector):
    """What is looked up when somebody asks."""

    def __init__(self, desk: Desk, readings: Readings) -> None:
        self._desk, self._readings = desk, readings
        self._counted: tuple[int, dict[str, int]] = (-1, {})

    def describe(self) -> Iterator[Metric]:
        """Nothing: the record is not asked before somebody asks for figures."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """The figures of the desk; those of the record are missing while it does not answer."""
        answers = CounterMetricFamily(
            "detente_answers", "Questions, by whether the answer was kept.", labels=["kept"]
        )
        for kept, number in (("yes", self._desk.answers.hits), ("no", self._desk.answers.misses)):
            answers.add_metric([kept], number)
        yield answers
        yield _gauge(
            "answers_bytes", "Bytes of the answers that are kept.", self._desk.answers.size
        )
        yield CounterMetricFamily(
            "detente_readings", "Texts read while somebody waited.", value=self._readings.done
        )
        yield CounterMetricFamily(
            "detente_reading_seconds", "That these readings took.", value=self._readings.seconds
        )
        ready = self._desk.ready.is_set()
        yield _gauge("ready", "Whether all dyads have been worked out once.", int(ready))
        try:
            of_record = list(self._of_record(ready))
        except (RecordError, SQLAlchemyError):
            of_record = []
        yield _gauge("record_up", "Whether the record answers.", int(bool(of_record)))
        yield from of_record

    def _of_record(self, ready: bool) -> Iterator[Metric]:
        if ready:
            seconds = self._desk.record.latest.seconds
            yield _gauge("refresh_seconds", "That the last working out of all dyads took.", seconds)
        state = self._desk.record.state()
        with self._desk.record.engine.connect() as connection:
            if self._counted[0] != state:
                self._counted = state, _counted(connection)
            waiting = _outbox(connection)
        changes = "How often something was added, imported or judged."
        yield CounterMetricFamily("detente_record_changes", changes, value=state)
        items = GaugeMetricFamily("detente_record_items", "What is in the record.", labels=["kind"])
        for kind, number in self._counted[1].items():
            items.add_metric([kind], number)
        yield items
        outbox = GaugeMetricFamily(
            "detente_outbox", "Alerts that wait to be sent, or were given up.", labels=["state"]
        )
        for name in _STATES:
            outbox.add_metric([name], waiting.get(name, 0))
        yield outbox


def _counted(connection: Connection) -> dict[str, int]:
    tables = schema.documents, schema.contacts, schema.moves, schema.statements, schema.judgements
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables
    }


def _outbox(connection: Connection) -> dict[str, int]:
    state = schema.deliveries.c.state
    query = select(state, func.count()).where(state.in_(_STATES)).group_by(state)
    return {row[0]: row[1] for row in connection.execute(query)}


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"detente_{name}", what, value=value)
