"""Files, strings and standard input, and what is said of those that cannot be read."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.intake import UnreadableError, from_html, from_text, load

LEAD = "The foreign ministers of the two kingdoms spoke by telephone on Monday, both sides said."


def test_a_path_a_text_and_markup_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "one report.txt"
    file.write_text(f"Envoys meet in Zenda\n\n{LEAD}\n", encoding="utf-8")
    same = [load(file), load(str(file)), load(file.read_text(encoding="utf-8"))]
    same.append(load(f"<h1>Envoys meet in Zenda</h1><p>{LEAD}</p>"))
    assert {(found.title, found.text) for found in same} == {("Envoys meet in Zenda", LEAD)}
    assert load(LEAD).text == LEAD


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LEAD.encode())))
    assert load("-").text == LEAD


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman"]
)
def test_common_encodings(tmp_path: Path, encoding: str) -> None:
    text = "The minister’s “frank” talks in the café went on until Monday, the Élysée’s aide said."
    file = tmp_path / "report.txt"
    file.write_bytes(text.encode(encoding))
    assert load(file).text == text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 and so on", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"PK\x03\x04rest", "a zip archive or an Office document"),
        (b"abc\0\0\0def\x01", "binary"),
        (b"\xff\xfea", "broken"),
        (LEAD.encode() * 25_000, "over 2 MB"),
        (b"x" * 10_000_001, "over 10 MB"),
        ("Президент России заявил, что переговоры продолжатся. ".encode() * 3, "Russian"),
        (
            "Le ministre des Affaires étrangères a déclaré lundi que les pourparlers reprendraient "
            "au printemps, selon son porte-parole.".encode(),
            "French",
        ),
        (
            "外交部长星期一说，双方将在春天恢复谈判，并就边界问题继续保持沟通和协商。".encode() * 2,
            "Chinese",
        ),
        (b"Advertisement\n\nShare this\n", "no article"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
    ],
)
def test_bad_input_gets_one_clear_line(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "input.txt"
    file.write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        load(file)
    message = str(caught.value)
    assert message.startswith(str(file))
    assert says in message
    assert "\n" not in message
    assert "; " in message


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("missing.txt", "no such file"),
        ("some missing report.txt", "no such file"),
        ("/", "folder"),
        ("x" * 5000, "cannot be opened"),
        ("", "empty"),
        ("a\0b", "cannot be opened"),
        ("ftp://example.org/a", "only http and https"),
    ],
)
def test_bad_names(source: str, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        load(source)


def test_short_or_unsure_text_passes() -> None:
    assert load("Bonjour, dit-il.").text == "Bonjour, dit-il."


def test_as_is_keeps_every_character(tmp_path: Path) -> None:
    text = f"title: x\r\n\r\n  {LEAD}  \r\nAdvertisement\n\n\n"
    file = tmp_path / "report.txt"
    file.write_bytes(text.encode())
    found = load(file, as_is=True)
    assert (found.text, found.title, found.headings) == (text, None, [])


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_as_is_is_the_identity(text: str) -> None:
    try:
        found = from_text(text, as_is=True)
    except UnreadableError:
        return
    assert found.text == text


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [LEAD, "By Ann Example", "March 2, 2021", "Why now", "Related articles", "title: A", ""]
        ),
    ),
    max_size=12,
).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = from_text(text)
    except UnreadableError:
        return
    assert found.text.strip() == found.text != ""
    assert all(found.text[h.start : h.end] == h.text for h in found.headings)
    assert all(part and part == part.strip() for part in found.text.split("\n\n"))
    assert "\n" not in found.text.replace("\n\n", "")


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.builds(
            lambda front, rest: front + rest,
            st.sampled_from([b"<html><body>", b"<p>", b"\xff\xfe", b"title: a\n\n", LEAD.encode()]),
            st.binary(max_size=200),
        ),
    )
)
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any"
    file.write_bytes(content)
    for read in (lambda: load(file), lambda: load(file, as_is=True), lambda: from_html(content)):
        try:
            read()
        except UnreadableError as error:
            assert "\n" not in str(error)


def test_plain_english_loads_nothing_slow() -> None:
    code = (
        "import sys; from detente.intake import load\n"
        f"load({LEAD!r})\n"
        "slow = {'httpx', 'trafilatura', 'py3langid', 'charset_normalizer', 'pycountry'}\n"
        "sys.exit(', '.join(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.stderr.strip() == ""


def test_nothing_but_addresses_is_no_article() -> None:
    addresses = "\n".join(f"https://example.org/{n}/qz-{n * 7919}/index.html" for n in range(60))
    with pytest.raises(UnreadableError, match="no sentences in it"):
        from_text(addresses)
