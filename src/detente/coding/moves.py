"""Moves: one side acts toward another, in words or deeds.

The tree gives who acts toward whom in a clause; the reading model says which PLOVER type that is,
or that it is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.cast import Cast
from detente.coding.entities import Entity
from detente.coding.phrases import possessors
from detente.language import Attribution, Network, Passage, Reading, clause_tense
from detente.model import MoveStatus

_SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer"}
_TOWARD = {"on", "against", "at", "to", "from", "with", "for", "of", "toward", "towards", "upon",
           "over",
           "into", "between"}  # fmt: skip
_MUTUAL = {"tit", "tat", "mutual", "reciprocal", "other", "exchange", "trade"}
_ALLEGED = {"allegedly", "reportedly", "purportedly", "supposedly", "alleged"}
_WILL = {"will", "'ll", "shall", "would", "may", "might", "could"}
_LIKELY = 0.5
_SPOKEN = {"ACCUSE", "SUPPORT", "THREATEN"}
_BESIDE_A_CONTACT = {"ACCUSE", "REJECT", "THREATEN", "SANCTION", "ASSAULT", "COERCE", "AID"}
_NOUN_KINDS = {
    "ACCUSE": {"barb", "criticism", "accusation", "insult", "recrimination", "blame", "jibe"},
    "SANCTION": {"sanction", "expulsion", "tariff", "embargo", "expel"},
    "ASSAULT": {"fire", "shelling", "attack", "strike", "blow", "missile", "rocket"},
    "THREATEN": {"threat", "ultimatum"},
}
_PLAIN = 0.35


@dataclass(eq=False)
class Acted:
    """A move while it is being worked out."""

    source: Entity
    target: Entity
    type: str
    status: MoveStatus
    clause: Token
    span: tuple[int, int]
    mutual: bool = False


@dataclass(eq=False)
class _Candidate:
    source: Entity
    target: Entity
    source_head: Token
    target_head: Token
    clause: Token
    mutual: bool
    spoken: bool = False


def find_moves(reading: Reading, cast: Cast, network: Network, busy: set[int]) -> list[Acted]:
    """All moves between different sides, in the text's order.

    Arguments:
        reading: the report's language.
        cast: its actors.
        network: the reading model.
        busy: clauses that tell of a contact; a CONSULT or AGREE there is that contact, no move.

    """
    candidates = [c for token in reading.doc for c in _candidates(token, cast)]
    candidates += [c for a in reading.attributions for c in _spoken(reading, cast, a)]
    found: list[Acted] = []
    for candidate in [c for c in candidates if c.mutual]:
        kinds = _kinds_named(candidate.clause)
        if kinds:
            candidates.remove(candidate)
            found += _both_ways(reading, candidate, kinds)
    scores = network.relate([_marked(reading, c) for c in candidates])
    names = network.labels["move"]
    for candidate, row in zip(candidates, scores, strict=True):
        order = row.argsort()[::-1]
        kind = names[int(order[0])]
        if kind in {"none", "CONSULT"} or row[order[0]] < (_PLAIN if candidate.mutual else _LIKELY):
            continue
        if candidate.clause.i in busy and kind not in _BESIDE_A_CONTACT:
            continue
        if candidate.spoken and kind not in _SPOKEN:
            continue
        status = _status(candidate.clause)
        if status is None:
            continue
        span = _evidence(reading, candidate)
        pairs = [(candidate.source, candidate.target)]
        if candidate.mutual:
            pairs.append((candidate.target, candidate.source))
        for source, target in pairs:
            new = Acted(source, target, kind, status, candidate.clause, span, candidate.mutual)
            if not _told(new, found):
                found.append(new)
    return found


def _spoken(reading: Reading, cast: Cast, attribution: Attribution) -> Iterator[_Candidate]:
    """A speaker and the first of another side whom the words in the same sentence speak of."""
    if not attribution.source:
        return
    cue = reading.doc[attribution.cue[0]]
    heads = [reading.doc[i] for i in attribution.source if cast.at(reading.doc[i])]
    sources = [e for e in cast.at(heads[0]) if e.party] if heads else []
    if len(sources) != 1:
        return
    for i in attribution.content:
        token = reading.doc[i]
        if token.sent.start != cue.sent.start or token.sent.start != heads[0].sent.start:
            continue
        others = [e for e in cast.at(token) if e.party and e.party != sources[0].party]
        if len(others) == 1:
            yield _Candidate(sources[0], others[0], heads[0], token, cue, False, spoken=True)
            return


def _kinds_named(clause: Token) -> list[str]:
    """The types that the nouns of a mutual act name: "exchanged fire", "tit-for-tat sanctions"."""
    lemmas = {t.lemma_.lower() for t in _own_clause(clause)}
    if "verbal" in lemmas:
        lemmas -= _NOUN_KINDS["ASSAULT"]
        lemmas.add("barb")
    return [kind for kind, nouns in _NOUN_KINDS.items() if lemmas & nouns]


def _both_ways(reading: Reading, candidate: _Candidate, kinds: list[str]) -> list[Acted]:
    status = _status(candidate.clause)
    if status is None:
        return []
    span = _evidence(reading, candidate)
    one, other = candidate.source, candidate.target
    return [
        Acted(a, b, kind, status, candidate.clause, span, mutual=True)
        for kind in kinds
        for a, b in ((one, other), (other, one))
    ]


def _told(new: Acted, found: list[Acted]) -> bool:
    """Whether the same act is told in the same sentence already."""
    return any(
        new.source.party == old.source.party
        and new.target.party == old.target.party
        and new.type == old.type
        and new.clause.sent.start == old.clause.sent.start
        and (new.clause == old.clause or _overlap(new.span, old.span))
        for old in found
    )


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _candidates(verb: Token, cast: Cast) -> Iterator[_Candidate]:
    """Pairs of a subject and whoever is acted on in its clause."""
    if verb.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
        return
    if verb.pos_ in {"NOUN", "ADJ"}:
        subjects = possessors(verb) if verb.pos_ == "NOUN" else []
        subjects += [c for c in verb.children if c.dep_ in _SUBJECTS and verb.pos_ == "ADJ"]
    else:
        subjects = _subjects(verb)
    if not subjects:
        return
    targets = list(dict.fromkeys(_targets(verb)))
    for subject in subjects:
        sources = [e for e in cast.group(subject) if e.party]
        mutual = _is_mutual(verb)
        if mutual and len({e.party for e in sources}) == 2:
            yield _Candidate(
                sources[0], sources[1], subject, _mutual_head(verb, subject), verb, True
            )
            continue
        for target in targets:
            for source in sources:
                for other in cast.at(target):
                    if (
                        other.party
                        and other.party != source.party
                        and not ({p.party for p in sources} >= {other.party})
                    ):
                        yield _Candidate(source, other, subject, target, verb, False)


def _subjects(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in {"nsubj", "nsubj:outer", "obl:agent"}]
    passive = [c for c in verb.children if c.dep_ == "nsubj:pass"]
    if passive:
        return [c for c in verb.children if c.dep_ == "obl:agent"]
    if found:
        return found
    if verb.dep_ in {"acl:relcl"}:
        return [verb.head]
    if (
        verb.dep_ in {"xcomp", "advcl", "conj"}
        and verb.head.pos_ in {"VERB", "AUX"}
        and verb.head != verb
    ):
        return _subjects(verb.head)
    return []


def _targets(verb: Token, depth: int = 0) -> Iterator[Token]:
    """Who is acted on: objects, those after "against", "on", and owners of what is acted on."""
    for child in verb.children:
        cases = {c.lower_ for c in child.children if c.dep_ == "case"}
        if child.dep_ in {"obj", "iobj", "nsubj:pass"}:
            yield from _with_joined(child)
            yield from _inside(child, 2)
        elif child.dep_ == "obl" and cases & _TOWARD:
            yield from _with_joined(child)
            yield from _inside(child, 1)
        elif (
            child.dep_ in {"ccomp"}
            and depth == 0
            and verb.lemma_
            in {
                "say",
                "claim",
                "accuse",
                "warn",
                "allege",
                "insist",
                "complain",
                "declare",
                "argue",
                "charge",
                "tell",
                "deny",
                "threaten",
                "demand",
                "urge",
            }
        ):
            yield from (c for c in child.children if c.dep_ in _SUBJECTS)
        elif (
            child.dep_ == "xcomp"
            and depth < 2
            and not any(c.dep_ == "obj" and c.pos_ == "PROPN" for c in verb.children)
        ):
            yield from _targets(child, depth + 1)
    if verb.pos_ == "NOUN":
        yield from _inside(verb, 1)


def _inside(noun: Token, depth: int) -> Iterator[Token]:
    """Owners and prepositional phrases of a noun ("sanctions on Iran", "China's airline")."""
    for child in noun.children:
        if child.dep_ in {"nmod:poss", "nmod", "amod", "compound"}:
            yield from _with_joined(child)
            if depth > 1:
                yield from _inside(child, depth - 1)


def _with_joined(token: Token) -> list[Token]:
    found = [token]
    for child in token.children:
        if child.dep_ == "conj":
            found += _with_joined(child)
    return found


def _own_clause(verb: Token) -> list[Token]:
    """The tokens under a verb without those of other clauses."""
    found, stack = [], [verb]
    while stack:
        token = stack.pop()
        found.append(token)
        stack += [
            c
            for c in token.children
            if not (
                c.pos_ == "VERB" and c.dep_ in {"advcl", "acl:relcl", "ccomp", "parataxis", "acl"}
            )
        ]
    return sorted(found, key=lambda t: t.i)


def _is_mutual(verb: Token) -> bool:
    below = [t for t in _own_clause(verb) if t.i > verb.i - 3]
    text = [t.lower_ for t in below]
    if "each" in text and "other" in text:
        return True
    lemmas = {t.lemma_.lower() for t in verb.children} | {verb.lemma_.lower()}
    if verb.lemma_ in {"exchange", "trade", "swap"}:
        return True
    if "other" in text and {"side", "country", "party"} & {t.lemma_.lower() for t in below}:
        return True
    return bool(lemmas & {"mutual", "mutually", "reciprocal"}) or {"tit", "tat"} <= set(text)


def _mutual_head(verb: Token, subject: Token) -> Token:
    for token in verb.subtree:
        if token.lower_ == "other" and token.i > verb.i:
            return token
    joined = [c for c in subject.children if c.dep_ == "conj"]
    return (
        joined[0] if joined else next((c for c in verb.children if c.dep_ in {"obj", "obl"}), verb)
    )


def _marked(
    reading: Reading, candidate: _Candidate
) -> tuple[Passage, tuple[int, int], tuple[int, int]]:
    """The candidate's sentence with its two mentions, as the model wants it."""
    sentence = [t for t in candidate.clause.sent if not t.is_space]
    if len(sentence) > 120:
        near = [t for t in sentence if abs(t.i - candidate.clause.i) < 50]
        needed = {candidate.source_head, candidate.target_head}
        sentence = near if needed <= set(near) else sentence[:150]
    place = {t.i: n for n, t in enumerate(sentence)}
    passage = Passage(
        [t.text for t in sentence],
        [reading.quotation_at(t.idx) is not None for t in sentence],
    )

    def around(head: Token) -> tuple[int, int]:
        at = place.get(head.i, 0)
        start = at
        for child in head.lefts:
            if (
                child.dep_ in {"det", "amod", "compound", "nmod:desc", "nmod:poss", "nummod"}
                and child.left_edge.i in place
            ):
                start = min(start, place[child.left_edge.i])
        end = at
        for child in head.rights:
            if child.dep_ == "flat" and child.i in place:
                end = place[child.i]
        return start, end + 1

    return passage, around(candidate.source_head), around(candidate.target_head)


def _evidence(reading: Reading, candidate: _Candidate) -> tuple[int, int]:
    tokens = [t for t in candidate.clause.subtree if not t.is_space]
    own = [t.i for t in tokens] + [candidate.source_head.i, candidate.target_head.i]
    start, end = min(own), max(own) + 1
    if end - start > 60:
        ends = [candidate.source_head.i, candidate.target_head.i, candidate.clause.i]
        start, end = min(ends), max(ends) + 1
    while end - start > 1 and reading.doc[end - 1].is_punct and reading.doc[end - 1].text in ",.;:":
        end -= 1
    return start, end


def _status(clause: Token) -> MoveStatus | None:
    """Whether it was done; None where the clause only supposes it."""
    at = clause
    helpers = {c.lower_ for c in at.children if c.dep_ == "aux"}
    if helpers & {"can", "could", "may", "might", "should", "must"}:
        return None
    adverbs = {c.lower_ for c in at.children if c.dep_ in {"advmod", "amod"}}
    if {"if", "whether", "unless"} & {c.lower_ for c in at.children if c.dep_ == "mark"}:
        return None
    governor = at.head if at.dep_ in {"ccomp", "xcomp"} else None
    if governor is not None and governor.lemma_ in words.DENY:
        return "denied"
    if helpers & _WILL or clause_tense(at) == "future":
        return "planned"
    if governor is not None and governor.lemma_ in {
        "plan",
        "intend",
        "agree",
        "expect",
        "prepare",
        "promise",
        "vow",
        "pledge",
    }:
        return "planned"
    if adverbs & _ALLEGED or (
        governor is not None
        and governor.lemma_ in {"allege", "claim", "accuse"}
        and governor.pos_ == "VERB"
    ):
        return "alleged"
    return "reported"
