"""Names and the descriptions beside them: "the foreign minister, Ji Pengfei", "…, the envoy"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from detente import actors
from detente.coding.entities import OPPOSITES
from detente.coding.names import Named
from detente.coding.phrases import base_phrase

_SEND = {"send", "dispatch", "appoint", "name", "designate"}
_LEAD = {"lead", "head"}
_OPENERS = {"the", "a", "an", "its", "his", "her", "their", "our", "then", "now", "both"}
_ENDING = {"VERB", "AUX", "PUNCT", "SCONJ", "CCONJ", "ADP"}  # "the father of the present leader"
_REACH = 10


def find_descriptions(doc: Doc, names: list[Named]) -> dict[int, Token]:
    """For each name (by its first word) the head of the office or rank set beside it."""
    found: dict[int, Token] = {}
    others = {i for named in names if named.is_person for i in range(named.start, named.end)}
    for named in names:
        if not named.is_person:
            continue
        head = _before(doc, named) or _after(doc, named, others)
        if head is not None:
            found[named.start] = head
    return found


def _before(doc: Doc, named: Named) -> Token | None:
    """As in "Japan's defence minister, Yasukazu Hamada"."""
    comma = named.start - 1
    if comma < 1 or doc[comma].text != ",":
        return None
    at, head = doc[comma - 1], None
    while at.pos_ in {"NOUN", "PROPN"}:
        if _is_office(at) and at.i not in range(named.start, named.end):
            head = at
        if at.head == at or at.head.i >= comma or at.dep_ in {"obj", "obl", "nsubj", "conj"}:
            break
        at = at.head
    if head is None:
        return None
    start, _ = base_phrase(head)
    # a list ("the minister, Mr. Li and …") has no determiner or owner before its first member
    owned = start > 0 and doc[start - 1].text in {"'s", "’s", "'", "’"}
    opened = doc[start].lower_ in _OPENERS or doc[start].pos_ in {"PROPN", "PRON"}
    return head if opened or owned else None


def _after(doc: Doc, named: Named, others: set[int]) -> Token | None:
    """As in "Adam Malik, the Indonesian foreign minister", "…, Foreign Minister of Iran"."""
    comma = named.end
    if comma + 1 >= len(doc) or doc[comma].text != ",":
        return None
    for i in range(comma + 1, min(comma + 1 + _REACH, len(doc))):
        token = doc[i]
        if token.pos_ in _ENDING or token.text == ".":
            return None
        if token.dep_ == "nmod:poss":
            continue  # "the pope's envoy"
        if token.pos_ in {"NOUN", "PROPN"} and i not in others and _is_office(token):
            start, _ = base_phrase(token)
            opened = doc[comma + 1].lower_ in _OPENERS or token.dep_ == "appos" or start > comma
            return token if opened and token.dep_ not in {"obj", "obl", "iobj"} else None
    return None


def _is_office(token: Token) -> bool:
    if token.lemma_.lower() in OPPOSITES:
        return token.lemma_ != "number" or any(c.lower_ == "opposite" for c in token.children)
    single = token.tag_ not in {"NNS", "NNPS"}  # "the two ministers, …" are not one of them
    return single and bool(actors.rank(office_text(token)))


def office_text(head: Token) -> str:
    """A description without the name that may follow it after a comma."""
    start, end = base_phrase(head)
    comma = next((t.i for t in head.doc[head.i : end] if t.text == ","), end)
    return head.doc[start:comma].text


def find_sender(head: Token, beside: Token | None, described: Token | None) -> Token | None:
    """As in "sent by the president as his envoy", "whom the king has sent", "the pope's envoy".

    Arguments:
        head: the word of the name that the sentence hangs it from.
        beside: the noun after the name and a comma, whatever the tree makes of it.
        described: the office set beside the name.

    """
    if head.head.lemma_ in _LEAD and head.dep_ in {"obl:agent", "obl"}:
        return head.head.head if head.head.dep_ == "acl" else None
    for noun in (head, beside, described):
        for child in noun.children if noun is not None else ():
            if child.dep_.startswith("acl") and child.lemma_ in _SEND:
                return next((c for c in child.children if c.dep_ in {"obl:agent", "nsubj"}), None)
    if described is not None and described.lemma_ in {"envoy", "emissary", "representative"}:
        return next((c for c in described.children if c.dep_ == "nmod:poss"), None)
    return None
