"""The corpora in ../shared/data as examples: trees, entities, attributions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy

from detente.language.quotations import find_quotations

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
TYPED = {"person", "organization", "place"}


@dataclass
class Word:
    """A word of a treebank: `head` is a position in the sentence, its own for the root."""

    form: str
    pos: str
    tag: str
    head: int
    relation: str
    space: bool
    starts_paragraph: bool = False


@dataclass(frozen=True)
class Mention:
    """A phrase that stands for something: word positions, its head's too, in the sentence.

    `kind` is person, organization, place or other; mentions of one thing share an `identity`.
    """

    start: int
    end: int
    head: int
    kind: str
    identity: str


@dataclass
class Sentence:
    """A sentence with its tree and, in GUM, its mentions."""

    words: list[Word]
    mentions: list[Mention] | None = None


@dataclass
class Attribution:
    """One attribution as sets of word positions."""

    cue: set[int]
    source: set[int]
    content: set[int]


@dataclass
class Article:
    """A text in words, with what one annotator marked in it."""

    name: str
    text: str
    words: list[tuple[int, int, str]]
    attributions: list[Attribution] = field(default_factory=list)


def treebank(corpus: str, part: str) -> list[list[Sentence]]:
    """The documents of one UD file: `corpus` is `ewt` or `gum`, `part` is `train` or `dev`."""
    documents: list[list[Sentence]] = []
    path = DATA / "ud" / f"en_{corpus}-{part}.conllu"
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if not block.strip():
            continue
        lines = block.split("\n")
        if any(line.startswith("# newdoc") for line in lines) or not documents:
            documents.append([])
        paragraph = any(line.startswith("# newpar") for line in lines)
        documents[-1].append(_sentence(lines, paragraph, mentions=corpus == "gum"))
    return documents


def _sentence(lines: list[str], paragraph: bool, *, mentions: bool) -> Sentence:
    words: list[Word] = []
    misc: list[str] = []
    joined_until, no_space_after = 0, False
    for line in lines:
        columns = line.split("\t")
        if len(columns) < 10 or "." in columns[0]:
            continue
        if "-" in columns[0]:
            joined_until = int(columns[0].split("-")[1])
            no_space_after = "SpaceAfter=No" in columns[9]
            continue
        number = int(columns[0])
        space = "SpaceAfter=No" not in columns[9]
        if number <= joined_until:
            space = number == joined_until and not no_space_after
        head = int(columns[6])
        words.append(
            Word(
                columns[1],
                columns[3],
                columns[4],
                head - 1 if head else number - 1,
                columns[7],
                space,
            )
        )
        misc.append(columns[9])
    words[0].starts_paragraph = paragraph
    return Sentence(words, _mentions(words, misc) if mentions else None)


def _mentions(words: list[Word], misc: list[str]) -> list[Mention]:
    """GUM's mentions; where several have one head word, the shortest."""
    open_spans: dict[str, list[tuple[int, str]]] = {}
    found: list[tuple[int, int, str, str]] = []
    for position, column in enumerate(misc):
        marks = next((m[7:] for m in column.split("|") if m.startswith("Entity=")), "")
        for mark in re.findall(r"\([^()]+\)?|\d+(?:\[\d+/\d+\])?\)", marks):
            if mark.startswith("("):
                parts = mark.strip("()").split("-")
                identity, kind = parts[0].split("[")[0], parts[1]
                if mark.endswith(")"):
                    found.append((position, position + 1, kind, identity))
                else:
                    open_spans.setdefault(identity, []).append((position, kind))
            else:
                identity = mark.rstrip(")").split("[")[0]
                if open_spans.get(identity):
                    start, kind = open_spans[identity].pop()
                    found.append((start, position + 1, kind, identity))
    by_head: dict[int, Mention] = {}
    for start, end, kind, identity in sorted(found, key=lambda m: m[1] - m[0]):
        head = _head(words, start, end)
        told = kind if kind in TYPED else "other"
        by_head.setdefault(head, Mention(start, end, head, told, identity))
    return [by_head[head] for head in sorted(by_head)]


def _head(words: list[Word], start: int, end: int) -> int:
    for position in range(start, end):
        head = words[position].head
        if head == position or not start <= head < end:
            return position
    return start


def surface(words: list[str], spaces: list[bool]) -> tuple[str, list[int]]:
    """The text that words and the spaces after them make, and where each word begins."""
    text, starts = "", []
    for word, space in zip(words, spaces, strict=True):
        starts.append(len(text))
        text += word + (" " if space else "")
    return text, starts


def quoted(text: str, starts: list[int]) -> list[bool]:
    """For each word offset, whether it lies in quotation marks."""
    flags, quotations = [], find_quotations(text)
    outer = [q for q in quotations if q.depth == 1]
    place = 0
    for start in starts:
        while place < len(outer) and outer[place].end <= start:
            place += 1
        flags.append(place < len(outer) and outer[place].start <= start)
    return flags


_TOKENIZER = spacy.blank("en").tokenizer


def tokens_of(text: str) -> list[tuple[int, int, str]]:
    """The words of a text, as reading divides it: (start, end, word)."""
    return [(t.idx, t.idx + len(t), t.text) for t in _TOKENIZER(text) if not t.is_space]


def articles(part: str) -> Iterator[Article]:
    """PolNeAR's articles of a part, once for each annotator."""
    folder = DATA / "polnear" / part
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = re.sub(r"_[0-9a-f]{4}$", "", path.stem)
        text_path = folder / "text" / f"{name}.txt"
        if not text_path.exists():
            text_path = folder / "text" / f"{path.stem}.txt"
        with text_path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        words = tokens_of(text)
        yield Article(path.stem, text, words, _attributions(path, words))


def _attributions(path: Path, words: list[tuple[int, int, str]]) -> list[Attribution]:
    spans: dict[str, set[int]] = {}
    found = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if len(columns) < 2 or not columns[0]:
            continue
        if columns[0][0] == "T":
            offsets = [tuple(map(int, o.split())) for o in columns[1].split(" ", 1)[1].split(";")]
            spans[columns[0]] = {
                i for i, (a, b, _) in enumerate(words) if any(a < e and s < b for s, e in offsets)
            }
        elif columns[0][0] == "E":
            roles: dict[str, set[int]] = {"Cue": set(), "Source": set(), "Content": set()}
            for part in columns[1].split():
                role, name = part.split(":")
                role = role.rstrip("0123456789")
                if role in roles:
                    roles[role] |= spans.get(name, set())
            if roles["Cue"]:
                found.append(Attribution(roles["Cue"], roles["Source"], roles["Content"]))
    return found
