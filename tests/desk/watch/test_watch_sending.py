"""What was found reaches who asked: signed, once, late if it must, and harmless."""

import json
import socket
import ssl
import subprocess
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from made import report
from watching import AGAIN, CALL, START, alerts, posted

from detente.desk.watch import outbox
from detente.desk.watch.channels.webhook import sign

HOOK = """
[[channels]]
name = "hook"
kind = "webhook"
url = "SITE/hook"
secret_env = "HOOK_SECRET"
attempts = 3
"""
BOT = """
[[channels]]
name = "bot"
kind = "telegram"
token_env = "BOT_TOKEN"
chat = -1001
api = "SITE"
"""
WORDS = """
[[rules]]
name = "words"
when = "words"
words = "trawlers"
"""
HOSTILE = 'Trawlers\r\nBcc: all@evil.example\r\n\r\n<script>alert("x")</script> & \u202eback\x07'


def told(day=11, **more):
    """A report of a contact of its own."""
    date = f"2024-03-{day:02}"
    sides = " and ".join(more.get("parties", ["CHN", "USA"]))
    return report(f"A call of {sides} on {date}.", published=f"{date}T10:00:00", date=date, **more)


class Letters:
    """Takes mail, or refuses it as often as a test says."""

    def __init__(self):
        self.taken, self.refusals, self.commands = [], [], []

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.refusals:
            return self.refusals.pop()
        self.taken.append((envelope, session.ssl is not None))
        return "250 taken"


@pytest.fixture
def letters():
    return Letters()


@pytest.fixture
def mail(letters):
    server = Controller(letters, hostname="127.0.0.1", port=free_port())
    server.start()
    yield server.port
    server.stop()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return opened.getsockname()[1]


def mailing(port, more='tls = "none"'):
    return (
        '[[channels]]\nname = "mail"\nkind = "email"\nhost = "127.0.0.1"\n'
        f'port = {port}\nsender = "desk@news.example"\nto = ["a@news.example", "b@news.example"]\n'
        f"{more}\n"
    )


# -- the webhook -----------------------------------------------------------------------------------


def test_a_webhook_is_signed_and_not_sent_twice(here, site):
    site.put("/hook", "thanks")
    watch = here(HOOK, source=False)
    watch.record.add(told())
    watch.once()
    here(HOOK, source=False).once()
    [(_, headers, body)] = site.sent
    at = headers["X-Detente-Timestamp"]
    assert headers["X-Detente-Signature"] == f"sha256={sign('s3cret', at, body)}"
    sent = json.loads(body)
    assert headers["X-Detente-Delivery"] == sent["delivery"]
    assert sent["alerts"][0]["link"].startswith("https://desk.example/contacts/")
    assert sent["alerts"][0]["evidence"][0]["text"] == "“A call of CHN and USA on 2024-03-11.”"


def test_what_was_found_and_not_sent_outlasts_a_kill(here, site, monkeypatch):
    site.put("/hook", "thanks")
    watch = here(HOOK, source=False)
    watch.record.add(told())

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("detente.desk.watch.running.send_due", killed)
        watch.once()
    assert (len(alerts(watch.record)), site.sent) == (1, [])
    here(HOOK, source=False).once()
    here(HOOK, source=False).once()
    assert posted(site) == [["CHN – USA: a call at leader level, held, 11 March 2024"]]


def test_killed_while_it_sends_it_sends_the_same_message_again(here, site, clock, monkeypatch):
    site.put("/hook", "thanks")
    watch = here(HOOK, source=False)
    watch.record.add(told())

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("detente.desk.watch.sending.sent", killed)
        watch.once()
    watch = here(HOOK, source=False)
    watch.record.add(told(12))
    watch.once()
    clock.forward(minutes=6)
    watch.once()
    ids = [headers["X-Detente-Delivery"] for _, headers, _ in site.sent]
    assert ids[0] == ids[2] != ids[1]
    assert site.sent[0][2] == site.sent[2][2]


def test_after_failures_it_is_sent_again_and_at_last_given_up(here, site, clock, run, monkeypatch):
    answers = [(500, {}, ""), (200, {}, "")]
    site.pages["/hook"] = lambda _: answers.pop(0)
    watch = here(HOOK, source=False)
    watch.record.add(told())
    watch.once()
    watch.once()
    assert len(site.sent) == 1  # not at once
    clock.forward(minutes=1)
    watch.once()
    assert len(site.sent) == 2
    site.pages["/hook"] = (302, {"Location": "/elsewhere"}, "")
    watch.record.add(told(12))
    for _ in range(5):
        watch.once()
        clock.forward(hours=1)
    assert len(site.sent) == 5  # three attempts, no redirect followed
    [dead] = outbox.dead(watch.record.engine)
    assert (dead.channel, dead.attempts, dead.reason) == ("hook", 3, "the server answered 302")
    config = watch.record.url.replace("watch.db", "detente.toml")
    listed = run("watch", "dead", "--config", config)
    assert "A call" not in listed.out and "a call at leader level" in listed.out
    assert run("watch", "--config", config, "dead", "--retry").status == 0
    site.put("/hook", "thanks")
    clock.at += timedelta(days=36_500)
    watch.once()
    assert (len(site.sent), outbox.dead(watch.record.engine)) == (6, [])


def test_a_webhook_may_ask_to_be_left_alone(here, site, clock):
    answers = [(429, {"Retry-After": "7200"}, ""), (200, {}, "")]
    site.pages["/hook"] = lambda _: answers.pop(0)
    watch = here(HOOK, source=False)
    watch.record.add(told())
    watch.once()
    clock.forward(hours=1)
    watch.once()
    assert len(site.sent) == 1
    clock.forward(hours=1, seconds=1)
    watch.once()
    assert len(site.sent) == 2


# -- a digest --------------------------------------------------------------------------------------


def test_a_flood_is_sent_as_one(here, site, clock):
    site.put("/hook", "thanks")
    watch = here(HOOK + '[digest]\nmore_than = 2\nwithin = "1h"\n', source=False)
    watch.record.add(*(told(day) for day in range(1, 6)))
    watch.once()
    assert [len(titles) for titles in posted(site)] == [5]
    watch.record.add(told(6))
    watch.once()
    for day in (7, 8, 9):  # it has had two: what comes now waits until an hour has passed
        watch.record.add(told(day))
        watch.once()
    assert [len(titles) for titles in posted(site)] == [5, 1]
    clock.forward(hours=1)
    watch.once()
    assert [len(titles) for titles in posted(site)] == [5, 1, 3]


def test_a_daily_digest_waits_for_its_time_there(here, site, clock):
    site.put("/hook", "thanks")
    daily = 'digest = "daily 07:00"\nzone = "America/Lima"\n'  # 12:00 in UTC
    watch = here(HOOK + daily, source=False)
    watch.record.add(told(10), told(11))
    clock.at = START - timedelta(hours=1)
    watch.once()
    clock.at = START - timedelta(minutes=1)
    watch.once()
    assert site.sent == []
    clock.at = START
    watch.once()
    assert [len(titles) for titles in posted(site)] == [2]


# -- Telegram --------------------------------------------------------------------------------------


def test_a_bot_tells_it_and_waits_as_long_as_it_is_asked_to(here, site, clock, capsys):
    busy = {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 90}}
    answers = [(429, {}, json.dumps(busy)), (200, {}, '{"ok": true}')]
    site.pages["/bots3cret/sendMessage"] = lambda _: answers.pop(0)
    watch = here(BOT + WORDS, source=False, rules=False)
    watch.record.add(hostile())
    watch.once()
    clock.forward(seconds=60)
    watch.once()
    clock.forward(seconds=31)
    watch.once()
    assert len(site.sent) == 2
    sent = json.loads(site.sent[-1][2])
    assert (sent["chat_id"], sent["parse_mode"]) == (-1001, "HTML")
    assert "<script>" not in sent["text"] and "&lt;script&gt;" in sent["text"]
    assert "s3cret" not in capsys.readouterr().err


def test_a_long_digest_fits_into_a_message(here, site):
    site.put("/bots3cret/sendMessage", '{"ok": true}')
    watch = here(BOT + "[digest]\nmore_than = 1\n", source=False)
    pairs = (["CHN", "USA"], ["JPN", "USA"], ["CHL", "PER"], ["GRC", "TUR"])
    watch.record.add(*(told(day, parties=pair) for day in range(1, 13) for pair in pairs))
    watch.once()
    [(_, _, body)] = site.sent
    text = json.loads(body)["text"]
    assert len(text) <= 4096
    assert text.endswith('<a href="https://desk.example/alerts">and more</a>')


# -- mail ------------------------------------------------------------------------------------------


def hostile():
    found = report("Two trawlers <b>were</b> seized.", outlet=HOSTILE, published="2024-03-11T10:00")
    document = found.document.model_copy(update={"title": HOSTILE})
    return found.model_copy(update={"document": document})


def test_a_mail_is_harmless_whatever_a_report_says(here, mail, letters):
    watch = here(mailing(mail) + WORDS, source=False, rules=False)
    watch.record.add(hostile())
    watch.once()
    [(envelope, _)] = letters.taken
    assert envelope.rcpt_tos == ["a@news.example", "b@news.example"]
    found = message_from_bytes(envelope.content, policy=policy.default)
    assert found["Bcc"] is None and "trawlers" in found["Subject"].lower()
    assert found["Message-ID"].endswith("@news.example>")
    assert found["Auto-Submitted"] == "auto-generated"
    plain, html = (part.get_content() for part in found.iter_parts())
    assert "https://desk.example/reports/" in plain and "https://desk.example/reports/" in html
    assert "<script>" not in html and "<b>" not in html
    assert "\u202e" not in plain + html + found["Subject"]


def test_a_mail_that_is_refused_is_sent_again_as_the_same(here, mail, letters, clock):
    letters.refusals = ["451 not now", "550 never"]
    watch = here(mailing(mail), source=False)
    watch.record.add(told())
    for _ in range(3):
        watch.once()
        clock.forward(hours=1)
    watch.once()
    assert len(letters.taken) == 1


def test_a_mail_is_encrypted_and_the_server_known(here, letters, tmp_path, monkeypatch):
    certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=IP:127.0.0.1"]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)  # noqa: S603
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"desk", b"s3cret"))

    server = Controller(
        letters, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True,
        authenticator=check, auth_required=True,
    )  # fmt: skip
    server.start()
    port = server.port
    try:
        known = 'user = "desk"\npassword_env = "MAIL_PASSWORD"'
        watch = here(mailing(port, known), source=False)
        watch.record.add(told())
        watch.once()
        assert letters.taken == []  # nobody knows its certificate
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        watch = here(mailing(port, known), source=False)
        watch.record.add(told(12))
        watch.once()
        assert [secure for _, secure in letters.taken] == [True]
    finally:
        server.stop()


def test_a_channel_gets_what_its_rules_find(here, site):
    site.put("/hook", "thanks")
    watch = here(HOOK + 'rules = ["words"]\n' + WORDS, source=False)
    watch.record.add(told(), hostile())
    watch.once()
    assert len(alerts(watch.record)) == 2
    assert [len(titles) for titles in posted(site)] == [1]


def test_all_of_it_in_either_database(here, site, clock, url):
    site.put("/hook", "thanks")
    site.put_feed(site.article("/a", CALL))
    rules = "".join(
        f'[[rules]]\nname = "{when}"\nwhen = "{when}"\n{more}\n'
        for when, more in (
            ("changed", ""), ("claim", ""), ("move", 'type = "SUPPORT"'),
            ("tension", 'rising = true\ndyads = "CHL-PER"'), ("words", 'words = "border"'),
        )
    )  # fmt: skip
    watch = here(HOOK + rules + "[digest]\nmore_than = 2\n", db=url)
    watch.once()
    clock.forward(hours=2)
    site.put_feed(site.article("/a", CALL), site.article("/b", AGAIN))
    again = here(HOOK + rules + "[digest]\nmore_than = 2\n", db=url)
    again.once()
    again.record.add(told())
    again.once()
    clock.forward(hours=2)
    again.once()
    sent = [len(titles) for titles in posted(site)]
    assert sent[0] == 3 and sum(sent) == len(alerts(watch.record))
