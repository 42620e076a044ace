"""Secrets that nobody can guess, and their digests, which are all that is kept of them."""

from __future__ import annotations

import hashlib
import secrets

_BYTES = 32


def new_secret() -> str:
    """256 random bits, as text that fits into a cookie or a header."""
    return secrets.token_urlsafe(_BYTES)


def digest(secret: str) -> str:
    """What is kept of a secret: long random ones need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
