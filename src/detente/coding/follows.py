"""Which contacts the text gives as the reason for another: those that failed or fell silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from detente.coding.encounters import Encounter
from detente.coding.tellings import RANKS, Telling

_REASON = re.compile(r"\b(after|because|as|since|following|when|amid)\b")
_POINTING_BACK = ("because of that", "because of this", "for that reason", "for this reason",
                  "which was why", "which is why", "that was why", "that is why",
                  "after the failure", "after that failure", "after the collapse",
                  "after the breakdown", "those talks having", "these having failed")  # fmt: skip
_FRUSTRATED = {"frustrate", "frustrated", "disappoint", "disappointed", "exasperate", "exasperated",
               "dissatisfy", "dissatisfied", "impatient"}  # fmt: skip
_PHRASE = 6  # words from "after" to the word that names a contact
_FAILED = {"no-progress", "breakdown"}


def find_followed(telling: Telling, tellings: list[Telling]) -> Iterator[Telling]:
    """Contacts without progress, or refused, that the text gives as the reason for this one."""
    if telling.status not in {"held", "ongoing", "planned", "proposed"}:
        return
    for other in tellings:
        if other is telling or set(other.parties) != set(telling.parties):
            continue
        failed = other.outcome in _FAILED or other.status in {"refused", "cancelled"}
        if failed and (_in_one_sentence(telling, other) or _in_the_next(telling, other)):
            yield other


def _in_one_sentence(telling: Telling, other: Telling) -> bool:
    return any(is_given_as_reason(a, b) for a in telling.encounters for b in other.encounters)


def _in_the_next(telling: Telling, other: Telling) -> bool:
    """As in "… achieved nothing. Because of that the White House wrote …"."""
    if _rank(other) <= _rank(telling):
        return False
    for encounter in telling.encounters:
        sentence = encounter.trigger.sent
        before = sentence.doc[max(0, sentence.start - 1)].sent.start
        near = any(e.sentence in {before, encounter.sentence} for e in other.encounters)
        if near and any(words in sentence.text.lower() for words in _POINTING_BACK):
            return True
    return False


def _rank(telling: Telling) -> int:
    return RANKS.index(telling.level) if telling.level else len(RANKS)


def opens_with_reason(contact: Token, cause: Token) -> bool:
    """As in "After weeks of talks …, the president called …", however the tree joins it."""
    sentence = contact.sent
    if not _REASON.fullmatch(sentence[0].lower_) or cause.i > contact.i:
        return False
    return any(t.text == "," for t in contact.doc[cause.i : contact.i])


def _stands_after(contact: Encounter, cause: Encounter) -> bool:
    """As in "the call came after those talks failed", however the tree joins it."""
    doc, end = cause.trigger.doc, cause.trigger.i
    for i in range(end - 1, max(contact.trigger.i, end - _PHRASE), -1):
        if doc[i].pos_ in {"VERB", "AUX", "PUNCT"}:
            return False
        if _REASON.fullmatch(doc[i].lower_):
            return True
    return False


def is_given_as_reason(contact: Encounter, cause: Encounter) -> bool:
    """Whether a sentence tells one encounter as what another came after or because of."""
    if contact.sentence != cause.sentence or contact is cause:
        return False
    if opens_with_reason(contact.trigger, cause.trigger) or _stands_after(contact, cause):
        return True
    at: Token = cause.trigger
    while at.head != at:
        if at in {contact.trigger, contact.clause}:
            return False
        markers = {c.lower_ for c in at.children if c.dep_ in {"mark", "case", "advmod"}}
        moved = at.dep_ == "advcl" and (at.lemma_.lower() in _FRUSTRATED or "with" in markers)
        reason = moved or any(_REASON.fullmatch(m) for m in markers)
        if reason and contact.trigger not in set(at.subtree):
            return True
        at = at.head
    return False
