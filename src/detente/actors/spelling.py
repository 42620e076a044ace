"""One spelling for many: the same name, whoever transliterated or typeset it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARTICLES = frozenset({"al", "el"})
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ð": "d"}
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʻ": "'", "`": "'", "\u00a0": " ", "‑": "-", "–": "-"})
_SILENT = str.maketrans("", "", ".'\"")
_EDGES = " \t\r\n\"“”'()[]{},;:!?…*"
_ABBREVIATION = re.compile(r"(?:\b\w\.)+$|\b(?:Dr|Mr|Mrs|Ms|Jr|Sr|St|Gen|Sen|Rep|Gov|Dept)\.$")


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """Return the key under which a spelling is filed.

    Case, accents, full stops, apostrophes, hyphens and the Arabic article make no difference:
    "Abdel Fattah al-Sisi" and "Abdel-Fattah El Sisi" share one key.
    """
    plain = text.translate(_QUOTES).casefold().translate(_SILENT)
    plain = unaccent(plain)
    return " ".join(word for word in plain.replace("-", " ").split() if word not in _ARTICLES)


def unaccent(text: str) -> str:
    """Return the text as a wire service without accents prints it."""
    if text.isascii():
        return text
    marks = unicodedata.normalize("NFKD", text)
    return "".join(c for c in marks if not unicodedata.combining(c)).translate(_LETTERS)


def slug(text: str) -> str:
    """Return a stable id for a name: "Nicolás Maduro" is `nicolas-maduro`."""
    plain = unaccent(text.translate(_QUOTES)).casefold().replace("'", "")
    return re.sub(r"[^\w]+", "-", plain).strip("-")


def tidy(text: str) -> str:
    """Return a phrase without surrounding quotes, brackets, stops and a closing possessive."""
    phrase = " ".join(text.translate(_QUOTES).split()).strip(_EDGES)
    if phrase.endswith(".") and not _ABBREVIATION.search(phrase):
        phrase = phrase.rstrip(".")
    return phrase.removesuffix("'s").removesuffix("'").strip(_EDGES)


def fits(form: str, seen: str) -> bool:
    """Tell whether the case of `seen` allows it to be the name `form`.

    "US" is not "us", "WHO" is not "Who", "Turkey" is not "turkey"; capitals throughout
    (a headline) are taken for any name of more than three letters.
    """
    if form.isupper():
        return seen.isupper() or seen == form
    return not form[:1].isupper() or seen[:1].isupper() or seen[:3] in {"al-", "el-", "al "}
