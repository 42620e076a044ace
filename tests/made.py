"""Reports made by hand: of one contact, of several, of a move."""

from detente.model import Actor, Contact, Document, Move, Participant, Report, Span, Statement

PEOPLE = {
    "Joe Biden": "USA", "Xi Jinping": "CHN", "Antony Blinken": "USA", "Wang Yi": "CHN",
    "Qin Gang": "CHN",
}  # fmt: skip


def report(words, *, outlet="Reuters", published="2023-06-20T10:00:00", said_by=(), **fields):
    """A report whose whole text tells of one contact, or of several given as `contacts`."""
    contacts = fields.pop("contacts", None) or [fields]
    span = Span(start=0, end=len(words), text=words)
    names = list(dict.fromkeys(p for c in contacts for p in c.get("people", ())))
    actors = [
        Actor(id=f"a{n}", name=name, kind="person", country=PEOPLE[name], level="leader")
        for n, name in enumerate(names, 1)
    ]
    speakers = [
        Actor(id=f"a{n}", name=side, kind="state", country=side)
        for n, side in enumerate(said_by, len(actors) + 1)
    ]
    statements = [
        Statement(id=f"s{n}", source=[span], cue=[span], content=[span], kind="indirect",
                  chain=[a.id], speaker=a.id)
        for n, a in enumerate(speakers, 1)
    ]  # fmt: skip
    return Report(
        reader="test 1",
        document=Document(id="d", outlet=outlet, published_at=published, text=words),
        actors=actors + speakers,
        statements=statements,
        contacts=[_contact(n, c, span, actors, statements) for n, c in enumerate(contacts, 1)],
    )


def _contact(number, fields, span, actors, statements):
    given = {"parties": ["CHN", "USA"], "mode": "call", "level": "leader"} | fields
    people = given.pop("people", ())
    return Contact(
        id=f"c{number}",
        evidence=[span],
        according_to=[s.id for s in statements],
        participants=[
            Participant(actor=a.id, party=a.country, level=given["level"])
            for a in actors
            if a.name in people
        ],
        **given,
    )


def deed(words, kind, *, outlet="Reuters", published="2023-06-20T10:00:00", **fields):
    """A report of one move of the United States toward China."""
    span = Span(start=0, end=len(words), text=words)
    actors = [
        Actor(id="a1", name="United States", kind="state", country="USA"),
        Actor(id="a2", name="China", kind="state", country="CHN"),
    ]
    move = Move(id="m1", source="a1", target="a2", parties=["USA", "CHN"], type=kind,
                evidence=[span], **fields)  # fmt: skip
    return Report(
        reader="test 1",
        document=Document(id="d", outlet=outlet, published_at=published, text=words),
        actors=actors,
        moves=[move],
    )
