"""A word that stands for a state, whatever kind of word it is."""

from __future__ import annotations

from functools import lru_cache

from detente.actors import casting, states
from detente.actors.spelling import tidy


@lru_cache(maxsize=16384)
def country_of(word: str) -> str | None:
    """Return the alpha-3 code of the state that a word stands for.

    Args:
        word: a name ("South Korea"), a demonym ("Dutch", "Poles"), a capital ("Beijing"),
            a seat or another metonym ("the Kremlin", "Downing Street").

    """
    phrase = tidy(word)
    for text in (phrase, phrase.removeprefix("the ").removeprefix("The ")):
        if found := states.lookup(text):
            return found[1]
        body = casting.body(text, None)
        if body and body.kind != "outlet":  # "vice" is no magazine
            return body.country
    return None
