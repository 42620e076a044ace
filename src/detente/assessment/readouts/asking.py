"""Who asked for the contact, as the words of a point tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from detente.actors import country_of, names_in

if TYPE_CHECKING:
    from detente.assessment.readouts.points import Point

# "at the request of", "on the initiative of", "upon the invitation of".
_NOUNS = {"request", "initiative", "invitation", "behest", "urging", "instigation", "instance",
          "proposal", "suggestion", "wish"}  # fmt: skip
_AT = {"at", "on", "upon", "by", "following"}
# What is done to a contact by whoever asks for it, as its object or passive: "a call" is enough
# for the first; others may be about one that is still to come, unless it is "the call".
_BEGUN = {"initiate", "place", "instigate", "solicit"}
_SOUGHT = _BEGUN | {"request", "seek", "make", "propose", "ask", "suggest", "want", "arrange"}
_ASKED = {"ask", "request", "seek"}
_SPEAK = {"speak", "talk", "meet", "see", "receive", "confer", "connect",
          "hear"}  # fmt: skip  # "had asked to be received"
_REACHED = {("reach", "out"), ("pick", "phone"), ("pick", "receiver"), ("take", "initiative"),
            ("get", "touch"), ("make", "approach"), ("take", "step"), ("come", "forward"),
            ("put", "through")}  # fmt: skip
_RANG = {"call", "phone", "telephone", "ring", "dial"}
_LINES = {"telephone", "phone", "line"}
_OPPOSITE = {"counterpart", "colleague", "opposite", "homologue", "interlocutor"}
_CONTACTS = {"call", "conversation", "talk", "talks", "meeting", "contact", "discussion",
             "exchange", "visit", "phone", "consultation", "encounter", "session",
             "audience", "line"}  # fmt: skip
_HELD = {"speak", "meet", "confer", "place", "come", "travel", "receive", "host", "hold",
         "telephone", "conduct", "arrive", "initiate", "open"}  # fmt: skip
_TAKEN = {"receive", "take", "get", "accept", "field", "answer"}
_PUT_IN = {"put", "make", "submit", "send", "file", "convey"}  # "had put in a request for the call"
_TITLES = {"president", "minister", "premier", "chancellor", "king", "secretary", "chairman",
           "leader", "emir", "prince", "general", "colonel", "commander", "ambassador"}  # fmt: skip
_NEAR = 30  # words in which "it" finds the call that it is
_SUBJECTS = {"nsubj", "nsubj:pass"}


def is_asking(token: Token) -> bool:
    """Whether a phrase or a relative clause that tells who asked begins with this word's own."""
    if token.lemma_.lower() in _NOUNS and token.pos_ == "NOUN":
        return _is_at_request(token)
    return token.dep_ == "acl:relcl" and (_seeks_contact(token) or _rings(token))


def asked_by(point: Point, parties: Sequence[str]) -> str | None:
    """The party that a point says asked for the contact, or None.

    Arguments:
        point: of an account.
        parties: of the contact.

    """
    for token in point.tokens:
        for agent in _agents(token):
            if party := _party(agent, point, parties):
                return party
    return None


def tells_who_asked(point: Point) -> bool:
    """Whether a point tells who asked, also where it is not known who that is."""
    return any(True for token in point.tokens for _ in _agents(token))


def _agents(token: Token) -> Iterator[Span | Token]:
    """Whoever asked, as the words or the word that names it."""
    lemma = token.lemma_.lower()
    if lemma in _NOUNS and token.pos_ == "NOUN" and _is_at_request(token):
        yield token.doc[token.left_edge.i : _of_whom(token).right_edge.i + 1]
    elif lemma in _NOUNS | _CONTACTS and _comes(token):
        yield from _from(token.head)  # "the invitation had come from Dodoma"
    elif lemma in _NOUNS and token.dep_ == "obj" and _is_put_in(token):
        yield from _doers(token.head)
    elif token.pos_ == "VERB" and (_seeks_contact(token) or _rings(token)):
        yield from _doers(token)
    elif lemma in {"call", "phone"} and token.dep_ in {"obj", "obl", "nsubj:pass"}:
        yield from _callers(token)


def _of_whom(request: Token) -> Token:
    """Whose it is, also where the verb has it in the tree: "opened at the request of Oslo"."""
    after = request.doc[min(request.right_edge.i + 1, len(request.doc) - 1)]
    return after.head if after.lower_ == "of" and after.dep_ == "case" else request


def _comes(noun: Token) -> bool:
    """As in "the call came from Oslo", "the contact was made from the Saudi end"."""
    return (noun.dep_ == "nsubj" and noun.head.lemma_ == "come") or (
        noun.dep_ == "nsubj:pass" and noun.head.lemma_ in _BEGUN | {"make"}
    )


def _is_put_in(request: Token) -> bool:
    """As in "had put in the request for the call"."""
    what = [c for c in (*request.children, *request.head.children) if c.dep_ in {"nmod", "obl"}]
    return request.head.lemma_ in _PUT_IN and any(c.lemma_.lower() in _CONTACTS for c in what)


def _is_at_request(noun: Token) -> bool:
    """As in "spoke at the request of", not "police will stay at the request of"."""
    if not any(c.dep_ == "case" and c.lower_ in _AT for c in noun.children):
        return False
    held = noun.head
    if held.dep_ in {"obj", "nsubj", "nsubj:pass", "obl"} and held.pos_ == "NOUN":
        return held.lemma_.lower() in _CONTACTS
    lemmas = {held.lemma_.lower(), *(c.lemma_.lower() for c in held.children)}
    return bool(lemmas & (_CONTACTS | _HELD))


def _seeks_contact(verb: Token) -> bool:
    """As in "had asked for the conversation", "the contact was made by", "asked to see him"."""
    lemma = verb.lemma_.lower()
    if any(lemma == v and any(c.lemma_.lower() == o for c in verb.children) for v, o in _REACHED):
        return True
    if lemma not in _SOUGHT:
        return False
    objects = [c for c in verb.children if c.dep_ in {"obj", "nsubj:pass"} or _is_for(c)]
    if verb.dep_ in {"acl", "acl:relcl"} and not any(
        o.dep_ == "obj" and o.tag_ not in {"WDT", "WP"} for o in objects
    ):
        objects.append(verb.head)  # "the call requested by", "the talks that Oslo had sought"
    if any(o.lemma_.lower() == "one" and _is_this_one(o) for o in objects):
        return True
    contacts = [o for o in objects if o.lemma_.lower() in _CONTACTS]
    if contacts:
        return lemma in _BEGUN or any(_is_this_one(c) or _was_sought(c, verb) for c in contacts)
    if lemma in _ASKED and any(c.dep_ == "xcomp" and _is_to_speak(c) for c in verb.children):
        return True
    before = verb.doc[max(0, verb.i - _NEAR) : verb.i]
    calls = any(t.lemma_.lower() in _CONTACTS for t in before)
    return calls and any(o.lower_ == "it" for o in objects)


def _is_to_speak(verb: Token) -> bool:
    """As in "asked to speak with", "asked to be put through"."""
    through = any(c.lower_ == "through" for c in verb.children)
    return verb.lemma_.lower() in _SPEAK or (verb.lemma_ == "put" and through)


def _is_this_one(contact: Token) -> bool:
    """As in "the call", "this meeting", "their talks", not "a meeting"."""
    return any(c.dep_ in {"det", "nmod:poss"} and c.lower_ not in {"a", "an", "another", "any"}
               and (contact.lower_ != "one" or c.lower_ == "this")
               for c in contact.children)  # fmt: skip


def _was_sought(contact: Token, verb: Token) -> bool:
    """As in "a call that Beijing had sought", "took a call sought by", not "that Beijing seeks"."""
    if verb.head != contact:
        return False
    return contact.head.lemma_ in _TAKEN or any(c.lower_ == "had" for c in verb.children)


def _is_for(token: Token) -> bool:
    return token.dep_ == "obl" and any(c.lower_ == "for" for c in token.children)


def _rings(verb: Token) -> bool:
    """As in "had rung to follow up", "called the president", but not "called it a crime"."""
    lemma = verb.lemma_.lower()
    if verb.pos_ != "VERB":
        return False
    if lemma == "contact":
        return any(c.lemma_.lower() in _LINES for c in verb.children)  # "was contacted by phone by"
    if lemma not in _RANG:
        return False
    if any(c.dep_ in {"xcomp", "ccomp"} and c.tag_ != "VB" for c in verb.children):
        return False
    if lemma == "call" and _is_call_for(verb):
        return False
    return any(
        _is_why(c) if c.dep_ == "advcl" else _is_somebody(c)
        for c in verb.children
        if c.dep_ in {"obj", "advcl", "xcomp", "nsubj:pass"}
    )


def _is_why(clause: Token) -> bool:
    """As in "rang to follow up", not "called the charge, made again by Paris, a tale"."""
    return clause.tag_ == "VB" or not any(c.dep_ == "obj" for c in clause.head.children)


def _is_call_for(verb: Token) -> bool:
    """As in "called for talks", "called on Kyiv to", not "called the president on Friday"."""
    after = {c.lower_ for o in verb.children for c in (o, *o.children) if c.dep_ != "obj"}
    whom = any(c.dep_ == "obj" for c in verb.children)
    return "for" in after or (bool({"on", "upon"} & after) and not whom)


def _is_somebody(noun: Token) -> bool:
    """As in "rang him", "called Colonel Goïta", "phoned the president", "dialled her number"."""
    if noun.ent_type_ or noun.pos_ in {"PROPN", "PRON"}:
        return True
    if noun.lemma_.lower() in _OPPOSITE | _TITLES:
        return True
    names = {"flat", "appos", "nmod:desc", "compound", "nmod:poss"}
    return any(c.pos_ == "PROPN" and c.dep_ in names for c in noun.children)


def _doers(verb: Token) -> Iterator[Span | Token]:
    passive = any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in verb.children)
    for child in verb.children:
        by = child.dep_ in {"obl:agent", "obl"} and any(g.lower_ == "by" for g in child.children)
        if by or (not passive and child.dep_ == "nsubj"):
            if child.tag_ in {"WP", "WDT"}:
                before = verb.doc[max(0, child.i - 2)]
                yield verb.head if verb.dep_ == "acl:relcl" else before
            else:
                yield verb.doc[child.left_edge.i : child.right_edge.i + 1]


def _callers(call: Token) -> Iterator[Span]:
    """As in "received a telephone call from the president", "took a call from"."""
    if call.head.lemma_ not in _TAKEN:
        return
    yield from _from(call)
    yield from _from(call.head)


def _from(token: Token) -> Iterator[Span]:
    for child in token.children:
        if child.dep_ in {"nmod", "obl"} and any(c.lower_ == "from" for c in child.children):
            yield token.doc[child.left_edge.i : child.right_edge.i + 1]


def _party(agent: Span | Token, point: Point, parties: Sequence[str]) -> str | None:
    if isinstance(agent, Token):
        return _nearest(agent, point, parties)
    words = {t.lower_ for t in agent}
    if words & {"latter", "former", "both"}:
        return _of_two(words, agent, point, parties)
    named = _named(agent.text, parties)
    return named or point.text.party_at(agent.start_char, agent.end_char, parties)


def _nearest(head: Token, point: Point, parties: Sequence[str]) -> str | None:
    """Whoever the word that "who" stands for names, or the words right before it."""
    own = head.doc[head.left_edge.i : head.i + 1]
    last = head.doc[max(head.sent.start, head.i - 12) : head.i + 1]
    return point.text.party_at(own.start_char, own.end_char, parties) or _named(
        last.text, parties, last=True
    )


def _of_two(words: set[str], agent: Span, point: Point, parties: Sequence[str]) -> str | None:
    if "both" in words:
        return "both"
    before = agent.doc[agent.sent.start : agent.start]
    return _named(before.text, parties, last="latter" in words)


def _named(text: str, parties: Sequence[str], *, last: bool = False) -> str | None:
    """The party that some words name, or that an adjective in them is of."""
    found = [n.actor.party for n in names_in(text) if n.actor.party in parties]
    found = found or [c for w in text.split() if (c := country_of(w)) in parties]
    return (found[-1] if last else found[0]) if found else None
