"""Something to be read, found but not yet parsed, and what could not even be opened."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from detente.intake.article import Imprint, Published
from detente.intake.error import UnreadableError
from detente.intake.file import read_file
from detente.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file, an address or a record of a collection that is to become one document.

    It has a `body` where its text or page is at hand, else a `path`, else a `url` to be fetched.
    What stands beside a text (in its feed, its record) fills what the text itself does not say.
    """

    name: str  # what a person calls it: a path, an address, `file.jsonl:12`
    path: Path | None = None
    url: str | None = None
    body: bytes | None = field(default=None, repr=False)
    charset: str | None = None
    markup: bool = False  # known to be HTML; else told by how it begins
    published: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    publisher: str | None = None  # its outlet, whatever it says of that itself

    def __str__(self) -> str:
        return self.name

    @property
    def imprint(self) -> Imprint:
        """What is said beside the text."""
        return Imprint(
            title=self.title,
            byline=self.byline,
            outlet=self.outlet,
            published=self.published,
            url=self.url,
        )

    def fingerprint(self) -> str | None:
        """Tell, without parsing, whether the same was read before.

        Returns:
            The SHA-256, in hexadecimal, of the bytes that will be read and of what is said beside
            them, wherever they lie; None for what is still to be fetched, or cannot be read.

        """
        body = self.body
        if body is None:
            if self.path is None:
                return None
            try:
                body = read_file(self.path)
            except UnreadableError:
                return None  # `document` says why
        beside = [self.url, self.published, self.title, self.outlet, self.byline]
        told = [self.publisher] if self.publisher else []
        said = json.dumps([*beside, self.charset, self.markup, *told])
        return hashlib.sha256(said.encode() + b"\n" + body).hexdigest()

    def document(self, *, published: Published = None, as_is: bool = False) -> Document:
        """Read it into a document, fetching what is not at hand.

        Args:
            published: the publication date, where known; it wins over all that the text says.
            as_is: keep the text exactly: no cleaning, no header, markup left as it is.

        Returns:
            The document.

        Raises:
            UnreadableError: as `load`.

        """
        from detente.intake.load import load  # noqa: PLC0415  (which reads items, too)

        return load(self, published=published, as_is=as_is)


@dataclass(frozen=True, slots=True)
class Unopened:
    """A source, or a part of one, that could not be opened, and why, in one line."""

    name: str
    reason: str

    @classmethod
    def because(cls, name: str, error: UnreadableError) -> Unopened:
        """Take the reason from an error, which names the source itself."""
        named = str(UnreadableError(name, "", "")).removesuffix(";")  # a long name is cut there
        return cls(name, str(error).removeprefix(named))

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"
