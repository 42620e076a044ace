"""Who is who in one report: every phrase that stands for an actor, and for which.

Phrases are taken in the text's order, so that "he", "the minister" or "both sides" can look back.
A phrase may stand for several: "the foreign ministers of Kenya and Uganda", "both leaders".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Span, Token

from detente import actors
from detente.coding.affiliation import find_opposites
from detente.coding.appositions import find_descriptions, find_sender, office_text
from detente.coding.bystanders import is_mediator, is_place
from detente.coding.entities import OPPOSITES, PEOPLE, SIDES, Entity, can_act
from detente.coding.history import History
from detente.coding.names import Named, find_departments, find_names
from detente.coding.phrases import base_phrase, modifiers, possessors
from detente.coding.pronouns import (
    FIRST_PERSON,
    PAIR,
    PLURAL,
    SINGULAR_PERSON,
    THING,
    find_antecedent,
    find_last_people,
    find_people,
)
from detente.coding.ranks import may_be_one_cabinet
from detente.language import Reading
from detente.model import Actor

_FAR = 1000  # words that "the minister" looks back
_DESCRIBED = 4  # phrases of somebody that are remembered by their words
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_NEVER = {
    "affair",
    "affairs",
    "time",
    "year",
    "month",
    "week",
    "day",
    "war",
    "policy",
    "relation",
    "tie",
    "talk",
}
_MEMBERS = {"member", "ally", "partner", "state", "country", "nation", "neighbour", "neighbor",
            "power", "candidate", "aspirant", "hopeful"}  # fmt: skip
_SPORTS = {"rugby", "football", "soccer", "cricket", "hockey", "basketball", "tennis", "netball",
           "volleyball", "handball", "chess", "olympic"}  # fmt: skip
_OFFICIAL = {"GOV", "MIL", "LEG"}  # sectors of a state's organs
_ARGUMENTS = {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "nmod:poss"}
_GUESTS = {"visiting"}  # whoever is told as a guest is not the teller's own
_LESSER = {"former", "ex", "deputy", "vice", "assistant", "additional", "joint", "under", "shadow"}
_POINTING = {"the", "this", "that", "these", "those", "both"}
_PARTS_OF_DATELINE = re.compile(r"[,(./:—–]| -|--")
_LONGEST_PLACE = 4  # words
_CHAIN = 4  # steps back from a pronoun to a name
_LONGEST_PHRASE = 120


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
        self._sentence_of = _sentence_starts(reading)
        self._timed = {t.i for time in reading.times for t in reading.tokens(time.start, time.end)}
        self.history = History(self._sentence_of)
        names = find_names(reading, actors.names_in(reading.document.text, on=on))
        names = [named for named in names if not _only_describes(reading.doc, named, names)]
        self._named = {i: n for n in names for i in range(n.start, n.end)}
        self._strangers = {reading.doc[n.end - 1].text for n in names if n.known is None}
        self._names_of: dict[int, list[Named]] = {}
        for named in names:
            if named.known:
                here = self._sentence_of[named.start]
                self._names_of.setdefault(here, []).append(named)
        self._departments = find_departments(reading.doc)
        self._described = find_descriptions(reading.doc, names)
        self._describes = {head.i: self._named[start] for start, head in self._described.items()}
        self._dateline = range(*(_loud_place(reading.doc) or reading.dateline))
        self._reporters = self._outlet_sources()
        self._publisher = self._find_publisher()
        self._filed_from = self._find_dateline_state()
        self._home = self._filed_from or self._find_voice()
        self._tellers = self._find_tellers()
        self._foresee(names)
        for token in reading.doc:
            if token.i not in self._at and self._may_act(token):
                self._place(token)

    # -- what others ask ---------------------------------------------------------------------------

    def at(self, token: Token) -> list[Entity]:
        """Whom the phrase headed by a token stands for; none where it is no actor."""
        return self._at.get(token.i, [])

    def group(self, token: Token) -> list[Entity]:
        """The same with everybody joined to it by "and", and with what an apposition adds."""
        found = list(self.at(token))
        for child in token.children:
            listed = child.dep_ == "appos" and (not found or self._is_other(child, found))
            if child.dep_ == "conj" or listed:
                found += [e for e in self.group(child) if e not in found]
        return found

    def _is_other(self, token: Token, found: list[Entity]) -> bool:
        """Whether what the tree takes for an apposition is the next person of a list."""
        people = [e for e in self.at(token) if e.actor.kind == "person"]
        return (
            token.i in self._named
            and any(e.actor.kind == "person" for e in found)
            and any(e not in found for e in people)
        )

    def sides_meant(
        self, token: Token, number: int = 2, *, without: set[str] | None = None
    ) -> tuple[str, ...]:
        """The sides that "both sides", "bilateral" or "each other" mean at a token."""
        return self.history.sides_meant(token, number, without or set())

    def is_place(self, token: Token) -> bool:
        """Whether a name is told as where something happens."""
        return self._is_place(token.i)

    def state(self, code: str) -> Entity | None:
        """The entity of a side as such, made where the text has none."""
        for entity in self.entities.values():
            if entity.actor.kind == "state" and entity.actor.country == code:
                return entity
            if entity.actor.org == code and entity.actor.sector == "IGO":
                return entity
        actor = actors.actor_named(actors.name_of(code) or code, on=self.on)
        return self._entity(actor, plural=False) if actor else None

    def ranked_on(self, entity: Entity, day: date) -> Entity:
        """Somebody without an office by now, with the rank held on a day before."""
        actor = entity.actor
        if actor.kind != "person" or actor.level or (self.on and day >= self.on):
            return entity
        then = actors.actor_named(actor.name, on=day)
        if then is None or then.id != actor.id or not then.level:
            return entity
        return replace(entity, actor=actor.model_copy(update={"level": then.level}))

    def add(self, actor: Actor, span: tuple[int, int]) -> Entity:
        """An actor that no rule found, for instance the unknown source of a statement."""
        entity = self._entity(actor, plural=False)
        if span not in entity.spans:
            entity.heads.append(self.reading.token_at(span[0]).i)
            entity.spans.append(span)
        return entity

    # -- before the text is walked -----------------------------------------------------------------

    def _outlet_sources(self) -> set[int]:
        """The words of sources that name an outlet: its country is no side of the story."""
        found: set[int] = set()
        for attribution in self.reading.attributions:
            named = [self._named[i].known for i in attribution.source if i in self._named]
            if any(name is not None and name.role == "outlet" for name in named):
                found |= set(attribution.source)
        return found

    def _find_publisher(self) -> Actor | None:
        """Who published the text, where that is no outlet but an organ of a state: a readout."""
        outlet = self.reading.document.outlet
        actor = actors.actor_named(outlet, on=self.on) if outlet else None
        return actor if actor and actor.party and actor.sector in _OFFICIAL else None

    def _is_author(self, token: Token) -> bool:
        """Whether "I" is whoever published the text, and nobody quoted in it."""
        official = self._publisher is not None and self._publisher.kind in {"person", "office"}
        quoted = self.reading.quotation_at(token.idx) is not None
        ours = self._publisher is not None and token.lower_ == "our"
        return (ours or (official and token.lower_ in FIRST_PERSON)) and not quoted

    def _find_dateline_state(self) -> str | None:
        """The state a report was filed from, by its dateline."""
        dateline = self.reading.doc[self._dateline.start : self._dateline.stop].text
        places = (part.strip() for part in _PARTS_OF_DATELINE.split(dateline))
        return next((code for place in places if (code := actors.country_of(place))), None)

    def _find_voice(self) -> str | None:
        """The state whose outlet told the report."""
        outlet = self.reading.document.outlet
        actor = actors.actor_named(outlet, on=self.on) if outlet else None
        return actors.voice_of(actor) if actor else None

    def _find_tellers(self) -> list[str]:
        """The sides whose own an office may be that the text names as if there were but one.

        An outlet comes before the dateline: a London paper's man in Delhi writes for London.
        """
        outlet = self.reading.document.outlet
        publisher = self._publisher.party if self._publisher else None
        readers = actors.readers_of(outlet) if outlet else None
        return [side for side in (publisher, readers, self._filed_from) if side]

    def _foresee(self, names: list[Named]) -> None:
        """Note which sides are named where."""
        for named in names:
            party = named.known.actor.party if named.known else None
            if party is None or (named.known and named.known.role == "outlet"):
                continue
            head = self._head(named)
            if named.start not in self._dateline and not self._stands_aside(head):
                self.history.foresee(head, party)

    def _is_place(self, position: int) -> bool:
        """Whether a name tells where: "in Baghdad", "Ramstein, Germany", a dateline."""
        if position in self._dateline:
            return True
        named = self._named.get(position)
        return named is not None and is_place(self.reading.doc, named, self._head(named))

    def _stands_aside(self, position: int) -> bool:
        """Whether a name is a place, a mediator or the source of the report, and no side."""
        named = self._named.get(position)
        aside = named is not None and is_mediator(self.reading.doc, named)
        return aside or position in self._reporters or self._is_place(position)

    def _head(self, named: Named) -> int:
        """The word of a name that the rest of the sentence hangs from."""
        doc = self.reading.doc
        inside = range(named.start, named.end)
        tops = (i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i)
        return next((i for i in tops if doc[i].pos_ != "PUNCT"), named.name)

    def _may_act(self, token: Token) -> bool:
        if _is_pair(token) or token.i in self._named:
            return True
        if token.i in self._departments:
            return False
        if _stands_alone(token):
            told = SINGULAR_PERSON | PLURAL | THING | {"both", "neither", "one"}
            return token.lower_ in told or self._is_author(token)
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"flat", "fixed"}:
            return False
        if token.dep_ in {"compound", "nmod:desc"} and token.head.i > token.i:
            return False
        if {c.lower_ for c in token.children} & _SPORTS:
            return False
        return token.i not in self._timed and token.lemma_.lower() not in _NEVER

    # -- one phrase --------------------------------------------------------------------------------

    def _place(self, token: Token) -> None:
        named = self._named.get(token.i) or self._describes.get(token.i)
        if named is not None:
            self._place_named(named)
            return
        found = self._resolve(token)
        if found:
            owner = self._name_after_of(token)
            turned = owner is not None and self.reading.doc[owner.start].head != token
            owned = range(owner.start, owner.end) if owner and turned else ()
            self._tell([token.i, *owned], token.i, found, base_phrase(token))

    def _tell(
        self, positions: list[int], head: int, found: list[Entity], phrase: tuple[int, int]
    ) -> None:
        span = self.reading.doc[phrase[0] : phrase[1]]
        for i in positions:
            self._at[i] = found
        named = self._named.get(head)
        titles = self.reading.doc[named.start : named.name] if named else span
        for entity in found:
            entity.heads.append(head)
            entity.spans.append((span.start_char, span.end_char))
            if len(entity.described) < _DESCRIBED:
                entity.described.append({t.lemma_.lower() for t in titles})
        self.history.tell(head, found, acting=not self._stands_aside(head))

    # -- names -------------------------------------------------------------------------------------

    def _place_named(self, named: Named) -> None:
        found = [e for e in (self._who(named),) if e]
        described = self._described.get(named.start)
        if found and described is not None and described.i not in self._at:
            self._tell([described.i], described.i, found, base_phrase(described))
        inside = list(range(named.start, named.end))
        if found:
            self._tell(inside, self._head(named), found, (named.start, named.end))

    def _who(self, named: Named) -> Entity | None:
        if named.known is not None and not named.is_person:
            return self._entity(named.known.actor, plural=False)
        earlier = self._earlier(named)
        actor = (earlier.actor if earlier else None) or self._person(named)
        described = self._described.get(named.start)
        office = self._office(described, actor.party) if described is not None else None
        sent_by = self._sent_by(named, described)
        actor = _as_described(actor, office, sent_by)
        if actor.party is None and earlier is None and named.known is None and not named.titled:
            return None
        if earlier is not None:
            earlier.actor = _with_rank(earlier.actor, actor)
            return earlier
        return self._entity(actor, plural=False)

    def _earlier(self, named: Named) -> Entity | None:
        """Who bears a surname alone, after the full name."""
        words = [t.text for t in self.reading.doc[named.name : named.end] if t.text != "-"]
        if named.known is not None:
            same = self.entities.get(named.known.actor.id)
            if same is not None:
                return same
        if len(words) != 1:
            name = self.reading.doc[named.name : named.end].text
            return next((e for e in self.entities.values()
                         if e.actor.kind == "person" and e.actor.name == name), None)  # fmt: skip
        bearers = [e for e in reversed(self.entities.values())
                   if e.actor.kind == "person" and words[0] in e.actor.name.split()]  # fmt: skip
        return min(bearers, key=lambda e: e.actor.level != "leader", default=None)

    def _person(self, named: Named) -> Actor:
        doc = self.reading.doc
        text = doc[named.start : named.end].text
        owner = self._of_state(named)
        if named.known is not None:
            told = actors.actor_named(text, on=self.on) if named.titled else None
            known = named.known.actor  # of no rank, it gives way to whoever title and name tell of
            same = told is not None and (told.id == known.id or not known.level)
            return told if told and same and told.kind == "person" else known
        side = owner or self._explicit(named) or self._side_of(doc[self._head(named)])
        found = actors.actor_named(text, on=self.on, near=side) if named.titled else None
        if found is not None and found.kind == "person":
            return found
        name = doc[named.name : named.end].text
        level = actors.rank(doc[named.start : named.name].text) if named.titled else None
        if named.titled and doc[named.name - 1].lemma_.lower() in OPPOSITES:
            owner_of = self._last_person()  # "his Myanmar counterpart Kyaw Swe"
            level = owner_of.actor.level if owner_of else None
        of = _of_side(side) if level and side else {}
        return Actor(id=actors.stranger_id(name), name=name, kind="person",
                     level=level, sector="GOV" if level else None, **of)  # fmt: skip

    def _of_state(self, named: Named) -> str | None:
        """As in "President Filipe Nyusi of Mozambique"."""
        doc = self.reading.doc
        if named.end + 1 >= len(doc) or doc[named.end].lower_ != "of":
            return None
        at = named.end + (2 if doc[named.end + 1].lower_ == "the" else 1)
        owner = self._named.get(at)
        return owner.known.actor.party if owner and owner.known else None

    def _explicit(self, named: Named) -> str | None:
        """The side that the title itself names: "Kuwaiti Foreign Minister", "U.N. envoy"."""
        if not named.titled:
            return None
        before = self._named.get(named.start - 1)
        if before is not None and before.known is not None and not before.is_person:
            return before.known.actor.party
        title = self.reading.doc[named.start : named.name]
        near = self._side_of_office(self.reading.doc[self._head(named)], title.text)
        if title[-1].lemma_.lower() in OPPOSITES:
            return actors.country_of(title[:-1].text)
        office = actors.actor_named(title.text, on=self.on, near=near)
        return office.party if office else None

    def _office(self, described: Token, holder: str | None) -> Actor | None:
        """The office in an apposition, with the side that owns it.

        Arguments:
            described: the word that names the office.
            holder: the side of whoever holds it, if known.

        """
        text = office_text(described).removesuffix("'s").removesuffix("’s")
        owners = [e.party for word in possessors(described) for e in self._owner(word) if e.party]
        owners += self._codes_under(described)
        if not owners and (state := self._state_after(base_phrase(described)[1])) and state.known:
            owners += [state.known.actor.party or ""]
        side = owners[0] if owners else None
        if described.lemma_.lower() in OPPOSITES:
            opposite = self._counterpart(described)
            return opposite[0].actor if opposite else None
        shared = actors.owners_of(text)
        found = None if shared else actors.actor_named(text, on=self.on)
        if found is not None and found.party:
            return found
        words = [t.text for t in self._phrase(described) if t.dep_ != "nmod:poss"]
        plain = " ".join(words) if possessors(described) else text
        known = holder if holder in shared else None
        near = side or known or self._side_of_office(described, text)
        return actors.actor_named(plain, on=self.on, near=near) or found

    def _sent_by(self, named: Named, described: Token | None) -> str | None:
        """The side that sent somebody or whose delegation they lead."""
        head = self.reading.doc[self._head(named)]
        sender = find_sender(head, self._beside(named), described)
        if sender is None:
            return None
        return next((e.party for e in self._owner(sender) if e.party), None)

    def _beside(self, named: Named) -> Token | None:
        """The first noun after a name and a comma."""
        doc = self.reading.doc
        after = doc[named.end : named.end + 8]
        if len(after) < 2 or after[0].text != ",":
            return None
        return next((t for t in after if t.pos_ == "NOUN"), None)

    # -- descriptions ------------------------------------------------------------------------------

    def _resolve(self, token: Token) -> list[Entity]:
        if self._publisher is not None and self._is_author(token):
            return [self._entity(self._publisher, plural=False)]
        if _stands_alone(token) or _is_pair(token):
            found = find_antecedent(token, self.history, self._sentence_of, self.group)
            return found or self._led_back(token)
        lemma = _single(token) if _plural(token) else token.lemma_.lower()
        phrase = self._phrase(token)
        words = {t.lower_ for t in phrase}
        if _names_nobody(token, lemma, phrase):
            pointing = bool(words & _POINTING) or token.dep_ == "nmod:poss"
            return self._told(token, lemma) if pointing else []
        if _plural(token) and (listed := self._listed_after(token)):
            return listed
        number = next((n for w, n in _NUMBERS.items() if w in words), 0)
        if number and can_act(lemma) and (pair := self._counted(token, lemma, number)):
            return pair
        several = self._of_several(token)
        if several:
            return several
        if self._is_opposite(token, lemma, words):
            return self._counterpart(token)
        return (
            self._owned(token, lemma)
            or self._those(token, lemma, words)
            or self._plain(token, lemma, words)
        )

    def _listed_after(self, token: Token) -> list[Entity]:
        """As in "the ministers of the two countries, Sergei Shoigu and Hulusi Akar"."""
        doc, at = self.reading.doc, base_phrase(token)[1]
        if at + 1 >= len(doc) or doc[at].text != "," or not actors.rank(self._text(token)):
            return []
        found: list[Entity] = []
        while (named := self._named.get(at + 1)) and named.is_person and not named.titled:
            found += self._owner(doc[self._head(named)])
            at = named.end
            if at + 1 >= len(doc) or doc[at].text not in {",", "and"}:
                break
        return found if len({e.party for e in found if e.party}) > 1 else []

    def _led_back(self, token: Token) -> list[Entity]:
        """Whom the reading model leads a pronoun back to, where that is an actor that fits."""
        at = token.i
        for _ in range(_CHAIN):
            earlier = self.reading.antecedents.get(at)
            if earlier is None:
                return []
            at = earlier
            before = self.reading.doc[at]
            found = self.group(before) if token.lower_ in PLURAL else self.at(before)
            if found:
                singular = token.lower_ in SINGULAR_PERSON
                return found if not singular or all(e.is_person for e in found) else []
        return []

    def _those(self, token: Token, lemma: str, words: set[str]) -> list[Entity]:
        """As in "the ministers agreed": those of a rank told of last, where no side is named."""
        if not _plural(token) or "the" not in words or lemma not in PEOPLE:
            return []
        level = actors.rank(self._text(token))
        if level not in {"leader", "minister", "senior"} or self._codes_under(token):
            return []
        people = find_last_people(level, 2, self.history) if level != "senior" else []
        if not people and any(c.lower_ == "between" for c in token.children):
            return self._holders(token, list(self.sides_meant(token)))
        states = self.history.states()
        if people or may_be_one_cabinet(token) or len(states) != 2 or self._is_of_others(token):
            return people
        return self._told(token, lemma) or self._holders(token, states)

    def _plain(self, token: Token, lemma: str, words: set[str]) -> list[Entity]:
        """A phrase with no names to go by but its own."""
        text = self._text(token)
        if not any(c.isalpha() for c in text) or len(text) > _LONGEST_PHRASE:
            return []
        beside = self._name_beside(token) or self._surname(token)
        if beside:
            return [beside]
        if owners := () if _plural(token) else actors.owners_of(text):
            return self._of_some_states(token, lemma, text, owners)
        pointing = bool(words & _POINTING) or token.dep_ == "nmod:poss"
        actor = actors.actor_named(text, on=self.on)
        if actor and actor.kind == "person" and token.text in self._strangers:
            return []  # somebody of that surname whom no table knows
        open_ = (actor is None or not actor.party) and not self._seat_of(token)
        owned = self._name_after_of(token) is not None
        if open_ and pointing and not owned and (back := self._told(token, lemma)):
            return back
        if actor is None or not actor.party:
            actor = self._owned_by(token, text, pointing=pointing) or actor
        if actor is None:
            return []
        if actor.kind == "state" and token.pos_ == "NOUN" and not can_act(lemma):
            return []
        return [self._entity(actor, plural=_plural(token))]

    def _of_some_states(
        self, token: Token, lemma: str, text: str, owners: tuple[str, ...]
    ) -> list[Entity]:
        """As in "the Foreign Secretary": an office that these states have, the usual one first."""
        codes = self._codes_under(token) or self._seat_of(token)
        ours = [side for side in self._tellers if side in owners]
        others = [side for side in owners if side not in ours]
        guest = bool({t.lower_ for t in self._phrase(token)} & _GUESTS)
        for sides in [codes] if codes else [others] if guest else [ours[:1], owners]:
            if told := self._told(token, lemma, of=sides):
                return told
        side = codes[0] if codes else self._owner_among(token, others if guest else owners)
        actor = actors.actor_named(text, on=self.on, near=side)
        return [self._entity(actor, plural=False)] if actor else []

    def _owner_among(self, token: Token, owners: Sequence[str]) -> str:
        """Whose an unmarked office is: the teller's, else the usual one, else the side told of."""
        ours = next((side for side in self._tellers if side in owners), None)
        named = self.history.states()
        if ours or owners[0] in named:
            return ours or owners[0]
        opposite = find_opposites(token, self._parties_of)
        likely = [*self.history.last_sides(token.i), *named]
        return next((s for s in likely if s in owners and s not in opposite), owners[0])

    def _side_of_office(self, token: Token, title: str) -> str | None:
        """The side of somebody whom no table knows, whose title does not tell it."""
        owners = actors.owners_of(title)
        told = next((s for s in [*self._sides_of(token), *self._tellers] if s in owners), None)
        return told or self._side_of(token)

    def _owned_by(self, token: Token, text: str, *, pointing: bool) -> Actor | None:
        """An office or body with the side that its words, or else those around it, give it."""
        codes = self._codes_under(token) or self._seat_of(token)
        if codes:
            return actors.actor_named(text, on=self.on, near=codes[0])
        if not (pointing or token.text[:1].isupper()) or self._is_of_others(token):
            return None
        found = self._held_by(self._sides_of(token), text)
        if found is None or (found.kind == "organization" and _plural(token)):
            return None  # "the border commissions"
        return found if found.level not in {"working", "officials"} else None

    def _held_by(self, sides: list[str], office: str) -> Actor | None:
        """Whoever holds an office for the first side; a king is of the first that has one."""
        found = [actors.actor_named(office, on=self.on, near=side) for side in sides[:1]]
        if actors.rank(office) == "leader":
            found += [actors.actor_named(office, on=self.on, near=side) for side in sides[1:]]
        holders = (actor for actor in found if actor and actor.kind == "person")
        return next(holders, found[0] if found else None)

    def _is_of_others(self, token: Token) -> bool:
        """Whether a phrase says whose it is, and that is no state: "the president of a firm"."""
        if actors.is_title(self._text(token).removeprefix("the ").removeprefix("The ")):
            return False  # "the head of state"
        return any(
            c.dep_ == "nmod"
            and c.i not in self._departments
            and any(g.lower_ == "of" and g.dep_ == "case" for g in c.children)
            for c in token.children
        )

    def _seat_of(self, token: Token) -> list[str]:
        """The side in whose capital a body or an official sits: "the ministry in Athens"."""
        doc, at = self.reading.doc, token.i + 1
        if at + 2 >= len(doc) or doc[at].lower_ != "in":
            return []
        named = self._named.get(at + (2 if doc[at + 1].lower_ == "the" else 1))
        if named is None or named.known is None:
            return []
        guest = token.lemma_.lower() in {"embassy", "ambassador", "consulate", "envoy", "mission"}
        party = named.known.actor.party
        return [party] if party and not guest and named.known.role in {"capital", "state"} else []

    def _name_beside(self, token: Token) -> Entity | None:
        """The name after a description: "broadcaster RTHK"."""
        for t in self._phrase(token):
            named = self._named.get(t.i)
            if t.i > token.i and named and named.known and named.known.role not in {
                "state", "demonym", "capital", "seat"}:  # fmt: skip
                return self._entity(named.known.actor, plural=False)
        return None

    def _surname(self, token: Token) -> Entity | None:
        """A surname alone that no title marks, after the full name."""
        if token.pos_ != "PROPN" or not token.text[:1].isupper() or actors.is_title(token.text):
            return None
        return self._earlier(Named(token.i, token.i, token.i + 1))

    def _told(self, token: Token, lemma: str, *, of: Sequence[str] | None = None) -> list[Entity]:
        """As in "the president", "the official": one told of before in that word.

        Arguments:
            token: the word.
            lemma: its lemma.
            of: the sides whose it may be, if that matters.

        """
        plural = _plural(token)
        phrase = (t for t in self._phrase(token) if t.lower_ not in _GUESTS)
        own = {t.lemma_.lower() for t in phrase if t.pos_ in {"ADJ", "NOUN", "PROPN"}}
        for i, group in reversed(self.history.mentions):
            if token.i - i > _FAR:
                break
            found = []
            for entity in group:
                fits = entity.plural == plural and entity.actor.kind in {
                    "person", "office", "anonymous", "organization"}  # fmt: skip
                fits = fits and (of is None or entity.party in of)
                lesser = _LESSER - own if of else set()
                if fits and any(
                    lemma in words and own <= words and lesser.isdisjoint(words)
                    for words in entity.described
                ):
                    found.append(entity)
            if found:
                return found if plural else found[:1]
        return []

    def _counted(self, token: Token, lemma: str, number: int) -> list[Entity]:
        """As in "both leaders", "the three countries"."""
        between = any(c.lower_ in {"between", "among"} for c in token.children)
        opposite = set() if between else find_opposites(token, self._parties_of)
        sides = self.sides_meant(token, number, without=opposite)
        if lemma in SIDES:
            return [s for p in sides if (s := self.state(p))]
        holders = self._holders(token, list(sides))
        levels = {e.actor.level for e in holders if e.actor.level}
        level = next(iter(levels)) if len(levels) == 1 else actors.rank(self._text(token))
        people = find_people(level, sides, self.history)
        people = people or find_last_people(level, number, self.history)
        if actors.owners_of(self._text(token)) and not self._all_bear(token, people):
            return holders  # "the two foreign secretaries" are no ambassadors, of what rank they be
        if (
            not people
            and level == "officials"
            and any(c.lower_ in _NUMBERS for c in token.children)
        ):
            people = find_people(None, sides, self.history)  # "the two diplomats": the ministers
        return people or holders

    def _all_bear(self, token: Token, people: list[Entity]) -> bool:
        """Whether all of some people were told by the title of a plural, or as opposites."""
        kinds = {"ADJ", "NOUN", "PROPN"}
        title = {t.lemma_.lower() for t in self._phrase(token) if t.pos_ in kinds and t != token}
        title.add(_single(token).lower())
        return all(
            any(title <= words or words & OPPOSITES for words in e.described) for e in people
        )

    def _of_several(self, token: Token) -> list[Entity]:
        """As in "American and Chinese officials", "the foreign ministers of Kenya and Uganda"."""
        codes = self._codes_under(token)
        if len(codes) < 2 or not (can_act(token.lemma_.lower()) or actors.rank(self._text(token))):
            return []
        return self._holders(token, codes)

    def _holders(self, token: Token, codes: list[str]) -> list[Entity]:
        """For each side whoever a plural names there; the side itself where nobody is known."""
        outside = {"cc", "conj", "nmod:poss", "punct", "nummod", "case"}
        owned_by = {t.i for owner in possessors(token) for t in owner.subtree}
        own = [t for t in self._phrase(token) if t.i <= token.i and t.dep_ not in outside]
        own = [t for t in own if t.i not in owned_by]
        own = [t for t in own if not self._tells_side(t) and t.lower_ != "both"]
        plain = " ".join(t.text for t in own)
        single = " ".join([*[t.text for t in own[:-1]], _single(token)])
        found: list[Entity] = []
        for code in codes:
            one = actors.actor_named(single, on=self.on, near=code)
            many = actors.actor_named(plain, on=self.on, near=code)
            actor = one if one and one.kind in {"person", "office"} else (many or one)
            if actor and actor.party == code:
                found.append(self._entity(actor, plural=actor.kind == "anonymous"))
            elif (state := self.state(code)) is not None:
                found.append(state)
        return found

    def _tells_side(self, token: Token) -> bool:
        """Whether a word names a state: "South" and "Korean" in "South Korean diplomats"."""
        named = self._named.get(token.i)
        state = named and named.known and named.known.role in {"state", "demonym", "capital"}
        return bool(state) or actors.country_of(token.text) is not None

    def _codes_under(self, token: Token) -> list[str]:
        """The sides that a noun's modifiers and its "of" name; "of the two countries" is a pair."""
        codes: list[str] = []
        for word in modifiers(token):
            below = {c.lower_ for c in word.children}
            number = next((n for w, n in _NUMBERS.items() if w in below), 0)
            member = word.lemma_.lower() in _MEMBERS
            at = _after_members(self.reading.doc, word.i)
            if member and (beside := self._named.get(at)) and beside.known:
                codes += self._owning(self.reading.doc[at])  # "NATO members Greece and Turkey"
            elif number and (member or word.lemma_.lower() in SIDES):
                codes += self.sides_meant(word, number)
            else:
                codes += self._owning(word) or (
                    self._codes_under(word) if can_act(word.lemma_) and word != token else []
                )
        owner = self._name_after_of(token)
        codes += self._owning(self.reading.doc[owner.start]) if owner else []
        return list(dict.fromkeys([*codes, *self._listed_before(token)]))

    def _listed_before(self, token: Token) -> list[str]:
        """The sides right before a noun, whatever the tree makes of them: "Serb and Kosovo …"."""
        doc, codes = self.reading.doc, []
        at = base_phrase(token)[0] - 1
        beside = self._named.get(at)
        if beside and beside.known and beside.known.role == "demonym" and at >= 0:
            listed = self._demonyms_before(at) if _plural(token) else [beside]
            return [n.known.actor.party for n in listed if n.known and n.known.actor.party]
        while at >= 0 and doc[at].text in {"'s", "’s", "'", "’", "and", ",", "-", "–"}:
            named = self._named.get(at - 1)
            if named is None or named.known is None or named.known.role == "outlet":
                break
            codes += [named.known.actor.party] if named.known.actor.party else []
            if doc[at].text not in {"and", ",", "-", "–"}:
                break
            at = named.start - 1
        return codes

    def _demonyms_before(self, at: int) -> list[Named]:
        """As in "the Chadian and Libyan border guards": the adjectives that are joined up to it."""
        listed = [self._named[at]]
        while (start := listed[0].start) > 1 and self.reading.doc[start - 1].lower_ in {"and", "-"}:
            before = self._named.get(start - 2)
            if before is None or before.known is None or before.known.role != "demonym":
                break
            listed.insert(0, before)
        return listed

    def _name_after_of(self, token: Token) -> Named | None:
        """The state right after "of", whatever the tree makes of it."""
        at = token.i + 1
        while self._departments.get(at) == token.i:
            at += 1
        return self._state_after(at)

    def _state_after(self, at: int) -> Named | None:
        """The state that "of" at a position is followed by."""
        doc = self.reading.doc
        if at + 1 >= len(doc) or doc[at].lower_ != "of":
            return None
        named = self._named.get(at + (2 if doc[at + 1].lower_ == "the" else 1))
        return named if named and named.known and named.known.role == "state" else None

    def _owning(self, word: Token) -> list[str]:
        """The side a modifier names, with those listed after it ("of Chad, Niger and Mali")."""
        named = self._named.get(word.i)
        code = named.known.actor.party if named and named.known else actors.country_of(word.text)
        if not code or (named and named.is_person):
            return [code] if code else []
        codes = [code]
        doc, at = self.reading.doc, (named.end if named else word.i + 1)
        while named and at < len(doc) - 1 and doc[at].lower_ in {",", "and", "of", "the"}:
            after = self._named.get(at + 1)
            if after is None and doc[at + 1].lower_ in {"and", "the", "of"}:
                at += 1
                continue
            if after is None or after.known is None or after.known.role != named.known.role:  # type: ignore[union-attr]
                break
            codes += [after.known.actor.party] if after.known.actor.party else []
            at = after.end
        return codes

    def _owned(self, token: Token, lemma: str) -> list[Entity]:
        """As in "his administration", "its government", "their officials": the owner's side."""
        owners = [e for word in possessors(token) for e in self._owner(word)]
        parties = list(dict.fromkeys(e.party for e in owners if e.party))
        if not parties or token.text[:1].isupper():
            return []
        if not (can_act(lemma) or actors.rank(token.text)):
            return []
        return self._holders(token, parties)

    def _owner(self, word: Token) -> list[Entity]:
        if word.i not in self._at and self._may_act(word):
            self._place(word)
        return self.at(word)

    def _counterpart(self, token: Token) -> list[Entity]:
        """As in "his Chinese counterpart": who holds the same office on the other side."""
        owners = [e for word in possessors(token) for e in self._owner(word)]
        codes = [c for word in modifiers(token) for c in self._owning(word)]
        owner = owners[0] if owners else self._last_person()
        if owner is not None and owner.party in codes:
            owner = None  # whoever "his" is, he is of the other side
        if not codes and owner and owner.party:
            codes = [p for p in self.sides_meant(token) if p != owner.party]
        found = []
        for code in codes:
            actor = actors.counterpart(owner.actor, code, on=self.on) if owner else None
            found.append(self._entity(actor or _unnamed(token, code, owner), plural=_plural(token)))
        return found

    def _is_opposite(self, token: Token, lemma: str, words: set[str]) -> bool:
        if lemma == "number":
            return "opposite" in words
        owned = any(c.dep_ == "nmod:poss" for c in token.children)
        return lemma == "counterpart" or (lemma in OPPOSITES and owned)

    def _last_person(self) -> Entity | None:
        told = (e for _, group in reversed(self.history.mentions) for e in group)
        return next((e for e in told if e.is_person), None)

    # -- whose -------------------------------------------------------------------------------------

    def _side_of(self, token: Token) -> str | None:
        """The side whose office or body an unmarked one most likely is."""
        return next(iter(self._sides_of(token)), None)

    def _sides_of(self, token: Token) -> list[str]:
        """The sides whose office or body an unmarked one may be, the likeliest first."""
        opposite = find_opposites(token, self._parties_of)
        here = self._sentence_of[token.i]
        beside = range(token.i - 1, token.i + 2)
        own = [n for n in self._names_of.get(here, ()) if n.start not in beside]
        before = [n for n in own if n.end <= token.i and n.start not in self._dateline]
        after = [n for n in own if n.start > token.i and self._is_place(self._head(n))]
        publisher = self._publisher.party if self._publisher else None
        ranked = [_side_named(n) for n in reversed(before)]
        ranked += [publisher] if publisher else []
        travels = self._home is not None and token.dep_ in {"nsubj", "nsubj:pass"}
        ranked += [] if travels else [_side_named(n) for n in after]
        ranked += [*self.history.last_sides(token.i), self._home]
        return list(dict.fromkeys(p for p in ranked if p and p not in opposite))

    def _parties_of(self, token: Token) -> list[str]:
        """The sides a word stands for, whether its phrase was reached already or not."""
        told = [e.party for e in self.at(token) if e.party]
        if told or self._is_place(token.i):
            return told
        named = self._named.get(token.i)
        party = named.known.actor.party if named and named.known else None
        return [party] if party else []

    # -- words -------------------------------------------------------------------------------------

    def _phrase(self, token: Token) -> Span:
        start, end = base_phrase(token)
        return self.reading.doc[start:end]

    def _text(self, token: Token) -> str:
        return self._phrase(token).text.removesuffix("'s").removesuffix("’s").rstrip("'’")

    def _entity(self, actor: Actor, *, plural: bool) -> Entity:
        if actor.kind == "anonymous" and actor.level == "officials":
            plural = True
        plural = plural and actor.kind != "state"
        key = actor.id + ("+" if plural else "")
        if key not in self.entities:
            self.entities[key] = Entity(key, actor, plural)
        return self.entities[key]


def _sentence_starts(reading: Reading) -> list[int]:
    starts: list[int] = []
    for token in reading.doc:
        starts.append(token.i if token.is_sent_start or not starts else starts[-1])
    return starts


def _side_named(named: Named) -> str | None:
    """The side that a name of the tables tells of; an outlet's country is none."""
    known = named.known
    return known.actor.party if known and known.role != "outlet" else None


def _as_described(actor: Actor, office: Actor | None, sent_by: str | None) -> Actor:
    """A person with the side and rank that the words beside the name give."""
    if sent_by is not None and sent_by != actor.party:
        return actor.model_copy(update={
            "id": actors.stranger_id(actor.name), **_of_side(sent_by),
            "level": "senior", "sector": "GOV"})  # fmt: skip
    if sent_by is not None:
        return actor.model_copy(update={"level": actor.level or "senior"})
    if office and office.party and actor.level is None and actor.party not in {None, office.party}:
        return actor.model_copy(update={  # a namesake of somebody long out of office
            "id": actors.stranger_id(actor.name), "country": office.country,
            "org": office.org, "level": office.level, "sector": office.sector})  # fmt: skip
    return _with_rank(actor, office) if office is not None else actor


def _of_side(code: str) -> dict[str, str | None]:
    """A side as the fields of an actor."""
    state = actors.is_state(code)
    return {"country": code if state else None, "org": None if state else code}


def _with_rank(actor: Actor, office: Actor) -> Actor:
    """What a person's own entry leaves open, as the office has it."""
    update: dict[str, str | None] = {}
    if actor.party is None:
        update |= {"country": office.country, "org": office.org}
    if actor.level is None and actor.party in {None, office.party}:
        update["level"] = office.level
    if actor.sector is None:
        update["sector"] = office.sector
    return actor.model_copy(update=update) if any(update.values()) else actor


def _unnamed(token: Token, code: str, owner: Entity | None) -> Actor:
    """A counterpart whose name the tables do not know."""
    name = f"{actors.name_of(code) or code}: {token.text}"
    ident = f"counterpart-{code.lower()}-{owner.key if owner else ''}"
    level = owner.actor.level if owner else None
    return Actor(id=ident, name=name, kind="anonymous", country=code, sector="GOV", level=level)


def _loud_place(doc: Doc) -> tuple[int, int] | None:
    """A state or capital in capitals and a colon that a report opens with: "ANKARA: …"."""
    for at in range(1, min(len(doc), _LONGEST_PLACE + 1)):
        if doc[at].text == ":" and (place := doc[:at].text.strip()).isupper():
            return (0, at + 1) if actors.country_of(place) else None
    return None


def _after_members(doc: Doc, at: int) -> int:
    """The position after words such as "member states"."""
    while at < len(doc) and (doc[at].lemma_.lower() in _MEMBERS or doc[at].text == "-"):
        at += 1
    return at


def _only_describes(doc: Doc, named: Named, names: list[Named]) -> bool:
    """Whether an organization but tells what states it unites: "the two NATO allies"."""
    if named.known is None or named.known.role != "organization" or not named.known.actor.org:
        return False
    at = _after_members(doc, named.end)
    if at == named.end or doc[at - 1].text == "-":
        return False
    before = {t.lower_ for t in doc[max(0, named.start - 2) : named.start]}
    counted = bool(before & {*_NUMBERS, "fellow", "a", "another", "all"})
    return counted or any(n.start == at and n.known is not None for n in names)


def _stands_alone(token: Token) -> bool:
    """Whether a word is a pronoun, or a determiner without a noun: "Both agreed"."""
    return token.pos_ == "PRON" or (token.pos_ == "DET" and token.dep_ in _ARGUMENTS)


def _is_pair(token: Token) -> bool:
    """As in "the two talked for an hour"."""
    if token.lower_ not in PAIR or token.i == 0:
        return False
    after = token.doc[token.i + 1].pos_ if token.i + 1 < len(token.doc) else ""
    return token.doc[token.i - 1].lower_ == "the" and after not in {"NOUN", "ADJ", "PROPN", "NUM"}


def _names_nobody(token: Token, lemma: str, phrase: Span) -> bool:
    """Whether a phrase is but common words none of which is an actor's: most, at a glance."""
    if token.pos_ != "NOUN" or any(t.text[:1].isupper() for t in phrase[1:]):
        return False
    if phrase[0].text[:1].isupper() and not phrase[0].is_sent_start:
        return False
    known = can_act(lemma) or lemma in OPPOSITES | PEOPLE | {"number", "counterpart"}
    titled = actors.is_title(token.text) or actors.rank(token.text)
    return not (known or titled or actors.rank(phrase.text))  # "top civil servants"


def _plural(token: Token) -> bool:
    return token.tag_ in {"NNS", "NNPS"}


def _single(token: Token) -> str:
    """The singular of a title, also where it is taken for a name and keeps its "s"."""
    lemma = token.lemma_.lower()
    if lemma != token.lower_ or not lemma.endswith("s"):
        return lemma
    return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]
