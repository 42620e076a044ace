"""Datelines of many agencies."""

from __future__ import annotations

import pytest

from detente.intake.dateline import agency_end, read_dateline, undashed_end


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("KABUL (Pajhwok): The minister met", "Pajhwok"),
        ("MOSCOW, October 9. /TASS/. The minister met", "TASS"),
        ("Baku. 19 October. REPORT.AZ/ The minister met", "REPORT.AZ"),
        ("Caracas, Oct 6 (EFE).- The minister met", "EFE"),
        ("San Carlos (Argentina), Oct 6 (EFE).- The minister met", "EFE"),
        ("ISLAMABAD, Oct 19 (APP): The minister met", "APP"),
        ("Vientiane, Oct 19 (KPL) The minister met", "KPL"),
        ("Ulaanbaatar /MONTSAME/ The minister met", "MONTSAME"),
    ],
)
def test_datelines_without_a_dash(text: str, outlet: str) -> None:
    dateline = read_dateline(text)
    assert dateline is not None
    assert dateline.outlet == outlet
    assert text[undashed_end(text) :] == "The minister met"


@pytest.mark.parametrize(
    "text",
    [
        "YEREVAN, OCTOBER 19, ARMENPRESS. The minister met",
        "Doha, 19 October: The minister met",
        "Damascus, SANA- The minister met",
    ],
)
def test_datelines_without_a_mark(text: str) -> None:
    assert text[undashed_end(text) :] == "The minister met"


@pytest.mark.parametrize(
    "text",
    [
        "Mark Rutte (VVD) said on Monday that he would go.",
        "Angela Merkel (CDU): Germany will stay.",
        "The minister met his counterpart in Doha, Qatar.",
    ],
)
def test_names_with_brackets_are_no_datelines(text: str) -> None:
    assert undashed_end(text) == 0


def test_an_agency_after_the_dash() -> None:
    assert "(Xinhua) The minister met"[agency_end("(Xinhua) The minister met") :] == (
        "The minister met"
    )
