"""What the forms of a signed-in browser carry, so that no other site can send them.

Each page gets a value of its own, made of the session's secret: pages are compressed, and of a
value that is always the same a stranger could learn by their lengths (BREACH).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

FIELD = "csrf"
HEADER = "x-csrf-token"


def csrf_of(secret: str) -> str:
    """A value for a form."""
    nonce = secrets.token_urlsafe(9)
    return f"{nonce}.{_signed(secret, nonce)}"


def is_csrf(secret: str, given: str) -> bool:
    """Whether a value was made for a form of this session."""
    nonce, _, signature = given.partition(".")
    return hmac.compare_digest(_signed(secret, nonce).encode(), signature.encode())


def _signed(secret: str, nonce: str) -> str:
    # Half a lone surrogate may come out of a form that was meant to do harm.
    message = nonce.encode("utf-8", "replace")
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
