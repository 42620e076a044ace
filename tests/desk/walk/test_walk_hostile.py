"""A text that means harm is text wherever it shows: nothing of it runs, nothing becomes markup."""

from urllib.parse import quote

import pytest
from lxml import etree

OUTLET = "<img src=x onerror=\"parent.hurt=1\">'Gazette'"
ATOM = "{http://www.w3.org/2005/Atom}"
ATOM_NAMES = {
    "feed", "entry", "id", "title", "subtitle", "updated", "published", "link", "summary",
    "content", "author", "contributor", "name", "category", "generator", "source", "rights",
}  # fmt: skip
# What a page holds that the desk never writes, and what would turn letters round.
FOREIGN = """() => {
  const ours = ["desk", "report", "charts"].map((name) => `/static/${name}.js`);
  const barred = ["iframe", "object", "embed", "style", "b"];
  const found = [];
  for (const one of document.querySelectorAll("*")) {
    const foreign = one.localName === "script" && !ours.includes(one.getAttribute("src"));
    const acts = [...one.attributes].some(({ name, value }) =>
      name.startsWith("on") || /^\\s*(javascript|data):/i.test(value)
      || name === "src" && value === "x");
    if (foreign || acts || barred.includes(one.localName)) found.push(one.outerHTML);
  }
  document.querySelectorAll("textarea").forEach((one) => one.remove()); // what was typed stays
  const text = document.documentElement.outerHTML;
  found.push(...text.match(/[\\u202a-\\u202e\\u2066-\\u2069\\0]/g) ?? []);
  return [...found, ...(window.hurt ? ["it ran"] : [])];
}"""


@pytest.fixture
def places(desk):
    """Where the text shows, and what of it."""
    contact = f"/contacts/{desk.calls['GRC-TUR']}"
    return {
        "/?days=90": "Gazette",
        "/dyads/GRC-TUR": "<iframe",
        "/dyads/GRC-TUR/contacts": OUTLET,
        "/dyads/GRC-TUR/moves": "<iframe",
        f"/reports/{desk.reports['hostile']}": "<script>parent.hurt=1</script>",
        f"/outlets/{quote(OUTLET, safe='')}": OUTLET,
        "/search?q=seizure": "<script>parent.hurt=1</script>",
        "/search?q=%3Cscript%3Eparent.hurt%3D1%3C%2Fscript%3E": "<script>parent.hurt=1</script>",
        "/actors/grc-greece": "<iframe",
        contact: None,
        f"{contact}/readouts": None,
        "/%3Cscript%3Eparent.hurt=1%3C/script%3E": "nothing at this address",
        "/contacts/%3Cscript%3Eparent.hurt=1": "<script>parent.hurt=1",
    }


def test_nothing_runs_and_nothing_becomes_markup(visit, places):
    page = visit()
    for address, told in places.items():
        page.goto(address)
        assert page.evaluate(FOREIGN) == [], address
        if told:
            assert told in page.locator("main").evaluate("main => main.textContent"), address


def test_as_it_is_read_nothing_runs(visit):
    page = visit("/read", editor=True)
    page.get_by_label("Text", exact=True).fill(
        "Greece accused Turkey of <script>parent.hurt=1</script><img src=x onerror=parent.hurt=1>"
        ' {{ 7 * 7 }} "piracy" on Monday.\n\nThe talks failed \u202eno more\u202c, Athens said.'
    )
    page.get_by_label("Title").fill('"><script>parent.hurt=1</script>')
    page.get_by_role("button", name="Read", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text().startswith('"><script>')
    assert "{{ 7 * 7 }}" in page.locator("article.words").inner_text()
    assert page.evaluate(FOREIGN) == []


@pytest.mark.parametrize(
    "feed", ["/feed.atom", "/dyads/GRC-TUR/feed.atom", "/search.atom?q=seizure"]
)
def test_feeds_hold_it_as_text(visit, desk, feed):
    page = visit()
    answer = page.request.get(feed)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    tree = etree.fromstring(answer.body())
    assert tree.findall(f"{ATOM}entry")
    assert {one.tag.removeprefix(ATOM) for one in tree.iter()} <= ATOM_NAMES
    for told in tree.iter(f"{ATOM}title", f"{ATOM}summary", f"{ATOM}content"):
        assert told.get("type", "text") == "text"
