"""What came of a contact and what it was like, as the words around it tell."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.encounters import Encounter
from detente.coding.triggers import SUBJECTS
from detente.language import Reading
from detente.model import Outcome

_NEGATIONS = {"no", "not", "n't", "n’t", "without", "little", "lack", "fail", "never", "hardly",
              "neither", "nor", "scant", "absence", "few", "scarcely", "unable"}  # fmt: skip
_YIELD = {"produce", "yield", "bear", "achieve", "make", "bring", "show", "reach", "get", "secure",
          "accomplish", "deliver", "result", "narrow", "resolve", "settle"}  # fmt: skip
_SETTLE = {"agree", "sign", "settle", "accept", "decide", "promise", "pledge", "undertake",
           "reconcile", "initial"}  # fmt: skip
_SEAL = {"reach", "strike", "conclude", "seal", "make", "produce", "approve", "adopt"}
_BEGIN = {"begin", "start", "have", "do"}
_WALK = {("break", "down"), ("break", "off"), ("break", "up"), ("fall", "apart"), ("walk", "out"),
         ("fall", "through"), ("storm", "out"), ("come", "to")}  # fmt: skip
_BESIDE = {"about", "on", "over", "concerning", "regarding", "after", "before", "since", "despite",
           "until", "for", "under", "to"}  # fmt: skip
_DESCRIBE = {"describe", "call", "term", "characterize", "characterise", "label", "dub"}
_CLAUSES = {"ccomp", "parataxis", "acl:relcl", "advcl", "csubj"}
_APART = {"after", "because", "as", "since", "before", "while", "though", "although", "when",
          "if"}  # fmt: skip
_MOODS = {"atmosphere", "mood", "tone", "spirit", "manner", "climate", "terms"}


def find_outcome(encounter: Encounter) -> Outcome:
    """The outcome that the encounter's own clause tells."""
    if encounter.status not in {"held", "ongoing"}:
        return "unknown"
    clause, trigger = encounter.clause, encounter.trigger
    found = [outcome_of(p) for p in _predicates(encounter)]
    if encounter.is_noun:
        found += [_of_noun(trigger), _of_holders(trigger)]
    if clause.head.lemma_ in words.RELUCTANT and clause.dep_ in {"xcomp", "acl", "ccomp", "advcl"}:
        found.append("no-progress")
    order: tuple[Outcome, ...] = ("breakdown", "no-progress", "agreement", "progress")
    return next((o for o in order if o in found), "unknown")


def _predicates(encounter: Encounter) -> Iterator[Token]:
    """The verb of a contact's clause and what is joined to it with the same subject."""
    verb = encounter.clause
    yield from _with_joined(verb)
    own = any(c.dep_ in SUBJECTS for c in verb.children)
    between = verb.doc[min(verb.i, verb.head.i) : max(verb.i, verb.head.i)]
    apart = verb.dep_ == "xcomp" and any(
        t.text == "," for t in between
    )  # "after X failed, he rang"
    if verb.dep_ in {"advcl", "acl", "acl:relcl", "conj", "xcomp"} and not own and not apart:
        yield verb.head
    if verb.dep_ == "acl:relcl" and verb.head.dep_ in SUBJECTS:
        yield verb.head.head  # "experts, who met in January, had been unable to agree"
    circumstance = encounter.is_noun and encounter.trigger.dep_ in {"obl", "nmod"}
    if circumstance and verb.dep_ == "xcomp":
        yield verb.head


def _with_joined(verb: Token) -> Iterator[Token]:
    yield verb
    for child in verb.children:
        joined = child.dep_ in {"conj", "advcl", "parataxis"}
        own = any(c.dep_ in SUBJECTS or c.lower_ in _APART for c in child.children)
        if joined and not own and child.lemma_ not in words.CONTACT_VERBS:
            yield from _with_joined(child)


def outcome_of(predicate: Token) -> Outcome:
    """What a predicate says came of the contact that it is told of.

    Arguments:
        predicate: the verb or adjective whose subject is the contact or its sides.

    """
    if _is_unsure(predicate):
        return "unknown"
    lemma, below = predicate.lemma_.lower(), _below(predicate)
    lemmas = {t.lemma_.lower() for t in below} | {lemma}
    particles = {t.lower_ for t in predicate.children}
    if lemma in words.BREAKDOWN or any(lemma == v and p in particles for v, p in _WALK - {
            ("come", "to")}):  # fmt: skip
        return "breakdown"
    if lemmas & words.NO_PROGRESS or (lemmas & {"nothing", "nowhere"} and lemma != "say"):
        return "no-progress"
    if _ends_as_it_began(predicate):
        return "no-progress"
    if lemma in {"fail", "unable"} or lemma in words.RELUCTANT:
        return "no-progress"
    denied = any(is_negated(t) for t in (predicate, *below)
                 if t.lemma_.lower() in words.NEGATED_PROGRESS | _SETTLE)  # fmt: skip
    if denied:
        return "no-progress"
    if lemma in _SETTLE or (lemma in _SEAL and lemmas & words.AGREEMENT):
        return "agreement"
    if lemmas & words.PROGRESS and (lemma in _YIELD | {"be", "get", "have"} or lemma in
                                    words.PROGRESS):  # fmt: skip
        return "progress"
    return "progress" if lemma == "get" and "move" in lemmas else "unknown"


def _ends_as_it_began(verb: Token) -> bool:
    """As in "ended where they had begun", "finished where the first round had"."""
    where = [c for c in verb.children if c.dep_ == "advcl"
             and any(g.lower_ == "where" for g in c.children)]  # fmt: skip
    return verb.lemma_ in {"end", "finish"} and any(c.lemma_ in _BEGIN for c in where)


def _is_unsure(predicate: Token) -> bool:
    """As in "could agree", "would sign", "to settle"; what they "could not agree" is sure."""
    helpers = {c.lower_ for c in predicate.children if c.dep_ == "aux"}
    if any(c.lower_ in {"not", "n't", "n’t"} for c in predicate.children):
        helpers -= {"could"}
    marks = {c.lower_ for c in predicate.children if c.dep_ == "mark"}
    return bool(helpers & {"could", "may", "might", "should", "would", "will"} or marks & {
        "if", "whether", "to", "that"})  # fmt: skip


def _below(predicate: Token) -> list[Token]:
    """The words under a predicate, without other clauses and without what it is about."""
    found: list[Token] = []
    stack = [c for c in predicate.children if c.dep_ not in SUBJECTS]
    while stack:
        token = stack.pop()
        cases = {c.lower_ for c in token.children if c.dep_ == "case"}
        clause = token.dep_ in _CLAUSES or (token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"})
        if cases & _BESIDE or clause:
            continue
        found.append(token)
        stack += token.children
    return found


def _of_noun(trigger: Token) -> Outcome:
    """As in "fruitless talks"."""
    own = {c.lemma_.lower() for c in trigger.children if c.dep_ in {"amod", "compound", "acl"}}
    own |= {c.lower_ for c in trigger.children if c.dep_ == "amod"}
    if own & words.NO_PROGRESS:
        return "no-progress"
    return "progress" if own & {"fruitful", "productive"} else "unknown"


def _of_holders(trigger: Token) -> Outcome:
    """As in "the lack of progress in talks", "the collapse of the negotiations"."""
    at, seen = trigger, []
    while at.head != at and at.dep_ in {"nmod", "obl", "compound"} and at.head.pos_ == "NOUN":
        at = at.head
        seen.append(at)
    lemmas = {t.lemma_.lower() for t in seen}
    if lemmas & words.BREAKDOWN:
        return "breakdown"
    if any(t.lemma_.lower() in words.NEGATED_PROGRESS and is_negated(t) for t in seen):
        return "no-progress"
    if lemmas & words.NO_PROGRESS or lemmas & {"failure"}:
        return "no-progress"
    return "unknown"


def is_negated(token: Token) -> bool:
    """Whether a word, or what governs it, is denied."""
    for at in (token, token.head, token.head.head):
        own = {c.lemma_.lower() for c in at.children if abs(c.i - token.i) < 8} | {
            at.lemma_.lower()
        }
        if own & _NEGATIONS:
            return True
    return False


# -- what it was like ------------------------------------------------------------------------------


def find_tone(reading: Reading, encounter: Encounter) -> list[Token]:
    """The words that describe the exchange: beside its noun, said of it, or how it went."""
    if encounter.clause.head.lemma_.lower() in words.RELUCTANT:
        return []  # what they were reluctant to hold was not so
    found = list(_moods(encounter))
    if encounter.is_noun:
        found += _beside(reading, encounter.trigger)
        found += _described(reading, encounter)
    unique = {t.i: t for t in found if is_tone(reading, t) and not is_negated(t)}
    return [unique[i] for i in sorted(unique)]


def _moods(encounter: Encounter) -> Iterator[Token]:
    """As in "met in a comradely atmosphere"."""
    for head in {encounter.trigger, encounter.clause}:
        for child in head.children:
            if child.lemma_.lower() in _MOODS:
                for word in child.children:
                    if word.dep_ == "amod":
                        yield from _joined(word)


def _beside(reading: Reading, noun: Token) -> Iterator[Token]:
    """Adjectives of the noun, predicates of which it is the subject, quoted words before it."""
    said_of = noun.dep_ in SUBJECTS or (noun.dep_ == "dep" and noun.head.pos_ == "ADJ")
    heads = [noun] + ([noun.head] if said_of else [])
    for head in heads:
        predicate = head != noun and any(c.dep_ == "cop" for c in head.children)
        if predicate or (head != noun and head.pos_ == "ADJ"):
            yield from _joined(head)
        for child in head.children:
            told = child.dep_ in {"amod", "xcomp", "obl", "advcl", "compound"}
            if told and (head == noun or child.pos_ == "ADJ" or child.dep_ == "obl"):
                yield from _joined(child)
            if child.dep_ == "advmod" and child.lower_ in words.TONE and child.i > noun.i:
                yield child
    for i in range(max(noun.sent.start, noun.i - 9), noun.i):
        if reading.quotation_at(noun.doc[i].idx) and noun.doc[i].lower_ in words.TONE:
            yield noun.doc[i]


def _described(reading: Reading, encounter: Encounter) -> Iterator[Token]:
    """As in "described the meeting as brotherly and clear"."""
    clause, trigger = encounter.clause, encounter.trigger
    if clause.lemma_ not in _DESCRIBE or trigger.dep_ not in {"obj", "nsubj:pass"}:
        return
    for child in clause.children:
        if child.dep_ in {"obl", "xcomp", "advcl"}:
            yield from _joined(child)
    for token in clause.sent:
        if token.i > trigger.i and token.pos_ == "ADJ" and reading.quotation_at(token.idx):
            yield token


def _joined(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ in {"conj", "amod"}:
            yield from _joined(child)


def is_tone(reading: Reading, token: Token) -> bool:
    """Whether a word describes an exchange: one that is known for it, or a quoted one."""
    word = token.lower_
    if reading.quotation_at(token.idx) is not None:
        return word in words.TONE or token.pos_ in {"ADJ", "ADV", "VERB", "NOUN"}
    return word in words.TONE - words.NOT_A_TONE


def tone_word(reading: Reading, token: Token) -> str:
    """A tone word with its hyphenated parts ("in-depth")."""
    text, start, end = reading.document.text, token.idx, token.idx + len(token)
    while start > 1 and text[start - 1] in "-‐" and text[start - 2].isalpha():
        start -= 1
        while start > 0 and text[start - 1].isalpha():
            start -= 1
    while end + 1 < len(text) and text[end] in "-‐" and text[end + 1].isalpha():
        end += 1
        while end < len(text) and text[end].isalpha():
            end += 1
    return text[start:end]
