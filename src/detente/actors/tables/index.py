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
from collections.abc import Callable, Iterator, Mapping
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
    """A mapping from forms to things, by their numbers in a sequence.

    Args:
        kept: the forms, a line each, and in a second text for each its numbers: quicker to load
            than thousands of small lists.
        items: gives the sequence; called when the first form is found.

    """

    def __init__(self, kept: list[str], items: Callable[[], tuple[_Item, ...]]) -> None:
        forms, numbers = (text.split("\n") for text in kept)
        self._numbers, self._items = dict(zip(forms, numbers, strict=True)), items

    def __getitem__(self, key: str) -> tuple[_Item, ...]:
        """Return the things under a form."""
        items, numbers = self._items, self._numbers[key]
        return tuple([items()[int(number)] for number in numbers.split()])

    def __iter__(self) -> Iterator[str]:
        """Go over the forms."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return the number of forms."""
        return len(self._numbers)


def _as_kept(found: Mapping[str, tuple[_Item, ...]], items: tuple[_Item, ...]) -> list[str]:
    number = {item: str(place) for place, item in enumerate(items)}
    numbers = (" ".join(number[item] for item in group) for group in found.values())
    return ["\n".join(found), "\n".join(numbers)]


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
    persons = people.people()
    index = {
        "tables": _digest(),
        "names": _as_kept(people.by_name(), persons),
        "short": _as_kept(people.by_short(), persons),
        "sounds": _as_kept(matching.by_surname(), persons),
        "parties": _as_kept(people.by_party(), persons),
        "bodies": _as_kept(lexicon.bodies(), organizations()),
        "given": sorted(people.given_names()),
        "longest": lexicon.longest(),
    }
    openings = {"tables": _digest(), "openings": scanning.openings()}
    for name, content in (("index", index), ("openings", openings)):
        path = folder / f"{name}.json"
        path.write_text(json.dumps(content, separators=(",", ":")), encoding="ascii")
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
