"""From attributions to sayings: the words of source, cue and content, put right by the tree.

The reading model links words to cues one by one, so that a source may pick up words of a
neighbour's, and a content may lose words from its middle. The tree tells whose they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Token

from detente.coding.cast import Entity
from detente.coding.cues import is_clause, speaks, verb_of
from detente.coding.phrases import base_phrase
from detente.language import Attribution, Reading

_SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer"}
_CLAUSES = ("acl", "advcl", "ccomp", "parataxis")
_SHARES_SUBJECT = {"conj", "xcomp", "advcl"}
CITES = {"quote", "cite", "paraphrase"}
MEDIA = {"agency", "broadcaster", "channel", "daily", "magazine", "media", "medium", "network",
         "newspaper", "paper", "portal", "station", "television", "tv", "weekly",
         "website"}  # fmt: skip
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "DET"}
_INSIDE = {",", "-", ".", "'s", "’s", "(", ")"}
_EDGES = {",", ":", ";", "–", "—", "--"}


@dataclass(eq=False)
class Said:
    """A statement while it is being worked out; positions are tokens of the `Doc`."""

    source: list[int]
    cue: list[int]
    content: list[int]
    chain: list[Entity] = field(default_factory=list)
    outer: Said | None = None

    @property
    def speaker(self) -> Entity | None:
        """The last of the chain."""
        return self.chain[-1] if self.chain else None

    @property
    def first(self) -> int:
        """Where it begins in the text."""
        return min([*self.source, *self.cue, *self.content])


def find_sayings(reading: Reading) -> list[Said]:
    """What the attributions of a reading say, each with its own words and no other's."""
    claims = {verb_of(reading.doc, a.cue).i: set(a.content) for a in reading.attributions}
    sayings: dict[int, Said] = {}
    for attribution in sorted(reading.attributions, key=lambda a: -len(a.source)):
        verb = verb_of(reading.doc, attribution.cue)
        source = _source(reading, attribution, verb)
        content = _content(reading, attribution, verb, claims, set(source))
        cue = _cue(attribution, verb)
        if content and verb.i not in sayings:
            sayings[verb.i] = Said(source, cue, content)
    taken = {i for a in reading.attributions for i in a.cue} | sayings.keys()
    return [*sayings.values(), *_overlooked(reading, taken)]


def _overlooked(reading: Reading, taken: set[int]) -> Iterator[Said]:
    """Sayings that the tree alone makes plain: a verb of saying, who said it, and a clause."""
    for verb in reading.doc:
        if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i in taken or not speaks(verb):
            continue
        clause = next((c for c in verb.rights if is_clause(c)), None)
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if clause is None or subject is None or reading.quotation_at(verb.idx):
            continue
        content = [t.i for t in clause.subtree if t.i > verb.i and not t.is_space]
        while content and reading.doc[content[-1]].is_punct and not reading.quotation_at(
            reading.doc[content[-1]].idx
        ):  # fmt: skip
            content.pop()
        if subject.pos_ in {"NOUN", "PROPN", "PRON"} and len(content) > 2:
            yield Said(phrase_of(_antecedent(subject, verb)), [verb.i], content)


def _cue(attribution: Attribution, verb: Token) -> list[int]:
    return sorted({*attribution.cue, verb.i})


# Sources


def subject_of(verb: Token) -> Token | None:
    """Who does what a verb tells: its subject, or the one it shares with the verb above it."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        subjects = [c for c in verb.children if c.dep_ in _SUBJECTS and not _parted(c, verb)]
        if subjects:
            return _antecedent(min(subjects, key=lambda c: _remoteness(c, verb)), verb)
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            return verb.head
        if verb.dep_ not in _SHARES_SUBJECT:
            return None
        verb = verb.head
    return None


def _remoteness(subject: Token, verb: Token) -> tuple[bool, bool, int]:
    return (subject.lower_ in {"each", "all", "both"}, subject.i > verb.i, abs(subject.i - verb.i))


def _parted(subject: Token, verb: Token) -> bool:
    """Whether a sentence ends between the two, though the tree joins them."""
    return any(t.text in {".", "!", "?"} for t in verb.doc[verb.i : subject.i])


def _antecedent(subject: Token, verb: Token) -> Token:
    """Whom "who" in a relative clause stands for."""
    if subject.lower_ in {"who", "which", "that"} and verb.dep_.startswith("acl"):
        return verb.head
    return subject


def phrase_of(head: Token) -> list[int]:
    """A source's words from its head: the noun phrase with its "of …", "in …", and apposition."""
    start, end = base_phrase(head)
    for child in head.rights:
        if child.dep_ in {"nmod", "amod", "flat", "nummod"} and child.left_edge.i <= end:
            end = max(end, max(_without_clauses(child)) + 1)
    return list(range(start, max(end, name_after(head))))


def name_after(head: Token) -> int:
    """Where the name ends that follows an outlet's kind: "the state broadcaster EBC"."""
    doc, end = head.doc, head.i + 1
    if head.lemma_.lower() in MEDIA:
        while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
            end += 1
    return end


def _without_clauses(head: Token) -> Iterator[int]:
    yield head.i
    for child in head.children:
        if not child.dep_.startswith(_CLAUSES):
            yield from _without_clauses(child)


def _source(reading: Reading, attribution: Attribution, verb: Token) -> list[int]:
    """The model's words beside the subject; where there are none, the subject."""
    doc = reading.doc
    named = [i for i in attribution.source if i not in attribution.cue]
    head = _governor(verb, named)
    if head is not None and head.i in named:
        own = {head.i}
        for step in (-1, 1):
            i = head.i + step
            while 0 <= i < len(doc) and (i in named or doc[i].text in _INSIDE):
                if doc[i].text == "-" and doc[i - 1].whitespace_:
                    break
                if doc[i].text == "," and verb.lower_ == "according" and doc[i].head != head:
                    break
                own.add(i)
                i += step
        named = [i for i in own if i in named and doc[i].sent.start == head.sent.start]
        return _trimmed(reading, [*named, *range(*base_phrase(head))])
    if head is not None and (not named or _stands_in(reading, named)):
        return phrase_of(head)
    others = {i for a in reading.attributions if a is not attribution for i in a.cue}
    return _trimmed(reading, _nearest_run(named, attribution.cue, others))


def _governor(verb: Token, named: list[int]) -> Token | None:
    """The word that a cue makes its source: an agent, a subject, the noun of "according to"."""
    if verb.lower_ == "according":
        return verb.head
    if not _governs(verb) or (set(named) & _agents(verb) and verb.lemma_ not in CITES):
        return None
    subject = subject_of(verb)
    return subject if subject is not None and subject.pos_ in _NOMINAL else None


def _governs(verb: Token) -> bool:
    return verb.pos_ == "VERB" and verb.dep_ not in {"case", "fixed", "mark"}


def _agents(verb: Token) -> set[int]:
    return {i for c in verb.children if c.dep_ == "obl:agent" for i in [t.i for t in c.subtree]}


def _stands_in(reading: Reading, named: list[int]) -> bool:
    return len(named) == 1 and reading.doc[named[0]].tag_ in {"WP", "WDT"}


def _trimmed(reading: Reading, positions: Iterable[int]) -> list[int]:
    """A source without the clause that follows it ("…, who asked not to be named")."""
    ordered = sorted(set(positions))
    clause = next((i for i in ordered[1:] if _opens_clause(reading.doc[i])), None)
    ordered = [i for i in ordered if clause is None or i < clause]
    while ordered and reading.doc[ordered[-1]].is_punct and reading.doc[ordered[-1]].text in _EDGES:
        ordered.pop()
    while ordered and reading.doc[ordered[0]].text in _EDGES:
        ordered.pop(0)
    return ordered


def _opens_clause(word: Token) -> bool:
    return word.tag_ in {"WP", "WDT", "WP$"} or (
        word.dep_.startswith("acl") and word.tag_ in {"VBN", "VBG"}
    )


def _nearest_run(source: list[int], cue: tuple[int, ...], others: set[int]) -> list[int]:
    """Of a source in pieces with another's cue between them the piece beside its own cue."""
    runs = _runs(source, 2)
    between = range(runs[0][-1], runs[-1][0]) if len(runs) > 1 else range(0)
    if not any(i in between for i in others):
        return source
    return min(runs, key=lambda run: min(abs(run[0] - cue[-1]), abs(run[-1] - cue[0])))


def _runs(positions: Collection[int], step: int) -> list[list[int]]:
    """Positions in order, parted where more than `step` lies between two."""
    runs: list[list[int]] = []
    for i in sorted(positions):
        if runs and i - runs[-1][-1] <= step:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


# Contents


def _content(
    reading: Reading,
    attribution: Attribution,
    verb: Token,
    claims: dict[int, set[int]],
    source: set[int],
) -> list[int]:
    doc = reading.doc
    blocked = {*attribution.cue, *source, verb.i}
    content = _whole_quotations(reading, set(attribution.content), blocked)
    content = {i for i in content if i not in blocked}
    if _governs(verb):
        content = {i for i in content if not _anothers(doc[i], verb, claims)}
        content |= _whole_clauses(verb, content, blocked, claims)
    content |= _gaps(reading, content, blocked)
    content = _without_strays(reading, content, verb)
    return without_edges(reading, content - _circumstances(verb, content))


def without_edges(reading: Reading, content: Iterable[int]) -> list[int]:
    """A content in order, without commas and the like around it."""
    ordered = sorted(content)
    while ordered and reading.doc[ordered[0]].text in _EDGES | {"."}:
        ordered = ordered[1:]
    while ordered and reading.doc[ordered[-1]].text in _EDGES:
        ordered = ordered[:-1]
    return ordered


def _whole_quotations(reading: Reading, content: set[int], blocked: set[int]) -> set[int]:
    """The content, with any quotation that is mostly in it taken in whole."""
    for quotation in reading.quotations:
        if quotation.depth > 1:
            continue
        own = {t.i for t in reading.tokens(quotation.start, quotation.end) if not t.is_space}
        if len(content & own) * 2 > len(own) and not blocked & own:
            content = content | own
    return content


def _anothers(word: Token, verb: Token, claims: dict[int, set[int]]) -> bool:
    """Whether a word belongs to another cue that stands beside this one, not within its content."""
    owner = next((t for t in word.ancestors if word.i in claims.get(t.i, ())), None)
    if owner is None or owner == verb:
        return False
    if owner.dep_ == "conj" and owner.head == verb:
        return True
    below = verb.dep_ == "parataxis" and verb.head in {owner, *owner.ancestors}
    return not below and verb not in owner.ancestors


def _whole_clauses(
    verb: Token, content: set[int], blocked: set[int], claims: dict[int, set[int]]
) -> set[int]:
    """The clauses a verb governs that are in its content for a half or a third, in whole."""
    roots = [(c, 2) for c in verb.children if c.dep_ in {"ccomp", "xcomp", "parataxis"}]
    cut: set[int] = set()
    if verb.dep_ == "parataxis":
        roots.append((verb.head, 3))
        cut = {t.i for t in verb.subtree}
    added: set[int] = set()
    for root, least in roots:
        own = {t.i for t in root.subtree if not t.is_space} - cut - blocked
        claimed = {i for k, c in claims.items() if k != verb.i and k in own for i in c}
        own -= claimed - set(range(min(content, default=0), max(content, default=0)))
        if own and len(own & content) * least >= len(own):
            added |= own
    return added


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
    doc, runs = reading.doc, _runs(content, 4)
    longest = max(map(len, runs), default=0)
    kept: set[int] = set()
    for run in runs:
        quoted = reading.quotation_at(doc[run[0]].idx) is not None
        named = doc[run[0]].sent.start == verb.sent.start and any(
            doc[i].pos_ in {"NOUN", "PROPN"} for i in run
        )
        if quoted or named or len(run) > 2 or longest <= 4:
            kept |= set(run)
    if verb.lemma_ == "tell" and min(kept, default=verb.i) < verb.i:
        stop = next((t.i for t in doc[verb.i : verb.i + 20] if t.is_punct), verb.i)
        kept -= set(range(verb.i, stop))
    return kept
