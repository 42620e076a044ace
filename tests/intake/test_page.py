"""Web pages: the article, what its metadata says, and markup that means harm."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.intake import UnreadableError, from_html

LEAD = "The foreign ministers of the two kingdoms spoke by telephone on Monday, both sides said."
NEXT = "They agreed to meet again in the spring, a spokesman told reporters after the call ended."
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Envoys meet in Zenda | The Example</title>
<meta property="og:title" content="Envoys meet in Zenda">
<meta property="og:site_name" content="The Example">
<link rel="canonical" href="https://example.org/envoys">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle",
 "datePublished": "2021-03-02T09:15:00+08:00",
 "author": {{"@type": "Person", "name": "Ann Example"}}}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Envoys meet in Zenda</h1><p class="standfirst">A quiet line opens.</p>
<p>By Ann Example</p>
<figure><img src="a.jpg"><figcaption>The castle of Zenda in spring.</figcaption></figure>
<p>{LEAD}</p><h2>Why <em>now</em></h2><p>{NEXT}</p>
<ul><li>trade</li><li>the border</li></ul>
<p>Read more: <a href="/b">Ten castles</a></p><p>{LEAD}</p></article>
<footer>© 2021 The Example</footer><script>document.title = "no"</script></body></html>"""


def test_a_page() -> None:
    found = from_html(PAGE)
    assert found.title == "Envoys meet in Zenda"
    assert found.kicker == "A quiet line opens."
    assert found.byline == "Ann Example"
    assert found.outlet == "The Example"
    assert found.url == "https://example.org/envoys"
    assert found.published_at == datetime.fromisoformat("2021-03-02T09:15:00+08:00")
    assert found.captions == ["The castle of Zenda in spring."]
    assert found.text == "\n\n".join([LEAD, "Why now", NEXT, "trade", "the border", LEAD])
    assert [heading.text for heading in found.headings] == ["Why now"]


def test_bytes_in_the_encoding_they_declare() -> None:
    page = PAGE.replace("utf-8", "windows-1252").replace("quiet", "‘quiet’ café")
    assert from_html(page.encode("cp1252")).kicker == "A ‘quiet’ café line opens."


def test_meta_elements_and_the_caller() -> None:
    page = (
        '<html><head><meta name="author" content="Ann Example"><meta property='
        f'"article:published_time" content="2021-03-02"></head><body><p>{LEAD}</p></body></html>'
    )
    found = from_html(page, url="https://example.org/x")
    assert (found.byline, found.url) == ("Ann Example", "https://example.org/x")
    assert found.published_at == datetime(2021, 3, 2)
    assert from_html(page, published="2021-03-05").published_at == datetime(2021, 3, 5)


def test_line_breaks_part_paragraphs_only_after_a_sentence() -> None:
    page = f"<html><body><p>{LEAD}<br>{NEXT}<br><br>At the<br>end.</p></body></html>"
    assert from_html(page).text == f"{LEAD}\n\n{NEXT}\n\nAt the end."


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Nothing</title></head><body></body></html>",
        "<html><body><script>var a = 'The minister said that it was so.'</script></body></html>",
        "<div>" * 50_000 + "x",
        "<!--" * 50_000,
        "<html><body>" + "<table><tr><td>" * 500,
    ],
)
def test_a_page_without_an_article(page: str) -> None:
    with pytest.raises(UnreadableError, match="no article"):
        from_html(page)


def test_entities_are_not_expanded_into_files_or_bombs() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
        f'<!ENTITY c SYSTEM "file:///etc/hostname">]><html><body><p>{LEAD} &b;&c;</p></body></html>'
    )
    assert from_html(page).text == f"{LEAD} &b;&c;"


def test_a_page_in_another_language() -> None:
    french = (
        "<p>Le ministre a déclaré lundi que les pourparlers reprendraient au printemps, et que la "
        "rencontre aurait lieu au château, en présence des deux rois.</p>"
    )
    with pytest.raises(UnreadableError, match="French"):
        from_html(f"<html><body><article>{french}</article></body></html>")


TAGS = ["html", "body", "p", "div", "h2", "li", "td", "figcaption", "br", "script", "meta", "svg"]
SOUP = st.lists(
    st.one_of(
        st.sampled_from([LEAD, "Photo: X", "&#0;", "&#xD800;", "\x0b", "]]>", "<!--", "<?php"]),
        st.builds(
            "<{}{}{}>".format,
            st.sampled_from(["", "/"]),
            st.sampled_from(TAGS),
            st.sampled_from(["", " class='caption'", " class='kicker'"]),
        ),
        st.text(max_size=20),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(SOUP)
def test_tag_soup_is_read_or_refused(page: str) -> None:
    try:
        found = from_html(page)
    except UnreadableError:
        return
    assert all(part and part == part.strip() for part in found.text.split("\n\n"))
    assert found.model_dump_json()
