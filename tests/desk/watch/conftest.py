"""A site, a clock, and watches that use them."""

import threading

import pytest
from watching import Clock, Site

from detente.assessment import Record
from detente.coding import read_many
from detente.desk.watch.channels import open_channel
from detente.desk.watch.loading import load_config
from detente.desk.watch.running import Watch
from detente.desk.watch.visits import Visits


@pytest.fixture
def site():
    opened = Site()
    yield opened
    opened.server.shutdown()
    opened.server.server_close()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def here(tmp_path, site, clock, monkeypatch):
    """Make a watch of a configuration, each time as after a restart."""
    # Reading in this process: others would load the reading model anew for each test.
    monkeypatch.setattr(
        "detente.record.taking.read_many", lambda items, workers, **more: read_many(items, **more)
    )
    opened = []

    def make(rest="", *, source=True, rules=True, secret="s3cret", db="watch.db"):  # noqa: S107
        text = f'[record]\ndb = "{db}"\n[watch]\norigin = "https://desk.example"\n'
        if source:
            text += f'[[sources]]\nurl = "{site.url}/feed"\nevery = "15m"\n'
        if rules:
            text += '[[rules]]\nname = "contacts"\nwhen = "contact"\n'
        path = tmp_path / "detente.toml"
        path.write_text(text + rest.replace("SITE", site.url))
        config = load_config(path)
        record = Record(config.record.db)
        opened.append(record)
        stop = threading.Event()
        visits = Visits(
            0, stop, _resolve=lambda *_: ["127.0.0.1"], _allow=lambda at: at == "127.0.0.1"
        )
        senders = {c.name: open_channel(c, secret) for c in config.channels}
        watch = Watch(record, config, senders, stop, visits=visits, now=clock)
        watch.record, watch.stop = record, stop
        return watch

    yield make
    for record in opened:
        record.close()


@pytest.fixture
def facts():
    """The lines of a log as events with their facts."""

    def read(text):
        lines = [line.split(" ", 2) for line in text.splitlines() if line]
        return [(line[1], line[2] if len(line) > 2 else "") for line in lines]

    return read
