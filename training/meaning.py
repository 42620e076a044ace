"""The map from the encoder's first states to what words mean: `python -m training.meaning`.

What it learns from are clauses of news text, each with the vector that the model which the encoder
began as (all-MiniLM-L6-v2) gives it; the map is the linear one for which the mean over a clause's
pieces comes nearest (ridge regression), turned so that 128 numbers hold nearly all of it. It is
fitted after every change of the reading model. The states are inner values of its file, asked for
only where readouts are compared (`detente.language.inner`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray

from detente.language.encoding import Encoder, Passage
from detente.language.meaning import MAP
from detente.language.network import MODEL, Network
from detente.language.reading import read_language
from detente.model import Document
from training.corpora import articles
from training.network import Reader, pretrained

ARTICLES, WIDTH, RIDGE = 300, 128, 30.0
SHORTEST, LONGEST = 4, 60  # words of a clause
Clause = list[str]


def clauses(network: Network) -> Iterator[tuple[Clause, int, int]]:
    """Sentences of news text, and in each the clauses: its words, and from where to where."""
    for article, _ in zip(articles("train"), range(ARTICLES), strict=False):
        doc = read_language(Document(id="train", text=article.text), network).doc
        for sentence in doc.sents:
            words = [t.text for t in sentence if not t.is_space]
            if not SHORTEST <= len(words) <= LONGEST:
                continue
            yield words, 0, len(words)
            cuts = [i + 1 for i, w in enumerate(words) if w in {",", ";", ":", "that", "and"}]
            for start, end in pairwise([0, *cuts, len(words)]):
                if SHORTEST <= end - start < len(words):
                    yield words, start, end


def fit() -> None:
    """Fit the map and write it beside the model."""
    network = Network(MODEL)
    found = list(clauses(network))
    states = np.stack([_state(network, *clause) for clause in found])
    taught = _taught(network, [words[start:end] for words, start, end in found])
    weight, bias = _ridge(states, taught)
    turn = np.linalg.svd(states @ weight + bias, full_matrices=False)[2][:WIDTH].T
    np.savez_compressed(
        MAP,
        weight=(weight @ turn).astype(np.float16),
        bias=(bias @ turn).astype(np.float16),
        rarity=_rarity(network).astype(np.float16),
        encoder=np.array(network.digest),
    )
    print(f"{len(found):,} clauses, {MAP.stat().st_size:,} bytes")


def _state(network: Network, words: Clause, start: int, end: int) -> NDArray[np.float32]:
    states = network.states(Passage(words, [False] * len(words)))
    inside = (states.word >= start) & (states.word < end)
    mean: NDArray[np.float32] = states.values[inside].mean(0)
    return mean


def _taught(network: Network, texts: list[Clause], batch: int = 128) -> NDArray[np.float32]:
    """What all-MiniLM-L6-v2 makes of texts: the mean over its pieces, of unit length."""
    teacher, vocabulary = pretrained(network.labels)
    teacher.eval()
    encoder = Encoder(vocabulary)
    pieces = [encoder.encode(Passage(text, [False] * len(text))).pieces for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(pieces[i]))
    vectors = np.zeros((len(texts), 384), np.float32)
    with torch.no_grad():
        teacher.shape.weight.zero_()
        teacher.role.weight.zero_()
        for at in range(0, len(order), batch):
            some = order[at : at + batch]
            vectors[some] = _encoded(teacher, [pieces[i] for i in some])
    return vectors


def _encoded(teacher: Reader, pieces: list[NDArray[np.int64]]) -> NDArray[np.float32]:
    given = torch.nn.utils.rnn.pad_sequence([torch.tensor(p) for p in pieces], batch_first=True)
    lengths = torch.tensor([len(p) for p in pieces])
    mask = (torch.arange(given.shape[1])[None] < lengths[:, None]).float()
    nothing = torch.zeros_like(given)
    h = (teacher.encode(given, nothing, nothing, mask) * mask[..., None]).sum(1)
    return torch.nn.functional.normalize(h, dim=1).numpy()


def _ridge(x: NDArray[np.float32], y: NDArray[np.float32]) -> tuple[NDArray, NDArray]:
    centre, target = x.mean(0), y.mean(0)
    x = x - centre
    weight = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1]), x.T @ (y - target))
    return weight, target - centre @ weight


def _rarity(network: Network) -> NDArray[np.float64]:
    """The logarithm of one over the share of paragraphs that hold a piece."""
    encoder, held, paragraphs = Encoder(network.vocabulary), Counter[int](), 0
    for article in articles("train"):
        for paragraph in article.text.split("\n"):
            words = paragraph.split()
            if len(words) >= SHORTEST:
                held.update({p for word in words for p in encoder.pieces_of(word)})
                paragraphs += 1
    return np.log([(paragraphs + 1) / (held[i] + 0.5) for i in range(len(network.vocabulary))])


def main() -> None:
    """Command line."""
    fit()


if __name__ == "__main__":
    main()
