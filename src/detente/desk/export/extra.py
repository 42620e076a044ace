"""What only some formats need and not everybody has installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class MissingExtraError(RuntimeError):
    """A package that something needs is not installed; its text says how to get it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed; pip install 'detente[{extra}]'")


@contextmanager
def needing(*packages: str, extra: str = "export") -> Iterator[None]:
    """Tell plainly that a package of an extra is missing, where an import within fails for that."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in packages:
            raise
        raise MissingExtraError(package, extra) from error
