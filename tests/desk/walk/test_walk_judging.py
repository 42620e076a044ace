"""An editor corrects with a reason: it shows at once, says who judged, and can be undone."""


def test_a_correction_shows_at_once_and_can_be_undone(visit, desk):
    page = visit(f"/contacts/{desk.calls['CHL-PER']}", editor=True)
    before = page.locator(".asked").first.inner_text()
    field = page.locator(".field", has=page.locator("dt", has_text="initiator"))
    field.locator("summary").click()
    field.get_by_label("Initiator").select_option(label="Peru")
    field.get_by_label("Why").fill("the log of the switchboard")
    field.get_by_role("button", name="Correct").click()

    assert "initiator" in page.get_by_role("status").inner_text()
    assert "as ana put it right" in page.locator(".asked").first.inner_text()
    assert "the log of the switchboard" in field.locator("dd > .chosen").inner_text()
    field.get_by_role("link", name="judgement").click()
    judged = page.locator(".judgement:target")
    assert "ana" in judged.inner_text()

    judged.locator("summary").click()
    judged.get_by_label("Why").fill("it was another day")
    judged.get_by_role("button", name="Undo").click()
    assert page.locator(".asked").first.inner_text() == before
    assert "(undone)" in page.locator(".judgements").inner_text()


def test_a_mention_is_split_off_and_joined_again(visit, desk):
    page = visit(f"/contacts/{desk.calls['CHL-PER']}", editor=True)
    whole = page.locator(".mention").count()
    assert whole > 1
    mention = page.locator(".mention", has_text=desk.reports["peru"]).first
    split = mention.locator("details", has_text="Split")
    split.locator("summary").click()
    split.get_by_label("Why").fill("two calls on one day")
    split.get_by_role("button", name="Split off").click()
    page.goto(f"/contacts/{desk.calls['CHL-PER']}")
    assert page.locator(".mention").count() == whole - 1

    page.goto("/judgements")
    last = page.locator(".judgement").first
    last.locator("summary").click()
    last.get_by_label("Why").fill("it was one call")
    last.get_by_role("button", name="Undo").click()
    page.goto(f"/contacts/{desk.calls['CHL-PER']}")
    assert page.locator(".mention").count() == whole


def test_without_a_reason_nothing_is_judged(visit, desk):
    page = visit(f"/contacts/{desk.calls['CHL-PER']}", editor=True)
    field = page.locator(".field", has=page.locator("dt", has_text="level"))
    field.locator("summary").click()
    field.get_by_label("Why").fill("   ")
    field.get_by_role("button", name="Correct").click()
    assert "Nothing was changed" in page.get_by_role("alert").first.inner_text()
