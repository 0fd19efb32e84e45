"""Corrections of single words."""

import pytest

from rontal.search.corrections import Reading, readings, readings_of_known_words
from rontal.search.spelling import Guess, correct, guesses

WORDS = {
    "harry": 40, "mary": 150, "potter": 30, "peter": 200, "pendidikan": 900, "alchemist": 3,
    "da": 9, "vinci": 4, "christie": 50, "laut": 80, "sukarno": 12,
}  # fmt: skip


def frequency(word: str) -> int:
    return WORDS.get(word, 0)


def alike(start: str) -> list[str]:
    return [word for word in WORDS if word.startswith(start)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hary", "harry"),
        ("luat", "laut"),
        ("lauut", "laut"),
        ("soekarno", "sukarno"),
        ("kristi", "christie"),
        ("laur", "laut"),
        ("alkemist", "alchemist"),
        ("pendedikkan", "pendidikan"),
        ("xqzvfjwk", ""),
        ("la", ""),
        ("地図です", ""),
    ],
)
def test_likeliest_word_is_chosen(typed: str, meant: str) -> None:
    assert correct(typed, frequency, alike) == meant


def test_distant_words_are_guessed_only_if_requested() -> None:
    assert correct("kristi", frequency) == correct("pendedikkan", frequency) == ""
    assert correct("hary", frequency) == "harry"


def test_word_may_be_two() -> None:
    assert [one.text for one in guesses("davinci", frequency)] == ["da vinci"]


def test_corrections_are_ordered_by_their_score() -> None:
    unknown = {"hary": [Guess("harry", 5), Guess("hairy", 1)], "poter": [Guess("potter", 4)]}
    read = readings(["hary", "poter"], unknown, frequency)
    assert [one.of(["hary", "poter"]) for one in read] == [["harry", "potter"], ["hairy", "potter"]]
    assert readings(["hary", "poter"], {"hary": [], "poter": [Guess("potter", 4)]}, frequency) == []


def test_words_with_a_superfluous_space_are_joined() -> None:
    (read,) = readings(["al", "chemist", "kita"], {}, frequency)
    assert read.of(["al", "chemist", "kita"]) == ["alchemist", "kita"]


def test_doubtful_word_is_corrected_beside_unknown_ones() -> None:
    before = [Reading({"poter": "potter"}, 4.0)]
    (read,) = readings_of_known_words(before, {"mary": [Guess("harry", 2)]})
    assert read == Reading({"poter": "potter", "mary": "harry"}, 8.0)
    assert readings_of_known_words([], {"mary": [Guess("harry", 2)]}) == [
        Reading({"mary": "harry"}, 2)
    ]
