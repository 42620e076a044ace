"""What is derived from the tables of people and bodies, kept beside them: loading is then quick.

`index.json` holds every folded name with whom it names, `openings.json` every spelling by the
letters that it opens with. They are written by

    python -m detente.actors.tables.index

and used only where they were made from the tables as they are and nobody has added rows of their
own; else the same is worked out from the tables.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Generic, TypeVar

from detente.actors.overlay import overlay_rows

_TABLES = (
    "leaders", "ministers", "figures", "organizations", "outlets", "states", "titles", "nouns",
    "words",
)  # fmt: skip
_Item = TypeVar("_Item")


class Found(Mapping[str, tuple[_Item, ...]], Generic[_Item]):
    """A mapping from forms to things, by their numbers in a sequence."""

    def __init__(self, numbers: dict[str, list[int]], items: tuple[_Item, ...]) -> None:
        self._numbers, self._items = numbers, items

    def __getitem__(self, key: str) -> tuple[_Item, ...]:
        """Return the things under a form."""
        return tuple([self._items[number] for number in self._numbers[key]])

    def __iter__(self) -> Iterator[str]:
        """Go over the forms."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return the number of forms."""
        return len(self._numbers)


@cache
def _digest() -> str:
    """The SHA-256 of the tables, line ends aside."""
    whole = hashlib.sha256()
    for table in _TABLES:
        text = files(__package__).joinpath(f"{table}.tsv").read_bytes()
        whole.update(text.replace(b"\r\n", b"\n"))
    return whole.hexdigest()


@cache
def kept(name: str = "index") -> dict[str, Any] | None:
    """Return what is kept; None where it is not of these tables, or rows were added to them.

    Args:
        name: `index` or `openings`, the files.

    """
    path = files(__package__).joinpath(f"{name}.json")
    if overlay_rows() or not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found if found.get("tables") == _digest() else None


def main() -> None:
    """Write the file anew."""
    from detente.actors import lexicon, matching, people, scanning  # noqa: PLC0415 - they read this module
    from detente.actors.organizations import organizations  # noqa: PLC0415

    folder = Path(__file__).parent
    for name in ("index", "openings"):
        (folder / f"{name}.json").unlink(missing_ok=True)
    kept.cache_clear()
    persons = {person: number for number, person in enumerate(people.people())}
    bodies = {body: number for number, body in enumerate(organizations())}
    index = {
        "tables": _digest(),
        "names": {k: [persons[p] for p in found] for k, found in people.by_name().items()},
        "short": {k: [persons[p] for p in found] for k, found in people.by_short().items()},
        "sounds": {k: [persons[p] for p in found] for k, found in matching.by_surname().items()},
        "given": sorted(people.given_names()),
        "parties": {k: [persons[p] for p in found] for k, found in people.by_party().items()},
        "bodies": {k: [bodies[b] for b in found] for k, found in lexicon.bodies().items()},
        "longest": lexicon.longest(),
    }
    openings = {"tables": _digest(), "openings": scanning.openings()}
    for name, content in (("index", index), ("openings", openings)):
        path = folder / f"{name}.json"
        path.write_text(json.dumps(content, separators=(",", ":")), encoding="ascii")
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
