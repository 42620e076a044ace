"""Scores on the development parts, by the file that ships: `python -m training.evaluate`."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from detente.language import read_language
from detente.language.encoding import Passage
from detente.language.network import MODEL, Labelled, Network
from detente.model import Document
from training import corpora
from training.corpora import TYPED, Article, Sentence, quoted, surface
from training.events import EventPassage, event_passages, settled
from training.labels import EVENT_ROLES_OF

DEFINITE = {"the", "this", "that", "these", "those", "both", "his", "her", "its", "their"}


def f1(right: float, found: float, gold: float) -> float:
    """The harmonic mean of precision and recall, in percent."""
    return 200 * right / (found + gold) if found + gold else 0.0


def trees(network: Network, corpus: str) -> dict[str, float]:
    """Tags, trees, entities and sentence starts of a treebank's development part; gold words."""
    words = pos = tag = las = uas = 0
    sentences: Counter[str] = Counter()
    names: Counter[str] = Counter()
    linked: Counter[str] = Counter()
    for held in _held(corpora.treebank(corpus, "dev")):
        flat = [w for s in held for w in s.words]
        text, starts = surface([w.form for w in flat], [w.space for w in flat])
        breaks = frozenset(i for i, w in enumerate(flat) if w.starts_paragraph)
        passage = Passage([w.form for w in flat], quoted(text, starts), breaks)
        out = network.read([passage])[0]
        offset = 0
        for s in held:
            for i, w in enumerate(s.words):
                at = offset + i
                right = out.heads[at] == offset + w.head
                words += 1
                pos += out.pos[at] == w.pos
                tag += out.tags[at] == w.tag
                uas += right
                las += right and out.deps[at].split(":")[0] == w.relation.split(":")[0]
                gold_start = i == 0
                sentences["right"] += out.starts_sentence[at] and gold_start
                sentences["found"] += out.starts_sentence[at]
                sentences["gold"] += gold_start
            offset += len(s.words)
        if corpus == "gum":
            names.update(_mentions(held, out))
            linked.update(_antecedents(held, out))
    scores = {
        "UPOS": 100 * pos / words,
        "XPOS": 100 * tag / words,
        "UAS": 100 * uas / words,
        "LAS": 100 * las / words,
        "sentences F1": f1(sentences["right"], sentences["found"], sentences["gold"]),
    }
    if corpus == "gum":
        scores["mentions F1"] = f1(names["right"], names["found"], names["gold"])
        scores["names F1"] = f1(names["right name"], names["found name"], names["gold name"])
        scores["antecedents"] = 100 * linked["right"] / linked["gold"]
        scores["antecedents of pronouns"] = 100 * linked["right pronoun"] / linked["gold pronoun"]
    return scores


def _held(documents: list[list[Sentence]]) -> Iterator[list[Sentence]]:
    for document in documents:
        held: list[Sentence] = []
        for sentence in document:
            if held and sum(len(s.words) for s in [*held, sentence]) > 160:
                yield held
                held = []
            held.append(sentence)
        yield held


def _mentions(held: list[Sentence], out: Labelled) -> Counter[str]:
    """Persons, organizations and places by exact span and type: all, and those that are names."""
    counts: Counter[str] = Counter()
    gold, names, offset = set(), set(), 0
    for s in held:
        for m in s.mentions or []:
            if m.kind in TYPED:
                found = (offset + m.start, offset + m.end, m.kind)
                gold.add(found)
                if s.words[m.head].pos == "PROPN":
                    names.add(found)
        offset += len(s.words)
    own = {(m.start, m.end, m.kind) for m in out.mentions if m.kind in TYPED}
    own_names = {
        (m.start, m.end, m.kind)
        for m in out.mentions
        if m.kind in TYPED and out.pos[m.head] == "PROPN"
    }
    for which, left, right in (("", gold, own), (" name", names, own_names)):
        counts[f"right{which}"] += len(left & right)
        counts[f"gold{which}"] += len(left)
        counts[f"found{which}"] += len(right)
    return counts


def _antecedents(held: list[Sentence], out: Labelled) -> Counter[str]:
    """How often a later mention of something is led back to an earlier one of it."""
    counts: Counter[str] = Counter()
    identity: dict[int, str] = {}
    own = {m.head: m.antecedent for m in out.mentions}
    offset = 0
    for s in held:
        for m in s.mentions or []:
            head = offset + m.head
            word = s.words[m.head]
            described = word.pos == "NOUN" and s.words[m.start].form.lower() in DEFINITE
            if m.identity in identity.values() and (word.pos == "PRON" or described):
                which = " pronoun" if word.pos == "PRON" else " description"
                found = own.get(head)
                right = found is not None and identity.get(found) == m.identity
                for name in ("", which):
                    counts[f"gold{name}"] += 1
                    counts[f"right{name}"] += right
            identity[head] = m.identity
        offset += len(s.words)
    return counts


def attributions(network: Network) -> dict[str, float]:
    """Token F1 of each role and F1 of whole relations on PolNeAR's development part.

    A relation is right where its content's Jaccard with a gold one is at least 0.5 and source and
    cue overlap. Where an article has several annotators, each is compared with.
    """
    roles: dict[str, Counter[str]] = {n: Counter() for n in ("source", "cue", "content")}
    whole: Counter[str] = Counter()
    for article in corpora.articles("dev"):
        found = _found(network, article)
        for k, name in enumerate(roles):
            gold_words = {i for a in article.attributions for i in (a.source, a.cue, a.content)[k]}
            own = {i for r in found for i in r[k]}
            roles[name].update(right=len(gold_words & own), found=len(own), gold=len(gold_words))
        whole.update(found=len(found), gold=len(article.attributions))
        left = list(article.attributions)
        for source, cue, content in found:
            for a in left:
                both = len(a.content & content) / max(1, len(a.content | content))
                if both >= 0.5 and a.cue & cue and (a.source & source or not a.source | source):
                    whole["right"] += 1
                    left.remove(a)
                    break
    scores = {f"{n}, token F1": f1(c["right"], c["found"], c["gold"]) for n, c in roles.items()}
    scores["whole relations F1"] = f1(whole["right"], whole["found"], whole["gold"])
    return scores


def _found(network: Network, article: Article) -> list[tuple[set[int], set[int], set[int]]]:
    reading = read_language(Document(id="dev", text=article.text), network)
    place = {start: i for i, (start, _, _) in enumerate(article.words)}
    doc = reading.doc

    def words(positions: tuple[int, ...]) -> set[int]:
        return {place[doc[i].idx] for i in positions if doc[i].idx in place}

    return [(words(a.source), words(a.cue), words(a.content)) for a in reading.attributions]


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


def moves(network: Network, items: list[corpora.Marked]) -> dict[str, float]:
    """Macro F1 of the PLOVER type of two marked mentions, CONCEDE and RETREAT together."""
    names = network.labels["move"]
    passages = []
    for m in items:
        text, starts = surface(m.words, m.spaces)
        passages.append((Passage(m.words, quoted(text, starts)), m.source, m.target))
    scores = network.relate(passages)[:, : names.index("none")]
    found = [_coarse(names[int(i)]) for i in np.argmax(scores, 1)]
    gold = [_coarse(m.type) for m in items]
    each = []
    for kind in sorted(set(gold)):
        right = sum(f == g == kind for f, g in zip(found, gold, strict=True))
        each.append(f1(right, found.count(kind), gold.count(kind)))
    return {"root macro F1 (trained on)": float(np.mean(each))}


def _coarse(kind: str) -> str:
    return "YIELD" if kind in {"CONCEDE", "RETREAT"} else kind


def evaluate(path: Path) -> dict[str, dict[str, float]]:
    """Every score of one model file, by data set."""
    network = Network(path)
    return {
        "EWT dev": trees(network, "ewt"),
        "GUM dev": trees(network, "gum"),
        "PolNeAR dev": attributions(network),
        "own passages": events(network, event_passages("dev")),
        "PLOVER plv_train": moves(network, corpora.relations()),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    scores: dict[str, dict[str, Any]] = evaluate(given.model)
    if given.json:
        print(json.dumps(scores, indent=1))
        return
    for data, row in scores.items():
        print(f"{data:18} " + "  ".join(f"{k} {v:.1f}" for k, v in row.items()))


if __name__ == "__main__":
    main()
