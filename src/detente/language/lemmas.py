"""The dictionary form of a word, by LemmInflect.

Its table is read here, one string a word: as LemmInflect loads it, it takes three times as long and
twice the memory. Words outside the table go to its model.
"""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from pathlib import Path

_INFLECTED = {"NOUN", "VERB", "AUX", "ADJ", "ADV"}
_AUXILIARIES = {"'s": "be", "'re": "be", "'m": "be", "'ve": "have", "'ll": "will", "wo": "will",
                "ca": "can", "n't": "not", "n’t": "not", "’s": "be", "’re": "be", "’ve": "have",
                "’ll": "will"}  # fmt: skip
_MODALS = {"will", "would", "can", "could", "may", "might", "shall", "should", "must"}


@lru_cache(maxsize=20_000)
def lemma_of(word: str, pos: str, tag: str) -> str:
    """The lemma of a word with this part of speech (UD) and tag (Penn); proper names stay."""
    lower = word.lower()
    if pos == "PROPN":
        return word
    if pos in {"AUX", "PART", "VERB"} and lower in _AUXILIARIES:
        return _AUXILIARIES[lower]
    if pos not in _INFLECTED or not lower.isalpha() or (pos == "AUX" and lower in _MODALS):
        return lower
    pos = "VERB" if pos == "AUX" else pos
    return _table().get(f"{lower},{pos}") or _guess(lower, pos)


@cache
def _table() -> dict[str, str]:
    """The first lemma of each known word, by `word,POS`; LemmInflect's corrections come last."""
    from lemminflect import config  # noqa: PLC0415 - wanted only when reading

    known = gzip.decompress(Path(config.lemma_lu_fn).read_bytes()).decode()
    corrections = Path(config.lemma_overrides_fn).read_text(encoding="utf-8")
    found = {}
    for line in f"{known}\n{corrections}".splitlines():
        if line and not line.startswith("#"):
            word, pos, lemmas = line.split(",")
            found[f"{word},{pos.upper()}"] = lemmas.partition("/")[0]
    return found


def _guess(word: str, pos: str) -> str:
    from lemminflect import getAllLemmasOOV  # noqa: PLC0415 - as above

    guessed = getAllLemmasOOV(word, pos)
    return str(guessed[pos][0]) if guessed else word
