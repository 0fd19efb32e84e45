"""Tests of scoring a reading against the truth, and of the figures made from scores."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bench import verification
from bench.figures import Figures
from bench.specimens import sample, score, tally
from bench.specimens.outcome import Cost, Examined, Judged
from bench.specimens.truth import NOTHING, Printed, truth_of
from idcard.faces.model import Similarity
from idcard.geometry import Quad
from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading, Field, Sign, Value
from idcard.specimen import residents
from idcard.specimen.camera.degradations import Degradation
from idcard.specimen.camera.photos import Photo
from rontal.verification.rules import Recommendation

PLACE = Quad.of([(0, 0), (1, 0), (1, 1), (0, 1)])
COST = Cost(0.5, 0.3, 0.2, 200_000_000, 300_000_000)


def value(text, typed="", *, sure=True):
    return Value(text, typed, 0.9, sure, PLACE)


def values_of(facts):
    """Returns the values of a perfect reading of a card's facts."""
    return {name: value(fact.text, fact.typed) for name, fact in facts.items()}


def perfect(truth, kind):
    return CardReading(
        kind=kind,
        values=values_of(truth.facts),
        people=tuple(values_of(row) for row in truth.people),
    )


def application(kind, *, plan=None, seed=5):
    card = residents.card_for(kind, seed, Random(seed))
    photo = Photo(b"", None)
    return sample.Application(
        seed, card, truth_of(card), plan or {}, photo, b"own", b"other", drawn=True
    )


def judged(recommendation=Recommendation.LOOK_CLOSER, similarity=Similarity.MATCH):
    return Judged(recommendation, similarity, 0.3, ())


def marked(drawn, reading, genuine=None, impostor=None):
    impostor = impostor or judged(similarity=Similarity.DIFFERENT)
    return score.score(drawn, Examined(reading, genuine or judged(), impostor, COST), None)


def rows_of(group, marks):
    figures = Figures()
    tally.add_rows(figures, group, marks)
    return {row.figure.removeprefix(f"{group}: "): row for row in figures.rows}


@pytest.mark.parametrize("kind", IdentityKind)
def test_a_perfect_reading_has_no_field_errors(kind):
    subject = application(kind)

    result = marked(subject, perfect(subject.truth, kind))

    assert result.errors == ()
    assert result.exact == result.printed > 8
    assert result.name
    assert result.birth_date
    assert result.kind_recognised
    assert result.nik is (None if kind in ("stay_permit", "student_card") else True)
    assert result.wrong_but_sure == 0


@pytest.mark.parametrize("kind", IdentityKind)
def test_missing_reading_is_no_success(kind):
    subject = application(kind)

    result = marked(subject, None)

    assert result.exact == sum(fact.text == NOTHING for fact in subject.truth.facts.values())
    assert not result.name
    assert not result.nik
    assert not result.kind_recognised
    assert result.wrong_but_sure == 0


def test_wrong_digit_marked_as_sure_is_counted_as_such():
    subject = application(IdentityKind.KTP)
    reading = perfect(subject.truth, IdentityKind.KTP)
    number = reading.values[Field.NUMBER].text
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)

    sure = marked(subject, replace(reading, values={**reading.values, Field.NUMBER: value(wrong)}))
    doubted = marked(
        subject, replace(reading, values={**reading.values, Field.NUMBER: value(wrong, sure=False)})
    )

    assert sure.nik is doubted.nik is False
    assert (sure.wrong_but_sure, doubted.wrong_but_sure) == (1, 0)
    assert sure.exact == sure.printed - 1
    assert [mistake.field for mistake in sure.errors] == ["number"]


def test_a_right_text_with_a_wrong_form_value_is_wrong():
    assert not Printed("05-11-2012", "2012-11-05").is_read(value("05-11-2012", "2012-05-11"))
    assert Printed("05-11-2012", "2012-11-05").is_read(value("05 NOVEMBER 2012", "2012-11-05"))
    assert Printed("05-11-2012", "2012-11-05").is_read(value("05-11-2012", ""))


def test_spaces_around_marks_are_ignored_but_characters_and_words_are_not():
    printed = Printed("JL. MERAK NO. 12, BR. KAJA")

    assert printed.is_read(value("JL.MERAK NO.12 , BR. KAJA"))
    assert not printed.is_read(value("JL. MERAK NO. 12, BR. KALA"))
    assert not printed.is_read(value("JL. MERAKNO. 12, BR. KAJA"))
    assert not printed.is_read(None)


def test_a_value_that_no_card_prints_is_invented():
    subject = application(IdentityKind.KTP)
    reading = perfect(subject.truth, IdentityKind.KTP)

    result = marked(
        subject, replace(reading, values={**reading.values, Field.SCHOOL: value("SMA 1")})
    )

    assert result.exact == result.printed
    assert result.wrong_but_sure == 1


def test_rows_of_a_family_card_count_in_any_order_and_a_missing_row_is_missed():
    subject = application(IdentityKind.FAMILY_CARD)
    whole = perfect(subject.truth, IdentityKind.FAMILY_CARD)
    assert len(whole.people) >= 2

    turned = marked(subject, replace(whole, people=whole.people[::-1]))
    without = marked(subject, replace(whole, people=whole.people[1:]))

    assert turned.exact == turned.printed
    assert without.printed - without.exact == len(subject.truth.people[0])
    assert turned.nik


def test_missing_relative_is_wrong():
    subject = application(IdentityKind.FAMILY_CARD)
    whole = perfect(subject.truth, IdentityKind.FAMILY_CARD)
    ghost = {Field.NAME: value("SIAPA INI")}

    result = marked(subject, replace(whole, people=(*whole.people, ghost)))

    assert result.wrong_but_sure == 1


def test_a_copy_that_is_suspected_counts_and_a_wrong_suspicion_too():
    plan = {Degradation.GREY_COPY: {"contrast": 1.1, "toner": 4}}
    copy, honest = application(IdentityKind.KTP, plan=plan), application(IdentityKind.KTP)
    grey = replace(perfect(honest.truth, IdentityKind.KTP), signs=frozenset({Sign.GREY}))

    rows = rows_of("hard", [marked(copy, grey), marked(honest, grey)])

    assert rows["screen or copy suspected"].value == 1
    assert rows["screen or copy suspected wrongly"].value == 1


def test_budgets_hold_for_perfect_marks_and_break_for_poor_ones():
    subject = application(IdentityKind.KTP)
    reading = perfect(subject.truth, IdentityKind.KTP)
    wrong = replace(reading, values={**reading.values, Field.NUMBER: value("1")})
    approved = judged(Recommendation.APPROVE)

    good = rows_of("mild", [marked(subject, reading)] * 3)
    poor = rows_of("mild", [marked(subject, wrong, impostor=approved)] * 3)

    budgets = {
        "NIK exact", "name exact", "every printed field exact", "wrong but sure",
        "impostors recommended for approval", "one core an application, mean",
        "peak memory, worker and machine",
    }  # fmt: skip
    assert {name for name, row in good.items() if row.holds is not None} == budgets
    assert all(good[name].holds for name in budgets)
    broken = {name for name, row in poor.items() if row.holds is False}
    assert broken == {
        "NIK exact", "every printed field exact", "wrong but sure",
        "impostors recommended for approval",
    }  # fmt: skip


def test_single_degradations_have_figures_but_no_budgets():
    subject = application(IdentityKind.KTP)

    rows = rows_of("glare", [marked(subject, perfect(subject.truth, IdentityKind.KTP))])

    assert rows["NIK exact"].value == 1
    assert all(row.holds is None for row in rows.values())


def test_cards_without_a_nik_have_no_share_of_niks():
    subject = application(IdentityKind.STUDENT_CARD)

    rows = rows_of("mild", [marked(subject, perfect(subject.truth, IdentityKind.STUDENT_CARD))])

    assert "NIK exact" not in rows
    assert rows["name exact"].value == 1


def test_orders_are_held_out_and_every_group_has_its_own_seeds():
    orders = list(verification.orders(verification._options(["--cards", "10"])))

    assert min(order.seed for order in orders) == sample.HELD_OUT
    assert len({order.seed for order in orders}) == len(orders)
    assert {order.group for order in orders} == {"mild", "hard", *Degradation}


def test_quick_orders_are_few_and_only_mixtures():
    orders = list(verification.orders(verification._options(["--quick"])))

    assert len(orders) == 2 * verification.QUICK_CARDS
    assert {order.group for order in orders} == {"mild", "hard"}


def test_requested_group_kind_and_seed_are_used():
    words = ["--only", "glare", "--cards", "3", "--seed", "50", "--kind", "kia", "--dump", "x"]

    orders = list(verification.orders(verification._options(words)))

    assert len(orders) == 3
    assert {(order.group, order.kind, order.dump) for order in orders} == {
        ("glare", "kia", Path("x"))
    }
