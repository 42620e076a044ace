"""From encounters to contacts: which of them tell of one contact, and what they say together.

A wrong merge is worse than a missed one, but a contact is told in many sentences: encounters are
one contact where sides, standing, means and date do not disagree and their ranks fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.cast import Cast, Entity
from detente.coding.counts import find_count
from detente.coding.encounters import Encounter
from detente.coding.outcomes import find_outcome, find_tone
from detente.coding.sayings import Said
from detente.language import Reading, Time
from detente.model import Count, Level, Span

RANKS: tuple[Level, ...] = ("leader", "minister", "senior", "working", "officials")
_CLASSES = {"held": 0, "ongoing": 0, "planned": 1, "proposed": 1, "refused": 2, "cancelled": 2,
            "denied": 3, "never": 4}  # fmt: skip
_ANOTHER = {"another", "separate", "earlier", "previous", "last", "past", "prior", "other"}


@dataclass(eq=False)
class Telling:
    """A contact while it is being put together from its encounters."""

    encounters: list[Encounter]
    parties: tuple[str, ...]
    date: str | None = None
    date_zone: str | None = None
    other_dates: list[tuple[str, str | None]] = field(default_factory=list)
    since: str | None = None
    place: Span | None = None
    duration: Span | None = None
    counts: list[Count] = field(default_factory=list)
    tone: list[tuple[Token, Entity | None]] = field(default_factory=list)
    mediators: list[str] = field(default_factory=list)
    topics: list[Span] = field(default_factory=list)
    purpose: list[tuple[Span, Entity | None]] = field(default_factory=list)
    follows: list[Telling] = field(default_factory=list)

    @property
    def sides(self) -> list[Entity]:
        """Everybody who took part, as far as an encounter names them."""
        found: list[Entity] = []
        for encounter in self.encounters:
            found += [e for e in encounter.sides if e not in found]
        return found

    @property
    def status(self) -> str:
        """The status told last, but what happened beats what was planned."""
        told = [e.status for e in self.encounters if not e.counting]
        return next((s for s in told if s in {"held", "ongoing"}), told[0] if told else "held")

    @property
    def mode(self) -> str:
        """The most telling means."""
        told = [e.mode for e in self.encounters]
        return next((m for m in told if m != "unspecified"), "unspecified")

    @property
    def initiator(self) -> str | None:
        """The side that asked; `both` where each is said to have."""
        told = list(
            dict.fromkeys(e.initiator for e in self.encounters if e.initiator in self.parties)
        )
        return told[0] if len(told) == 1 else ("both" if len(told) > 1 else None)

    @property
    def outcome(self) -> str:
        """The outcome told, the most telling first."""
        told = {e.outcome for e in self.encounters}
        order = ("breakdown", "no-progress", "agreement", "progress")
        return next((o for o in order if o in told), "unknown")

    @property
    def level(self) -> Level | None:
        """The lower of the sides' highest ranks; None where a side's is not told."""
        best: dict[str, int] = {}
        for entity in self.sides:
            rank = entity.actor.level
            if rank and entity.party:
                best[entity.party] = min(best.get(entity.party, 99), RANKS.index(rank))
        if not best:
            return None
        if len(best) < len(self.parties) and max(best.values()) < RANKS.index("officials"):
            states = [e for e in self.sides if e.party not in best]
            if any(e.actor.kind == "state" for e in states) and self.mode == "unspecified":
                return None
        return RANKS[max(best.values())]


def tell_contacts(
    reading: Reading, cast: Cast, encounters: Iterable[Encounter], said: list[Said]
) -> list[Telling]:
    """All contacts of a report, in the order in which they are first told."""
    tellings: list[Telling] = []
    headings = [(h.start, h.end) for h in reading.document.headings]
    for encounter in encounters:
        in_heading = any(a <= encounter.trigger.idx < b for a, b in headings)
        if in_heading and not encounter.parties and not encounter.counting:
            continue  # a subhead names the topic of what follows
        encounter.outcome = find_outcome(encounter)
        home = _home(reading, cast, encounter, tellings)
        if home is None:
            if (
                len(encounter.parties) < 2
                or encounter.counting
                or (encounter.borrowed and not encounter.is_noun)
            ):
                continue
            home = Telling([], encounter.parties)
            tellings.append(home)
        home.encounters.append(encounter)
        _add_facts(reading, cast, home, encounter, said)
    for telling in tellings:
        telling.follows = [t for t in _followed(telling, tellings) if t is not telling]
    return tellings


# -- one contact or two ----------------------------------------------------------------------------


def _home(
    reading: Reading, cast: Cast, encounter: Encounter, tellings: list[Telling]
) -> Telling | None:
    """The contact that an encounter tells of, if it was told of before."""
    date = _date(reading, encounter)
    separate = any(c.lower_ in _ANOTHER for c in encounter.trigger.children)
    ranked: list[tuple[float, Telling]] = []
    for age, telling in enumerate(reversed(tellings)):
        if not _compatible(encounter, telling, date.value if date else None):
            continue
        if separate and not (date and telling.date == date.value):
            continue
        alike = telling.outcome == encounter.outcome != "unknown"
        if not alike and any(_given_as_reason(told, encounter) for told in telling.encounters):
            continue
        if date and _is_series(telling) and encounter.trigger.tag_ not in {"NNS", "NNPS"}:
            continue
        ranked.append((_likeness(encounter, telling, date) - age * 0.15, telling))
    if not ranked:
        return None
    score, best = max(ranked, key=lambda r: r[0])
    threshold = 0.5 if len(encounter.parties) >= 2 and not encounter.borrowed else 0.0
    return best if score >= threshold else None


def _is_series(telling: Telling) -> bool:
    """Whether it is told as many ("exchanges", "discussions"), without means or date."""
    plural = all(e.trigger.tag_ in {"NNS", "NNPS"} and e.trigger.lemma_ != "talk"
                 for e in telling.encounters)  # fmt: skip
    return plural and telling.date is None and telling.mode == "unspecified"


def _compatible(encounter: Encounter, telling: Telling, date: str | None) -> bool:
    if encounter.parties and not set(encounter.parties) <= set(telling.parties):
        return False
    if len(encounter.parties) >= 2 and set(encounter.parties) != set(telling.parties):
        return False
    if encounter.counting and telling.status in {"never", "denied"}:
        return False
    if not encounter.counting and _CLASSES[encounter.status] != _CLASSES[telling.status]:
        pointing = len(encounter.parties) < 2 and encounter.definite
        settled = encounter.status in {"cancelled", "refused"} and telling.status in {
            "planned",
            "proposed",
        }
        if not (pointing and encounter.status == "held") and not settled:
            return False
    modes = {encounter.mode, telling.mode} - {"unspecified"}
    if len(modes) > 1:
        return False
    if (
        date
        and telling.date
        and not (date.startswith(telling.date) or telling.date.startswith(date))
    ):
        return abs(_day(date) - _day(telling.date)) <= 1 and bool(encounter.definite)
    return _ranks_fit(encounter, telling)


def _day(date: str) -> int:
    parts = [int(p) for p in date.split("-")]
    return (
        parts[0] * 372 + sum(p * f for p, f in zip(parts[1:], (31, 1), strict=False))
        if len(parts) == 3
        else -9999 * parts[0]
    )


def _ranks_fit(encounter: Encounter, telling: Telling) -> bool:
    """Nobody new of another rank, and no officials in a leaders' call."""
    own = {e for e in encounter.sides if e.actor.level}
    theirs = {e for e in telling.sides if e.actor.level}
    if not own or not theirs or own & theirs:
        return True
    own_levels = {e.actor.level for e in own}
    their_levels = {e.actor.level for e in theirs}
    if not own_levels & their_levels:
        return False
    named = {(e.party, e.actor.name) for e in own if e.actor.kind == "person"}
    other = {(e.party, e.actor.name) for e in theirs if e.actor.kind == "person"}
    for party, name in named:
        against = [n for p, n in other if p == party]
        if against and name not in against:
            return False
    return True


def _likeness(encounter: Encounter, telling: Telling, date: Time | None) -> float:
    score = 0.0
    last = telling.encounters[-1]
    if set(encounter.sides) & {e for e in telling.sides if e.actor.kind != "state"}:
        score += 1.0
    if encounter.mode == telling.mode and encounter.mode != "unspecified":
        score += 0.7
    if encounter.trigger.lemma_ in {e.trigger.lemma_ for e in telling.encounters}:
        score += 0.5
    if encounter.definite:
        score += 0.8
    if encounter.counting:
        score += 2.0 if telling.counts else 0.8
    if encounter.trigger.sent.start == last.trigger.sent.start:
        score += 0.6
    if date and telling.date == date.value:
        score += 1.0
    if encounter.outcome == telling.outcome == "no-progress" and _is_series(telling) and not date:
        score += 0.6
    if not date and not telling.date:
        score += 0.2
    distance = abs(encounter.trigger.i - last.trigger.i)
    score -= 0.3 if distance > 150 else 0.0
    if not any(e.actor.level for e in encounter.sides) and not encounter.definite and date:
        score -= 0.3
    if set(encounter.parties) == set(telling.parties) and not date:
        score += 0.3
    return score


# -- what each encounter adds ----------------------------------------------------------------------


def _add_facts(
    reading: Reading, cast: Cast, telling: Telling, encounter: Encounter, said: list[Said]
) -> None:
    date = _date(reading, encounter)
    if date and date.value and not encounter.counting:
        if telling.date is None or (
            date.value.startswith(telling.date) and len(date.value) > len(telling.date)
        ):
            telling.date, telling.date_zone = date.value, date.zone
        elif date.value != telling.date and not telling.date.startswith(date.value):
            telling.other_dates.append((date.value, date.zone))
    if encounter.status == "never":
        since = next((t for t in _times(reading, encounter.trigger) if t.kind == "since"), None)
        telling.since = since.value if since else telling.since
    telling.place = telling.place or _place(reading, cast, encounter)
    telling.duration = telling.duration or _duration(reading, encounter)
    count = find_count(reading, encounter)
    if count is not None and encounter.status != "never":
        telling.counts.append(count)
    speaker = _speaker(encounter.trigger, said)
    known = {t.lower_ for t, _ in telling.tone}
    telling.tone += [(t, speaker) for t in find_tone(reading, encounter) if t.lower_ not in known]
    telling.topics += [s for s in _topics(reading, encounter) if s not in telling.topics]
    telling.purpose += [(s, speaker) for s in _purpose(reading, encounter)]
    telling.mediators += [m for m in _mediators(cast, encounter)
                          if m not in telling.parties and m not in telling.mediators]  # fmt: skip


def _times(reading: Reading, token: Token) -> list[Time]:
    sentence = token.sent
    return [t for t in reading.times if sentence.start_char <= t.start < sentence.end_char]


def _date(reading: Reading, encounter: Encounter) -> Time | None:
    """The date that hangs from the trigger or its clause; else the sentence's only one."""
    dates = [t for t in _times(reading, encounter.trigger) if t.kind == "date" and t.value]
    if not dates:
        return None
    anchors = [encounter.trigger, encounter.clause]
    best: tuple[int, Time] | None = None
    for time in dates:
        steps = _steps(reading.token_at(time.start), anchors)
        if steps is None:
            continue
        cost = steps * 10 + abs(reading.token_at(time.start).i - encounter.trigger.i)
        if best is None or cost < best[0]:
            best = (cost, time)
    if best is not None:
        return best[1]
    triggers = sum(t.lemma_.lower() in words.CONTACT_NOUNS or t.lemma_ in words.CONTACT_VERBS
                   for t in encounter.trigger.sent if t.pos_ in {"NOUN", "VERB"})  # fmt: skip
    return dates[0] if len(dates) == 1 and triggers <= 1 else None


def _steps(token: Token, anchors: list[Token]) -> int | None:
    """How many steps up the tree from a date to a trigger, not out of another clause."""
    at = token
    for steps in range(8):
        if at in anchors:
            return steps
        if at.head == at:
            return None
        if (
            at.dep_ in {"acl:relcl", "advcl", "ccomp", "parataxis", "conj"}
            and at.pos_ in {"VERB", "AUX"}
            and steps > 0
        ):
            return steps + 3 if at.head in anchors and at.dep_ in {"conj", "parataxis"} else None
        at = at.head
    return None


def _place(reading: Reading, cast: Cast, encounter: Encounter) -> Span | None:
    if encounter.mode in {"call", "video", "message"}:
        return None
    heads = [encounter.trigger, encounter.clause]
    if encounter.clause.dep_ in {"advcl", "xcomp"}:
        heads.append(encounter.clause.head)
    for head in heads:
        for child in head.children:
            if child.dep_ not in {"obl", "nmod", "obl:unmarked", "advcl"}:
                continue
            cases = {c.lower_ for c in child.children if c.dep_ == "case"}
            if cases & {"in", "at"} and child.pos_ == "PROPN" and not _is_time(reading, child):
                start, end = child.left_edge.i, child.right_edge.i + 1
                tokens = [t for t in reading.doc[start:end] if t.dep_ != "case" or t.i > child.i]
                tokens = _until_clause(tokens, child)
                span = reading.doc[tokens[0].i : tokens[-1].i + 1]
                return Span(start=span.start_char, end=span.end_char, text=span.text)
    return None


def _until_clause(tokens: list[Token], head: Token) -> list[Token]:
    """A place's words without relative clauses or dates, but with what is put beside it."""
    kept = [t for t in tokens if t.i <= head.i or _is_beside(t, head)]
    while kept and kept[-1].is_punct and kept[-1].text != ".":
        kept.pop()
    return kept or [head]


def _is_beside(token: Token, head: Token) -> bool:
    at = token
    while at not in (head, at.head):
        if at.dep_ not in {"flat", "appos", "compound", "punct", "nmod:unmarked", "nmod:desc"}:
            return False
        at = at.head
    return at == head and (token.pos_ == "PROPN" or token.is_punct)


def _is_time(reading: Reading, token: Token) -> bool:
    return any(t.start <= token.idx < t.end for t in reading.times)


def _duration(reading: Reading, encounter: Encounter) -> Span | None:
    for time in _times(reading, encounter.trigger):
        if (
            time.kind == "duration"
            and abs(reading.token_at(time.start).i - encounter.trigger.i) < 12
        ):
            return Span(start=time.start, end=time.end, text=time.text)
    return None


def _topics(reading: Reading, encounter: Encounter) -> list[Span]:
    found = []
    for head in {encounter.trigger, encounter.clause}:
        if head.lemma_ in {"discuss"}:
            found += [c for c in head.children if c.dep_ == "obj"]
        for child in head.children:
            cases = {c.lower_ for c in child.children if c.dep_ == "case"}
            if child.dep_ in {"nmod", "obl"} and cases & {
                "on",
                "about",
                "over",
                "concerning",
                "regarding",
            }:
                found.append(child)
    return [_phrase(reading, c) for c in found if not _is_time(reading, c)]


def _phrase(reading: Reading, head: Token) -> Span:
    tokens = [t for t in head.subtree if not (t.dep_ == "case" and t.head == head)]
    span = reading.doc[tokens[0].i : tokens[-1].i + 1]
    text = span.text.rstrip(" ,.;")
    return Span(start=span.start_char, end=span.start_char + len(text), text=text)


def _purpose(reading: Reading, encounter: Encounter) -> list[Span]:
    """As in "meant to …", "in an effort to …", "to discuss …": why it was sought."""
    found = []
    clause = encounter.clause
    for child in clause.children:
        marks = {c.lower_ for c in child.children if c.dep_ == "mark"}
        aimed = clause.lemma_ in {"mean", "intend", "aim", "design"} and child.dep_ == "xcomp"
        if aimed or (
            child.dep_ == "advcl"
            and (
                "to" in marks
                or (child.tag_ == "VBG" and child.lemma_ in {"want", "seek", "hope", "aim", "try"})
            )
        ):
            tokens = list(child.subtree)
            span = reading.doc[tokens[0].i : tokens[-1].i + 1]
            text = span.text.rstrip(" ,.;")
            found.append(Span(start=span.start_char, end=span.start_char + len(text), text=text))
    return found


def _mediators(cast: Cast, encounter: Encounter) -> list[str]:
    """Who brokered or carried it: agents of mediating verbs, "through Oman", "Qatari mediation"."""
    found: list[str] = []
    sentence = encounter.trigger.sent
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in {
            "mediate",
            "broker",
            "facilitate",
            "arrange",
            "carry",
            "relay",
            "pass",
            "convey",
            "host",
            "sponsor",
        }:
            people = [c for c in token.children if c.dep_ in {"nsubj", "obl:agent"} or (
                c.dep_ == "obl" and any(g.lower_ == "by" for g in c.children))]  # fmt: skip
            if lemma == "host" and encounter.trigger == token:
                continue
            for person in people:
                found += [e.party for e in cast.group(person) if e.party]
        if token.pos_ in {"NOUN", "PROPN"} and lemma in {
            "mediation",
            "mediator",
            "auspices",
            "intermediary",
            "go-between",
        }:
            for child in token.children:
                found += [e.party for e in cast.group(child) if e.party]
        if token.dep_ in {"obl", "nmod"} and any(
            c.lower_ in {"through", "via"} and c.dep_ == "case" for c in token.children
        ):
            found += [e.party for e in cast.group(token) if e.party]
    return [m for m in dict.fromkeys(found) if m not in encounter.parties]


def _speaker(token: Token, said: list[Said]) -> Entity | None:
    """Who says what is said at a token: the innermost statement over it."""
    over = [s for s in said if token.i in set(s.content)]
    best = min(over, key=lambda s: len(s.content), default=None)
    return best.speaker if best else None


# -- what it followed ------------------------------------------------------------------------------

_REASON = re.compile(r"\b(after|because|as|since|following|when|amid)\b")


def _followed(telling: Telling, tellings: list[Telling]) -> list[Telling]:
    """Contacts without progress, or refused, that the text gives as the reason for this one."""
    if telling.status not in {"held", "ongoing", "planned", "proposed"}:
        return []
    found: list[Telling] = []
    for other in tellings:
        if other is telling or set(other.parties) != set(telling.parties):
            continue
        failed = other.outcome in {"no-progress", "breakdown"} or other.status in {
            "refused",
            "cancelled",
        }
        if failed and any(
            _given_as_reason(a, b) for a in telling.encounters for b in other.encounters
        ):
            found.append(other)
    return found


def _given_as_reason(contact: Encounter, cause: Encounter) -> bool:
    if contact.trigger.sent.start != cause.trigger.sent.start or contact is cause:
        return False
    at = cause.trigger
    while at.head != at:
        if at in {contact.trigger, contact.clause}:
            return False
        markers = {c.lower_ for c in at.children if c.dep_ in {"mark", "case", "advmod"}}
        if any(_REASON.fullmatch(m) for m in markers) and contact.trigger not in set(at.subtree):
            return True
        at = at.head
    return False
