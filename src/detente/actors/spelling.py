"""One spelling for many: the same name, whoever transliterated or typeset it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_ARTICLES = frozenset({"al", "el"})
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
        "ð": "d",
        "Ł": "L",
        "Ø": "O",
        "Đ": "D",
        "Æ": "Ae",
        "Œ": "Oe",
        "Ə": "A",
        "þ": "th",
        "Þ": "Th",
    }
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʻ": "'", "`": "'", "\u00a0": " ", "‑": "-", "–": "-"})
_FOLDED = str.maketrans("-", " ", ".'`\"")
_EDGES = " \t\r\n\"“”'[]{},;:!?…*"
_LONGEST = 1000  # characters of a phrase that are looked at
_ABBREVIATION = re.compile(r"(?:\b\w\.)+$|\b(?:Dr|Mr|Mrs|Ms|Jr|Sr|St|Gen|Sen|Rep|Gov|Dept)\.$")


def fold_once(text: str) -> str:
    """Return the key under which a spelling is filed.

    Case, accents, full stops, apostrophes, hyphens and the Arabic article make no difference:
    "Abdel Fattah al-Sisi" and "Abdel-Fattah El Sisi" share one key.
    """
    if not text.isascii():
        text = unaccent(text.translate(_QUOTES).casefold())
    words = text.casefold().translate(_FOLDED).split()
    return " ".join([word for word in words if word not in _ARTICLES])


fold = lru_cache(maxsize=32768)(fold_once)  # the tables' own forms are folded once, uncached


def unaccent(text: str) -> str:
    """Return the text as a wire service without accents prints it."""
    if text.isascii():
        return text
    plain = text.translate(_plain_letters())
    if plain.isascii():
        return plain
    marks = unicodedata.normalize("NFKD", plain)  # letters beyond Latin
    return "".join(c for c in marks if not unicodedata.combining(c))


@cache
def _plain_letters() -> dict[int, str]:
    """Latin letters without their accents: one table is five times as fast as Unicode's rules."""
    latin = (*range(0xC0, 0x250), *range(0x300, 0x370), *range(0x1E00, 0x1F00))
    found = {}
    for code in latin:
        marks = unicodedata.normalize("NFKD", chr(code))
        found[code] = "".join(c for c in marks if not unicodedata.combining(c))
    return found | _LETTERS


_ALIKE = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("x", "ks"),  # Alexander, Aleksander
        ("sch|sh|zh|ch|cz|tz|ts|z", "s"),  # Zhivkov, Schüssel
        ("kh|gh|ck|q|g|c(?![eiy])", "k"),  # Qaddafi, Gaddafi, Khadafi
        ("c", "s"),
        ("ph|ff", "f"),
        ("th|dh", "t"),
        ("dj|dzh", "j"),
        ("w", "v"),
        ("d", "t"),
        ("^[iyj]", "i"),
        ("^[aeou]", "a"),
        ("(?<=[^aeiou])h|h(?![aeiou])", ""),
        ("(?<!^)[aeiouyj]", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=32768)
def sound(word: str) -> str:
    """Return what a folded word of a name keeps in any transliteration.

    "zelenskiy" and "zelensky", "qaddafi" and "gadhafi", "suleyman" and "sulaiman" sound the same; a
    word of few consonants ("bush", "xi") only as itself.
    """
    kept = word
    for pattern, plain in _ALIKE:
        kept = pattern.sub(plain, kept)
    return kept if len(kept) > 2 or (len(kept) == 2 and len(word) > 4) else word


@lru_cache(maxsize=16384)
def slug(text: str) -> str:
    """Return a stable id for a name: "Nicolás Maduro" is `nicolas-maduro`."""
    plain = unaccent(text.translate(_QUOTES)).casefold().replace("'", "")
    return re.sub(r"[^\w]+", "-", plain).strip("-")


def stranger_id(name: str) -> str:
    """Return the id of somebody of that name whom the tables do not know."""
    return f"person-{slug(name)}"


@lru_cache(maxsize=32768)
def tidy(text: str) -> str:
    """Return a phrase without surrounding quotes, brackets, stops and a closing possessive."""
    phrase = " ".join(text[:_LONGEST].translate(_QUOTES).split()).strip(_EDGES)
    if phrase.count("(") != phrase.count(")") or phrase.startswith("("):
        phrase = phrase.strip("()" + _EDGES)
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
