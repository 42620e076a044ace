"""Which documents tell one story, whatever the order and however many copies there are."""

import random

import pytest
from made import report
from sqlalchemy import select

from detente.record import Record, schema, stories
from detente.record.copies import are_copies, bands_of, sign


def text(rng, words=60):
    return " ".join(f"word{rng.randrange(4000)}" for _ in range(words))


def variants(rng):
    """Wire stories, cut and updated step by step, so that the first and the last share little."""
    for _ in range(4):
        words = text(rng).split()
        for _ in range(8):
            yield " ".join(words)
            at = rng.randrange(50)
            words[at : at + 9] = text(rng, rng.choice((4, 14))).split()
    yield from (text(rng) for _ in range(5))


def hanging_together(texts):
    """The stories by holding every text against every other."""
    signed = [sign(t) for t in texts]
    story = list(range(len(texts)))
    for a, one in enumerate(signed):
        for b, other in enumerate(signed[:a]):
            meet = set(bands_of(one.values)) & set(bands_of(other.values))
            if meet and are_copies((one.shingles, one.values), (other.shingles, other.values)):
                story = [story[a] if s == story[b] else s for s in story]
    return {frozenset(t for t, s in zip(texts, story, strict=True) if s == n) for n in story}


@pytest.mark.parametrize("few", [1, 400])
def test_stories_are_those_that_hang_together_in_any_order(url, few, monkeypatch):
    monkeypatch.setattr(stories, "_FEW", few)
    rng = random.Random(few)  # noqa: S311
    texts = list(variants(rng))
    told = [report(t, outlet=f"Paper {n}", date="2023-06-18") for n, t in enumerate(texts)]
    rng.shuffle(told)
    with Record(url) as record:
        for start in range(0, len(told), 10):
            record.add(*told[start : start + 10])
            record.settle()
        d, s = schema.documents.c, schema.stories.c
        with record.engine.connect() as connection:
            rows = connection.execute(select(s.story_id, d.text).join_from(
                schema.stories, schema.documents, d.id == s.document_id)).all()  # fmt: skip
        found = {}
        for story, words in rows:
            found.setdefault(story, set()).add(words)
        expected = hanging_together(texts)
        assert {frozenset(words) for words in found.values()} == expected
        assert 5 < len(expected) < len(texts)
