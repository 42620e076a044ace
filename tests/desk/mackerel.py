"""One rich report about an invented quarrel, put together by hand."""

from __future__ import annotations

from detente.model import (
    Actor,
    Contact,
    Count,
    Document,
    Move,
    Participant,
    Purpose,
    Report,
    Span,
    Statement,
    Tone,
)

TEXT = """\
The prime minister of Iceland rang her Norwegian counterpart late on Tuesday, the second such \
call since January 2031, after officials of the two governments failed for a month to settle who \
may fish for mackerel east of Jan Mayen.

“The talk was candid, and [the Norwegians] know where our line is,” the Icelandic government's \
spokeswoman said. The call took forty minutes and was arranged by Denmark, broadcaster NRK \
reported, citing the news agency NTB, which said the aim was “to get the boats home before the \
storms”.

Harsh words

The two fisheries ministries had accused each other of emptying the sea. Talks between their \
officials in Tórshavn broke up in March without a result.

Norway's prime minister is to visit Reykjavík in June, his office said. “Nothing is agreed until \
the quotas are,” it added.
"""


def span(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start=start, end=start + len(words), text=words)


def _actors() -> list[Actor]:
    return [
        Actor(id="a1", name="prime minister of Iceland", kind="office", country="ISL",
              sector="GOV", level="leader", mentions=[span("The prime minister of Iceland")]),
        Actor(id="a2", name="prime minister of Norway", kind="office", country="NOR",
              sector="GOV", level="leader", mentions=[span("her Norwegian counterpart")]),
        Actor(id="a3", name="Icelandic government spokeswoman", kind="anonymous", country="ISL"),
        Actor(id="a4", name="NRK", kind="outlet", country="NOR", sector="MED"),
        Actor(id="a5", name="NTB", kind="outlet", country="NOR", sector="MED"),
        Actor(id="a6", name="Icelandic fisheries ministry", kind="organization", country="ISL"),
        Actor(id="a7", name="Norwegian fisheries ministry", kind="organization", country="NOR"),
    ]  # fmt: skip


def _statements() -> list[Statement]:
    return [
        Statement(
            id="s1",
            source=[span("the Icelandic government's spokeswoman")],
            cue=[span("said")],
            content=[span("“The talk was candid, and [the Norwegians] know where our line is,”")],
            insertions=[span("[the Norwegians]")],
            kind="direct", chain=["a3"], speaker="a3", about=["c2"],
        ),
        Statement(
            id="s2",
            source=[span("broadcaster NRK")],
            cue=[span("reported")],
            content=[span("The call took forty minutes and was arranged by Denmark")],
            kind="indirect", chain=["a4", "a5"], speaker="a5", about=["c2"], stance="claimed",
        ),
        Statement(
            id="s3",
            source=[span("his office")],
            cue=[span("said", 2)],
            content=[span("Norway's prime minister is to visit Reykjavík in June"),
                     span("“Nothing is agreed until the quotas are,”")],
            kind="mixed", chain=["a2"], speaker="a2", about=["c3"],
        ),
    ]  # fmt: skip


def _contacts() -> list[Contact]:
    failed = span("officials of the two governments failed for a month")
    return [
        Contact(
            id="c1", parties=["ISL", "NOR"], level="officials", date="2031-03",
            outcome="no-progress", place=span("Tórshavn"),
            evidence=[failed, span("Talks between their officials in Tórshavn broke up in March")],
        ),
        Contact(
            id="c2", parties=["ISL", "NOR"], level="leader", mode="call", initiator="ISL",
            participants=[Participant(actor="a1", party="ISL", level="leader"),
                          Participant(actor="a2", party="NOR", level="leader")],
            date="2031-04-08", date_zone="Icelandic time", mediators=["DNK"],
            duration=span("forty minutes"), topics=[span("who may fish for mackerel")],
            purpose=[Purpose(**span("“to get the boats home before the storms”").model_dump(),
                             by="a5")],
            tone=[Tone(word="candid", by="a3", quoted=True)],
            counts=[Count(ordinal=2, level="leader", since="2031-01", within="P7M",
                          evidence=[span("the second such call since January 2031")])],
            follows=["c1"],
            evidence=[span("The prime minister of Iceland rang her Norwegian counterpart"),
                      span("The call took forty minutes")],
            according_to=["s1", "s2"],
        ),
        Contact(
            id="c3", parties=["ISL", "NOR"], level="leader", mode="in-person", status="planned",
            date="2031-06", place=span("Reykjavík"), initiator=None,
            evidence=[span("Norway's prime minister is to visit Reykjavík in June")],
            according_to=["s3"],
        ),
    ]  # fmt: skip


def _moves() -> list[Move]:
    words = [
        span("accused each other of emptying the sea"),
    ]
    return [
        Move(id="m1", source="a6", target="a7", parties=["ISL", "NOR"], type="ACCUSE",
             reciprocal="m2", evidence=words),
        Move(id="m2", source="a7", target="a6", parties=["NOR", "ISL"], type="ACCUSE",
             reciprocal="m1", evidence=words),
    ]  # fmt: skip


def told() -> Report:
    return Report(
        reader="test 0",
        document=Document(
            id="d1",
            title="Iceland calls Norway as mackerel talks stall",
            kicker="Forty minutes on the telephone, and a visit in June",
            outlet="The Faroe Mail",
            published_at="2031-04-09T07:30:00+00:00",
            url="https://news.example/mackerel",
            text=TEXT,
            headings=[span("Harsh words")],
        ),
        actors=_actors(),
        statements=_statements(),
        contacts=_contacts(),
        moves=_moves(),
    )


def with_document(report: Report, **changes: object) -> Report:
    """The same report, of a document with these fields changed."""
    document = report.document.model_copy(update=changes)
    return report.model_copy(update={"document": document})
