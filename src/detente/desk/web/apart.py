"""A process of its own that reads: a text on which it would never end holds it up for a while only.

It is started when it is first needed, and anew after it was ended. Who asks waits without holding
up others, as all the work is over there.
"""

from __future__ import annotations

import faulthandler
import logging
import multiprocessing
import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from traceback import format_tb
from typing import Literal

from detente.desk.web.given import Body, Given, document_of
from detente.intake import UnreadableError
from detente.model import Report

_START = 90.0  # seconds until a process must be ready
_LONGEST = 30.0  # seconds for one text
_GRACE = 5.0
_REMEDY = "give a shorter part of it, or use `detente read`"
_log = logging.getLogger(__name__)
Kind = Literal["read", "unreadable", "no model", "broken"]
Answer = tuple[Kind, Report | str]


class NotReadError(ValueError):
    """A text that cannot be read; one line says why."""


class NoReaderError(RuntimeError):
    """There is no reading model, or a damaged one."""


class Apart:
    """Reads one text after the other.

    Arguments:
        longest: seconds after which a text is given up.

    """

    def __init__(self, longest: float = _LONGEST) -> None:
        self._longest = longest
        self._lock = Lock()
        self._started: tuple[BaseProcess, Connection] | None = None

    def read(self, given: Given, body: Body) -> Report:
        """Read a text.

        Arguments:
            given: what is known of it.
            body: its bytes.

        Raises:
            NotReadError: it is no readable English article, or was not read in time.
            NoReaderError: nothing can be read here.

        """
        with self._lock:
            kind, told = self._asked(given, body)
        if isinstance(told, Report):
            return told
        if kind == "unreadable":
            raise NotReadError(told)
        if kind == "no model":
            raise NoReaderError(told)
        _log.error("reading broke off: %s", told)
        raise NotReadError(_wrong(body, "the reader broke down on it"))

    def close(self) -> None:
        """End the process, whatever it is at."""
        if self._started is not None:
            self._started[0].kill()

    def _asked(self, given: Given, body: Body) -> Answer:
        try:
            connection = self._connection()
            connection.send((given, body))
            if connection.poll(self._longest):
                answer: Answer = connection.recv()
                return answer
        except (OSError, EOFError) as error:
            self._end()
            return "broken", type(error).__name__
        self._end()
        return "unreadable", _wrong(body, f"reading it takes over {self._longest:.0f} seconds")

    def _connection(self) -> Connection:
        if self._started is None:
            # A fresh one: a copy of this process would have its locks, and not its threads.
            fresh = multiprocessing.get_context("spawn")
            ours, theirs = fresh.Pipe()
            process = fresh.Process(
                target=_serve, args=(theirs, self._longest), name="reader", daemon=True
            )
            process.start()
            theirs.close()
            self._started = process, ours
            if not ours.poll(_START):
                raise TimeoutError
            ours.recv()
        return self._started[1]

    def _end(self) -> None:
        if self._started is not None:
            process, connection = self._started
            process.kill()
            process.join()
            connection.close()
        self._started = None


def _wrong(body: Body, wrong: str) -> str:
    return str(UnreadableError(body.name, wrong, _REMEDY))


def _serve(connection: Connection, longest: float) -> None:
    """Read what comes, until who started this is gone."""
    from detente.language.network import ModelError, load_network  # noqa: PLC0415  (slow to load)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # at the keyboard: the server ends this
    with suppress(ModelError):  # each text is told of it
        load_network()
    with suppress(EOFError, OSError), Path(os.devnull).open("w") as nowhere:
        connection.send(None)  # ready
        while True:
            given, body = connection.recv()
            # Nobody may be left to end this: then it ends itself.
            faulthandler.dump_traceback_later(longest + _GRACE, exit=True, file=nowhere)
            answer = _answer(given, body)
            faulthandler.cancel_dump_traceback_later()
            connection.send(answer)


def _answer(given: Given, body: Body) -> Answer:
    from detente.coding import code  # noqa: PLC0415  (slow to load)
    from detente.language.network import ModelError  # noqa: PLC0415

    try:
        return "read", code(document_of(given, body))
    except UnreadableError as error:
        return "unreadable", str(error)
    except ModelError as error:
        return "no model", str(error)
    except Exception as error:  # its text may hold words of the article: no log is to have them
        return "broken", f"{type(error).__name__} at\n{''.join(format_tb(error.__traceback__))}"
