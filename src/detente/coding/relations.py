"""How one mention acts toward another in a sentence: the PLOVER type, by the reading model."""

from __future__ import annotations

from detente.language import Passage, blank, find_quotations, load_network
from detente.model import MoveType, Relation


def relate(sentence: str, source: tuple[int, int] | str, target: tuple[int, int] | str) -> Relation:
    """Tell how one mention acts toward another in a sentence.

    Arguments:
        sentence: the sentence.
        source: `(start, end)` character offsets of who acts, or the words themselves.
        target: the same of who is acted on.

    Returns:
        The likeliest of the sixteen PLOVER types, and a probability for each.

    Raises:
        ValueError: offsets outside the sentence, or words that do not stand in it.

    """
    ranges = [_offsets(sentence, mention) for mention in (source, target)]
    tokens = [t for t in blank().make_doc(sentence) if not t.is_space]
    quotations = find_quotations(sentence)
    passage = Passage(
        [t.text for t in tokens],
        [any(q.start <= t.idx < q.end for q in quotations) for t in tokens],
    )
    marks = []
    for start, end in ranges:
        inside = [i for i, t in enumerate(tokens) if t.idx < end and start < t.idx + len(t)]
        if not inside:
            raise ValueError(f"no word stands at {start}–{end} of the sentence")
        marks.append((inside[0], inside[-1] + 1))
    network = load_network()
    row = network.relate([(passage, marks[0], marks[1])])[0]
    names = network.labels["move"]
    known = {n: float(p) for n, p in zip(names, row, strict=True) if n != "none"}
    total = sum(known.values()) or 1.0
    scores: dict[MoveType, float] = {n: p / total for n, p in known.items()}  # type: ignore[misc]
    return Relation(type=max(scores, key=scores.__getitem__), scores=scores)


def _offsets(sentence: str, mention: tuple[int, int] | str) -> tuple[int, int]:
    if isinstance(mention, str):
        start = sentence.find(mention)
        if start < 0 or not mention:
            raise ValueError(f"{mention!r} does not stand in the sentence")
        return start, start + len(mention)
    start, end = mention
    if not 0 <= start < end <= len(sentence):
        raise ValueError(
            f"({start}, {end}) lies outside the sentence of {len(sentence)} characters"
        )
    return start, end
