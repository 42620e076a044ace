"""Scores on the development parts, by the file that ships: `python -m training.evaluate`."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from detente.language import read_language
from detente.language.encoding import Passage
from detente.language.mentions import DEFINITE, farther_back
from detente.language.network import MODEL, Labelled, Network
from detente.language.reading import PASSAGE_WORDS
from detente.model import Document
from training import corpora
from training.corpora import TYPED, Article, Sentence, quoted, surface
from training.events import EventPassage, event_passages, settled
from training.labels import EVENT_ROLES_OF

ROLES = ("source", "cue", "content")
Kind = tuple[int, int, str]  # [start, end) in words, and person, organization or place


def f1(right: float, found: float, gold: float) -> float:
    """The harmonic mean of precision and recall, in percent."""
    return 200 * right / (found + gold) if found + gold else 0.0


@dataclass
class Parsed:
    """What a parser says of some sentences read together, over all their words."""

    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts_sentence: list[bool]
    mentions: set[Kind]
    names: set[Kind]


Parser = Callable[[list[Sentence]], Parsed]


def ours(network: Network) -> Parser:
    """The network as a parser of treebank sentences; their words are given."""

    def parse(held: list[Sentence]) -> Parsed:
        out = network.read([passage_of(held)])[0]
        typed = [m for m in out.mentions if m.kind in TYPED]
        return Parsed(
            out.pos, out.tags, out.deps, out.heads, out.starts_sentence,
            {(m.start, m.end, m.kind) for m in typed},
            outermost((m.start, m.end, m.kind) for m in typed if out.pos[m.head] == "PROPN"),
        )  # fmt: skip

    return parse


def passage_of(held: list[Sentence]) -> Passage:
    """Treebank sentences as one passage."""
    flat = [w for s in held for w in s.words]
    text, starts = surface([w.form for w in flat], [w.space for w in flat])
    breaks = frozenset(i for i, w in enumerate(flat) if w.starts_paragraph)
    return Passage([w.form for w in flat], quoted(text, starts), breaks)


def outermost(spans: Iterable[Kind]) -> set[Kind]:
    """The spans that lie in no other."""
    found: list[Kind] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return set(found)


def trees(parse: Parser, corpus: str, *, sentences_given: bool) -> dict[str, float]:
    """Tags, trees, mentions and sentence starts of a treebank's development part; gold words.

    Arguments:
        parse: what is scored.
        corpus: `ewt` or `gum`.
        sentences_given: whether each sentence is read by itself, as parsers are usually scored;
            else several together, so that where they begin is to be found too.

    """
    right: Counter[str] = Counter()
    words = 0
    counts: dict[str, Counter[str]] = {n: Counter() for n in ("sentences", "mentions", "names")}
    for held in _held(corpora.treebank(corpus, "dev"), 0 if sentences_given else 160):
        out, offset = parse(held), 0
        starts = {i for i, begins in enumerate(out.starts_sentence) if begins}
        gold_starts = set()
        for s in held:
            gold_starts.add(offset)
            for at, w in enumerate(s.words, offset):
                attached = out.heads[at] == offset + w.head
                words += 1
                right["UPOS"] += out.pos[at] == w.pos
                right["XPOS"] += out.tags[at] == w.tag
                right["UAS"] += attached
                right["LAS"] += attached and _universal(out.deps[at]) == _universal(w.relation)
            offset += len(s.words)
        _count(counts["sentences"], gold_starts, starts)
        if held[0].mentions is not None:
            mentions, names = _gold_mentions(held)
            _count(counts["mentions"], mentions, out.mentions)
            _count(counts["names"], names, out.names)
    scores = {name: 100 * right[name] / words for name in ("UPOS", "XPOS", "UAS", "LAS")}
    if not sentences_given:
        scores["sentences F1"] = _f1(counts["sentences"])
    if counts["names"]:
        scores["mentions F1"], scores["names F1"] = _f1(counts["mentions"]), _f1(counts["names"])
    return scores


def _universal(relation: str) -> str:
    return relation.lower().split(":")[0]


def _count(counts: Counter[str], gold: set[Any], found: set[Any]) -> None:
    counts.update(right=len(gold & found), gold=len(gold), found=len(found))


def _f1(counts: Counter[str]) -> float:
    return f1(counts["right"], counts["found"], counts["gold"])


def _held(documents: list[list[Sentence]], longest: int) -> Iterator[list[Sentence]]:
    """A document's sentences, as many together as have `longest` words, at least one."""
    for document in documents:
        held: list[Sentence] = []
        for sentence in document:
            if held and sum(len(s.words) for s in [*held, sentence]) > longest:
                yield held
                held = []
            held.append(sentence)
        yield held


def _gold_mentions(held: list[Sentence]) -> tuple[set[Kind], set[Kind]]:
    """Persons, organizations and places: all, and the outermost of those that are names."""
    mentions, names, offset = set[Kind](), set[Kind](), 0
    for s in held:
        for m in s.mentions or []:
            if m.kind in TYPED:
                span = (offset + m.start, offset + m.end, m.kind)
                mentions.add(span)
                if s.words[m.head].pos == "PROPN":
                    names.add(span)
        offset += len(s.words)
    return mentions, outermost(names)


Antecedents = Callable[[list[Sentence], list[int]], NDArray[np.float32]]


def by_network(network: Network) -> Antecedents:
    """The network's scores for each pair of words being mentions of one thing."""
    return lambda held, _: network.antecedents(passage_of(held))


def nearest(held: list[Sentence], _heads: list[int]) -> NDArray[np.float32]:
    """The baseline: every mention refers to the one right before it."""
    at = np.arange(sum(len(s.words) for s in held), dtype=np.float32)
    return np.broadcast_to(at, (len(at), len(at)))


def antecedents(score: Antecedents) -> dict[str, float]:
    """How often a mention is led back to an earlier mention of the same, on GUM; gold mentions.

    Of pronouns, and of definite descriptions ("the two sides"), that have an earlier mention in
    their document; each is read with the sentences before it, as many as a passage holds, and from
    farther back a description can only take up a noun that comes again.
    """
    counts: Counter[str] = Counter()
    for document in corpora.treebank("gum", "dev"):
        seen: set[str] = set()
        for place, sentence in enumerate(document):
            first, words = place, len(sentence.words)
            while first and words + len(document[first - 1].words) <= PASSAGE_WORDS:
                first -= 1
                words += len(document[first].words)
            held = document[first : place + 1]
            mentions = _in_order(held)
            begins = words - len(sentence.words)
            if any(at >= begins for at, _ in mentions):
                scores = score(held, [at for at, _ in mentions])
                told = {
                    s.words[m.head].form.lower(): m.identity
                    for s in document[:first]
                    for m in s.mentions or []
                    if s.words[m.head].pos != "PRON"
                }
                for number, (at, m) in enumerate(mentions):
                    which = _referring(sentence, m) if at >= begins else None
                    if which and m.identity in seen | {e.identity for _, e in mentions[:number]}:
                        counts[which] += 1
                        led = _led_to(sentence, m, scores[at], mentions[:number], told)
                        counts[f"{which} right"] += led == m.identity
            seen |= {m.identity for m in sentence.mentions or []}
    scores_by = {w: 100 * counts[f"{w} right"] / counts[w] for w in ("pronouns", "descriptions")}
    both = counts["pronouns"] + counts["descriptions"]
    right = counts["pronouns right"] + counts["descriptions right"]
    return {f"antecedents of {w}": v for w, v in scores_by.items()} | {
        "antecedents": 100 * right / both
    }


def _led_to(
    sentence: Sentence,
    mention: corpora.Mention,
    scores: NDArray[np.float32],
    before: list[tuple[int, corpora.Mention]],
    told: dict[str, str],
) -> str | None:
    """The identity of what a mention is led back to."""
    best = max(before, key=lambda e: scores[e[0]], default=None)
    score = float(scores[best[0]]) if best else -np.inf
    word, opens = (sentence.words[i].form for i in (mention.head, mention.start))
    return farther_back(word, opens, score, told) or (best[1].identity if best else None)


def _in_order(held: list[Sentence]) -> list[tuple[int, corpora.Mention]]:
    """The mentions, each with its head's position in the whole."""
    found, offset = [], 0
    for s in held:
        found += [(offset + m.head, m) for m in s.mentions or []]
        offset += len(s.words)
    return found


def _referring(sentence: Sentence, mention: corpora.Mention) -> str | None:
    head = sentence.words[mention.head]
    if head.pos == "PRON":
        return "pronouns"
    opens = sentence.words[mention.start].form.lower()
    return "descriptions" if head.pos == "NOUN" and opens in DEFINITE else None


def attributions(network: Network) -> dict[str, float]:
    """Token F1 of each role and F1 of whole relations on PolNeAR's development part.

    Roles are scored as the network tags each word, and as the whole relations that a reading gives
    have them. A relation is right where its content's Jaccard with a gold one is at least 0.5 and
    source and cue overlap. Where an article has several annotators, each is compared with.
    """
    tagged: dict[str, Counter[str]] = {n: Counter() for n in ROLES}
    related: dict[str, Counter[str]] = {n: Counter() for n in ROLES}
    whole: Counter[str] = Counter()
    for article in corpora.articles("dev"):
        tags, found = _found(network, article)
        for k, name in enumerate(ROLES):
            gold_words = {i for a in article.attributions for i in (a.source, a.cue, a.content)[k]}
            _count(tagged[name], gold_words, tags[k])
            _count(related[name], gold_words, {i for r in found for i in r[k]})
        whole.update(found=len(found), gold=len(article.attributions))
        left = list(article.attributions)
        for source, cue, content in found:
            for a in left:
                both = len(a.content & content) / max(1, len(a.content | content))
                if both >= 0.5 and a.cue & cue and (a.source & source or not a.source | source):
                    whole["right"] += 1
                    left.remove(a)
                    break
    scores = {f"{n}, token F1": _f1(c) for n, c in tagged.items()}
    scores |= {f"{n} in relations, token F1": _f1(c) for n, c in related.items()}
    scores["whole relations F1"] = _f1(whole)
    return scores


class _Kept:
    """A network that keeps what it said last."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.said: list[Labelled] = []

    def read(self, passages: Sequence[Passage]) -> list[Labelled]:
        self.said = self._network.read(passages)
        return self.said


def _found(
    network: Network, article: Article
) -> tuple[list[set[int]], list[tuple[set[int], set[int], set[int]]]]:
    """The words of an article with each role, and the relations, each as three sets of words."""
    kept = _Kept(network)
    reading = read_language(Document(id="dev", text=article.text), cast(Network, kept))
    place = {start: i for i, (start, _, _) in enumerate(article.words)}
    doc = reading.doc
    told = [t.idx for t in doc if not t.is_space]
    roles = np.concatenate([labelled.roles for labelled in kept.said])
    tags = [
        {place[told[i]] for i in np.flatnonzero(column) if told[i] in place} for column in roles.T
    ]

    def words(positions: tuple[int, ...]) -> set[int]:
        return {place[doc[i].idx] for i in positions if doc[i].idx in place}

    relations = [(words(a.source), words(a.cue), words(a.content)) for a in reading.attributions]
    return tags, relations


def events(network: Network, passages: list[EventPassage]) -> dict[str, float]:
    """Contacts and moves of the own passages' development part, as far as two labels agree.

    A mention is right where its trigger overlaps with a gold one; kind and status are compared
    and roles counted by words over the mentions that are right.
    """
    counts: Counter[str] = Counter()
    for passage in passages:
        reading = read_language(Document(id="dev", text=passage.text), network)
        words = [(t.idx, t.idx + len(t), t.text) for t in reading.doc]
        for row, (labels, mentions) in enumerate(
            zip(settled(passage, words), (reading.contacts, reading.moves), strict=True)
        ):
            name = ("contact", "move")[row]
            left, disputed = list(labels[0]), labels[1]
            found = [m for m in mentions if disputed.isdisjoint(m.trigger)]
            counts.update({f"gold {name}": len(left), f"found {name}": len(found)})
            for own in found:
                match = next((e for e in left if set(e.trigger) & set(own.trigger)), None)
                if match is None:
                    continue
                left.remove(match)
                counts[f"right {name}"] += 1
                counts[f"kind {name}"] += match.kind in {own.kind, None}
                counts[f"status {name}"] += match.status in {own.status, None}
                for role in EVENT_ROLES_OF[row]:
                    theirs, ours = (
                        match.roles[role],
                        {i for i, score in own.roles[role].items() if score > 0},
                    )
                    ours -= match.disputed[role]
                    counts[f"right {role}"] += len(theirs & ours)
                    counts[f"gold {role}"] += len(theirs)
                    counts[f"found {role}"] += len(ours)
    scores = {}
    for name in ("contact", "move"):
        right = counts[f"right {name}"]
        scores[f"{name} F1"] = f1(right, counts[f"found {name}"], counts[f"gold {name}"])
        for what in ("kind", "status"):
            scores[f"{name} {what}"] = 100 * counts[f"{what} {name}"] / max(1, right)
    for role in (r for roles in EVENT_ROLES_OF for r in roles):
        found, gold = counts[f"found {role}"], counts[f"gold {role}"]
        scores[f"{role} F1"] = f1(counts[f"right {role}"], found, gold)
    return scores


def evaluate(path: Path = MODEL) -> dict[str, dict[str, float]]:
    """Every score of one model file, by data set."""
    network = Network(path)
    return {
        "EWT dev": trees(ours(network), "ewt", sentences_given=True),
        "EWT dev, sentences found": trees(ours(network), "ewt", sentences_given=False),
        "GUM dev": trees(ours(network), "gum", sentences_given=True)
        | antecedents(by_network(network)),
        "GUM dev, sentences found": trees(ours(network), "gum", sentences_given=False),
        "PolNeAR dev": attributions(network),
        "own passages": events(network, event_passages("dev")),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    scores = evaluate(given.model)
    if given.json:
        print(json.dumps(scores, indent=1))
    else:
        show(scores)


def show(scores: dict[str, dict[str, float]]) -> None:
    """Print scores as a table, the measures of one data set under another."""
    for data, row in scores.items():
        print(data)
        for name, value in row.items():
            print(f"    {name:32} {value:5.1f}")


if __name__ == "__main__":
    main()
