"""Whom "he", "it", "they" and "both leaders" stand for, by what was told before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from detente.coding.entities import Entity
from detente.coding.history import History
from detente.model import Level

SINGULAR_PERSON = {"he", "she", "him", "her", "his", "hers"}
FIRST_PERSON = {"i", "me", "my"}
PAIR = {"two", "pair", "duo"}
PLURAL = {"they", "them", "their", "theirs"}
THING = {"it", "its"}
_SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer"}
_PERSON_REACH, _PLURAL_REACH = 120, 80
_ALONE = 1.0  # how much rather "the two" are two than two groups
_THINGS = {"state", "organization", "outlet"}
_PEOPLE_KINDS = {"person", "office", "anonymous"}

Group = Callable[[Token], list[Entity]]


def find_antecedent(token: Token, history: History, sentence_of: Sequence[int], group: Group
                    ) -> list[Entity]:  # fmt: skip
    """Whom a pronoun stands for; nobody where none fits.

    Arguments:
        token: the pronoun.
        history: what was told before it.
        sentence_of: for each position the first of its sentence.
        group: everybody whom a phrase, by its head, and those joined to it stand for.

    """
    word = token.lower_
    if word in SINGULAR_PERSON:
        return _one(token, history, sentence_of, lambda e: e.is_person)
    if word in THING:
        return _one(token, history, sentence_of, lambda e: not e.plural and e.actor.kind in _THINGS)
    if word == "both" and token.dep_ in {"det", "cc:preconj", "det:predet"}:
        return []
    return _several(token, history, sentence_of, group)


def _one(
    token: Token, history: History, sentence_of: Sequence[int], fits: Callable[[Entity], bool]
) -> list[Entity]:
    """The nearest subject that fits; else the nearest that fits."""
    best: Entity | None = None
    best_score = -1e9
    for i, group in reversed(history.mentions):
        if token.i - i > _PERSON_REACH:
            break
        if len(group) != 1 or not fits(group[0]) or i >= token.i:
            continue
        before = token.doc[i]
        if _clash(before, token):
            continue
        score = (2.0 if before.dep_ in _SUBJECTS else 0.0) - (token.i - i) / 20
        score += 1.0 if group[0].actor.kind == "person" else 0.0
        score -= 1.0 if sentence_of[i] != sentence_of[token.i] else 0.0
        if score > best_score:
            best, best_score = group[0], score
    return [best] if best else []


def _clash(antecedent: Token, pronoun: Token) -> bool:
    """A pronoun is not the other argument of its own verb ("Xi told him")."""
    own = {"nsubj", "obj", "iobj", "obl", "nsubj:pass"}
    return antecedent.head == pronoun.head and antecedent.dep_ in own and pronoun.dep_ in own


def _is_owner(token: Token, whole: list[Entity], group: Group) -> bool:
    """As in "the teams of Kenya and Uganda": the states whose teams "they" are."""
    if token.dep_ not in {"nmod", "nmod:poss"} or token.head.i == token.i:
        return False
    owned = group(token.head)
    return len(whole) > 1 and {e.party for e in owned} == {e.party for e in whole}


def _several(
    token: Token, history: History, sentence_of: Sequence[int], group: Group
) -> list[Entity]:
    """Who "they" are: the nearest plural subject, or two who were told of together.

    "The two" are rather the presidents than their aides.
    """
    best: list[Entity] = []
    best_score = -1e9
    for i, _ in reversed(history.mentions):
        if token.i - i > _PLURAL_REACH:
            break
        before = token.doc[i]
        whole = group(before) if before.dep_ != "conj" and i < token.i else []
        if _is_owner(before, whole, group):
            continue
        if (len(whole) < 2 and not any(e.plural for e in whole)) or _clash(before, token):
            continue
        score = -_ALONE if token.lower_ in PAIR and any(e.plural for e in whole) else 0.0
        score += (1.5 if before.dep_ in _SUBJECTS else 0.0) + (1.0 if len(whole) > 1 else 0.0)
        score -= (token.i - i) / 20 + (0.5 if sentence_of[i] != sentence_of[token.i] else 0.0)
        if score > best_score:
            best, best_score = whole, score
    return best


def find_last_people(level: Level | None, number: int, history: History) -> list[Entity]:
    """The last people told of at a rank, each of another side; nobody if they are fewer.

    Arguments:
        level: the rank; None finds nobody.
        number: how many.
        history: what was told before.

    """
    people: dict[str, Entity] = {}
    for _, group in reversed(history.mentions):
        for entity in group:
            if level and entity.party and entity.actor.level == level and not entity.plural:
                people.setdefault(entity.party, entity)
        if len(people) >= number:
            return list(people.values())[:number]
    return []


def find_people(level: Level | None, sides: Sequence[str], history: History) -> list[Entity]:
    """As in "both leaders": for each side the last told of that rank; nobody if one has none.

    Arguments:
        level: the rank; None where the word tells none ("the two men").
        sides: the sides meant.
        history: what was told before.

    """
    people: dict[str, Entity] = {}
    for _, group in reversed(history.mentions):
        for entity in group:
            fits = level is None or entity.actor.level == level
            if fits and entity.party and entity.actor.kind in _PEOPLE_KINDS:
                people.setdefault(entity.party, entity)
    chosen = [people[p] for p in sides if p in people]
    return chosen if len(chosen) == len(sides) else []
