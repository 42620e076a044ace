"""The inputs of one command, read in order; what fails is told and counted, the rest goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from detente.desk.commands import sources
from detente.desk.commands.complaints import complain

if TYPE_CHECKING:
    from detente.coding import Failure, Skipped
    from detente.model import Report

    Result: TypeAlias = Report | Failure | Skipped


class Batch:
    """The inputs that a person named, folders opened; how many failed, how many were skipped."""

    def __init__(self, named: list[str]) -> None:
        self.several = len(named) > 1 or any(map(sources.is_folder, named))
        self.failures = self.skipped = 0
        self.inputs = [source for name in named for source in self._open(name)]

    def read(
        self, *, published: str | None, as_is: bool, workers: int, gate: bool, progress: bool
    ) -> Iterator[Report]:
        """Yield the reports in order; print one line for each failure and warning."""
        from detente.coding import Skipped, read_many  # noqa: PLC0415  (loads the reading model)

        results: Iterable[Result] = read_many(
            [sources.locate(name) for name in self.inputs],
            published=published,
            as_is=as_is,
            # Only this process has the standard input.
            workers=1 if sources.STANDARD_INPUT in self.inputs else workers,
            gate=gate,
        )
        if progress and len(self.inputs) > 1:
            results = _with_bar(results, len(self.inputs))
        for name, result in zip(self.inputs, results, strict=True):
            if isinstance(result, Skipped):
                self.skipped += 1
                continue
            if hasattr(result, "reason"):
                self._fail(name, result.reason)
                continue
            for warning in result.document.warnings:
                complain(name, "warning", warning)
            yield result

    def _open(self, name: str) -> list[str]:
        if not sources.is_folder(name):
            return [name]
        try:
            found = sources.articles(name)
        except OSError as error:
            self._fail(name, f"cannot be listed: {error.strerror or error}")
            return []
        if not found:
            self._fail(name, "no .txt, .html, .htm or .md file in this folder")
        return found

    def _fail(self, name: str, reason: str) -> None:
        self.failures += 1
        where = str(sources.locate(name))  # a reason may begin with the source, as it was read
        complain(name, reason.removeprefix(f"{name}: ").removeprefix(f"{where}: "))


def _with_bar(results: Iterable[Result], total: int) -> Iterator[Result]:
    from rich.console import Console  # noqa: PLC0415  (only for a person who waits)
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(results, total=total, description="reading")
