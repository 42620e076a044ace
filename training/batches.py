"""Examples packed into batches of tensors, by task."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from detente.language.encoding import Encoder, Passage
from training.corpora import Article, Sentence, quoted, surface, tokens_of
from training.events import EventPassage, EventWords, settled
from training.labels import EVENT_ROLES_OF
from training.relations import Marked

IGNORE = -100


@dataclass
class Example:
    """One passage as numbers, with the targets of its task, all over words."""

    task: str
    pieces: np.ndarray
    shapes: np.ndarray
    roles: np.ndarray
    starts: np.ndarray
    targets: dict[str, Any] = field(default_factory=dict)


def _example(task: str, encoder: Encoder, passage: Passage) -> Example:
    numbers = encoder.encode(passage)
    roles = np.zeros_like(numbers.pieces)
    return Example(task, numbers.pieces, numbers.shapes, roles, numbers.starts)


def tree_examples(
    documents: list[list[Sentence]],
    encoder: Encoder,
    labels: dict[str, list[str]],
    rng: random.Random,
    longest: int = 200,
) -> Iterator[Example]:
    """Treebank documents cut into passages of whole sentences, of random length up to `longest`."""
    for document in documents:
        limit, held = rng.randint(20, longest), []
        for sentence in document:
            if held and sum(len(s.words) for s in held) + len(sentence.words) > limit:
                yield _tree_example(held, encoder, labels)
                limit, held = rng.randint(20, longest), []
            held.append(sentence)
        if held:
            yield _tree_example(held, encoder, labels)


def _tree_example(
    sentences: list[Sentence], encoder: Encoder, labels: dict[str, list[str]]
) -> Example:
    words = [w for s in sentences for w in s.words]
    text, starts = surface([w.form for w in words], [w.space for w in words])
    breaks = frozenset(i for i, w in enumerate(words) if w.starts_paragraph)
    example = _example(
        "tree", encoder, Passage([w.form for w in words], quoted(text, starts), breaks)
    )
    index = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
    n = len(words)
    heads, sentence_of = np.zeros(n, int), np.zeros(n, int)
    mention = np.full((3, n), IGNORE)
    identities: dict[str, int] = {}
    mentioned: list[tuple[int, int]] = []
    at = 0
    for number, sentence in enumerate(sentences):
        for i, w in enumerate(sentence.words):
            heads[at + i] = at + w.head
            sentence_of[at + i] = number
        if sentence.mentions is not None:
            mention[0, at : at + len(sentence.words)] = 0
            for m in sentence.mentions:
                ends = (index["mention"][m.kind], at + m.start, at + m.end - 1)
                mention[:, at + m.head] = ends
                identities.setdefault(m.identity, len(identities))
                mentioned.append((at + m.head, identities[m.identity]))
        at += len(sentence.words)
    example.targets = {
        "tag": np.array([index["tag"].get(w.tag, IGNORE) for w in words]),
        "pos": np.array([index["pos"].get(w.pos, IGNORE) for w in words]),
        "dep": np.array([index["dep"].get(w.relation, IGNORE) for w in words]),
        "head": heads,
        "sentence_of": sentence_of,
        "sentence": np.array(
            [int(i == 0 or sentence_of[i] != sentence_of[i - 1]) for i in range(n)]
        ),
        "mention": mention,
        "mentioned": mentioned,
    }
    return example


def article_examples(
    article: Article, encoder: Encoder, rng: random.Random | None = None, longest: int = 220
) -> Iterator[Example]:
    """An article cut at paragraphs into passages of up to `longest` words."""
    starts = [a for a, _, _ in article.words]
    inside = quoted(article.text, starts)
    breaks = [
        i
        for i, (start, _, _) in enumerate(article.words)
        if i == 0 or "\n" in article.text[article.words[i - 1][1] : start]
    ]
    ends = [*breaks[1:], len(article.words)]
    limit = rng.randint(60, longest) if rng else longest
    first = 0
    for place, end in enumerate(ends):
        following = ends[place + 1] if place + 1 < len(ends) else None
        if following is None or following - first > limit:
            for begin in range(first, end, longest):
                yield _article_example(
                    article, inside, set(breaks), begin, min(begin + longest, end), encoder
                )
            first = end
            limit = rng.randint(60, longest) if rng else longest


def _article_example(
    article: Article, inside: list[bool], breaks: set[int], begin: int, end: int, encoder: Encoder
) -> Example:
    passage = Passage(
        [w for _, _, w in article.words[begin:end]],
        inside[begin:end],
        frozenset(i - begin for i in breaks if begin <= i < end),
    )
    example = _example("article", encoder, passage)
    n = end - begin
    roles = np.zeros((3, n), int)
    cues, source_of, content_of = [], [], []
    for a in article.attributions:
        cue = sorted(i - begin for i in a.cue if begin <= i < end)
        if not cue:
            continue
        sets = [sorted(i - begin for i in s if begin <= i < end) for s in (a.source, a.content)]
        for row, positions in enumerate([sets[0], cue, sets[1]]):
            for i in positions:
                follows = i - 1 in positions and roles[row, i - 1]
                roles[row, i] = 2 if follows else max(roles[row, i], 1)
        cues.append(cue[0])
        source_of.append(np.isin(np.arange(n), sets[0]))
        content_of.append(np.isin(np.arange(n), sets[1]))
    shape = (len(cues), n)
    example.targets = {
        "roles": roles,
        "cues": np.array(cues, int),
        "source_of": np.array(source_of, float).reshape(shape),
        "content_of": np.array(content_of, float).reshape(shape),
        "range": (begin, end),
    }
    return example


def event_examples(
    passages: list[EventPassage],
    encoder: Encoder,
    labels: dict[str, list[str]],
    rng: random.Random,
    longest: int = 150,
) -> Iterator[Example]:
    """Labelled passages, several joined as the paragraphs of one text, up to `longest` words."""
    held: list[EventPassage] = []
    limit, length = rng.randint(10, longest), 0
    for passage in passages:
        words = len(passage.text.split())
        if held and length + words > limit:
            yield _event_example(held, encoder, labels)
            held, limit, length = [], rng.randint(10, longest), 0
        held.append(passage)
        length += words
    if held:
        yield _event_example(held, encoder, labels)


def _event_example(
    passages: list[EventPassage], encoder: Encoder, labels: dict[str, list[str]]
) -> Example:
    text = "\n".join(p.text for p in passages)
    words, breaks, offset = [], set(), 0
    told: tuple[list[EventWords], list[EventWords]] = ([], [])
    disputed: tuple[set[int], set[int]] = (set(), set())
    for passage in passages:
        breaks.add(len(words))
        first, own = len(words), tokens_of(passage.text)
        words += [(a + offset, w) for a, _, w in own]
        for row, (agreed, unsure) in enumerate(settled(passage, own, first)):
            told[row].extend(agreed)
            disputed[row].update(unsure)
        offset += len(passage.text) + 1
    inside = quoted(text, [a for a, _ in words])
    example = _example("event", encoder, Passage([w for _, w in words], inside, frozenset(breaks)))
    index = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
    n = len(words)
    tags = np.zeros((4, n), int)
    triggers, kinds, roles = [], [], []
    for row, kind, status in ((0, "mode", "contact_status"), (1, "move", "move_status")):
        tags[row, sorted(disputed[row])] = IGNORE
        for event in told[row]:
            _mark(tags[row], event.trigger)
            triggers.append(event.trigger[0])
            chosen = [IGNORE] * 4
            chosen[2 * row] = index[kind].get(event.kind or "", IGNORE)
            chosen[2 * row + 1] = index[status].get(event.status or "", IGNORE)
            kinds.append(chosen)
            plays = np.full((len(labels["event_role"]), n), -1.0)
            for role in EVENT_ROLES_OF[row]:
                at = plays[index["event_role"][role]]
                at[:] = np.isin(np.arange(n), sorted(event.roles[role]))
                at[sorted(event.disputed[role])] = -1.0
            roles.append(plays)
            for tone in event.tones:
                _mark(tags[2], tone)
            if event.outcome:
                value, positions = event.outcome
                _mark(tags[3], positions, *(index["outcome"][f"{x}-{value}"] for x in "BI"))
    example.targets = {
        "event_tag": tags,
        "triggers": np.array(triggers, int),
        "event_kind": np.array(kinds, int).reshape(-1, 4),
        "event_role": np.array(roles).reshape(-1, len(labels["event_role"]), n),
    }
    return example


def _mark(row: np.ndarray, positions: list[int], begin: int = 1, inside: int = 2) -> None:
    row[positions[0]] = begin
    row[positions[1:]] = inside


def relation_example(item: Marked, encoder: Encoder, labels: dict[str, list[str]]) -> Example:
    """A text whose two mentions carry their roles."""
    text, starts = surface(item.words, item.spaces)
    example = _example("relation", encoder, Passage(item.words, quoted(text, starts)))
    ends = np.append(example.starts[1:], len(example.pieces) - 1)
    for role, ranges in ((2, item.target), (1, item.source)):
        for a, b in ranges:
            example.roles[example.starts[a] : ends[b - 1]] = role
    if item.type == "YIELD":  # either of the two: the loss sums them
        example.targets = {"move": [labels["move"].index(x) for x in ("CONCEDE", "RETREAT")]}
    else:
        example.targets = {"move": [labels["move"].index(item.type)]}
    return example


def batches(examples: list[Example], pieces: int, rng: random.Random) -> list[list[Example]]:
    """Examples of like length together, about `pieces` padded pieces a batch, in random order."""
    ordered = sorted(examples, key=lambda e: len(e.pieces) + rng.random() * 20)
    out: list[list[Example]] = []
    held: list[Example] = []
    for example in ordered:
        if held and (len(held) + 1) * max(len(e.pieces) for e in [*held, example]) > pieces:
            out.append(held)
            held = []
        held.append(example)
    if held:
        out.append(held)
    rng.shuffle(out)
    return out


def padded(arrays: list[np.ndarray], fill: int = 0) -> Tensor:
    """Arrays of any equal rank stacked, each axis padded to the longest."""
    shape = np.max([a.shape for a in arrays], axis=0)
    out = np.full((len(arrays), *shape), fill, dtype=arrays[0].dtype)
    for i, a in enumerate(arrays):
        out[(i, *(slice(0, s) for s in a.shape))] = a
    return torch.from_numpy(out)


def inputs(batch: list[Example]) -> dict[str, Tensor]:
    """The network's inputs for a batch."""
    return {
        "pieces": padded([e.pieces for e in batch]),
        "shapes": padded([e.shapes for e in batch]),
        "roles": padded([e.roles for e in batch]),
        "mask": padded([np.ones_like(e.pieces) for e in batch]),
        "starts": padded([e.starts for e in batch]),
    }
