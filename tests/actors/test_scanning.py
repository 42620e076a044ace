"""Known names in running text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from detente.actors import names_in

TEXT = (
    "BERLIN — German Chancellor Angela Merkel called Xi Jinping on Monday, the Kremlin’s spokesman "
    "told Xinhua. Merkel and Xi agreed; they let us polish the turkey. U.S. officials and NATO "
    "kept quiet, as did Bashar al-Assad and the\nWhite House. "
    "In May, Mrs. May had asked South Korea."
)


def test_names_are_found_with_role_actor_and_place() -> None:
    found = [(n.text, n.role, n.actor.id) for n in names_in(TEXT, on=date(2017, 3, 1))]
    assert found == [
        ("German", "demonym", "state-deu"),
        ("Angela Merkel", "person", "angela-merkel"),
        ("Xi Jinping", "person", "xi-jinping"),
        ("Kremlin", "seat", "org-kremlin"),
        ("Xinhua", "outlet", "outlet-xinhua"),
        ("Merkel", "person", "angela-merkel"),
        ("Xi", "person", "xi-jinping"),
        ("U.S.", "state", "state-usa"),
        ("NATO", "organization", "org-nato"),
        ("Bashar al-Assad", "person", "bashar-al-assad"),
        ("White House", "seat", "org-white-house"),
        ("May", "person", "theresa-may"),
        ("South Korea", "state", "state-kor"),
    ]


def test_offsets_are_those_of_the_text_and_never_overlap() -> None:
    names = names_in(TEXT, on=date(2017, 3, 1))
    assert all(TEXT[n.start : n.end] == n.text for n in names)
    assert all(a.end <= b.start for a, b in pairwise(names))


def test_a_surname_beside_another_given_name_is_somebody_else() -> None:
    assert [n.text for n in names_in("A fan, Barbara Merkel, sang.", on=date(2017, 3, 1))] == []
