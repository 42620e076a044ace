"""Moves through the public face: who did what to whom, and whether it was done."""

from __future__ import annotations

import pytest

import detente


def moves(text: str) -> set[tuple[str, str, str, str]]:
    """Every move as source, target, type and status."""
    report = detente.read(text + "\n", published="2023-05-12")
    return {(m.parties[0], m.parties[1], m.type, m.status) for m in report.moves}


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Poland expelled 45 Russian diplomats on Wednesday.", "POL RUS SANCTION"),
        ("The European Union imposed new sanctions on Belarusian banks.", "EU BLR SANCTION"),
        ("Sudan recalled its ambassador from Ethiopia.", "SDN ETH SANCTION"),
        ("Turkey has lifted its ban on Greek olive oil.", "TUR GRC CONCEDE"),
        ("Thirty Vietnamese fishermen were detained by the Indonesian navy.", "IDN VNM COERCE"),
        ("Israeli jets struck an Iranian arms depot near Damascus.", "ISR IRN ASSAULT"),
        ("U.S. sanctions on Venezuela have hurt its farmers.", "USA VEN SANCTION"),
        ("Brazil donated 20 tonnes of rice to Haiti.", "BRA HTI AID"),
        ("The Philippine president thanked Australia for its help.", "PHL AUS SUPPORT"),
        ("Norway called the Danish plan irresponsible.", "NOR DNK ACCUSE"),
        ("Chile vowed to retaliate against Peru.", "CHL PER THREATEN"),
        ("Kenya promised to send doctors to Uganda.", "KEN UGA AGREE"),
    ],
)
def test_one_act(text: str, move: str) -> None:
    source, target, kind = move.split()
    assert moves(text) == {(source, target, kind, "reported")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lithuania and Latvia traded accusations over a border post.", "ACCUSE"),
        ("Lithuania and Latvia agreed to reopen their border.", "AGREE"),
        ("Lithuania and Latvia held joint naval exercises.", "COOPERATE"),
        ("Lithuania and Latvia expelled each other's diplomats.", "SANCTION"),
    ],
)
def test_what_both_do_is_one_move_each_way(text: str, kind: str) -> None:
    report = detente.read(text + "\n", published="2023-05-12")
    there, back = report.moves
    assert (there.type, back.type) == (kind, kind)
    assert there.parties == list(reversed(back.parties))
    assert (there.reciprocal, back.reciprocal) == (back.id, there.id)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nigeria will withdraw its troops from Gambia.", "planned"),
        ("Gambia allegedly seized a Nigerian truck.", "alleged"),
        ("Nigeria denied that its troops had attacked Gambia.", "denied"),
    ],
)
def test_what_is_not_simply_reported(text: str, status: str) -> None:
    assert {move[3] for move in moves(text)} == {status}


@pytest.mark.parametrize(
    "text",
    [
        "Serbia may impose tariffs on goods from Kosovo.",
        "Colombia did not expel the Venezuelan ambassador.",
        "Spanish police arrested twelve people in Madrid.",
        "Belgium faced Panama in Sochi on Monday.",
        "A Norwegian spokesman declined to comment on the Swedish report.",
    ],
)
def test_no_move(text: str) -> None:
    assert moves(text) == set()


def test_an_act_told_again_is_one_move() -> None:
    told = moves(
        "Poland expelled 45 Russian diplomats on Wednesday. Poland had said why it expelled the "
        "Russian diplomats in a note. The expulsion of Russian diplomats by Poland was its largest."
    )
    assert told == {("POL", "RUS", "SANCTION", "reported")}


def test_the_other_side_is_understood_where_the_words_leave_it_out() -> None:
    told = moves(
        "Eritrea accused Djibouti on Monday of moving a border stone. The same day Djibouti broke "
        "off relations."
    )
    assert ("DJI", "ERI", "SANCTION", "reported") in told


def test_a_promise_to_do_harm_is_a_threat() -> None:
    assert moves("Iran said it would respond to any Israeli strike.") == {
        ("IRN", "ISR", "THREATEN", "reported")
    }


@pytest.mark.parametrize(
    "text",
    [
        "Paris and Rabat agreed on Monday to reopen their consulates.",
        "The leaders of France and Morocco met in Tunis on Monday. Both agreed to lift the levy.",
    ],
)
def test_what_two_sides_agree_together_goes_both_ways(text: str) -> None:
    report = detente.read(text + "\n", published="2023-05-12")
    agreed = {m.id: m for m in report.moves if m.type == "AGREE"}
    assert {tuple(m.parties) for m in agreed.values()} == {("FRA", "MAR"), ("MAR", "FRA")}
    assert all(agreed[m.reciprocal or ""].reciprocal == m.id for m in agreed.values())


def test_calling_somebody_on_a_day_is_no_calling_on_somebody() -> None:
    assert moves("Oslo called Riga on Monday.") == set()
    assert moves("Oslo called on Riga to free the crew.") == {("NOR", "LVA", "REQUEST", "reported")}
