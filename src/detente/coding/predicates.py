"""What predicates say by themselves: verbs and nouns that name a PLOVER type.

A table of words that are seldom anything else, after the codebook's definitions of the types. What
it does not know, or knows as many things ("move", "hold", "call"), the reading model decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Token

from detente.model import MoveType

# Verbs that are a type whatever their object.
_VERBS: Mapping[MoveType, str] = {
    "AGREE": "agree promise pledge undertake vow",
    "SUPPORT": "praise thank hail endorse congratulate applaud commend laud salute apologise "
    "apologize recognise recognize",
    "CONCEDE": "pardon unfreeze",
    "COOPERATE": "cooperate extradite",
    "AID": "donate",
    "RETREAT": "withdraw retreat pull_out pull_back repatriate evacuate disengage give_back "
    "hand_back hand_over",
    "REQUEST": "demand urge ask appeal request implore plead beg beseech call_on call_for press "
    "petition exhort",
    "ACCUSE": "accuse blame condemn denounce criticise criticize deplore decry berate rebuke chide "
    "castigate slam lambast lambaste complain protest reproach reprimand fault ridicule mock deride "
    "scold assail insult sue lament summon",
    "REJECT": "refuse reject decline veto rebuff spurn snub defy turn_down rule_out turn_away",
    "THREATEN": "threaten warn",
    "SANCTION": "expel sanction blacklist embargo",
    "MOBILIZE": "deploy mass amass mobilise mobilize scramble reinforce",
    "COERCE": "seize detain arrest impound confiscate jail imprison board hack ban capture "
    "intercept deport blockade",
    "ASSAULT": "attack bomb bombard shell invade raid kill wound shoot shoot_down torpedo ambush "
    "abduct kidnap assassinate torture fight clash sink beat fire strike hit ram",
    "PROTEST": "demonstrate rally riot boycott stone picket",
}  # fmt: skip

# Nouns that name the type, alone ("Russia's attack on") or carried ("launched an attack on").
_NOUNS: Mapping[MoveType, str] = {
    "AGREE": "promise pledge",
    "SUPPORT": "praise thanks gratitude congratulation apology condolence endorsement solidarity",
    "AID": "aid assistance donation asylum",
    "RETREAT": "withdrawal pullout ceasefire truce",
    "REQUEST": "request demand appeal plea",
    "ACCUSE": "accusation criticism condemnation denunciation complaint protest recrimination "
    "rebuke insult barb blame reprimand",
    "REJECT": "refusal rejection veto rebuff",
    "THREATEN": "threat ultimatum",
    "SANCTION": "sanction embargo tariff expulsion boycott blockade",
    "MOBILIZE": "exercise drill manoeuvre maneuver buildup build-up deployment mobilisation "
    "mobilization",
    "COERCE": "ban arrest seizure detention crackdown curb restriction hacking cyberattack",
    "ASSAULT": "attack strike airstrike shelling bombing bombardment invasion raid assault "
    "incursion fire shot killing abduction offensive aggression blow missile rocket",
    "PROTEST": "demonstration rally riot sit-in sit vigil",
}  # fmt: skip

# Verbs that add nothing to the noun they carry.
_LIGHT = set(
    "impose slap issue make launch voice express carry carry_out stage level hurl direct fire conduct hold "
    "open mount begin start resume intensify step_up tighten extend enact declare announce deliver "
    "lodge file send give offer place put levy aim lob trade exchange swap continue commit perpetrate use "
    "reinstate keep keep_up maintain heap".split()
)

# What is done to a thing of a certain kind: verbs, things, type.
_DIPLOMATS = set("ambassador envoy diplomat charge chargé attaché attache consul commissioner staff mission".split())
_RELATIONS = set(
    "relation tie link aid assistance funding trade supply import export sale gas oil electricity "
    "power delivery flight cooperation subsidy shipment loan".split()
)
_TALKS = set("talk visit negotiation meeting summit dialogue trip consultation".split())
_FORCES = set(
    "troop soldier ship warship fleet destroyer carrier frigate submarine jet aircraft warplane "
    "bomber tank regiment brigade battalion division missile artillery force reservist marine "
    "navy army squadron paratrooper reinforcement gunboat alert".split()
)
_RELIEF = set(
    "aid relief food medicine tent blanket rescuer doctor fireman firefighter grain wheat rice "
    "vaccine supply ton tonne loan grant assistance help".split()
)
_CURBS = set("sanction ban embargo blockade restriction tariff curb siege curfew boycott".split())
_COMBAT = set("attack fire fighting shelling hostility war strike bombing offensive".split())
_HELD = set(
    "prisoner hostage detainee captive soldier sailor crew ship vessel fisherman body remains "
    "tanker citizen".split()
)

_SPEAKING = set(
    "say comment confirm guess name identify elaborate answer speculate speak give disclose deny "
    "anonymity question detail reporter me us".split()
)

HOSTILE: set[MoveType] = {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "ACCUSE"}
_PROMISE = {"promise", "vow", "pledge"}
_RETALIATE = set(
    "retaliate respond crush avenge punish destroy annihilate answer resist take conquer hit block "
    "wipe flatten reply fight defend".split()
)
_JUDGE = {"call", "brand", "label", "describe", "dub", "term", "dismiss", "regard", "consider"}
_JUDGEMENT = {"xcomp", "obl", "obj", "ccomp"}
BLAME = set(
    "fail lack violate breach break betray lie provoke ignore endanger undermine exploit steal "
    "distort exaggerate escalate destabilise destabilize interfere meddle occupy bully plot "
    "sponsor harbour harbor spy cheat sabotage stall invent abandon trample "
    "provocation violation breach interference aggression lie crime piracy terrorism terror "
    "hypocrisy betrayal blackmail bullying propaganda plot fault occupation espionage genocide "
    "killing war rehearsal theft hostility invasion pretext excuse "
    "irresponsible illegal unlawful reckless provocative unacceptable unjustified unjust hostile "
    "baseless groundless false wrong dangerous aggressive cruel criminal responsible guilty "
    "shameful outrageous absurd cynical insincere unreliable unilateral".split()
)

_COMBINED: tuple[tuple[set[str], set[str], MoveType], ...] = (
    (set("recall withdraw".split()), _DIPLOMATS, "SANCTION"),
    (set("call_in".split()), _DIPLOMATS, "ACCUSE"),
    (set("cut cut_off sever break break_off suspend freeze halt stop end cancel withhold downgrade".split()),
     _RELATIONS, "SANCTION"),
    (set("cancel call_off break_off suspend postpone scrap boycott quit".split()), _TALKS, "REJECT"),
    (set("send send_in dispatch move fly station order put place line_up".split()), _FORCES, "MOBILIZE"),
    (set("send give deliver fly ship provide supply offer airlift grant extend".split()), _RELIEF, "AID"),
    (set("lift ease remove drop relax end scrap revoke waive".split()), _CURBS, "CONCEDE"),
    (set("stop halt end cease suspend".split()), _COMBAT, "RETREAT"),
    (set("free release".split()), _HELD, "CONCEDE"),
    (set("return".split()), _HELD, "RETREAT"),
)  # fmt: skip


@cache
def _by_word(verbs: bool) -> dict[str, MoveType]:
    table = _VERBS if verbs else _NOUNS
    return {word: kind for kind, words in table.items() for word in words.split()}


def _lemmas(verb: Token) -> list[str]:
    """A verb with what belongs to it, then alone: "turn_down", "turn"."""
    lemma = verb.lemma_.lower()
    particles = [
        c.lower_
        for c in verb.children
        if c.dep_ in {"compound:prt", "advmod"} and c.i - verb.i in {1, 2, 3}
    ]
    if lemma == "call":
        cases = [
            c.lower_ for o in verb.children if o.dep_ == "obl" and o.i > verb.i for c in o.children
        ]
        particles += [c for c in cases if c in {"on", "for"}]
    return [*(f"{lemma}_{particle}" for particle in particles), lemma]


def type_of(predicate: Token) -> MoveType | None:
    """The type that a verb with its object, or a noun, names by itself; None where unknown."""
    if predicate.pos_ in {"NOUN", "PROPN"}:
        return _by_word(False).get(predicate.lemma_.lower())
    if (special := _by_complement(predicate)) is not None:
        return special
    things = [w for thing in _things(predicate) for w in _words(thing)]
    for lemma in _lemmas(predicate):
        for verbs, nouns, kind in _COMBINED:
            if lemma in verbs and nouns.intersection(things):
                return kind
        if lemma in _LIGHT:
            carried = (_by_word(False).get(word) for word in things)
            found = next((kind for kind in carried if kind), None)
            if found:
                return found
        if lemma in _by_word(True):
            return _by_word(True)[lemma]
    return None


def _by_complement(verb: Token) -> MoveType | None:
    """The type of a verb that promises or judges, by what it promises and how it judges."""
    if verb.lemma_ in _JUDGE:
        judged = {t.lemma_.lower() for c in verb.children if c.dep_ in _JUDGEMENT for t in c.subtree}
        return "ACCUSE" if judged & BLAME else None
    if verb.lemma_ in _PROMISE:
        acts = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp"}]
        acts += [c for act in acts for c in act.children if c.dep_ == "conj"]
        negated = any(c.lower_ in {"not", "never"} for act in acts for c in act.children)
        hostile = any(a.lemma_ in _RETALIATE or type_of(a) in HOSTILE for a in acts)
        return "THREATEN" if hostile and not negated else "AGREE"
    return None


def is_light(verb: Token) -> bool:
    """Whether a verb only carries the noun that names the act."""
    return not _LIGHT.isdisjoint(_lemmas(verb))


def objects(verb: Token) -> list[Token]:
    """What is acted on, in the active or the passive, or the noun a clause describes."""
    found = [c for c in verb.children if c.dep_ in {"obj", "nsubj:pass"}]
    if not found and verb.dep_ == "acl" and verb.tag_ == "VBN":
        found = [verb.head]
    return found


def _things(verb: Token) -> list[Token]:
    """What is acted on, with what stopping or starting is about: "stop selling gas"."""
    things = objects(verb)
    for child in verb.children:
        if child.dep_ == "xcomp":
            things += [child, *objects(child)]
        elif child.dep_ == "obl" and any(c.lower_ == "on" for c in child.children):
            things += [child, *[c for c in child.children if c.dep_ == "nmod"]]
    return things


def _words(thing: Token) -> list[str]:
    near = [c for c in thing.children if c.dep_ in {"compound", "conj", "nmod", "flat"}]
    return [thing.lemma_.lower(), *(c.lemma_.lower() for c in near)]


def is_mutual(verb: Token) -> bool:
    """Whether what is acted on is the other: "each other's diplomats", "blames the other"."""
    return any(t.lower_ in {"other", "another"} for t in verb.subtree if verb.i < t.i < verb.i + 8)


def is_manner_of_speech(verb: Token) -> bool:
    """Whether a refusal or request is only how somebody spoke: "declined to comment"."""
    below = [c for c in verb.children if c.dep_ in {"xcomp", "obj", "iobj", "obl"}]
    about = any(g.lower_ == "about" for c in below for g in c.children if c.dep_ == "obl")
    return about or any(c.lemma_.lower() in _SPEAKING or c.lower_ in _SPEAKING for c in below)
