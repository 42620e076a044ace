"""Bytes to text, or a word about what the bytes are instead."""

from __future__ import annotations

import codecs
import re

from detente.intake.error import UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image or another RIFF media file"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg media file"),
)
_REMEDY = "give the article as text or HTML"

# What English is written in besides UTF-8; told apart from each other, not from all encodings.
_WESTERN = ["cp1252", "mac_roman", "latin_1"]
_FEW = 0.1  # share of bytes beyond ASCII in English text
_SAMPLE = 50_000
_DECLARED = re.compile(
    r"^(?:utf-?(?:8|16)|us-ascii|ascii|(?:windows|cp)-?125\d|iso-?8859-?\d+|latin-?\d|macintosh"
    r"|koi8-[ru]|gb(?:k|2312|18030)|big5|shift[-_]jis|euc-(?:jp|kr))$",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_MOST_CONTROL = 0.01


def decode(raw: bytes, where: str, declared: str | None = None) -> str:
    """Decode bytes that should be text.

    Args:
        raw: the bytes; a byte order mark decides and is taken off, then UTF-8 is tried.
        where: their source, for the message.
        declared: the encoding that a server or page declares, tried after UTF-8.

    Returns:
        The text, its line ends as they were.

    Raises:
        UnreadableError: empty, binary (its kind is named where it can be told), or in no
            encoding that can be told.

    """
    if not raw.strip():
        raise UnreadableError(where, "it is empty", _REMEDY)
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _checked(_decode_marked(raw[len(bom) :], encoding, where), where)
    kind = _kind(raw)
    if kind:
        raise UnreadableError(where, f"it is {kind}, not text", _REMEDY)
    if b"\0" in raw:
        return _checked(_decode_wide(raw, where), where)
    try:
        return _checked(raw.decode("utf-8"), where)
    except UnicodeDecodeError:
        return _checked(_guess(raw, where, declared), where)


def _kind(raw: bytes) -> str | None:
    if raw[4:8] == b"ftyp":
        return "an MP4 or HEIC media file"
    return next((kind for magic, kind in _KINDS if raw.startswith(magic)), None)


def _decode_marked(raw: bytes, encoding: str, where: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            where,
            f"it is marked as {encoding.upper()} but broken at byte {error.start}",
            "save it as UTF-8",
        ) from None


def _decode_wide(raw: bytes, where: str) -> str:
    """Decode UTF-16 without a mark: in English every other byte is NUL, elsewhere it is binary."""
    for encoding, zeros in (("utf-16-le", raw[1::2]), ("utf-16-be", raw[::2])):
        if zeros.count(0) > 0.8 * len(zeros):
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text
    raise UnreadableError(where, "it is binary, not text", _REMEDY)


def _guess(raw: bytes, where: str, declared: str | None) -> str:
    for encoding in filter(None, (declared if _is_common(declared) else None, _detect(raw))):
        # What calls itself Latin-1 is Windows-1252 in practice (WHATWG Encoding Standard).
        western = re.fullmatch(
            r"(?:iso-?8859-?|latin[-_]?)1|(?:us-)?ascii", encoding, re.IGNORECASE
        )
        try:
            return raw.decode("cp1252" if western else encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableError(
        where, "it is not UTF-8 and its encoding cannot be told", "save it as UTF-8"
    )


def _is_common(declared: str | None) -> bool:
    return bool(declared and _DECLARED.match(declared))


def _detect(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415  (wanted rarely)

    # English has little beyond ASCII: the sample must hold some of what there is.
    first = next(i for i, byte in enumerate(raw) if byte > 127)
    sample = raw[max(0, first - _SAMPLE // 2) :][:_SAMPLE]
    beyond = sum(byte > 127 for byte in sample)
    best = None
    if beyond < _FEW * len(sample):
        best = from_bytes(sample, cp_isolation=_WESTERN).best()
    best = best or from_bytes(sample).best()
    return best.encoding if best else None


def _checked(text: str, where: str) -> str:
    if not text.strip():
        raise UnreadableError(where, "it is empty", _REMEDY)
    if "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise UnreadableError(where, "it is binary, not text", _REMEDY)
    return text
