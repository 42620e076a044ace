"""Names in a reading, each with the titles that stand before it.

The tree often joins a title and a name the wrong way round, so names are found by their letters:
those of the tables, and capitalised words after a title ("Foreign Minister Einar Agustsson").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from detente import actors
from detente.actors import Name
from detente.language import Reading

_PARTICLES = {"al", "el", "bin", "ibn", "ben", "de", "del", "da", "dos", "du", "di", "van", "von",
              "der", "den", "la", "le", "ul", "-", "‑"}  # fmt: skip
_HYPHENS = {"-", "‑"}
_HONORIFICS = {"h.e.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "lady",
               "cardinal", "archbishop", "bishop", "sheikh", "ayatollah", "pope"}  # fmt: skip
_MINDERS = {"minister", "ministry", "department", "secretary"}
_TITLE_POS = {"NOUN", "PROPN", "ADJ", "ADP", "DET", "PART", "CCONJ", "X"}
_HEADS = {"minister", "secretary", "president", "chief", "commander", "adviser", "advisor"}
_NO_EDGES = {"the", "of", "for", "'s", "’s"}
_SOLE = {"president", "king", "queen", "emir", "sultan", "chancellor", "ambassador", "premier"}
_WIDEST_TITLE = 9
_LONGEST_NAME = 9
_ALIKE = 3  # letters that two forms of a given name share


@dataclass(frozen=True, slots=True)
class Named:
    """A name as token positions.

    Attributes:
        start: the first word of its titles, or of the name where it has none.
        name: the first word of the name itself.
        end: the position after its last word.
        known: what the tables have under it.

    """

    start: int
    name: int
    end: int
    known: Name | None = None

    @property
    def titled(self) -> bool:
        """Whether a title stands before the name."""
        return self.start < self.name

    @property
    def is_person(self) -> bool:
        """Whether it names a person, known or not."""
        return self.known is None or self.known.role == "person"


def find_names(reading: Reading, known: list[Name]) -> list[Named]:
    """All names of a reading in the text's order, without overlaps.

    Arguments:
        reading: the report's language.
        known: the tables' names in its text.

    """
    timed = {t.i for time in reading.times for t in reading.tokens(time.start, time.end)}
    departments = find_departments(reading.doc)
    spans = {}
    for name in known:
        tokens = reading.tokens(name.start, name.end)
        if tokens[0].i not in timed and tokens[0].i not in departments:
            spans[tokens.start] = (tokens.end, name)
    taken = {i for start, (end, _) in spans.items() for i in range(start, end)}
    taken |= timed | set(departments)
    found = [_titled(reading, start, end, name, taken) for start, (end, name) in spans.items()]
    found += _strangers(reading, taken)
    return _without_namesakes(reading, _without_overlaps(found))


def find_departments(doc: Doc) -> dict[int, int]:
    """The words that tell what a minister or a ministry minds, each with the office's own word."""
    known: dict[int, int] | None = doc.user_data.get("departments")
    if known is None:
        words = [token.text for token in doc]
        heads = [token.i for token in doc if token.lemma_.lower() in _MINDERS]
        ends = {head: actors.portfolio_end(words, head) for head in heads}
        known = {i: head for head, end in ends.items() for i in range(head + 1, end)}
        doc.user_data["departments"] = known
    return known


def _without_namesakes(reading: Reading, found: list[Named]) -> list[Named]:
    """Surnames that a stranger of the text bears are the stranger's: "Ahmed Mohamed … Mohamed"."""
    doc = reading.doc
    strangers = {doc[n.end - 1].text for n in found if n.known is None and n.end - n.name > 1}
    return [
        Named(named.start, named.name, named.end)
        if named.is_person
        and not named.titled
        and named.end - named.name == 1
        and doc[named.name].text in strangers
        else named
        for named in found
    ]


def _without_overlaps(found: list[Named]) -> list[Named]:
    """A person's title may hold the name of a state or a body ("Japanese Prime Minister …")."""
    kept: list[Named] = []
    reached = 0
    for named in sorted(found, key=lambda n: (n.start, -n.end)):
        if named.start >= reached:
            kept.append(named)
            reached = named.end
    return kept


def _titled(reading: Reading, start: int, end: int, name: Name, taken: set[int]) -> Named:
    if name.role != "person":
        return Named(start, start, end, name)
    known: Name | None = name
    first = _given_names(reading, start)
    if end - start > 1:
        # "Mohammad Hanif Atmar", where the tables have but "Hanif Atmar"
        titled = first < start and _title_start(reading, first) < first
        return Named(_title_start(reading, start if not titled else first),
                     first if titled else start, end, name)  # fmt: skip
    title = _title_start(reading, first)
    last = _surnames(reading, end, taken) if title < first else end
    if not _fits(f"{reading.doc[first:start].text} {reading.doc[end:last].text}", name):
        known = None  # somebody else of that surname
    return Named(title, first, last, known)


def _surnames(reading: Reading, end: int, taken: set[int]) -> int:
    """Where a name ends that goes on after a word that the tables know: "Lee Tae-sik"."""
    last = _run(reading, end, taken) if end < len(reading.doc) else end
    return last if all(t.pos_ in {"PROPN", "PUNCT"} for t in reading.doc[end:last]) else end


def _fits(given: str, name: Name) -> bool:
    """Whether given names before a surname are those of its known bearer."""
    known = {word[:_ALIKE].lower() for word in name.actor.name.split()}
    told = [word for word in given.split() if word[:1].isupper() and not word.endswith(".")]
    return all(word[:_ALIKE].lower() in known for word in told)


def _given_names(reading: Reading, surname: int) -> int:
    """Where the given names before a known surname begin."""
    doc, start = reading.doc, surname
    while start > 0 and not doc[start].is_sent_start and surname - start < 3:
        token = doc[start - 1]
        if token.pos_ != "PROPN" or not _is_capital(token) or actors.is_title(token.text):
            break
        if token.text.endswith(".") and len(token.text) > 2:
            break
        if actors.country_of(token.text) or actors.rank(token.text):
            break
        if token.i in find_departments(doc):
            break
        start -= 1
    return start


def _title_start(reading: Reading, name: int) -> int:
    """The farthest word from which on everything before a name is its title."""
    doc, departments = reading.doc, find_departments(reading.doc)
    first = start = name
    for _ in range(_WIDEST_TITLE):
        start = departments.get(start - 1, start - 1)  # a list of departments is one step
        if start < 0:
            break
        token = doc[start]
        joins = token.text in {"-", ".", "'s", "’s", "&"}
        if not joins and (token.pos_ not in _TITLE_POS or token.is_space):
            break
        if token.pos_ in {"ADP", "DET"} and token.lower_ not in {"of", "for", "the"}:
            break
        if token.pos_ == "CCONJ" and not _joins_titles(doc, start, first):
            break
        if not joins and _is_title(reading, start, name):
            first = start
        if token.is_sent_start:
            break
    return first


def _joins_titles(doc: Doc, at: int, title: int) -> bool:
    """Whether "and" stands between two titles of one person: "Prime Minister and Minister of …"."""
    if title != at + 1 or at == 0:
        return False
    before = doc[find_departments(doc).get(at - 1, at - 1)]
    if before.lower_ in _SOLE and doc[max(0, before.i - 1)].lower_ not in {"vice", "deputy"}:
        return False
    return before.lower_ in _HEADS and before.text[:1].isupper()


def _is_title(reading: Reading, start: int, name: int) -> bool:
    departments = find_departments(reading.doc)
    words = "".join(
        t.text_with_ws for t in reading.doc[start:name] if t.i not in departments
    ).strip()
    if words.lower() in _HONORIFICS:
        return True
    if {reading.doc[start].lower_, reading.doc[name - 1].lower_} & _NO_EDGES:
        return False
    if " of " in words and actors.country_of(words.split()[-1]):
        return bool(actors.rank(words))  # "President of the Republic of Kazakhstan"
    bare = actors.strip_titles(f"{words} Name")
    return bare == "Name" and (bool(actors.rank(words)) or actors.is_title(words.split()[-1]))


def _strangers(reading: Reading, taken: set[int]) -> Iterator[Named]:
    """Capitalised words that no table knows but whose title, or the model, tells a person."""
    doc, at = reading.doc, 0
    while at < len(doc):
        end = _run(reading, at, taken)
        if end == at:
            at += 1
            continue
        named = _stranger(reading, at, end)
        if named is not None:
            yield named
        at = end


def _run(reading: Reading, start: int, taken: set[int]) -> int:
    """Where a run of capitalised words that are no title ends."""
    doc, end = reading.doc, start
    if doc[start].text in {"-", "‑"} or not doc[start].text[:1].isupper():
        return start
    while end < len(doc) and end not in taken and end - start < _LONGEST_NAME:
        token = doc[end]
        inner = end > start and (token.lower_ in _PARTICLES or _is_hyphenated(token))
        if not (inner or (_is_capital(token) and not actors.is_title(token.text))):
            break
        end += 1
        hyphen = token.text in _HYPHENS or (end < len(doc) and doc[end].text in _HYPHENS)
        if not token.whitespace_ and not hyphen and not token.text.endswith("."):
            break
    while end > start and doc[end - 1].lower_ in _PARTICLES:
        end -= 1
    return end


def _is_hyphenated(token: Token) -> bool:
    """Whether it goes on a name after a hyphen: "Szu-chien", "Anne-Claire"."""
    before = token.doc[token.i - 1]
    return before.text in _HYPHENS and not before.whitespace_ and token.is_alpha


def _is_capital(token: Token) -> bool:
    text = token.text
    return text[:1].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ", "X"} and text[-1:] != ","


def _stranger(reading: Reading, start: int, end: int) -> Named | None:
    """The words of the run that no title takes up ("State" in "Secretary of State …")."""
    ways = [Named(_title_start(reading, first), first, end) for first in range(start, end)]
    titled = [named for named in ways if named.titled]
    if titled:
        return min(titled, key=lambda n: (n.start, -n.name))
    words = reading.doc[start:end]
    named = all(t.pos_ == "PROPN" or t.lower_ in _PARTICLES for t in words)
    other = {t.ent_type_ for t in words} & {"place", "organization"}
    acting = any(actors.acts(t.lower_) for t in words)
    plain = named and not other and not acting and not words.text.isupper()
    return Named(start, start, end) if plain and end - start > 1 else None
