"""What only some formats need and not everybody has installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class MissingExtraError(RuntimeError):
    """A package that an export needs is not installed; its text says how to get it."""

    def __init__(self, package: str) -> None:
        super().__init__(f"{package} is not installed; pip install 'detente[export]'")


@contextmanager
def needing(package: str) -> Iterator[None]:
    """Tell plainly that a package is missing, where an import within fails for that."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != package:
            raise
        raise MissingExtraError(package) from error
