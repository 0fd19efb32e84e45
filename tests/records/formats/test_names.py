"""Names in natural order and in list order."""

import pytest

from records.codes import AgentKind
from records.formats.draft import Draft
from records.formats.names import credit
from records.record import Credit

HIRATA = Credit("Andrea Hirata", "Hirata, Andrea")
PRESS = Credit("Dinas Perpustakaan Tabanan", "Dinas Perpustakaan Tabanan", "aut", AgentKind.BODY)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Andrea Hirata", HIRATA),
        ("Hirata, Andrea", HIRATA),
        ("Hamka", Credit("Hamka", "Hamka")),
        ("Budi Santoso, S.Pd., M.Hum.", Credit("Budi Santoso", "Santoso, Budi")),
        ("Robert Downey, Jr.", Credit("Robert Downey, Jr.", "Downey, Robert, Jr.")),
        ("Robert Downey Jr.", Credit("Robert Downey, Jr.", "Downey, Robert, Jr.")),
        (PRESS.name, PRESS),
    ],
)
def test_name_in_either_order_is_one_person(name, expected):
    assert credit(name) == expected


def test_given_heading_remains_unless_it_repeats_the_name():
    assert credit("R.A. Kartini", sort_name="Kartini").sort_name == "Kartini"
    assert credit("Andrea Hirata", sort_name="Andrea Hirata") == HIRATA
    assert credit("Hirata, Andrea", sort_name="Hirata, Andrea") == HIRATA
    assert credit(PRESS.name, sort_name="Tabanan, Dinas Perpustakaan") == PRESS


def test_the_longest_name_fits_its_column_in_both_orders():
    long = credit("A " + "b" * 298)
    assert max(len(long.name), len(long.sort_name)) == 300


@pytest.mark.parametrize(
    ("suffixed", "expected"),
    [
        (
            "Toer, Pramoedya Ananta, 1925-2006.",
            Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta", dates="1925-2006"),
        ),
        ("Lane, Max (penerjemah)", Credit("Max Lane", "Lane, Max", "trl")),
        ("Andrea Hirata dkk.", HIRATA),
    ],
)
def test_suffix_behind_a_name_is_no_part_of_it(suffixed, expected):
    draft = Draft()
    draft.named(suffixed, "aut")
    assert draft.credits == [expected]
