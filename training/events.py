"""The project's own passages with labelled contacts and moves: `python -m training.events`.

The labels are explained in training/data/events/GUIDE.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from detente.model import ContactStatus, Mode, MoveStatus, MoveType, Outcome
from training.corpora import tokens_of

EVENTS = Path(__file__).resolve().parent / "data" / "events"
Span = tuple[int, int]
_CONTACT_KEYS = {"trigger", "mode", "status", "sides", "initiator", "mediators", "outcome", "tone"}
_MOVE_KEYS = {"trigger", "type", "status", "source", "target"}


@dataclass
class Event:
    """A labelled mention of a contact or a move; all spans are offsets into the passage.

    Attributes:
        trigger: the words that name it.
        kind: a contact's mode, a move's type.
        status: of the contact or the move.
        roles: side, initiator, mediator, tone of a contact; source, target of a move.
        outcome: a contact's outcome and its words.

    """

    trigger: Span
    kind: str
    status: str
    roles: dict[str, list[Span]] = field(default_factory=dict)
    outcome: tuple[str, Span] | None = None


@dataclass
class EventPassage:
    """A passage with all its contacts and moves, as its writer and a second reader labelled them.

    `second` is None where only the writer did.
    """

    text: str
    contacts: list[Event]
    moves: list[Event]
    second: EventPassage | None = None


def find_words(text: str, words: str) -> Span:
    """Where quoted words stand; `words@2` is their second occurrence.

    Raises:
        ValueError: they are not there.

    """
    plain, _, number = words.rpartition("@")
    if not plain or not number.isdigit():
        plain, number = words, "1"
    at = -1
    for _ in range(int(number)):
        at = text.find(plain, at + 1)
        if at < 0 or not plain:
            raise ValueError(f"not in the text: {words!r}")
    return at, at + len(plain)


def parse(row: dict[str, Any]) -> EventPassage:
    """A line of a file as a passage.

    Raises:
        ValueError: a label is not of the guide's vocabulary, or words are not in the text.

    """
    text = row["text"]
    return EventPassage(
        text,
        [_contact(text, c) for c in row["contacts"]],
        [_move(text, m) for m in row["moves"]],
    )


def _contact(text: str, row: dict[str, Any]) -> Event:
    _expect(set(row) == _CONTACT_KEYS, f"keys of a contact: {sorted(row)}")
    _expect(row["mode"] in get_args(Mode), f"mode {row['mode']!r}")
    _expect(row["status"] in get_args(ContactStatus), f"status {row['status']!r}")
    outcome = row["outcome"]
    if outcome:
        _expect(outcome["value"] in get_args(Outcome), f"outcome {outcome!r}")
    return Event(
        find_words(text, row["trigger"]),
        row["mode"],
        row["status"],
        {
            "side": [find_words(text, w) for w in row["sides"]],
            "initiator": [find_words(text, w) for w in row["initiator"]],
            "mediator": [find_words(text, w) for w in row["mediators"]],
            "tone": [find_words(text, w) for w in row["tone"]],
        },
        (outcome["value"], find_words(text, outcome["words"])) if outcome else None,
    )


def _move(text: str, row: dict[str, Any]) -> Event:
    _expect(set(row) == _MOVE_KEYS, f"keys of a move: {sorted(row)}")
    _expect(row["type"] in set(get_args(MoveType)) - {"CONSULT"}, f"type {row['type']!r}")
    _expect(row["status"] in get_args(MoveStatus), f"status {row['status']!r}")
    _expect(bool(row["source"] and row["target"]), "a move without source or target")
    roles = {k: [find_words(text, w) for w in row[k]] for k in ("source", "target")}
    return Event(find_words(text, row["trigger"]), row["type"], row["status"], roles)


def _expect(right: bool, complaint: str) -> None:
    if not right:
        raise ValueError(complaint)


@dataclass
class EventWords:
    """A labelled mention in word positions; what its two labels disagree about is left open.

    Attributes:
        trigger: the words that name it.
        kind, status: as in `Event`; None where they disagree.
        roles: the words that play each role, by both labels.
        disputed: the words that play it by one of them.
        tones: of a contact.
        outcome: of a contact; None where they disagree.

    """

    trigger: list[int]
    kind: str | None
    status: str | None
    roles: dict[str, set[int]]
    disputed: dict[str, set[int]]
    tones: list[list[int]]
    outcome: tuple[str, list[int]] | None


def event_words(event: Event, words: list[tuple[int, int, str]], first: int = 0) -> EventWords:
    """An event over words given as (start, end, word); `first` is added to every position."""

    def covered(span: Span) -> list[int]:
        inside = [first + i for i, (a, b, _) in enumerate(words) if a < span[1] and span[0] < b]
        return inside or [first]

    roles = {role: {i for s in spans for i in covered(s)} for role, spans in event.roles.items()}
    tones = [covered(s) for s in event.roles.get("tone", [])]
    outcome = (event.outcome[0], covered(event.outcome[1])) if event.outcome else None
    nothing = {role: set[int]() for role in roles}
    return EventWords(
        covered(event.trigger), event.kind, event.status, roles, nothing, tones, outcome
    )


def settle(
    own: list[EventWords], others: list[EventWords] | None
) -> tuple[list[EventWords], set[int]]:
    """What two labels of a passage agree on, and the words that only one of them calls a trigger.

    With no second label everything is as the first has it.
    """
    if others is None:
        return own, set()
    left, agreed, disputed = list(others), [], set[int]()
    for event in own:
        match = next((e for e in left if set(e.trigger) & set(event.trigger)), None)
        if match is None:
            disputed |= set(event.trigger)
            continue
        left.remove(match)
        agreed.append(_agreed(event, match))
    return agreed, disputed | {i for e in left for i in e.trigger}


def settled(
    passage: EventPassage, words: list[tuple[int, int, str]], first: int = 0
) -> list[tuple[list[EventWords], set[int]]]:
    """A passage's contacts and its moves, each as `settle` leaves them.

    Arguments:
        passage: with one label or two.
        words: the passage's, as (start, end, word).
        first: what to add to every position.

    """

    def labels(events: list[Event]) -> list[EventWords]:
        return [event_words(e, words, first) for e in events]

    again = passage.second
    return [
        settle(labels(passage.contacts), labels(again.contacts) if again else None),
        settle(labels(passage.moves), labels(again.moves) if again else None),
    ]


def _agreed(one: EventWords, other: EventWords) -> EventWords:
    same_outcome = (one.outcome or [None])[0] == (other.outcome or [None])[0]
    return EventWords(
        one.trigger,
        one.kind if one.kind == other.kind else None,
        one.status if one.status == other.status else None,
        {role: one.roles[role] & other.roles[role] for role in one.roles},
        {role: one.roles[role] ^ other.roles[role] for role in one.roles},
        [t for t in one.tones if any(set(t) & set(o) for o in other.tones)],
        one.outcome if same_outcome else None,
    )


def event_passages(part: str) -> list[EventPassage]:
    """The passages of a part: each tenth of a file is `dev`, all others `train`."""
    found = []
    for path in sorted(EVENTS.glob("*.jsonl")):
        if path.stem.endswith(".second"):
            continue
        again = path.with_name(f"{path.stem}.second.jsonl")
        second = {r["text"]: parse(r) for _, r in rows(again)} if again.exists() else {}
        for number, row in rows(path):
            if (number % 10 == 0) == (part == "dev"):
                passage = parse(row)
                passage.second = second.get(passage.text)
                found.append(passage)
    return found


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a file with their numbers."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            yield number, json.loads(line)


def check(paths: list[Path]) -> int:
    """Print what is wrong in the files and what is in them; the number of faults."""
    faults, counts = 0, Counter[str]()
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                passage = parse(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                faults += 1
                print(f"{path}:{number}: {error}")
                continue
            counts["passages"] += 1
            counts["passages without events"] += not passage.contacts and not passage.moves
            for c in passage.contacts:
                counts.update(["contacts", f"  mode {c.kind}", f"  status {c.status}"])
            for m in passage.moves:
                counts.update(["moves", f"  {m.kind}", f"  move {m.status}"])
    for name, count in sorted(counts.items()):
        print(f"{count:6} {name}")
    return faults


def agreement() -> None:
    """Print how often two labels of a passage agree."""
    counts: Counter[str] = Counter()
    for passage in (*event_passages("train"), *event_passages("dev")):
        if passage.second is None:
            continue
        counts["passages"] += 1
        words = tokens_of(passage.text)
        for name, one, other in (
            ("contact", passage.contacts, passage.second.contacts),
            ("move", passage.moves, passage.second.moves),
        ):
            agreed, disputed = settle(
                [event_words(e, words) for e in one], [event_words(e, words) for e in other]
            )
            counts.update({f"{name} first": len(one), f"{name} second": len(other)})
            counts.update({f"{name} both": len(agreed), f"{name} disputed": len(disputed)})
            for event in agreed:
                counts[f"{name} kind"] += event.kind is not None
                counts[f"{name} status"] += event.status is not None
                for role, played in event.roles.items():
                    counts[f"{name} {role} same"] += len(played)
                    counts[f"{name} {role} disputed"] += len(event.disputed[role])
    for name, count in counts.items():
        print(f"{count:6} {name}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["check", "agree"])
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args()
    if given.what == "agree":
        agreement()
        return
    sys.exit(check(given.files or sorted(EVENTS.glob("*.jsonl"))) > 0)


if __name__ == "__main__":
    main()
