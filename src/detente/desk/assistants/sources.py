"""Where the items of an answer come from: documents, and the words of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote as escaped

from pydantic import BaseModel, Field

from detente.assessment import Record
from detente.desk.assistants.quoting import Quote, name, quote
from detente.desk.telling.article import web_address

_DOCUMENTS, _QUOTES = 6, 3  # of one item
Row = dict[str, Any]


class Source(BaseModel):
    """A document that an item rests on, and its words."""

    document: str = Field(description="Its key in the record.")
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = Field(default=None, description="Where it was published.")
    page: str | None = Field(default=None, description="Where the desk shows it.")
    quotes: list[Quote] = []


class Pages:
    """The addresses of the desk's pages.

    Arguments:
        origin: under which address the desk is served; None where it is not.

    """

    def __init__(self, origin: str | None) -> None:
        self._origin = origin.rstrip("/") if origin else None

    def contact(self, key: str) -> str | None:
        """The page of a contact."""
        return self._page("contacts", key)

    def report(self, document: str) -> str | None:
        """The page of a document."""
        return self._page("reports", document)

    def dyad(self, parties: Sequence[str]) -> str | None:
        """The page of two sides."""
        return self._page("dyads", "-".join(parties))

    def _page(self, kind: str, key: str) -> str | None:
        return f"{self._origin}/{kind}/{escaped(key, safe='')}" if self._origin else None


class Sources:
    """Looks up the documents that an answer's items rest on.

    Arguments:
        record: that holds them.
        pages: where they are shown.

    """

    def __init__(self, record: Record, pages: Pages) -> None:
        self._record, self._pages = record, pages
        self._known: dict[str, Row] = {}

    def of(
        self, spans: Iterable[Row], reports: Sequence[str] = (), quotes: int = _QUOTES
    ) -> tuple[list[Source], int]:
        """The documents of some spans.

        Arguments:
            spans: each with its `document`.
            reports: further documents that tell the same.
            quotes: of one document at most.

        Returns:
            The first documents with their words, and how many more there are.

        """
        words: dict[str, list[Row]] = {}
        for span in spans:
            words.setdefault(span["document"], []).append(span)
        keys = list(dict.fromkeys([*words, *reports]))
        shown = keys[:_DOCUMENTS]
        self._look_up(shown)
        found = [self._source(key, words.get(key, [])[:quotes]) for key in shown]
        return found, len(keys) - len(shown)

    def one(self, document: str, spans: Sequence[Row] = (), quotes: int = _QUOTES) -> Source:
        """One document, with some of its words."""
        self._look_up([document])
        return self._source(document, spans[:quotes])

    def _source(self, key: str, spans: Sequence[Row]) -> Source:
        row = self._known.get(key, {})
        return Source(
            document=key, outlet=name(row.get("outlet")), title=name(row.get("title")),
            published=row.get("published_at"), url=web_address(row.get("url")),
            page=self._pages.report(key), quotes=[quote(span) for span in spans if span["text"]],
        )  # fmt: skip

    def _look_up(self, keys: Sequence[str]) -> None:
        new = [key for key in keys if key not in self._known]
        if new:
            self._known |= self._record.documents(*new)
