"""Whether a text is English."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from detente.intake.error import UnreadableError

_NO_LANGUAGE = "zxx"  # ISO 639-2 for no linguistic content: addresses, numbers
_SAMPLE = 20_000  # characters
_SHORTEST = 80  # bytes of UTF-8: below that any guess is unsure
_EVIDENT = 0.15  # share of words; most English news has 0.3 and more, other languages below 0.1
_SURE = 0.5  # near languages (Wu and Mandarin, Malay and Indonesian) share the rest

# Function words that no other language written in Latin letters shares in numbers.
_ENGLISH = re.compile(
    r"\b(?:the|and|of|to|that|for|with|said|his|has|have|had|been|its?|from|by|are|were|this|be|which"
    r"|their|they|not|but|who|would|will|she|he|as|at|on)\b",
    re.IGNORECASE,
)


def require_english(text: str, where: str) -> None:
    """Raise for a text that is evidently in another language; short or unsure ones pass.

    Args:
        text: the article.
        where: its source, for the message.

    Raises:
        UnreadableError: names the language the text seems to be in, or says that it is in none.

    """
    sample = text[:_SAMPLE]
    if len(sample.encode()) < _SHORTEST or _is_evident(sample):
        return
    code, confidence = _identifier().classify(sample)
    if code == _NO_LANGUAGE:
        raise UnreadableError(where, "there are no sentences in it", "give the article's text")
    if code not in {"en", "und"} and confidence >= _SURE:
        raise UnreadableError(
            where,
            f"the text seems to be in {_name(code)}, and only English can be read",
            "give an English version",
        )


def _is_evident(sample: str) -> bool:
    words = len(re.findall(r"\w+", sample))
    letters = [letter for letter in sample if letter.isalpha()]
    plain = sum(letter.isascii() for letter in letters)
    return len(_ENGLISH.findall(sample)) >= _EVIDENT * words and plain >= 0.9 * len(letters)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (a large model)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _name(code: str) -> str:
    import pycountry  # noqa: PLC0415  (wanted only for a complaint)

    by_length = {2: "alpha_2", 3: "alpha_3"}
    language = pycountry.languages.get(**{by_length.get(len(code), "alpha_3"): code})
    return language.name.split(" (")[0] if language else f"the language {code!r}"
