"""Within what a half-life and a window may be chosen."""

from __future__ import annotations

from detente.record import RecordError

HALF_LIVES = (1, 10_000)  # days, from and to
WINDOWS = (1, 45)  # days likewise; within a longer one nearly everything is answered


def checked(half_life: float, window: int) -> None:
    """Check what is asked for.

    Arguments:
        half_life: days after which a move counts half as recent.
        window: days within which an act is an answer.

    Raises:
        RecordError: one of them is out of bounds, or no number.

    """
    for name, days, (least, most) in (
        ("half_life", half_life, HALF_LIVES),
        ("window", window, WINDOWS),
    ):
        if not least <= days <= most:  # nor is NaN
            remedy = f"choose {least} to {most:,} days"
            raise RecordError(f"{name} {days!r}", "this is out of bounds", remedy)
