"""Tests that compare the survey's computation with exact fractions and the printed table."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rontal.feedback.survey import rules
from rontal.feedback.survey.rules import Band, Element, Tally

# Krejcie and Morgan, Educational and Psychological Measurement 30 (1970), table 1. The last row is
# for one million; copies of the table often have a hundred thousand.
TABLE = """
10 10 15 14 20 19 25 24 30 28 35 32 40 36 45 40 50 44 55 48 60 52 65 56 70 59 75 63 80 66 85 70
90 73 95 76 100 80 110 86 120 92 130 97 140 103 150 108 160 113 170 118 180 123 190 127 200 132
210 136 220 140 230 144 240 148 250 152 260 155 270 159 280 162 290 165 300 169 320 175 340 181
360 186 380 191 400 196 420 201 440 205 460 210 480 214 500 217 550 226 600 234 650 242 700 248
750 254 800 260 850 265 900 269 950 274 1000 278 1100 285 1200 291 1300 297 1400 302 1500 306
1600 310 1700 313 1800 317 1900 320 2000 322 2200 327 2400 331 2600 335 2800 338 3000 341 3500 346
4000 351 4500 354 5000 357 6000 361 7000 364 8000 367 9000 368 10000 370 15000 375 20000 377
30000 379 40000 380 50000 381 75000 382 1000000 384
"""
NUMBERS = [int(word) for word in TABLE.split()]
ROWS = list(zip(NUMBERS[::2], NUMBERS[1::2], strict=True))

answer = st.lists(st.integers(1, 4), min_size=9, max_size=9)
answers = st.lists(answer, min_size=1, max_size=60)


def tally(rows: list[list[int]]) -> Tally:
    return Tally(len(rows), tuple(sum(column) for column in zip(*rows, strict=True)))


def slow_index(rows: list[list[int]]) -> Decimal:
    """Computes the index as the regulation describes it: mean of each element, a ninth of each, sum
    times 25.
    """
    with localcontext() as context:
        context.prec = 60
        means = [Decimal(sum(column)) / len(rows) for column in zip(*rows, strict=True)]
        # With a denominator of at most 60 x 9, 40 decimals suffice to recognize an exact half.
        exact = (sum(means) / 9 * 25).quantize(Decimal(10) ** -40)
        return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@given(answers)
def test_index_is_the_weighted_mean_times_25_rounded_half_up(rows):
    result = rules.index(tally(rows))
    assert result == slow_index(rows)
    assert Decimal(25) <= result <= Decimal(100)
    assert result.as_tuple().exponent == -2


@given(answers, answers)
def test_adding_tallies_is_counting_together(some, others):
    assert tally(some) + tally(others) == tally(some + others)


@given(answers)
def test_scores_of_elements_are_their_own_means(rows):
    results = rules.scores(tally(rows))
    assert [score.element for score in results] == list(Element)
    for number, score in enumerate(results):
        same = [[row[number]] * 9 for row in rows]
        assert score.index == slow_index(same)
        assert abs(score.mean * 25 - score.index) <= Decimal("0.13")
        assert score.band is rules.band(score.index)


@given(answers)
def test_better_answer_never_lowers_the_index(rows):
    better = [[min(4, value + 1) for value in rows[0]], *rows[1:]]
    assert rules.index(tally(better)) >= rules.index(tally(rows))


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("25.00", Band.D), ("64.99", Band.D), ("65.00", Band.C), ("76.60", Band.C),
        ("76.61", Band.B), ("88.30", Band.B), ("88.31", Band.A), ("100.00", Band.A),
    ],
)  # fmt: skip
def test_bands_are_those_of_the_regulation(value, band):
    assert rules.band(Decimal(value)) is band


def test_every_index_has_exactly_one_band_and_bands_are_contiguous():
    bands = [rules.band(Decimal(cents).scaleb(-2)) for cents in range(2500, 10001)]
    assert "".join(dict.fromkeys(bands)) == "DCBA"
    assert bands == sorted(bands, reverse=True)


@pytest.mark.parametrize("value", ["24.99", "100.01", "0", "-3"])
def test_invalid_index_has_no_band(value):
    with pytest.raises(ValueError, match="no index"):
        rules.band(Decimal(value))


def test_an_index_between_the_printed_bands_is_rounded_first():
    # 64.995 lies between two of the printed bands.
    gap = Tally(1000, (2600,) * 8 + (2598,))  # 64.9944… is rounded to 64.99: D
    edge = Tally(2000, (5200,) * 8 + (5197,))  # 64.99583… is rounded up to 65.00: C
    assert (rules.index(gap), rules.band(rules.index(gap))) == (Decimal("64.99"), Band.D)
    assert (rules.index(edge), rules.band(rules.index(edge))) == (Decimal("65.00"), Band.C)


def test_without_answers_there_is_no_index():
    with pytest.raises(ZeroDivisionError):
        rules.index(Tally())
    with pytest.raises(ZeroDivisionError):
        rules.scores(Tally())


def test_needed_answers_match_the_table_of_krejcie_and_morgan():
    assert len(ROWS) > 80
    differing = {
        people: rules.answers_needed(people)
        for people, needed in ROWS
        if rules.answers_needed(people) != needed
    }
    assert differing == {}


@given(st.integers(1, 10**7))
def test_needed_answers_grow_with_the_population_and_never_exceed_it(people):
    needed = rules.answers_needed(people)
    assert 1 <= needed <= min(people, 384)
    assert needed <= rules.answers_needed(people + 1)
    assert rules.answers_needed(0) == 0


months = st.dictionaries(
    st.builds(date, st.integers(2024, 2026), st.integers(1, 12), st.just(1)),
    st.builds(Tally, st.integers(1, 12), st.just((9,) * 9)),
)


@given(months, months)
def test_every_published_difference_contains_a_whole_group(known, late):
    """Any two publications differ by no answer or by at least five."""
    for before in sorted(known | late):
        earlier = rules.batches(known, before=before)
        later = rules.batches(known, before=date(2027, 1, 1))
        assert later[: len(earlier)] == earlier
        assert all(batch.tally.count >= rules.MIN_GROUP_SIZE for batch in later)
        assert all(batch.last < before for batch in earlier)


@given(months)
def test_each_answer_is_in_one_batch_and_only_the_last_few_wait(known):
    batches = rules.batches(known, before=date(2027, 1, 1))
    total = rules.add_up(batch.tally for batch in batches)
    assert 0 <= rules.add_up(known.values()).count - total.count < rules.MIN_GROUP_SIZE
    for one, other in zip(batches, batches[1:], strict=False):
        assert one.first <= one.last < other.first <= other.last
    assert rules.add_up(rules.by_quarter(batches).values()) == total


def test_a_month_with_few_answers_waits_for_the_next():
    known = {date(2026, 1, 1): Tally(4), date(2026, 2, 1): Tally(1), date(2026, 3, 1): Tally(4)}
    (batch,) = rules.batches(known, before=date(2026, 4, 1))
    assert (batch.first, batch.last) == (date(2026, 1, 1), date(2026, 2, 1))
    assert batch.tally.count == 5
    assert rules.batches(known, before=date(2026, 2, 1)) == []


@pytest.mark.parametrize(("month", "number"), [(1, 1), (3, 1), (4, 2), (6, 2), (9, 3), (12, 4)])
def test_quarters(month, number):
    assert rules.quarter(date(2026, month, 1)) == (2026, number)


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=1), st.integers(0, 30)))
def test_hidden_groups_cannot_be_derived_from_the_total(groups):
    hidden = rules.hidden(groups)
    shown = {name: count for name, count in groups.items() if name not in hidden}
    assert all(count == 0 or count >= rules.MIN_GROUP_SIZE for count in shown.values())
    withheld = sum(groups.values()) - sum(shown.values())
    if hidden and set(shown.values()) - {0}:
        assert withheld >= rules.MIN_GROUP_SIZE
        assert len(hidden) > 1


def test_one_small_group_hides_the_next_smallest_too():
    assert rules.hidden({"women": 40, "men": 3, "not said": 9}) == {"men", "not said"}
    assert rules.hidden({"women": 40, "men": 30}) == set()
    assert rules.hidden({"women": 4, "men": 2, "not said": 50}) == {"women", "men"}
