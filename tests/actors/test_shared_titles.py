"""Titles that several states have: whose one is, and which rank it gives there."""

from __future__ import annotations

import pytest

from detente.actors import owners_of, readers_of, resolve


@pytest.mark.parametrize(
    ("title", "near", "party", "level"),
    [
        ("Foreign Secretary", "IND", "IND", "senior"),
        ("the foreign secretary", "PAK", "PAK", "senior"),
        ("Foreign Secretary", "BGD", "BGD", "senior"),
        ("Foreign Secretary", "MDV", "MDV", "senior"),
        ("Foreign Secretary", "PHL", "PHL", "minister"),
        ("Foreign Secretary", "CHN", "GBR", "minister"),
        ("Foreign Secretary", None, "GBR", "minister"),
        ("Home Secretary", "BGD", "BGD", "senior"),
        ("Home Secretary", "USA", "GBR", "minister"),
        ("Defence Secretary", "IND", "IND", "senior"),
        ("Defence Secretary", "GBR", "GBR", "minister"),
        ("Defense Secretary", "JPN", "USA", "minister"),
        ("Energy Secretary", "GBR", "GBR", "minister"),
        ("Cabinet Secretary", "PAK", "PAK", "senior"),
        ("Secretary of State", "VAT", "VAT", "minister"),
        ("Foreign Secretary", "China and Nepal spoke. Nepal was glad.", "NPL", "senior"),
    ],
)
def test_an_office_is_the_side_near_that_has_one(
    title: str, near: str | None, party: str, level: str
) -> None:
    actor = resolve(title, on="2024-11-05", near=near)
    assert actor is not None
    assert (actor.country, actor.level) == (party, level)


def test_the_head_of_a_ministry_is_not_its_minister() -> None:
    secretary = resolve("Indian Foreign Secretary", on="2024-11-05")
    minister = resolve("Indian Foreign Minister", on="2024-11-05")
    assert secretary is not None
    assert minister is not None
    assert (secretary.name, minister.name) == ("Vikram Misri", "S. Jaishankar")


def test_a_secretary_below_the_ministrys_own_is_somebody_else() -> None:
    actor = resolve("Additional Foreign Secretary", on="2024-11-05", near="PAK")
    assert actor is not None
    assert (actor.kind, actor.country) == ("anonymous", "PAK")


@pytest.mark.parametrize(
    ("phrase", "who"),
    [("Foreign Secretary Lammy", "David Lammy"), ("Foreign Secretary Misri", "Vikram Misri")],
)
def test_a_surname_comes_before_the_side_near(phrase: str, who: str) -> None:
    actor = resolve(phrase, on="2024-11-05", near="IND")
    assert actor is not None
    assert actor.name == who


def test_owners_are_of_titles_that_do_not_tell() -> None:
    assert owners_of("the Foreign Secretary")[0] == "GBR"
    assert {"IND", "PAK", "BGD"} <= set(owners_of("the Foreign Secretary"))
    assert owners_of("the Pakistani Foreign Secretary") == ()
    assert owners_of("the prime minister") == ()


@pytest.mark.parametrize(
    ("outlet", "country"),
    [("PTI", "IND"), ("Dawn", "PAK"), ("The Guardian", "GBR"), ("Reuters", None), ("X", None)],
)
def test_a_wire_is_for_no_countrys_readers(outlet: str, country: str | None) -> None:
    assert readers_of(outlet) == country
