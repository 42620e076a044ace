"""The configuration, and the command that goes by it."""

import os
import signal
import subprocess
import sys
import time

import pytest

from detente.desk.watch import ConfigError, load_config

WRONG = """
[watch]
dyads = ["USA-CHN", "Greece – Turkey", "A-B", "USA-USA"]
[[sources]]
url = "ftp://news.example"
every = "15"
[[rules]]
name = "a"
when = "contact"
level = "chief"
[[rules]]
name = "b"
when = "sometimes"
[[channels]]
name = "x"
kind = "email"
host = "mail.example"
password_env = "hunter2 is secret!"
sender = "a@news.example\\nBcc: b@news.example"
to = "x@news.example"
colour = 1
digest = "daily 25:00"
zone = "Nowhere/Land"
"""


def mistakes(tmp_path, text):
    path = tmp_path / "detente.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert all("\n" not in line for line in caught.value.lines)
    return [line.removeprefix(f"{path}: ") for line in caught.value.lines]


def test_each_mistake_is_told_with_its_place(tmp_path):
    told = mistakes(tmp_path, WRONG)
    places = [line.partition(": ")[0] for line in told]
    assert places == [
        "watch.dyads[3]", "watch.dyads[4]", "sources[1].url", "sources[1].every",
        "rules[1].level[1]", "rules[2]", "channels[1].digest", "channels[1].zone",
        "channels[1].password_env", "channels[1].sender", "channels[1].colour",
    ]  # fmt: skip
    assert not any("hunter2" in line for line in told)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[watch", "this is no TOML"),
        ('[[rules]]\nname = "t"\nwhen = "tension"\nabove = 6\n', "needs dyads, or a watch list"),
        ('[[rules]]\nname = "m"\nwhen = "claim"\n' * 2, "'m' is there twice"),
        (
            '[[channels]]\nname = "w"\nkind = "webhook"\nurl = "http://x.example"\n'
            'secret_env = "S"\nrules = "r"\n',
            "names no rule: 'r'",
        ),
        (
            '[[channels]]\nname = "m"\nkind = "email"\nhost = "mail.example"\ntls = "none"\n'
            'sender = "a@b.example"\nto = "a@b.example"\nuser = "u"\npassword_env = "P"\n',
            "only sent with tls",
        ),
    ],
)
def test_what_does_not_fit_together_is_told(tmp_path, text, says):
    assert any(says in line for line in mistakes(tmp_path, text))


def test_a_configuration(tmp_path):
    path = tmp_path / "detente.toml"
    path.write_text('[record]\ndb = "r.db"\n[watch]\ndyads = ["USA-CHN", "greece – turkey"]\n')
    config = load_config(path)
    assert config.watched == (("CHN", "USA"), ("GRC", "TUR"))
    assert config.record.db == str(tmp_path / "r.db")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "none.toml")


def test_the_command_tells_what_is_wrong_and_what_is_missing(run, tmp_path, monkeypatch):
    path = tmp_path / "detente.toml"
    path.write_text(WRONG)
    told = run("watch", "--config", path)
    assert (told.status, len(told.err.splitlines())) == (2, 11)
    monkeypatch.delenv("NO_SUCH_SECRET", raising=False)
    path.write_text(
        '[[channels]]\nname = "w"\nkind = "webhook"\nurl = "http://x.example"\n'
        'secret_env = "NO_SUCH_SECRET"\n'
    )
    told = run("watch", "--config", path, "--once")
    assert (told.status, "the environment has no NO_SUCH_SECRET" in told.err) == (2, True)


def test_it_runs_until_it_is_told_to_stop(tmp_path):
    path = tmp_path / "detente.toml"
    path.write_text('[record]\ndb = "r.db"\n[[rules]]\nname = "c"\nwhen = "contact"\n')
    command = [sys.executable, "-m", "detente", "watch", "--config", str(path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as watch:  # noqa: S603
        assert " started " in watch.stderr.readline()
        time.sleep(0.2)
        os.kill(watch.pid, signal.SIGTERM)
        assert watch.wait(20) == 0
        assert watch.stderr.read().split()[-1] == "stopped"
