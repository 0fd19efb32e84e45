"""Recognition of editions among titles with one name."""

import pytest

from rontal.catalogue.rules.editions import EditionFacts, are_editions

NAME = "Bumi Manusia"


def differences(name: str = NAME, **values: object) -> EditionFacts:
    facts = {"subtitle": "", "edition": "", "language": "id", "series": None, "series_number": ""}
    return EditionFacts(name=name, **(facts | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"subtitle": "sebuah novel"}, {"subtitle": "roman sejarah"}),
        ({"edition": "Cet. 2"}, {"edition": "Edisi ketiga, cet. 5"}),
        ({"series": 1, "series_number": "1"}, {}),
        ({"series": 1, "series_number": "1"}, {"series": 1, "series_number": "1"}),
        ({"series": 1, "series_number": "1"}, {"series": 2, "series_number": "12"}),
        ({"subtitle": "Jilid 2"}, {"subtitle": "jil. II"}),
        ({"name": "Emma"}, {"name": "Emma", "subtitle": "a novel"}),
        ({"name": "Emma", "subtitle": "sebuah novel"}, {"name": "Emma", "subtitle": "novel"}),
        (
            {"name": "Emma", "subtitle": "sebuah roman"},
            {"name": "Emma", "subtitle": "a novel", "language": "en"},
        ),
    ],
)
def test_editions_differ_in_fields_that_do_not_identify_the_work(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert are_editions(differences(**one), differences(**other))  # type: ignore[arg-type]
    assert are_editions(differences(**other), differences(**one))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"series": 1, "series_number": "1"}, {"series": 1, "series_number": "2"}),
        ({"series": 1, "series_number": "1"}, {"series": 1}),
        ({"subtitle": "Jilid 1"}, {"subtitle": "Jilid 2"}),
        ({"subtitle": "jilid pertama"}, {"subtitle": "jilid kedua"}),
        ({"subtitle": "Vol. I"}, {"subtitle": "Vol. IV"}),
        ({"subtitle": "1945-1949"}, {"subtitle": "1950-1959"}),
        ({"subtitle": "untuk SMA kelas X"}, {"subtitle": "untuk SMA kelas XI"}),
        ({"edition": "Jilid 1"}, {"edition": "Jilid 2"}),
        (
            {"name": "Matematika", "subtitle": "aljabar"},
            {"name": "Matematika", "subtitle": "ilmu ukur"},
        ),
    ],
)
def test_volumes_and_parts_are_no_editions(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert not are_editions(differences(**one), differences(**other))  # type: ignore[arg-type]
    assert not are_editions(differences(**other), differences(**one))  # type: ignore[arg-type]
