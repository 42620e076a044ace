"""robots.txt, as RFC 9309 has it."""

import pytest

from detente.intake import UnreadableError
from detente.intake.fetch import Page, RefusedError
from detente.intake.robots import Robots, read_rules

RULES = """\
\ufeffUser-Agent: *
Disallow: /
User-agent: otherbot
User-agent: Detente/1.0  # us
Crawl-delay: 2.5
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /a%7eb
Sitemap: https://news.example/map.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x=1", True),
        ("/a~b", False),
        ("/A~b", True),
    ],
)
def test_the_longest_line_that_fits_decides(path, allowed):
    assert read_rules(RULES).allow(f"https://news.example{path}") is allowed


def test_what_is_asked_of_all_holds_where_nothing_is_asked_of_us():
    rules = read_rules("User-agent: *\nDisallow: /*a*a*a*b$\nUser-agent: x\nDisallow: /\n")
    assert rules.allow("https://news.example/" + "a" * 5000)
    assert not rules.allow("https://news.example/aaab")
    assert read_rules("no robots at all: \0\nDisallow: /").allow("https://news.example/")
    assert read_rules("User-agent: *\nCrawl-delay: nan").delay == 0
    assert read_rules(RULES).delay == 2.5


def test_rules_that_cannot_be_had_forbid_all_and_those_that_are_not_there_nothing():
    asked, now = [], [0.0]
    status = {"https://gone.example": 404, "https://broken.example": 503}

    def fetch(url, _most):
        asked.append(url)
        site = url.removesuffix("/robots.txt")
        if site in status:
            raise RefusedError(url, status[site], "", None)
        return Page(RULES.encode(), url, None, "text/plain")

    robots = Robots(fetch, lambda: now[0])
    assert robots.allow("https://gone.example/a") and robots.allow("https://gone.example/b")
    with pytest.raises(UnreadableError, match="503"):
        robots.allow("https://broken.example/a")
    assert not robots.allow("https://news.example/private")
    assert len(asked) == 3
    status["https://news.example"] = 500
    now[0] += 90_000
    assert not robots.allow("https://news.example/private")  # as it was known before
    assert len(asked) == 4
