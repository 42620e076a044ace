"""Who is who in one report: every noun phrase that stands for an actor, and for which.

Phrases are taken in the text's order, so that "he", "the minister" or "both sides" can look back.
A phrase may stand for several: "the foreign ministers of Kenya and Uganda", "both leaders".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Span, Token

from detente import actors
from detente.coding.phrases import (
    base_phrase,
    full_phrase,
    is_title_before,
    modifiers,
    possessors,
)
from detente.language import Reading
from detente.model import Actor, Level

SINGULAR_PERSON = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
PLURAL = {"they", "them", "their", "theirs", "themselves"}
THING = {"it", "its", "itself"}
PAIR_WORDS = {"both", "two"}
SIDES = {"side", "country", "nation", "government", "capital", "state", "power", "neighbor",
         "neighbour", "party", "ally", "rival", "superpower"}  # fmt: skip
PEOPLE = {"leader", "president", "minister", "premier", "man", "woman", "official", "diplomat",
          "chief", "envoy", "counterpart", "secretary", "negotiator", "general", "delegation",
          "team", "head", "representative", "statesman", "pair", "duo", "politician"}  # fmt: skip
_GROUP_HEADS = {"official", "diplomat", "negotiator", "delegation", "team", "officer", "group",
                "aide", "envoy", "minister", "lawmaker", "expert", "leader", "general"}  # fmt: skip
_NEVER = {"time", "year", "month", "week", "day", "war", "policy", "relation", "tie", "talk"}


@dataclass(eq=False)
class Entity:
    """One actor of the report, with every phrase that stands for it."""

    key: str
    actor: Actor
    plural: bool = False
    heads: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    @property
    def party(self) -> str | None:
        """The side it stands for, where it can stand for one."""
        if self.actor.kind == "outlet" or self.actor.sector in {"BUS", "CVL", "MED", "EDU"}:
            return None
        return self.actor.party

    @property
    def is_person(self) -> bool:
        """Whether "he" or "she" can mean it."""
        return not self.plural and self.actor.kind in {"person", "office", "anonymous"}


class Cast:
    """The actors of a reading; see the module's docstring.

    Arguments:
        reading: the report's language.
        on: the day of publication, which decides who held an office.

    """

    def __init__(self, reading: Reading, on: date | None) -> None:
        self.reading = reading
        self.on = on
        self.entities: dict[str, Entity] = {}
        self._at: dict[int, list[Entity]] = {}
        self._recent: list[tuple[int, list[Entity]]] = []
        self._dated = {
            t.i
            for time in reading.times
            if time.kind == "date" and time.value
            for t in reading.tokens(time.start, time.end)
        }
        self._inside_names: set[int] = set()
        self._reporters: set[int] = set()
        self._names = self._known_names()
        self._parties_seen: list[tuple[int, str]] = []
        self._reporters = self._outlet_sources()
        for token in reading.doc:
            if token.i not in self._at and self._may_act(token):
                self._place(token)

    # -- what others ask ------------------------------------------------------------------------

    def at(self, token: Token) -> list[Entity]:
        """Whom the phrase headed by a token stands for; none where it is no actor."""
        return self._at.get(token.i, [])

    def group(self, token: Token) -> list[Entity]:
        """The same with everybody joined to it by "and", and with what an apposition adds."""
        found = list(self.at(token))
        for child in token.children:
            if child.dep_ == "conj" or (child.dep_ == "appos" and not found):
                found += [e for e in self.group(child) if e not in found]
        return found

    def pair_at(self, token: Token) -> tuple[str, str] | None:
        """The two sides that "both sides", "bilateral" or "each other" mean here.

        The sides named last before this place, the sentence's own first; where the sentence names
        one, the other is the one it is most told of with.
        """
        sentence = token.sent
        own = self._parties_between(sentence.start, sentence.end)
        if len(own) == 2:
            return (own[0], own[1])
        before = self._parties_between(max(0, sentence.start - 150), sentence.start)
        if len(own) == 1:
            other = next((p for p in reversed(before) if p != own[0]), None)
            other = other or self._usual_other(own[0])
            return (own[0], other) if other else None
        if len(own) > 2:
            counts = Counter(p for p in self.parties_in_order() if p in own)
            ranked = [p for p, _ in counts.most_common(2)]
            return (ranked[0], ranked[1]) if len(ranked) == 2 else (own[-2], own[-1])
        told = Counter(p for i, p in self._parties_seen if i < sentence.start)
        if len(told) >= 2:
            ranked = [p for p, _ in told.most_common(2)]
            return (ranked[0], ranked[1])
        if len(before) >= 2:
            return (before[-2], before[-1])
        everything = Counter(self.parties_in_order())
        if len(everything) >= 2:
            first, second = [p for p, _ in everything.most_common(2)]
            return (first, second)
        return None

    def parties_in_order(self) -> list[str]:
        """Every mention of a side, in the text's order."""
        return [party for _, party in self._parties_seen]

    def state(self, code: str) -> Entity | None:
        """The entity of a side as such, made where the text has none."""
        for entity in self.entities.values():
            if entity.actor.kind == "state" and entity.actor.country == code:
                return entity
            if entity.actor.org == code and entity.actor.sector == "IGO":
                return entity
        actor = actors.resolve(actors.name_of(code) or code, on=self.on)
        return self._entity(actor, False) if actor else None

    # -- names ----------------------------------------------------------------------------------

    def _known_names(self) -> dict[int, Actor]:
        """Names of the tables, each by the token that heads it."""
        heads: dict[int, Actor] = {}
        for name in actors.names_in(self.reading.document.text, on=self.on):
            span = self.reading.tokens(name.start, name.end)
            if span[0].i in self._dated:
                continue
            heads[span.root.i] = name.actor
            if len(span) > 1:
                self._inside_names |= {t.i for t in span} - {span.root.i}
        return heads

    def _outlet_sources(self) -> set[int]:
        """The words of sources that name an outlet: its country is no side of the story."""
        found: set[int] = set()
        for attribution in self.reading.attributions:
            names = [self._names[i] for i in attribution.source if i in self._names]
            if any(actor.kind == "outlet" for actor in names):
                found |= set(attribution.source)
        return found

    def _may_act(self, token: Token) -> bool:
        if token.pos_ == "PRON" and token.i not in self._names:
            return token.lower_ in SINGULAR_PERSON | PLURAL | THING | {"both", "neither", "one"}
        if self._leads_name(token) or token.i in self._dated:
            return False
        if token.i in self._names:
            if self._names[token.i].kind == "outlet":
                return True
            return not (token.dep_ in {"compound", "flat"} and token.head.pos_ == "PROPN")
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or token.dep_ in {"flat", "fixed"}:
            return False
        if token.pos_ == "ADJ":
            return False
        if token.dep_ in {"compound", "nmod:desc"} and token.head.i > token.i:
            return False
        if token.lower_ == "office" and not any(
            c.dep_ in {"amod", "compound", "nmod:poss"} for c in token.children
        ):
            return False
        return token.lemma_.lower() not in _NEVER

    def _leads_name(self, token: Token) -> bool:
        """Whether a token is the title in front of a name, or the rest of a known name."""
        if token.i in self._inside_names:
            return True
        following = self.reading.doc[token.i + 1] if token.i + 1 < len(self.reading.doc) else None
        return (
            following is not None
            and following.pos_ == "PROPN"
            and following.ent_type_ == "person"
            and is_title_before(token, following)
        )

    # -- one phrase -----------------------------------------------------------------------------

    def _place(self, token: Token) -> None:
        found = self._resolve(token)
        if not found:
            return
        self._at[token.i] = found
        start, end = base_phrase(token)
        span = self.reading.doc[start:end]
        for entity in found:
            entity.heads.append(token.i)
            entity.spans.append((span.start_char, span.end_char))
            if entity.party and token.i not in self._reporters:
                self._parties_seen.append((token.i, entity.party))
        self._recent.append((token.i, found))

    def _resolve(self, token: Token) -> list[Entity]:
        if token.pos_ == "PRON" and token.i not in self._names:
            return self._pronoun(token)
        lemma = token.lemma_.lower()
        start, end = base_phrase(token)
        phrase = self.reading.doc[start:end]
        words = {t.lower_ for t in phrase}
        if token.pos_ == "NOUN" or token.tag_ in {"NNS", "NNPS"}:
            if words & PAIR_WORDS and lemma in SIDES | PEOPLE:
                pair = self._pair(token, lemma)
                if pair:
                    return pair
            several = self._of_several(token, phrase)
            if several:
                return several
            if lemma == "counterpart":
                return self._counterpart(token)
            owner = self._owned(token, lemma)
            if owner:
                return owner
        name = self._names.get(token.i) or self._name_beside(token, phrase)
        actor = self._known_surname(token) or self._by_phrase(token, phrase, name)
        if actor is None and token.pos_ == "NOUN":
            return self._described(token, lemma, words)
        if actor is None or (actor.kind == "state" and token.pos_ == "NOUN" and not _acts(lemma)):
            return []
        if (
            token.pos_ == "NOUN"
            and "the" in words
            and not actor.party
            and actor.kind == "anonymous"
        ):
            return self._described(token, lemma, words) or [self._entity(actor, _plural(token))]
        return [self._entity(actor, _plural(token))]

    def _name_beside(self, token: Token, phrase: Span) -> Actor | None:
        """The name after a description: "broadcaster RTHK"."""
        named = (self._names[t.i] for t in phrase if t.i > token.i and t.i in self._names)
        return next((a for a in named if a.kind in {"person", "organization", "outlet"}), None)

    def _by_phrase(self, token: Token, phrase: Span, name: Actor | None) -> Actor | None:
        text = phrase.text.removesuffix("'s").removesuffix("’s").rstrip("'’")
        if not any(c.isalpha() for c in text) or len(text) > 120:
            return name
        near = self._near(token)
        if name is not None and name.kind in {"person", "organization", "outlet"}:
            return name
        actor = actors.resolve(text, on=self.on, near=near)
        if token.pos_ == "PROPN" and (actor is None or actor.kind != "person"):
            person = None if name else self._unknown_person(token, text)
            if person is not None:
                update = {"country": actor.country, "sector": actor.sector} if actor else {}
                return person.model_copy(update={**update, "level": actors.rank(text)})
        return actor or name

    def _near(self, token: Token) -> str | None:
        """The side whose ministry, minister or official an unmarked one most likely is."""
        for other in full_phrase(token):
            found = self._names.get(other.i)
            if found and found.party and other.i != token.i:
                return found.party
        sentence = token.sent
        own = [a.party for i, a in self._names.items() if sentence.start <= i < token.i and a.party]
        if own:
            return own[-1]
        if token.text[:1].isupper() and self._parties_seen:
            return self._parties_seen[-1][1]
        return None

    def _known_surname(self, token: Token) -> Actor | None:
        """A surname alone, after the full name."""
        if token.pos_ != "PROPN" or token.text[:1].islower():
            return None
        start, end = base_phrase(token)
        words = [t.text for t in self.reading.doc[start:end] if t.pos_ == "PROPN"]
        words = [w for w in words if not actors.is_title(w)]
        if len(words) != 1 or (token.i in self._names and self._names[token.i].kind == "state"):
            return None
        for entity in reversed(self.entities.values()):
            if entity.actor.kind == "person" and words[0] in entity.actor.name.split():
                return entity.actor
        return None

    def _unknown_person(self, token: Token, text: str) -> Actor | None:
        """Somebody whom no table knows, but whom the reading model calls a person."""
        if not any(
            e.label_ == "person" and e.start <= token.i < e.end for e in self._entities_near(token)
        ):
            return None
        name = actors.strip_titles(text).strip()
        if not name or not name[0].isupper():
            return None
        return Actor(id=f"person-{name.lower().replace(' ', '-')}", name=name, kind="person")

    def _entities_near(self, token: Token) -> Iterator[Span]:
        yield from (e for e in self.reading.doc.ents if e.start <= token.i < e.end)

    # -- descriptions ---------------------------------------------------------------------------

    def _of_several(self, token: Token, phrase: Span) -> list[Entity]:
        """As in "American and Chinese officials", "the foreign ministers of Kenya and Uganda"."""
        codes = self._codes_under(token)
        if len(codes) < 2 or not (_acts(token.lemma_.lower()) or actors.rank(phrase.text)):
            return []
        own = [t for t in phrase if t.i <= token.i]
        plain = " ".join(
            t.text for t in own if not actors.country_of(t.text) and t.dep_ not in {"cc", "conj"}
        )
        found = []
        for code in codes:
            actor = actors.resolve(plain, on=self.on, near=code)
            if actor and actor.party == code:
                found.append(self._entity(actor, actor.kind == "anonymous"))
            else:
                state = self.state(code)
                found += [state] if state else []
        return found

    def _codes_under(self, token: Token) -> list[str]:
        """The sides that a noun's modifiers and its "of" name; "of the two countries" is a pair."""
        codes: list[str] = []
        for word in modifiers(token):
            name = self._names.get(word.i)
            code = name.party if name else actors.country_of(word.text)
            below = {c.lower_ for c in word.children}
            if not code and below & PAIR_WORDS and word.lemma_.lower() in SIDES:
                codes += [p for p in self.pair_at(token) or () if p not in codes]
            if code and code not in codes:
                codes.append(code)
        return codes

    def _owned(self, token: Token, lemma: str) -> list[Entity]:
        """As in "his administration", "its government", "their officials": the owner's side."""
        owners = [e for word in possessors(token) for e in self._owner(word)]
        parties = [e.party for e in owners if e.party]
        if not parties or token.text[:1].isupper():
            return []
        if not (_acts(lemma) or actors.rank(token.text)):
            return []
        found = []
        for party in dict.fromkeys(parties):
            start, end = base_phrase(token)
            words = [t.text for t in self.reading.doc[start:end] if t.dep_ != "nmod:poss"]
            actor = actors.resolve(" ".join(words), on=self.on, near=party)
            if actor and actor.party == party:
                found.append(self._entity(actor, _plural(token)))
            elif (state := self.state(party)) is not None:
                found.append(state)
        return found

    def _owner(self, word: Token) -> list[Entity]:
        if word.i not in self._at and self._may_act(word):
            self._place(word)
        return self.at(word)

    def _described(self, token: Token, lemma: str, words: set[str]) -> list[Entity]:
        """As in "the president", "the official", "the North": one told of before."""
        if not words & {"the", "this", "that", "both"} and token.dep_ != "nmod:poss":
            return []
        plural = _plural(token)
        level = actors.rank(token.text)
        for _, group in reversed(self._recent):
            for entity in group:
                if entity.plural != plural or entity.actor.kind not in {
                    "person",
                    "office",
                    "anonymous",
                }:
                    continue
                if self._headed(entity, lemma) or (level and level == entity.actor.level
                                                   and entity.actor.kind == "person"):  # fmt: skip
                    return [entity]
        return []

    def _headed(self, entity: Entity, lemma: str) -> bool:
        doc = self.reading.doc
        for i in entity.heads[:4]:
            start, end = base_phrase(doc[i])
            if any(t.lemma_.lower() == lemma for t in doc[start:end]):
                return True
            if any(c.dep_ == "appos" and c.lemma_.lower() == lemma for c in doc[i].children):
                return True
        return False

    def _counterpart(self, token: Token) -> list[Entity]:
        """As in "his Chinese counterpart": who holds the same office on the other side."""
        owners = [e for word in possessors(token) for e in self._owner(word)]
        codes = [c for word in modifiers(token) if (c := actors.country_of(word.text))]
        owner = owners[0] if owners else self._last(lambda e: e.is_person)
        if not codes and owner and owner.party:
            pair = self.pair_at(token)
            codes = [p for p in pair or () if p != owner.party]
        found = []
        for code in codes:
            actor = actors.counterpart(owner.actor, code, on=self.on) if owner else None
            if actor is None:
                level: Level | None = owner.actor.level if owner else None
                name = actors.name_of(code) or code
                actor = Actor(
                    id=f"counterpart-{code.lower()}-{owner.key if owner else ''}",
                    name=f"{name}: {token.text}",
                    kind="anonymous",
                    country=code,
                    sector="GOV",
                    level=level,
                )
            found.append(self._entity(actor, _plural(token)))
        return found

    def _pair(self, token: Token, lemma: str) -> list[Entity]:
        """As in "both leaders", "the two sides"."""
        pair = self.pair_at(token)
        if lemma in PEOPLE:
            level = actors.rank(lemma)
            people: dict[str, Entity] = {}
            for _, group in reversed(self._recent):
                for entity in group:
                    fits = level in {None, "officials"} or entity.actor.level == level
                    if (
                        fits
                        and entity.party
                        and entity.actor.kind in {"person", "office", "anonymous"}
                    ):
                        people.setdefault(entity.party, entity)
                if len(people) >= 2 and (not pair or set(pair) <= set(people)):
                    break
            chosen = [people[p] for p in pair if p in people] if pair else list(people.values())
            if len(chosen) >= 2:
                return chosen[:2]
        states = [self.state(p) for p in pair or ()]
        return [s for s in states if s]

    # -- pronouns -------------------------------------------------------------------------------

    def _pronoun(self, token: Token) -> list[Entity]:
        word = token.lower_
        if word in SINGULAR_PERSON:
            person = self._person_before(token)
            return [person] if person else []
        if word in THING:
            found = self._subject_before(
                token,
                lambda e: not e.plural and e.actor.kind in {"state", "organization", "outlet"},
            )
            return [found] if found else []
        if word == "both" and token.dep_ in {"det", "cc:preconj", "det:predet"}:
            return []
        return self._plural_before(token)

    def _person_before(self, token: Token) -> Entity | None:
        """The nearest subject who can be a he or a she; else the nearest person."""
        return self._subject_before(token, lambda e: e.is_person)

    def _subject_before(self, token: Token, fits: Callable[[Entity], bool]) -> Entity | None:
        doc, best, best_score = self.reading.doc, None, -1e9
        sentence = token.sent.start
        for i, group in reversed(self._recent):
            if token.i - i > 120:
                break
            for entity in group:
                if len(group) > 1 or not fits(entity) or self._clash(doc[i], token):
                    continue
                subject = doc[i].dep_ in {"nsubj", "nsubj:pass", "nsubj:outer"}
                sentences = len({doc[i].sent.start, sentence}) - 1
                distance = (token.i - i) / 20 + (1.0 if sentences else 0.0)
                score = (2.0 if subject else 0.0) + (1.0 if entity.actor.kind == "person" else 0.0)
                if score - distance > best_score:
                    best, best_score = entity, score - distance
        return best

    @staticmethod
    def _clash(antecedent: Token, pronoun: Token) -> bool:
        """A pronoun is not the other argument of its own verb ("Xi told him")."""
        own = {"nsubj", "obj", "iobj", "obl", "nsubj:pass"}
        same = antecedent.head == pronoun.head and antecedent.dep_ in own and pronoun.dep_ in own
        return same and not pronoun.lower_.endswith(("self", "selves"))

    def _plural_before(self, token: Token) -> list[Entity]:
        """Who "they" are: the nearest plural subject, or two who were told of together."""
        doc = self.reading.doc
        here = token.sent.start
        candidates: list[tuple[float, list[Entity]]] = []
        for i, _group in reversed(self._recent):
            if token.i - i > 80:
                break
            whole = self.group(doc[i]) if doc[i].dep_ != "conj" else []
            if len(whole) < 2 and not any(e.plural for e in whole):
                continue
            subject = doc[i].dep_ in {"nsubj", "nsubj:pass"}
            head_before = token.i - i
            score = (1.5 if subject else 0.0) + (1.0 if len(whole) > 1 else 0.0) - head_before / 20
            score -= 0.5 if doc[i].sent.start != here else 0.0
            candidates.append((score, whole))
        if candidates:
            return max(candidates, key=lambda c: c[0])[1]
        return []

    def _last(self, fits: Callable[[Entity], bool]) -> Entity | None:
        for _, group in reversed(self._recent):
            for entity in group:
                if fits(entity):
                    return entity
        return None

    # -- the store ------------------------------------------------------------------------------

    def _entity(self, actor: Actor, plural: bool) -> Entity:
        if actor.kind == "anonymous" and actor.level == "officials":
            plural = True
        key = actor.id + ("+" if plural and actor.kind != "state" else "")
        if key not in self.entities:
            self.entities[key] = Entity(key, actor, plural and actor.kind != "state")
        return self.entities[key]

    def add(self, actor: Actor, span: tuple[int, int]) -> Entity:
        """An actor that no rule found, for instance the unknown source of a statement."""
        entity = self._entity(actor, False)
        if span not in entity.spans:
            entity.spans.append(span)
        return entity

    def _parties_between(self, start: int, end: int) -> list[str]:
        """The sides named in a token range, each at its last mention, in order."""
        last: dict[str, int] = {}
        for i, party in self._parties_seen:
            if start <= i < end:
                last[party] = i
        for i, actor in self._names.items():
            if i in self._reporters:
                continue
            if start <= i < end and actor.party and actor.kind != "outlet":
                last[actor.party] = max(i, last.get(actor.party, 0))
        return sorted(last, key=last.__getitem__)

    def _usual_other(self, party: str) -> str | None:
        counts = Counter(p for p in self.parties_in_order() if p != party)
        return counts.most_common(1)[0][0] if counts else None


def _plural(token: Token) -> bool:
    return token.tag_ in {"NNS", "NNPS"}


def _acts(lemma: str) -> bool:
    """Whether a common noun can act for a state: an office, a body, a side, its people."""
    return lemma in SIDES or lemma in PEOPLE or lemma in _GROUP_HEADS or actors.acts(lemma)
