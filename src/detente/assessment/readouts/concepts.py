"""The lines of `concepts.txt`: words that readouts use for the same thing."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Span, Token

from detente.language import blank

Phrase = tuple[str, ...]


def concepts_of(tokens: Span) -> dict[int, frozenset[int]]:
    """For each token the numbers of the lines that have it, alone or in a phrase.

    Of phrases that begin at one word the longest counts.
    """
    known = _phrases()
    words = [_forms(t) for t in tokens]
    found: dict[int, set[int]] = {}
    for at in range(len(words)):
        starts = {phrase for word in words[at] for phrase in known.get(word, ())}
        for phrase in sorted(starts, key=lambda p: (-len(p), p)):
            if _stands_at(phrase, words, at):
                for token in tokens[at : at + len(phrase)]:
                    found.setdefault(token.i, set()).update(_lines()[phrase])
                break
    return {i: frozenset(numbers) for i, numbers in found.items()}


def _forms(token: Token) -> set[str]:
    """A word as it stands, as the dictionary has it, and without the ending of an adverb."""
    forms = {token.lower_, token.lemma_.lower()}
    if token.pos_ == "ADV" and token.lower_.endswith("ly"):
        forms.add(token.lower_.removesuffix("ly"))
    return forms


def _stands_at(phrase: Phrase, words: list[set[str]], at: int) -> bool:
    return len(phrase) <= len(words) - at and all(
        word in words[at + i] for i, word in enumerate(phrase)
    )


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[Phrase]]:
    """The phrases by their first words."""
    found: dict[str, list[Phrase]] = {}
    for phrase in _lines():
        found.setdefault(phrase[0], []).append(phrase)
    return found


@lru_cache(maxsize=1)
def _lines() -> dict[Phrase, frozenset[int]]:
    """For each phrase the numbers of the lines that it stands in."""
    text = files(__package__).joinpath("concepts.txt").read_text(encoding="utf-8")
    found: dict[Phrase, set[int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        for told in line.split(",") if line and not line.startswith("#") else ():
            phrase = tuple(t.lower_ for t in blank().make_doc(told.strip()))
            if phrase:
                found.setdefault(phrase, set()).add(number)
    return {phrase: frozenset(numbers) for phrase, numbers in found.items()}
