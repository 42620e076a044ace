"""Which side the text says asked for, placed, proposed or requested a contact."""

from __future__ import annotations

from spacy.tokens import Token

from detente import actors
from detente.coding import lexicon as words
from detente.coding.cast import Cast
from detente.coding.phrases import possessors
from detente.coding.standing import is_unanswered
from detente.coding.triggers import is_noun, is_summons
from detente.model import ContactStatus, Mode

_PLACED = {"call", "phone", "telephone", "ring", "dial", "write", "cable", "invite"}
_MESSAGES = {"letter", "message", "cable", "telegram", "note", "notice"}
_TAKEN = {"take", "receive", "accept", "get", "field", "answer"}
_ASKED = {"at", "on", "upon", "following"}
_RELATIVES = {"WP", "WDT"}
_REACH = 40


class Initiator:
    """Finds who asked; one for each contact's trigger.

    Arguments:
        trigger: the word that tells of the contact.
        clause: the verb that says what became of it.
        cast: the report's actors.

    """

    def __init__(self, trigger: Token, clause: Token, cast: Cast) -> None:
        self.trigger, self.clause, self.cast = trigger, clause, cast

    def find(self, mode: Mode, status: ContactStatus, parties: tuple[str, ...]) -> str | None:
        """The side that asked; None where the text does not say.

        Arguments:
            mode: by which means.
            status: what became of it.
            parties: the contact's sides.

        """
        asked = self._at_request()
        if asked:
            return asked
        if not is_noun(self.trigger):
            return self._by_verb(status, parties)
        return (
            self._by_message()
            or self._by_call(mode, status, parties)
            or self._by_asking()
            or (self._subject(self.clause) if status == "proposed" else None)
            or self._refused(status, parties)
        )

    # -- who stands where ------------------------------------------------------------------------

    def _party(self, token: Token) -> str | None:
        return next((e.party for e in self.cast.group(token) if e.party), None)

    def _child(self, of: Token, *deps: str) -> str | None:
        return next((p for c in of.children if c.dep_ in deps and (p := self._party(c))), None)

    def _after(self, of: Token, *cases: str) -> str | None:
        for child in of.children:
            joined = child.dep_ in {"obl", "nmod", "obl:agent"}
            told = joined and any(g.lower_ in cases for g in child.children)
            if told and (found := self._party(child)):
                return found
        return None

    def _subject(self, verb: Token) -> str | None:
        """The subject of a verb or of the one that governs it."""
        at = verb
        for _ in range(4):
            for child in at.children:
                if child.dep_ == "nsubj":
                    cleft = at.dep_ == "acl:relcl" and child.tag_ in _RELATIVES
                    return self._party(child) or (self._party(at.head) if cleft else None)
            if at.dep_ == "acl:relcl":
                return self._party(at.head)
            if at.dep_ == "acl" and at.head.pos_ == "NOUN":
                return self._owner(at.head)
            if at.dep_ not in {"xcomp", "advcl", "conj", "ccomp"} or at.head == at:
                return None
            at = at.head
        return None

    def _owner(self, noun: Token) -> str | None:
        """Whose request it is: "Seoul's", "a U.S. request", "a request by Paris"."""
        for child in noun.children:
            owns = any(g.lower_ in {"'s", "’s"} for g in child.children)
            if not owns and child.dep_ not in {"nmod:poss", "nmod", "compound", "amod"}:
                continue
            cases = {c.lower_ for c in child.children if c.dep_ == "case"}
            if child.dep_ == "nmod" and not cases & {"of", "from", "by"} and child.i > noun.i:
                continue
            if child.lower_ in {"latter", "former"}:
                return self._told(last=child.lower_ == "latter")
            found = self._party(child) or actors.country_of(child.text)
            if found:
                return found
        return None

    def _told(self, *, last: bool) -> str | None:
        """The side named last, or first, in the sentence before the trigger's clause ends."""
        named = [e.party for t in self.trigger.sent for e in self.cast.at(t) if e.party]
        named = [p for p in named if p]
        return (named[-1] if last else named[0]) if named else None

    # -- rules -------------------------------------------------------------------------------------

    def _summoner(self, parties: tuple[str, ...]) -> str | None:
        """Who summons, or the other side of who is summoned."""
        trigger = self.trigger
        agent = self._child(trigger, "obl:agent", "nsubj")
        summoned = self._child(trigger, "nsubj:pass", "obj")
        return agent or next((p for p in parties if summoned and p != summoned), None)

    def _by_verb(self, status: ContactStatus, parties: tuple[str, ...]) -> str | None:
        trigger, lemma = self.trigger, self.trigger.lemma_.lower()
        if lemma == "call" and trigger.doc[trigger.i + 1 : trigger.i + 2].text in {"on", "upon"}:
            lemma = "visit"
        if lemma == "summon" or is_summons(trigger):
            return self._summoner(parties)
        if lemma in _PLACED:
            if any(c.dep_ == "nsubj:pass" for c in trigger.children):
                return self._child(trigger, "obl:agent") or self._after(trigger, "by")
            return self._child(trigger, "nsubj") or self._subject(trigger)
        if status == "proposed" or (status == "refused" and self._is_asked_for()):
            return self._subject(trigger)
        return None

    def _is_asked_for(self) -> bool:
        head = self.trigger.head
        return self.trigger.dep_ == "acl" and head.lemma_ in words.ASKING_NOUNS

    def _by_message(self) -> str | None:
        if self.trigger.lemma_.lower() not in _MESSAGES or self.clause.lemma_ == "exchange":
            return None
        for child in self.trigger.children:  # "a note which the minister handed to …"
            if child.dep_ == "acl:relcl" and child.lemma_ in {"receive", "get"}:
                return self._after(child, "from")
            if child.dep_ == "acl:relcl" and (sender := self._child(child, "nsubj")):
                return sender
        sender = self._after(self.trigger, "from")
        if self.clause.lemma_ in {"receive", "get"}:
            return sender or self._after(self.clause, "from")
        return sender or self._subject(self.clause)

    def _by_call(self, mode: Mode, status: ContactStatus, parties: tuple[str, ...]) -> str | None:
        if mode not in {"call", "video"}:
            return None
        trigger, clause = self.trigger, self.clause
        if status == "refused" and is_unanswered(trigger):
            return self._after(trigger, "from") or self._caller(parties)
        if clause.lemma_ in _TAKEN and trigger.dep_ == "obj":
            return self._after(trigger, "from") or self._after(clause, "from")
        if clause.lemma_ == "make" and trigger.dep_ == "obj":
            return self._subject(clause)
        return self._after(trigger, "from") or self._by_owner()

    def _caller(self, parties: tuple[str, ...]) -> str | None:
        """Who rang in vain: whoever placed the call, or the other side of who did not answer."""
        subject = self._subject(self.clause)
        silent = self.clause.lemma_ in {"leave", "pick", "answer", "ignore", "let"}
        if not silent or subject is None:
            return subject
        return next((p for p in parties if p != subject), None)

    def _by_owner(self) -> str | None:
        """As in "Biden's call to Xi"."""
        owners = [p for o in possessors(self.trigger) if (p := self._party(o))]
        return owners[0] if owners and self._after(self.trigger, "to") else None

    def _by_asking(self) -> str | None:
        """As in "initiated by the U.S. side", "a call requested by Paris"."""
        trigger, clause = self.trigger, self.clause
        passive = any(c.dep_ == "nsubj:pass" for c in clause.children)
        asking = words.INITIATE - {"make", "invite"} - ({"arrange"} if passive else set())
        if clause.lemma_ in asking:
            if passive or trigger.dep_ == "nsubj:pass":
                return self._child(clause, "obl:agent") or self._after(clause, "by")
            if trigger.dep_ in {"obj", "obl", "xcomp", "conj"}:
                return self._child(clause, "nsubj") or self._subject(clause)
        for child in trigger.children:
            if child.dep_ in {"acl", "acl:relcl"} and child.lemma_ in words.INITIATE - {"arrange"}:
                return (
                    self._child(child, "obl:agent")
                    or self._after(child, "by")
                    or self._child(child, "nsubj")
                )
        return None

    def _refused(self, status: ContactStatus, parties: tuple[str, ...]) -> str | None:
        """Who offered what the other side turned down."""
        if status != "refused" or len(parties) != 2:
            return None
        refuser = self._subject(self.clause)
        return next((p for p in parties if refuser and p != refuser), None)

    def _at_request(self) -> str | None:
        """As in "at the request of Washington", "at Seoul's invitation", "a request by Paris"."""
        for noun in self.trigger.sent:
            if noun.pos_ != "NOUN" or noun.lemma_.lower() not in words.ASKING_NOUNS - {
                "call", "appeal"}:  # fmt: skip
                continue
            if abs(noun.i - self.trigger.i) > _REACH:
                continue
            asked = any(c.lower_ in _ASKED and c.dep_ == "case" for c in noun.children)
            over = self.trigger in noun.subtree and noun.lemma_ != "bid"
            if (asked or over) and (found := self._owner(noun)):
                return found
        return None
