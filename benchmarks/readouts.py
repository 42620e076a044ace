"""How well two accounts of one contact are compared: `python -m benchmarks.readouts [a|b|c|d]`.

Each file of `benchmarks/readouts/` holds documents, the points of each side's account, and which of
them are pairs: `same`, or `contradicts`. A predicted pair is right where each of its two spans
shares at least half of the shorter with its gold point; predicted and gold pairs are matched one to
one. Three ways in tell apart where mistakes come from:

- *record*: the documents are read, put into a record, and the contact between the parties is looked
  up and compared, as `detente compare` does it;
- *texts*: the accounts are given, so that finding the contact and its tellers costs nothing, except
  that in a report the statements have still to be found;
- *points*: the gold points are given too, so that only the alignment is left.

Beside it, over the same stretches: the cosine of TF-IDF vectors with the same one-to-one
assignment, and the share of words that two stretches have in common, every two that share enough.
Their thresholds are the best for set a.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from detente import Record
from detente.assessment.readouts import Comparison, GivenAccount, compare, compare_texts
from detente.assessment.readouts.contradiction import contradictions
from detente.assessment.readouts.likeness import described, features, likelihoods
from detente.assessment.readouts.pairing import paired
from detente.assessment.readouts.points import Point, points_of
from detente.assessment.readouts.scorer import Scorer, shipped
from detente.assessment.readouts.text import Telling, Text
from detente.coding import code
from detente.model import Document
from detente.record import document_key

SETS = Path(__file__).parent / "readouts"
Place = tuple[str, int, int]  # a document's key, and code points of its text
# Of the first side, of the second; whether contradicting: None where it is that and no pair.
Predicted = tuple[Place, Place, bool | None]
TFIDF, OVERLAP = 0.09, 0.2  # thresholds of the peers


@dataclass
class Case:
    """One contact, as two sides tell it.

    Attributes:
        name: of the file.
        kind: `texts` or `report`.
        contact: parties, date, mode and level.
        documents: in the file's order.
        sides: two, in the file's order, each with the number of its document.
        points: for each side its points by their ids.
        pairs: ids of the first side's and the second's points, and whether they contradict.

    """

    name: str
    kind: str
    contact: dict[str, str | list[str]]
    documents: list[Document]
    sides: dict[str, int]
    points: dict[str, dict[str, Place]]
    pairs: list[tuple[str, str, bool]]

    @property
    def gold(self) -> list[Predicted]:
        one, other = self.sides
        return [(self.points[one][a], self.points[other][b], c) for a, b, c in self.pairs]


def cases(name: str, folder: Path = SETS) -> Iterator[Case]:
    """The cases of a set."""
    for path in sorted((folder / name).glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        documents = [
            Document(id=f"{path.stem}-{n}", title=d["title"], outlet=d["outlet"], text=d["text"],
                     published_at=datetime.fromisoformat(d["published"]))
            for n, d in enumerate(told["documents"])
        ]  # fmt: skip
        sides = {a["side"]: a["document"] for a in told["accounts"]}
        points = {s: {p["id"]: _place(p["text"], documents[sides[s]]) for p in told["points"][s]}
                  for s in sides}  # fmt: skip
        own = points[next(iter(sides))]
        pairs = [(*((a, b) if a in own else (b, a)), kind == "contradicts")
                 for a, b, kind in told["pairs"]]  # fmt: skip
        yield Case(told["id"], told["kind"], told["contact"], documents, sides, points, pairs)


def _place(words: str, document: Document) -> Place:
    start = document.text.index(words)
    return document.id, start, start + len(words)


# -- three ways in ---------------------------------------------------------------------------------


def by_record(case: Case, scorer: Scorer | None = None) -> tuple[list[Predicted], bool]:
    """The pairs that a record gives, and whether it has the contact at all."""
    with TemporaryDirectory() as folder, Record(Path(folder) / "record.db") as record:
        keys = {}
        for document in case.documents:
            record.add(code(document))
            keys[document_key(document)] = document.id
        found = list(record.contacts(*case.contact["parties"]))
        meant = [r for r in found if _is_meant(r, case)]
        if not meant:
            return [], False
        best = max(meant, key=lambda r: (len(r["reports"]), r["date"] is not None))
        return list(_predicted(compare(record, best["id"], scorer=scorer), case, keys)), True


def _is_meant(row: dict, case: Case) -> bool:
    """Whether a contact of the record is the one of the case, by parties, day and status."""
    if row["parties"] != sorted(case.contact["parties"]) or row["status"] not in {
        "held",
        "ongoing",
    }:
        return False
    told, day = str(case.contact["date"]), row["date"]
    if day is None or day.startswith(told) or told.startswith(day):
        return True
    near = len(day) == len(told) == 10
    return near and abs(date.fromisoformat(day) - date.fromisoformat(told)).days <= 1


def by_texts(case: Case, scorer: Scorer | None = None) -> list[Predicted]:
    """The pairs where the accounts are given."""
    return list(_predicted(compare_texts(_given(case), list(case.sides), scorer=scorer), case, {}))


def _given(case: Case) -> list[GivenAccount]:
    if case.kind == "report":
        return [GivenAccount(None, case.documents[0])]
    return [GivenAccount(side, case.documents[n]) for side, n in case.sides.items()]


def _predicted(comparison: Comparison, case: Case, keys: dict[str, str]) -> Iterator[Predicted]:
    one, other = case.sides

    def place(side: str, words: dict) -> Place:
        w = words[side]
        return keys.get(w.document, w.document), w.start, w.end

    def places(words: dict) -> tuple[Place, Place]:
        return place(one, words), place(other, words)

    both = {one, other}
    apart = {places(c.words) for c in comparison.contradictions if both <= set(c.words)}
    pairs = [places(p.words) for p in comparison.shared if both <= set(p.words)]
    yield from ((*p, p in apart) for p in pairs)
    yield from ((*p, None) for p in sorted(apart - set(pairs)))  # told apart, and no pair of points


def gold_points(case: Case) -> dict[str, list[Point]]:
    """The gold points of each side as points of the texts read."""
    texts = {n: Text(d.id, code(d)) for n, d in enumerate(case.documents)}
    found: dict[str, list[Point]] = {}
    for side, number in case.sides.items():
        text = texts[number]
        spans = [text.reading.tokens(s, e) for _, s, e in case.points[side].values()]
        telling = Telling(side, "official", text, tuple(p[1:] for p in case.points[side].values()))
        last = max(1, len(spans) - 1)
        found[side] = [Point(telling, s.start, s.end, n / last) for n, s in enumerate(spans)]
    return found


def by_points(case: Case, scorer: Scorer | None = None) -> list[Predicted]:
    """The pairs where the points are given."""
    one, other = (described(p) for p in gold_points(case).values())
    scorer = scorer or shipped()
    likely = likelihoods(one, other, features(one, other), scorer)
    places = [list(case.points[side].values()) for side in case.sides]
    return [
        (places[0][i], places[1][j],
         bool(contradictions(one[i].point, other[j].point, list(case.sides))))
        for i, j in paired(likely, scorer.threshold)
    ]  # fmt: skip


# -- peers -----------------------------------------------------------------------------------------


def stretches(case: Case, given: bool) -> list[list[tuple[Place, str]]]:
    """What the peers align: the gold points, else the points that the accounts are cut into."""
    if given:
        return [[(p, _text(case, p)) for p in case.points[side].values()] for side in case.sides]
    found = []
    for side in case.sides:
        tellings = [t for t in _tellings(case) if t.side == side]
        points = [p.words for p in points_of(tellings)]
        found.append([((w.document, w.start, w.end), w.text) for w in points])
    return found


def _tellings(case: Case) -> list[Telling]:
    from detente.assessment.readouts.accounts import tellings_of  # noqa: PLC0415

    if case.kind == "report":
        text = Text(case.documents[0].id, code(case.documents[0]))
        return tellings_of([text], {"parties": sorted(case.sides), "mentions": []})
    texts = [Text(d.id, code(d)) for d in case.documents]
    return [Telling(side, "official", texts[n], ((0, len(case.documents[n].text)),))
            for side, n in case.sides.items()]  # fmt: skip


def _text(case: Case, place: Place) -> str:
    document = next(d for d in case.documents if d.id == place[0])
    return document.text[place[1] : place[2]]


def by_tfidf(case: Case, given: bool, threshold: float = TFIDF) -> list[Predicted]:
    ours, theirs = stretches(case, given)
    if not ours or not theirs:
        return []
    texts = [[t for _, t in side] for side in (ours, theirs)]
    vectors = TfidfVectorizer(stop_words="english").fit(texts[0] + texts[1])
    near = (vectors.transform(texts[0]) @ vectors.transform(texts[1]).T).toarray()
    return [(ours[i][0], theirs[j][0], False) for i, j in paired(near, threshold)]


def by_overlap(case: Case, given: bool, threshold: float = OVERLAP) -> list[Predicted]:
    ours, theirs = stretches(case, given)
    bags = [[_bag(t) for _, t in side] for side in (ours, theirs)]
    return [
        (ours[i][0], theirs[j][0], False)
        for i, a in enumerate(bags[0])
        for j, b in enumerate(bags[1])
        if a and b and len(a & b) >= threshold * min(len(a), len(b))
    ]


def _bag(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.lower()) if w not in ENGLISH_STOP_WORDS}


# -- scores ----------------------------------------------------------------------------------------


@dataclass
class Score:
    """Counts over a set."""

    gold: int = 0
    found: int = 0
    right: int = 0
    gold_apart: int = 0
    found_apart: int = 0
    right_apart: int = 0
    met_apart: int = 0
    lost: list[str] = field(default_factory=list)

    def add(self, gold: Sequence[Predicted], found: Sequence[Predicted]) -> None:
        pairs = [f for f in found if f[2] is not None]
        apart = [f for f in found if f[2] is not False]
        gold_apart = [g for g in gold if g[2]]
        self.gold += len(gold)
        self.found += len(pairs)
        self.right += len(_matched(gold, pairs))
        self.gold_apart += len(gold_apart)
        self.found_apart += len(apart)
        self.right_apart += len(_matched(gold_apart, apart))
        self.met_apart += len(_matched(gold_apart, pairs))

    @property
    def row(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        marked = (
            f"{self.right_apart}/{self.gold_apart}, {self.found_apart} marked, "
            f"{self.met_apart} aligned"
        )
        lost = f"  no contact: {', '.join(self.lost)}" if self.lost else ""
        return f"{precision:9.3f} {recall:7.3f} {f1:7.3f}   {marked}{lost}"


def _matched(gold: Sequence[Predicted], found: Sequence[Predicted]) -> list[tuple[int, int]]:
    """Gold pairs and those that hit them, one to one."""
    hits = np.array([[_hits(g, f) for f in found] for g in gold], dtype=float)
    return paired(hits.reshape(len(gold), len(found)), 0.5)


def _hits(gold: Predicted, found: Predicted) -> bool:
    return all(_share(g, f) >= 0.5 for g, f in zip(gold[:2], found[:2], strict=True))


def _share(one: Place, other: Place) -> float:
    if one[0] != other[0]:
        return 0.0
    both = min(one[2], other[2]) - max(one[1], other[1])
    return both / max(1, min(one[2] - one[1], other[2] - other[1]))


WAYS: dict[str, Callable[[Case], list[Predicted]]] = {
    "texts": by_texts,
    "points": by_points,
    "texts, TF-IDF": lambda c: by_tfidf(c, given=False),
    "texts, word overlap": lambda c: by_overlap(c, given=False),
    "points, TF-IDF": lambda c: by_tfidf(c, given=True),
    "points, word overlap": lambda c: by_overlap(c, given=True),
}


def evaluate(name: str) -> dict[str, dict[str, Score]]:
    """Scores by way and kind of file, `all` for both."""
    scores: dict[str, dict[str, Score]] = {}

    def add(way: str, case: Case, found: list[Predicted], *, lost: bool = False) -> None:
        for kind in (case.kind, "all"):
            score = scores.setdefault(way, {}).setdefault(kind, Score())
            score.add(case.gold, found)
            score.lost += [case.name] if lost else []

    for case in cases(name):
        found, has = by_record(case)
        add("record", case, found, lost=not has)
        for way, predict in WAYS.items():
            add(way, case, predict(case))
    return scores


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("set", nargs="?", default="a", choices=["a", "b", "c", "d"])
    given = parser.parse_args()
    counts = Counter(c.kind for c in cases(given.set))
    print(f"set {given.set}: {', '.join(f'{n} {kind}' for kind, n in sorted(counts.items()))}")
    print(f"{'':28} precision  recall      F1   contradictions")
    for way, kinds in evaluate(given.set).items():
        for kind in ("texts", "report", "all"):
            if kind in kinds:
                print(f"{way + ' · ' + kind:28} {kinds[kind].row}")


if __name__ == "__main__":
    main()
