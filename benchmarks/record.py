"""Accuracy of the record: what `detente.read` finds, against the gold, field by field.

    python -m benchmarks.record [--set reports|wikinews|all] [--errors] [--only NAME]
                                [--half first|second] [--json FILE]

What is counted
- A contact is matched where the parties are the same, the status is of the same class (happened,
  to come, not) and the evidence overlaps, or mode and date agree, or it is the only contact of
  those parties. `contact all fields` asks for level, mode, status, initiator, date and outcome.
- A statement is matched where half of the content is shared and the source overlaps or is the
  same speaker by name.
- A move is matched by source, target and type. CONSULT and domestic moves are left out.
- The indented lines are counted over matched pairs: precision over the values read, recall over
  the values of the gold, `same` over all pairs, where nothing read and nothing there agree too.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

import detente
from benchmarks.gold import (
    Gold,
    GoldContact,
    GoldCount,
    GoldMove,
    GoldSet,
    GoldStatement,
    find_gold,
    read_gold,
)
from detente.model import Actor, Contact, Count, Document, Move, Report, Span, Statement

G = TypeVar("G")
R = TypeVar("R")

STATUS_CLASS = {
    "held": "happened",
    "ongoing": "happened",
    "planned": "to come",
    "proposed": "to come",
    "refused": "not",
    "cancelled": "not",
    "denied": "not",
    "never": "not",
}
WHOLE = ("level", "mode", "status", "initiator", "date", "outcome")
SAYS_NOTHING = (None, "unknown", "unspecified")
LEAST_SHARED = 0.5  # of a statement's content
QUOTES = "\"'“”‘’«»"
DETERMINERS = {"the", "a", "an", "its", "their", "his", "her", "this", "that", "our", "of", "in"}
HONORIFICS = {"mr", "mrs", "ms", "miss", "dr", "sir", "lord", "dame"}
LINES = (
    "contact",
    "contact all fields",
    *(f"  contact {name}" for name in (*WHOLE, "participants", "mediators", "place", "tone")),
    "  contact counts",
    "  contact follows",
    "statement",
    *(f"  statement {name}" for name in ("cue", "kind", "stance", "speaker", "chain")),
    "  statement insertions",
    "move",
    "move parties",
    *(f"  move {name}" for name in ("status", "date", "reciprocal")),
)


@dataclass
class Tally:
    """Counts of one field: values right, read, in the gold; matched pairs, and how many agree."""

    right: int = 0
    read: int = 0
    gold: int = 0
    pairs: int = 0
    same: int = 0

    def add(self, right: int, read: int, gold: int) -> None:
        self.right += right
        self.read += read
        self.gold += gold

    def add_pair(self, right: int, read: int, gold: int) -> bool:
        """Count one matched pair; tells whether it agrees."""
        self.add(right, read, gold)
        agrees = right == read == gold
        self.pairs += 1
        self.same += agrees
        return agrees

    def __iadd__(self, other: Tally) -> Tally:
        for name, count in vars(other).items():
            setattr(self, name, getattr(self, name) + count)
        return self

    @property
    def precision(self) -> float | None:
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        return 2 * self.right / (self.read + self.gold) if self.read + self.gold else None

    @property
    def accuracy(self) -> float | None:
        return self.same / self.pairs if self.pairs else None

    def as_json(self) -> dict[str, int | float | None]:
        scores = ("precision", "recall", "f1", "accuracy")
        return {**vars(self), **{name: getattr(self, name) for name in scores}}


@dataclass
class Score:
    """The tallies of one or many reports, and one line for each error."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in LINES})
    errors: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name, tally in other.tallies.items():
            self.tallies[name] += tally

    def count_items(self, name: str, gold: Sequence[G], read: Sequence[R], pairs: Pairs) -> None:
        """Count an item's own line, and note what was missed and what is spurious."""
        self.tallies[name].add(len(pairs), len(read), len(gold))
        self.errors += [
            f"{name} missed: {_tell(item)}"
            for i, item in enumerate(gold)
            if i not in {i for i, _ in pairs}
        ]
        self.errors += [
            f"{name} spurious: {_tell(item)}"
            for j, item in enumerate(read)
            if j not in {j for _, j in pairs}
        ]

    def compare(self, name: str, gold: Any, read: Any, where: str, same: Same = None) -> None:
        """Count one field of a matched pair: a value, or a list of values in any order."""
        if isinstance(gold, list):
            counts = len(pair_up(gold, read, same or _equal)), len(read), len(gold)
        else:
            wanted, found = gold not in SAYS_NOTHING, read not in SAYS_NOTHING
            counts = int(wanted and found and bool((same or _equal)(gold, read))), found, wanted
        if not self.tallies[name].add_pair(*counts):
            self.errors.append(f"{name.strip()}: {_show(gold)} read as {_show(read)} [{where}]")


Pairs = list[tuple[int, int]]
Same = Callable[[Any, Any], float | bool] | None


def pair_up(gold: Sequence[G], read: Sequence[R], score: Callable[[G, R], float]) -> Pairs:
    """Match one to one, the best score first; a score of 0 is no match."""
    candidates = [
        (-score(wanted, found), i, j)
        for i, wanted in enumerate(gold)
        for j, found in enumerate(read)
    ]
    pairs: Pairs = []
    for value, i, j in sorted(candidates):
        if value < 0 and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return sorted(pairs)


def score_report(gold: Gold, report: Report) -> Score:
    """Compare one report with its gold."""
    if report.document.text != gold.text:
        raise ValueError("the report's text is not the text that intake gives")
    score = Score()
    score_contacts(score, gold, report)
    score_statements(score, gold, report)
    score_moves(score, gold, report)
    return score


# Contacts


def score_contacts(score: Score, gold: Gold, report: Report) -> None:
    wanted, found = gold.contacts, report.contacts
    pairs = pair_up(wanted, found, _contact_likeness(wanted, found))
    score.count_items("contact", wanted, found, pairs)
    whole = sum(
        all(getattr(wanted[i], name) == getattr(found[j], name) for name in WHOLE) for i, j in pairs
    )
    score.tallies["contact all fields"].add(whole, len(found), len(wanted))
    actors = {actor.id: actor for actor in report.actors}
    numbers = {found[j].id: wanted[i].number for i, j in pairs}
    for i, j in pairs:
        _compare_contact(score, wanted[i], found[j], actors, numbers)


def _contact_likeness(
    wanted: Sequence[GoldContact], found: Sequence[Contact]
) -> Callable[[GoldContact, Contact], float]:
    """How like two contacts are; 0 where they cannot be the same one."""
    theirs = Counter(tuple(sorted(contact.parties)) for contact in wanted)
    ours = Counter(tuple(sorted(contact.parties)) for contact in found)

    def likeness(gold: GoldContact, read: Contact) -> float:
        parties = tuple(sorted(gold.parties))
        if parties != tuple(sorted(read.parties)):
            return 0
        if STATUS_CLASS[gold.status] != STATUS_CLASS[read.status]:
            return 0
        shared = len(_characters(gold.evidence) & _characters(read.evidence))
        dated = gold.date is not None and gold.date == read.date and gold.mode == read.mode
        alone = theirs[parties] == ours[parties] == 1
        if not (shared or dated or alone):
            return 0
        agreeing = sum(bool(getattr(gold, name) == getattr(read, name)) for name in WHOLE)
        return 1.0 + agreeing + 5 * shared / len(_characters(gold.evidence))

    return likeness


def _compare_contact(
    score: Score,
    gold: GoldContact,
    read: Contact,
    actors: dict[str, Actor],
    numbers: dict[str, int],
) -> None:
    where = _tell(gold)
    for name in WHOLE:
        score.compare(f"  contact {name}", getattr(gold, name), getattr(read, name), where)
    people = [actors[each.actor] for each in read.participants if each.actor in actors]
    named = [a for a in people if a.kind == "person" and any(m.text for m in a.mentions if
             set(_name_words(a.name)) & set(_name_words(m.text)))]  # fmt: skip
    score.compare("  contact participants", gold.participants, named, where, is_named)
    score.compare("  contact mediators", gold.mediators, read.mediators, where)
    score.compare("  contact place", gold.place, read.place, where, _share_words)
    ours, theirs = [_bare(tone.word) for tone in read.tone], [_bare(w.text) for w in gold.tone]
    score.compare("  contact tone", sorted(set(theirs)), sorted(set(ours)), where)
    score.compare("  contact counts", gold.counts, read.counts, where, _same_count)
    follows = [numbers.get(each, each) for each in read.follows]
    score.compare("  contact follows", gold.follows, follows, where)


def _same_count(gold: GoldCount, read: Count) -> bool:
    return (gold.ordinal, gold.since, gold.within) == (read.ordinal, read.since, read.within)


# Statements


def score_statements(score: Score, gold: Gold, report: Report) -> None:
    wanted, found = gold.statements, report.statements
    actors = {actor.id: actor for actor in report.actors}
    theirs = {each.number: _content(gold.text, [each.content], each) for each in wanted}
    ours = {each.id: _content(gold.text, each.content, each) for each in found}

    def likeness(gold: GoldStatement, read: Statement) -> float:
        a, b = theirs[gold.number], ours[read.id]
        shared = len(a & b) / len(a | b) if a else 0.0
        same_source = _overlap(gold.source, read.source)
        speaker = _speakers(read, actors)[-1:]
        same_speaker = bool(gold.chain and speaker and is_named(gold.chain[-1], speaker[0]))
        if shared < LEAST_SHARED or not (same_source or same_speaker):
            return 0
        return shared + same_source + same_speaker / 2

    pairs = pair_up(wanted, found, likeness)
    score.count_items("statement", wanted, found, pairs)
    for i, j in pairs:
        _compare_statement(score, wanted[i], found[j], actors)


def _compare_statement(
    score: Score, gold: GoldStatement, read: Statement, actors: dict[str, Actor]
) -> None:
    where = _tell(gold)
    chain = _speakers(read, actors)
    score.compare("  statement cue", gold.cue, read.cue or None, where, _overlap)
    score.compare("  statement kind", gold.kind, read.kind, where)
    score.compare("  statement stance", gold.stance, read.stance, where)
    speaker = chain[-1] if chain else None
    score.compare("  statement speaker", gold.chain[-1], speaker, where, is_named)
    score.compare("  statement chain", tuple(gold.chain), tuple(chain) or None, where, _same_chain)
    score.compare("  statement insertions", gold.insertions, read.insertions, where, _overlap)


def _content(text: str, content: Sequence[Span], statement: GoldStatement | Statement) -> set[int]:
    """Where the content's letters are, less a leading "that" and the words of source and cue."""
    first = min((span.start for span in content), default=0)
    that = re.compile(r"\s*that\s", re.IGNORECASE).match(text, first)
    framing = _characters(_as_list(statement.source)) | _characters(_as_list(statement.cue))
    skipped = framing | set(range(first, that.end() if that else first))
    return {
        at
        for at in _characters(content) - skipped
        if not text[at].isspace() and text[at] not in QUOTES
    }


def _speakers(statement: Statement, actors: dict[str, Actor]) -> list[Actor]:
    return [actors[each] for each in statement.chain if each in actors]


def _same_chain(gold: tuple[str, ...], read: tuple[Actor, ...]) -> bool:
    return len(gold) == len(read) and all(map(is_named, gold, read))


# Moves


def score_moves(score: Score, gold: Gold, report: Report) -> None:
    wanted = gold.moves
    found = [move for move in report.moves if move.type != "CONSULT" and len({*move.parties}) == 2]
    pairs = pair_up(wanted, found, _move_likeness)
    score.count_items("move", wanted, found, pairs)
    theirs, ours = (Counter(tuple(move.parties) for move in moves) for moves in (wanted, found))
    score.tallies["move parties"].add((theirs & ours).total(), len(found), len(wanted))
    for i, j in pairs:
        where = _tell(wanted[i])
        score.compare("  move status", wanted[i].status, found[j].status, where)
        score.compare("  move date", wanted[i].date, found[j].date, where)
        both = found[j].reciprocal is not None
        score.compare("  move reciprocal", wanted[i].reciprocal or None, both or None, where)


def _move_likeness(gold: GoldMove, read: Move) -> float:
    if (gold.parties, gold.type) != (read.parties, read.type):
        return 0
    return 1 + len(_characters(gold.evidence) & _characters(read.evidence))


# Words and names


def is_named(name: str, actor: Actor) -> bool:
    """Whether a name of the gold is this actor's: a mention, a part of its name, a surname.

    Case, accents, determiners and titles do not count.
    """
    wanted, known = _name_words(name), _name_words(actor.name)
    if not wanted or not known:
        return False
    if {*wanted} <= {*known} or {*known} <= {*wanted}:
        return True
    if actor.kind == "person" and wanted[-1] == known[-1]:
        return True
    return any(wanted == _name_words(mention.text) for mention in actor.mentions)


def _name_words(name: str) -> list[str]:
    words = re.sub(r"['’]s\b", "", _bare(name)).replace(".", "").split()
    words = [word for word in words if word not in DETERMINERS] or words
    return [word for word in words if word not in HONORIFICS] or words


def _bare(words: str) -> str:
    """The words without case, accents and marks around them."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(word.strip(QUOTES + ",;:()[]") for word in plain.split())


def _share_words(gold: Span, read: Span) -> bool:
    theirs, ours = ({*_bare(span.text).split()} - DETERMINERS for span in (gold, read))
    return not theirs.isdisjoint(ours)


def _equal(gold: Any, read: Any) -> bool:
    return bool(gold == read)


def _overlap(gold: Any, read: Any) -> bool:
    return not _characters(_as_list(gold)).isdisjoint(_characters(_as_list(read)))


def _as_list(spans: Span | Sequence[Span] | None) -> Sequence[Span]:
    return [] if spans is None else [spans] if isinstance(spans, Span) else spans


def _characters(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


# What the developer sees


def _show(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_show, value)) + "]"
    if isinstance(value, Span):
        return repr(value.text)
    if isinstance(value, Actor):
        return value.name
    if isinstance(value, GoldCount | Count):
        return f"{value.ordinal}/{value.since}/{value.within}"
    return "nothing" if value is None else str(value)


def _tell(item: Any) -> str:
    """One line that names an item, gold or read."""
    if isinstance(item, GoldStatement | Statement):
        source, cue, content = (
            " … ".join(span.text for span in _as_list(words))
            for words in (item.source, item.cue, item.content)
        )
        return f"{source} | {cue} | {_short(content)}"
    parties = (">" if isinstance(item, GoldMove | Move) else "-").join(item.parties)
    names = ("level", "mode", "type", "status", "initiator", "date")
    values = [str(value) for name in names if (value := getattr(item, name, None))]
    return f"{parties} {' '.join(values)} “{_short(item.evidence[0].text)}”"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 70 else f"{words[:33]} … {words[-33:]}"


def _table(title: str, score: Score) -> str:
    lines = [f"{title:<26}{'P':>6}{'R':>6}{'F1':>6}{'right':>7}{'read':>6}{'gold':>6}{'same':>15}"]
    for name, tally in score.tallies.items():
        rates = [_percent(rate) for rate in (tally.precision, tally.recall, tally.f1)]
        same = f"{_percent(tally.accuracy)} of {tally.pairs}" if tally.pairs else ""
        counts = f"{tally.right:>7}{tally.read:>6}{tally.gold:>6}"
        lines.append(f"{name:<26}{''.join(f'{rate:>6}' for rate in rates)}{counts}{same:>15}")
    return "\n".join(lines)


def _percent(rate: float | None) -> str:
    return "–" if rate is None else f"{100 * rate:.1f}"


def measure(paths: Sequence[Path], *, errors: bool) -> tuple[Score, list[str]]:
    """Read and compare each text; one that fails is told and counts as read with nothing found."""
    total, failures = Score(), []
    for path in paths:
        try:
            gold = read_gold(path)
        except Exception as error:
            failures.append(_failure(path, error))
            continue
        try:
            score = score_report(gold, detente.read(gold.path))
        except Exception as error:
            failures.append(_failure(path, error))
            empty = Report(reader="", document=Document(id="", text=gold.text))
            score = score_report(gold, empty)
        total.add(score)
        if errors:
            print("\n".join([f"== {path.stem}", *(f"  {line}" for line in score.errors)]))
        if gold.skipped:
            print(f"{path.stem}: {gold.skipped} gold items left out: not in the text")
    return total, failures


def _failure(path: Path, error: Exception) -> str:
    return f"{path.stem}: {type(error).__name__}: {error}"


def _half(path: Path) -> str:
    """Which half a text is in: by its name, so that new texts move none."""
    return ("first", "second")[zlib.crc32(path.stem.encode()) % 2]


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare the record with the gold.")
    parser.add_argument("--set", choices=[*get_args(GoldSet), "all"], default="all")
    parser.add_argument("--errors", action="store_true", help="one line for each error")
    parser.add_argument("--only", metavar="NAME", help="one text")
    parser.add_argument("--half", choices=["first", "second"], help="half of the texts")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the counts there too")
    options = parser.parse_args()

    sets = get_args(GoldSet) if options.set == "all" else [options.set]
    scores: dict[str, Score] = {}
    failures: list[str] = []
    for which in sets:
        paths = [
            path
            for path in find_gold(which)
            if options.only in {None, path.stem} and options.half in {None, _half(path)}
        ]
        if paths:
            scores[which], failed = measure(paths, errors=options.errors)
            failures += failed
            print(f"\n{_table(f'{which} ({len(paths)} texts)', scores[which])}\n")
    if not scores:
        parser.error("no gold for that choice")
    if len(scores) > 1:
        both = Score()
        for score in scores.values():
            both.add(score)
        scores["both"] = both
        print(_table("both", both))
    print("\n".join([f"failures: {len(failures)}", *failures]))
    if options.json:
        tables = {
            which: {name.strip(): tally.as_json() for name, tally in score.tallies.items()}
            for which, score in scores.items()
        }
        options.json.write_text(json.dumps({"sets": tables, "failures": failures}, indent=1))


if __name__ == "__main__":
    main()
