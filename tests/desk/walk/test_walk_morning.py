"""The morning: what has changed, why, and the very words; with scripts and without."""

import re

import pytest

LIT = """element => {
  const box = element.getBoundingClientRect();
  const mark = element.querySelector("mark") ?? element;
  return box.top >= 0 && box.bottom <= innerHeight && getComputedStyle(mark).backgroundColor;
}"""
YELLOW = "rgb(255, 210, 74)"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_what_has_changed_to_the_very_words(visit, scripts):
    page = visit("/?days=90", java_script_enabled=scripts)
    changed = page.locator(".dyad", has=page.get_by_role("link", name="CHL – PER"))
    assert "Chile" in changed.locator(".changes li p").first.inner_text()
    changed.get_by_role("link", name="CHL – PER").click()

    lane = page.locator("#channels details", has_text="minister").first
    assert not lane.locator(".why").is_visible()
    lane.locator("summary").click()
    said = lane.locator(".why q a").first
    words = said.inner_text()
    said.click()
    page.wait_for_load_state()

    start, end = re.search(r"#w(\d+)-(\d+)$", page.url).groups()
    marked = page.locator(f'[data-words="{start}-{end}"]').first
    assert marked.evaluate(LIT) == YELLOW
    assert marked.evaluate("element => element.textContent")[:30] in words

    page.go_back()
    assert "/dyads/CHL-PER" in page.url


def test_a_sentence_of_the_home_page_leads_to_its_words(visit):
    page = visit("/?days=90")
    page.locator(".changes .source").first.click()
    page.wait_for_load_state()
    assert "/reports/" in page.url and page.locator(".at:target").evaluate(LIT) == YELLOW


def test_a_chart_leads_to_the_contacts_it_shows(visit, desk):
    page = visit("/dyads/CHL-PER#charts")
    marks = page.locator(".chart.drawn svg a")
    marks.first.wait_for()
    names = [mark.get_attribute("aria-label") for mark in marks.all()]
    assert names and all(names), "each mark says what it stands for"
    to_contact = page.locator('.chart.drawn svg a[*|href*="/contacts/"]').first
    to_contact.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/contacts/*")


def test_dragging_over_a_chart_shows_the_days_between_and_back(visit):
    page = visit("/dyads/CHL-PER#charts")
    chart = page.locator(".chart.drawn").first
    page.wait_for_load_state("networkidle")  # until all are drawn they move
    whole = chart.locator("svg").get_attribute("viewBox"), marks(chart)
    plot = chart.locator(".role-scope path.background").first.bounding_box()
    y = plot["y"] + plot["height"] - 4
    page.mouse.move(plot["x"] + plot["width"] * 0.6, y)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.7, y, steps=3)
    page.mouse.move(plot["x"] + plot["width"] * 0.95, y, steps=3)
    with page.expect_response(lambda answer: ".svg?from=" in answer.url):
        page.mouse.up()
    first, last = re.search(r"from=([\d-]+)&to=([\d-]+)", page.url).groups()
    assert "2024-01-15" < first < last
    assert page.get_by_label("from").input_value() == first

    with page.expect_response(lambda answer: answer.url.endswith("theme=page")):
        page.get_by_role("button", name="Show all days").click()
    assert "from=" not in page.url
    page.wait_for_function(
        "n => document.querySelector('.chart svg').querySelectorAll('a').length == n", arg=whole[1]
    )


def marks(chart):
    return chart.locator("svg a").count()


def test_without_scripts_charts_are_pictures_of_chosen_days(visit):
    page = visit("/dyads/CHL-PER", java_script_enabled=False)
    pictures = page.locator(".chart img")
    assert pictures.count() and all(one.get_attribute("alt") for one in pictures.all())
    page.get_by_label("from").fill("2024-04-01")
    page.get_by_role("button", name="Show these days").click()
    assert "from=2024-04-01" in page.url
    pictures.first.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert "from=2024-04-01" in pictures.first.get_attribute("src")
