"""The gold record: what a careful reader would record, every quoted string found in its text.

Gold strings become `Span`s of `Document.text`, so that gold and report compare by offsets.
`tests/reports/README.md` tells the format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from detente.intake import load
from detente.model import (
    ContactStatus,
    Level,
    Mode,
    MoveStatus,
    MoveType,
    Outcome,
    PrefixDate,
    Span,
    Stance,
    StatementKind,
)

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "tests" / "reports"
NEWS = ROOT.parent / "shared" / "data" / "news"

GoldSet = Literal["reports", "wikinews"]
Find = Callable[[Any], Span]
Item = TypeVar("Item", bound="_Item")


class _Legal(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Item(_Legal):
    number: int = Field(description="Its position in the file, which `follows` refers to.")


class GoldCount(_Legal):
    ordinal: int | None = None
    level: Level | None = None
    since: PrefixDate | None = None
    within: str | None = Field(default=None, pattern=r"^P(\d+[YMWD])+$")


class GoldContact(_Item):
    parties: list[str] = Field(min_length=2)
    level: Level | None
    mode: Mode
    status: ContactStatus
    initiator: str | None
    date: PrefixDate | None
    outcome: Outcome
    participants: list[str]
    mediators: list[str]
    place: Span | None
    tone: list[Span]
    counts: list[GoldCount]
    follows: list[int]
    evidence: list[Span] = Field(min_length=1)


class GoldStatement(_Item):
    source: Span | None
    cue: Span | None
    content: Span
    kind: StatementKind
    chain: list[str]
    stance: Stance
    insertions: list[Span]


class GoldMove(_Item):
    parties: list[str] = Field(min_length=2, max_length=2)
    type: MoveType
    status: MoveStatus
    date: PrefixDate | None
    reciprocal: bool
    evidence: list[Span] = Field(min_length=1)


@dataclass(frozen=True)
class Gold:
    """One text and its gold record; `skipped` items told of words that are not in the text."""

    name: str
    path: Path
    text: str
    contacts: list[GoldContact]
    statements: list[GoldStatement]
    moves: list[GoldMove]
    skipped: int = 0


class LeftOutError(ValueError):
    """Words of a raw file that intake left out of the text."""


def find_gold(which: GoldSet) -> list[Path]:
    """The JSON files of a set, in order of name; prints why where a set cannot be had."""
    if which == "reports":
        return sorted(REPORTS.glob("*.json"))
    if not NEWS.is_dir():
        print("wikinews skipped: its texts are not here (../shared/data/news)")
        return []
    return sorted((REPORTS / "wikinews").glob("*.json"))


def load_gold() -> list[Gold]:
    """Load every gold record of both sets.

    Raises:
        ValueError: where a file breaks the format or quotes words that its text does not have;
            it names the file and the words.

    """
    return [read_gold(path) for which in ("reports", "wikinews") for path in find_gold(which)]


def read_gold(path: Path) -> Gold:
    """Load one gold record with its text; raises as `load_gold` does."""
    record = json.loads(path.read_text(encoding="utf-8"))
    if unknown := record.keys() - {"file", "contacts", "statements", "moves"}:
        raise ValueError(f"{path.name}: unknown keys {sorted(unknown)}")
    foreign = "file" in record
    source = NEWS / record["file"] if foreign else path.with_suffix(".txt")
    text = load(source).text
    find: Find = Alignment(_raw(source), text).span if foreign else partial(find_words, text)
    contacts = _read_items(GoldContact, record["contacts"], find, path)
    statements = _read_items(GoldStatement, record["statements"], find, path)
    moves = _read_items(GoldMove, record["moves"], find, path)
    total = len(record["contacts"]) + len(record["statements"]) + len(record["moves"])
    skipped = total - len(contacts) - len(statements) - len(moves)
    return Gold(path.stem, source, text, contacts, statements, moves, skipped)


def _read_items(
    model: type[Item], items: list[dict[str, Any]], find: Find, path: Path
) -> list[Item]:
    """Build the gold items; wikinews items whose words intake left out are left out too."""
    found = []
    for number, item in enumerate(items):
        try:
            found.append(model(number=number, **_locate(item, find)))
        except LeftOutError:
            continue
        except ValueError as error:
            where = f"{path.name}: {model.__name__} {number}"
            raise ValueError(f"{where}: {error}") from None
    return found


def _raw(source: Path) -> str:
    """The file's own text: wikinews offsets count its code points, line ends as they are."""
    return source.read_bytes().decode("utf-8")


def _locate(item: dict[str, Any], find: Find) -> dict[str, Any]:
    """Put spans where the item quotes words (or, in wikinews, gives offsets)."""
    located = dict(item)
    for field in ("source", "cue", "content", "place"):
        if item.get(field) is not None:
            located[field] = find(item[field])
    for field in ("evidence", "tone", "insertions"):
        if field in item:
            located[field] = [find(words) for words in item[field]]
    return located


def find_words(text: str, quoted: str) -> Span:
    """Find words as the gold writes them: `said`, `said@2`, `first words … last words`.

    Raises:
        ValueError: where they do not stand in the text, or not so often.

    """
    match = re.search(r"@(\d+)$", quoted)
    words, ordinal = (quoted[: match.start()], int(match[1])) if match else (quoted, 1)
    hits = [match.span() for match in _pattern(words).finditer(text)]
    if not hits and "…" in words:
        first, last = (_pattern(part) for part in words.split("…", maxsplit=1))
        ranges = ((begin, last.search(text, begin.end())) for begin in first.finditer(text))
        hits = [(begin.start(), end.end()) for begin, end in ranges if end]
    if len(hits) < ordinal:
        raise ValueError(f"not in the text: {quoted!r}")
    start, end = hits[ordinal - 1]
    return Span(start=start, end=end, text=text[start:end])


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split())))


class Alignment:
    """Carries offsets of a raw file over to the text that intake made of it, word by word."""

    def __init__(self, raw: str, text: str) -> None:
        self._raw, self._text = raw, text
        ours, theirs = _words(raw), _words(text)
        matcher = SequenceMatcher(
            None, [word for _, word in ours], [word for _, word in theirs], autojunk=False
        )
        self._moved = {
            ours[block.a + i][0] + k: theirs[block.b + i][0] + k
            for block in matcher.get_matching_blocks()
            for i in range(block.size)
            for k in range(len(ours[block.a + i][1]))
        }

    def span(self, offsets: list[int]) -> Span:
        """The span of the text for `[start, end)` of the raw file."""
        words = self._raw[slice(*offsets)]
        start = offsets[0] + len(words) - len(words.lstrip())
        last = offsets[0] + len(words.rstrip()) - 1
        if start not in self._moved or last not in self._moved:
            raise LeftOutError(f"not in the text: {words!r}")
        start, end = self._moved[start], self._moved[last] + 1
        if self._text[start:end].split() != words.split():
            raise LeftOutError(f"not whole in the text: {words!r}")
        return Span(start=start, end=end, text=self._text[start:end])


def _words(text: str) -> list[tuple[int, str]]:
    return [(match.start(), match[0]) for match in re.finditer(r"\S+", text)]
