"""Passwords: what is kept of them is an Argon2 hash, by argon2-cffi and its parameters."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from detente.desk.accounts.secret import new_secret
from detente.record import RecordError

SHORTEST, LONGEST = 12, 1000  # characters
_hasher = PasswordHasher()
# Each hash takes 64 MiB for as long as it is worked out: many who sign in at once wait in turn.
_turns = threading.BoundedSemaphore(2)


def hashed(password: str) -> str:
    """Hash a password that somebody chose.

    Raises:
        RecordError: it is too short to be safe, or absurdly long.

    """
    if not SHORTEST <= len(password) <= LONGEST:
        wrong = f"it has {len(password)} characters"
        raise RecordError("the password", wrong, f"give {SHORTEST} to {LONGEST} characters")
    with _turns:
        return _hasher.hash(_normal(password))


def matches(kept: str | None, given: str) -> bool:
    """Whether a password is the one that a hash was made of.

    Arguments:
        kept: the hash; None where there is no such account, which takes as long to find out.
        given: the password that somebody gave.

    """
    with _turns:
        try:
            return _hasher.verify(kept or _nobodys(), _normal(given[:LONGEST])) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than are used today."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _hasher.hash(new_secret())


def _normal(password: str) -> bytes:
    """The same letters as the same bytes, whichever keyboard they were typed on."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
