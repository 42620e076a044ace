"""The tables hold what their headers promise."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from itertools import pairwise
from typing import get_args
from zoneinfo import ZoneInfo

import pycountry
import pytest

from detente.actors.people import by_name
from detente.actors.spelling import fold
from detente.actors.tables import read
from detente.actors.tables.index import kept
from detente.model import ActorKind, Level

PREFIX_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
OFFICE_TABLES = ["leaders", "ministers", "figures"]
# ISO 3166-1 leaves the codes from XAA to XZZ to its users: Kosovo and other states in dispute.
CODES = {c.alpha_3 for c in [*pycountry.countries, *pycountry.historic_countries]}
STATES = {row["code"] for row in read("states")}
LEVELS = {*get_args(Level), ""}


def test_every_code_is_a_country_s() -> None:
    assert {code for code in STATES if not code.startswith("X")} <= CODES
    assert not {code for code in STATES if code.startswith("X")} & CODES
    assert len(STATES) == sum(1 for _ in read("states"))


def test_every_un_member_is_there() -> None:
    territories = {c.alpha_3 for c in pycountry.countries} - STATES
    assert len(STATES) > 200
    assert not territories & {"AUT", "BTN", "COM", "SSD", "TLS", "TUV", "VAT", "PSE", "TWN"}


@pytest.mark.parametrize("table", OFFICE_TABLES)
def test_offices_are_whole(table: str) -> None:
    for row in read(table):
        assert bool(row["country"]) != bool(row["org"]), row
        assert not row["country"] or row["country"] in STATES, row
        assert row["level"] in LEVELS, row
        assert row["level"] or table == "figures", row
        assert PREFIX_DATE.fullmatch(row["from"]), row
        assert not row["to"] or PREFIX_DATE.fullmatch(row["to"]), row
        assert not row["to"] or row["from"] < row["to"], row


def test_nobody_leads_a_state_twice_at_a_time_from_one_office() -> None:
    held = defaultdict(list)
    for row in read("leaders"):
        office = row["country"] or row["org"], row["office"].casefold()
        held[row["name"], *office].append((row["from"], row["to"]))
    for who, spells in held.items():
        for (_, ended), (began, _) in pairwise(sorted(spells)):
            assert ended and ended <= began, who


def test_other_tables_use_the_model_s_words() -> None:
    for row in read("titles"):
        assert row["level"] in LEVELS, row
        assert row["title"] == row["title"].casefold(), row
    for row in read("nouns"):
        assert row["kind"] in get_args(ActorKind), row
    for row in read("organizations"):
        assert not row["country"] or row["country"] in STATES, row


def test_outlets_are_told_in_full() -> None:
    outlets = list(read("outlets"))
    assert len(outlets) >= 300
    assert len({row["name"] for row in outlets}) == len(outlets)
    for row in outlets:
        assert row["country"] in STATES, row
        assert all(pycountry.languages.get(alpha_2=code) for code in row["language"].split("|")), (
            row
        )
        assert ZoneInfo(row["zone"]), row
        assert row["owner"] in {"state", "party", "public", "private"}, row


def test_the_kept_index_is_of_the_tables_as_they_are() -> None:
    assert kept() and kept("openings"), "write it anew: python -m detente.actors.tables.index"
    for row in read("leaders"):
        assert row["name"] in {person.name for person in by_name()[fold(row["name"])]}, row


def test_importing_loads_no_table() -> None:
    code = (
        "import detente.actors, detente.actors.tables as t;"
        "from detente.actors import people, states;"
        "assert not people.people.cache_info().currsize and not states.states.cache_info().currsize"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603
