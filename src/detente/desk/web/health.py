"""Whether the server can answer: it is alive, and it is ready once the record answers it."""

from __future__ import annotations

import logging

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from detente.desk.web.desk import Desk

_log = logging.getLogger(__name__)


def hindrance(desk: Desk) -> str | None:
    """Why requests cannot be answered yet, or now; None where they can.

    It is told to anybody, so that neither the address of the database nor its error is in it.
    """
    try:
        with desk.record.engine.connect() as connection:
            connection.execute(text("SELECT number FROM changes"))
    except SQLAlchemyError as error:
        _log.warning("the database does not answer: %s", str(error).splitlines()[0])
        return "the database does not answer"
    if not desk.ready.is_set():
        return "what rests on all dyads is being worked out"
    return None
