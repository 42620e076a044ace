"""Which words tell of a contact, and by which means it took place."""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Iterator

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.model import Mode

SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer"}
OBJECTS = {"obj", "iobj"}
_SIDES_WITH = {"favor", "favour", "support", "out"}
_AUDIENCE = {"reporter", "journalist", "press", "media", "newsman", "crowd", "parliament",
             "lawmaker", "supporter", "newspaper", "television", "agency",
             "audience"}  # fmt: skip
_SETTING_UP = {"agree", "set", "establish", "open", "install", "create", "launch", "build",
               "propose", "link", "sign", "discuss", "plan", "restore", "accord",
               "agreement"}  # fmt: skip
_ASKED = {"invite", "ask", "call", "request"}
_BY_LINE = {"telephone", "phone"}
# Beside these, "agreed" tells what came of a contact, not that there was one.
_MEETING = {*words.CONTACT_VERBS, *words.CONTACT_NOUNS} - words.TRAVEL - {
    "agree", "hot", "line", "review", "see", "sign", "tell"}  # fmt: skip
_USED = {"over", "via", "through", "using"}
_CONVENE = {"hold", "convene", "have"}
_PAPERS = {"authority", "authorization", "authorisation", "credence", "credit", "guarantee",
           "resignation", "marque", "recommendation"}  # fmt: skip
_CLAUSE_RELATIONS = {"acl:relcl", "advcl", "parataxis"}


def is_noun(trigger: Token) -> bool:
    """Whether a noun names the contact."""
    return trigger.pos_ not in {"VERB", "AUX"}


def find_mode(token: Token) -> Mode | None:
    """The means that a word implies if it tells of a contact; None where it tells of none."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in words.CONTACT_VERBS:
        return _verb_mode(token, lemma)
    if token.pos_ == "PROPN" and lemma.removesuffix("s") in words.CONTACT_NOUNS:
        lemma = lemma.removesuffix("s")  # "the Foreign Office Consultations"
    if token.pos_ in {"NOUN", "PROPN"} and lemma in words.CONTACT_NOUNS:
        if token.dep_ == "compound" and token.head.lemma_.lower() in words.CONTACT_NOUNS:
            return None
        return words.CONTACT_NOUNS[lemma] if _noun_tells(token, lemma) else None
    return None


# -- verbs -----------------------------------------------------------------------------------------


def _verb_mode(token: Token, lemma: str) -> Mode | None:
    if lemma in {"call", "ring", "dial"}:
        return _call(token)
    return words.CONTACT_VERBS[lemma] if _verb_tells(token, lemma) else None


def _call(token: Token) -> Mode | None:
    """Whether it is a call ("called Xi"), a visit ("called on Xi") or an appeal (neither)."""
    children = list(token.children)
    cases = {c.lower_ for child in children for c in child.children if c.dep_ == "case"}
    particles = {c.lower_ for c in children if c.dep_ == "compound:prt"}
    if token.dep_ == "acl:relcl" and token.head.lower_ == "what":
        return None  # "what it calls a provocation"
    whom = [c for c in children if c.dep_ == "xcomp" and c.pos_ == "PROPN"]
    has_object = bool(whom) or any(c.dep_ in OBJECTS for c in children)
    named = any(c.dep_ in {"xcomp", "ccomp"} and c not in whom and not _is_aim(c) for c in children)
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    follows = after.lower_ if after else ""
    if after and follows in {"on", "upon"} and not _is_day(after.head):
        aimed = any(t.lower_ == "to" and t.dep_ == "mark" for t in token.subtree)
        return None if named or aimed else "in-person"
    passive_from = any(c.dep_ == "nsubj:pass" for c in children) and "by" in cases
    if _is_called_in(token, particles | {follows}, has_object=has_object):
        return "in-person"
    reached = has_object or passive_from or "up" in particles
    appeal = bool(cases & {"for"}) and not has_object
    return "call" if reached and not named and not appeal and not particles - {"up"} else None


def _is_aim(verb: Token) -> bool:
    """As in "called the president to follow up on …"."""
    return verb.pos_ == "VERB" and any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children)


def _is_day(token: Token) -> bool:
    """Whether a word names a day, as in "called on Tuesday"."""
    return token.text in {*day_name, *month_name} or token.is_digit


def _is_called_in(verb: Token, after: set[str], *, has_object: bool) -> bool:
    """As in "called in the ambassador", "was called in to the ministry", not "called in 2019"."""
    if "in" not in after:
        return False
    further = verb.doc[verb.i + 2] if verb.i + 2 < len(verb.doc) else None
    passive = any(c.dep_ in {"nsubj:pass", "aux:pass"} for c in verb.children)
    ends = further is None or further.is_punct or further.lower_ in {
        "to", "by", "for", "on", "over", "and"}  # fmt: skip
    return has_object or (passive and ends)


def is_idle(token: Token) -> bool:
    """As in "spoke to reporters", "compare notes", "see to it": words that tell of no contact."""
    if token.lemma_ in {"speak", "talk"}:
        return any(c.dep_ == "obl" and c.lemma_.lower() in _AUDIENCE for c in token.children)
    if token.lemma_ == "letter":
        return is_noun(token) and not _is_sent_letter(token)
    if token.lemma_ == "note":
        return token.head.lemma_ == "compare"
    after = token.doc[token.i + 1 : token.i + 3].text.lower()
    return token.lemma_ == "see" and after == "to it"


def _verb_tells(token: Token, lemma: str) -> bool:
    """Whether this use of a verb can be a contact."""
    children = list(token.children)
    cases = {c.lower_ for child in children for c in child.children if c.dep_ == "case"}
    has_object = any(c.dep_ in OBJECTS for c in children)
    if lemma in {"meet", "visit", "dine", "huddle", "correspond"} | words.TRAVEL:
        return True
    if lemma == "sit":
        down = any(c.lower_ in {"down", "together"} for c in children)
        return down or (bool(cases & {"with"}) and "together" in {c.lower_ for c in token.subtree})
    if lemma in {"speak", "talk", "confer", "negotiate", "consult", "converse", "communicate"}:
        if any(c.lower_ in _SIDES_WITH and c.dep_ in {"obl", "advmod", "compound:prt"}
               for c in children):  # fmt: skip
            return False  # "spoke in favour of"
        together = any(c.lower_ in {"each", "other", "both"} for c in token.subtree)
        near = {t.lower_ for t in token.doc[token.i + 1 : token.i + 10]} & {"with"}
        return bool(cases & {"with", "to"} or near) or has_object or together or _several(token)
    if lemma == "write":
        return "to" in cases or any(c.dep_ == "iobj" for c in children)
    if lemma == "discuss":
        return "with" in cases or _several(token)
    if lemma == "sign":
        papers = words.AGREEMENT | words.INSTRUMENTS
        return any(c.dep_ == "obj" and c.lemma_ in papers for c in children)
    if lemma == "agree":
        return _is_meeting_of_minds(token)
    if lemma == "shake":
        return any(c.dep_ == "obj" and c.lemma_ == "hand" for c in children)
    if lemma in {"tell", "inform", "assure"}:
        return any(t.lower_ in _BY_LINE for c in children if c.dep_ == "obl" for t in c.subtree)
    if lemma == "exchange":
        return any(c.dep_ == "obj" and c.lemma_ in {"word", "greeting", "pleasantry", "handshake",
                                                           "view"}
                   for c in children)  # fmt: skip
    passive = any(c.dep_ in {"nsubj:pass", "aux:pass"} for c in children)
    return has_object or passive


def _is_meeting_of_minds(verb: Token) -> bool:
    """As in "the experts agreed here on Tuesday", where no other word tells that they met."""
    here = any(c.dep_ == "advmod" and c.lower_ == "here" for c in verb.children)
    day = any(c.dep_.startswith("obl") and _is_day(c) for c in verb.children)
    others = {t.lemma_.lower() for t in verb.sent if t != verb} & _MEETING
    return (here or day) and verb.tag_ == "VBD" and _several(verb) and not others


def _several(verb: Token) -> bool:
    """Whether more than one are its subject."""
    return any(
        c.tag_ in {"NNS", "NNPS"} or c.pos_ == "PRON" or any(g.dep_ == "conj" for g in c.children)
        or c.pos_ == "NUM" or any(g.pos_ == "NUM" for g in c.children)
        for c in verb.children
        if c.dep_ in SUBJECTS
    )  # fmt: skip


# -- nouns -----------------------------------------------------------------------------------------


def _noun_tells(token: Token, lemma: str) -> bool:
    near = [t.lower_ for t in token.doc[max(0, token.i - 3) : token.i]]
    if lemma in _BY_LINE:
        return _is_said_by(token)
    if lemma == "hot":
        return False
    if lemma == "line":
        return "hot" in near
    if lemma == "hotline":
        return not _is_set_up(token)
    if lemma == "call":
        later = [c for c in token.children if any(g.lower_ == "for" for g in c.children)]
        return not (later and not _BY_LINE & set(near))
    if lemma == "conference":
        return any(t in {"video", "phone", "telephone", "peace"} for t in near)
    if lemma == "exchange":
        return not {"stock", "foreign", "rate", "prisoner"} & set(near)
    if lemma in {"round", "session", "sitting"}:
        below = any(c.lemma_.lower() in words.CONTACT_NOUNS for c in token.children)
        return below or bool(near and near[-1] == "working") or "their" in near
    if lemma == "review":
        return "their" in near and token.dep_ == "obj" and token.head.lemma_ in _CONVENE
    if lemma == "touch":
        return bool(near) and near[-1] == "in" and token.dep_ not in {"obj", "nsubj"}
    if lemma == "notice":
        return _sent(token) and "to" in {g.lower_ for c in token.head.children for g in c.children}
    if lemma == "note":
        return any(t in {"protest", "diplomatic", "verbale", "formal"} for t in near) or _sent(
            token
        )
    return True


def _is_sent_letter(letter: Token) -> bool:
    """Whether a letter goes to somebody: neither a paper ("of authority") nor "to the letter"."""
    if letter.doc[max(0, letter.i - 2) : letter.i].text.lower() == "to the":
        return len(list(letter.children)) > 2
    cases = {g.lower_ for c in letter.children for g in c.children if g.dep_ == "case"}
    papers = {c.lemma_.lower() for c in letter.children if c.dep_ == "nmod"} & _PAPERS
    return not papers or bool(cases & {"to", "from"})


def _is_said_by(phone: Token) -> bool:
    """As in "urged him by telephone": whatever was said, it was said to somebody."""
    told = any(c.lower_ in {"by", "over", "on"} for c in phone.children if c.dep_ == "case")
    verb = phone.head
    return told and phone.dep_ == "obl" and any(c.dep_ in OBJECTS for c in verb.children)


def _is_set_up(hotline: Token) -> bool:
    """As in "agreed to a hotline between the coast guards": a line, and nobody on it yet."""
    joined = {c.lower_ for c in hotline.children if c.dep_ == "case"}
    return not joined & (_USED | {"on", "by"}) and hotline.head.lemma_ in _SETTING_UP


def _sent(token: Token) -> bool:
    """Whether it was handed over, or is what somebody handed over ("a note which … handed")."""
    senders = {"hand", "send", "deliver", "present", "give", "pass"}
    handed = any(c.dep_ == "acl:relcl" and c.lemma_ in senders for c in token.children)
    return handed or token.head.lemma_ in senders


def is_called_in(verb: Token) -> bool:
    """As in "was called in on Thursday": an envoy, to the ministry."""
    return verb.lemma_ == "call" and _verb_mode(verb, "call") == "in-person" and "in" in {
        c.lower_ for c in verb.children if c.dep_ in {"compound:prt", "advmod"}}  # fmt: skip


def is_summons(verb: Token) -> bool:
    """As in "was invited to the ministry", "was asked to come to the foreign ministry"."""
    asked = verb if verb.lemma_ == "invite" else verb.head
    if asked.lemma_ not in _ASKED or (verb != asked and verb.lemma_ not in words.TRAVEL):
        return False
    called = any(c.dep_ in {"nsubj:pass", "aux:pass"} for c in asked.children)
    return called and any(c.dep_ == "obl" and _is_ministry(c) for c in verb.children)


def _is_ministry(noun: Token) -> bool:
    foreign = any(c.lower_ == "foreign" for c in noun.children)
    return noun.lemma_.lower() == "ministry" or (noun.lemma_.lower() == "office" and foreign)


def find_clause(trigger: Token) -> Token:
    """The verb that says what became of the contact."""
    if not is_noun(trigger):
        return trigger
    at = trigger
    while at.head != at and at.pos_ not in {"VERB", "AUX"}:
        if any(c.dep_ in {"cop", "aux:pass"} for c in at.children) and at != trigger:
            return at
        if at.dep_ in _CLAUSE_RELATIONS:
            return at
        at = at.head
    return at


# -- by which means --------------------------------------------------------------------------------


def find_means(trigger: Token, clause: Token, mode: Mode) -> Mode:
    """The means told beside the trigger, else the one that its word implies."""
    if _is_call_on(trigger):
        return "in-person"
    near = set(_near(trigger, clause))
    if near & words.VIDEO_WORDS:
        return "video"
    if mode not in {"message", "in-person"} and near & words.CALL_WORDS:
        return "call"
    if mode != "message" and near & _BY_LINE:
        return "call"
    if near & {"face-to-face", "in-person"} or _in_person(trigger):
        return "in-person"
    if mode == "unspecified" and _is_over_a_line(trigger):
        return "call"
    on_the_line = trigger.lemma_ != "agree" and _is_on_the_line(trigger)
    if mode in {"unspecified", "message"} and on_the_line:
        return "call"
    return "call" if clause.lemma_ in _BY_LINE else mode


def _is_over_a_line(trigger: Token) -> bool:
    """As in "spoke six times over the direct line"."""
    lines = [c for c in trigger.children if c.lemma_ == "line" and c.dep_ in {"obl", "nmod"}]
    return any(c.lower_ in _USED for line in lines for c in line.children if c.dep_ == "case")


def _is_on_the_line(trigger: Token) -> bool:
    """As in "had him on the line", "was on the phone to", "gave him the message by phone"."""
    around = trigger.doc[max(trigger.sent.start, trigger.i - 3) : trigger.i + 8].text.lower()
    line = any(f"on the {word}" in around for word in ("line", "phone", "telephone"))
    given = trigger.lemma_.lower() == "message" and _BY_LINE & {t.lower_ for t in trigger.sent}
    return line or bool(given)


def _is_call_on(noun: Token) -> bool:
    """As in "paid a courtesy call on the king"."""
    if noun.lemma_.lower() != "call" or not is_noun(noun):
        return False
    return noun.head.lemma_ == "pay" or any(c.lower_ == "courtesy" for c in noun.children)


def _near(trigger: Token, clause: Token) -> Iterator[str]:
    if not is_noun(trigger):
        yield from (t.lower_ for t in _own_words(trigger) if abs(t.i - trigger.i) < 14)
        return
    yield from (t.lower_ for t in trigger.subtree if -8 < t.i - trigger.i < 6)
    yield from (t.lower_ for t in clause.children if t.dep_ in {"advmod", "compound"})
    means = [c for c in clause.children if any(g.lower_ in {"by", "over"} for g in c.children)]
    yield from (t.lower_ for c in means if c.dep_ == "obl" for t in c.subtree)


def _own_words(verb: Token) -> Iterator[Token]:
    """A verb's words without those of another that goes on: "met Ali and rang Noor by phone"."""
    others = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]
    away = {t.i for other in others for t in other.subtree}
    return (t for t in verb.subtree if t.i not in away)


def _in_person(trigger: Token) -> bool:
    around = trigger.doc[max(0, trigger.i - 6) : trigger.i + 7]
    joined = " ".join(t.lower_ for t in around).replace(" - ", " ")
    return "in person" in joined or "face to face" in joined
