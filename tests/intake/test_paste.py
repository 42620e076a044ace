"""Plain text as people paste it: what is the article, and what only stands around it."""

from datetime import datetime, timedelta

import pytest

from detente.intake import from_text

LEAD = "The ministers of Ruritania and Graustark spoke by telephone on Monday, both sides said."
NEXT = "They agreed to meet again in the spring, a spokesman told reporters after the call."
LAST = "It was the first such call since the border closed in January."


def paste(*lines: str) -> str:
    return "\n\n".join(lines)


def test_a_paste_is_told_apart() -> None:
    found = from_text(
        paste(
            "Ruritania calls Graustark after envoys fail",
            "A quiet line opens.",
            "Ann Example| March 2, 2021, 9:15 PM",
            "Follow us on Telegram for more: https://example.org/t",
            LEAD,
            "Why the envoys failed",
            NEXT,
            "Read more: Ten things to know about envoys",
            "Who asked for the call?",
            LAST,
            "Top image by Bob Sample/Example Pictures via Getty Images",
            "Subscribe to our newsletter here",
        )
    )
    assert found.title == "Ruritania calls Graustark after envoys fail"
    assert found.kicker == "A quiet line opens."
    assert found.byline == "Ann Example"
    assert found.published_at == datetime(2021, 3, 2, 21, 15)
    assert found.captions == ["Top image by Bob Sample/Example Pictures via Getty Images"]
    assert found.text == paste(LEAD, "Why the envoys failed", NEXT, "Who asked for the call?", LAST)
    assert [h.text for h in found.headings] == ["Why the envoys failed", "Who asked for the call?"]
    assert all(found.text[h.start : h.end] == h.text for h in found.headings)
    assert found.warnings == []


def test_one_line_per_paragraph_reads_like_empty_lines_between() -> None:
    lines = ("Envoys meet in Zenda", "By Ann Example", LEAD, "What comes next", NEXT)
    tight, loose = from_text("\r\n".join(lines)), from_text(paste(*lines))
    assert tight == loose
    assert tight.text == paste(LEAD, "What comes next", NEXT)


def test_wrapped_lines_are_joined() -> None:
    wrapped = (
        "Envoys meet in Zenda\n\n"
        "The envoys of the two kingdoms met in Zenda on Monday for the first\n"
        "time since the border closed, and the hosts said that they would go\n"
        "on in the morning.\n\n"
        "Nobody spoke to the press.\n"
    )
    assert from_text(wrapped).text == paste(
        "The envoys of the two kingdoms met in Zenda on Monday for the first time since the border "
        "closed, and the hosts said that they would go on in the morning.",
        "Nobody spoke to the press.",
    )


@pytest.mark.parametrize(
    ("line", "byline", "outlet", "published"),
    [
        ("By Ann Example", "Ann Example", None, None),
        ("BY ANN EXAMPLE AND BOB SAMPLE", "ANN EXAMPLE AND BOB SAMPLE", None, None),
        ("By Ann Example, March 2, 2021", "Ann Example", None, "2021-03-02T00:00:00"),
        ("Ann Example | 2 March 2021", "Ann Example", None, "2021-03-02T00:00:00"),
        ("Tuesday, March 2, 2021", None, None, "2021-03-02T00:00:00"),
        ("Published: March 2, 2021 at 9:15 a.m.", None, None, "2021-03-02T09:15:00"),
        ("March 2, 2021 9:15 AM SGT", None, None, "2021-03-02T09:15:00+08:00"),
        ("March 2, 2021 | 9:15 p.m.", None, None, "2021-03-02T21:15:00"),
        ("2021/03/02 9:15 PM", None, None, "2021-03-02T21:15:00"),
        (
            "Updated March 5, 2021 | Published March 2, 2021",
            None,
            None,
            "2021-03-02T00:00:00",
        ),
        (
            "Source: Example Agency| 2021-03-02 09:15:33",
            None,
            "Example Agency",
            "2021-03-02T09:15:33",
        ),
    ],
)
def test_lines_under_a_headline(
    line: str, byline: str | None, outlet: str | None, published: str | None
) -> None:
    found = from_text(paste("Envoys meet in Zenda", line, LEAD, NEXT))
    assert (found.title, found.text) == ("Envoys meet in Zenda", paste(LEAD, NEXT))
    assert (found.byline, found.outlet) == (byline, outlet)
    assert (found.published_at and found.published_at.isoformat()) == published


@pytest.mark.parametrize(
    ("dateline", "outlet", "published"),
    [
        ("ZENDA (Reuters) - ", "Reuters", None),
        ("STRELSAU, March 2 (Xinhua) -- ", "Xinhua", None),
        ("STRELSAU, March 2, 2021 (AFP) — ", "AFP", datetime(2021, 3, 2)),
        ("STRELSAU, March 2. /TASS/. ", "TASS", None),
        ("New Zenda [Ruritania], March 2 (ANI): ", "ANI", None),
        ("STRELSAU — ", None, None),
        ("Strelsau, Ruritania — ", None, None),
    ],
)
def test_a_dateline_stays_and_is_used(
    dateline: str, outlet: str | None, published: datetime | None
) -> None:
    found = from_text(paste("Envoys meet in Zenda", dateline + LEAD, NEXT))
    assert found.text == paste(dateline + LEAD, NEXT)
    assert (found.outlet, found.published_at) == (outlet, published)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "Also read: Another headline about another matter",
        "Follow and listen to our podcast here",
        "Sign up for our daily newsletter",
        "Share this",
        "WhatsApp",
        "3 minute read",
        "We use cookies to improve your experience.",
        "Reporting by Ann Example; Editing by Bob Sample",
        "Ann Example in Zenda contributed to this report.",
        "© 2021 The Zenda Example. All rights reserved.",
        "___",
    ],
)
def test_promotion_is_dropped(line: str) -> None:
    assert from_text(paste(LEAD, line, NEXT)).text == paste(LEAD, NEXT)


@pytest.mark.parametrize(
    "line",
    [
        "(AP Photo/Ann Example)",
        "Photo: Bob Sample",
        "Image via Getty Images",
        "The ministers shake hands in Zenda. REUTERS/Ann Example/File Photo",
        "FILE - The minister waves to the crowd in Zenda on March 2, 2021. (AP Photo/Ann Example)",
        "The envoys arrive at the castle. Image: Bob Sample.",
    ],
)
def test_captions_are_kept_apart(line: str) -> None:
    found = from_text(paste(LEAD, line, NEXT))
    assert (found.text, found.captions) == (paste(LEAD, NEXT), [line])


@pytest.mark.parametrize(
    "line",
    [
        "Photos from the border show that the bridge is open again.",
        "Follow-up talks between the two sides are planned for May, she said.",
        "Share prices fell in both capitals after the call.",
        "Sign-ups for the crossing began on Tuesday, the ministry said.",
        "By Monday evening the bridge was open.",
        '"We will go on," she said.',
        "He told Reuters/Ipsos pollsters that he was pleased.",
        "Advertisements for the summit hung in every street.",
    ],
)
def test_prose_is_not_taken_for_anything_else(line: str) -> None:
    found = from_text(paste(LEAD, line, NEXT))
    assert found.text == paste(LEAD, line, NEXT)
    assert (found.title, found.captions, found.headings) == (None, [], [])


def test_related_headlines_at_the_end_are_dropped() -> None:
    end = ("Related articles", "Graustark recalls its envoy", "Ten castles to see in the spring")
    assert from_text(paste(LEAD, NEXT, *end)).text == paste(LEAD, NEXT)
    assert from_text(paste(LEAD, NEXT, *end[1:])).text == paste(LEAD, NEXT)


def test_a_list_is_no_row_of_subheads() -> None:
    found = from_text(paste(LEAD, "- trade", "- the border", "- the bridge", NEXT))
    assert (found.headings, found.text.count("\n\n")) == ([], 4)


def test_one_paragraph_has_no_title() -> None:
    assert (from_text(LEAD).title, from_text(LEAD).text) == (None, LEAD)


def test_words_without_a_full_stop_are_still_text() -> None:
    assert from_text("Biden called Xi").text == "Biden called Xi"


def test_header_lines() -> None:
    found = from_text(
        "title: Envoys meet in Zenda\nPublished: 2021-03-02\nsource: The Example\n"
        "url: https://example.org/a\nbyline: Ann Example\nkicker: At last\n\n"
        + paste("Envoys meet in Zenda", "Friday, March 5, 2021", LEAD, NEXT)
    )
    assert (found.title, found.kicker, found.byline) == (
        "Envoys meet in Zenda",
        "At last",
        "Ann Example",
    )
    assert (found.outlet, found.url) == ("The Example", "https://example.org/a")
    assert found.published_at == datetime(2021, 3, 2)
    assert found.text == paste(LEAD, NEXT)


def test_other_keys_are_no_header() -> None:
    assert from_text(f"weather: fine\ntitle: No\n\n{LEAD}").title != "No"


def test_the_caller_knows_best_when_it_was_published() -> None:
    text = paste("Envoys meet in Zenda", "March 2, 2021", LEAD)
    assert from_text(text, published="3 Mar 2021").published_at == datetime(2021, 3, 3)


@pytest.mark.parametrize(
    "published",
    [
        "soon",
        "March 2021",
        "2021",
        "Monday",
        "9:15",
        "03/04/2021",
        "0001-01-01",
        datetime.now() + timedelta(days=3),
    ],
)
def test_no_date_is_guessed(published: str | datetime) -> None:
    found = from_text(LEAD, published=published)
    assert found.published_at is None
    assert len(found.warnings) == 1
    assert "left out" in found.warnings[0]


def test_the_id_is_stable_and_follows_text_and_url() -> None:
    first, again, other = from_text(LEAD), from_text(LEAD, published="2021-03-02"), from_text(NEXT)
    elsewhere = from_text(LEAD, url="https://example.org/a")
    assert first.id == again.id
    assert len({first.id, other.id, elsewhere.id}) == 3
