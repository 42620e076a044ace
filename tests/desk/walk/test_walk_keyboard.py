"""By keyboard alone, in another zone, and on paper."""

import pytest

# Where the focus is, and whether it can be seen: charts show it by the stroke of a mark.
FOCUS = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  // The button of a field for a date is the browser's own, and so is its focus.
  const own = one.type === "date";
  const shape = one.closest("svg") && one.querySelector("path");
  const drawn = shape && getComputedStyle(shape).strokeWidth !== "0px";
  const lined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return {
    name: (one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 40),
    tag: one.localName,
    seen: box.width > 1 && box.height > 1 && box.left >= 0 && Boolean(lined || drawn || own),
  };
}"""


def test_the_skip_link_comes_first_and_leads_past_the_head(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["name"] == "Skip to the content" and page.evaluate(FOCUS)["seen"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => Boolean(document.activeElement.closest('main'))")


@pytest.mark.parametrize("kind", ["home", "dyad", "judging", "readouts", "report", "read", "found"])
def test_every_stop_of_the_tabulator_can_be_seen(visit, kinds, kind):
    page = visit((kinds.anybody | kinds.editor)[kind], editor=kind in kinds.editor)
    stops = 0
    while stops < 60:
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        assert focus["seen"], focus
        stops += 1
    assert stops > 5


def test_two_sides_are_sought_and_their_reasons_opened(visit):
    page = visit()
    while page.evaluate(FOCUS) is None or page.evaluate(FOCUS)["tag"] != "input":
        page.keyboard.press("Tab")
    page.keyboard.type("Peru and Chile")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    page.locator(".offer a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/dyads/CHL-PER")
    summary = page.locator("#channels summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("#channels .why").first.is_visible()


def test_arrows_go_from_mark_to_mark_of_a_chart(visit):
    page = visit("/dyads/CHL-PER#charts")
    page.locator(".chart.drawn svg a").first.focus()
    first = page.evaluate(FOCUS)["name"]
    page.keyboard.press("ArrowRight")
    second = page.evaluate(FOCUS)["name"]
    assert first and second and first != second
    page.keyboard.press("Home")
    assert page.evaluate(FOCUS)["name"] == first


def test_a_moment_is_told_as_written_and_where_the_reader_is(visit, desk):
    page = visit(f"/reports/{desk.reports['chile']}", timezone_id="Asia/Tokyo")
    moment = page.locator(".origin .moment").first
    assert moment.get_attribute("datetime") == "2024-05-21T18:00:00-04:00"
    written, own = moment.inner_text(), moment.locator("+ small").inner_text()
    assert "18:00" in written and "04:00" in written
    assert "22 May 2024" in own and "07:00" in own

    there = visit(f"/reports/{desk.reports['chile']}", timezone_id="America/Santiago")
    assert there.locator(".origin .moment").first.is_visible()
    assert there.locator(".origin .moment").first.locator("+ small").count() == 0


@pytest.mark.parametrize("kind", ["home", "dyad", "contact", "report"])
def test_on_paper_there_is_the_text_and_nothing_to_press(visit, kinds, kind):
    page = visit(kinds.anybody[kind], viewport={"width": 718, "height": 1000})
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    for gone in (".top nav", ".search", ".skip", "button", "input"):
        assert not [one for one in page.locator(gone).all() if one.is_visible()], gone
    assert (
        page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    assert page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
