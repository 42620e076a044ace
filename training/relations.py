"""Texts with two marked mentions, and how the first acts toward the second.

From three sources: PLOVER's sentences in ../shared/data, the project's own sentences
(`training/data/relations.tsv`), and the moves of its own passages on which two labels agree.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path

from training.corpora import DATA, surface, tokens_of
from training.events import EventPassage, EventWords, settled

OWN = Path(__file__).resolve().parent / "data"
_LONGEST = 80  # words of a passage whose moves are taken as relations
Range = tuple[int, int]


@dataclass
class Marked:
    """Words with two marked mentions, each at any number of places, and the relation of the two."""

    words: list[str]
    spaces: list[bool]
    source: list[Range]
    target: list[Range]
    type: str

    @property
    def text(self) -> str:
        """The words as they were written."""
        return surface(self.words, self.spaces)[0]


def given_relations() -> list[Marked]:
    """PLOVER's training sentences; where one says who acts in no words, it has no mark for it.

    YIELD is split in two where `yield_split.tsv` says how.
    """
    with (OWN / "yield_split.tsv").open(encoding="utf-8") as file:
        split = {row["sentence_id"]: row["type"] for row in csv.DictReader(file, delimiter="\t")}
    with (DATA / "plover" / "plv_train.tsv").open(encoding="utf-8") as file:
        return [
            marked(row["marked_sentence"], split.get(row["sentence_id"], row["gold_root"]))
            for row in csv.DictReader(file, delimiter="\t")
        ]


def own_relations() -> list[Marked]:
    """The project's own sentences."""
    with (OWN / "relations.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [marked(row["sentence"], row["type"]) for row in rows]


def marked(sentence: str, kind: str) -> Marked:
    """Words and mentions of a sentence in which `<s>…</s>` and `<t>…</t>` mark the two."""
    plain, spans, begun = "", {"s": list[Range](), "t": list[Range]()}, 0
    for piece in re.split(r"(</?[st]>)", sentence):
        if not re.fullmatch(r"</?[st]>", piece):
            plain += piece
        elif piece.startswith("</"):
            spans[piece[2]].append((begun, len(plain)))
        else:
            begun = len(plain)
    words = tokens_of(plain)
    return Marked(
        *_spaced(plain, words), _covering(words, spans["s"]), _covering(words, spans["t"]), kind
    )


def _spaced(text: str, words: list[tuple[int, int, str]]) -> tuple[list[str], list[bool]]:
    return [w for _, _, w in words], [text[end : end + 1].isspace() for _, end, _ in words]


def _covering(words: list[tuple[int, int, str]], spans: Iterable[Range]) -> list[Range]:
    found = []
    for start, end in spans:
        inside = [i for i, (a, b, _) in enumerate(words) if a < end and start < b]
        if inside:
            found.append((inside[0], inside[-1] + 1))
    return found


def told_relations(passages: Iterable[EventPassage]) -> Iterator[Marked]:
    """What the own passages tell of pairs of mentions, where two labels of a passage agree.

    A move whose type, source and target both labels have; the way back as `none`, where neither
    tells of an act that way; and the sides of a contact that was held as CONSULT.
    """
    for passage in passages:
        words = tokens_of(passage.text)
        if passage.second is None or len(words) > _LONGEST:
            continue
        (contacts, _), (moves, disputed) = settled(passage, words)
        text = _spaced(passage.text, words)
        for move in moves:
            source, target = _ranges(move, "source"), _ranges(move, "target")
            if move.kind and source and target:
                yield Marked(*text, source, target, move.kind)
                if not disputed and not _acts(move.roles["target"], move.roles["source"], moves):
                    yield Marked(*text, target, source, "none")
        for contact in contacts:
            sides = _ranges(contact, "side")
            if contact.status in {"held", "ongoing"} and len(sides) == 2 and not moves:
                for one, other in permutations(sides):
                    yield Marked(*text, [one], [other], "CONSULT")


def _ranges(event: EventWords, role: str) -> list[Range]:
    """The mentions in a role, where the two labels have the same."""
    words = sorted(event.roles[role])
    if event.disputed[role] or not words:
        return []
    begins = [i for i in words if i - 1 not in words]
    return list(zip(begins, [i + 1 for i in words if i + 1 not in words], strict=True))


def _acts(source: set[int], target: set[int], moves: list[EventWords]) -> bool:
    return any(
        s in m.roles["source"] and t in m.roles["target"]
        for m, s, t in product(moves, source, target)
    )
