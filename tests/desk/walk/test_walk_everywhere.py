"""What holds on pages of every kind: axe finds nothing serious, phones scroll one way only, nothing
from outside becomes markup, no link is dead.
"""

import json
from urllib.parse import urldefrag

import httpx
from axe_playwright_python.sync_playwright import Axe

RULES = {"resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
GRAVE = ("serious", "critical")
# What is wider than the window; and what is too small for a finger, which takes 24 pixels (WCAG
# 2.2, 2.5.8), but for links within a sentence.
WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .filter((one) => !one.closest(".scroll, .chart, .unseen"))
  .map((one) => `${one.localName}.${one.className}`)"""
SCROLLS = "() => document.scrollingElement.scrollWidth > innerWidth"
SMALL = """() => {
  const pressed = "button, input:not([type=hidden]), select, textarea, summary";
  return [...document.querySelectorAll(pressed)]
    .filter((one) => one.checkVisibility() && !one.closest("label"))
    .filter((one) => Math.min(one.offsetHeight, one.offsetWidth) < 24)
    .map((one) => one.outerHTML.slice(0, 90));
}"""
# Where links lead, those within pictures too.
_ADDRESSES = "all => all.map((one) => new URL(one.getAttribute('href'), document.baseURI).href)"
OPEN = "() => document.querySelectorAll('details').forEach((one) => one.open = true)"


def test_axe_finds_nothing_serious_in_light_or_dark(visit, kinds):
    pages = {False: visit(), True: visit(editor=True)}
    found = []
    for is_editor, addresses in ((False, kinds.anybody), (True, kinds.editor)):
        page = pages[is_editor]
        for kind, address in addresses.items():
            if "hostile" in kind:
                continue  # laid out as the others are
            page.emulate_media(color_scheme="light")
            page.goto(address)
            page.evaluate(OPEN)
            page.evaluate(Axe().axe_script)
            found += [f"{kind}: {one}" for one in grave(page, RULES)]
            page.emulate_media(color_scheme="dark")
            found += [f"{kind}, dark: {one}" for one in grave(page, COLOURS)]
    assert not found, "\n".join(found)


def grave(page, options):
    told = page.evaluate(f"() => axe.run(document, {json.dumps(options)})")
    for violation in told["violations"]:
        if violation["impact"] in GRAVE:
            nodes = [node["html"][:150] for node in violation["nodes"][:3]]
            yield f"{violation['id']}: {nodes}"


def test_no_page_scrolls_sideways_on_a_phone(visit, kinds):
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    wrong = []
    for addresses, is_editor in ((kinds.anybody, False), (kinds.editor, True)):
        page = visit(editor=is_editor, **phone)
        for kind, address in addresses.items():
            page.goto(address)
            page.evaluate(OPEN)
            if page.evaluate(SCROLLS):
                wrong.append(f"{kind}: {page.evaluate(WIDE)[:5]}")
            wrong += [f"{kind}: small: {one}" for one in page.evaluate(SMALL)]
            for name in ("Détente", "Read a text"):
                assert page.get_by_role("link", name=name).first.is_visible()
        page.get_by_role("link", name="Read a text").first.tap()
        page.wait_for_url("**/read")
    assert not wrong, "\n".join(wrong)


def test_no_link_is_dead(visit, kinds, desk):
    page = visit()
    asked = set()
    for kind, address in kinds.anybody.items():
        if kind == "nowhere":
            continue
        page.goto(address)
        asked |= set(page.eval_on_selector_all("a[href], link[href]", _ADDRESSES))
    asked = {urldefrag(one).url for one in asked if one.startswith(desk.url)}
    with httpx.Client() as client:
        dead = [
            one
            for one in sorted(asked)
            if client.get(one, follow_redirects=True).status_code != 200
        ]
    assert not dead
