"""The reading model's file and how it is run: passages in, labels for every word out."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from detente.language.encoding import Encoded, Encoder, Passage
from detente.language.events import EventMention, EventReader, EventScores
from detente.language.mentions import Mention, find_mentions, with_repeated
from detente.language.trees import as_trees

_DAMAGED = "{}: the reading model is missing or damaged; reinstall detente"
MODEL = Path(__file__).parent / "model" / "reader.onnx"
_ALIKE = {"VB", "VBP", "NN", "NNS"}  # a verb and a noun that are written alike
Marked: TypeAlias = tuple[Passage, tuple[int, int], tuple[int, int]]
OUTPUTS = [
    "tag",
    "pos",
    "sentence",
    "head",
    "dep",
    "arc",
    "mention",
    "mention_start",
    "mention_end",
    "antecedent",
    "role",
    "source_of",
    "content_of",
    "event_tag",
    "event_kind",
    "event_role",
]


class ModelError(RuntimeError):
    """The model's file is missing or is not what it should be."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the network says of one passage of N words.

    Attributes:
        tags, pos, deps: a label for each word.
        heads: for each word the position of its head, its own for a root.
        starts_sentence: for each word whether a sentence begins with it.
        mentions: phrases that stand for something, in the order of their heads.
        roles: [N, 3] of 0 outside, 1 begins, 2 inside; columns source, cue, content.
        source_of, content_of: [N, N] scores; row a cue's first word, column a word; above 0: yes.
        contacts, moves: the places that tell of one.
        tones: the words that describe an exchange.
        outcomes: the words that tell how an exchange ended, each with its outcome.

    """

    tags: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    starts_sentence: list[bool]
    mentions: list[Mention]
    roles: NDArray[np.int64]
    source_of: NDArray[np.float32]
    content_of: NDArray[np.float32]
    contacts: list[EventMention]
    moves: list[EventMention]
    tones: list[tuple[int, ...]]
    outcomes: list[tuple[str, tuple[int, ...]]]


class Network:
    """The model, loaded once; safe to share between threads."""

    def __init__(self, path: Path = MODEL, threads: int = 0) -> None:
        self._session = kept_session(path)
        self._threads = ThreadPoolExecutor(threads or _cores())
        meta = self._session.get_modelmeta().custom_metadata_map
        self.name = meta["name"]
        self.labels: dict[str, list[str]] = json.loads(meta["labels"])
        vocabulary = {piece: i for i, piece in enumerate(json.loads(meta["vocabulary"]))}
        self._encoder = Encoder(vocabulary)
        self._events = EventReader(self.labels)

    def read(self, passages: Sequence[Passage]) -> list[Labelled]:
        """Label every word of the passages; a passage should have at most about 250 words."""
        encoded = [self._encoder.encode(passage) for passage in passages]
        longest_first = sorted(range(len(encoded)), key=lambda i: -len(encoded[i].pieces))
        labelled = self._threads.map(
            self._labelled,
            [encoded[i] for i in longest_first],
            [passages[i].words for i in longest_first],
        )
        done = dict(zip(longest_first, labelled, strict=True))
        return [done[i] for i in range(len(passages))]

    def _run(
        self, wanted: list[str], encoded: Encoded, roles: NDArray[np.int64] | None = None
    ) -> dict[str, Any]:
        """What the network says of one passage.

        Each passage goes by itself and on one core: as fast on idle cores as all cores on one
        passage, much faster on busy ones, and its numbers do not lean on what is read beside it.
        """
        given = {
            "pieces": encoded.pieces[None],
            "shapes": encoded.shapes[None],
            "roles": (np.zeros_like(encoded.pieces) if roles is None else roles)[None],
            # The word heads have nothing to do where only a relation is asked for.
            "starts": (encoded.starts if roles is None else encoded.starts[:1])[None],
        }
        values = self._session.run(wanted, given)
        return {name: value[0] for name, value in zip(wanted, values, strict=True)}

    def _labelled(self, encoded: Encoded, words: Sequence[str]) -> Labelled:
        out, names = self._run(OUTPUTS, encoded), self.labels
        events = EventScores(out["event_tag"], out["event_kind"], out["event_role"])
        heads = as_trees(out["head"], out["arc"], out["sentence"])
        deps = _dependencies([names["dep"][i] for i in out["dep"]], heads)
        tags = [names["tag"][i] for i in out["tag"]]
        pos, tags = _tagged([names["pos"][i] for i in out["pos"]], tags, heads, deps)
        return Labelled(
            tags,
            pos,
            deps,
            heads,
            [bool(x) for x in out["sentence"]],
            find_mentions(
                [names["mention"][i] for i in out["mention"]],
                out["mention_start"],
                out["mention_end"],
                out["antecedent"],
                with_repeated(out["antecedent"], words, pos),
            ),
            out["role"],
            out["source_of"],
            out["content_of"],
            self._events.contacts(events),
            self._events.moves(events),
            self._events.tones(events),
            self._events.outcomes(events),
        )

    def pieces(self, words: Sequence[str]) -> int:
        """How many word pieces the encoder reads for these words."""
        return sum(len(self._encoder.pieces_of(word)) for word in words)

    def antecedents(self, passage: Passage) -> NDArray[np.float32]:
        """How likely two words head mentions of one thing.

        Arguments:
            passage: of N words.

        Returns:
            [N, N] scores; row the later word, column the earlier.

        """
        out = self._run(["antecedent", "pos"], self._encoder.encode(passage))
        pos = [self.labels["pos"][i] for i in out["pos"]]
        return with_repeated(out["antecedent"], passage.words, pos)

    def relate(self, items: Sequence[Marked]) -> NDArray[np.float32]:
        """How one mention acts toward another.

        Arguments:
            items: passages of one sentence, with the word ranges of source and target.

        Returns:
            [len(items), 17] probabilities over `labels["move"]`, the last being none.

        """
        rows = list(self._threads.map(self._moves, items))
        scores = np.stack(rows) if rows else np.zeros((0, len(self.labels["move"])), np.float32)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        chances: NDArray[np.float32] = (scores / scores.sum(-1, keepdims=True)).astype(np.float32)
        return chances

    def _moves(self, item: Marked) -> NDArray[np.float32]:
        passage, source, target = item
        encoded = self._encoder.encode(passage)
        roles = np.zeros_like(encoded.pieces)
        ends = [*encoded.starts[1:], len(encoded.pieces) - 1]
        for role, (a, b) in ((2, target), (1, source)):
            roles[encoded.starts[a] : ends[b - 1]] = role
        scores: NDArray[np.float32] = self._run(["move"], encoded, roles)["move"]
        return scores


def load_network(*, path: Path = MODEL, threads: int = 0) -> Network:
    """The network, loaded on first use and kept; `threads` passages at once, 0: one a core."""
    return _loaded(path, threads)  # however it is called, so that no default is loaded twice


_loaded = lru_cache(maxsize=4)(Network)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, as it is kept beside the model."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def kept_session(path: Path) -> onnxruntime.InferenceSession:
    """A model's file ready to run, if it is the one whose SHA-256 is kept beside it.

    Raises:
        ModelError: it is missing or damaged.

    """
    kept = path.with_suffix(".sha256")
    try:
        whole = digest_of(path) == kept.read_text(encoding="ascii").split()[0]
    except (OSError, ValueError, IndexError) as error:
        raise ModelError(_DAMAGED.format(path.name)) from error
    if not whole:
        raise ModelError(_DAMAGED.format(path.name))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(path),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # its node is slower than the two it joins
        )
    except Exception as error:  # onnxruntime raises many kinds, none of them its public face
        raise ModelError(_DAMAGED.format(path.name)) from error


def _tagged(
    pos: list[str], tags: list[str], heads: list[int], deps: list[str]
) -> tuple[list[str], list[str]]:
    """The tags, as the tree has them: what has an article of its own is a noun ("a call from")."""
    own = {h for i, (h, dep) in enumerate(zip(heads, deps, strict=True)) if dep == "det" and h > i}
    nouns = {i for i in own if pos[i] == "VERB" and tags[i] in _ALIKE}
    return (
        ["NOUN" if i in nouns else p for i, p in enumerate(pos)],
        ["NN" if i in nouns and t != "NNS" else t for i, t in enumerate(tags)],
    )


def _dependencies(names: list[str], heads: list[int]) -> list[str]:
    """Only a root is called root, and a root is always called so."""
    return [
        "root" if head == i else ("dep" if name == "root" else name)
        for i, (name, head) in enumerate(zip(names, heads, strict=True))
    ]
