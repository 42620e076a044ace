"""The dictionary form of a word, by LemmInflect."""

from __future__ import annotations

from functools import lru_cache

_INFLECTED = {"NOUN", "VERB", "AUX", "ADJ", "ADV"}
_AUXILIARIES = {"'s": "be", "'re": "be", "'m": "be", "'ve": "have", "'ll": "will", "wo": "will",
                "ca": "can", "n't": "not", "n’t": "not", "’s": "be", "’re": "be", "’ve": "have",
                "’ll": "will"}  # fmt: skip


@lru_cache(maxsize=200_000)
def lemma_of(word: str, pos: str, tag: str) -> str:
    """The lemma of a word with this part of speech (UD) and tag (Penn); proper names stay."""
    lower = word.lower()
    if pos == "PROPN":
        return word
    if pos in {"AUX", "PART", "VERB"} and lower in _AUXILIARIES:
        return _AUXILIARIES[lower]
    if pos not in _INFLECTED or not lower.isalpha():
        return lower
    if pos == "AUX" and lower in {
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "shall",
        "should",
        "must",
    }:
        return lower
    from lemminflect import getLemma  # noqa: PLC0415 - its tables are wanted only when reading

    found = getLemma(lower, upos="VERB" if pos == "AUX" else pos)
    return str(found[0]) if found else lower
