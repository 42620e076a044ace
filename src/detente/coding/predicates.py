"""What predicates say by themselves: verbs and nouns that name a PLOVER type.

A table of words that are seldom anything else, after the codebook's definitions of the types;
written for this project. What it does not know, the reading model decides.

- `_VERBS` are a type whatever they act on; `_COMBINED` only with certain things.
- `_NOUNS` name a type alone ("Russia's attack on") or carried by a verb that adds nothing
  (`_LIGHT`: "launched an attack on").
- A promise is a threat where what is promised is hostile; a judgement charges where it blames.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Token

from detente.coding.clauses import objects
from detente.model import MoveType

HOSTILE: set[MoveType] = {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "ACCUSE"}

_VERBS: Mapping[MoveType, str] = {
    "AGREE": "agree undertake consent",
    "SUPPORT": "praise thank hail endorse congratulate applaud commend laud salute apologise "
    "apologize recognise recognize defend support",
    "CONCEDE": "pardon unfreeze free concede back_down give_in legalise legalize",
    "COOPERATE": "cooperate extradite",
    "AID": "donate airlift bankroll",
    "RETREAT": "retreat withdraw evacuate pull_out pull_back repatriate disengage give_back "
    "hand_back hand_over surrender demobilise demobilize",
    "REQUEST": "demand urge ask appeal request implore plead beg beseech entreat call_on "
    "call_for press pressure petition exhort",
    "ACCUSE": "accuse blame condemn denounce criticise criticize deplore decry berate rebuke "
    "chide castigate slam lambast lambaste complain protest reproach reprimand "
    "fault ridicule mock deride scold assail insult sue lament summon investigate "
    "indict lash_out",
    "REJECT": "refuse reject decline veto rebuff spurn snub defy turn_down rule_out turn_away "
    "refute brush_aside shrug_off vote_down throw_out",
    "THREATEN": "threaten warn",
    "SANCTION": "expel sanction blacklist embargo",
    "MOBILIZE": "deploy mass amass mobilise mobilize scramble reinforce call_up",
    "COERCE": "seize detain arrest impound confiscate jail imprison board hack ban capture "
    "outlaw intercept deport apprehend round_up",
    "ASSAULT": "attack bomb bombard shell invade raid kill wound shoot shoot_down torpedo "
    "ambush abduct kidnap assassinate torture fight clash sink beat fire strike hit "
    "ram storm overrun pound massacre torch stab blow_up poison",
    "PROTEST": "demonstrate rally riot boycott stone picket",
}  # fmt: skip

_NOUNS: Mapping[MoveType, str] = {
    "AGREE": "promise pledge",
    "SUPPORT": "praise thanks gratitude congratulation apology condolence endorsement solidarity "
    "support backing sympathy tribute blessing",
    "CONCEDE": "release pardon permission",
    "AID": "aid assistance donation asylum refuge",
    "RETREAT": "withdrawal pullout pullback ceasefire truce",
    "REQUEST": "request demand appeal plea",
    "ACCUSE": "accusation criticism condemnation denunciation complaint protest recrimination "
    "rebuke insult barb blame reprimand investigation probe inquiry lawsuit anger outrage scorn",
    "REJECT": "refusal rejection veto rebuff",
    "THREATEN": "threat ultimatum warning deadline",
    "SANCTION": "sanction embargo tariff expulsion boycott blockade",
    "MOBILIZE": "exercise drill manoeuvre maneuver buildup build-up deployment mobilisation "
    "mobilization",
    "COERCE": "ban arrest seizure detention crackdown curb restriction curfew hacking cyberattack",
    "ASSAULT": "attack strike airstrike shelling bombing bombardment invasion raid assault "
    "incursion fire shot killing abduction offensive aggression blow missile rocket",
    "PROTEST": "demonstration rally riot sit-in sit vigil",
}  # fmt: skip

_LIGHT = (
    "impose slap issue make launch voice express carry carry_out stage level hurl direct fire "
    "conduct hold open mount begin start resume intensify step_up tighten extend enact declare "
    "announce deliver lodge file send give offer place put levy aim lob trade exchange swap "
    "continue commit use reinstate keep keep_up maintain heap order reiterate reaffirm grant set "
    "observe respect complete pay"
)

_DIPLOMAT = (
    "ambassador envoy diplomat charge chargé attaché attache consul commissioner staff mission"
)
_RELATION = (
    "relation tie link aid assistance funding trade supply import export sale gas oil electricity "
    "power delivery flight cooperation subsidy shipment loan asset account payment"
)
_FORCE = (
    "troop soldier ship warship fleet destroyer carrier frigate submarine jet aircraft warplane "
    "bomber tank regiment brigade battalion division missile artillery force reservist marine "
    "navy army squadron paratrooper reinforcement gunboat alert fighter helicopter launcher gun "
    "battery military patrol"
)
_RELIEF = (
    "aid relief food medicine tent blanket rescuer doctor fireman firefighter grain wheat rice "
    "vaccine ton tonne loan grant assistance help $ € euro dollar"
)
_TALK = "talk visit negotiation meeting summit dialogue trip consultation"
_CURB = "sanction ban embargo blockade restriction tariff curb siege curfew boycott"
_COMBAT = "attack fire fighting shelling hostility war strike bombing offensive"
_CAPTIVE = (
    "prisoner hostage detainee captive soldier sailor crew ship vessel fisherman citizen man woman "
    "pilot journalist diplomat"
)
_WISH = "request offer proposal demand appeal plea entry visa access permission invitation"

_COMBINED: tuple[tuple[str, str, MoveType], ...] = (
    ("recall withdraw pull call_home", _DIPLOMAT, "SANCTION"),
    ("cut cut_off sever break break_off suspend freeze halt stop end cancel withhold downgrade "
     "reduce slash turn_off block", _RELATION, "SANCTION"),
    ("close shut seal", "border airspace crossing port embassy consulate", "SANCTION"),
    ("cancel call_off break_off suspend postpone scrap boycott quit", _TALK, "REJECT"),
    ("deny dismiss", _WISH, "REJECT"),
    ("send send_in dispatch move fly station order put place line_up rush shift bring_up beef_up "
     "transfer parade", _FORCE, "MOBILIZE"),
    ("withdraw pull", _FORCE, "RETREAT"),
    ("send give deliver fly ship provide supply offer grant extend lend award", _RELIEF, "AID"),
    ("lift ease remove drop relax end scrap revoke waive reduce roll_back", _CURB, "CONCEDE"),
    ("reopen open", "border airspace embassy crossing", "CONCEDE"),
    ("accept meet grant", "demand condition request", "CONCEDE"),
    ("drop", "charge demand objection veto investigation claim", "CONCEDE"),
    ("release", _CAPTIVE, "CONCEDE"),
    ("return", _CAPTIVE + " body remains property painting artifact artefact", "RETREAT"),
    ("stop halt end cease suspend", _COMBAT, "RETREAT"),
    ("share exchange", "intelligence evidence information data", "COOPERATE"),
    ("accept", "invitation proposal offer plan", "AGREE"),
    ("reach strike conclude", "agreement deal compromise understanding", "AGREE"),
    ("sign ratify", "treaty accord pact", "SUPPORT"),
    ("establish restore upgrade", "relation tie", "SUPPORT"),
    ("welcome back", "decision move step proposal plan bid call initiative attempt", "SUPPORT"),
    ("seek want", "extradition refuge asylum help aid release apology", "REQUEST"),
    ("consider mull weigh study", _CURB, "THREATEN"),
    ("burn", "flag effigy", "PROTEST"),
)  # fmt: skip

_EXERCISES = {"exercise", "drill", "manoeuvre", "maneuver", "patrol"}
_PROMISE = {"promise", "vow", "pledge", "swear"}
RETALIATE = {
    "retaliate", "respond", "crush", "avenge", "punish", "destroy", "annihilate", "answer",
    "resist", "take", "conquer", "block", "wipe", "flatten", "reply", "revenge",
}  # fmt: skip
_IN_WORDS = {"verbal", "personal", "rhetorical"}
_RECIPROCAL = {"mutual", "reciprocal"}
_JUDGE = {"call", "brand", "label", "describe", "dub", "term", "dismiss", "regard", "consider"}
_JUDGEMENT = {"xcomp", "obl", "obj", "ccomp"}
BLAME = {
    "fail", "lack", "violate", "breach", "break", "betray", "lie", "provoke", "ignore",
    "endanger", "undermine", "exploit", "steal", "distort", "exaggerate", "escalate",
    "destabilise", "destabilize", "interfere", "meddle", "occupy", "bully", "plot", "sponsor",
    "harbour", "harbor", "spy", "cheat", "sabotage", "stall", "invent", "abandon", "trample",
    "provocation", "violation", "interference", "aggression", "crime", "piracy", "terrorism",
    "terror", "hypocrisy", "betrayal", "blackmail", "bullying", "propaganda", "fault",
    "occupation", "espionage", "genocide", "killing", "war", "rehearsal", "theft", "hostility",
    "invasion", "pretext", "excuse", "irresponsible", "illegal", "unlawful", "reckless",
    "provocative", "unacceptable", "unjustified", "unjust", "hostile", "baseless", "groundless",
    "false", "wrong", "dangerous", "aggressive", "cruel", "criminal", "responsible", "guilty",
    "shameful", "outrageous", "absurd", "cynical", "insincere", "unreliable", "unilateral",
}  # fmt: skip
_SPEAKING = {
    "say", "comment", "confirm", "guess", "name", "identify", "elaborate", "answer", "speculate",
    "speak", "give", "disclose", "deny", "anonymity", "question", "detail", "reporter", "me", "us",
}  # fmt: skip


@cache
def _verbs() -> dict[str, MoveType]:
    return {word: kind for kind, words in _VERBS.items() for word in words.split()}


@cache
def _nouns() -> dict[str, MoveType]:
    return {word: kind for kind, words in _NOUNS.items() for word in words.split()}


@cache
def _combined() -> dict[str, list[tuple[frozenset[str], MoveType]]]:
    table: dict[str, list[tuple[frozenset[str], MoveType]]] = {}
    for verbs, things, kind in _COMBINED:
        for verb in verbs.split():
            table.setdefault(verb, []).append((frozenset(things.split()), kind))
    return table


@cache
def _light() -> frozenset[str]:
    return frozenset(_LIGHT.split())


def type_of(predicate: Token) -> MoveType | None:
    """The type that a verb with what it acts on, or a noun, names by itself; None where unknown."""
    if predicate.pos_ != "VERB":
        return _named(predicate)
    if predicate.lemma_ in _JUDGE and (judgement := _judged(predicate)):
        return judgement
    if predicate.lemma_ in _PROMISE:
        return _promised(predicate)
    things = [word for thing in _things(predicate) for word in _words(thing)]
    for lemma in _lemmas(predicate):
        for wanted, kind in _combined().get(lemma, ()):
            if not wanted.isdisjoint(things):
                return kind
        if lemma in _light() and (carried := _carried(predicate)):
            return carried
        if lemma in _verbs():
            return _verbs()[lemma]
    return None


def is_light(verb: Token) -> bool:
    """Whether a verb only carries the noun that names the act."""
    return not _light().isdisjoint(_lemmas(verb))


def is_mutual(verb: Token) -> bool:
    """Whether what is acted on is the other: "each other's diplomats", "blames the other"."""
    return any(t.lower_ in {"other", "another"} for t in verb.subtree if verb.i < t.i < verb.i + 8)


def is_reciprocal(noun: Token) -> bool:
    """Whether a noun's own words say that each did it: "tit-for-tat sanctions"."""
    own = {t.lower_ for t in noun.subtree}
    return bool(own & _RECIPROCAL) or {"tit", "tat"} <= own or {"each", "other"} <= own


def is_joint(predicate: Token) -> bool:
    """Whether an exercise or patrol is one that several hold together."""
    nouns = [predicate, *objects(predicate)]
    return any(t.lemma_.lower() in _EXERCISES for t in nouns) and not is_mutual(predicate)


def is_manner_of_speech(verb: Token) -> bool:
    """Whether a refusal or request is only how somebody spoke: "declined to comment"."""
    below = [c for c in verb.children if c.dep_ in {"xcomp", "obj", "iobj", "obl"}]
    about = any(g.lower_ == "about" for c in below for g in c.children if c.dep_ == "obl")
    return about or any(c.lemma_.lower() in _SPEAKING or c.lower_ in _SPEAKING for c in below)


def _judged(verb: Token) -> MoveType | None:
    """ACCUSE where the verb's complement blames: "called that piracy"."""
    judged = {t.lemma_.lower() for c in verb.children if c.dep_ in _JUDGEMENT for t in c.subtree}
    return "ACCUSE" if judged & BLAME else None


def _promised(verb: Token) -> MoveType:
    acts = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "obj"}]
    acts += [c for act in acts for c in act.children if c.dep_ == "conj"]
    if any(c.lower_ in {"not", "never"} for act in acts for c in act.children):
        return "AGREE"
    hostile = any(a.lemma_ in RETALIATE or type_of(a) in HOSTILE for a in acts)
    return "THREATEN" if hostile else "AGREE"


def _named(noun: Token) -> MoveType | None:
    """What a noun names; an attack in words charges."""
    kind = _nouns().get(noun.lemma_.lower())
    in_words = kind == "ASSAULT" and any(c.lower_ in _IN_WORDS for c in noun.children)
    return "ACCUSE" if in_words else kind


def _carried(verb: Token) -> MoveType | None:
    """What the first of the nouns that a verb carries names."""
    nouns = [n for thing in _things(verb) for n in (thing, *_near(thing))]
    return next((kind for noun in nouns if (kind := _named(noun))), None)


def _lemmas(verb: Token) -> list[str]:
    """A verb with what belongs to it, then alone: "turn_down", "turn"."""
    lemma = verb.lemma_.lower()
    particles = [
        c.lower_
        for c in verb.children
        if c.dep_ in {"compound:prt", "advmod"} and c.i - verb.i in {1, 2, 3}
    ]
    if lemma == "call" and not objects(verb):  # "called Riga on Monday" is no calling on
        after = [o for o in verb.children if o.dep_ == "obl" and o.i > verb.i]
        particles += [c.lower_ for o in after for c in o.children if c.lower_ in {"on", "for"}]
    return [*(f"{lemma}_{particle}" for particle in particles), lemma]


def _things(verb: Token) -> list[Token]:
    """What is acted on, with what stopping or starting is about: "stop selling gas"."""
    things = objects(verb)
    for child in verb.children:
        if child.dep_ == "xcomp":
            things += [child, *objects(child)]
        elif child.dep_ == "obl":
            things += [t for t in child.subtree if t.lower_ == "alert"]
    return things


def _words(thing: Token) -> list[str]:
    return [thing.lemma_.lower(), *(c.lemma_.lower() for c in _near(thing))]


def _near(thing: Token) -> list[Token]:
    return [c for c in thing.children if c.dep_ in {"compound", "conj", "nmod", "flat"}]
