"""What those who watch over the server see: is it alive, is it ready, its figures, its log."""

import json
import logging
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from detente.desk.web import Settings, create_app
from detente.desk.web.logs import log_to_stderr

COMMAND = [sys.executable, "-c", "from detente.desk.cli import main; main()", "serve"]


def samples(client):
    told = client.get("/metrics")
    assert told.status_code == 200
    return {
        (one.name, *sorted(one.labels.values())): one.value
        for family in text_string_to_metric_families(told.text)
        for one in family.samples
    }


@contextmanager
def logging_json():
    """Within this, all that is logged goes to standard error."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    log_to_stderr("json")
    yield
    root.handlers[:] = before
    root.setLevel(level)


def lines_of(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_it_is_alive_and_ready(client):
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.app.state.desk.ready.wait(20)
    assert client.get("/readyz").json() == {"status": "ready"}
    assert client.head("/healthz").status_code == 200


def test_it_is_not_ready_before_the_dyads_are_worked_out(db):
    app = create_app(Settings(db))  # and not started
    told = TestClient(app, base_url="http://127.0.0.1:8000").get("/readyz")
    assert told.status_code == 503
    assert "being worked out" in told.json()["reason"]
    app.state.desk.close()


def test_it_is_not_ready_while_the_database_does_not_answer(client, db):
    with closing(sqlite3.connect(db)) as other:
        other.executescript("DROP TABLE changes; DROP TABLE sessions; DROP TABLE contacts")
    told = client.get("/readyz")
    assert (told.status_code, told.json()["reason"]) == (503, "the database does not answer")
    assert client.get("/healthz").status_code == 200
    assert samples(client)["detente_record_up",] == 0
    asked = client.get("/api/v1/contacts/any")
    assert asked.status_code == 503
    assert db not in asked.text
    signed = client.get("/api/v1/", headers={"Cookie": "detente=of-some-session"})
    assert signed.status_code == 503


def test_requests_are_counted_by_the_template_of_their_address(client):
    for address in ("/", "/contacts/one", "/contacts/two", "/no/such/page", "/static/desk.css"):
        client.get(address)
    client.request("BREW", "/")
    told = samples(client)
    assert told["detente_requests_total", "/", "200", "GET"] == 1
    assert told["detente_requests_total", "404", "GET", "none"] == 1
    assert told["detente_requests_total", "/static", "200", "GET"] == 1
    assert told["detente_requests_total", "/", "405", "other"] == 1
    assert not any("one" in str(part).split("/") for key in told for part in key)


def test_the_record_and_what_is_kept_are_counted(client):
    for _ in range(3):
        client.get("/")
    told = samples(client)
    assert told["detente_record_items", "documents"] == 3
    assert told["detente_record_items", "contacts"] == 6
    assert told["detente_answers_total", "yes"] == 2
    assert told["detente_outbox", "dead"] == 0


def test_two_applications_count_apart(client, db):
    client.get("/healthz")
    other = create_app(Settings(db))
    with TestClient(other, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 1)) as fresh:
        assert ("detente_requests_total", "/healthz", "200", "GET") not in samples(fresh)


def test_figures_are_for_who_may_read(db):
    app = create_app(Settings(db, host="0.0.0.0"))  # noqa: S104
    with TestClient(app, base_url="http://desk.example.org", client=("203.0.113.9", 1)) as far:
        assert far.get("/metrics").status_code == 401
        assert far.get("/healthz").status_code == 200
        assert far.get("/readyz").status_code in (200, 503)


def test_a_line_for_each_request_without_what_was_asked(client, capsys):
    with logging_json():
        answer = client.get("/search?q=secret+words", headers={"X-Request-ID": "proxy-7"})
        forged = client.get("/", headers={"X-Request-ID": 'x"\t{"who": "root"}'})
    assert answer.headers["X-Request-ID"] == "proxy-7"
    assert "root" not in forged.headers["X-Request-ID"]
    lines = [line for line in lines_of(capsys) if "route" in line]
    assert [line["request"] for line in lines] == ["proxy-7", forged.headers["X-Request-ID"]]
    assert {"time", "method", "status", "ms", "bytes", "who", "via"} <= lines[1].keys()
    assert "secret" not in json.dumps(lines)


def test_a_failure_is_logged_once_with_where_and_the_id(client, capsys):
    words = "words of an article"

    @client.app.get("/breaks")
    def breaks():
        raise ZeroDivisionError(words)

    with logging_json():
        answer = client.get("/breaks")
    assert answer.status_code == 500
    lines = lines_of(capsys)
    (failure,) = [line for line in lines if line["level"] == "error"]
    assert "in breaks" in failure["message"]
    assert failure["request"] == answer.headers["X-Request-ID"]
    assert [line["status"] for line in lines if "status" in line] == [500]
    assert words not in json.dumps(lines)


def test_it_stops_when_told_and_tells_when_the_port_is_taken(db):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = subprocess.run(  # noqa: S603
            [*COMMAND, "--db", db, "--port", port], capture_output=True, timeout=60, check=False
        )
    assert refused.returncode == 1
    (line,) = refused.stderr.decode().splitlines()
    assert f"port {port} is in use" in line
    with subprocess.Popen(  # noqa: S603
        [*COMMAND, "--db", db, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as served:
        assert b"serving" in served.stdout.readline()
        served.send_signal(signal.SIGTERM)
        _, told = served.communicate(timeout=30)
    assert (served.returncode, told) == (0, b"")
