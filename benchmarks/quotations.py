"""Direct quotations of PolNeAR's development part: ours beside textacy's, over the same trees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc
from textacy.extract.triples import direct_quotations
from training.corpora import Article, articles, quoted
from training.evaluate import f1

from detente.language import Reading, read_language
from detente.language.network import Network
from detente.model import Document

_INSIDE = 0.9  # of a direct quotation's words stand in quotation marks
Said = tuple[frozenset[int], frozenset[int]]  # the words of the source and of the content


def compare(network: Network) -> dict[str, tuple[float, float]]:
    """Precision, recall and F1 of whole direct quotations: ours, textacy's; in percent.

    One is right where its content's Jaccard with an annotated one is at least 0.5 and the sources
    overlap.
    """
    counts = {"ours": Counter[str](), "textacy": Counter[str]()}
    for article in articles("dev"):
        reading = read_language(Document(id="dev", text=article.text), network)
        gold = list(_direct(article, [(a.source, a.content) for a in article.attributions]))
        place = {start: i for i, (start, _, _) in enumerate(article.words)}
        for who, found in (("ours", _ours(reading)), ("textacy", _textacys(reading))):
            own = [
                tuple({place[reading.doc[i].idx] for i in part if reading.doc[i].idx in place}
                      for part in said) for said in found
            ]  # fmt: skip
            _score(counts[who], gold, list(_direct(article, own)))
    scores: dict[str, tuple[float, float]] = {}
    for name in ("precision", "recall", "F1"):
        scores[name] = tuple(_value(name, counts[who]) for who in ("ours", "textacy"))
    return scores


def _value(name: str, counts: Counter[str]) -> float:
    if name == "F1":
        return f1(counts["right"], counts["found"], counts["gold"])
    return 100 * counts["right"] / max(1, counts["found" if name == "precision" else "gold"])


def _direct(article: Article, said: list) -> Iterator[Said]:
    """Those whose content stands in quotation marks and whose source is told."""
    inside = quoted(article.text, [start for start, _, _ in article.words])
    for source, content in said:
        words = [i for i in content if any(c.isalnum() for c in article.words[i][2])]
        if source and words and sum(inside[i] for i in words) >= _INSIDE * len(words):
            yield frozenset(source), frozenset(words)


def _score(counts: Counter[str], gold: list[Said], found: list[Said]) -> None:
    counts.update(gold=len(gold), found=len(found))
    left = list(gold)
    for source, content in found:
        match = next(
            (g for g in left
             if len(g[1] & content) >= 0.5 * len(g[1] | content) and g[0] & source), None,
        )  # fmt: skip
        if match:
            left.remove(match)
            counts["right"] += 1


def _ours(reading: Reading) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    for a in reading.attributions:
        yield a.source, a.content


def _textacys(reading: Reading) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Paragraph by paragraph: it gives up on a text that has an odd number of marks anywhere."""
    for start, end in reading.paragraphs:
        paragraph: Doc = reading.doc[start:end].as_doc()
        try:
            for triple in direct_quotations(paragraph):
                yield (
                    tuple(start + t.i for t in triple.speaker),
                    tuple(start + t.i for t in triple.content),
                )
        except ValueError:
            continue
