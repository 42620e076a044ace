"""Which documents tell one story: copies of one text count once as a source.

A document is held against the stories with which it shares a band of its signature, and against no
more of each than it takes to find a copy: a wire story that is carried a thousand times is one
story to look at, not a thousand texts. What comes of it is the same in any order, as a story is all
that hangs together by copies of copies. Its number is that of one of its documents, no matter
which.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from detente.record import schema
from detente.record.copies import are_copies, bands_of
from detente.record.inserting import insert_tuples

_d, _b, _s = schema.documents, schema.bands, schema.stories
_AT_ONCE = 1000  # documents in one transaction
_FEW = 400  # rows of bands that are looked at without more ado
_BANDS = ("band", "story_id", "document_id")
# Steps from one story of a band to the next, over all documents that each has there.
_NEAR = """
WITH RECURSIVE own AS ({own}), near(band, story_id) AS (
    SELECT own.band, (SELECT min(b.story_id) FROM bands b WHERE b.band = own.band) FROM own
    UNION ALL
    SELECT n.band, (
        SELECT min(b.story_id) FROM bands b WHERE b.band = n.band AND b.story_id > n.story_id
    ) FROM near n WHERE n.story_id IS NOT NULL
) SELECT DISTINCT story_id FROM near WHERE story_id IS NOT NULL ORDER BY story_id
"""


def settle_stories(connection: Connection) -> tuple[int, list[int]]:
    """Find the story of documents that have none yet, as many as are well done at once.

    Arguments:
        connection: in a transaction that writes.

    Returns:
        How many they were; and the documents that are now of one story with others: what they tell
        is to be worked out anew.

    """
    new = connection.execute(
        select(_d.c.id, _d.c.shingles, _d.c.signature)
        .join(_s, _s.c.document_id == _d.c.id, isouter=True)
        .where(_s.c.document_id.is_(None))
        .order_by(_d.c.id)
        .limit(_AT_ONCE)
    ).all()
    moved: list[int] = []
    for document in new:
        moved += _settle(connection, *document)
    return len(new), moved


def _settle(
    connection: Connection, document: int, shingles: int, signature: bytes | None
) -> list[int]:
    story, moved = document, [document]
    bands = bands_of(signature) if signature else ()
    if signature:
        found = _told_by(connection, bands, (shingles, signature))
        if found:
            story, joined = _made_one(connection, found)
            moved += joined
    connection.execute(insert(_s), {"document_id": document, "story_id": story})
    insert_tuples(connection, _b, _BANDS, [(band, story, document) for band in bands])
    return moved if story != document else []


def _told_by(connection: Connection, bands: Sequence[int], own: tuple[int, bytes]) -> Sequence[int]:
    """The stories of which a document is a copy of one."""
    near = select(_b.c.document_id, _b.c.story_id).where(_b.c.band.in_(bands)).limit(_FEW)
    rows = connection.execute(near).all()
    if not rows:
        return []
    if len(rows) < _FEW:  # there are no more than these
        story_of = dict(map(tuple, rows))
        query = select(_d.c.id, _d.c.shingles, _d.c.signature).where(_d.c.id.in_(story_of))
        found = connection.execute(query)
        return sorted({story_of[n] for n, *other in found if are_copies(own, (other[0], other[1]))})
    return [story for story in _near(connection, bands) if _tells(connection, story, bands, own)]


def _near(connection: Connection, bands: Sequence[int]) -> Sequence[int]:
    """The stories that have a document in one of some bands."""
    own = " UNION ALL ".join(f"SELECT CAST(:b{n} AS BIGINT) AS band" for n in range(len(bands)))
    given = {f"b{n}": band for n, band in enumerate(bands)}
    return connection.scalars(text(_NEAR.format(own=own)), given).all()


def _tells(
    connection: Connection, story: int, bands: Sequence[int], own: tuple[int, bytes]
) -> bool:
    """Whether a document of a story is a copy of another; most often one of the first is."""
    query = (
        select(_d.c.shingles, _d.c.signature)
        .join(_b, _b.c.document_id == _d.c.id)
        .where(_b.c.band.in_(bands), _b.c.story_id == story)
        .order_by(_b.c.document_id, _b.c.band)
    )
    for part in (query.limit(_FEW), query.offset(_FEW)):
        if any(are_copies(own, (row.shingles, row.signature)) for row in connection.execute(part)):
            return True
    return False


def _made_one(connection: Connection, stories: Sequence[int]) -> tuple[int, list[int]]:
    """Make one story of several, under the number of the largest.

    Returns:
        The number, and the documents of all of them; none where it is one story already.

    """
    if len(stories) == 1:
        return stories[0], []
    sizes = connection.execute(
        select(_s.c.story_id, func.count())
        .where(_s.c.story_id.in_(stories))
        .group_by(_s.c.story_id)
        .order_by(func.count().desc(), _s.c.story_id)
    ).all()
    kept, *others = (story for story, _ in sizes)
    members = connection.scalars(select(_s.c.document_id).where(_s.c.story_id.in_(stories))).all()
    rows = connection.execute(
        select(_s.c.story_id, _d.c.id, _d.c.signature)
        .join(_d, _d.c.id == _s.c.document_id)
        .where(_s.c.story_id.in_(others))
    ).all()
    moved = [
        {"in_band": band, "of_story": story, "of_document": number}
        for story, number, signature in rows
        for band in bands_of(signature)
    ]
    connection.execute(
        update(_b)
        .where(
            _b.c.band == bindparam("in_band"),
            _b.c.story_id == bindparam("of_story"),
            _b.c.document_id == bindparam("of_document"),
        )
        .values(story_id=kept),
        moved,
    )
    connection.execute(update(_s).where(_s.c.story_id.in_(others)).values(story_id=kept))
    return kept, list(members)
