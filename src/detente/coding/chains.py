"""Through whom words were passed on: from the outermost reporter to the one who spoke.

"CNN reported, citing two officials", "the minister, quoted by Xinhua, said", "an aide told the
newspaper Haaretz", "Mr. Putin said …, according to a Kremlin summary".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente import actors
from detente.coding.cast import Cast
from detente.coding.contents import without_edges
from detente.coding.cues import reports, speaks, verb_of
from detente.coding.entities import Entity
from detente.coding.phrases import base_phrase
from detente.coding.sayings import Said
from detente.coding.sources import CITES, MEDIA, name_after, phrase_of, subject_of
from detente.language import Reading
from detente.model import Actor

_CARRIED = CITES | {"carry", "publish", "report", "broadcast", "air", "run", "release", "issue",
                     "post", "print"}  # fmt: skip
_SPEAKERS = MEDIA | {
    "account", "adviser", "aide", "analyst", "article", "communiqué", "diplomat", "document",
    "expert", "insider", "lawyer", "letter", "official", "outlet", "people", "person", "readout",
    "report", "resident", "source", "spokesman", "spokeswoman", "statement", "transcript",
    "witness",
}  # fmt: skip
_TELLS = {"say", "tell", "add", "hint", "reveal", "confirm", "explain", "announce", "declare",
          "admit", "give", "speak"}  # fmt: skip


_FAR = 15  # words from "quoted" to "as saying"


def can_speak(cast: Cast, noun: Token) -> bool:
    """Whether a noun can be somebody who says something, not "the spate of killings"."""
    known = bool(cast.at(noun)) or bool(noun.ent_type_) or noun.lemma_.lower() in _SPEAKERS
    return known or actors.acts(noun.lemma_.lower()) or bool(actors.rank(noun.text))


def find_inner(reading: Reading, cast: Cast, said: list[Said]) -> list[Said]:
    """The speakers whom others' words tell of, each within the one who tells of him."""
    taken = {i for s in said for i in s.cue}
    found: list[Said] = []
    for outer in said:
        inner = (
            _cited(reading, outer, said)
            or _speaking(reading, cast, outer, taken)
            or _said_as(reading, cast, outer, taken)
            or _said_before(reading, cast, outer, taken)
        )
        if inner is not None:
            found.append(inner)
            taken |= set(inner.cue)
    return found


def _cited(reading: Reading, outer: Said, said: list[Said]) -> Said | None:
    """As in "according to a newspaper that cited an admiral"."""
    doc = reading.doc
    for i in outer.source:
        for verb in doc[i].children:
            if not verb.dep_.startswith("acl") or verb.lemma_ not in CITES:
                continue
            cited = next((c for c in verb.children if c.dep_ == "obj" and c.pos_ != "PRON"), None)
            if cited is not None and cited.i not in outer.source:
                return Said(phrase_of(cited), [verb.i], list(outer.content), outer=outer)
    return None


def settle_citing(reading: Reading, cast: Cast, said: list[Said]) -> None:
    """In "CNN reported, citing two officials": what CNN reported is what the officials said.

    What is cited may be a reason ("citing privacy rules"): nobody said that.
    """
    doc = reading.doc
    by_verb = {verb_of(doc, s.cue).i: s for s in said}
    for one in said:
        verb = verb_of(doc, one.cue)
        cited = next((c for c in verb.children if c.dep_ == "obj"), None)
        if verb.lemma_ not in CITES or cited is None or cited.pos_ == "PRON":
            continue
        if not cast.at(cited) and cited.lemma_.lower() not in _SPEAKERS and not cited.ent_type_:
            one.content = []
            continue
        outer = by_verb.get(verb.head.i)
        phrase = phrase_of(cited)
        if outer is None or outer is one or verb.dep_ not in {"advcl", "conj", "xcomp"}:
            if set(one.content) <= set(phrase):
                one.content = []
            continue
        one.source, one.outer = phrase, outer
        words = (i for i in outer.content if i not in phrase and i not in one.cue)
        one.content = without_edges(reading, words)
        outer.content = list(one.content)


def _speaking(reading: Reading, cast: Cast, outer: Said, taken: set[int]) -> Said | None:
    """As in "a British official said Mrs. Thatcher demanded that …", "quoted Xi as saying"."""
    doc, own = reading.doc, set(outer.content)
    for i in outer.content:
        verb = doc[i]
        if i in taken or verb.pos_ != "VERB" or not speaks(verb) or reading.quotation_at(verb.idx):
            continue
        inverted = _ends_with(reading, outer, verb)
        if verb.head.i in own and verb.head != verb and not (_is_quoted_as(verb) or inverted):
            continue
        speaker = _quoted_one(verb) if _is_quoted_as(verb) else subject_of(verb)
        speaker = speaker or (doc[i - 1] if inverted else None)
        if speaker is None or speaker.i not in own:
            continue
        if speaker.pos_ not in {"NOUN", "PROPN"} and not (inverted and speaker.pos_ == "PRON"):
            continue
        if speaker.pos_ != "PRON" and not can_speak(cast, speaker):
            continue
        source = phrase_of(speaker)
        if inverted and not doc[source[0] - 1].is_punct:
            continue
        rest = [k for k in outer.content if k not in source and k != i]
        content = [k for k in rest if k < i] if inverted else _object_of(verb, rest)
        if content and reports(reading, [i], content):
            return Said(source, [i], content, outer=outer)
    return None


def _said_as(reading: Reading, cast: Cast, outer: Said, taken: set[int]) -> Said | None:
    """As in "quoted the ministry as saying that …", where the model left "as saying" out."""
    doc, verb = reading.doc, verb_of(reading.doc, outer.cue)
    if verb.lemma_ not in CITES | {"report"}:
        return None
    for i in range(verb.i + 1, min(verb.sent.end, verb.i + _FAR) - 1):
        saying = doc[i + 1]
        if doc[i].lower_ != "as" or saying.tag_ != "VBG" or not speaks(saying):
            continue
        source = range(verb.i + 1, i)
        content = [k for k in outer.content if k > saying.i]
        named = any(can_speak(cast, doc[k]) for k in source)
        if content and named and saying.i not in taken:
            return Said(list(source), [i, saying.i], content, outer=outer)
    return None


def _said_before(reading: Reading, cast: Cast, outer: Said, taken: set[int]) -> Said | None:
    """As in "Xinhua reported that …, according to RTHK", where the model left Xinhua out."""
    doc, first = reading.doc, outer.content[0] if outer.content else 0
    verb = doc[first]
    if first == 0 or verb.i in taken or not (verb.pos_ == "VERB" and speaks(verb)):
        return None
    speaker = doc[first - 1]
    if speaker.pos_ not in {"NOUN", "PROPN"} or not can_speak(cast, speaker):
        return None
    source = [i for i in phrase_of(speaker) if i < first]
    content = outer.content[1:]
    outer.content = [*source, *outer.content]
    return Said(source, [first], content, outer=outer)


def _ends_with(reading: Reading, outer: Said, verb: Token) -> bool:
    """Whether a content ends with who said it: "…," he told his cabinet."""
    doc, after = reading.doc, [i for i in outer.content if i > verb.i]
    to_whom = verb.lemma_ == "tell" and len(after) <= 4
    return to_whom or not any(doc[i].is_alpha for i in after)


def _is_quoted_as(verb: Token) -> bool:
    """Whether a verb is the "saying" of "quoted Xi as saying"."""
    return verb.tag_ == "VBG" and any(c.lower_ == "as" for c in verb.children)


def _quoted_one(verb: Token) -> Token | None:
    """Xi, in "quoted Xi as saying"."""
    return next((c for c in verb.head.children if c.dep_ in {"obj", "nsubj:pass"}), None)


def _object_of(verb: Token, within: list[int]) -> list[int]:
    """What is said: the clause that begins with "that" or "to", else all that follows."""
    clause = next((c for c in verb.rights if c.dep_ in {"ccomp", "xcomp"}), None)
    start = verb.i + 1
    if clause is not None and verb.lemma_ not in {"ask", "urge", "warn", "beg", "call"}:
        start = max(start, clause.left_edge.i)
    return [i for i in within if i >= start]


def nest(reading: Reading, said: list[Said]) -> None:
    """Find for each the smallest other whose content holds its source and cue."""
    for inner in said:
        if inner.outer is not None:
            continue
        core = set(inner.cue) | set(inner.source)
        holders = [o for o in said if o is not inner and core <= set(o.content)]
        if holders:
            inner.outer = min(holders, key=lambda o: len(o.content))
        else:
            _same_sentence(reading, inner, said)


def _same_sentence(reading: Reading, inner: Said, said: list[Said]) -> None:
    """As in "X, according to Y": Y's content covers X's content though it may miss X's cue."""
    own = set(inner.content)
    for outer in said:
        if outer is inner or outer.outer is inner:
            continue
        if own == set(outer.content) and reading.doc[outer.cue[0]].lower_ == "according":
            inner.outer = outer
            return
        shared = own & set(outer.content)
        if len(shared) * 10 >= len(own) * 9 and inner.cue[0] in range(
            min(outer.content), max(outer.content) + 1
        ) and len(outer.content) > len(own):  # fmt: skip
            inner.outer = outer
            return


def only_wraps(reading: Reading, outer: Said, inner: Said) -> bool:
    """Whether a statement says no more than that another made one."""
    rest = set(outer.content) - set(inner.content) - set(inner.cue) - set(inner.source)
    for i in addressee(reading, inner):
        if reading.doc[i].pos_ in {"ADP", "ADV"}:
            break
        rest.discard(i)
    words = [reading.doc[i] for i in rest]
    return sum(t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"} for t in words) <= 1


def repeats(reading: Reading, outer: Said, inner: Said) -> bool:
    """As in "he said he thought that …": one statement, of which the first tells all."""
    if not all(reading.doc[i].pos_ == "PRON" for i in inner.source):
        return False
    return outer.speaker is not None and outer.speaker is inner.speaker


def chain_of(said: Said) -> list[Entity]:
    """The whole chain of a statement, with those of the statements around it."""
    links: list[Entity] = []
    at: Said | None = said
    seen: set[int] = set()
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        links = [*[e for e in at.chain if e not in links], *links]
        at = at.outer
    return links


def passed_on_by(reading: Reading, cast: Cast, said: Said) -> list[Entity]:
    """Those who carried a statement without speaking it, the outermost first."""
    doc = reading.doc
    verb = verb_of(doc, said.cue)
    carriers: list[Token] = []
    for i in said.source:
        carriers += _carriers(doc[i])
    for child in verb.children:
        if child.dep_ == "obl" and child.i not in said.content:
            carriers += _carriers(child)
            carriers += [c for c in child.children if child.lemma_ == "interview" and _is_with(c)]
    if verb.lemma_ in CITES | {"report"}:
        carriers += [c for c in verb.children if c.dep_ in {"obl:agent", "nsubj"}]
        carriers += [c for w in verb.children if w.tag_ == "VBG" for c in w.children if _is_by(c)]
    found = [e for c in carriers if c.i not in said.source for e in _named(reading, cast, c)]
    if verb.lemma_ in _TELLS:
        found += _told(reading, cast, said)
    return list(dict.fromkeys(found))


def _carriers(noun: Token) -> Iterator[Token]:
    """By whom something was quoted, carried, published: "the minister, quoted by EBC"."""
    for verb in noun.children:
        if verb.dep_.startswith("acl") and verb.lemma_ in _CARRIED:
            yield from (c for c in verb.children if _is_by(c))


def _is_by(token: Token) -> bool:
    return any(c.dep_ == "case" and c.lower_ == "by" for c in token.children)


def _is_with(token: Token) -> bool:
    return any(c.dep_ == "case" and c.lower_ == "with" for c in token.children)


def _named(reading: Reading, cast: Cast, carrier: Token) -> list[Entity]:
    """An outlet named in a phrase, "the state broadcaster EBC", else whom the phrase stands for."""
    outlets = [e for t in carrier.subtree if t.pos_ == "PROPN" for e in cast.at(t)]
    outlets = [e for e in outlets if e.actor.kind == "outlet"]
    return outlets[:1] or outlet_at(reading, cast, carrier) or cast.at(carrier)[:1]


def outlet_at(reading: Reading, cast: Cast, noun: Token) -> list[Entity]:
    """The outlet that its kind and name tell: "the newspaper El Watan"."""
    end = name_after(noun)
    if end == noun.i + 1:
        return []
    name = reading.doc[noun.i + 1 : end]
    known = [e for t in name for e in cast.at(t) if e.actor.kind == "outlet"]
    if known:
        return known[-1:]
    actor = Actor(id=f"outlet-{name.text.lower()}", name=name.text, kind="outlet", sector="MED")
    return [cast.add(actor, (name.start_char, name.end_char))]


def addressee(reading: Reading, said: Said) -> range:
    """The words after a verb of telling, up to what is told."""
    doc, start = reading.doc, max(said.cue) + 1
    if verb_of(doc, said.cue).lemma_ not in _TELLS:
        return range(start, start)
    end = start
    while end < min(start + 12, len(doc)) and not (
        end in said.content or doc[end].is_punct or doc[end].pos_ == "VERB" or end in said.source
    ):
        end += 1
    return range(start, end)


def _told(reading: Reading, cast: Cast, said: Said) -> list[Entity]:
    """The outlet spoken to: "told the newspaper Haaretz", "said in an interview with CNN"."""
    for i in addressee(reading, said):
        token = reading.doc[i]
        outlets = [e for e in cast.at(token) if e.actor.kind == "outlet"]
        if outlets and any(t.pos_ == "PROPN" for t in reading.doc[slice(*base_phrase(token))]):
            return outlets[:1]
        if outlet := outlet_at(reading, cast, token):
            return outlet
    return []
