"""Which words: the content of a cue, with what the reading model missed or gave it in excess."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Token

from detente.coding.cues import verb_of
from detente.coding.sources import governs, runs_of
from detente.language import Attribution, Reading

_EDGES = {",", ":", ";", "–", "—", "--"}


def find_content(
    reading: Reading,
    attribution: Attribution,
    verb: Token,
    claims: dict[int, set[int]],
    source: set[int],
) -> list[int]:
    """What a cue reports: the model's words, less other cues' and plus those the tree adds.

    Arguments:
        reading: the report's language.
        attribution: the model's cue, source and content.
        verb: the word of the cue that governs them.
        claims: for the verb of every cue the content that the model gives it.
        source: the tokens of this cue's source.

    """
    doc = reading.doc
    blocked = {*attribution.cue, *source, verb.i}
    content = _whole_quotations(reading, set(attribution.content), blocked)
    content = {i for i in content if i not in blocked}
    if governs(verb):
        content = {i for i in content if not _anothers(doc[i], verb, claims)}
        content |= _whole_clauses(reading, verb, content, blocked, claims)
    content |= _whom_to(verb, content, blocked)
    while added := _gaps(reading, content, blocked) - content:
        content |= added  # what is taken in may hold more together
    content = _without_strays(reading, content, verb) - _beside(reading, attribution, verb)
    return without_edges(reading, content - _circumstances(verb, content))


def without_edges(reading: Reading, content: Iterable[int]) -> list[int]:
    """A content in order, without commas and the like around it."""
    ordered = sorted(content)
    while ordered and _begins_nothing(reading, ordered[0]):
        ordered = ordered[1:]
    while ordered and _ends_nothing(reading, ordered[-1]):
        ordered = ordered[:-1]
    # Nor a mark by itself, like the beginning of the quotation before.
    told = (run for run in runs_of(ordered, 1) if any(is_word(reading.doc[i]) for i in run))
    return [i for run in told for i in run]


def is_word(token: Token) -> bool:
    """Tell a word or number from a mark."""
    return any(letter.isalnum() for letter in token.text)


def _begins_nothing(reading: Reading, position: int) -> bool:
    """Whether a mark at the beginning is no part of it, like the end of the quotation before."""
    token = reading.doc[position]
    if token.text in _EDGES | {"."}:
        return True
    quotation = reading.quotation_at(token.idx) if not token.is_alpha else None
    return quotation is not None and quotation.end <= token.idx + len(token)


def _ends_nothing(reading: Reading, position: int) -> bool:
    """Whether a mark at the end of a content is no part of it: a full stop within quotes is."""
    token = reading.doc[position]
    if token.text in _EDGES:
        return True
    return token.text == "." and reading.quotation_at(token.idx) is None


def _whole_quotations(reading: Reading, content: set[int], blocked: set[int]) -> set[int]:
    """The content, with any quotation that is mostly in it taken in whole."""
    if not content:
        return content
    first, last = reading.doc[min(content)].idx, reading.doc[max(content)].idx
    for quotation in reading.quotations:
        if quotation.depth > 1 or quotation.end <= first or quotation.start > last:
            continue
        own = {t.i for t in reading.tokens(quotation.start, quotation.end) if not t.is_space}
        if len(content & own) * 2 > len(own) and not blocked & own:
            content = content | own
    return content


def _anothers(word: Token, verb: Token, claims: dict[int, set[int]]) -> bool:
    """Whether a word belongs to another cue that stands beside this one, not within its content."""
    owner = next((t for t in word.ancestors if word.i in claims.get(t.i, ())), None)
    if owner is None or owner == verb or word.is_punct:
        return False
    if owner.dep_ == "conj" and owner.head == verb:
        return True
    below = verb.dep_ == "parataxis" and verb.head in {owner, *owner.ancestors}
    return not below and verb not in owner.ancestors


def _beside(reading: Reading, attribution: Attribution, verb: Token) -> set[int]:
    """The clauses of later cues with the same source: "said that …, and denied that …"."""
    cues = {
        verb_of(reading.doc, a.cue)
        for a in reading.attributions
        if a is not attribution and set(a.source) & set(attribution.source)
    }
    return {t.i for c in cues if c.dep_ == "conj" and c.i > verb.i for t in c.subtree}


def _sentence(reading: Reading, verb: Token) -> range:
    """The sentence of a cue by its full stops, where the tree may join two."""
    doc = reading.doc

    def stops(i: int) -> bool:
        return doc[i].text in {".", "!", "?"} and reading.quotation_at(doc[i].idx) is None

    start, end = verb.sent.start, verb.sent.end
    first = next((i + 1 for i in range(verb.i, start - 1, -1) if stops(i)), start)
    last = next((i for i in range(verb.i, end) if stops(i)), end)
    return range(first, last)


def _whole_clauses(
    reading: Reading, verb: Token, content: set[int], blocked: set[int], claims: dict[int, set[int]]
) -> set[int]:
    """In whole the clauses a verb governs, if half of them is in its content.

    A quarter will do for the sentence that "he said" follows.
    """
    roots = [(c, 2) for c in verb.children if c.dep_ in {"ccomp", "xcomp", "parataxis"}]
    cut: set[int] = set()
    if verb.dep_ in {"parataxis", "dep"} and verb.head.i < verb.i:
        roots.append((verb.head, 4))
        cut = {t.i for t in verb.subtree}
    added: set[int] = set()
    for root, least in roots:
        own = {t.i for t in root.subtree if not t.is_space} - cut - blocked
        own &= set(_sentence(reading, verb))
        claimed = {i for k, c in claims.items() if k != verb.i and k in own for i in c}
        own -= claimed - set(range(min(content, default=0), max(content, default=0)))
        if own and len(own & content) * least >= len(own):
            added |= own
    return added


def _whom_to(verb: Token, content: set[int], blocked: set[int]) -> set[int]:
    """Who is asked, where what is asked begins with "to"."""
    first = min((i for i in content if i > verb.i), default=verb.i)
    if verb.lemma_ not in {"ask", "beg", "implore", "urge"} or verb.doc[first].lower_ != "to":
        return set()
    own = set(range(verb.i + 1, first))
    return own if len(own) <= 8 and not own & blocked else set()


def _gaps(reading: Reading, content: set[int], blocked: set[int]) -> set[int]:
    """Words in the middle of a content that hang from words in it, or they from them."""
    doc, added = reading.doc, set[int]()
    for before, after in pairwise(sorted(content)):
        gap = range(before + 1, after)
        if not gap or len(gap) > 25 or blocked & set(gap):
            continue
        for i in gap:
            chain = [doc[i], *doc[i].ancestors]
            within = next((n for n, t in enumerate(chain) if t.i not in gap), len(chain))
            above = chain[within] if within < len(chain) else None
            below = [c.i for c in chain[within - 1].children if c.i in content]
            if (above is not None and above.i in content) or (
                below and below[0] < gap[0] and below[-1] > gap[-1]
            ):
                added.add(i)
    return added


def _circumstances(verb: Token, content: set[int]) -> set[int]:
    """When and why the cue came about: "feared an invasion since …"."""
    objects = [c for c in verb.children if c.dep_ == "obj" and c.i in content]
    clauses = [c for c in verb.rights if c.dep_ == "advcl" and _times(c)] if objects else []
    return {t.i for c in clauses for t in c.subtree}


def _times(clause: Token) -> bool:
    marks = {c.lower_ for c in clause.children if c.dep_ in {"mark", "advmod"}}
    return bool(marks & {"since", "after", "when", "while", "before"})


def _without_strays(reading: Reading, content: set[int], verb: Token) -> set[int]:
    """A content without words or two far from the rest of it, or of whom it was told to."""
    doc, runs = reading.doc, runs_of(content, 4)
    longest = max(map(len, runs), default=0)
    kept: set[int] = set()
    for run in runs:
        quoted = reading.quotation_at(doc[run[0]].idx) is not None
        named = doc[run[0]].sent.start == verb.sent.start and any(
            doc[i].pos_ in {"NOUN", "PROPN"} for i in run
        )
        if quoted or named or sum(doc[i].is_alpha for i in run) > 2 or longest <= 4:
            kept |= set(run)
    if verb.lemma_ == "tell" and min(kept, default=verb.i) < verb.i:
        stop = next((t.i for t in doc[verb.i : verb.i + 20] if t.is_punct), verb.i)
        kept -= set(range(verb.i, stop))
    return kept
